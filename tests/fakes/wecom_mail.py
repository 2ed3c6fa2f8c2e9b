"""How the stand-in WeCom pushes callbacks: sealed by the vendor's library, five seconds each, three times in all."""

import asyncio
import itertools
import re
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import aiohttp
from wechatpy.enterprise.crypto import WeChatCrypto

ATTEMPTS = 3


@dataclass(frozen=True)
class Push:
    """One call of our callback; `status` 0 where it was not answered in time."""

    key: int
    status: int
    seconds: float
    answer: bytes = b""


class Mail:
    """Pushes what people do. One person's callbacks follow each other; different people's overtake."""

    def __init__(self, corp_id: str, agent_id: str, token: str, aes_key: str) -> None:
        self.url = ""
        self.pushes: list[Push] = []
        self.given_up: list[int] = []
        self.patience = 5.0
        self.retry_seconds = 0.02
        self.clock: Callable[[], float] = time.time
        self._corp_id, self._agent_id = corp_id, agent_id
        self._crypto = WeChatCrypto(token, aes_key, corp_id)
        self._numbers = itertools.count(1)
        self._lanes: dict[str, deque[tuple[int, str]]] = {}
        self._pushers: dict[str, asyncio.Task[None]] = {}
        self._session: aiohttp.ClientSession | None = None

    def post(self, lane: str, fields: Mapping[str, object]) -> int:
        """Send a callback when its turn comes; its number among the pushes."""
        key = next(self._numbers)
        self._lanes.setdefault(lane, deque()).append((key, self.xml(fields)))
        if lane not in self._pushers or self._pushers[lane].done():
            self._pushers[lane] = asyncio.create_task(self._push(lane))
        return key

    def xml(self, fields: Mapping[str, object]) -> str:
        return f"<xml>{''.join(_element(name, value) for name, value in fields.items())}</xml>"

    def sealed(self, plain: str, *, at: float | None = None) -> tuple[dict[str, str], bytes]:
        """The query and the body of a callback with this XML, signed at a moment."""
        timestamp, nonce = str(int(self.clock() if at is None else at)), "1372623149"
        xml = self._crypto.encrypt_message(plain, nonce, timestamp)
        encrypt, signature = _inner(xml, "Encrypt"), _inner(xml, "MsgSignature")
        body = (
            f"<xml><ToUserName><![CDATA[{self._corp_id}]]></ToUserName>"
            f"<Encrypt><![CDATA[{encrypt}]]></Encrypt>"
            f"<AgentID><![CDATA[{self._agent_id}]]></AgentID></xml>"
        )
        return {"msg_signature": signature, "timestamp": timestamp, "nonce": nonce}, body.encode()

    async def knock(self, query: Mapping[str, str], body: bytes) -> Push:
        """One call as it is, without another attempt."""
        return await self._call("POST", 0, query, body)

    async def verify(self, echo: str = "1616140317555161061") -> Push:
        """The console's question whether the address is ours; right is the plain echo within a second."""
        query, body = self.sealed(echo)
        query["echostr"] = _inner(body.decode(), "Encrypt")
        return await self._call("GET", 0, query, b"")

    async def delivered(self, seconds: float = 5.0) -> None:
        """Return when nothing waits any more."""
        async with asyncio.timeout(seconds):
            while any(self._lanes.values()):
                await asyncio.sleep(0.005)

    async def stop(self) -> None:
        for pusher in self._pushers.values():
            pusher.cancel()
        await asyncio.gather(*self._pushers.values(), return_exceptions=True)
        self._pushers.clear()
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _push(self, lane: str) -> None:
        while self._lanes[lane]:
            key, plain = self._lanes[lane][0]
            for _attempt in range(ATTEMPTS):
                query, body = self.sealed(plain)
                if (await self._call("POST", key, query, body)).status == 200:
                    break
                await asyncio.sleep(self.retry_seconds)
            else:
                self.given_up.append(key)
            self._lanes[lane].popleft()

    async def _call(self, method: str, key: int, query: Mapping[str, str], body: bytes) -> Push:
        self._session = self._session or aiohttp.ClientSession()
        begun, limit = time.monotonic(), aiohttp.ClientTimeout(total=self.patience)
        headers = {"Content-Type": "text/xml"}
        try:
            async with self._session.request(
                method, self.url, params=query, data=body or None, headers=headers, timeout=limit
            ) as seen:
                status, answer = seen.status, await seen.read()
        except (TimeoutError, aiohttp.ClientError, OSError):
            status, answer = 0, b""
        self.pushes.append(Push(key, status, time.monotonic() - begun, answer))
        return self.pushes[-1]


def _element(name: str, value: object) -> str:
    if isinstance(value, Mapping):
        return f"<{name}>{''.join(_element(*item) for item in value.items())}</{name}>"
    if isinstance(value, int | float):
        return f"<{name}>{value}</{name}>"
    return f"<{name}><![CDATA[{value}]]></{name}>"


def _inner(xml: str, name: str) -> str:
    found = re.search(rf"<{name}><!\[CDATA\[(.*?)\]\]></{name}>", xml, re.DOTALL)
    assert found
    return found[1]
