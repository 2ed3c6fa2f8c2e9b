"""A contract that is being entered: what is known of it, the next question, the card to check, the saving."""

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from bot.archive import promise
from bot.cards import commitment_line
from bot.contract_facts import Facts, last_day
from bot.messages import Button, Reply, Shape, Subject
from bot.texts import _, show_amount
from bot.turn import Turn
from store.models import Contract, Customer, Draft

_CLAUSE = re.compile(r"[，,。;；\n]|(?<=[a-z]) and (?=[a-z])")
LADDER = (60, 30, 7, 1)
"""Days before its end on which a contract is spoken of."""
FIELDS = ("amount", "signed", "ends", "number", "terms")
QUESTIONS = {
    "amount": _("Amount? For example 280,000 or 280k."),
    "signed": _("Signed on which day?"),
    "ends": _("Until which day? A length will do too, such as “two years”."),
    "number": _("Contract number?"),
    "terms": _("Payment terms? Such as prepaid, instalments, net 30."),
}


class ContractDraft(Shape):
    """What is known so far. It travels in the question's memory; `todo` are the questions still to come."""

    customer: int | None = None
    number: str | None = None
    signed: date | None = None
    starts: date | None = None
    ends: date | None = None
    months: int | None = None
    amount: Decimal | None = None
    currency: str = "CNY"
    guess: str | None = None
    terms: str | None = None
    words: str = ""
    draft: int | None = None
    renews: int | None = None
    contract: int | None = None  # an existing contract that this corrects
    todo: tuple[str, ...] = ()

    @classmethod
    def of(cls, contract: Contract, words: str) -> "ContractDraft":
        """An existing contract, to be corrected."""
        return cls(
            customer=contract.customer_id,
            number=contract.number,
            signed=contract.signed_on,
            starts=contract.starts_on,
            ends=contract.ends_on,
            amount=contract.amount,
            currency=contract.currency,
            terms=contract.terms,
            words=words,
            contract=contract.id,
        )

    @classmethod
    def renewing(cls, contract: Contract, words: str) -> "ContractDraft":
        """The one that follows: from the day after, for the same amount until another is said."""
        return cls(
            customer=contract.customer_id,
            starts=contract.ends_on + timedelta(days=1) if contract.ends_on else None,
            amount=contract.amount,
            currency=contract.currency,
            guess="as before" if contract.amount is not None else None,
            terms=contract.terms,
            words=words,
            renews=contract.id,
        )

    def memory(self) -> dict[str, object]:
        return self.model_dump(mode="json", exclude_defaults=True)

    def told(self, facts: Facts) -> "ContractDraft":
        """With what was said now; a length gives the last day where none was named."""
        said: dict[str, object] = {
            name: value
            for name in ("signed", "starts", "ends", "months", "number", "terms")
            if (value := getattr(facts, name)) is not None
        }
        if facts.amount is not None:
            kept = self.amount is not None and not facts.currency_said
            currency = self.currency if kept else facts.currency
            said |= {"amount": facts.amount, "currency": currency, "guess": facts.amount_guess}
        grown = self.model_copy(update=said)
        first = grown.starts or grown.signed
        if facts.ends is None and grown.months and first and (facts.months or grown.ends is None):
            grown = grown.model_copy(update={"ends": last_day(first, grown.months)})
        return grown


def draft_in(memory: dict[str, object]) -> ContractDraft:
    return ContractDraft.model_validate(memory["draft"])


def ask_field(turn: Turn, draft: ContractDraft, field: str, problem: str = "") -> Reply:
    """Ask for one thing; everything but the last day may be left out."""
    buttons = []
    if field == "signed":
        buttons.append(turn.choice(_("Today"), "contract.signed_today", draft=draft.memory()))
    if field != "ends":
        buttons.append(turn.choice(_("Skip"), "contract.skip", draft=draft.memory(), field=field))
    buttons.append(turn.choice(_("Cancel"), "contract.cancel", draft=draft.memory()))
    return turn.ask(
        [problem, turn.t(QUESTIONS[field])],
        then="contract.given",
        memory={"draft": draft.memory(), "field": field, "free": True},
        buttons=buttons,
    )


async def proceed(turn: Turn, draft: ContractDraft) -> Reply:
    """The next question, or the card to check."""
    todo = [field for field in draft.todo if getattr(draft, field) is None]
    draft = draft.model_copy(update={"todo": tuple(todo)})
    if todo:
        return ask_field(turn, draft, todo[0])
    if draft.ends is None:
        if draft.months:
            return ask_field(turn, draft, "signed")
        return ask_field(turn, draft, "ends")
    first = draft.signed or draft.starts
    if first and draft.ends < first:
        facts = {"ends": turn.day(draft.ends), "signed": turn.day(first)}
        problem = turn.t(_("It cannot end {ends}, before it was signed {signed}."), **facts)
        return ask_field(turn, draft.model_copy(update={"ends": None, "months": None}), "ends", problem)
    return await review(turn, draft)


async def review(turn: Turn, draft: ContractDraft) -> Reply:
    """The card to check: nothing is saved before it is confirmed, but the words are kept as a draft."""
    assert draft.customer is not None
    customer = await turn.records.get(Customer, draft.customer)
    turn.topic["customer"] = customer.id
    if draft.draft is None:
        turn.title = customer.name
        kept = await turn.records.add(
            Draft(person_id=turn.actor.id, words=draft.words, created_at=turn.records.now)
        )
        draft = draft.model_copy(update={"draft": kept.id})
    memory = draft.memory()
    return turn.ask(
        [*_review_lines(turn, draft, customer), await _another_line(turn, draft)],
        then="contract.reviewed",
        memory={"draft": memory},
        buttons=[
            turn.choice(_("Save"), "contract.save_it", draft=memory),
            turn.button(_("Change amount"), "contract.change_amount", once="never", draft=memory),
            turn.button(_("Change dates"), "contract.change_dates", once="never", draft=memory),
            turn.choice(_("Cancel"), "contract.cancel", draft=memory),
        ],
    )


async def save(turn: Turn, draft: ContractDraft) -> Reply:
    """Store what was confirmed: the customer is won, the draft is used up."""
    assert draft.customer is not None
    customer = await turn.records.get(Customer, draft.customer)
    turn.title = customer.name
    turn.topic["customer"] = customer.id
    contract = await _stored(turn, draft, customer)
    if draft.renews is not None:
        old = await turn.records.get(Contract, draft.renews)
        await turn.records.change(old, state="renewed")
    won = customer.stage != "won"
    if won:
        await turn.records.change(customer, stage="won", updated_at=turn.records.now)
    await drop_draft(turn, draft)
    lines = [
        turn.t(_("✅ Contract saved · {customer}"), customer=customer.name),
        _facts_line(turn, draft),
        _more_line(turn, draft),
        _ladder_line(turn, won=won),
        *await _promised(turn, draft, customer),
    ]
    about = [Subject(model="contract", id=contract.id)]
    return turn.say(lines[:8], buttons=[turn.button(_("Undo"), "undo.undo_card")], about=about)


async def drop_draft(turn: Turn, draft: ContractDraft) -> None:
    """The kept words are not needed any more."""
    if draft.draft is not None:
        for kept in await turn.records.find(Draft, id=draft.draft):
            await turn.records.remove(kept)


def customer_buttons(turn: Turn, draft: ContractDraft, customers: list[Customer]) -> list[Button]:
    return [
        Button(
            label=customer.name,
            then="contract.customer_chosen",
            memory={"draft": draft.memory(), "customer": customer.id},
            once="card",
        )
        for customer in customers
    ]


async def _stored(turn: Turn, draft: ContractDraft, customer: Customer) -> Contract:
    values: dict[str, Any] = {
        "number": draft.number,
        "signed_on": draft.signed,
        "starts_on": draft.starts,
        "ends_on": draft.ends,
        "amount": draft.amount,
        "currency": draft.currency,
        "terms": draft.terms,
    }
    if draft.contract is not None:
        return await turn.records.change(await turn.records.get(Contract, draft.contract), **values)
    owner = turn.actor.id if turn.actor.role == "rep" else customer.owner_id
    return await turn.records.add(
        Contract(
            customer_id=customer.id,
            owner_id=owner,
            renews_id=draft.renews,
            created_at=turn.records.now,
            **values,
        )
    )


async def _promised(turn: Turn, draft: ContractDraft, customer: Customer) -> list[str]:
    """What the same message promised besides, clause by clause; the contract's own days are no promises."""
    if draft.contract is not None:
        return []
    own = {draft.signed, draft.starts, draft.ends}
    lines = []
    for clause in _CLAUSE.split(draft.words):
        meaning = await turn.read(clause)
        if meaning.intent not in ("log", "reminder"):
            continue
        for said in meaning.entries[0].commitments:
            if said.text and said.due is not None and said.due.day not in own:
                made = await promise(turn, said.kind, said.text, said.due, customer_id=customer.id)
                lines.append(commitment_line(turn, made))
    return lines


def _review_lines(turn: Turn, draft: ContractDraft, customer: Customer) -> list[str]:
    head = _("Corrected contract, please check:") if draft.contract else _("New contract, please check:")
    if draft.renews:
        head = _("Renewal, please check:")
    return [
        turn.t(head),
        f"{customer.name} · {_facts_line(turn, draft)}",
        _more_line(turn, draft),
        _ladder_line(turn, won=customer.stage != "won") if draft.contract is None else "",
    ]


async def _another_line(turn: Turn, draft: ContractDraft) -> str:
    """A warning where the customer has a contract in force already."""
    if draft.contract is not None or draft.renews is not None:
        return ""
    found = await turn.records.find(
        Contract, order=("-ends_on",), limit=1, customer_id=draft.customer, state="active"
    )
    if not found or found[0].ends_on is None:
        return ""
    return turn.t(_("⚠️ There is already one until {day}."), day=turn.day(found[0].ends_on))


def _facts_line(turn: Turn, draft: ContractDraft) -> str:
    mark = "?" if draft.guess else ""
    amount = show_amount(draft.amount, draft.currency) + mark if draft.amount is not None else ""
    return " · ".join(
        part
        for part in (
            amount or turn.t(_("amount not given")),
            turn.t(_("signed {day}"), day=turn.day(draft.signed)) if draft.signed else "",
            turn.t(_("from {day}"), day=turn.day(draft.starts)) if draft.starts else "",
            turn.t(_("until {day}"), day=turn.day(draft.ends)) if draft.ends else "",
        )
        if part
    )


def _more_line(turn: Turn, draft: ContractDraft) -> str:
    number = turn.t(_("No. {number}"), number=draft.number) if draft.number else ""
    terms = turn.t(_("Terms: {terms}"), terms=draft.terms) if draft.terms else ""
    return " · ".join(part for part in (number, terms) if part)


def _ladder_line(turn: Turn, *, won: bool) -> str:
    days = "/".join(str(step) for step in LADDER)
    line = turn.t(_("⏰ Reminders {days} days before"), days=days)
    return line + (" · " + turn.t(_("stage → won")) if won else "")
