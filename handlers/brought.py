"""What a channel brought on an errand of ours: a file that was sent in, or who a customer is."""

from typing import assert_never

from bot import file_cards, filing, friends
from bot.capability import Capability
from bot.messages import Reply
from bot.turn import Turn
from store.models import Attachment

capability = Capability("brought")


@capability.receives("brought")
async def brought(turn: Turn) -> Reply | None:
    errand = turn.incoming.errand
    match errand.what if errand else None:
        case "file":
            known = errand.file.name if errand and errand.file else ""
            return await filing.brought(turn) if known else await _nameless(turn)
        case "customer":
            return await friends.brought(turn)
        case None:
            return turn.remark("")
        case other:
            assert_never(other)


async def _nameless(turn: Turn) -> Reply:
    """A file whose name is only told with its content."""
    reply, errand = await filing.brought(turn), turn.incoming.errand
    source = str(errand.memory.get("source", "")) if errand else ""
    rows = await turn.records.find(Attachment, source_key=source, by_id=turn.actor.id)
    return await file_cards.named_late(turn, rows[0]) if rows and rows[0].name and not reply.text else reply
