"""Answers to a reminder, tapped or typed: the answer becomes the record; or it is moved, done, dropped."""

import re
from datetime import timedelta
from typing import Literal, assert_never

from bot.answering import ask_date, ask_which, attempt, finish, move_later, record, told_move
from bot.archive import move
from bot.capability import Capability
from bot.cards import due_text, subject
from bot.language import Entry, Meaning, When, impossible_dates
from bot.messages import Reply
from bot.snoozing import (
    an_hour_on,
    at_its_time,
    delay,
    delay_in,
    is_past,
    lead_in,
    remind_ahead,
    says_nothing,
    when_in,
    without_lead,
)
from bot.texts import _
from bot.turn import Turn
from store.models import Commitment, Draft

capability = Capability("answer")

TOGETHER = timedelta(hours=2)
"""Reminders that came within this time of each other are mixed up: words without a target are asked about."""
FRESH = timedelta(hours=12)
"""How long a reminder that is not replied to takes a report for its answer."""

_DONE = re.compile(
    r"(?:已经?|都)?(?:完成|搞定|办好|办完|做好|做完|弄好|弄完|处理好?|发|寄|送|报|交|好|办)了|完成|搞定|已完成|"
    r"(?:it'?s |all |i'?m )?done|finished|completed?|sorted|sent(?: it)?",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"(?:已经?|都)?(?:打过?|联系过?|跟进|见过?|聊过?|拜访过?)了|打过电话了|"
    r"(?:i )?called(?: (?:him|her|them))?|spoke(?: to (?:him|her|them))?",
    re.IGNORECASE,
)
_NO_ANSWER = re.compile(
    r"(?:电话|他|她|对方)?(?:没|未)(?:打通|有?人接|接通?|接电话|联系上|找到人|在)|打不通|没人|无人接听|不接|占线|关机|停机|"
    r"no (?:answer|reply|response)|voicemail|didn'?t (?:pick up|answer)|not (?:there|reachable|in)|"
    r"couldn'?t (?:reach|get through)(?: (?:to )?(?:him|her|them))?|unreachable|(?:line )?busy",
    re.IGNORECASE,
)
_DROPPED = re.compile(
    r"不用了?|不需要了?|不必了?|取消了?|算了|不(?:做|打|去|跟)了|别提醒了?|not needed(?: any ?more)?|no need|"
    r"cancel(?: it| this)?|drop (?:it|this)|forget (?:it|this)|never ?mind|skip(?: it)?",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"[?？]\s*$|吗$|呢$|^(?:谁|什么|怎么|哪|多少|几)|^(?:who|what|when|where|which|how|why)\b", re.IGNORECASE
)
_ANEW = re.compile(r"(?<!再)(?:提醒我|叫我)|^remind me(?!.*\bagain\b)", re.IGNORECASE)
"""Another reminder, where the one before has not come yet."""
_THANKS = re.compile(
    r"(?:好|谢谢|收到|知道|明白|了解|辛苦|嗯|哦|ok|okay|thanks?|thank you|got it|noted|sure|great|cool|roger)"
    r"(?:的|了|你|啦|！|!|\s|a lot|so much)*",
    re.IGNORECASE,
)


Kind = Literal["move", "wrong day", "ahead", "done", "dropped", "no answer", "report"]


@capability.answers("commitment")
async def answered(turn: Turn) -> Reply | None:
    """Words after a reminder, or after the card of a to-do: a date moves it, a report closes it."""
    commitment = await _open(turn, turn.about[0].id)
    if commitment is None:
        return None
    words = turn.text.strip().strip(" 。.!！~～")
    kind = await _kind(turn, commitment, words)
    if kind is None:
        return None
    together = await _together(turn, commitment)
    if len(together) > 1 and kind != "wrong day":
        return await ask_which(turn, together, kind)
    return await _apply(turn, commitment, kind, words, await turn.meaning())


@capability.step
async def chosen(turn: Turn) -> Reply | None:
    """One of several reminders was chosen for words that named none."""
    commitment = await _meant(turn)
    if commitment is None:
        return _closed(turn)
    words = str(turn.memory["words"])
    for draft in await turn.records.find(Draft, id=turn.memory.get("draft", 0)):
        await turn.records.remove(draft)
    return await _apply(turn, commitment, turn.memory["kind"], words, await turn.read(words))


async def _kind(turn: Turn, commitment: Commitment, words: str) -> Kind | None:
    """What words say to a reminder; None where they are about something else."""
    if (when_in(turn, words) is not None and not _ASKS.search(words)) or delay_in(words) is not None:
        anew = _ANEW.search(words) and not turn.replies and not _fresh(turn, commitment)
        return None if anew else "move"
    if bad := impossible_dates(words):
        return "wrong day" if says_nothing(words.replace(bad[0], "")) else None
    if lead_in(words) and not without_lead(words):
        return "ahead"
    if not turn.replies and not _fresh(turn, commitment):
        return None
    if _DONE.fullmatch(words):
        return "done"
    if _DROPPED.fullmatch(words):
        return "dropped"
    if commitment.customer_id is None:
        return "done" if _CALLED.fullmatch(words) else None
    if _NO_ANSWER.fullmatch(words):
        return "no answer"
    return "report" if await _is_report(turn, commitment, words) else None


def _fresh(turn: Turn, commitment: Commitment) -> bool:
    """Whether its reminder came not long ago: words without a target may still be its answer."""
    came = commitment.remind_at
    return came is not None and came <= turn.now <= came + FRESH


async def _apply(turn: Turn, commitment: Commitment, kind: Kind, words: str, meaning: Meaning) -> Reply:
    match kind:
        case "move":
            return await move_later(turn, commitment, when_in(turn, words), delay_in(words))
        case "wrong day":
            return _no_such_day(turn, commitment, impossible_dates(words)[0])
        case "ahead":
            changed = await remind_ahead(turn, commitment, lead_in(words) or timedelta())
            return told_move(turn, changed, due_text(turn, changed))
        case "done" | "dropped":
            return await finish(turn, commitment, kind)
        case "no answer":
            return await attempt(turn, commitment, words)
        case "report":
            if commitment.customer_id is None:
                return await finish(turn, commitment, "done")
            return await record(turn, commitment, meaning)
        case other:
            assert_never(other)


@capability.step
async def done(turn: Turn) -> Reply | None:
    commitment = await _meant(turn)
    return await finish(turn, commitment, "done") if commitment else _closed(turn)


@capability.step
async def not_needed(turn: Turn) -> Reply | None:
    commitment = await _meant(turn)
    return await finish(turn, commitment, "dropped") if commitment else _closed(turn)


@capability.step
async def no_answer(turn: Turn) -> Reply | None:
    commitment = await _meant(turn)
    return await attempt(turn, commitment, turn.t(_("no answer"))) if commitment else _closed(turn)


@capability.step
async def in_an_hour(turn: Turn) -> Reply | None:
    commitment = await _meant(turn)
    return await move_later(turn, commitment, an_hour_on(turn)) if commitment else _closed(turn)


@capability.step
async def tomorrow(turn: Turn) -> Reply | None:
    commitment = await _meant(turn)
    when = When(turn.today + timedelta(days=1))
    return await move_later(turn, commitment, when) if commitment else _closed(turn)


@capability.step
async def which_given(turn: Turn) -> Reply | None:
    """Anything but a number or a label is a new message."""
    return None


@capability.step
async def tell(turn: Turn) -> Reply | None:
    """Ask for the sentence that becomes the record."""
    commitment = await _meant(turn)
    if commitment is None:
        return _closed(turn)
    return turn.ask(
        _("How did it go? One sentence."),
        then="answer.told",
        memory={"commitment": commitment.id, "called": bool(turn.memory.get("called"))},
        about=[subject(commitment)],
    )


@capability.step
async def told(turn: Turn) -> Reply | None:
    """The sentence came: it is the record, and the reminder is closed."""
    commitment = await _meant(turn)
    if commitment is None or commitment.customer_id is None:
        return None
    if _NO_ANSWER.fullmatch(turn.text.strip(" 。.!！")):
        return await attempt(turn, commitment, turn.text)
    meaning = await turn.meaning()
    if meaning.intent in ("query", "create_customer", "contract") or _other(meaning.entries, commitment):
        return None
    return await record(turn, commitment, meaning, called=bool(turn.memory.get("called")))


@capability.step
async def change_date(turn: Turn) -> Reply | None:
    commitment = await _meant(turn)
    if commitment is None:
        return _closed(turn)
    return ask_date(turn, commitment, turn.t(_("To when? For example “Friday 3pm”.")))


@capability.step
async def date_given(turn: Turn) -> Reply | None:
    """The new date: it moves what was promised, not only the reminder."""
    commitment = await _meant(turn)
    if commitment is None:
        return None
    if bad := impossible_dates(turn.text):
        return _no_such_day(turn, commitment, bad[0])
    when, by = when_in(turn, turn.text), delay_in(turn.text)
    when = at_its_time(turn, commitment, when) if when is not None else None
    old = due_text(turn, commitment)
    if when is not None and is_past(turn, when):
        return ask_date(turn, commitment, turn.t(_("That has passed already. Which other day?")))
    if when is not None:
        return told_move(turn, await move(turn, commitment, when), old)
    if by is not None:
        return told_move(turn, await delay(turn, commitment, by), old)
    if turn.orders(turn.text) or len(turn.text) > 20 or (await turn.meaning()).intent != "other":
        return None
    words = turn.t(_("I can't read “{words}” as a date. For example “Friday 3pm”."), words=turn.text)
    return ask_date(turn, commitment, words)


async def _together(turn: Turn, newest: Commitment) -> list[Commitment]:
    """The open reminders that came together with this one; only this where it is replied to."""
    if turn.replies or newest.remind_at is None or newest.remind_at > turn.now:
        return [newest]
    return await turn.records.find(
        Commitment,
        order=("-remind_at", "-id"),
        limit=5,
        owner_id=turn.actor.id,
        state="open",
        in_digest=False,
        remind_at__lte=turn.now,
        remind_at__gt=newest.remind_at - TOGETHER,
    )


async def _is_report(turn: Turn, commitment: Commitment, words: str) -> bool:
    """Whether the words tell how it went, and of nobody else."""
    meaning = await turn.meaning()
    if meaning.intent not in ("log", "other") or _other(meaning.entries, commitment):
        return False
    if meaning.intent == "log" or _CALLED.fullmatch(words):
        return True
    return turn.replies and len(words) > 3 and not _ASKS.search(words) and not _THANKS.fullmatch(words)


def _other(entries: tuple[Entry, ...], commitment: Commitment) -> bool:
    """Whether another customer is named, or somebody known there; a mere pronoun is not."""
    return any(
        commitment.customer_id not in entry.customer_ids
        and (entry.customer_said or (entry.customer_guess or "").startswith("contact"))
        for entry in entries
    )


async def _open(turn: Turn, commitment_id: int) -> Commitment | None:
    found = await turn.records.find(Commitment, id=commitment_id, state="open")
    return found[0] if found else None


async def _meant(turn: Turn) -> Commitment | None:
    """The to-do of the button or question, while it is open."""
    return await _open(turn, int(turn.memory["commitment"]))


def _closed(turn: Turn) -> Reply:
    return turn.remark(_("That one is closed already."))


def _no_such_day(turn: Turn, commitment: Commitment, day: str) -> Reply:
    return ask_date(turn, commitment, turn.t(_("There is no {day}. Which day then?"), day=day))
