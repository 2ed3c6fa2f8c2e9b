"""Every platform's stand-in under one face, so that one day can be lived on each of them."""

import asyncio
import json
import uuid
from dataclasses import dataclass, field

import aiohttp

from tests.fakes.dingtalk_server import CLIENT_ID, CLIENT_SECRET, TEMPLATE, DingTalkServer
from tests.fakes.telegram_people import Person as TelegramPerson
from tests.fakes.telegram_server import TelegramServer
from tests.fakes.wecom_bot_server import WecomBotServer
from tests.fakes.wecom_server import AES_KEY, AGENT_ID, CORP_ID, SECRET, TOKEN, WecomServer
from tests.house import Clock
from tests.street import Phone, Platform


class OnTelegram:
    """Telegram by long polling."""

    channel = "telegram"
    ids = {"老板": "1", "小王": "2", "Anna": "3"}  # noqa: RUF012 - read only

    async def start(self, clock: Clock) -> dict[str, object]:
        self.server = TelegramServer(token="7:day")
        self.server.books.clock = lambda: clock().timestamp()
        await self.server.start()
        return {
            "telegram_token": "7:day",
            "telegram_base_url": self.server.base_url,
            "telegram_file_base_url": self.server.base_file_url,
        }

    async def meet(self, address: str) -> None:
        """It polls."""

    async def phone(self, who: str, language: str = "zh") -> TelegramPerson:
        return self.server.user(int(self.ids[who]), who, "zh-hans" if language == "zh" else language)

    async def bind(self, phone: Phone, code: str) -> None:
        await phone.says(code)

    async def stop(self) -> None:
        await self.server.stop()


@dataclass(frozen=True)
class Line:
    """What the page shows of one message."""

    id: str
    text: str
    labels: tuple[str, ...]
    files: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()


@dataclass
class Browser:
    """A signed-in page without a screen: it reads what the page would draw."""

    address: str
    session: aiohttp.ClientSession
    seen: list[Line] = field(default_factory=list)
    _tokens: dict[str, str] = field(default_factory=dict)

    async def post(self, path: str, **body: object) -> None:
        headers = {"Origin": self.address, "Content-Type": "application/json"}
        data = json.dumps(body, ensure_ascii=False).encode()
        async with self.session.post(self.address + path, data=data, headers=headers) as response:
            assert response.status < 300, await response.text()

    async def says(self, text: str) -> None:
        await self.post("/chat/send", id=uuid.uuid4().hex, text=text)

    async def taps(self, label: str) -> None:
        await self.post("/chat/send", id=uuid.uuid4().hex, token=self._tokens[label], label=label)

    async def looks(self) -> None:
        """Read the page anew."""
        async with self.session.get(f"{self.address}/chat/history") as response:
            said = (await response.json())["said"]
        self.seen = []
        for one in said:
            if one["mine"]:
                continue
            open_ = [button for button in one["buttons"] if button["token"] not in one["used"]]
            self._tokens |= {button["label"]: button["token"] for button in open_}
            table = one["table"] or {"header": [], "rows": []}
            self.seen.append(
                Line(
                    one["id"],
                    one["text"],
                    tuple(button["label"] for button in open_),
                    tuple(file["name"] for file in (*one["pictures"], *one["files"])),
                    tuple(tuple(row) for row in (table["header"], *table["rows"]) if row),
                )
            )


class OnTheWeb:
    """The built-in web chat, as its page talks to the server."""

    channel = "web"
    ids = {"老板": "boss"}  # noqa: RUF012 - read only; the others get theirs when they sign in

    async def start(self, clock: Clock) -> dict[str, object]:
        self._browsers: list[Browser] = []
        return {}

    async def meet(self, address: str) -> None:
        self._address = address

    async def phone(self, who: str, language: str = "zh") -> Browser:
        jar = aiohttp.CookieJar(unsafe=True)  # cookies of an address without a name
        browser = Browser(self._address, aiohttp.ClientSession(cookie_jar=jar))
        self._browsers.append(browser)
        return browser

    async def bind(self, phone: Phone, code: str) -> None:
        assert isinstance(phone, Browser)
        await phone.post("/chat/sign-in", code=code)

    async def stop(self) -> None:
        for browser in self._browsers:
            await browser.session.close()


class OnTheWecomBot:
    """WeCom's AI bot over its WebSocket."""

    channel = "wecom_bot"
    ids = {"老板": "boss", "小王": "wang", "Anna": "anna"}  # noqa: RUF012 - read only

    async def start(self, clock: Clock) -> dict[str, object]:
        self.server = WecomBotServer()
        self.server.books.clock = lambda: clock().timestamp()
        await self.server.start()
        return {
            "wecom_bot_id": self.server.bot_id,
            "wecom_bot_secret": self.server.secret,
            "wecom_ws_url": self.server.ws_url,
        }

    async def meet(self, address: str) -> None:
        async with asyncio.timeout(10):
            while self.server.live is None:
                await asyncio.sleep(0.01)

    async def phone(self, who: str, language: str = "zh") -> Phone:
        return self.server.user(self.ids[who], who)

    async def bind(self, phone: Phone, code: str) -> None:
        await phone.says(code)

    async def stop(self) -> None:
        await self.server.stop()


class OnTheWecomApp:
    """WeCom's self-built app, by callbacks."""

    channel = "wecom"
    ids = {"老板": "boss", "小王": "wang", "Anna": "anna"}  # noqa: RUF012 - read only

    async def start(self, clock: Clock) -> dict[str, object]:
        self.server = WecomServer()
        self.server.set_clock(lambda: clock().timestamp())
        await self.server.start()
        return {
            "wecom_corp_id": CORP_ID,
            "wecom_agent_id": AGENT_ID,
            "wecom_secret": SECRET,
            "wecom_token": TOKEN,
            "wecom_aes_key": AES_KEY,
            "wecom_api_base": self.server.base_url,
        }

    async def meet(self, address: str) -> None:
        self.server.push_to(f"{address}/in/wecom")

    async def phone(self, who: str, language: str = "zh") -> Phone:
        return self.server.user(self.ids[who], who)

    async def bind(self, phone: Phone, code: str) -> None:
        await phone.says(code)

    async def stop(self) -> None:
        await self.server.stop()


class OnDingTalk:
    """DingTalk in Stream mode, with links for buttons."""

    channel = "dingtalk"
    ids = {"老板": "boss", "小王": "wang", "Anna": "anna"}  # noqa: RUF012 - read only
    template = ""

    async def start(self, clock: Clock) -> dict[str, object]:
        self.server = DingTalkServer()
        self.server.said_at = lambda: clock().timestamp()
        await self.server.start()
        return {
            "dingtalk_client_id": CLIENT_ID,
            "dingtalk_client_secret": CLIENT_SECRET,
            "dingtalk_api_base": self.server.base_url,
            "dingtalk_oapi_base": self.server.base_url,
            "dingtalk_card_template_id": self.template,
        }

    async def meet(self, address: str) -> None:
        await self.server.until(lambda: bool(self.server.gateway.connections))

    async def phone(self, who: str, language: str = "zh") -> Phone:
        return self.server.user(self.ids[who], who)

    async def bind(self, phone: Phone, code: str) -> None:
        await phone.says(code)

    async def stop(self) -> None:
        await self.server.stop()


class OnDingTalkCards(OnDingTalk):
    """DingTalk with interactive cards."""

    template = TEMPLATE


PLATFORMS: tuple[type[Platform], ...] = (
    OnTheWeb,
    OnTelegram,
    OnTheWecomBot,
    OnTheWecomApp,
    OnDingTalk,
    OnDingTalkCards,
)
