"""The way in: waiting messages are accepted in one commit, then their platforms are acknowledged."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.faults import lines_of
from bot.messages import Incoming
from store import inbox
from store.db import Database, Unstorable

log = logging.getLogger("fieldbook.intake")


@dataclass
class Intake:
    """Writes messages into the inbox. Whoever comes while a commit runs shares the next one."""

    database: Database
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    _waiting: list[tuple[Sequence[Incoming], asyncio.Future[None]]] = field(default_factory=list)

    async def accept(self, messages: Sequence[Incoming]) -> None:
        """Return once the messages are committed; raises what the database raised."""
        if not messages:
            return
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((messages, done))
        async with self._lock:
            if not done.done():
                await self._commit_all()
        await done

    async def _commit_all(self) -> None:
        batch, self._waiting = self._waiting, []
        try:
            await self._write([message for messages, _ in batch for message in messages])
        except BaseException as error:
            for _, done in batch:
                if not done.done():
                    done.set_exception(error)
                    done.exception()  # whoever went away meanwhile must not leave an unread error behind
            if isinstance(error, asyncio.CancelledError):
                raise
            return
        for _, done in batch:
            if not done.done():
                done.set_result(None)
        self.arrived.set()

    async def _write(self, messages: Sequence[Incoming]) -> None:
        """Commit the messages together. One that no database can hold is left out: it would come for ever."""
        try:
            payloads = [message.model_dump(mode="json") for message in messages]
            async with self.database.begin() as session:
                await inbox.accept(session, payloads, self.clock())
        except Unstorable as error:
            if len(messages) > 1:
                for message in messages:
                    await self._write([message])
            else:
                log.error("a message on %s cannot be stored: %s", messages[0].channel, lines_of(error))
