"""The shapes in which words come in and go out, the same on every channel."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


def storable(text: object) -> object:
    """Text that every database can hold: without NUL and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode() if isinstance(text, str) else text


Text = Annotated[str, BeforeValidator(storable)]
"""Words from outside, cleaned as they come in."""

Kind = Literal[
    "text", "tap", "location", "contact", "image", "file", "voice", "joined", "customer", "brought"
]
"""`customer`: a customer was added or removed in the chat app; `brought`: what an errand came back with."""


class Shape(BaseModel):
    """A frozen value that travels through the ledgers as JSON."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Attachment(Shape):
    """A file that came in or goes out; `reference` is what the channel needs to fetch it."""

    name: Text
    mime: str = "application/octet-stream"
    size: int = 0
    reference: str = ""


class SharedContact(Shape):
    """A contact card that somebody passed on."""

    name: Text
    phone: Text = ""


class ExternalContact(Shape):
    """A customer whom somebody added in the chat app. Names are empty until an errand has asked for them."""

    id: Text
    change: Literal["added", "removed"] = "added"
    name: Text = ""
    company: Text = ""
    title: Text = ""
    phones: tuple[Text, ...] = ()
    remark: Text = ""


class Errand(Shape):
    """What a channel is asked to bring: a file that it told of, or who a customer is.

    What it brings comes in as a message of the kind `brought`, with the same `memory`. `sender` is for whom.
    """

    what: Literal["file", "customer"]
    file: Attachment | None = None
    customer: ExternalContact | None = None
    sender: Text = ""
    memory: dict[str, Any] = Field(default_factory=dict)


class Place(Shape):
    """Where somebody is, in WGS-84 degrees."""

    latitude: float
    longitude: float
    label: Text = ""


class Incoming(Shape):
    """What somebody said or did, as a channel heard it. `said_at` is the platform's own send time (UTC).

    `ticket` is what the platform gives to answer this very message, in the channel's own form.
    """

    channel: str
    dedupe_key: str
    conversation: str
    sender: str
    said_at: datetime
    kind: Kind = "text"
    is_group: bool = False
    sender_name: Text = ""
    text: Text = ""
    token: Text | None = None
    attachments: tuple[Attachment, ...] = ()
    contact: SharedContact | None = None
    place: Place | None = None
    message_id: Text | None = None  # the platform's id of this message
    reply_to: Text | None = None  # the platform's id of our message that it answers
    edits: Text | None = None  # the platform's id of their earlier message that it replaces
    language: str | None = None  # what the platform says of the sender's language
    quoted: Text = ""  # the words of ours that it answers, where the platform gives no id
    ticket: Text | None = None
    customer: ExternalContact | None = None
    errand: Errand | None = None  # what was asked for, on what was brought; nothing came where it failed


class Button(Shape):
    """A choice: tapping it, or typing its number or label, runs `then` with `memory`.

    `once` tells what one press uses up: the whole card, this button, or nothing.
    A button with `link` opens an address and runs nothing.
    """

    label: str
    then: str = ""
    memory: dict[str, Any] = Field(default_factory=dict)
    once: Literal["card", "button", "never"] = "button"
    link: str | None = None


class Table(Shape):
    """Rows under a header; each channel shows it as well as it can."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Subject(Shape):
    """What a message is about: a reply to it, or a row's number, means this record."""

    model: str
    id: int


class Reply(Shape):
    """An answer that ends the open question."""

    text: str
    buttons: tuple[Button, ...] = ()
    table: Table | None = None
    files: tuple[Attachment, ...] = ()
    about: tuple[Subject, ...] = ()  # the records that a reply to this message corrects
    rows: tuple[Subject, ...] = ()  # the numbered rows: "完成2", "done 2", "2"


class Aside(Reply):
    """An answer that leaves the open question open."""


class Ask(Reply):
    """A question: the next words go to the step `then` with `memory`."""

    then: str
    memory: dict[str, Any] = Field(default_factory=dict)


class SentButton(Shape):
    """A button as the channel sends it: what is shown, and what comes back."""

    label: str
    token: str = ""
    link: str | None = None


class Part(Shape):
    """One message on the screen: words that fit, of which the last `monospace` characters are a table."""

    text: str
    monospace: int = 0


class Outgoing(Shape):
    """A message on its way out, degraded to what the channel can show.

    `parts` are its words cut to the platform's measure, at least one; the buttons go with the last,
    `table` only where the platform draws tables itself. `text` is the words whole.
    `edit_of` is the platform's id of our message that it changes: a channel that cannot edit
    sends nothing and returns that id. `key` is the ledger's key, the same at every attempt.
    `ticket` is that of the message that it answers, or of the press that it marks.
    """

    key: str
    conversation: str
    text: str
    parts: tuple[Part, ...] = Field(default_factory=lambda said: (Part(text=said["text"]),))
    buttons: tuple[SentButton, ...] = ()
    table: Table | None = None
    files: tuple[Attachment, ...] = ()
    edit_of: str | None = None
    reminder: bool = False
    ticket: str | None = None
