"""Fixtures: every conversation runs on SQLite and on a real PostgreSQL."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from store.db import Database
from store.files import Files
from tests.house import Clock, Talker, Town
from tests.postgres import Postgres, start_postgres

TEMPLATE = "template_fieldbook"
WEDNESDAY = "2026-05-06 16:30"


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    server = start_postgres()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, to be copied: migrating takes longer than most tests."""
    import asyncio

    path = tmp_path_factory.mktemp("template") / "template.db"
    asyncio.run(_migrate(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres: Postgres) -> str:
    import asyncio

    asyncio.run(_migrate(postgres.create(TEMPLATE)))
    return TEMPLATE


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh database, once on each engine."""
    if request.param == "sqlite":
        path = tmp_path / "fieldbook.db"
        path.write_bytes(request.getfixturevalue("migrated").read_bytes())
        yield f"sqlite:///{path}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    name = f"t{uuid4().hex[:12]}"
    yield server.create(name, request.getfixturevalue("postgres_template"))
    server.drop(name)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = Database(database_url, synchronous="NORMAL")
    yield opened
    await opened.close()


@pytest.fixture
def clock() -> Clock:
    clock = Clock(datetime.now(UTC))
    clock.set(WEDNESDAY)
    return clock


@pytest.fixture
async def town(database: Database, clock: Clock, tmp_path: Path) -> Town:
    return Town(database, clock, files=Files(tmp_path / "attachments"))


@pytest.fixture
def hire(town: Town) -> Callable[..., Awaitable[Talker]]:
    async def hire(
        name: str, role: str = "rep", *, customers: tuple[str, ...] = (), **options: Any
    ) -> Talker:
        """Somebody new, who has created these customers already."""
        talker = await town.hire(name, role, **options)
        await own(talker, *customers)
        return talker

    return hire


async def own(talker: Talker, *customers: str) -> None:
    """Put customers into the archive as this person's own, without a conversation."""
    from bot.archive import NewCustomer, create_customer
    from store.people import actor_by_id
    from store.records import Records
    from tests.turns import turn_for

    if not customers:
        return
    assert talker.person is not None
    async with talker.town.database.begin() as session:
        actor = await actor_by_id(session, talker.person.id)
        assert actor is not None
        records = Records(session, actor, talker.town.channel.name, talker.town.clock())
        for name in customers:
            await create_customer(turn_for(records, talker.town.clock()), NewCustomer(name=name))
        await records.settle()


async def _migrate(url: str) -> None:
    database = Database(url)
    await database.migrate()
    await database.close()
