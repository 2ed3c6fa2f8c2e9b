"""Putting a record under another customer: found by name, chosen from several, or created."""

from bot.archive import NewCustomer, create_customer, like_customers
from bot.cards import ago, customer_choices
from bot.correcting import customer_changed
from bot.messages import Reply
from bot.texts import _
from bot.turn import Turn
from store.models import Customer, Interaction
from store.search import find_customers

CLEAR = 84.0


async def put_under(turn: Turn, record: Interaction, name: str) -> Reply:
    """Move the record to the customer of this name; ask where several fit, offer one where none does."""
    hits = [hit for hit in await find_customers(turn.records, name) if hit.customer.id != record.customer_id]
    clear = [hit for hit in hits if hit.score >= CLEAR]
    if len(clear) == 1 or (clear and clear[0].score - clear[1].score > 5):
        return await customer_changed(turn, record, clear[0].customer)
    memory = {"interaction": record.id}
    if hits:
        return turn.ask(
            _("Which one?"),
            then="correct.named",
            memory={**memory, "free": True},
            buttons=[
                *customer_choices(turn, [hit.customer for hit in hits], "correct.put", **memory),
                turn.choice(_("Leave it"), "correct.leave"),
            ],
        )
    return await _unknown(turn, record, name.strip()[:80])


async def put_under_new(turn: Turn, record: Interaction, name: str) -> Reply:
    """Create the customer and move the record there."""
    customer, _contact = await create_customer(turn, NewCustomer(name=name))
    return await customer_changed(turn, record, customer)


async def ask_customer(turn: Turn, record: Interaction) -> Reply:
    """Ask for the right customer: those spoken of lately as buttons, or a name."""
    recent = await turn.records.find(Customer, order=("-last_contact_at",), limit=4)
    others = [row for row in recent if row.id != record.customer_id][:3]
    memory = {"interaction": record.id}
    return turn.ask(
        _("Which customer? A part of the name is enough."),
        then="correct.named",
        memory={**memory, "free": True},
        buttons=[
            *customer_choices(turn, others, "correct.put", **memory),
            turn.choice(_("Leave it"), "correct.leave"),
        ],
    )


async def _unknown(turn: Turn, record: Interaction, name: str) -> Reply:
    lines = [turn.t(_("I don't know “{name}”. Create it?"), name=name)]
    for known in (await like_customers(turn, name))[:2]:
        day = turn.actor.day(known.last_contact_at) if known.last_contact_at else None
        facts = {"name": known.name, "owner": known.owner, "when": ago(turn, day)}
        lines.append("⚠️ " + turn.t(_("Looks like {name} (owner {owner}, {when})"), **facts))
    return turn.ask(
        lines,
        then="correct.named",
        memory={"interaction": record.id, "free": True},
        buttons=[
            turn.choice(_("Create and move"), "correct.put_new", interaction=record.id, name=name),
            turn.choice(_("Leave it"), "correct.leave"),
        ],
    )
