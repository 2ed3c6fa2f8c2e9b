"""Two moments become a range, and lend each other what only one of them says."""

from dataclasses import replace

from bot.language.dates.clocks import joined_hours
from bot.language.dates.composing import moment
from bot.language.dates.cursor import Cursor, Hit, day_span
from bot.language.dates.pieces import Piece, merge


def range_of(c: Cursor, left: Piece, j: int, lead: str) -> tuple[tuple[Piece, Piece], int] | None:
    if left.is_duration or left.recurring or (left.to_clock and left.to_day):
        return None
    k = j
    while c.kind(k) in ("since", "of", "about", "within") or c.is_punct(k, ",", ")"):
        k += 1
    sep = c.at(k)
    enclosed = sep.kind == "and" and sep.raw in ("和", "与", "跟")
    joins = (
        enclosed
        or sep.kind in ("to", "until")
        or c.is_punct(k, "-", "~", "–", "—")
        or (sep.kind == "and" and lead == "between")
    )
    if sep.kind == "until now":
        return (left, Piece(instant=c.now)), k + 1
    if sep.raw == "but" and c.kind(k + 1) in ("before", "until"):
        joins, k = True, k + 1
    if not joins or sep.raw == "by" or (sep.kind == "until" and not sep.raw.isascii() and sep.raw == "截止"):
        return None
    k += 1
    while c.kind(k) in ("the", "at", "to", "on") or c.is_punct(k, "-", "~"):
        k += 1
    if c.at(k).raw in ("date", "current"):
        return (left, Piece(instant=c.now)), k + 1 + (c.at(k + 1).raw == "date")
    right = moment(c, k) or _bare_right(c, left, k)
    if right is None or right[0].is_duration or right[0].recurring:
        return None
    if sep.kind == "and" and not sep.raw.isascii() and c.kind(right[1]) != "between":
        return None
    pair = _shared(c, left, right[0])
    end = right[1] + (enclosed and c.kind(right[1]) == "between")
    return (pair, end) if pair else None


def _bare_right(c: Cursor, left: Piece, k: int) -> Hit:
    n, token = c.number(k), c.at(k)
    free = not c.unit(k + 1) and token.digits <= 2 and not c.is_punct(k + 1, "/")
    if n is None or n != int(n) or not 1 <= n <= 31 or not free:
        return None
    if left.clock and not left.to_clock and n <= 24:
        return Piece(clock=(int(n), 0, 0), vague=n <= 12), k + 1
    if left.day is not None:
        return Piece(day=int(n)), k + 1
    return None


def _shared(c: Cursor, left: Piece, right: Piece) -> tuple[Piece, Piece] | None:
    """Each side lends the other what it did not say."""
    if left.numbers:
        resolved = (
            merge(left, replace(right, day=None))
            if right.month is not None and len(left.numbers) == 1
            else None
        )
        if resolved is None:
            return None
        left = replace(resolved, clock=None)
    if left.instant or right.instant:
        return left, right
    if right.span == day_span(c.today) and not right.has_clock and left.has_date and not left.has_clock:
        return left, Piece(instant=c.now)
    if left.clock and right.clock and not right.has_date:
        joined = joined_hours(replace(left), right)
        right = replace(left, clock=joined.to_clock, vague=joined.to_vague, part=right.part, to_clock=None)
        return replace(left, clock=joined.clock, vague=joined.vague), right
    if right.has_date and not left.has_date and left.clock:
        return replace(left, literal=True), replace(right, literal=True)
    if not left.has_date or not right.has_date:
        return (left, right) if left.has_date and right.has_clock else None
    if left.clock and right.clock and not right.part:
        left, right = replace(left, literal=True), replace(right, literal=True)
    if right.day is not None and right.month is None and right.span is None and left.month is not None:
        right = replace(right, month=left.month, year=left.year)
    if left.day is not None and left.month is None and right.month is not None and left.span is None:
        left = replace(left, month=right.month)
    if left.year is None and right.year is not None and left.span is None and (left.month or left.day):
        later = (left.month or 0, left.day or 0) > (right.month or 13, right.day or 0)
        left = replace(left, year=right.year - later)
    elif right.year is None and left.year is not None and right.month is not None and right.span is None:
        earlier = (right.month, right.day or 0) < (left.month or 0, left.day or 0)
        right = replace(right, year=left.year + earlier)
    return left, right
