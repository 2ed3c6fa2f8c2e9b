"""A whole small house around the web chat: the real channel and server, and a bot that follows a script."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from aiohttp import web

from bot.channels.webchat import WebChat
from bot.messages import Incoming, Outgoing, SentButton, Table
from bot.web import application, serve
from tests.fakes.web_desk import MemoryDesk

HOST = "127.0.0.1"


@dataclass
class WebHouse:
    """`heard` is what came in, once each; `arrivals` counts the repeats too."""

    desk: MemoryDesk = field(default_factory=MemoryDesk)
    heard: list[Incoming] = field(default_factory=list)
    arrivals: int = 0
    port: int = 0
    mute: bool = False

    async def open(self) -> "WebHouse":
        """Listen; after a `shut`, at the same port again."""
        self.chat = WebChat(self.desk, heartbeat=0.5)
        app = application([self.chat], self.accept, self.health, self.metrics)
        self.runner: web.AppRunner = await serve(app, HOST, self.port)
        self.port = self.runner.addresses[0][1]
        return self

    async def shut(self) -> None:
        await self.chat.close()
        await self.runner.cleanup()

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"

    async def health(self) -> dict[str, object]:
        return {"ok": True}

    async def metrics(self) -> str:
        return "fieldbook_messages_total 0\n"

    async def accept(self, messages: Sequence[Incoming]) -> None:
        for message in messages:
            self.arrivals += 1
            if self.desk.heard(message):
                self.heard.append(message)
                if not self.mute:
                    await self.answer(message)

    async def tell(self, message: Outgoing) -> None:
        """Write a message down and send it, as the outbox and the delivery do."""
        self.desk.told(message)
        await self.chat.send(message)

    async def answer(self, message: Incoming) -> None:
        for outgoing in scripted(message, f"out:{len(self.heard)}"):
            await self.tell(outgoing)


def scripted(message: Incoming, key: str) -> Sequence[Outgoing]:
    """What the bot of the tests answers."""
    to = message.conversation
    labels = ("改意向", "改时间", "撤销")
    buttons = tuple(
        SentButton(label=f"{number} {label}", token=f"{key}:{label}")
        for number, label in enumerate(labels, start=1)
    )
    match message.kind:
        case "tap":
            return [Outgoing(key=key, conversation=to, text=f"按了 {message.text}")]
        case "location":
            one = SentButton(label="签到", token=f"{key}:in")
            return [Outgoing(key=key, conversation=to, text="附近:华峰精密(120米)", buttons=(one,))]
    if message.reply_to:
        return [Outgoing(key=key, conversation=to, text=f"改的是 {message.reply_to}")]
    if message.text.isdigit():
        return [Outgoing(key=key, conversation=to, text=f"选了第 {message.text} 个")]
    if message.text == "表":
        table = Table(
            header=("客户", "上次", "金额"),
            rows=(("华峰精密", "41天前", "280,000"), ("明达", "昨天", "9,500")),
        )
        return [Outgoing(key=key, conversation=to, text="没联系的客户", table=table)]
    if "拜访" in message.text or "visit" in message.text:
        card = "✅ 已记 · 华峰精密 · 李总\n拜访 05-06 周三下午\n意向:高?"
        return [Outgoing(key=key, conversation=to, text=card, buttons=buttons)]
    return [Outgoing(key=key, conversation=to, text=f"听到:{message.text}")]
