"""What reminder rules may know: facts over the whole archive, with no person's eyes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlmodel import col

from store.actors import Actor
from store.db import AsyncSession
from store.models import Commitment, Contract
from store.people import actor_by_id


@dataclass(frozen=True)
class Due:
    """Something to be said to a person: about which record, on which occasion, at which moment (UTC)."""

    subject_id: int
    person_id: int
    occasion: str
    at: datetime


@dataclass(frozen=True)
class Archive:
    """Named facts for rules. What a recipient may see is checked when a reminder is worded."""

    session: AsyncSession

    async def open_commitments(self, now: datetime, *, in_digest: bool) -> Sequence[Commitment]:
        """Open commitments whose reminder should have been said by `now`, the earliest first."""
        query = (
            select(Commitment)
            .where(
                col(Commitment.state) == "open",
                col(Commitment.remind_at) <= now,
                col(Commitment.in_digest).is_(in_digest),
            )
            .order_by(col(Commitment.remind_at), col(Commitment.id))
        )
        return list((await self.session.execute(query)).scalars())

    async def active_contracts(self, start: date, end: date) -> Sequence[Contract]:
        """Contracts in force that end within these days, both included."""
        query = (
            select(Contract)
            .where(col(Contract.state) == "active", col(Contract.ends_on).between(start, end))
            .order_by(col(Contract.ends_on), col(Contract.id))
        )
        return list((await self.session.execute(query)).scalars())

    async def people(self) -> list[Actor]:
        """Everybody who is active."""
        from store.people import people

        found = [await actor_by_id(self.session, person.id) for person in await people(self.session)]
        return [actor for actor in found if actor is not None]

    async def person(self, person_id: int) -> Actor | None:
        return await actor_by_id(self.session, person_id)
