"""Cuts one outgoing message into the parts that Telegram can show. Pure functions, no I/O."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity

from bot.messages import Outgoing, SentButton, Table

TEXT_LIMIT = 4096  # UTF-16 units
TABLE_COLUMNS = 30  # what a phone shows of monospace text without wrapping
ROW_COLUMNS = 36  # what a phone shows of labels side by side
BUTTON_PADDING = 4

Measure = Callable[[str], int]


def utf16(text: str) -> int:
    """The length of a text as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass(frozen=True)
class Part:
    """One message on the screen."""

    text: str
    monospace: int = 0  # how much of the end is a table, in UTF-16 units
    buttons: tuple[SentButton, ...] = ()

    @property
    def is_plain(self) -> bool:
        return not self.monospace and not self.buttons

    @property
    def entities(self) -> list[MessageEntity] | None:
        if not self.monospace:
            return None
        return [MessageEntity(MessageEntity.PRE, utf16(self.text) - self.monospace, self.monospace)]

    @property
    def keyboard(self) -> InlineKeyboardMarkup | None:
        return InlineKeyboardMarkup(button_rows(self.buttons)) if self.buttons else None

    def plain(self) -> "Part":
        """The same with nothing that Telegram could refuse: choices as numbered lines, to be typed."""
        lines = [
            f"{number}. {button.label}{' ' + button.link if button.link else ''}"
            for number, button in enumerate(self.buttons, start=1)
        ]
        whole = "\n".join([self.text, *lines]).strip()
        return Part(whole if utf16(whole) <= TEXT_LIMIT else self.text)


def parts(message: Outgoing) -> list[Part]:
    """The message in reading order, at least one part; the buttons go with the last."""
    cut = [Part(piece) for piece in split(message.text.strip(), TEXT_LIMIT, utf16)]
    if message.table is not None:
        cut = _with_table(cut, message.table)
    cut = cut or [Part("")]
    return [*cut[:-1], replace(cut[-1], buttons=message.buttons)]


def split(text: str, limit: int, measure: Measure) -> list[str]:
    """Pieces of at most `limit` by `measure`, cut at a paragraph, a line, a sentence or a character."""
    pieces = []
    while measure(text) > limit:
        end = _best_end(text, _longest(text, limit, measure))
        pieces.append(text[:end].rstrip())
        text = text[end:].lstrip("\n ")
    return [piece for piece in [*pieces, text] if piece]


def button_rows(buttons: Sequence[SentButton]) -> list[list[InlineKeyboardButton]]:
    """Rows of three, two or one, as even as can be, so that no label is cut on a phone."""
    drawn = [_draw(button) for button in buttons]
    for per_row in (3, 2):
        rows = _evenly(drawn, per_row)
        if all(_width(row) <= ROW_COLUMNS for row in rows):
            return rows
    return [[button] for button in drawn]


def columns(text: str) -> int:
    """How wide a text is in monospace: hanzi take two columns, combining marks none."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


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


def _with_table(before: list[Part], table: Table) -> list[Part]:
    grid = _grid(table)
    if grid is None:
        pieces = [Part(piece) for piece in split(_fields(table), TEXT_LIMIT, utf16)]
    else:
        pieces = [Part(piece, monospace=utf16(piece)) for piece in split(grid, TEXT_LIMIT, utf16)]
    if not before or not pieces:
        return before + pieces
    last, first = before[-1], pieces[0]
    joined = f"{last.text}\n\n{first.text}"
    if utf16(joined) > TEXT_LIMIT:
        return before + pieces
    return [*before[:-1], Part(joined, first.monospace), *pieces[1:]]


def _grid(table: Table) -> str | None:
    """The table in monospace; None where it is too wide."""
    rows = [[" ".join(cell.split()) for cell in row] for row in (table.header, *table.rows)]
    count = max(map(len, rows))
    widths = [max(columns(row[at]) for row in rows if at < len(row)) for at in range(count)]
    if sum(widths) + 2 * (count - 1) > TABLE_COLUMNS:
        return None
    lines = [
        "  ".join(cell + " " * (width - columns(cell)) for cell, width in zip(row, widths, strict=False))
        for row in rows
    ]
    return "\n".join(line.rstrip() for line in lines)


def _fields(table: Table) -> str:
    """The table as one block of "field: value" lines a row."""
    return "\n\n".join(
        "\n".join(_field(name, cell) for name, cell in zip(table.header, row, strict=False) if cell)
        for row in table.rows
    )


def _field(name: str, cell: str) -> str:
    if not name:
        return cell
    return f"{name}: {cell}" if name.isascii() else f"{name}：{cell}"


def _longest(text: str, limit: int, measure: Measure) -> int:
    """How many code points fit into `limit`, at least one."""
    low, high = 1, min(len(text), limit)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if measure(text[:middle]) <= limit else (low, middle - 1)
    return low


def _best_end(text: str, most: int) -> int:
    """Where to cut at or before `most`: the widest break in its second half, else between two characters."""
    for separator in ("\n\n", "\n", r"[。！？；!?;]|\.\s", r"\s"):
        if ends := [found.end() for found in re.finditer(separator, text[:most]) if found.end() > most // 2]:
            return ends[-1]
    return next(_boundaries(text, most), most)


def _boundaries(text: str, most: int) -> Iterator[int]:
    """Places at or before `most`, nearest first, that are not inside of what people see as one character."""
    for at in range(most, max(0, most - 64), -1):
        if not _sticks(text, at):
            yield at


def _sticks(text: str, at: int) -> bool:
    """Whether the code point at `at` belongs to the character before it."""
    if at >= len(text):
        return False
    before, char = text[at - 1], text[at]
    if before == "\u200d" or char in "\u200d\ufe0e\ufe0f\u20e3" or "\U0001f3fb" <= char <= "\U0001f3ff":
        return True
    if "\U0001f1e6" <= char <= "\U0001f1ff":
        flags = re.search("[\U0001f1e6-\U0001f1ff]*$", text[:at])
        return flags is not None and len(flags[0]) % 2 == 1
    return unicodedata.combining(char) != 0
