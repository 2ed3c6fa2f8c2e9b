"""Contracts: number, signing, start, expiry, length."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.language.dates.found import Found
from bot.language.meaning import ContractFacts, When

_NUMBER = re.compile(
    r"(?:合同(?:号|编号)?|编号|单号|协议号|contract(?:\s+(?:no\.?|number|id))?|agreement|no\.|number|#)\s*(?:是|为|[:：#(（])?\s*#?\s*"
    r"(?P<number>[A-Za-z]{1,6}[-_/]?\d[\w/-]*|\d{2,}[-_/]\w[\w/-]*|[A-Za-z]{1,4}(?:-[A-Za-z0-9]+)+)",
    re.IGNORECASE | re.ASCII,
)
_HASH = re.compile(r"#\s?(?P<number>[A-Za-z]{1,6}-?\d[\w-]*)")

SUBJECT = re.compile(
    r"合同|协议|签约|续签|续约|框架|维保|\bcontract\b|\bagreement\b|\brenew(?:al|ed|s)?\b|\bsigned\b(?! (?:off|for|in|up)\b)|签了|签的|\bsign了|合作.{0,6}到期|续了?[一二两三四五六七八九十\d]+年|\bexpires?\b",
    re.IGNORECASE | re.ASCII,
)
_FACT = re.compile(
    r"签(?:了|的|约|下|完|字|署)|今天签|[新续补]签(?=\S{0,12}(?:合同|协议))|续(?!约谈)|到期|期限|为期|编号|合同号|执行|生效|起至|质保|有效期|截止|总额|合同金额|\bsigned\b(?! (?:off|for|in|up)\b)|\beffective\b|\bexpires?\b|\d+[ -]?(?:months?|years?)\b|\b(?:another|one|two|three|four|five) (?:more )?(?:years?|months?)\b|"
    r"sign了|contract.{0,24}(?:\buntil\b|\bends?\b|\bruns?\b|\bstarts?\b)",
    re.IGNORECASE | re.ASCII,
)
_NOT_YET = re.compile(
    r"没签|还没|NDA|法务|细节|草案|草稿|寄(?:了)?合同|发(?:了)?合同|看合同|谈合同|定合同|合同(?:还在|在走|流程|审)|想签|准备签|要签|能签|再签|就签|等.{0,8}签|签不|不签|催|"
    r"\bsend\b.{0,20}contract|too pricey|\bdraft\b|\breview(?:ing)?\b|\bwill sign|\bto sign\b|\bready to sign|\bnot signed|approved it|wants? (?:a|the) contract",
    re.IGNORECASE | re.ASCII,
)


def is_contract(text: str) -> bool:
    """Whether signing, number, length or expiry of a contract is the point of the message."""
    return bool(SUBJECT.search(text) and _FACT.search(text) and not _NOT_YET.search(text))


def contract_number(text: str) -> tuple[str, tuple[int, int]] | None:
    found = _NUMBER.search(text) or _HASH.search(text)
    if not found or not re.search(r"\d", found["number"]):
        return None
    return found["number"].rstrip("-/"), found.span("number")


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of the message with its words around it."""

    found: Found
    when: When | None
    before: str
    after: str


_EXPIRES = re.compile(
    r"到期|到$|至$|截止|期限(?:到|至)?|有效期|expir\w*|until$|till$|ends?\b|valid|through$|\bto$|止$",
    re.IGNORECASE,
)
_STARTS = re.compile(
    r"从$|自$|起|执行|生效|开始|effective|starts?|starting|from$|commenc|begin", re.IGNORECASE
)
_SIGNED = re.compile(r"签|sign", re.IGNORECASE)
_LASTS = re.compile(
    r"为期|期限|质保|有效期|续|签|合同|协议|维保|term|renew|contract|for|months?|years?|月|年", re.IGNORECASE
)


def contract_facts(text: str, dated: Sequence[Dated], today: When, *, signed_now: bool) -> ContractFacts:
    """What is said of the contract; a contract signed with no day said was signed today."""
    number = contract_number(text)
    signed = starts = expires = None
    months: int | None = None
    for item in dated:
        if item.found.shape == "duration":
            length = item.found.months
            each = item.found.text.lower().startswith(("a ", "an "))  # 120k a year
            if (
                length
                and length >= 1
                and not each
                and _LASTS.search(item.before + item.found.text)
                and months is None
            ):
                months = round(length)
            continue
        if item.when is None:
            continue
        if (
            item.found.shape in ("daterange", "datetimerange")
            and item.when.until
            and item.found.grain == "days"
        ):
            starts = item.when
            if item.found.months:
                months = round(item.found.months)
            else:
                expires = When(item.when.until, text=item.when.text, span=item.when.span)
            continue
        match _role(item):
            case "expires":
                expires = expires or item.when
            case "starts":
                starts = starts or item.when
            case "signed":
                signed = signed or item.when
            case _ if expires is None and item.when.day > today.day:
                expires = item.when
    if signed is None and signed_now:
        signed = today
    return ContractFacts(number[0] if number else None, signed, starts, expires, months)


def _role(item: Dated) -> str:
    before, after = item.before[-14:], item.after[:10]
    said = item.found.text.lower()
    if item.found.after or said.startswith(("从", "自", "from", "since")):
        return "starts"
    if item.found.deadline or said.startswith(("到", "至", "截", "until", "till")):
        return "expires"
    if re.match(r"\s*(?:起|开始|生效|执行|起执行)", after) or re.search(
        r"(?:effective|starts?|starting|from|commencing|beginning|从|自)\s*(?:on\s*)?$", before, re.IGNORECASE
    ):
        return "starts"
    if re.match(r"\s*(?:到期|截止|止|为止)", after) or re.search(
        r"(?:到期(?:日|时间)?[是为:]?|到|至|截止|期限(?:到|至)?|有效期[到至]?|expir\w*|until|till|ends?|valid (?:until|till|to)|through|thru|to|ending)\s*(?:on\s*)?$",
        before.rstrip(),
        re.IGNORECASE,
    ):
        return "expires"
    if _SIGNED.search(after[:8]) or re.search(
        r"(?:签\S{0,3}|signed?(?:\s\w+)?)\s*(?:on\s*)?$", before.rstrip(), re.IGNORECASE
    ):
        return "signed"
    if re.search(r"(?:到期|expires?|ends?)", item.before[-20:], re.IGNORECASE):
        return "expires"
    return ""
