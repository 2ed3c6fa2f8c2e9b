"""Fill the gaps of a customer: one tap for its intent, a short answer for what it needs and does."""

from bot.answers import cancel_button, says_cancel, says_none
from bot.capability import Capability
from bot.cards import subject
from bot.completeness import completeness_line
from bot.messages import Reply
from bot.naming import clean_name, name_trouble, secret_trouble
from bot.texts import _
from bot.turn import Turn
from bot.words import INTENTS
from store.models import Customer

capability = Capability("complete")
_FIELDS = {"core_need": _("What do they need?"), "industry": _("What is their trade?")}


@capability.step
async def set_intent(turn: Turn) -> Reply | None:
    customer = await turn.records.get(Customer, int(turn.memory["customer"]))
    level = str(turn.memory["level"])
    await turn.records.change(customer, intent=level)
    return await _noted(turn, customer, turn.t(_("Intent: {what}"), what=turn.t(INTENTS[level])))


@capability.step
async def later(turn: Turn) -> Reply | None:
    return turn.remark(_("Fine, later."))


@capability.step
async def fill(turn: Turn) -> Reply | None:
    """Ask for a fact that is missing."""
    field = str(turn.memory["field"])
    return turn.ask(
        _FIELDS[field],
        then="complete.filled",
        memory={"customer": turn.memory["customer"], "field": field},
        buttons=cancel_button(turn),
    )


@capability.step
async def filled(turn: Turn) -> Reply | None:
    if says_cancel(turn.text) or says_none(turn.text):
        return turn.say(_("Fine, nothing was changed."))
    value = clean_name(turn.text)
    if trouble := secret_trouble(turn, value) or name_trouble(turn, value):
        return turn.ask(trouble, then="complete.filled", memory=turn.memory, buttons=cancel_button(turn))
    field = str(turn.memory["field"])
    if field not in _FIELDS:
        return None
    customer = await turn.records.get(Customer, int(turn.memory["customer"]))
    await turn.records.change(customer, **{field: value})
    return await _noted(turn, customer, value)


async def _noted(turn: Turn, customer: Customer, what: str) -> Reply:
    turn.title = customer.name
    return turn.say(
        [f"✏️ {customer.name} · {what}", await completeness_line(turn, customer)],
        buttons=[turn.button(_("Undo"), "undo.undo_card")],
        about=[subject(customer)],
    )
