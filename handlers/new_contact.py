"""New people at a customer, in one sentence or as a shared card; numbers that are filled in or changed."""

import re
from collections.abc import Sequence

from bot.acquaintance import acquaint, change_contact
from bot.answers import cancel_button, is_other_business, says_cancel
from bot.archive import NewCustomer
from bot.briefs import NEAR, brief_button, clearly_named
from bot.capability import Capability
from bot.cards import contact_text, customer_choices, shorten
from bot.creation import checked
from bot.language import check_phone
from bot.messages import Button, Reply
from bot.naming import clean_name, name_trouble
from bot.newcomers import CONTACT_WORDS, newcomer, reach_in, reach_trouble
from bot.people import hidden
from bot.texts import _
from bot.turn import Turn
from store.external import put_on_file
from store.models import Contact, Customer
from store.search import find_customers

capability = Capability("new_contact")
_SHORTEST = 5  # digits of a number that can be called
_ADDS = (
    r"(?:请|帮我|麻烦)*(?:(?:新增|新建|添加|增加|录入|登记|补录?|加)(?:一?[个位])?新?联系人|新?联系人)(?:[:：,，\s]+.+|(?:是|叫).+)?",
    r"(?P<head>[^,，。\d]{2,20}?)(?:的|那边|这边)?(?:新增|添加|加|来了|有)?(?:一?[个位])?(?:新联系人|(?<=加)联系人|(?<=个)联系人)[:：,，\s]*.+",
    r"(?:please )?(?:add|new|create)(?: a)?(?: new)? contact\b.*",
)


@capability.pattern(*_ADDS)
async def add(turn: Turn) -> Reply | None:
    """A contact for a customer that is known; for an unknown one it is a new customer."""
    entry = (await turn.meaning()).entries[0]
    if clean_name(CONTACT_WORDS.sub("", turn.text, count=1)) == "":
        return _ask_who(turn, None)
    new = newcomer(turn.text, entry)
    if trouble := _trouble(turn, new):
        return turn.remark(trouble)
    if not new.name:
        return _whose(turn, new, await _last(turn))
    if len(entry.customer_ids) == 1 and not entry.customer_guess:
        return await acquaint(turn, await turn.records.get(Customer, entry.customer_ids[0]), new)
    if entry.customer_ids:
        fits = [await turn.records.get(Customer, number) for number in entry.customer_ids]
        return _whose(turn, new, fits)
    fits = [hit.customer for hit in await clearly_named(turn, new.name)]
    return _whose(turn, new, fits) if fits else await checked(turn, new, turn.text)


@capability.receives("contact")
async def shared(turn: Turn) -> Reply | None:
    """A contact card was passed on: whose is it?"""
    card = turn.incoming.contact
    if card is None:
        return None
    name, phone = clean_name(card.name), _digits_of(card.phone)
    new = NewCustomer(contact=name or phone, phone=phone or None)
    if trouble := name_trouble(turn, name) if name else None:
        return turn.remark(trouble)
    known = await turn.records.find(Contact, phone=phone, limit=1) if phone else []
    if known:
        return await _known_already(turn, known[0])
    return _whose(turn, new, await _last(turn))


@capability.step
async def add_to(turn: Turn) -> Reply | None:
    """The customer was chosen: store the contact there."""
    return await acquaint(turn, await _customer(turn), NewCustomer.model_validate(turn.memory["new"]))


@capability.step
async def whose(turn: Turn) -> Reply | None:
    """The customer of a contact was typed; a sentence is something else."""
    if says_cancel(turn.text):
        return turn.say(_("Fine, nothing was changed."))
    if len(turn.text) > 40 or (await turn.meaning()).intent in ("reminder", "contract", "correction"):
        return None
    new = NewCustomer.model_validate(turn.memory["new"])
    found = await clearly_named(turn, turn.text) or [
        hit for hit in await find_customers(turn.records, turn.text) if hit.score >= NEAR
    ]
    if len(found) == 1 and found[0].by != "contact":
        return await acquaint(turn, found[0].customer, new)
    name = clean_name(turn.text)
    words = _("Which one?") if found else _("“{name}” is not in your book.")
    return turn.ask(
        words,
        then="new_contact.whose",
        memory=turn.memory,
        buttons=[
            *customer_choices(
                turn, [hit.customer for hit in found], "new_contact.add_to", new=new.model_dump()
            ),
            _new_customer(turn, new.model_copy(update={"name": name})),
            turn.choice(_("Cancel"), "find.never_mind"),
        ],
        name=name,
    )


@capability.step
async def other(turn: Turn) -> Reply | None:
    """Another customer than those offered: its name is asked for."""
    words = _("Which customer? A part of the name is enough.")
    return turn.ask(words, then="new_contact.whose", memory=turn.memory, buttons=cancel_button(turn))


@capability.step
async def ask_who(turn: Turn) -> Reply | None:
    return _ask_who(turn, await _customer(turn))


@capability.step
async def described(turn: Turn) -> Reply | None:
    """A contact was described: `Wang, purchasing, 139…`."""
    if says_cancel(turn.text):
        return turn.say(_("Fine, nothing was changed."))
    if turn.orders(turn.text) or await is_other_business(turn):
        return None
    words = turn.text if CONTACT_WORDS.match(turn.text) else f"联系人 {turn.text}"
    entry = (await turn.read(words)).entries[0]
    new = newcomer(words, entry).model_copy(update={"name": ""})
    new = new if new.contact else new.model_copy(update={"contact": clean_name(turn.text)[:40]})
    if trouble := _trouble(turn, new):
        return turn.ask(
            trouble, then="new_contact.described", memory=turn.memory, buttons=cancel_button(turn)
        )
    if customer := turn.memory.get("customer"):
        return await acquaint(turn, await turn.records.get(Customer, int(customer)), new)
    return _whose(turn, new, await _last(turn))


@capability.step
async def fill(turn: Turn) -> Reply | None:
    """Ask for a number that is missing."""
    contact = await _contact(turn)
    return turn.ask(
        _("Phone or e-mail of {name}?"),
        then="new_contact.filled",
        memory={"contact": contact.id},
        buttons=cancel_button(turn),
        name=contact.name,
    )


@capability.step
async def filled(turn: Turn) -> Reply | None:
    """The number was typed: checked, and what stood there is kept as an old one."""
    if trouble := reach_trouble(turn, turn.text):
        return turn.ask(
            trouble[1], then="new_contact.filled", memory=turn.memory, buttons=cancel_button(turn)
        )
    values = reach_in(turn.text)
    return await change_contact(turn, await _contact(turn), values) if values else None


@capability.step
async def replace(turn: Turn) -> Reply | None:
    contact = await _contact(turn)
    if (friend := turn.memory.get("friend")) is not None:
        await put_on_file(turn.records, int(friend), contact)
    return await change_contact(turn, contact, {"phone": str(turn.memory["phone"])})


@capability.step
async def somebody_else(turn: Turn) -> Reply | None:
    """Another person of the same name."""
    new = NewCustomer.model_validate(turn.memory["new"])
    return await acquaint(turn, await _customer(turn), new, sure=True)


async def _contact(turn: Turn) -> Contact:
    return await turn.records.get(Contact, int(turn.memory["contact"]))


async def _customer(turn: Turn) -> Customer:
    return await turn.records.get(Customer, int(turn.memory["customer"]))


async def _last(turn: Turn) -> Sequence[Customer]:
    """The customer that was last spoken of."""
    last = turn.topic.get("customer")
    return await turn.records.find(Customer, id=int(last)) if last else []


def _trouble(turn: Turn, new: NewCustomer) -> str | None:
    """What is wrong with what was said of a contact; None where it may be stored."""
    if new.contact and (trouble := name_trouble(turn, new.contact)):
        return trouble
    wrong = reach_trouble(turn, turn.text)
    if wrong is not None:
        return wrong[1]
    return (
        None if new.contact or new.phone else turn.t(_("Who is it? Such as: contact Wang, purchasing, 139…"))
    )


def _whose(turn: Turn, new: NewCustomer, fits: Sequence[Customer]) -> Reply:
    """Ask which customer a contact belongs to."""
    memory = {"new": new.model_dump()}
    who = " ".join(part for part in (new.contact, hidden("phone", new.phone)) if part)
    return turn.ask(
        _("Got it: {who}. At which customer?"),
        then="new_contact.whose",
        memory=memory,
        buttons=[
            *customer_choices(turn, fits, "new_contact.add_to", **memory),
            turn.choice(_("Choose another"), "new_contact.other", **memory),
            _new_customer(turn, new),
        ],
        who=who,
    )


async def _known_already(turn: Turn, contact: Contact) -> Reply:
    customer = await turn.records.get(Customer, contact.customer_id)
    turn.topic["customer"] = customer.id
    return turn.say(
        _("Known already: {who} · {customer}"),
        buttons=[
            turn.button(_("Show number"), "contact.reveal", once="never", contact=contact.id, what="phone"),
            brief_button(turn, _("Brief"), "find.open_one", customer),
        ],
        who=contact_text(contact),
        customer=customer.name,
    )


def _new_customer(turn: Turn, new: NewCustomer) -> Button:
    """To create the customer of a contact, under the name that was said or a name to be asked for."""
    if not new.name:
        return turn.choice(_("New customer"), "customer.from_contact", new=new.model_dump())
    label = turn.t(_("New customer {name}"), name=shorten(new.name, 16))
    return Button(label=label, then="customer.confirmed", memory={"new": new.model_dump()}, once="card")


def _ask_who(turn: Turn, customer: Customer | None) -> Reply:
    """Ask for a contact; where it belongs is asked later, unless a card said so."""
    asked = turn.t(_("Who is the new contact? Such as: Wang Min, purchasing, 139…"))
    return turn.ask(
        [f"{customer.name} · {asked}" if customer else asked],
        then="new_contact.described",
        memory={"customer": customer.id if customer else None, "free": True},
        buttons=cancel_button(turn),
    )


def _digits_of(phone: str) -> str:
    """A shared card's number as it is stored: digits, without the Chinese country code."""
    digits = re.sub(r"\D", "", phone)
    home = digits.removeprefix("86")
    if len(home) == 11 and check_phone(home) is None:
        return home
    return digits if len(digits) >= _SHORTEST else ""
