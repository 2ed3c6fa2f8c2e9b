"""The frames that go over the WebSocket of WeCom's bot: `{cmd, headers: {req_id}, body}`. Pure functions, no I/O."""

import json
import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp

SUBSCRIBE = "aibot_subscribe"
PING = "ping"
MESSAGE = "aibot_msg_callback"
EVENT = "aibot_event_callback"
RESPOND = "aibot_respond_msg"
WELCOME = "aibot_respond_welcome_msg"
UPDATE = "aibot_respond_update_msg"
SEND = "aibot_send_msg"
UPLOAD_INIT = "aibot_upload_media_init"
UPLOAD_CHUNK = "aibot_upload_media_chunk"
UPLOAD_FINISH = "aibot_upload_media_finish"

TAKEN_OVER = "disconnected_event"
LARGEST_FRAME = 1024 * 1024
"""Characters of a frame that is read; WeCom's own callbacks have some kilobytes."""

Frame = Mapping[str, Any]
log = logging.getLogger(__name__)


class Lost(Exception):
    """The connection is gone."""


@dataclass(frozen=True)
class Answer:
    """What WeCom answered to a frame of ours; `errcode` 0 where all is well, -1 where it is unreadable."""

    errcode: int
    body: Mapping[str, Any]


def frame_text(cmd: str, req_id: str, body: Mapping[str, Any] | None = None) -> str:
    frame: dict[str, Any] = {"cmd": cmd, "headers": {"req_id": req_id}}
    whole = json.dumps(frame if body is None else {**frame, "body": body}, ensure_ascii=False)
    return whole.encode("utf-8", "replace").decode("utf-8")


def frame_in(message: aiohttp.WSMessage) -> Frame | None:
    """The frame in a message; None for what is none. Raises `Lost` where the connection has ended."""
    if message.type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSING, aiohttp.WSMsgType.CLOSED):
        raise Lost("the connection was closed")
    if message.type is aiohttp.WSMsgType.ERROR:
        raise Lost("the connection broke")
    if message.type is not aiohttp.WSMsgType.TEXT or len(message.data) > LARGEST_FRAME:
        log.warning("wecom_bot: a frame that is no text of a sane size was left unread")
        return None
    try:
        frame = json.loads(message.data)
    except (ValueError, RecursionError):
        log.warning("wecom_bot: a frame is not JSON")
        return None
    return frame if isinstance(frame, dict) else None


def is_taken_over(frame: Frame) -> bool:
    """Whether WeCom says that another connection has taken this one's place."""
    body = frame.get("body")
    event = body.get("event") if isinstance(body, dict) else None
    return frame.get("cmd") == EVENT and isinstance(event, dict) and event.get("eventtype") == TAKEN_OVER


def answer_in(frame: Frame) -> Answer:
    errcode, body = frame.get("errcode"), frame.get("body")
    return Answer(errcode if type(errcode) is int else -1, body if isinstance(body, dict) else {})


def req_id_of(frame: Frame) -> str:
    """The request id of a frame; empty where it has none."""
    headers = frame.get("headers")
    req_id = headers.get("req_id") if isinstance(headers, dict) else None
    return req_id if isinstance(req_id, str) else ""


def new_id(cmd: str) -> str:
    return f"{cmd}_{secrets.token_hex(12)}"
