"""The cards of a reminder that is being set: what was understood, and what is still to be asked."""

from collections.abc import Sequence
from datetime import time as clock
from datetime import timedelta

from bot.agenda import deed
from bot.cards import as_name, due_text, subject
from bot.language import Entry, When
from bot.messages import Ask, Button, Reply
from bot.schedule import at
from bot.snoozing import is_past
from bot.texts import _, show_time
from bot.turn import Turn
from bot.whom import Whom, whom_button
from store.models import Commitment


def set_card(
    turn: Turn, commitment: Commitment, whom: Whom, entry: Entry, *, guess: str | None = None
) -> Reply:
    """`⏰ 05-07 周四 09:00 给王姐发合同（王琳 · 明达）`, with what can be changed."""
    lines = [set_line(turn, commitment, whom, guess=guess), _ahead_line(turn, commitment)]
    facts = {"commitment": commitment.id}
    if whom.choices:
        name = entry.contact or entry.customer_said or ""
        return turn.ask(
            [*lines, turn.t(_("{count} fit “{name}”. Which one?"), count=len(whom.choices), name=name)],
            then="reminder.whom_given",
            memory=facts,
            buttons=[
                *(whom_button(commitment, customer, contact) for customer, contact in whom.choices),
                turn.choice(_("Nobody in the book"), "reminder.whom_chosen", **facts),
            ],
            about=[subject(commitment)],
        )
    if whom.customer is None and entry.customer_said and entry.customer_said in turn.text:
        lines.append(
            turn.t(_("“{name}” is not in your book, so no customer is set."), name=entry.customer_said)
        )
    buttons = [turn.button(_("Change time"), "reminder.change_time", once="never", **facts)]
    if whom.is_guess:
        name = entry.contact or (whom.contact.name if whom.contact else "")
        label = turn.t(_("Not this {name}"), name=as_name(name)) if name else turn.t(_("Other customer"))
        buttons.append(Button(label=label, then="reminder.not_this_one", memory=facts, once="never"))
    buttons.append(turn.choice(_("Cancel"), "reminder.cancel", **facts))
    return turn.say(lines, buttons=buttons, about=[subject(commitment)])


def set_line(turn: Turn, commitment: Commitment, whom: Whom, *, guess: str | None = None) -> str:
    names = [*([whom.contact.name] if whom.contact else ()), *([whom.customer.name] if whom.customer else ())]
    mark = "?" if whom.is_guess and names else ""
    due = due_text(turn, commitment) + ("?" if guess else "")
    return turn.t(_("⏰ {due} {what}"), due=due, what=deed(turn, commitment)) + (
        turn.t(_(" ({name})"), name=" · ".join(names) + mark) if names else ""
    )


def _ahead_line(turn: Turn, commitment: Commitment) -> str:
    """When it is spoken of, where that is not its own time."""
    if commitment.remind_at is None or commitment.due_on is None:
        return ""
    if commitment.due_at == commitment.remind_at or (
        commitment.due_at is None and turn.actor.day(commitment.remind_at) == commitment.due_on
    ):
        return ""
    return turn.t(_("I'll remind you {moment}."), moment=turn.moment(commitment.remind_at))


def ask_when(turn: Turn, commitment: Commitment, words: str) -> Reply:
    facts = {"commitment": commitment.id}
    return turn.ask(
        [words],
        then="reminder.when_given",
        memory={**facts, "free": True},
        buttons=[
            turn.choice(_("In 1 hour"), "reminder.at_time", **facts),
            _tomorrow(turn, turn.actor.remind_at, facts),
            turn.choice(_("Cancel"), "reminder.cancel", **facts),
        ],
        about=[subject(commitment)],
    )


def ask_instead(turn: Turn, commitment: Commitment, when: When) -> Reply:
    """The time has passed: offer the same tomorrow, or an hour from now."""
    facts = {"commitment": commitment.id}
    said = show_time(when.time) if when.time and when.day == turn.today else _day_and_time(turn, when)
    return turn.ask(
        _("{time} has passed."),
        then="reminder.when_given",
        memory={**facts, "free": True},
        buttons=[
            _tomorrow(turn, when.time or turn.actor.remind_at, facts),
            turn.choice(_("Now + 1 hour"), "reminder.at_time", **facts),
            turn.choice(_("Cancel"), "reminder.cancel", **facts),
        ],
        about=[subject(commitment)],
        time=said,
    )


def ask_what(turn: Turn, when: When, words: str) -> Reply:
    """Of what? A time that has passed is told at once, with others to choose from."""
    if not is_past(turn, when):
        at = f"{when.day:%Y-%m-%d} {when.time:%H:%M}" if when.time and not when.guess else words
        return turn.ask(_("Remind you of what?"), then="reminder.what_given", memory={"words": at})
    return _passed_without_what(turn, when, words)


def _passed_without_what(turn: Turn, when: When, words: str) -> Reply:
    """The time has passed, and of what to remind was not said: both are asked."""
    clock_said = when.time or turn.actor.remind_at
    tomorrow, later = turn.today + timedelta(days=1), turn.local + timedelta(hours=1)
    label = turn.t(_("Tomorrow {time}"), time=show_time(clock_said))
    memory = {"words": f"{tomorrow:%Y-%m-%d} {clock_said:%H:%M}"}
    said = show_time(when.time) if when.time and when.day == turn.today else _day_and_time(turn, when)
    return turn.ask(
        _("{time} has passed. When then, and of what?"),
        then="reminder.what_given",
        memory={"words": words},
        buttons=[
            Button(label=label, then="reminder.what_then", memory=memory, once="card"),
            turn.choice(_("Now + 1 hour"), "reminder.what_then", words=f"{later:%Y-%m-%d %H:%M}"),
            turn.choice(_("Cancel"), "find.never_mind"),
        ],
        time=said,
    )


def _tomorrow(turn: Turn, time: clock, facts: dict[str, int]) -> Button:
    label = turn.t(_("Tomorrow {time}"), time=show_time(time))
    return Button(
        label=label, then="reminder.at_time", memory={**facts, "time": time.isoformat()}, once="card"
    )


def _day_and_time(turn: Turn, when: When) -> str:
    return turn.moment(at(when.day, when.time, turn.actor)) if when.time else turn.day(when.day)


def together(turn: Turn, cards: Sequence[Reply]) -> Reply:
    """Several reminders in one message: their lines on one card; the first question stays open."""
    lines = [line for card in cards for line in card.text.splitlines()][:8]
    about = [one for card in cards for one in card.about]
    question = next((card for card in cards if isinstance(card, Ask)), None)
    if question is None:
        return turn.say(lines, buttons=[turn.button(_("Undo all"), "undo.undo_card")], about=about)
    return question.model_copy(update={"text": "\n".join(lines), "about": tuple(about)})
