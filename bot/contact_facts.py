"""What a sentence says has changed about a person: title, phone, e-mail, or that they left."""

import re
from dataclasses import dataclass

from bot.language import read_email, read_phone
from bot.language.people import persons_in
from bot.language.tables.people import TITLES
from bot.naming import phone_said

HINTS = (
    r"(?s).{0,60}(?:升|晋升|提拔|调任|转任|改任|当上|换了?个?新?(?:号|手机|电话|邮箱)|新(?:手机)?号|新(?:电话|邮箱)|"
    r"(?:电话|手机|号码|手机号|邮箱)(?:改|换|变)|(?:电话|手机|号码|手机号|邮箱)号?码?\s*(?:是|为|:|：)?\s*[0-9A-Za-z+]|离职|走人|调走|is now|promoted|became|has become|"
    r"new (?:number|phone|mobile|e-?mail)|number (?:is|changed)|(?:'s|’s) (?:new |work )?(?:e-?mail|phone|mobile|cell)(?: address| number)? is|has left|left the company).{0,80}"
)
_TITLE = re.compile(
    r"(?:升职?|晋升|提拔|调任|转任|改任|当上)(?:了|为|成|到|任)*"
    rf"(?P<zh>[^\s,，。;；、了]{{0,6}}?(?:{TITLES}))(?:了)?|"
    r"(?:is now|now|got promoted to|was promoted to|promoted to|became|has become)\s+"
    r"(?:the |a |an )?(?:new )?"
    r"(?P<en>(?!at\b|with\b|on\b)[a-z][a-z /&-]{1,40}?)(?=\s*(?:,|\.|;|$|and\b|with\b|new\b|at\b))",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"离职|走人|调走|不在.{0,6}(?:公司|那)了|has left|left the company|no longer (?:there|with)",
    re.IGNORECASE,
)
_WHOLE_NAME = re.compile(
    r"(?:.{1,20}?的)?(?P<name>[\u4e00-\u9fff]{2,4}?|[A-Z][a-z]+(?: [A-Z][a-z]+)?)\s*"
    r"(?=升|晋升|提拔|调任|转任|改任|当上|换|的?新?(?:号|手机|电话|邮箱)|离职|走人|调走|"
    r"is now|got promoted|was promoted|promoted|became|has (?:become|left)|left|['’]s (?:new|work|e-?mail|phone|number|mobile|cell)|new (?:number|phone|e-?mail))"
)
_TOLD = re.compile(
    r"告诉|说|提到|听说|得知|今天|刚|昨天|拜访|见了|聊|\b(?:met|visited|called|told|says|said)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Facts:
    """What is new about a person. `person` is as written; `customer` where it stands before the name."""

    person: str
    customer: str | None = None
    title: str | None = None
    phone: str | None = None
    phone_said: str | None = None
    email: str | None = None
    gone: bool = False


def read_facts(text: str) -> Facts | None:
    """The changed facts of a sentence that begins with the person; None where it tells anything else."""
    said = " ".join(text.split())
    found = _person(said)
    if found is None or _TOLD.search(said):
        return None
    name, (start, end) = found
    before = re.fullmatch(r"(?:(?P<customer>.{1,20}?)的)?", said[:start].strip())
    if before is None:
        return None
    rest = said[end:]
    facts = Facts(
        name,
        before["customer"],
        title=_title(rest),
        phone=read_phone(rest),
        phone_said=phone_said(rest),
        email=read_email(rest),
        gone=bool(_GONE.search(rest)),
    )
    said_anything = facts.title or facts.phone or facts.phone_said or facts.email or facts.gone
    return facts if said_anything else None


def _person(said: str) -> tuple[str, tuple[int, int]] | None:
    """Who stands first: whoever stands right before what changed, else somebody with a title."""
    if whole := _WHOLE_NAME.match(said):
        return whole["name"], whole.span("name")
    person = next(iter(persons_in(said)), None)
    return (person.said, person.span) if person else None


def _title(rest: str) -> str | None:
    found = _TITLE.search(rest)
    return (found["zh"] or found["en"].strip()) if found else None
