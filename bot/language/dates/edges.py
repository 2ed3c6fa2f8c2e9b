"""The start, middle and end of a stretch: 月底, EOM, end of next week, later this week."""

from dataclasses import replace

from bot.language.dates.composing import component
from bot.language.dates.cursor import Cursor, Hit
from bot.language.dates.periods import unit_span
from bot.language.dates.pieces import Piece


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
        if unit == "month" and c.kind(k + 1) == "month":
            return _edged(c, name, k + 1, of=True)  # EOM July
        return _abbreviated(c, unit, name, k + 1)
    if token.kind not in ("edge", "starting", "early", "rest"):
        return None
    name = {"starting": "start", "early": "early", "rest": "rest"}.get(token.kind, token.s)
    j = k + 1
    while c.kind(j) in ("of", "in", "the", "around") or c.is_punct(j, "-") or c.at(j).raw == "close":
        j += 1
    return _edged(c, name, j, of=j > k + 1)


def _unit_end(c: Cursor, i: int) -> Hit:
    """month end, year-end, quarter start; 年内; a weekend by itself."""
    if c.unit(i) == "weekend" and c.kind(i - 1) not in ("num", "mod", "every", "few", "couple"):
        found = unit_span("weekend", c.today, 0)
        return (
            (Piece(span=found[0], grain="weekend", weak=True, zh=not c.at(i).raw.isascii()), i + 1)
            if found
            else None
        )
    if c.at(i).raw in ("年", "月", "周") and c.at(i + 1).raw == "内" and c.kind(i - 1) != "num":
        found = unit_span(c.unit(i), c.today, 0)
        return (
            (Piece(span=found[0], grain=found[1], edge="within", deadline=True, zh=True), i + 2)
            if found
            else None
        )
    j = i + 1 + c.is_punct(i + 1, "-")
    if (
        c.unit(i) not in ("month", "quarter", "year")
        or c.at(j).raw not in ("end", "start")
        or not c.at(i).raw.isascii()
    ):
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
    unit, bare = c.unit(j), c.at(j).kind == "unit" and c.at(j).raw.isascii()
    if (
        bare
        and unit in ("day", "week", "month", "quarter", "year")
        and (of or name in ("mid", "rest"))
        and not (name == "later" and unit == "day")
    ):
        if unit == "day" and name == "mid":
            return Piece(clock=(12, 0, 0)), j + 1
        if unit == "day" and name in ("early", "late", "later"):
            return replace(Piece(), part="morning" if name == "early" else "afternoon"), j + 1
        if unit == "day" and name in ("end", "rest"):
            return Piece(clock=(23, 59, 59), edge="close", literal=True), j + 1
        found = unit_span(unit, c.today, 0)
        piece = Piece(span=found[0], grain=found[1], edge=name) if found else None
        return (piece, j + 1) if piece else None
    if (c.at(j).raw == "business" and c.unit(j + 1) == "day") or (
        c.at(j).raw in ("business", "play") and name == "end"
    ):
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
    part = {"early": "morning", "mid": "midday"}.get(name, "later")
    return replace(piece, part=part), end
