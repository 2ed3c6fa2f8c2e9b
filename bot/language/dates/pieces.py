"""What one stretch of words says of a time, before it is known which year or day it means."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.language.dates.calendar import make_date
from bot.language.tables.moments import PART_HOURS

Clock = tuple[int, int, int]

_SPANS_OF_MONTH = {"month"}


@dataclass(frozen=True, slots=True)
class Piece:
    """Slots filled by words. `span` is a resolved stretch of days (end exclusive) of size `grain`.

    `vague` hours may be before or after noon. `numbers` wait for a neighbour to tell whether they
    are days or hours. `open_day` marks a day that several years, months or weeks could hold.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    to_day: int | None = None
    weekday: int | None = None
    span: tuple[date, date] | None = None
    grain: str = ""
    clock: Clock | None = None
    vague: bool = False
    to_clock: Clock | None = None
    to_vague: bool = False
    part: str = ""
    shade: str = ""
    numbers: tuple[int, ...] = ()
    instant: datetime | None = None
    until_instant: datetime | None = None
    seconds: float | None = None
    months: float | None = None
    edge: str = ""
    holiday: str = ""
    deadline: bool = False
    after: bool = False
    weak: bool = False
    literal: bool = False
    zh: bool = False
    guess: str | None = None
    recurring: bool = False

    @property
    def has_date(self) -> bool:
        slots = (self.year, self.month, self.day, self.weekday, self.span)
        return any(slot is not None for slot in slots) or bool(self.holiday)

    @property
    def has_day(self) -> bool:
        whole = self.span is not None and self.grain == "day"
        return whole or self.day is not None or self.weekday is not None or bool(self.holiday)

    @property
    def has_clock(self) -> bool:
        return self.clock is not None or bool(self.part)

    @property
    def is_duration(self) -> bool:
        return self.seconds is not None


def merge(a: Piece, b: Piece) -> Piece | None:
    """Both pieces as one time, or None where they contradict each other."""
    if a.is_duration or b.is_duration or a.instant or b.instant or a.recurring or b.recurring:
        return None
    if b.numbers and not a.numbers:
        a, b = b, a
    if a.numbers:
        return _decide(a, b)
    for long, other in ((a, b), (b, a)):
        if long.span and long.grain != "day" and other.has_clock and not other.has_date:
            return None  # a week has no hour
    dated = _merge_dates(a, b)
    return dated and _merge_clocks(dated, a, b)


def _decide(a: Piece, b: Piece) -> Piece | None:
    """Numbers beside a month are days, beside a day or a part of it hours."""
    if b.numbers:
        return None
    first, last = a.numbers[0], a.numbers[-1]
    pair = len(a.numbers) > 1
    wants_day = (b.month is not None and b.day is None) or b.grain in _SPANS_OF_MONTH
    if wants_day and 1 <= first <= 31 and last <= 31 and not b.has_clock:
        days = replace(b, day=first, to_day=last if pair else None)
        return _place_in_span(days) if b.span else days
    if b.clock is not None:
        if b.has_date or not 1 <= first <= 31 or pair:
            return None
        return replace(b, day=first)
    if (b.has_day or b.part) and first <= 24 and last <= 24 and not b.to_day:
        if b.weekday is not None and not pair and not b.part and a.weak and first > 12:
            return replace(b, day=first)
        hours = Piece(clock=(first, 0, 0), vague=1 <= first <= 12, zh=b.zh)
        if pair:
            hours = replace(hours, to_clock=(last, 0, 0), to_vague=1 <= last <= 12)
        return _merge_clocks(b, b, hours)
    return None


def _place_in_span(piece: Piece) -> Piece | None:
    if piece.span is None or piece.day is None:
        return piece
    first = piece.span[0]
    day = make_date(first.year, first.month, piece.day)
    if day is None:
        return None
    return replace(piece, span=None, grain="", year=day.year, month=day.month)


def _merge_dates(a: Piece, b: Piece) -> Piece | None:
    if not (a.has_date and b.has_date):
        return a if a.has_date else _over(a, b)
    if a.span or b.span:
        return _merge_span(a, b) if a.span else _merge_span(b, a)
    if a.holiday or b.holiday:
        other, named = (a, b) if b.holiday else (b, a)
        only_year = other.year is not None and not other.has_day and other.month is None
        return replace(named, year=other.year) if only_year else None
    for slot in ("year", "month", "day", "weekday"):
        if getattr(a, slot) is not None and getattr(b, slot) is not None:
            return None
    both = _over(a, b)
    if both.weekday is not None and both.day is None:
        return None
    if both.day is not None and both.year is not None and both.month is None:
        return None
    return both


def _over(a: Piece, b: Piece) -> Piece:
    """a's slots, and b's where a has none."""
    return replace(
        a,
        year=a.year if a.year is not None else b.year,
        month=a.month if a.month is not None else b.month,
        day=a.day if a.day is not None else b.day,
        to_day=a.to_day if a.to_day is not None else b.to_day,
        weekday=a.weekday if a.weekday is not None else b.weekday,
        span=a.span or b.span, grain=a.grain or b.grain, edge=a.edge or b.edge,
        holiday=a.holiday or b.holiday, zh=a.zh or b.zh, guess=a.guess or b.guess,
        deadline=a.deadline or b.deadline, weak=a.weak and b.weak, shade=a.shade or b.shade,
    )  # fmt: skip


def _merge_span(spanned: Piece, other: Piece) -> Piece | None:
    """Friday in next week, the 9th of next month, April of next year."""
    assert spanned.span is not None
    first = spanned.span[0]
    if other.span or spanned.edge:
        return None
    match spanned.grain:
        case "week" if other.weekday is not None and other.day is None:
            day = first.fromordinal(first.toordinal() + other.weekday)
            return replace(spanned, span=(day, day.fromordinal(day.toordinal() + 1)), grain="day")
        case "month" if other.day is not None and other.month is None and other.weekday is None:
            return _place_in_span(replace(_over(other, spanned), span=spanned.span))
        case "year" if other.holiday:
            return replace(other, year=first.year)
        case "year" if other.month is not None and other.year is None:
            return replace(_over(other, spanned), span=None, grain="", year=first.year)
        case "day":
            return _same_day(spanned, other, first)
    return None


def _same_day(spanned: Piece, other: Piece, day: date) -> Piece | None:
    """昨儿周六, today 6 May: the second name of the day must agree with the first."""
    agrees = (
        other.weekday in (None, day.weekday())
        and other.day in (None, day.day)
        and other.month in (None, day.month)
        and other.year in (None, day.year)
        and not other.holiday
    )
    return spanned if agrees else None


def _merge_clocks(dated: Piece, a: Piece, b: Piece) -> Piece | None:
    if a.clock and b.clock and a is not b:
        return None
    timed = b if b.clock else a
    part = a.part or b.part
    if a.part and b.part and a.part != b.part and a is not b:
        return None
    merged = replace(
        dated, clock=timed.clock, vague=timed.vague, to_clock=timed.to_clock, to_vague=timed.to_vague,
        part=part, shade=a.shade or b.shade, literal=timed.literal, edge=dated.edge or timed.edge, zh=dated.zh or b.zh,
    )  # fmt: skip
    return place_hours(merged)


def place_hours(piece: Piece) -> Piece:
    """Hours said with a part of the day: 下午3点 is 15:00, 晚上12点 is 24:00."""
    if not piece.part or piece.clock is None:
        return piece
    clock, vague = (_hour_in(piece.part, piece.clock), False) if piece.vague else (piece.clock, False)
    to_clock, to_vague = piece.to_clock, piece.to_vague
    if to_clock and to_vague:
        placed = _hour_in(piece.part, to_clock)
        to_clock, to_vague = (placed if placed >= clock else (to_clock[0] + 12, *to_clock[1:])), False
    return replace(piece, clock=clock, vague=vague, to_clock=to_clock, to_vague=to_vague)


def _hour_in(part: str, clock: Clock) -> Clock:
    hour, *rest = clock
    match part:
        case "afternoon":
            hour += 12 if hour < 12 else 0
        case "evening" | "dinner":
            hour += 12 if 3 <= hour <= 12 else 0
        case "night":
            hour += 12 if 5 <= hour <= 12 else 0
        case "noon" | "lunch":
            hour += 12 if hour < 4 else 0
        case "midnight" | "dawn":
            hour = 0 if hour == 12 else hour
    return (hour, *rest)  # type: ignore[return-value]  # always three


def part_hours(part: str, shade: str = "") -> tuple[int, int, int]:
    """From, to and the standing hour of a part of the day; early and late halve it."""
    start, end, hour = PART_HOURS[part]
    if shade == "early":
        return start, start + 2, start
    if shade == "late" and part == "afternoon":
        return 15, end, 16
    if shade == "late":
        return end - 2, end, end - 2
    return start, end, hour
