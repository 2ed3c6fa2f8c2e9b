"""Which component may begin with which word."""

from dataclasses import replace

from bot.language.dates.calendar import add_days
from bot.language.dates.clocks import clock, minutes_past
from bot.language.dates.composing import moment
from bot.language.dates.cursor import Cursor, Hit, Reader
from bot.language.dates.days import relative, weekday
from bot.language.dates.durations import bare_duration, duration, shift_moment
from bot.language.dates.edges import edge
from bot.language.dates.festivals import around_holiday, holiday
from bot.language.dates.figures import chinese, literal
from bot.language.dates.months import english, the_nth
from bot.language.dates.offsets import offset
from bot.language.dates.ordinals import half_of, nth, quarters
from bot.language.dates.parts import half_day, part
from bot.language.dates.periods import modded, rel_year, year_alone
from bot.language.dates.pieces import Piece, merge


def _numbers(c: Cursor, i: int) -> Hit:
    """4-22, 3 to 8, or one number after at/on/the: days or hours, as the neighbours decide."""
    n, token = c.number(i), c.at(i)
    if (
        n is None
        or n != int(n)
        or not 0 < n <= 31
        or token.digits > 2
        or (c.touches(i) and c.kind(i - 1) == "word")
    ):
        return None
    j = i + 1
    ranged = c.is_punct(j, "-", "~", "–", "—") or c.kind(j) == "to" or (c.kind(j) == "and" and _paired(c, i))
    if ranged:
        k = j + 1 + (c.kind(j + 1) == "the")
        m = c.number(k)
        free = c.at(k).digits <= 2 and not c.is_punct(k + 1, "/", ":")
        if m is not None and m == int(m) and 0 < m <= 31 and free:
            return Piece(numbers=(int(n), int(m)), zh=token.s == "zh"), k + 1
    return None


def _paired(c: Cursor, i: int) -> bool:
    return any(c.kind(b) == "between" for b in range(max(0, i - 3), i))


def _dashed(c: Cursor, i: int) -> Hit:
    """09-01 as month and day, where figures are padded or stand alone."""
    n, m = c.number(i), c.number(i + 2)
    if (
        n is None
        or m is None
        or not c.is_punct(i + 1, "-")
        or c.is_punct(i + 3, "-", "/")
        or c.is_punct(i - 1, "-")
    ):
        return None
    a, b = c.at(i), c.at(i + 2)
    padded = a.digits == 2 and b.digits == 2 and (a.raw.startswith("0") or b.raw.startswith("0"))
    alone = (i == 0 and i + 3 == len(c.tokens)) or c.kind(i + 3) == "clock"
    if not (padded or alone) or not (1 <= n <= 12 and 1 <= m <= 31) or c.text[b.end : b.end + 1].isalpha():
        return None
    return Piece(month=int(n), day=int(m)), i + 3


def _now(c: Cursor, i: int) -> Hit:
    if c.kind(i) == "now":
        sign = c.text[c.at(i).end :].lstrip()[:1]
        if sign and sign in "+-" and (k := i + 2):
            found = duration(c, k)
            if found:
                moved = shift_moment(c.now, found[0], 1 if sign == "+" else -1, chinese=False)
                return Piece(instant=moved) if found[0].by_clock else Piece(
                    span=(moved.date(), add_days(moved.date(), 1)), grain="day"), found[1]  # fmt: skip
        return Piece(instant=c.now), i + 1
    return None


def _recurring(c: Cursor, i: int) -> Hit:
    """每周二, every Friday: no day of its own."""
    if c.kind(i) == "recurring":
        return Piece(recurring=True), i + 1
    if c.kind(i) != "every":
        return None
    j = i + 1
    while c.kind(j) in ("num", "other", "measure", "nth", "mod", "more"):
        j += 1
    if c.unit(j) or c.kind(j) in ("weekday", "part", "month"):
        after = moment(c, j + 1) if c.kind(j + 1) in ("part", "clock", "num", "at") else None
        return Piece(recurring=True), after[1] if after else j + 1
    return None


def _close(c: Cursor, i: int) -> Hit:
    """下班前 is the end of the working day."""
    if c.kind(i) == "close" and (c.kind(i + 1) == "before" or c.at(i + 1).raw in ("时",)):
        return Piece(clock=(18, 0, 0), edge="close", literal=True, zh=True), i + 1
    return None


def _month_edge_day(c: Cursor, i: int) -> Hit:
    """The 20th of next month and other days of a month that follows."""
    n = c.number(i)
    if n is None or not 1 <= n <= 31 or c.kind(i + 1) not in ("of",):
        return None
    month = modded(c, i + 2 + (c.kind(i + 2) == "the"))
    if month is None or month[0].grain != "month" or month[0].span is None:
        return None
    merged = merge(replace(month[0]), Piece(day=int(n)))
    return (merged, month[1]) if merged else None


READERS: dict[str, tuple[Reader, ...]] = {
    "ymd": (literal,), "dmy": (literal,), "ym": (literal,),
    "md": (literal, offset, bare_duration),
    "dotted": (literal, clock, offset, bare_duration),
    "clock": (clock,), "hclock": (clock,),
    "num": (_dashed, chinese, english, nth, quarters, half_of, offset, clock,
            minutes_past, _month_edge_day, _numbers, year_alone, holiday,
            bare_duration),
    "month": (english,), "weekday": (weekday,),
    "mod": (weekday, modded, edge, offset, nth),
    "rel": (relative,), "tonight": (relative,),
    "rel year": (quarters, nth, rel_year),
    "unit": (modded, edge, relative, clock, offset, bare_duration,
             year_alone), "quarter": (quarters,),
    "unit edge": (edge,), "abbreviated edge": (edge,),
    "edge": (clock, part, edge), "early": (part, edge),
    "starting": (edge,), "rest": (edge,),
    "half 1": (quarters,), "half 2": (quarters,),
    "halfweek 1": (quarters,), "halfweek 2": (quarters,),
    "halfmonth 1": (quarters,), "halfmonth 2": (quarters,),
    "nth": (quarters,), "first": (quarters, offset),
    "part": (clock, part), "short part": (part,),
    "holiday": (holiday,), "around holiday": (around_holiday,), "now": (_now,), "close": (_close,),
    "half": (clock, offset, bare_duration),
    "whole": (bare_duration,), "whole day": (bare_duration,),
    "two and half": (offset, bare_duration),
    "one and half": (offset, bare_duration),
    "a": (clock, offset, bare_duration),
    "couple": (offset, bare_duration), "few": (offset, bare_duration),
    "more": (offset, bare_duration), "for": (offset, bare_duration, clock), "midpart": (clock,),
    "the": (modded, relative, the_nth, english, nth, edge, quarters, half_of,
            offset, part, year_alone),
    "in": (offset, part), "within": (offset,), "coming": (offset,),
    "gone": (offset,), "after": (offset,), "before": (offset,),
    "on": (the_nth,), "at": (clock, part), "around": (clock, offset),
    "mer": (half_day,), "every": (_recurring,), "recurring": (_recurring,), "calendar": (year_alone,),
    "punct": (bare_duration,),
}  # fmt: skip
