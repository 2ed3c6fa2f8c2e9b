"""The tables of the two ledgers at the gate: what came in, and what must go out."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from store.columns import Json, Numbered, Row, utc_field

_WAITING = text("state = 'waiting'")
_UNSENT = text("state = 'unsent'")


class InboxRow(Numbered, table=True):
    """A message that came in, written before its platform was acknowledged."""

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("channel", "dedupe_key"),
        Index(
            "ix_inbox_waiting",
            "channel",
            "conversation",
            "id",
            sqlite_where=_WAITING,
            postgresql_where=_WAITING,
        ),
        Index("ix_inbox_message", "channel", "conversation", "message_id"),
    )

    channel: str
    dedupe_key: str
    conversation: str
    message_id: str | None = None
    payload: dict[str, Any] = Field(sa_type=Json)
    state: str = "waiting"
    attempts: int = 0
    received_at: datetime = utc_field()
    not_before: datetime = utc_field()


class OutboxRow(Numbered, table=True):
    """A message that must go out, under the key of its occasion.

    `rank` is 0 for answers and 1 for reminders; a reminder has no payload until it is sent:
    `rule` and `subject_id` say what it speaks of. `state`: unsent, sent, dropped or failed.
    `ticket` is what the platform gave to answer one message of theirs, in the channel's own form.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index(
            "ix_outbox_lane",
            "channel",
            "conversation",
            "rank",
            "id",
            sqlite_where=_UNSENT,
            postgresql_where=_UNSENT,
        ),
        Index("ix_outbox_history", "channel", "conversation", "id"),
        Index("ix_outbox_platform", "channel", "conversation", "message_id"),
    )

    key: str = Field(unique=True)
    channel: str
    conversation: str
    person_id: int | None = Field(default=None, index=True)
    rank: int = 0
    payload: dict[str, Any] | None = Field(default=None, sa_type=Json)
    rule: str | None = None
    subject_id: int | None = None
    occasion: str = ""
    state: str = "unsent"
    attempts: int = 0
    created_at: datetime = utc_field()
    due_at: datetime = utc_field()
    sent_at: datetime | None = utc_field(default=None)
    message_id: str | None = None
    error: str | None = None
    ticket: str | None = None


class Lane(Row, table=True):
    """The turn-taking of one conversation's outgoing messages: a failure makes the lane wait, not a row."""

    channel: str = Field(primary_key=True)
    conversation: str = Field(primary_key=True)
    not_before: datetime = utc_field()
    leased_until: datetime | None = utc_field(default=None)
    lease: str | None = None


class Card(Numbered, table=True):
    """What a sent message offers: its buttons by token, its numbered rows, the records that it speaks of."""

    __table_args__ = (
        Index("ix_card_conversation", "channel", "conversation", "id"),
        Index("ix_card_person", "person_id", "id"),
    )

    code: str = Field(unique=True)
    outbox_id: int = Field(foreign_key="outbox.id", index=True)
    channel: str
    conversation: str
    person_id: int | None = None
    language: str = "zh"
    buttons: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    rows: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    about: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    change_id: int | None = None
    used: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    created_at: datetime = utc_field()


class DialogRow(Row, table=True):
    """The open question of a person, and what was last spoken of."""

    __tablename__ = "dialog"

    key: str = Field(primary_key=True)
    step: str | None = None
    memory: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    topic: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    updated_at: datetime = utc_field()
