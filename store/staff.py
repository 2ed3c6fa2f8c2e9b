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
from store.people_models import Account, Person, Team, WebSession


@dataclass(frozen=True)
class Member:
    """Somebody as an admin lists them: role, team, manager, and where they are bound."""

    name: str
    role: str
    team: str
    manager: str
    channels: tuple[str, ...]


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
        self.must_be_admin()
        return await people.people(self.session)

    async def members(self) -> list[Member]:
        """All active people as a list. Raises Refused for anybody but an admin."""
        found = await self.everyone()
        teams = await self.session.execute(select(col(Team.id), col(Team.name)))
        team_names = {row[0]: row[1] for row in teams.all()}
        accounts = await self.session.execute(select(col(Account.person_id), col(Account.channel)))
        bound = sorted((row[0], row[1]) for row in accounts.all())
        names = {person.id: person.name for person in found}
        return [
            Member(
                person.name,
                person.role,
                team_names.get(person.team_id or 0, ""),
                names.get(person.manager_id or 0, ""),
                tuple(dict.fromkeys(channel for owner, channel in bound if owner == person.id)),
            )
            for person in found
        ]

    async def add(
        self, name: str, role: str, *, team: str | None = None, manager: str | None = None, language: str = ""
    ) -> Person:
        """Add somebody, who is written to in `language` until they choose. Raises Refused for a taken name, an unknown role or manager."""
        self.must_be_admin()
        if role not in get_args(Role):
            raise Refused(
                "There is no role “{role}”. Roles: {roles}.", role=role, roles=", ".join(get_args(Role))
            )
        if await people.person_named(self.session, name):
            raise Refused("There is already somebody called {name}.", name=name)
        try:
            person = await people.add_person(
                self.session, name, role, self.now, team=team, manager=manager,
                language=language or self.actor.language, timezone=self.actor.timezone,
            )  # fmt: skip
        except LookupError as missing:
            raise Refused("I don't know anybody called {name}.", name=manager) from missing
        self._audit("create", person.id, {"name": name, "role": role})
        return person

    async def invite(self, name: str) -> Invite:
        """A one-time code for somebody. Raises Refused for strangers' names and from anybody but an admin."""
        self.must_be_admin()
        person = await self.known(name)
        self._audit("invite", person.id, {})
        return await people.invite(self.session, person.id, self.now)

    async def invite_myself(self) -> Invite:
        """A one-time code for another account of one's own."""
        self._audit("invite", self.actor.id, {})
        return await people.invite(self.session, self.actor.id, self.now)

    async def my_channels(self) -> list[str]:
        """Where one is bound and can be reached, the channel used last first."""
        query = (
            select(col(Account.channel))
            .where(col(Account.person_id) == self.actor.id, col(Account.reachable))
            .order_by(col(Account.last_in_at).desc().nulls_last(), col(Account.id))
        )
        return list(dict.fromkeys((await self.session.execute(query)).scalars()))

    async def release(self, name: str) -> Person:
        """End somebody's access at once: accounts, open sessions and reminders."""
        self.must_be_admin()
        person = await self.known(name)
        self.must_not_be(person)
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

    async def known(self, name: str) -> Person:
        """The active person of this name, whatever its letters' case. Raises Refused where nobody is."""
        person = await people.person_named(self.session, name)
        if person is None:
            alike = [one for one in await people.people(self.session) if one.name.lower() == name.lower()]
            person = alike[0] if len(alike) == 1 else None
        if person is None or not person.active:
            raise Refused("I don't know anybody called {name}.", name=name)
        return person

    def must_not_be(self, person: Person) -> None:
        """Raises Refused for oneself: nobody locks themselves out."""
        if person.id == self.actor.id:
            raise Refused("You cannot let yourself go; ask another admin.")

    def must_be_admin(self) -> None:
        """Raises Refused for anybody else: the same words for all, whatever was asked."""
        if self.actor.role != "admin":
            raise Refused("Only an admin can do that.")

    def _audit(self, action: str, person_id: int, details: dict[str, object]) -> None:
        self.session.add(
            AuditEntry(
                at=self.now, person_id=self.actor.id, channel=self.channel, action=action,
                model="person", record_id=person_id, details=details,
            )
        )  # fmt: skip
