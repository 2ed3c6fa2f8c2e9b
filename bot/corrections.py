"""What a correcting sentence says: instead of which words, which new ones, and of what kind."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from bot.language import When, read_amount, read_when
from bot.language.money import Amount, amounts_in
from bot.language.people import Person, persons_in
from bot.language.words import WORDS, Words

Field = Literal["date", "method", "amount", "contact", "customer", "intent", "note"]

_LEAD = (
    r"(?:(?:[哦噢喔啊呃额嗯唉哎](?=[\s,，]*(?:不|错|应该|是|改))|不对|错了|(?:说|记|写|搞|弄|发|打|填)错了?|更正(?:一下)?|纠正(?:一下)?|改一下|等等|"
    r"no|sorry|oops|wait|correction)[\s,，。:：.!！]*)*"
)
_FIELDS: dict[Field, str] = {
    "date": (
        r"下次跟进|跟进时间|跟进日期|跟进|时间|日期|日子|"
        r"date|time|day|follow-?up|next contact|deadline|due date"
    ),
    "method": r"跟进方式|方式|method|kind",
    "amount": r"金额|总价|价格|价钱|amount|price|sum|total",
    "contact": r"联系人|对方|contact|person",
    "customer": r"客户|公司|customer|client|company",
    "intent": r"合作意向|意向|intent(?:ion)?|interest",
}
_FIELD = "|".join(_FIELDS.values())
_BECOMES = (
    r"(?:应该是|应该|其实是|其实|应为|改成|改为|改到|换成|变成|是|为|"
    r"is|was|should be|should have been|to|[:：=])"
)
_NOTE = re.compile(
    r"(?:补充(?:一句|一下|一点|说明)?|补一句|加一句|加一条备注|备注|另外|还有|对了|"
    r"add(?: a)? note|note|add|also|addition|p\.?s\.?)"
    r"[\s:：,，]+(?P<new>.+)",
    re.IGNORECASE | re.DOTALL,
)
_INTENT = re.compile(
    r"(?:合作)?意向(?:度)?(?:应该是|应该|其实是|其实|改成|改为|改|是|为)?\s*[:：]?\s*"
    r"(?P<zh>不高|不大|不强|高|中|低|一般|强|弱)(?:点|一些|一点)?(?:了|吧)?|"
    r"(?:change |set )?(?:the )?(?:intent(?:ion)?|interest)(?: level)?\s*(?:is|was|should be|to|:)?\s*"
    r"(?P<en>high|medium|middle|mid|low)|(?:合作)?(?P<short>高|中|低)意向",
    re.IGNORECASE,
)
_LEVELS = {
    "高": "high", "强": "high", "中": "middle", "一般": "middle",
    "低": "low", "弱": "low", "不高": "low", "不大": "low", "不强": "low",
    "high": "high", "medium": "middle", "middle": "middle", "mid": "middle", "low": "low",
}  # fmt: skip
_THAT = r"(?:it'?s |it was |that'?s |that was )?"
_CONTRASTS = tuple(
    re.compile(f"{_LEAD}{text}", re.IGNORECASE)
    for text in (
        rf"(?:(?P<field>{_FIELD})|约的?|说的|那[个条]|这[个条])?\s*不是(?P<old>.+?)[,，\s]*(?:而是|应该是|应该|应是|是|改成|改为|,|，)(?P<new>.+)",
        r"(?:应该是|其实是|是)(?P<new>.+?)[,，\s]*(?:而)?不是(?P<old>.+)",
        rf"{_THAT}not (?:on |a |an |with |the )?(?P<old>.+?)(?:,| but| - |;)\s*(?:but )?{_THAT}(?P<new>.+)",
        rf"{_THAT}(?:on )?(?P<new>.+?)(?:,| and)? not (?:on |with )?(?P<old>.+)",
    )
)
_CHANGES = tuple(
    re.compile(f"{_LEAD}{text}", re.IGNORECASE)
    for text in (
        rf"(?:把|the )?(?P<field>{_FIELD})(?:不对|错了|写错了)?[,，\s]*{_BECOMES}\s*(?P<new>.+)",
        r"(?:把)?(?P<old>.{0,20}?)(?:应该)?(?:改成|改到|改为|改在|换成|调到|挪到)\s*(?P<new>.+)",
        rf"(?:change|move|set|put|make) (?:the )?(?P<field>{_FIELD}) (?:from (?P<old>.+?) )?to (?P<new>.+)",
        r"(?:change|move|set|put) (?P<old>.+?) to (?P<new>.+)",
        r"make (?:it|that) (?P<new>.+)",
    )
)
_STATES = tuple(
    re.compile(f"{_LEAD}{text}", re.IGNORECASE)
    for text in (
        r"(?:应该是|其实是|其实|应为|应该|是)(?P<new>.+)",
        r"(?:actually|i meant|should (?:be|have been)|it should (?:be|have been)|it was|it'?s|that was)"
        r"[,:]?\s*(?P<new>.+)",
    )
)
_BACK = re.compile(r"\b(?:it|that|this) was\b|当时|那天", re.IGNORECASE)
_IT = re.compile(r"(?:it|that|this|这个|那个|它)?", re.IGNORECASE)
_ARTICLE = re.compile(
    r"^(?:it'?s |it was |that was |actually |a |an |the |on |with |by |是|在)+", re.IGNORECASE
)
_TAIL = re.compile(r"(?:[\s。.!！~～]|(?<=.)吧|(?<=.)(?<!解)了|please|才对)+$", re.IGNORECASE)


@dataclass(frozen=True)
class Fix:
    """Instead of `old` (None where it was not said) now `new`; `field` where the words name it.

    `sure` is False where nothing but the place (a reply to a card) says that it corrects.
    """

    new: str
    old: str | None = None
    field: Field | None = None
    sure: bool = True
    back: bool = False  # the words speak of the past: "it was in the morning"


def read_fix(text: str, *, replies: bool = False) -> Fix | None:
    """The correction that a message makes; None where its words make none.

    In a reply to a card bare words count too, such as a date alone.
    """
    said = " ".join(text.strip().split())
    if not said or len(said) > 400:
        return None
    if found := _NOTE.fullmatch(text.strip()):
        return Fix(found["new"].strip(), field="note")
    if len(said) > 80:
        return None
    if found := _INTENT.fullmatch(_TAIL.sub("", said)):
        return Fix(_LEVELS[(found["zh"] or found["en"] or found["short"]).lower()], field="intent")
    for form in (*_CONTRASTS, *_CHANGES, *_STATES):
        if found := form.fullmatch(said):
            return _fix(found)
    if led := re.match(_LEAD, said, re.IGNORECASE):
        rest = _trimmed(said[led.end() :])
        if rest and led.end():
            return Fix(rest)
    return Fix(_trimmed(said), sure=False) if replies else None


def _fix(found: re.Match[str]) -> Fix:
    groups = found.groupdict()
    old = _trimmed(groups.get("old") or "")
    field = next(
        (
            name
            for name, words in _FIELDS.items()
            if re.fullmatch(words, groups.get("field") or old, re.IGNORECASE)
        ),
        None,
    )
    if (field is not None and not groups.get("field")) or _IT.fullmatch(old):
        old = ""
    return Fix(_trimmed(found["new"]), old or None, field, back=bool(_BACK.search(found.string)))


def _trimmed(words: str) -> str:
    return _TAIL.sub("", _ARTICLE.sub("", words.strip(" ,，:：“”\"'"))).strip(" ,，:：“”\"'")


def date_in(
    words: str, now: datetime, *, direction: Literal["past", "future"], anchor: date | None = None,
    contrasts: bool = False, vocabulary: Words = WORDS,
) -> When | None:  # fmt: skip
    """The date or time that these words are; None where they are something else, or more than that.

    `anchor` is the day that is being corrected: a time alone stays on it, and in a contrast
    ("not Tuesday, Wednesday") a bare weekday or day of the month is one beside it.
    """
    found = read_when(words, now=now, direction=direction, words=vocabulary)
    if not found or len(_left(words, [when.span for when in found], _DATE_FILLERS)) > 1:
        return None
    when = _not_a_year_on(found[0], words, now)
    for more in found[1:]:
        when = replace(when, time=when.time or more.time, part=when.part or more.part)
    if anchor is None:
        return when
    if not says_day(words):
        return replace(when, day=anchor, until=None)
    beside = _beside(words, anchor) if contrasts else None
    return replace(when, day=beside, until=None) if beside and beside >= now.date() else when


def says_day(words: str) -> bool:
    """Whether words for a date name a day, and not only a time."""
    return _DAY_WORDS.search(words) is not None


def method_in(words: str, vocabulary: Words = WORDS) -> str | None:
    """The way of meeting that these words are, such as 电话 or "a call"; None where they are more."""
    best: tuple[int, int, str] | None = None
    if any(letter.isdigit() for letter in words):
        return None
    for method, pattern, weight in vocabulary.methods:
        found = re.search(pattern, words, re.IGNORECASE)
        if found and len(_left(words, [found.span()], _METHOD_FILLERS)) <= 2:
            best = max(best or (0, 0, ""), (weight, -found.start(), method))
    return best[2] if best else None


def amount_in(words: str, *, named: bool) -> Amount | None:
    """The amount that these words are. Bare figures count only where an amount was `named`."""
    found = amounts_in(words)
    if len(found) == 1 and (named or found[0].weight > 1):
        return found[0] if len(_left(words, [found[0].span], _NO_FILLERS)) <= 1 else None
    bare = read_amount(words) if named and not found else None
    return Amount(bare[0], bare[1], (0, len(words)), bare[2], 0) if bare else None


def person_in(words: str, vocabulary: Words = WORDS) -> Person | None:
    """The person that these words are, such as 李经理 or "Bob"; None where they are more."""
    found = persons_in(words, titles=vocabulary.titles)
    return found[0] if len(found) == 1 and not _left(words, [found[0].span], _NO_FILLERS) else None


_DAY_WORDS = re.compile(
    r"[天日号周月后前底初]|星期|礼拜|\d\s*[-/.]\s*\d{1,2}(?!\d*\s*(?:am|pm))|day|tomorrow|tonight|week|month|\d(?:st|nd|rd|th)\b|"
    r"\b(?:mon|tues?|wed|thu|thurs|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"年|\d{4}|year", re.IGNORECASE)
_WEEKDAY = re.compile(
    r"(?:on )?(?:(?:周|星期|礼拜)(?P<zh>[一二三四五六日天])|(?P<en>mon|tue|wed|thu|fri|sat|sun)[a-z]*)(?!末)",
    re.IGNORECASE,
)
_MONTHDAY = re.compile(r"(?:the )?(?P<day>\d{1,2})(?:号|日|st|nd|rd|th)", re.IGNORECASE)
_WEEKDAYS = ("一mon", "二tue", "三wed", "四thu", "五fri", "六sat", "日天sun")
_DATE_FILLERS = re.compile(
    r"再|去|跟进|联系|提醒|之?前|以前|左右|的|吧|了|是|在|follow(?:ing)? up|"
    r"\b(?:by|on|at|before|until|the|for|please|then|again)\b",
    re.IGNORECASE,
)
_NO_FILLERS = re.compile(r"的|了|左右|$")
_METHOD_FILLERS = re.compile(
    r"打的|打|通|聊的|聊|谈的|谈|发的|发|说的|见的|去的|上门|的|了|过|个|次|方式|沟通|联系|"
    r"\b(?:a|an|by|on|the|was|it|phone|only|just|in|person)\b",
    re.IGNORECASE,
)


def _not_a_year_on(when: When, words: str, now: datetime) -> When:
    """A day without its year that was only weeks ago is that day, not the one of next year."""
    if when.day < now.date() + timedelta(days=300) or _YEAR.search(words):
        return when
    try:
        lately = when.day.replace(year=when.day.year - 1)
    except ValueError:
        return when
    return replace(when, day=lately) if lately > now.date() - timedelta(days=60) else when


def _left(words: str, spans: Sequence[tuple[int, int]], fillers: re.Pattern[str]) -> str:
    """The letters outside of these stretches that mean something."""
    kept = "".join(
        letter if not any(start <= place < end for start, end in spans) else " "
        for place, letter in enumerate(words)
    )
    return "".join(letter for letter in fillers.sub("", kept) if letter.isalnum())


def _beside(words: str, anchor: date) -> date | None:
    """The weekday of the anchor's week, or the day of its month, that bare words name."""
    if found := _WEEKDAY.match(words):
        name = (found["zh"] or found["en"]).lower()
        place = next(number for number, names in enumerate(_WEEKDAYS) if name in names)
        return anchor - timedelta(days=anchor.weekday() - place)
    if found := _MONTHDAY.match(words):
        try:
            return anchor.replace(day=int(found["day"]))
        except ValueError:
            return None
    return None
