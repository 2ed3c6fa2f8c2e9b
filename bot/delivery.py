"""The outbox goes out: in order within a conversation, retried when that may help, given up when it cannot."""

import asyncio
import logging
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol

from bot.channels import Channel, Rejected, TryLater, Unreachable
from bot.channels.degrade import outgoing
from bot.errands import Asked, brought
from bot.faults import lines_of
from bot.messages import Outgoing, Reply, storable
from bot.pace import Pace
from bot.undelivered import tell_of_failures
from store import dialogs, inbox, outbox, people
from store.db import AsyncSession, Database, backoff, is_passing
from store.files import Files
from store.ledgers import Card, OutboxRow
from store.outbox import LaneKey, Outcome

log = logging.getLogger("fieldbook.delivery")
LONGEST_LANE = 8.0
"""Seconds after which no further message of a claimed lane is begun."""
LONGEST_SEND = 20.0
"""Seconds that one message may take: with those before it, less than the lease."""
CHANNEL_AWAY = timedelta(minutes=1)
GIVE_UP_AFTER = timedelta(days=3)
BRINGS = 8
"""How often an errand is tried: platforms keep a file for minutes."""
AT_ONCE = 8
"""Conversations whose errands run at once: each may hold a large file in memory."""
MARKS = 4
"""How often marking a tapped card holds up what follows; then it waits by itself."""
MARK_PAUSE = 60.0
"""Seconds between two further attempts."""
FILE_TRIES = 3
"""How often a message is tried with its files where time runs out; then its words go alone."""
SHORT_WAIT = 1.0
"""Seconds that a sender waits for its turn at a platform; a longer wait is the lane's."""
TIMED_OUT = "timed out"
WORDINGS = 3
"""How often a reminder is worded that cannot be, because of a mistake of ours."""


class Composer(Protocol):
    """Words a reminder when it is sent. None: it no longer holds, or its recipient may not see it any more."""

    async def __call__(self, session: AsyncSession, row: OutboxRow, now: datetime) -> Reply | None: ...


@dataclass(frozen=True)
class Prepared:
    """A row with what is to be sent; no message where it no longer holds.

    `waits` where its channel does not run in this house: the row stays until it does.
    `fault` is the mistake of ours that kept it from being worded.
    """

    row: OutboxRow
    message: Outgoing | None = None
    asked: Asked | None = None
    waits: bool = False
    fault: str = ""


@dataclass
class Delivery:
    database: Database
    channels: Mapping[str, Channel]
    composers: Mapping[str, Composer] = field(default_factory=dict)
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    files: Files | None = None
    arrived: Callable[[], None] = lambda: None  # something that was brought waits in the inbox
    pace: Pace = field(default_factory=Pace)
    _sent: dict[int, Outcome] = field(default_factory=dict)  # what no ledger knows of yet

    async def deliver(self) -> int:
        """Claim what is due, send it, write down how it went; how many rows were looked at."""
        return await self._work_off(errands=False)

    async def run_errands(self) -> int:
        """The same for what is to be brought, apart from what is to be said: files may be large and slow."""
        return await self._work_off(errands=True)

    async def _work_off(self, *, errands: bool) -> int:
        lease = secrets.token_hex(8)
        lanes = AT_ONCE if errands else 32
        async with self.database.begin() as session:
            rows = await outbox.claim(session, self.clock(), lease, errands=errands, lanes=lanes)
            prepared = await self._prepare(session, rows)
        await self._send(prepared, lease)
        return len(rows)

    async def send(self, rows: Sequence[OutboxRow], lease: str) -> None:
        """Send what a turn has just written and leased: the short way, without another claim.

        It may have waited for a free sender: lanes that were claimed by another since are left alone.
        """
        if not rows:
            return
        async with self.database.begin() as session:
            held = await outbox.renew(session, {_lane(row) for row in rows}, lease, self.clock())
            prepared = await self._prepare(session, [row for row in rows if _lane(row) in held])
        await self._send(prepared, lease)

    async def _prepare(self, session: AsyncSession, rows: Sequence[OutboxRow]) -> list[Prepared]:
        addressed = {row.id: (row.person_id, *_lane(row)) for row in rows if row.person_id is not None}
        theirs = await people.still_theirs(session, addressed.values())
        return [
            Prepared(row)  # whoever was let go, or lost this chat to another, hears no more
            if row.id in addressed and addressed[row.id] not in theirs
            else await self._prepare_one(session, row)
            for row in rows
        ]

    async def _prepare_one(self, session: AsyncSession, row: OutboxRow) -> Prepared:
        channel = self.channels.get(row.channel)
        if channel is None:
            return Prepared(row, waits=True)
        try:
            if row.rule == outbox.ERRAND:
                return Prepared(row, asked=Asked.model_validate(row.payload))
            return Prepared(row, await self._message(session, row, channel))
        except Exception as error:
            if is_passing(error):
                raise
            log.error("wording %s failed: %s", row.id, lines_of(error))
            return Prepared(row, fault=type(error).__name__)

    async def _message(self, session: AsyncSession, row: OutboxRow, channel: Channel) -> Outgoing | None:
        if row.rule == "card_mark":
            return await self._marked(session, row, channel)
        if row.rule is not None:
            composer = self.composers.get(row.rule)
            async with session.begin_nested():  # what one reminder breaks is not the others'
                reply = await composer(session, row, self.clock()) if composer else None
                card = await self._card(session, row, reply) if reply else None
            if reply is None:
                return None
            row.payload = reply.model_dump(mode="json")
            session.add(row)
        else:
            reply = Reply.model_validate(row.payload)
            card = await dialogs.card_of(session, row.id)
        return outgoing(
            row.key,
            row.conversation,
            reply,
            card.code if card else "",
            channel.limits,
            reminder=row.rank > 0,
            ticket=row.ticket,
        )

    async def _card(self, session: AsyncSession, row: OutboxRow, reply: Reply) -> Card:
        """The card of a reminder, made when it is first worded and kept when it is tried again."""
        if known := await dialogs.card_of(session, row.id):
            return known
        actor = await people.actor_by_id(session, row.person_id or 0)
        return await dialogs.make_card(
            session,
            row,
            buttons=[button.model_dump(mode="json") for button in reply.buttons],
            rows=[subject.model_dump() for subject in reply.rows],
            about=[subject.model_dump() for subject in reply.about],
            language=actor.language if actor else "zh",
            change_id=None,
            now=self.clock(),
        )

    async def _marked(self, session: AsyncSession, row: OutboxRow, channel: Channel) -> Outgoing | None:
        """The tapped card again, with what was chosen and the buttons that are left."""
        sent = await session.get(OutboxRow, row.subject_id)
        card = await dialogs.card_of(session, row.subject_id or 0)
        if channel.limits.edit == "never" or (channel.limits.edit == "pressed" and row.ticket is None):
            return None
        if sent is None or card is None or sent.message_id is None:
            return None
        reply = Reply.model_validate(sent.payload)
        used = {place for place in card.used if place != "*"}
        left = [
            button if str(place) not in used else None
            for place, button in enumerate(reply.buttons)
            if "*" not in card.used
        ]
        pressed = [reply.buttons[place].label for place in _pressed_places(card, row)]
        shown = reply.model_copy(
            update={"text": "\n".join([reply.text, *(f"✓ {label}" for label in pressed)])}
        )
        message = outgoing(
            row.key, row.conversation, shown, card.code, channel.limits, left=left, ticket=row.ticket
        )
        return message.model_copy(update={"edit_of": sent.message_id})

    async def _send(self, prepared: Sequence[Prepared], lease: str) -> None:
        """Each channel for itself: one that is slow keeps no other's lanes."""
        channels: dict[str, dict[LaneKey, list[Prepared]]] = {}
        for one in prepared:
            channels.setdefault(one.row.channel, {}).setdefault(_lane(one.row), []).append(one)
        await asyncio.gather(*(self._send_on(lanes, lease) for lanes in channels.values()))

    async def _send_on(self, lanes: Mapping[LaneKey, Sequence[Prepared]], lease: str) -> None:
        results = await asyncio.gather(*(self._send_lane(lane) for lane in lanes.values()))
        outcomes = [outcome for result in results for outcome in result]
        await self._settle(outcomes, lease, lanes)

    async def _send_lane(self, lane: Sequence[Prepared]) -> list[Outcome]:
        """Send a lane's messages in order; the first that must wait makes the rest wait."""
        outcomes: list[Outcome] = []
        started = asyncio.get_running_loop().time()
        for one in lane:
            if asyncio.get_running_loop().time() - started > LONGEST_LANE:
                break  # the lease must outlive the sending; what is left is claimed again
            outcome = self._sent.get(one.row.id) or await self._send_one(one)
            outcomes.append(outcome)
            if outcome.retry_at is not None:
                break
        return outcomes

    async def _send_one(self, one: Prepared) -> Outcome:
        row, now = one.row, self.clock()
        if one.waits:
            return Outcome(row, error="channel not set up", retry_at=now + CHANNEL_AWAY)
        if one.fault:
            again = now + timedelta(seconds=backoff(row.attempts + 2))
            last = row.attempts + 1 >= WORDINGS
            return Outcome(row, state="failed", error=one.fault, retry_at=None if last else again)
        if one.asked is not None:
            return await self._bring(row, one.asked)
        if one.message is None:
            return Outcome(row, state="dropped")
        channel = self.channels[row.channel]
        if row.rank > 0 and now.minute in channel.limits.busy_minutes:
            return Outcome(row, due_at=now.replace(second=0, microsecond=0) + timedelta(minutes=1))
        message, wait = _lightened(one.message, row), await self._turn_at(row, one.message, channel)
        if wait:
            return Outcome(row, retry_at=now + timedelta(seconds=wait))
        try:
            async with asyncio.timeout(LONGEST_SEND):
                message_id = await channel.send(message)
        except TryLater as later:
            return self._again(row, _short(later), max(later.after, backoff(row.attempts)))
        except TimeoutError:
            return self._again(row, TIMED_OUT, backoff(row.attempts))
        except Unreachable as gone:
            left = not isinstance(gone, Rejected)
            return Outcome(row, state="failed", error=_short(gone), gone=left)
        except Exception as error:
            log.error("sending %s on %s failed: %s", row.id, row.channel, lines_of(error))
            return self._again(row, type(error).__name__, backoff(row.attempts + 2))
        return Outcome(row, message_id=message_id)

    async def _turn_at(self, row: OutboxRow, message: Outgoing, channel: Channel) -> float:
        """Wait a moment for one's turn at a platform; the seconds to wait where it takes longer, else 0."""
        left = SHORT_WAIT
        while wait := self.pace.wait(_lane(row), channel.limits, _weight(message), is_urgent=row.rank == 0):
            if wait > left:
                return wait
            left -= wait
            await asyncio.sleep(wait)
        return 0.0

    def _again(self, row: OutboxRow, error: str, wait: float) -> Outcome:
        """Try again after so many seconds, for as long as it is worth while."""
        now = self.clock()
        if now - row.created_at > GIVE_UP_AFTER:
            return Outcome(row, state="failed", error=error)
        if row.rule == "card_mark" and row.attempts >= MARKS:  # what follows is worth more
            return Outcome(row, error=error, due_at=now + timedelta(seconds=max(wait, MARK_PAUSE)))
        return Outcome(row, error=error, retry_at=now + timedelta(seconds=wait))

    async def _bring(self, row: OutboxRow, asked: Asked) -> Outcome:
        """Have a channel bring something; where that fails for good, whoever asked is told so."""
        now = self.clock()
        try:
            async with asyncio.timeout(LONGEST_SEND):
                came = await self.channels[row.channel].bring(asked.errand)
            message = await brought(row, asked, came, self.files, now)
        except Unreachable as gone:
            message = await brought(row, asked, None, self.files, now)
            return Outcome(row, state="failed", error=_short(gone), brought=message)
        except Exception as error:
            passing = isinstance(error, TryLater | TimeoutError | OSError)
            if not passing:
                log.error("errand %s on %s failed: %s", row.id, row.channel, lines_of(error))
            why = _short(error) if passing else type(error).__name__
            if row.attempts >= BRINGS:
                message = await brought(row, asked, None, self.files, now)
                return Outcome(row, state="failed", error=why, brought=message)
            wait = max(getattr(error, "after", 0.0), backoff(row.attempts))
            return Outcome(row, error=why, retry_at=now + timedelta(seconds=wait))
        return Outcome(row, brought=message)

    async def _settle(self, outcomes: Sequence[Outcome], lease: str, lanes: Iterable[LaneKey]) -> None:
        """Write down what was sent. While the database is away it is kept in memory and tried again."""
        sent = {one.row.id: one for one in outcomes if one.state == "sent" and one.is_final}
        came = [one.brought for one in outcomes if one.brought is not None]
        self._sent.update(sent)  # a lease may end meanwhile, and the row be claimed once more
        attempt = 0
        while True:
            try:
                async with self.database.begin() as session:
                    now = self.clock()
                    await outbox.settle(session, outcomes, lease, lanes, now)
                    await inbox.accept(session, came, now)
                break
            except Exception as error:
                if not is_passing(error):
                    raise
                log.warning("the database is away; %s sent messages wait to be written down", len(outcomes))
                await asyncio.sleep(backoff(attempt, longest=5))
                attempt += 1
        for row_id in sent:
            self._sent.pop(row_id, None)
        if came:
            self.arrived()
        failed = [one for one in outcomes if one.state == "failed" and one.is_final and one.brought is None]
        if failed:
            async with self.database.begin() as session:
                await tell_of_failures(session, failed, self.clock())


def _weight(message: Outgoing) -> int:
    """How many messages it is to the platform."""
    return 1 if message.edit_of else len(message.parts) + len(message.files)


def _lightened(message: Outgoing, row: OutboxRow) -> Outgoing:
    """The message without its files where these take too long, again and again: its words still go.

    Under another key: channels count by the key how much of a message has been sent.
    """
    if not message.files or row.attempts < FILE_TRIES or row.error != TIMED_OUT:
        return message
    return message.model_copy(update={"files": (), "key": f"{message.key}:words"})


def _lane(row: OutboxRow) -> LaneKey:
    return row.channel, row.conversation


def _short(error: Exception) -> str:
    """A channel's reason, as the ledger keeps it."""
    return str(storable(str(error)[:200]))


def _pressed_places(card: Card, row: OutboxRow) -> list[int]:
    """The buttons whose press used something up, in the order of the card.

    It need not be the one whose press this mark is for: that may have come too late.
    """
    whole = card.used.get("*")
    places = {int(place) for place in card.used if place != "*"}
    if whole is not None:
        places.add(int(whole.get("place", row.occasion)))
    return [place for place in sorted(places) if place < len(card.buttons)]
