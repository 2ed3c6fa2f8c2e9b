"""WeCom's app against its stand-in: the channel runs, the house's web server takes its callbacks."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from bot.channels.wecom_app import PATH, WecomApp
from bot.messages import Incoming, Outgoing, Part, SentButton
from tests.fakes.wecom_server import AES_KEY, AGENT_ID, CORP_ID, SECRET, TOKEN, WecomServer

BODY_LIMIT = 1024 * 1024  # as the house's web server has it


@dataclass
class Inbox:
    """Takes messages as the house does, each key once; `refusals` fail first, each takes `seconds`."""

    refusals: int = 0
    seconds: float = 0.0
    messages: list[Incoming] = field(default_factory=list)
    offered: int = 0
    _keys: set[str] = field(default_factory=set)

    async def accept(self, messages: Sequence[Incoming]) -> None:
        await asyncio.sleep(self.seconds)
        self.offered += 1
        if self.refusals:
            self.refusals -= 1
            raise OSError(f"the store is away and says: {messages[0].text}")
        for message in messages:
            if message.dedupe_key not in self._keys:
                self._keys.add(message.dedupe_key)
                self.messages.append(message)

    @property
    def texts(self) -> list[str]:
        return [message.text for message in self.messages]


@dataclass
class Clock:
    """Seconds that pass when told."""

    now: float = field(default_factory=time.time)

    def __call__(self) -> float:
        return self.now

    def moment(self) -> datetime:
        return datetime.fromtimestamp(self.now, UTC)


@dataclass
class Scene:
    server: WecomServer
    app: WecomApp
    inbox: Inbox
    clock: Clock
    url: str


def app_of(server: WecomServer, **how: Any) -> WecomApp:
    given = {"token": TOKEN, "aes_key": AES_KEY, "api_base": server.base_url, **how}
    return WecomApp(given.pop("corp_id", CORP_ID), given.pop("agent_id", AGENT_ID), SECRET, **given)


@asynccontextmanager
async def scene(**how: Any) -> AsyncIterator[Scene]:
    """Everything up and running; the clock stands until it is moved."""
    server, inbox, clock = WecomServer(), Inbox(), Clock()
    server.set_clock(clock)
    await server.start()
    app = app_of(server, clock=clock.moment, **how)
    house = web.Application(client_max_size=BODY_LIMIT)
    house.add_routes(app.routes(inbox.accept))
    runner = web.AppRunner(house, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}{PATH}"
    server.push_to(url)
    run = asyncio.create_task(app.run(inbox.accept))
    try:
        yield Scene(server, app, inbox, clock, url)
    finally:
        await app.close()
        await asyncio.wait_for(run, 5)
        await runner.cleanup()
        await server.stop()


def words(text: str, *, key: str = "answer:1", to: str = "li", **how: Any) -> Outgoing:
    """A message in one part."""
    return Outgoing(key=key, conversation=to, text=text, parts=(Part(text=text),), **how)


def buttons(*labels: str, code: str = "k7Qz") -> tuple[SentButton, ...]:
    return tuple(SentButton(label=label, token=f"{code}.{at}") for at, label in enumerate(labels))
