"""People at customers as others speak of them, and their numbers as they are shown until asked for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.briefs import clearly_named
from bot.language import same_person
from bot.texts import _, mask_phone
from bot.turn import Turn
from store.models import Contact, Customer
from store.search import contacts_mentioned, sound_of

REACH = {
    **dict.fromkeys(("手机号码", "手机号", "手机", "电话号码", "电话", "号码", "座机", "联系方式"), "phone"),
    **dict.fromkeys(("phone", "mobile", "cell", "number", "tel", "telephone"), "phone"),
    **dict.fromkeys(("微信号", "微信", "wechat"), "wechat"),
    **dict.fromkeys(("邮箱地址", "邮箱", "邮件地址", "email"), "email"),
}
"""What people call a way to reach somebody, and the column that holds it."""
_FILLER = re.compile(
    r"^(?:manager|mr|mrs|ms|miss|dr|director|engineer|boss)\.?\s+|\s+(?:at|of|from|in)$|^(?:的|那边|这边)|(?:的|那个)$"
)


_CHINESE_NAME = re.compile("[\u4e00-\u9fff]{2,4}")


@dataclass(frozen=True)
class Called:
    """Whom words for somebody mean: the people who fit, the customers named, the words for the person.

    `sure` says that the words name a person or a customer and nothing else.
    """

    people: tuple[Contact, ...]
    customers: tuple[Customer, ...]
    said: str
    sure: bool


async def people_called(turn: Turn, who: str) -> Called:
    """The visible contacts that words such as 李总, 华峰张经理 or "Li at Huafeng" mean.

    Of several, those of the customer last spoken of come first.
    """
    entry = (await turn.read(who)).entries[0]
    said, customers = entry.contact or who, list[Customer]()
    if entry.customer_said and entry.customer_ids:
        customers = await turn.records.find(Customer, order=("id",), id__in=list(entry.customer_ids))
        said = who.replace(entry.customer_said, " ", 1).strip()
    elif not entry.contact:
        customers = [hit.customer for hit in await clearly_named(turn, who) if hit.by != "contact"]
        said = "" if customers else who
    said = _bare(said)
    sure = not said if customers else False
    sure = sure or (entry.contact is not None and _bare(entry.contact) == said)
    if not said:
        return Called((), tuple(customers), said, sure)
    if customers:
        pool = await turn.records.find(Contact, order=("id",), customer_id__in=[one.id for one in customers])
    else:
        pool = await contacts_mentioned(turn.records, said, ())
        turn.records.saw("search", *pool)
    found = [one for one in pool if same_person(said, one.name, one.title) or _sounds_like(said, one)]
    if not found and _CHINESE_NAME.fullmatch(said):
        found = await _called_alike(turn, said, customers)
    last = turn.topic.get("customer")
    ordered = sorted(found, key=lambda one: (one.customer_id != last, one.id))
    return Called(tuple(ordered), tuple(customers), said, sure)


async def _called_alike(turn: Turn, said: str, customers: Sequence[Customer]) -> list[Contact]:
    """Contacts whose Chinese name sounds like the one written: 程好 for 程浩."""
    where = {"customer_id__in": [one.id for one in customers]} if customers else {}
    alike = await turn.records.find(Contact, order=("id",), limit=6, sound=sound_of(said), **where)
    return [one for one in alike if len(one.name) == len(said)]


def person_line(turn: Turn, contact: Contact, customer: Customer, what: str) -> str:
    """`李建国（华峰精密 · 总经理）138****6620`: with what was asked for, masked."""
    title = contact.title if contact.title and not contact.name.endswith(contact.title) else None
    place = " · ".join(part for part in (customer.name, title) if part)
    shown = hidden(what, getattr(contact, what)) or hidden("phone", contact.phone)
    return turn.t(_("{name} ({place}) {number}"), name=contact.name, place=place, number=shown).strip()


def hidden(what: str, value: str | None) -> str:
    """A number or an address with its middle covered; empty where there is none."""
    if not value:
        return ""
    if what == "phone":
        return mask_phone(value)
    name, at, domain = value.partition("@")
    return f"{name[:2]}***{at}{domain}" if at else f"{name[:2]}****"


def _bare(said: str) -> str:
    """The words for a person without titles before them and little words around."""
    before = ""
    while said != before:
        before, said = said, _FILLER.sub("", said.strip()).strip()
    return said


def _sounds_like(said: str, contact: Contact) -> bool:
    """Latin words for somebody with a Chinese name: Li, Li Jianguo, Jianguo Li."""
    words = re.findall(r"[a-z]+", said.lower())
    if not words or not said.isascii() or contact.name.isascii():
        return False
    syllables = (contact.sound or sound_of(contact.name)).split()
    return _spelt(words, syllables)


def _spelt(words: Sequence[str], syllables: Sequence[str]) -> bool:
    joined = "".join(words)
    surname, given = syllables[0], "".join(syllables[1:])
    return joined in (surname, surname + given, given + surname)
