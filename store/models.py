"""The customer archive: what is known of customers, and what was promised to whom."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from store.columns import Json, Numbered, Row, utc_field


class Customer(Numbered, table=True):
    """客户. `number` is never used again.

    `core` is the name without region and legal form, `sound` its pinyin syllables, `initials` their letters.
    """

    number: str = Field(unique=True)
    name: str = Field(index=True)
    core: str = Field(default="", index=True)
    sound: str = ""
    initials: str = ""
    kind: str = "company"
    industry: str | None = None
    size: str | None = None
    region: str | None = None
    address: str | None = None
    level: str | None = None
    stage: str = "potential"
    needs: list[str] = Field(default_factory=list, sa_type=Json)
    core_need: str | None = None
    budget: str | None = None
    products: str | None = None
    intent: str | None = None
    source: str | None = None
    source_person: str | None = None
    owner_id: int = Field(foreign_key="person.id", index=True)
    tags: list[str] = Field(default_factory=list, sa_type=Json)
    preference: str | None = None
    special_request: str | None = None
    risk: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    checked: bool = False
    created_at: datetime = utc_field()
    created_by: int = Field(foreign_key="person.id")
    updated_at: datetime = utc_field()
    last_contact_at: datetime | None = utc_field(default=None)


class CustomerAlias(Numbered, table=True):
    """Another name under which a customer is found: 简称 or a former name."""

    customer_id: int = Field(foreign_key="customer.id", index=True)
    name: str = Field(index=True)


class Collaboration(Row, table=True):
    """协作: a person who may see and edit a customer that is not their own."""

    customer_id: int = Field(foreign_key="customer.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True, index=True)


class Contact(Numbered, table=True):
    """联系人. `phone` holds digits only, foreign ones with their country code; old numbers are kept."""

    customer_id: int = Field(foreign_key="customer.id", index=True)
    name: str = Field(index=True)
    sound: str = ""
    title: str | None = None
    decision_role: str | None = None
    phone: str | None = Field(default=None, index=True)
    old_phones: list[str] = Field(default_factory=list, sa_type=Json)
    email: str | None = None
    wechat: str | None = None
    note: str | None = None
    created_at: datetime = utc_field()


class Interaction(Numbered, table=True):
    """跟进记录. `happened_on` is the local day; `happened_at` is set where a clock time was said."""

    customer_id: int = Field(foreign_key="customer.id", index=True)
    contact_id: int | None = Field(default=None, foreign_key="contact.id")
    by_id: int = Field(foreign_key="person.id", index=True)
    happened_on: date = Field(index=True)
    happened_at: datetime | None = utc_field(default=None)
    day_part: str | None = None
    method: str | None = None
    summary: str = ""
    feedback: str | None = None
    need: str | None = None
    milestones: list[str] = Field(default_factory=list, sa_type=Json)
    words: str = ""
    created_at: datetime = utc_field()


class Commitment(Numbered, table=True):
    """待办: our promise, their promise or the next contact.

    `due_on` is the local day of the owner; `due_at` is the moment where a time was said;
    `remind_at` is when the reminder should have been said (None: not at all);
    `in_digest` marks those that the morning digest carries.
    """

    __table_args__ = (Index("ix_commitment_due", "state", "remind_at"),)

    customer_id: int | None = Field(default=None, foreign_key="customer.id", index=True)
    contact_id: int | None = Field(default=None, foreign_key="contact.id")
    owner_id: int = Field(foreign_key="person.id", index=True)
    interaction_id: int | None = Field(default=None, foreign_key="interaction.id", index=True)
    kind: str = "next_contact"
    text: str = ""
    due_on: date | None = Field(default=None, index=True)
    due_at: datetime | None = utc_field(default=None)
    remind_at: datetime | None = utc_field(default=None)
    in_digest: bool = False
    state: str = "open"
    closed_at: datetime | None = utc_field(default=None)
    created_at: datetime = utc_field()


class Contract(Numbered, table=True):
    """合同. `state`: active, renewed, declined (with `reason`) or expired; `renews_id` is the one before."""

    customer_id: int = Field(foreign_key="customer.id", index=True)
    owner_id: int = Field(foreign_key="person.id", index=True)
    number: str | None = Field(default=None, index=True)
    title: str | None = None
    signed_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = Field(default=None, index=True)
    amount: Decimal | None = Field(default=None, max_digits=18, decimal_places=2)
    currency: str = "CNY"
    terms: str | None = None
    state: str = "active"
    reason: str | None = None
    renews_id: int | None = Field(default=None, foreign_key="contract.id")
    quiet_until: date | None = None
    created_at: datetime = utc_field()


class Draft(Numbered, table=True):
    """草稿: words that could not be placed yet, kept whole."""

    person_id: int = Field(foreign_key="person.id", index=True)
    words: str
    created_at: datetime = utc_field()


class Attachment(Numbered, table=True):
    """附件: a file or picture that somebody sent, its caption kept whole in `words`.

    `reference` (`kept:…`) is None until the content is there, and stays so where it could not be had.
    `model` and `record_id` tell what it came with, such as a record; no customer: it waits for one.
    `source_key` names the message that brought it, and its place there.
    """

    by_id: int = Field(foreign_key="person.id", index=True)
    customer_id: int | None = Field(default=None, foreign_key="customer.id", index=True)
    model: str | None = None
    record_id: int | None = None
    name: str = ""
    mime: str = ""
    size: int = 0
    reference: str | None = None
    words: str = ""
    source_key: str = Field(unique=True)
    created_at: datetime = utc_field()


class ExternalContact(Numbered, table=True):
    """外部联系人: a customer's person whom somebody of ours added in a chat app.

    `contact_id` is set once they are on file, `asked_at` when it was last asked who they are.
    """

    __tablename__ = "external_contact"
    __table_args__ = (UniqueConstraint("channel", "external_id", "person_id"),)

    channel: str
    external_id: str
    person_id: int = Field(foreign_key="person.id", index=True)
    contact_id: int | None = Field(default=None, foreign_key="contact.id", index=True)
    name: str = ""
    added_at: datetime = utc_field()
    asked_at: datetime | None = utc_field(default=None)
    removed_at: datetime | None = utc_field(default=None)


class HouseWord(Numbered, table=True):
    """A word of the team's own, or a day that is worked or off against the built-in calendar.

    `kind`: method, milestone, title, product, workday or holiday. `said` is the word as people write it,
    of a day its ISO date; `means` is what it stands for: a method's or milestone's name, a holiday's title.
    """

    __tablename__ = "house_word"
    __table_args__ = (UniqueConstraint("kind", "said"),)

    kind: str
    said: str
    means: str = ""
    by_id: int = Field(foreign_key="person.id")
    created_at: datetime = utc_field()


class NumberSeries(Row, table=True):
    """The last serial given out under a prefix; numbers are never reused."""

    prefix: str = Field(primary_key=True)
    last: int = 0


class ChangeSet(Numbered, table=True):
    """Everything that one turn changed, before and after, so that it can be taken back for 24 hours."""

    person_id: int = Field(foreign_key="person.id", index=True)
    inbox_id: int | None = Field(default=None, index=True)
    title: str = ""
    changes: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    created_at: datetime = utc_field()
    undone_at: datetime | None = utc_field(default=None)


class AuditEntry(Numbered, table=True):
    """留痕: who did what to which record, when, through which channel, with old and new values."""

    at: datetime = utc_field(index=True)
    person_id: int | None = Field(default=None, index=True)
    channel: str = ""
    action: str = ""
    model: str = ""
    record_id: int | None = Field(default=None, index=True)
    details: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
