"""How much a customer wants it: `改意向` without saying to what offers three levels."""

from bot.amend import spoken_of
from bot.briefs import clearly_named
from bot.capability import Capability
from bot.correcting import intent_changed
from bot.messages import Reply
from bot.texts import _
from bot.turn import Turn
from bot.words import INTENTS
from store.models import Customer, Interaction

capability = Capability("intent")
_SAID = {"高": "high", "强": "high", "中": "middle", "一般": "middle", "低": "low", "弱": "low"}


@capability.pattern(r"(?:改|换|调)(?:一?下)?(?:合作)?意向(?:度)?", r"change (?:the )?intent(?:ion)?")
async def change(turn: Turn) -> Reply | None:
    """Of the record that was spoken of last."""
    spoken = await spoken_of(turn)
    if not spoken.interactions:
        return None
    record = spoken.interactions[0]
    return turn.remark(
        _("What is the intent now?"),
        buttons=[
            turn.choice(label, "intent.chosen", interaction=record.id, intent=level)
            for level, label in INTENTS.items()
        ],
    )


@capability.pattern(
    rf"(?:把|将)?(?P<who>[^，,。;；]{{2,20}}?)的?(?:合作)?意向(?:度)?(?:改成|改为|调成|调到|设为|设成|改|是|为)(?P<level>{'|'.join(_SAID)})(?:的)?[。!！]?"
)
async def of_customer(turn: Turn) -> Reply | None:
    """`把力拓的意向改成高`: of the customer that is named, whatever was spoken of before."""
    found = turn.found.groupdict() if turn.found else {}
    named = await clearly_named(turn, found.get("who", ""))
    if len(named) != 1:
        return None
    turn.topic["customer"] = named[0].customer.id
    turn.title = named[0].customer.name
    return await intent_changed(turn, named[0].customer, _SAID[found["level"]], None)


@capability.step
async def chosen(turn: Turn) -> Reply | None:
    record = await turn.records.get(Interaction, int(turn.memory["interaction"]))
    customer = await turn.records.get(Customer, record.customer_id)
    return await intent_changed(turn, customer, str(turn.memory["intent"]), record)
