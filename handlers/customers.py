"""Whose customers: the whole book as a numbered list, or those of one level or one place."""

import re

from bot.agenda import MOST_ROWS, Listed, list_card
from bot.capability import Capability
from bot.cards import ago, short_name
from bot.messages import Reply, Shape, Subject
from bot.texts import _
from bot.turn import Turn
from bot.words import LEVELS
from store.models import Customer

capability = Capability("customers")
_LEVELS = {
    "战略": "strategic", "重点": "key", "普通": "regular", "潜在": "prospect",
    "strategic": "strategic", "key": "key", "regular": "regular", "prospect": "prospect",
}  # fmt: skip
_ZH = (
    r"(?:看看|列出|查看|显示)?(?:我的|我有哪些|全部|所有)(?:全部|所有)?(?P<place>[\u4e00-\u9fff]{2,4}?)?的?(?P<level>战略|重点|普通|潜在)?客户(?:列表|名单|清单)?",
    r"(?P<place>[\u4e00-\u9fff]{2,4}?)?的?(?P<level>战略|重点|普通|潜在)?客户(?:列表|名单|清单|有哪些)",
    r"(?P<level>战略|重点|普通|潜在)客户",
)
_EN = (
    r"(?:(?:show|list)(?: me)? )?(?:(?:all|my|our|the|of) )*(?:(?P<level>strategic|key|regular|prospect) )?"
    r"(?:customers?(?: list)|customers|clients|accounts)(?: in (?:the )?(?P<place>[a-z][a-z -]{1,30}?))?",
)


class Listing(Shape):
    """Which customers are listed; it travels in the "more" button."""

    level: str = ""
    place: str = ""


@capability.pattern(*(f"{one}[?？。]?" for one in (*_ZH, *_EN)))
async def book(turn: Turn) -> Reply | None:
    """`我的客户`, `my customers`, `key accounts`, `customers in Shanghai`."""
    said = {
        name: (words or "").strip() for name, words in (turn.found.groupdict() if turn.found else {}).items()
    }
    level = _LEVELS.get(said.get("level", "").lower(), "")
    place = said.get("place", "")
    if place and not await turn.records.count(Customer, region__in=_spellings(place)):
        return None
    return await _show(turn, Listing(level=level, place=place))


@capability.step
async def more(turn: Turn) -> Reply | None:
    return await _show(turn, Listing.model_validate(turn.memory["asked"]), int(turn.memory["offset"]))


async def _show(turn: Turn, asked: Listing, offset: int = 0) -> Reply:
    """One card of the list, who was spoken to last first."""
    filters: dict[str, object] = {}
    if asked.level:
        filters["level"] = asked.level
    if asked.place:
        filters["region__in"] = _spellings(asked.place)
    count = await turn.records.count(Customer, **filters)
    found = await turn.records.find(
        Customer, order=("-last_contact_at", "name", "id"), limit=offset + MOST_ROWS + 1, **filters
    )
    names = await turn.staff.names({row.owner_id for row in found if row.owner_id != turn.actor.id})
    rows = [
        Listed(Subject(model="customer", id=row.id), _line(turn, row, names, asked.level)) for row in found
    ]
    words = (
        _("👥 {count} customers")
        if count > 1
        else _("👥 1 customer")
        if count
        else _("No customers there yet.")
    )
    place = asked.place.title() if asked.place.isascii() else asked.place
    parts = [turn.t(words, count=count), turn.t(LEVELS[asked.level]) if asked.level else "", place]
    head = " · ".join(part for part in parts if part)
    return list_card(turn, head, rows, then="customers.more", asked=asked.model_dump(), offset=offset)


def _line(turn: Turn, customer: Customer, names: dict[int, str], listed: str) -> str:
    """`Acme Tools · key account · 5 days ago`, with its owner where that is somebody else."""
    last = turn.actor.day(customer.last_contact_at) if customer.last_contact_at else None
    level = turn.t(LEVELS[customer.level]) if customer.level in LEVELS and not listed else ""
    parts = [short_name(customer.name), level, ago(turn, last), names.get(customer.owner_id, "")]
    return " · ".join(part for part in parts if part)


def _spellings(place: str) -> list[str]:
    """A region as it may have been written: Shanghai, shanghai; 苏州, 苏州市."""
    bare = re.sub(r"市$", "", place)
    return list(dict.fromkeys((place, place.title(), place.lower(), bare, f"{bare}市")))
