"""The running service: the loops that work off the two ledgers, and what is told of their health."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.channels import Channel
from bot.delivery import Delivery
from bot.dispatch import Answered, Dispatcher
from bot.faults import lines_of
from bot.intake import Intake
from bot.reminding import Rule, sweep
from store import inbox, outbox
from store.db import Database, backoff, is_passing

log = logging.getLogger("fieldbook.service")
SENDERS = 8
"""How many batches of answers are sent at once: a slow platform holds up nobody on another."""
IDLE = 0.5
"""Seconds between two looks at a ledger that seemed empty, where other processes may write into it."""
STUCK = 300.0
"""Seconds after which a waiting message or an unsent answer makes the service unwell."""


@dataclass
class Service:
    """Everything that runs in one process. Its loops are started by the front door."""

    database: Database
    intake: Intake
    dispatcher: Dispatcher
    delivery: Delivery
    channels: Mapping[str, Channel]
    rules: Sequence[Rule]
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    handed: asyncio.Queue[Answered] = field(default_factory=lambda: asyncio.Queue(SENDERS))
    written: asyncio.Event = field(default_factory=asyncio.Event)
    asked: asyncio.Event = field(default_factory=asyncio.Event)  # something may have to be brought
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    turns: int = 0

    async def prepare(self) -> None:
        """Take over what an earlier run left behind. On PostgreSQL its leases end by themselves."""
        if self.database.is_sqlite:
            async with self.database.begin() as session:
                await outbox.release_all(session)

    def stop(self) -> None:
        """End the work after what is in hand: what is being sent is still written down."""
        self.stopping.set()
        self.intake.arrived.set()
        self.written.set()
        self.asked.set()

    async def work_inbox(self) -> None:
        """Take turns as long as anything waits, then wait for what arrives."""
        attempt = 0
        while not self.stopping.is_set():
            self.intake.arrived.clear()
            try:
                answered = await self.dispatcher.take_turns()
            except Exception as error:
                attempt = await self._rest(error, attempt, "turns")
                continue
            attempt = 0
            self.turns += answered.messages
            if answered.errands:
                self.asked.set()
            if answered.leased:
                await self.handed.put(answered)
            if not answered.messages:
                await _wait(self.intake.arrived, IDLE)
        for _sender in range(SENDERS):
            await self.handed.put(Answered(0))

    async def send_answers(self) -> None:
        """Send what a turn has handed over. What fails here stays in the outbox until its lease ends."""
        while (answered := await self.handed.get()).messages:
            try:
                await self.delivery.send(answered.leased, answered.lease)
            except Exception as error:
                await self._rest(error, 0, "answers")
            self.written.set()  # a lane that had to wait, or held more than was claimed

    async def work_outbox(self) -> None:
        """Send reminders, and answers that could not be sent at once; beside them, run the errands."""
        await asyncio.gather(
            self._work_off(self.delivery.deliver, self.written, "delivery"),
            self._work_off(self.delivery.run_errands, self.asked, "errands"),
        )

    async def _work_off(self, work: Callable[[], Awaitable[int]], waiting: asyncio.Event, what: str) -> None:
        """Work as long as there is something; `work` tells how many rows it looked at."""
        attempt = 0
        while not self.stopping.is_set():
            waiting.clear()
            try:
                seen = await work()
            except Exception as error:
                attempt = await self._rest(error, attempt, what)
                continue
            attempt = 0
            if not seen:
                await _wait(waiting, IDLE)

    async def sweep(self) -> int:
        """Plan every reminder that is due; how many were new."""
        count = await sweep(self.database, self.rules, self.clock())
        if count:
            self.written.set()
        return count

    async def run_channel(self, channel: Channel) -> None:
        """Keep a channel running: what ends it unexpectedly is logged, and it begins again."""
        attempt = 0
        while True:
            try:
                await channel.run(self.intake.accept)
                return
            except Exception as error:
                channel.health.connected = False
                channel.health.last_error = type(error).__name__
                log.warning("channel %s stopped: %s", channel.name, type(error).__name__)
            await asyncio.sleep(backoff(attempt))
            attempt += 1

    async def health(self) -> dict[str, object]:
        """What `/health` shows; `ok` is False while the database is away or something is stuck."""
        channels = {
            name: {
                "connected": channel.health.connected,
                "last_in": channel.health.last_in,
                "last_out": channel.health.last_out,
                "last_error": channel.health.last_error,
            }
            for name, channel in self.channels.items()
        }
        try:
            waiting, unsent = await self._depths()
        except Exception as error:
            if not is_passing(error):
                raise
            return {"ok": False, "database": "away", "channels": channels}
        stuck = max(waiting["oldest_seconds"], unsent["oldest_seconds"]) > STUCK
        return {"ok": not stuck, "database": "up", "channels": channels, "inbox": waiting, "outbox": unsent}

    async def metrics(self) -> str:
        """What `/metrics` shows, in the Prometheus text form."""
        lines = ["# TYPE fieldbook_turns_total counter", f"fieldbook_turns_total {self.turns}"]
        lines += ["# TYPE fieldbook_channel_connected gauge"]
        for name, channel in self.channels.items():
            lines.append(f'fieldbook_channel_connected{{channel="{name}"}} {int(channel.health.connected)}')
        try:
            waiting, unsent = await self._depths()
        except Exception as error:
            if not is_passing(error):
                raise
            return "\n".join([*lines, *_database_up(0), ""])
        lines += [
            *_database_up(1),
            "# TYPE fieldbook_inbox_waiting gauge",
            f"fieldbook_inbox_waiting {waiting['count']:.0f}",
            "# TYPE fieldbook_inbox_oldest_seconds gauge",
            f"fieldbook_inbox_oldest_seconds {waiting['oldest_seconds']:.3f}",
            "# TYPE fieldbook_outbox_unsent gauge",
            f"fieldbook_outbox_unsent {unsent['count']:.0f}",
            "# TYPE fieldbook_outbox_oldest_seconds gauge",
            f"fieldbook_outbox_oldest_seconds {unsent['oldest_seconds']:.3f}",
        ]
        return "\n".join(lines) + "\n"

    async def _depths(self) -> tuple[dict[str, float], dict[str, float]]:
        async with self.database.begin() as session:
            now = self.clock()
            waiting, since = await inbox.oldest_waiting(session)
            unsent, unsent_since = await outbox.oldest_unsent(session)
        return _depth(waiting, since, now), _depth(unsent, unsent_since, now)

    async def _rest(self, error: Exception, attempt: int, what: str) -> int:
        """Wait after a failure that passes; log one that should not be."""
        if is_passing(error):
            log.warning("%s wait for the database: %s", what, type(error).__name__)
        else:
            log.error("%s failed: %s", what, lines_of(error))
        await asyncio.sleep(backoff(attempt, longest=5))
        return attempt + 1


def _database_up(up: int) -> tuple[str, str]:
    return "# TYPE fieldbook_database_up gauge", f"fieldbook_database_up {up}"


def _depth(count: int, since: datetime | None, now: datetime) -> dict[str, float]:
    return {"count": count, "oldest_seconds": max(0.0, (now - since).total_seconds()) if since else 0.0}


async def _wait(event: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return
