"""What a channel brought on an errand of ours: a file that was sent in, or who a customer is."""

from typing import assert_never

from bot import filing, friends
from bot.capability import Capability
from bot.messages import Reply
from bot.turn import Turn

capability = Capability("brought")


@capability.receives("brought")
async def brought(turn: Turn) -> Reply | None:
    errand = turn.incoming.errand
    match errand.what if errand else None:
        case "file":
            return await filing.brought(turn)
        case "customer":
            return await friends.brought(turn)
        case None:
            return turn.remark("")
        case other:
            assert_never(other)
