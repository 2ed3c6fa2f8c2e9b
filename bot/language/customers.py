"""Which known customer is meant: by name, short name, alias, brand, sound or with a slip of the pen."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from bot.language.companies import name_parts, pinyin_of
from bot.language.dates.tokens import fold
from bot.language.meaning import KnownCustomer
from bot.language.tables import companies as table

_CJK = re.compile("[\u4e00-\u9fff]")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the text that names customers; several ids where they fit equally well."""

    ids: tuple[int, ...]
    span: Span
    said: str
    guess: str | None = None


@dataclass(frozen=True, slots=True)
class _Fit:
    id: int
    span: Span
    rank: tuple[int, ...]


def mentions(text: str, customers: Sequence[KnownCustomer], *, taken: tuple[Span, ...] = ()) -> list[Mention]:
    """Known customers named in the text, in reading order."""
    folded = fold(text)
    for start, end in taken:
        folded = folded[:start] + "\ue000" * (end - start) + folded[end:]
    fits = [fit for customer in customers for fit in _fits(folded, customer)]
    if not fits:
        return []
    found = []
    for group in _overlapping(fits):
        best = max(fit.rank for fit in group)
        winners = [fit for fit in group if fit.rank == best]
        a, b = min(f.span[0] for f in winners), max(f.span[1] for f in winners)
        ids = tuple(sorted({fit.id for fit in winners}))
        found.append(Mention(ids, (a, b), text[a:b]))
    return _settled(found)


def _settled(found: list[Mention]) -> list[Mention]:
    """A short name used beside the full one means the same customer."""
    sure = {m.ids[0] for m in found if len(m.ids) == 1}
    settled = []
    for mention in found:
        common = sure & set(mention.ids)
        if len(mention.ids) > 1 and len(common) == 1:
            mention = Mention((common.pop(),), mention.span, mention.said, mention.guess)
        settled.append(mention)
    return settled


def _overlapping(fits: list[_Fit]) -> list[list[_Fit]]:
    groups: list[list[_Fit]] = []
    end = -1
    for fit in sorted(fits, key=lambda f: f.span):
        if fit.span[0] < end:
            groups[-1].append(fit)
        else:
            groups.append([fit])
        end = max(end, fit.span[1])
    return groups


@lru_cache(maxsize=20_000)
def _forms(name: str, aliases: tuple[str, ...]) -> tuple[tuple[str, str, int], ...]:
    """(full, core, kind) of each name: kind 2 for names, 1 for brands in the other script."""
    forms = []
    for said in (name, *aliases):
        parts = name_parts(said)
        forms.append((fold(said).strip(), parts.core, 2))
        if parts.region:
            forms.append((fold(said).strip(), parts.region + parts.core, 2))
        for brand, chinese in table.BRANDS.items():
            if chinese in parts.core:
                forms.append((brand, brand, 1))
            elif parts.core.split(" ")[0] == brand:
                forms.append((chinese, chinese, 1))
    return tuple(forms)


def _fits(text: str, customer: KnownCustomer) -> list[_Fit]:
    found: list[_Fit] = []
    for full, core, kind in _forms(customer.name, customer.aliases):
        if _CJK.search(core):
            found += _chinese_fits(text, full, core, customer.id, kind)
        else:
            found += _english_fits(text, full, core, customer.id, kind)
    return found


def _chinese_fits(text: str, full: str, core: str, customer: int, kind: int) -> list[_Fit]:
    """Longest common stretches of the name and the text that are more than words of the trade."""
    if full in text:
        return [_Fit(customer, (i, i + len(full)), (len(full), kind, 3)) for i in _places(text, full)]
    for size in range(len(core), 1, -1):
        hits = []
        for start in range(len(core) - size + 1):
            piece = core[start : start + size]
            if piece not in text or _common(piece) or _cuts_latin(core, start, start + size):
                continue
            if size == 2 and start and not _word_edge(core, start):
                continue
            for place in _places(text, piece):
                if size == 2 and start == 0 and _inside_word(text, place, place + 2):
                    continue
                if piece.isascii() and re.search(
                    "[a-z0-9]", text[place - 1 : place] + text[place + size :][:1]
                ):
                    continue
                more = _skipping(text[place + size :], core[start + size :])
                exact = 1 + (size == len(core))
                hits.append(_Fit(customer, (place, place + size + more), (size + more, kind, exact)))
        if hits:
            return hits
    return _by_place_and_trade(text, full, core, customer)


def _skipping(said: str, rest: str) -> int:
    """How much of the name goes on after words left out: 秦岭旅游 for 秦岭生态旅游开发."""
    for size in range(min(6, len(said)), 1, -1):
        if said[:size] in rest and (said[:size] in table.COMMON_ZH or size > 2):
            return size
    return 0


def _by_place_and_trade(text: str, full: str, core: str, customer: int) -> list[_Fit]:
    """嘉定检测 for 上海嘉定汽车检测: the last place of the name, and a word of its trade right behind."""
    place = full.find(core)
    town = full[max(0, place - 2) : place]
    if place < 4 or town not in _REGIONS or town not in text:
        return []
    found = []
    for at in _places(text, town):
        more = _skipping(text[at + len(town) :], core)
        if more:
            found.append(_Fit(customer, (at, at + len(town) + more), (len(town) + more, 1, 0)))
    return found


def _cuts_latin(core: str, start: int, end: int) -> bool:
    """Whether a stretch of a mixed name begins or ends inside a Latin word: the le of Ole精品."""
    edges = (core[start - 1 : start + 1] if start else "", core[end - 1 : end + 1])
    return any(len(edge) == 2 and edge.isascii() and edge.isalnum() for edge in edges)


def _word_edge(core: str, start: int) -> bool:
    """Two characters inside a name count where a place or another short word stands before them: 福田雷沃."""
    return start in (2, 3, 4) and len(core) - start >= 2


def _inside_word(text: str, start: int, end: int) -> bool:
    return text[start:end] in ("今天", "明天", "下午", "合作", "长期") or False


def _places(text: str, piece: str) -> list[int]:
    places, i = [], text.find(piece)
    while i >= 0:
        places.append(i)
        i = text.find(piece, i + len(piece))
    return places


@lru_cache(maxsize=50_000)
def _common(piece: str) -> bool:
    """Only words of the trade and places, in whatever order, or a cut through two of them."""
    if piece in table.COMMON_ZH or piece in _REGIONS:
        return True
    if len(piece) == 2:
        return any(piece in word for word in _LONG_WORDS)
    rest = piece
    while rest:
        for size in (4, 3, 2):
            if rest[:size] in table.COMMON_ZH or rest[:size] in _REGIONS:
                rest = rest[size:]
                break
        else:
            return len(rest) == 1 and len(piece) > 2 and rest != piece
    return True


_REGIONS = frozenset(table.REGIONS)
_LONG_WORDS = tuple(word for word in (*table.COMMON_ZH, *table.REGIONS) if len(word) > 2)


def _english_fits(text: str, full: str, core: str, customer: int, kind: int) -> list[_Fit]:
    words = core.split()
    for size in range(len(words), 0, -1):
        for start in range(len(words) - size + 1):
            part = words[start : start + size]
            if all(w in table.COMMON_EN for w in part) or (
                start and size == 1 and words[start] in table.COMMON_EN
            ):
                continue
            if (start and size == 1 and len(part[0]) < 4) or not all(word in text for word in part):
                continue
            pattern = r"[\s&'.-]+".join(map(re.escape, part))
            places = [
                (found.start(), found.end() - (2 if found.group().endswith("'s") else 0))
                for found in re.finditer(rf"(?<![a-z0-9@.-]){pattern}(?:'s)?(?![a-z0-9])", text)
            ]
            if places:
                leads = start == 0 and (size > 1 or len(words) == 1)  # one word at its head tells no more
                exact = (2 if leads else 1) + (size == len(words))
                return [_Fit(customer, place, (sum(map(len, part)), kind, exact)) for place in places]
    return []


def nearest(said: str, customers: Sequence[KnownCustomer]) -> tuple[tuple[int, ...], str | None]:
    """Customers that a name nobody bears may mean, and why: homophone, pinyin, initials, typo."""
    plain = name_parts(said).core
    if len(plain) < 2:
        return (), None
    best: list[tuple[float, int, str]] = []
    for customer in customers:
        scored = [_near(plain, core) for full, core, _ in _forms(customer.name, customer.aliases)]
        top = max((s for s in scored if s), default=None)
        if top:
            best.append((top[0], customer.id, top[1]))
    if not best:
        return (), None
    highest = max(score for score, _, _ in best)
    winners = [(customer, why) for score, customer, why in best if score == highest]
    return tuple(customer for customer, _ in winners), winners[0][1]


def _near(said: str, core: str) -> tuple[float, str] | None:
    if _CJK.search(said) and _CJK.search(core):
        return _near_chinese(said, core)
    if _CJK.search(core):
        return _near_pinyin(said, core)
    if _CJK.search(said):
        return None
    return _near_english(said, core)


def _near_chinese(said: str, core: str) -> tuple[float, str] | None:
    head = core[: len(said)]
    if len(said) < 2 or len(head) < len(said):
        return None
    if _common(said[:2]) and len(said) == 2:
        return None
    if pinyin_of(said) == pinyin_of(head):
        return 0.9, "homophone"
    changed = sum(a != b for a, b in zip(said, head, strict=True))
    if len(said) >= 3 and changed == 1:
        return 0.8, "one character"
    return None


def _near_pinyin(said: str, core: str) -> tuple[float, str] | None:
    """Letters that spell the beginning of the name: Huafeng, zhi yun, HF."""
    words = re.findall(r"[a-z]+", said.lower())
    if not words or not all(map(str.isascii, words)):
        return None
    syllables = pinyin_of(core)
    starts = {"".join(syllables[:size]) for size in range(2, len(syllables) + 1)}
    for size in range(len(words), 0, -1):
        if "".join(words[:size]) in starts:
            return 0.85 if size == len(words) else 0.8, "pinyin"
    initials = "".join(s[:1] for s in syllables)
    if len(words) == 1 and 2 <= len(words[0]) <= 6 and initials.startswith(words[0]):
        return 0.7, "initials"
    return None


def _near_english(said: str, core: str) -> tuple[float, str] | None:
    words, parts = said.split(), core.split()
    initials = "".join(w[0] for w in parts)
    if len(words) == 1 and len(said) >= 2 and said == initials:
        return 0.7, "initials"
    short = " ".join(parts[: len(words)])
    if len(said) >= 5 and DamerauLevenshtein.distance(said, short) <= (1 if len(said) < 8 else 2):
        return 0.85, "typo"
    if len(said) >= 5 and DamerauLevenshtein.distance(said.replace(" ", ""), core.replace(" ", "")) <= 2:
        return 0.85, "typo"
    return None
