"""Dates with an English month, and days whose month is not said: May 7, 3rd of March, the 24th."""

from dataclasses import replace

from bot.language.dates.cursor import Cursor, Hit
from bot.language.dates.figures import full_year
from bot.language.dates.pieces import Piece
from bot.language.tables.moments import SHY_EN


def english(c: Cursor, i: int) -> Hit:
    """May 7, 7th of May 2026, 05-Aug-2016, the 3rd of March, July 13-15."""
    k = i
    k += c.kind(k) == "the"
    if c.kind(k) == "month":
        return _month_first(c, k)
    if c.kind(k) == "num":
        return _day_first(c, k)
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
    spoken_year, spoken_end = _year_at(c, k + 1)
    if spoken_year is not None and c.at(spoken_end - 1).s == "words":
        return Piece(year=spoken_year, month=int(month.n)), spoken_end
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
    known = before.kind in (
        "of",
        "mod",
        "since",
        "before",
        "until",
        "edge",
        "after",
        "to",
        "from",
        "start",
        "on",
    )
    known = known or (before.kind == "and" and c.kind(k - 2) == "month")
    return (
        known
        or before.raw in ("in", "during", "late", "early", "mid")
        or (c.kind(k - 1) == "end" and c.kind(k + 1) == "end")
    )


def _day_first(c: Cursor, k: int) -> Hit:
    n = c.number(k)
    if n is None or n != int(n) or not 1 <= n <= 31 or c.at(k).digits > 2 or _is_hour(c, k):
        return _year_first(c, k)
    j = k + 1
    while c.is_punct(j, "-", "/", ".") or c.kind(j) in ("of", "the"):
        j += 1
    if c.kind(j) != "month":
        return _year_between(c, k, j)
    if c.at(k).s == "words" and c.at(j).raw in SHY_EN:
        return None  # one may ask
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
    if (
        c.kind(j) == "num"
        and c.at(j).digits <= 2
        and c.is_punct(j + 1, "/", "-")
        and c.kind(j + 2) == "month"
    ):
        return Piece(year=year, month=int(c.at(j + 2).n), day=int(c.at(j).n)), j + 3
    if c.kind(j) != "month" or (c.at(j).raw in SHY_EN and j > k + 1 and c.is_punct(k + 1, ".")):
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
    if (
        (token.s not in ("ordinal",) and not (led or the))
        or token.s == "zh"
        or c.kind(k + 1) in ("mer", "half")
    ):
        return None
    follow = c.at(k + 1)
    if follow.kind == "month":
        return None  # on 2nd March: the month follows
    if follow.kind in ("word", "month", "weekday", "quarter", "oclock") and token.s != "ordinal":
        return None
    if (follow.kind == "word" and not led and not the) or (token.s == "words" and not the):
        return None
    if (
        follow.kind == "word"
        and token.s == "ordinal"
        and follow.raw not in ("at", "is", "was")
        and follow.raw.isascii()
    ):
        return (
            (Piece(day=int(n)), k + 1)
            if led or follow.raw in ("if", "with", "for", "so", "we", "i", "he", "she")
            else None
        )
    return Piece(day=int(n)), k + 1
