"""How complete a customer is: six fields, and which of them is worth asking for first."""

from collections.abc import Sequence

from bot.messages import Button
from bot.texts import _
from bot.turn import Turn
from store.models import Contact, Customer

GAPS = {
    "intent": _("intent"),
    "reach": _("phone or e-mail"),
    "core_need": _("need"),
    "industry": _("industry"),
    "source_person": _("source"),
    "name": _("name"),
}
"""The six fields (archive rule: name, industry, one way to reach them, core need, intent, first contact
person), the most valuable gap first."""


def gaps(customer: Customer, contacts: Sequence[Contact]) -> list[str]:
    """The names of the fields that are empty, the most valuable first."""
    reachable = any(row.phone or row.email or row.wechat for row in contacts)
    return [name for name in GAPS if not (reachable if name == "reach" else getattr(customer, name))]


def percent(customer: Customer, contacts: Sequence[Contact]) -> int:
    return round(100 * (len(GAPS) - len(gaps(customer, contacts))) / len(GAPS))


async def next_gap(turn: Turn, customer: Customer) -> str | None:
    """The most valuable gap; None where there is none."""
    missing = gaps(customer, await turn.records.find(Contact, customer_id=customer.id))
    return missing[0] if missing else None


async def completeness_line(turn: Turn, customer: Customer) -> str:
    """`Completeness 67%. Missing: intent, need`."""
    contacts = await turn.records.find(Contact, customer_id=customer.id)
    missing = gaps(customer, contacts)
    if not missing:
        return turn.t(_("Completeness 100%"))
    names = turn.t(_(", ")).join(turn.t(GAPS[name]) for name in missing)
    return turn.t(
        _("Completeness {percent}%. Missing: {gaps}"), percent=percent(customer, contacts), gaps=names
    )


async def gap_buttons(turn: Turn, customer: Customer, contact: Contact | None) -> list[Button]:
    """Buttons for the most valuable gap: one tap where there are few answers, a question where not."""
    gap = await next_gap(turn, customer)
    match gap:
        case None:
            return []
        case "intent":
            labels = ((_("High intent"), "high"), (_("Medium intent"), "middle"), (_("Low intent"), "low"))
            buttons = [
                turn.button(label, "complete.set_intent", customer=customer.id, level=level)
                for label, level in labels
            ]
        case "reach" if contact is not None:
            buttons = [turn.button(_("Add phone"), "new_contact.fill", once="never", contact=contact.id)]
        case "reach":
            buttons = [
                turn.button(_("Add a contact"), "new_contact.ask_who", once="never", customer=customer.id)
            ]
        case "core_need":
            buttons = [_fill_button(turn, _("Add need"), customer, gap)]
        case _other:
            buttons = [_fill_button(turn, _("Add trade"), customer, "industry")]
    return [*buttons, turn.button(_("Later"), "complete.later")]


def _fill_button(turn: Turn, label: str, customer: Customer, field: str) -> Button:
    return turn.button(label, "complete.fill", once="never", customer=customer.id, field=field)
