"""The alarm clock: it rings again after an error, and one occasion is written once."""

import asyncio

import pytest

from reminders.clock import run_clock
from store.ledgers import OutboxRow
from tests.reminding import REMIND, with_wang


async def test_the_clock_rings_goes_on_after_an_error_and_stops_cleanly():
    rings = []

    async def ring():
        rings.append(1)
        if len(rings) == 1:
            raise OSError("the database is away")

    clock = asyncio.create_task(run_clock(ring, seconds=0.05))
    await asyncio.sleep(0.5)
    clock.cancel()
    with pytest.raises(asyncio.CancelledError):
        await clock
    assert len(rings) > 2
    stopped = len(rings)
    await asyncio.sleep(0.15)
    assert len(rings) == stopped


async def test_a_sweep_writes_one_row_for_each_occasion(hire, town):
    li = await with_wang(hire)
    await li.says(REMIND)
    town.clock.set("2026-05-07 09:00")
    await town.remind()
    await li.says("1小时后")
    town.clock.set("2026-05-07 10:00")
    await town.remind()
    keys = [row.key for row in await town.all(OutboxRow, rule="commitment_due")]
    assert len(keys) == len(set(keys)) == 2
