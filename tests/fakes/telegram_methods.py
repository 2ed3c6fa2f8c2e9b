"""What Telegram's Bot API checks and does, as its documentation tells it: the chats and their messages."""

import itertools
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

UNCHANGED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


class Refusal(Exception):
    """An answer other than 200."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters


@dataclass
class ChatState:
    """A chat with all that was ever shown in it, oldest first."""

    info: Json
    messages: list[Json] = field(default_factory=list)
    blocked: bool = False
    moved_to: int | None = None
    topics: set[int] = field(default_factory=set)
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def find(self, id_: int) -> Json | None:
        return next((message for message in self.messages if message["message_id"] == id_), None)


class Books:
    """The state behind the methods."""

    def __init__(self, username: str, clock: Callable[[], float] = time.time) -> None:
        self.me: Json = {"id": 7, "is_bot": True, "first_name": "Fieldbook", "username": username}
        self.clock = clock
        self.chats: dict[int, ChatState] = {}
        self.open_presses: set[str] = set()
        self.commands: dict[str, list[Json]] = {}
        self.files: dict[str, bytes] = {}

    def carry_out(self, method: str, given: Json) -> Any:
        """The `result` of a method. Raises `Refusal`."""
        match method.lower():
            case "getme":
                return {**self.me, "can_join_groups": True, "can_read_all_group_messages": False}
            case "sendmessage":
                return self._send(given, {"text": _text(given), **_entities(given)})
            case "senddocument":
                return self._send(given, {"document": self._upload(given, "document"), **_caption(given)})
            case "sendphoto":
                size = {**self._upload(given, "photo"), "width": 90, "height": 90}
                return self._send(given, {"photo": [size], **_caption(given)})
            case "editmessagetext":
                return self._edit(given, {"text": _text(given), **_entities(given)})
            case "editmessagereplymarkup":
                return self._edit(given, {})
            case "answercallbackquery":
                return self._answer(given)
            case "setmycommands":
                return self._set_commands(given)
            case "getfile":
                return self._file(given)
            case _:
                raise Refusal(404, "Not Found")

    def chat(self, id_: int) -> ChatState:
        try:
            return self.chats[id_]
        except KeyError:
            raise Refusal(400, "Bad Request: chat not found") from None

    def _open_chat(self, given: Json) -> ChatState:
        chat = self.chat(int(given["chat_id"]))
        if chat.moved_to is not None:
            text = "Bad Request: group chat was upgraded to a supergroup chat"
            raise Refusal(400, text, migrate_to_chat_id=chat.moved_to)
        if chat.blocked:
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        return chat

    def _send(self, given: Json, content: Json) -> Json:
        chat = self._open_chat(given)
        thread = int(given.get("message_thread_id") or 0)
        if thread and thread not in chat.topics:
            raise Refusal(400, "Bad Request: message thread not found")
        message: Json = {
            "message_id": next(chat.numbers),
            "from": self.me,
            "chat": chat.info,
            "date": int(self.clock()),
            **({"message_thread_id": thread, "is_topic_message": True} if thread else {}),
            **content,
            **_markup(given),
        }
        chat.messages.append(message)
        return message

    def _edit(self, given: Json, content: Json) -> Json:
        message = self._open_chat(given).find(int(given["message_id"]))
        if message is None:
            raise Refusal(400, "Bad Request: message to edit not found")
        if message["from"] != self.me:
            raise Refusal(400, "Bad Request: message can't be edited")
        changed = {key: value for key, value in message.items() if key not in ("reply_markup", "edit_date")}
        if content:
            changed.pop("entities", None)
        changed = {**changed, **content, **_markup(given)}
        if changed == {key: value for key, value in message.items() if key != "edit_date"}:
            raise Refusal(400, UNCHANGED)
        message.clear()
        message.update(changed, edit_date=int(self.clock()))
        return message

    def _answer(self, given: Json) -> bool:
        if given.get("callback_query_id") not in self.open_presses:
            raise Refusal(400, TOO_OLD)
        self.open_presses.discard(given["callback_query_id"])
        return True

    def _set_commands(self, given: Json) -> bool:
        for command in given["commands"]:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
                raise Refusal(400, "Bad Request: BOT_COMMAND_INVALID")
            if not 1 <= len(command["description"]) <= 256:
                raise Refusal(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
        self.commands[given.get("language_code", "")] = given["commands"]
        return True

    def _upload(self, given: Json, name: str) -> Json:
        content = given.get(name)
        if not isinstance(content, bytes):
            raise Refusal(400, "Bad Request: there is no file in the request")
        id_ = f"file{len(self.files) + 1}"
        self.files[id_] = content
        return {"file_id": id_, "file_unique_id": f"u{id_}", "file_size": len(content)}

    def _file(self, given: Json) -> Json:
        id_ = str(given.get("file_id"))
        if id_ not in self.files:
            raise Refusal(400, "Bad Request: invalid file_id")
        size = len(self.files[id_])
        return {"file_id": id_, "file_unique_id": f"u{id_}", "file_size": size, "file_path": f"files/{id_}"}


def utf16(text: str) -> int:
    return sum(2 if char > "\uffff" else 1 for char in text)


def _text(given: Json) -> str:
    text = str(given.get("text", ""))
    if not text.strip():
        raise Refusal(400, "Bad Request: message text is empty")
    if utf16(text) > 4096:
        raise Refusal(400, "Bad Request: message is too long")
    return text


def _caption(given: Json) -> Json:
    caption = str(given.get("caption", ""))
    if utf16(caption) > 1024:
        raise Refusal(400, "Bad Request: message caption is too long")
    return {"caption": caption} if caption else {}


def _entities(given: Json) -> Json:
    entities = given.get("entities") or []
    text = str(given["text"]).encode("utf-16-le")
    for entity in entities:
        start, end = 2 * entity["offset"], 2 * (entity["offset"] + entity["length"])
        try:
            text[:start].decode("utf-16-le")
            text[start:end].decode("utf-16-le")
        except UnicodeDecodeError:
            raise Refusal(400, "Bad Request: can't parse entities") from None
        if entity["offset"] < 0 or entity["length"] < 1 or end > len(text):
            raise Refusal(400, "Bad Request: entity is out of the text")
    return {"entities": entities} if entities else {}


def _markup(given: Json) -> Json:
    markup = given.get("reply_markup")
    if not markup:
        return {}
    for button in itertools.chain.from_iterable(markup.get("inline_keyboard", [])):
        if not button.get("text", "").strip():
            raise Refusal(400, "Bad Request: inline keyboard button text is empty")
        if ("url" in button) == ("callback_data" in button):
            raise Refusal(400, "Bad Request: text buttons are unallowed in the inline keyboard")
        if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= 64:
            raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")
        if "url" in button and not re.match(r"(https?://[^/]*\.[^/]+|tg://)", button["url"]):
            raise Refusal(400, "Bad Request: inline keyboard button URL is invalid: Wrong HTTP URL")
    return {"reply_markup": markup}
