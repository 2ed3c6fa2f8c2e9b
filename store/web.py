"""What the web chat keeps: who is signed in, and what a conversation looked like."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlmodel import col

from store.db import AsyncSession
from store.ledgers import Card, InboxRow, OutboxRow
from store.people import hashed, link_account
from store.people_models import Account, Person, WebSession

SESSION_LIFE = timedelta(days=30)
CHANNEL = "web"


@dataclass(frozen=True)
class Line:
    """One message of a conversation: what came in, or what went out with its card."""

    at: datetime
    came: InboxRow | None = None
    went: OutboxRow | None = None
    card: Card | None = None


async def web_account(session: AsyncSession, person: Person) -> Account:
    """The person's account on the web chat, made where there is none."""
    query = select(Account).where(col(Account.person_id) == person.id, col(Account.channel) == CHANNEL)
    found: Account | None = (await session.execute(query.limit(1))).scalar_one_or_none()
    sender = f"p{person.id}"
    return found or await link_account(session, person.id, CHANNEL, sender, sender)


async def open_session(session: AsyncSession, sender: str, now: datetime) -> str:
    """A new secret token for a signed-in browser."""
    token = secrets.token_urlsafe(32)
    session.add(
        WebSession(token_hash=hashed(token), sender=sender, created_at=now, expires_at=now + SESSION_LIFE)
    )
    await session.flush()
    return token


async def close_session(session: AsyncSession, token: str, now: datetime) -> None:
    ended = update(WebSession).where(col(WebSession.token_hash) == hashed(token))
    await session.execute(ended.values(expires_at=now))


async def person_of_session(
    session: AsyncSession, token: str, now: datetime
) -> tuple[Account, Person] | None:
    """Who is behind a token; None where it has ended or the person has left."""
    query = (
        select(Account, Person)
        .join(WebSession, col(WebSession.sender) == col(Account.sender))
        .join(Person, col(Person.id) == col(Account.person_id))
        .where(
            col(Account.channel) == CHANNEL,
            col(WebSession.token_hash) == hashed(token),
            col(WebSession.expires_at) > now,
            col(Person.active),
        )
    )
    found = (await session.execute(query)).first()
    return (found[0], found[1]) if found else None


async def web_people(session: AsyncSession) -> list[tuple[Account, Person]]:
    """Everybody active who has an account on the web chat."""
    query = (
        select(Account, Person)
        .join(Person, col(Person.id) == col(Account.person_id))
        .where(col(Account.channel) == CHANNEL, col(Person.active))
        .order_by(col(Person.id))
    )
    return [(row[0], row[1]) for row in (await session.execute(query)).all()]


async def history(session: AsyncSession, conversation: str, limit: int) -> list[Line]:
    """The newest messages of a conversation, the oldest first."""
    came = (
        select(InboxRow)
        .where(col(InboxRow.channel) == CHANNEL, col(InboxRow.conversation) == conversation)
        .order_by(col(InboxRow.id).desc())
        .limit(limit)
    )
    went = (
        select(OutboxRow, Card)
        .join(Card, col(Card.outbox_id) == col(OutboxRow.id), isouter=True)
        .where(
            col(OutboxRow.channel) == CHANNEL,
            col(OutboxRow.conversation) == conversation,
            col(OutboxRow.state) == "sent",
            col(OutboxRow.key).not_like("mark:%"),
        )
        .order_by(col(OutboxRow.id).desc())
        .limit(limit)
    )
    lines = [Line(row.received_at, came=row) for row in (await session.execute(came)).scalars()]
    for row, card in (await session.execute(went)).all():
        lines.append(Line(row.sent_at or row.created_at, went=row, card=card))
    # the answer to a message never stands before it, even within one clock tick
    lines.sort(key=lambda line: (line.at, line.went is not None, line.came.id if line.came else 0))
    return lines[-limit:]


async def cards_by_code(session: AsyncSession, codes: set[str]) -> dict[str, Card]:
    """The cards behind the tokens of taps."""
    query = select(Card).where(col(Card.code).in_(codes))
    return {card.code: card for card in (await session.execute(query)).scalars()}
