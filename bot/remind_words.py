"""What is said around a reminder: again and again, soon, never mind; and whether it is a message of its own."""

import re
from dataclasses import replace
from datetime import timedelta

from bot.language import Entry, When, impossible_dates, read_when
from bot.snoozing import EVENING, is_past, without_lead
from bot.turn import Turn

_ASKED_FOR = re.compile(r"提醒我|叫我|别忘|记得|\b(?:remind|ping|nudge) me\b|don'?t forget", re.IGNORECASE)
_LEAD = re.compile(
    r"^(?:请|麻烦|帮我|到时候?|记得|别忘了?|提醒我?|叫我|一下|please|pls|(?:remind|ping|nudge|buzz|poke|prod|alert|rmd) me|don'?t forget|to|of|about|that|before|[\s,，:：])+(?![a-z])",
    re.IGNORECASE,
)
_TO_WHOM = re.compile(r"[给跟和与找向对](?=[^\s]{2})")
_MUST = re.compile(r"^(?:要|得)(?=[给跟和去打发寄送交把])")
_EVERY_DAY = re.compile(
    r"每[天日](?!\S{0,2}会)|天天|(?:每个?)?工作日(?:每天)?|\b(?:every (?:single )?(?:day|weekday)|each day|daily|weekdays)\b(?: at)?",
    re.IGNORECASE,
)
_EVERY = re.compile(
    r"每(?:一|个)?(?=周[一二三四五六日天]|星期[一二三四五六日天]|礼拜[一二三四五六日天])|每(?:个|一)?月的?(?=\d|[一二三十])|每(?:个|一)?(?=月[初底末])|"
    r"\b(?:every|each)\b (?=mon|tue|wed|thu|fri|sat|sun|morning|afternoon|evening|month on|week on)",
    re.IGNORECASE,
)
_WEEKDAYS = re.compile(r"\b((?:mon|tues|wednes|thurs|fri|satur|sun)day)s\b", re.IGNORECASE)
_EVERY_LENGTH = re.compile(
    r"每(?:隔)?(?:两|三|四|半|[0-9])?(?:个)?(?:周|星期|月|年|小时|季度|礼拜)|\b(?:every (?:\w+ )?(?:weeks?|months?|years?|hours?)|weekly|monthly|yearly|quarterly)\b",
    re.IGNORECASE,
)
_SOON = re.compile(
    r"等(?:一?[会下])儿?|待会儿?|过(?:一?会)儿?|一会儿|晚点儿?|稍后|回头|\bin a (?:bit|while|moment)\b",
    re.IGNORECASE,
)


def without_every(text: str) -> tuple[str, bool]:
    """The words for the next time only, and whether they asked for every time: 每周一 is 周一 then."""
    once = _WEEKDAYS.sub(r"\1", text)
    for pattern in (_EVERY_DAY, _EVERY, _EVERY_LENGTH):
        once = pattern.sub(" ", once)
    return (" ".join(once.split()), True) if once.strip() != text.strip() else (text, False)


def without_soon(text: str) -> tuple[str, bool]:
    """The words without 等会 or "in a bit", and whether they were there."""
    rest = _SOON.sub(" ", text).strip()
    return rest, rest != text.strip()


def next_time(turn: Turn, when: When) -> When:
    """The next time of something that comes again: a time that has passed today is tomorrow's."""
    if when.guess == "am or pm" and when.time is not None and when.time.hour >= EVENING:
        when = replace(when, time=when.time.replace(hour=when.time.hour - 12), guess=None)
    return replace(when, day=when.day + timedelta(days=1)) if is_past(turn, when) else when


async def is_a_message_of_its_own(turn: Turn) -> bool:
    """Whether words typed at "of what?" are no answer: another reminder with its time, a report, a question."""
    meaning = await turn.meaning()
    if meaning.intent in ("query", "create_customer", "contract", "correction"):
        return True
    if _ASKED_FOR.search(turn.text) or impossible_dates(turn.text):
        return True
    if any(entry.occurred or entry.feedback for entry in meaning.entries):
        return True
    return meaning.intent == "reminder" and bool(read_when(turn.text, now=turn.local))


def deed_said(words: str, entry: Entry) -> str:
    """The deed alone, without "remind me" and without a preposition whose name stands apart."""
    text = _MUST.sub("", _LEAD.sub("", without_lead(words)).strip())
    dangling = _TO_WHOM.match(text)
    names = [name for name in (entry.customer_said, entry.contact) if name]
    if dangling and names and not any(name in text for name in names):
        return text[dangling.end() :]
    return text


def with_name(deed: str, name: str, words: str) -> str:
    """The deed with the name of somebody who is in no book, which its line could not show otherwise."""
    if name in deed:
        return deed
    if name.isascii():
        return f"{deed} ({name})"
    found = re.search(rf"[给跟和与找向对去见]?{re.escape(name)}", words)
    said = found[0] if found else name
    return f"{deed}{said}" if found and 0 <= words.find(deed) < found.start() else f"{said}{deed}"
