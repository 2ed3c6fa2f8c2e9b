"""Holds what a platform sends only once until the house has it."""

import asyncio
import logging
import random
from collections import deque
from collections.abc import Sequence

from bot.channels import Accept
from bot.faults import lines_of
from bot.messages import Incoming

MOST_HELD = 10_000
"""Messages held while the books are out of reach; beyond, the platform is told that we are not there."""
LONGEST_PAUSE = 5.0

log = logging.getLogger(__name__)


class Holding:
    """Hands messages to the house in their order, again and again until they are in its books."""

    def __init__(self, accept: Accept) -> None:
        self._accept = accept
        self._held: deque[tuple[Sequence[Incoming], asyncio.Event]] = deque()
        self._handing: asyncio.Task[None] | None = None

    async def take(self, messages: Sequence[Incoming], *, within: float) -> bool:
        """Whether the messages are in the books within so many seconds. If not, they are held and tried again.

        False too where nothing more can be held.
        """
        if not messages:
            return True
        if len(self._held) >= MOST_HELD:
            log.error("no more than %s messages are held: one was refused", MOST_HELD)
            return False
        safe = asyncio.Event()
        self._held.append((messages, safe))
        if self._handing is None or self._handing.done():
            self._handing = asyncio.create_task(self._hand_over())
        try:
            async with asyncio.timeout(within):
                await safe.wait()
        except TimeoutError:
            return False
        return True

    async def close(self, within: float = 3.0) -> None:
        """Give what is held a last chance."""
        if self._held and (self._handing is None or self._handing.done()):
            self._handing = asyncio.create_task(self._hand_over())
        if self._handing is not None and not self._handing.done():
            await asyncio.wait([self._handing], timeout=within)
            self._handing.cancel()
            await asyncio.gather(self._handing, return_exceptions=True)
        if self._held:
            log.error("%s messages never came into the books", len(self._held))

    async def _hand_over(self) -> None:
        failures = 0
        while self._held:
            batch = list(self._held)
            try:
                await self._accept([message for messages, _ in batch for message in messages])
            except Exception as error:  # noqa: BLE001 - whatever ails the store, the platform won't say it again
                log.warning("%s messages wait for the books: %s", len(batch), lines_of(error))
                pause = min(LONGEST_PAUSE, 0.2 * 2**failures)
                await asyncio.sleep(random.uniform(pause / 2, pause))
                failures += 1
                continue
            failures = 0
            for _ in batch:
                _, safe = self._held.popleft()
                safe.set()
