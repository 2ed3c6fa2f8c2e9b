"""Files that were sent in: what came of fetching them, and where they are put."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from store.columns import Numbered
from store.models import Attachment, ChangeSet, Customer
from store.records import Records, table_name
from store.visibility import editable

TOGETHER = timedelta(minutes=10)
"""Files that came within this time and belong nowhere yet are asked about together."""


async def may_keep_with(records: Records, customer_id: int) -> bool:
    """Whether the actor may put something to a customer's records."""
    query = select(col(Customer.id)).where(col(Customer.id) == customer_id, editable(Customer, records.actor))
    return (await records.session.execute(query)).first() is not None


async def put(
    records: Records, rows: Sequence[Attachment], customer_id: int, record: Numbered | None = None
) -> None:
    """Give files to a customer, with the record that they came with."""
    model = table_name(type(record)) if record else None
    for row in rows:
        await records.change(
            row, customer_id=customer_id, model=model, record_id=record.id if record else None
        )


async def waiting_with(records: Records, words: str) -> list[Attachment]:
    """The actor's files whose caption these words are and that belong to no record yet."""
    if not words.strip():
        return []
    return await records.find(
        Attachment, order=("id",), by_id=records.actor.id, words=words, record_id=None,
        created_at__gte=records.now - timedelta(days=7),
    )  # fmt: skip


async def just_sent(records: Records) -> list[Attachment]:
    """The actor's files of the last minutes that belong to nobody yet, the oldest first."""
    return await records.find(
        Attachment, order=("id",), by_id=records.actor.id, customer_id=None,
        created_at__gte=records.now - TOGETHER,
    )  # fmt: skip


async def fetched(records: Records, source_key: str, **facts: object) -> None:
    """Write down that a file's content is there. Nobody decided this, so it is no change to be undone.

    Where the file was taken back meanwhile, a restore brings it with its content. The message that
    brought it names it: the number of a row that was taken back may be another's by now.
    """
    facts = {field: value for field, value in facts.items() if value}
    query = select(Attachment).where(
        col(Attachment.source_key) == source_key, col(Attachment.by_id) == records.actor.id
    )
    row = (await records.session.execute(query)).scalar_one_or_none()
    if row is None:
        await _remember(records, source_key, facts)
        return
    for field, value in facts.items():
        setattr(row, field, value)
    records.session.add(row)
    await records.session.flush()
    records.audit("fetched", row)


async def _remember(records: Records, source_key: str, facts: dict[str, object]) -> None:
    """Put the facts into the change set that knows of the file."""
    query = select(ChangeSet).where(
        col(ChangeSet.person_id) == records.actor.id,
        col(ChangeSet.created_at) >= records.now - timedelta(hours=24),
    )
    for change in (await records.session.execute(query)).scalars():
        if any(_made(entry, source_key) for entry in change.changes):
            change.changes = [
                {**entry, "after": {**entry["after"], **facts}} if _made(entry, source_key) else entry
                for entry in change.changes
            ]
            records.session.add(change)


def _made(entry: dict[str, Any], source_key: str) -> bool:
    """Whether this is the coming of that file."""
    after = entry["after"] or {}
    return entry["model"] == table_name(Attachment) and after.get("source_key") == source_key
