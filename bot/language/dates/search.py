"""All dates of a text: the way in."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from bot.language.dates.cursor import Cursor
from bot.language.dates.found import Direction, Found
from bot.language.dates.grammar import READERS
from bot.language.dates.masks import mask
from bot.language.dates.phrases import Phrase, phrases
from bot.language.dates.resolve import resolve
from bot.language.dates.tokens import fold, tokens


def find_dates(text: str, now: datetime, direction: Direction | None = None) -> list[Found]:
    """Every date, time, range, length and recurrence of the text, in reading order.

    `now` is the naive local time of speaking. Open dates (周二, 5月6日) lie in `direction`;
    without one a day of the month lies in the current month or year.
    """
    c = cursor(text, now)
    found = [resolve(phrase, c, direction or _told(text, phrase)) for phrase in phrases(c)]
    return [replace(one, text=text[slice(*one.span)]) for one in found if one]


def _told(text: str, phrase: Phrase) -> Direction | None:
    """A bare weekday lies behind where the sentence tells what was done, and plans nothing."""
    bare = phrase.piece.weekday is not None and phrase.piece.span is None and not phrase.deadline
    return "past" if bare and _DONE.search(text) and not _PLANNED.search(text) else None


_DONE = re.compile(
    r"[\u4e00-\u9fff](?:了(?!解)|过(?:面|会|电话|饭|了))|^(?:i |we |he |she |they )?(?:met|called|visited|saw|spoke|rang|emailed|dropped|stopped)\b|"
    r"\b(?:i|we|he|she|they) (?:met|called|visited|saw|spoke|rang|emailed|left|went)\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"再|要|会(?!议)|约|提醒|前|下周|明|will|'ll|next|remind|going to|want|need|ask|wait|until|by |before|about",
    re.IGNORECASE,
)


def cursor(text: str, now: datetime, workdays: Mapping[date, bool] | None = None) -> Cursor:
    folded = fold(text)
    return Cursor(tuple(tokens(mask(folded))), now.replace(tzinfo=None), folded, READERS, workdays)
