"""What every channel promises the house, and how a message is cut down to what a channel can show."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from aiohttp import web

from bot.messages import Errand, ExternalContact, Incoming, Outgoing

Accept = Callable[[Sequence[Incoming]], Awaitable[None]]
"""Writes messages into the inbox and returns after the commit: only then may a platform be acknowledged."""


class TryLater(Exception):
    """Sending failed in a way that passes: try again after so many seconds."""

    def __init__(self, after: float, reason: str) -> None:
        super().__init__(reason)
        self.after = after


class Unreachable(Exception):
    """Sending can never succeed: the recipient is gone, has blocked us, or the message is refused."""


class Rejected(Unreachable):
    """The platform refuses this message for what it holds; whom it was for can be reached as before."""


@dataclass(frozen=True)
class Rate:
    """At most `count` messages in any `seconds`."""

    count: int
    seconds: float


@dataclass(frozen=True)
class Limits:
    """What a platform can show, sizes in its own measure, and how fast.

    A label longer than `label` characters is cut, and stands whole in the text. `card` is how many
    characters a message with buttons holds: longer words go before it (0: as many as any message).
    `edit` is "pressed" where only the card that was just tapped can change. Reminders are not sent
    at `busy_minutes` of an hour.
    """

    text: int
    measure: Callable[[str], int] = len
    buttons: int = 8
    label: int = 40
    card: int = 0
    edit: Literal["always", "pressed", "never"] = "never"
    table: Literal["native", "monospace", "lines"] = "lines"
    files: bool = False
    chat_rates: tuple[Rate, ...] = ()
    total_rates: tuple[Rate, ...] = ()
    busy_minutes: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Brought:
    """What an errand came back with: a file's content, or who a customer is."""

    content: bytes | None = None
    name: str = ""
    mime: str = ""
    customer: ExternalContact | None = None


@dataclass
class Health:
    """How a channel is doing; times are aware UTC in ISO form."""

    connected: bool = False
    last_in: str | None = None
    last_out: str | None = None
    last_error: str | None = None


@dataclass(frozen=True)
class Finding:
    """What `fieldbook check` found out: `words` is a message, with its facts."""

    ok: bool
    words: str
    facts: dict[str, object] = field(default_factory=dict)


class Channel(Protocol):
    """A way in and out. `run` lives as long as the service and survives every outage of its platform."""

    name: str
    limits: Limits
    health: Health

    async def run(self, accept: Accept) -> None: ...

    async def send(self, message: Outgoing) -> str:
        """Send or edit; the platform's message id. Raises `TryLater` or `Unreachable`, nothing else."""
        ...

    async def bring(self, errand: Errand) -> Brought:
        """Fetch what an errand asks for. Raises `TryLater`, or `Unreachable` where it is gone for good."""
        ...

    def routes(self, accept: Accept) -> Sequence[web.RouteDef]:
        """The callbacks that this channel wants from the web server."""
        ...

    async def close(self) -> None: ...
