"""A contact on its way into the book: new, known already, or known with another number."""

from bot.archive import NewCustomer, add_newcomer
from bot.briefs import brief_button
from bot.cards import contact_text, subject
from bot.filing import adopt
from bot.language import same_person
from bot.messages import Reply
from bot.people import hidden
from bot.texts import _
from bot.turn import Turn
from store import external
from store.models import Contact, Customer


async def acquaint(turn: Turn, customer: Customer, new: NewCustomer, *, sure: bool = False) -> Reply:
    """Store a contact, or add what was not known of one; another number of a known person is asked about."""
    people = await turn.records.find(Contact, order=("id",), customer_id=customer.id)
    name = new.contact or new.phone or ""
    known = next((one for one in people if same_person(name, one.name, one.title)), None)
    if known is None or sure:
        made = await add_newcomer(turn, customer.id, new)
        await adopt(turn, customer.id, made, turn.words)
        return _saved(turn, customer, made)
    if new.phone and known.phone and new.phone != known.phone:
        return _which_number(turn, customer, known, new)
    await adopt(turn, customer.id, known, turn.words)
    if new.friend is not None:
        await external.put_on_file(turn.records, new.friend, known)
    facts = {"phone": new.phone, "email": new.email, "title": new.contact_title, "wechat": new.wechat}
    values = {field: value for field, value in facts.items() if value and not getattr(known, field)}
    return await change_contact(turn, known, values)


def _which_number(turn: Turn, customer: Customer, known: Contact, new: NewCustomer) -> Reply:
    return turn.say(
        _("{who} is noted already. Is {phone} the new number?"),
        buttons=[
            turn.choice(
                _("New number, keep the old one too"),
                "new_contact.replace",
                contact=known.id,
                phone=new.phone,
                friend=new.friend,
            ),
            turn.choice(
                _("Somebody else"), "new_contact.somebody_else", customer=customer.id, new=new.model_dump()
            ),
            turn.choice(_("Cancel"), "find.never_mind"),
        ],
        who=contact_text(known),
        phone=hidden("phone", new.phone),
    )


async def change_contact(turn: Turn, contact: Contact, values: dict[str, str]) -> Reply:
    customer = await turn.records.get(Customer, contact.customer_id)
    changes: dict[str, object] = dict(values)
    if contact.phone and "phone" in values and values["phone"] != contact.phone:
        changes["old_phones"] = [*contact.old_phones, contact.phone]
    await turn.records.change(contact, **changes)
    return _saved(turn, customer, contact)


def _saved(turn: Turn, customer: Customer, contact: Contact) -> Reply:
    turn.topic["customer"] = customer.id
    turn.title = f"{customer.name} · {contact.name}"
    wechat = contact.wechat if contact.wechat != contact.name else None  # WeChat's name for them says no more
    details = [contact_text(contact), hidden("email", contact.email), hidden("wechat", wechat)]
    lines = [
        turn.t(_("✅ Contact saved · {customer}"), customer=customer.name),
        " | ".join(part for part in details if part),
    ]
    buttons = [
        brief_button(turn, _("Log something"), "find.note", customer),
        turn.button(_("Undo"), "undo.undo_card"),
    ]
    return turn.say(lines, buttons=buttons, about=[subject(contact), subject(customer)])
