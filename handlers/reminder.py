"""Remind me, in words: when, of what, and with whom where that is certain; what is missing is asked for."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import time as clock
from datetime import timedelta

from bot.agenda import deed
from bot.answers import says_cancel
from bot.archive import close, move, promise
from bot.capability import Capability
from bot.cards import due_text, subject
from bot.language import Commitment as Said
from bot.language import Entry, Meaning, When, impossible_dates
from bot.messages import Reply
from bot.remind_words import (
    deed_said,
    is_a_message_of_its_own,
    next_time,
    with_name,
    without_every,
    without_soon,
)
from bot.setting_cards import ask_instead, ask_what, ask_when, set_card, set_line, together
from bot.snoozing import (
    an_hour_on,
    at_its_time,
    delay_in,
    is_past,
    lead_in,
    remind_ahead,
    when_in,
)
from bot.texts import _
from bot.turn import Turn
from bot.whom import Whom, whom_button, whom_meant, whom_of
from store.models import Commitment, Contact, Customer
from store.search import find_customers

capability = Capability("reminder")

MOST_AROUND = 4
"""Letters around a date that is still an answer to "when?"."""

_ASKED_FOR = re.compile(r"提醒|别忘|记得|叫我|闹钟|remind|forget|alarm", re.IGNORECASE)


@capability.means("reminder")
async def remind(turn: Turn) -> Reply | None:
    """`明早9点提醒我给王姐发合同`: saved at once; a time that is missing or has passed is asked for."""
    text, every = without_every(turn.text)
    text, soon = without_soon(text)
    bad = impossible_dates(text)
    meaning = await turn.read(text.replace(bad[0], " ") if bad else text)
    if every:
        turn.footnote = turn.t(_("I can only remind you once, the next time; not every time."))
    if not bad and (when := when_in(turn, text)) is not None:
        return ask_what(turn, next_time(turn, when) if every else when, text)
    wanted = [(entry, said) for entry in meaning.entries for said in _sayings(turn, entry, meaning)]
    if every:
        wanted = [(one, replace(said, due=said.due and next_time(turn, said.due))) for one, said in wanted]
    if soon:
        later = replace(an_hour_on(turn), guess="soon")
        wanted = [(one, said if said.due else replace(said, due=later)) for one, said in wanted]
    cards = [await _keep(turn, entry, said, bad[0] if bad else "") for entry, said in wanted]
    return cards[0] if len(cards) == 1 else together(turn, cards)


@capability.pattern(
    r"(?:不用|不要|不必|别|取消|不需要)(?:再)?提醒(?:我)?(?:了|吧)*[。!！]?",
    r"(?:please )?(?:don'?t|stop|no need to|cancel) remind(?:ing|er|ers)?(?: me)?(?: of (?:it|that|this))?[.!]?",
)
async def forget(turn: Turn) -> Reply | None:
    """`不用提醒了`: the reminder that was spoken of last is dropped."""
    for said in (turn.about, *turn.earlier):
        for one in (one for one in said if one.model == "commitment"):
            found = await turn.records.find(Commitment, id=one.id, state="open")
            if found:
                turn.memory = {"commitment": found[0].id}
                return await cancel(turn)
    return turn.remark(_("Which reminder? Say “today” and then “drop 2”."))


@capability.step
async def what_given(turn: Turn) -> Reply | None:
    """Of what to remind, after a mere date."""
    if says_cancel(turn.text):
        return turn.say(_("Fine, nothing was changed."))
    if await is_a_message_of_its_own(turn):
        return None
    when = when_in(turn, str(turn.memory["words"]))
    entry = (await turn.meaning()).entries[0]
    return await _keep(turn, entry, Said("next_contact", turn.text.strip(), when), "")


@capability.step
async def what_then(turn: Turn) -> Reply | None:
    """Another time was chosen for one that has passed; of what to remind is still to be said."""
    words = str(turn.memory["words"])
    when = when_in(turn, words)
    return ask_what(turn, when, words) if when is not None else None


@capability.step
async def change_time(turn: Turn) -> Reply | None:
    commitment = await turn.records.get(Commitment, int(turn.memory["commitment"]))
    return ask_when(turn, commitment, turn.t(_("When? For example “tomorrow 9am”.")))


@capability.step
async def when_given(turn: Turn) -> Reply | None:
    """The time that was asked for."""
    commitment, when = await _mine(turn), _when(turn, turn.text)
    if commitment is None:
        return None
    if bad := impossible_dates(turn.text):
        return ask_when(turn, commitment, turn.t(_("There is no {day}. When then?"), day=bad[0]))
    if when is None:
        if turn.orders(turn.text) or len(turn.text) > 20 or (await turn.meaning()).intent != "other":
            return None
        words = turn.t(_("I can't read “{words}” as a time. For example “tomorrow 9am”."), words=turn.text)
        return ask_when(turn, commitment, words)
    return await _set(turn, commitment, when)


@capability.step
async def at_time(turn: Turn) -> Reply | None:
    """A time was chosen instead of one that has passed."""
    commitment = await turn.records.get(Commitment, int(turn.memory["commitment"]))
    if "time" not in turn.memory:
        return await _set(turn, commitment, an_hour_on(turn))
    tomorrow = turn.today + timedelta(days=1)
    return await _set(turn, commitment, When(tomorrow, time=clock.fromisoformat(str(turn.memory["time"]))))


@capability.step
async def cancel(turn: Turn) -> Reply | None:
    commitment = await turn.records.get(Commitment, int(turn.memory["commitment"]))
    turn.title = deed(turn, commitment)
    await close(turn, commitment, "dropped")
    back = turn.button(_("Undo"), "undo.undo_card")
    return turn.say([turn.t(_("✖ Cancelled: {what}"), what=deed(turn, commitment))], buttons=[back])


@capability.step
async def not_this_one(turn: Turn) -> Reply | None:
    """The customer or contact was guessed wrongly."""
    commitment = await turn.records.get(Commitment, int(turn.memory["commitment"]))
    return turn.ask(
        _("Who then? A part of the customer's name is enough."),
        then="reminder.whom_given",
        memory={"commitment": commitment.id},
        buttons=[turn.choice(_("Nobody in the book"), "reminder.whom_chosen", commitment=commitment.id)],
        about=[subject(commitment)],
    )


@capability.step
async def whom_given(turn: Turn) -> Reply | None:
    """A name was typed in answer to "who then?"."""
    commitment = await _mine(turn)
    if commitment is None or len(turn.text) > 24:
        return None
    found = await find_customers(turn.records, turn.text)
    if not found:
        if (await turn.meaning()).intent != "other":
            return None
        return turn.ask(
            _("I don't know “{name}”. Another name?"),
            then="reminder.whom_given",
            memory=turn.memory,
            buttons=[turn.choice(_("Nobody in the book"), "reminder.whom_chosen", commitment=commitment.id)],
            name=turn.text.strip(),
        )
    if len(found) == 1 or found[0].score - found[1].score > 5:
        return await _belongs(turn, commitment, found[0].customer, None)
    return turn.ask(
        _("Which one?"),
        then="reminder.whom_given",
        memory=turn.memory,
        buttons=[whom_button(commitment, hit.customer, None) for hit in found[:5]],
    )


@capability.step
async def whom_chosen(turn: Turn) -> Reply | None:
    commitment = await turn.records.get(Commitment, int(turn.memory["commitment"]))
    if "customer" not in turn.memory:
        return await _belongs(turn, commitment, None, None)
    customer = await turn.records.get(Customer, int(turn.memory["customer"]))
    chosen = turn.memory.get("contact")
    return await _belongs(
        turn, commitment, customer, await turn.records.get(Contact, int(chosen)) if chosen else None
    )


async def _keep(turn: Turn, entry: Entry, said: Said, bad: str) -> Reply:
    """Store one reminder at once, also where its time is not known yet: then it is open without a date."""
    whom = await whom_meant(turn, entry)
    when = said.due
    passed = when is not None and is_past(turn, when)
    kind = "next_contact" if _ASKED_FOR.search(turn.text) else said.kind
    text = deed_said(said.text, entry)
    if entry.customer_said and whom.customer is None and not whom.choices:
        text = with_name(text, entry.customer_said, turn.text)
    commitment = await promise(
        turn,
        kind,
        text,
        None if passed else when,
        customer_id=whom.customer.id if whom.customer else None,
        contact_id=whom.contact.id if whom.contact else None,
    )
    turn.title = deed(turn, commitment)
    if whom.customer is not None:
        turn.topic["customer"] = whom.customer.id
    lead = lead_in(turn.text)
    if lead is not None:
        await remind_ahead(turn, commitment, lead)
    if bad:
        return ask_when(turn, commitment, turn.t(_("There is no {day}. When then?"), day=bad))
    if when is not None and passed:
        return ask_instead(turn, commitment, when)
    if when is None:
        return ask_when(
            turn, commitment, turn.t(_("When shall I remind you: {what}?"), what=deed(turn, commitment))
        )
    return set_card(turn, commitment, whom, entry, guess=when.guess)


def _sayings(turn: Turn, entry: Entry, meaning: Meaning) -> Sequence[Said]:
    """What an entry wants to be reminded of; a time that stands apart belongs to it."""
    first = next((when for when in meaning.dates), None)
    if not entry.commitments:
        return [Said("next_contact", entry.summary or turn.text, first)]
    return [
        said if said.due is not None or len(meaning.entries) > 1 else Said(said.kind, said.text, first)
        for said in entry.commitments
    ]


async def _set(turn: Turn, commitment: Commitment, when: When) -> Reply:
    """Give a reminder its time; where it had one, the old one is shown too."""
    when = at_its_time(turn, commitment, when)
    if is_past(turn, when):
        return ask_instead(turn, commitment, when)
    old = due_text(turn, commitment) if commitment.due_on else ""
    turn.title = deed(turn, commitment)
    moved = await move(turn, commitment, when)
    whom = await whom_of(turn, moved)
    line = set_line(turn, moved, whom)
    if old:
        line += turn.t(_(" (was {old})"), old=old)
        return turn.say(
            [line], buttons=[turn.button(_("Change back"), "undo.undo_card")], about=[subject(moved)]
        )
    facts = {"commitment": moved.id}
    buttons = [
        turn.button(_("Change time"), "reminder.change_time", once="never", **facts),
        turn.choice(_("Cancel"), "reminder.cancel", **facts),
    ]
    return turn.say([line], buttons=buttons, about=[subject(moved)])


async def _belongs(
    turn: Turn, commitment: Commitment, customer: Customer | None, contact: Contact | None
) -> Reply:
    turn.title = deed(turn, commitment)
    if customer is not None:
        turn.topic["customer"] = customer.id
    changed = await turn.records.change(
        commitment,
        customer_id=customer.id if customer else None,
        contact_id=contact.id if contact else None,
    )
    return turn.say(
        [set_line(turn, changed, Whom(customer, contact))],
        buttons=[turn.button(_("Undo"), "undo.undo_card")],
        about=[subject(changed)],
    )


async def _mine(turn: Turn) -> Commitment | None:
    found = await turn.records.find(Commitment, id=int(turn.memory["commitment"]))
    return found[0] if found else None


def _when(turn: Turn, words: str) -> When | None:
    """A date in a short answer; a length (`三天`) counts from now."""
    if (when := when_in(turn, words)) is not None:
        return when
    if (by := delay_in(words)) is not None:
        local = turn.actor.local(turn.now + by)
        return When(local.date(), time=local.time().replace(second=0, microsecond=0))
    found = turn.whens(words)
    if len(found) != 1:
        return None
    start, end = found[0].span
    return found[0] if len(words[:start] + words[end:]) <= MOST_AROUND else None
