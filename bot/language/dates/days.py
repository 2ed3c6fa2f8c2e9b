"""Days by name: 今天, tomorrow, 周二, next Tue, Thu 15th."""

from dataclasses import replace

from bot.language.dates.calendar import add_days, week_start
from bot.language.dates.cursor import Cursor, Hit, day_piece
from bot.language.dates.pieces import Piece
from bot.language.tables.moments import SHY_EN


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
    verb = c.at(i).raw in ("coming", "following") and c.kind(i - 1) not in (
        "the",
        "mod",
        "on",
        "before",
        "until",
        "end",
    )
    if verb and i > 0:
        return None  # "copy coming Tuesday" comes; "the coming Tuesday" is a day
    if token.raw in SHY_EN and mod is None and not _sure_weekday(c, k):
        return None
    if token.raw.isascii() and (shifted := _shifted_weekday(c, k, int(token.n))):
        return shifted
    if mod is None:
        return _numbered_weekday(c, k)
    if c.at(i).raw == "past":
        return day_piece(add_days(c.today, -((c.today.weekday() - int(token.n)) % 7 or 7))), k + 1
    if token.raw.isascii() and mod > 0 and c.at(i).raw in ("coming", "upcoming", "following"):
        ahead = (int(token.n) - c.today.weekday()) % 7 or 7
        return day_piece(add_days(c.today, ahead)), k + 1
    if mod == 0 and token.raw.isascii() and int(token.n) < c.today.weekday():
        return _numbered_weekday(c, k)  # "this Monday" on a Tuesday: as the clause has it
    day = add_days(week_start(c.today, mod), int(token.n))
    piece = day_piece(day, zh=not token.raw.isascii())
    numbered = _numbered_weekday(c, k)
    if numbered and numbered[0].day is not None and numbered[0].month is not None:
        return numbered
    return piece, k + 1


def _shifted_weekday(c: Cursor, k: int, weekday: int) -> Hit:
    """Friday week is the Friday after the next one; Friday just gone the last one."""
    ahead = (weekday - c.today.weekday()) % 7 or 7
    if c.at(k + 1).raw == "week" and c.kind(k + 2) not in ("of", "before", "after"):
        return day_piece(add_days(c.today, ahead + 7)), k + 2
    if c.at(k + 1).raw == "just" and c.at(k + 2).raw in ("gone", "past", "passed"):
        return day_piece(add_days(c.today, -((c.today.weekday() - weekday) % 7 or 7))), k + 3
    return None


def _sure_weekday(c: Cursor, k: int) -> bool:
    """sat, sun, mon, wed as days, not as words: a preposition, a figure or an end beside them."""
    before, after = c.at(k - 1), c.at(k + 1)
    if c.at(k).raw in ("mon", "wed") or before.kind in (
        "on",
        "before",
        "until",
        "from",
        "mod",
        "to",
        "and",
        "or",
        "since",
    ):
        return True
    if after.kind in ("num", "clock", "part", "end", "month", "punct", "mer") and before.kind not in (
        "the",
        "word",
    ):
        return True
    return (after.kind == "end" and before.kind != "the") or (
        before.kind == "punct" and after.kind == "punct"
    )


def _numbered_weekday(c: Cursor, k: int) -> Hit:
    """Thu 15th, Monday 21, friday the 26th, wednesday after next."""
    token = c.at(k)
    plain = Piece(weekday=int(token.n), zh=not token.raw.isascii())
    j = k + 1
    if c.kind(j) == "after" and c.at(j).raw == "after" and c.at(j + 1).raw == "next":
        ahead = (int(token.n) - c.today.weekday()) % 7 or 7
        return day_piece(add_days(c.today, ahead + 7)), j + 2
    j += c.is_punct(j, ".", ",")
    j += c.kind(j) in ("the",)
    n = c.number(j)
    if n is None or not 1 <= n <= 31 or not token.raw.isascii():
        return plain, k + 1
    ordinal = c.at(j).s == "ordinal"
    alone = (
        c.kind(j + 1) in ("end", "punct")
        and not c.is_punct(j + 1, "-", "/", ":", "~", "–")
        and c.at(j).digits == 2
    )
    if c.kind(j + 1) in ("month", "of") or c.unit(j + 1) or not (ordinal or alone):
        return plain, k + 1
    return replace(plain, day=int(n)), j + 1
