"""Create a customer: in one sentence, step by step, or for a contact that was shared."""

import re

from bot.alike import alike_question
from bot.answers import cancel_button, is_other_business, says_cancel, says_none
from bot.archive import NewCustomer
from bot.capability import Capability
from bot.creation import (
    ask_contact,
    ask_name,
    ask_phone,
    checked,
    created,
    memory_of,
    proposed,
)
from bot.messages import Reply
from bot.naming import clean_name, name_trouble, secret_trouble
from bot.newcomers import newcomer, reach_in, reach_trouble
from bot.texts import _
from bot.turn import Turn

capability = Capability("customer")
_SENTENCE = re.compile(
    r"提醒|拜访|见了|打了?电话|聊了|[?？]$|\b(?:remind|visited|called|met|spoke)\b", re.IGNORECASE
)


@capability.command(
    "新客户", "新建客户", "新建", "建客户", "新增客户", "添加客户", "录入客户", "加客户",
    "new customer", "add customer", "create customer", "new client", menu=("new", "新客户", "New customer"),
)  # fmt: skip
async def start(turn: Turn) -> Reply | None:
    """One line is fastest; the name is asked for all the same."""
    return ask_name(
        turn,
        NewCustomer(),
        turn.t(
            _(
                "Fastest in one line: “Acme Ltd, Bob Carter, +1 415…, packaging, wants a quote”. "
                "Or: the customer's name?"
            )
        ),
    )


@capability.means("create_customer")
async def create(turn: Turn) -> Reply | None:
    """One sentence holds it all."""
    if secret := secret_trouble(turn, turn.text):
        return turn.remark(secret)
    new = newcomer(turn.text, (await turn.meaning()).entries[0])
    if not new.name:
        return ask_name(turn, new, turn.t(_("The customer's name?")))
    return await checked(turn, new, turn.text)


@capability.step
async def name_typed(turn: Turn) -> Reply | None:
    """The name was asked for: a name, a whole sentence about the customer, or a command by mistake."""
    turn.language = str(turn.memory["language"])
    kept = _new(turn)
    if says_cancel(turn.text):
        return turn.say(_("Fine, nothing was changed."))
    if turn.orders(turn.text) and name_trouble(turn, clean_name(turn.text)) is None:
        return _name_or_command(turn, kept)
    if len(turn.text) > 12 and _SENTENCE.search(turn.text):
        return None
    return await _with_name(turn, kept, turn.text)


@capability.step
async def name_sure(turn: Turn) -> Reply | None:
    """The words are the name indeed, although they are a command too."""
    return await _ask_contact_unless_alike(turn, _new(turn))


@capability.step
async def as_command(turn: Turn) -> Reply | None:
    """The words were the command: obey it."""
    turn.text = str(turn.memory["words"])
    for step in turn.orders(turn.text):
        reply = await step(turn)
        if reply is not None:
            return reply
    return turn.say(_("Fine, nothing was changed."))


@capability.step
async def contact_typed(turn: Turn) -> Reply | None:
    """The first contact, or none yet; a phone may stand beside the name."""
    turn.language = str(turn.memory["language"])
    new = _new(turn)
    if says_cancel(turn.text):
        return turn.say(_("Fine, nothing was changed."))
    if turn.orders(turn.text) or await is_other_business(turn):
        return None
    if says_none(turn.text):
        return await proposed(turn, new, sure=True)
    words = f"联系人 {turn.text}"
    told = newcomer(words, (await turn.read(words)).entries[0])
    name = told.contact or clean_name(turn.text)
    if trouble := secret_trouble(turn, turn.text) or name_trouble(turn, name):
        return ask_contact(turn, new, trouble)
    if wrong := reach_trouble(turn, turn.text):  # the name is known now: only the number is asked again
        known = {"contact": name, "contact_title": told.contact_title} if told.contact else {}
        new = new.model_copy(update=known)
        return ask_phone(turn, new, wrong[1]) if known else ask_contact(turn, new, wrong[1])
    facts = {"contact": name, "contact_title": told.contact_title, **reach_in(turn.text)}
    new = new.model_copy(update=facts)
    return await proposed(turn, new, sure=True) if new.phone or new.email else ask_phone(turn, new)


@capability.step
async def no_contact(turn: Turn) -> Reply | None:
    return await proposed(turn, _new(turn), sure=True)


@capability.step
async def reach_typed(turn: Turn) -> Reply | None:
    """A phone or an e-mail, or neither."""
    turn.language = str(turn.memory["language"])
    new = _new(turn)
    if says_cancel(turn.text):
        return turn.say(_("Fine, nothing was changed."))
    if turn.orders(turn.text) or await is_other_business(turn):
        return None
    if says_none(turn.text):
        return await proposed(turn, new, sure=bool(turn.memory.get("sure")))
    trouble = reach_trouble(turn, turn.text)
    found = reach_in(turn.text)
    if trouble or not found:
        if not trouble and len(turn.text) > 16:
            return None
        words = trouble[1] if trouble else turn.t(_("I see no number in “{said}”."), said=turn.text)
        return ask_phone(turn, new, words, sure=bool(turn.memory.get("sure")))
    return await proposed(turn, new.model_copy(update=found), sure=bool(turn.memory.get("sure")))


@capability.step
async def without_reach(turn: Turn) -> Reply | None:
    return await proposed(turn, _new(turn), sure=bool(turn.memory.get("sure")))


@capability.step
async def from_name(turn: Turn) -> Reply | None:
    """A name that was looked up in vain."""
    return await _with_name(turn, NewCustomer(), str(turn.memory["name"]))


@capability.step
async def from_contact(turn: Turn) -> Reply | None:
    """A contact is there; its customer is new."""
    return ask_name(turn, _new(turn), turn.t(_("The customer's name?")))


@capability.step
async def confirmed(turn: Turn) -> Reply | None:
    return await checked(turn, _new(turn), "")


@capability.step
async def create_anyway(turn: Turn) -> Reply | None:
    """It is another company: create it, asking for the contact where that was the way."""
    new = _new(turn)
    if turn.memory.get("ask") and not (new.contact or new.phone):
        return ask_contact(turn, new)
    return await created(turn, new)


async def _with_name(turn: Turn, kept: NewCustomer, text: str) -> Reply:
    """A typed name, or a sentence that tells more than the name; what was known before stays."""
    if secret := secret_trouble(turn, text):
        return ask_name(turn, kept, secret)
    words = ("新建 " if re.search("[\u4e00-\u9fff]", text) else "create ") + text
    told = newcomer(words, (await turn.read(words)).entries[0])
    facts = told.model_dump(exclude_none=True, exclude_defaults=True)
    if facts.keys() <= {"name"}:
        facts = {"name": clean_name(text)}
    new = kept.model_copy(update=facts)
    if len(facts) > 1 or new.contact or new.phone:
        return await checked(turn, new, text)
    if trouble := name_trouble(turn, new.name):
        return ask_name(turn, kept, trouble)
    return await _ask_contact_unless_alike(turn, new)


async def _ask_contact_unless_alike(turn: Turn, new: NewCustomer) -> Reply:
    if new.contact or new.phone:
        return await proposed(turn, new)
    return await alike_question(turn, new, ask=True) or ask_contact(turn, new)


def _new(turn: Turn) -> NewCustomer:
    return NewCustomer.model_validate(turn.memory["new"])


def _name_or_command(turn: Turn, kept: NewCustomer) -> Reply:
    name = clean_name(turn.text)
    new = kept.model_copy(update={"name": name})
    return turn.ask(
        _("“{name}” is a command too. Is it the customer's name, or the command?"),
        then="customer.name_typed",
        memory=memory_of(turn, kept),
        buttons=[
            turn.choice(_("It's the name"), "customer.name_sure", new=new.model_dump()),
            turn.choice(_("It's the command"), "customer.as_command", words=turn.text),
            *cancel_button(turn),
        ],
        name=name,
    )
