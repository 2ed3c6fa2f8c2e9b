"""The whole service in a test's own process, behind a platform's stand-in, at a clock that stands still."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from aiohttp import web

from bot.__main__ import build
from bot.commandline import ensure_admins
from bot.messages import Incoming
from bot.service import SENDERS, Service
from bot.settings import Settings
from bot.web import application, serve
from store import people
from store.db import Database
from tests.house import Clock

PATIENCE = 15.0


class Shown(Protocol):
    """A message of ours as the person sees it now."""

    @property
    def text(self) -> str: ...
    @property
    def labels(self) -> Sequence[str]: ...


class Phone(Protocol):
    """A person with a chat app: what they do, and what it shows them."""

    @property
    def seen(self) -> Sequence[Shown]: ...
    async def says(self, text: str) -> object: ...
    async def taps(self, label: str) -> object: ...


class Platform(Protocol):
    """A chat platform's stand-in with its people. `channel` is our name for it, `ids` are its people's."""

    channel: str
    ids: dict[str, str]

    async def start(self, clock: Clock) -> dict[str, object]:
        """Start the stand-in; the settings with which the service finds it."""
        ...

    async def meet(self, address: str) -> None:
        """The service listens at this address now."""
        ...

    async def phone(self, who: str, language: str = "zh") -> Phone: ...

    async def bind(self, phone: Phone, code: str) -> None:
        """Do with a one-time code what one does there."""
        ...

    async def stop(self) -> None: ...


@dataclass
class Street:
    """One service, one platform. `accepted` counts what came into the inbox."""

    service: Service
    clock: Clock
    platform: Platform
    address: str
    accepted: int = 0
    _loops: list[asyncio.Task[None]] = field(default_factory=list)

    async def quiet(self, accepted: int) -> None:
        """Wait until so many messages have come in, and all that follows from them is done."""
        async with asyncio.timeout(PATIENCE):
            while self.accepted < accepted or not await self._at_rest():
                await asyncio.sleep(0.01)

    async def remind(self) -> None:
        await self.service.sweep()
        await self.quiet(self.accepted)

    async def _at_rest(self) -> bool:
        health = await self.service.health()
        return not any(health[ledger]["count"] for ledger in ("inbox", "outbox"))  # type: ignore[index]


@asynccontextmanager
async def street(platform: Platform, database: Database, folder: Path, clock: Clock) -> AsyncIterator[Street]:
    """Open a street: the platform's stand-in, the service in front of it, and an admin called 老板."""
    found = await platform.start(clock)
    admins = f"{platform.channel}:{platform.ids['老板']}"
    settings = Settings.model_validate({"data_dir": folder, "admins": admins, **found})
    await ensure_admins(database, settings)
    async with database.begin() as session:
        (admin,) = await people.with_role(session, "admin")
        admin.name, admin.created_at = "老板", clock()
        session.add(admin)
    service = build(settings, database, clock=clock)
    here = Street(service, clock, platform, "")
    _stop_the_clock(service, clock, here)
    app = application(list(service.channels.values()), service.intake.accept, service.health, service.metrics)
    runner: web.AppRunner = await serve(app, "127.0.0.1", 0)
    here.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    loops = [service.work_inbox(), service.work_outbox(), *(service.send_answers() for _ in range(SENDERS))]
    working = [asyncio.create_task(loop) for loop in loops]
    hearing = [asyncio.create_task(service.run_channel(channel)) for channel in service.channels.values()]
    await platform.meet(here.address)
    try:
        yield here
    finally:
        service.stop()
        await asyncio.wait(working, timeout=5)
        for channel in service.channels.values():
            await channel.close()
        await runner.cleanup()
        for task in (*working, *hearing):
            task.cancel()
        await asyncio.gather(*working, *hearing, return_exceptions=True)
        await platform.stop()


def _stop_the_clock(service: Service, clock: Clock, here: Street) -> None:
    """What comes in was said at the test's time, and the pace is that of its clock."""
    service.delivery.pace.clock = lambda: clock().timestamp()
    accept = service.intake.accept

    async def counted(messages: Sequence[Incoming]) -> None:
        await accept([message.model_copy(update={"said_at": clock()}) for message in messages])
        here.accepted += len(messages)

    service.intake.accept = counted  # type: ignore[method-assign]
