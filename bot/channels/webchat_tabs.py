"""The open tabs of the web chat, and the stream of events to each of them."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from aiohttp import ClientConnectionResetError, web

HEARTBEAT = 20.0
"""Seconds of silence after which the stream says that it lives; the page waits for two of them."""

TABS_PER_ACCOUNT = 20
_EVENTS_PER_TAB = 200
_WRITE_WITHIN = 30.0


class TooManyTabs(Exception):
    """An account has as many tabs open as it may."""


@dataclass(eq=False)
class Tab:
    """One open page; `events` ends with None."""

    account: str
    session: str
    events: asyncio.Queue[bytes | None] = field(default_factory=lambda: asyncio.Queue(_EVENTS_PER_TAB))

    def put(self, event: bytes | None) -> None:
        """Queue an event; a tab that does not read is ended, and catches up when it comes back."""
        if event is None or self.events.full():
            while not self.events.empty():
                self.events.get_nowait()
            event = None
        self.events.put_nowait(event)


class Tabs:
    """Who has the page open."""

    def __init__(self, heartbeat: float = HEARTBEAT) -> None:
        self._open: dict[str, set[Tab]] = {}
        self._heartbeat = heartbeat

    def push(self, account: str, name: str, content: object) -> None:
        """Tell every open tab of an account."""
        event = encoded(name, content)
        for tab in tuple(self._open.get(account, ())):
            tab.put(event)

    def end(self, session: str | None = None) -> None:
        """End the streams of a session, or all of them."""
        for tab in [tab for tabs in self._open.values() for tab in tabs]:
            if session is None or tab.session == session:
                tab.put(None)

    @contextmanager
    def opened(self, account: str, session: str) -> Iterator[Tab]:
        """A tab that gets the events of its account as long as the context lasts. Raises `TooManyTabs`."""
        tabs = self._open.setdefault(account, set())
        if len(tabs) >= TABS_PER_ACCOUNT:
            raise TooManyTabs(account)
        tab = Tab(account, session)
        tabs.add(tab)
        try:
            yield tab
        finally:
            tabs.discard(tab)
            if not tabs:
                self._open.pop(account, None)

    async def feed(
        self, tab: Tab, stream: web.StreamResponse, allowed: Callable[[], Awaitable[bool]]
    ) -> None:
        """Write a tab's events until the tab is ended, the reader is gone or is no longer allowed."""
        event: bytes | None = encoded("beat", None)
        try:
            while event is not None:
                async with asyncio.timeout(_WRITE_WITHIN):
                    await stream.write(event)
                event = await self._next(tab, allowed)
            async with asyncio.timeout(_WRITE_WITHIN):
                await stream.write_eof()
        except (ClientConnectionResetError, TimeoutError):
            return

    async def _next(self, tab: Tab, allowed: Callable[[], Awaitable[bool]]) -> bytes | None:
        try:
            async with asyncio.timeout(self._heartbeat):
                return await tab.events.get()
        except TimeoutError:
            return encoded("beat", None) if await allowed() else None


def encoded(name: str, content: object) -> bytes:
    """A server-sent event; JSON has no raw line breaks, so one data line holds it."""
    return f"event: {name}\ndata: {json.dumps(content)}\n\n".encode()
