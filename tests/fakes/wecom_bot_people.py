"""People who use the stand-in WeCom: they say, tap, share, and see what the bot shows them."""

import asyncio
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.fakes.wecom_bot_books import Chat, Shown
from tests.fakes.wecom_bot_looks import card_rows, card_text, rendered
from tests.fakes.wecom_bot_uploads import Json

if TYPE_CHECKING:
    from tests.fakes.wecom_bot_server import WecomBotServer

SPENT = "-"
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Seen:
    """One of the bot's messages as it stands on the screen now."""

    id: int
    text: str
    rows: tuple[tuple[str, ...], ...] = ()
    edited: bool = False
    file: tuple[str, bytes] | None = None
    source: str = ""  # markdown as it was sent

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(label for row in self.rows for label in row)


@dataclass(frozen=True)
class Group:
    """A group that the bot is a member of."""

    server: "WecomBotServer"
    id: str

    @property
    def seen(self) -> list[Seen]:
        return [_seen(shown) for shown in self.server.books.chats[self.id].shown]

    @property
    def sees(self) -> Seen:
        return self.seen[-1]


@dataclass(frozen=True)
class Person:
    """Somebody in the company; `where` takes a step into a group."""

    server: "WecomBotServer"
    id: str
    name: str
    group: str = ""

    def where(self, group: Group) -> "Person":
        return Person(self.server, self.id, self.name, group.id)

    async def says(self, text: str, reply_to: Seen | None = None, *, mention: bool = True) -> str:
        """In a group the bot is mentioned, or hears nothing. The id of the message."""
        if self.group:
            if not mention:
                return ""
            text = f"@{self.server.bot_name} {text}"
        quote = {"msgtype": "text", "text": {"content": reply_to.source or reply_to.text}} if reply_to else {}
        return await self._send("text", {"content": text}, **({"quote": quote} if quote else {}))

    async def taps(self, label: str) -> str:
        """Press a button of the latest card that has one with this label."""
        for shown in reversed(self._chat.shown):
            for button in (shown.card or {}).get("button_list", []):
                if button["text"] == label and "key" in button:
                    assert shown.card is not None
                    return await self.presses(button["key"], shown.card["task_id"])
        raise AssertionError(f"no button {label!r} in {self.seen[-3:]}")

    async def presses(self, key: str, task_id: str) -> str:
        card = {"card_type": "button_interaction", "event_key": key, "task_id": task_id}
        event = {"eventtype": "template_card_event", "template_card_event": card}
        return await self.server.tell("tap", self._chat, self._event(event), task_id)

    async def enters(self) -> str:
        """Open the chat with the bot."""
        return await self.server.tell("entry", self._chat, self._event({"eventtype": "enter_chat"}))

    async def sends_photo(self, content: bytes = b"\xff\xd8\xffjpeg", caption: str = "") -> str:
        picture = self._media(content)
        if not caption and not self.group:
            return await self._send("image", picture)
        words = f"@{self.server.bot_name} {caption}" if self.group else caption
        items = [
            {"msgtype": "text", "text": {"content": words}},
            {"msgtype": "image", "image": picture},
        ]
        return await self._send("mixed", {"msg_item": items})

    async def sends_file(self, name: str, content: bytes) -> str:
        return await self._send("file", self._media(content, name))

    async def sends_video(self, content: bytes = b"video") -> str:
        return await self._send("video", self._media(content))

    async def sends_voice(self, text: str) -> str:
        """WeCom writes down what was said before the bot hears it."""
        return await self._send("voice", {"content": text})

    @property
    def seen(self) -> list[Seen]:
        """All messages of the bot in this chat, oldest first."""
        return [_seen(shown) for shown in self._chat.shown]

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
    def _chat(self) -> Chat:
        return self.server.books.chats[self.group or self.id]

    def _media(self, content: bytes, name: str = "") -> Json:
        url, aes_key = self.server.media(content, name)
        return {"url": url, "aeskey": aes_key}

    def _base(self) -> Json:
        return {
            "msgid": f"msg{next(_numbers)}",
            "create_time": int(self.server.books.clock()),
            "aibotid": self.server.bot_id,
            "chattype": "group" if self.group else "single",
            "from": {"userid": self.id},
            **({"chatid": self.group} if self.group else {}),
        }

    def _event(self, event: Json) -> Json:
        return {**self._base(), "msgtype": "event", "event": event}

    async def _send(self, msgtype: str, content: Json, **more: Json) -> str:
        self._chat.has_spoken = True
        body = {**self._base(), "msgtype": msgtype, msgtype: content, **more}
        return await self.server.tell("message", self._chat, body)


def _seen(shown: Shown) -> Seen:
    if shown.card is not None:
        return Seen(shown.id, card_text(shown.card), card_rows(shown.card), shown.edited)
    if shown.file is not None:
        return Seen(shown.id, "", file=shown.file)
    text = rendered(shown.text) if shown.kind == "words" else shown.text
    return Seen(shown.id, text, source=shown.text)
