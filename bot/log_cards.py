"""What a log is answered with: the card of one entry, or a line for each of several."""

from collections.abc import Sequence

from bot.archive import Logged
from bot.cards import commitment_line, record_date, shorten, subject
from bot.language import Entry
from bot.messages import Button, Reply
from bot.texts import _, mask_phone, show_amount
from bot.turn import Turn
from bot.words import INTENTS, METHODS
from store.models import Commitment

MOST_LINES = 8
Pair = tuple[Entry, Logged]


def saved_card(
    turn: Turn, logged: Sequence[Pair], *, created: bool = False, warnings: Sequence[str] = ()
) -> Reply:
    """What was understood, in at most eight lines; every date with its weekday, every guess marked."""
    entry, first = logged[0]
    turn.title = turn.title or ", ".join(one.customer.name for _entry, one in logged)
    about = [subject(row) for _entry, one in logged for row in (one.interaction, *one.commitments)]
    if len(logged) > 1:
        return turn.say(
            [*short_lines(turn, logged), *warnings][:MOST_LINES],
            buttons=[turn.button(_("Undo all"), "undo.undo_card")],
            about=about,
        )
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
    return turn.say(lines[:MOST_LINES], buttons=_buttons(turn, entry, first), about=about)


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
    guess = "?" if record.happened_at is None and entry.occurred and entry.occurred.guess else ""
    return f"{method} {record_date(turn, record)}{guess}"


def _fact_lines(turn: Turn, entry: Entry) -> list[str]:
    """What the customer said, and what follows from it; only what was said, guesses with a `?`."""
    facts = []
    if entry.feedback:
        facts.append(turn.t(_("Feedback: {what}"), what=shorten(entry.feedback, 60)))
    if entry.need and not any(one.text and one.text in entry.need for one in entry.commitments):
        facts.append(turn.t(_("Need: {what}"), what=shorten(entry.need, 30)))
    if entry.intent_level:
        facts.append(turn.t(_("Intent: {what}"), what=turn.t(INTENTS[entry.intent_level])) + "?")
    if entry.amount is not None:
        facts.append(show_amount(entry.amount, entry.currency) + ("?" if entry.amount_guess else ""))
    if entry.phone:
        facts.append(mask_phone(entry.phone))
    return [" | ".join(facts)] if facts else []


def short_lines(turn: Turn, logged: Sequence[Pair]) -> list[str]:
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
