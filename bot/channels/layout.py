"""Words and tables cut to size. Pure functions, no I/O."""

import re
import unicodedata
from collections.abc import Callable, Iterator

from bot.messages import Part, Table

TABLE_COLUMNS = 30
"""What a phone shows of monospace text without wrapping."""
Measure = Callable[[str], int]


def utf16(text: str) -> int:
    """The length of a text in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf8(text: str) -> int:
    """The length of a text in bytes."""
    return len(text.encode("utf-8", "surrogatepass"))


def columns(text: str) -> int:
    """How wide a text is in monospace: hanzi take two columns, combining marks none."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def split(text: str, limit: int, measure: Measure) -> list[str]:
    """Pieces of at most `limit` by `measure`, cut at a paragraph, a line, a sentence or a character."""
    pieces = []
    while measure(text) > limit:
        end = _best_end(text, _longest(text, limit, measure))
        pieces.append(text[:end].rstrip())
        text = text[end:].lstrip("\n ")
    return [piece for piece in [*pieces, text] if piece]


def shorten(text: str, most: int) -> str:
    """At most so many characters, the last an ellipsis where something is missing."""
    if len(text) <= most:
        return text
    return text[: next(_boundaries(text, most - 1), most - 1)] + "…"


def table_parts(table: Table, limit: int, measure: Measure, *, monospace: bool) -> list[Part]:
    """A table as monospace text where it may be and is narrow enough, else as lines of fields."""
    grid = _grid(table) if monospace else None
    if grid is None:
        return [Part(text=piece) for piece in split(_fields(table), limit, measure)]
    return [Part(text=piece, monospace=len(piece)) for piece in split(grid, limit, measure)]


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
