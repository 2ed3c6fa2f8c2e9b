"""Longer stretches: weeks, months, quarters, years, their edges, and holidays."""

from dataclasses import replace
from datetime import date

from bot.language.dates.calendar import add_days, month_start, nth_weekday, quarter_start, week_start
from bot.language.dates.cursor import Cursor, Hit, day_piece
from bot.language.dates.days import chinese, english, full_year
from bot.language.dates.pieces import Piece

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
            return (month_start(today.year, today.month, offset), month_start(today.year, today.month, offset + 1)), "month"
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
    if not mod.raw.isascii() and unit in ("minute", "hour"):
        return None
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
    if token.kind == "part" and token.raw.isascii() and token.s not in ("lunch", "dinner"):
        offset = {1: 1, -1: -1}.get(int(mod.n), 0)
        if mod.raw == "past":
            return None
        base = day_piece(add_days(c.today, offset))
        return replace(base, part=token.s), k + 2
    if token.kind in ("edge", "early") and c.at(k + 2).kind == "part":
        return replace(day_piece(c.today), part=c.at(k + 2).s, shade="early" if token.kind == "early" else token.s), k + 3
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
    while c.kind(j) in ("of", "starting", "on", "since", "before", "the") and c.at(j).raw not in ("by", "before", "b4"):
        j += 1
    if j > k + 1 and unit in ("week", "month"):
        anchored = _around(c, unit, j)
        if anchored:
            return anchored
    possessive = k > i or c.at(k - 1).raw in ("my", "our", "of")
    whole = c.kind(k + 1) in ("end", "punct") or c.at(k + 1).raw in ("look", "looks") or c.kind(k + 1) == "mod"
    if possessive and unit != "quarter" and (whole or c.at(k - 1).raw == "for" or c.at(k - 2).raw == "for"):
        return _current(c, unit, k + 1)
    return None


def _current(c: Cursor, unit: str, j: int) -> Hit:
    found = unit_span(unit, c.today, 0)
    return (Piece(span=found[0], grain=found[1]), j) if found else None


def _around(c: Cursor, unit: str, j: int) -> Hit:
    from bot.language.dates.grammar import component
    from bot.language.dates.resolve import one_day

    inner = component(c, j)
    day = one_day(inner[0], c.now, "future") if inner and inner[0].has_date else None
    if inner is None or day is None:
        return None
    open_year = inner[0].year is None and inner[0].span is None
    if unit == "week" and c.at(j - 1).kind == "starting" and inner[0].span:
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
    if c.at(j).s == "year end" or c.kind(j) in ("end", "start") and c.touches(j):
        return replace(piece, edge=c.kind(j)), j + 1
    if c.kind(j) == "unit edge" and c.at(j).s.startswith("year"):
        return replace(piece, edge=c.at(j).s.split()[1]), j + 1
    if c.kind(j) == "within":
        return replace(piece, deadline=True, edge="within"), j + 1
    return piece, j


def edge(c: Cursor, i: int) -> Hit:
    """月底, EOM, end of next week, early March, later this week, beginning of the year."""
    token = c.at(i)
    if token.kind == "unit":
        return _unit_end(c, i)
    if token.kind == "unit edge":
        unit, name = token.s.split()
        found = unit_span(unit, c.today, 0)
        return (Piece(span=found[0], grain=found[1], edge=name, zh=True), i + 1) if found else None
    k = i
    while c.kind(k) == "the":
        k += 1
    token = c.at(k)
    if token.kind == "abbreviated edge":
        unit, name = token.s.split()
        return _abbreviated(c, unit, name, k + 1)
    if token.kind not in ("edge", "starting", "early", "rest"):
        return None
    name = {"starting": "start", "early": "early", "rest": "rest"}.get(token.kind, token.s)
    j = k + 1
    while c.kind(j) in ("of", "in", "the", "around") or c.is_punct(j, "-") or c.at(j).raw == "close":
        j += 1
    return _edged(c, name, j, of=j > k + 1)


def _unit_end(c: Cursor, i: int) -> Hit:
    """month end, year-end, quarter start."""
    j = i + 1 + c.is_punct(i + 1, "-")
    if c.unit(i) not in ("month", "quarter", "year") or c.at(j).raw not in ("end", "start") or not c.at(i).raw.isascii():
        return None
    found = unit_span(c.unit(i), c.today, 0)
    return (Piece(span=found[0], grain=found[1], edge=c.at(j).s or "start"), j + 1) if found else None


def _abbreviated(c: Cursor, unit: str, name: str, j: int) -> Hit:
    if unit == "day":
        hour = (18, 0, 0) if name == "close" else (23, 59, 59)
        return Piece(clock=hour, edge="close", literal=True), j
    found = unit_span(unit, c.today, 0)
    return (Piece(span=found[0], grain=found[1], edge=name), j) if found else None


def _edged(c: Cursor, name: str, j: int, *, of: bool) -> Hit:
    from bot.language.dates.grammar import component

    unit, bare = c.unit(j), c.at(j).kind == "unit" and c.at(j).raw.isascii()
    if bare and unit in ("day", "week", "month", "quarter", "year") and (of or name in ("mid", "rest")):
        if unit == "day" and name in ("end", "rest"):
            return Piece(clock=(23, 59, 59), edge="close", literal=True), j + 1
        found = unit_span(unit, c.today, 0)
        piece = Piece(span=found[0], grain=found[1], edge=name) if found else None
        return (piece, j + 1) if piece else None
    if c.at(j).raw == "business" and c.unit(j + 1) == "day" or c.at(j).raw in ("business", "play") and name == "end":
        return Piece(clock=(18, 0, 0), edge="close", literal=True), j + 1 + (c.unit(j + 1) == "day")
    inner = component(c, j)
    if inner is None:
        return None
    piece, end = inner
    if piece.has_clock or piece.is_duration or not piece.has_date or piece.edge:
        return None
    if piece.has_day:
        if name in ("end",) and of:
            return replace(piece, clock=(23, 59, 59), edge="close", literal=True), end
        if name in ("early", "late", "mid", "later"):
            return _shaded_day(piece, name, end)
        return None
    return replace(piece, edge=name), end


def _shaded_day(piece: Piece, name: str, end: int) -> Hit:
    part = {"early": "morning", "mid": "noon"}.get(name, "afternoon")
    return replace(piece, part=part), end


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
        return Piece(span=(middle, end) if token.kind.endswith("2") else (first, middle), grain="days", zh=True), k + 1
    if token.kind == "quarter":
        n, unit = int(c.at(k + 1).n), "quarter" if token.raw == "q" else "half"
        return _halves(c, year, n, unit, k + 2) if n <= (4 if unit == "quarter" else 2) else None
    k += c.kind(k) in ("nth", "the")
    n = c.number(k)
    if c.kind(k) == "first" and c.at(k).raw == "首":
        n = 1
    if n in (1, 2, 3, 4) and c.unit(k + 1) == "quarter" and c.at(k + 1).raw in ("季度", "季", "quarter", "qtr"):
        if c.at(k).s in ("ordinal", "zh") or c.kind(k) == "first" or c.at(k + 1).raw in ("季度", "季"):
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
    piece = Piece(span=(first, month_start(first.year, first.month, size)), grain=unit, zh=zh, weak=year is None)
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
    base = english(c, j) or modded(c, j) or (_current(c, c.unit(j), j + 1) if c.unit(j) in ("month", "year") else None)
    base = base or _plain_year(c, j)
    if base is None or base[0].day is not None:
        return None
    found = _within(c, _span_of(c, base[0]), n, k + 1)
    return (found[0], base[1]) if found else None


def _plain_year(c: Cursor, j: int) -> Hit:
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
    led = named or c.at(k - 1).kind in ("in", "since", "from", "of", "and", "between", "to", "edge", "before", "until")
    led = led or c.is_punct(k - 1, "~") or c.kind(k + 1) == "to" or c.is_punct(k + 1, "~")
    if token.digits == 4 and 1900 <= token.n <= 2099 and led and c.kind(k + 1) != "mer":
        if c.text[token.end : token.end + 1].isalnum() and c.text[token.end : token.end + 1] != "年":
            return None
        return Piece(year=int(token.n)), k + 1
    return None


def holiday(c: Cursor, i: int) -> Hit:
    """国庆, 五一, Christmas, Labor Day; the year may follow."""
    from bot.language.tables.holidays import HOLIDAYS_EN, HOLIDAYS_ZH

    token = c.at(i)
    if token.kind == "num" and token.raw in ("五一", "十一", "六一", "八一", "五四", "618", "六一八"):
        lonely = c.unit(i + 1) == "" and c.kind(i + 1) not in ("measure", "num", "half")
        touching = c.at(i - 1).kind == "num" and c.touches(i) or c.at(i - 1).kind == "nth"
        following = c.text[token.end : token.end + 1]
        alone = token.raw in ("五一", "六一") or not following or following in "前后假期长节之放促大活回过,，。;；、 过期"
        if not (lonely and alone) or touching:
            return None
        name = token.raw
    elif token.kind == "holiday":
        name = token.s
    else:
        return None
    if name not in HOLIDAYS_ZH and name not in HOLIDAYS_EN:
        return None
    j = i + 1
    while c.at(j).raw in ("节", "假", "假期", "期", "长"):
        j += 1
    year = None
    k = j + (c.kind(j) in ("of", "in")) + (c.is_punct(j, ","))
    if c.at(k).digits == 4 and 1900 <= c.at(k).n <= 2199 and c.at(k).raw.isascii() and name in HOLIDAYS_EN:
        year, j = int(c.at(k).n), k + 1
    return Piece(holiday=name, year=year, zh=name in HOLIDAYS_ZH), j
