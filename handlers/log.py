"""Log what happened: one sentence becomes records, promises and follow-ups on the right customers."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.answers import is_a_sentence, says_cancel
from bot.archive import NewCustomer, create_customer, like_customers, log_entry, promise
from bot.briefs import CLEAR, name_alone
from bot.capability import Capability
from bot.cards import ago, customer_choices, shorten
from bot.language import Commitment as Promised
from bot.language import Entry, Meaning, check_phone
from bot.log_cards import Pair, Planned, names_in, saved_card, short_lines, subjects_of
from bot.messages import Button, Reply
from bot.naming import phone_said, phone_trouble, secret_trouble
from bot.texts import _, mask_phone
from bot.turn import Turn
from store.models import Commitment, Customer, Draft
from store.search import find_customers

capability = Capability("log")


@capability.means("log")
async def note(turn: Turn) -> Reply | None:
    """Save every entry whose customer is certain; ask about the first one that is not."""
    meaning = await turn.meaning()
    if not any(_tells_something(entry) for entry in meaning.entries):
        return None
    return await name_alone(turn) or await place(turn, meaning)


async def place(turn: Turn, meaning: Meaning) -> Reply | None:
    """Log the entries of a sentence. What cannot be placed yet is kept as a draft with its question."""
    if trouble := secret_trouble(turn, meaning.text):
        return turn.remark([trouble])
    words = _whole(turn, meaning)
    logged: list[Pair] = []
    planned: list[Planned] = []
    open_entries: list[int] = []
    for number, entry in enumerate(without_bad_phones(meaning)):
        customer = await _certain(turn, entry)
        if customer is None:
            open_entries.append(number)
        elif len(meaning.entries) > 1 and _lies_ahead(entry):
            planned += [(customer, await _plan(turn, customer, one)) for one in entry.commitments]
        else:
            logged.append((entry, await log_entry(turn, customer, entry, words)))
    if not open_entries:
        return saved_card(turn, logged, planned=planned, warnings=_warnings(turn, meaning.text))
    question = await _question(turn, meaning, open_entries[0])
    if not logged and not planned:
        return question
    turn.title = ", ".join(names_in(logged, planned))
    lines = [*short_lines(turn, logged, planned), question.text]
    return question.model_copy(update={"text": "\n".join(lines), "about": subjects_of(logged, planned)})


def _tells_something(entry: Entry) -> bool:
    """Whether a log may be made of it: somebody is named, or something was done, said or promised."""
    told = (entry.method, entry.occurred, entry.feedback, entry.need, entry.amount, entry.phone, entry.email)
    named = entry.customer_said or (entry.customer_ids and entry.customer_guess is None) or entry.contact
    return bool(named or any(told) or entry.commitments or entry.milestones or entry.intent_level)


def _lies_ahead(entry: Entry) -> bool:
    """An entry of several that speaks of a plan only: nothing has happened that could be logged."""
    happened = entry.method or entry.occurred or entry.feedback
    return bool(entry.commitments) and not happened


async def _plan(turn: Turn, customer: Customer, one: Promised) -> Commitment:
    turn.speak_of(customer.id)
    return await promise(turn, one.kind, one.text, one.due, customer_id=customer.id)


@capability.step
async def about(turn: Turn) -> Reply | None:
    """One sentence about the customer whose card asked for it; words with another purpose pass on."""
    if says_cancel(turn.text):
        return turn.say(_("Fine, nothing was changed."))
    meaning = await turn.meaning()
    if meaning.intent not in ("log", "other"):
        return None
    customer = await turn.records.get(Customer, int(turn.memory["customer"]))
    entry = meaning.entries[0]
    others = entry.customer_ids and customer.id not in entry.customer_ids and not entry.customer_guess
    if others or len(meaning.entries) > 1:
        return await place(turn, meaning)
    entry = replace(entry, customer_ids=(customer.id,), customer_guess=None)
    return saved_card(turn, [(entry, await log_entry(turn, customer, entry, meaning.text))])


@capability.step
async def chosen(turn: Turn) -> Reply | None:
    """A customer was chosen for kept words: log them there."""
    draft = await turn.records.get(Draft, int(turn.memory["draft"]))
    customer = await turn.records.get(Customer, int(turn.memory["customer"]))
    return await _log_kept(turn, draft, customer)


@capability.step
async def create_and_log(turn: Turn) -> Reply | None:
    """Create the customer that kept words name, and log them there."""
    draft = await turn.records.get(Draft, int(turn.memory["draft"]))
    new = NewCustomer.model_validate(turn.memory["new"])
    turn.title = new.name
    customer, _contact = await create_customer(turn, new)
    return await _log_kept(turn, draft, customer, created=True)


@capability.step
async def other_customer(turn: Turn) -> Reply | None:
    return turn.ask(
        _("Which customer? A part of the name is enough."),
        then="log.named",
        memory={"draft": turn.memory["draft"], "number": turn.memory.get("number", 0), "free": True},
        buttons=[turn.choice(_("Keep as a draft"), "log.keep", draft=turn.memory["draft"])],
    )


@capability.step
async def named(turn: Turn) -> Reply | None:
    """A name was typed in answer to "which customer?"; a sentence of another purpose is none."""
    if says_cancel(turn.text):
        return await keep(turn)
    if turn.orders(turn.text) or await is_a_sentence(turn):
        return None
    found = await find_customers(turn.records, turn.text)
    memory = {"draft": turn.memory["draft"], "number": turn.memory.get("number", 0)}
    if not found:
        new = NewCustomer(name=turn.text.strip()[:80])
        return turn.ask(
            _("I don't know “{name}”. Create it?"),
            then="log.named",
            memory={**memory, "free": True},
            buttons=[
                turn.choice(_("Create and log"), "log.create_and_log", new=new.model_dump(), **memory),
                turn.choice(_("Keep as a draft"), "log.keep", **memory),
            ],
            name=new.name,
        )
    if found[0].score >= CLEAR and (len(found) == 1 or found[0].score - found[1].score > 5):
        draft = await turn.records.get(Draft, int(memory["draft"]))
        return await _log_kept(turn, draft, found[0].customer)
    return turn.ask(
        _("Which one?"),
        then="log.named",
        memory={**memory, "free": True},
        buttons=customer_choices(turn, [hit.customer for hit in found], "log.chosen", **memory),
    )


@capability.step
async def keep(turn: Turn) -> Reply | None:
    return turn.say(_("Kept as a draft. Say “drafts” to see what waits."))


async def _log_kept(turn: Turn, draft: Draft, customer: Customer, *, created: bool = False) -> Reply | None:
    """Log the entry of a draft that waited for its customer; ask about the next one where there is one."""
    number = int(turn.memory.get("number", 0))
    meaning = await turn.read(draft.words)
    entry = replace(without_bad_phones(meaning)[min(number, len(meaning.entries) - 1)], customer_guess=None)
    logged = await log_entry(turn, customer, entry, draft.words)
    waiting = [int(other) for other in turn.memory.get("waiting", ()) if int(other) != number]
    warnings = _warnings(turn, draft.words)
    card = saved_card(turn, [(entry, logged)], created=created, warnings=warnings)
    if waiting:
        question = await _question(turn, meaning, waiting[0], draft=draft, waiting=waiting)
        return question.model_copy(update={"text": f"{card.text}\n{question.text}"})
    await turn.records.remove(draft)
    return card


def without_bad_phones(meaning: Meaning) -> list[Entry]:
    """The entries; a number that cannot be a phone stays in the words alone."""
    return [
        replace(entry, phone=None) if entry.phone and check_phone(entry.phone) else entry
        for entry in meaning.entries
    ]


def _whole(turn: Turn, meaning: Meaning) -> str:
    """The original words: the message whole, even where it is too long to be read to its end."""
    return turn.words if meaning.text == turn.text else meaning.text


def _warnings(turn: Turn, words: str) -> list[str]:
    """What is wrong with a number that was meant as a phone."""
    said = phone_said(words)
    trouble = phone_trouble(turn, said) if said else None
    return [f"⚠️ {trouble}"] if trouble else []


async def _certain(turn: Turn, entry: Entry) -> Customer | None:
    """The customer of an entry where exactly one fits."""
    if len(entry.customer_ids) != 1:
        return None
    return await turn.records.get(Customer, entry.customer_ids[0])


async def _question(
    turn: Turn, meaning: Meaning, number: int, *, draft: Draft | None = None, waiting: Sequence[int] = ()
) -> Reply:
    """Ask where an entry belongs. The words are in a draft, so an ignored question loses nothing."""
    entry = without_bad_phones(meaning)[number]
    if draft is None:
        turn.title = turn.title or shorten(meaning.text, 12)
        draft = await turn.records.add(
            Draft(person_id=turn.actor.id, words=_whole(turn, meaning), created_at=turn.records.now)
        )
        waiting = [
            place
            for place in range(number, len(meaning.entries))
            if len(meaning.entries[place].customer_ids) != 1
        ]
    memory: dict[str, Any] = {"draft": draft.id, "number": number, "waiting": list(waiting)}
    if len(entry.customer_ids) > 1:
        return await _which(turn, entry, memory)
    if entry.customer_said:
        return await _unknown(turn, entry, memory)
    return await _nobody(turn, memory)


async def _which(turn: Turn, entry: Entry, memory: dict[str, Any]) -> Reply:
    """Two or more customers fit."""
    customers = [await turn.records.get(Customer, customer_id) for customer_id in entry.customer_ids[:4]]
    return turn.ask(
        _("{count} customers fit “{name}”. Which one? (Your words are kept.)"),
        then="log.answered",
        memory=memory,
        buttons=[
            *customer_choices(turn, customers, "log.chosen", **memory),
            turn.choice(_("Another customer"), "log.other_customer", **memory),
        ],
        count=len(entry.customer_ids),
        name=entry.customer_said or "",
    )


async def _unknown(turn: Turn, entry: Entry, memory: dict[str, Any]) -> Reply:
    """Nobody of that name is in the book: offer to create, with the log kept."""
    name = (entry.customer_said or "")[:80]
    new = NewCustomer(
        name=name,
        industry=entry.industry_said,
        contact=entry.contact,
        contact_title=entry.contact_title,
        phone=entry.phone,
        email=entry.email,
        need=entry.need,
    )
    alike = await like_customers(turn, name, entry.phone)
    lines = [turn.t(_("“{name}” is not in your book. Create it and log this?"), name=name)]
    details = [entry.contact, mask_phone(entry.phone) if entry.phone else None, entry.need]
    lines.append(" · ".join(part for part in details if part))
    buttons: list[Button] = [
        turn.choice(_("Create and log"), "log.create_and_log", new=new.model_dump(), **memory),
    ]
    for known in alike[:2]:
        day = turn.actor.day(known.last_contact_at) if known.last_contact_at else None
        facts = {"name": known.name, "owner": known.owner, "when": ago(turn, day)}
        lines.append("⚠️ " + turn.t(_("Looks like {name} (owner {owner}, {when})"), **facts))
        if known.mine:
            buttons.append(
                Button(
                    label=known.name, then="log.chosen", memory={**memory, "customer": known.id}, once="card"
                )
            )
    buttons.append(turn.choice(_("Existing customer"), "log.other_customer", **memory))
    buttons.append(turn.choice(_("Keep as a draft"), "log.keep", **memory))
    return turn.ask(lines, then="log.answered", memory=memory, buttons=buttons)


async def _nobody(turn: Turn, memory: dict[str, Any]) -> Reply:
    """No customer was named and none can be known."""
    buttons: list[Button] = []
    if last := turn.topic.get("customer"):
        recent = await turn.records.find(Customer, id=int(last))
        buttons = customer_choices(turn, recent, "log.chosen", **memory)
    return turn.ask(
        _("Which customer was that? (Your words are kept.)"),
        then="log.named",
        memory={**memory, "free": False},
        buttons=[
            *buttons,
            turn.choice(_("Choose a customer"), "log.other_customer", **memory),
            turn.choice(_("Only a note"), "log.keep", **memory),
            turn.choice(_("Throw away"), "draft.discard", draft=memory["draft"]),
        ],
    )


@capability.step
async def answered(turn: Turn) -> Reply | None:
    """Words instead of a tap: a short one names a customer, anything else is a new message."""
    if len(turn.text) > 24 or (await turn.meaning()).intent != "other":
        return None
    return await named(turn)
