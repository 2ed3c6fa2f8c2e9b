"""How DingTalk's app draws a message: markdown as text with links, a card with its buttons."""

import json
import re
from dataclasses import dataclass
from urllib.parse import unquote

from tests.fakes.dingtalk_methods import Json, Shown

SEND = "dtmd://dingtalkclient/sendMessage?content="

_LINK = re.compile(r"(?<!\\)\[((?:\\.|[^\]\\\n])*)\]\(([^()\s]*)\)")
_INLINE = re.compile(r"(?<!\\)(\*\*|\*|__|_|`|~~)(?=\S)(.+?)(?<=[^\s\\])\1")
_HEADING = re.compile(r"^ {0,3}(?:#{1,6} +|> ?)", re.MULTILINE)
_BULLET = re.compile(r"^ {0,3}[-*+] +", re.MULTILINE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass(frozen=True)
class Choice:
    """Something to tap: it says words in the person's name, presses a button of a card, or opens an address."""

    label: str
    says: str = ""
    presses: str = ""
    opens: str = ""


@dataclass(frozen=True)
class Screen:
    text: str
    choices: tuple[Choice, ...] = ()
    file: str = ""


def screen(shown: Shown) -> Screen:
    content = shown.content
    match shown.kind:
        case "text":
            return Screen(content["content"])
        case "markdown":
            return drawn(content["text"])
        case "card":
            text = drawn(content.get("text", "")).text
            return Screen(text, tuple(_pressable(content, "buttons_1") + _pressable(content, "buttons_2")))
        case _:
            return Screen("", file=content.get("fileName") or content.get("photoURL", ""))


def drawn(markdown: str) -> Screen:
    """Markdown as it looks; what was not escaped does what markdown does."""
    choices = tuple(_choice(_plain(label), address) for label, address in _LINK.findall(markdown))
    blocks = re.split(r"\n{2,}", _LINK.sub("", markdown))
    lines = [re.sub(r"(?<! {2})\n", " ", block).replace("  \n", "\n") for block in blocks if block.strip()]
    text = "\n\n".join(line for line in lines if line.strip())
    text = _BULLET.sub("• ", _HEADING.sub("", text))
    return Screen(_plain(_INLINE.sub(r"\2", text)), choices)


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)


def _choice(label: str, address: str) -> Choice:
    if address.startswith(SEND):
        return Choice(label, says=unquote(address.removeprefix(SEND)))
    return Choice(label, opens=address)


def _pressable(content: Json, group: str) -> list[Choice]:
    found = []
    for button in json.loads(content.get(group) or "[]"):
        event = button["event"]
        if event["type"] == "openLink":
            found.append(Choice(button["text"], opens=event["params"]["url"]))
        else:
            found.append(Choice(button["text"], presses=event["params"]["actionId"]))
    return found
