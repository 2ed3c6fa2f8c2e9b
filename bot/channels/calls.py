"""Calls to a platform's own API: one connection pool, patience, and a token shared by all who call."""

import asyncio
import json
import random
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from bot.channels import TryLater, Unreachable

CONNECT_SECONDS = 10.0
PAUSE_SECONDS = 5.0  # when a platform asks for a pause and does not say how long
MOST_BYTES = 20 * 1024 * 1024
"""The largest file that is fetched."""
_INSIDE = frozenset({"local", "localhost", "internal", "lan", "home", "corp", "intranet"})
EARLY_SECONDS = 300.0  # a token is renewed so long before it ends


class Outage(TryLater):
    """A platform answers nothing that can be read; `status` is its HTTP status, 0 where it answers nothing."""

    def __init__(self, after: float, reason: str = "", status: int = 0) -> None:
        super().__init__(after, reason or f"HTTP {status}")
        self.status = status


@dataclass
class Backoff:
    """Seconds to wait after one failure upon another: doubling, with jitter, never above `most`."""

    first: float = 1.0
    most: float = 30.0
    failures: int = 0

    def next(self) -> float:
        self.failures += 1
        ceiling = min(self.most, self.first * 2 ** min(self.failures - 1, 16))
        return random.uniform(ceiling / 2, ceiling)

    def reset(self) -> None:
        self.failures = 0


@dataclass(frozen=True)
class Answer:
    """What a platform answered, a refusal too."""

    status: int
    body: Mapping[str, Any]


class Caller:
    """One client session for all calls. No error of its tells an address: those hold tokens."""

    def __init__(self, *, seconds: float = 15.0) -> None:
        self._timeout = aiohttp.ClientTimeout(total=seconds + CONNECT_SECONDS, sock_connect=CONNECT_SECONDS)
        self._session: aiohttp.ClientSession | None = None
        self._closed = False

    @property
    def session(self) -> aiohttp.ClientSession:
        """Raises `TryLater` once closed."""
        if self._closed:
            raise TryLater(PAUSE_SECONDS, "closed")
        if self._session is None:
            self._session = aiohttp.ClientSession()
        return self._session

    async def call(self, method: str, url: str, **options: Any) -> Answer:
        """A JSON answer, refusals included. Raises `TryLater` for outages, 5xx and 429."""
        status, body, _ = await self._read(method, url, **options)
        try:
            answer = json.loads(body)
        except (ValueError, RecursionError):
            raise Outage(PAUSE_SECONDS, f"HTTP {status}: the answer is not JSON", status) from None
        if not isinstance(answer, dict):
            raise Outage(PAUSE_SECONDS, f"HTTP {status}: the answer is not an object", status)
        return Answer(status, answer)

    async def fetch(self, url: str, **options: Any) -> tuple[bytes, Mapping[str, str]]:
        """A file and its headers. Raises `TryLater`, or `Unreachable` where it is gone, too large or elsewhere."""
        status, body, headers = await self._read("GET", url, allow_redirects=False, **options)
        if status >= HTTPStatus.MULTIPLE_CHOICES:
            raise Unreachable(f"HTTP {status}")
        return body, headers

    async def close(self) -> None:
        self._closed = True
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def _read(self, method: str, url: str, **options: Any) -> tuple[int, bytes, Mapping[str, str]]:
        try:
            async with self.session.request(method, url, timeout=self._timeout, **options) as response:
                if response.status == HTTPStatus.TOO_MANY_REQUESTS:
                    raise Outage(_pause(response.headers), status=response.status)
                if response.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                    raise Outage(PAUSE_SECONDS, status=response.status)
                body = bytearray()
                async for chunk in response.content.iter_chunked(65_536):
                    body += chunk
                    if len(body) > MOST_BYTES:
                        raise Unreachable("the file is too large")
                return response.status, bytes(body), response.headers
        except TimeoutError:
            raise Outage(PAUSE_SECONDS, "timed out") from None
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise Outage(PAUSE_SECONDS, type(error).__name__) from None


class Token:
    """An access token: fetched once for all who ask meanwhile, and anew before it ends or when refused."""

    def __init__(self, fetch: Callable[[], Awaitable[tuple[str, float]]]) -> None:
        self._fetch = fetch  # the token and the seconds that it lives
        self._lock = asyncio.Lock()
        self._token = ""
        self._until = 0.0

    async def get(self) -> str:
        async with self._lock:
            if not self._token or time.monotonic() >= self._until:
                self._token, life = await self._fetch()
                self._until = time.monotonic() + max(life - EARLY_SECONDS, life / 2)
            return self._token

    def refused(self, token: str) -> None:
        """The platform no longer takes this token: the next who asks fetches a new one."""
        if token == self._token:
            self._token = ""


def may_fetch(address: str, base: str, *, schemes: tuple[str, ...] = ("https",)) -> bool:
    """Whether a file may be fetched from an address that came from outside: it must name a public host.

    An address by number, or a name without a domain, would lead into our own network. What lies on the host of
    `base`, the configured address of the platform, always may. Names are not looked up.
    """
    try:
        parts, host = urlsplit(address), urlsplit(address).hostname or ""
        if host and host == urlsplit(base).hostname:
            return parts.scheme in ("https", "http")
    except ValueError:
        return False
    labels = host.rstrip(".").split(".")
    is_public = len(labels) > 1 and labels[-1][:1].isalpha() and labels[-1] not in _INSIDE
    return is_public and parts.scheme in schemes and parts.username is None


def _pause(headers: Mapping[str, str]) -> float:
    try:
        return max(1.0, min(3600.0, float(headers.get("Retry-After", ""))))
    except ValueError:
        return PAUSE_SECONDS
