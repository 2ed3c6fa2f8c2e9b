"""Lists that a person asks for: what is due, what ends, who was spoken to, who was not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlmodel import SQLModel, col

from store.models import Commitment, Contact, Contract, Customer, Interaction
from store.records import Records, conditions
from store.visibility import visible

Owners = Sequence[int] | None
"""Whose records: these people's, or everybody's whom the asker may see."""


@dataclass(frozen=True)
class Item:
    """A commitment with the names that a line needs; None where nobody is named or may be seen."""

    commitment: Commitment
    customer: str | None
    contact: str | None


@dataclass(frozen=True)
class Ending:
    """A contract with its customer's name."""

    contract: Contract
    customer: str


@dataclass(frozen=True)
class Spoken:
    """A record of a contact, with the customer and the person spoken to."""

    interaction: Interaction
    customer: Customer
    contact: str | None


async def items(records: Records, owners: Owners, **filters: Any) -> list[Item]:
    """The commitments of these people that pass `filters`, the soonest due first."""
    query = _named(records).where(*conditions(Commitment, filters), *_owned(Commitment, owners))
    return await _items(records, query)


async def items_of_day(
    records: Records, owners: Owners, *, start: date, end: date, done_after: datetime
) -> list[Item]:
    """What is due within these days: open, or done since `done_after`."""
    still = or_(
        col(Commitment.state) == "open",
        and_(col(Commitment.state) == "done", col(Commitment.closed_at) >= done_after),
    )
    query = _named(records).where(
        col(Commitment.due_on).between(start, end), still, *_owned(Commitment, owners)
    )
    return await _items(records, query)


async def contracts_ending(
    records: Records,
    *,
    start: date | None = None,
    end: date | None = None,
    owners: Owners = None,
    states: Sequence[str] = ("active",),
    customer_id: int | None = None,
) -> list[Ending]:
    """Visible contracts whose last day lies within these days, the soonest first."""
    query = (
        select(Contract, col(Customer.name))
        .join(Customer, col(Customer.id) == col(Contract.customer_id))
        .where(visible(Contract, records.actor), col(Contract.state).in_(states), *_owned(Contract, owners))
        .order_by(col(Contract.ends_on).nulls_last(), col(Contract.id))
    )
    if start is not None:
        query = query.where(col(Contract.ends_on) >= start)
    if end is not None:
        query = query.where(col(Contract.ends_on) <= end)
    if customer_id is not None:
        query = query.where(col(Contract.customer_id) == customer_id)
    rows = (await records.session.execute(query)).all()
    records.saw("list", *(row[0] for row in rows))
    return [Ending(row[0], row[1]) for row in rows]


async def spoken_to(
    records: Records, people: Owners, *, start: date, end: date, methods: Sequence[str] = ()
) -> list[Spoken]:
    """The newest record of each customer whom these people spoke to within these days, the newest first."""
    query = (
        select(Interaction, Customer, col(Contact.name))
        .join(Customer, col(Customer.id) == col(Interaction.customer_id))
        .outerjoin(Contact, col(Contact.id) == col(Interaction.contact_id))
        .where(visible(Interaction, records.actor), col(Interaction.happened_on).between(start, end))
        .order_by(
            col(Interaction.happened_on).desc(),
            col(Interaction.happened_at).desc().nulls_last(),
            col(Interaction.id).desc(),
        )
    )
    if people is not None:
        query = query.where(col(Interaction.by_id).in_(people))
    if methods:
        query = query.where(col(Interaction.method).in_(methods))
    newest: dict[int, Spoken] = {}
    for row in (await records.session.execute(query)).all():
        newest.setdefault(row[1].id, Spoken(row[0], row[1], row[2]))
    records.saw("list", *(one.interaction for one in newest.values()))
    return list(newest.values())


async def silent_customers(
    records: Records, owners: Owners, *, before: datetime, levels: Sequence[str] = ()
) -> list[Customer]:
    """Customers nobody spoke to since `before`, the longest silent first; those lost are left out."""
    silent = or_(
        col(Customer.last_contact_at) < before,
        and_(col(Customer.last_contact_at).is_(None), col(Customer.created_at) < before),
    )
    query = (
        select(Customer)
        .where(
            visible(Customer, records.actor),
            silent,
            col(Customer.stage) != "lost",
            *_owned(Customer, owners),
        )
        .order_by(col(Customer.last_contact_at).nulls_first(), col(Customer.id))
    )
    if levels:
        query = query.where(col(Customer.level).in_(levels))
    rows = list((await records.session.execute(query)).scalars())
    records.saw("list", *rows)
    return rows


def _named(records: Records) -> Select[Commitment, str, str]:
    """Commitments with names; a customer who may not be seen any more lends no name."""
    return (
        select(Commitment, col(Customer.name), col(Contact.name))
        .select_from(Commitment)
        .outerjoin(
            Customer,
            and_(col(Customer.id) == col(Commitment.customer_id), visible(Customer, records.actor)),
        )
        .outerjoin(
            Contact, and_(col(Contact.id) == col(Commitment.contact_id), col(Customer.id).is_not(None))
        )
        .where(visible(Commitment, records.actor))
        .order_by(col(Commitment.due_on).nulls_last(), col(Commitment.remind_at), col(Commitment.id))
    )


async def _items(records: Records, query: Select[Commitment, str, str]) -> list[Item]:
    rows: Sequence[Any] = (await records.session.execute(query)).all()
    records.saw("list", *(row[0] for row in rows))
    return [Item(row[0], row[1], row[2]) for row in rows]


def _owned(model: type[SQLModel], owners: Owners) -> list[ColumnElement[bool]]:
    if owners is None:
        return []
    return [col(model.owner_id).in_(owners)]  # type: ignore[attr-defined]  # every model asked about has an owner
