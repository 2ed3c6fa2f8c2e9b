"""Says in words whether the DingTalk settings work, by asking DingTalk itself."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp

from bot.channels import Finding, TryLater
from bot.channels.calls import Caller
from bot.channels.dingtalk_api import ACCESS_TOKEN, Api, Denied, NeedsAdmin
from bot.channels.dingtalk_cards import UPDATE, trial
from bot.channels.dingtalk_stream import MESSAGES, PRESSES
from bot.texts import _

MOST_SKEW_SECONDS = 300.0
LOOK_SECONDS = 10.0


async def check(
    client_id: str, client_secret: str, api_base: str, oapi_base: str, card_template_id: str
) -> list[Finding]:
    """What works and what does not, the settings first. Makes a card
    from the template, where one is set, that is shown to nobody.
    """
    if not client_id or not client_secret:
        missing = "FIELDBOOK_DINGTALK_CLIENT_SECRET" if client_id else "FIELDBOOK_DINGTALK_CLIENT_ID"
        return [Finding(False, _("DingTalk: {setting} is empty."), {"setting": missing})]
    caller = Caller()
    api = Api(caller, client_id, client_secret, api_base, oapi_base)
    try:
        found = [await _tried(api.token.get, _("DingTalk: the client id and secret are accepted."))]
        if found[0].ok:
            accepted = _("DingTalk: files can be uploaded (the old interface gives a token too).")
            found.append(await _tried(api.old_token.get, accepted))
            found.append(await _connection(api))
            found.append(await _template(api, card_template_id))
        return [*found, *await _clock(caller, api.api_base)]
    finally:
        await caller.close()


async def _connection(api: Api) -> Finding:
    async def open_() -> str:
        return (await api.open_connection((MESSAGES, PRESSES)))[0]

    return await _tried(
        open_,
        _("DingTalk: a Stream connection may be opened."),
        _("DingTalk: no Stream connection ({code}). Set the robot's message mode to Stream and publish it."),
    )


async def _tried(
    ask: Callable[[], Awaitable[str]],
    works: str,
    refused: str = _("DingTalk: refused ({code})."),
) -> Finding:
    try:
        await ask()
    except Denied as no:
        return Finding(False, refused, {"code": no.code})
    except NeedsAdmin as no:
        words = _("DingTalk: {reason}. Compare the settings with “凭证与基础信息” in the developer console.")
        return Finding(False, words, {"reason": str(no)})
    except TryLater as later:
        return Finding(False, _("DingTalk: out of reach from here ({reason})."), {"reason": str(later)})
    return Finding(True, works)


async def _template(api: Api, card_template_id: str) -> Finding:
    if not card_template_id:
        words = _("DingTalk: no card template is set; buttons are links that send their label as a message.")
        return Finding(True, words)

    async def make() -> str:
        await api.call("POST", UPDATE, trial(card_template_id, f"check-{time.time_ns()}"))
        return ""

    found = await _tried(
        make,
        _("DingTalk: buttons are cards made from the template {template}."),
        _(
            "DingTalk: no card can be made from {template} ({code}): publish it, and give the app 互动卡片 rights."
        ),
    )
    return replace(found, facts={**found.facts, "template": card_template_id})


async def _clock(caller: Caller, api_base: str) -> list[Finding]:
    """How far our clock is from DingTalk's; nothing where it tells no time."""
    timeout = aiohttp.ClientTimeout(total=LOOK_SECONDS)
    options: dict[str, Any] = {"timeout": timeout, "allow_redirects": False}
    try:
        async with caller.session.get(api_base.rstrip("/") + ACCESS_TOKEN, **options) as answer:
            told = parsedate_to_datetime(answer.headers["Date"])
    except (aiohttp.ClientError, TimeoutError, OSError, KeyError, ValueError):
        return []
    skew = abs((datetime.now(UTC) - told).total_seconds())
    if skew <= MOST_SKEW_SECONDS:
        return []
    words = _("DingTalk: this machine's clock is {minutes} minutes off: set it by a time server.")
    return [Finding(False, words, {"minutes": round(skew / 60)})]
