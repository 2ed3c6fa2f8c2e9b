"""What nobody understood is kept as a draft."""

from bot.capability import Capability
from bot.messages import Reply
from bot.texts import _
from bot.turn import Turn

capability = Capability("draft")


@capability.otherwise
async def keep(turn: Turn) -> Reply | None:
    return turn.say(_("Kept as a draft. Say “drafts” to see what waits."))
