"""Components side by side become a moment, two moments a range, and words around them a deadline."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.language.dates import clocks, days, durations, periods
from bot.language.dates.cursor import Cursor, Hit
from bot.language.dates.pieces import Piece, merge, place_hours

Reader = Callable[[Cursor, int], Hit]

_LEADS = {"at", "on", "in", "of", "the", "for", "around", "about"}
_GLUE = {"at", "on", "in", "of", "the", "around", "about", "for", "since"}


def _numbers(c: Cursor, i: int) -> Hit:
    """4-22, 3 to 8, or one number after at/on/the: days or hours, as the neighbours decide."""
    n, token = c.number(i), c.at(i)
    if n is None or n != int(n) or not 0 < n <= 31 or token.digits > 2 or c.touches(i) and c.kind(i - 1) == "word":
        return None
    j = i + 1
    ranged = c.is_punct(j, "-", "~", "–", "—") or c.kind(j) == "to" or c.kind(j) == "and" and _paired(c, i)
    if ranged:
        k = j + 1 + (c.kind(j + 1) == "the")
        m = c.number(k)
        free = c.at(k).digits <= 2 and not c.is_punct(k + 1, "/", ":")
        if m is not None and m == int(m) and 0 < m <= 31 and free:
            return Piece(numbers=(int(n), int(m)), zh=token.s == "zh"), k + 1
    return None


def _paired(c: Cursor, i: int) -> bool:
    return any(c.kind(b) in ("between", "from") for b in range(max(0, i - 3), i))


def _dashed(c: Cursor, i: int) -> Hit:
    """09-01 as month and day, where figures are padded or stand alone."""
    n, m = c.number(i), c.number(i + 2)
    if n is None or m is None or not c.is_punct(i + 1, "-") or c.is_punct(i + 3, "-", "/") or c.is_punct(i - 1, "-"):
        return None
    a, b = c.at(i), c.at(i + 2)
    padded = a.digits == 2 and b.digits == 2 and (a.raw.startswith("0") or b.raw.startswith("0"))
    alone = i == 0 and i + 3 == len(c.tokens) or c.kind(i + 3) == "clock"
    if not (padded or alone) or not (1 <= n <= 12 and 1 <= m <= 31) or c.text[b.end : b.end + 1].isalpha():
        return None
    return Piece(month=int(n), day=int(m)), i + 3


def _now(c: Cursor, i: int) -> Hit:
    if c.kind(i) == "now":
        sign = c.text[c.at(i).end :].lstrip()[:1]
        if sign and sign in "+-" and (k := i + 2):
            found = durations.duration(c, k)
            if found:
                moved = durations.shift_moment(c.now, found[0], 1 if sign == "+" else -1, chinese=False)
                return Piece(instant=moved) if found[0].by_clock else Piece(
                    span=(moved.date(), durations.add_days(moved.date(), 1)), grain="day"), found[1]  # fmt: skip
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
    month = periods.modded(c, i + 2 + (c.kind(i + 2) == "the"))
    if month is None or month[0].grain != "month" or month[0].span is None:
        return None
    merged = merge(replace(month[0]), Piece(day=int(n)))
    return (merged, month[1]) if merged else None


_ANY: tuple[Reader, ...] = (durations.offset, days.the_nth, days.english, periods.modded, periods.edge,
                            periods.nth, days.relative, clocks.part, clocks.clock, periods.year_alone)  # fmt: skip
_READERS: dict[str, tuple[Reader, ...]] = {
    "ymd": (days.literal,), "dmy": (days.literal,), "ym": (days.literal,),
    "md": (days.literal, durations.offset, durations.bare_duration),
    "dotted": (days.literal, clocks.clock, durations.offset, durations.bare_duration),
    "clock": (clocks.clock,), "hclock": (clocks.clock,),
    "num": (_dashed, days.chinese, days.english, periods.nth, periods.quarters, durations.offset, clocks.clock,
            clocks.minutes_past, _month_edge_day, _numbers, periods.year_alone, periods.holiday,
            durations.bare_duration),
    "month": (days.english,), "weekday": (days.weekday,),
    "mod": (days.weekday, periods.modded, periods.edge, durations.offset, periods.nth),
    "rel": (days.relative,), "tonight": (days.relative,),
    "rel year": (periods.quarters, periods.nth, periods.rel_year),
    "unit": (periods.modded, periods.edge, days.relative, clocks.clock), "quarter": (periods.quarters,),
    "unit edge": (periods.edge,), "abbreviated edge": (periods.edge,),
    "edge": (clocks.clock, clocks.part, periods.edge), "early": (clocks.part, periods.edge),
    "starting": (periods.edge,), "rest": (periods.edge,),
    "half 1": (periods.quarters,), "half 2": (periods.quarters,),
    "halfweek 1": (periods.quarters,), "halfweek 2": (periods.quarters,),
    "halfmonth 1": (periods.quarters,), "halfmonth 2": (periods.quarters,),
    "nth": (periods.quarters,), "first": (periods.quarters, durations.offset),
    "part": (clocks.clock, clocks.part), "short part": (clocks.part,),
    "holiday": (periods.holiday,), "now": (_now,), "close": (_close,),
    "half": (clocks.clock, durations.offset, durations.bare_duration),
    "whole": (durations.bare_duration,), "whole day": (durations.bare_duration,),
    "two and half": (durations.offset, durations.bare_duration),
    "one and half": (durations.offset, durations.bare_duration),
    "a": (clocks.clock, durations.offset, durations.bare_duration),
    "couple": (durations.offset, durations.bare_duration), "few": (durations.offset, durations.bare_duration),
    "more": (durations.offset, durations.bare_duration), "for": (durations.bare_duration, clocks.clock),
    "the": (periods.modded, days.relative, days.the_nth, days.english, periods.nth, periods.edge, periods.quarters,
            durations.offset, clocks.part),
    "in": (durations.offset, clocks.part), "within": (durations.offset,), "coming": (durations.offset,),
    "gone": (durations.offset,), "after": (durations.offset,), "before": (durations.offset,),
    "on": (days.the_nth,), "at": (clocks.clock, clocks.part), "around": (clocks.clock, durations.offset),
    "every": (_recurring,), "recurring": (_recurring,), "calendar": (periods.year_alone,),
    "punct": (durations.bare_duration,),
}  # fmt: skip


def component(c: Cursor, i: int) -> Hit:
    """The longest single component at i; the reader named first wins a tie."""
    best: Hit = None
    for reader in _READERS.get(c.kind(i), ()):
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
        step = _join(c, piece, j)
        if step is None:
            return piece, j
        piece, j = step


def _place(piece: Piece) -> Piece:
    return place_hours(piece) if piece.clock else piece


def _join(c: Cursor, piece: Piece, j: int) -> Hit:
    k = j
    led = False
    while k - j < 4:
        direct = component(c, k) if k > j or c.kind(k) not in ("punct",) else None
        if direct:
            merged = merge(piece, direct[0])
            if merged:
                return merged, direct[1]
        if c.kind(k) == "before" and c.at(k).raw in ("before", "by") and piece.has_day and not piece.clock:
            clocked = component(c, k + 1)
            if clocked and clocked[0].clock and not clocked[0].has_date and (timed := merge(piece, clocked[0])):
                return replace(timed, deadline=True), clocked[1]
        if k > j or c.kind(k) in _GLUE:
            bare = _led_number(c, piece, k, led)
            if bare:
                return bare
        if c.kind(k) in _GLUE or c.is_punct(k, ",", "(", "-", "]", ".") or c.kind(k) in ("from", "between"):
            led = c.kind(k) in ("at", "around", "on", "for")
            k += 1
            continue
        return None
    return None


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


@dataclass(frozen=True, slots=True)
class Phrase:
    """One expression found: its piece, a second one where it is a range, and its tokens."""

    piece: Piece
    start: int
    end: int
    to: Piece | None = None
    deadline: bool = False
    after: bool = False
    open_before: bool = False
    length: Piece | None = None


def phrase(c: Cursor, i: int) -> Phrase | None:
    """The expression that starts at token i, with from/to, by, 前, 起 around it."""
    k, lead = i, ""
    while c.kind(k) in ("from", "between", "before", "until", "after", "since") and k - i < 2:
        direct = component(c, k)
        if direct:
            break
        if c.kind(k) == "before" and not c.at(k).raw.isascii() or c.kind(k) == "after" and not c.at(k).raw.isascii():
            return None
        lead, k = c.kind(k), k + 1
    start_of_moment = k
    while c.kind(k) in _LEADS and component(c, k) is None and k - start_of_moment < 3:
        k += 1
    left = moment(c, k) or _bare_with_lead(c, i, k)
    if left is None:
        return None
    piece, j = left
    ranged = _range(c, piece, j, lead)
    if ranged:
        return replace(_suffixed(c, Phrase(ranged[0][0], i, ranged[1], to=ranged[0][1]), ""), start=i)
    if piece.numbers:
        return None
    return _suffixed(c, Phrase(piece, i, j), lead)


def _bare_with_lead(c: Cursor, i: int, k: int) -> Hit:
    """A lone number with at/by before it, or in front of a part of the day."""
    n, token = c.number(k), c.at(k)
    if n is None or n != int(n) or n > 31 or n < 1 or token.digits > 2 or c.unit(k + 1) or token.s == "ordinal":
        return None
    j = k + 1
    j += c.is_punct(j, ",")
    after = component(c, j)
    part = after is not None and (after[0].part != "" or c.kind(j) == "tonight") and not after[0].clock
    if part and after and c.kind(j) in ("part", "tonight", "mod", "in") and (token.raw.isascii()) and c.kind(j) != "rel":
        merged = merge(Piece(clock=(int(n), 0, 0), vague=n <= 12), after[0]) if n <= 24 else None
        return (merged, after[1]) if merged else None
    if c.kind(k - 1) == "at" and k > i and n <= 24 and c.at(k - 1).raw in ("at", "@"):
        spoken = c.number(j)
        if spoken is not None and 10 <= spoken <= 59 and c.kind(j) == "num":
            return Piece(clock=(int(n), int(spoken), 0), vague=n <= 12), j + 1
        joined = Piece(clock=(int(n), 0, 0), vague=n <= 12), k + 1
        step = _join(c, *joined)
        return step or joined
    if c.kind(i) in ("from", "between") and n <= 31:
        return Piece(numbers=(int(n),), zh=token.s == "zh"), k + 1
    return None


def _range(c: Cursor, left: Piece, j: int, lead: str) -> tuple[tuple[Piece, Piece], int] | None:
    if left.is_duration or left.recurring or left.to_clock and left.to_day:
        return None
    k = j
    while c.kind(k) in ("since", "of", "about", "within") or c.is_punct(k, ",", ")"):
        k += 1
    sep = c.at(k)
    joins = sep.kind in ("to", "until") or c.is_punct(k, "-", "~", "–", "—") or sep.kind == "and" and lead in ("between", "from")
    if sep.kind == "until now":
        return (left, Piece(instant=c.now)), k + 1
    if sep.raw == "but" and c.kind(k + 1) in ("before", "until"):
        joins, k = True, k + 1
    if not joins or sep.raw == "by" or sep.kind == "until" and not sep.raw.isascii() and sep.raw == "截止":
        return None
    k += 1
    while c.kind(k) in ("the", "at", "to", "on") or c.is_punct(k, "-", "~"):
        k += 1
    if c.at(k).raw in ("date", "current"):
        return (left, Piece(instant=c.now)), k + 1 + (c.at(k + 1).raw == "date")
    right = moment(c, k) or _bare_right(c, left, k)
    if right is None or right[0].is_duration or right[0].recurring:
        return None
    pair = _shared(c, left, right[0])
    return (pair, right[1]) if pair else None


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
        resolved = merge(left, replace(right, day=None)) if right.month is not None and len(left.numbers) == 1 else None
        if resolved is None:
            return None
        left = replace(resolved, clock=None)
    if left.instant or right.instant:
        return left, right
    if left.clock and right.clock and not right.has_date:
        joined = clocks._joined(replace(left), right)
        right = replace(left, clock=joined.to_clock, vague=joined.to_vague, part=right.part, to_clock=None)
        return replace(left, clock=joined.clock, vague=joined.vague), right
    if right.has_date and not left.has_date and left.clock:
        return left, right
    if not left.has_date or not right.has_date:
        return (left, right) if left.has_date and right.has_clock else None
    if left.clock and right.clock and not left.part and not right.part:
        left, right = replace(left, literal=True), replace(right, literal=True)
    if right.day is not None and right.month is None and right.span is None and left.month is not None:
        right = replace(right, month=left.month, year=left.year)
    if left.day is not None and left.month is None and right.month is not None and left.span is None:
        left = replace(left, month=right.month)
    if left.year is None and right.year is not None and left.span is None and (left.month or left.day):
        later = (left.month or 0) > (right.month or 13)
        left = replace(left, year=right.year - later)
    elif right.year is None and left.year is not None and right.month is not None and right.span is None:
        earlier = right.month < (left.month or 0)
        right = replace(right, year=left.year + earlier)
    return left, right


def _suffixed(c: Cursor, found: Phrase, lead: str) -> Phrase:
    j = found.end
    j += c.kind(j) == "about"
    token = c.at(j)
    deadline = lead in ("before", "until") or found.piece.deadline
    after = lead in ("after", "since")
    match token.kind:
        case "before" if not token.raw.isascii() and not c.at(j).raw == "前面":
            return replace(found, end=j + 1, deadline=True, open_before=True)
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
        case "for" if found.to is None and (length := durations.bare_duration(c, j)):
            if (found.piece.clock or found.piece.has_day) and not found.piece.recurring:
                return replace(found, end=length[1], length=length[0], deadline=deadline, after=False)
        case _:
            pass
    return replace(found, end=max(j if token.kind == "end" else found.end, found.end), deadline=deadline, after=after)


def phrases(c: Cursor) -> list[Phrase]:
    """Every expression, left to right, none overlapping."""
    found, i = [], 0
    while i < len(c.tokens):
        here = phrase(c, i) if c.kind(i) in _READERS or c.kind(i) in ("from", "between", "until", "since") else None
        if here:
            found.append(here)
            i = max(here.end, i + 1)
        else:
            i += 1
    return found
