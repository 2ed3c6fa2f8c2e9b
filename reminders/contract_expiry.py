"""A contract ends: 60, 30, 7 and 1 days before, once each; a week before, a silent one is told to the manager."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.cards import interaction_line
from bot.contracts import LADDER
from bot.messages import Reply, Subject
from bot.reminding import late
from bot.schedule import at, awake
from bot.texts import _, mask_amount, mask_phones_in, show_amount
from bot.turn import Turn
from store.actors import Actor
from store.due import Archive, Colleague, Due
from store.models import Contract, Customer, Interaction

TOLD_TO_MANAGER = 7
SILENT = timedelta(days=30)
"""A customer whom nobody spoke to since so long before the end is one where nothing happened."""


@dataclass(frozen=True)
class ContractExpiry:
    """The newest step of the ladder that was reached; the renewal, the refusal and a pause stop it."""

    name: str = "contract_expiry"

    async def due(self, archive: Archive, now: datetime) -> Sequence[Due]:
        day = now.date()
        contracts = await archive.active_contracts(
            day - timedelta(days=1), day + timedelta(days=LADDER[0] + 1)
        )
        if not contracts:
            return []
        people = await archive.everybody()
        found = []
        for contract in contracts:
            owner = people.get(contract.owner_id)
            if owner is None:
                continue
            reached = _reached(contract, owner.actor, now)
            if reached is not None:
                found.append(Due(contract.id, contract.owner_id, *reached))
        return [*found, *await _for_managers(archive, contracts, people, now)]

    async def compose(self, turn: Turn, due: Due) -> Reply | None:
        found = await turn.records.find(Contract, id=due.subject_id, state="active")
        if not found or found[0].ends_on is None or not due.occasion.startswith(found[0].ends_on.isoformat()):
            return None
        contract = found[0]
        if contract.quiet_until is not None and turn.today < contract.quiet_until:
            return None
        customer = await turn.records.get(Customer, contract.customer_id)
        if due.occasion.endswith(":manager"):
            return await _manager_card(turn, contract, customer)
        if contract.owner_id != turn.actor.id:
            return None
        return await _owner_card(turn, due, contract, customer)


def _reached(contract: Contract, owner: Actor, now: datetime) -> tuple[str, datetime] | None:
    """The occasion that should have been spoken of by now, and its moment; None before, in quiet, or after the end."""
    today = owner.day(now)
    if contract.ends_on is None or contract.ends_on < today or awake(now, owner) != now:
        return None
    if contract.quiet_until is not None and today < contract.quiet_until:
        return None
    left = (contract.ends_on - today).days
    steps = [step for step in LADDER if left <= step]
    if not steps:
        return None
    occasion, moment = f"{contract.ends_on}:{min(steps)}", _moment(contract.ends_on, min(steps), owner)
    moment = max(moment, _first_morning(contract, owner))
    if contract.quiet_until is not None:
        again = awake(at(contract.quiet_until, owner.remind_at, owner), owner)
        if again > moment:
            occasion, moment = f"{contract.ends_on}:again:{contract.quiet_until}", again
    return (occasion, moment) if moment <= now else None


async def _for_managers(
    archive: Archive, contracts: Sequence[Contract], people: dict[int, Colleague], now: datetime
) -> list[Due]:
    """A week before the end, where nobody spoke to the customer for long: those who lead the owner."""
    spoken = await archive.last_contacts([contract.customer_id for contract in contracts])
    found = []
    for contract in contracts:
        owner = people.get(contract.owner_id)
        if owner is None or contract.ends_on is None or contract.ends_on < owner.actor.day(now):
            continue
        moment = _moment(contract.ends_on, TOLD_TO_MANAGER, owner.actor)
        last = spoken.get(contract.customer_id)
        since = _moment(contract.ends_on, SILENT.days, owner.actor)
        if moment > now or contract.created_at > moment or (last is not None and last >= since):
            continue
        for number in owner.managers:
            manager = people.get(number)
            if manager is not None and awake(now, manager.actor) == now:
                occasion = f"{contract.ends_on}:{TOLD_TO_MANAGER}:{number}:manager"
                found.append(Due(contract.id, number, occasion, moment))
    return found


async def _owner_card(turn: Turn, due: Due, contract: Contract, customer: Customer) -> Reply:
    amount = show_amount(contract.amount, contract.currency) if contract.amount is not None else ""
    facts = {"contract": contract.id}
    return turn.say(
        [
            f"{_headline(turn, contract, customer)} {late(turn, due)}".strip(),
            " · ".join(part for part in (amount, contract.terms) if part),
            await _last_words(turn, customer),
        ],
        buttons=[
            turn.button(_("Talking: log it"), "renewal.talk", once="never", **facts),
            turn.choice(_("Renewed"), "renewal.renewed", **facts),
            turn.choice(_("Not renewing"), "renewal.declined", **facts),
            turn.choice(_("Again in 7 days"), "renewal.later", **facts),
        ],
        about=[Subject(model="contract", id=contract.id)],
    )


async def _manager_card(turn: Turn, contract: Contract, customer: Customer) -> Reply:
    names = await turn.staff.names({contract.owner_id})
    amount = mask_amount(contract.amount, contract.currency) if contract.amount is not None else ""
    owner = turn.t(_("owner {name}"), name=names.get(contract.owner_id, ""))
    return turn.say(
        [
            f"⚠️ {_headline(turn, contract, customer)}",
            " · ".join(part for part in (amount, owner) if part),
            turn.t(_("Nothing happened in the last 30 days.")),
            await _last_words(turn, customer),
        ],
        about=[Subject(model="contract", id=contract.id)],
    )


def _headline(turn: Turn, contract: Contract, customer: Customer) -> str:
    """`📄 华峰精密 合同 HT-02 还有30天到期（06-30 周二）`."""
    assert contract.ends_on is not None
    days = (contract.ends_on - turn.today).days
    match days:
        case 0:
            words = _("📄 {customer}: contract{number} ends today ({day})")
        case 1:
            words = _("📄 {customer}: contract{number} ends tomorrow ({day})")
        case _many:
            words = _("📄 {customer}: contract{number} ends in {days} days ({day})")
    number = f" {contract.number}" if contract.number else ""
    return turn.t(words, customer=customer.name, number=number, days=days, day=turn.day(contract.ends_on))


async def _last_words(turn: Turn, customer: Customer) -> str:
    said = await turn.records.find(
        Interaction, order=("-happened_on", "-id"), limit=1, customer_id=customer.id
    )
    if not said:
        return turn.t(_("Nobody spoke to them yet."))
    return turn.t(_("Last time {what}"), what=mask_phones_in(interaction_line(turn, said[0])))


def _moment(ends_on: date, days: int, owner: Actor) -> datetime:
    """A step of the ladder on the owner's clock, after the quiet hours."""
    return awake(at(ends_on - timedelta(days=days), owner.remind_at, owner), owner)


def _first_morning(contract: Contract, owner: Actor) -> datetime:
    """A contract that was entered late on the ladder is first spoken of the next time it may be."""
    day = owner.day(contract.created_at)
    moment = awake(at(day, owner.remind_at, owner), owner)
    return (
        moment
        if moment > contract.created_at
        else awake(at(day + timedelta(days=1), owner.remind_at, owner), owner)
    )


rule = ContractExpiry()
