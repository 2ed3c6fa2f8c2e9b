"""`fieldbook demo` in a process of its own, as a new user runs it."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import aiohttp

from tests.processes import Process, free_port


@dataclass
class DemoHouse:
    """The demo on a free port; its data is in `folder`."""

    folder: Path
    port: int
    process: Process

    @classmethod
    def at(cls, folder: Path) -> Self:
        port = free_port()
        environment = {"FIELDBOOK_DATA_DIR": str(folder), "FIELDBOOK_SQLITE_SYNCHRONOUS": "NORMAL"}
        process = Process(["-m", "bot", "demo", "--port", str(port)], environment, folder / "demo.log")
        return cls(folder, port, process)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    async def open(self) -> Self:
        """Start it and wait until it answers."""
        self.process.start()
        async with aiohttp.ClientSession() as session:
            for _try in range(300):
                try:
                    async with session.get(f"{self.address}health") as answer:
                        if answer.status == 200:
                            return self
                except aiohttp.ClientError:
                    pass
                await asyncio.sleep(0.1)
        raise TimeoutError(f"the demo did not come up: {self.process.log.read_text()[-2000:]}")

    async def shut(self) -> None:
        self.process.kill()
