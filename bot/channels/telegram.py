"""Telegram: long polling or a webhook, and everything that the house says there."""

import asyncio
import hmac
import json
import logging
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Literal

from aiohttp import web
from telegram import Bot
from telegram.error import TelegramError
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter  # the only way to have updates unparsed

from bot.channels import Accept, Brought, Limits, Rate
from bot.channels.layout import utf16
from bot.channels.telegram_link import Commands, Link, now
from bot.channels.telegram_receive import ALLOWED_UPDATES, UNREADABLE, NameUnknown, read_update
from bot.channels.telegram_send import Sender
from bot.channels.telegram_show import TEXT_LIMIT
from bot.channels.telegram_transport import Transport
from bot.messages import Errand, Incoming, Outgoing

PATH = "/in/telegram"
POLL_SECONDS = 30  # how long Telegram may hold a poll open
EMPTY_POLL_PAUSE = 0.05  # a server that answers empty polls at once is not asked without end
FORGET_OFFSET_SECONDS = 86_400.0  # after a quiet week Telegram numbers its updates anew, perhaps lower
ANSWER_SECONDS = 5.0

_log = logging.getLogger(__name__)


class Telegram:
    """The channel "telegram". `commands` are its menus: language → (command, description)."""

    name = "telegram"
    limits = Limits(
        text=TEXT_LIMIT,
        measure=utf16,
        buttons=8,
        label=40,
        edit="always",
        table="monospace",
        files=True,
        chat_rates=(Rate(20, 20.0), Rate(100, 300.0)),
        total_rates=(Rate(30, 1.0),),
    )

    def __init__(
        self,
        token: str,
        *,
        base_url: str = "https://api.telegram.org/bot",
        base_file_url: str = "https://api.telegram.org/file/bot",
        mode: Literal["polling", "webhook"] = "polling",
        public_url: str = "",
        webhook_secret: str = "",
        poll_interval: float = 0.0,
        commands: Commands = MappingProxyType({}),
        proxy: str | None = None,
    ) -> None:
        logging.getLogger("telegram").setLevel(logging.WARNING)  # PTB logs tokens and texts when debugging
        self._transport = Transport(proxy=proxy)
        self._bot = Bot(token, base_url, base_file_url, self._transport, self._transport)
        self._sender = Sender(self._bot)
        webhook = public_url.rstrip("/") + PATH if public_url else ""
        self._link = Link(self._bot, webhook if mode == "webhook" else None, webhook_secret, commands)
        self.health = self._link.health
        self._mode = mode
        self._secret = webhook_secret
        self._poll_interval = poll_interval
        self._offset: int | None = None
        self._last_update = 0.0
        self._presses: asyncio.Queue[str] = asyncio.Queue(1000)

    @property
    def username(self) -> str:
        """Our own name for deep links; empty until Telegram has been reached."""
        return self._link.username

    async def run(self, accept: Accept) -> None:
        """Hear what comes until `close`. Telegram may be away at the start and at any time."""
        await asyncio.gather(self._receive(accept), self._answer_presses())

    async def send(self, message: Outgoing) -> str:
        sent = await self._sender.send(message)
        self.health.last_out = now()
        return sent

    async def bring(self, errand: Errand) -> Brought:
        return await self._sender.bring(errand)

    def routes(self, accept: Accept) -> Sequence[web.RouteDef]:
        async def hear(request: web.Request) -> web.Response:
            return await self._hear(request, accept)

        return [web.post(PATH, hear)] if self._mode == "webhook" else []

    async def close(self) -> None:
        """End `run` and every call under way; what was not accepted comes again after the next start."""
        self._link.closing.set()
        self.health.connected = False
        self._expect_answer("")  # wakes the one who waits for presses
        await self._transport.shutdown()

    async def _receive(self, accept: Accept) -> None:
        while not self._link.closing.is_set():
            try:
                if not self.username:
                    await self._link.connect()
                if self._mode == "polling":
                    await self._poll(accept)
                else:
                    await self._link.watch()
            except (TelegramError, *UNREADABLE) as error:
                await self._link.pause(self._link.setback(error))

    async def _poll(self, accept: Accept) -> None:
        """One poll. The offset, which makes Telegram forget, moves only after the house has accepted."""
        asked = time.monotonic()
        updates = await self._get_updates()
        self._link.recovered()
        if not updates:
            quick = EMPTY_POLL_PAUSE if time.monotonic() - asked < 1 else 0.0
            await self._link.pause(max(self._poll_interval, quick))
            return
        if not await self._take_in([m for update in updates if (m := self._read(update))], accept):
            await self._link.pause(self._link.backoff.next())
            return
        self._offset = max(update["update_id"] for update in updates) + 1
        self._last_update = time.monotonic()

    async def _get_updates(self) -> list[dict[str, Any]]:
        """Updates as plain JSON, so that one which PTB can't read does not hold up the others."""
        if time.monotonic() - self._last_update > FORGET_OFFSET_SECONDS:
            self._offset = None
        wanted = {"offset": self._offset, "timeout": POLL_SECONDS, "allowed_updates": ALLOWED_UPDATES}
        parameters = [RequestParameter.from_input(*item) for item in wanted.items() if item[1] is not None]
        found = await self._transport.post(
            f"{self._bot.base_url}/getUpdates", RequestData(parameters), read_timeout=POLL_SECONDS + 10
        )
        if not isinstance(found, list):
            raise TypeError("getUpdates answers no list")
        return [update for update in found if _is_update(update)]

    async def _hear(self, request: web.Request, accept: Accept) -> web.Response:
        """One webhook call, answered 200 only when its message is safe. Any other answer brings it again."""
        shown = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        if self._secret and not hmac.compare_digest(shown.encode(), self._secret.encode()):
            return web.Response(status=403)
        try:
            update = json.loads(await request.read())
        except (ValueError, RecursionError):
            return web.Response(status=400)
        if not _is_update(update):
            return web.Response(status=400)
        try:
            message = self._read(update)
        except NameUnknown:
            return web.Response(status=503)
        stored = message is None or await self._take_in([message], accept)
        return web.Response(status=200 if stored else 503)

    async def _take_in(self, messages: list[Incoming], accept: Accept) -> bool:
        """Whether the house has accepted the messages; if so, presses are answered: buttons stop turning."""
        try:
            if messages:
                await accept(messages)
        except Exception as error:  # noqa: BLE001 - whatever ails the store, Telegram keeps the messages
            self._link.not_stored(error)
            return False
        for message in messages:
            self.health.last_in, self.health.last_error = now(), None
            if message.kind == "tap":
                self._expect_answer(message.dedupe_key.removeprefix("cb:"))
        return True

    def _read(self, update: dict[str, Any]) -> Incoming | None:
        try:
            return read_update(update, self.username, datetime.now(UTC))
        except UNREADABLE as error:
            _log.warning(
                "telegram: update %s has no known form (%s)", update["update_id"], type(error).__name__
            )
            return None

    def _expect_answer(self, press: str) -> None:
        if not self._presses.full():  # an unanswered press only keeps a phone's button turning
            self._presses.put_nowait(press)

    async def _answer_presses(self) -> None:
        while not self._link.closing.is_set():
            presses = [await self._presses.get()]
            presses += [self._presses.get_nowait() for _ in range(self._presses.qsize())]
            await asyncio.gather(*(self._answer(press) for press in presses if press))

    async def _answer(self, press: str) -> None:
        try:
            await self._bot.answer_callback_query(press, read_timeout=ANSWER_SECONDS)
        except (TelegramError, *UNREADABLE):
            _log.debug("telegram: a press could not be answered in time")


def _is_update(update: object) -> bool:
    return isinstance(update, dict) and type(update.get("update_id")) is int


async def who_am_i(token: str, base_url: str, proxy: str | None = None) -> str:
    """The bot's name; empty where the token is wrong or Telegram is out of reach."""
    transport = Transport(proxy=proxy)
    try:
        me = await Bot(token, base_url, request=transport, get_updates_request=transport).get_me()
        return me.username or ""
    except (TelegramError, *UNREADABLE):
        return ""
    finally:
        await transport.shutdown()
