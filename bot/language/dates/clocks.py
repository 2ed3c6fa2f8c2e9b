"""Times of day: 下午3点半, quarter past 7, 3-5pm, 晚上, in the morning."""

from dataclasses import replace

from bot.language.dates.cursor import Cursor, Hit
from bot.language.dates.pieces import Clock, Piece, place_hours

_NOT_OCLOCK = ("意见", "要求", "建议", "问题", "想法", "原因", "理由", "需求", "顾虑", "看法", "说明", "利润", "疑问",
               "好处", "内容", "不同", "反馈", "共识", "优势", "不足", "差", "钱", "折扣", "返点")  # fmt: skip
_CLOCK_MINUTES = {"half": 30, "quarter": 15}


def part(c: Cursor, i: int) -> Hit:
    """A part of the day, with early or late before it."""
    k, shade = i, ""
    while c.kind(k) in ("in", "at", "the") and k - i < 2:
        k += 1
    if c.kind(k) in ("edge", "early") and c.at(k).s in ("early", "late", "later", "mid", ""):
        shade = {"later": "late", "": "early"}.get(c.at(k).s, c.at(k).s)
        k += 1
        while c.is_punct(k, "-") or c.kind(k) in ("in", "the", "hours", "of"):
            k += 1
        while c.at(k).raw in ("hours",) or c.unit(k) == "hour":
            k += 1
        while c.kind(k) in ("of", "the"):
            k += 1
    token = c.at(k)
    if token.kind == "tonight":
        return Piece(part="evening", span=None, grain="", shade=shade), k + 1
    if token.kind == "short part":
        before = c.at(i - 1)
        led = before.end == token.start and before.kind in ("rel", "weekday", "num", "unit", "ymd", "md", "holiday")
        return (Piece(part=token.s, zh=True), k + 1) if led else None
    if token.kind != "part":
        return None
    if token.raw in ("aft", "eve") and k == i:
        return None
    return _whole_part(c, token.s, token.raw, shade, k + 1)


def _whole_part(c: Cursor, name: str, raw: str, shade: str, j: int) -> Hit:
    chinese = not raw.isascii()
    if shade == "mid" and name in ("morning", "afternoon"):
        return Piece(clock=(10 if name == "morning" else 14, 0, 0), part=name), j
    if name in ("night", "noon") and shade == "mid":
        return Piece(clock=(0, 0, 0)), j
    if name == "midnight" and not chinese:
        return Piece(clock=(24, 0, 0), part="midnight"), j
    if raw in ("noon", "midday", "noonish"):
        return Piece(clock=(12, 0, 0)), j + (c.kind(j) == "ish")
    if c.at(j).raw in ("time", "hours"):
        j += 1
    return Piece(part=name, shade=shade, zh=chinese), j


def clock(c: Cursor, i: int) -> Hit:
    """A time of day, or a stretch of it such as 3-5pm."""
    first = _one(c, i) or _bare_hour(c, i)
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
    second = _one(c, k) or _bare_hour(c, k)
    if second is None or second[0].part and not second[0].clock:
        return None
    to, end = second
    if piece.weak and to.weak:
        return None
    if c.kind(end) == "month" or (c.kind(end) == "unit" and not to.zh and c.unit(end) != "hour"):
        return None
    return _joined(piece, to), end


def _between_before(c: Cursor, k: int) -> bool:
    return any(c.kind(b) in ("between", "from") for b in range(max(0, k - 5), k))


def _joined(piece: Piece, to: Piece) -> Piece:
    """One half lends the other its side of noon."""
    a, b = piece.clock, to.clock
    assert a is not None and b is not None
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
        b = b if b > a else (later if later > a and not (b[0] == a[0] - 12) else b)
        to_vague = False
    elif vague and to_vague and b < a and b[0] < 12:
        b = (b[0] + 12, *b[1:])
        vague = to_vague = False
    return replace(piece, clock=a, vague=vague, to_clock=b, to_vague=to_vague, weak=False, part=piece.part or "",
                   zh=piece.zh or to.zh)  # fmt: skip


def _one(c: Cursor, i: int) -> Hit:
    k = i
    leads = 0
    while c.kind(k) in ("at", "around", "for") and leads < 3:
        k, leads = k + 1, leads + 1
    token = c.at(k)
    match token.kind:
        case "clock" | "hclock":
            h, m, *s = token.parts
            piece = Piece(clock=(h, m, s[0] if s else 0), vague=1 <= h <= 12 and not token.raw.startswith("0"))
            return _meridiem(c, piece, k + 1)
        case "dotted":
            h, m = token.parts
            dotted = Piece(clock=(h, m, 0), vague=1 <= h <= 12)
            led = leads and c.at(k - 1).kind == "at" and c.at(k - 1).raw != "在" or c.at(k - 1).kind in ("dmy", "ymd")
            if h > 24 or m > 59 or len(token.raw.split(".")[1]) < 2:
                return None
            ended = _meridiem(c, dotted, k + 1)
            return ended if led or ended and not ended[0].vague else None
        case "part" | "edge":
            return _named(c, k)
        case "num":
            return _spoken_zh(c, k) or _spoken_en(c, k, led=leads > 0 and c.at(k - 1).raw.isascii())
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
        inner = _one(c, j)
        if inner and inner[0].clock and not inner[0].part:
            return place_hours(replace(inner[0], part=token.s, zh=True)), inner[1]
    named = part(c, k)
    return named if named and named[0].clock else None


def _meridiem(c: Cursor, piece: Piece, j: int) -> Hit:
    while c.kind(j) == "ish" or c.is_punct(j, "-") and c.kind(j + 1) == "ish":
        j += 1
    while c.kind(j) == "oclock" or c.unit(j) == "oclock" and c.at(j).raw == "时" or c.kind(j) == "sharp":
        j += 1
    token = c.at(j)
    k = j
    if token.kind == "in" and c.kind(j + 1) == "the" and c.kind(j + 2) == "mer":
        k, token = j + 2, c.at(j + 2)
    if c.is_punct(j, ".") and c.kind(j + 1) == "mer":
        k, token = j + 1, c.at(j + 1)
    if token.kind != "mer" or piece.clock is None:
        return piece, j
    h, m, s = piece.clock
    if h > 12:
        return piece, k + 1
    return replace(piece, clock=(h % 12 + int(token.n), m, s), vague=False), k + 1


def _spoken_zh(c: Cursor, k: int) -> Hit:
    """九点半, 3点20, 十五时三刻, 两点整."""
    hour, mark = c.number(k), c.at(k + 1)
    if hour is None or hour > 24 or hour != int(hour) or mark.s != "oclock" or mark.kind != "unit":
        return None
    after = c.text[mark.end : mark.end + 2]
    if mark.raw == "时" and after[:1] in ("候", "间", "机", "代", "常", "期", "刻", "尚", "装", "效"):
        return None
    if mark.raw == "点" and (after in _NOT_OCLOCK or after[:1] in _NOT_OCLOCK or _a_bit(c, k)):
        return None
    j, minute, second = k + 2, 0, 0
    n, then = c.number(j), c.at(j + 1)
    if c.kind(j) == "half":
        minute, j = 30, j + 1
    elif n is not None and then.s == "quarter" and n in (1, 3):
        minute, j = int(15 * n), j + 2
    elif n is not None and c.touches(j):
        decimal = n < 10 and c.at(j).raw[0] not in "零〇0" and then.s != "minute mark"
        if decimal or n > 59:
            return None
        minute, j = int(n), j + 1 + (then.s == "minute mark")
        if c.number(j) is not None and c.unit(j + 1) == "second":
            second, j = int(c.number(j) or 0), j + 2
    elif c.kind(j) == "short of" and c.unit(j + 2) in ("quarter", "minute mark"):
        return None
    while c.kind(j) in ("sharp", "about") or c.at(j).raw == "钟":
        j += 1
    return Piece(clock=(int(hour), minute, second), vague=1 <= hour <= 12, zh=True), j


def _a_bit(c: Cursor, k: int) -> bool:
    """便宜一点 is no hour: 一点 needs a date, a part of the day or a half beside it."""
    if c.at(k).raw not in ("一", "有一", "差一"):
        return False
    before, after = c.at(k - 1), c.at(k + 2)
    if before.kind in ("part", "short part", "rel", "weekday", "unit", "around", "at", "from", "to", "ymd", "md"):
        return False
    if after.kind in ("half", "before", "after", "num", "to", "sharp", "about") and after.start == c.at(k + 1).end:
        return False
    return not (k == 0 and c.at(k + 2).kind == "end") and before.end == c.at(k).start


def _spoken_en(c: Cursor, k: int, *, led: bool) -> Hit:
    """7pm, seven thirty five pm, at 5, 11ish, 340pm, 8 o'clock, 15h."""
    n, token = c.number(k), c.at(k)
    if n is None or n != int(n) or token.s in ("ordinal", "zh") or token.raw.startswith("0") and token.digits > 2:
        return None
    hour, minute, j = int(n), 0, k + 1
    packed = token.digits in (3, 4) and hour % 100 < 60 and 1 <= hour // 100 <= 24
    if packed:
        hour, minute = divmod(hour, 100)
    elif hour > 24:
        return None
    spoken = c.at(j).s in ("words", "figures") and 10 <= (c.number(j) or 0) <= 59 and not packed
    if spoken and (token.s == "words") == (c.at(j).s == "words"):
        ended = _meridiem(c, Piece(clock=(hour, int(c.number(j) or 0), 0), vague=1 <= hour <= 12), j + 1)
        units = c.unit(j + 1)
        free = units in ("", "minute") and c.at(j).digits in (0, 2)
        if ended and free and (led or ended[1] > j + 1 or token.s == "words"):
            return ended[0], ended[1] + (units == "minute")
    ended = _meridiem(c, Piece(clock=(hour, minute, 0), vague=1 <= hour <= 12), j)
    if ended and ended[1] > j:
        return ended
    if c.unit(j) == "hour" and c.at(j).raw == "h" and (hour >= 13 or led and c.kind(k - 1) == "at"):
        return Piece(clock=(hour, minute, 0)), j + 1
    if packed and not led:
        return None
    in_part = c.kind(j) == "in" and c.kind(j + 1) == "the" and c.kind(j + 2) in ("part",)
    blocked = c.unit(j) or c.kind(j) in ("month", "half", "mod") or c.at(j).raw in ("%", "x", "k", "w", "m") or c.text[c.at(k).end : c.at(k).end + 1] in ("万", "k", "w", "千", "元", "块")
    if in_part or led and not blocked and not c.is_punct(j, "/"):
        return Piece(clock=(hour, minute, 0), vague=1 <= hour <= 12), j
    return None


def _bare_hour(c: Cursor, k: int) -> Hit:
    """A mere number that its partner may turn into an hour: 5 in 5 to 6pm."""
    n, token = c.number(k), c.at(k)
    if n is None or n != int(n) or token.s == "ordinal":
        return None
    hour, minute = int(n), 0
    if token.digits in (3, 4) and hour % 100 < 60:
        hour, minute = divmod(hour, 100)
    if hour > 24 or (token.s == "zh" and hour == 0):
        return None
    j = k + 1
    follow = c.number(j)
    if token.s == "words" and c.at(j).s == "words" and follow is not None and 10 <= follow <= 59:
        minute, j = int(follow), j + 1
    return Piece(clock=(hour, minute, 0), vague=1 <= hour <= 12, weak=True), j


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
    """twenty past 3, 10 minutes to 2pm."""
    n = c.number(i)
    if n is None or not 1 <= n <= 59:
        return None
    j = i + 1
    j += c.unit(j) == "minute"
    return _relative(c, n, j)


def _relative(c: Cursor, minutes: float, j: int) -> Hit:
    word = c.at(j)
    if word.kind not in ("past", "after", "to", "before") or not word.raw.isascii() or word.raw in ("by", "through"):
        return None
    base = _one(c, j + 1)
    if base is None:
        hour = _bare_hour(c, j + 1)
        base = hour if hour and (word.kind in ("past", "to")) and minutes in (15, 30, 5, 10, 20, 25, 45) else None
    if base is None or base[0].clock is None:
        return None
    sign = 1 if word.kind in ("past", "after") else -1
    total = base[0].clock[0] * 60 + base[0].clock[1] + sign * int(minutes)
    return replace(base[0], clock=(total // 60 % 24, total % 60, 0), weak=False), base[1]


def hour_of(piece: Piece) -> Clock | None:
    """The hour on the 24-hour clock; a bare 1 to 6 is in the afternoon, as offices keep hours."""
    if piece.clock is None or not piece.vague:
        return piece.clock
    h, m, s = piece.clock
    return (h + 12, m, s) if 1 <= h <= 6 else (h, m, s)
