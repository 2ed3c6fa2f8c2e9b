"""Text becomes tokens of dates and times; what is no such word is a plain word that separates."""

import re
from dataclasses import dataclass

from bot.language.numerals import EN_NUMBER, ZH_NUMERAL, en_number, zh_number
from bot.language.tables import moments as m
from bot.language.tables.holidays import HOLIDAYS_EN, HOLIDAYS_ZH


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` says what it may be, `n` its number, `s` its name; `digits` counts figures written."""

    kind: str
    start: int
    end: int
    n: float = 0
    s: str = ""
    digits: int = 0
    raw: str = ""
    parts: tuple[int, ...] = ()


_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x2019: 0x27, 0x00A0: 0x20}


def fold(text: str) -> str:
    """Full-width forms become ASCII and letters small; positions stay."""
    folded = text.translate(_FOLD)
    small = folded.lower()
    return small if len(small) == len(folded) else "".join(c.lower()[:1] or c for c in folded)


_CONNECT_ZH = {
    "之前": "before", "以前": "before", "前面": "before", "前": "before", "之后": "after", "以后": "after",
    "过后": "after", "后": "after", "之内": "within", "以内": "within", "内": "within", "里": "within",
    "起": "since", "开始": "since", "左右": "about", "前后": "about", "许": "about", "多": "about",
    "到": "to", "至": "to", "从": "from", "自": "from", "的": "of", "之间": "between", "止": "stop",
    "为止": "stop", "每": "every", "每个": "every", "每逢": "every", "半": "half", "个": "measure",
    "整": "sharp", "第": "nth", "首": "first", "头": "first", "最后": "last one", "最后一": "last one",
    "未来": "coming", "接下来": "coming", "今后": "coming", "往后": "coming", "过去": "gone", "最近": "gone",
    "近": "gone", "底": "end", "末": "end", "初": "start", "现在": "now", "此刻": "now", "目前": "now",
    "眼下": "now", "至今": "until now", "迄今": "until now", "上半年": "half 1", "前半年": "half 1",
    "下半年": "half 2", "后半年": "half 2", "上半月": "halfmonth 1", "下半月": "halfmonth 2",
    "上半周": "halfweek 1", "下半周": "halfweek 2", "和": "and", "与": "and", "跟": "and", "或": "or",
    "在": "at", "于": "at", "约": "around", "大约": "around", "大概": "around", "差不多": "around",
    "差": "short of", "过": "past", "截止": "until", "截至": "until", "下班": "close", "收工": "close",
    "两个半": "two and half", "一个半": "one and half", "整天": "whole day", "全天": "whole day",
}  # fmt: skip

_CONNECT_EN = {
    "at": "at", "@": "at", "on": "on", "in": "in", "of": "of", "the": "the", "for": "for", "by": "before",
    "before": "before", "b4": "before", "bef": "before", "after": "after", "since": "since", "until": "until",
    "untill": "until", "til": "to", "till": "to", "to": "to", "thru": "to", "through": "to", "from": "from",
    "between": "between", "btwn": "between", "and": "and", "&": "and", "or": "or", "a": "a", "an": "a",
    "around": "around", "about": "around", "approximately": "around", "approx": "around", "circa": "around",
    "within": "within", "ago": "ago", "hence": "hence", "past": "past", "half": "half", "every": "every",
    "each": "every", "now": "now", "more": "more", "less": "more", "another": "more", "all": "whole",
    "whole": "whole", "full": "whole", "entire": "whole", "couple": "couple", "few": "few", "several": "few",
    "some": "few", "ish": "ish", "oclock": "oclock", "o'clock": "oclock", "sharp": "sharp", "than": "than",
    "back": "back", "my": "the", "our": "the", "that": "the", "these": "the", "during": "in", "over": "in",
    "day": "day", "date": "date", "begin": "starting", "beginning": "starting", "commencing": "starting",
    "starting": "starting", "time": "time", "daily": "recurring", "weekly": "recurring",
    "monthly": "recurring", "yearly": "recurring", "annually": "recurring", "biweekly": "recurring",
    "ish.": "ish", "rest": "rest", "only": "the", "as": "as", "early": "early", "any": "any",
    "calendar": "calendar", "cy": "calendar", "fy": "calendar", "hours": "hours",
}  # fmt: skip


def _words_zh() -> dict[str, tuple[str, float, str]]:
    words: dict[str, tuple[str, float, str]] = {}
    for word, name in _CONNECT_ZH.items():
        words[word] = (name, 0, "")
    for word, name in m.UNITS_ZH.items():
        words[word] = ("unit", 0, name)
    for word, (unit, edge) in m.EDGES_ZH.items():
        words[word] = ("unit edge", 0, f"{unit} {edge}")
    for word, offset in m.REL_DAYS_ZH.items():
        words[word] = ("rel", offset, word)
    for word, offset in m.REL_YEARS_ZH.items():
        words[word] = ("rel year", offset, "")
    for word, part in m.PARTS_ZH.items():
        words[word] = ("part", 0, part)
    for word in HOLIDAYS_ZH:
        if len(word) > 1 and word not in ("五一", "十一", "六一", "八一", "五四", "618", "六一八"):
            words[word] = ("holiday", 0, word)
    words |= dict.fromkeys(("节后", "放假后", "收假后", "假后"), ("around holiday", 0, "after"))
    words |= dict.fromkeys(("节前", "放假前", "假前"), ("around holiday", 0, "before"))
    return words


_ZH = _words_zh()
_ZH_ALTERNATIVES = "|".join(
    re.escape(word) + ("(?!日|天)" if word == "后" else "") for word in sorted(_ZH, key=len, reverse=True)
)

_EN: dict[str, tuple[str, float, str]] = {word: (name, 0, "") for word, name in _CONNECT_EN.items()}
_EN |= {word: ("edge", 0, name) for word, name in m.EDGES_EN.items() if word != "rest"}
_EN |= {word: ("unit", 0, unit) for unit, words in m.UNITS_EN.items() for word in words.split()}
_EN |= {word: ("rel", n, word) for word, n in m.REL_DAYS_EN.items()}
_EN |= {word: ("part", 0, part) for word, part in m.PARTS_EN.items()}
_EN |= {word: ("mod", n, word) for word, n in m.MODS_EN.items()}
_EN |= {word: ("month", n, word) for word, n in m.MONTHS_EN.items()}
_EN |= {word: ("weekday", n, word) for word, n in m.WEEKDAYS_EN.items()}
_EN |= {word: ("abbreviated edge", 0, f"{u} {e}") for word, (u, e) in m.ABBREVIATED_EDGES.items()}
_EN |= {
    "tonight": ("tonight", 0, "evening"),
    "tonite": ("tonight", 0, "evening"),
    "tn": ("tonight", 0, "evening"),
}
_EN |= {"teatime": ("part", 0, "afternoon"), "later": ("edge", 0, "later")}

_HOLIDAY_EN = "|".join(
    re.escape(h).replace(r"\ ", "[ -]") for h in sorted(HOLIDAYS_EN, key=len, reverse=True)
)

# Characters that may open a Chinese date word: all others are passed over in one stride.
_STARTERS = "".join(
    sorted(
        {w[0] for w in _ZH}
        | set(ZH_NUMERAL + "早晨午晚夜周星礼今明昨当次这本同隔再下上后前½·，、；。！？：（）～–—")
    )
)

_MASTER = re.compile(
    rf"""(?P<skip>[ \t\r\n|\[\]]+)
    |(?P<ymd>(?<![\d.])(?:\d{{4}}\s?[-/.·]\s?\d{{1,2}}\s?[-/.·]\s?\d{{1,2}}(?!\d)|\d{{4}}[-/.]\d\d[-/.]\d\d(?=\d\d:\d\d)
        |(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)
        |(?:19|20)\d\d\ (?:0?[1-9]|1[0-2])\ (?:[12]\d|3[01]|0?[1-9])(?![\d:/.-])))
    |(?P<dmy>(?<![\d.])\d{{1,2}}\s?([-/.])\s?\d{{1,2}}\s?\4\s?(?:\d{{4}}|\d{{2}})(?![\d%:]))
    |(?P<ym>(?<![\d.])(?:\d{{4}}\s?[-/.]\s?(?:0?[1-9]|1[0-2])(?![\d:%])|(?:0?[1-9]|1[0-2])\s?[-/]\s?(?:19|20)\d\d(?!\d)))
    |(?P<clock>(?:(?<![\d.:])|(?<=-\d\d-\d\d))(?:[01]?\d|2[0-4])[:：][0-5]\d(?::[0-5]\d)?(?![\d:]))
    |(?P<hclock>(?<![\d.])(?:[01]?\d|2[0-4])\ ?h\ ?[0-5]\d(?![\d]))
    |(?P<md>(?<![\d.])(?:0?[1-9]|1[0-2]|[12]\d|3[01])(?P<mdsep>[/·])\d{{1,2}}(?![\d%]|\.\d))
    |(?P<dotted>(?<![\d.])\d{{1,2}}\.\d{{1,2}}(?![\d%.]))
    |(?P<num>(?<!\d)\d{{1,12}}(?!\d)(?:,\d{{3}})*(?:\.\d+)?(?P<ord>st|nd|rd|th)?(?!\d))
    |(?P<mer>(?<![a-z])[ap]\ ?\.?\ ?m\b\.?)
    |(?P<shortmer>(?<=\d)[ap]\b\.?)
    |(?P<ennum>\b(?:{EN_NUMBER})\b)
    |(?P<holiday>\b(?:{_HOLIDAY_EN})\b)
    |(?P<weekend>week-?end)
    |(?P<midpart>\bmid-?(?:morning|afternoon|day|night)\b)|(?P<nowphrase>\bat\ the\ moment\b|\bat\ (?:the\ )?present(?:\ time)?\b|\batm\b)
    |(?P<officehours>\b(?:business|office|working)\ hours\b)
    |(?P<quarter>\b[qh](?=[1-4]\b)|(?<=\d{{4}})[qh](?=[1-4]\b))
    |(?P<en>o'?\ ?clock\b|[a-z]+(?:'s)?|@|&|b4)
    |(?P<zweekday>(?<![一两几半])(?:周|星期|礼拜)(?:[一二三四五六日天]|[1-6](?![\d天次个:点])))
    |(?P<zrel>[今明昨当次](?=[早晨午晚夜])|(?<!以|之|提)[前后](?=晚))
    |(?P<zmod>(?:再?下+|再?上+|这|本|当|同|隔)(?:一?个|一)?(?=周|星期|礼拜|月|年|季|双休|小时|钟头|工作周)|[上下]一?个(?=半年))
    |(?P<zafter>(?<=[天日周月年时期])后(?=天))
    |(?P<zh>{_ZH_ALTERNATIVES})
    |(?P<zhnum>[{ZH_NUMERAL}]+)
    |(?P<zpart>[早晨午晚夜])
    |(?P<punct>[,，、;；。.!！?？:：()（）"'~～–—\-/+½^]|·)
    |(?P<other>[^\x00-\x7f{_STARTERS}]+|.)""",
    re.VERBOSE | re.DOTALL,
)

_ZPART = m.PARTS_ZH_SHORT
_WEEKDAY_ZH = {c: i for i, c in enumerate("一二三四五六日")} | {"天": 6} | {str(i + 1): i for i in range(6)}
_COMPACT = re.compile(r"\d{8}")


def tokens(text: str) -> list[Token]:
    """Tokens of an already folded text, in reading order; spaces leave none."""
    found = []
    for match in _MASTER.finditer(text):
        kind = match.lastgroup or "other"
        if kind != "skip":
            found.append(_token(_outer(match, kind), match.group(), match.start(), match.end()))
    return found


def _outer(match: re.Match[str], kind: str) -> str:
    return {"ord": "num", "mdsep": "md"}.get(kind, kind)


_PLAIN: dict[str, tuple[str, str]] = {  # group of the pattern → kind of the token and its name
    "weekend": ("unit", "weekend"),
    "nowphrase": ("now", ""),
    "officehours": ("part", "daytime"),
    "zafter": ("after", ""),
}


def _token(kind: str, raw: str, a: int, b: int) -> Token:
    if kind in _PLAIN:
        name, s = _PLAIN[kind]
        return Token(name, a, b, s=s, raw=raw)
    match kind:
        case "ymd" | "dmy" | "ym" | "md" | "dotted" | "clock" | "hclock":
            digits = [raw[:4], raw[4:6], raw[6:]] if _COMPACT.fullmatch(raw) else re.findall(r"\d+", raw)
            return Token(kind, a, b, s=raw, raw=raw, parts=tuple(map(int, digits)))
        case "num" | "ennum" | "zhnum":
            return _number(kind, raw, a, b)
        case "mer" | "shortmer":
            return Token("mer", a, b, n=12 if raw.startswith("p") else 0, s=kind, raw=raw)
        case "en":
            return _english(raw, a, b)
        case "zh":
            name, n, s = _ZH[raw]
            return Token(name, a, b, n, s, raw=raw)
        case "zpart":
            return Token("short part", a, b, s=_ZPART[raw], raw=raw)
        case "zweekday" | "zrel" | "zmod":
            return _chinese(kind, raw, a, b)
        case "holiday" | "midpart" | "quarter" | "punct":
            return Token(kind, a, b, s=_spelling(kind, raw), raw=raw)
        case _:
            return Token("word", a, b, s=raw, raw=raw)


def _spelling(kind: str, raw: str) -> str:
    if kind == "midpart":
        return re.sub("mid-?", "", raw)
    return raw.replace("-", " ") if kind == "holiday" and raw not in HOLIDAYS_EN else raw


def _number(kind: str, raw: str, a: int, b: int) -> Token:
    if kind == "num":
        return _figure(raw, a, b)
    if kind == "zhnum":
        return Token("num", a, b, n=zh_number(raw) or 0, s="zh", digits=_spelled(raw), raw=raw)
    value, ordinal = en_number(raw) or (0, False)
    return Token("num", a, b, n=value, s="ordinal" if ordinal else "words", raw=raw)


_NEAR_DAYS = {"明": 1, "昨": -1, "前": -2, "后": 2, "次": 1}


def _chinese(kind: str, raw: str, a: int, b: int) -> Token:
    if kind == "zweekday":
        return Token("weekday", a, b, n=_WEEKDAY_ZH[raw[-1]], s="zh", raw=raw)
    if kind == "zrel":
        return Token("rel", a, b, n=_NEAR_DAYS.get(raw, 0), s=raw, raw=raw)
    return Token("mod", a, b, n=raw.count("下") - raw.count("上") + _again(raw), s="zh", raw=raw)


def _again(raw: str) -> int:
    """再下周 is the week after 下周."""
    return (1 if "下" in raw else -1) if raw.startswith("再") else (1 if raw.startswith("隔") else 0)


def _spelled(raw: str) -> int:
    """How many digits 二零二六 spells; nothing where units are said (二十)."""
    return 0 if re.search("[十百千拾佰仟]", raw) else len(raw)


def _figure(raw: str, a: int, b: int) -> Token:
    ordinal = raw[-2:] in ("st", "nd", "rd", "th")
    figures = raw[:-2] if ordinal else raw
    digits = len(figures) if figures.isdigit() else 0
    return Token(
        "num",
        a,
        b,
        n=float(figures.replace(",", "")),
        s="ordinal" if ordinal else "figures",
        digits=digits,
        raw=raw,
    )


def _english(raw: str, a: int, b: int) -> Token:
    word = raw[:-2] if raw.endswith("'s") and raw[:-2] in _EN else raw
    word = "o'clock" if word.endswith("clock") and word.startswith("o") else word
    name, n, s = _EN.get(word, ("word", 0, raw))
    return Token(name, a, b, n, s, raw=raw)
