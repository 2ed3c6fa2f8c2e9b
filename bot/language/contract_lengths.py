"""How long a contract runs, in months."""

import re
from collections.abc import Sequence

from bot.language.numerals import en_number, zh_number

_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|eighteen|twenty[- ]four|thirty[- ]six|forty[- ]eight|sixty"
_UNITS_EN = r"years?|yrs?|y(?=\b)|months?|mths?|mos?"
_EN = re.compile(
    rf"(?<![A-Za-z0-9.,$£€¥/])(?P<n>\d{{1,2}}(?:\.5)?|another|(?:{_WORDS}))[\s-]*(?:more |extra |additional |full )?(?P<unit>{_UNITS_EN})\b(?P<half>[\s-]and a half)?",
    re.IGNORECASE,
)
_ZH = re.compile(
    r"(?<![\d.第每前近过今明去后])(?P<n>\d{1,2}(?:\.5)?|[一二两俩三四五六七八九十]{1,3}|半)\s?(?P<more>个半)?"
    r"(?P<unit>周?年(?!\d)|个月|个?季度)(?P<half>半)?(?![级度末底初货产检薪终份报审会头费中])"
)
_FROM = re.compile(
    rf"\s*(?:for )?(?P<n>\d{{1,2}}|{_WORDS}|a)[\s-]*(?P<unit>{_UNITS_EN})\s+(?:from|starting|commencing|beginning|as of)\b",
    re.IGNORECASE,
)
_NOT_BEFORE = re.compile(
    r"(?:\b(?:in|within|every|last|past|first|after|ago|previous|net|payment(?: in)?|delivery(?: in)?)\s*|"
    r"(?<!合)同|账期|帐期|付款期?|交期|交货期?|货期|工期|试用期?|合作了?|用了|做了|免费|每|近|[万元块千]|\d[wk]|[/])$",
    re.IGNORECASE,
)
_NOT_AFTER = re.compile(
    r"\s*(?:['’]?\s?(?:ago|notice|old|credit|free|trial|in advance|lead|delivery|deposit|earlier|later|overdue|late|payment)\b|"
    r"[前后内]|以[上内后来前]|之[前后内]|来|间|多?了|多|的?老|[付结]|一[付结次])",
    re.IGNORECASE,
)
_NOTICE = re.compile(r"\bnotice\b[^,.;]{0,40}$", re.IGNORECASE)
_WARRANTY = re.compile(r"(?:质保|保修|warranty)\S{0,3}\s?$", re.IGNORECASE)
_WARRANTY_AFTER = re.compile(r"\s?(?:的?(?:质保|保修)|warranty)", re.IGNORECASE)


def length_in(text: str, *, taken: Sequence[tuple[int, int]] = ()) -> int | None:
    """The first length outside the `taken` dates; a warranty's only where there is no other."""
    spare = None
    for found in sorted((*_EN.finditer(text), *_ZH.finditer(text)), key=re.Match.start):
        before, after = text[max(0, found.start() - 24) : found.start()], text[found.end() :]
        if any(a <= found.start() and found.end() <= b for a, b in taken):
            continue
        if _NOT_BEFORE.search(before) or _NOT_AFTER.match(after) or _NOTICE.search(text[: found.start()]):
            continue
        months = _months(found)
        if _WARRANTY.search(before) or _WARRANTY_AFTER.match(after):
            spare = spare or months
        elif months:
            return months
    return spare


def length_from(said: str) -> int | None:
    """The length in what reads as one date: 3 years from 1 April."""
    found = _FROM.match(said)
    return _months(found) if found else None


def _months(found: re.Match[str]) -> int | None:
    said, unit, groups = found["n"].lower(), found["unit"].lower(), found.groupdict()
    n = 1.0 if said in ("another", "a") else 0.5 if said == "半" else _number(said)
    if n is None:
        return None
    size = 12 if unit.startswith("y") or "年" in unit else 3 if "季" in unit else 1
    n += 0.5 * bool(groups.get("more") or groups.get("half"))
    return round(n * size) or None


def _number(said: str) -> float | None:
    if said[0].isdigit():
        return float(said)
    if said.isascii():
        value = en_number(said)
        return float(value[0]) if value else None
    return zh_number(said)
