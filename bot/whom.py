"""With whom a reminder is: certain, a guess, or several people who fit."""

import re
from dataclasses import dataclass, replace

from bot.language import Entry, same_person
from bot.messages import Button
from bot.turn import Turn
from store.models import Commitment, Contact, Customer
from store.search import contacts_mentioned

_LAST = "talked of last"
_LAST_OF_SEVERAL = "contact, talked of last"
_THEM = re.compile(
    r"他|她|对方|那边|那家|客户|人家|跟进|回访|再(?:联系|打|去|聊|谈|约|拜访|见)|追问|报价|送样|"
    r"\b(?:him|her|them|they|he|she|customer|client|follow up|call back|get back|check in|quote)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Whom:
    """The customer and contact of a reminder; `choices` where several fit, nothing where nobody was named."""

    customer: Customer | None = None
    contact: Contact | None = None
    is_guess: bool = False
    choices: tuple[tuple[Customer, Contact | None], ...] = ()


async def whom_meant(turn: Turn, entry: Entry) -> Whom:
    """The customer and contact that a reminder names; several are a question, nobody is nobody."""
    people = await _people(turn, entry)
    if entry.customer_guess == _LAST and not _THEM.search(turn.text):
        return Whom()  # what has nothing to do with customers is nobody's
    if len(entry.customer_ids) == 1 and entry.customer_guess != _LAST_OF_SEVERAL:
        customer = await turn.records.get(Customer, entry.customer_ids[0])
        here = [contact for contact in people if contact.customer_id == customer.id]
        return Whom(customer, here[0] if len(here) == 1 else None, entry.customer_guess is not None)
    if len(entry.customer_ids) > 1:
        choices = []
        for customer_id in entry.customer_ids[:5]:
            here = [contact for contact in people if contact.customer_id == customer_id]
            customer = await turn.records.get(Customer, customer_id)
            choices.append((customer, here[0] if len(here) == 1 else None))
        return Whom(choices=tuple(choices))
    if entry.customer_said:
        return Whom()
    if entry.customer_guess == _LAST_OF_SEVERAL:
        people = await _people(turn, replace(entry, customer_ids=()))
    known = [(await turn.records.get(Customer, contact.customer_id), contact) for contact in people[:5]]
    if len(known) == 1:
        return Whom(known[0][0], known[0][1], is_guess=True)
    return Whom(choices=tuple(known))


async def whom_of(turn: Turn, commitment: Commitment) -> Whom:
    if commitment.customer_id is None:
        return Whom()
    customer = await turn.records.get(Customer, commitment.customer_id)
    if commitment.contact_id is None:
        return Whom(customer)
    return Whom(customer, await turn.records.get(Contact, commitment.contact_id))


async def _people(turn: Turn, entry: Entry) -> list[Contact]:
    """The known contacts that a reminder names: as 王姐, as 李总, or by a name that stands in it."""
    known = await contacts_mentioned(turn.records, turn.text, entry.customer_ids)
    if entry.contact is not None:
        said = entry.contact
        return [contact for contact in known if same_person(said, contact.name, contact.title)]
    return [contact for contact in known if _stands_in(contact.name, turn.text)]


def _stands_in(name: str, text: str) -> bool:
    """A Chinese name whole, or a part of a Latin one that is written with a capital."""
    if not name.isascii():
        return len(name) > 1 and name in text
    return any(
        len(part) > 2 and re.search(rf"\b{re.escape(part)}\b", text) is not None
        for part in name.split()
        if part[:1].isupper()
    )


def whom_button(commitment: Commitment, customer: Customer, contact: Contact | None) -> Button:
    label = f"{contact.name} · {customer.name}" if contact else customer.name
    memory = {"commitment": commitment.id, "customer": customer.id}
    if contact is not None:
        memory["contact"] = contact.id
    return Button(label=label, then="reminder.whom_chosen", memory=memory, once="card")
