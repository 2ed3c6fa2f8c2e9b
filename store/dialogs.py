"""Open questions, and the cards that were sent: their buttons, their rows, what they speak of."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from store.ledgers import Card, DialogRow, OutboxRow

CARD_LIFE = timedelta(days=8)
"""How long a button, a row's number or a reply to a card is understood."""
_QUOTABLE = 40


async def load(session: AsyncSession, key: str, now: datetime) -> DialogRow:
    """Lock and load the dialog of a person; a new one where there was none."""
    query = select(DialogRow).where(col(DialogRow.key) == key).with_for_update()
    row = (await session.execute(query)).scalar_one_or_none()
    if row is None:
        row = DialogRow(key=key, updated_at=now)
        session.add(row)
    return row


async def make_card(
    session: AsyncSession,
    row: OutboxRow,
    *,
    buttons: Sequence[dict[str, Any]],
    rows: Sequence[dict[str, Any]],
    about: Sequence[dict[str, Any]],
    language: str,
    change_id: int | None,
    now: datetime,
) -> Card:
    """Give a message its card. A button's token is the card's code, a dot and the button's place."""
    card = Card(
        code=_new_code(), outbox_id=row.id, channel=row.channel, conversation=row.conversation,
        person_id=row.person_id, language=language, buttons=list(buttons), rows=list(rows), about=list(about),
        change_id=change_id, created_at=now,
    )  # fmt: skip
    session.add(card)
    await session.flush()
    return card


def _new_code() -> str:
    """Twelve characters, small and capital letters among them: typed numbers of contracts look otherwise."""
    while True:
        code = secrets.token_urlsafe(9)
        if any(char.islower() for char in code) and any(char.isupper() for char in code):
            return code


async def card_of(session: AsyncSession, outbox_id: int) -> Card | None:
    query = select(Card).where(col(Card.outbox_id) == outbox_id)
    return (await session.execute(query)).scalar_one_or_none()


async def card_by_token(session: AsyncSession, token: str) -> tuple[Card, int] | None:
    """Lock the card that a token names, with the place of its button; None for an unknown token."""
    code, _, place = token.rpartition(".")
    query = select(Card).where(col(Card.code) == code).with_for_update()
    card = (await session.execute(query)).scalar_one_or_none()
    if card is None or not place.isdecimal() or len(place) > 4 or int(place) >= len(card.buttons):
        return None
    return card, int(place)


async def recent_cards(
    session: AsyncSession, channel: str, conversation: str, now: datetime, *, most: int = 12
) -> list[Card]:
    """The newest cards of a conversation, the newest first."""
    query = select(Card).where(
        col(Card.channel) == channel,
        col(Card.conversation) == conversation,
        col(Card.created_at) >= now - CARD_LIFE,
    )
    return list((await session.execute(query.order_by(col(Card.id).desc()).limit(most))).scalars())


async def cards_elsewhere(
    session: AsyncSession, person_id: int, channel: str, conversation: str, now: datetime, *, most: int = 3
) -> list[Card]:
    """The newest answers to a person in their other conversations, the newest first; no reminders."""
    query = (
        select(Card)
        .join(OutboxRow, col(OutboxRow.id) == col(Card.outbox_id))
        .where(
            col(Card.person_id) == person_id,
            or_(col(Card.channel) != channel, col(Card.conversation) != conversation),
            col(Card.created_at) >= now - CARD_LIFE,
            col(OutboxRow.rank) == 0,
        )
    )
    return list((await session.execute(query.order_by(col(Card.id).desc()).limit(most))).scalars())


async def card_quoted(
    session: AsyncSession, channel: str, conversation: str, words: str, now: datetime
) -> Card | None:
    """The newest card whose words were quoted, for platforms that quote words and give no id."""
    quoted = _bare(words)
    query = (
        select(Card, col(OutboxRow.payload))
        .join(OutboxRow, col(OutboxRow.id) == col(Card.outbox_id))
        .where(
            col(Card.channel) == channel,
            col(Card.conversation) == conversation,
            col(Card.created_at) >= now - CARD_LIFE,
        )
        .order_by(col(Card.id).desc())
        .limit(_QUOTABLE)
    )
    for card, payload in (await session.execute(query)).all() if quoted else ():
        said = _bare(str((payload or {}).get("text", "")))
        if said and (quoted.startswith(said) or said.startswith(quoted)):
            return card  # type: ignore[no-any-return]
    return None


def _bare(words: str) -> str:
    """Letters and digits only: platforms change marks, spaces and markdown in what they quote."""
    return "".join(char for char in words if char.isalnum())


async def card_replied_to(
    session: AsyncSession, channel: str, conversation: str, message_id: str
) -> Card | None:
    """The card that was sent under a platform's message id."""
    query = (
        select(Card)
        .join(OutboxRow, col(OutboxRow.id) == col(Card.outbox_id))
        .where(
            col(OutboxRow.channel) == channel,
            col(OutboxRow.conversation) == conversation,
            col(OutboxRow.message_id) == message_id,
        )
    )
    return (await session.execute(query.order_by(col(Card.id).desc()).limit(1))).scalar_one_or_none()
