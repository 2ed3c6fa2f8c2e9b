"""A customer's person whom a rep added in a chat app: who it is, and the question where they belong."""

from dataclasses import dataclass

from bot.archive import NewCustomer
from bot.briefs import NEAR
from bot.cards import shorten
from bot.language import read_phone
from bot.messages import Button, ExternalContact, Reply
from bot.naming import clean_name
from bot.texts import _
from bot.turn import Turn
from store import external
from store.models import Contact, Customer
from store.search import find_customers, mentioned

MOST = 3


@dataclass(frozen=True)
class Likely:
    """A customer where somebody may belong; `contact` where that is who they are."""

    customer: Customer
    contact: int | None = None


async def brought(turn: Turn) -> Reply:
    """Ask the rep where the one whom they added belongs; nothing is created before they say so."""
    errand, friend = turn.incoming.errand, turn.incoming.customer
    asked = errand.customer if errand else None
    row = await external.waiting(turn.records, asked.id) if asked else None
    if asked is None or row is None:
        return turn.remark("")
    friend = friend or asked
    await external.named(turn.records, row, friend.name)
    new = newcomer(friend, row.id)
    if not (new.contact or new.name):
        return turn.remark(
            _(
                "You added somebody on WeChat; I couldn't learn who. "
                "To put them on file say it in one line: “new customer Acme Ltd, Bob Carter, +1 415…”."
            )
        )
    likely = await likely_customers(turn, friend, new)
    words = (
        _("You added {who} on WeChat. Create a customer, or link them to one?")
        if likely
        else _("You added {who} on WeChat. Create a customer?")
    )
    return turn.remark(words, buttons=_buttons(turn, new, likely), who=_called(turn, friend))


def newcomer(friend: ExternalContact, row_id: int) -> NewCustomer:
    """What the platform tells of somebody, as a customer with its contact."""
    name = clean_name(friend.name)[:40]
    phones = (read_phone(phone) for phone in friend.phones)
    return NewCustomer(
        name=clean_name(friend.company)[:60],
        contact=name or clean_name(friend.remark)[:40] or None,
        contact_title=clean_name(friend.title)[:40] or None,
        phone=next((phone for phone in phones if phone), None),
        wechat=name or None,
        friend=row_id,
    )


async def likely_customers(turn: Turn, friend: ExternalContact, new: NewCustomer) -> list[Likely]:
    """The customers that one may see and where they may belong, the likeliest first."""
    people = await external.with_colleagues(turn.records, friend.id)
    if new.phone:
        people += await turn.records.find(Contact, order=("id",), limit=MOST, phone=new.phone)
    found = [Likely(await turn.records.get(Customer, one.customer_id), one.id) for one in people]
    for query in (new.name, clean_name(friend.remark)):
        hits = await find_customers(turn.records, query, limit=MOST) if query else []
        found += [Likely(hit.customer) for hit in hits if hit.score >= NEAR]
    if friend.remark:
        found += [
            Likely(customer)
            for customer, _aliases in await mentioned(turn.records, friend.remark, limit=MOST)
        ]
    if new.contact:
        hits = await find_customers(turn.records, new.contact, limit=MOST)
        found += [Likely(hit.customer) for hit in hits if hit.by == "contact" and hit.score >= NEAR]
    first: dict[int, Likely] = {}
    for one in found:
        first.setdefault(one.customer.id, one)
    return list(first.values())[:MOST]


def _buttons(turn: Turn, new: NewCustomer, likely: list[Likely]) -> list[Button]:
    """Create, link, or leave it. What creates compares with the book as every creation does."""
    told = new.model_dump()
    if new.name:
        label = turn.t(_("Create {customer}"), customer=shorten(new.name, 16))
        create = Button(label=label, then="customer.confirmed", memory={"new": told}, once="card")
    else:
        create = turn.choice(_("Create, I'll say the company"), "customer.from_contact", new=told)
    links = [
        Button(
            label=turn.t(_("Link to {customer}"), customer=shorten(one.customer.name, 16)),
            then="new_friend.join",
            memory={"new": told, "customer": one.customer.id, "contact": one.contact},
            once="card",
        )
        for one in likely
    ]
    return [create, *links, turn.choice(_("No need"), "new_friend.leave")]


def _called(turn: Turn, friend: ExternalContact) -> str:
    """`张三（华峰精密 · 采购）`, with the rep's own remark where no company is told."""
    facts = [friend.company or friend.remark, friend.title]
    name, place = (
        friend.name or friend.remark,
        " · ".join(fact for fact in facts if fact and fact != friend.name),
    )
    return turn.t(_("{name} ({place})"), name=name, place=place) if place and place != name else name
