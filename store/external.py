"""Customers' people whom ours added in a chat app: who was added, asked about, put on file and removed."""

from datetime import timedelta

from sqlalchemy import select
from sqlmodel import col

from store.models import Contact, ExternalContact
from store.records import Records

ASKED_ONCE = timedelta(days=1)
"""An addition that is told of again within this time is not asked about again."""


async def added(records: Records, external_id: str) -> ExternalContact | None:
    """Note that the actor added somebody; None where this was asked about within a day, or is known.

    The platform told this, nobody decided it: it is no change to be undone.
    """
    row = await _known(records, external_id)
    if row is None:
        row = ExternalContact(
            channel=records.channel, external_id=external_id, person_id=records.actor.id,
            added_at=records.now,
        )  # fmt: skip
    elif row.removed_at is None and (row.contact_id or _lately(records, row)):
        return None
    row.removed_at, row.asked_at, row.added_at = None, records.now, records.now
    records.session.add(row)
    await records.session.flush()
    records.audit("added", row)
    return row


async def removed(records: Records, external_id: str) -> ExternalContact | None:
    """Note that somebody is no contact in the chat app any more; None where that is known, or never was."""
    row = await _known(records, external_id)
    if row is None or row.removed_at is not None:
        return None
    row.removed_at = records.now
    records.session.add(row)
    await records.session.flush()
    records.audit("removed", row)
    return row


async def waiting(records: Records, external_id: str) -> ExternalContact | None:
    """The one who was added, was not removed since, and is not on file as far as the actor may see."""
    row = await _known(records, external_id)
    if row is None or row.removed_at is not None:
        return None
    return None if await on_file(records, row) else row


async def on_file(records: Records, row: ExternalContact) -> Contact | None:
    """The contact that they are, where the actor may see it."""
    found = await records.find(Contact, id=row.contact_id) if row.contact_id else []
    return found[0] if found else None


async def named(records: Records, row: ExternalContact, name: str) -> None:
    """Keep the name that the platform told."""
    row.name = name or row.name
    records.session.add(row)
    await records.session.flush()


async def put_on_file(records: Records, row_id: int, contact: Contact) -> None:
    """This contact is the one who was added. Taken back together with the contact."""
    for row in await records.find(ExternalContact, id=row_id):
        await records.change(row, contact_id=contact.id)


async def with_colleagues(records: Records, external_id: str) -> list[Contact]:
    """The visible contacts that colleagues who added the same person have on file."""
    query = select(col(ExternalContact.contact_id)).where(
        col(ExternalContact.channel) == records.channel,
        col(ExternalContact.external_id) == external_id,
        col(ExternalContact.contact_id).is_not(None),
    )
    ids = list((await records.session.execute(query)).scalars())
    return await records.find(Contact, order=("id",), id__in=ids) if ids else []


async def _known(records: Records, external_id: str) -> ExternalContact | None:
    query = select(ExternalContact).where(
        col(ExternalContact.channel) == records.channel,
        col(ExternalContact.external_id) == external_id,
        col(ExternalContact.person_id) == records.actor.id,
    )
    return (await records.session.execute(query)).scalar_one_or_none()


def _lately(records: Records, row: ExternalContact) -> bool:
    return row.asked_at is not None and row.asked_at > records.now - ASKED_ONCE
