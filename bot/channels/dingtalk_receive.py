"""Reads what DingTalk pushes, robot messages and presses on cards, as the house's messages. Pure, no I/O."""

import json
import mimetypes
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from bot.channels.dingtalk_ticket import Webhook, group, single
from bot.messages import Attachment, Incoming, Kind

CHANNEL = "dingtalk"
SINGLE_CHAT = "1"  # `conversationType`; "2" is a group, and so is for us what nobody documented
GROUP_SPACE = "IM_GROUP"  # `spaceType` of a pressed card
UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, ArithmeticError, OSError, RecursionError)
"""What data in a form that nobody documented makes the readers raise."""

_BUTTON = re.compile(r"(?=[A-Z0-9_-]{0,11}[a-z])(?=[a-z0-9_-]{0,11}[A-Z])[A-Za-z0-9_-]{12}\.[0-9]{1,2}")
"""A token as the house makes them. 合同 #HT-2026-0001.3 is none: what is no tap must be read as words."""
_TAPPED = re.compile(rf"(?s)^(?:(.*\S)\s+)?#({_BUTTON.pattern})$")
_MENTION = re.compile(r"(?:^|(?<=\s))@[^\s@]+(?:\s+|$)")
_SEALED = re.compile(r"\|\|\d+\|\|\d+\|\|\d+\s*$")  # a quotation that DingTalk passes on enciphered
_PRESSED = (
    ("cardPrivateData", "actionIds", 0),
    ("actionIds", 0),
    ("cardPrivateData", "params", "id"),
    ("userPrivateData", "params", "id"),
    ("params", "id"),
    ("actionId",),
    ("actionData", "actionId"),
    ("actionData", "cardPrivateData", "actionIds", 0),
)
"""Where the id of a pressed button has been seen; it depends on the template."""


def read_message(said: Mapping[str, Any]) -> Incoming | None:
    """The message in a robot callback; None where there is nothing for us in it.

    Raises one of `UNREADABLE` where it has a form that nobody documented.
    """
    in_group = str(said.get("conversationType")) != SINGLE_CHAT
    if in_group and said.get("isInAtList") is False:
        return None
    kind, words, attachments = _content(said)
    if kind is None:
        return None
    if in_group:
        words = _unaddressed(words, said.get("atUsers") or ())
    words, token = _tap(words) if kind == "text" else (words, None)
    sender = str(said.get("senderStaffId") or said["senderId"])
    where = group(str(said["conversationId"])) if in_group else single(sender)
    quoted = _quoted(said)
    return Incoming(
        channel=CHANNEL,
        dedupe_key=str(said["msgId"]),
        conversation=where,
        sender=sender,
        said_at=_moment(said.get("createAt")),
        kind="tap" if token else kind,
        is_group=in_group,
        sender_name=str(said.get("senderNick") or ""),
        text=words,
        token=token,
        attachments=attachments,
        message_id=str(said["msgId"]),
        reply_to=_text_at(said, "originalProcessQueryKey"),  # names only what was pushed
        quoted=quoted,
        ticket=_ticket(said, where),
    )


def read_press(pressed: Mapping[str, Any], frame_id: str, sent_at: object = None) -> Incoming | None:
    """The press in a card callback; None where no button of ours was pressed.

    A card of ours comes from our own template, but an admin may build it by hand: the token is looked
    for at every place that is known, and only what has a token's form counts.
    """
    content = _object(pressed.get("content") or pressed.get("value"))
    sources = (content, pressed)
    found = (_at(source, path) for path in _PRESSED for source in sources)
    token = next((text for text in found if isinstance(text, str) and _BUTTON.fullmatch(text)), None)
    card, sender = str(pressed["outTrackId"]), str(pressed["userId"])
    if token is None:
        return None
    in_group = pressed.get("spaceType") == GROUP_SPACE and bool(pressed.get("spaceId"))
    return Incoming(
        channel=CHANNEL,
        dedupe_key=f"card:{card}:{token}:{frame_id}",
        conversation=group(str(pressed["spaceId"])) if in_group else single(sender),
        sender=sender,
        said_at=_moment(sent_at),
        kind="tap",
        is_group=in_group,
        token=token,
        reply_to=card,
    )


def has_staff_id(said: Mapping[str, Any]) -> bool:
    """Whether a robot message names its sender as the company does: DingTalk tells once the app is published."""
    return bool(said.get("senderStaffId"))


def _content(said: Mapping[str, Any]) -> tuple[Kind | None, str, tuple[Attachment, ...]]:
    """Kind, words and files of a message; no kind for what we cannot use."""
    content = _object(said.get("content"))
    match said.get("msgtype"):
        case "text":
            return "text", str(said["text"].get("content") or "").strip(), ()
        case "richText":
            return _rich(content.get("richText") or ())
        case "picture":
            return "image", "", (_picture(content, 1),)
        case "audio":
            return "voice", str(content.get("recognition") or "").strip(), ()
        case "video":
            kind = str(content.get("videoType") or "mp4").lower()
            return "file", "", (_file(content, f"video.{kind}", f"video/{kind}"),)
        case "file":
            name = str(content.get("fileName") or "file")
            mime, _ = mimetypes.guess_type(name)
            return "file", "", (_file(content, name, mime or "application/octet-stream"),)
        case _:
            return None, "", ()


def _rich(items: Sequence[Mapping[str, Any]]) -> tuple[Kind, str, tuple[Attachment, ...]]:
    """Words and pictures that came as one message."""
    words = "".join(str(item["text"]) for item in items if item.get("text")).strip()
    shown = [item for item in items if item.get("downloadCode") or item.get("pictureDownloadCode")]
    pictures = tuple(_picture(item, number) for number, item in enumerate(shown, start=1))
    return "image" if pictures else "text", words, pictures


def _picture(content: Mapping[str, Any], number: int) -> Attachment:
    code = content.get("downloadCode") or content["pictureDownloadCode"]
    return Attachment(name=f"picture-{number}.jpg", mime="image/jpeg", reference=str(code))


def _file(content: Mapping[str, Any], name: str, mime: str) -> Attachment:
    return Attachment(name=name, mime=mime, reference=str(content["downloadCode"]))


def _tap(words: str) -> tuple[str, str | None]:
    """The label and the token of a tapped link, which sends "label #token" in the person's name."""
    tapped = _TAPPED.match(words)
    return (tapped[1] or "", tapped[2]) if tapped else (words, None)


def _unaddressed(words: str, addressed: Sequence[object]) -> str:
    """The words without our name. DingTalk cuts it itself, but not everywhere; it tells no names.

    Where somebody else is addressed too, nobody knows which name is ours, and all stay.
    """
    return _MENTION.sub("", words).strip() if len(addressed) <= 1 else words.strip()


def _quoted(said: Mapping[str, Any]) -> str:
    """The words of ours that a message answers, where DingTalk gives them in clear."""
    for bearer in (_object(said.get("text")), _object(said.get("content"))):
        if bearer.get("isReplyMsg"):
            content = _object(_object(bearer.get("repliedMsg")).get("content"))
            items = content.get("richText") or ()
            words = (
                content.get("text")
                or _at(content, ("cardData", "cardParamMap", "text"))
                or "".join(str(item.get("text") or "") for item in items)
            )
            return "" if _SEALED.search(str(words)) else str(words).strip()
    return ""


def _ticket(said: Mapping[str, Any], conversation: str) -> str | None:
    address, until = said.get("sessionWebhook"), said.get("sessionWebhookExpiredTime")
    if not isinstance(address, str) or not until:
        return None
    return Webhook(address, float(until) / 1000, conversation).ticket


def _moment(milliseconds: object) -> datetime:
    """A platform's time; now where it tells none."""
    if isinstance(milliseconds, str | int | float) and str(milliseconds).isdigit():
        return datetime.fromtimestamp(int(milliseconds) / 1000, UTC)
    return datetime.now(UTC)


def _text_at(said: Mapping[str, Any], name: str) -> str | None:
    found = said.get(name)
    return found if isinstance(found, str) and found else None


def _object(value: object) -> Mapping[str, Any]:
    """A JSON object, given as itself or as text; empty for anything else."""
    if isinstance(value, str) and value.startswith("{"):
        value = json.loads(value)
    return value if isinstance(value, dict) else {}


def _at(node: object, path: Sequence[str | int]) -> object:
    """What stands at a path of keys and places; None where there is nothing."""
    for step in path:
        if isinstance(node, dict) and isinstance(step, str):
            node = node.get(step)
        elif isinstance(node, list) and isinstance(step, int) and len(node) > step:
            node = node[step]
        else:
            return None
    return node
