"""Later, in words: a date and nothing else, a length to wait, how long before; and what it moves."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from datetime import time as clock

from bot.archive import move
from bot.corrections import says_day
from bot.language import When
from bot.language.dates.search import find_dates
from bot.schedule import at, plan
from bot.turn import Turn
from store.models import Commitment

_AROUND = re.compile(
    r"吧|呢|好了|再说|再提醒?|再打|再联系|提醒我?|叫我|那就|那|就|还是|等到?|到时候?|改到?|改成|推迟?到?|推到|挪到?|延到?|延后?到?|换到?|移到?|到|请|麻烦|的|我|可以|行|"
    r"\b(?:let's|lets|make (?:it|that)|move (?:it|this|that)|move|push (?:it|this)|push|postpone|snooze|reschedule|remind me|again|please|pls|"
    r"until|till|to|at|on|by|for|better|ok|rather|maybe|then|it)\b|[\s,，。.!！~～、]",
    re.IGNORECASE,
)
EVENING = 19
"""Hours from here on are not meant by a bare 7 to 11 of another day."""
_ANY_DAY = datetime(2026, 1, 1)  # noqa: DTZ001  # a length is the same from any local day
_LATER = re.compile(
    r"(?:晚点儿?|等会儿?|等一?下|待会儿?|过会儿?|一会儿?|稍后|later|in a (?:bit|while))(?:吧|再说|再提醒我?|再打)?[。.!！]?",
    re.IGNORECASE,
)
_TILL_HOUR = re.compile(r"\b(?:until|till|til|to)\s+(\d{1,2})(?=[\s.!]*$)", re.IGNORECASE)
_BY = re.compile(
    r"(?:推迟?|延后?|延迟|延期|晚|往后推?|再过|再等|postpone|delay|snooze|push)(?:it |this |by |for |back |上|个)*\s*(?P<length>.{1,12}?)(?:吧|后?再说|再提醒我?|later)?",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"提前\s*(?P<zh>.{1,8}?)(?:提醒我?|叫我|通知我?|告诉我)?(?=$|[，,。.;；、\s]|提醒|叫|通知)|"
    r"(?P<en>(?:half an hour|an hour|a day|\d+ ?(?:min(?:ute)?s?|h(?:ou)?rs?|days?)|\w+ (?:minutes|hours?|days?)))\s+(?:before|ahead|earlier|in advance|prior)",
    re.IGNORECASE,
)


def when_in(turn: Turn, words: str) -> When | None:
    """The date that these words are, small talk around it apart; None where they say anything else."""
    if _LATER.fullmatch(words.strip()):
        return _after(turn, timedelta(hours=1))
    words = _TILL_HOUR.sub(r"at \1", words)
    found = turn.whens(words)
    if len(found) != 1:
        return None
    start, end = found[0].span
    return found[0] if says_nothing(words[:start] + words[end:]) else None


def says_nothing(words: str) -> bool:
    """Whether these are only the small words that stand around a date."""
    return not _AROUND.sub("", words)


def delay_in(words: str) -> timedelta | None:
    """`推3天`, `晚一小时`, `postpone 2 days`: how much later; None where the words say anything else."""
    said = _BY.fullmatch(words.strip())
    return length_in(said["length"]) if said else None


def lead_in(words: str) -> timedelta | None:
    """`提前半小时`, `an hour before`: how long before its time to remind; None where that is not said."""
    said = _AHEAD.search(words)
    return length_in(said["zh"] or said["en"]) if said else None


def length_in(words: str) -> timedelta | None:
    """The one length of time in the words."""
    found = find_dates(words, _ANY_DAY)
    lengths = [one for one in found if one.shape == "duration" and one.seconds]
    return timedelta(seconds=lengths[0].seconds or 0) if len(lengths) == 1 else None


def without_lead(words: str) -> str:
    """The words less what they say of reminding earlier."""
    return _AHEAD.sub("", words).strip(" ，,。.、")


async def postpone(turn: Turn, commitment: Commitment, when: When) -> Commitment:
    """Speak of it later. A promise keeps its day while that is not passed; the next contact moves."""
    when = at_its_time(turn, commitment, when)
    if commitment.kind != "next_contact":
        dates = plan(when, "next_contact", turn.actor, turn.records.now)
        if commitment.due_on and dates.due_on and dates.due_on <= commitment.due_on:
            return await turn.records.change(
                commitment, remind_at=dates.remind_at, in_digest=False, state="open", closed_at=None
            )
    return await move(turn, commitment, when)


async def delay(turn: Turn, commitment: Commitment, by: timedelta) -> Commitment:
    """Push it by a length: hours from its time (from now, where that has passed), days from the day it was due (or from today, where that has passed)."""
    if by < timedelta(days=1):
        ahead = commitment.due_at is not None and commitment.due_at > turn.now
        local = turn.actor.local((commitment.due_at if ahead and commitment.due_at else turn.now) + by)
        return await postpone(turn, commitment, When(local.date(), time=_minute(local)))
    day = max(commitment.due_on or turn.today, turn.today) + by
    clock = turn.actor.local(commitment.due_at).time() if commitment.due_at else None
    return await move(turn, commitment, When(day, time=clock))


def at_its_time(turn: Turn, commitment: Commitment, when: When) -> When:
    """A new day alone keeps the time that was said before; a new time alone the day that is still to come."""
    day = commitment.due_on
    came = commitment.remind_at is not None and commitment.remind_at <= turn.now
    if (
        when.time is not None
        and when.text
        and day
        and day > turn.today
        and not came
        and not says_day(when.text)
    ):
        early = when.guess == "am or pm" and when.time.hour >= EVENING
        return replace(
            when, day=day, time=when.time.replace(hour=when.time.hour - 12) if early else when.time
        )
    if when.time is None and when.part is None and commitment.due_at is not None:
        return replace(when, time=turn.actor.local(commitment.due_at).time())
    return when


def is_past(turn: Turn, when: When) -> bool:
    """Whether that has gone by already."""
    if when.time is not None:
        return at(when.day, when.time, turn.actor) <= turn.now
    return (when.until or when.day) < turn.today


async def remind_ahead(turn: Turn, commitment: Commitment, lead: timedelta) -> Commitment:
    """Remind before its time, or as soon as can be where that moment has passed."""
    due = commitment.due_at
    if due is None:
        if commitment.due_on is None:
            return commitment
        dates = plan(When(commitment.due_on - lead), "next_contact", turn.actor, turn.records.now)
        return await turn.records.change(commitment, remind_at=dates.remind_at, in_digest=False)
    return await turn.records.change(commitment, remind_at=max(due - lead, turn.records.now), in_digest=False)


def an_hour_on(turn: Turn) -> When:
    return _after(turn, timedelta(hours=1))


def _after(turn: Turn, by: timedelta) -> When:
    local = turn.actor.local(turn.now + by)
    return When(local.date(), time=_minute(local))


def _minute(local: datetime) -> clock:
    return local.time().replace(second=0, microsecond=0)
