"""What was found becomes a When: one day to act on, by the conventions of everyday business."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from datetime import time as clock

from bot.language.dates.calendar import add_days, add_workdays, week_start
from bot.language.dates.found import Direction, Found
from bot.language.meaning import When

_PARTS = {
    "dawn": "morning", "breakfast": "morning", "morning": "morning", "noon": "noon", "lunch": "noon",
    "afternoon": "afternoon", "dinner": "evening", "evening": "evening", "night": "evening", "midnight": "evening",
    "midday": "noon", "later": "afternoon",
}  # fmt: skip


def to_when(
    found: Found, now: datetime, direction: Direction, workdays: Mapping[date, bool] | None = None
) -> When | None:
    """The day of a date, or of a span: its start when it lies behind, the day it is due when ahead.

    月底 is the last day, 下周 its Monday, 本周内 Friday; lengths and recurrences have no day.
    """
    if found.start is None or found.shape in ("duration", "recurrence"):
        return None
    now = now.replace(tzinfo=None)
    if found.end is not None and found.start > now:
        direction = "future"
    when = _shaped(found, now, direction, workdays)
    return replace(
        when, text=found.text, span=found.span, deadline=found.deadline, guess=when.guess or found.guess
    )


def _shaped(found: Found, now: datetime, direction: Direction, workdays: Mapping[date, bool] | None) -> When:
    assert found.start is not None
    day = found.start.date()
    match found.shape:
        case "date":
            return _dated(found, day, now, direction, workdays)
        case "datetime" | "time":
            return _timed(found, now, direction)
        case "datetimerange" if found.edge == "within" and found.end:
            return When(found.end.date(), time=_minute(found.end))
        case "datetimerange" if not found.has_clock:
            return _in_part(found, day, now, direction)
        case "datetimerange":
            until = found.end.date() if found.end and found.end.date() > day else None
            return When(day, time=_minute(found.start), part=None, until=until)
        case _:
            return _spanned(found, day, now, direction)


def _minute(moment: datetime) -> clock:
    return moment.time().replace(second=0, microsecond=0)


def _dated(
    found: Found, day: date, now: datetime, direction: Direction, workdays: Mapping[date, bool] | None
) -> When:
    if found.holiday and direction == "future":
        if found.after:
            return When(after_holiday(day, workdays), guess="after the holiday")
        if found.deadline:
            return When(add_days(day, -1))
    same = found.is_open and found.weekday == now.weekday()
    return When(day, guess="today or a week off" if same else None)


def after_holiday(day: date, workdays: Mapping[date, bool] | None = None) -> date:
    """The first working day after the holiday that begins on `day`."""
    return add_workdays(day, 1, calendar=workdays)


def _timed(found: Found, now: datetime, direction: Direction) -> When:
    assert found.start is not None
    start = found.start
    if found.edge == "close":
        hour = start.hour
        return When(
            start.date(), time=clock(18) if hour == 18 else None, guess="office hours" if hour == 18 else None
        )
    part = _PARTS.get(found.part)
    if found.shape == "time" and direction == "future" and start <= now and not found.part:
        later = start + timedelta(hours=12)
        if found.vague and start.hour < 12 and later > now and later.hour < 23:
            return When(later.date(), time=_minute(later), guess="am or pm")
        return When(add_days(start.date(), 1), time=_minute(start), guess="already past today")
    guess = "afternoon" if found.vague and 13 <= start.hour <= 18 else None
    return When(start.date(), time=_minute(start), part=part, guess=guess)  # type: ignore[arg-type]  # values of _PARTS


def _in_part(found: Found, day: date, now: datetime, direction: Direction) -> When:
    return When(day, part=_PARTS.get(found.part))  # type: ignore[arg-type]  # values of _PARTS


_LONG = ("month", "quarter", "half", "year")


def _spanned(found: Found, day: date, now: datetime, direction: Direction) -> When:
    """A week, month, quarter: where one acts in it."""
    assert found.end is not None
    last = add_days(found.end.date(), -1)
    if direction == "past":
        return When(day, until=last)
    inside = day <= now.date() <= last
    if found.grain == "week" and (found.edge == "within" or found.deadline or (inside and not found.edge)):
        friday = add_days(week_start(day), 4)
        return When(friday if now.date() <= friday else last, guess="within the week")
    if found.edge:
        edged = _edged(found, day, last)
        if edged:
            return edged
    if inside and found.grain in _LONG:
        return When(last, guess=f"within the {found.grain}")
    if found.grain == "weekend":
        return When(max(day, now.date()), until=last)
    guess = f"start of the {found.grain}" if found.grain in ("week", *_LONG) and not found.deadline else None
    return When(day, until=last, guess=guess)


def _edged(found: Found, day: date, last: date) -> When | None:
    """月底 is its last day, 月中 the 15th, the end of a week Friday, an early part its first day."""
    match found.edge, found.grain:
        case ("end", "week"):
            return When(add_days(week_start(day), 4), until=last, guess="end of the week")
        case ("within" | "rest" | "end" | "next", _):
            return When(last)
        case ("mid", "month"):
            return When(day.replace(day=15), until=last, guess="middle of the month")
        case ("mid", "year"):
            return When(date(day.year, 6, 30), until=last, guess="middle of the year")
        case ("start" | "early" | "late" | "mid" | "later", _):
            return When(day, until=last, guess=f"{found.edge} of the {found.grain}")
        case _:
            return None
