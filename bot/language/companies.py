"""Company names in parts: region, core, legal form and branch; and how alike two names are."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import DamerauLevenshtein

from bot.language.tables import companies as table

_LEGAL_ZH = re.compile("|".join(map(re.escape, sorted(table.LEGAL_ZH, key=len, reverse=True))))
_LEGAL_TAIL_ZH = re.compile(f"(?:{_LEGAL_ZH.pattern})$")
_LEGAL_EN = re.compile(rf"(?:\b(?:{'|'.join(sorted(table.LEGAL_EN, key=len, reverse=True))})\b[\s.,]*)+$")
_REGION = "|".join(sorted(set(table.REGIONS), key=len, reverse=True))
_REGION_HEAD = re.compile(
    rf"^(?:(?:{_REGION})(?:省|市|自治区|地区)?)+(?:[\u4e00-\u9fff]{{2}}(?:区|县|市)(?=[\u4e00-\u9fff]{{4}}))?"
)
_REGION_INNER = re.compile(rf"\(\s*((?:{_REGION})(?:省|市)?)\s*\)|(?<=.{{2}})(中国)$")
_BRANCH = re.compile(rf"(?:\(?({table.BRANCH_ZH})\)?)$")
_ORDINAL = re.compile(r"第?([一二三四五六七八九十]|\d+)(?=[厂店部院所校]|分|号|$)")


@dataclass(frozen=True, slots=True)
class NameParts:
    region: str
    core: str
    legal: str
    branch: str


@lru_cache(maxsize=20_000)
def name_parts(name: str) -> NameParts:
    """The parts of a name, normalised: NFKC, small letters, no punctuation in the core."""
    text = unicodedata.normalize("NFKC", name).lower().strip()
    if not re.search("[\u4e00-\u9fff]", text):
        return _english_parts(text)
    text = re.sub(r"\s+", "", text)
    inner = _REGION_INNER.search(text)
    region = (inner[1] or inner[2]) if inner else ""
    if inner:
        text = text[: inner.start()] + text[inner.end() :]
    branch = ""
    found = _BRANCH.search(text)
    if found:
        legal_before = list(_LEGAL_ZH.finditer(text[: found.end()]))
        whole = [m for m in legal_before if m.end() < found.end() - 2]
        cut = max((m.end() for m in whole), default=found.start(1))
        branch, text = text[max(cut, 2) :].strip("()"), text[: max(cut, 2)]
    legal = ""
    while tail := _LEGAL_TAIL_ZH.search(text):
        if tail.start() < 2:
            break
        legal, text = tail.group() + legal, text[: tail.start()]
    head = _REGION_HEAD.match(text)
    if head and len(text) - head.end() >= 2:
        region, text = region or head.group(), text[head.end() :]
    if text.endswith("中国") and len(text) > 4:
        text = text[:-2]
    core = re.sub(r"[^\w]", "", text) or re.sub(r"[^\w]", "", unicodedata.normalize("NFKC", name).lower())
    return NameParts(re.sub("[省市]$", "", region), core, legal, branch)


def _english_parts(text: str) -> NameParts:
    plain = re.sub(r"[^\w&]+", " ", text.replace("'", "")).strip()
    legal = _LEGAL_EN.search(plain)
    core = plain[: legal.start()].strip() if legal and legal.start() > 1 else plain
    return NameParts("", core or plain, legal.group().strip() if legal and core else "", "")


def core_name(name: str) -> str:
    """The name without region, legal form and branch: 杭州智云科技有限公司 and 智云科技(杭州) are 智云科技."""
    return name_parts(name).core


def like_names(a: str, b: str) -> float:
    """How likely two names mean the same company, 0 to 1: from .95 warn, from .85 ask.

    Other branches and other ordinal numbers are other customers; another region or a different
    word of the trade lowers the figure below the asking line.
    """
    x, y = name_parts(a), name_parts(b)
    if x == y:
        return 1.0
    core = _like_cores(x.core, y.core)
    if x.branch != y.branch:
        core = min(core, 0.6)
    if _ORDINAL.findall(x.core + x.branch) != _ORDINAL.findall(y.core + y.branch):
        core = min(core, 0.6)
    if x.region and y.region and not (x.region.startswith(y.region) or y.region.startswith(x.region)):
        core -= 0.25
    elif x.region != y.region:
        core -= 0.02
    if x.legal and y.legal and x.legal != y.legal:
        core -= 0.02
    return max(0.0, min(1.0, round(core, 4)))


def _like_cores(a: str, b: str) -> float:
    if a == b:
        return 1.0
    if a.replace(" ", "") == b.replace(" ", ""):
        return 0.98
    chinese = bool(re.search("[\u4e00-\u9fff]", a + b))
    if not chinese:
        return max(fuzz.ratio(a, b), fuzz.token_sort_ratio(a, b) - 2) / 100
    short, long = sorted((a, b), key=len)
    if long.startswith(short) and len(short) >= 2 and long[len(short) :] in table.COMMON_ZH:
        return 0.93
    if len(a) == len(b) and len(a) >= 3:
        changed = [i for i in range(len(a)) if a[i] != b[i]]
        if len(changed) == 1:
            return 0.94 if sounds_alike(a, b) else 0.8 if len(a) < 5 else 0.86
    return DamerauLevenshtein.normalized_similarity(a, b) * 0.95


def sounds_alike(a: str, b: str) -> bool:
    """Two Chinese strings read the same in pinyin without tones."""
    return len(a) == len(b) and pinyin_of(a) == pinyin_of(b)


@lru_cache(maxsize=20_000)
def pinyin_of(text: str) -> tuple[str, ...]:
    """A syllable a character; the library is loaded at first need, it is slow to come."""
    from pypinyin import Style, lazy_pinyin

    return tuple(lazy_pinyin(text, style=Style.NORMAL))
