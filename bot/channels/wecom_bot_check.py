"""`fieldbook check` for WeCom's bot: the settings' shape, and whether WeCom can be reached.

It does not subscribe: that would cut off the service that is running with the same bot.
"""

import asyncio
from urllib.parse import urlsplit

import aiohttp

from bot.channels import Finding, TryLater
from bot.channels.calls import CONNECT_SECONDS, Caller
from bot.texts import _


async def check(bot_id: str, secret: str, ws_url: str) -> list[Finding]:
    """What is right and wrong, each in words with what to do."""
    found = _shape(bot_id, "FIELDBOOK_WECOM_BOT_ID") + _shape(secret, "FIELDBOOK_WECOM_BOT_SECRET")
    reached = await _reach(ws_url)
    untried = Finding(
        True,
        _(
            "WeCom bot: whether WeCom takes the id and the secret was not tried, because that would cut off "
            "the running service. After `fieldbook run` the service's /health tells it."
        ),
    )
    return [*found, reached, *([untried] if reached.ok and not found else [])]


def _shape(value: str, setting: str) -> list[Finding]:
    if not value:
        return [
            Finding(
                False,
                _("WeCom bot: {setting} is empty. Copy it from the bot's API settings (长连接)."),
                {"setting": setting},
            )
        ]
    if any(char.isspace() or not char.isprintable() for char in value) or not value.isascii():
        words = _(
            "WeCom bot: {setting} holds a space or a character that no such value has. Copy it once more."
        )
        return [Finding(False, words, {"setting": setting})]
    return []


async def _reach(ws_url: str) -> Finding:
    host = urlsplit(ws_url).hostname or ""
    if urlsplit(ws_url).scheme not in ("wss", "ws") or not host:
        return Finding(
            False,
            _("WeCom bot: FIELDBOOK_WECOM_WS_URL must begin with wss://. Leave it out to use WeCom's own."),
        )
    caller = Caller()
    try:
        async with asyncio.timeout(CONNECT_SECONDS):
            socket = await caller.session.ws_connect(ws_url, timeout=aiohttp.ClientWSTimeout(ws_close=1.0))
            await socket.close()
    except (TimeoutError, TryLater, aiohttp.ClientError, OSError, ValueError) as error:
        return Finding(
            False,
            _("WeCom bot: no WebSocket to {host} ({error}). Let this machine reach it over port 443."),
            {"host": host, "error": type(error).__name__},
        )
    finally:
        await caller.close()
    return Finding(True, _("WeCom bot: {host} can be reached."), {"host": host})
