"""One outgoing message as the pieces that WeCom's bot shows: files, words, a card. Pure functions, no I/O."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.channels.degrade import headline
from bot.channels.layout import table_parts, utf8
from bot.channels.wecom_bot_words import markdown, size, table_markdown
from bot.channels.wecom_cards import SUBTITLE, button_card, marked_words
from bot.messages import Attachment, Outgoing

TEXT_LIMIT = 20_480
"""Bytes of one markdown message."""
CARD_LIMIT = SUBTITLE
"""Characters that a card shows under its title."""


@dataclass(frozen=True)
class Words:
    """Markdown, and the same words without it."""

    text: str
    plain: str


@dataclass(frozen=True)
class Card:
    """A template card under its task id, and the same as words with choices to be typed."""

    id: str
    body: dict[str, Any]
    plain: str


Piece = Words | Card | Attachment


def pieces(message: Outgoing) -> list[Piece]:
    """The message in the order in which it is shown: files, words and table, the card with the buttons."""
    return [*message.files, *_words(message), *_card(message)]


def marked_card(message: Outgoing, task_id: str) -> dict[str, Any]:
    """The tapped card with what was chosen on it."""
    return button_card(marked_words(message.text.strip()), message.buttons, task_id)


def _words(message: Outgoing) -> Iterator[Words]:
    parts = _texts(message)
    if message.buttons and (message.table is None or len(parts) > 1):
        parts = parts[:-1]  # the last stands on the card
    *before, last = parts or [""]
    yield from (Words(markdown(part), part) for part in before)
    if message.table is None:
        yield from [Words(markdown(last), last)] if last else []
        return
    drawn = table_markdown(message.table)
    lines = "\n\n".join(part.text for part in table_parts(message.table, TEXT_LIMIT, size, monospace=False))
    if last and size(last) + 2 + utf8(drawn) <= TEXT_LIMIT:
        yield Words(f"{markdown(last)}\n\n{drawn}", f"{last}\n\n{lines}")
        return
    if last:
        yield Words(markdown(last), last)
    if utf8(drawn) <= TEXT_LIMIT:
        yield Words(drawn, lines)
        return
    for part in table_parts(message.table, TEXT_LIMIT, size, monospace=False):
        yield Words(markdown(part.text), part.text)


def _card(message: Outgoing) -> Iterator[Card]:
    if not message.buttons:
        return
    words = next(reversed(_texts(message)), "").strip() or message.buttons[0].label
    if message.table is not None:
        words = headline(words)  # they stand whole with the table
    id_ = f"c{secrets.token_hex(12)}"
    choices = [f"{button.label}{' ' + button.link if button.link else ''}" for button in message.buttons]
    yield Card(id_, button_card(words, message.buttons, id_), "\n".join([words, *choices]))


def _texts(message: Outgoing) -> list[str]:
    return [part.text for part in message.parts if part.text] if message.parts else [message.text]
