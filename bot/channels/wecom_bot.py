"""WeCom's AI bot (智能机器人) over its WebSocket: no public address is needed, and groups, files and voice come in."""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from aiohttp import web

from bot.channels import Accept, Brought, Limits, Rate
from bot.channels.calls import Caller
from bot.channels.holding import Holding
from bot.channels.wecom_bot_frames import Frame
from bot.channels.wecom_bot_link import PING_SECONDS, REFUSED_SECONDS, Link
from bot.channels.wecom_bot_media import bring
from bot.channels.wecom_bot_receive import UNREADABLE, read_frame
from bot.channels.wecom_bot_send import Sender
from bot.channels.wecom_bot_show import CARD_LIMIT, TEXT_LIMIT
from bot.channels.wecom_bot_words import size
from bot.channels.wecom_cards import BUTTONS, LABEL
from bot.messages import Errand, Incoming, Outgoing

HOLD_SECONDS = 2.0
"""How long the next messages wait for those before them to be in the books; all are kept meanwhile."""

_log = logging.getLogger(__name__)


class WecomBot:
    """The channel "wecom_bot". WeCom never sends a message twice for want of an answer: what came is held.

    One process holds the connection of a bot: the newer takes over, the older falls quiet until it is restarted.
    `clock` gives epoch seconds.
    """

    name = "wecom_bot"
    limits = Limits(
        text=TEXT_LIMIT,
        measure=size,
        buttons=BUTTONS,
        label=LABEL,
        card=CARD_LIMIT,
        edit="pressed",
        table="native",
        files=True,
        chat_rates=(Rate(30, 60.0), Rate(1000, 3600.0)),
    )

    def __init__(
        self,
        bot_id: str,
        secret: str,
        *,
        ws_url: str = "wss://openws.work.weixin.qq.com",
        ping_seconds: float = PING_SECONDS,
        refused_seconds: float = REFUSED_SECONDS,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._caller = Caller()
        self._link = Link(
            bot_id,
            secret,
            ws_url,
            self._caller,
            self._hear,
            ping_seconds=ping_seconds,
            refused_seconds=refused_seconds,
        )
        self.health = self._link.health
        self._sender = Sender(self._link, clock)
        self._clock = clock
        self._heard: asyncio.Queue[Incoming | None] = asyncio.Queue()  # None: nothing more comes

    async def run(self, accept: Accept) -> None:
        """Hear what comes until `close`. WeCom may be away at the start and at any time."""
        holding = Holding(accept)
        try:
            await asyncio.gather(self._listen(), self._hand_over(holding))
        finally:  # cancelled too: WeCom does not say again what has been heard
            left = [self._heard.get_nowait() for _ in range(self._heard.qsize())]
            await holding.take([message for message in left if message is not None], within=0.0)
            await holding.close()

    async def send(self, message: Outgoing) -> str:
        sent = await self._sender.send(message)
        self.health.last_out = _iso(self._clock())
        return sent

    async def bring(self, errand: Errand) -> Brought:
        return await bring(errand, self._caller, self._link.ws_url)

    def routes(self, accept: Accept) -> Sequence[web.RouteDef]:
        return []

    async def close(self) -> None:
        """End `run` and every call under way."""
        await self._link.close()
        await self._caller.close()

    def _hear(self, frame: Frame) -> None:
        try:
            message = read_frame(frame, datetime.fromtimestamp(self._clock(), UTC))
        except UNREADABLE as error:
            _log.warning("wecom_bot: a callback has no known form (%s)", type(error).__name__)
            return
        if message is not None:
            self.health.last_in = _iso(self._clock())
            self._heard.put_nowait(message)

    async def _listen(self) -> None:
        try:
            await self._link.run()
        finally:
            self._heard.put_nowait(None)

    async def _hand_over(self, holding: Holding) -> None:
        """Give what was heard to the house, until nothing more comes."""
        ended = False
        while not ended:
            heard = [await self._heard.get(), *(self._heard.get_nowait() for _ in range(self._heard.qsize()))]
            ended = None in heard
            await holding.take([message for message in heard if message is not None], within=HOLD_SECONDS)


def _iso(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="seconds")
