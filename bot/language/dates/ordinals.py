"""Counted parts of a stretch: Q3, 下半年, 6月第3个星期日, the first Monday of May."""

from dataclasses import replace
from datetime import date

from bot.language.dates.calendar import add_days, month_start, nth_weekday, week_start
from bot.language.dates.cursor import Cursor, Hit, day_piece
from bot.language.dates.figures import chinese, full_year
from bot.language.dates.months import english
from bot.language.dates.periods import Span, current_span, modded, plain_year, rel_year, year_span
from bot.language.dates.pieces import Piece


def quarters(c: Cursor, i: int) -> Hit:
    """Q3, 2019-Q1, 第三季度, 一季度, H1 2016, 2016H2, 下半年, 4th quarter 2018."""
    year, k = _leading_year(c, i)
    token = c.at(k)
    if token.kind in ("half 1", "half 2"):
        return _halves(c, year, int(token.kind[-1]), "half", k + 1, zh=True)
    if token.kind in ("halfweek 1", "halfweek 2"):
        first = week_start(c.today)
        second = token.kind.endswith("2")
        span = (add_days(first, 3), add_days(first, 7)) if second else (first, add_days(first, 3))
        return Piece(span=span, grain="days", zh=True), k + 1
    if token.kind in ("halfmonth 1", "halfmonth 2"):
        first = month_start(c.today.year, c.today.month)
        middle = first.replace(day=16)
        end = month_start(first.year, first.month, 1)
        return Piece(
            span=(middle, end) if token.kind.endswith("2") else (first, middle), grain="days", zh=True
        ), k + 1
    if token.kind == "quarter":
        figure, unit = int(c.at(k + 1).n), "quarter" if token.raw == "q" else "half"
        return (
            _halves(c, year, figure, unit, k + 2) if 1 <= figure <= (4 if unit == "quarter" else 2) else None
        )
    k += c.kind(k) in ("nth", "the")
    n = c.number(k)
    if c.kind(k) == "first" and c.at(k).raw == "首":
        n = 1
    edged = c.at(k + 1)
    if n in (1, 2, 3, 4) and edged.kind == "unit edge" and edged.s.startswith("quarter"):
        hit = _halves(c, year, int(n), "quarter", k + 2, zh=True)
        return hit and (replace(hit[0], edge=edged.s.split()[1]), hit[1])
    named = c.unit(k + 1) == "quarter" and c.at(k + 1).raw in ("季度", "季", "quarter", "qtr")
    counted = c.at(k).s in ("ordinal", "zh") or c.kind(k) == "first" or c.at(k + 1).raw in ("季度", "季")
    if n in (1, 2, 3, 4) and named and counted:
        return _halves(c, year, int(n), "quarter", k + 2, zh=c.at(k + 1).raw in ("季度", "季"))
    return None


def _leading_year(c: Cursor, i: int) -> tuple[int | None, int]:
    token = c.at(i)
    if token.kind == "rel year":
        return c.today.year + int(token.n), i + 1
    if token.kind == "num" and token.digits in (2, 4) and c.unit(i + 1) == "year" and c.at(i + 1).raw == "年":
        return full_year(token.n, token.digits), i + 2
    if token.kind == "num" and token.digits == 4 and 1900 <= token.n <= 2199:
        k = i + 1
        while c.is_punct(k, "-", ",") or c.kind(k) == "the":
            k += 1
        return int(token.n), k
    return None, i


def half_of(c: Cursor, i: int) -> Hit:
    """first half of 2020, second half of next month."""
    k = i + (c.kind(i) == "the")
    n = c.number(k)
    if n not in (1, 2) or c.at(k).s != "ordinal" or c.kind(k + 1) != "half":
        return None
    j = k + 2
    while c.kind(j) in ("of", "in", "the"):
        j += 1
    base = (
        plain_year(c, j)
        or modded(c, j)
        or english(c, j)
        or (current_span(c, c.unit(j), j + 1) if c.unit(j) in ("month", "year") else None)
    )
    span = _span_of(c, base[0]) if base and base[0].day is None else None
    if base is None or span is None:
        return None
    first, end = span
    if base[0].grain == "year" or (base[0].month is None and base[0].span is None):
        middle = month_start(first.year, 7)
    else:
        middle = add_days(first, (end - first).days // 2)
    return Piece(span=(first, middle) if n == 1 else (middle, end), grain="half"), base[1]


def _halves(c: Cursor, year: int | None, n: int, unit: str, j: int, *, zh: bool = False) -> Hit:
    k = j
    while c.is_punct(k, ",", "-", "/") or c.kind(k) in ("of", "in"):
        k += 1
    if year is None and c.at(k).digits == 4 and 1900 <= c.at(k).n <= 2199:
        year, j = int(c.at(k).n), k + 1
    elif year is None and c.kind(k) == "mod" and c.unit(k + 1) == "year":
        year, j = c.today.year + int(c.at(k).n), k + 2
    elif year is None and c.is_punct(k, "'") and c.at(k + 1).digits == 2:
        year, j = 2000 + int(c.at(k + 1).n), k + 2
    size = 3 if unit == "quarter" else 6
    first = date(year or c.today.year, (n - 1) * size + 1, 1)
    piece = Piece(
        span=(first, month_start(first.year, first.month, size)), grain=unit, zh=zh, weak=year is None
    )
    if c.kind(j) in ("end", "start") and c.touches(j) and zh:
        return replace(piece, edge=c.kind(j)), j + 1
    if c.kind(j) == "unit edge" and c.at(j).s.startswith("quarter"):
        return replace(piece, edge=c.at(j).s.split()[1]), j + 1
    return piece, j


def nth(c: Cursor, i: int) -> Hit:
    """6月第3个星期日, 四月的最后一个周一, 本月第2周, first Monday of May, the 9th month of next year."""
    return _nth_zh(c, i) or _nth_en(c, i)


def _nth_zh(c: Cursor, i: int) -> Hit:
    base = modded(c, i) or rel_year(c, i) or chinese(c, i)
    month = chinese(c, base[1]) if base and c.kind(i) == "rel year" else None
    if base and month and month[0].month and month[0].day is None and base[0].span:
        base = replace(month[0], year=base[0].span[0].year), month[1]
    if base is None or base[0].day is not None or base[0].edge:
        return None
    piece, k = base
    k += c.kind(k) == "of"
    front = c.at(k).raw in ("前", "头")
    if not (c.kind(k) in ("nth", "first", "last one") or front):
        return None
    last = c.kind(k) == "last one"
    n = 1.0 if c.at(k).raw == "首" else c.number(k + 1)
    if last:
        n = -1
    k += 1 + (c.number(k + 1) is not None and (not last or c.at(k + 1).raw == "一"))
    k += c.at(k).raw == "个"
    if n is None:
        return None
    return _within(c, _span_of(c, piece), n, k, front=front)


def _span_of(c: Cursor, piece: Piece) -> Span | None:
    if piece.span:
        return piece.span
    if piece.month is not None:
        first = date(piece.year or c.today.year, piece.month, 1)
        return first, month_start(first.year, first.month, 1)
    return year_span(piece.year) if piece.year is not None else None


def _within(c: Cursor, span: Span | None, n: float, k: int, *, front: bool = False) -> Hit:
    """The nth weekday, week, day or month of a stretch; with `front`, the first n."""
    if span is None:
        return None
    first, end = span
    token, count = c.at(k), int(n)
    if token.kind == "weekday":
        day = nth_weekday(first.year, first.month, int(token.n), count)
        return (day_piece(day, zh=not token.raw.isascii()), k + 1) if day else None
    unit = c.unit(k)
    steps = {"week": 7, "day": 1}.get(unit)
    if unit in ("month", "quarter"):
        size = 1 if unit == "month" else 3
        start = first if front else month_start(first.year, first.month, (count - 1) * size)
        stop = month_start(start.year, start.month, count * size if front else size)
        return Piece(span=(start, stop), grain="month", zh=True), k + 1
    if steps is None:
        return None
    if count < 0:
        start = add_days(end, -steps)
        start = week_start(add_days(end, -1)) if unit == "week" else start
    elif unit == "week":
        monday = week_start(add_days(first, 6))
        start = first if front else add_days(monday, 7 * (count - 1))
    else:
        start = first if front else add_days(first, count - 1)
    stop = add_days(start, steps * abs(count) if front else steps)
    grain = "week" if unit == "week" else "day" if not front else "days"
    return Piece(span=(start, stop), grain=grain, zh=True), k + 1


def _nth_en(c: Cursor, i: int) -> Hit:
    k = i + (c.kind(i) == "the")
    token = c.at(k)
    last = token.kind == "mod" and token.n < 0 and token.raw == "last"
    n = -1.0 if last else c.number(k) if token.s == "ordinal" else None
    if n is None or (c.kind(k + 1) != "weekday" and c.unit(k + 1) not in ("week", "day", "month", "quarter")):
        return None
    j = k + 2
    if c.kind(j) not in ("of", "in") and not (c.kind(j) == "month" and not last):
        return None
    while c.kind(j) in ("of", "in", "the"):
        j += 1
    base = (
        english(c, j)
        or modded(c, j)
        or (current_span(c, c.unit(j), j + 1) if c.unit(j) in ("month", "year") else None)
    )
    base = base or plain_year(c, j)
    if base is None or base[0].day is not None:
        return None
    found = _within(c, _span_of(c, base[0]), n, k + 1)
    return (found[0], base[1]) if found else None
