"""A whole house in a test: real database, real dispatch and delivery; only the channel is a double."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from aiohttp import web
from sqlalchemy import select
from sqlmodel import SQLModel

from bot.__main__ import capabilities, rules
from bot.capability import House
from bot.channels import Accept, Brought, Health, Limits, TryLater, Unreachable
from bot.delivery import Delivery
from bot.dispatch import Dispatcher
from bot.intake import Intake
from bot.messages import Errand, Incoming, Outgoing, Place, SharedContact
from bot.reminding import composers
from store import people
from store.db import Database
from store.files import Files
from store.people_models import Person

SHANGHAI = ZoneInfo("Asia/Shanghai")
M = TypeVar("M", bound=SQLModel)


@dataclass
class Clock:
    """A wall clock that stands still until it is moved."""

    moment: datetime

    def __call__(self) -> datetime:
        return self.moment

    def set(self, local: str) -> None:
        """Set it to a local time in Shanghai: `2026-05-06 16:30`."""
        self.moment = datetime.fromisoformat(local).replace(tzinfo=SHANGHAI).astimezone(UTC)

    def forward(self, **delta: float) -> None:
        self.moment += timedelta(**delta)


@dataclass
class TestChannel:
    """A chat app that shows everything and keeps what it was sent."""

    name: str = "test"
    limits: Limits = field(
        default_factory=lambda: Limits(text=4096, buttons=12, edit="always", table="native", files=True)
    )
    health: Health = field(default_factory=Health)
    sent: list[Outgoing] = field(default_factory=list)
    fails: list[TryLater | Unreachable] = field(default_factory=list)
    errands: list[Errand] = field(default_factory=list)
    brings: list[Brought | TryLater | Unreachable] = field(default_factory=list)

    __test__ = False

    async def run(self, accept: Accept) -> None:
        """Nothing comes by itself."""

    async def send(self, message: Outgoing) -> str:
        if self.fails:
            raise self.fails.pop(0)
        self.sent.append(message)
        return message.edit_of or f"m{len(self.sent)}"

    async def bring(self, errand: Errand) -> Brought:
        """What was put into `brings`, each once."""
        self.errands.append(errand)
        if not self.brings:
            raise Unreachable("gone")
        came = self.brings.pop(0)
        if isinstance(came, Exception):
            raise came
        return came

    def routes(self, accept: Accept) -> Sequence[web.RouteDef]:
        return ()

    async def close(self) -> None:
        """Nothing is open."""


@dataclass
class Town:
    """The service in one test: its books, its clock, its channel, and the people who talk to it."""

    database: Database
    clock: Clock
    channel: TestChannel = field(default_factory=TestChannel)
    files: Files | None = None
    count: int = 0

    def __post_init__(self) -> None:
        self.house = House.of(capabilities())
        self.dispatcher = Dispatcher(self.database, self.house, clock=self.clock, files=self.files)
        self.delivery = Delivery(
            self.database,
            {self.channel.name: self.channel},
            composers(rules()),
            clock=self.clock,
            files=self.files,
        )
        self.intake = Intake(self.database, clock=self.clock)

    async def settle(self) -> None:
        """Work until nothing waits."""
        while True:
            answered = await self.dispatcher.take_turns()
            await self.delivery.send(answered.leased, answered.lease)
            if answered.messages or await self.delivery.deliver() or await self.delivery.run_errands():
                continue
            return

    async def remind(self) -> None:
        """What the alarm clock does every minute: plan what is due, send it."""
        from bot.reminding import sweep

        await sweep(self.database, rules(), self.clock())
        await self.settle()

    async def hire(
        self, name: str, role: str = "rep", *, team: str | None = "华东", manager: str | None = None,
        language: str = "zh", timezone: str = "Asia/Shanghai",
    ) -> "Talker":  # fmt: skip
        """Somebody new, whose account is bound already."""
        async with self.database.begin() as session:
            person = await people.add_person(
                session,
                name,
                role,
                self.clock(),
                team=team,
                manager=manager,
                language=language,
                timezone=timezone,
            )
            account = await people.link_account(session, person.id, self.channel.name, name, f"chat-{name}")
            account.last_in_at = self.clock()
        return Talker(self, name, f"chat-{name}", person)

    def stranger(self, name: str, *, on: TestChannel | None = None) -> "Talker":
        return Talker(self, name, f"chat-{name}", None, on)

    def opens(self, name: str, **limits: Any) -> TestChannel:
        """One more chat app in this town."""
        app = TestChannel(name)
        app.limits = replace(app.limits, **limits)
        self.delivery.channels = {**self.delivery.channels, name: app}
        return app

    async def all(self, model: type[M], **filters: object) -> list[M]:
        """What the books hold, read in a fresh session."""
        async with self.database.begin() as session:
            query = select(model).filter_by(**filters)
            return list((await session.execute(query)).scalars())

    async def only(self, model: type[M], **filters: object) -> M:
        found = await self.all(model, **filters)
        assert len(found) == 1, f"{len(found)} rows of {model.__name__}"
        return found[0]


@dataclass
class Talker:
    """A person in the chat: says, taps, sees."""

    town: Town
    name: str
    conversation: str
    person: Person | None
    app: TestChannel | None = None  # the chat app in their hand; the town's own where none is named

    async def says(
        self, text: str, *, reply_to: Outgoing | None = None, edits: str | None = None, key: str = ""
    ) -> None:
        same = {"message_id": edits} if edits else {}  # an edited message keeps its id
        await self._send(text=text, reply_to=self._id(reply_to), edits=edits, key=key, **same)

    async def taps(self, label: str, *, on: Outgoing | None = None) -> None:
        """Tap the newest button whose label contains `label`, or that of the message `on`."""
        await self.presses(self.token(label, on=on))

    def token(self, label: str, *, on: Outgoing | None = None) -> str:
        messages = [on] if on else [message for message in reversed(self.messages) if message.edit_of is None]
        for message in messages:
            for button in message.buttons:
                if label in button.label:
                    return button.token
        raise AssertionError(f"no button “{label}”")

    async def presses(self, token: str) -> None:
        await self._send(kind="tap", token=token)

    async def shares_contact(self, name: str, phone: str) -> None:
        await self._send(kind="contact", contact=SharedContact(name=name, phone=phone))

    async def sends_location(self, latitude: float, longitude: float) -> None:
        await self._send(kind="location", place=Place(latitude=latitude, longitude=longitude))

    async def says_in_group(self, text: str, group: str = "group-1") -> None:
        await self._send(text=text, conversation=group, is_group=True)

    @property
    def messages(self) -> list[Outgoing]:
        """Everything that came to this person's private chat, the oldest first."""
        return [message for message in self.chat.sent if message.conversation == self.conversation]

    @property
    def chat(self) -> TestChannel:
        return self.app or self.town.channel

    @property
    def sees(self) -> Outgoing:
        """The newest message that is not an edit of an older one."""
        new = [message for message in self.messages if message.edit_of is None]
        assert new, "nothing was said"
        return new[-1]

    @property
    def reads(self) -> str:
        return self.sees.text

    @property
    def labels(self) -> list[str]:
        """The labels of the newest message's buttons, without their numbers."""
        return [button.label.lstrip("0123456789 ") for button in self.sees.buttons]

    async def _send(self, *, key: str = "", conversation: str | None = None, **facts: object) -> None:
        self.town.count += 1
        incoming = Incoming.model_validate(
            {
                "channel": self.chat.name,
                "dedupe_key": key or f"k{self.town.count}",
                "conversation": conversation or self.conversation,
                "sender": self.name,
                "said_at": self.town.clock(),
                "message_id": f"u{self.town.count}",
                **facts,
            }
        )
        await self.town.intake.accept([incoming])
        await self.town.settle()

    def _id(self, message: Outgoing | None) -> str | None:
        if message is None:
            return None
        return f"m{self.chat.sent.index(message) + 1}"
