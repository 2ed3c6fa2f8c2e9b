"""People who use the stand-in WeCom: they say, tap, send, add customers, and see what the app shows them."""

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.fakes.wecom_books import Item, Json, UserState

if TYPE_CHECKING:
    from tests.fakes.wecom_server import WecomServer


@dataclass(frozen=True)
class Seen:
    """One of the app's messages as it stands on the screen now; a card's title and words are its text."""

    id: str
    text: str
    labels: tuple[str, ...] = ()  # the buttons that can be tapped
    edited: bool = False
    file: str = ""
    content: bytes = b""


@dataclass(frozen=True)
class Person:
    """Somebody in the app's scope."""

    server: "WecomServer"
    id: str
    name: str

    async def says(self, text: str) -> int:
        return self._message("text", Content=text)

    async def taps(self, label: str) -> int:
        """Press a button of the latest card that has one with this label."""
        for item in reversed(self._state.items):
            for button in _buttons(item):
                if button["text"] == label and "key" in button:
                    return self.presses(button["key"], item.body["task_id"])
        raise AssertionError(f"no button {label!r} in {self.seen[-3:]}")

    def presses(self, key: str, task_id: str) -> int:
        return self._event(
            "template_card_event",
            EventKey=key,
            TaskId=task_id,
            CardType="button_interaction",
            ResponseCode=self.server.books.new_code(task_id, self.id),
        )

    async def sends_location(self, latitude: float, longitude: float, label: str = "") -> int:
        """A place as WeCom's own map tells it."""
        return self._message(
            "location", Location_X=latitude, Location_Y=longitude, Scale=16, Label=label, AppType="wxwork"
        )

    async def sends_photo(self, content: bytes = b"jpeg-picture") -> int:
        media = self.server.books.keep(content, "photo.jpg", "image/jpeg")
        return self._message("image", PicUrl="http://p.example/1", MediaId=media)

    async def sends_voice(self, content: bytes = b"#!AMR-sound") -> int:
        media = self.server.books.keep(content, "voice.amr", "audio/amr")
        return self._message("voice", MediaId=media, Format="amr")

    async def sends_video(self, content: bytes = b"mp4-film") -> int:
        media = self.server.books.keep(content, "film.mp4", "video/mp4")
        return self._message("video", MediaId=media, ThumbMediaId="thumb")

    async def sends_link(self, title: str, url: str) -> int:
        return self._message("link", Title=title, Description="", Url=url, PicUrl="")

    async def opens_menu(self, key: str) -> int:
        return self._event("click", EventKey=key)

    async def subscribes(self) -> int:
        return self._event("subscribe", EventKey="")

    async def enters(self) -> int:
        return self._event("enter_agent", EventKey="")

    async def adds_customer(self, id_: str, *, half: bool = False, **known: Any) -> int:
        """Somebody outside becomes their contact.

        `known` are name, corp_name, corp_full_name, position, remark and remark_mobiles.
        """
        noted = {name: known.pop(name) for name in ("remark", "remark_mobiles") if name in known}
        unknown: Json = {"external_contact": {"external_userid": id_, "type": 1}, "follow_user": []}
        customer = self.server.books.customers.setdefault(id_, unknown)
        customer["external_contact"] |= known
        follower: Json = {"userid": self.id, "createtime": self._now()}
        customer["follow_user"].append(follower | noted)
        return self._customer("add_half_external_contact" if half else "add_external_contact", id_)

    async def edits_customer(self, id_: str) -> int:
        return self._customer("edit_external_contact", id_)

    async def drops_customer(self, id_: str) -> int:
        return self._customer("del_external_contact", id_)

    async def is_dropped_by(self, id_: str) -> int:
        return self._customer("del_follow_user", id_)

    @property
    def seen(self) -> list[Seen]:
        """All messages of the app, oldest first."""
        return [_as_seen(item) for item in self._state.items]

    @property
    def sees(self) -> Seen:
        assert self.seen, f"the app has shown {self.name} nothing"
        return self.seen[-1]

    async def hears(self, count: int, seconds: float = 5.0) -> list[Seen]:
        """Wait until the app has shown so many messages."""
        async with asyncio.timeout(seconds):
            while len(self._state.items) < count:
                await asyncio.sleep(0.01)
        return self.seen

    @property
    def _state(self) -> UserState:
        return self.server.books.users[self.id]

    def _now(self) -> int:
        return int(self.server.books.clock())

    def _message(self, kind: str, **content: object) -> int:
        number = next(self.server.message_numbers)
        return self._post(self.id, MsgType=kind, **content, MsgId=number)

    def _event(self, event: str, **content: object) -> int:
        return self._post(self.id, MsgType="event", Event=event, **content)

    def _customer(self, change: str, id_: str) -> int:
        return self._post(
            "sys",
            MsgType="event",
            Event="change_external_contact",
            ChangeType=change,
            UserID=self.id,
            ExternalUserID=id_,
        )

    def _post(self, sender: str, **content: object) -> int:
        books = self.server.books
        head = {"ToUserName": books.corp_id, "FromUserName": sender, "CreateTime": self._now()}
        return self.server.mail.post(self.id, {**head, **content, "AgentID": int(books.agent_id)})


def _buttons(item: Item) -> list[Json]:
    return [] if item.spent else list(item.body.get("button_list", []))


def _as_seen(item: Item) -> Seen:
    if item.kind in ("image", "file"):
        return Seen(item.id, "", file=item.body["name"], content=item.body["content"])
    if item.kind == "text":
        return Seen(item.id, item.body["content"])
    card = item.body
    lines = (card["main_title"]["title"], card.get("sub_title_text", ""), item.spent)
    labels = tuple(button["text"] for button in _buttons(item))
    return Seen(item.id, "\n".join(line for line in lines if line), labels, item.edited)
