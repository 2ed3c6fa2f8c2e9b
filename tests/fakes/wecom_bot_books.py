"""What the stand-in WeCom remembers, and the rules by which it takes or refuses a bot's frames."""

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.fakes.wecom_bot_uploads import BAD_FRAME, Json, Refusal, Uploads

TOO_LONG = 45002
TOO_OFTEN = 45009
NO_CHAT = 93006
NO_MEDIA = 40007
WRONG_ID = 846605
STREAM_EXPIRED = 846608
NOT_SUBSCRIBED = 846609
REJECTED = 853000

TEXT_BYTES = 20_480
STREAM_SECONDS = 360.0
CARD_SECONDS = 5.0
A_MINUTE = 30


@dataclass
class Shown:
    """One of the bot's messages as it stands in a chat; `card` is as it was sent last."""

    id: int
    kind: Literal["words", "card", "file", "image", "text"]
    text: str = ""
    card: Json | None = None
    file: tuple[str, bytes] | None = None
    edited: bool = False


@dataclass
class Chat:
    id: str
    is_group: bool = False
    has_spoken: bool = False
    shown: list[Shown] = field(default_factory=list)
    times: list[float] = field(default_factory=list)


@dataclass
class Open:
    """A callback that may still be answered."""

    kind: Literal["message", "tap", "entry", "other"]
    chat: Chat
    at: float
    task_id: str = ""
    stream: tuple[str, Shown] | None = None
    done: bool = False


class Books:
    """All chats of one bot. `clock` gives epoch seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self.chats: dict[str, Chat] = {}
        self.open: dict[str, Open] = {}
        self.tasks: dict[str, Shown] = {}
        self.uploads = Uploads()
        self._numbers = itertools.count(1)

    def carry_out(self, cmd: str, req_id: str, body: Json) -> Json:
        """The body of the answer. Raises `Refusal`."""
        match cmd:
            case "aibot_respond_msg":
                return self._respond(req_id, body)
            case "aibot_respond_welcome_msg":
                return self._welcome(req_id, body)
            case "aibot_respond_update_msg":
                return self._update(req_id, body)
            case "aibot_send_msg":
                return self._send(body)
            case "aibot_upload_media_init":
                return self.uploads.begin(body)
            case "aibot_upload_media_chunk":
                return self.uploads.take(body)
            case "aibot_upload_media_finish":
                return self.uploads.finish(body)
            case _:
                raise Refusal(BAD_FRAME, f"unknown cmd {cmd}")

    def _respond(self, req_id: str, body: Json) -> Json:
        asked = self._asked(req_id, "message")
        if self.clock() - asked.at > STREAM_SECONDS:
            raise Refusal(STREAM_EXPIRED, "stream message update expired")
        match body.get("msgtype"):
            case "stream":
                self._stream(asked, body["stream"])
            case "stream_with_template_card":
                card = _checked_card(body["template_card"], self.tasks)
                self._stream(asked, body["stream"])
                self._show_card(asked.chat, card)
            case "template_card":
                self._show_card(asked.chat, _checked_card(body["template_card"], self.tasks))
                asked.done = True
            case _:
                self._show_media(asked.chat, body)
                asked.done = True
        return {}

    def _stream(self, asked: Open, stream: Json) -> None:
        """One stream answers one callback: it may be told anew until it is finished."""
        content = _checked_text(stream.get("content"))
        if asked.stream is None:
            shown = self._show(asked.chat, "words", text=content)
            asked.stream = (stream["id"], shown)
        elif asked.stream[0] != stream["id"]:
            raise Refusal(WRONG_ID, "another stream answers this")
        asked.stream[1].text = content
        asked.done = stream.get("finish") is True

    def _welcome(self, req_id: str, body: Json) -> Json:
        asked = self._asked(req_id, "entry", CARD_SECONDS)
        match body.get("msgtype"):
            case "text":
                self._show(asked.chat, "text", text=_checked_text(body["text"]["content"]))
            case "template_card":
                self._show_card(asked.chat, _checked_card(body["template_card"], self.tasks))
            case other:
                raise Refusal(BAD_FRAME, f"a welcome is no {other}")
        asked.done = True
        return {}

    def _update(self, req_id: str, body: Json) -> Json:
        asked = self._asked(req_id, "tap", CARD_SECONDS)
        card = body.get("template_card") or {}
        if body.get("response_type") != "update_template_card" or card.get("task_id") != asked.task_id:
            raise Refusal(BAD_FRAME, "not an update of the tapped card")
        _checked_card(card, {})
        shown = self.tasks[asked.task_id]
        shown.card, shown.edited, asked.done = card, True, True
        return {}

    def _send(self, body: Json) -> Json:
        chat = self.chats.get(str(body.get("chatid")))
        if chat is None or not chat.has_spoken or body.get("chat_type", 0) not in (0, 1 + chat.is_group):
            raise Refusal(NO_CHAT, "invalid chatid")
        match body.get("msgtype"):
            case "markdown":
                self._show(chat, "words", text=_checked_text(body["markdown"]["content"]))
            case "template_card":
                self._show_card(chat, _checked_card(body["template_card"], self.tasks))
            case _:
                self._show_media(chat, body)
        return {}

    def _show_media(self, chat: Chat, body: Json) -> None:
        kind = body.get("msgtype")
        if kind not in ("file", "image"):
            raise Refusal(BAD_FRAME, f"unknown msgtype {kind}")
        held = self.uploads.media.get(body[kind].get("media_id", ""))
        if held is None or held[0] != kind:
            raise Refusal(NO_MEDIA, "invalid media_id")
        self._show(chat, kind, file=held[1:])

    def _show_card(self, chat: Chat, card: Json) -> None:
        self.tasks[card["task_id"]] = self._show(chat, "card", card=card)

    def _show(self, chat: Chat, kind: Any, **what: Any) -> Shown:
        now = self.clock()
        chat.times = [at for at in chat.times if now - at < 60]
        if len(chat.times) >= A_MINUTE:
            raise Refusal(TOO_OFTEN, "api freq out of limit")
        chat.times.append(now)
        shown = Shown(next(self._numbers), kind, **what)
        chat.shown.append(shown)
        return shown

    def _asked(self, req_id: str, kind: str, seconds: float | None = None) -> Open:
        asked = self.open.get(req_id)
        late = asked is not None and seconds is not None and self.clock() - asked.at > seconds
        if asked is None or asked.kind != kind or asked.done or late:
            raise Refusal(WRONG_ID, "invalid req_id")
        return asked


def _checked_text(content: Any) -> str:
    if not isinstance(content, str) or not content.strip():
        raise Refusal(BAD_FRAME, "no content")
    if len(content.encode()) > TEXT_BYTES:
        raise Refusal(TOO_LONG, "content too long")
    return content


def _checked_card(card: Json, taken: dict[str, Shown]) -> Json:
    task_id = card.get("task_id", "")
    buttons = card.get("button_list", [])
    right = (
        card.get("card_type") == "button_interaction"
        and 0 < len(card.get("main_title", {}).get("title", "")) <= 36
        and len(card.get("sub_title_text", "")) <= 160
        and re.fullmatch(r"[A-Za-z0-9_@-]{1,128}", task_id)
        and task_id not in taken
        and 1 <= len(buttons) <= 6
        and all(_is_button(button) for button in buttons)
    )
    if not right:
        raise Refusal(BAD_FRAME, "invalid template_card")
    return card


def _is_button(button: Json) -> bool:
    opens = button.get("type") == 1 and str(button.get("url", "")).startswith("http")
    calls = button.get("type", 0) == 0 and 0 < len(str(button.get("key", "")).encode()) <= 1024
    return (
        0 < len(button.get("text", "")) <= 10 and button.get("style", 1) in (1, 2, 3, 4) and (opens or calls)
    )
