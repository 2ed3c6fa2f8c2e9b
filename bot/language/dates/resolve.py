"""A piece becomes days and hours: the next or the latest that its words allow."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.language.dates.calendar import (
    add_days, add_months, days_in_month, holiday, make_date, month_start, week_start,
)  # fmt: skip
from bot.language.dates.clocks import hour_of
from bot.language.dates.cursor import Cursor, day_span
from bot.language.dates.durations import Duration, shift
from bot.language.dates.found import Direction, Found
from bot.language.dates.grammar import Phrase
from bot.language.dates.pieces import Clock, Piece, part_hours
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
    if piece.span is not None:
        return _edge_of(piece.span, piece.grain, piece.edge)
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
        return date(piece.year, 1, 1), date(min(piece.year + 1, 9999), 1, 1)
    return None


def _last_day(day: date, last: int) -> date:
    if last >= day.day:
        return make_date(day.year, day.month, last) or day
    following = month_start(day.year, day.month, 1)
    return make_date(following.year, following.month, last) or day


def _weekday(weekday: int, today: date, direction: Direction | None) -> date:
    if direction == "past":
        return add_days(today, -((today.weekday() - weekday) % 7))
    return add_days(today, (weekday - today.weekday()) % 7 or 7)


def _calendar_day(piece: Piece, today: date, direction: Direction | None) -> date | None:
    assert piece.day is not None
    if piece.year is not None and piece.month is not None:
        return make_date(piece.year, piece.month, piece.day)
    step = -1 if direction == "past" else 1
    near = [add_days(today, 0)]
    if piece.month is not None:
        candidates = [make_date(today.year + step * n, piece.month, piece.day) for n in range(9)]
    else:
        months = [month_start(today.year, today.month, step * n) for n in range(13)]
        candidates = [make_date(m.year, m.month, piece.day) for m in months]
    fits = [day for day in candidates if day and (piece.weekday is None or day.weekday() == piece.weekday)]
    if direction is None and (piece.month is not None or piece.zh) and fits:
        return fits[0]
    ahead = [day for day in fits if (day >= near[0] if step > 0 else day <= near[0])]
    loose = [day for day in candidates if day and (day >= today if step > 0 else day <= today)]
    if piece.weekday is not None and not ahead and piece.month is not None:
        return _any_year(piece, today) or (loose[0] if loose else None)
    return ahead[0] if ahead else loose[0] if loose else None


def _any_year(piece: Piece, today: date) -> date | None:
    """Friday 5/12 names the nearest year in which that holds, else the weekday was a slip."""
    assert piece.month is not None and piece.day is not None
    return make_date(today.year, piece.month, piece.day)


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
    return _edge_of((first, month_start(first.year, first.month, 1)), "month", piece.edge)


def _holiday_span(piece: Piece, today: date, direction: Direction | None) -> Span | None:
    rule = HOLIDAYS_ZH.get(piece.holiday) or HOLIDAYS_EN.get(piece.holiday)
    if rule is None:
        return None
    if piece.year is not None:
        day = holiday(rule, piece.year)
        return day_span(day) if day else None
    years = range(today.year - 2, today.year + 3)
    found = [day for year in years if (day := holiday(rule, year))]
    if direction == "past":
        return day_span(max((d for d in found if d <= today), default=found[0])) if found else None
    return day_span(min((d for d in found if d >= today), default=found[-1])) if found else None


def _edge_of(span: Span, grain: str, edge: str) -> Span:
    """The start, middle or end of a stretch."""
    first, end = span
    length = (end - first).days
    if not edge or grain in ("days", "day"):
        return span
    match grain, edge:
        case "month", "start" | "early":
            return first, add_days(first, 10)
        case "month", "mid":
            return add_days(first, 10), add_days(first, 20)
        case "month", "late" | "end" | "later":
            return add_days(first, 20), end
        case "week", "start" | "early":
            return first, add_days(first, 3)
        case "week", "mid":
            return add_days(first, 2), add_days(first, 3)
        case "week", "late":
            return add_days(first, 3), end
        case "week", "end":
            return add_days(first, 4), end
        case "year", "start" | "early":
            return first, month_start(first.year, 4)
        case "year", "mid":
            return month_start(first.year, 5), month_start(first.year, 9)
        case "year", "late" | "end":
            return month_start(first.year, 9), end
        case "quarter", "start" | "early":
            return first, month_start(first.year, first.month, 1)
        case "quarter", "end" | "late":
            return month_start(first.year, first.month, 2), end
        case _, "within" | "rest" | "later" | "gone" | "next" | "close":
            return span
        case _:
            third = max(length // 3, 1)
            return (first, add_days(first, third)) if edge in ("start", "early") else (add_days(end, -third), end)


def resolve(found: Phrase, c: Cursor, direction: Direction | None) -> Found | None:
    """What a phrase means at the time of speaking, or None where the calendar has no such day."""
    if found.piece.recurring:
        shaped: Found | None = Found("recurrence")
    elif found.piece.is_duration:
        shaped = Found("duration", seconds=found.piece.seconds, months=found.piece.months)
    elif found.to is not None:
        shaped = _range(found.piece, found.to, c.now, direction)
    elif found.length is not None:
        shaped = _lasting(found, c.now, direction)
        shaped = shaped and replace(shaped, months=found.length.months)
    else:
        shaped = _single(found.piece, c.now, direction)
    if shaped is None:
        return None
    start, end = c.at(found.start).start, c.at(found.end - 1).end
    return replace(
        shaped, text=c.text[start:end], span=(start, end), deadline=found.deadline or shaped.deadline, after=found.after,
        is_open=_is_open(found), weekday=found.piece.weekday, holiday=found.piece.holiday, vague=found.piece.vague,
        guess=found.piece.guess or shaped.guess,
    )  # fmt: skip


def _is_open(found: Phrase) -> bool:
    piece = found.piece
    if piece.span is not None:
        return False
    no_year = piece.year is None and (piece.day is not None or piece.month is not None or bool(piece.holiday))
    return no_year or piece.weekday is not None and piece.day is None


def _single(piece: Piece, now: datetime, direction: Direction | None) -> Found | None:
    if piece.instant is not None:
        if piece.until_instant is not None:
            return Found("datetimerange", piece.instant, piece.until_instant, has_day=True, has_clock=True, edge="within",
                         deadline=piece.deadline)  # fmt: skip
        return Found("datetime", piece.instant, has_day=True, has_clock=True, grain="instant")
    span = days_of(piece, now, direction)
    if span is None and piece.has_date:
        return None
    if not piece.has_clock:
        return _dated(piece, span, now) if span else None
    return _timed(piece, span, now)


def _dated(piece: Piece, span: Span, now: datetime) -> Found:
    first, end = span
    grain = piece.grain or ("day" if piece.has_day and piece.to_day is None else "month" if piece.month else "year")
    start, stop = _midnight(first), _midnight(end)
    if grain == "day" or (end - first).days == 1:
        return Found("date", start, grain="day", has_day=True)
    if piece.edge in ("rest", "later"):
        start = max(start, _midnight(now.date()))
    return Found("daterange", start, stop, months=piece.months, grain=grain, edge=piece.edge, has_day=True, deadline=piece.deadline)


def _timed(piece: Piece, span: Span | None, now: datetime) -> Found | None:
    day = span[0] if span else now.date()
    if span and (span[1] - span[0]).days > 1 and not piece.to_day:
        return _dated(piece, span, now)
    if piece.clock is None:
        start, end, _ = part_hours(piece.part, piece.shade)
        return Found("datetimerange", _at(day, (start, 0, 0)), _at(day, (end, 0, 0)), part=piece.part,
                     has_day=span is not None, has_clock=False)  # fmt: skip
    clock = piece.clock if piece.literal else hour_of(piece)
    assert clock is not None
    start_at = _at(day, clock)
    if piece.to_clock is not None:
        end_at = _at(day, piece.to_clock if piece.literal else _end_hour(piece, clock))
        if end_at <= start_at:
            end_at += timedelta(days=1)
        return Found("datetimerange", start_at, end_at, has_day=span is not None, has_clock=True, part=piece.part)
    shape = "datetime" if span else "time"
    return Found(shape, start_at, has_day=span is not None, has_clock=True, part=piece.part, edge=piece.edge)  # type: ignore[arg-type]  # two of the shapes


def _end_hour(piece: Piece, start: Clock) -> Clock:
    assert piece.to_clock is not None
    h, m, s = piece.to_clock
    if piece.to_vague and (h, m) <= start[:2] and h + 12 <= 24:
        return (h + 12, m, s)
    return piece.to_clock


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)


def _at(day: date, clock: Clock) -> datetime:
    h, m, s = clock
    base = _midnight(add_days(day, h // 24))
    return base.replace(hour=h % 24, minute=min(m, 59), second=min(s, 59))


def _range(left: Piece, right: Piece, now: datetime, direction: Direction | None) -> Found | None:
    a = _single(left, now, direction)
    b = _single(right, now, direction)
    if a is None or b is None or a.start is None or b.start is None:
        return None
    if b.shape == "time" and a.has_day:
        b = replace(b, start=datetime.combine(a.start.date(), b.start.time()))
    start, end = a.start, b.end if b.end is not None else b.start
    assert start is not None and end is not None and b.start is not None
    if a.has_clock or b.has_clock or a.part or b.part:
        if end <= start:
            end = _later(end, start, right)
        return Found("datetimerange", start, end, has_day=a.has_day or b.has_day, has_clock=True)
    if b.shape == "date":
        end = b.start + timedelta(days=1)
    if end <= start:
        end = _later(end, start, right)
    if left.year is not None and left.month is None and right.month is None and right.year is not None:
        end = b.start
    return Found("daterange", start, end, grain="days", has_day=True)


def _later(end: datetime, start: datetime, right: Piece) -> datetime:
    """The end of a range lies after its start: the next week, month or year that does."""
    if right.weekday is not None and right.day is None:
        return end + timedelta(days=7 * ((start - end).days // 7 + 1))
    if right.clock and not right.has_date:
        return end + timedelta(days=1)
    if right.month is None and right.day is not None:
        return datetime.combine(add_months(end.date(), 1), end.time())
    if right.year is None and right.span is None:
        return datetime.combine(add_months(end.date(), 12), end.time())
    return end


def _lasting(found: Phrase, now: datetime, direction: Direction | None) -> Found | None:
    """4pm for 30 minutes, 18 Dec for 10 days."""
    base = _single(found.piece, now, direction)
    assert found.length is not None and found.length.seconds is not None
    if base is None or base.start is None:
        return None
    if base.has_clock:
        end = base.start + timedelta(seconds=found.length.seconds)
        return Found("datetimerange", base.start, end, has_day=base.has_day, has_clock=True)
    days = Duration((("day", found.length.seconds / 86400),))
    if found.length.seconds < 86400:
        return base
    end_day = shift(base.start.date(), days, 1, chinese=False)
    return Found("daterange", base.start, _midnight(end_day), grain="days", has_day=True)


def month_end(day: date) -> date:
    return day.replace(day=days_in_month(day.year, day.month))


def friday_of(day: date) -> date:
    return add_days(week_start(day), 4)
