"""In a group: a bound person may log, nobody is shown customer data."""

from bot.capability import House
from bot.messages import Reply
from bot.texts import _
from bot.turn import Turn

PRIVATE = _("Customer data is for our private chat. Write to me there.")


async def in_group(turn: Turn, house: House) -> Reply:
    """A log is taken where it needs no question, and answered without details; all else goes to private chat."""
    meaning = await turn.meaning() if turn.incoming.kind == "text" else None
    if meaning and meaning.intent == "log" and len(meaning.entries[0].customer_ids) == 1:
        step = house.intent_for(meaning)
        if step is not None and await step(turn) is not None and turn.records.changes:
            return turn.remark(_("Saved. The details are for our private chat."))
    return turn.remark(PRIVATE)
