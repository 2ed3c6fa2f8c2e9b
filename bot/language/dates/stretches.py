"""Which days a piece means: the next or the latest that its words allow."""

from datetime import date, datetime

from bot.language.dates.calendar import add_days, make_date, month_start
from bot.language.dates.calendar import holiday as holiday_day
from bot.language.dates.cursor import day_span
from bot.language.dates.found import Direction
from bot.language.dates.pieces import Piece
from bot.language.tables.holidays import HOLIDAYS_EN, HOLIDAYS_ZH

Span = tuple[date, date]


def one_day(piece: Piece, now: datetime, direction: Direction | None) -> date | None:
    """The first day that a piece means."""
    span = days_of(piece, now, direction)
    return span[0] if span else None


def days_of(piece: Piece, now: datetime, direction: Direction | None) -> Span | None:
    """The stretch of days a piece means, in the open case the one that lies that way;
    without a direction in the current month or year."""
    today = now.date()
    if (
        piece.span is not None
        and piece.grain == "weekend"
        and piece.weak
        and direction == "past"
        and piece.span[0] > today
    ):
        return add_days(piece.span[0], -7), add_days(piece.span[1], -7)
    if piece.span is not None:
        return edge_of(piece.span, piece.grain, piece.edge)
    if piece.holiday:
        return _holiday_span(piece, today, direction)
    if piece.day is not None:
        day = _calendar_day(piece, today, direction)
        if day is None:
            return None
        last = day if piece.to_day is None else _last_day(day, piece.to_day)
        return day, add_days(last, 1)
    if piece.month is not None:
        return _month_span(piece, today, direction)
    if piece.weekday is not None:
        day = _weekday(piece.weekday, today, direction)
        return day_span(day)
    if piece.year is not None:
        return edge_of((date(piece.year, 1, 1), date(min(piece.year + 1, 9999), 1, 1)), "year", piece.edge)
    return None


def _last_day(day: date, last: int) -> date:
    if last >= day.day:
        return make_date(day.year, day.month, last) or day
    following = month_start(day.year, day.month, 1)
    return make_date(following.year, following.month, last) or day


def _weekday(weekday: int, today: date, direction: Direction | None) -> date:
    if direction == "past":
        return add_days(today, -((today.weekday() - weekday) % 7))
    if direction is None and today.weekday() == weekday:
        return today
    return add_days(today, (weekday - today.weekday()) % 7 or 7)


def _calendar_day(piece: Piece, today: date, direction: Direction | None) -> date | None:
    assert piece.day is not None
    if piece.year is not None and piece.month is not None:
        return make_date(piece.year, piece.month, piece.day)
    step = -1 if direction == "past" else 1
    near = [today]
    if piece.month is not None:
        candidates = [make_date(today.year + step * n, piece.month, piece.day) for n in range(9)]
        if piece.weekday is not None:
            candidates = candidates[:2] + [
                day for day in candidates[2:] if piece.day == 29 and piece.month == 2
            ]
    else:
        months = [month_start(today.year, today.month, step * n) for n in range(13)]
        candidates = [make_date(m.year, m.month, piece.day) for m in months]
    fits = [day for day in candidates if day and (piece.weekday is None or day.weekday() == piece.weekday)]
    if direction is None and piece.weekday is not None and piece.month is None:
        before = add_days(today, -31)
        recent = [d for d in _months_back(piece, today) if d.weekday() == piece.weekday and before <= d]
        if recent and not any(0 <= (d - today).days <= 31 for d in fits):
            return recent[0]
    if direction is None and (piece.month is not None or piece.zh) and fits:
        return fits[0]
    ahead = [day for day in fits if (day >= near[0] if step > 0 else day <= near[0])]
    loose = [day for day in candidates if day and (day >= today if step > 0 else day <= today)]
    return ahead[0] if ahead else loose[0] if loose else None


def _months_back(piece: Piece, today: date) -> list[date]:
    months = [month_start(today.year, today.month, -n) for n in range(2)]
    days = [make_date(m.year, m.month, piece.day or 1) for m in months]
    return [day for day in days if day and day <= today]


def _month_span(piece: Piece, today: date, direction: Direction | None) -> Span | None:
    assert piece.month is not None
    if not 1 <= piece.month <= 12:
        return None
    year = piece.year
    if year is None:
        year = today.year
        if direction == "future" and piece.month < today.month:
            year += 1
        if direction == "past" and piece.month > today.month:
            year -= 1
    first = date(year, piece.month, 1)
    return edge_of((first, month_start(first.year, first.month, 1)), "month", piece.edge)


def _holiday_span(piece: Piece, today: date, direction: Direction | None) -> Span | None:
    rule = HOLIDAYS_ZH.get(piece.holiday) or HOLIDAYS_EN.get(piece.holiday)
    if rule is None:
        return None
    if piece.year is not None:
        day = holiday_day(rule, piece.year)
        return day_span(day) if day else None
    years = range(today.year - 2, today.year + 3)
    found = [day for year in years if (day := holiday_day(rule, year))]
    if direction == "past":
        return day_span(max((d for d in found if d <= today), default=found[0])) if found else None
    return day_span(min((d for d in found if d >= today), default=found[-1])) if found else None


# Where an edge of a stretch begins and ends: (days or months from the start, the same for the end).
_EDGES: dict[tuple[str, str], tuple[str, int, int | None]] = {
    ("month", "start"): ("days", 0, 10), ("month", "early"): ("days", 0, 10), ("month", "mid"): ("days", 10, 20),
    ("month", "late"): ("days", 20, None), ("month", "end"): ("days", 20, None), ("month", "later"): ("days", 20, None),
    ("week", "start"): ("days", 0, 3), ("week", "early"): ("days", 0, 3), ("week", "mid"): ("days", 2, 3),
    ("week", "late"): ("days", 3, None), ("week", "end"): ("days", 4, None),
    ("year", "start"): ("months", 0, 3), ("year", "early"): ("months", 0, 3), ("year", "mid"): ("months", 4, 8),
    ("year", "late"): ("months", 8, None), ("year", "end"): ("months", 8, None),
    ("quarter", "start"): ("months", 0, 1), ("quarter", "early"): ("months", 0, 1),
    ("quarter", "late"): ("months", 2, None), ("quarter", "end"): ("months", 2, None),
}  # fmt: skip


def edge_of(span: Span, grain: str, edge: str) -> Span:
    """The start, middle or end of a stretch."""
    first, end = span
    if not edge or grain in ("days", "day"):
        return span
    if (grain, edge) in _EDGES:
        unit, a, b = _EDGES[grain, edge]
        return _from_start(first, unit, a), end if b is None else _from_start(first, unit, b)
    third = max((end - first).days // 3, 1)
    if edge in ("start", "early"):
        return first, add_days(first, third)
    return (add_days(end, -third), end) if edge in ("end", "late") else span


def _from_start(first: date, unit: str, n: int) -> date:
    return add_days(first, n) if unit == "days" else month_start(first.year, first.month, n)
