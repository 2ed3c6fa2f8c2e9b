"""People as a turn may touch them: who is who for everybody, adding and inviting for admins."""

from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from store import people
from store.actors import Actor, Refused, Role
from store.models import AuditEntry
from store.people import Invite
from store.people_models import Account, Person, WebSession


@dataclass
class Staff:
    """The people of the house, seen by one of them."""

    session: AsyncSession
    actor: Actor
    channel: str
    now: datetime

    async def names(self, ids: set[int]) -> dict[int, str]:
        """The names of people by their numbers."""
        if not ids:
            return {}
        rows = await self.session.execute(
            select(col(Person.id), col(Person.name)).where(col(Person.id).in_(ids))
        )
        return {row[0]: row[1] for row in rows.all()}

    async def myself(self) -> Person:
        person = await self.session.get(Person, self.actor.id)
        assert person is not None
        return person

    async def named(self, name: str) -> Person | None:
        return await people.person_named(self.session, name)

    async def everyone(self) -> list[Person]:
        """All active people. Raises Refused for anybody but an admin."""
        self._must_be_admin()
        return await people.people(self.session)

    async def add(
        self, name: str, role: str, *, team: str | None = None, manager: str | None = None
    ) -> Person:
        """Add somebody. Raises Refused for a taken name, an unknown role or manager."""
        self._must_be_admin()
        if role not in get_args(Role):
            raise Refused(
                "There is no role “{role}”. Roles: {roles}.", role=role, roles=", ".join(get_args(Role))
            )
        if await people.person_named(self.session, name):
            raise Refused("There is already somebody called {name}.", name=name)
        try:
            person = await people.add_person(
                self.session, name, role, self.now, team=team, manager=manager,
                language=self.actor.language, timezone=self.actor.timezone,
            )  # fmt: skip
        except LookupError as missing:
            raise Refused("I don't know anybody called {name}.", name=manager) from missing
        self._audit("create", person.id, {"name": name, "role": role})
        return person

    async def invite(self, name: str) -> Invite:
        """A one-time code for somebody. Raises Refused for strangers' names and from anybody but an admin."""
        self._must_be_admin()
        person = await self._must_know(name)
        self._audit("invite", person.id, {})
        return await people.invite(self.session, person.id, self.now)

    async def release(self, name: str) -> Person:
        """End somebody's access at once: accounts, open sessions and reminders."""
        self._must_be_admin()
        person = await self._must_know(name)
        if person.id == self.actor.id:
            raise Refused("You cannot let yourself go; ask another admin.")
        person.active = False
        self.session.add(person)
        accounts = (
            await self.session.execute(select(Account).where(col(Account.person_id) == person.id))
        ).scalars()
        for account in list(accounts):
            if account.channel == "web":
                ended = update(WebSession).where(col(WebSession.sender) == account.sender)
                await self.session.execute(ended.values(expires_at=self.now))
            await self.session.delete(account)
        await self.session.flush()
        self._audit("release", person.id, {})
        return person

    async def change_myself(self, **values: object) -> Person:
        """Change one's own settings, such as the language or quiet hours."""
        person = await self.myself()
        before = {name: str(getattr(person, name)) for name in values}
        for name, value in values.items():
            setattr(person, name, value)
        self.session.add(person)
        await self.session.flush()
        self._audit(
            "change",
            person.id,
            {"before": before, "after": {name: str(value) for name, value in values.items()}},
        )
        return person

    async def _must_know(self, name: str) -> Person:
        person = await people.person_named(self.session, name)
        if person is None or not person.active:
            raise Refused("I don't know anybody called {name}.", name=name)
        return person

    def _must_be_admin(self) -> None:
        if self.actor.role != "admin":
            raise Refused("Only an admin can do that.")

    def _audit(self, action: str, person_id: int, details: dict[str, object]) -> None:
        self.session.add(
            AuditEntry(
                at=self.now, person_id=self.actor.id, channel=self.channel, action=action,
                model="person", record_id=person_id, details=details,
            )
        )  # fmt: skip
