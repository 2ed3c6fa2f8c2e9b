"""A rep adds a customer's person in a chat app, or is removed: asked where they belong, noted when they go."""

from bot.acquaintance import acquaint, change_contact
from bot.archive import NewCustomer
from bot.capability import Capability
from bot.messages import Errand, Reply
from bot.texts import _
from bot.turn import Turn
from store import external
from store.actors import Refused
from store.models import Contact, Customer

capability = Capability("new_friend")


@capability.receives("customer")
async def told(turn: Turn) -> Reply | None:
    """The platform says that somebody was added or removed. Who it is must be asked for first."""
    friend = turn.incoming.customer
    if friend is None:
        return turn.remark("")
    if friend.change == "removed":
        row = await external.removed(turn.records, friend.id)
        return await _noted(turn, await external.on_file(turn.records, row) if row else None, gone=True)
    row = await external.added(turn.records, friend.id)
    if row is not None and (known := await external.on_file(turn.records, row)):
        return await _noted(turn, known, gone=False)
    if row is not None:
        turn.send_for(Errand(what="customer", customer=friend))
    return turn.remark("")


@capability.step
async def join(turn: Turn) -> Reply | None:
    """They belong to a customer that is on file: as a new contact there, or as one who is known."""
    new = NewCustomer.model_validate(turn.memory["new"])
    customer = await turn.records.get(Customer, int(turn.memory["customer"]))
    if turn.memory.get("contact") is None:
        return await acquaint(turn, customer, new)
    contact = await turn.records.get(Contact, int(turn.memory["contact"]))
    facts = {"wechat": new.wechat, "title": new.contact_title, "phone": new.phone}
    filled = {field: value for field, value in facts.items() if value and not getattr(contact, field)}
    if new.friend is not None:
        await external.put_on_file(turn.records, new.friend, contact)
    return await change_contact(turn, contact, filled)


@capability.step
async def leave(turn: Turn) -> Reply | None:
    return turn.remark(_("Fine, nothing was changed."))


async def _noted(turn: Turn, contact: Contact | None, *, gone: bool) -> Reply:
    """Who is on file gets a line with the day, and the rep is told; of others nothing is said."""
    if contact is None:
        return turn.remark("")
    customer = await turn.records.get(Customer, contact.customer_id)
    line = _("WeChat contact removed {day}") if gone else _("WeChat contact added again {day}")
    noted = turn.t(line, day=turn.today.isoformat())
    try:
        await turn.records.change(contact, note="\n".join(filter(None, [contact.note, noted])))
    except Refused:
        return turn.remark("")
    turn.title = f"{customer.name} · {contact.name}"
    words = (
        _("{name} ({place}) is no longer among your WeChat contacts. It is noted with them.")
        if gone
        else _("{name} ({place}) is among your WeChat contacts again. It is noted with them.")
    )
    return turn.remark(words, name=contact.name, place=customer.name)
