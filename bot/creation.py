"""A customer on its way into the book: what is wrong is said, what is missing asked, what is alike shown."""

from typing import Any

from bot.alike import alike_question
from bot.answers import cancel_button
from bot.archive import NewCustomer, create_customer
from bot.cards import shorten, subject
from bot.completeness import completeness_line, gap_buttons
from bot.messages import Reply
from bot.naming import name_trouble
from bot.newcomers import reach_trouble
from bot.people import hidden
from bot.texts import _
from bot.turn import Turn
from bot.words import INTENTS, KINDS
from store.models import Contact


async def checked(turn: Turn, new: NewCustomer, words: str) -> Reply:
    """Say what is wrong with what was told, else go on."""
    if trouble := name_trouble(turn, new.name):
        return ask_name(turn, new.model_copy(update={"name": ""}), trouble)
    if new.contact and (trouble := name_trouble(turn, new.contact)):
        new = new.model_copy(update={"contact": None})
        return ask_contact(turn, new, trouble)
    if wrong := reach_trouble(turn, words):
        return ask_phone(turn, new.model_copy(update={wrong[0]: None}), wrong[1], sure=False)
    return await proposed(turn, new)


async def proposed(turn: Turn, new: NewCustomer, *, sure: bool = False) -> Reply:
    """Create, unless it looks like one that is in the book; a phone is looked up in any case."""
    return await alike_question(turn, new, only_phone=sure) or await created(turn, new)


async def created(turn: Turn, new: NewCustomer) -> Reply:
    """Store it and show the card, with the most valuable gap to fill by one tap."""
    turn.title = new.name
    customer, contact = await create_customer(turn, new)
    turn.topic["customer"] = customer.id
    lines = [
        turn.t(
            _("✅ {number} {customer} created (to be checked)"),
            number=customer.number,
            customer=customer.name,
        ),
        _facts_line(turn, new, contact),
        await completeness_line(turn, customer),
    ]
    about = [subject(row) for row in (customer, contact) if row is not None]
    return turn.say(
        lines,
        buttons=[*await gap_buttons(turn, customer, contact), turn.button(_("Undo"), "undo.undo_card")],
        about=about,
    )


def _facts_line(turn: Turn, new: NewCustomer, contact: Contact | None) -> str:
    facts = [
        turn.t(KINDS[new.kind]) if new.kind != "company" else "",
        new.industry or "",
        f"{contact.name} {hidden('phone', contact.phone)}".strip()
        if contact
        else turn.t(_("no contact yet")),
        hidden("email", new.email),
        turn.t(_("need: {what}"), what=shorten(new.need, 30)) if new.need else "",
        turn.t(_("{level} intent"), level=turn.t(INTENTS[new.intent])) if new.intent else "",
    ]
    return " · ".join(fact for fact in facts if fact)


def memory_of(turn: Turn, new: NewCustomer, **more: Any) -> dict[str, Any]:
    parts = [new.name, new.contact, new.phone, new.email, new.need]
    told = [part for part in parts if part]
    said = {"said": " ".join([turn.t(_("New customer")), *told])} if told else {}
    return {"new": new.model_dump(), "language": turn.language, "free": True, **said, **more}


def ask_name(turn: Turn, new: NewCustomer, words: str) -> Reply:
    return turn.ask(
        [words], then="customer.name_typed", memory=memory_of(turn, new), buttons=cancel_button(turn)
    )


def ask_contact(turn: Turn, new: NewCustomer, words: str = "") -> Reply:
    asked = words or turn.t(_("{name}: who is the contact? For example: Bob Carter, +1 415…"), name=new.name)
    none_yet = turn.choice(_("None yet"), "customer.no_contact", new=new.model_dump())
    return turn.ask(
        [asked],
        then="customer.contact_typed",
        memory=memory_of(turn, new),
        buttons=[none_yet, *cancel_button(turn)],
    )


def ask_phone(turn: Turn, new: NewCustomer, words: str = "", *, sure: bool = True) -> Reply:
    asked = words or turn.t(_("Phone of {name}?"), name=new.contact or new.name)
    skip = turn.choice(_("Skip the phone"), "customer.without_reach", new=new.model_dump(), sure=sure)
    memory = memory_of(turn, new, sure=sure)
    return turn.ask([asked], then="customer.reach_typed", memory=memory, buttons=[skip, *cancel_button(turn)])
