"""The first look at a message: its clauses, dates, people, customers, numbers, each with its place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.language import clauses as parts
from bot.language.clauses import Clause
from bot.language.contract_numbers import contract_number
from bot.language.customers import Mention, mentions
from bot.language.dates.cursor import Cursor
from bot.language.dates.found import Direction, Found
from bot.language.dates.phrases import Phrase, phrases
from bot.language.dates.resolve import resolve
from bot.language.dates.search import cursor
from bot.language.dates.whens import to_when
from bot.language.meaning import KnownCustomer, Language, When
from bot.language.money import Amount, amounts_in
from bot.language.people import Person, persons_in
from bot.language.reach import email_at, phone_at
from bot.language.words import WORDS, Words

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class DateHit:
    found: Found
    when: When | None
    clause: int  # index of its clause
    behind: bool
    ahead: bool


@dataclass(frozen=True, slots=True)
class Reading:
    text: str
    now: datetime  # naive, the speaker's
    language: Language
    clauses: tuple[Clause, ...]
    dates: tuple[DateHit, ...]
    people: tuple[Person, ...]
    mentions: tuple[Mention, ...]
    amounts: tuple[Amount, ...]
    phone: tuple[str, Span] | None
    email: tuple[str, Span] | None
    products: tuple[tuple[str, Span], ...] = ()  # the house's own, as it writes them
    words: Words = WORDS

    @property
    def date_spans(self) -> tuple[Span, ...]:
        return tuple(hit.found.span for hit in self.dates)

    @property
    def is_bare(self) -> bool:
        """Nothing but dates is said."""
        rest = _hide(self.text, self.date_spans, "")
        return bool(self.dates) and len(_FILLERS.sub("", rest)) < 2

    def inside(self, span: Span, places: Sequence[Clause]) -> bool:
        return any(c.span[0] <= span[0] < c.span[1] for c in places)


_FILLERS = re.compile(r"[\s,，.。!！?？吧啊呢好就行okOK]+")


def detect_language(text: str) -> Language:
    """Chinese where any Chinese character stands, else English; an answer in figures alone is Chinese."""
    if re.search("[\u4e00-\u9fff]", text):
        return "zh"
    return "en" if re.search("[A-Za-z]{2}", text) else "zh"


def read(
    text: str, now: datetime, language: Language, customers: Sequence[KnownCustomer], words: Words = WORDS
) -> Reading:
    naive = now.replace(tzinfo=None)
    phone, email, number = phone_at(text), email_at(text), contract_number(text)
    fixed = tuple(hit[1] for hit in (phone, email, number) if hit)
    mailed = tuple(hit[1] for hit in (email,) if hit)
    named = mentions(text, customers, taken=mailed)
    products = _products(text, named, words)
    sold = tuple(span for _, span in products)
    named = mentions(text, customers, taken=(*mailed, *sold)) if sold else named
    hidden = _hide(text, (*fixed, *sold, *(m.span for m in named)))
    c = cursor(hidden, naive, words.workdays)
    told = phrases(c)
    clauses = tuple(
        parts.split(
            _hide(text, (*fixed, *(s for s in sold if not text[slice(*s)].isalnum())), "x"),
            language,
            dates=[(c.at(one.start).start, c.at(one.end - 1).end) for one in told if not _is_length(one)],
            names=[m.span for m in named],
        )
    )
    clauses = tuple(Clause(text[slice(*c.span)], c.span, c.hard) for c in clauses)
    dates = tuple(_dates(c, told, text, language, clauses, words))
    spans = tuple(hit.found.span for hit in dates)
    people = persons_in(
        text, customers=tuple(m.span for m in named), taken=(*fixed, *sold, *spans), titles=words.titles
    )
    amounts = amounts_in(text, taken=(*fixed, *sold, *spans))
    return Reading(
        text, naive, language, clauses, dates, tuple(people), tuple(named), tuple(amounts), phone, email,
        products, words,
    )  # fmt: skip


def _is_length(phrase: Phrase) -> bool:
    """三百天, two hours: how long, not when."""
    return phrase.piece.is_duration


def _products(text: str, named: Sequence[Mention], words: Words) -> tuple[tuple[str, Span], ...]:
    """The products of the house; one inside a customer's longer name is part of that name."""
    return tuple(
        (name, span)
        for name, span in words.products_in(text)
        if not any(m.span[0] <= span[0] and span[1] <= m.span[1] and m.span != span for m in named)
    )


def _hide(text: str, spans: Sequence[Span], filler: str = "\ue000") -> str:
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + filler * (end - start) + text[end:]
    return text


def _dates(
    c: Cursor,
    told: Sequence[Phrase],
    text: str,
    language: Language,
    clauses: tuple[Clause, ...],
    words: Words,
) -> list[DateHit]:
    now, hits = c.now, list[DateHit]()
    late = bool(_LATE.match(text))
    for phrase in told:
        span = (c.at(phrase.start).start, c.at(phrase.end - 1).end)
        said = text[slice(*span)]
        if said.lower() in ("now", "现在", "目前", "此刻", "眼下"):
            continue
        if phrase.piece.holiday and _ATTRIBUTE.match(text, span[1]):
            continue
        index = _clause_at(clauses, span[0])
        cue = (
            _cue(clauses[index], text, span, language)
            if clauses and not phrase.deadline
            else "future"
            if clauses
            else None
        )
        found, direction = _resolved(
            phrase,
            c,
            cue or ("past" if late and phrase.piece.weekday is not None else None),
            first=index == 0,
            told=language == "zh" or _reported(clauses),
            bare=_bare(text, span),
        )
        if found is None:
            continue
        found = replace(found, text=said)
        when = to_when(found, now, direction, words.workdays)
        done = bool(clauses) and bool(re.search("没|了|过|完|刚", clauses[index].text))
        if index and cue is None and not done and _DUE_TODAY.search(clauses[index].text):
            cue = "future"
        done = done or (index == 0 and any(_SAID_SINCE.search(one.text) for one in clauses[1:]))
        behind, ahead = _sides(found, when, now, cue, done=done and language == "zh")
        hits.append(DateHit(found, when and replace(when, text=said), index, behind, ahead))
    return _timed(hits, now, clauses)


_LATE = re.compile(
    r"\s*(?:补[记录上个]?(?:一下|一条)?|漏记|补[:：]|catching up|catch[- ]?up[:,]|belated|late (?:log|entry|note)|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s? recap|recap)",
    re.IGNORECASE,
)
"""What is told late lies behind."""
_ATTRIBUTE = re.compile(
    r"的?(?:订单|货|单子?|活动|促销|备货|礼|款|生意|旺季|大促)|\s+(?:hampers?|party|parties|orders?|stock|campaign|season|rush|peak|range|promo\w*|gifts?|cards?)\b",
    re.IGNORECASE,
)
"""圣诞的订单 says what kind of order, not when."""


_DUE_TODAY = re.compile(
    r"(?:今天|今日|今晚|下班前)[^，,。]{0,4}(?:报价|报个价|发|送|寄|给|交|出|回复|答复)|\b(?:owe|owed|need|needs|want|wants|due)\b.*\b(?:today|tonight)\b",
    re.IGNORECASE,
)
"""今天打了电话，今天报价: what comes after the report is still to be done."""
_SAID_SINCE = re.compile(
    r"^(?:他们?|她们?|对方|客户|[\u4e00-\u9fff]{1,2}[总工]|[\u4e00-\u9fff]经理|[\u4e00-\u9fff]主任)?(?:就|也)?(?:说|聊到|提到|反馈|表示|透露|讲)"
)
"""今天约莫校长吃午饭，她说: it has been, or nobody could have said so."""


def _bare(text: str, span: Span) -> bool:
    """Nothing but the date is said."""
    rest = text[: span[0]] + text[span[1] :]
    return len(_FILLERS.sub("", rest)) < 2


_REPORTED = re.compile(
    r"\b(?:showed|met|visited|saw|spoke|gave|left|dropped|worries|went|returned|said|told|mentioned|was|were|liked|loved|agreed|complained|asked)\b",
    re.IGNORECASE,
)


def _reported(clauses: Sequence[Clause]) -> bool:
    """Whether a later clause of an English message tells how it went: lunch w/ Peter Tues, he said it was too dear."""
    return any(_REPORTED.search(clause.text) for clause in clauses[1:])


def _resolved(
    phrase: Phrase, c: Cursor, cue: str | None, *, first: bool, told: bool, bare: bool
) -> tuple[Found | None, Direction]:
    """The reading of an open date: by its cue, else the nearer one; a bare weekday in front of a report lies behind."""
    if cue:
        direction: Direction = "past" if cue == "past" else "future"
        return resolve(phrase, c, direction), direction
    ahead = resolve(phrase, c, "future")
    if ahead is None or ahead.start is None:
        return ahead, "future"
    if not ahead.is_open:
        direction = "past" if ahead.start < c.now and not ahead.deadline else "future"
        return ahead, direction
    if ahead.weekday is not None and not ahead.deadline:
        direction = "past" if first and told and not bare else "future"
        return resolve(phrase, c, direction), direction
    back = resolve(phrase, c, "past")
    if back is None or back.start is None or ahead.deadline:
        return ahead, "future"
    nearer = c.now - back.start < ahead.start - c.now
    return (back, "past") if nearer else (ahead, "future")


def _clause_at(clauses: tuple[Clause, ...], place: int) -> int:
    for i, clause in enumerate(clauses):
        if place < clause.span[1]:
            return i
    return max(len(clauses) - 1, 0)


def _cue(clause: Clause, text: str, span: Span, language: Language) -> str | None:
    """Whether a date looks back: in Chinese what follows it decides first, in English what stands before."""
    if re.search(r"'s$", text[slice(*span)]) and language == "en":
        planned = re.search(
            r"\b(?:cancel|for|confirm|prep|mov|push|postpon|about|resched)\w*\s+$", text[: span[0]].lower()
        )
        return "future" if planned else "past"
    if re.match(r"(?:之?前|以?内)", text[span[1] : span[1] + 2]) or text[slice(*span)].endswith(("前", "内")):
        return "future"
    if re.search(
        r"(?:[推延]迟到?|延期到?|改[到期约]到?|定[在到于]|约[在到了好]?|安排[在到]|等到|挪到)$",
        text[: span[0]].rstrip() + ("约" if text[span[0]] == "约" else ""),
    ):
        return "future"
    if language == "en" and _TO_DO.match(clause.text):
        return "future"
    if _UNTIL.search(text[clause.span[0] : span[0]]):
        return "future"
    after = parts.cue(text[span[1] : clause.span[1]], language)
    before = parts.cue(text[clause.span[0] : span[0]], language, last=True)
    return (after or before) if language == "zh" else (before or after)


_UNTIL = re.compile(
    r"\b(?:till|until|once|not before)\b.{0,40}$|(?:等到?|直到|得等)[^，,。]{0,10}$", re.IGNORECASE
)
"""Nothing before their board has met on 2 April."""
_TO_DO = re.compile(
    r"(?:please |pls )?(?:chase|email|send|ring|phone|check|ask|prepare|prep|text|ping|deliver|pay|bring|"
    r"confirm|arrange|follow up|pick up)\s(?!(?:from|back|sent|received|was|is)\b)",
    re.IGNORECASE,
)


def _fills(hit: DateHit, clauses: Sequence[Clause]) -> bool:
    """Whether a clause is nothing but this date."""
    return _FILLERS.sub("", clauses[hit.clause].text) == _FILLERS.sub("", hit.found.text)


def _timed(hits: list[DateHit], now: datetime, clauses: Sequence[Clause]) -> list[DateHit]:
    """An hour apart from its day, in the same clause or alone after it, belongs to that day."""
    joined: list[DateHit] = []
    for hit in hits:
        last = joined[-1] if joined else None
        alone = last is not None and hit.clause == last.clause + 1 and _fills(hit, clauses)
        if last and last.when and hit.when and (hit.clause == last.clause or (alone and last.ahead)):
            hour_only = not hit.found.has_day and last.found.has_day and last.when.time is None
            hour_only = hour_only and last.when.part in (None, hit.when.part)
            if (
                hour_only
                and last.found.shape in ("date", "datetimerange", "daterange")
                and last.when.until is None
            ):
                when = replace(last.when, time=hit.when.time, part=hit.when.part or last.when.part)
                behind, ahead = (
                    (when.day, when.time or now.time()) <= (now.date(), now.time()),
                    when.day >= now.date(),
                )
                joined[-1] = replace(last, when=when, behind=behind, ahead=ahead and not behind)
                continue
        joined.append(_on_the_same_day(hit, joined, now))
    return joined


def _on_the_same_day(hit: DateHit, before: Sequence[DateHit], now: datetime) -> DateHit:
    """明天上午九点去A，下午三点去B: an hour after a coming day belongs to that day."""
    day = next((one for one in reversed(before) if one.found.has_day), None)
    if day is None or day.when is None or hit.when is None or not day.ahead:
        return hit
    single = day.found.shape in ("date", "datetime", "datetimerange") and day.when.until is None
    if hit.found.has_day or not single or day.when.day <= now.date() or not 0 < hit.clause - day.clause <= 3:
        return hit
    if hit.found.shape not in ("time", "datetime", "timerange", "datetimerange"):
        return hit
    return replace(hit, when=replace(hit.when, day=day.when.day), behind=False, ahead=True)


def _sides(
    found: Found, when: When | None, now: datetime, cue: str | None, *, done: bool
) -> tuple[bool, bool]:
    """(lies behind, lies ahead) of the time of speaking."""
    if when is None:
        return False, False
    today, back = now.date(), cue == "past"
    if found.deadline or (found.holiday and found.after):
        return False, when.day >= today
    first = found.start.date() if found.start else when.day
    if (
        found.end is not None
        and first <= today < found.end.date()
        and found.grain in ("week", "month", "quarter", "year", "half")
    ):
        return False, cue == "future"
    if when.day != today:
        return when.day < today, when.day > today
    if when.time is not None:
        passed = when.time <= now.time()
        return passed or (back and not found.has_day), not passed
    if when.part is not None:
        later = {"morning": 12, "noon": 14, "afternoon": 18, "evening": 24}[when.part]
        return cue != "future" or now.hour >= later, cue == "future" and now.hour < later
    return cue != "future" or done, cue == "future" and not done
