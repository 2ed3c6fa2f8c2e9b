"""A length hung on a day: 3天后, 5日内, in a week, two days before yesterday."""

from dataclasses import replace

from bot.language.dates.calendar import add_days, quarter_start
from bot.language.dates.composing import moment
from bot.language.dates.cursor import Cursor, Hit, day_piece
from bot.language.dates.durations import SECONDS, Duration, duration, shift, shift_moment
from bot.language.dates.pieces import Piece
from bot.language.dates.stretches import one_day


def offset(c: Cursor, i: int) -> Hit:
    """A length with the words that hang it on a day: 3天后, 5日内, in a week, two days ago."""
    k, lead = i, ""
    while c.kind(k) in (
        "in",
        "within",
        "the",
        "coming",
        "gone",
        "mod",
        "around",
        "for",
        "more",
        "first",
        "of",
        "after",
        "than",
    ):
        lead = lead if c.kind(k) in ("the", "around", "for", "of", "than") else (lead or _lead(c, k))
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
    chinese = any(t.raw > "\u4e00" for t in c.tokens[i:j])
    suffixed = _suffixed(c, lead, length, j, chinese)
    if suffixed:
        return suffixed
    lasting = lead == "within" or any(t.kind == "for" for t in c.tokens[i:j])
    anchored = _from_anchor(c, length, j, chinese, lasting=lasting)
    if anchored:
        limit = lead == "within"
        return (replace(anchored[0], deadline=True, edge="within"), anchored[1]) if limit else anchored
    if any(t.kind == "mod" and t.n > 0 for t in c.tokens[i:j]):
        lead = "next"
    match lead:
        case "within":
            return _span_ahead(c, length, j, chinese)
        case "in" if c.at(i).raw in ("in", "after") and c.kind(j) not in ("coming", "gone", "first"):
            return _moved(c, length, 1, j, chinese)
        case "next":
            return _next_units(c, length, j, chinese)
        case "last":
            return _span_behind(c, length, j, chinese)
        case _:
            return None


def _suffixed(c: Cursor, lead: str, length: Duration, j: int, chinese: bool) -> Hit:
    """3 days ago, 三天前, 两周后, 30 min later, 5日内."""
    after = c.at(j)
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
        case "within":
            turn = _span_behind if lead == "last" else _span_ahead
            return turn(c, length, j + 1, chinese)
        case _:
            return None


def _moved(c: Cursor, length: Duration, sign: int, j: int, chinese: bool) -> Hit:
    if length.by_clock:
        return Piece(
            instant=shift_moment(c.now, length, sign, chinese=chinese, calendar=c.workdays), zh=chinese
        ), j
    return day_piece(shift(c.today, length, sign, chinese=chinese, calendar=c.workdays), zh=chinese), j


def _span_ahead(c: Cursor, length: Duration, j: int, chinese: bool) -> Hit:
    """Within so long: from now to then, a deadline."""
    if length.by_clock:
        end = shift_moment(c.now, length, 1, chinese=chinese, calendar=c.workdays)
        return Piece(instant=c.now, until_instant=end, deadline=True, zh=chinese), j
    last = shift(c.today, length, 1, chinese=chinese, calendar=c.workdays)
    return Piece(span=(c.today, add_days(last, 1)), grain="days", edge="within", deadline=True, zh=chinese), j


def _span_behind(c: Cursor, length: Duration, j: int, chinese: bool) -> Hit:
    j += c.at(j).raw in ("来", "里", "间")
    if length.by_clock:
        return Piece(
            instant=shift_moment(c.now, length, -1, chinese=chinese, calendar=c.workdays),
            until_instant=c.now,
            zh=chinese,
        ), j
    first = shift(c.today, length, -1, chinese=chinese, calendar=c.workdays)
    return Piece(span=(first, c.today), grain="days", edge="gone", zh=chinese), j


def _next_units(c: Cursor, length: Duration, j: int, chinese: bool) -> Hit:
    """The next three weeks, from tomorrow on; the next two quarters, from the next one on."""
    if length.amounts[0][0] == "quarter":
        start = quarter_start(c.today, 1)
        return Piece(span=(start, quarter_start(start, int(length.amounts[0][1]))), grain="days"), j
    if length.by_clock:
        end = shift_moment(c.now, length, 1, chinese=chinese, calendar=c.workdays)
        return Piece(instant=c.now, until_instant=end, zh=chinese), j
    first = add_days(c.today, 1)
    end_day = shift(first, length, 1, chinese=chinese, calendar=c.workdays)
    return Piece(span=(first, end_day), grain="days", edge="next", zh=chinese), j


def _from_anchor(c: Cursor, length: Duration, j: int, chinese: bool, *, lasting: bool = False) -> Hit:
    """3 days from Tuesday, two weeks from now, two days before yesterday."""
    if (weeks := _weeks_on(c, length, j)) is not None:
        return weeks
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
            return Piece(
                instant=shift_moment(c.now, length, sign, chinese=chinese, calendar=c.workdays)
            ), j + 2 + right
        return _moved(c, length, sign, j + 2, chinese)
    if duration(c, j + 1):
        return None  # a week from a week from …: one length at a time, or reading would take for ever
    anchor = moment(c, j + 1)
    if anchor is None or anchor[0].is_duration:
        return None
    if anchor[0].clock and length.by_clock:
        return _clock_shift(c, anchor[0], length, sign, anchor[1])
    day = one_day(anchor[0], c.now, None)
    if day is None or length.by_clock:
        return None
    if c.at(j).kind == "starting" or lasting:
        return Piece(
            span=(day, shift(day, length, 1, chinese=chinese, calendar=c.workdays)),
            grain="days",
            months=length.months,
        ), anchor[1]
    moved = day_piece(shift(day, length, sign, chinese=chinese, calendar=c.workdays))
    return replace(moved, clock=anchor[0].clock, vague=anchor[0].vague, part=anchor[0].part), anchor[1]


def _weeks_on(c: Cursor, length: Duration, j: int) -> Hit:
    """A week tomorrow, a week on Friday, a fortnight on Monday."""
    named = c.kind(j) == "on" and c.kind(j + 1) == "weekday"
    if length.amounts[0][0] not in ("week", "fortnight") or len(length.amounts) > 1:
        return None
    if not named and not (c.kind(j) == "rel" and c.at(j).n >= 0 and c.at(j).raw.isascii()):
        return None
    anchor = moment(c, j + named)
    day = one_day(anchor[0], c.now, "future") if anchor else None
    if anchor is None or day is None:
        return None
    moved = day_piece(shift(day, length, 1, chinese=False, calendar=c.workdays))
    return replace(moved, clock=anchor[0].clock, vague=anchor[0].vague, part=anchor[0].part), anchor[1]


def _clock_shift(c: Cursor, piece: Piece, length: Duration, sign: int, j: int) -> Hit:
    """15 minutes from 1pm."""
    assert piece.clock is not None
    minutes = piece.clock[0] * 60 + piece.clock[1] + sign * round(length.seconds / 60)
    return replace(piece, clock=(minutes // 60 % 24, minutes % 60, 0)), j
