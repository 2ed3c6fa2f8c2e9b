"""Times of day and stretches of them: 3-5pm, 9点到11点, quarter past 7."""

from dataclasses import replace

from bot.language.dates.cursor import Cursor, Hit
from bot.language.dates.hours import bare_hour, meridiem, spoken_en, spoken_zh
from bot.language.dates.parts import part
from bot.language.dates.pieces import Clock, Piece, place_hours


def clock(c: Cursor, i: int) -> Hit:
    """A time of day, or a stretch of it such as 3-5pm."""
    first = one_clock(c, i) or bare_hour(c, i)
    if first is None:
        return None
    piece, j = first
    spread = _spread(c, piece, j)
    if spread:
        return spread
    return (piece, j) if not piece.weak else None


def _spread(c: Cursor, piece: Piece, j: int) -> Hit:
    """The second half of 3-5pm, 9点到11点, 10:30 to 12."""
    k = j
    k += c.kind(k) == "about"
    between = c.at(k).kind == "and" and _between_before(c, k)
    if not (c.kind(k) == "to" or c.is_punct(k, "-", "~", "–", "—") or c.at(k).raw == "until" or between):
        return None
    k += 1
    k += c.kind(k) in ("at", "the")
    second = one_clock(c, k) or bare_hour(c, k)
    if second is None or (second[0].part and not second[0].clock):
        return None
    to, end = second
    if piece.weak and to.weak:
        return None
    if c.kind(end) == "month" or (c.kind(end) == "unit" and not to.zh and c.unit(end) != "hour"):
        return None
    return joined_hours(piece, to), end


def _between_before(c: Cursor, k: int) -> bool:
    return any(c.kind(b) == "between" for b in range(max(0, k - 5), k))


def joined_hours(piece: Piece, to: Piece) -> Piece:
    """One half lends the other its side of noon."""
    a, b = piece.clock, to.clock
    assert a is not None
    assert b is not None
    vague, to_vague = piece.vague, to.vague
    if vague and not to_vague:
        pm = (a[0] + 12, *a[1:]) if a[0] < 12 else a
        if b[0] >= 12 and pm <= b and not piece.literal:
            a = pm
        elif b[0] >= 12 and a[0] == 12:
            a = (12, *a[1:])
        vague = False
    elif to_vague and not vague:
        later = (b[0] % 12 + 12, *b[1:])
        b = b if b > a else (later if later > a and b[0] != a[0] - 12 else b)
        to_vague = False
    elif vague and to_vague and b < a and b[0] < 12:
        b = (b[0] + 12, *b[1:])
        vague = to_vague = False
    return replace(piece, clock=a, vague=vague, to_clock=b, to_vague=to_vague, weak=False, part=piece.part or "",
                   zh=piece.zh or to.zh)  # fmt: skip


def one_clock(c: Cursor, i: int) -> Hit:
    k = i
    leads = 0
    while c.kind(k) in ("at", "around", "for") and leads < 3:
        k, leads = k + 1, leads + (c.kind(k) != "for")
    token = c.at(k)
    match token.kind:
        case "clock" | "hclock":
            h, m, *s = token.parts
            piece = Piece(
                clock=(h, m, s[0] if s else 0), vague=1 <= h <= 12 and not token.raw.startswith("0")
            )
            return meridiem(c, piece, k + 1)
        case "dotted":
            h, m = token.parts
            dotted = Piece(clock=(h, m, 0), vague=1 <= h <= 12)
            led = (leads and c.at(k - 1).kind == "at" and c.at(k - 1).raw != "在") or c.at(k - 1).kind in (
                "dmy",
                "ymd",
            )
            if h > 24 or m > 59 or len(token.raw.split(".")[1]) < 2:
                return None
            ended = meridiem(c, dotted, k + 1)
            return ended if led or (ended and not ended[0].vague) else None
        case "part" | "edge":
            return _named(c, k)
        case "midpart":
            return Piece(
                clock=({"morning": 10, "afternoon": 14, "day": 12, "night": 0}[token.s], 0, 0)
            ), k + 1
        case "num":
            return spoken_zh(c, k) or spoken_en(c, k, led=leads > 0 and c.at(k - 1).raw.isascii())
        case "half" | "quarter" | "unit" | "a" | "mer":
            return _past_or_to(c, k)
        case _:
            return None


def _named(c: Cursor, k: int) -> Hit:
    """noon, midnight and 下午三点."""
    token = c.at(k)
    if not token.raw.isascii():
        j = k + 1
        while c.kind(j) in ("around", "of"):
            j += 1
        inner = one_clock(c, j)
        if inner and inner[0].clock and not inner[0].part:
            return place_hours(replace(inner[0], part=token.s, zh=True)), inner[1]
    named = part(c, k)
    return named if named and named[0].clock else None


def _past_or_to(c: Cursor, k: int) -> Hit:
    """half past 7, a quarter to noon, twenty after 3pm, 20 minutes to 2pm."""
    k += c.kind(k) == "a"
    token = c.at(k)
    minutes: float | None = None
    if token.kind == "half" or token.s == "quarter":
        minutes = 30 if token.kind == "half" else 15
    if minutes is None:
        return None
    return _relative(c, minutes, k + 1)


def minutes_past(c: Cursor, i: int) -> Hit:
    """twenty past 3, 10 minutes to 2pm; "five to seven" is rather from five till seven."""
    n = c.number(i)
    if n is None or not 1 <= n <= 59:
        return None
    said = c.unit(i + 1) == "minute"
    if not said and n < 10 and c.kind(i + 1) == "to":
        return None
    return _relative(c, n, i + 1 + said)


def _relative(c: Cursor, minutes: float, j: int) -> Hit:
    word = c.at(j)
    past = word.raw == "past"
    if (
        (not past and word.kind not in ("after", "to", "before"))
        or not word.raw.isascii()
        or word.raw in ("by", "through")
    ):
        return None
    base = one_clock(c, j + 1)
    if base is None:
        hour = bare_hour(c, j + 1)
        base = (
            hour if hour and (past or word.kind == "to") and minutes in (15, 30, 5, 10, 20, 25, 45) else None
        )
    if base is None or base[0].clock is None:
        return None
    sign = 1 if past or word.kind == "after" else -1
    total = base[0].clock[0] * 60 + base[0].clock[1] + sign * int(minutes)
    return replace(base[0], clock=(total // 60 % 24, total % 60, 0), weak=False), base[1]


def hour_of(piece: Piece) -> Clock | None:
    """The hour on the 24-hour clock; a bare 1 to 6 is in the afternoon, as offices keep hours."""
    if piece.clock is None or not piece.vague:
        return piece.clock
    h, m, s = piece.clock
    return (h + 12, m, s) if 1 <= h <= 6 else (h, m, s)
