"""People who use the stand-in Telegram: they say, tap, share, and see what the bot shows them."""

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.fakes.telegram_methods import ChatState, Json

if TYPE_CHECKING:
    from tests.fakes.telegram_server import TelegramServer


@dataclass(frozen=True)
class Seen:
    """One of the bot's messages as it stands on the screen now."""

    id: int
    text: str
    rows: tuple[tuple[str, ...], ...]
    entities: tuple[Json, ...]
    edited: bool

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(label for row in self.rows for label in row)


@dataclass(frozen=True)
class Group:
    """A group that the bot is a member of."""

    server: "TelegramServer"
    id: int

    @property
    def seen(self) -> list[Seen]:
        return seen_in(self.server.books.chats[self.id], self.server.books.me["id"])

    @property
    def sees(self) -> Seen:
        return self.seen[-1]


@dataclass(frozen=True)
class Person:
    """Somebody with a private chat with the bot; `where` takes a step into a group."""

    server: "TelegramServer"
    id: int
    name: str
    language: str = "zh-hans"
    chat: int = 0
    thread: int | None = None

    def where(self, group: Group, thread: int | None = None) -> "Person":
        if thread is not None:
            self._state_of(group.id).topics.add(thread)
        return Person(self.server, self.id, self.name, self.language, group.id, thread)

    async def says(self, text: str, reply_to: Seen | None = None) -> int:
        return await self._send({"text": text, **_commands(text)}, reply_to)

    async def edits(self, text: str) -> int:
        """Change one's own last message."""
        mine = [m for m in self._chat.messages if m["from"]["id"] == self.id and "text" in m]
        mine[-1].update(text=text, edit_date=self._now())
        return await self.server.mail.post({"edited_message": dict(mine[-1])}, self._chat_id)

    async def taps(self, label: str) -> int:
        """Press a button of the latest message that has one with this label."""
        for message in reversed(self._chat.messages):
            for row in message.get("reply_markup", {}).get("inline_keyboard", []):
                for button in row:
                    if button["text"] == label and "callback_data" in button:
                        return await self.presses(button["callback_data"], message)
        raise AssertionError(f"no button {label!r} in {self.seen[-3:]}")

    async def presses(self, data: str, message: Json) -> int:
        id_ = str(4_382_000_000 + next(self.server.press_numbers))
        self.server.books.open_presses.add(id_)
        press = {"id": id_, "from": self._user, "message": message, "chat_instance": "1", "data": data}
        return await self.server.mail.post({"callback_query": press}, self._chat_id)

    async def shares_contact(self, name: str, phone: str) -> int:
        return await self._send({"contact": {"first_name": name, "phone_number": phone}})

    async def sends_location(self, latitude: float, longitude: float, label: str = "") -> int:
        place = {"latitude": latitude, "longitude": longitude}
        venue = {"venue": {"location": place, "title": label, "address": ""}} if label else {}
        return await self._send({"location": place, **venue})

    async def sends_file(self, name: str, content: bytes, mime: str = "text/csv", caption: str = "") -> int:
        file = {**self._upload(content), "file_name": name, "mime_type": mime}
        return await self._send({"document": file, **({"caption": caption} if caption else {})})

    async def sends_photo(self, content: bytes = b"jpeg", caption: str = "") -> int:
        small, large = ({**self._upload(content), "width": side, "height": side} for side in (90, 1280))
        return await self._send({"photo": [small, large], **({"caption": caption} if caption else {})})

    async def sends_voice(self, content: bytes = b"ogg", seconds: int = 3) -> int:
        sound = {**self._upload(content), "duration": seconds, "mime_type": "audio/ogg"}
        return await self._send({"voice": sound})

    def blocks(self) -> None:
        self._chat.blocked = True

    def unblocks(self) -> None:
        self._chat.blocked = False

    @property
    def seen(self) -> list[Seen]:
        """All messages of the bot in this chat, oldest first."""
        return seen_in(self._chat, self.server.books.me["id"])

    @property
    def sees(self) -> Seen:
        """The bot's latest message in this chat."""
        assert self.seen, f"the bot has shown {self.name} nothing"
        return self.seen[-1]

    async def hears(self, count: int, seconds: float = 5.0) -> list[Seen]:
        """Wait until the bot has shown so many messages in this chat."""
        async with asyncio.timeout(seconds):
            while len(self.seen) < count:
                await asyncio.sleep(0.01)
        return self.seen

    @property
    def _chat_id(self) -> int:
        return self.chat or self.id

    @property
    def _chat(self) -> ChatState:
        return self._state_of(self._chat_id)

    @property
    def _user(self) -> Json:
        return {"id": self.id, "is_bot": False, "first_name": self.name, "language_code": self.language}

    def _state_of(self, chat: int) -> ChatState:
        return self.server.books.chats[chat]

    def _now(self) -> int:
        return int(self.server.books.clock())

    def _upload(self, content: bytes) -> Json:
        id_ = f"file{len(self.server.books.files) + 1}"
        self.server.books.files[id_] = content
        return {"file_id": id_, "file_unique_id": f"u{id_}", "file_size": len(content)}

    async def _send(self, content: Json, reply_to: Seen | None = None) -> int:
        message: dict[str, Any] = {
            "message_id": next(self._chat.numbers),
            "from": self._user,
            "chat": self._chat.info,
            "date": self._now(),
            **content,
        }
        if self.thread is not None:
            message |= {"message_thread_id": self.thread, "is_topic_message": True}
        if reply_to is not None:
            message["reply_to_message"] = self._chat.find(reply_to.id)
        self._chat.messages.append(message)
        return await self.server.mail.post({"message": dict(message)}, self._chat_id)


def seen_in(chat: ChatState, bot: int) -> list[Seen]:
    return [_seen(message) for message in chat.messages if message["from"]["id"] == bot]


def _seen(message: Json) -> Seen:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return Seen(
        id=message["message_id"],
        text=message.get("text") or message.get("caption", ""),
        rows=tuple(tuple(button["text"] for button in row) for row in rows),
        entities=tuple(message.get("entities", ())),
        edited="edit_date" in message,
    )


def _commands(text: str) -> Json:
    if not text.startswith("/"):
        return {}
    return {"entities": [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]}
