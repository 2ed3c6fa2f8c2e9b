"""Holidays and festivals: 国庆, 端午前, 节后, Christmas, Labor Day."""

import re

from bot.language.dates.calendar import add_workdays
from bot.language.dates.calendar import holiday as holiday_day
from bot.language.dates.cursor import Cursor, Hit, day_piece
from bot.language.dates.pieces import Piece
from bot.language.tables.holidays import HOLIDAYS_EN, HOLIDAYS_ZH

_LONG_HOLIDAYS = ("元旦", "春节", "清明", "五一", "端午", "中秋", "国庆")


def around_holiday(c: Cursor, i: int) -> Hit:
    """节后, 节前: of the holiday at hand; without one near, no date."""
    near = []
    for name in _LONG_HOLIDAYS:
        for year in (c.today.year, c.today.year + 1):
            day = holiday_day(HOLIDAYS_ZH[name], year)
            if day and -7 <= (day - c.today).days <= 25:
                near.append((abs((day - c.today).days), name, year))
    if not near:
        return None
    _, name, year = min(near)
    after = c.at(i).s == "after"
    return Piece(holiday=name, year=year, zh=True, after=after, deadline=not after), i + 1


_FIRST_WORKDAY = re.compile(
    r"(?:节|长假|假期|假)?(?:之|以|过)?后的?(?:(?:第一个|首个|第1个|头一个)工作日|(?:上班|开工|复工)(?:第一天|首日|当天)?|第一天上班)"
)


def _first_workday(c: Cursor, name: str, j: int, end: int) -> Hit:
    """国庆后第一个工作日, 春节后上班第一天: of the holiday at hand or the next one."""
    days = [holiday_day(HOLIDAYS_ZH[name], year) for year in (c.today.year, c.today.year + 1)]
    after = [add_workdays(day, 1, calendar=c.workdays) for day in days if day]
    coming = [day for day in after if day >= c.today]
    while c.at(j).start < end and c.kind(j) != "end":
        j += 1
    return (day_piece(coming[0], zh=True), j) if coming else None


def holiday(c: Cursor, i: int) -> Hit:
    """国庆, 五一, Christmas, Labor Day; the year may follow."""
    token = c.at(i)
    if token.kind == "num" and token.raw in ("五一", "十一", "六一", "八一", "五四", "618", "六一八"):
        lonely = c.unit(i + 1) == "" and c.kind(i + 1) not in ("measure", "num", "half")
        touching = (c.at(i - 1).kind == "num" and c.touches(i)) or c.at(i - 1).kind == "nth"
        following = c.text[token.end : token.end + 1]
        alone = (
            token.raw in ("五一", "六一")
            or not following
            or following in "前后假期长节之放促大活回过,，。;；、 过期"
        )
        if not (lonely and alone) or touching:
            return None
        name = token.raw
    elif token.kind == "holiday":
        name = token.s
    else:
        return None
    if name not in HOLIDAYS_ZH and name not in HOLIDAYS_EN:
        return None
    first = _FIRST_WORKDAY.match(c.text, c.at(i).end) if name in HOLIDAYS_ZH else None
    if first:
        return _first_workday(c, name, i + 1, first.end())
    j = i + 1
    while c.at(j).raw in ("节", "假", "假期", "期", "长"):
        j += 1
    around = c.at(j).s if c.kind(j) == "around holiday" else ""
    j += bool(around)
    year = None
    k = j + (c.kind(j) in ("of", "in")) + (c.is_punct(j, ","))
    if c.at(k).digits == 4 and 1900 <= c.at(k).n <= 2199 and c.at(k).raw.isascii() and name in HOLIDAYS_EN:
        year, j = int(c.at(k).n), k + 1
    after, before = around == "after", around == "before"
    return Piece(holiday=name, year=year, zh=name in HOLIDAYS_ZH, after=after, deadline=before), j
