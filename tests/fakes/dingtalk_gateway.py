"""The stand-in's Stream gateway: tickets, connections, pushes, and what the robot answers to them."""

import asyncio
import itertools
import json
import random
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

Json = dict[str, Any]

MESSAGES = "/v1.0/im/bot/messages/get"
PRESSES = "/v1.0/card/instances/callback"
TICKET_SECONDS = 90.0


@dataclass
class Connection:
    """One open connection; one that was told to leave gets no more pushes."""

    socket: web.WebSocketResponse
    request: web.Request
    topics: frozenset[str]
    leaving: bool = False


@dataclass(frozen=True)
class Ack:
    """What the robot answered to a push, and after how many seconds."""

    code: int
    data: Json
    after: float


@dataclass
class Gateway:
    """Pushes once, to one connection at random, and never again: what nobody hears is lost."""

    clock: Callable[[], float]
    grace: float = 10.0  # seconds from the word to leave to the end of a connection
    connections: list[Connection] = field(default_factory=list)
    acks: dict[str, Ack] = field(default_factory=dict)
    sent: dict[str, float] = field(default_factory=dict)
    lost: list[Json] = field(default_factory=list)
    opened: int = 0
    deaf: bool = False  # takes no new connections
    _tickets: dict[str, tuple[float, frozenset[str]]] = field(default_factory=dict)
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    _random: random.Random = field(default_factory=lambda: random.Random(7))
    _closers: set["asyncio.Task[None]"] = field(default_factory=set)

    def ticket(self, topics: frozenset[str]) -> str:
        id_ = f"ticket+{next(self._numbers)}/="
        self._tickets[id_] = (self.clock(), topics)
        return id_

    async def connect(self, request: web.Request) -> web.StreamResponse:
        issued, topics = self._tickets.pop(request.query.get("ticket", ""), (None, frozenset[str]()))
        if issued is None or self.clock() - issued > TICKET_SECONDS or self.deaf:
            return web.Response(status=401)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        connection = Connection(socket, request, topics)
        self.connections.append(connection)
        self.opened += 1
        try:
            async for message in socket:
                if message.type == WSMsgType.TEXT:
                    self._answered(json.loads(message.data))
        finally:
            self.connections.remove(connection)
        return socket

    @property
    def listening(self) -> list[Connection]:
        return [one for one in self.connections if not one.leaving and not one.socket.closed]

    async def call_back(self, topic: str, data: Json, *, id_: str = "") -> str:
        """Push to one of the connections that subscribed to the topic; the id of the push."""
        return await self.push({"type": "CALLBACK"}, topic, json.dumps(data, ensure_ascii=False), id_)

    async def push(self, frame: Json, topic: str, data: str, id_: str = "", **headers: str) -> str:
        id_ = id_ or f"213d841d_{next(self._numbers)}"
        whole = {
            "specVersion": "1.0",
            **frame,
            "headers": {
                "appId": "app",
                "connectionId": "c",
                "contentType": "application/json",
                "messageId": id_,
                "time": str(int(self.clock() * 1000)),
                "topic": topic,
                **headers,
            },
            "data": data,
        }
        ready = [one for one in self.listening if frame["type"] != "CALLBACK" or topic in one.topics]
        if not ready:
            self.lost.append(whole)
            return id_
        self.sent[id_] = time.monotonic()
        await self._random.choice(ready).socket.send_str(json.dumps(whole, ensure_ascii=False))
        return id_

    async def push_text(self, text: str) -> None:
        """Anything at all, to every connection; what is too much for the other end breaks it."""
        for connection in self.listening:
            with suppress(ConnectionError):
                await connection.socket.send_str(text)

    async def ping(self) -> Ack:
        """A ping and its echo."""
        id_ = await self.push({"type": "SYSTEM"}, "ping", json.dumps({"opaque": "0f-3"}))
        return await self.acknowledged(id_)

    async def disconnect(self) -> None:
        """Tell every connection to leave, and end it after the grace."""
        for connection in self.listening:
            connection.leaving = True
            frame = {
                "type": "SYSTEM",
                "headers": {"topic": "disconnect", "contentType": "application/json"},
                "data": json.dumps({"reason": "connection is expired"}),
            }
            await connection.socket.send_json(frame)
            self._later(self.grace, connection)

    async def drop(self) -> None:
        """Break every connection without a word."""
        for connection in list(self.connections):
            if connection.request.transport is not None:
                connection.request.transport.abort()

    async def acknowledged(self, id_: str, seconds: float = 4.0) -> Ack:
        async with asyncio.timeout(seconds):
            while id_ not in self.acks:
                await asyncio.sleep(0.01)
        return self.acks[id_]

    async def connected(self, seconds: float = 5.0) -> None:
        """Wait until somebody listens."""
        async with asyncio.timeout(seconds):
            while not self.listening:
                await asyncio.sleep(0.01)

    async def stop(self) -> None:
        for closer in self._closers:
            closer.cancel()
        await asyncio.gather(*self._closers, return_exceptions=True)
        await self.drop()
        self._tickets.clear()

    def _answered(self, answer: Json) -> None:
        id_ = answer["headers"]["messageId"]
        assert answer["headers"]["contentType"] == "application/json"
        after = time.monotonic() - self.sent.get(id_, time.monotonic())
        self.acks[id_] = Ack(answer["code"], json.loads(answer["data"]), after)

    def _later(self, seconds: float, connection: Connection) -> None:
        async def end() -> None:
            await asyncio.sleep(seconds)
            await connection.socket.close()

        task = asyncio.create_task(end())
        self._closers.add(task)
        task.add_done_callback(self._closers.discard)
