"""Dates in figures and in Chinese: 2026-05-06, 5/6, 2026年5月6日, 6号."""

import re

from bot.language.dates.cursor import Cursor, Hit
from bot.language.dates.pieces import Piece

_NOT_NUMBERED = "线楼机门车厂仓库位馆院店产柜电样展会床房场台站码标段批款井炉炉泵"

_ADDRESS = "路街弄栋巷道楼园区村号镇座幢院"


def full_year(n: float, digits: int) -> int | None:
    """2026 from 2026 or 26; None where the figure is no year."""
    if digits == 2:
        return int(n) + (2000 if n < 70 else 1900)
    return int(n) if digits == 4 and 1900 <= n <= 2199 else None


def literal(c: Cursor, i: int) -> Hit:
    """Dates in figures: 2026-05-06, 6.5.2026, 5/6, 3/2015."""
    token = c.at(i)
    match token.kind:
        case "ymd":
            year, month, day = token.parts
            return _checked(year, month, day, i)
        case "dmy":
            return _day_month_year(c, i)
        case "ym":
            a, b = token.parts
            year, month = (a, b) if a > 99 else (b, a)
            return (Piece(year=year, month=month), i + 1) if 1 <= month <= 12 and 1900 < year < 2200 else None
        case "md":
            return _month_day(c, i)
        case "dotted":
            return _dotted(c, i)
        case _:
            return None


def _checked(year: int, month: int, day: int, i: int) -> Hit:
    if not (1 <= month <= 12 and 1 <= day <= 31 and 1000 <= year <= 2200):
        return None
    return Piece(year=year, month=month, day=day), i + 1


def _day_month_year(c: Cursor, i: int) -> Hit:
    """The month comes first in figures unless only the day fits, or dots are between."""
    a, b, y = c.at(i).parts
    year = y if y > 99 else 2000 + y if y < 70 else 1900 + y
    if ("." in c.at(i).raw and b <= 12) or (a > 12 and b <= 12):
        a, b = b, a
    mark = re.search(r"[-/.]", c.at(i).raw)
    if mark and re.search(rf"\d{re.escape(mark.group())}$", c.text[: c.at(i).start]):
        return None  # the tail of a longer code
    return _checked(year, a, b, i)


def _month_day(c: Cursor, i: int) -> Hit:
    a, b = c.at(i).parts
    if a > 12 and b <= 12:
        a, b = b, a
    end = c.at(i).end
    following = c.text[end : end + 1]
    if (a, b) in ((7, 24),) or not (1 <= a <= 12 and 1 <= b <= 31):
        return None  # 24/7 is no date
    if (following.isalpha() and following.isascii()) or c.text[
        max(0, c.at(i).start - 1) : c.at(i).start
    ].isalnum():
        return None  # 4/5G
    j = i + 1
    j += c.unit(j) in ("dom", "day") and c.touches(j)
    return Piece(month=a, day=b), j


_TOLD_ZH = re.compile(
    r"(?:之?前|之?后|号|日|再|去|来|到期|开[会工标业]|签|交[货付]|付款|发货|出差|上午|下午|早上|晚上|中午|巡检|验收|拜访|见面|约|回[访复]|报价|送[样货]|打款|截止|复查)"
)
_LEADS_ZH = re.compile(r"(?:约[了在]?|定[在于]|改到|推[迟到]到?|延到|等到|截止到?|挪到)\s*$")
_COUNTED_ZH = re.compile(r"(?:版本|版|第|[vV]|单价|价格?|报价|涨|降|约|共|[¥￥$€]|\d)\s*$")


def _dotted(c: Cursor, i: int) -> Hit:
    """4.22 and 5.8号 are dates only where their neighbours say so: else they are amounts."""
    a, b = c.at(i).parts
    if a > 12 and b <= 12 and c.at(i).raw.isascii():
        a, b = b, a
    if not (1 <= a <= 12 and 1 <= b <= 31):
        return None
    before, after = c.at(i - 1), c.at(i + 1)
    if c.unit(i + 1) in ("dom", "day") and c.touches(i + 1):
        return Piece(month=a, day=b, zh=True), i + 2
    led = before.kind in ("on", "before", "until", "from") or before.raw in (
        "in",
        "在",
        "于",
        "@",
        "到",
        "至",
    )
    dated = after.kind in ("before", "weekday", "part", "short part", "clock") and not after.raw.isascii()
    dated = dated or after.kind == "clock" or before.kind in ("weekday",)
    told = _TOLD_ZH.match(c.text, c.at(i).end) and not _COUNTED_ZH.search(c.text[: c.at(i).start])
    led = led or bool(told) or bool(_LEADS_ZH.search(c.text[: c.at(i).start]))
    measured = after.raw in ("万", "元", "块", "k", "w", "m", "%", "折", "米", "吨", "亿") or c.unit(i + 1)
    return (Piece(month=a, day=b), i + 1) if (led or dated) and not measured else None


_LASTS = re.compile(
    r"(?:质保|保修|有效期|为期|合作|从业|干|做|用|租|最多|至少|超过|将近|接近|快|约|长达|工期|维保|年限|寿命|折旧|免费|维护|签)(?:期|了|的|是|为|满)?\s*$"
)
"""质保10年 is a length, no year."""


def chinese(c: Cursor, i: int) -> Hit:
    """2026年5月6日, 26年5月, 五月六号, 6号, 5月6."""
    year, j = None, i
    if c.unit(i + 1) == "year" and c.kind(i) == "num" and c.at(i + 1).raw == "年":
        digits = c.at(i).digits or 0
        year = (
            None if digits == 2 and _LASTS.search(c.text[: c.at(i).start]) else full_year(c.at(i).n, digits)
        )
        dated = c.kind(i + 2) in (
            "num",
            "quarter",
            "holiday",
            "half 1",
            "half 2",
            "unit edge",
            "nth",
            "first",
            "end",
            "start",
        )
        if year is None or (digits == 2 and not dated):
            return None
        j = i + 2
        if c.kind(j) == "within":
            return Piece(year=year, zh=True, deadline=True), j + 1
        j += c.kind(j) == "of"
    month, j = _month(c, j)
    day, k = _day_of_month(c, j, after_month=month is not None)
    if month is None and day is None:
        return (Piece(year=year, zh=True), j) if year is not None else None
    if day is None:
        return _month_only(c, year, month, j)
    if month is None and year is not None:
        return None
    return Piece(year=year, month=month, day=day, zh=True), k


def _month(c: Cursor, j: int) -> tuple[int | None, int]:
    n, mark = c.number(j), c.at(j + 1)
    if n is None or mark.s != "month" or mark.raw not in ("月", "月份") or not 1 <= n <= 12 or n != int(n):
        edge = c.at(j + 1)
        if n is not None and edge.kind == "unit edge" and edge.raw[0] == "月" and 1 <= n <= 12:
            return int(n), j + 1
        return None, j
    return int(n), j + 2


def _month_only(c: Cursor, year: int | None, month: int | None, j: int) -> Hit:
    k = j + (c.kind(j) == "of")
    edge = c.at(k)
    if edge.kind == "unit edge" and edge.s.startswith("month"):
        return Piece(year=year, month=month, edge=edge.s.split()[1], zh=True), k + 1
    if edge.kind in ("end", "start") and c.touches(k):
        return Piece(year=year, month=month, edge=edge.kind, zh=True), k + 1
    if edge.kind == "within":
        return Piece(year=year, month=month, deadline=True, zh=True), k + 1
    return Piece(year=year, month=month, zh=True), j


def _day_of_month(c: Cursor, j: int, *, after_month: bool) -> tuple[int | None, int]:
    n, mark = c.number(j), c.at(j + 1)
    if n is None or not 1 <= n <= 31 or n != int(n) or c.at(j).s == "ordinal":
        return None, j
    if mark.s in ("dom", "day") and mark.raw in ("号", "日"):
        if not after_month and not _free_day(c, j):
            return None, j
        return int(n), j + 2
    blocked = mark.kind in ("unit", "measure", "within", "half") and c.touches(j + 1)
    follow = c.text[c.at(j).end : c.at(j).end + 1]
    if after_month and c.touches(j) and not blocked and follow not in "万元块台套箱%个家次种款人分折多":
        return int(n), j + 1
    if after_month and c.touches(j) and not follow:
        return int(n), j + 1
    return None, j


def _free_day(c: Cursor, j: int) -> bool:
    """A day without its month: no house number, no line 3, no stretch of days."""
    mark = c.at(j + 1)
    before = c.text[max(0, c.at(j).start - 1) : c.at(j).start]
    after = c.text[mark.end : mark.end + 1]
    if (before in _ADDRESS and before) or before == "第":
        return False
    if mark.raw == "号":
        return after not in _NOT_NUMBERED or not after
    stretch = c.kind(j + 2) == "within" or (c.kind(j + 2) in ("after",) and mark.raw == "日")
    return (
        not stretch
        and c.at(j).s != "words"
        and c.at(j).n <= 31
        and after not in ("游", "均", "产", "本", "语")
    )
