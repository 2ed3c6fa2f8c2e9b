"""What a turn writes into the outbox: its answer, the mark of a tapped card, its errands."""

from bot.errands import Asked, errand_lane
from bot.messages import Errand, Reply
from bot.routing import Press
from bot.turn import Turn
from store import outbox
from store.ledgers import InboxRow


def answer(row: InboxRow, reply: Reply, person_id: int | None, *, ticket: str | None = None) -> outbox.Letter:
    """The answer to a message; `ticket` is what its platform gave for that."""
    return outbox.Letter(
        key=f"answer:{row.id}",
        channel=row.channel,
        conversation=row.conversation,
        person_id=person_id,
        payload=Reply.model_validate(reply.model_dump(include=set(Reply.model_fields))).model_dump(
            mode="json"
        ),
        ticket=ticket,
    )


def errand(row: InboxRow, wanted: Errand, place: int, turn: Turn) -> outbox.Letter:
    """What the channel is asked to bring, in a lane of its own: no answer waits for it."""
    channel, conversation = errand_lane((row.channel, row.conversation))
    asked = Asked(
        errand=wanted.model_copy(update={"sender": turn.incoming.sender}),
        conversation=row.conversation,
        sender=turn.incoming.sender,
        is_group=turn.incoming.is_group,
    )
    return outbox.Letter(
        key=f"errand:{row.id}:{place}",
        channel=channel,
        conversation=conversation,
        person_id=turn.actor.id,
        payload=asked.model_dump(mode="json"),
        rule=outbox.ERRAND,
    )


def mark(row: InboxRow, chosen: Press, ticket: str | None) -> outbox.Letter:
    """An edit of the tapped card: it shows what was chosen and offers no more than is left."""
    return outbox.Letter(
        key=f"mark:{row.id}",
        channel=chosen.card.channel,
        conversation=chosen.card.conversation,
        person_id=chosen.card.person_id,
        rule="card_mark",
        subject_id=chosen.card.outbox_id,
        occasion=str(chosen.place),
        ticket=ticket if row.channel == chosen.card.channel else None,
    )
