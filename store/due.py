"""What reminder rules may know: facts over the whole archive, with no person's eyes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import and_, func, or_, select
from sqlmodel import col

from store.actors import Actor
from store.db import AsyncSession
from store.house_words import HouseRow, house_rows
from store.models import Commitment, Contract, Customer
from store.people import as_actor
from store.people_models import Person, Team

FORGIVEN = timedelta(days=14)


@dataclass(frozen=True)
class Due:
    """Something to be said to a person: about which record, on which occasion, at which moment (UTC)."""

    subject_id: int
    person_id: int
    occasion: str
    at: datetime


@dataclass(frozen=True)
class Colleague:
    """A person with what decides when they are spoken to (not whom they lead), and those who lead them."""

    actor: Actor
    since: datetime
    managers: tuple[int, ...] = ()


@dataclass(frozen=True)
class Archive:
    """Named facts for rules. What a recipient may see is checked when a reminder is worded."""

    session: AsyncSession

    async def open_commitments(self, now: datetime, *, in_digest: bool) -> Sequence[Commitment]:
        """Open commitments whose reminder should have been said by `now`, the earliest first.

        What was missed for longer than `FORGIVEN` is left to the morning's digest.
        """
        query = (
            select(Commitment)
            .where(
                col(Commitment.state) == "open",
                col(Commitment.remind_at).between(now - FORGIVEN, now),
                col(Commitment.in_digest).is_(in_digest),
            )
            .order_by(col(Commitment.remind_at), col(Commitment.id))
        )
        return list((await self.session.execute(query)).scalars())

    async def house_rows(self) -> tuple[HouseRow, ...]:
        """The words and days of the house."""
        return await house_rows(self.session)

    async def active_contracts(self, start: date, end: date) -> Sequence[Contract]:
        """Contracts in force that end within these days, both included."""
        query = (
            select(Contract)
            .where(col(Contract.state) == "active", col(Contract.ends_on).between(start, end))
            .order_by(col(Contract.ends_on), col(Contract.id))
        )
        return list((await self.session.execute(query)).scalars())

    async def everybody(self) -> dict[int, Colleague]:
        """Everybody who is active, by number, each with those who lead them."""
        people = list(
            (await self.session.execute(select(Person).where(col(Person.active)).order_by(col(Person.id))))
            .scalars()
            .all()
        )
        parents = {team.id: team.parent_id for team in (await self.session.execute(select(Team))).scalars()}
        leaders: dict[int | None, list[int]] = {}
        for person in people:
            if person.role == "manager" and person.team_id is not None:
                leaders.setdefault(person.team_id, []).append(person.id)
        return {
            person.id: Colleague(as_actor(person), person.created_at, _above(person, leaders, parents))
            for person in people
        }

    async def owing(self, until: date, before: datetime) -> dict[int, date]:
        """Whose open commitments, made before a moment, are due until a day; with each one's earliest day."""
        query = (
            select(col(Commitment.owner_id), func.min(col(Commitment.due_on)))
            .where(
                col(Commitment.state) == "open",
                col(Commitment.created_at) <= before,
                or_(
                    col(Commitment.due_on) <= until,
                    and_(col(Commitment.in_digest), col(Commitment.remind_at) <= before),
                ),
            )
            .group_by(col(Commitment.owner_id))
        )
        rows = (await self.session.execute(query)).all()
        return {row[0]: row[1] for row in rows if row[1] is not None}

    async def last_contacts(self, customers: Sequence[int]) -> dict[int, datetime]:
        """When these customers were last spoken to; those never spoken to are left out."""
        query = select(col(Customer.id), col(Customer.last_contact_at)).where(
            col(Customer.id).in_(customers), col(Customer.last_contact_at).is_not(None)
        )
        rows = (await self.session.execute(query)).all()
        return {row[0]: row[1] for row in rows if row[1] is not None}


def _above(
    person: Person, leaders: dict[int | None, list[int]], parents: dict[int, int | None]
) -> tuple[int, ...]:
    """Who leads a person: the manager that is named, else the managers of the team or of the nearest above it."""
    if person.manager_id is not None:
        return (person.manager_id,)
    team = person.team_id
    for _level in range(len(parents) + 1):
        found = [leader for leader in leaders.get(team, ()) if leader != person.id]
        if found or team is None:
            return tuple(found)
        team = parents.get(team)
    return ()
