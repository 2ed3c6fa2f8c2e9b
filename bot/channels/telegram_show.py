"""One outgoing message as Telegram shows it. Pure functions, no I/O."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity

from bot.channels.layout import columns, utf16
from bot.messages import Outgoing, SentButton

TEXT_LIMIT = 4096  # UTF-16 units
ROW_COLUMNS = 36  # what a phone shows of labels side by side
BUTTON_PADDING = 4


@dataclass(frozen=True)
class Shown:
    """One message on the screen."""

    text: str
    monospace: int = 0  # how many characters of the end are a table
    buttons: tuple[SentButton, ...] = ()

    @property
    def is_plain(self) -> bool:
        return not self.monospace and not self.buttons

    @property
    def entities(self) -> list[MessageEntity] | None:
        if not self.monospace:
            return None
        table = utf16(self.text[-self.monospace :])
        return [MessageEntity(MessageEntity.PRE, utf16(self.text) - table, table)]

    @property
    def keyboard(self) -> InlineKeyboardMarkup | None:
        return InlineKeyboardMarkup(button_rows(self.buttons)) if self.buttons else None

    def plain(self) -> "Shown":
        """The same with nothing that Telegram could refuse: choices as numbered lines, to be typed."""
        lines = [
            f"{number}. {button.label}{' ' + button.link if button.link else ''}"
            for number, button in enumerate(self.buttons, start=1)
        ]
        whole = "\n".join([self.text, *lines]).strip()
        return Shown(whole if utf16(whole) <= TEXT_LIMIT else self.text)


def shown(message: Outgoing) -> list[Shown]:
    """The message in reading order, at least one part; the buttons go with the last."""
    *before, last = message.parts
    return [
        *(Shown(part.text, part.monospace) for part in before),
        Shown(last.text, last.monospace, message.buttons),
    ]


def button_rows(buttons: Sequence[SentButton]) -> list[list[InlineKeyboardButton]]:
    """Rows of three, two or one, as even as can be, so that no label is cut on a phone."""
    drawn = [_draw(button) for button in buttons]
    for per_row in (3, 2):
        rows = _evenly(drawn, per_row)
        if all(_width(row) <= ROW_COLUMNS for row in rows):
            return rows
    return [[button] for button in drawn]


def _draw(button: SentButton) -> InlineKeyboardButton:
    if button.link:
        return InlineKeyboardButton(button.label, url=button.link)
    return InlineKeyboardButton(button.label, callback_data=button.token)


def _evenly(buttons: Sequence[InlineKeyboardButton], per_row: int) -> list[list[InlineKeyboardButton]]:
    count = -(-len(buttons) // per_row)
    size, longer = divmod(len(buttons), count) if count else (0, 0)
    ends = [size * row + min(row, longer) for row in range(count + 1)]
    return [list(buttons[start:end]) for start, end in pairwise(ends)]


def _width(row: Sequence[InlineKeyboardButton]) -> int:
    """How wide a row is, for all its buttons are as wide as the widest."""
    return len(row) * (max(columns(button.text) for button in row) + BUTTON_PADDING)
