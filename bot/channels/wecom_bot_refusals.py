"""What the errcodes of WeCom's bot mean to us. Known at second hand: change them here."""

from collections.abc import Mapping

from bot.channels import TryLater

BUSY = -1
NOT_SUBSCRIBED = 846609
"""WeCom no longer knows this connection."""
REJECTED = frozenset({853000})
"""A wrong bot id or secret."""
MEDIA_GONE = frozenset({40007})
"""The file behind a media id is no longer there."""
NEVER_SPOKE = frozenset({93006})
"""A chat that is not there, or a person who has never spoken with the bot."""
PAUSES: Mapping[int, float] = {
    BUSY: 5.0,
    6000: 2.0,  # somebody else wrote at the same time
    45009: 30.0,  # too often
    45033: 5.0,  # too many at once
    NOT_SUBSCRIBED: 1.0,
}
"""Errcodes that pass, and the seconds to wait."""


def passing(errcode: int) -> TryLater | None:
    """What passes by itself; None for a refusal that no repetition cures."""
    return TryLater(PAUSES[errcode], f"errcode {errcode}") if errcode in PAUSES else None
