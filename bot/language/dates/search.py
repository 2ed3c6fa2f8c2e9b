"""All dates of a text: the way in."""

from dataclasses import replace
from datetime import datetime

from bot.language.dates.cursor import Cursor
from bot.language.dates.found import Direction, Found
from bot.language.dates.grammar import Phrase, phrases
from bot.language.dates.masks import mask
from bot.language.dates.resolve import resolve
from bot.language.dates.tokens import fold, tokens


def find_dates(text: str, now: datetime, direction: Direction | None = None) -> list[Found]:
    """Every date, time, range, length and recurrence of the text, in reading order.

    `now` is the naive local time of speaking. Open dates (周二, 5月6日) lie in `direction`;
    without one a day of the month lies in the current month or year.
    """
    return [found for found, _ in find_phrases(text, now, direction)]


def find_phrases(text: str, now: datetime, direction: Direction | None = None) -> list[tuple[Found, Phrase]]:
    """As find_dates, with the phrase, so that another direction can be tried."""
    c = cursor(text, now)
    results = []
    for phrase in phrases(c):
        found = resolve(phrase, c, direction)
        if found:
            results.append((replace(found, text=text[slice(*found.span)]), phrase))
    return results


def cursor(text: str, now: datetime) -> Cursor:
    folded = fold(text)
    return Cursor(tuple(tokens(mask(folded))), now.replace(tzinfo=None), folded)
