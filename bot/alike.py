"""Is it in the book already? The question before a customer is created, telling no more than all may know."""

from collections.abc import Sequence

from bot.archive import NewCustomer, like_customers
from bot.briefs import clearly_named
from bot.cards import ago, shorten
from bot.messages import Button, Reply
from bot.texts import _
from bot.turn import Turn
from store.duplicates import Namesake, with_phone

_SHOWN = 3
_WRITTEN = 88.0
"""From this score of the search on a name was written as it stands in the book, in part or whole."""


async def alike_question(
    turn: Turn, new: NewCustomer, *, ask: bool = False, only_phone: bool = False
) -> Reply | None:
    """Name, owner and last contact of those that may be the same, and what to do; None where there are none.

    `ask` goes on with the question for a contact; `only_phone` leaves out names, which were asked about before.
    """
    by_phone = await with_phone(turn.records, new.phone) if new.phone else None
    by_name = [] if only_phone else await _by_name(turn, new)
    known = [
        *([by_phone] if by_phone else []),
        *(one for one in by_name if not by_phone or one.id != by_phone.id),
    ]
    if not known:
        return None
    turn.records.audit("duplicates", None, ids=[one.id for one in known[:_SHOWN]])
    lines = [_line(turn, one, same_phone=one is by_phone) for one in known[:_SHOWN]]
    buttons = [
        *_open_buttons(turn, known[:_SHOWN], new),
        turn.choice(_("Another company, create it"), "customer.create_anyway", new=new.model_dump(), ask=ask),
        turn.choice(_("Cancel"), "find.never_mind"),
    ]
    return turn.say(lines, buttons=buttons)


async def _by_name(turn: Turn, new: NewCustomer) -> list[Namesake]:
    """Names like this one in the whole book, and one's own in which it stands."""
    alike = await like_customers(turn, new.name)
    own = [hit for hit in await clearly_named(turn, new.name) if hit.by == "name" and hit.score >= _WRITTEN]
    found = {one.id for one in alike}
    owners = await turn.staff.names({hit.customer.owner_id for hit in own})
    for customer in (hit.customer for hit in own if hit.customer.id not in found):
        owner = owners.get(customer.owner_id, "")
        alike.append(Namesake(customer.id, customer.name, owner, customer.last_contact_at, mine=True))
    return alike


def _line(turn: Turn, one: Namesake, *, same_phone: bool) -> str:
    last = ago(turn, turn.actor.day(one.last_contact_at) if one.last_contact_at else None)
    facts = {"customer": one.name, "owner": one.owner, "when": last}
    if same_phone:
        return turn.t(_("⚠️ That phone belongs to a customer: {customer} · owner {owner} · {when}"), **facts)
    return turn.t(_("⚠️ Looks like a customer in the book: {customer} · owner {owner} · {when}"), **facts)


def _open_buttons(turn: Turn, known: Sequence[Namesake], new: NewCustomer) -> list[Button]:
    """To open those that one may see, and to put a new contact there."""
    mine = [one for one in known if one.mine]
    opens = [
        Button(
            label=turn.t(_("Open {customer}"), customer=shorten(one.name, 16)), then="find.open_one",
            memory={"customer": one.id}, once="never",
        )
        for one in mine[:2]
    ]  # fmt: skip
    if new.contact and len(mine) == 1:
        label = turn.t(_("Add {who} there"), who=new.contact)
        memory = {"customer": mine[0].id, "new": new.model_dump()}
        opens.append(Button(label=label, then="new_contact.add_to", memory=memory, once="card"))
    return opens
