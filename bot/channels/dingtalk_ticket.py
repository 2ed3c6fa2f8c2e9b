"""Conversations and session webhooks, as the DingTalk channel writes them. Pure functions, no I/O."""

import json
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

SESSION_HOST = "oapi.dingtalk.com"
"""Where DingTalk's own session webhooks live."""
EARLY_SECONDS = 60.0  # a webhook so close to its end is not used any more


@dataclass(frozen=True)
class Webhook:
    """The address that answers in one conversation and in no other, until `until` (seconds since 1970)."""

    address: str
    until: float
    conversation: str

    @property
    def ticket(self) -> str:
        told = {"answer": self.address, "until": self.until, "in": self.conversation}
        return json.dumps(told, separators=(",", ":"))

    def serves(self, conversation: str, now: float) -> bool:
        return self.conversation == conversation and now < self.until - EARLY_SECONDS


def webhook_of(ticket: str | None) -> Webhook | None:
    """The webhook in a ticket; None where there is none."""
    if not ticket:
        return None
    try:
        told = json.loads(ticket)
        return Webhook(str(told["answer"]), float(told["until"]), str(told["in"]))
    except (ValueError, KeyError, TypeError):
        return None


def is_trusted(address: str, *bases: str) -> bool:
    """Whether an address that came from outside leads to DingTalk: over TLS to its own host, or to where
    `bases` (the configured addresses) lead, scheme and port included.
    """
    try:
        parts = urlsplit(address)
        origin = (parts.scheme, parts.hostname, parts.port)
        if parts.username or parts.password or any(mark in address for mark in "\\\r\n\t "):
            return False
        own = [urlsplit(base) for base in bases]
        return origin in {
            ("https", SESSION_HOST, None),
            ("https", SESSION_HOST, 443),
            *((base.scheme, base.hostname, base.port) for base in own),
        }
    except ValueError:
        return False


def single(staff: str) -> str:
    return f"user:{staff}"


def group(conversation: str) -> str:
    return f"group:{conversation}"


def address(conversation: str) -> tuple[Literal["user", "group"], str]:
    """Who is meant. Raises `ValueError` where it is not one of ours."""
    match conversation.partition(":"):
        case ("user" | "group" as kind, ":", str(id_)) if id_:
            return kind, id_
        case _:
            raise ValueError("not a DingTalk conversation")
