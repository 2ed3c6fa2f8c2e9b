"""The front door: wires the house and runs it."""

import asyncio
import contextlib
import importlib
import pkgutil
import signal
import sys
from collections.abc import Callable, Coroutine, Iterator, Sequence
from types import ModuleType
from typing import Any

import handlers
import reminders
from bot.capability import Capability, House
from bot.channels import Channel
from bot.channels.telegram import Telegram
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

GRACE = 5.0
"""Seconds that a stopping service gives to what is being sent."""


def capabilities() -> list[Capability]:
    """Every module in `handlers/` that holds a `capability`; a new file is enough."""
    return [module.capability for module in _modules(handlers) if hasattr(module, "capability")]


def rules() -> Sequence[Rule]:
    """Every module in `reminders/` that holds a `rule`."""
    return [module.rule for module in _modules(reminders) if hasattr(module, "rule")]


def build(settings: Settings, database: Database, *, demo: bool = False) -> Service:
    """Put a service together from its settings; nothing runs yet."""
    house = House.of(capabilities())
    channels: dict[str, Channel] = {
        "web": WebChat(Desk(database, WebChat.limits, demo=demo), public_url=settings.public_url)
    }
    telegram: Telegram | None = None
    if settings.telegram_token.get_secret_value() and not demo:
        telegram = _telegram(settings, house)
        channels["telegram"] = telegram
    return Service(
        database=database,
        intake=Intake(database),
        dispatcher=Dispatcher(
            database,
            house,
            default_language=settings.language,
            link_base=lambda: f"https://t.me/{telegram.username}" if telegram and telegram.username else "",
        ),
        delivery=Delivery(database, channels, composers(rules())),
        channels=channels,
        rules=rules(),
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


def _telegram(settings: Settings, house: House) -> Telegram:
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
    from bot.commandline import Front, run_command

    front = Front(serve=serve_house, house=lambda: House.of(capabilities()))
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(run_command(sys.argv[1:], front))


if __name__ == "__main__":
    main()
