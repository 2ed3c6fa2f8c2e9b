"""Components side by side become one moment, in whatever order they are said."""

from dataclasses import replace

from bot.language.dates.cursor import Cursor, Hit
from bot.language.dates.pieces import Piece, merge, place_hours

_GLUE = {"at", "on", "in", "of", "the", "around", "about", "for", "since"}


def component(c: Cursor, i: int) -> Hit:
    """The longest single component at i; the reader named first wins a tie."""
    best: Hit = None
    for reader in c.readers.get(c.kind(i), ()):
        hit = reader(c, i)
        if hit and (best is None or hit[1] > best[1]):
            best = hit
    return best


def moment(c: Cursor, i: int) -> Hit:
    """Components that name one time together, in whatever order: 3pm on Tuesday, 下周二下午3点."""
    first = component(c, i)
    if first is None:
        return None
    piece, j = _place(first[0]), first[1]
    while True:
        step = join(c, piece, j)
        if step is None:
            return piece, j
        piece, j = step


def _place(piece: Piece) -> Piece:
    return place_hours(piece) if piece.clock else piece


def join(c: Cursor, piece: Piece, j: int) -> Hit:
    k = j
    led = False
    while k - j < 4:
        if c.kind(k) == "mer" and c.at(k).s == "mer" and piece.has_day and not piece.has_clock:
            return replace(piece, part="morning" if c.at(k).n == 0 else "afternoon"), k + 1
        if k == j and (hour := _hour_after_day(c, piece, k)):
            return hour
        direct = component(c, k) if k > j or c.kind(k) not in ("punct",) else None
        if direct:
            merged = merge(piece, direct[0])
            if merged:
                return merged, direct[1]
        if c.kind(k) == "before" and c.at(k).raw in ("before", "by") and piece.has_day and not piece.clock:
            clocked = component(c, k + 1)
            if (
                clocked
                and clocked[0].clock
                and not clocked[0].has_date
                and (timed := merge(piece, clocked[0]))
            ):
                return replace(timed, deadline=True), clocked[1]
        if k > j or c.kind(k) in _GLUE:
            bare = _led_number(c, piece, k, led)
            if bare:
                return bare
        if c.kind(k) in _GLUE or c.is_punct(k, ",", "(", "-", "]", ".") or c.kind(k) in ("from", "between"):
            if (
                c.is_punct(k, "-")
                and piece.clock
                and c.kind(k + 1) in ("rel", "weekday", "num", "ymd", "md", "dmy")
            ):
                return None  # 2:00-明天4:00 is a range
            led = c.kind(k) in ("at", "around", "on")
            k += 1
            continue
        return None
    return None


def _hour_after_day(c: Cursor, piece: Piece, k: int) -> Hit:
    """tomorrow 9, tmrw 10 to call Bob: a lone number right behind the day, and nothing that it could count."""
    n, token, before, after = c.number(k), c.at(k), c.at(k - 1), c.at(k + 1)
    if n is None or not 1 <= n <= 12 or n != int(n) or token.s != "figures" or piece.has_clock:
        return None
    if k == 0 or before.kind != "rel" or not before.raw.isascii() or before.n < 0 or token.digits > 2:
        return None
    alone = after.kind in ("end", "punct") and after.raw not in ("-", "/", "~", "–", "%")
    if not alone and not (after.raw == "to" and c.kind(k + 2) == "word"):
        return None
    merged = merge(piece, Piece(clock=(int(n), 0, 0), vague=True))
    return (replace(merged, guess="hour"), k + 1) if merged else None


def _led_number(c: Cursor, piece: Piece, k: int, led: bool) -> Hit:
    """tonight around 7, at seven on 15: a number that a preposition ties to the rest."""
    n, token = c.number(k), c.at(k)
    if not led or n is None or n != int(n) or token.digits > 2 or c.unit(k + 1) or c.kind(k + 1) == "month":
        return None
    before = c.kind(k - 1)
    if before == "on" and piece.clock and not piece.has_date and 1 <= n <= 31:
        return merge(piece, Piece(day=int(n))), k + 1  # type: ignore[return-value]  # clock and day agree
    if before in ("at", "around") and n <= 24 and piece.clock is None:
        merged = merge(piece, Piece(clock=(int(n), 0, 0), vague=1 <= n <= 12))
        return (merged, k + 1) if merged else None
    return None
