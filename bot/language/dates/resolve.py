"""A phrase becomes days and hours, read against the time of speaking."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.language.dates.calendar import add_days, add_months
from bot.language.dates.clocks import hour_of
from bot.language.dates.cursor import Cursor
from bot.language.dates.durations import Duration, shift
from bot.language.dates.found import Direction, Found
from bot.language.dates.phrases import Phrase
from bot.language.dates.pieces import Clock, Piece, part_hours
from bot.language.dates.stretches import Span, days_of


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
    return no_year or (piece.weekday is not None and piece.day is None)


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
    grain = piece.grain or (
        "day" if piece.has_day and piece.to_day is None else "month" if piece.month else "year"
    )
    start, stop = _midnight(first), _midnight(end)
    if grain == "day" or (end - first).days == 1:
        return Found("date", start, grain="day", has_day=True)
    if piece.edge in ("rest", "later"):
        middle = (
            first
            if piece.edge == "rest" or (end - first).days > 31
            else add_days(first, (end - first).days // 2)
        )
        start = max(_midnight(middle), _midnight(now.date())) if _midnight(now.date()) < stop else start
    return Found(
        "daterange",
        start,
        stop,
        months=piece.months,
        grain=grain,
        edge=piece.edge,
        has_day=True,
        deadline=piece.deadline,
    )


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
        return Found(
            "datetimerange", start_at, end_at, has_day=span is not None, has_clock=True, part=piece.part
        )
    shape = "datetime" if span else "time"
    return Found(shape, start_at, has_day=span is not None, has_clock=True, part=piece.part, edge=piece.edge)  # type: ignore[arg-type]  # two of the shapes


def _end_hour(piece: Piece, start: Clock) -> Clock:
    assert piece.to_clock is not None
    h, m, s = piece.to_clock
    if piece.to_vague and (h, m) <= start[:2] and h + 12 <= 24:
        return (h + 12, m, s)
    return piece.to_clock


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min)


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
    assert start is not None
    assert end is not None
    assert b.start is not None
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
    assert found.length is not None
    assert found.length.seconds is not None
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
