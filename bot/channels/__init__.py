"""What every channel promises the house, and how a message is cut down to what a channel can show."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from aiohttp import web

from bot.messages import Incoming, Outgoing

Accept = Callable[[Sequence[Incoming]], Awaitable[None]]
"""Writes messages into the inbox and returns after the commit: only then may a platform be acknowledged."""


class TryLater(Exception):
    """Sending failed in a way that passes: try again after so many seconds."""

    def __init__(self, after: float, reason: str) -> None:
        super().__init__(reason)
        self.after = after


class Unreachable(Exception):
    """Sending can never succeed: the recipient is gone, has blocked us, or the message is refused."""


@dataclass(frozen=True)
class Limits:
    """What a platform can show: sizes in its own measure, times in seconds."""

    text: int
    measure: Callable[[str], int] = len
    buttons: int = 8
    label: int = 40
    edit: Literal["always", "never"] = "never"
    table: Literal["native", "monospace", "lines"] = "lines"
    files: bool = False
    pace: float = 0.0  # seconds between two messages to one chat
    per_second: float = 1000.0  # messages to all chats together


@dataclass
class Health:
    """How a channel is doing; times are aware UTC in ISO form."""

    connected: bool = False
    last_in: str | None = None
    last_out: str | None = None
    last_error: str | None = None


class Channel(Protocol):
    """A way in and out. `run` lives as long as the service and survives every outage of its platform."""

    name: str
    limits: Limits
    health: Health

    async def run(self, accept: Accept) -> None: ...

    async def send(self, message: Outgoing) -> str:
        """Send or edit; the platform's message id. Raises `TryLater` or `Unreachable`, nothing else."""
        ...

    def routes(self, accept: Accept) -> Sequence[web.RouteDef]:
        """The callbacks that this channel wants from the web server."""
        ...

    async def close(self) -> None: ...
