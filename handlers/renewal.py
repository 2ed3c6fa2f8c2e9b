"""Answers to a contract's card or its expiry reminder: talking, renewed, not renewed, later; corrections."""

import re
from collections.abc import Sequence
from datetime import timedelta
from itertools import takewhile

from bot.capability import Capability
from bot.cards import customer_choices
from bot.contract_facts import read_facts
from bot.contracts import LADDER, ContractDraft, ask_field, proceed
from bot.messages import Button, Reply, Subject
from bot.recording import log_told, told_card
from bot.snoozing import delay_in, when_in
from bot.texts import _
from bot.turn import Turn
from store.models import Contract, Customer, Draft

capability = Capability("renewal")

REASONS = {
    "price": _("Price"),
    "competitor": _("Went to a competitor"),
    "over": _("Project is over"),
    "service": _("Not satisfied"),
    "other": _("Other reason"),
}
_RENEWED = re.compile(
    r"(?:已经?)?续(?:约|签|了|到|期)(?!不)|\brenewed\b|\bextended\b|续(?:一|两|二|三|半)?[年个]",
    re.IGNORECASE,
)
_DECLINED = re.compile(
    r"不(?:再)?(?:续|签|合作)|终止|不做了|流失|not renew|won'?t renew|isn'?t renewing|terminat|no renewal",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"(?:过)?(?:7|七)天后再?[提说]?|下周再[提说]|一周后再?[提说]?|in (?:7 days|a week)|later|以后再[提说]",
    re.IGNORECASE,
)


@capability.answers("contract")
async def answered(turn: Turn) -> Reply | None:
    """Words after a contract's card: what became of it, or what is wrong about it."""
    contract = await _active(turn, turn.about[0].id)
    if contract is None:
        return None
    text = turn.text.strip()
    meaning = await turn.meaning()
    if any(one.customer_said and contract.customer_id not in one.customer_ids for one in meaning.entries):
        return None
    if _LATER.fullmatch(text):
        return await _quiet(turn, contract, 7)
    if (when := when_in(turn, text)) is not None and when.day > turn.today:
        return await _quiet(turn, contract, (when.day - turn.today).days)
    if (by := delay_in(text)) is not None:
        return await _quiet(turn, contract, max(1, by.days))
    if _DECLINED.search(text) and _ending(turn, contract):
        return await _decline(turn, contract, reason=text)
    if _RENEWED.search(text) and _ending(turn, contract):
        return await _renew(turn, contract, text)
    if meaning.intent == "correction" or (
        turn.replies and meaning.intent in ("contract", "other", "reminder")
    ):
        facts = read_facts(turn, text, new=False)
        if facts:
            return await proceed(turn, ContractDraft.of(contract, text).told(facts))
    if meaning.intent == "log" and (turn.replies or _ending(turn, contract)):
        named = any(one.customer_ids and not one.customer_guess for one in meaning.entries)
        others = [] if turn.replies or named else _together(turn)
        return await (_which(turn, others) if len(others) > 1 else _record(turn, contract))
    return None


def _together(turn: Turn) -> list[int]:
    """The contracts of the newest cards, where nothing but contracts was shown since."""
    shown = takewhile(lambda about: about[0].model == "contract", turn.earlier)
    return list(dict.fromkeys(about[0].id for about in shown))


async def _which(turn: Turn, contracts: Sequence[int]) -> Reply:
    """Several contracts were brought up and the words name no customer: they are kept, and it is asked."""
    found = [row for one in contracts for row in await turn.records.find(Contract, id=one)]
    customers = await turn.records.find(Customer, id__in=[row.customer_id for row in found])
    draft = Draft(person_id=turn.actor.id, words=turn.text, created_at=turn.records.now)
    draft = await turn.records.add(draft)
    return turn.ask(
        _("Which customer was that? (Your words are kept.)"),
        then="log.named",
        memory={"draft": draft.id, "number": 0},
        buttons=customer_choices(turn, customers, "log.chosen", draft=draft.id, number=0),
    )


@capability.step
async def talk(turn: Turn) -> Reply | None:
    """Talks have begun: one sentence becomes the record; the ladder goes on."""
    contract = await _of_button(turn)
    return turn.ask(
        _("How does the talk about the renewal go? One sentence."),
        then="renewal.talked",
        memory={"contract": contract.id},
        about=[Subject(model="contract", id=contract.id)],
    )


@capability.step
async def talked(turn: Turn) -> Reply | None:
    contract = await _of_button(turn)
    meaning = await turn.meaning()
    if meaning.intent in ("query", "create_customer"):
        return None
    if any(one.customer_said and contract.customer_id not in one.customer_ids for one in meaning.entries):
        return None
    return await _record(turn, contract)


@capability.step
async def renewed(turn: Turn) -> Reply | None:
    """It was renewed: the ladder ends; the new last day and amount are asked for and confirmed."""
    contract = await _of_button(turn)
    if contract.state != "active":
        return _settled(turn)
    return await _renew(turn, contract, "")


@capability.step
async def declined(turn: Turn) -> Reply | None:
    """It is not renewed: the ladder ends; the reason is asked for."""
    contract = await _of_button(turn)
    if contract.state != "active":
        return _settled(turn)
    return await _decline(turn, contract)


@capability.step
async def reason(turn: Turn) -> Reply | None:
    contract = await _of_button(turn)
    return await _because(turn, contract, turn.t(REASONS[str(turn.memory["reason"])]))


@capability.step
async def reason_given(turn: Turn) -> Reply | None:
    """A reason in one's own words."""
    if turn.orders(turn.text) or len(turn.text) > 120:
        return None
    if (await turn.meaning()).intent == "query":
        return None
    return await _because(turn, await _of_button(turn), turn.text.strip())


@capability.step
async def later(turn: Turn) -> Reply | None:
    contract = await _of_button(turn)
    return await _quiet(turn, contract, 7) if contract.state == "active" else _settled(turn)


async def _renew(turn: Turn, contract: Contract, words: str) -> Reply:
    """Close the old one at once; the new one is shown for checking before it is saved."""
    customer = await turn.records.get(Customer, contract.customer_id)
    turn.title = customer.name
    await turn.records.change(contract, state="renewed")
    draft = ContractDraft.renewing(contract, words or turn.t(_("renewal")) + f" {customer.name}")
    facts = read_facts(turn, words) if words else None
    if facts and (facts.ends or facts.months):
        return await proceed(turn, draft.told(facts))
    told = turn.t(_("✅ Renewed: no more reminders. Say the amount too, if it changes."))
    return ask_field(turn, draft.told(facts) if facts else draft, "ends", told)


async def _decline(turn: Turn, contract: Contract, reason: str | None = None) -> Reply:
    customer = await turn.records.get(Customer, contract.customer_id)
    turn.title = customer.name
    await turn.records.change(contract, state="declined", reason=reason)
    told = turn.t(_("Noted: {customer} does not renew. No more reminders."), customer=customer.name)
    if reason:
        line = turn.t(_("Reason: {reason}"), reason=reason)
        return turn.say([told, line], buttons=[turn.button(_("Undo"), "undo.undo_card")])
    facts = {"contract": contract.id}
    return turn.ask(
        [told, turn.t(_("Why?"))],
        then="renewal.reason_given",
        memory=facts,
        buttons=[
            Button(label=turn.t(words), then="renewal.reason", memory={**facts, "reason": name}, once="card")
            for name, words in REASONS.items()
        ],
    )


async def _because(turn: Turn, contract: Contract, words: str) -> Reply:
    turn.title = (await turn.records.get(Customer, contract.customer_id)).name
    await turn.records.change(contract, reason=words)
    undo = turn.button(_("Undo"), "undo.undo_card")
    return turn.say([turn.t(_("Reason: {reason}"), reason=words)], buttons=[undo])


async def _quiet(turn: Turn, contract: Contract, days: int) -> Reply:
    turn.title = (await turn.records.get(Customer, contract.customer_id)).name
    day, tomorrow = turn.today + timedelta(days=days), turn.today + timedelta(days=1)
    if contract.ends_on is not None:
        day = max(tomorrow, min(day, contract.ends_on - timedelta(days=1)))
    await turn.records.change(contract, quiet_until=day)
    words = turn.t(_("⏰ I'll bring the contract up again {day}."), day=turn.day(day))
    return turn.say([words], buttons=[turn.button(_("Change back"), "undo.undo_card")])


async def _record(turn: Turn, contract: Contract) -> Reply:
    """What was said is a record of the customer; the contract stays as it is."""
    customer = await turn.records.get(Customer, contract.customer_id)
    meaning = await turn.meaning()
    logged = await log_told(turn, customer, meaning.entries[0], turn.text)
    return told_card(turn, logged, meaning.entries[0], note=turn.t(_("the contract's reminders go on")))


async def _active(turn: Turn, contract_id: int) -> Contract | None:
    found = await turn.records.find(Contract, id=contract_id, state="active")
    return found[0] if found else None


async def _of_button(turn: Turn) -> Contract:
    return await turn.records.get(Contract, int(turn.memory["contract"]))


def _ending(turn: Turn, contract: Contract) -> bool:
    """Whether it ends soon enough to be spoken of."""
    return contract.ends_on is not None and (contract.ends_on - turn.today).days <= LADDER[0]


def _settled(turn: Turn) -> Reply:
    return turn.remark(_("That contract is settled already."))
