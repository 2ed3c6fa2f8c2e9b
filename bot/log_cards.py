"""What a log is answered with: the card of one entry, or a line for each of several."""

from collections.abc import Sequence

from bot.archive import Logged
from bot.cards import after_first_clause, as_name, commitment_line, record_date, short_name, shorten, subject
from bot.language import Entry
from bot.messages import Button, Reply, Subject
from bot.texts import _, mask_phone, show_amount
from bot.turn import Turn
from bot.words import INTENTS, METHODS
from store.models import Commitment, Customer

MOST_LINES = 8
Pair = tuple[Entry, Logged]
Planned = tuple[Customer, Commitment]
"""Something that lies ahead with a customer, of whom nothing that happened was said."""


def saved_card(
    turn: Turn,
    logged: Sequence[Pair],
    *,
    planned: Sequence[Planned] = (),
    created: bool = False,
    warnings: Sequence[str] = (),
) -> Reply:
    """What was understood, in at most eight lines; every date with its weekday, every guess marked."""
    turn.title = turn.title or ", ".join(names_in(logged, planned))
    if len(logged) + len(planned) > 1:
        return turn.say(
            [*short_lines(turn, logged, planned), *warnings][:MOST_LINES],
            buttons=[turn.button(_("Undo all"), "undo.undo_card")],
            about=subjects_of(logged, planned),
        )
    entry, first = logged[0]
    lines = [
        _headline(turn, entry, first, created=created),
        _when_line(turn, entry, first),
        *_fact_lines(turn, entry),
        *warnings,
    ]
    lines += [commitment_line(turn, commitment) for commitment in first.commitments[:3]]
    lines += [
        turn.t(_("✔ settled: {what}"), what=_what(turn, commitment)) for commitment in first.settled[:1]
    ]
    return turn.say(lines[:MOST_LINES], buttons=_buttons(turn, entry, first), about=subjects_of(logged))


def names_in(logged: Sequence[Pair], planned: Sequence[Planned] = ()) -> list[str]:
    """The customers of a message, each once."""
    names = [*(one.customer.name for _entry, one in logged), *(customer.name for customer, _plan in planned)]
    return list(dict.fromkeys(names))


def subjects_of(logged: Sequence[Pair], planned: Sequence[Planned] = ()) -> tuple[Subject, ...]:
    """The records that a card speaks of, so that a reply to it can correct them."""
    rows = [row for _entry, one in logged for row in (one.interaction, *one.commitments)]
    return tuple(subject(row) for row in (*rows, *(plan for _customer, plan in planned)))


def _headline(turn: Turn, entry: Entry, logged: Logged, *, created: bool) -> str:
    name = logged.customer.name + ("?" if entry.customer_guess else "")
    facts = {"customer": name, "number": logged.customer.number}
    head = (
        turn.t(_("✅ {number} {customer} created and logged"), **facts)
        if created
        else turn.t(_("✅ Saved · {customer}"), **facts)
    )
    return f"{head} · {as_name(entry.contact)}" if entry.contact else head


def _when_line(turn: Turn, entry: Entry, logged: Logged) -> str:
    record = logged.interaction
    method = turn.t(METHODS[record.method]) if record.method else turn.t(_("method?"))
    guess = "?" if record.happened_at is None and entry.occurred and entry.occurred.guess else ""
    return f"{method} {record_date(turn, record)}{guess}"


def _fact_lines(turn: Turn, entry: Entry) -> list[str]:
    """What the customer said, and what follows from it; only what was said, guesses with a `?`."""
    facts = []
    if entry.feedback:
        facts.append(turn.t(_("Feedback: {what}"), what=shorten(entry.feedback, 60)))
    elif said := after_first_clause(entry.summary):
        facts.append(turn.t(_("Notes: {what}"), what=shorten(said, 60)))
    if entry.need and not any(one.text and one.text in entry.need for one in entry.commitments):
        facts.append(turn.t(_("Need: {what}"), what=shorten(entry.need, 30)))
    if entry.intent_level:
        facts.append(turn.t(_("Intent: {what}"), what=turn.t(INTENTS[entry.intent_level])) + "?")
    if entry.amount is not None:
        facts.append(show_amount(entry.amount, entry.currency) + ("?" if entry.amount_guess else ""))
    if entry.phone:
        facts.append(mask_phone(entry.phone))
    return [" | ".join(facts)] if facts else []


def short_lines(turn: Turn, logged: Sequence[Pair], planned: Sequence[Planned] = ()) -> list[str]:
    """One line an entry, for messages that speak of several customers."""
    lines = [turn.t(_("✅ Saved {count} entries:"), count=len(logged) + len(planned))]
    for number, (entry, one) in enumerate(logged[:6], start=1):
        parts = [
            f"{number} {short_name(one.customer.name)}",
            _when_line(turn, entry, one),
            shorten(entry.feedback or entry.summary, 24),
        ]
        parts += [commitment_line(turn, commitment) for commitment in one.commitments[:1]]
        lines.append(" · ".join(part for part in parts if part))
    for number, (customer, plan) in enumerate(planned[:3], start=len(logged) + 1):
        lines.append(f"{number} {short_name(customer.name)} · {commitment_line(turn, plan)}")
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
