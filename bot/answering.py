"""What becomes of a reminder that was answered: done or dropped, moved, tried in vain, or a record."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.agenda import deed
from bot.archive import close
from bot.cards import due_text, subject
from bot.language import Entry, Meaning, When
from bot.messages import Button, Reply
from bot.recording import log_told, told_card
from bot.reminder_cards import moved_line
from bot.snoozing import at_its_time, delay, is_past, postpone
from bot.texts import _
from bot.turn import Turn
from store.models import Commitment, Contact, Customer, Draft, Interaction

_SPOKE = re.compile(r"打了|打过|已打|called|spoke|rang|phoned", re.IGNORECASE)


async def finish(turn: Turn, commitment: Commitment, state: str) -> Reply:
    """Close it as done or dropped."""
    turn.title = deed(turn, commitment)
    await close(turn, commitment, state)
    words = _("✔ Done: {what}") if state == "done" else _("✖ Dropped: {what}")
    line = turn.t(words, what=deed(turn, commitment))
    return turn.say([line], buttons=[turn.button(_("Undo"), "undo.undo_card")])


async def move_later(
    turn: Turn, commitment: Commitment, when: When | None, by: timedelta | None = None
) -> Reply:
    """Speak of it at another time, or a length later; a time that has passed is asked about again."""
    when = at_its_time(turn, commitment, when) if when is not None else None
    if when is not None and is_past(turn, when):
        return ask_date(turn, commitment, turn.t(_("That has passed already. Which other day?")))
    old = due_text(turn, commitment)
    if when is not None:
        return told_move(turn, await postpone(turn, commitment, when), old)
    return told_move(turn, await delay(turn, commitment, by or timedelta(hours=1)), old)


def told_move(turn: Turn, commitment: Commitment, old: str) -> Reply:
    """Old date and new, and the way back."""
    turn.title = deed(turn, commitment)
    back = turn.button(_("Change back"), "undo.undo_card")
    return turn.say([moved_line(turn, commitment, old)], buttons=[back], about=[subject(commitment)])


async def attempt(turn: Turn, commitment: Commitment, words: str) -> Reply:
    """A call that nobody took is written down, but is no contact; it is for tomorrow."""
    if commitment.customer_id is not None:
        await turn.records.add(
            Interaction(
                customer_id=commitment.customer_id,
                contact_id=commitment.contact_id,
                by_id=turn.actor.id,
                happened_on=turn.today,
                happened_at=turn.now,
                method="call",
                summary=turn.t(_("no answer")),
                words=words,
                created_at=turn.records.now,
            )
        )
    told = await move_later(turn, commitment, When(turn.today + timedelta(days=1)))
    return told.model_copy(update={"text": turn.t(_("📞 Noted: no answer.")) + "\n" + told.text})


async def record(turn: Turn, commitment: Commitment, meaning: Meaning, *, called: bool = False) -> Reply:
    """The words are the record; what they promise is kept, and the reminder is closed."""
    assert commitment.customer_id is not None
    customer = await turn.records.get(Customer, commitment.customer_id)
    entry = await _entry(turn, commitment, meaning, called=called)
    logged = await log_told(turn, customer, entry, meaning.text)
    if commitment.state == "open":
        await close(turn, commitment)
    return told_card(turn, logged, entry, note=turn.t(_("reminder closed")))


def ask_date(turn: Turn, commitment: Commitment, words: str) -> Reply:
    """Ask to when it moves."""
    facts = {"commitment": commitment.id}
    return turn.ask(
        [words],
        then="answer.date_given",
        memory={**facts, "free": True},
        buttons=[
            turn.choice(_("In 1 hour"), "answer.in_an_hour", **facts),
            turn.choice(_("Tomorrow"), "answer.tomorrow", **facts),
        ],
        about=[subject(commitment)],
    )


async def ask_which(turn: Turn, together: Sequence[Commitment], kind: str) -> Reply:
    """Several reminders came together and the words name none of them. A report is kept as a draft."""
    facts: dict[str, Any] = {"kind": kind, "words": turn.text}
    if kind == "report":
        draft = Draft(person_id=turn.actor.id, words=turn.text, created_at=turn.records.now)
        facts["draft"] = (await turn.records.add(draft)).id
    buttons = []
    for one in together:
        known = await turn.records.find(Customer, id=one.customer_id) if one.customer_id else []
        label = " ".join([*(customer.name for customer in known), deed(turn, one, most=24)])
        memory = {**facts, "commitment": one.id}
        buttons.append(Button(label=label, then="answer.chosen", memory=memory, once="card"))
    words = _("Move which?") if kind == "move" else _("Which one do you mean?")
    return turn.ask(words, then="answer.which_given", buttons=buttons)


async def _entry(turn: Turn, commitment: Commitment, meaning: Meaning, *, called: bool) -> Entry:
    """What was said, with whom the reminder knew of and how one speaks after a call."""
    entry = meaning.entries[0]
    if entry.method is None and (called or _SPOKE.search(meaning.text)):
        entry = replace(entry, method="call")
    if entry.contact is None and commitment.contact_id is not None:
        contact = await turn.records.get(Contact, commitment.contact_id)
        entry = replace(entry, contact=contact.name, contact_title=contact.title)
    return entry
