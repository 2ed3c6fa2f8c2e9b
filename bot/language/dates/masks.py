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
    | (?:五一|八一|十一|三八|六一|五四)(?=[东西南北中]?[一二三四五]?(?:路|街|广场|大道|大厦|村|镇))
    | \ba\ second(?=\ (?:opinion|look|thought|chance|hand|visit|meeting|call|round|quote|sample|order|site|line|supplier))
    | (?<![\d/])\d{1,2}/\d{1,2}(?=\s?(?:inch|in\b|"|″|英?寸|mm\b|cup))
    | (?<![\d-])(?:19|20)\d\d(?=\s?(?:pounds|dollars|euros|bucks|quid|rmb|usd|eur|gbp|元|块|美元|美金|欧元|英镑|港币)(?![a-z]))
    | \b(?:an?\ )?(?:half|quarters?)(?=\ (?:an?\ |of\ an?\ )?(?:million|billion|mil|thousand|grand|lakh|crore)\b)
    | \btel\b\S*[\s\d+()-]+ | \d{4}款 | (?:[$£€¥￥]|usd|rmb|eur|cny)\s?[\d,.]+\s?[kmw万]?
    | \d{2,3}-\d{2}-\d{4}\b(?<!\d{2}-\d{2}-\d{4}) | (?<=\d)\.(?:xlsx?|pdf|docx?)\b
    """,
    re.VERBOSE,
)
_FILLER = "\ue000"


_A_BIT = re.compile(
    r"(?<=[看问等说聊认实量补录记究通改对查试想议系定估虑备理断复算价绍])一下(?=(?:周|星期|礼拜)[一二三四五六日天末])"
)
"""考虑一下周四: the verb's 一下, and Thursday."""
_IN = re.compile(
    r"(?:^|(?<=[我们他她您再就等那先，,。;；\s]))过(?P<length>[\d一二两三四五六七八九十半]+个?(?:半)?(?:天|周|星期|礼拜|月|年|小时|钟头|分钟))(?![后前以之内])"
)
"""过两周 is 两周后."""


_NEXT_WORKDAY_ZH = re.compile(r"下一?个工作日")
_NEXT_WORKDAY_EN = re.compile(r"\bnext(?= (?:business|working) day\b)")


_FIRST_MONTH = re.compile(r"(?<!公)元月(?=[初上中下底\d一二三十]|份|里|前|后|$)")
_LATE_THEN = re.compile(r"(?<=[周天月年期拜][后前])晚上")
"""两周后晚上 is no 后晚."""
_MID = re.compile(r"\bmid-(?=(?:may|mar(?:ch)?)\b)")
_PAIR = re.compile(r"俩(?=个?(?:半)?(?:天|周|星期|礼拜|月|年|小时|钟头))")


def mask(text: str) -> str:
    """The same text, lookalikes overwritten, positions kept."""
    text = _NEXT_WORKDAY_ZH.sub(lambda found: f"1{'个' * (len(found[0]) - 5)}工作日后", text)
    text = _NEXT_WORKDAY_EN.sub("in 1", text)
    text = _FIRST_MONTH.sub("1月", text)
    text = _PAIR.sub("两", text)
    text = _MID.sub("mid ", text)
    text = _LATE_THEN.sub("夜里", text)
    text = _A_BIT.sub(_FILLER * 2, text)
    text = _IN.sub(lambda found: f"{found['length']}后", text)
    return _LOOKALIKE.sub(_keep_dates, text)


def _keep_dates(found: re.Match[str]) -> str:
    raw = found.group()
    if re.fullmatch(r"(?:19|20)\d\d[-\s](?:0?[1-9]|1[0-2])[-\s](?:[0-2]?\d|3[01])(?:[-\s]\S*)?", raw):
        return raw
    if re.fullmatch(r"[a-z]{3,9}-\d{1,4}(?:-\d{2,4})?", raw) and raw[:3] in _MONTHS:
        return raw
    return _FILLER * len(raw)


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
