"""The house's plain words as DingTalk shows them: text, or markdown with links to tap. Pure, no I/O."""

import re
from collections.abc import Sequence
from urllib.parse import quote

from bot.channels.layout import shorten, utf8
from bot.messages import SentButton

TEXT_LIMIT = 5000
"""Units of `weight` in one message: documented as 500 and as 5000 characters, not tried on the platform."""
MESSAGE_BYTES = 15_000
"""The largest `msgParam` of a message to a group; taken for every message."""
LINK_BYTES = 3_000  # of these, what is left for links and escapes
TITLE = 30  # characters of what the list of chats shows
ESCAPE = "\\"
"""What takes a mark's meaning away; not tried on the platform."""
LINE_BREAK = "  \n"
SEND_AS_USER = "dtmd://dingtalkclient/sendMessage?content="
"""A link that, tapped, sends its content in the person's name."""

_ANYWHERE = re.compile(r"[\\`*_\[\]<~]")
_AT_START = re.compile(r"^([ \t]*)([#+\-=>])", re.MULTILINE)
_NUMBER = re.compile(r"^([ \t]*\d+)([.)])", re.MULTILINE)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


def weight(text: str) -> int:
    """The measure of a text: its characters, or its share of the bytes of a message where that is more."""
    return max(len(text), -(-utf8(text) * TEXT_LIMIT // (MESSAGE_BYTES - LINK_BYTES)))


def escape(text: str) -> str:
    """Plain words as markdown that shows them as they are, line breaks included."""
    text = _ANYWHERE.sub(lambda mark: ESCAPE + mark[0], text)
    text = _AT_START.sub(lambda mark: mark[1] + ESCAPE + mark[2], text)
    text = _NUMBER.sub(lambda mark: mark[1] + ESCAPE + mark[2], text)
    text = _INDENT.sub(lambda gap: "\u2003" * -(-len(gap[0]) // 2), text)  # four spaces would make it code
    return "\n\n".join(LINE_BREAK.join(block.split("\n")) for block in re.split(r"\n{2,}", text))


def linked(text: str, buttons: Sequence[SentButton]) -> str:
    """Words as markdown, and below them each button as a link of its own line."""
    return "\n\n".join([*([escape(text)] if text else []), *(_link(button) for button in buttons)])


def listed(text: str, buttons: Sequence[SentButton]) -> str:
    """Words and labels as plain text, where nothing can be tapped."""
    lines = [f"{button.label} {button.link}" if button.link else button.label for button in buttons]
    return "\n".join([*([text] if text else []), *lines])


def title(text: str) -> str:
    """What the list of chats and the notification show of a message."""
    return shorten(next((line.strip() for line in text.splitlines() if line.strip()), "…"), TITLE)


def said_by_tap(button: SentButton) -> str:
    """What a tapped link says in the person's name: the label to read, the token to know it by."""
    return f"{button.label} #{button.token}"


def _link(button: SentButton) -> str:
    label = button.label.replace("[", "［").replace("]", "］")
    label = _ANYWHERE.sub(lambda mark: ESCAPE + mark[0], label)
    if button.link:
        return f"[{label}]({quote(button.link, safe=':/?&=#%+,;@~-._')})"
    return f"[{label}]({SEND_AS_USER}{quote(said_by_tap(button), safe='')})"
