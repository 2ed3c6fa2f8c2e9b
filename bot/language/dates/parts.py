"""Parts of the day: 下午, in the morning, late afternoon, am."""

import re

from bot.language.dates.cursor import Cursor, Hit
from bot.language.dates.pieces import Piece


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
        led = before.end == token.start and before.kind in (
            "rel",
            "weekday",
            "num",
            "unit",
            "ymd",
            "md",
            "holiday",
        )
        return (Piece(part=token.s, zh=True), k + 1) if led else None
    if token.kind != "part":
        return None
    if token.raw in ("aft", "eve") and k == i:
        return None
    if token.raw in ("lunch", "dinner", "breakfast") and not (
        k > i or c.at(k - 1).kind in ("at", "around", "before", "after", "until") or c.at(k + 1).raw == "time"
    ):
        return None
    if token.raw == "night" and (
        c.at(k + 1).raw == "time" or (c.is_punct(k + 1, "-") and c.at(k + 2).raw == "time")
    ):
        return Piece(part="nighttime"), k + 2 + c.is_punct(k + 1, "-")
    whole = c.at(i - 1).raw in ("一", "整", "半", "大半") or c.kind(i - 1) in ("whole", "whole day", "half")
    if whole and c.touches(i) and not token.raw.isascii():
        return None  # 聊了一下午
    return _whole_part(c, token.s, token.raw, shade, k + 1)


def half_day(c: Cursor, i: int) -> Hit:
    """am and pm in front of a note: "am Hairun samples"."""
    token, before = c.at(i), c.at(i - 1)
    opens = i == 0 or (before.kind == "punct" and before.s in (":", ";", ",", "，", "；", "："))
    if (
        not opens
        or token.raw not in ("am", "pm")
        or c.kind(i + 1) != "word"
        or re.match(r"[a-z]+ing\b|at|still|just", c.at(i + 1).raw)
    ):
        return None
    return Piece(part="morning" if token.n == 0 else "afternoon"), i + 1


def _whole_part(c: Cursor, name: str, raw: str, shade: str, j: int) -> Hit:
    chinese = not raw.isascii()
    if shade == "mid" and name in ("morning", "afternoon"):
        return Piece(clock=(10 if name == "morning" else 14, 0, 0), part=name), j
    if name in ("night", "noon") and shade == "mid":
        return Piece(clock=(0, 0, 0)), j
    if name == "midnight" and not chinese:
        return Piece(clock=(0, 0, 0)), j
    if raw in ("noon", "midday", "noonish"):
        return Piece(clock=(12, 0, 0)), j + (c.kind(j) == "ish")
    if c.at(j).raw in ("time", "hours"):
        j += 1
    return Piece(part=name, shade=shade, zh=chinese), j
