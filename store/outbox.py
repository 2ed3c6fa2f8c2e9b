"""The ledger of what must go out: one row an occasion, sent in order within a conversation's lane."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from store.db import insert_new
from store.ledgers import Lane, OutboxRow

LaneKey = tuple[str, str]
LEASE = timedelta(seconds=30)
"""How long a dead worker holds its lanes; longer than any sending may take."""


@dataclass(frozen=True)
class Letter:
    """What to write into the outbox. Without a payload it is a reminder that is composed when it is sent."""

    key: str
    channel: str
    conversation: str
    person_id: int | None = None
    payload: dict[str, Any] | None = None
    rank: int = 0
    rule: str | None = None
    subject_id: int | None = None
    occasion: str = ""


@dataclass(frozen=True)
class Outcome:
    """How sending a row went: sent under the platform's id, given up with a reason, or to be tried again."""

    row: OutboxRow
    message_id: str | None = None
    state: str = "sent"
    error: str | None = None
    retry_at: datetime | None = None


async def write(session: AsyncSession, letters: Sequence[Letter], now: datetime) -> list[OutboxRow]:
    """Insert the letters whose keys are new; the rows that were inserted, in order."""
    if not letters:
        return []
    lanes = sorted({(letter.channel, letter.conversation) for letter in letters})
    await _make_lanes(session, lanes, now)
    rows = [
        {
            "key": letter.key,
            "channel": letter.channel,
            "conversation": letter.conversation,
            "person_id": letter.person_id,
            "payload": letter.payload,
            "rank": letter.rank,
            "rule": letter.rule,
            "subject_id": letter.subject_id,
            "occasion": letter.occasion,
            "state": "unsent",
            "attempts": 0,
            "created_at": now,
            "due_at": now,
        }
        for letter in letters
    ]
    ids = await insert_new(session, OutboxRow, rows)
    query = select(OutboxRow).where(col(OutboxRow.id).in_(ids)).order_by(col(OutboxRow.id))
    return list((await session.execute(query)).scalars())


async def claim(
    session: AsyncSession,
    now: datetime,
    lease: str,
    *,
    only: Iterable[LaneKey] | None = None,
    lanes: int = 32,
    each: int = 5,
) -> list[OutboxRow]:
    """Lease free lanes (those in `only`, or the most pressing) and take the heads of what they hold."""
    wanted = sorted(set(only)) if only is not None else await _pressing(session, now, lanes)
    held = await _lease(session, wanted, now, lease)
    if not held:
        return []
    query = (
        select(OutboxRow)
        .where(col(OutboxRow.state) == "unsent", col(OutboxRow.due_at) <= now, _row_lane().in_(held))
        .order_by(col(OutboxRow.rank), col(OutboxRow.id))
    )
    taken: dict[LaneKey, list[OutboxRow]] = {}
    for row in (await session.execute(query)).scalars():
        lane = taken.setdefault((row.channel, row.conversation), [])
        if len(lane) < each:
            lane.append(row)
    if nothing := [key for key in held if key not in taken]:
        # a turn that had no answer holds its lane for nothing: the next answer must not wait for the lease to end
        freed = update(Lane).where(tuple_(col(Lane.channel), col(Lane.conversation)).in_(nothing))
        await session.execute(freed.values(lease=None, leased_until=None))
    return [row for lane in taken.values() for row in lane]


async def settle(
    session: AsyncSession, outcomes: Sequence[Outcome], lease: str, lanes: Iterable[LaneKey], now: datetime
) -> None:
    """Write down how sending went and free the lanes that are still ours."""
    waits: dict[LaneKey, datetime] = {}
    for outcome in outcomes:
        row = outcome.row
        if outcome.retry_at is not None:
            waits[row.channel, row.conversation] = outcome.retry_at
            values: dict[str, Any] = {"attempts": col(OutboxRow.attempts) + 1, "error": outcome.error}
        else:
            values = {
                "state": outcome.state, "message_id": outcome.message_id, "error": outcome.error,
                "sent_at": now if outcome.state == "sent" else None,
            }  # fmt: skip
        await session.execute(update(OutboxRow).where(col(OutboxRow.id) == row.id).values(**values))
    for key in sorted(set(lanes)):
        freed = {"lease": None, "leased_until": None, "not_before": waits.get(key, now)}
        ours = (col(Lane.channel) == key[0], col(Lane.conversation) == key[1], col(Lane.lease) == lease)
        await session.execute(update(Lane).where(*ours).values(**freed))


async def release_all(session: AsyncSession) -> None:
    """Free every lane: for a store that has one process only, when that starts."""
    await session.execute(update(Lane).values(lease=None, leased_until=None))


async def known_keys(session: AsyncSession, keys: Sequence[str]) -> set[str]:
    """Those of the keys that have been written before."""
    query = select(col(OutboxRow.key)).where(col(OutboxRow.key).in_(keys))
    return set((await session.execute(query)).scalars())


async def oldest_unsent(session: AsyncSession) -> tuple[int, datetime | None]:
    """How many messages are unsent, and since when."""
    query = select(func.count(), func.min(col(OutboxRow.created_at))).where(col(OutboxRow.state) == "unsent")
    count, since = (await session.execute(query)).one()
    return int(count), since


async def next_due(session: AsyncSession, now: datetime) -> datetime | None:
    """When the next waiting lane may be tried again; None where nothing waits."""
    query = (
        select(func.min(col(Lane.not_before)))
        .join(
            OutboxRow,
            (col(OutboxRow.channel) == col(Lane.channel))
            & (col(OutboxRow.conversation) == col(Lane.conversation)),
        )
        .where(col(OutboxRow.state) == "unsent", col(Lane.not_before) > now)
    )
    moment: datetime | None = (await session.execute(query)).scalar_one_or_none()
    return moment


def _row_lane() -> Any:
    return tuple_(col(OutboxRow.channel), col(OutboxRow.conversation))


async def _make_lanes(session: AsyncSession, lanes: Sequence[LaneKey], now: datetime) -> None:
    from sqlalchemy.dialects import postgresql, sqlite

    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    rows = [
        {"channel": channel, "conversation": conversation, "not_before": now}
        for channel, conversation in lanes
    ]
    await session.execute(insert(Lane).values(rows).on_conflict_do_nothing())


async def _pressing(session: AsyncSession, now: datetime, most: int) -> list[LaneKey]:
    """The free lanes that hold something to send: answers before reminders, the oldest first."""
    same = (col(OutboxRow.channel) == col(Lane.channel)) & (
        col(OutboxRow.conversation) == col(Lane.conversation)
    )
    query = (
        select(col(OutboxRow.channel), col(OutboxRow.conversation))
        .join(Lane, same)
        .where(col(OutboxRow.state) == "unsent", col(OutboxRow.due_at) <= now, *_free(now))
        .group_by(col(OutboxRow.channel), col(OutboxRow.conversation))
        .order_by(func.min(col(OutboxRow.rank)), func.min(col(OutboxRow.id)))
        .limit(most)
    )
    return [(channel, conversation) for channel, conversation in (await session.execute(query)).all()]


async def _lease(
    session: AsyncSession, wanted: Sequence[LaneKey], now: datetime, lease: str
) -> list[LaneKey]:
    if not wanted:
        return []
    key = tuple_(col(Lane.channel), col(Lane.conversation))
    query = (
        select(Lane)
        .where(key.in_(list(wanted)), *_free(now))
        .order_by(col(Lane.channel), col(Lane.conversation))  # one order everywhere, or workers deadlock
        .with_for_update(skip_locked=True)
    )
    held = [(lane.channel, lane.conversation) for lane in (await session.execute(query)).scalars()]
    if held:
        await session.execute(update(Lane).where(key.in_(held)).values(lease=lease, leased_until=now + LEASE))
    return held


def _free(now: datetime) -> tuple[Any, ...]:
    return (
        col(Lane.not_before) <= now,
        or_(col(Lane.leased_until).is_(None), col(Lane.leased_until) < now),
    )
