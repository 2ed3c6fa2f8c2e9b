"""Stream mode: one connection that we open, over which DingTalk pushes what people say and press."""

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus

import aiohttp

from bot.channels import TryLater
from bot.channels.calls import Backoff, Caller
from bot.channels.dingtalk_api import REJECTED_SECONDS, Api, Denied
from bot.faults import lines_of

MESSAGES = "/v1.0/im/bot/messages/get"
PRESSES = "/v1.0/card/instances/callback"
KEEPALIVE_SECONDS = 30.0
"""How often we ask whether the other end is there; half as long without an answer ends the connection."""
LAST_WORDS_SECONDS = 12.0  # DingTalk closes a connection ten seconds after it has told us to leave it
STEADY_SECONDS = 5.0  # a connection that lasted so long was no failure
CONNECT_SECONDS = 30.0  # to be given a ticket and to use it
LONGEST_PAUSE = 300.0  # meanwhile what people say is lost
MOST_FRAME_BYTES = 4 * 2**20

OK, BAD, UNKNOWN, BUSY = 200, 400, 404, 500

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Frame:
    """One push: its topic, id and send time (milliseconds, as text), and its data."""

    topic: str
    id: str
    sent_at: object
    data: Mapping[str, Any]


Hear = Callable[[Frame], Awaitable[int]]
"""Takes a message or a press; the code to acknowledge it with."""
Tell = Callable[[str | None], None]
"""Told of trouble in short words, or with None that the link stands."""


class Stream:
    """Keeps one connection open until `close`, and acknowledges what comes over it."""

    def __init__(self, api: Api, caller: Caller, hear: Hear, tell: Tell) -> None:
        self._api, self._caller = api, caller
        self._hear, self._tell = hear, tell
        self._closing = asyncio.Event()
        self._backoff = Backoff(first=0.4, most=60.0)
        self._work: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        try:
            while not self._closing.is_set():
                await self._stay_connected()
        except asyncio.CancelledError:
            await self.close(0.0)
            raise

    async def _stay_connected(self) -> None:
        """One connection, until another should be opened in its place."""
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                socket = await self._connect()
        except TryLater as later:
            await self._pause(str(later), max(self._backoff.next(), min(later.after, LONGEST_PAUSE)))
            return
        except Denied as refusal:
            await self._pause(f"{refusal}: see that the robot is in Stream mode", REJECTED_SECONDS)
            return
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            await self._pause(type(error).__name__, self._backoff.next())
            return
        self._tell(None)
        opened, leaving = time.monotonic(), asyncio.Event()
        self._start(self._read(socket, leaving))
        await leaving.wait()
        if socket.closed:
            self._tell("the connection broke off")
        if time.monotonic() - opened > STEADY_SECONDS:
            self._backoff.reset()
        else:
            await self._pause("the connection broke off" if socket.closed else None, self._backoff.next())

    async def close(self, within: float = 3.0) -> None:
        """Leave: what is under way is acknowledged first, as far as that takes no longer than `within`."""
        self._closing.set()
        hearing = [task for task in self._work if task.get_name() != "read"]
        if hearing:
            await asyncio.wait(hearing, timeout=within)
        left = list(self._work)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    async def _connect(self) -> aiohttp.ClientWebSocketResponse:
        endpoint, ticket = await self._api.open_connection((MESSAGES, PRESSES))
        self._check(endpoint)
        joint = "&" if "?" in endpoint else "?"
        return await self._caller.session.ws_connect(
            f"{endpoint}{joint}ticket={quote_plus(ticket)}",
            heartbeat=KEEPALIVE_SECONDS,
            max_msg_size=MOST_FRAME_BYTES,
            timeout=aiohttp.ClientWSTimeout(ws_close=1.0),
        )

    def _check(self, endpoint: str) -> None:
        """Raise `TryLater` where what goes to the address could be read on its way; but for a stand-in's."""
        plain = endpoint.startswith("ws://") and self._api.api_base.startswith("http://")
        if not plain and not endpoint.startswith("wss://"):
            raise TryLater(REJECTED_SECONDS, "DingTalk names no wss:// address")

    async def _read(self, socket: aiohttp.ClientWebSocketResponse, leaving: asyncio.Event) -> None:
        """Hear everything until the connection ends; set `leaving` once another should be opened.

        A connection that we are told to leave is read until DingTalk closes it: nothing on its way is lost.
        """
        try:
            async with asyncio.timeout(None) as patience:
                async for message in socket:
                    if message.type != aiohttp.WSMsgType.TEXT:
                        continue
                    if self._take(socket, message.data) and not leaving.is_set():
                        leaving.set()
                        patience.reschedule(asyncio.get_running_loop().time() + LAST_WORDS_SECONDS)
        except TimeoutError:
            log.info("dingtalk: left a connection that was not closed")
        finally:
            leaving.set()
            await socket.close()

    def _take(self, socket: aiohttp.ClientWebSocketResponse, text: str) -> bool:
        """Take one frame in hand; whether it tells us to leave this connection."""
        try:
            envelope = json.loads(text)
            kind, headers = envelope["type"], envelope["headers"]
            topic, id_ = str(headers["topic"]), str(headers.get("messageId") or "")
            data = envelope.get("data")
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            log.warning("dingtalk: a frame has no known form (%s)", type(error).__name__)
            return False
        match kind, topic:
            case "SYSTEM", "disconnect":
                return True
            case "SYSTEM", "ping":
                self._start(_acknowledge(socket, id_, OK, data if isinstance(data, str) else "{}"))
            case "CALLBACK", _:
                self._start(self._call_back(socket, topic, id_, headers.get("time"), data))
            case "EVENT", _:
                self._start(_acknowledge(socket, id_, OK, json.dumps({"status": "SUCCESS", "message": ""})))
            case _:
                log.info("dingtalk: a frame of an unknown kind")
        return False

    async def _call_back(
        self, socket: aiohttp.ClientWebSocketResponse, topic: str, id_: str, sent_at: object, data: object
    ) -> None:
        try:
            told = json.loads(data) if isinstance(data, str) else data
        except (ValueError, RecursionError):
            told = None
        if topic not in (MESSAGES, PRESSES):
            code = UNKNOWN
        elif not isinstance(told, dict):
            log.warning("dingtalk: a callback's data is no object")
            code = BAD
        else:
            code = await self._hear(Frame(topic, id_, sent_at, told))
        await _acknowledge(socket, id_, code, json.dumps({"response": {} if topic == PRESSES else None}))

    def _start(self, work: Any) -> None:
        task = asyncio.create_task(work, name=work.__name__.strip("_"))
        self._work.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._work.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("dingtalk: a frame could not be handled: %s", lines_of(error))

    async def _pause(self, trouble: str | None, seconds: float) -> None:
        if self._closing.is_set():
            return
        if trouble:
            self._tell(trouble)
            log.warning("dingtalk: %s; again in %.1f s", trouble, seconds)
        try:
            await asyncio.wait_for(self._closing.wait(), seconds)
        except TimeoutError:
            return


async def _acknowledge(socket: aiohttp.ClientWebSocketResponse, id_: str, code: int, data: str) -> None:
    """Answer a frame on the connection that brought it; a connection that is gone wants no answer."""
    answer = {
        "code": code,
        "headers": {"messageId": id_, "contentType": "application/json"},
        "message": "OK" if code == OK else "not taken",
        "data": data,
    }
    try:
        await socket.send_json(answer)
    except (aiohttp.ClientError, ConnectionError, RuntimeError):
        log.info("dingtalk: a frame could not be acknowledged any more")
