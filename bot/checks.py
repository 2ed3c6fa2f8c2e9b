"""What `fieldbook check` tells of every channel: does it work, and if not, what is to be done."""

from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from typing import Any

from bot.channels import Finding
from bot.settings import Settings
from bot.texts import _, show_channel

Check = Callable[[], Coroutine[Any, Any, list[Finding]]]


async def checks(settings: Settings) -> AsyncIterator[tuple[str, Finding]]:
    """Each channel's name with what was found; platforms are asked one after the other."""
    for channel, check in _checks(settings):
        title = show_channel(channel, settings.language)
        if check is None:
            yield title, Finding(True, _("not set up"))
            continue
        for finding in await check():
            yield title, finding


def _checks(settings: Settings) -> Iterator[tuple[str, Check | None]]:
    yield "telegram", _telegram(settings) if settings.telegram_token.get_secret_value() else None
    yield "wecom_bot", _wecom_bot(settings) if settings.wecom_bot_id else None
    yield "wecom", _wecom_app(settings) if settings.wecom_corp_id else None
    yield "dingtalk", _dingtalk(settings) if settings.dingtalk_client_id else None


def _telegram(settings: Settings) -> Check:
    from bot.channels.telegram_check import check

    return lambda: check(
        settings.telegram_token.get_secret_value(),
        settings.telegram_base_url,
        webhook=settings.telegram_mode == "webhook",
        public_url=settings.public_url,
        proxy=settings.telegram_proxy or None,
    )


def _wecom_bot(settings: Settings) -> Check:
    from bot.channels.wecom_bot_check import check

    return lambda: check(
        settings.wecom_bot_id, settings.wecom_bot_secret.get_secret_value(), settings.wecom_ws_url
    )


def _wecom_app(settings: Settings) -> Check:
    from bot.channels.wecom_app_check import check

    return lambda: check(
        settings.wecom_corp_id,
        settings.wecom_agent_id,
        settings.wecom_secret.get_secret_value(),
        token=settings.wecom_token.get_secret_value(),
        aes_key=settings.wecom_aes_key.get_secret_value(),
        api_base=settings.wecom_api_base,
        public_url=settings.public_url,
    )


def _dingtalk(settings: Settings) -> Check:
    from bot.channels.dingtalk_check import check

    return lambda: check(
        settings.dingtalk_client_id,
        settings.dingtalk_client_secret.get_secret_value(),
        settings.dingtalk_api_base,
        settings.dingtalk_oapi_base,
        settings.dingtalk_card_template_id,
    )
