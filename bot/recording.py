"""A sentence that was an answer becomes a record, and the card that says so."""

from collections.abc import Sequence

from bot.archive import Logged, log_entry
from bot.cards import commitment_line, shorten, subject
from bot.language import Entry
from bot.messages import Button, Reply
from bot.texts import _
from bot.turn import Turn
from bot.words import METHODS
from store.models import Commitment, Customer


async def log_told(turn: Turn, customer: Customer, entry: Entry, words: str) -> Logged:
    """Log what was said of a customer; the turn is named after it."""
    turn.title = customer.name
    return await log_entry(turn, customer, entry, words)


def told_card(turn: Turn, logged: Logged, entry: Entry, *, note: str = "") -> Reply:
    """What was kept, how and when; `note` says what came of the card that was answered."""
    made = logged.interaction
    who = f" · {logged.contact.name}" if logged.contact else ""
    how = turn.t(METHODS[made.method]) if made.method else turn.t(_("in touch"))
    day = turn.moment(made.happened_at) if made.happened_at else turn.day(made.happened_on)
    lines = [
        turn.t(_("✅ Saved · {customer}"), customer=logged.customer.name) + who,
        " · ".join(part for part in (f"{how} {day}", note) if part),
        turn.t(_("Feedback: {what}"), what=shorten(entry.feedback, 60)) if entry.feedback else "",
        *[commitment_line(turn, one) for one in logged.commitments[:4]],
    ]
    about = [subject(made), *(subject(one) for one in logged.commitments)]
    return turn.say(lines, buttons=_buttons(turn, logged.commitments), about=about)


def _buttons(turn: Turn, promises: Sequence[Commitment]) -> list[Button]:
    change = [turn.button(_("Change date"), "correct.change_date", once="never")] if promises else []
    return [
        *change,
        turn.button(_("Add note"), "correct.add_note", once="never"),
        turn.button(_("Undo"), "undo.undo_card"),
    ]
