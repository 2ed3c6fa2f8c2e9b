"""What only looks like a date: addresses, codes, phone numbers, prices, ratios, payment terms."""

import re

_LOOKALIKE = re.compile(
    r"""
    https?://\S+ | www\.\S+ | [\w.+-]+@[\w-]+\.[\w.-]+
    | (?<![a-z0-9])[a-z]{1,6}[-#]?\d{3,}[a-z0-9-]*(?<!h[12])(?![:])     # RF250710, HF-310
    | (?<![a-z0-9])[a-z]{2,5}-\d[\w-]* | \b[a-z]{3,}-\d+-[a-z0-9]+\b
    | \d+(?:\.\d+)?\s?(?:%|percent\b|℃|°|度|折|个点)
    | [\d零一二三四五六七八九十]+点[\d零一二三四五六七八九]*\s?(?:度|个百分点|%|成(?!交|立|功)|折|倍)
    | (?<!\d)24\s?/\s?7(?!\d) | (?<!\d)\d\s?/\s?\dg\b
    | (?<![\d.])\d{1,2}(?:-\d{1,2}){2}(?=\s*(?:付|方式|比例|模式|账期|split|payment))
    | (?:付款|账期|比例)\D{0,6}?\d+(?:-\d+){1,3}
    | (?<![\d:])1:1(?!\d) | (?<!\d)\d{1,2}:\d(?!\d) | \d+:\d+(?=\s*(?:aspect|ratio|比例|配))
    | (?:账期|帐期)\s*\d+\s*天 | \d+\s*天(?:账期|帐期)
    | net\s?\d{2}\b
    | (?<!\d)\d{9,}(?!\d)(?<!\d{8}) | (?<![\d-])(?!(?:19|20)\d\d-\d\d-\d\d)\d{3,4}[-\s]\d{2,4}[-\s]\d{2,}(?:[-\s]\d+)* | (?<!\d)0\d{2,3}-\d{7,8}
    | \btel\b\S*[\s\d+()-]+ | \d{4}款 | (?:[$£€¥￥]|usd|rmb|eur|cny)\s?[\d,.]+\s?[kmw万]?
    | \d{2,3}-\d{2}-\d{4}\b(?<!\d{2}-\d{2}-\d{4}) | (?<=\d)\.(?:xlsx?|pdf|docx?)\b
    """,
    re.VERBOSE,
)
_FILLER = "\ue000"


def mask(text: str) -> str:
    """The same text, lookalikes overwritten, positions kept."""
    return _LOOKALIKE.sub(_keep_dates, text)


def _keep_dates(found: re.Match[str]) -> str:
    raw = found.group()
    if re.fullmatch(r"(?:19|20)\d\d[-\s](?:0?[1-9]|1[0-2])[-\s](?:[0-2]?\d|3[01])(?:[-\s]\S*)?", raw):
        return raw
    if re.fullmatch(r"[a-z]{3,9}-\d{1,4}(?:-\d{2,4})?", raw) and raw[:3] in _MONTHS:
        return raw
    return _FILLER * len(raw)


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
