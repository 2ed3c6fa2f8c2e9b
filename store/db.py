"""The database: one SQLite file with a single writer, or PostgreSQL."""

import random
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession, create_async_engine
from sqlmodel import SQLModel

from store import ledgers, models, people_models

TABLES = (ledgers, models, people_models)  # imported so that their tables are known
Unavailable = (OperationalError, InterfaceError, OSError)
"""What the database raises while it is out of reach, busy or restarting."""


class Database:
    """Opens transactions. `url` is `sqlite:///file` or `postgresql://…`."""

    def __init__(self, url: str, *, synchronous: str = "FULL") -> None:
        address = make_url(url)
        self.is_sqlite = address.get_backend_name() == "sqlite"
        if self.is_sqlite:
            if address.database:
                Path(address.database).parent.mkdir(parents=True, exist_ok=True)
            # one connection: SQLite has one writer, and before 3.51.3 several can spoil the WAL
            self.engine = create_async_engine(
                address.set(drivername="sqlite+aiosqlite"), pool_size=1, max_overflow=0, pool_timeout=60
            )
            _tune(self.engine.sync_engine, synchronous)
        else:
            self.engine = create_async_engine(
                address.set(drivername="postgresql+psycopg"), pool_size=8, pool_pre_ping=True
            )

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncSession]:
        """One transaction, committed at the end; rolled back where anything raises."""
        async with (
            AsyncSession(self.engine, expire_on_commit=False, autoflush=False) as session,
            session.begin(),
        ):
            yield session

    async def migrate(self) -> None:
        """Bring the tables to the newest migration."""
        async with self.engine.connect() as connection:
            await connection.run_sync(_upgrade)
            await connection.commit()

    async def close(self) -> None:
        await self.engine.dispose()


def _tune(engine: Any, synchronous: str) -> None:
    @event.listens_for(engine, "connect")
    def configure(connection: Any, record: object) -> None:
        connection.isolation_level = None  # else the driver swallows BEGIN and breaks savepoints
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute(f"PRAGMA synchronous={synchronous}")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA busy_timeout=10000")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _upgrade(connection: Any) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


async def insert_new(
    session: AsyncSession, model: type[SQLModel], rows: Sequence[dict[str, Any]]
) -> list[Any]:
    """Insert the rows whose unique keys are not there yet; the ids of those that were new."""
    if not rows:
        return []
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    statement = insert(model).values(list(rows)).on_conflict_do_nothing()
    table = model.__table__  # type: ignore[attr-defined]  # SQLModel does not type the table it makes
    result = await session.execute(statement.returning(table.c.id))
    return list(result.scalars())


def is_passing(error: BaseException) -> bool:
    """True where trying again may help: the database is away or busy, or two turns met."""
    if isinstance(error, DBAPIError):
        return error.connection_invalidated or isinstance(error, OperationalError | InterfaceError)
    return isinstance(error, OSError | TimeoutError)


def backoff(attempt: int, *, longest: float = 30.0) -> float:
    """Seconds to wait before the next try: doubling from half a second, with jitter."""
    return min(longest, 0.5 * 2.0 ** min(attempt, 10)) * random.uniform(0.7, 1.3)


__all__ = [
    "AsyncConnection",
    "AsyncSession",
    "Database",
    "Unavailable",
    "backoff",
    "insert_new",
    "is_passing",
]
