"""People who use the stand-in DingTalk: they say, tap, share, and see what the robot shows them."""

import asyncio
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.fakes.dingtalk_gateway import MESSAGES, PRESSES
from tests.fakes.dingtalk_methods import Json, Shown
from tests.fakes.dingtalk_screen import Choice, screen

if TYPE_CHECKING:
    from tests.fakes.dingtalk_server import DingTalkServer

ROBOT = "$:LWCP_v1:$robot"


@dataclass(frozen=True)
class Seen:
    """One of the robot's messages as it stands on the screen now."""

    id: str
    text: str
    choices: tuple[Choice, ...]
    edited: bool
    file: str = ""

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(choice.label for choice in self.choices)


@dataclass(frozen=True)
class Group:
    """A group that the robot is a member of."""

    server: "DingTalkServer"
    id: str
    title: str = "华东销售"

    @property
    def seen(self) -> list[Seen]:
        return [_seen(shown) for shown in self.server.books.chats[f"group:{self.id}"]]

    @property
    def sees(self) -> Seen:
        return self.seen[-1]


@dataclass(frozen=True)
class Person:
    """Somebody in single chat with the robot; `where` takes a step into a group."""

    server: "DingTalkServer"
    id: str
    name: str
    group: Group | None = None
    published: bool = True  # an app that is not tells no staff ids

    def where(self, group: Group) -> "Person":
        return Person(self.server, self.id, self.name, group, self.published)

    async def says(self, text: str, reply_to: Seen | None = None) -> str:
        """Say something; in a group with the robot's name before it, which DingTalk cuts."""
        quoted: Json = {}
        more: Json = {}
        if reply_to is not None:
            replied = {
                "msgId": "m0",
                "msgType": "text",
                "senderId": ROBOT,
                "content": {"text": reply_to.text},
            }
            quoted = {"isReplyMsg": True, "repliedMsg": replied}
            more = {"originalMsgId": "m0", "originalProcessQueryKey": reply_to.id}
        said = f" {text}" if self.group else text
        return await self.sends({"msgtype": "text", "text": {"content": said, **quoted}, **more})

    async def taps(self, label: str) -> str:
        """Tap a link or a button of the latest message that has one with this label."""
        for shown in reversed(self._chat):
            for choice in screen(shown).choices:
                if choice.label == label and choice.says:
                    return await self.says(choice.says)
                if choice.label == label and choice.presses:
                    return await self.presses(choice.presses, shown.id)
        raise AssertionError(f"no button {label!r} in {self.seen[-3:]}")

    async def presses(self, action: str, card: str, **more: object) -> str:
        """A card's button; the id of the push."""
        await self.server.gateway.connected()
        content = {"cardPrivateData": {"actionIds": [action], "params": {"id": action}}}
        press = {
            "type": "actionCallback",
            "outTrackId": card,
            "corpId": "ding1",
            "userId": self.id,
            "userIdType": 1,
            "spaceType": "IM_GROUP" if self.group else "IM_ROBOT",
            "spaceId": self.group.id if self.group else self.id,
            "extension": "{}",
            "content": json.dumps(content),
            **more,
        }
        return await self.server.gateway.call_back(PRESSES, press)

    async def sends_photo(self, content: bytes = b"jpeg") -> str:
        code = self._upload(content)
        return await self.sends(
            {"msgtype": "picture", "content": {"downloadCode": code, "pictureDownloadCode": "p"}}
        )

    async def sends_file(self, name: str, content: bytes) -> str:
        told = {"spaceId": "1", "fileId": "2", "fileName": name, "downloadCode": self._upload(content)}
        return await self.sends({"msgtype": "file", "content": told})

    async def sends_voice(self, transcript: str) -> str:
        told = {"duration": 3000, "downloadCode": self._upload(b"amr"), "recognition": transcript}
        return await self.sends({"msgtype": "audio", "content": told})

    async def sends_rich(self, *parts: str | bytes) -> str:
        """Words and pictures in one message."""
        items = [
            {"text": part}
            if isinstance(part, str)
            else {"type": "picture", "downloadCode": self._upload(part)}
            for part in parts
        ]
        return await self.sends({"msgtype": "richText", "content": {"richText": items}})

    async def sends(self, content: Json, **changes: object) -> str:
        """Any message; its id. Waits for somebody to listen, or it would be lost."""
        await self.server.gateway.connected()
        said = {**self.server.envelope(self), **content, **changes}
        await self.server.gateway.call_back(MESSAGES, said)
        return str(said["msgId"])

    def blocks(self) -> None:
        self.server.books.turned_off.add(self.id)

    def unblocks(self) -> None:
        self.server.books.turned_off.discard(self.id)

    @property
    def chat(self) -> str:
        return f"group:{self.group.id}" if self.group else f"user:{self.id}"

    @property
    def seen(self) -> list[Seen]:
        """All messages of the robot in this chat, oldest first."""
        return [_seen(shown) for shown in self._chat]

    @property
    def sees(self) -> Seen:
        """The robot's latest message in this chat."""
        assert self.seen, f"the robot has shown {self.name} nothing"
        return self.seen[-1]

    async def hears(self, count: int, seconds: float = 5.0) -> list[Seen]:
        """Wait until the robot has shown so many messages in this chat."""
        async with asyncio.timeout(seconds):
            while len(self._chat) < count:
                await asyncio.sleep(0.01)
        return self.seen

    @property
    def _chat(self) -> list[Shown]:
        return self.server.books.chats[self.chat]

    def _upload(self, content: bytes) -> str:
        code = f"code{next(self.server.books.numbers)}"
        self.server.books.files[code] = content
        return code


def _seen(shown: Shown) -> Seen:
    drawn = screen(shown)
    return Seen(shown.id, drawn.text, drawn.choices, shown.edited, drawn.file)
