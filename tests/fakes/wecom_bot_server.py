"""A stand-in for WeCom's bot WebSocket and its files, in the test's own process."""

import asyncio
import itertools
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from aiohttp import WSMsgType, web

from tests.fakes.wecom_bot_books import NOT_SUBSCRIBED, REJECTED, Books, Chat, Open
from tests.fakes.wecom_bot_files import Files
from tests.fakes.wecom_bot_people import Group, Person
from tests.fakes.wecom_bot_uploads import Json, Refusal

OUR_EVENTS: Json = {"message": "aibot_msg_callback"}


@dataclass
class Fault:
    """Something that goes wrong `times` times (None: always) with one (None: every) command.

    drop: the connection breaks before anything is done · lost: it breaks after all was done ·
    mute: all is done and no answer comes · code: the frame is refused with `errcode`.
    """

    kind: Literal["drop", "lost", "mute", "code"]
    cmd: str | None = None
    times: int | None = 1
    errcode: int = 0


@dataclass(frozen=True)
class Call:
    """One frame of the bot, in the order in which they came; `errcode` None where it got no answer."""

    cmd: str
    req_id: str
    body: Json
    errcode: int | None


@dataclass(eq=False)
class Connection:
    socket: web.WebSocketResponse
    request: web.Request
    is_subscribed: bool = False

    async def send(self, frame: Json) -> None:
        await self.socket.send_str(json.dumps(frame, ensure_ascii=False))

    def cut(self) -> None:
        if self.request.transport is not None:
            self.request.transport.abort()


@dataclass
class Clock:
    """The time, which a test can move on."""

    ahead: float = 0.0

    def __call__(self) -> float:
        return time.time() + self.ahead


class WecomBotServer:
    """One bot. People and groups come by `user` and `group`."""

    def __init__(self, *, bot_id: str = "aib-bot", secret: str = "right", bot_name: str = "销售助手") -> None:
        self.bot_id, self.bot_name = bot_id, bot_name
        self.secret = secret
        self.clock = Clock()
        self.books = Books(self.clock)
        self.calls: list[Call] = []
        self.faults: list[Fault] = []
        self.is_silent = False  # no answers to pings
        self.pings = 0
        self.connections: list[Connection] = []
        self.port = 0
        self.files = Files(self.clock)
        self._req_ids = itertools.count(1)
        self._last: tuple[Any, Chat, Json, str] | None = None
        self._tasks: set[asyncio.Task[Any]] = set()
        self._runner: web.AppRunner | None = None

    @property
    def ws_url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/"

    @property
    def live(self) -> Connection | None:
        """The one connection that is subscribed."""
        return next((one for one in self.connections if one.is_subscribed), None)

    async def start(self, port: int = 0) -> None:
        """Listen, on the same port as before where there was one."""
        app = web.Application()
        app.router.add_get("/", self._serve)
        app.router.add_get("/media/{id}", self.files.serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port or self.port).start()
        self.port = int(self._runner.addresses[0][1])

    async def stop(self) -> None:
        """Break all connections and refuse new ones; everything is remembered for the next start."""
        for connection in self.connections:
            connection.cut()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=2)

    def user(self, id_: str, name: str = "小李") -> Person:
        self.books.chats.setdefault(id_, Chat(id_))
        return Person(self, id_, name)

    def group(self, id_: str) -> Group:
        self.books.chats.setdefault(id_, Chat(id_, is_group=True))
        return Group(self, id_)

    def fail(
        self, kind: Literal["drop", "lost", "mute", "code"], cmd: str | None = None, **how: Any
    ) -> Fault:
        self.faults.append(Fault(kind, cmd, **how))
        return self.faults[-1]

    def heal(self) -> None:
        self.faults.clear()

    def called(self, cmd: str) -> list[Call]:
        return [call for call in self.calls if call.cmd == cmd]

    def drop(self) -> None:
        """Break the live connection, as a network does."""
        if self.live is not None:
            self.live.cut()

    async def until(self, condition: Callable[[], object], seconds: float = 5.0) -> None:
        """Wait until something holds."""
        async with asyncio.timeout(seconds):
            while not condition():
                await asyncio.sleep(0.005)

    async def tell(self, kind: Any, chat: Chat, body: Json, task_id: str = "") -> str:
        """Send a callback over the live connection, for which it waits; the id of the message."""
        await self.until(lambda: self.live is not None, 15.0)
        self._last = (kind, chat, body, task_id)
        req_id = f"req{next(self._req_ids)}"
        self.books.open[req_id] = Open(kind, chat, self.clock(), task_id)
        await self.send_raw(
            {
                "cmd": OUR_EVENTS.get(kind, "aibot_event_callback"),
                "headers": {"req_id": req_id},
                "body": body,
            }
        )
        return str(body["msgid"])

    async def repeats(self) -> None:
        """Tell the last callback once more, under a new request id."""
        assert self._last is not None
        await self.tell(*self._last)

    async def send_raw(self, frame: Json | str | bytes) -> None:
        """Send whatever it is over the live connection."""
        assert self.live is not None
        match frame:
            case str():
                await self.live.socket.send_str(frame)
            case bytes():
                await self.live.socket.send_bytes(frame)
            case _:
                await self.live.send(frame)

    def media(self, content: bytes, name: str = "") -> tuple[str, str]:
        """The address of an encrypted file, and its key."""
        id_, aes_key = self.files.seal(content, name)
        return f"http://127.0.0.1:{self.port}/media/{id_}", aes_key

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse(timeout=0.5)
        await socket.prepare(request)
        connection = Connection(socket, request)
        self.connections.append(connection)
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    await self._take(connection, json.loads(message.data))
        except ConnectionError:
            pass  # it was cut while we answered
        finally:
            connection.is_subscribed = False
            self.connections.remove(connection)
        return socket

    async def _take(self, connection: Connection, frame: Json) -> None:
        cmd, req_id, body = frame["cmd"], frame["headers"]["req_id"], frame.get("body", {})
        if cmd == "ping":
            self.pings += 1
            if self.is_silent:
                return
        fault = self._fault(cmd)
        if fault is not None and fault.kind == "drop":
            self.calls.append(Call(cmd, req_id, body, None))
            connection.cut()
            return
        errcode, errmsg, told = await self._judge(connection, cmd, req_id, body, fault)
        unheard = fault is not None and fault.kind in ("lost", "mute")
        self.calls.append(Call(cmd, req_id, body, None if unheard else errcode))
        if fault is not None and fault.kind == "lost":
            connection.cut()
        elif not unheard:
            answer: Json = {"headers": {"req_id": req_id}, "errcode": errcode, "errmsg": errmsg}
            await connection.send({**answer, **({"body": told} if told else {})})

    async def _judge(
        self, connection: Connection, cmd: str, req_id: str, body: Json, fault: Fault | None
    ) -> tuple[int, str, Json]:
        try:
            if fault is not None and fault.kind == "code":
                raise Refusal(fault.errcode, "a fault")
            if cmd == "aibot_subscribe":
                await self._subscribe(connection, body)
                return 0, "ok", {}
            if not connection.is_subscribed:
                raise Refusal(NOT_SUBSCRIBED, "aibot websocket not subscribed")
            return 0, "ok", {} if cmd == "ping" else self.books.carry_out(cmd, req_id, body)
        except Refusal as refusal:
            return refusal.errcode, str(refusal), {}

    async def _subscribe(self, connection: Connection, body: Json) -> None:
        if (body.get("bot_id"), body.get("secret")) != (self.bot_id, self.secret):
            raise Refusal(REJECTED, "invalid bot_id or secret")
        older, connection.is_subscribed = self.live, True
        if older is not None and older is not connection:
            older.is_subscribed = False
            event = {"msgtype": "event", "event": {"eventtype": "disconnected_event"}}
            body = {"msgid": "kick", "create_time": int(self.clock()), "aibotid": self.bot_id, **event}
            await older.send({"cmd": "aibot_event_callback", "headers": {"req_id": "kick"}, "body": body})
            closing = asyncio.create_task(older.socket.close())
            self._tasks.add(closing)
            closing.add_done_callback(self._tasks.discard)

    def _fault(self, cmd: str) -> Fault | None:
        for fault in self.faults:
            if fault.cmd in (None, cmd):
                if fault.times is not None:
                    fault.times -= 1
                    if fault.times <= 0:
                        self.faults.remove(fault)
                return fault
        return None
