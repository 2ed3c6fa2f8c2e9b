"""A new customer or contact in one line: 苏州明达 企业 王经理 139… 做包装 想要报价."""

import re
from collections.abc import Sequence

from bot.language import creating_words as words
from bot.language.companies import like_names
from bot.language.customers import Mention, nearest
from bot.language.division import unknown_in
from bot.language.entries import person_of, products_named
from bot.language.meaning import Entry, KnownCustomer
from bot.language.outcomes import level_of, milestones_of, need_of
from bot.language.reading import Reading
from bot.language.tables.companies import COMMON_ZH
from bot.language.tables.industries import INDUSTRY_EN, INDUSTRY_ZH, TRADES_EN, TRADES_ZH
from bot.language.tables.people import SURNAMES

Span = tuple[int, int]
_INDUSTRY = tuple(re.compile(p, re.IGNORECASE) for p in (INDUSTRY_ZH, INDUSTRY_EN))


def entry(reading: Reading, customers: Sequence[KnownCustomer]) -> Entry:
    """The new customer's fields; for a contact of a known customer, that customer."""
    text = reading.text
    lead = words.LEAD.match(text)
    body_at = lead.end() if lead else 0
    name, span = _name(reading, body_at)
    ids: tuple[int, ...] = ()
    guess: str | None = None
    if known := _known(reading, name, span):
        ids, name, span = known.ids, known.said, known.span
    elif name:
        alike = tuple(c.id for c in customers if like_names(name, c.name) >= 0.85)
        ids, guess = (alike, "name") if alike else nearest(name, customers)
    person = person_of(reading, reading.clauses, span)
    said, title = (person.said, person.title) if person else _named_by_place(reading, span, body_at)
    amount = reading.amounts[0] if reading.amounts else None
    return Entry(
        customer_said=name, customer_ids=ids, customer_guess=guess, contact=said, contact_title=_job(text) or title,
        summary=text[body_at:].strip(), need=need_of(text[body_at:]) or products_named(reading, reading.clauses),
        intent_level=level_of(text), milestones=milestones_of(text, milestones=reading.words.milestones),
        amount=amount.value if amount else None, currency=amount.currency if amount else "CNY",
        phone=reading.phone[0] if reading.phone else None, email=reading.email[0] if reading.email else None,
        industry_said=industry_of(text[body_at:], skip=name), place=(0, len(text)),
    )  # fmt: skip


def _known(reading: Reading, name: str | None, span: Span) -> Mention | None:
    """The known customer that is meant: it is the whole name, or a contact is added and nobody else is named."""
    for mention in reading.mentions:
        if name and span[0] <= mention.span[0] and mention.span[1] <= span[1]:
            rest = reading.text[span[0] : mention.span[0]] + " " + reading.text[mention.span[1] : span[1]]
            if words.BESIDE_NAME.fullmatch(rest):
                return mention
    if reading.mentions and words.CONTACT_ONLY.search(reading.text):
        return reading.mentions[0]
    return None


def _name(reading: Reading, body_at: int) -> tuple[str | None, Span]:
    """The name after its label or after 叫 and called; else the first field that is no person, number, trade or label."""
    text = reading.text
    if labelled := words.LABELLED.search(text):
        return labelled["name"].strip(), labelled.span("name")
    if called := words.CALLED.search(text):
        group = "zh" if called["zh"] else "en"
        raw = words.TAIL_EN.sub("", called[group]).strip(" .-")
        if len(raw) >= 2 and not _is_person(reading, called.start(group)):
            return raw, (called.start(group), called.start(group) + len(raw))
    english = reading.language == "en"
    fields = (
        r"[^,;:\n(（—–]+?(?=\s+-\s+|[,;:\n(（—–]|$)"
        if english
        else r"[^,，;；、:：\s]+(?:\s+[A-Z&(][^,，;；、:：\s]*)*"
    )
    for match in re.finditer(fields, text[body_at:]):
        if english and (whose := _firm_of_person(reading, match.start() + body_at, match.end() + body_at)):
            return whose
        span = _without_people(reading, match.start() + body_at, match.end() + body_at)
        raw, at = _tidy(text[slice(*span)], english=english)
        if len(raw) >= 2 and not words.KIND.match(raw) and not re.fullmatch(r"[\d+()-]+", raw):
            return raw, (span[0] + at, span[0] + at + len(raw))
    unknown = unknown_in(reading, reading.clauses)
    return (unknown.said, unknown.span) if unknown else (None, (0, 0))


def _tidy(field: str, *, english: bool) -> tuple[str, int]:
    """A field without its label and without what is run on behind the name; where the rest begins."""
    raw = field.lstrip(" :：-·.")
    raw = words.LABEL.sub("", raw)
    raw = re.sub(r"^(?:把|将|那个|这个|叫)(?=\S{2})", "", raw)
    if not raw.startswith(("联系", "contact")):
        raw = words.FIELD.sub("", raw)
    at = field.find(raw) if raw else 0
    raw = words.TAIL_EN.sub("", raw) if english else words.TAIL_ZH.sub("", raw)
    if not english:
        raw = re.sub(r"(?:那边|这边|那里|的)+$", "", raw)
    return raw.rstrip(" :：-,，的"), at


_THEIR_FIRM = re.compile(r",?\s+(?:from|of|at|with)\s+(?:the\s+)?(?P<name>[A-Z][^,;:(\n]+)")


def _firm_of_person(reading: Reading, start: int, end: int) -> tuple[str, Span] | None:
    """Hanok Tea House, of A Mrs. Cho from Hanok Tea House phoned."""
    for person in reading.people:
        found = (
            _THEIR_FIRM.match(reading.text, person.span[1], end) if start <= person.span[0] < end else None
        )
        if found:
            raw = words.TAIL_EN.sub("", found["name"]).strip(" .-")
            return raw, (found.start("name"), found.start("name") + len(raw))
    return None


def _without_people(reading: Reading, start: int, end: int) -> Span:
    """A field up to the person in it; empty where it begins with one and no firm is named after him."""
    text = reading.text
    taken = [p.span for p in reading.people] + [h[1] for h in (reading.phone, reading.email) if h]
    for a, b in sorted(taken):
        if a <= start + (len(text[start:end]) - len(text[start:end].lstrip())) < b:
            if b < end and _goes_on_as_firm(text[b:end]):
                continue
            return end, end
        if start < a < end:
            end = a
    return start, end


def _goes_on_as_firm(rest: str) -> bool:
    """徐工机械: what looks like a person begins the name of a firm."""
    return any(rest.startswith(word) for word in COMMON_ZH) or bool(
        re.match(r"\S{1,8}[厂店社行馆院所司]$", rest)
    )


def _is_person(reading: Reading, at: int) -> bool:
    return any(person.span[0] == at for person in reading.people)


def _named_by_place(reading: Reading, name: Span, body_at: int) -> tuple[str | None, str | None]:
    """A bare personal name among the fields: 高洁."""
    for match in re.finditer(
        r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,3}(?![\u4e00-\u9fff])", reading.text[body_at:]
    ):
        at = match.start() + body_at
        if (
            match.group()[0] in SURNAMES
            and not name[0] <= at < name[1]
            and not words.KIND.match(match.group())
            and match.group() not in TRADES_ZH
        ):
            return match.group(), None
    return None, None


def _job(text: str) -> str | None:
    found = re.search(r"(?:职位|职务|title)\s*[:：]?\s*([\u4e00-\u9fff]{2,8}|[A-Za-z ]{2,24})", text)
    return found[1].strip() if found else None


def industry_of(text: str, *, skip: str | None = None) -> str | None:
    """The trade as said: 做包装 → 包装; a bare trade word counts among the fields of a new customer."""
    rest = text.replace(skip, " ") if skip else text
    for pattern in _INDUSTRY:
        found = pattern.search(rest)
        if found:
            return (found["named"] or found["trade"] or "").strip() or None
    for field in re.split(r"[,，;；、\s]+", rest.lower()):
        if field in TRADES_ZH or field in TRADES_EN:
            return field
    return None
