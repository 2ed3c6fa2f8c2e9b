"""Hours as they are spoken: 下午3点半, seven thirty pm, 11ish, 340pm."""

from dataclasses import replace

from bot.language.dates.cursor import Cursor, Hit
from bot.language.dates.pieces import Piece

_NOT_OCLOCK = ("意见", "要求", "建议", "问题", "想法", "原因", "理由", "需求", "顾虑", "看法", "说明", "利润", "疑问",
               "好处", "内容", "不同", "反馈", "共识", "优势", "不足", "差", "钱", "折扣", "返点")  # fmt: skip


def spoken_zh(c: Cursor, k: int) -> Hit:
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
    if before.kind in (
        "part",
        "short part",
        "rel",
        "weekday",
        "unit",
        "around",
        "at",
        "from",
        "to",
        "ymd",
        "md",
    ):
        return False
    if (
        after.kind in ("half", "before", "after", "num", "to", "sharp", "about")
        and after.start == c.at(k + 1).end
    ):
        return False
    return not (k == 0 and c.at(k + 2).kind == "end") and before.end == c.at(k).start


def spoken_en(c: Cursor, k: int, *, led: bool) -> Hit:
    """7pm, seven thirty five pm, at 5, 11ish, 340pm, 8 o'clock, 15h."""
    n, token = c.number(k), c.at(k)
    if n is None or n != int(n) or token.s in ("ordinal", "zh"):
        return None
    military = token.raw.startswith("0") and token.digits > 2
    if military and not (led or c.at(k + 1).raw in ("hours", "hrs")):
        return None
    hour, minute, j = int(n), 0, k + 1
    packed = token.digits in (3, 4) and hour % 100 < 60 and 1 <= hour // 100 <= 24
    if packed:
        hour, minute = divmod(hour, 100)
    elif hour > 24:
        return None
    if military:
        return Piece(clock=(hour, minute, 0)), j + (c.at(j).raw in ("hours", "hrs"))
    if not packed and (spoken := _hour_and_minutes(c, hour, k, led=led)):
        return spoken
    ended = meridiem(c, Piece(clock=(hour, minute, 0), vague=1 <= hour <= 12), j)
    if ended and ended[1] > j:
        return ended
    if packed and (not led or 1900 <= n <= 2100):
        return None
    return _plain_hour(c, hour, minute, k, led=led, packed=packed)


def _hour_and_minutes(c: Cursor, hour: int, k: int, *, led: bool) -> Hit:
    """seven thirty five, twelve-oh-three, 3 15."""
    in_words, j = c.at(k).s == "words", k + 1
    j += in_words and c.is_punct(j, "-")
    if in_words and c.at(j).raw in ("oh", "o"):
        j += 1 + c.is_punct(j + 1, "-")
        digit = c.number(j)
        return (
            meridiem(c, Piece(clock=(hour, int(digit), 0), vague=hour <= 12), j + 1)
            if digit is not None and digit < 10
            else None
        )
    minutes, token = c.number(j), c.at(j)
    if (
        minutes is None
        or not 10 <= minutes <= 59
        or (token.s == "words") != in_words
        or token.s not in ("words", "figures")
    ):
        return None
    ended = meridiem(c, Piece(clock=(hour, int(minutes), 0), vague=1 <= hour <= 12), j + 1)
    unit = c.unit(j + 1)
    free = unit in ("", "minute") and token.digits in (0, 2)
    if ended and free and (led or ended[1] > j + 1 or in_words):
        return ended[0], ended[1] + (unit == "minute")
    return None


def _plain_hour(c: Cursor, hour: int, minute: int, k: int, *, led: bool, packed: bool) -> Hit:
    """15h, at 5, 8 in the morning."""
    j = k + 1
    if (
        c.unit(j) == "hour"
        and c.at(j).raw == "h"
        and not packed
        and (hour >= 13 or (led and c.kind(k - 1) == "at"))
    ):
        return Piece(clock=(hour, minute, 0)), j + 1
    in_part = c.kind(j) == "in" and c.kind(j + 1) == "the" and c.kind(j + 2) == "part"
    counted = c.unit(j) or c.kind(j) in ("month", "half", "mod") or c.at(j).raw in ("%", "x", "k", "w", "m")
    scaled = c.text[c.at(k).end : c.at(k).end + 1] in ("万", "k", "w", "千", "元", "块")
    if in_part or (led and not counted and not scaled and not c.is_punct(j, "/")):
        return Piece(clock=(hour, minute, 0), vague=1 <= hour <= 12), j
    return None


def bare_hour(c: Cursor, k: int) -> Hit:
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


def meridiem(c: Cursor, piece: Piece, j: int) -> Hit:
    while c.kind(j) == "ish" or (c.is_punct(j, "-") and c.kind(j + 1) == "ish"):
        j += 1
    while c.kind(j) == "oclock" or (c.unit(j) == "oclock" and c.at(j).raw == "时") or c.kind(j) == "sharp":
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
