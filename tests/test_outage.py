"""The database goes away under a running service, and what is wrong at the start is said in words."""

import asyncio
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.postgres import Postgres, start_postgres
from tests.processes import ROOT, FakeTelegram, Process, fake_telegram, free_port, service
from tests.test_kill import EACH, REPS, books, everything_answered, health, hire_all, talk

pytestmark = pytest.mark.processes
AWAY = 20.0


@pytest.fixture
def server() -> Iterator[Postgres]:
    """A PostgreSQL of this test alone, since it is taken away."""
    server = start_postgres()
    yield server
    server.stop()


@pytest.fixture
async def telegram(tmp_path: Path) -> AsyncIterator[FakeTelegram]:
    fake = fake_telegram(tmp_path)
    await fake.ready()
    yield fake
    await fake.close()


@pytest.mark.postgres
async def test_it_waits_for_its_database_and_loses_nothing_while_that_is_away(
    server: Postgres, telegram: FakeTelegram, tmp_path: Path
) -> None:
    url = server.create("field")
    await hire_all(url)
    server.halt()
    fieldbook = service(tmp_path, url, telegram)
    fieldbook.start()
    try:
        await asyncio.sleep(3)
        server.start()
        assert (await health(fieldbook, telegram))["ok"] is True
        talking = asyncio.gather(*(talk(telegram, rep, 0.2) for rep in REPS))
        await asyncio.sleep(1.5)
        server.halt()
        await asyncio.sleep(AWAY / 2)
        assert await status(fieldbook, telegram) == (503, "away")
        assert "fieldbook_database_up 0" in await metrics(fieldbook, telegram)
        await asyncio.sleep(AWAY / 2)
        server.start()
        await talking
        assert await everything_answered(fieldbook, telegram) == 0
        assert await status(fieldbook, telegram) == (200, "up")
        assert "fieldbook_database_up 1" in await metrics(fieldbook, telegram)
    finally:
        fieldbook.kill()
    assert await books(url) == (Counter(dict.fromkeys(range(len(REPS) * EACH), 1)), 0, 0)
    assert "test-token" not in fieldbook.log.read_text()
    assert "核对" not in fieldbook.log.read_text()


async def status(fieldbook: Process, telegram: FakeTelegram) -> tuple[int, object]:
    address = f"http://127.0.0.1:{fieldbook.environment['FIELDBOOK_PORT']}/health"
    async with telegram.session.get(address) as answer:
        return answer.status, (await answer.json())["database"]


async def metrics(fieldbook: Process, telegram: FakeTelegram) -> str:
    address = f"http://127.0.0.1:{fieldbook.environment['FIELDBOOK_PORT']}/metrics"
    async with telegram.session.get(address) as answer:
        return await answer.text()


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"DATABASE_URL": "mysql://li:secret@host/field"}, "SQLite or PostgreSQL, not mysql"),
        ({"DATABASE_URL": "li:secret@host"}, "cannot be read"),
        ({"DATA_DIR": "/dev/null/data"}, "FIELDBOOK_DATA_DIR"),
        ({"PORT": "secret"}, "FIELDBOOK_PORT"),
        ({"PORT": "99999"}, "FIELDBOOK_PORT"),
        ({"TIMEZONE": "Mars/secret"}, "FIELDBOOK_TIMEZONE"),
        ({"ADMINS": "secret"}, "FIELDBOOK_ADMINS"),
        ({"LANGUAGE": "secret"}, "FIELDBOOK_LANGUAGE"),
    ],
)
def test_a_wrong_setting_ends_the_start_with_words(
    settings: dict[str, str], words: str, tmp_path: Path
) -> None:
    code, told = run(tmp_path, settings)
    assert code == 1
    assert words in told
    assert "Traceback" not in told
    assert "secret" not in told


def test_a_port_in_use_is_named(tmp_path: Path) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, told = run(tmp_path, {"PORT": str(port)})
    assert code == 1
    assert f"127.0.0.1:{port} cannot be listened on" in told
    assert "Traceback" not in told


def test_a_database_out_of_reach_is_told_by_a_command(tmp_path: Path) -> None:
    url = f"postgresql://li:secret@127.0.0.1:{free_port()}/field"
    code, told = run(tmp_path, {"DATABASE_URL": url}, "check")
    assert code == 1
    assert "The database cannot be used" in told
    assert "refused" in told.lower()
    assert "secret" not in told


def test_asked_to_stop_while_it_waits_it_stops(tmp_path: Path) -> None:
    url = f"postgresql://li@127.0.0.1:{free_port()}/field"
    waiting = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"], cwd=ROOT, env=environment(tmp_path, {"DATABASE_URL": url}),
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert waiting.stderr is not None
    assert "waiting for the database" in waiting.stderr.readline()
    waiting.send_signal(signal.SIGTERM)
    waiting.communicate(timeout=10)


def run(folder: Path, settings: dict[str, str], command: str = "run") -> tuple[int, str]:
    """The exit code of a command that cannot do its work, and what it says."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", command], cwd=ROOT, env=environment(folder, settings),
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def environment(folder: Path, settings: dict[str, str]) -> dict[str, str]:
    ours = {"DATA_DIR": str(folder), "PORT": str(free_port()), **settings}
    return {**os.environ, **{f"FIELDBOOK_{name}": value for name, value in ours.items()}}
