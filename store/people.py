"""People, their accounts, and how an account is bound to a person."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from store.actors import Actor
from store.models import AuditEntry
from store.people_models import Account, BindAttempt, Invitation, Person, Team

INVITATION_LIFE = timedelta(days=3)
Address = tuple[int, str, str]
"""A person, a channel and a conversation on it: to whom something is said, and where."""
GUESSES = 5
GUESS_WINDOW = timedelta(minutes=15)


class TooManyGuesses(Exception):
    """This sender typed too many wrong codes; codes are not looked at for a quarter of an hour."""


@dataclass(frozen=True)
class Invite:
    """What an admin hands over: the six digits, or the token inside a link. Neither is stored."""

    code: str
    token: str
    expires_at: datetime


async def actor_of(session: AsyncSession, channel: str, sender: str) -> tuple[Actor, Account] | None:
    """The active person behind an account; None for strangers and leavers."""
    query = (
        select(Person, Account)
        .join(Account, col(Account.person_id) == col(Person.id))
        .where(col(Account.channel) == channel, col(Account.sender) == sender, col(Person.active))
    )
    found = (await session.execute(query)).first()
    return (await _actor(session, found[0]), found[1]) if found else None


async def actor_by_id(session: AsyncSession, person_id: int) -> Actor | None:
    person = await session.get(Person, person_id)
    return await _actor(session, person) if person and person.active else None


async def person_named(session: AsyncSession, name: str) -> Person | None:
    return (await session.execute(select(Person).where(col(Person.name) == name))).scalar_one_or_none()


async def people(session: AsyncSession) -> list[Person]:
    return list(
        (await session.execute(select(Person).where(col(Person.active)).order_by(col(Person.id)))).scalars()
    )


async def with_role(session: AsyncSession, role: str) -> list[Person]:
    query = select(Person).where(col(Person.active), col(Person.role) == role).order_by(col(Person.id))
    return list((await session.execute(query)).scalars())


async def add_person(
    session: AsyncSession, name: str, role: str, now: datetime, *, team: str | None = None,
    manager: str | None = None, language: str = "zh", timezone: str = "Asia/Shanghai",
) -> Person:  # fmt: skip
    """Add somebody; their team is made where it is new. Raises LookupError for an unknown manager."""
    above = await person_named(session, manager) if manager else None
    if manager and above is None:
        raise LookupError(manager)
    person = Person(
        name=name, role=role, language=language, timezone=timezone, created_at=now,
        team_id=(await _team(session, team)).id if team else None, manager_id=above.id if above else None,
    )  # fmt: skip
    session.add(person)
    await session.flush()
    return person


async def link_account(
    session: AsyncSession, person_id: int, channel: str, sender: str, conversation: str
) -> Account:
    """Bind an account to a person; an account that was another's is moved."""
    query = select(Account).where(col(Account.channel) == channel, col(Account.sender) == sender)
    account = (await session.execute(query)).scalar_one_or_none()
    if account is None:
        account = Account(person_id=person_id, channel=channel, sender=sender, conversation=conversation)
    account.person_id, account.conversation, account.reachable = person_id, conversation, True
    session.add(account)
    await session.flush()
    return account


async def invite(session: AsyncSession, person_id: int, now: datetime) -> Invite:
    """A new one-time invitation; earlier ones of this person stop working."""
    await session.execute(
        update(Invitation)
        .where(col(Invitation.person_id) == person_id, col(Invitation.used_at).is_(None))
        .values(used_at=now)
    )
    made = Invite(f"{secrets.randbelow(10**6):06d}", secrets.token_urlsafe(16), now + INVITATION_LIFE)
    while await _open_invitation(session, made.code, now):
        made = Invite(f"{secrets.randbelow(10**6):06d}", made.token, made.expires_at)
    session.add(
        Invitation(
            person_id=person_id, code_hash=hashed(made.code), link_hash=hashed(made.token),
            created_at=now, expires_at=made.expires_at,
        )
    )  # fmt: skip
    await session.flush()
    return made


async def bind(
    session: AsyncSession, code: str, channel: str, sender: str, conversation: str, now: datetime
) -> Person | None:
    """Use up a code and bind the account; None for a wrong, used or old code. Raises TooManyGuesses."""
    person = await redeem(session, code, channel, sender, now)
    if person is not None:
        await link_account(session, person.id, channel, sender, conversation)
    return person


async def redeem(
    session: AsyncSession, code: str, channel: str, guesser: str, now: datetime
) -> Person | None:
    """Use up a code: whose it is, or None. Wrong codes are counted against `guesser`. Raises TooManyGuesses."""
    await check_guesses(session, channel, guesser, now)
    invitation = await _open_invitation(session, code, now)
    person = await session.get(Person, invitation.person_id) if invitation else None
    if invitation is None or person is None or not person.active:
        session.add(BindAttempt(channel=channel, sender=guesser, at=now))
        await session.flush()
        return None
    invitation.used_at = now
    session.add(invitation)
    entry = AuditEntry(at=now, person_id=person.id, channel=channel, action="bind")
    entry.model, entry.record_id = "person", person.id
    session.add(entry)
    await session.flush()
    return person


async def check_guesses(session: AsyncSession, channel: str, sender: str, now: datetime) -> None:
    query = select(func.count()).where(
        col(BindAttempt.channel) == channel,
        col(BindAttempt.sender) == sender,
        col(BindAttempt.at) > now - GUESS_WINDOW,
    )
    if int((await session.execute(query)).scalar_one()) >= GUESSES:
        raise TooManyGuesses


async def conversation_of(session: AsyncSession, person_id: int) -> Account | None:
    """Where a person is written to: the preferred channel, else where they wrote last."""
    return (await conversations(session, [person_id])).get(person_id)


async def conversations(session: AsyncSession, person_ids: Iterable[int]) -> dict[int, Account]:
    """The same for many at once: each person's conversation, where they have one."""
    query = (
        select(Account, col(Person.preferred_channel))
        .join(Person, col(Person.id) == col(Account.person_id))
        .where(col(Person.id).in_(set(person_ids)), col(Person.active), col(Account.reachable))
        .order_by(  # the last one counts
            col(Account.channel) == col(Person.preferred_channel),
            col(Account.last_in_at).nulls_first(),
            col(Account.id).desc(),
        )
    )
    return {account.person_id: account for account, _ in (await session.execute(query)).all()}


async def still_theirs(session: AsyncSession, addressed: Iterable[Address]) -> set[Address]:
    """Those whose person is still here and whose chat has not become another's."""
    wanted = set(addressed)
    active = select(col(Person.id)).where(col(Person.id).in_({one[0] for one in wanted}), col(Person.active))
    here = set((await session.execute(active)).scalars())
    chat = (col(Account.channel), col(Account.conversation))
    owned = select(*chat, col(Account.person_id)).where(tuple_(*chat).in_({one[1:] for one in wanted}))
    owners: dict[tuple[str, str], set[int]] = {}
    for channel, conversation, person_id in (await session.execute(owned)).all():
        owners.setdefault((channel, conversation), set()).add(person_id)
    return {one for one in wanted if one[0] in here and one[0] in owners.get(one[1:], {one[0]})}


async def mark_unreachable(session: AsyncSession, channel: str, conversation: str) -> None:
    await session.execute(
        update(Account)
        .where(col(Account.channel) == channel, col(Account.conversation) == conversation)
        .values(reachable=False)
    )


async def touch(session: AsyncSession, account: Account, conversation: str | None, now: datetime) -> None:
    """The person wrote: they are reachable, here."""
    account.last_in_at, account.reachable = now, True
    if conversation is not None:
        account.conversation = conversation
    session.add(account)


def note(session: AsyncSession, action: str, person_id: int, now: datetime, **details: object) -> None:
    """Audit what was done to a person at a terminal, where nobody is signed in."""
    entry = AuditEntry(at=now, channel="command", action=action, details=details)
    entry.model, entry.record_id = "person", person_id
    session.add(entry)


def hashed(secret: str) -> str:
    """The stored form of a code or token: it cannot be turned back for long tokens; codes are short-lived."""
    return hashlib.sha256(f"fieldbook:{secret.strip()}".encode()).hexdigest()


async def _open_invitation(session: AsyncSession, code: str, now: datetime) -> Invitation | None:
    digest = hashed(code)
    query = (
        select(Invitation)
        .where(
            or_(col(Invitation.code_hash) == digest, col(Invitation.link_hash) == digest),
            col(Invitation.used_at).is_(None),
            col(Invitation.expires_at) > now,
        )
        .limit(1)
        .with_for_update()
    )
    return (await session.execute(query)).scalar_one_or_none()


async def _team(session: AsyncSession, name: str) -> Team:
    team = (await session.execute(select(Team).where(col(Team.name) == name))).scalar_one_or_none()
    if team is None:
        team = Team(name=name)
        session.add(team)
        await session.flush()
    return team


async def _actor(session: AsyncSession, person: Person) -> Actor:
    return as_actor(person, await _reports(session, person) if person.role == "manager" else ())


def as_actor(person: Person, reports: tuple[int, ...] = ()) -> Actor:
    """The person with the rights of their role; whom they lead must be looked up."""
    return Actor(
        id=person.id,
        name=person.name,
        role=person.role,  # type: ignore[arg-type]  # the column holds roles only
        language=person.language,
        timezone=person.timezone,
        reports=reports,
        quiet_from=person.quiet_from,
        quiet_until=person.quiet_until,
        digest_at=person.digest_at,
        remind_at=person.remind_at,
    )


async def _reports(session: AsyncSession, manager: Person) -> tuple[int, ...]:
    """Everybody below: the manager's team and the teams under it, and whoever names them as manager."""
    teams = (await session.execute(select(col(Team.id), col(Team.parent_id)))).all()
    team_ids = {manager.team_id} if manager.team_id else set()
    while grown := {team for team, parent in teams if parent in team_ids} - team_ids:
        team_ids |= grown
    rows = (await session.execute(select(col(Person.id), col(Person.team_id), col(Person.manager_id)))).all()
    below = {person for person, team, _ in rows if team in team_ids}
    while grown := {person for person, _, above in rows if above in below | {manager.id}} - below:
        below |= grown
    return tuple(sorted(below - {manager.id}))
