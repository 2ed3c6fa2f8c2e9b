"""A fact about a contact has changed: a promotion, another number or address, somebody who left."""

from collections.abc import Sequence

from bot.capability import Capability
from bot.cards import shorten, subject
from bot.contact_facts import HINTS, Facts, read_facts
from bot.language import same_person
from bot.messages import Button, Reply
from bot.naming import phone_trouble
from bot.texts import _, mask_phone
from bot.turn import Turn
from store.models import Contact, Customer
from store.search import contacts_mentioned, sound_of
from store.undo import change_of, undo

capability = Capability("facts")
MOST = 4


@capability.pattern(HINTS)
async def told(turn: Turn) -> Reply | None:
    """`张经理升总监了，换号139…`, `Zhang is now director, new number 139…`."""
    facts = read_facts(turn.text)
    if facts is None:
        return None
    people = await _fitting(turn, facts)
    if not people:
        return None
    if trouble := phone_trouble(turn, facts.phone_said) if facts.phone_said else None:
        return turn.remark([trouble])
    if len(people) == 1 or people[0].customer_id == turn.topic.get("customer") != people[1].customer_id:
        return await _note(turn, people[0], facts, others=people[1:])
    return turn.remark(
        _("Which {name}?"),
        buttons=[await _choice(turn, one, instead=False) for one in people[:MOST]],
        name=facts.person,
    )


@capability.step
async def chosen(turn: Turn) -> Reply | None:
    """It is this contact that the words were about; what was noted of another is taken back."""
    facts = read_facts(turn.memory["words"])
    contact = await turn.records.get(Contact, int(turn.memory["contact"]))
    if turn.memory["instead"] and turn.change_id is not None:
        await undo(turn.records, await change_of(turn.records, turn.change_id))
    return await _note(turn, contact, facts) if facts else None


async def _fitting(turn: Turn, facts: Facts) -> Sequence[Contact]:
    """The contacts that the name fits, those of the customer last spoken of first."""
    found = [
        one
        for one in await contacts_mentioned(turn.records, facts.person, ())
        if same_person(facts.person, one.name, one.title)
    ]
    if facts.customer:
        houses = await turn.records.find(Customer, id__in=list({one.customer_id for one in found}))
        named = {house.id for house in houses if facts.customer in house.name}
        found = [one for one in found if one.customer_id in named]
    return sorted(found, key=lambda one: (one.customer_id != turn.topic.get("customer"), one.id))


async def _note(turn: Turn, contact: Contact, facts: Facts, *, others: Sequence[Contact] = ()) -> Reply:
    """Write the facts down; the old number is kept beside the new one."""
    customer = await turn.records.get(Customer, contact.customer_id)
    values: dict[str, object] = {}
    lines: list[str] = []
    if facts.title:
        values["title"] = facts.title
        if contact.title and contact.name.endswith(contact.title):  # 张经理 is 张总监 now
            values["name"] = name = contact.name.removesuffix(contact.title) + facts.title
            values["sound"] = sound_of(name)
        lines.append(turn.t(_("title {old} → {new}"), old=contact.title or "?", new=facts.title))
    if facts.phone and facts.phone != contact.phone:
        old = [contact.phone] if contact.phone else []
        values |= {"phone": facts.phone, "old_phones": [*contact.old_phones, *old]}
        shown = mask_phone(contact.phone) if contact.phone else "?"
        words = _("phone {old} → {new} (old one kept)") if old else _("phone {new}")
        lines.append(turn.t(words, old=shown, new=mask_phone(facts.phone)))
    if facts.email:
        values["email"] = facts.email
        lines.append(turn.t(_("e-mail {new}"), new=facts.email))
    if facts.gone:
        said = f"{turn.today}: {turn.text.strip()}"
        values["note"] = f"{contact.note}\n{said}" if contact.note else said
        lines.append(turn.t(_("noted: {words}"), words=shorten(turn.text, 40)))
    name = contact.name
    await turn.records.change(contact, **values)
    turn.title, turn.topic["customer"] = customer.name, customer.id
    head = turn.t(_("✏️ {name} ({customer})"), name=name, customer=customer.name)
    buttons = [await _choice(turn, one, instead=True) for one in others[: MOST - 1]]
    return turn.say(
        [head, *lines], buttons=[*buttons, turn.button(_("Undo"), "undo.undo_card")], about=[subject(contact)]
    )


async def _choice(turn: Turn, contact: Contact, *, instead: bool) -> Button:
    customer = await turn.records.get(Customer, contact.customer_id)
    words = turn.memory.get("words", turn.text)
    return Button(
        label=f"{contact.name} · {customer.name}", then="facts.chosen", once="card",
        memory={"contact": contact.id, "words": words, "instead": instead},
    )  # fmt: skip
