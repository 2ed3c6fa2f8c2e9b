"""Errands: what a turn asks a channel to bring, and the message that comes of it."""

from datetime import datetime
from typing import Any

from bot.channels import Brought
from bot.messages import Attachment, Errand, Incoming, Shape, storable
from store.files import Files
from store.ledgers import OutboxRow
from store.outbox import LaneKey

ERRANDS_OF = frozenset({"image", "file", "customer"})
"""The kinds of messages whose turns may ask for something."""


class Asked(Shape):
    """An errand in the ledger, with whom it is for."""

    errand: Errand
    conversation: str
    sender: str
    is_group: bool = False


def errand_lane(lane: LaneKey) -> LaneKey:
    """Where the errands of a conversation wait their turn: beside its answers, not before them."""
    return lane[0], f"errand:{lane[1]}"


async def brought(
    row: OutboxRow, asked: Asked, came: Brought | None, files: Files | None, now: datetime
) -> dict[str, Any]:
    """The message that says what came, or that nothing did; a file is kept first. Raises OSError."""
    kept: tuple[Attachment, ...] = ()
    if came is not None and came.content is not None and files is not None:
        told = asked.errand.file or Attachment(name="")
        kept = (
            Attachment(
                name=came.name or told.name,
                mime=str(storable(came.mime or told.mime)),
                size=len(came.content),
                reference=await files.keep(came.content),
            ),
        )
    message = Incoming(
        channel=row.channel,
        dedupe_key=row.key,
        conversation=asked.conversation,
        sender=asked.sender,
        said_at=now,
        kind="brought",
        is_group=asked.is_group,
        attachments=kept,
        customer=came.customer if came else None,
        errand=asked.errand,
    )
    return message.model_dump(mode="json")
