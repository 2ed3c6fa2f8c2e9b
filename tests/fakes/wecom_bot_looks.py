"""How the WeCom app draws markdown, cards and files: what a person reads. Strict, so that a lost escape shows."""

import html
import re
from typing import Any

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_ADDRESS = re.compile(r"https?://[!-;=?-\[\]^_a-z~]+")
_HIDDEN = 0xE000  # where characters that mean nothing but themselves are kept meanwhile


def rendered(markdown: str) -> str:
    """The words as they stand on the screen: lines run together unless they are broken hard."""
    blocks = re.split(r"\n[ \t]*\n", markdown)
    return "\n\n".join(drawn for drawn in (_block(block) for block in blocks) if drawn)


def card_text(card: dict[str, Any]) -> str:
    return "\n".join([card["main_title"]["title"], *([text] if (text := card.get("sub_title_text")) else [])])


def card_rows(card: dict[str, Any]) -> tuple[tuple[str, ...], ...]:
    return tuple((button["text"],) for button in card["button_list"])


def _block(block: str) -> str:
    lines = block.split("\n")
    if len(lines) > 1 and lines[0].startswith("|") and re.fullmatch(r"\|(\s*:?-+:?\s*\|)+", lines[1].strip()):
        return "\n".join(_row(line) for line in (lines[0], *lines[2:]))
    text, joint = "", ""
    for line in lines:
        text += joint + _line(line.strip() if not line.startswith("    ") else f"‹code›{line.strip()}")
        joint = "\n" if line.endswith("  ") else " "
    return text


def _line(line: str) -> str:
    if re.fullmatch(r"([-*_=])(\1|\s)*", line):
        return "‹rule›"
    if heading := re.match(r"#+\s*", line):
        return "‹heading›" + _inline(line[heading.end() :])
    if line.startswith(">"):
        return "‹quote›" + _inline(line[1:].lstrip())
    if item := re.match(r"(?:[-+*]|\d+[.)])(?:\s+|$)", line):
        return "‹item›" + _inline(line[item.end() :])
    return _inline(line)


def _row(line: str) -> str:
    cells = re.split(r"(?<!\\)\|", line.strip())[1:-1]
    return " | ".join(_inline(cell.strip()) for cell in cells)


def _inline(words: str) -> str:
    kept: list[str] = []

    def keep(text: str) -> str:
        kept.append(text)
        return chr(_HIDDEN + len(kept) - 1)

    words = _ESCAPED.sub(lambda found: keep(found[1]), words)
    words = _ADDRESS.sub(lambda found: keep(found[0]), words)
    words = re.sub(r"(`+)(.+?)\1", lambda found: keep(f"‹code›{found[2]}"), words)
    words = re.sub(r"<[^>]*>", "", words)
    words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"‹link›\1", words)
    words = re.sub(r"(\*+|_+|~+)(?=\S)(.+?)\1", r"‹strong›\2", words)
    words = re.sub(r"&#?\w+;", lambda found: html.unescape(found[0]), words)
    while any(ord(char) >= _HIDDEN and ord(char) < _HIDDEN + len(kept) for char in words):
        words = "".join(
            kept[ord(char) - _HIDDEN] if _HIDDEN <= ord(char) < _HIDDEN + len(kept) else char
            for char in words
        )
    return words
