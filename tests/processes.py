"""Real processes for tests that kill them: the service, and the stand-in Telegram beside it."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

ROOT = Path(__file__).parent.parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Process:
    """One program that can be killed and started again."""

    arguments: list[str]
    environment: Mapping[str, str]
    log: Path
    running: subprocess.Popen[bytes] | None = None
    starts: int = 0

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.running = subprocess.Popen(
                [sys.executable, *self.arguments],
                cwd=ROOT,
                env={**os.environ, **self.environment},
                stdout=log,
                stderr=log,
            )
        self.starts += 1

    def kill(self) -> None:
        """kill -9, and wait until it is gone."""
        if self.running is not None:
            self.running.send_signal(signal.SIGKILL)
            self.running.wait()
            self.running = None

    def stop(self) -> None:
        """Ask to stop, as a service manager does; the exit code must be 0."""
        assert self.running is not None
        self.running.terminate()
        code = self.running.wait(timeout=20)
        self.running = None
        assert code == 0, f"exit code {code}"


@dataclass
class FakeTelegram:
    """The stand-in Telegram in a process of its own, driven over HTTP."""

    port: int
    process: Process
    session: aiohttp.ClientSession = field(default_factory=aiohttp.ClientSession)

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/bot"

    async def post(self, deed: str, **given: Any) -> dict[str, Any]:
        async with self.session.post(f"http://127.0.0.1:{self.port}/control/{deed}", json=given) as answer:
            answer.raise_for_status()
            return dict(await answer.json())

    async def get(self, what: str, **query: Any) -> dict[str, Any]:
        async with self.session.get(f"http://127.0.0.1:{self.port}/control/{what}", params=query) as answer:
            answer.raise_for_status()
            return dict(await answer.json())

    async def ready(self) -> None:
        """Wait until it answers."""
        for _try in range(200):
            try:
                await self.get("pending")
                return
            except aiohttp.ClientError:
                await asyncio.sleep(0.05)
        raise TimeoutError("the stand-in Telegram did not come up")

    async def close(self) -> None:
        await self.session.close()
        self.process.kill()


def fake_telegram(folder: Path) -> FakeTelegram:
    port = free_port()
    process = Process(["-m", "tests.fakes.telegram_server", "--port", str(port)], {}, folder / "telegram.log")
    process.start()
    return FakeTelegram(port, process)


def service(folder: Path, database_url: str, telegram: FakeTelegram, **settings: str) -> Process:
    """`fieldbook run` with these settings; not started yet."""
    environment = {
        "FIELDBOOK_DATABASE_URL": database_url,
        "FIELDBOOK_DATA_DIR": str(folder),
        "FIELDBOOK_PORT": str(free_port()),
        "FIELDBOOK_TELEGRAM_TOKEN": "12345:test-token",
        "FIELDBOOK_TELEGRAM_BASE_URL": telegram.base_url,
        "FIELDBOOK_SQLITE_SYNCHRONOUS": "NORMAL",
        **{f"FIELDBOOK_{name.upper()}": value for name, value in settings.items()},
    }
    return Process(["-m", "bot", "run"], environment, folder / "service.log")
