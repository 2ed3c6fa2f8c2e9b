"""Longer stretches: weeks, months, quarters and years, by what stands before them."""

from dataclasses import replace
from datetime import date, timedelta

from bot.language.dates.calendar import add_days, month_start, quarter_start, week_start
from bot.language.dates.composing import component
from bot.language.dates.cursor import Cursor, Hit, day_piece
from bot.language.dates.months import english
from bot.language.dates.pieces import Piece
from bot.language.dates.stretches import one_day

Span = tuple[date, date]


def unit_span(unit: str, today: date, offset: int) -> tuple[Span, str] | None:
    """The week, month … so many on from today's, end exclusive."""
    match unit:
        case "day":
            return (add_days(today, offset), add_days(today, offset + 1)), "day"
        case "week":
            return (week_start(today, offset), week_start(today, offset + 1)), "week"
        case "workweek":
            first = week_start(today, offset)
            return (first, add_days(first, 5)), "week"
        case "weekend":
            saturday = add_days(week_start(today, offset), 5)
            return (saturday, add_days(saturday, 2)), "weekend"
        case "fortnight":
            return (week_start(today, offset), week_start(today, offset + 2)), "week"
        case "month":
            return (
                month_start(today.year, today.month, offset),
                month_start(today.year, today.month, offset + 1),
            ), "month"
        case "quarter":
            return (quarter_start(today, offset), quarter_start(today, offset + 1)), "quarter"
        case "half year":
            first = month_start(today.year, 1 if today.month < 7 else 7, 6 * offset)
            return (first, month_start(first.year, first.month, 6)), "half"
        case "year":
            return year_span(today.year + offset), "year"
        case "decade":
            first_year = today.year // 10 * 10 + 10 * offset
            return (date(first_year, 1, 1), date(first_year + 10, 1, 1)), "decade"
        case _:
            return None


def year_span(year: int) -> Span:
    year = min(max(year, 1), 9998)
    return date(year, 1, 1), date(year + 1, 1, 1)


def modded(c: Cursor, i: int) -> Hit:
    """下周, 上个月, this quarter, next weekend, the week after next, 同月9号, next 5/12."""
    k = i + (c.kind(i) == "the")
    mod = c.at(k)
    if mod.kind != "mod":
        return _unmodded(c, i, k)
    unit, j = c.unit(k + 1), k + 2
    if c.at(k + 1).kind == "unit edge":
        return _mod_edge(c, k)
    if c.at(k + 1).raw in ("working", "work") and c.unit(k + 2) == "week":
        unit, j = "workweek", k + 3
    if c.at(k + 1).raw == "calendar" or c.kind(k + 1) == "calendar":
        unit, j = c.unit(k + 2), k + 3
    if not unit:
        return _mod_named(c, k)
    if not mod.raw.isascii() and unit == "hour":
        return _hours(c, int(mod.n), j)
    found = unit_span(unit, c.today, int(mod.n))
    if found is None:
        return None
    span, grain = found
    piece = Piece(span=span, grain=grain, zh=not mod.raw.isascii())
    if c.kind(j) == "within":
        return replace(piece, deadline=True, edge="within"), j + 1
    if c.kind(j) in ("end", "start") and c.touches(j) and not mod.raw.isascii():
        return replace(piece, edge=c.kind(j)), j + 1
    return piece, j


def _hours(c: Cursor, n: int, j: int) -> Hit:
    """上个小时, 下个小时: sixty minutes from now, back or ahead."""
    if n == 0:
        return None
    other = c.now + timedelta(hours=n)
    return Piece(instant=min(c.now, other), until_instant=max(c.now, other), zh=True), j


def _mod_edge(c: Cursor, k: int) -> Hit:
    """下月底, 本季度末, 下周初."""
    unit, edge = c.at(k + 1).s.split()
    found = unit_span(unit, c.today, int(c.at(k).n))
    return (Piece(span=found[0], grain=found[1], edge=edge, zh=True), k + 2) if found else None


def _mod_named(c: Cursor, k: int) -> Hit:
    """next March, this September, next 5/12, this evening's day is left to the part."""
    mod, token = c.at(k), c.at(k + 1)
    if token.kind == "month":
        found = english(c, k + 1)
        month = int(token.n)
        if found is None:
            found = Piece(month=month), k + 2
        ahead = month - c.today.month
        if found[0].year is not None or mod.raw in ("same",):
            return found
        year = c.today.year + (mod.n > 0 and ahead <= 0) - (mod.n < 0 and ahead >= 0)
        return replace(found[0], year=year), found[1]
    if token.kind == "md":
        a, b = token.parts
        year = c.today.year + int(mod.n)
        return (Piece(year=year, month=a, day=b), k + 2) if a <= 12 and b <= 31 else None
    if token.kind == "num" and (inner := english(c, k + 1)) and inner[0].month:
        return replace(inner[0], year=c.today.year + int(mod.n)), inner[1]
    if token.kind == "mer" and mod.n == 0 and token.s == "mer":
        return replace(day_piece(c.today), part="morning" if token.n == 0 else "afternoon"), k + 2
    if token.kind == "part" and token.raw.isascii() and token.s not in ("lunch", "dinner"):
        offset = {1: 1, -1: -1}.get(int(mod.n), 0)
        if mod.raw == "past":
            return None
        base = day_piece(add_days(c.today, offset))
        return replace(base, part=token.s), k + 2
    if token.kind in ("edge", "early") and c.at(k + 2).kind == "part":
        return replace(
            day_piece(c.today), part=c.at(k + 2).s, shade="early" if token.kind == "early" else token.s
        ), k + 3
    if token.raw == "night" and mod.n == -1:
        return replace(day_piece(add_days(c.today, -1)), part="night"), k + 2
    return None


def _unmodded(c: Cursor, i: int, k: int) -> Hit:
    """the week of May 11, week beginning Feb 4, the month, my day."""
    unit = c.unit(k)
    if unit not in ("week", "month", "year", "day", "quarter") or not c.at(k).raw.isascii():
        return None
    if c.kind(k + 1) == "after" and c.at(k + 2).raw == "next":
        found = unit_span(unit, c.today, 2)
        return (Piece(span=found[0], grain=found[1]), k + 3) if found else None
    j = k + 1
    while c.kind(j) in ("of", "starting", "on", "since", "the") or c.at(j).raw in ("beginning", "begining"):
        j += 1
    if j > k + 1 and unit in ("week", "month"):
        anchored = _around(c, unit, j)
        if anchored:
            return anchored
    possessive = k > i or c.at(k - 1).raw in ("my", "our", "of")
    whole = (
        c.kind(k + 1) in ("end", "punct") or c.at(k + 1).raw in ("look", "looks") or c.kind(k + 1) == "mod"
    )
    if possessive and unit != "quarter" and (whole or c.at(k - 1).raw == "for" or c.at(k - 2).raw == "for"):
        return current_span(c, unit, k + 1)
    return None


def current_span(c: Cursor, unit: str, j: int) -> Hit:
    found = unit_span(unit, c.today, 0)
    return (Piece(span=found[0], grain=found[1]), j) if found else None


def _around(c: Cursor, unit: str, j: int) -> Hit:
    inner = component(c, j)
    day = one_day(inner[0], c.now, "future") if inner and inner[0].has_date else None
    if inner is None or day is None:
        return None
    open_year = inner[0].year is None and inner[0].span is None
    if unit == "week" and c.at(j - 1).kind in ("starting", "edge") and inner[0].span:
        return Piece(span=(day, add_days(day, 7)), grain="week"), inner[1]
    found = unit_span(unit, day, 0)
    return (Piece(span=found[0], grain=found[1], weak=open_year), inner[1]) if found else None


def rel_year(c: Cursor, i: int) -> Hit:
    """明年, 去年底, 明年下半年, 2024年内 with the years around this one."""
    if c.kind(i) != "rel year":
        return None
    year = c.today.year + int(c.at(i).n)
    piece = Piece(span=year_span(year), grain="year", zh=True)
    j = i + 1
    if c.at(j).s == "year end" or (c.kind(j) in ("end", "start") and c.touches(j)):
        return replace(piece, edge=c.kind(j)), j + 1
    if c.kind(j) == "unit edge" and c.at(j).s.startswith("year"):
        return replace(piece, edge=c.at(j).s.split()[1]), j + 1
    if c.kind(j) == "within":
        return replace(piece, deadline=True, edge="within"), j + 1
    return piece, j


def plain_year(c: Cursor, j: int) -> Hit:
    if c.at(j).digits == 4 and 1900 <= c.at(j).n <= 2199:
        return Piece(year=int(c.at(j).n)), j + 1
    return None


def year_alone(c: Cursor, i: int) -> Hit:
    """In 2007, the year 2008, cy18; a bare figure of four digits elsewhere is no year."""
    k = i
    k += c.kind(k) == "the"
    named = c.unit(k) == "year" or c.kind(k) == "calendar"
    if named:
        k += 1 + (c.unit(k + 1) == "year")
    token = c.at(k)
    if named and token.digits == 2:
        return Piece(year=2000 + int(token.n)), k + 1
    led = named or c.at(k - 1).kind in (
        "in",
        "since",
        "from",
        "of",
        "and",
        "between",
        "to",
        "edge",
        "before",
        "until",
    )
    other = c.at(k + 2) if c.is_punct(k + 1, "-") else c.at(k - 2) if c.is_punct(k - 1, "-") else None
    led = led or (other is not None and other.digits == 4 and 1990 <= other.n <= 2099 and token.n >= 1990)
    led = led or c.is_punct(k - 1, "~") or c.kind(k + 1) == "to" or c.is_punct(k + 1, "~")
    if token.digits == 4 and 1900 <= token.n <= 2099 and led and c.kind(k + 1) != "mer":
        if c.text[token.end : token.end + 1].isalnum() and c.text[token.end : token.end + 1] != "年":
            return None
        return Piece(year=int(token.n)), k + 1
    return None
