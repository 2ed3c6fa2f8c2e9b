"""The shapes in which words come in and go out, the same on every channel."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


def storable(text: object) -> object:
    """Text that every database can hold: without NUL and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode() if isinstance(text, str) else text


Text = Annotated[str, BeforeValidator(storable)]
"""Words from outside, cleaned as they come in."""

Kind = Literal["text", "tap", "location", "contact", "image", "file", "voice", "joined"]


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


class Place(Shape):
    """Where somebody is, in WGS-84 degrees."""

    latitude: float
    longitude: float
    label: Text = ""


class Incoming(Shape):
    """What somebody said or did, as a channel heard it. `said_at` is the platform's own send time (UTC)."""

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


class Outgoing(Shape):
    """A message on its way out, degraded to what the channel can show.

    `edit_of` is the platform's id of our message that it changes: a channel that cannot edit
    sends nothing and returns that id. `key` is the ledger's key, the same at every attempt.
    """

    key: str
    conversation: str
    text: str
    buttons: tuple[SentButton, ...] = ()
    table: Table | None = None
    files: tuple[Attachment, ...] = ()
    edit_of: str | None = None
    reminder: bool = False
