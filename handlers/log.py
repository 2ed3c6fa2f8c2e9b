"""Log what happened: one sentence becomes records, promises and follow-ups on the right customers."""

from collections.abc import Sequence
from typing import Any

from bot.answers import says_cancel
from bot.archive import Logged, NewCustomer, create_customer, like_customers, log_entry
from bot.briefs import name_alone
from bot.capability import Capability
from bot.cards import ago, commitment_line, customer_choices, shorten, subject
from bot.language import Entry, Meaning
from bot.messages import Button, Reply
from bot.texts import _, mask_phone, show_amount, show_part
from bot.turn import Turn
from bot.words import INTENTS, METHODS
from store.models import Commitment, Customer, Draft
from store.search import find_customers

capability = Capability("log")


@capability.means("log")
async def note(turn: Turn) -> Reply | None:
    """Save every entry whose customer is certain; ask about the first one that is not."""
    return await name_alone(turn) or await place(turn, await turn.meaning())


async def place(turn: Turn, meaning: Meaning) -> Reply | None:
    """Log the entries of a sentence. What cannot be placed yet is kept as a draft with its question."""
    logged: list[tuple[Entry, Logged]] = []
    open_entries: list[int] = []
    for number, entry in enumerate(meaning.entries):
        customer = await _certain(turn, entry)
        if customer is None:
            open_entries.append(number)
        else:
            logged.append((entry, await log_entry(turn, customer, entry, meaning.text)))
    if not open_entries:
        return _saved_card(turn, logged)
    question = await _question(turn, meaning, open_entries[0])
    if not logged:
        return question
    lines = [*_short_lines(turn, logged), question.text]
    return question.model_copy(update={"text": "\n".join(lines)})


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
    return _saved_card(turn, [(entry, await log_entry(turn, customer, entry, meaning.text))])


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
    """A name was typed in answer to "which customer?"."""
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
    if len(found) == 1 or found[0].score - found[1].score > 5:
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
    entry = meaning.entries[min(number, len(meaning.entries) - 1)]
    logged = await log_entry(turn, customer, entry, draft.words)
    waiting = [int(other) for other in turn.memory.get("waiting", ()) if int(other) != number]
    card = _saved_card(turn, [(entry, logged)], created=created)
    if waiting:
        question = await _question(turn, meaning, waiting[0], draft=draft, waiting=waiting)
        return question.model_copy(update={"text": f"{card.text}\n{question.text}"})
    await turn.records.remove(draft)
    return card


async def _certain(turn: Turn, entry: Entry) -> Customer | None:
    """The customer of an entry where exactly one fits."""
    if len(entry.customer_ids) != 1:
        return None
    return await turn.records.get(Customer, entry.customer_ids[0])


async def _question(
    turn: Turn, meaning: Meaning, number: int, *, draft: Draft | None = None, waiting: Sequence[int] = ()
) -> Reply:
    """Ask where an entry belongs. The words are in a draft, so an ignored question loses nothing."""
    entry = meaning.entries[number]
    if draft is None:
        draft = await turn.records.add(
            Draft(person_id=turn.actor.id, words=meaning.text, created_at=turn.records.now)
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
    lines = [turn.t(_("“{name}” is not in your book. Create it and log the visit?"), name=name)]
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
    buttons.append(turn.choice(_("It's an existing one"), "log.other_customer", **memory))
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
            turn.choice(_("Keep as a draft"), "log.keep", **memory),
        ],
    )


@capability.step
async def answered(turn: Turn) -> Reply | None:
    """Words instead of a tap: a short one names a customer, anything else is a new message."""
    if len(turn.text) > 24 or (await turn.meaning()).intent != "other":
        return None
    return await named(turn)


def _saved_card(turn: Turn, logged: Sequence[tuple[Entry, Logged]], *, created: bool = False) -> Reply:
    """What was understood, in at most eight lines; every date with its weekday, every guess marked."""
    entry, first = logged[0]
    turn.title = turn.title or ", ".join(one.customer.name for _entry, one in logged)
    about = [subject(row) for _entry, one in logged for row in (one.interaction, *one.commitments)]
    if len(logged) > 1:
        return turn.say(
            _short_lines(turn, logged), buttons=[turn.button(_("Undo all"), "undo.undo_card")], about=about
        )
    lines = [
        _headline(turn, entry, first, created=created),
        _when_line(turn, entry, first),
        *_fact_lines(turn, entry),
    ]
    lines += [commitment_line(turn, commitment) for commitment in first.commitments[:3]]
    lines += [
        turn.t(_("✔ settled: {what}"), what=_what(turn, commitment)) for commitment in first.settled[:1]
    ]
    return turn.say(lines[:8], buttons=_buttons(turn, entry, first), about=about)


def _headline(turn: Turn, entry: Entry, logged: Logged, *, created: bool) -> str:
    name = logged.customer.name + ("?" if entry.customer_guess else "")
    facts = {"customer": name, "number": logged.customer.number}
    head = (
        turn.t(_("✅ {number} {customer} created and logged"), **facts)
        if created
        else turn.t(_("✅ Saved · {customer}"), **facts)
    )
    return f"{head} · {entry.contact}" if entry.contact else head


def _when_line(turn: Turn, entry: Entry, logged: Logged) -> str:
    record = logged.interaction
    method = turn.t(METHODS[record.method]) if record.method else turn.t(_("method?"))
    if record.happened_at is not None:
        return f"{method} {turn.moment(record.happened_at)}"
    guess = "?" if entry.occurred and entry.occurred.guess else ""
    return f"{method} {turn.day(record.happened_on)}{show_part(record.day_part, turn.language)}{guess}"


def _fact_lines(turn: Turn, entry: Entry) -> list[str]:
    """What the customer said, and what follows from it; only what was said, guesses with a `?`."""
    facts = []
    if entry.feedback:
        facts.append(turn.t(_("Feedback: {what}"), what=shorten(entry.feedback, 60)))
    if entry.need:
        facts.append(turn.t(_("Need: {what}"), what=shorten(entry.need, 30)))
    if entry.intent_level:
        facts.append(turn.t(_("Intent: {what}"), what=turn.t(INTENTS[entry.intent_level])) + "?")
    if entry.amount is not None:
        facts.append(show_amount(entry.amount, entry.currency) + ("?" if entry.amount_guess else ""))
    if entry.phone:
        facts.append(mask_phone(entry.phone))
    return [" | ".join(facts)] if facts else []


def _short_lines(turn: Turn, logged: Sequence[tuple[Entry, Logged]]) -> list[str]:
    """One line an entry, for messages that speak of several customers."""
    lines = [turn.t(_("✅ Saved {count} entries:"), count=len(logged))]
    for number, (entry, one) in enumerate(logged[:6], start=1):
        parts = [
            f"{number} {one.customer.name}",
            _when_line(turn, entry, one),
            shorten(entry.feedback or entry.summary, 24),
        ]
        parts += [commitment_line(turn, commitment) for commitment in one.commitments[:1]]
        lines.append(" · ".join(part for part in parts if part))
    return lines


def _buttons(turn: Turn, entry: Entry, logged: Logged) -> list[Button]:
    buttons = []
    if logged.commitments:
        buttons.append(turn.button(_("Change date"), "correct.change_date", once="never"))
    if not entry.method:
        buttons.append(turn.button(_("Change method"), "correct.change_method", once="never"))
    buttons.append(turn.button(_("Add note"), "correct.add_note", once="never"))
    buttons.append(turn.button(_("Wrong customer"), "correct.change_customer"))
    buttons.append(turn.button(_("Undo"), "undo.undo_card"))
    return buttons


def _what(turn: Turn, commitment: Commitment) -> str:
    return commitment.text or commitment_line(turn, commitment)
