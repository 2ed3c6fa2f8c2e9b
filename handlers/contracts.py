"""Look at contracts: those that end in a period, those of a customer, one on its card."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.agenda import contract_row, days_left, list_card
from bot.capability import Capability
from bot.colleagues import Whose, whose
from bot.messages import Reply, Shape, Subject
from bot.periods import Period, show_period, split_period
from bot.texts import _, mask_amount, show_amount
from bot.turn import Turn
from bot.words import CONTRACT_STATES
from store.agenda import contracts_ending
from store.models import Contract, Customer
from store.search import find_customers

capability = Capability("contracts")

SOON = timedelta(days=60)
_CLEARLY = 87.5
_STATES = ("active", "renewed", "declined")


class Asked(Shape):
    """Which contracts a list shows; it travels in the "more" button."""

    start: date | None = None
    end: date | None = None
    people: tuple[int, ...] | None = None
    customer: int | None = None
    name: str = ""


_LIST_ZH = r"(?:有哪些|有几[个份]|有多少|有吗|列表|清单|呢)?"
_ENDING = (
    rf"(?:哪些|有哪些|有什么|查一?下|看看)?(?P<head>.{{0,16}}?)(?:快|要|会|将|即将|马上)*(?:到期|截止|结束|期满|过期)了?的?合同{_LIST_ZH}",
    rf"(?P<head>.{{0,12}}?)(?:还|都)?(?:有)?(?:哪些|几[个份]|多少[个份]?|什么)的?合同(?:快|要|会|将|即将|马上)*(?:到期|截止|结束|期满|过期)了?(?:的)?{_LIST_ZH}",
    rf"(?:哪些)?合同(?P<head>.{{0,16}}?)(?:快|要|会|将|即将|马上)*(?:到期|截止|结束|期满|过期)了?(?:的)?{_LIST_ZH}",
    r"(?:which |what |show (?:me )?|list |any )?(?:(?P<who>my|our|the team's|\w+'s) )?contracts? (?:that |which )?(?:are |is )?(?:about to |due to |going to |will )?"
    r"(?:expir(?:e|es|ing)|end(?:s|ing)?|due|up for renewal|to renew|renewing|run(?:s|ning)? out)(?P<head> .{0,24}?)?",
    r"(?:show (?:me )?)?(?:(?P<who>my|our|\w+'s) )?(?:expiring|ending) contracts(?P<head> .{0,24}?)?",
    r"what (?:expires|contracts? (?:expire|end)s?)(?P<head> .{0,24}?)?",
)
_ALL = (
    "合同列表",
    "所有合同",
    "我的合同",
    "合同",
    "合同清单",
    "全部合同",
    "contracts",
    "my contracts",
    "all contracts",
    "list contracts",
)
_OF = (
    r"(?P<name>.{2,24}?)(?:的|家的)?合同(?:列表|情况|信息|有哪些|呢|怎么样|到什么时候|什么时候到期|哪天到期|多少钱|金额)?",
    r"(?:看看?|查一?下?|show (?:me )?)?(?P<name>.{2,30}?)(?:'s|’s)? contracts?",
    r"contracts? (?:of|for|with) (?P<name>.{2,30}?)",
)


@capability.pattern(*(f"{one}[?？。]?" for one in _ENDING))
async def ending(turn: Turn) -> Reply | None:
    """`本月到期的合同`, `contracts expiring within 30 days`: those in force, the soonest first."""
    groups = turn.found.groupdict() if turn.found else {}
    period, rest = split_period(groups.get("head") or "", turn.local, "future")
    if period is None and rest in ("已经", "已", "already"):
        period, rest = Period(turn.today - timedelta(days=365), turn.today - timedelta(days=1)), ""
    people = (
        await whose(turn, groups.get("who") or rest or "team") if rest or groups.get("who") else Whose(None)
    )
    if people is None:
        return None
    wanted = period or Period(turn.today, turn.today + SOON)
    return await _show(turn, Asked(start=wanted.start, end=wanted.end, people=people.ids, name=people.name))


@capability.command(*_ALL)
async def all_in_force(turn: Turn) -> Reply | None:
    return await _show(turn, Asked(people=(turn.actor.id,) if turn.actor.role == "rep" else None))


@capability.pattern(*(f"{one}[?？。]?" for one in _OF))
async def of_customer(turn: Turn) -> Reply | None:
    """`华峰的合同`: the card where there is one, a list where there are several."""
    name = turn.found["name"].strip() if turn.found else ""
    hits = [
        hit for hit in await find_customers(turn.records, name) if hit.score >= _CLEARLY and hit.by == "name"
    ]
    if not hits or (len(hits) > 1 and hits[0].score - hits[1].score < 1):
        return None
    customer = hits[0].customer
    turn.topic["customer"] = customer.id
    found = await contracts_ending(turn.records, customer_id=customer.id, states=_STATES)
    if not found:
        return turn.say(_("{customer} has no contract yet."), customer=customer.name)
    if len(found) == 1:
        return await _card(turn, found[0].contract)
    return await _show(turn, Asked(customer=customer.id, name=customer.name))


@capability.step
async def more(turn: Turn) -> Reply | None:
    return await _show(turn, Asked.model_validate(turn.memory["asked"]), int(turn.memory["offset"]))


@capability.shows("contract")
async def one(turn: Turn) -> Reply | None:
    """The card of one contract."""
    return await _card(turn, await turn.records.get(Contract, turn.about[0].id))


@capability.step
async def reveal(turn: Turn) -> Reply | None:
    """The whole amount, in private; who looked is written down."""
    contract = await turn.records.get(Contract, int(turn.memory["contract"]))
    if contract.amount is None or not turn.private:
        return turn.remark(_("Customer data is for our private chat. Write to me there."))
    turn.records.audit("reveal", contract, field="amount")
    amount = show_amount(contract.amount, contract.currency)
    return turn.remark(_("{amount} · this look is logged"), amount=amount)


async def _show(turn: Turn, asked: Asked, offset: int = 0) -> Reply:
    found = await contracts_ending(
        turn.records,
        start=asked.start,
        end=asked.end,
        owners=asked.people,
        customer_id=asked.customer,
        states=_STATES if asked.customer else ("active",),
    )
    others = {one.contract.owner_id for one in found} - {turn.actor.id}
    names = await turn.staff.names(others) if asked.people is None or len(asked.people) > 1 else {}
    rows = [contract_row(turn, one, names=names) for one in found]
    head = _head(turn, asked, len(rows))
    memory = asked.model_dump(mode="json")
    return list_card(turn, head, rows, then="contracts.more", asked=memory, offset=offset)


def _head(turn: Turn, asked: Asked, count: int) -> str:
    name = f"{asked.name} · " if asked.name else ""
    if asked.start is None or asked.end is None:
        words = _("{name}{count} contracts") if count else _("{name}no contracts")
        return turn.t(words, name=name, count=count) if count else turn.t(words, name=name)
    when = show_period(turn, Period(asked.start, asked.end))
    if not count:
        return turn.t(_("{name}{when} · no contract ends"), name=name, when=when)
    words = (
        _("{name}{when} · {count} contracts end") if count > 1 else _("{name}{when} · {count} contract ends")
    )
    return turn.t(words, name=name, when=when, count=count)


async def _card(turn: Turn, contract: Contract) -> Reply:
    """Number, amount (whole for its owner), days, terms, state; what it renews."""
    customer = await turn.records.get(Customer, contract.customer_id)
    turn.topic["customer"] = customer.id
    whole = turn.private and (contract.owner_id == turn.actor.id or turn.actor.role == "finance")
    lines = [
        f"📄 {customer.name}" + (f" · {contract.number}" if contract.number else ""),
        _amount_line(turn, contract, whole=whole),
        _days_line(turn, contract),
        turn.t(_("Terms: {terms}"), terms=contract.terms) if contract.terms else "",
        _state_line(turn, contract),
        turn.t(_("Renews an earlier contract")) if contract.renews_id else "",
    ]
    buttons = []
    if contract.amount is not None and not whole:
        buttons.append(turn.button(_("Show amount"), "contracts.reveal", once="never", contract=contract.id))
    if contract.state == "active" and contract.ends_on is not None:
        facts = {"contract": contract.id}
        buttons += [
            turn.button(_("Talking: log it"), "renewal.talk", once="never", **facts),
            turn.choice(_("Renewed"), "renewal.renewed", **facts),
            turn.choice(_("Not renewing"), "renewal.declined", **facts),
        ]
    return turn.say(lines, buttons=buttons, about=[Subject(model="contract", id=contract.id)])


def _amount_line(turn: Turn, contract: Contract, *, whole: bool) -> str:
    if contract.amount is None:
        return turn.t(_("amount not given"))
    return (show_amount if whole else mask_amount)(contract.amount, contract.currency)


def _days_line(turn: Turn, contract: Contract) -> str:
    days: Sequence[str] = (
        turn.t(_("signed {day}"), day=turn.day(contract.signed_on)) if contract.signed_on else "",
        turn.t(_("from {day}"), day=turn.day(contract.starts_on)) if contract.starts_on else "",
        turn.t(_("until {day}"), day=turn.day(contract.ends_on)) if contract.ends_on else "",
        days_left(turn, contract) if contract.state == "active" else "",
    )
    return " · ".join(day for day in days if day)


def _state_line(turn: Turn, contract: Contract) -> str:
    """Its state; one whose last day has passed has expired, whatever nobody wrote down."""
    over = contract.state == "active" and contract.ends_on is not None and contract.ends_on < turn.today
    state = turn.t(CONTRACT_STATES["expired" if over else contract.state])
    return f"{state} · {contract.reason}" if contract.reason else state
