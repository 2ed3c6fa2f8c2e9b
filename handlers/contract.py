"""Enter a contract: by one sentence or step by step; checked, shown, and saved only when confirmed."""

import re
from dataclasses import replace

from bot.answers import says_cancel, says_none
from bot.archive import NewCustomer, create_customer
from bot.capability import Capability
from bot.contract_facts import Facts, read_facts
from bot.contracts import (
    FIELDS,
    ContractDraft,
    ask_field,
    customer_buttons,
    draft_in,
    drop_draft,
    proceed,
    save,
)
from bot.language import Entry, read_method
from bot.messages import Reply
from bot.recording import log_told, told_card
from bot.texts import _
from bot.turn import Turn
from store.models import Contract, Customer
from store.search import find_customers

capability = Capability("contract")

SHORT_ANSWER = 12
"""Letters up to which words are an answer, also where they would be a record elsewhere."""

_YES = re.compile(
    r"(?:对的?|是的?|好的?|没错|确认|存|可以|ok|okay|yes|yep|right|correct|fine)", re.IGNORECASE
)
_CHANGES = re.compile(r"改[成为到]|更正|改一下|\bchange[sd]?\b|\bcorrect", re.IGNORECASE)
_HEAD = re.compile(
    r"^(?:新合同|录合同|新建合同|登记合同|合同|new contract|add contract)[\s:：,，]*", re.IGNORECASE
)


@capability.means("contract")
async def noted(turn: Turn) -> Reply | None:
    """`华峰合同签了 28万 到明年5月10号`: read, then shown for checking."""
    entry = (await turn.meaning()).entries[0]
    if _CHANGES.search(turn.text) and len(entry.customer_ids) == 1:
        known = await turn.records.find(Contract, customer_id=entry.customer_ids[0], state="active")
        if len(known) == 1:
            changed = ContractDraft.of(known[0], turn.text).told(read_facts(turn, turn.text, new=False))
            return await proceed(turn, changed)
    if not read_facts(turn, turn.text) and entry.amount is None:
        return await _merely_told(turn, entry)
    return await _begin(turn, turn.text, entry)


@capability.command(
    "新合同", "新建合同", "录合同", "登记合同", "签合同", "new contract", "add contract", "add a contract",
    menu=("contract", "录一份合同", "Enter a contract"),
)  # fmt: skip
async def step_by_step(turn: Turn) -> Reply | None:
    return _ask_customer(turn, ContractDraft(words=turn.text, todo=FIELDS))


@capability.pattern(
    r"(?:新合同|新建合同|录合同|登记合同|new contract|add (?:a )?contract)[\s:：,，]+(?P<facts>.+)"
)
async def in_one_line(turn: Turn) -> Reply | None:
    """`新合同 华峰 28万 到明年5月`."""
    words = turn.found["facts"] if turn.found else ""
    return await _begin(turn, words, (await turn.read(words)).entries[0])


@capability.step
async def customer_given(turn: Turn) -> Reply | None:
    """A name in answer to "which customer?"; a whole sentence is read as one."""
    if turn.orders(turn.text):
        return None
    draft = draft_in(turn.memory)
    if says_cancel(turn.text):
        return await cancel(turn)
    if len(turn.text) > 12 and (facts := read_facts(turn, turn.text)):
        draft = _with_words(draft.told(facts), turn.text)
        return await _placed(turn, draft, (await turn.meaning()).entries[0])
    if len(turn.text) > 40:
        return None
    return await _found(turn, _with_words(draft, turn.text), turn.text.strip())


@capability.step
async def customer_chosen(turn: Turn) -> Reply | None:
    customer = await turn.records.get(Customer, int(turn.memory["customer"]))
    return await proceed(turn, draft_in(turn.memory).model_copy(update={"customer": customer.id}))


@capability.step
async def create_and_go_on(turn: Turn) -> Reply | None:
    """The customer is new: create it, go on with the contract."""
    turn.title = str(turn.memory["name"])
    customer, _contact = await create_customer(turn, NewCustomer(name=turn.title))
    return await proceed(turn, draft_in(turn.memory).model_copy(update={"customer": customer.id}))


@capability.step
async def given(turn: Turn) -> Reply | None:
    """An answer to the question for one field; other things said with it are taken too."""
    draft, field = draft_in(turn.memory), str(turn.memory["field"])
    if turn.orders(turn.text):
        return None
    if says_cancel(turn.text):
        return await cancel(turn)
    if says_none(turn.text) and field != "ends":
        return await proceed(turn, _without(turn, draft, field))
    if field in ("number", "terms"):
        if len(turn.text) > 60:
            return None
        return await proceed(
            turn, _with_words(draft.model_copy(update={field: turn.text.strip()}), turn.text)
        )
    if await _names_another(turn, draft):
        return None
    facts = read_facts(turn, turn.text, asked=field)
    told = draft.told(facts)
    if facts.wrong_day:
        return ask_field(turn, draft, field, turn.t(_("There is no {day}."), day=facts.wrong_day))
    if getattr(facts, field) is None and not (field == "ends" and facts.months):
        return await _unread(turn, draft, field)
    return await proceed(turn, _with_words(told, turn.text))


@capability.step
async def signed_today(turn: Turn) -> Reply | None:
    draft = draft_in(turn.memory).told(Facts(signed=turn.today))
    return await proceed(turn, draft)


@capability.step
async def skip(turn: Turn) -> Reply | None:
    return await proceed(turn, _without(turn, draft_in(turn.memory), str(turn.memory["field"])))


@capability.step
async def change_amount(turn: Turn) -> Reply | None:
    return ask_field(turn, draft_in(turn.memory), "amount")


@capability.step
async def change_dates(turn: Turn) -> Reply | None:
    hint = turn.t(_("Say the day it was signed too, if that is wrong: “signed 1 May, until 30 April”."))
    return ask_field(turn, draft_in(turn.memory), "ends", hint)


@capability.step
async def reviewed(turn: Turn) -> Reply | None:
    """Words about the card to check: yes, no, or what is different."""
    draft = draft_in(turn.memory)
    if _YES.fullmatch(turn.text.strip(" 。.!！")):
        return await save(turn, draft)
    if says_cancel(turn.text):
        return await cancel(turn)
    intent, facts = (await turn.meaning()).intent, read_facts(turn, turn.text)
    if intent == "query" or not (facts or facts.wrong_day) or await _names_another(turn, draft):
        return None
    if facts.wrong_day:
        return ask_field(turn, draft, "ends", turn.t(_("There is no {day}."), day=facts.wrong_day))
    return await proceed(turn, _with_words(draft.told(facts), turn.text))


@capability.step
async def save_it(turn: Turn) -> Reply | None:
    return await save(turn, draft_in(turn.memory))


@capability.step
async def cancel(turn: Turn) -> Reply | None:
    await drop_draft(turn, draft_in(turn.memory))
    return turn.say(_("Cancelled. No contract was saved."))


async def _names_another(turn: Turn, draft: ContractDraft) -> bool:
    """Whether the words name another customer, or are a whole new sentence about a contract."""
    meaning = await turn.meaning()
    said = {one for entry in meaning.entries for one in entry.customer_ids if entry.customer_said}
    if meaning.intent in ("log", "reminder") and any(
        entry.contact or entry.feedback or entry.commitments for entry in meaning.entries
    ):
        return len(turn.text) > SHORT_ANSWER or not read_facts(turn, turn.text)
    return bool(said - {draft.customer}) or (bool(said) and meaning.intent == "contract")


async def _merely_told(turn: Turn, entry: Entry) -> Reply | None:
    """It speaks of a contract, but tells nothing that one could hold: that is a record of the customer."""
    if len(entry.customer_ids) != 1:
        return None
    customer = await turn.records.get(Customer, entry.customer_ids[0])
    entry = replace(entry, method=entry.method or read_method(turn.text, methods=turn.vocabulary.methods))
    return told_card(turn, await log_told(turn, customer, entry, turn.text), entry)


async def _begin(turn: Turn, words: str, entry: Entry) -> Reply:
    facts = read_facts(turn, words)
    amount = facts.amount if facts.amount is not None else entry.amount
    draft = ContractDraft(words=turn.text).told(facts)
    if draft.amount is None and amount is not None:
        draft = draft.model_copy(
            update={"amount": amount, "currency": entry.currency, "guess": entry.amount_guess}
        )
    if facts.wrong_day:
        problem = turn.t(_("There is no {day}."), day=facts.wrong_day)
        placed = await _placed(turn, draft, entry)
        return placed.model_copy(update={"text": f"{problem}\n{placed.text}"})
    return await _placed(turn, draft, entry)


async def _placed(turn: Turn, draft: ContractDraft, entry: Entry) -> Reply:
    """Whose contract it is: certain, one of several, unknown, or not said."""
    if len(entry.customer_ids) == 1:
        return await proceed(turn, draft.model_copy(update={"customer": entry.customer_ids[0]}))
    if len(entry.customer_ids) > 1:
        customers = [await turn.records.get(Customer, one) for one in entry.customer_ids[:4]]
        return _choose(turn, draft, entry.customer_said or "", customers)
    if entry.customer_said:
        return await _found(turn, draft, entry.customer_said)
    return _ask_customer(turn, draft)


async def _found(turn: Turn, draft: ContractDraft, name: str) -> Reply:
    """Look a name up: one fits, several fit, or nobody does."""
    hits = await find_customers(turn.records, _HEAD.sub("", name))
    if hits and (len(hits) == 1 or hits[0].score - hits[1].score > 5) and hits[0].score > 80:
        return await proceed(turn, draft.model_copy(update={"customer": hits[0].customer.id}))
    if hits:
        return _choose(turn, draft, name, [hit.customer for hit in hits[:4]])
    return turn.ask(
        _("“{name}” is not in your book. Create it, or say another name."),
        then="contract.customer_given",
        memory={"draft": draft.memory(), "free": True},
        buttons=[
            turn.choice(_("Create it"), "contract.create_and_go_on", draft=draft.memory(), name=name[:80]),
            turn.choice(_("Cancel"), "contract.cancel", draft=draft.memory()),
        ],
        name=name,
    )


def _choose(turn: Turn, draft: ContractDraft, name: str, customers: list[Customer]) -> Reply:
    return turn.ask(
        _("Whose contract? “{name}” may be:"),
        then="contract.customer_given",
        memory={"draft": draft.memory(), "free": True},
        buttons=[
            *customer_buttons(turn, draft, customers),
            turn.choice(_("Create it"), "contract.create_and_go_on", draft=draft.memory(), name=name[:80]),
        ],
        name=name,
    )


def _ask_customer(turn: Turn, draft: ContractDraft) -> Reply:
    return turn.ask(
        _("Whose contract? All in one line is fastest: “Acme $28k until 10 May next year”."),
        then="contract.customer_given",
        memory={"draft": draft.memory(), "free": True},
        buttons=[turn.choice(_("Cancel"), "contract.cancel", draft=draft.memory())],
    )


async def _unread(turn: Turn, draft: ContractDraft, field: str) -> Reply | None:
    """Short words that cannot be read are asked about again; a sentence is a new message."""
    if len(turn.text) > 24 or (await turn.meaning()).intent in ("query", "create_customer"):
        return None
    problem = (
        _("“{words}” is not an amount.") if field == "amount" else _("I can't read “{words}” as a date.")
    )
    return ask_field(turn, draft, field, turn.t(problem, words=turn.text.strip()))


def _without(turn: Turn, draft: ContractDraft, field: str) -> ContractDraft:
    """Left out. A length without a day of signing runs from today."""
    if field == "signed" and draft.ends is None and draft.months:
        draft = draft.told(Facts(starts=turn.today))
    return draft.model_copy(update={"todo": tuple(one for one in draft.todo if one != field)})


def _with_words(draft: ContractDraft, text: str) -> ContractDraft:
    return draft.model_copy(update={"words": f"{draft.words} {text}".strip()})
