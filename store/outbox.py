"""The ledger of what must go out: one row an occasion, sent in order within a conversation's lane."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Update, bindparam, func, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from store.columns import UtcDateTime
from store.db import insert_new
from store.ledgers import Card, Lane, OutboxRow

LaneKey = tuple[str, str]
LEASE = timedelta(seconds=30)
"""How long a dead worker holds its lanes; longer than any sending may take."""
ERRAND = "errand"
"""The rule of rows that bring instead of say."""
REVIVED = timedelta(days=14)
"""How old a reminder may be that is said after all when its recipient comes back."""
FREE = datetime(1970, 1, 1, tzinfo=UTC)
"""Until when a lane waits that need not: no moment of a clock that may be set back, or is ahead of another's."""
_ASKED = 5_000  # keys in one question: both engines bound the number of values
_AGAIN = {"state": "unsent", "attempts": 0, "error": None}


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
    ticket: str | None = None


@dataclass(frozen=True)
class Outcome:
    """How sending a row went: sent under the platform's id, given up with a reason, or to be tried again.

    `gone` where its recipient cannot be reached there, now or later. With `due_at` it alone waits,
    not its lane. `brought` is the message that comes in of it.
    """

    row: OutboxRow
    message_id: str | None = None
    state: str = "sent"
    error: str | None = None
    retry_at: datetime | None = None
    gone: bool = False
    due_at: datetime | None = None
    brought: dict[str, Any] | None = None

    @property
    def is_final(self) -> bool:
        return self.retry_at is None and self.due_at is None


async def write(session: AsyncSession, letters: Sequence[Letter], now: datetime) -> list[OutboxRow]:
    """Insert the letters whose keys are new; the rows that were inserted, in order."""
    if not letters:
        return []
    lanes = sorted({(letter.channel, letter.conversation) for letter in letters})
    await _make_lanes(session, lanes)
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
            "ticket": letter.ticket,
            "state": "unsent",
            "attempts": 0,
            "created_at": now,
            "due_at": now,
        }
        for letter in letters
    ]
    return await insert_new(session, OutboxRow, rows)


async def claim(
    session: AsyncSession,
    now: datetime,
    lease: str,
    *,
    only: Iterable[LaneKey] | None = None,
    errands: bool = False,
    lanes: int = 32,
    each: int = 5,
) -> list[OutboxRow]:
    """Lease free lanes (those in `only`, or the most pressing) and take the heads of what they hold.

    With `errands` those that bring something, else those that say something.
    """
    wanted = sorted(set(only)) if only is not None else await _pressing(session, now, lanes, errands=errands)
    held = await _lease(session, wanted, now, lease)
    if not held:
        return []
    order = (col(OutboxRow.rank), col(OutboxRow.id))
    lane = (col(OutboxRow.channel), col(OutboxRow.conversation))
    place = func.row_number().over(partition_by=lane, order_by=order).label("place")
    due = (col(OutboxRow.state) == "unsent", col(OutboxRow.due_at) <= now, _row_lane().in_(held))
    heads = select(col(OutboxRow.id), place).where(*due).subquery()
    query = (
        select(OutboxRow)
        .join(heads, heads.c.id == col(OutboxRow.id))
        .where(heads.c.place <= each)
        .order_by(*order)
    )
    taken: dict[LaneKey, list[OutboxRow]] = {}
    for row in (await session.execute(query)).scalars():
        taken.setdefault((row.channel, row.conversation), []).append(row)
    if nothing := [key for key in held if key not in taken]:
        # a turn that had no answer holds its lane for nothing: the next answer must not wait for the lease to end
        freed = update(Lane).where(tuple_(col(Lane.channel), col(Lane.conversation)).in_(nothing))
        await session.execute(freed.values(lease=None, leased_until=None))
    return [row for rows in taken.values() for row in rows]


async def renew(session: AsyncSession, lanes: Iterable[LaneKey], lease: str, now: datetime) -> set[LaneKey]:
    """Begin the lease of these lanes anew; those that are still ours."""
    key = tuple_(col(Lane.channel), col(Lane.conversation))
    ours = update(Lane).where(key.in_(sorted(set(lanes))), col(Lane.lease) == lease)
    renewed = ours.values(leased_until=now + LEASE).returning(col(Lane.channel), col(Lane.conversation))
    return {(row[0], row[1]) for row in (await session.execute(renewed)).all()}


async def settle(
    session: AsyncSession, outcomes: Sequence[Outcome], lease: str, lanes: Iterable[LaneKey], now: datetime
) -> None:
    """Write down how sending went and free the lanes that are still ours. What is settled already stays."""
    unsent = (col(OutboxRow.id) == bindparam("row"), col(OutboxRow.state) == "unsent")
    tried = update(OutboxRow).where(*unsent).values(attempts=col(OutboxRow.attempts) + bindparam("tries"))
    written = tried.values(
        state=bindparam("now_is"), message_id=bindparam("known_as"), error=bindparam("why"),
        sent_at=bindparam("left_at"), due_at=func.coalesce(bindparam("later", type_=UtcDateTime()), col(OutboxRow.due_at)),
    )  # fmt: skip
    await _many(session, written, [_settled(outcome, now) for outcome in outcomes])
    waits = {
        (one.row.channel, one.row.conversation): one.retry_at for one in outcomes if one.retry_at is not None
    }
    ours = (
        col(Lane.channel) == bindparam("on"), col(Lane.conversation) == bindparam("in"),
        col(Lane.lease) == lease,
    )  # fmt: skip
    freed = update(Lane).where(*ours).values(lease=None, leased_until=None, not_before=bindparam("until"))
    keys = sorted(set(lanes))
    await _many(session, freed, [{"on": key[0], "in": key[1], "until": waits.get(key, FREE)} for key in keys])


async def readdress(session: AsyncSession, row_id: int, lane: LaneKey, now: datetime) -> None:
    """Send a reminder that failed to another conversation of the same person."""
    await _make_lanes(session, [lane])
    place = {"channel": lane[0], "conversation": lane[1]}
    again = update(OutboxRow).where(col(OutboxRow.id) == row_id)
    await session.execute(again.values(**place, **_AGAIN, created_at=now))
    await session.execute(update(Card).where(col(Card.outbox_id) == row_id).values(**place))


async def revive(session: AsyncSession, lane: LaneKey, person_id: int, now: datetime) -> None:
    """Send again the reminders that failed while this person could not be reached."""
    failed = update(OutboxRow).where(
        _row_lane() == tuple_(*lane),
        col(OutboxRow.person_id) == person_id,
        col(OutboxRow.state) == "failed",
        col(OutboxRow.rank) > 0,
        col(OutboxRow.created_at) >= now - REVIVED,
    )
    await session.execute(failed.values(**_AGAIN, created_at=now))


async def release_all(session: AsyncSession) -> None:
    """Free every lane: for a store that has one process only, when that starts."""
    await session.execute(update(Lane).values(lease=None, leased_until=None))


async def known_keys(session: AsyncSession, keys: Sequence[str]) -> set[str]:
    """Those of the keys that have been written before."""
    known: set[str] = set()
    for start in range(0, len(keys), _ASKED):
        query = select(col(OutboxRow.key)).where(col(OutboxRow.key).in_(keys[start : start + _ASKED]))
        known.update((await session.execute(query)).scalars())
    return known


async def oldest_unsent(session: AsyncSession) -> tuple[int, datetime | None]:
    """How many messages are unsent, and since when."""
    query = select(func.count(), func.min(col(OutboxRow.created_at))).where(col(OutboxRow.state) == "unsent")
    count, since = (await session.execute(query)).one()
    return int(count), since


def _settled(outcome: Outcome, now: datetime) -> dict[str, Any]:
    state = outcome.state if outcome.is_final else "unsent"
    return {
        "row": outcome.row.id, "tries": int(outcome.error is not None and not outcome.is_final), "now_is": state,
        "known_as": outcome.message_id, "why": outcome.error, "left_at": now if state == "sent" else None,
        "later": outcome.due_at,
    }  # fmt: skip


async def _many(session: AsyncSession, statement: Update, values: list[dict[str, Any]]) -> None:
    """Run one statement for many rows, past the session's own bookkeeping."""
    if values:
        await (await session.connection()).execute(statement, values)


def _row_lane() -> Any:
    return tuple_(col(OutboxRow.channel), col(OutboxRow.conversation))


async def _make_lanes(session: AsyncSession, lanes: Sequence[LaneKey]) -> None:
    from sqlalchemy.dialects import postgresql, sqlite

    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    rows = [
        {"channel": channel, "conversation": conversation, "not_before": FREE}
        for channel, conversation in lanes
    ]
    await session.execute(insert(Lane).values(rows).on_conflict_do_nothing())


async def _pressing(session: AsyncSession, now: datetime, most: int, *, errands: bool) -> list[LaneKey]:
    """The free lanes that hold something to send: answers before reminders, the oldest first."""
    same = (col(OutboxRow.channel) == col(Lane.channel)) & (
        col(OutboxRow.conversation) == col(Lane.conversation)
    )
    rule = col(OutboxRow.rule)
    kind = rule == ERRAND if errands else rule.is_distinct_from(ERRAND)
    query = (
        select(col(OutboxRow.channel), col(OutboxRow.conversation))
        .join(Lane, same)
        .where(col(OutboxRow.state) == "unsent", col(OutboxRow.due_at) <= now, kind, *_free(now))
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
