"""The alarm clock: rings every so often, and forgets everything; the ledger decides what is due."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

log = logging.getLogger("fieldbook.clock")
FIRST = timedelta(seconds=1)
"""How long after the start it rings for the first time."""


async def run_clock(ring: Callable[[], Awaitable[object]], *, seconds: float = 20) -> None:
    """Call `ring` every so many seconds until cancelled. One that fails is logged; the next one tries again."""

    async def once() -> None:
        try:
            await ring()
        except Exception as error:  # noqa: BLE001  # the clock must not stop for what a sweep meets
            log.warning("the sweep failed: %s", type(error).__name__)

    scheduler = AsyncIOScheduler(timezone=UTC)
    scheduler.add_job(
        once,
        "interval",
        seconds=seconds,
        coalesce=True,
        max_instances=1,
        misfire_grace_time=None,
        next_run_time=datetime.now(UTC) + min(FIRST, timedelta(seconds=seconds)),
    )
    scheduler.start()
    try:
        await asyncio.Event().wait()
    finally:
        scheduler.shutdown(wait=False)
