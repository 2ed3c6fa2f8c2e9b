"""Interactive cards: what fills our template, and where a card goes. Pure functions, no I/O."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.channels.dingtalk_show import escape, title
from bot.channels.dingtalk_ticket import address
from bot.channels.layout import shorten, utf8
from bot.messages import Outgoing, SentButton

PARAMETER_BYTES = 1024
"""The largest value of one of a card's variables; a figure of others, not tried on the platform."""
TEXT, TITLE = "text", "title"
BUTTON_GROUPS = ("buttons_1", "buttons_2")
"""The template's lists of buttons: two, for one would outgrow its variable."""
GROUP_BUTTONS = 4
BUTTONS = GROUP_BUTTONS * len(BUTTON_GROUPS)
LABEL = 30  # characters
WORDS = 300  # characters of a card: in hanzi, what its variable holds
PRESS, OPEN = "sendCardRequest", "openLink"
"""What a button of the template can do: tell us that it was pressed, or open an address."""

CREATE = "/v1.0/card/instances/createAndDeliver"
UPDATE = "/v1.0/card/instances"
_OURS = "fieldbook-"


def card_id(key: str) -> str:
    """The id of the card of a ledger's key, the same at every attempt."""
    return _OURS + hashlib.sha256(key.encode()).hexdigest()[:40]


def is_card(message_id: str) -> bool:
    return message_id.startswith(_OURS)


def variables(words: str, buttons: Sequence[SentButton], marks: str = "") -> dict[str, str] | None:
    """What fills the template: words cut to fit, `marks` whole below them. None where the buttons do not fit."""
    groups = [
        json.dumps([_button(button) for button in part], ensure_ascii=False, separators=(",", ":"))
        for part in (buttons[:GROUP_BUTTONS], buttons[GROUP_BUTTONS:BUTTONS])
    ]
    if len(buttons) > BUTTONS or any(utf8(group) > PARAMETER_BYTES for group in groups):
        return None
    text = _fitting(words, marks)
    return {TITLE: title(words), TEXT: text, **dict(zip(BUTTON_GROUPS, groups, strict=True))}


def holds(words: str) -> bool:
    """Whether a card shows these words whole."""
    return utf8(escape(words)) <= PARAMETER_BYTES


def creation(template: str, robot: str, message: Outgoing, filled: Mapping[str, str]) -> dict[str, Any]:
    """The card of a message on its way to its conversation. It can't be forwarded: it may name customers."""
    kind, id_ = address(message.conversation)
    space = {"supportForward": False, "lastMessageI18n": {"ZH_CN": filled[TITLE], "EN_US": filled[TITLE]}}
    body: dict[str, Any] = {
        "cardTemplateId": template,
        "outTrackId": card_id(message.key),
        "cardData": {"cardParamMap": dict(filled)},
        "callbackType": "STREAM",
        "userIdType": 1,
    }
    if kind == "group":
        return body | {
            "openSpaceId": f"dtv1.card//IM_GROUP.{id_}",
            "imGroupOpenSpaceModel": space,
            "imGroupOpenDeliverModel": {"robotCode": robot},
        }
    return body | {
        "openSpaceId": f"dtv1.card//IM_ROBOT.{id_}",
        "imRobotOpenSpaceModel": space,
        "imRobotOpenDeliverModel": {"spaceType": "IM_ROBOT", "robotCode": robot},
    }


def trial(template: str, key: str) -> dict[str, Any]:
    """A card that is made and goes nowhere: whether the template works."""
    filled = {TITLE: "", TEXT: "", **dict.fromkeys(BUTTON_GROUPS, "[]")}
    data = {"cardParamMap": filled}
    return {
        "cardTemplateId": template,
        "outTrackId": card_id(key),
        "cardData": data,
        "callbackType": "STREAM",
    }


def undelivered(answer: Mapping[str, Any]) -> bool:
    """Whether a card was made but did not arrive: a 200 says so in its `deliverResults`."""
    result = answer.get("result")
    told = result.get("deliverResults") if isinstance(result, dict) else None
    return any(isinstance(one, dict) and one.get("success") is False for one in told or ())


def change(card: str, filled: Mapping[str, str]) -> dict[str, Any]:
    return {
        "outTrackId": card,
        "cardData": {"cardParamMap": dict(filled)},
        "cardUpdateOptions": {"updateCardDataByKey": True},
    }


def marked(message: Outgoing) -> tuple[str, str]:
    """The words of a card that is changed, and apart from them what has been pressed on it."""
    lines = message.text.split("\n")
    marks = "\n".join(line for line in lines if line.startswith("✓ "))
    return "\n".join(line for line in lines if not line.startswith("✓ ")).strip(), marks


def _fitting(words: str, marks: str) -> str:
    """Words, and marks below, as the card's markdown; what is too long ends in an ellipsis."""
    while True:
        text = escape("\n".join(part for part in (words, marks) if part))
        if utf8(text) <= PARAMETER_BYTES or not words:
            return text
        words = shorten(words, len(words) * 9 // 10) if len(words) > 10 else ""


def _button(button: SentButton) -> dict[str, Any]:
    if button.link:
        event: dict[str, Any] = {"type": OPEN, "params": {"url": button.link}}
    else:
        event = {"type": PRESS, "params": {"actionId": button.token, "params": {"id": button.token}}}
    return {"text": button.label, "color": "blue", "status": "normal", "event": event}
