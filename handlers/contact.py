"""The people at a customer: who they are, and their numbers, masked until somebody asks to see them."""

import re
from collections.abc import Sequence

from bot.briefs import LONGEST_NAME, brief_button, clearly_named
from bot.capability import Capability
from bot.cards import contact_text, customer_choices, subject
from bot.messages import Button, Reply
from bot.people import REACH, Called, people_called, person_line
from bot.texts import _
from bot.turn import Turn
from store.models import Contact, Customer
from store.search import find_customers

capability = Capability("contact")
_PAGE = 6
_ZH = (
    r"(?:帮我)?(?:查一?下|查查|查|给我|告诉我|我要|找一?下|找|发我|看看|看一?下)?\s*(?P<who>[^\d,，。;；!！?？]{1,30}?)\s*的?\s*"
    r"(?P<what>手机号码|手机号|手机|电话号码|电话|号码|座机|联系方式|微信号|微信|邮箱地址|邮箱|邮件地址|(?<![A-Za-z])(?:e-?mail|wechat))"
    r"(?:是多少|是啥|是什么|号?多少|给我|发我|发一下|呢|有吗|有没有)?[?？。]?"
)
_EN = (
    r"(?:what(?:'?s|’s| is)|give me|show me|get me|find|i need|do (?:we|you) have)?\s*(?P<who>[^,;!?]{2,40}?)(?:'s|’s|s')\s+"
    r"(?P<what>phone|mobile|cell|number|tel|telephone|e-?mail|wechat)(?:\s+(?:number|address|no\.?|id))?[?.]?",
    r"(?:what(?:'?s|’s| is)|give me|show me|get me|find|i need)?\s*(?:the\s+)?(?P<what>phone|mobile|number|tel|telephone|e-?mail|wechat)"
    r"(?:\s+(?:number|address|no\.?|id))?\s+(?:of|for)\s+(?P<who>[^,;!?]{2,40}?)[?.]?",
)
_TERSE = (
    r"(?P<who>[A-Za-z][^,;!?]{1,40}?)\s+(?P<what>phone|mobile|cell|number|tel|telephone|e-?mail|wechat)"
    r"(?:\s+(?:number|address|no\.?|id))?[?.]?"
)
_ACTS = re.compile(
    r"^(?:给|刚|加了?|打|发|换|留|没|不|回|等|约|有|用|通过|今天|明天|昨天|上午|下午|晚上|call|phone|email|send|add|change|new|sent|left|got|get|wrote|gave|had|need|lost)(?![a-z])|[了过完来接打通回给说发写改换新到]$",
    re.IGNORECASE,
)
_ASKING = re.compile(r"^(?:what(?:['’]?s| is)|give me|show me|get me|find)\s+", re.IGNORECASE)
_LOOSE_S = re.compile(r"[A-Za-z]{2}s$")
_MANY = (
    r"(?P<who>.{1,30}?)(?<![加新增个])\s*(?:的|有哪些|都有哪些|有什么)?\s*(?:联系人|对接人)(?:名单|列表|有哪些|是谁)?[?？]?",
    r"(?:show |list )?(?:the )?contacts (?:at|of|for) (?P<who>.{2,40}?)[?.]?",
)


@capability.pattern(_ZH, *_EN)
async def number(turn: Turn) -> Reply | None:
    """Somebody's number, masked; several who fit are listed, nobody is said so."""
    assert turn.found is not None
    who, what = (
        _ASKING.sub("", turn.found["who"].strip()),
        REACH[turn.found["what"].casefold().replace("-", "")],
    )
    if _ACTS.search(who):
        return None
    called = await _called(turn, who)
    if len(called.people) == 1:
        return await _card(turn, called.people[0], what)
    if called.people:
        return await _several(turn, called.people, who)
    if not called.sure and (await turn.meaning()).intent not in ("query", "other"):
        return None
    if len(called.customers) == 1 and not called.said:
        return await _listing(turn, called.customers[0])
    return await _nobody(turn, who, called.customers)


@capability.pattern(_TERSE)
async def looked_up(turn: Turn) -> Reply | None:
    """`Tom at Kestrel phone`: only where the words are a person and nothing else."""
    assert turn.found is not None
    who = turn.found["who"].strip()
    called = await _called(turn, who)
    company = len(called.customers) == 1 and not called.said
    person = len(called.people) == 1 and (called.sure or " " not in who)
    return await number(turn) if (person or company) and not _ACTS.search(who) else None


@capability.shows("contact")
async def open_row(turn: Turn) -> Reply | None:
    return await _card(turn, await turn.records.get(Contact, turn.about[0].id), "phone")


@capability.step
async def opened(turn: Turn) -> Reply | None:
    return await _card(turn, await _contact(turn), "phone")


@capability.step
async def reveal(turn: Turn) -> Reply | None:
    """Show a number in full: in a private chat only, and written down."""
    if not turn.private:
        return turn.remark(_("Customer data is for our private chat. Write to me there."))
    contact, what = await _contact(turn), str(turn.memory["what"])
    if what not in REACH.values():
        return None
    turn.records.audit("reveal", contact, what=what)
    shown = str(getattr(contact, what) or "")
    old = turn.t(_("(old: {numbers})"), numbers=", ".join(contact.old_phones)) if contact.old_phones else ""
    shown = f"{shown} {old}".strip() if what == "phone" else shown
    return turn.remark(_("{shown} · this view is logged"), shown=shown)


@capability.command("联系人", "通讯录", "contacts")
async def contacts(turn: Turn) -> Reply | None:
    """The contacts of the customer last spoken of; without one, its name is asked for."""
    last = turn.topic.get("customer")
    found = await turn.records.find(Customer, id=int(last)) if last else []
    if found:
        return await _listing(turn, found[0])
    return turn.ask(_("Which customer? A part of the name is enough."), then="contact.named")


@capability.step
async def named(turn: Turn) -> Reply | None:
    found = await clearly_named(turn, turn.text) if len(turn.text) <= LONGEST_NAME else []
    return await _listing(turn, found[0].customer) if len(found) == 1 else None


@capability.pattern(*_MANY)
async def contacts_of(turn: Turn) -> Reply | None:
    assert turn.found is not None
    found = await clearly_named(turn, turn.found["who"])
    return await _listing(turn, found[0].customer) if len(found) == 1 else None


@capability.step
async def listed(turn: Turn) -> Reply | None:
    """The contacts of a customer, masked."""
    return await _listing(turn, await _customer(turn), int(turn.memory.get("start", 0)))


async def _called(turn: Turn, who: str) -> Called:
    """Whom the words mean, also where their apostrophe was left out: elenas email."""
    called = await people_called(turn, who)
    if called.people or called.customers or not _LOOSE_S.search(who):
        return called
    less = await people_called(turn, who[:-1])
    return less if less.people else called


async def _contact(turn: Turn) -> Contact:
    return await turn.records.get(Contact, int(turn.memory["contact"]))


async def _customer(turn: Turn) -> Customer:
    return await turn.records.get(Customer, int(turn.memory["customer"]))


async def _card(turn: Turn, contact: Contact, what: str) -> Reply:
    """One person with what was asked for, masked, and the button that shows it."""
    customer = await turn.records.get(Customer, contact.customer_id)
    turn.topic["customer"] = customer.id
    buttons = [
        turn.button(label, "contact.reveal", once="never", contact=contact.id, what=field)
        for field, label in _reveals(contact, what)
    ]
    lines = [person_line(turn, contact, customer, what)]
    if not getattr(contact, what):
        lines.append(turn.t(_("Not noted yet: {what}"), what=turn.t(_WHAT[what])))
        buttons.append(turn.button(_("Fill in"), "new_contact.fill", once="never", contact=contact.id))
    buttons.append(brief_button(turn, _("Brief"), "find.open_one", customer))
    return turn.say(lines, buttons=buttons)


_WHAT = {"phone": _("phone"), "email": _("e-mail address"), "wechat": _("WeChat")}
_LABELS = {"phone": _("Show number"), "email": _("Show e-mail"), "wechat": _("Show WeChat")}


def _reveals(contact: Contact, what: str) -> list[tuple[str, str]]:
    """The buttons that show a thing in full: what was asked for first."""
    fields = [what, *(field for field in _LABELS if field != what)]
    return [(field, _LABELS[field]) for field in fields if getattr(contact, field)]


async def _several(turn: Turn, people: Sequence[Contact], who: str) -> Reply:
    customers = {
        row.id: row for row in await turn.records.find(Customer, id__in=[p.customer_id for p in people])
    }
    lines = [turn.t(_("{count} fit “{name}”. Which one?"), count=len(people), name=who)]
    lines += [
        f"{number} {person_line(turn, one, customers[one.customer_id], 'phone')}"
        for number, one in enumerate(people[:_PAGE], start=1)
    ]
    buttons = [
        Button(
            label=f"{one.name} · {customers[one.customer_id].name}", then="contact.opened",
            memory={"contact": one.id}, once="never",
        )
        for one in people[:_PAGE]
    ]  # fmt: skip
    return turn.say(lines, rows=[subject(one) for one in people[:_PAGE]], buttons=buttons)


async def _listing(turn: Turn, customer: Customer, start: int = 0) -> Reply:
    """The contacts of a customer; a number opens one."""
    turn.topic["customer"] = customer.id
    people = await turn.records.find(Contact, order=("id",), customer_id=customer.id)
    page = people[start : start + _PAGE]
    facts = {"customer": customer.name, "count": len(people)}
    several = facts["count"] != 1
    words = _("👥 {customer} · {count} contacts") if several else _("👥 {customer} · 1 contact")
    lines = [turn.t(words, **facts)]
    lines += [f"{number} {contact_text(one)}" for number, one in enumerate(page, start=1)]
    label = turn.t(_("Show number"))
    buttons = [
        Button(
            label=f"{label} · {one.name}" if len(page) > 1 else label, then="contact.reveal",
            memory={"contact": one.id, "what": "phone"}, once="never",
        )
        for one in page[:4] if one.phone
    ]  # fmt: skip
    if len(people) > start + _PAGE:
        more = {"customer": customer.id, "start": start + _PAGE}
        buttons.append(turn.button(_("More"), "contact.listed", once="never", **more))
    buttons.append(brief_button(turn, _("Add a contact"), "new_contact.ask_who", customer))
    return turn.say(lines, buttons=buttons, rows=[subject(one) for one in page])


async def _nobody(turn: Turn, who: str, customers: Sequence[Customer]) -> Reply:
    """Nobody of that name: the customers that are near."""
    if not customers:
        customers = [hit.customer for hit in await find_customers(turn.records, who, limit=3)]
    if not customers:
        return turn.say(_("I find nobody called “{name}” among your contacts."), name=who)
    return turn.say(
        _("I find nobody called “{name}” among your contacts. Contacts of:"),
        buttons=customer_choices(turn, customers, "contact.listed"),
        name=who,
    )
