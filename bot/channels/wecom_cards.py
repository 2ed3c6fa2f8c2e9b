"""Template cards with buttons, as WeCom's app and its bot both draw them. Pure functions, no I/O."""

from collections.abc import Sequence
from typing import Any

from bot.channels.layout import shorten, split
from bot.messages import SentButton

TITLE = 36  # characters
SUBTITLE = 160
BUTTONS = 6
LABEL = 10
SPENT = "-"
"""The key of a button that only shows what was chosen: tapping it does nothing."""


def button_card(words: str, buttons: Sequence[SentButton], task_id: str) -> dict[str, Any]:
    """A card whose title is its first line, or what of that fits. Without buttons its last line is a spent one."""
    first = words.strip().partition("\n")[0]
    title = split(first, TITLE, len)[0] if first else "…"
    rest = words.strip()[len(title) :] if first else ""
    card: dict[str, Any] = {
        "card_type": "button_interaction",
        "main_title": {"title": title},
        "button_list": [_button(button) for button in buttons] or [_spent(words)],
        "task_id": task_id,
    }
    if rest:
        card["sub_title_text"] = shorten(rest.strip(), SUBTITLE)
    return card


def _button(button: SentButton) -> dict[str, Any]:
    if button.link:
        return {"text": button.label, "style": 2, "type": 1, "url": button.link}
    return {"text": button.label, "style": 2, "key": button.token}


def _spent(words: str) -> dict[str, Any]:
    return {"text": shorten(words.strip().rpartition("\n")[2] or "✓", LABEL), "style": 2, "key": SPENT}
