"""All dates of a text: the way in."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from bot.language.dates.cursor import Cursor
from bot.language.dates.found import Direction, Found
from bot.language.dates.grammar import READERS
from bot.language.dates.masks import mask
from bot.language.dates.phrases import phrases
from bot.language.dates.resolve import resolve
from bot.language.dates.tokens import fold, tokens


def find_dates(text: str, now: datetime, direction: Direction | None = None) -> list[Found]:
    """Every date, time, range, length and recurrence of the text, in reading order.

    `now` is the naive local time of speaking. Open dates (周二, 5月6日) lie in `direction`;
    without one a day of the month lies in the current month or year.
    """
    c = cursor(text, now)
    found = [resolve(phrase, c, direction) for phrase in phrases(c)]
    return [replace(one, text=text[slice(*one.span)]) for one in found if one]


def cursor(text: str, now: datetime, workdays: Mapping[date, bool] | None = None) -> Cursor:
    folded = fold(text)
    return Cursor(tuple(tokens(mask(folded))), now.replace(tzinfo=None), folded, READERS, workdays)
