"""The front door: wires the house and runs it."""

import asyncio
import contextlib
import importlib
import pkgutil
import signal
import sys
from collections.abc import Callable, Coroutine, Iterator, Sequence
from datetime import UTC, datetime
from types import ModuleType
from typing import Any

import handlers
import reminders
from bot.capability import Capability, House
from bot.channels import Channel
from bot.channels.webchat import WebChat
from bot.delivery import Delivery
from bot.desk import Desk
from bot.dispatch import Dispatcher
from bot.intake import Intake
from bot.reminding import Rule, composers
from bot.service import SENDERS, Service
from bot.settings import Settings
from bot.web import application, serve
from store.db import Database
from store.files import Files

GRACE = 5.0
"""Seconds that a stopping service gives to what is being sent."""


def capabilities() -> list[Capability]:
    """Every module in `handlers/` that holds a `capability`; a new file is enough."""
    return [module.capability for module in _modules(handlers) if hasattr(module, "capability")]


def rules() -> Sequence[Rule]:
    """Every module in `reminders/` that holds a `rule`."""
    return [module.rule for module in _modules(reminders) if hasattr(module, "rule")]


def build(
    settings: Settings,
    database: Database,
    *,
    demo: bool = False,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Service:
    """Put a service together from its settings; nothing runs yet. `clock` tells aware UTC."""
    house = House.of(capabilities())
    web_chat = WebChat(Desk(database, WebChat.limits, demo=demo, clock=clock), public_url=settings.public_url)
    channels: dict[str, Channel] = {"web": web_chat}
    if not demo:
        channels |= {channel.name: channel for channel in platforms(settings, house, clock)}
    intake, files = Intake(database, clock=clock), Files(settings.data_dir / "attachments")
    return Service(
        database=database,
        intake=intake,
        dispatcher=Dispatcher(
            database,
            house,
            default_language=settings.language,
            clock=clock,
            files=files,
            link_base=lambda: _link_base(channels.get("telegram")),
        ),
        delivery=Delivery(
            database,
            channels,
            composers(rules()),
            clock=clock,
            files=files,
            arrived=intake.arrived.set,
        ),
        channels=channels,
        rules=rules(),
        clock=clock,
    )


async def serve_house(
    settings: Settings,
    database: Database,
    *,
    demo: bool = False,
    listening: Callable[[], None] = lambda: None,
) -> None:
    """Run until a signal asks to stop. What was accepted and not answered is done at the next start."""
    service = build(settings, database, demo=demo)
    app = application(list(service.channels.values()), service.intake.accept, service.health, service.metrics)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    runner = await serve(app, settings.host, settings.port)
    listening()
    await service.prepare()
    working = [asyncio.create_task(work, name=name) for name, work in _working(service)]
    running = [*working, *(asyncio.create_task(work, name=name) for name, work in _hearing(service))]
    stopping = asyncio.create_task(stop.wait(), name="stop")
    try:
        done, _ = await asyncio.wait([*running, stopping], return_when=asyncio.FIRST_COMPLETED)
        for task in done - {stopping}:
            task.result()  # a loop never ends by itself: whatever ended it is raised here
    finally:
        service.stop()
        await asyncio.wait(working, timeout=GRACE)
        for channel in service.channels.values():
            await channel.close()
        await runner.cleanup()
        for task in (*running, stopping):
            task.cancel()
        await asyncio.gather(*running, stopping, return_exceptions=True)


def _hearing(service: Service) -> Iterator[tuple[str, Coroutine[Any, Any, None]]]:
    from reminders.clock import run_clock

    for channel in service.channels.values():
        yield f"channel {channel.name}", service.run_channel(channel)
    yield "clock", run_clock(service.sweep)


def _working(service: Service) -> Iterator[tuple[str, Coroutine[Any, Any, None]]]:
    yield "inbox", service.work_inbox()
    yield "outbox", service.work_outbox()
    for number in range(SENDERS):
        yield f"sender {number}", service.send_answers()


def platforms(settings: Settings, house: House, clock: Callable[[], datetime]) -> Iterator[Channel]:
    """The channels that are set up. One that is not costs no memory: its module is not even loaded."""
    if settings.telegram_token.get_secret_value():
        yield _telegram(settings, house)
    if settings.wecom_corp_id and settings.wecom_secret.get_secret_value():
        from bot.channels.wecom_app import WecomApp

        yield WecomApp(
            settings.wecom_corp_id,
            settings.wecom_agent_id,
            settings.wecom_secret.get_secret_value(),
            token=settings.wecom_token.get_secret_value(),
            aes_key=settings.wecom_aes_key.get_secret_value(),
            api_base=settings.wecom_api_base,
            clock=clock,
        )
    if settings.wecom_bot_id:
        from bot.channels.wecom_bot import WecomBot

        yield WecomBot(
            settings.wecom_bot_id,
            settings.wecom_bot_secret.get_secret_value(),
            ws_url=settings.wecom_ws_url,
            clock=lambda: clock().timestamp(),
        )
    if settings.dingtalk_client_id:
        from bot.channels.dingtalk import DingTalk

        yield DingTalk(
            settings.dingtalk_client_id,
            settings.dingtalk_client_secret.get_secret_value(),
            api_base=settings.dingtalk_api_base,
            oapi_base=settings.dingtalk_oapi_base,
            card_template_id=settings.dingtalk_card_template_id,
        )


def _link_base(telegram: Channel | None) -> str:
    """Where a one-time token binds by a tap; empty without Telegram, or before it has been reached."""
    username = getattr(telegram, "username", "")
    return f"https://t.me/{username}" if username else ""


def _telegram(settings: Settings, house: House) -> Channel:
    from bot.channels.telegram import Telegram

    return Telegram(
        settings.telegram_token.get_secret_value(),
        base_url=settings.telegram_base_url,
        base_file_url=settings.telegram_file_base_url,
        mode=settings.telegram_mode,
        public_url=settings.public_url,
        webhook_secret=settings.telegram_webhook_secret.get_secret_value(),
        poll_interval=settings.telegram_poll_interval,
        proxy=settings.telegram_proxy or None,
        commands={
            language: [(name, words[place]) for name, words in house.menu.items()]
            for place, language in enumerate(("zh", "en"))
        },
    )


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    for found in sorted(pkgutil.iter_modules(package.__path__), key=lambda found: found.name):
        yield importlib.import_module(f"{package.__name__}.{found.name}")


def main() -> None:
    """The `fieldbook` command."""
    from bot.commandline import run_command

    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(run_command(sys.argv[1:], serve_house))


if __name__ == "__main__":
    main()
