"""The days that a list is asked for: 本周, next month, 30天内, the last two weeks."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from bot.language.dates.calendar import add_months
from bot.language.dates.found import Found
from bot.language.dates.search import find_dates
from bot.turn import Turn

Toward = Literal["past", "future"]
_EDGES = re.compile(
    r"^(?:[\s的在于从里,，]|in the|over the|for the|during the|within the|in|on|for|during|over|since|the)+(?![a-z])|"
    r"(?:[\s的里内都,，?？。.]|\bthe|\bin|\bon|\bfor|'s)+$",
    re.IGNORECASE,
)
_IN_THE_NEXT = re.compile(
    r"\b(?:in|over|during|within|for)\s+the\s+(?=(?:next|last|past|coming|previous)\b)", re.I
)


@dataclass(frozen=True)
class Period:
    """Local days, both included."""

    start: date
    end: date

    @property
    def is_one_day(self) -> bool:
        return self.start == self.end


def split_period(text: str, now: datetime, toward: Toward) -> tuple[Period | None, str]:
    """The one period that stands in the text, and what is left of the text without it.

    `now` is the speaker's local time. A mere length (30天) reaches from today back or ahead.
    """
    text = _IN_THE_NEXT.sub("", text).strip()
    found = find_dates(text, now.replace(tzinfo=None), toward)
    if len(found) != 1:
        return None, _bare(text)
    period = _days(found[0], now.date(), toward)
    start, end = found[0].span
    return period, _bare(f"{_bare(text[:start])} {_bare(text[end:])}")


def read_period(text: str, now: datetime, toward: Toward) -> Period | None:
    """The period that these words name; None where they say anything else."""
    period, rest = split_period(text, now, toward)
    return period if not rest else None


def show_period(turn: Turn, period: Period) -> str:
    """`05-06 周三`, or `05-04 周一–05-10 周日`."""
    if period.is_one_day:
        return turn.day(period.start)
    return f"{turn.day(period.start)} – {turn.day(period.end)}"


def _days(found: Found, today: date, toward: Toward) -> Period | None:
    if found.start is None:
        return _length(found, today, toward)
    start = found.start.date()
    if found.end is None or found.shape in ("datetime", "datetimerange", "time", "timerange"):
        if found.edge == "within" or (found.deadline and found.end is None):
            return Period(min(today, start), max(today, start))
        return Period(start, start)
    end = max(start, (found.end - timedelta(days=1)).date())
    if found.edge == "gone":
        end = max(end, today)
    if found.deadline:
        start = min(start, today)
    return Period(start, end)


def _length(found: Found, today: date, toward: Toward) -> Period | None:
    if found.shape != "duration" or not (found.months or found.seconds):
        return None
    sign = 1 if toward == "future" else -1
    if found.months and found.months == int(found.months):
        there = add_months(today, sign * int(found.months))
    else:
        there = today + sign * timedelta(days=round((found.seconds or 0) / 86_400))
    return Period(min(today, there), max(today, there))


def _bare(text: str) -> str:
    """Without the small words and marks at the ends."""
    before = None
    while before != text:
        before, text = text, _EDGES.sub("", text.strip())
    return text
