"""A new customer or contact in one line: 苏州明达 企业 王经理 139… 做包装 想要报价."""

import re
from collections.abc import Sequence

from bot.language.companies import like_names
from bot.language.customers import nearest
from bot.language.entries import person_of
from bot.language.meaning import Entry, KnownCustomer
from bot.language.outcomes import level_of, milestones_of, need_of
from bot.language.reading import Reading
from bot.language.tables.industries import INDUSTRY_EN, INDUSTRY_ZH, TRADES_EN, TRADES_ZH

_HEAD = re.compile(
    r"^\s*(?:请|帮我|麻烦)?(?:(?:新建|新增|添加|增加|录入|创建|建档|建一?个|加一?个|登记)(?:一?[个家位])?(?:新)?(?:客户|联系人|公司|企业|档案)?|新客户|新联系人)\s*[:：]?\s*|"
    r"^\s*(?:please\s+)?(?:(?:add|create|register|set up)\s+(?:a\s+|an\s+)?(?:new\s+)?(?:customer|contact|client|lead|company|prospect|account)?|"
    r"new (?:customer|contact|client|lead|company|prospect|account))\s*[:：-]?\s*",
    re.IGNORECASE,
)
_CONTACT_ONLY = re.compile(r"联系人|contact", re.IGNORECASE)
_KIND = re.compile(
    r"^(?:企业|个人|公司|单位|政府|事业单位|学校|医院|经销商|代理商|个体|客户|联系人|职位.*|手机.*|电话.*|tel.*|phone.*|mobile.*|email.*|邮箱.*|company|individual|enterprise)$",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"(?:联系人|职位|手机|电话|邮箱|地址|行业|需求|备注|来源|意向|tel\b|phone\b|mobile\b|email\b|contact\b).*",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?:客户名称?|公司名称?|名称|名字|客户|公司|name|company|customer)\s*[:：是]?\s*", re.IGNORECASE
)
_INDUSTRY = tuple(re.compile(p, re.IGNORECASE) for p in (INDUSTRY_ZH, INDUSTRY_EN))


def entry(reading: Reading, customers: Sequence[KnownCustomer]) -> Entry:
    """The new customer's fields; for a contact of a known customer, that customer."""
    text = reading.text
    head = _HEAD.match(text)
    body_at = head.end() if head else 0
    contact_only = bool(head and _CONTACT_ONLY.search(head.group()))
    known = [m for m in reading.mentions if m.span[0] >= body_at]
    name, span = _name(reading, body_at)
    ids: tuple[int, ...] = ()
    guess: str | None = None
    if known and (contact_only or known[0].said == name):
        ids, name, span = known[0].ids, known[0].said, known[0].span
    elif name:
        alike = tuple(c.id for c in customers if like_names(name, c.name) >= 0.85)
        ids, guess = (alike, "name") if alike else nearest(name, customers)
    person = person_of(reading, reading.clauses, span)
    said, title = (person.said, person.title) if person else _named_by_place(reading, span, body_at)
    amount = reading.amounts[0] if reading.amounts else None
    return Entry(
        customer_said=name, customer_ids=ids, customer_guess=guess, contact=said, contact_title=_job(text) or title,
        summary=text[body_at:].strip(), need=need_of(text[body_at:]), intent_level=level_of(text), milestones=milestones_of(text),
        amount=amount.value if amount else None, currency=amount.currency if amount else "CNY",
        phone=reading.phone[0] if reading.phone else None, email=reading.email[0] if reading.email else None,
        industry_said=industry_of(text[body_at:], skip=name), place=(0, len(text)),
    )  # fmt: skip


def _name(reading: Reading, body_at: int) -> tuple[str | None, tuple[int, int]]:
    """The first field that is no person, number, trade or label."""
    text = reading.text
    labelled = re.search(
        r"(?:公司名?称?|单位|客户名称|企业名?称?|company|客户)\s*[:：]\s*([^,，;；\s]{2,30})", text
    )
    if labelled:
        return labelled[1], labelled.span(1)
    taken = [p.span for p in reading.people] + [h[1] for h in (reading.phone, reading.email) if h]
    fields = r"[^,，;；、\n]+" if reading.language == "en" else r"[^,，;；、\s]+(?:\s+[A-Z&(][^,，;；、\s]*)*"
    for match in re.finditer(fields, text[body_at:]):
        start, end = match.start() + body_at, match.end() + body_at
        for a, b in taken:
            if a <= start < b and (reading.language == "zh" or b >= end):
                start = end
            elif start < a < end and reading.language == "zh":
                end = a
        raw = text[start:end].strip(" :：-")
        raw = _LABEL.sub("", raw)
        raw = _FIELD.sub("", raw) if not raw.startswith(("联系", "contact")) else ""
        if len(raw) >= 2 and not _KIND.match(raw) and not re.fullmatch(r"[\d+()-]+", raw):
            at = text.index(raw, body_at)
            return raw, (at, at + len(raw))
    return None, (0, 0)


def _named_by_place(reading: Reading, name: tuple[int, int], body_at: int) -> tuple[str | None, str | None]:
    """A bare personal name among the fields: 高洁, Bob Smith."""
    text = reading.text
    for match in re.finditer(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,3}(?![\u4e00-\u9fff])", text[body_at:]):
        at = match.start() + body_at
        from bot.language.tables.people import SURNAMES

        inside = name[0] <= at < name[1]
        if (
            match.group()[0] in SURNAMES
            and not inside
            and not _KIND.match(match.group())
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
