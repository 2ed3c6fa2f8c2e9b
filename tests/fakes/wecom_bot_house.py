"""A house that takes in what WeCom's bot hears, for tests of the channel alone."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from bot.channels.wecom_bot import WecomBot
from bot.messages import Incoming, Outgoing, Part, SentButton
from tests.fakes.wecom_bot_server import WecomBotServer

SECONDS = 5.0


class House:
    """Keeps what was accepted, each dedupe key once; while `is_away` it accepts nothing."""

    def __init__(self) -> None:
        self.heard: list[Incoming] = []
        self.is_away = False
        self.refusals = 0

    async def accept(self, messages: Sequence[Incoming]) -> None:
        if self.is_away:
            self.refusals += 1
            raise ConnectionError("the books are away")
        known = {message.dedupe_key for message in self.heard}
        for message in messages:
            if message.dedupe_key not in known:
                self.heard.append(message)
                known.add(message.dedupe_key)

    @property
    def texts(self) -> list[str]:
        return [message.text for message in self.heard]

    async def hears(self, count: int) -> list[Incoming]:
        await until(lambda: len(self.heard) >= count)
        return self.heard


async def until(condition: Any, seconds: float = SECONDS) -> None:
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.005)


@asynccontextmanager
async def running(server: WecomBotServer, house: House, **options: Any) -> AsyncIterator[WecomBot]:
    """The channel, connected to the stand-in unless told otherwise."""
    secret, connected = options.pop("secret", server.secret), options.pop("connected", True)
    bot = WecomBot(server.bot_id, secret, ws_url=server.ws_url, clock=server.clock, **options)
    hearing = asyncio.create_task(bot.run(house.accept))
    try:
        if connected:
            await until(lambda: bot.health.connected)
        yield bot
    finally:
        await bot.close()
        async with asyncio.timeout(SECONDS):
            await hearing


def outgoing(text: str, conversation: str = "li", *labels: str, key: str = "k", **more: Any) -> Outgoing:
    """A message whose words need no cutting; buttons have the tokens t.0, t.1, …"""
    buttons = tuple(SentButton(label=label, token=f"t.{place}") for place, label in enumerate(labels))
    return Outgoing(
        key=key, conversation=conversation, text=text, parts=(Part(text=text),), buttons=buttons, **more
    )
