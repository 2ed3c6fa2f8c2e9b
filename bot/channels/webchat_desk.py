"""What the web chat asks of the house: who somebody is, and what was said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from bot.messages import Attachment, Place, SentButton, Table


class TooMany(Exception):
    """Codes were tried too often: the next try is allowed after so many seconds."""

    def __init__(self, after: float = 60) -> None:
        super().__init__(f"next try in {after:.0f} s")
        self.after = after


@dataclass(frozen=True)
class WebUser:
    """Somebody who may use the web chat; `account` is also the conversation."""

    account: str
    name: str
    role: str
    language: Literal["zh", "en"]


@dataclass(frozen=True)
class Said:
    """One message of a conversation as it stands now, edits included.

    `id` is the outbox key of a message of ours and the dedupe key (or `message_id`) of one of theirs,
    so that the page knows a message that it has already shown. `used` holds the tokens of the buttons
    that can no longer be pressed. A tap is shown as a message of theirs with the label as its text.
    """

    id: str
    mine: bool
    text: str
    at: datetime
    buttons: tuple[SentButton, ...] = ()
    used: frozenset[str] = frozenset()
    table: Table | None = None
    files: tuple[Attachment, ...] = ()
    reply_to: str | None = None
    place: Place | None = None


class WebDesk(Protocol):
    """The house behind the web chat. Session tokens are secrets: keep only their hashes."""

    async def who(self, session: str) -> WebUser | None:
        """The person of a session; None when it has ended, expired, or the person has left."""
        ...

    async def sign_in(self, code: str, from_address: str) -> str | None:
        """Spend a one-time code for a new session; None when it is wrong. Raises `TooMany`."""
        ...

    async def people(self) -> Sequence[WebUser]:
        """Whom one may be without a code; empty outside of the demo."""
        ...

    async def sign_in_as(self, account: str) -> str | None:
        """A new session as one of `people()`; None for anybody else."""
        ...

    async def sign_out(self, session: str) -> None:
        """End a session; one that is unknown is no error."""
        ...

    async def history(self, account: str, limit: int) -> Sequence[Said]:
        """The last messages of a conversation, oldest first."""
        ...
