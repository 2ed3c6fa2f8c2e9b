"""Taking a turn back, and taking that back: for 24 hours, unless somebody else changed the row since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from store.actors import Refused
from store.columns import Numbered
from store.models import AuditEntry, ChangeSet, Customer, HouseWord
from store.people_models import Person
from store.records import MODELS, Records, snapshot, table_name
from store.visibility import editable, governs

WINDOW = timedelta(hours=24)
FOLLOWING = frozenset({"updated_at", "last_contact_at"})
"""Values that follow from other records: that they changed since stands in nobody's way."""


@dataclass(frozen=True)
class Kept:
    """A change that was left alone because somebody else, or a later record, stands on it.

    `lost` where the actor may not edit it any more.
    """

    model: str
    by: str | None
    at: datetime | None
    lost: bool = False


@dataclass(frozen=True)
class Undone:
    """What was taken back (table names, one for each record) and what was kept.

    Where records came or went, `models` holds those alone: that a log also touched its customer
    is no news. Else it holds the records whose values went back.
    """

    change: ChangeSet
    models: tuple[str, ...]
    kept: tuple[Kept, ...]


async def keep_changes(records: Records, *, title: str, inbox_id: int | None) -> ChangeSet | None:
    """Store what this turn changed as one change set; None where nothing was changed."""
    if not records.changes:
        return None
    change = ChangeSet(
        person_id=records.actor.id, inbox_id=inbox_id, title=title,
        changes=records.changes, created_at=records.now,
    )  # fmt: skip
    records.session.add(change)
    await records.session.flush()
    return change


async def latest_change(records: Records, *, undone: bool) -> ChangeSet | None:
    """The actor's newest change set within 24 hours that is (or is not yet) taken back."""
    query = select(ChangeSet).where(
        col(ChangeSet.person_id) == records.actor.id,
        col(ChangeSet.created_at) >= records.now - WINDOW,
        col(ChangeSet.undone_at).is_not(None) if undone else col(ChangeSet.undone_at).is_(None),
    )
    newest = col(ChangeSet.undone_at if undone else ChangeSet.id).desc()
    return (await records.session.execute(query.order_by(newest).limit(1))).scalar_one_or_none()


async def change_of(records: Records, change_id: int) -> ChangeSet:
    """One's own change set. Raises NotFound for another's, Refused for one of more than 24 hours ago."""
    change = await records.get(ChangeSet, change_id)
    if change.created_at < records.now - WINDOW:
        raise Refused("That was more than 24 hours ago: it can't be taken back any more.")
    return change


async def changes_for_messages(records: Records, inbox_ids: Sequence[int]) -> list[ChangeSet]:
    """What one's own earlier messages changed, unless it was taken back. Raises Refused after 24 hours."""
    query = select(ChangeSet).where(
        col(ChangeSet.person_id) == records.actor.id,
        col(ChangeSet.inbox_id).in_(inbox_ids),
        col(ChangeSet.undone_at).is_(None),
    )
    changes = list((await records.session.execute(query.order_by(col(ChangeSet.id)))).scalars())
    if any(change.created_at < records.now - WINDOW for change in changes):
        raise Refused("That message is more than 24 hours old: say what changed in a new one.")
    return changes


async def side_effects(
    records: Records, row: Numbered
) -> list[tuple[Numbered, dict[str, Any], dict[str, Any]]]:
    """What the turn that created `row` changed in other rows, where it still stands.

    Each is a row, the values that it had before and those that it was given.
    """
    name = table_name(type(row))
    found: list[tuple[Numbered, dict[str, Any], dict[str, Any]]] = []
    for change in await _recent(records):
        if not any(
            entry["model"] == name and entry["id"] == row.id and not entry["before"]
            for entry in change.changes
        ):
            continue
        pairs = [
            await _still(records, entry) for entry in change.changes if entry["before"] and entry["after"]
        ]
        found += [pair for pair in pairs if pair is not None]
    return found


async def undo(records: Records, change: ChangeSet) -> Undone:
    """Put everything back as it was before. A second undo takes back nothing."""
    return await _apply(records, change, backwards=True)


async def restore(records: Records, change: ChangeSet) -> Undone:
    """Do again what was taken back."""
    return await _apply(records, change, backwards=False)


async def _recent(records: Records) -> list[ChangeSet]:
    """The actor's own change sets of the last 24 hours that were not taken back."""
    query = select(ChangeSet).where(
        col(ChangeSet.person_id) == records.actor.id,
        col(ChangeSet.created_at) >= records.now - WINDOW,
        col(ChangeSet.undone_at).is_(None),
    )
    return list((await records.session.execute(query.order_by(col(ChangeSet.id)))).scalars())


async def _still(
    records: Records, entry: dict[str, Any]
) -> tuple[Numbered, dict[str, Any], dict[str, Any]] | None:
    model = MODELS[entry["model"]]
    row = await records.session.get(model, entry["id"])
    if row is None:
        return None
    current = row.model_dump(mode="json", include=set(entry["after"]))
    same = {name for name, value in entry["after"].items() if current[name] == value}
    if not same:
        return None
    before = model.model_validate({**snapshot(row), **entry["before"]})
    return row, {name: getattr(before, name) for name in same}, {name: getattr(row, name) for name in same}


async def _apply(records: Records, change: ChangeSet, *, backwards: bool) -> Undone:
    whole: list[str] = []
    changed: list[str] = []
    kept: list[Kept] = []
    entries = [dict(entry) for entry in change.changes]
    for entry in reversed(entries) if backwards else entries:
        if entry.get("kept"):
            continue
        blocker = await _move(records, change, entry, backwards)
        if blocker is not None:
            entry["kept"] = backwards
            kept.append(blocker)
        elif entry["before"] is None or entry["after"] is None:
            whole.append(str(entry["model"]))
        elif entry["before"].keys() - FOLLOWING:
            changed.append(str(entry["model"]))
    taken = whole or [model for model in changed if model != table_name(Customer)] or changed
    change.changes = entries
    change.undone_at = records.now if backwards else None
    records.session.add(change)
    await records.session.flush()
    action = "undo" if backwards else "restore"
    records.audit(action, None, change=change.id, models=taken)
    return Undone(change, tuple(taken), tuple(kept))


async def _move(records: Records, change: ChangeSet, entry: dict[str, Any], backwards: bool) -> Kept | None:
    """Move one record to its other state; what stands in the way where it cannot be moved."""
    model = MODELS[entry["model"]]
    records.touched.add(entry["model"])
    here, there = ("after", "before") if backwards else ("before", "after")
    row = await records.session.get(model, entry["id"], populate_existing=True)
    if row is None and entry[there] is None:
        return None
    if other := await _changed_by_other(records, change, entry):
        return other
    if not await _may_change(records, model, entry):
        return Kept(entry["model"], None, None, lost=True)
    if row is None:
        return await _bring_back(records, model, entry, entry[there])
    if entry[there] is None:
        entry[here] = snapshot(row)  # with what its owner corrected since, so that a restore brings that too
        return await _delete(records, row, entry)
    if entry[here] is None:
        return Kept(entry["model"], None, None)
    return await _set_back(records, row, entry, entry[here], entry[there])


async def _may_change(records: Records, model: type[Numbered], entry: dict[str, Any]) -> bool:
    """Whether the actor may still edit the record, or, where it is to come back, what it belongs to."""
    if governs(model, records.actor) or model is HouseWord:
        return governs(model, records.actor)
    values = {**(entry["before"] or {}), **(entry["after"] or {})}
    places: list[tuple[type[Numbered], int]] = [(model, entry["id"])]
    if customer_id := values.get("customer_id"):
        places.append((Customer, customer_id))
    for place, number in places:
        there = select(col(place.id)).where(col(place.id) == number)
        if (await records.session.execute(there)).first() is None:
            continue
        if (await records.session.execute(there.where(editable(place, records.actor)))).first() is None:
            return False
    return True


async def _bring_back(
    records: Records, model: type[Numbered], entry: dict[str, Any], values: dict[str, Any]
) -> Kept | None:
    """Store a record again under its old number, where what it belongs to is still there."""
    if entry["before"] and entry["after"]:
        return Kept(entry["model"], None, None)
    try:
        async with records.session.begin_nested():
            records.session.add(model.model_validate(values))
            await records.session.flush()
    except IntegrityError:
        return Kept(entry["model"], None, None)
    return None


async def _delete(records: Records, row: Numbered, entry: dict[str, Any]) -> Kept | None:
    try:
        async with records.session.begin_nested():
            await records.session.delete(row)
            await records.session.flush()
    except IntegrityError:
        return Kept(entry["model"], None, None)  # later records hang on it
    return None


async def _set_back(
    records: Records, row: Numbered, entry: dict[str, Any], here: dict[str, Any], there: dict[str, Any]
) -> Kept | None:
    """Set back the values that nobody has changed since; the others stay as they are."""
    current = row.model_dump(mode="json", include=set(there))
    wanted = type(row).model_validate({**snapshot(row), **there})
    for name in there:
        if current[name] == here[name]:
            setattr(row, name, getattr(wanted, name))
    records.session.add(row)
    await records.session.flush()
    changed_since = {name for name in there if current[name] not in (here[name], there[name])}
    return Kept(entry["model"], None, None) if changed_since - FOLLOWING else None


async def _changed_by_other(records: Records, change: ChangeSet, entry: dict[str, Any]) -> Kept | None:
    """Who else changed this record since, or handed its customer to somebody."""
    values = entry["after"] or entry["before"] or {}
    places: list[tuple[str, int, str | None]] = [(entry["model"], entry["id"], None)]
    if customer_id := values.get("customer_id"):
        places.append((table_name(Customer), customer_id, "owner_id"))
    for model, record_id, only in places:
        query = (
            select(col(AuditEntry.at), col(Person.name), col(AuditEntry.details))
            .join(Person, col(Person.id) == col(AuditEntry.person_id))
            .where(
                col(AuditEntry.model) == model,
                col(AuditEntry.record_id) == record_id,
                col(AuditEntry.action).in_(("change", "remove")),
                col(AuditEntry.person_id) != records.actor.id,
                col(AuditEntry.at) >= change.created_at,
            )
            .order_by(col(AuditEntry.id).desc())
        )
        for at, name, details in (await records.session.execute(query)).all():
            after = details.get("after")
            if after is None or (only in after if only else after.keys() - FOLLOWING):
                return Kept(str(entry["model"]), name, at)
    return None
