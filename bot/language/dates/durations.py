"""How long: 三天, 一个半小时, an hour and a half; and from when: 3天后, two weeks ago, within 5 days."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.language.dates.calendar import add_days, add_months, add_workdays
from bot.language.dates.cursor import Cursor, Hit, day_piece, shifted
from bot.language.dates.pieces import Piece

SECONDS = {
    "second": 1, "minute": 60, "quarter hour": 900, "hour": 3600, "day": 86400, "workday": 86400,
    "week": 604800, "fortnight": 1209600, "weekend": 172800, "month": 2592000, "quarter": 7776000,
    "half year": 15768000, "year": 31536000, "decade": 315360000, "century": 3153600000, "workweek": 604800,
}  # fmt: skip
_MONTHS = {"month": 1, "quarter": 3, "half year": 6, "year": 12, "decade": 120, "century": 1200}
_CLOCK_UNITS = {"second", "minute", "quarter hour", "hour"}


@dataclass(frozen=True, slots=True)
class Duration:
    """So many of each unit, in the order said."""

    amounts: tuple[tuple[str, float], ...]

    @property
    def seconds(self) -> float:
        return sum(SECONDS[unit] * n for unit, n in self.amounts)

    @property
    def months(self) -> float | None:
        """Length in months where it is said in months, quarters and years only."""
        if any(unit not in _MONTHS for unit, _ in self.amounts):
            return None
        return sum(_MONTHS[unit] * n for unit, n in self.amounts)

    @property
    def by_clock(self) -> bool:
        return any(unit in _CLOCK_UNITS for unit, _ in self.amounts)

    def piece(self, **slots: object) -> Piece:
        return Piece(seconds=self.seconds, months=self.months, **slots)  # type: ignore[arg-type]  # slots of Piece


def shift(day: date, length: Duration, sign: int, *, chinese: bool) -> date:
    """The day so much later or earlier; halves of a month count fifteen days."""
    days = 0.0
    for unit, n in length.amounts:
        if unit in ("workday", "workweek"):
            day = add_workdays(day, sign * int(n if unit == "workday" else 5 * n), chinese=chinese)
        elif unit in _MONTHS:
            months = _MONTHS[unit] * n
            day = add_months(day, sign * int(months))
            days += (months - int(months)) * 30
        else:
            days += SECONDS[unit] / 86400 * n
    return add_days(day, sign * round(min(days, 4e6)))


def shift_moment(moment: datetime, length: Duration, sign: int, *, chinese: bool) -> datetime:
    clock = sum(SECONDS[unit] * n for unit, n in length.amounts if unit in _CLOCK_UNITS)
    days = Duration(tuple((unit, n) for unit, n in length.amounts if unit not in _CLOCK_UNITS))
    moved = datetime.combine(shift(moment.date(), days, sign, chinese=chinese), moment.time())
    return shifted(moved, timedelta(seconds=sign * min(clock, 1e9)))


def duration(c: Cursor, i: int) -> tuple[Duration, int] | None:
    """A length of time that starts at i, and where it ends."""
    first = _one(c, i)
    if first is None:
        return None
    amounts, j = [first[0]], first[1]
    while True:
        k = j
        while c.is_punct(k, ",", "、") or c.kind(k) == "and":
            k += 1
        following = _one(c, k)
        if following is None or SECONDS[following[0][0]] >= SECONDS[amounts[-1][0]]:
            break
        amounts.append(following[0])
        j = following[1]
    return _tail(c, amounts, j)


def _tail(c: Cursor, amounts: list[tuple[str, float]], j: int) -> tuple[Duration, int]:
    """What may follow the unit: 一年半, an hour and a half, 2 hours ten, 3天多."""
    unit, n = amounts[-1]
    if c.kind(j) == "half" and c.at(j).raw == "半":
        amounts[-1], j = (unit, n + 0.5), j + 1
    elif c.kind(j) == "and":
        k = j + 1 + (c.kind(j + 1) == "a")
        minutes = c.number(k)
        if c.kind(k) == "half" and not c.unit(k + 1):
            amounts[-1], j = (unit, n + 0.5), k + 1
        elif unit == "hour" and minutes in (10, 15, 20, 30, 45) and not c.unit(k + 1):
            amounts, j = [*amounts, ("minute", minutes or 0)], k + 1
    elif unit == "hour" and c.number(j) in (10, 15, 20, 30, 45) and not c.unit(j + 1) and c.at(j).s == "words":
        amounts, j = [*amounts, ("minute", c.number(j) or 0)], j + 1
    if c.at(j).raw in ("多", "许"):
        j += 1
    return Duration(tuple(amounts)), j


def _one(c: Cursor, i: int) -> tuple[tuple[str, float], int] | None:
    """One number with its unit."""
    if c.is_punct(i, "½") and (unit := c.unit(i + 1)) in SECONDS:
        return (unit, 0.5), i + 2
    fraction = _fraction(c, i)
    if fraction:
        return fraction
    if c.kind(i) in ("half", "whole", "whole day"):
        return _half_or_whole(c, i)
    if c.kind(i) in ("two and half", "one and half") and (unit := c.unit(i + 1)) in SECONDS:
        return (unit, 2.5 if c.kind(i) == "two and half" else 1.5), i + 2
    count = _count(c, i)
    if count is None:
        return None
    n, j = count
    chinese = j > i and c.at(j - 1).raw > "\u4e00"
    if c.at(j).raw in ("个", "多"):
        j += 1 + (c.at(j + 1).raw == "多")
    elif c.is_punct(j, "-") and c.unit(j + 1) and c.at(j + 1).raw.isascii():
        j += 1
    if c.kind(j) == "half" and c.unit(j + 1) in SECONDS and c.at(j).raw == "半":
        n, j = n + 0.5, j + 1
    j += c.kind(j) in ("more", "of")
    if c.at(j).raw in ("business", "working", "biz", "work", "bus") and c.unit(j + 1) in ("day", "week"):
        return (("workday" if c.unit(j + 1) == "day" else "workweek"), n), j + 2
    unit = c.unit(j)
    measured = j > i and c.at(j - 1).raw in ("个", "半", "多")
    if unit == "month" and c.at(j).raw == "月" and not measured:
        return None  # 3月 is March
    if unit == "year" and c.at(j).raw == "年" and (n >= 100 or not chinese and n > 50):
        return None  # 2016年 is a year
    if unit == "minute mark" and c.kind(j + 1) == "half":
        unit = "minute"
    if unit == "quarter" and c.at(j).raw in ("季度", "刻", "季") and not measured:
        return None
    if unit == "dom":
        return None
    return ((unit, n), j + 1) if unit in SECONDS else None


def _half_or_whole(c: Cursor, i: int) -> tuple[tuple[str, float], int] | None:
    if c.kind(i) == "whole day":
        return ("day", 1), i + 1
    j = i + 1
    while c.kind(j) in ("a", "of", "measure") or c.is_punct(j, "-"):
        j += 1
    unit = c.unit(j)
    if unit == "half year":
        return ("year", 0.5), j + 1
    size = 0.5 if c.kind(i) == "half" else 1
    return ((unit, size), j + 1) if unit in SECONDS else None


def _fraction(c: Cursor, i: int) -> tuple[tuple[str, float], int] | None:
    """1/2h, 3/4 hour."""
    token = c.at(i)
    if token.kind != "md" or token.parts[0] >= token.parts[1] or token.parts[1] not in (2, 3, 4):
        return None
    unit = c.unit(i + 1)
    return ((unit, token.parts[0] / token.parts[1]), i + 2) if unit in SECONDS else None


def _count(c: Cursor, i: int) -> tuple[float, int] | None:
    """How many: 3, three, a, a few, a couple of, one and a half, a quarter."""
    kind = c.kind(i)
    n = c.number(i)
    if kind == "dotted":
        return float(c.at(i).s), i + 1
    if n is not None:
        if c.at(i).s == "ordinal":
            return None
        return _with_fraction(c, n, i + 1)
    if kind == "a":
        if c.kind(i + 1) in ("couple", "few"):
            return _count(c, i + 1)
        return 1, i + 1
    if kind == "couple":
        return 2, i + 1 + (c.kind(i + 1) == "of")
    if kind == "few":
        return 3, i + 1
    if kind == "more" and c.at(i).raw == "another":
        return _count(c, i + 1) or (1, i + 1)
    return None


def _with_fraction(c: Cursor, n: float, j: int) -> tuple[float, int]:
    """one and a half, one and three quarters of, two and a quarter."""
    if c.kind(j) != "and":
        return n, j
    k = j + 1 + (c.kind(j + 1) == "a")
    if c.kind(k) == "half":
        k += 1
        k += c.kind(k) == "a"
        return (n + 0.5, k) if c.unit(k) in SECONDS else (n, j)
    quarters = c.number(k)
    k += quarters is not None
    if c.unit(k) == "quarter":
        k += 1 + (c.kind(k + 1) == "of")
        return (n + 0.25 * (quarters or 1), k) if c.unit(k) in SECONDS else (n, j)
    return n, j


def offset(c: Cursor, i: int) -> Hit:
    """A length with the words that hang it on a day: 3天后, 5日内, in a week, two days ago."""
    k, lead = i, ""
    while c.kind(k) in ("in", "within", "the", "coming", "gone", "mod", "around", "for", "more", "first", "of", "after"):
        lead = lead if c.kind(k) in ("the", "around", "for", "of") else (lead or _lead(c, k))
        k += 1
    found = duration(c, k) or _counted_mod(c, k)
    if found is None:
        return None
    length, j = found
    if "next" not in lead and c.kind(j) == "mod" and c.unit(j + 1) and c.at(j - 1).kind != "unit":
        return None
    return _hung(c, lead, length, j, i)


def _lead(c: Cursor, k: int) -> str:
    token = c.at(k)
    match token.kind:
        case "in" if token.raw in ("in", "inside"):
            return "in"
        case "within":
            return "within"
        case "more" if token.raw == "less":
            return "within"
        case "coming":
            return "next"
        case "gone":
            return "last"
        case "mod" if token.raw.isascii() and token.n:
            return "next" if token.n > 0 else "last"
        case "first":
            return "first"
        case "after" if token.raw == "后":
            return "next"
        case "after" if token.raw == "after":
            return "in"
        case _:
            return ""


def _counted_mod(c: Cursor, k: int) -> tuple[Duration, int] | None:
    """2 next days, 5 coming minutes."""
    n, mod, unit = c.number(k), c.at(k + 1), c.unit(k + 2)
    if n is not None and mod.kind == "mod" and mod.n > 0 and unit in SECONDS and mod.raw.isascii():
        return Duration(((unit, n),)), k + 3
    return None


def _hung(c: Cursor, lead: str, length: Duration, j: int, i: int) -> Hit:
    after, past_mark = c.at(j), ""
    chinese = any(t.raw > "\u4e00" for t in c.tokens[i:j])
    counted = any(t.kind == "mod" and t.n > 0 for t in c.tokens[i:j])
    match after.kind:
        case "ago":
            return _moved(c, length, -1, j + 1, chinese)
        case "before" if after.raw in ("前", "之前", "以前"):
            return _moved(c, length, -1, j + 1, chinese)
        case "back" if lead == "":
            return _moved(c, length, -1, j + 1, chinese)
        case "after" if after.raw in ("后", "之后", "以后", "过后"):
            return _moved(c, length, 1, j + 1, chinese)
        case "hence":
            return _moved(c, length, 1, j + 1, chinese)
        case "edge" if after.s == "later":
            return _moved(c, length, 1, j + 1, chinese)
        case "within" if lead != "last":
            return _span_ahead(c, length, j + 1, chinese)
        case "within":
            return _span_behind(c, length, j + 1, chinese)
        case "coming" | "gone" | "first":
            past_mark = after.kind
    if lead == "within":
        from_day = _from_anchor(c, length, j, chinese)
        return (replace(from_day[0], deadline=True), from_day[1]) if from_day else _span_ahead(c, length, j, chinese)
    anchored = _from_anchor(c, length, j, chinese)
    if anchored:
        return anchored
    if lead == "in":
        if past_mark or c.at(i).raw not in ("in", "after"):
            return None
        return _moved(c, length, 1, j, chinese)
    if lead == "next" or counted:
        return _next_units(c, length, j, chinese)
    if lead == "last":
        return _span_behind(c, length, j, chinese)
    return None


def _moved(c: Cursor, length: Duration, sign: int, j: int, chinese: bool) -> Hit:
    if length.by_clock:
        return Piece(instant=shift_moment(c.now, length, sign, chinese=chinese), zh=chinese), j
    return day_piece(shift(c.today, length, sign, chinese=chinese), zh=chinese), j


def _span_ahead(c: Cursor, length: Duration, j: int, chinese: bool) -> Hit:
    """Within so long: from now to then, a deadline."""
    if length.by_clock:
        end = shift_moment(c.now, length, 1, chinese=chinese)
        return Piece(instant=c.now, until_instant=end, deadline=True, zh=chinese), j
    last = shift(c.today, length, 1, chinese=chinese)
    return Piece(span=(c.today, add_days(last, 1)), grain="days", edge="within", deadline=True, zh=chinese), j


def _span_behind(c: Cursor, length: Duration, j: int, chinese: bool) -> Hit:
    j += c.at(j).raw in ("来", "里", "间")
    if length.by_clock:
        return Piece(instant=shift_moment(c.now, length, -1, chinese=chinese), until_instant=c.now, zh=chinese), j
    first = shift(c.today, length, -1, chinese=chinese)
    return Piece(span=(first, c.today), grain="days", edge="gone", zh=chinese), j


def _next_units(c: Cursor, length: Duration, j: int, chinese: bool) -> Hit:
    """The next three weeks: from tomorrow on."""
    if length.by_clock:
        end = shift_moment(c.now, length, 1, chinese=chinese)
        return Piece(instant=c.now, until_instant=end, zh=chinese), j
    first = add_days(c.today, 1)
    end_day = shift(first, length, 1, chinese=chinese)
    return Piece(span=(first, end_day), grain="days", edge="next", zh=chinese), j


def _from_anchor(c: Cursor, length: Duration, j: int, chinese: bool) -> Hit:
    """3 days from Tuesday, two weeks from now, two days before yesterday."""
    from bot.language.dates.grammar import moment
    from bot.language.dates.resolve import one_day

    if c.kind(j) not in ("from", "before", "after", "since", "starting") or not c.at(j).raw.isascii():
        return None
    sign = -1 if c.kind(j) == "before" else 1
    if c.at(j).raw in ("by", "b4"):
        return None
    if c.kind(j) == "before" and c.at(j).raw != "before":
        return None
    right = c.at(j + 1).raw == "right" and c.kind(j + 2) == "now"
    if c.kind(j + 1) == "now" or right:
        if length.by_clock or right:
            return Piece(instant=shift_moment(c.now, length, sign, chinese=chinese)), j + 2 + right
        return _moved(c, length, sign, j + 2, chinese)
    anchor = moment(c, j + 1)
    if anchor is None or anchor[0].is_duration:
        return None
    if anchor[0].clock and length.by_clock:
        return _clock_shift(c, anchor[0], length, sign, anchor[1])
    day = one_day(anchor[0], c.now, "future")
    if day is None or length.by_clock:
        return None
    if c.at(j).kind == "starting" :
        return Piece(span=(day, shift(day, length, 1, chinese=chinese)), grain="days", months=length.months), anchor[1]
    return day_piece(shift(day, length, sign, chinese=chinese)), anchor[1]


def _clock_shift(c: Cursor, piece: Piece, length: Duration, sign: int, j: int) -> Hit:
    """15 minutes from 1pm."""
    assert piece.clock is not None
    minutes = piece.clock[0] * 60 + piece.clock[1] + sign * round(length.seconds / 60)
    return replace(piece, clock=(minutes // 60 % 24, minutes % 60, 0)), j


def bare_duration(c: Cursor, i: int) -> Hit:
    k = i + (c.kind(i) == "for")
    k += c.kind(k) == "the" and c.unit(k + 1) in ("hour",)
    if k > i and c.kind(k - 1) == "the" and c.unit(k):
        return Duration(((c.unit(k), 1),)).piece(), k + 1
    found = duration(c, k)
    if found is None:
        return None
    length, j = found
    return length.piece(zh=any(t.raw > "\u4e00" for t in c.tokens[i:j])), j
