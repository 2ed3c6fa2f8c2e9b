"""People, their teams and accounts, and the keys to bind them."""

from datetime import datetime, time

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from store.columns import Numbered, utc_field


class Team(Numbered, table=True):
    """A team; teams form a tree."""

    name: str = Field(unique=True)
    parent_id: int | None = Field(default=None, foreign_key="team.id")


class Person(Numbered, table=True):
    """Somebody who uses the book. Times are in the person's own zone."""

    name: str = Field(unique=True)
    role: str = "rep"
    team_id: int | None = Field(default=None, foreign_key="team.id", index=True)
    manager_id: int | None = Field(default=None, foreign_key="person.id")
    language: str = "zh"
    timezone: str = "Asia/Shanghai"
    quiet_from: time = time(20, 0)
    quiet_until: time = time(8, 0)
    digest_at: time = time(8, 33)
    remind_at: time = time(9, 33)
    preferred_channel: str | None = None
    active: bool = True
    created_at: datetime = utc_field()


class Account(Numbered, table=True):
    """One account of a person on a channel; `conversation` is where they are written to."""

    __table_args__ = (UniqueConstraint("channel", "sender"),)

    person_id: int = Field(foreign_key="person.id", index=True)
    channel: str
    sender: str
    conversation: str
    reachable: bool = True
    last_in_at: datetime | None = utc_field(default=None)


class Invitation(Numbered, table=True):
    """A one-time invitation: six digits to type, or a long token in a link; only hashes are kept."""

    person_id: int = Field(foreign_key="person.id", index=True)
    code_hash: str = Field(index=True)
    link_hash: str = Field(unique=True)
    created_at: datetime = utc_field()
    expires_at: datetime = utc_field()
    used_at: datetime | None = utc_field(default=None)


class BindAttempt(Numbered, table=True):
    """A wrong code, counted so that codes cannot be guessed."""

    channel: str
    sender: str
    at: datetime = utc_field(index=True)


class WebSession(Numbered, table=True):
    """A signed-in browser; only the hash of its token is kept."""

    token_hash: str = Field(unique=True)
    sender: str = Field(index=True)
    created_at: datetime = utc_field()
    expires_at: datetime = utc_field()
