"""The words of clauses without what other slots already hold."""

import re
from collections.abc import Sequence

from bot.language.clauses import Clause
from bot.language.commitments import tidy
from bot.language.division import Part, Span
from bot.language.meaning import Commitment, Language
from bot.language.people import Person
from bot.language.reading import DateHit, Reading

_THIN = re.compile(
    r"^(?:他们?|她们?|我们?)?(?:答应|说|就|会|要)*(?:之?前|以?内|打|付|补|上午|下午|再|就|要|会|给|交|发|搞定|完成|给(?:他|她|我们?|对方|客户)|答复|回复|到位|send|done|asap|寄|送|有结果|出结果)?$"
)


_POINTS_BACK = re.compile(
    r"\b(?:send|have|get|give|owe|promised|do|fix|share|forward)(?: (?:him|her|them))? (?:it|that|those|these|one|them)\b",
    re.IGNORECASE,
)
"""I'll send it: what is sent was named before."""


def clause_of(part: Part, place: int) -> int | None:
    for i, clause in enumerate(part.clauses):
        if clause.span[0] <= place < clause.span[1]:
            return i
    return None


def words_of(reading: Reading, part: Part, hit: DateHit) -> str:
    """The clause of a date without dates and customer; a thin one takes its neighbour along."""
    i = clause_of(part, hit.found.span[0])
    if i is None:
        return ""
    words = without_names(reading, part.clauses[i], part)
    glue = " " if reading.language == "en" else "，"
    following = i + 1 < len(part.clauses) and not _has_mark(reading, part.clauses[i], part.clauses[i + 1])
    if not words.strip() and following:  # dictation: 周四 签
        words = without_names(reading, part.clauses[i + 1], part)
        return words.strip(" ，")
    before = i
    while before > 0 and i - before < 4 and _is_thin(words, reading.language):
        before -= 1
        earlier = without_names(reading, part.clauses[before], part).strip()
        words = earlier + glue + words.strip() if earlier else words
    if before and re.match(r"^\S*(?:那张|那个|那份|这个)", words):
        words = without_names(reading, part.clauses[before - 1], part) + glue + words
    elif reading.language == "en" and i > 0 and _POINTS_BACK.search(words):
        words = without_names(reading, part.clauses[i - 1], part) + glue + words
    if _is_thin(words, reading.language) and i + 1 < len(part.clauses):
        words = words + " " + without_names(reading, part.clauses[i + 1], part)
    return words.strip(" ，")


def _has_mark(reading: Reading, clause: Clause, following: Clause) -> bool:
    """Whether more than a space stands between two clauses."""
    return bool(reading.text[clause.span[1] : following.span[0]].strip())


def _is_thin(words: str, language: Language) -> bool:
    plain = tidy(words, language)
    return bool(_THIN.match(plain)) or len(plain) < 2


def without_names(reading: Reading, clause: Clause, part: Part) -> str:
    spans = [s for s in reading.date_spans if clause.span[0] <= s[0] < clause.span[1]]
    if part.mention:
        spans += [one.span for one in reading.mentions if clause.span[0] <= one.span[0] < clause.span[1]]
    elif part.named and clause.span[0] <= part.named.span[0] < clause.span[1]:
        spans.append(part.named.span)
    text, last = "", clause.span[0]
    for start, end in sorted(spans):
        if start >= last:
            text += reading.text[last:start] + " "
            last = end + (reading.text[end : end + 1] == "的")
    text = re.sub(r"\s+", " ", text + reading.text[last : clause.span[1]])
    return (
        re.sub(r"(?<=[\u4e00-\u9fff]) | (?=[\u4e00-\u9fff])", "", text)
        if reading.language == "zh" and "  " not in text
        else text
    )


def told_clauses(part: Part, commitments: tuple[Commitment, ...]) -> list[Clause]:
    """The clauses without those that only promise."""
    promised = {clause_of(part, c.due.span[0]) for c in commitments if c.due}
    kept = [clause for i, clause in enumerate(part.clauses) if i not in promised or _tells_more(clause.text)]
    return kept or list(part.clauses)


def _tells_more(text: str) -> bool:
    return bool(re.search(r"但|因为|没(?!问题)|不(?!变)|贵|嫌|差|坏|松|issue|because|problem", text))


_MEETING_ONLY = re.compile(
    r"^(?:刚刚?|今天|我|又|还|先|再|去|来|到|跟|和|与|给|了|过|完|的|在|一下|一趟|拜访|走访|回访|上门|见面?|碰面|面谈|跑|打|通|电话|聊|微信|视频|边|那|这|"
    r"called?|visit(?:ed)?|met|saw|spoke|talked|just|off the phone|phone|by|with|on|at|from|to|of|the|and|in|dropped|stopped|for|\W)*$",
    re.IGNORECASE,
)


_ECHO, _WHOLE = 0.75, 0.8
"""An outcome of more than these shares of a message says it again."""
_SHORT = 25


def outcome_of(reading: Reading, part: Part, told: Sequence[Clause], spans: Sequence[Span]) -> str | None:
    """What came of it, without names, dates and the mere fact of meeting; promises too where it stays short."""
    mark, kept, text = ("，" if reading.language == "zh" else ", "), list[str](), ""
    for clauses in (part.clauses, told):
        bare = [_plain(reading, c, spans) for c in clauses]
        kept = [text for text in bare if len(text) > 1 and not _MEETING_ONLY.match(text)]
        text = mark.join(kept)
        if len(text) <= _ECHO * len(reading.text):
            break
    while len(kept) > 1 and len(text) > _WHOLE * len(reading.text) and len(reading.text) > _SHORT:
        kept.remove(min(kept, key=_weight))
        text = mark.join(kept)
    return text or None


def _weight(text: str) -> tuple[bool, int]:
    """Bare figures, which have slots of their own, weigh least, then the shortest."""
    return len(re.findall(r"[\d零一二三四五六七八九十幺]", text)) * 3 < len(text), len(text)


_HANGING = re.compile(r"(?:(?:\b(?:with|at|of|from|by|to|on|in)(?:\s+the)?\s*)|跟|和|与|给)$", re.IGNORECASE)


def known_spans(
    commitments: tuple[Commitment, ...], occurred: DateHit | None, name: Span | None, person: Person | None
) -> list[Span]:
    """Places of what other slots already hold."""
    places = [c.due.span for c in commitments if c.due]
    places += [s for s in (occurred and occurred.found.span, name, person and person.span) if s]
    return places


def _plain(reading: Reading, clause: Clause, known: Sequence[Span]) -> str:
    spans = [s for s in known if clause.span[0] <= s[0] < clause.span[1]]
    text, last = "", clause.span[0]
    for start, end in sorted(spans):
        if start >= last:
            text, last = _HANGING.sub("", text + reading.text[last:start]) + " ", end
    text = re.sub(r"\s+", " ", text + reading.text[last : clause.span[1]])
    if reading.language == "zh":
        text = re.sub(r"(?<=[\u4e00-\u9fff])\s+|\s+(?=[\u4e00-\u9fff])", "", text)
    return text.strip(" ,，、.。;；:：-()（）的")
