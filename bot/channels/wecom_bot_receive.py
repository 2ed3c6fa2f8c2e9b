"""Reads one callback of WeCom's bot as one of the house's messages. Pure functions, no I/O."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Literal

from bot.channels import wecom_bot_frames as frames
from bot.channels.wecom_bot_ticket import Kind, Ticket
from bot.channels.wecom_bot_words import plain
from bot.channels.wecom_cards import SPENT
from bot.messages import Attachment, Incoming

GROUP = "group:"

UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, ArithmeticError, OSError, RecursionError)
"""What reading raises over data in a form that nobody documented."""

Body = Mapping[str, Any]
Content = Literal["text", "voice", "image", "file"]
_MENTION = re.compile(r"(?:(?<=\s)|^)@\S+\s*")
_FILES: Mapping[str, tuple[str, str, Literal["image", "file"]]] = {
    "image": ("image", "image/jpeg", "image"),
    "file": ("", "application/octet-stream", "file"),  # its name comes with its content
    "video": ("video.mp4", "video/mp4", "file"),
}


def read_frame(frame: frames.Frame, now: datetime) -> Incoming | None:
    """The message in a callback frame that came `now` (aware UTC); None where there is nothing for us in it.

    Raises one of `UNREADABLE` where the frame has a form that nobody documented.
    """
    body, req_id = frame["body"], _text(frame["headers"]["req_id"])
    match frame["cmd"]:
        case frames.MESSAGE:
            return _message(body, req_id, now)
        case frames.EVENT:
            return _event(body, req_id, now)
        case _:
            return None


def address(conversation: str) -> tuple[str, int]:
    """The chat id of a conversation, and whether it is a person's (1) or a group's (2)."""
    is_group = conversation.startswith(GROUP)
    return conversation.removeprefix(GROUP), 2 if is_group else 1


def reference(url: str, aes_key: str) -> str:
    """Where a file lies and the key that opens it, as an attachment carries them."""
    return json.dumps([url, aes_key])


def place_of(reference: str) -> tuple[str, str]:
    """What `reference` wrote. Raises `ValueError` or `TypeError` for anything else."""
    url, aes_key = json.loads(reference)
    if not isinstance(url, str) or not isinstance(aes_key, str):
        raise TypeError("not a file of this channel")
    return url, aes_key


def _message(body: Body, req_id: str, now: datetime) -> Incoming | None:
    words, attachments, kind = _content(body)
    if kind is None:
        return None
    is_group = _is_group(body)
    msgid = _text(body["msgid"])
    return Incoming(
        channel="wecom_bot",
        dedupe_key=msgid,
        conversation=_conversation(body),
        sender=_text(body["from"]["userid"]),
        said_at=_said_at(body, now),
        kind=kind,
        is_group=is_group,
        text=_unaddressed(words) if is_group else words,
        attachments=attachments,
        message_id=msgid,
        quoted=_quoted(body),
        ticket=_ticket("message", req_id, now),
    )


def _event(body: Body, req_id: str, now: datetime) -> Incoming | None:
    event = body["event"]
    match event["eventtype"]:
        case "enter_chat":
            return _entry(body, req_id, now)
        case "template_card_event":
            return _tap(body, event.get("template_card_event") or event, req_id, now)
        case _:
            return None


def _entry(body: Body, req_id: str, now: datetime) -> Incoming:
    """Somebody opened the chat: told once a day, for phones tell it at every look."""
    userid, said_at = _text(body["from"]["userid"]), _said_at(body, now)
    return Incoming(
        channel="wecom_bot",
        dedupe_key=f"joined:{userid}:{said_at:%Y-%m-%d}",
        conversation=userid,
        sender=userid,
        said_at=said_at,
        kind="joined",
        ticket=_ticket("entry", req_id, now),
    )


def _tap(body: Body, card: Body, req_id: str, now: datetime) -> Incoming | None:
    token, task_id = _text(card["event_key"]), _text(card["task_id"])
    if not token or token == SPENT:
        return None
    return Incoming(
        channel="wecom_bot",
        dedupe_key=f"tap:{_text(body.get('msgid') or req_id)}",
        conversation=_conversation(body),
        sender=_text(body["from"]["userid"]),
        said_at=_said_at(body, now),
        kind="tap",
        is_group=_is_group(body),
        token=token,
        reply_to=task_id,
        ticket=_ticket("tap", req_id, now, task_id),
    )


def _content(body: Body) -> tuple[str, tuple[Attachment, ...], Content | None]:
    """The words, the files and the kind of a message; None for what we can't use."""
    match msgtype := body["msgtype"]:
        case "text":
            return _text(body["text"]["content"]).strip(), (), "text"
        case "voice":
            return _text(body["voice"].get("content") or "").strip(), (), "voice"
        case "mixed":
            words, pictures = _mixed(body["mixed"])
            return words, pictures, "image" if pictures else "text"
        case "image" | "file" | "video":
            return "", (_attachment(msgtype, body[msgtype]),), _FILES[msgtype][2]
        case _:
            return "", (), None


def _mixed(mixed: Body) -> tuple[str, tuple[Attachment, ...]]:
    items = list(mixed["msg_item"])
    words = "\n".join(_words_of(items)).strip()
    return words, tuple(_attachment("image", item["image"]) for item in items if item["msgtype"] == "image")


def _words_of(items: list[Body]) -> Iterator[str]:
    for item in items:
        if item["msgtype"] == "text":
            yield _text(item["text"]["content"]).strip()


def _attachment(msgtype: str, file: Body) -> Attachment:
    """A file; its true name and kind are told when it is fetched."""
    name, mime, _ = _FILES[msgtype]
    told = file.get("filename") or file.get("name")
    return Attachment(
        name=_text(told) if told else name,
        mime=mime,
        reference=reference(_text(file["url"]), _text(file.get("aeskey") or "")),
    )


def _quoted(body: Body) -> str:
    """The words that a message answers; what we wrote ourselves loses its escapes."""
    quote = body.get("quote")
    if not isinstance(quote, dict):
        return ""
    if quote.get("msgtype") == "mixed":
        return plain("\n".join(_words_of(list(quote["mixed"]["msg_item"]))))
    held = quote.get(str(quote.get("msgtype")))
    content = held.get("content") if isinstance(held, dict) else None
    return plain(content) if isinstance(content, str) else ""


def _unaddressed(words: str) -> str:
    """The words of a group without our name: a mention at their beginning, or the only one there is."""
    mentions = list(_MENTION.finditer(words))
    if not mentions or (mentions[0].start() > 0 and len(mentions) > 1):
        return words
    ours = mentions[0]
    return (words[: ours.start()] + words[ours.end() :]).strip()


def _conversation(body: Body) -> str:
    return GROUP + _text(body["chatid"]) if _is_group(body) else _text(body["from"]["userid"])


def _is_group(body: Body) -> bool:
    """What names a chat and does not say that it is a person's is a group's: there nothing private is shown."""
    return body.get("chattype") == "group" or (body.get("chattype") != "single" and bool(body.get("chatid")))


def _said_at(body: Body, now: datetime) -> datetime:
    try:
        return datetime.fromtimestamp(int(body["create_time"]), UTC)
    except UNREADABLE:
        return now


def _ticket(kind: Kind, req_id: str, now: datetime, task_id: str = "") -> str:
    return Ticket(kind, req_id, now.timestamp(), task_id).pack()


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value
