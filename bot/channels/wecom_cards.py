"""Template cards with buttons, as WeCom's app and its bot both draw them. Pure functions, no I/O."""

import re
from collections.abc import Sequence
from typing import Any

from bot.channels.degrade import headline
from bot.channels.layout import shorten, split
from bot.messages import SentButton

TITLE = 36  # characters
SUBTITLE = 160
BUTTONS = 6
LABEL = 10
SPENT = "-"
"""The key of a button that only shows what was chosen: tapping it does nothing."""
MARK = "✓ "
"""What a line begins with that tells what was chosen."""

_BREAKS = (
    (6, re.compile(r" ?(?=（)| (?=\()")),  # before what stands in brackets
    (12, re.compile(r"(?<=[。！？；：])|(?<=[.!?;:]) ")),
    (12, re.compile(r" [·|—] | (?=→)")),
    (12, re.compile(r"(?<=，)|(?<=,) ")),
)
"""Where a line that is too long for a title is best broken, the best first, and after how many characters."""


def button_card(words: str, buttons: Sequence[SentButton], task_id: str) -> dict[str, Any]:
    """A card whose title is its first line, or what of that fits. Without buttons a spent one tells its only mark."""
    lines = words.strip().split("\n")
    mark = lines[-1]
    if not buttons and [line for line in lines if line.startswith(MARK)] == [mark] and len(mark) <= LABEL:
        lines = lines[:-1]  # it stands on the button
    first, rest = next(iter(lines), ""), "\n".join(lines[1:]).strip()
    title, over = _titled(first)
    card: dict[str, Any] = {
        "card_type": "button_interaction",
        "main_title": {"title": title or "…"},
        "button_list": [_button(button) for button in buttons] or [_spent(mark)],
        "task_id": task_id,
    }
    if under := "\n".join(part for part in (over, rest) if part):
        card["sub_title_text"] = shorten(under, SUBTITLE)
    return card


def marked_words(words: str) -> str:
    """The words of a card with what was chosen: whole where they fit, else the line that names it and the marks."""
    if len(words) <= SUBTITLE:
        return words
    return "\n".join([headline(words), *(line for line in words.split("\n") if line.startswith(MARK))])


def _titled(line: str) -> tuple[str, str]:
    """What of a line makes a title, and the rest of it."""
    if len(line) <= TITLE:
        return line, ""
    for least, pattern in _BREAKS:
        found = [end for end in pattern.finditer(line) if least <= end.start() <= TITLE]
        if found:
            return line[: found[-1].start()], line[found[-1].end() :]
    title = split(line, TITLE, len)[0]
    return title, line[len(title) :].lstrip()


def _button(button: SentButton) -> dict[str, Any]:
    if button.link:
        return {"text": button.label, "style": 2, "type": 1, "url": button.link}
    return {"text": button.label, "style": 2, "key": button.token}


def _spent(mark: str) -> dict[str, Any]:
    return {"text": shorten(mark or "✓", LABEL), "style": 2, "key": SPENT}
