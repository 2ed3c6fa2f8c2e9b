"""Days: figures, month names, Chinese dates, weekdays, today and tomorrow."""

from dataclasses import replace

from bot.language.dates.calendar import add_days, week_start
from bot.language.dates.cursor import Cursor, Hit, day_piece
from bot.language.dates.pieces import Piece
from bot.language.tables.moments import SHY_EN

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
            return _checked(*token.parts, i)
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
    if "." in c.at(i).raw and b <= 12:
        a, b = b, a
    elif a > 12 and b <= 12:
        a, b = b, a
    if c.text[max(0, c.at(i).start - 1) : c.at(i).start] in ("-", "/"):
        return None
    return _checked(year, a, b, i)


def _month_day(c: Cursor, i: int) -> Hit:
    a, b = c.at(i).parts
    if a > 12 and b <= 12:
        a, b = b, a
    end = c.at(i).end
    following = c.text[end : end + 1]
    if (a, b) in ((7, 24),) or not (1 <= a <= 12 and 1 <= b <= 31):
        return None  # 24/7 is no date
    if following.isalpha() and following.isascii() or c.text[max(0, c.at(i).start - 1) : c.at(i).start].isalnum():
        return None  # 4/5G
    j = i + 1
    j += c.unit(j) in ("dom", "day") and c.touches(j)
    return Piece(month=a, day=b), j


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
    led = before.kind in ("on", "before", "until", "from") or before.raw in ("in", "在", "于", "@", "到", "至")
    dated = after.kind in ("before", "weekday", "part", "short part", "clock") and not after.raw.isascii()
    dated = dated or after.kind == "clock" or before.kind in ("weekday",)
    measured = after.raw in ("万", "元", "块", "k", "w", "m", "%", "折", "米", "吨", "亿") or c.unit(i + 1)
    return (Piece(month=a, day=b), i + 1) if (led or dated) and not measured else None


def chinese(c: Cursor, i: int) -> Hit:
    """2026年5月6日, 26年5月, 五月六号, 6号, 5月6."""
    year, j = None, i
    if c.unit(i + 1) == "year" and c.kind(i) == "num" and c.at(i + 1).raw == "年":
        digits = c.at(i).digits or 0
        year = full_year(c.at(i).n, digits)
        dated = c.kind(i + 2) in ("num", "quarter", "holiday", "half 1", "half 2", "unit edge", "nth", "first", "end", "start")
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
    if before in _ADDRESS and before or before == "第":
        return False
    if mark.raw == "号":
        return after not in _NOT_NUMBERED or not after
    stretch = c.kind(j + 2) == "within" or c.kind(j + 2) in ("after",) and mark.raw == "日"
    return not stretch and c.at(j).s != "words" and c.at(j).n <= 31 and after not in ("游", "均", "产", "本", "语")


def relative(c: Cursor, i: int) -> Hit:
    """今天, 明早, tomorrow, the day after tomorrow."""
    token = c.at(i)
    if token.kind == "tonight":
        piece = day_piece(c.today)
        return replace(piece, part="evening"), i + 1
    if token.kind == "rel":
        if token.raw in SHY_EN:
            return None
        if token.s == "前" and c.at(i + 1).raw != "晚":
            return None
        return day_piece(add_days(c.today, int(token.n)), zh=not token.raw.isascii()), i + 1
    return _day_after_tomorrow(c, i)


def _day_after_tomorrow(c: Cursor, i: int) -> Hit:
    k = i + (c.kind(i) == "the")
    if c.unit(k) != "day" or not c.at(k).raw.isascii():
        return None
    word = c.at(k + 1)
    if word.kind == "after" and c.at(k + 2).kind == "rel" and c.at(k + 2).n == 1:
        return day_piece(add_days(c.today, 2)), k + 3
    if word.raw == "before" and c.at(k + 2).kind == "rel" and c.at(k + 2).n == -1:
        return day_piece(add_days(c.today, -2)), k + 3
    if c.kind(k + 2) in ("end", "punct") and word.raw in ("after", "before") and k > i:
        return day_piece(add_days(c.today, 1 if word.raw == "after" else -1)), k + 2
    return None


def weekday(c: Cursor, i: int) -> Hit:
    """周二, 下周二, next Tue, Friday next week, Thu 15th, one Tuesday."""
    mod, k = None, i
    if c.kind(i) == "mod":
        mod, k = int(c.at(i).n), i + 1
        if c.unit(k) == "week" and c.kind(k + 1) == "weekday" and c.at(k).raw.isascii() is False:
            k += 1  # 下周周六
    token = c.at(k)
    if token.kind != "weekday":
        return None
    if token.raw in SHY_EN and mod is None and not _sure_weekday(c, k):
        return None
    if mod is None:
        return _numbered_weekday(c, k)
    if token.raw.isascii() and mod > 0 and c.at(i).raw in ("coming", "upcoming", "following"):
        ahead = (int(token.n) - c.today.weekday()) % 7 or 7
        return day_piece(add_days(c.today, ahead)), k + 1
    day = add_days(week_start(c.today, mod), int(token.n))
    piece = day_piece(day, zh=not token.raw.isascii())
    numbered = _numbered_weekday(c, k)
    if numbered and numbered[0].day is not None and numbered[0].month is not None:
        return numbered
    return piece, k + 1


def _sure_weekday(c: Cursor, k: int) -> bool:
    """sat, sun, mon, wed as days, not as words: a preposition, a figure or an end beside them."""
    before, after = c.at(k - 1), c.at(k + 1)
    if c.at(k).raw in ("mon", "wed") or before.kind in ("on", "before", "until", "from", "mod", "to", "and", "or", "since"):
        return True
    if after.kind in ("num", "clock", "part", "end", "month", "punct", "mer") and before.kind not in ("the", "word"):
        return True
    return after.kind == "end" and before.kind != "the" or before.kind == "punct" and after.kind == "punct"


def _numbered_weekday(c: Cursor, k: int) -> Hit:
    """Thu 15th, Monday 21, friday the 26th, wednesday after next."""
    token = c.at(k)
    plain = Piece(weekday=int(token.n), zh=not token.raw.isascii())
    j = k + 1
    if c.kind(j) == "after" and c.at(j).raw == "after" and c.at(j + 1).raw == "next":
        ahead = (int(token.n) - c.today.weekday()) % 7 or 7
        return day_piece(add_days(c.today, ahead + 7 if ahead < 1 else ahead + (7 if ahead > 2 else 7))), j + 2
    j += c.is_punct(j, ".", ",")
    j += c.kind(j) in ("the",)
    n = c.number(j)
    if n is None or not 1 <= n <= 31 or not token.raw.isascii():
        return plain, k + 1
    ordinal = c.at(j).s == "ordinal"
    alone = c.kind(j + 1) in ("end", "punct") and not c.is_punct(j + 1, "-", "/", ":", "~", "–") and c.at(j).digits == 2
    if c.kind(j + 1) in ("month", "of") or c.unit(j + 1) or not (ordinal or alone):
        return plain, k + 1
    return replace(plain, day=int(n)), j + 1


def english(c: Cursor, i: int) -> Hit:
    """May 7, 7th of May 2026, 05-Aug-2016, the 3rd of March, July 13-15."""
    k = i
    k += c.kind(k) == "the"
    if c.kind(k) == "month":
        return _month_first(c, k)
    if c.kind(k) == "num":
        return _day_first(c, k)
    if c.kind(k) == "ym" and False:
        return None
    return None


def _separator(c: Cursor, j: int) -> int:
    while c.is_punct(j, "-", "/", ".", ",", "]", "[") or c.kind(j) in ("of", "the"):
        j += 1
    return j


def _year_at(c: Cursor, j: int) -> tuple[int | None, int]:
    """A year after a day or month, with what may stand between."""
    k = j
    while c.is_punct(k, ",", "-", "/", ".", "]") or c.kind(k) in ("of", "in"):
        k += 1
    if c.is_punct(k, "'") and c.at(k + 1).digits == 2:
        return full_year(c.at(k + 1).n, 2), k + 2
    n = c.number(k)
    spoken = c.at(k).s == "words" and c.at(k + 1).s == "words" and n in (19, 20)
    if spoken and 10 <= (c.number(k + 1) or 0) <= 99:
        return int((n or 0) * 100 + (c.number(k + 1) or 0)), k + 2
    thousand = c.at(k + 1).raw == "thousand" and n == 2
    if thousand:
        m = k + 2 + (c.kind(k + 2) == "and")
        rest = c.number(m)
        return (2000 + int(rest), m + 1) if rest is not None and rest < 100 else (2000, k + 2)
    if n is None or c.at(k).digits != 4 or not 1900 <= n <= 2199 or c.kind(k + 1) == "mer":
        return None, j
    return int(n), k + 1


def _month_first(c: Cursor, k: int) -> Hit:
    month = c.at(k)
    j = _separator(c, k + 1)
    n = c.number(j)
    dated = n is not None and 1 <= n <= 31 and n == int(n) and not _is_hour(c, j)
    if dated and (c.at(j).digits <= 2):
        assert n is not None
        piece, end = Piece(month=int(month.n), day=int(n)), j + 1
        ranged = _to_day(c, end)
        if ranged:
            piece, end = replace(piece, to_day=ranged[0]), ranged[1]
        year, end = _year_at(c, end)
        return replace(piece, year=year), end
    year, end = _year_at(c, k + 1)
    if year is None and month.raw in SHY_EN and not _sure_month(c, k):
        return None
    return Piece(year=year, month=int(month.n)), max(end, k + 1)


def _to_day(c: Cursor, j: int) -> tuple[int, int] | None:
    """The -15 of July 13-15."""
    if not (c.is_punct(j, "-", "~", "–", "—") or c.kind(j) == "to"):
        return None
    k = j + 1 + (c.kind(j + 1) == "the")
    n = c.number(k)
    free = c.kind(k + 1) not in ("month", "mer", "unit") and not c.is_punct(k + 1, "/", ":")
    if n is None or not 1 <= n <= 31 or c.at(k).digits > 2 or not free:
        return None
    if c.is_punct(k + 1, "-") and c.kind(k + 2) == "num":
        return None
    return int(n), k + 1


def _is_hour(c: Cursor, j: int) -> bool:
    return c.kind(j + 1) == "mer" or c.kind(j + 1) == "oclock" or c.unit(j + 1) == "oclock"


def _sure_month(c: Cursor, k: int) -> bool:
    before = c.at(k - 1)
    known = before.kind in ("of", "mod", "since", "before", "until", "edge", "after", "to", "from", "start", "and", "on")
    return known or before.raw in ("in", "during", "late", "early", "mid") or c.kind(k - 1) == "end" and c.kind(k + 1) == "end"


def _day_first(c: Cursor, k: int) -> Hit:
    n = c.number(k)
    if n is None or n != int(n) or not 1 <= n <= 31 or c.at(k).digits > 2 or _is_hour(c, k):
        return _year_first(c, k)
    j = k + 1
    while c.is_punct(j, "-", "/", ".") or c.kind(j) in ("of", "the"):
        j += 1
    if c.kind(j) != "month":
        return _year_between(c, k, j)
    year, end = _year_at(c, j + 1)
    if year is None and c.is_punct(j + 1, "-", "/") and c.at(j + 2).digits == 2:
        year, end = full_year(c.at(j + 2).n, 2), j + 3
    return Piece(year=year, month=int(c.at(j).n), day=int(n)), max(end, j + 1)


def _year_between(c: Cursor, k: int, j: int) -> Hit:
    """23-2020-September."""
    if c.at(j).digits == 4 and c.is_punct(j + 1, "-", "/") and c.kind(j + 2) == "month":
        return Piece(year=int(c.at(j).n), month=int(c.at(j + 2).n), day=int(c.at(k).n)), j + 3
    return None


def _year_first(c: Cursor, k: int) -> Hit:
    """2019-aug-1, 2016 june, 2020/23/Sep."""
    year = full_year(c.at(k).n, c.at(k).digits) if c.at(k).digits == 4 else None
    if year is None:
        return None
    j = _separator(c, k + 1)
    if c.kind(j) == "num" and c.at(j).digits <= 2 and c.is_punct(j + 1, "/", "-") and c.kind(j + 2) == "month":
        return Piece(year=year, month=int(c.at(j + 2).n), day=int(c.at(j).n)), j + 3
    if c.kind(j) != "month" or c.at(j).raw in SHY_EN and j > k + 1 and c.is_punct(k + 1, "."):
        return None
    after = _separator(c, j + 1) if c.is_punct(j + 1, "-", "/") else j + 1
    day = c.number(after)
    if after > j + 1 and day is not None and 1 <= day <= 31:
        return Piece(year=year, month=int(c.at(j).n), day=int(day)), after + 1
    return Piece(year=year, month=int(c.at(j).n)), j + 1


def the_nth(c: Cursor, i: int) -> Hit:
    """the 24th, on the first, on 15: a day whose month is not said."""
    k = i
    led = c.kind(k) == "on"
    k += led
    the = c.kind(k) == "the"
    k += the
    k += c.kind(k) == "date"
    n, token = c.number(k), c.at(k)
    if n is None or n != int(n) or not 1 <= n <= 31 or k == i or c.unit(k + 1) or token.digits > 2:
        return None
    if token.s not in ("ordinal",) and not (led or the) or token.s == "zh" or c.kind(k + 1) in ("mer", "half"):
        return None
    follow = c.at(k + 1)
    if follow.kind in ("word", "month", "weekday", "quarter", "oclock") and token.s != "ordinal":
        return None
    if follow.kind == "word" and not led and not the or token.s == "words" and not the:
        return None
    if follow.kind == "word" and token.s == "ordinal" and follow.raw not in ("at", "is", "was") and follow.raw.isascii():
        return (Piece(day=int(n)), k + 1) if led or follow.raw in ("if", "with", "for", "so", "we", "i", "he", "she") else None
    return Piece(day=int(n)), k + 1
