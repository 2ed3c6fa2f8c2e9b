"""What one sentence says of a new customer or contact, and whether what it says may be stored."""

import re

from bot.archive import NewCustomer
from bot.language import Entry, read_email, read_phone
from bot.language.dates.tokens import fold
from bot.language.tables.companies import REGIONS
from bot.language.tables.people import TITLES
from bot.naming import clean_name, email_said, email_trouble, phone_said, phone_trouble
from bot.turn import Turn

CREATE_WORDS = re.compile(
    r"^\s*(?:请|帮我|麻烦)*(?:(?:新建|新增|添加|增加|录入|创建|建档|登记|建|加)(?:一?[个家位](?!人))?新?(?:(?:个人|企业|渠道)?客户|公司|企业|档案)?|新客户)"
    r"(?:[:：,，]|叫|名称)?\s*|"
    r"^\s*(?:please\s+)?(?:(?:add|create|register|set up)\s+(?:a\s+|an\s+)?(?:new\s+)?(?:customer|client|lead|company|prospect|account)?"
    r"|new (?:customer|client|lead|company|prospect|account))\b(?:\s+(?:called|named))?[:,]?\s*",
    re.IGNORECASE,
)
CONTACT_WORDS = re.compile(
    r"(?:请|帮我|麻烦)*(?:新增|新建|添加|增加|录入|登记|补录?|加)?(?:一?[个位])?新?(?:联系人|对接人)(?:是|为)?[:：,，]?\s*|"
    r"\b(?:please\s+)?(?:add|create|new)\s+(?:a\s+)?(?:new\s+)?contact\b[:,]?\s*",
    re.IGNORECASE,
)
_KINDS = {
    "partner": r"渠道商?|经销商|代理商|\bpartner\b|\bdistributor\b|\breseller\b",
    "person": r"个人(?:客户)?|\bprivate (?:person|customer)\b|\bindividual\b",
    "company": r"企业(?:客户)?|\bcompany customer\b",
}
_INTENTS = {
    "high": r"意向[:：]?(?:很|较|比较)?[高强]|(?:很|非常)想要|\b(?:high intent|hot lead|very interested)\b",
    "middle": r"意向[:：]?(?:一般|中)|\bmedium intent\b",
    "low": r"意向[:：]?(?:不|较|比较)?[低弱高]|\b(?:low intent|cold lead)\b",
}
_ENDS = re.compile(
    r"[,，;；、\n]|\s(?:企业|个人|渠道|联系人|对接人|做|想要|需要|contact\b|company\b)", re.IGNORECASE
)
_JOB = re.compile(
    rf"(?:{TITLES})|(?:采购|销售|技术|财务|设备|行政|人事|生产|质量|工程|研发)(?:部|科|员|{TITLES})?|"
    r"(?:[a-z]+ )?(?:manager|director|engineer|purchasing|procurement|buyer|sales|finance|quality|officer|assistant|c[etfo]o|vp|owner|boss)",
    re.IGNORECASE,
)
_STUB = re.compile(r"(?<![^\s,，;；、:：\u4e00-\u9fff])1[3-9]\d{3,4}(?![^\s,，;；、。])")
_LABELS = re.compile(
    r"(?:电话|手机号?|座机|邮箱|职位|职务|姓名|公司|客户|微信|\btel\b|\bphone\b|\bmobile\b|\be-?mail\b|\btitle\b|\bfrom\b|\bat\b|\bof\b)[:：]?|"
    r"^(?:是|的)",
    re.IGNORECASE,
)


def newcomer(text: str, entry: Entry) -> NewCustomer:
    """A new customer with its first contact, as one sentence tells them; what was not said stays empty."""
    return NewCustomer(
        name=_name(text, entry),
        kind=_first(_KINDS, text) or "company",
        industry=entry.industry_said,
        contact=_contact(text, entry),
        contact_title=entry.contact_title or _title(text, entry),
        phone=entry.phone,
        email=entry.email,
        need=_need(text, entry),
        intent=entry.intent_level or _first(_INTENTS, text),
    )


def reach_trouble(turn: Turn, text: str) -> tuple[str, str] | None:
    """The first thing wrong with a phone or an e-mail in these words: (field, what to tell); None where fine."""
    said = phone_said(text) or _stub_in(text)
    if said and (trouble := phone_trouble(turn, said)):
        return "phone", trouble
    mail = email_said(text)
    if mail and (trouble := email_trouble(turn, mail)):
        return "email", trouble
    return None


def _stub_in(text: str) -> str | None:
    """The beginning of a mobile number that breaks off, where it stands alone: 139123."""
    found = _STUB.search(fold(text))
    return found[0] if found else None


def reach_in(text: str) -> dict[str, str]:
    """The phone (digits) and the e-mail of a short answer."""
    said = phone_said(text)
    found = {"phone": read_phone(said) if said else None, "email": read_email(text)}
    return {name: value for name, value in found.items() if value}


def _name(text: str, entry: Entry) -> str:
    """The customer's name: up to the first thing that is something else, else all that was said."""
    if CONTACT_WORDS.search(text):
        said = clean_name(entry.customer_said or "")
        return "" if _JOB.fullmatch(said) else said
    rest = CREATE_WORDS.sub("", text, count=1)
    if not _says_more(rest, entry):
        return clean_name(rest)
    cuts = [found.start() for found in (_ENDS.search(rest),) if found]
    for part in (entry.contact, phone_said(rest), email_said(rest)):
        cuts += [place for place in (_place(rest, part),) if place > 0]
    head = clean_name(rest[: min(cuts, default=len(rest))])
    said = clean_name(entry.customer_said or "")
    chinese = any("\u4e00" <= letter <= "\u9fff" for letter in head)
    if chinese and " " in head:
        first, second = head.split(" ")[:2]
        if first in REGIONS:
            return first + second
        return said if said and head.startswith(said) else first
    return head or said


def _place(text: str, part: str | None) -> int:
    """Where a part of the sentence stands, 0 for nowhere or inside brackets."""
    place = fold(text).find(fold(part)) if part else -1
    return place if place > 0 and text[place - 1] not in "(（" else 0


def _says_more(rest: str, entry: Entry) -> bool:
    """Whether anything but a name was said."""
    place = _place(rest, entry.contact)
    later = place > 0 and (
        bool(re.match("[\u4e00-\u9fff]", rest[place:])) or bool(_ENDS.search(rest[:place]))
    )
    facts = (entry.phone, entry.email, entry.need, entry.industry_said, phone_said(rest), email_said(rest))
    return bool(later or any(facts) or _first(_KINDS, rest))


def _contact(text: str, entry: Entry) -> str | None:
    rest = CREATE_WORDS.sub("", CONTACT_WORDS.sub("", text, count=1), count=1)
    if not CONTACT_WORDS.match(text) and not _says_more(rest, entry):
        return None
    return clean_name(entry.contact) if entry.contact else None


def _need(text: str, entry: Entry) -> str | None:
    """The need without the numbers that stand beside it."""
    need = entry.need or ""
    for part in (phone_said(text), email_said(text)):
        need = need.replace(part, " ") if part else need
    return clean_name(need) or None


def _title(text: str, entry: Entry) -> str | None:
    """What is left when everything known is taken away, where that may be a job: 采购, procurement."""
    if not CONTACT_WORDS.search(text):
        return None
    left = CONTACT_WORDS.sub(" ", text, count=1)
    for part in (_name(text, entry), entry.contact, phone_said(text), email_said(text)):
        place = fold(left).find(fold(part)) if part else -1
        left = f"{left[:place]} {left[place + len(part or '') :]}" if place >= 0 else left
    left = clean_name(_LABELS.sub(" ", clean_name(left)))
    return left if 0 < len(left) <= 20 and not any(letter.isdecimal() for letter in left) else None


def _first(table: dict[str, str], text: str) -> str | None:
    return next((name for name, words in table.items() if re.search(words, text, re.IGNORECASE)), None)
