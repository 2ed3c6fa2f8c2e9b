"""The only door to business data: what the actor may see, audited, and able to be taken back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel, col

from store.actors import Actor, NotFound, Refused
from store.columns import Numbered
from store.models import (
    Attachment,
    AuditEntry,
    Commitment,
    Contact,
    Contract,
    Customer,
    CustomerAlias,
    Draft,
    ExternalContact,
    HouseWord,
    Interaction,
)
from store.visibility import editable, governs, visible

M = TypeVar("M", bound=Numbered)
_COMPARE = {"lt": "__lt__", "lte": "__le__", "gt": "__gt__", "gte": "__ge__", "not": "__ne__", "in": "in_"}


@dataclass
class Records:
    """One turn's view of the archive. Everything read or changed here is audited in the same transaction."""

    session: AsyncSession
    actor: Actor
    channel: str
    now: datetime
    changes: list[dict[str, Any]] = field(default_factory=list)
    touched: set[str] = field(default_factory=set)  # the tables in which a row was written, by an undo too
    _seen: dict[tuple[str, str], set[int]] = field(default_factory=dict)
    _written: list[AuditEntry] = field(default_factory=list)

    async def get(self, model: type[M], record_id: int, *, locked: bool = False) -> M:
        """The record, or NotFound where it does not exist or is not the actor's to see."""
        query = select(model).where(col(model.id) == record_id, visible(model, self.actor))
        row = (await self.session.execute(query.with_for_update() if locked else query)).scalar_one_or_none()
        if row is None:
            raise NotFound(model=table_name(model), id=record_id)
        self.saw("view", row)
        return row

    async def find(
        self, model: type[M], *, order: Sequence[str] = ("-id",), limit: int | None = None, **filters: Any
    ) -> list[M]:
        """The visible records that pass `filters` (`due_on__lte=day`; a None means: is empty)."""
        query = select(model).where(visible(model, self.actor), *conditions(model, filters)).limit(limit)
        for name in order:
            column = col(getattr(model, name.removeprefix("-")))
            query = query.order_by(
                column.desc().nulls_last() if name.startswith("-") else column.nulls_last()
            )
        rows = list((await self.session.execute(query)).scalars())
        self.saw("list", *rows)
        return rows

    async def count(self, model: type[M], **filters: Any) -> int:
        query = select(func.count()).select_from(model)
        query = query.where(visible(model, self.actor), *conditions(model, filters))
        return int((await self.session.execute(query)).scalar_one())

    async def add(self, row: M) -> M:
        """Store a new record; it gets its number. Refused where its customer is not the actor's to edit."""
        customer_id = getattr(row, "customer_id", None)
        if isinstance(row, HouseWord) and not governs(HouseWord, self.actor):
            raise Refused("Only an admin can do that.", model=table_name(HouseWord))
        if customer_id is not None and not governs(type(row), self.actor):
            await self._must_be_editable(Customer, customer_id)
        self.session.add(row)
        await self.session.flush()
        self._note("create", row, before=None, after=snapshot(row))
        return row

    async def change(self, row: M, **values: Any) -> M:
        """Set new values; those that are the same already leave no trace."""
        await self._must_be_editable(type(row), row.id)
        old = {name: getattr(row, name) for name in values}
        changed = {name: value for name, value in values.items() if old[name] != value}
        if not changed:
            return row
        before = {name: _plain(row, name) for name in changed}
        for name, value in changed.items():
            setattr(row, name, value)
        self.session.add(row)
        await self.session.flush()
        self._note("change", row, before=before, after={name: _plain(row, name) for name in changed})
        return row

    async def remove(self, row: M) -> None:
        await self._must_be_editable(type(row), row.id)
        self._note("remove", row, before=snapshot(row), after=None)
        await self.session.delete(row)
        await self.session.flush()

    def saw(self, action: str, *rows: Numbered) -> None:
        """Remember that these were read; one audit entry a model and action is written per turn."""
        for row in rows:
            self._seen.setdefault((action, table_name(type(row))), set()).add(row.id)

    def audit(self, action: str, row: Numbered | None = None, **details: Any) -> None:
        """Write down something that is neither a reading nor a change, such as a number revealed."""
        model, record_id = (table_name(type(row)), row.id) if row else ("", None)
        self._written.append(self._entry(action, model, record_id, details))

    async def settle(self) -> None:
        """Write the audit entries of this turn. Called once, at its end."""
        for (action, model), ids in self._seen.items():
            several = len(ids) > 1
            details = {"ids": sorted(ids)[:200], "count": len(ids)} if several else {}
            self._written.append(self._entry(action, model, None if several else next(iter(ids)), details))
        self.session.add_all(self._written)
        self._seen.clear()
        self._written.clear()
        await self.session.flush()

    async def _must_be_editable(self, model: type[Numbered], record_id: int) -> None:
        if governs(model, self.actor):
            return
        if model is HouseWord:
            raise Refused("Only an admin can do that.", model=table_name(model), id=record_id)
        query = select(col(model.id)).where(col(model.id) == record_id, editable(model, self.actor))
        if (await self.session.execute(query)).first() is None:
            seen = select(col(model.id)).where(col(model.id) == record_id, visible(model, self.actor))
            if (await self.session.execute(seen)).first() is None:
                raise NotFound(model=table_name(model), id=record_id)
            raise Refused(
                "You may read this customer but not change it.", model=table_name(model), id=record_id
            )

    def _note(self, action: str, row: Numbered, *, before: Any, after: Any) -> None:
        model = table_name(type(row))
        self.touched.add(model)
        self.changes.append({"model": model, "id": row.id, "before": before, "after": after})
        self._written.append(self._entry(action, model, row.id, {"before": before, "after": after}))

    def _entry(self, action: str, model: str, record_id: int | None, details: dict[str, Any]) -> AuditEntry:
        return AuditEntry(
            at=self.now, person_id=self.actor.id, channel=self.channel, action=action,
            model=model, record_id=record_id, details=details,
        )  # fmt: skip


def conditions(model: type[SQLModel], filters: dict[str, Any]) -> list[ColumnElement[bool]]:
    """`due_on__lte=day` and the like as SQL; the last part is one of lt, lte, gt, gte, not, in."""
    found: list[ColumnElement[bool]] = []
    for name, value in filters.items():
        column_name, _, comparison = name.partition("__")
        column = col(getattr(model, column_name))
        if value is None:
            found.append(column.is_not(None) if comparison == "not" else column.is_(None))
        else:
            found.append(getattr(column, _COMPARE[comparison] if comparison else "__eq__")(value))
    return found


def table_name(model: type[SQLModel]) -> str:
    return str(model.__tablename__)


def snapshot(row: Numbered) -> dict[str, Any]:
    """All values of a row in their JSON form."""
    return row.model_dump(mode="json")


def _plain(row: Numbered, name: str) -> Any:
    return row.model_dump(mode="json", include={name})[name]


MODELS: dict[str, type[Numbered]] = {
    table_name(model): model
    for model in (
        Customer, CustomerAlias, Contact, Interaction, Commitment, Contract, Draft, Attachment, ExternalContact,
        HouseWord,
    )
}  # fmt: skip
