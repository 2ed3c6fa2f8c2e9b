"""The shapes in which a sentence's meaning is handed on."""

from dataclasses import dataclass, field
from datetime import date, datetime
from datetime import time as clock  # a field below is named time
from decimal import Decimal
from typing import Literal

Language = Literal["zh", "en"]
Intent = Literal["log", "create_customer", "query", "contract", "reminder", "correction", "other"]
Method = Literal["call", "visit", "wechat", "email", "meeting"]
Kind = Literal["our_promise", "their_promise", "next_contact"]


@dataclass(frozen=True)
class When:
    """A point or span in the speaker's local time; `time` is None where only a day was said.

    `until` is the last day of a span (inclusive). `direction` tells what the words left open:
    a bare weekday or "5号" is "either" until its clause decides. `guess` says why it is a guess.
    """

    day: date
    time: clock | None = None
    part: Literal["morning", "noon", "afternoon", "evening"] | None = None
    until: date | None = None
    text: str = ""
    span: tuple[int, int] = (0, 0)
    deadline: bool = False  # "X前", "by X": at X at the latest
    guess: str | None = None


@dataclass(frozen=True)
class KnownCustomer:
    """A customer that the asker may see and that the text may mean."""

    id: int
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class KnownContact:
    id: int
    customer_id: int
    name: str
    title: str | None = None


@dataclass(frozen=True)
class Commitment:
    kind: Kind
    text: str
    due: When | None


@dataclass(frozen=True)
class ContractFacts:
    number: str | None = None
    signed: When | None = None
    starts: When | None = None
    expires: When | None = None
    duration_months: int | None = None
    terms: str | None = None


@dataclass(frozen=True)
class Heard:
    """One slot, explained: which words gave which value, and whether it is a guess."""

    slot: str
    text: str
    value: str
    guess: str | None = None


@dataclass(frozen=True)
class Entry:
    """What a message says of one customer. What was not said is None or empty.

    `customer_ids` holds every known customer that fits equally well: none (unknown, or nobody
    named), one (certain), several (ask). `customer_said` is the name as written, None where
    nobody is named. `place` tells where in the text the entry stands.
    """

    customer_said: str | None = None
    customer_ids: tuple[int, ...] = ()
    customer_guess: str | None = None
    contact: str | None = None  # as written, without the job: 张经理, 李总, Bob
    contact_title: str | None = None
    method: Method | None = None
    occurred: When | None = None
    summary: str = ""
    outcome: str | None = None  # the summary without names and without the mere fact of meeting
    feedback: str | None = None  # what the customer said or felt, without our promises and dates
    need: str | None = None
    intent_level: Literal["high", "middle", "low"] | None = None
    milestones: tuple[str, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    amount: Decimal | None = None
    currency: str = "CNY"
    amount_guess: str | None = None
    phone: str | None = None  # digits, with country code for foreign numbers
    email: str | None = None
    contract: ContractFacts | None = None
    industry_said: str | None = None
    place: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Meaning:
    intent: Intent
    language: Language
    text: str  # the original words, whole
    now: datetime  # time of speaking, aware, in the speaker's zone
    entries: tuple[Entry, ...] = (Entry(),)
    heard: tuple[Heard, ...] = ()
    dates: tuple[When, ...] = field(default=())  # every date and time found, in reading order
