"""Moments with the words around them: ranges, from and to, by, 前, 起."""

from dataclasses import dataclass, replace

from bot.language.dates.composing import component, join, moment
from bot.language.dates.cursor import Cursor, Hit
from bot.language.dates.durations import bare_duration
from bot.language.dates.grammar import READERS
from bot.language.dates.pieces import Piece, merge
from bot.language.dates.ranges import range_of

_LEADS = {"at", "on", "in", "of", "the", "for", "around", "about"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """One expression found: its piece, a second one where it is a range, and its tokens."""

    piece: Piece
    start: int
    end: int
    to: Piece | None = None
    deadline: bool = False
    after: bool = False
    length: Piece | None = None


def phrase(c: Cursor, i: int) -> Phrase | None:
    """The expression that starts at token i, with from/to, by, 前, 起 around it."""
    k, lead = i, ""
    while c.kind(k) in ("from", "between", "before", "until", "after", "since") and k - i < 2:
        direct = component(c, k)
        if direct:
            break
        if (c.kind(k) == "before" and not c.at(k).raw.isascii()) or (
            c.kind(k) == "after" and not c.at(k).raw.isascii()
        ):
            return None
        lead, k = c.kind(k), k + 1
    start_of_moment = k
    while c.kind(k) in _LEADS and component(c, k) is None and k - start_of_moment < 3:
        k += 1
    left = moment(c, k) or _bare_with_lead(c, i, k)
    if left is None:
        return None
    piece, j = left
    ranged = range_of(c, piece, j, lead)
    if ranged:
        return replace(_suffixed(c, Phrase(ranged[0][0], i, ranged[1], to=ranged[0][1]), ""), start=i)
    if piece.numbers:
        return None
    return _suffixed(c, Phrase(piece, i, j), lead)


_COUNTING = {
    "need",
    "needs",
    "want",
    "wants",
    "send",
    "ship",
    "deliver",
    "order",
    "x",
    "another",
    "get",
    "bring",
    "take",
}


_MONEY = {"grand", "k", "m", "%", "percent", "thousand", "million", "dollars", "euros", "bucks", "pounds"}


def _bare_with_lead(c: Cursor, i: int, k: int) -> Hit:
    """A lone number with at/by before it, or in front of a part of the day."""
    n, token = c.number(k), c.at(k)
    if (
        n is None
        or n != int(n)
        or n > 31
        or n < 1
        or token.digits > 2
        or c.unit(k + 1)
        or token.s == "ordinal"
        or _counts_money(c, k)
    ):
        return None
    j = k + 1
    j += c.is_punct(j, ",")
    after = component(c, j)
    hour = (
        c.kind(j) == "rel"
        and c.at(j).n >= 1
        and c.kind(k - 1) == "word"
        and c.at(k - 1).raw not in _COUNTING
        and c.kind(j + 1) == "end"
    )
    if hour and after and 1 <= n <= 12 and c.at(j).raw.isascii() and not c.is_punct(k - 1):
        merged = merge(Piece(clock=(int(n), 0, 0), vague=True), after[0])
        return (replace(merged, guess="hour"), after[1]) if merged else None
    part = after is not None and (after[0].part != "" or c.kind(j) == "tonight") and not after[0].clock
    if (
        part
        and after
        and c.kind(j) in ("part", "tonight", "mod", "in")
        and (token.raw.isascii())
        and c.kind(j) != "rel"
    ):
        merged = merge(Piece(clock=(int(n), 0, 0), vague=n <= 12), after[0]) if n <= 24 else None
        return (merged, after[1]) if merged else None
    if c.kind(k - 1) == "at" and k > i and n <= 24 and c.at(k - 1).raw in ("at", "@"):
        spoken = c.number(j)
        if spoken is not None and 10 <= spoken <= 59 and c.kind(j) == "num":
            return Piece(clock=(int(n), int(spoken), 0), vague=n <= 12), j + 1
        joined = Piece(clock=(int(n), 0, 0), vague=n <= 12), k + 1
        step = join(c, *joined)
        return step or joined
    if c.kind(i) in ("from", "between") and n <= 31:
        return Piece(numbers=(int(n),), zh=token.s == "zh"), k + 1
    return None


def _counts_money(c: Cursor, k: int) -> bool:
    """At 14k, at 30 grand, at 10%: a price and no hour."""
    return c.text[c.at(k).end : c.at(k).end + 1] in tuple("kwm%万千元块") or c.at(k + 1).raw in _MONEY


def _suffixed(c: Cursor, found: Phrase, lead: str) -> Phrase:
    j = found.end
    j += c.kind(j) == "about"
    token = c.at(j)
    deadline = lead in ("before", "until") or found.piece.deadline
    after = lead in ("after", "since") or found.piece.after
    match token.kind:
        case "before" if not token.raw.isascii() and c.at(j).raw != "前面":
            return replace(found, end=j + 1, deadline=True)
        case "after" if not token.raw.isascii():
            return replace(found, end=j + 1, after=True)
        case "since":
            return replace(found, end=j + 1, after=True)
        case "within" if not found.piece.deadline and found.piece.span:
            return replace(found, end=j + 1, deadline=True)
        case "stop" if found.to:
            return replace(found, end=j + 1)
        case "or" if c.at(j + 1).s in ("later", "after") or c.at(j + 1).raw == "later":
            return replace(found, end=j + 2, after=True)
        case "for" if found.to is None and (length := bare_duration(c, j)):
            if (found.piece.clock or found.piece.has_day) and not found.piece.recurring:
                return replace(found, end=length[1], length=length[0], deadline=deadline, after=False)
        case _:
            pass
    return replace(
        found, end=max(j if token.kind == "end" else found.end, found.end), deadline=deadline, after=after
    )


def phrases(c: Cursor) -> list[Phrase]:
    """Every expression, left to right, none overlapping."""
    found, i = [], 0
    while i < len(c.tokens):
        here = (
            phrase(c, i)
            if c.kind(i) in READERS or c.kind(i) in ("from", "between", "until", "since")
            else None
        )
        if here:
            found.append(here)
            i = max(here.end, i + 1)
        else:
            i += 1
    return found
