"""Check in at a customer: by words, or by sending where one is."""

from math import asin, cos, radians, sin, sqrt

from bot.answers import says_cancel
from bot.archive import log_entry
from bot.briefs import clearly_named, nobody_called, owed_lines
from bot.capability import Capability
from bot.cards import subject
from bot.language import Entry, When
from bot.messages import Button, Reply
from bot.texts import _
from bot.turn import Turn
from store.models import Customer

capability = Capability("checkin")
NEAR = 2_000
"""Metres within which a customer counts as near."""
MOST = 4


@capability.pattern(r"(?:签到|打卡|check(?:ed|ing)?[ -]?in)(?:\s*(?:at|@|:|：))?\s*(?P<name>.{0,40})")
async def by_name(turn: Turn) -> Reply | None:
    """`签到 华峰`, `check in at Acme`: a visit that begins now."""
    assert turn.found is not None
    name = turn.found["name"].strip()
    return await _arrived_at(turn, name) if name else await _ask(turn)


@capability.receives("location")
async def by_place(turn: Turn) -> Reply | None:
    return await _ask(turn) if turn.incoming.place else None


@capability.step
async def named(turn: Turn) -> Reply | None:
    """The customer was typed in answer to "where are you?"."""
    if says_cancel(turn.text):
        return turn.say(_("Left as it is."))
    if turn.orders(turn.text) or len(turn.text) > 40 or not turn.text.strip():
        return None
    return await _arrived_at(turn, turn.text.strip())


@capability.step
async def here(turn: Turn) -> Reply | None:
    return await _log(turn, await turn.records.get(Customer, int(turn.memory["customer"])))


async def _ask(turn: Turn) -> Reply:
    """Ask where they are: those near by first, then those last spoken to."""
    place = turn.incoming.place
    memory = {"place": [place.latitude, place.longitude]} if place else {}
    recent = await turn.records.find(Customer, order=("-last_contact_at",), limit=MOST)
    near: dict[int, tuple[Customer, int]] = {}
    if place is not None:
        located = await turn.records.find(Customer, order=("id",), latitude__not=None)
        apart = [(row, _metres(row, place.latitude, place.longitude)) for row in located]
        near = {row.id: (row, away) for row, away in sorted(apart, key=lambda pair: pair[1]) if away <= NEAR}
    choices = [*(row for row, _away in near.values()), *(row for row in recent if row.id not in near)]
    buttons = [
        Button(
            label=f"{row.name} · {near[row.id][1]} m" if row.id in near else row.name,
            then="checkin.here",
            memory={**memory, "customer": row.id},
            once="card",
        )
        for row in choices[:MOST]
    ]
    words = _("📍 Where are you? Tap the customer or type a part of its name.")
    return turn.ask(words, then="checkin.named", memory={**memory, "free": True}, buttons=buttons)


async def _arrived_at(turn: Turn, name: str) -> Reply:
    found = await clearly_named(turn, name)
    if len(found) == 1:
        return await _log(turn, found[0].customer)
    if not found:
        return await nobody_called(turn, name)
    kept = {"place": turn.memory["place"]} if "place" in turn.memory else {}
    buttons = [
        Button(
            label=hit.customer.name,
            then="checkin.here",
            memory={**kept, "customer": hit.customer.id},
            once="card",
        )
        for hit in found[:MOST]
    ]
    return turn.ask(_("Which one?"), then="checkin.named", memory={**kept, "free": True}, buttons=buttons)


async def _log(turn: Turn, customer: Customer) -> Reply:
    """A visit from now on; the customer's place is learned where it was not known."""
    owed = [line for line in await owed_lines(turn, customer) if line]
    summary = turn.t(_("checked in"))
    entry = Entry(method="visit", occurred=When(turn.today, time=turn.local.time()), summary=summary)
    logged = await log_entry(turn, customer, entry, turn.text or summary)
    place = turn.memory.get("place")
    if place and customer.latitude is None:
        await turn.records.change(customer, latitude=float(place[0]), longitude=float(place[1]))
    turn.title = customer.name
    head = turn.t(_("✅ Checked in {time} · {customer}"), time=f"{turn.local:%H:%M}", customer=customer.name)
    unlocated = turn.t(_("(without a location)")) if not place else ""
    return turn.say(
        [f"{head} {unlocated}".strip(), *owed[:3], turn.t(_("When you leave, one sentence is enough."))],
        buttons=[turn.button(_("Undo"), "undo.undo_card")],
        about=[subject(logged.interaction)],
    )


def _metres(customer: Customer, latitude: float, longitude: float) -> int:
    """How far a customer is, over the sphere."""
    if customer.latitude is None or customer.longitude is None:
        return 10**9
    north, south = radians(latitude), radians(customer.latitude)
    across = radians(longitude - customer.longitude)
    half = sin((north - south) / 2) ** 2 + cos(north) * cos(south) * sin(across / 2) ** 2
    return round(2 * 6_371_000 * asin(sqrt(half)))
