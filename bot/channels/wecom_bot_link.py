"""The one WebSocket between us and WeCom's bot: subscribed, kept alive, and made anew when it is lost."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from bot.channels import Health, TryLater
from bot.channels.calls import CONNECT_SECONDS, Backoff, Caller
from bot.channels.wecom_bot_frames import (
    EVENT,
    MESSAGE,
    PING,
    SUBSCRIBE,
    Answer,
    Frame,
    Lost,
    answer_in,
    frame_in,
    frame_text,
    is_taken_over,
    new_id,
    req_id_of,
)
from bot.channels.wecom_bot_refusals import NOT_SUBSCRIBED, REJECTED, passing

ANSWER_SECONDS = 5.0
"""How long a frame waits for its answer."""
PING_SECONDS = 30.0
MISSED_PINGS = 2
"""So many pings with nothing heard since: the connection is dead."""
REFUSED_SECONDS = 60.0
"""Seconds before a bot id or secret that was refused is tried again."""
LARGEST_READ = 16 * 1024 * 1024  # bytes, beyond which the connection is given up
CLOSE_SECONDS = 1.0
TAKEN_OVER_WORDS = "another connection of this bot took over; restart this service to take it back"
LOST = "the connection was lost"

Hear = Callable[[Frame], None]
log = logging.getLogger(__name__)


class Refused(Exception):
    """WeCom does not take our bot id or secret."""


class TakenOver(Exception):
    """Another connection of the same bot has taken this one's place."""


@dataclass
class Link:
    """The way to WeCom. `hear` is given every callback frame; it must not wait."""

    bot_id: str
    secret: str
    ws_url: str
    caller: Caller
    hear: Hear
    ping_seconds: float = PING_SECONDS
    answer_seconds: float = ANSWER_SECONDS
    refused_seconds: float = REFUSED_SECONDS
    health: Health = field(default_factory=Health)
    closing: asyncio.Event = field(default_factory=asyncio.Event)
    backoff: Backoff = field(default_factory=Backoff)
    _socket: aiohttp.ClientWebSocketResponse | None = None  # only while subscribed
    _waiting: dict[str, asyncio.Future[Answer | None]] = field(default_factory=dict)
    _taken_over: bool = False

    async def run(self) -> None:
        """Keep the connection until closing. Where another has taken over, wait quietly: two would fight."""
        while not self.closing.is_set():
            try:
                await self._live()
            except TakenOver:
                self._taken_over = True
                self._setback(TAKEN_OVER_WORDS)
                await self.closing.wait()
            except Refused as refused:
                await self._pause(self._setback(str(refused), self.refused_seconds))
            except Lost as lost:
                await self._pause(self._setback(str(lost), self.backoff.next()))
            except TryLater as later:
                await self._pause(self._setback(str(later), max(later.after, self.backoff.next())))
            except (TimeoutError, aiohttp.ClientError, OSError, ValueError) as error:
                await self._pause(self._setback(_name(error), self.backoff.next()))

    async def ask(
        self, cmd: str, body: Mapping[str, Any], req_id: str | None = None, *, seconds: float | None = None
    ) -> Answer:
        """Send a frame and wait for its answer. `req_id` is that of the callback it answers, if any.

        Raises `TryLater` where there is no connection, or no answer within `seconds`.
        """
        socket = self._open_socket()
        req_id = req_id or new_id(cmd)
        if req_id in self._waiting:
            raise TryLater(1.0, "an answer is under way")
        answer: asyncio.Future[Answer | None] = asyncio.get_running_loop().create_future()
        self._waiting[req_id] = answer
        try:
            async with asyncio.timeout(seconds or self.answer_seconds):
                await socket.send_str(frame_text(cmd, req_id, body))
                got = await answer
        except TimeoutError:
            raise TryLater(self.backoff.first, "no answer") from None
        except (aiohttp.ClientError, OSError):
            raise TryLater(self.backoff.first, LOST) from None
        finally:
            del self._waiting[req_id]
        if got is None:
            raise TryLater(self.backoff.first, LOST)
        if got.errcode == NOT_SUBSCRIBED:
            await socket.close()  # the reader sees the end and subscribes anew
        return got

    def check(self) -> None:
        """Raises `TryLater` where there is no connection."""
        self._open_socket()

    async def close(self) -> None:
        self.closing.set()
        self.health.connected = False
        if self._socket is not None:
            await self._socket.close()

    def _open_socket(self) -> aiohttp.ClientWebSocketResponse:
        if self._taken_over:
            raise TryLater(self.refused_seconds, "another connection of this bot took over")
        if self._socket is None or self._socket.closed:
            raise TryLater(self.backoff.first, "not connected")
        return self._socket

    async def _live(self) -> None:
        """One connection from its beginning to its end, which one of our errors or aiohttp's tells."""
        async with asyncio.timeout(CONNECT_SECONDS):
            socket = await self.caller.session.ws_connect(
                self.ws_url,
                max_msg_size=LARGEST_READ,
                timeout=aiohttp.ClientWSTimeout(ws_close=CLOSE_SECONDS),
            )
        try:
            async with asyncio.timeout(self.answer_seconds):
                await self._subscribe(socket)
            self._socket = socket
            self._connected()
            await self._read(socket)
        finally:
            self._socket = None
            self._forsake()
            await socket.close()

    async def _subscribe(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        req_id = new_id(SUBSCRIBE)
        await socket.send_str(frame_text(SUBSCRIBE, req_id, {"bot_id": self.bot_id, "secret": self.secret}))
        while True:
            frame = frame_in(await socket.receive())
            if frame is None or req_id_of(frame) != req_id:
                continue
            errcode = answer_in(frame).errcode
            if errcode in REJECTED:
                raise Refused(f"WeCom rejects the bot id or the secret (errcode {errcode})")
            if later := passing(errcode):
                raise later
            if errcode:
                raise Refused(f"WeCom refuses the subscription (errcode {errcode})")
            return

    async def _read(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        """Hear frames and ping in between, until the connection ends."""
        clock = asyncio.get_running_loop().time
        unheard, due = 0, clock() + self.ping_seconds
        while True:
            if clock() >= due:
                if unheard >= MISSED_PINGS:
                    raise Lost("the connection is dead")
                unheard, due = unheard + 1, clock() + self.ping_seconds
                await socket.send_str(frame_text(PING, new_id(PING)))
            try:
                message = await socket.receive(timeout=max(0.001, due - clock()))
            except TimeoutError:
                continue
            unheard = 0
            frame = frame_in(message)
            if frame is not None:
                self._take(frame)

    def _take(self, frame: Frame) -> None:
        self.backoff.reset()  # not earlier: a connection may be taken and closed at once, again and again
        if is_taken_over(frame):
            raise TakenOver
        if frame.get("cmd") in (MESSAGE, EVENT):
            self.hear(frame)
            return
        req_id = req_id_of(frame)
        waiting = self._waiting.get(req_id)
        if waiting is not None and not waiting.done():
            waiting.set_result(answer_in(frame))
        elif req_id.startswith(PING) and answer_in(frame).errcode:
            raise Lost(f"WeCom refuses our ping (errcode {answer_in(frame).errcode})")

    def _forsake(self) -> None:
        """Whoever waits for an answer hears that it won't come."""
        for waiting in self._waiting.values():
            if not waiting.done():
                waiting.set_result(None)

    def _connected(self) -> None:
        self.health.connected = True
        self.health.last_error = None

    def _setback(self, trouble: str, wait: float = 0.0) -> float:
        if self.closing.is_set():
            return 0.0
        self.health.connected = False
        self.health.last_error = trouble
        log.warning("wecom_bot: %s", trouble)
        return wait

    async def _pause(self, seconds: float) -> None:
        """Wait so long, or until closing."""
        try:
            async with asyncio.timeout(seconds):
                await self.closing.wait()
        except TimeoutError:
            return


def _name(error: Exception) -> str:
    return "timed out" if isinstance(error, TimeoutError) else type(error).__name__
