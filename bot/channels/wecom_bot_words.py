"""The house's plain words as the markdown that WeCom's bot speaks, and back. Pure functions, no I/O."""

import re

from bot.channels.layout import shorten, utf8
from bot.messages import Table

ESCAPE = "\\"
"""What makes markdown take the next character as it is. Not verified on WeCom's own apps."""
LINE_BREAK = "  \n"
"""A break that stays one: plain markdown runs lines together. Not verified on WeCom's own apps."""
CELL = 200  # characters of a table's cell

_ADDRESS = re.compile(r"https?://[A-Za-z0-9\-._~:/?#@!$&'()+,;=%]+")  # drawn as a link: an escape breaks it
_ANYWHERE = re.compile(r"[\\`*_|<\[~]|&(?=#?\w+;)")
_MARK = re.compile(
    r"[#>]|[-+](?=\s|$)|-(?=[-\s]*$)|=(?==*\s*$)"
)  # what makes a line a heading, quote, list, rule
_NUMBER = re.compile(r"(\d+)([.)])(?=\s|$)")  # 1. and 1), not 3.5
_ESCAPED = re.compile(r"\\([\\`*_|<\[~&#>+\-=.)])")


def markdown(text: str) -> str:
    """Markdown that shows these very words, line by line. Spaces around lines and double empty lines go."""
    lines = "\n".join(line.strip() for line in text.split("\n"))
    blocks = re.sub(r"\n{2,}", "\n\n", lines.strip("\n")).split("\n\n")
    return "\n\n".join(LINE_BREAK.join(map(_line, block.split("\n"))) for block in blocks)


def plain(shown: str) -> str:
    """The words that `markdown` wrote."""
    return _ESCAPED.sub(r"\1", shown.replace(LINE_BREAK, "\n"))


def size(text: str) -> int:
    """How many bytes a text takes as markdown, which is what WeCom counts."""
    return utf8(markdown(text))


def table_markdown(table: Table) -> str:
    """A table under its header; cells are cut to one line of at most `CELL` characters."""
    count = max(len(row) for row in (table.header, *table.rows))
    header, *rows = (_row(row, count) for row in (table.header, *table.rows))
    return "\n".join([header, "|" + " --- |" * count, *rows])


def _row(cells: tuple[str, ...], count: int) -> str:
    padded = (*cells, *[""] * (count - len(cells)))
    return "| " + " | ".join(_inline(shorten(" ".join(cell.split()), CELL)) for cell in padded) + " |"


def _line(line: str) -> str:
    if _MARK.match(line):
        return ESCAPE + line[0] + _inline(line[1:])
    if number := _NUMBER.match(line):
        return number[1] + ESCAPE + number[2] + _inline(line[number.end() :])
    return _inline(line)


def _inline(words: str) -> str:
    pieces, at = [], 0
    for address in _ADDRESS.finditer(words):
        pieces += [_escaped(words[at : address.start()]), address[0]]
        at = address.end()
    return "".join([*pieces, _escaped(words[at:])])


def _escaped(words: str) -> str:
    return _ANYWHERE.sub(lambda found: ESCAPE + found[0], words)
