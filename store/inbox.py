"""The ledger of what came in: written before it is acknowledged, worked off in order."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import exists, func, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col

from store.db import insert_new
from store.ledgers import InboxRow

KEPT = timedelta(days=8)
"""How long a message's key is remembered: platforms repeat for a day, ids may restart after a week."""


async def accept(session: AsyncSession, messages: Sequence[dict[str, Any]], now: datetime) -> int:
    """Write the messages that are not known yet, in their order; how many were new."""
    rows = [
        {
            "channel": message["channel"],
            "dedupe_key": message["dedupe_key"],
            "conversation": message["conversation"],
            "message_id": message["message_id"],
            "payload": message,
            "state": "waiting",
            "attempts": 0,
            "received_at": now,
            "not_before": now,
        }
        for message in messages
    ]
    return len(await insert_new(session, InboxRow, rows))


async def take(session: AsyncSession, now: datetime, *, most: int = 32) -> list[InboxRow]:
    """Lock the oldest waiting messages: whole conversations in order, none that another worker holds."""
    older = aliased(InboxRow)
    blocked = exists().where(
        col(older.state) == "waiting",
        col(older.channel) == col(InboxRow.channel),
        col(older.conversation) == col(InboxRow.conversation),
        col(older.id) < col(InboxRow.id),
    )
    waiting = col(InboxRow.state) == "waiting"
    heads = (
        select(InboxRow)
        .where(waiting, col(InboxRow.not_before) <= now, ~blocked)
        .order_by(col(InboxRow.id))
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    first = list((await session.execute(heads)).scalars())
    if not first or len(first) >= most:
        return first
    # whoever holds the head of a conversation holds what follows it
    lanes = tuple_(col(InboxRow.channel), col(InboxRow.conversation))
    following = (
        select(InboxRow)
        .where(
            waiting,
            lanes.in_([(row.channel, row.conversation) for row in first]),
            col(InboxRow.id).not_in([row.id for row in first]),
        )
        .order_by(col(InboxRow.id))
        .limit(most - len(first))
        .with_for_update(skip_locked=True)
    )
    return sorted([*first, *(await session.execute(following)).scalars()], key=lambda row: row.id)


async def finish(session: AsyncSession, ids: Sequence[int]) -> None:
    await session.execute(update(InboxRow).where(col(InboxRow.id).in_(ids)).values(state="done"))


async def postpone(session: AsyncSession, row_id: int, *, attempts: int, until: datetime) -> None:
    values = {"attempts": attempts, "not_before": until}
    await session.execute(update(InboxRow).where(col(InboxRow.id) == row_id).values(**values))


async def versions_of(
    session: AsyncSession, channel: str, conversation: str, message_id: str, *, before: int
) -> list[int]:
    """The rows of a message and its earlier edits, within its own conversation, the oldest first."""
    query = select(col(InboxRow.id)).where(
        col(InboxRow.channel) == channel,
        col(InboxRow.conversation) == conversation,
        col(InboxRow.message_id) == message_id,
        col(InboxRow.id) < before,
    )
    return list((await session.execute(query.order_by(col(InboxRow.id)))).scalars())


async def oldest_waiting(session: AsyncSession) -> tuple[int, datetime | None]:
    """How many messages wait, and since when."""
    query = select(func.count(), func.min(col(InboxRow.received_at))).where(col(InboxRow.state) == "waiting")
    count, since = (await session.execute(query)).one()
    return int(count), since
