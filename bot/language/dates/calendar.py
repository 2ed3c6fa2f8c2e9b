"""Calendar arithmetic: months, weeks, quarters, holidays and working days."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

from bot.language.tables.lunar import LUNAR

DAY = timedelta(days=1)
_WEEKDAYS = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}


def make_date(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def days_in_month(year: int, month: int) -> int:
    return (month_start(year, month, 1) - DAY).day


def month_start(year: int, month: int, offset: int = 0) -> date:
    """The first of the month `offset` months on, kept inside what a date can hold."""
    index = year * 12 + month - 1 + offset
    return date(min(max(index // 12, 1), 9998), index % 12 + 1, 1)


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last where it is shorter."""
    first = month_start(day.year, day.month, months)
    return first.replace(day=min(day.day, days_in_month(first.year, first.month)))


def add_days(day: date, days: int) -> date:
    """The day `days` on; at the ends of the calendar it stays there."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day


def week_start(day: date, offset: int = 0) -> date:
    return add_days(day, -day.weekday() + 7 * offset)


def quarter_start(day: date, offset: int = 0) -> date:
    return month_start(day.year, (day.month - 1) // 3 * 3 + 1, 3 * offset)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    """The nth such weekday of the month; -1 is the last."""
    if nth < 0:
        last = month_start(year, month, 1) - DAY
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    found = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    return found if found.month == month else None


def easter(year: int) -> date:
    """Western Easter, by the anonymous Gregorian rule."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def holiday(rule: tuple[int, int] | str, year: int) -> date | None:
    """The day of a holiday in a year, None where the festival table ends."""
    if not isinstance(rule, str):
        return make_date(year, *rule)
    if nth := re.fullmatch(r"us (\d+) (\w+) (-?\d)(?: ([+-]\d+))?", rule):
        day = nth_weekday(year, int(nth[1]), _WEEKDAYS[nth[2]], int(nth[3]))
        return day and day + timedelta(days=int(nth[4] or 0))
    base, shift = re.fullmatch(r"(.*?)([+-]\d+)?", rule).groups()  # type: ignore[union-attr]  # matches any text
    first = easter(year) if base == "easter" else LUNAR.get((base, year))
    return first and first + timedelta(days=int(shift or 0))


@lru_cache(maxsize=8)
def _official(year: int) -> tuple[frozenset[date], frozenset[date]]:
    """Days off and make-up days of mainland China; loaded late because the library is slow to come."""
    import holidays

    calendar = holidays.country_holidays("CN", years=[year])
    return frozenset(calendar), frozenset(calendar.weekend_workdays)


@lru_cache(maxsize=1)
def last_official_year() -> int:
    """The last year whose days off and make-up days are known from an official notice; estimates come after it."""
    import holidays

    return int(max(holidays.country_holidays("CN").special_public_holidays))


def is_workday(day: date, *, chinese: bool = True, calendar: Mapping[date, bool] | None = None) -> bool:
    """Whether people work that day. `calendar` (day → works) outranks the built-in one,
    which knows make-up days only up to the last official notice."""
    if calendar is not None and day in calendar:
        return calendar[day]
    if chinese:
        off, make_up = _official(day.year)
        if day in make_up:
            return True
        if day in off:
            return False
    return day.weekday() < 5


def add_workdays(
    day: date, count: int, *, chinese: bool = True, calendar: Mapping[date, bool] | None = None
) -> date:
    """The `count`-th working day after `day`; a negative count goes back."""
    step = DAY if count >= 0 else -DAY
    left = min(abs(count), 2000)
    while left:
        day += step
        left -= is_workday(day, chinese=chinese, calendar=calendar)
    return day
