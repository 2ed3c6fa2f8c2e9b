"""How long: 三天, 一个半小时, an hour and a half."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.language.dates.calendar import add_days, add_months, add_workdays
from bot.language.dates.cursor import Cursor, Hit, shifted
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


def shift(
    day: date, length: Duration, sign: int, *, chinese: bool, calendar: Mapping[date, bool] | None = None
) -> date:
    """The day so much later or earlier; halves of a month count fifteen days."""
    days = 0.0
    for unit, n in length.amounts:
        if unit in ("workday", "workweek"):
            day = add_workdays(
                day, sign * int(n if unit == "workday" else 5 * n), chinese=chinese, calendar=calendar
            )
        elif unit in _MONTHS:
            months = _MONTHS[unit] * n
            day = add_months(day, sign * int(months))
            days += (months - int(months)) * 30
        else:
            days += SECONDS[unit] / 86400 * n
    return add_days(day, sign * round(min(days, 4e6)))


def shift_moment(
    moment: datetime,
    length: Duration,
    sign: int,
    *,
    chinese: bool,
    calendar: Mapping[date, bool] | None = None,
) -> datetime:
    clock = sum(SECONDS[unit] * n for unit, n in length.amounts if unit in _CLOCK_UNITS)
    days = Duration(tuple((unit, n) for unit, n in length.amounts if unit not in _CLOCK_UNITS))
    moved = datetime.combine(
        shift(moment.date(), days, sign, chinese=chinese, calendar=calendar), moment.time()
    )
    return shifted(moved, timedelta(seconds=sign * min(clock, 1e9)))


def duration(c: Cursor, i: int) -> tuple[Duration, int] | None:
    """A length of time that starts at i, and where it ends."""
    first = one_length(c, i)
    if first is None:
        return None
    amounts, j = [first[0]], first[1]
    while True:
        k = j
        while c.is_punct(k, ",", "、") or c.kind(k) == "and":
            k += 1
        following = one_length(c, k, after=k > j)
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
    elif (
        unit == "hour" and c.number(j) in (10, 15, 20, 30, 45) and not c.unit(j + 1) and c.at(j).s == "words"
    ):
        amounts, j = [*amounts, ("minute", c.number(j) or 0)], j + 1
    if c.at(j).raw in ("多", "许"):
        j += 1
    return Duration(tuple(amounts)), j


def one_length(c: Cursor, i: int, *, after: bool = False) -> tuple[tuple[str, float], int] | None:
    """One number with its unit; `after` another such 1月 is a length too."""
    if c.kind(i - 1) == "nth":
        return None  # 第三天 is a day, not a length
    special = _halves(c, i) or _fraction(c, i)
    if special:
        return special
    count = _count(c, i)
    if count is None:
        return None
    n, j = count
    if c.unit(j) == "quarter" and c.kind(j + 1) == "of" and c.kind(j + 2) == "a" and c.unit(j + 3) in SECONDS:
        return (c.unit(j + 3), n / 4), j + 4
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
    unit = _unit_of_length(c, j, n, chinese=chinese, bare=not after)
    return ((unit, n), j + 1) if unit in SECONDS else None


def _unit_of_length(c: Cursor, j: int, n: float, *, chinese: bool, bare: bool) -> str:
    """The unit at j unless it makes a date of the number: 3月, 2016年, 3季度, 5号."""
    unit, raw = c.unit(j), c.at(j).raw
    measured = c.at(j - 1).raw in ("个", "半", "多")
    if unit == "month" and raw == "月" and not measured and bare:
        return ""
    if unit == "year" and raw == "年" and (n >= 100 or (not chinese and n > 50)):
        return ""
    if unit == "quarter" and raw in ("季度", "刻", "季") and not measured:
        return ""
    if unit == "minute mark" and c.kind(j + 1) == "half":
        return "minute"
    return unit


def _halves(c: Cursor, i: int) -> tuple[tuple[str, float], int] | None:
    """半年, ½ hour, 一个半小时, half a day."""
    if c.unit(i) == "half year":
        return ("year", 0.5), i + 1
    if c.is_punct(i, "½") and (unit := c.unit(i + 1)) in SECONDS:
        return (unit, 0.5), i + 2
    if c.kind(i) in ("two and half", "one and half") and (unit := c.unit(i + 1)) in SECONDS:
        return (unit, 2.5 if c.kind(i) == "two and half" else 1.5), i + 2
    return _half_or_whole(c, i) if c.kind(i) in ("half", "whole", "whole day") else None


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
