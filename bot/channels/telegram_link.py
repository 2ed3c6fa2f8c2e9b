"""Keeps the link to Telegram: who we are, where it finds us, and what to do when it is away."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from telegram import Bot, BotCommand
from telegram.error import Conflict, InvalidToken, TelegramError

from bot.channels import Health
from bot.channels.calls import Backoff
from bot.channels.telegram_receive import ALLOWED_UPDATES
from bot.channels.telegram_send import REJECTED_TOKEN_SECONDS, reason
from bot.channels.telegram_transport import TooManyRequests

WATCH_SECONDS = 300.0

Commands = Mapping[str, Sequence[tuple[str, str]]]

_log = logging.getLogger(__name__)


@dataclass
class Link:
    """The link: polling where `webhook` is None, else the address that Telegram calls ("": set by others)."""

    bot: Bot
    webhook: str | None
    secret: str
    commands: Commands
    health: Health = field(default_factory=Health)
    username: str = ""
    closing: asyncio.Event = field(default_factory=asyncio.Event)
    backoff: Backoff = field(default_factory=Backoff)

    async def connect(self) -> None:
        """Learn who we are, tell Telegram where to find us and which commands we know."""
        me = await self.bot.get_me()
        await self._settle_webhook()
        self.username = me.username or str(me.id)
        self.recovered()
        try:
            await self._set_commands()
        except TelegramError as error:  # a menu is a convenience
            _log.warning("telegram: no command menus: %s", reason(error, self.bot.token))

    async def watch(self) -> None:
        """See now and then that the webhook still stands, and what Telegram complains of."""
        if self.health.connected:
            await self.pause(WATCH_SECONDS)
        if self.closing.is_set():
            return
        info = await self.bot.get_webhook_info()
        if info.url != self.webhook:
            await self._settle_webhook()
        self.recovered()
        self.health.last_error = info.last_error_message

    def recovered(self) -> None:
        self.backoff.reset()
        self.health.connected = True
        self.health.last_error = None

    def setback(self, error: Exception) -> float:
        """Tell the trouble; the seconds to wait before the next attempt."""
        if self.closing.is_set():
            return 0.0
        self.health.connected = False
        match error:
            case InvalidToken():
                trouble, wait = "Telegram rejects the token", REJECTED_TOKEN_SECONDS
            case Conflict():
                trouble, wait = "another process asks for this bot's messages", self.backoff.next()
            case TooManyRequests():
                trouble, wait = str(error), error.after
            case _:
                trouble, wait = reason(error, self.bot.token), self.backoff.next()
        self.health.last_error = trouble
        _log.warning("telegram: %s; again in %.1f s", trouble, wait)
        return wait

    def not_stored(self, error: Exception) -> None:
        """Tell that the house could not take messages in."""
        self.health.last_error = f"messages could not be stored ({type(error).__name__})"
        _log.error("telegram: %s", self.health.last_error)

    async def pause(self, seconds: float) -> None:
        """Wait so long, or until closing."""
        try:
            await asyncio.wait_for(self.closing.wait(), seconds)
        except TimeoutError:
            return

    async def _settle_webhook(self) -> None:
        if self.webhook is None:
            try:
                await self.bot.delete_webhook()
            except InvalidToken:  # getMe took the token: a server in Telegram's place that knows no webhooks
                _log.info("telegram: no webhook to delete")
        elif self.webhook:
            await self.bot.set_webhook(
                self.webhook, secret_token=self.secret or None, allowed_updates=ALLOWED_UPDATES
            )

    async def _set_commands(self) -> None:
        for language, commands in self.commands.items():
            menu = [BotCommand(command, description) for command, description in commands]
            await self.bot.set_my_commands(menu, language_code=language)
        if self.commands:
            others = self.commands.get("en") or next(iter(self.commands.values()))
            await self.bot.set_my_commands([BotCommand(*command) for command in others])


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
