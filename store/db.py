"""The database: one SQLite file with a single writer, or PostgreSQL."""

import random
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import DBAPIError as DatabaseError
from sqlalchemy.exc import TimeoutError as NoConnection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession, create_async_engine

from store import ledgers, models, people_models
from store.columns import Numbered

TABLES = (ledgers, models, people_models)  # imported so that their tables are known
N = TypeVar("N", bound=Numbered)
Unstorable = (DataError, UnicodeError)
"""What is raised for values that no database can hold, today or later."""
BATCH = 500
"""Rows that one statement inserts: both engines bound the number of its values."""
_CONNECTING = {"connect_timeout": 10, "tcp_user_timeout": 30_000}  # a server that vanished is given up
_PASSING = ("08", "40", "53", "55P03", "57", "58")
"""PostgreSQL's states that pass: connection, conflict, resources, lock, operator, system."""
_SQLITE_FAULT = 1  # SQLITE_ERROR: the statement is wrong, and will be next time


class Database:
    """Opens transactions. `url` is `sqlite:///file` or `postgresql://…`; ValueError for anything else."""

    def __init__(self, url: str, *, synchronous: str = "FULL") -> None:
        address = _address(url)
        self.is_sqlite = address.get_backend_name() == "sqlite"
        if self.is_sqlite:
            if address.database:
                Path(address.database).parent.mkdir(parents=True, exist_ok=True)
            # one connection: SQLite has one writer, and before 3.51.3 several can spoil the WAL
            self.engine = create_async_engine(
                address.set(drivername="sqlite+aiosqlite"),
                pool_size=1,
                max_overflow=0,
                pool_timeout=60,
                hide_parameters=True,  # an error must not quote what people said
            )
            _tune(self.engine.sync_engine, synchronous)
        else:
            self.engine = create_async_engine(
                address.set(drivername="postgresql+psycopg"),
                pool_size=8,
                pool_pre_ping=True,
                hide_parameters=True,
                connect_args=_CONNECTING,
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

    async def reach(self) -> None:
        """Connect, and change nothing; raises what the driver raises."""
        async with self.engine.connect():
            return

    async def close(self) -> None:
        await self.engine.dispose()


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except ArgumentError:
        raise ValueError("the address of the database cannot be read") from None  # it may hold a password
    if address.get_backend_name() not in ("sqlite", "postgresql", "postgres"):
        raise ValueError(f"the database is SQLite or PostgreSQL, not {address.drivername}")
    return address


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
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(
            "SELECT pg_advisory_xact_lock(708119)"
        )  # two that start at once take turns
    command.upgrade(config, "head")


async def insert_new(session: AsyncSession, model: type[N], rows: Sequence[dict[str, Any]]) -> list[N]:
    """Insert the rows whose unique keys are not there yet; those that were new, in their order."""
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    new: list[N] = []
    for start in range(0, len(rows), BATCH):
        statement = insert(model).values(list(rows[start : start + BATCH])).on_conflict_do_nothing()
        new += (await session.execute(statement.returning(model))).scalars()
    return sorted(new, key=lambda row: row.id)


def is_passing(error: BaseException) -> bool:
    """True where trying again may help: the database is away or busy, or two turns met."""
    if not isinstance(error, DBAPIError):
        return isinstance(error, OSError | TimeoutError | NoConnection)
    if error.connection_invalidated or isinstance(error, InterfaceError):
        return True
    state, code = getattr(error.orig, "sqlstate", None), getattr(error.orig, "sqlite_errorcode", None)
    if state is not None:
        return str(state).startswith(_PASSING)
    return isinstance(error, OperationalError) and code != _SQLITE_FAULT


def reason(error: BaseException) -> str:
    """Why the database cannot be reached, in its driver's words: only for errors of connecting."""
    return (str(getattr(error, "orig", None) or error).splitlines() or [""])[0][:300]


def backoff(attempt: int, *, longest: float = 30.0) -> float:
    """Seconds to wait before the next try: doubling from half a second, with jitter."""
    return min(longest, 0.5 * 2.0 ** min(attempt, 10)) * random.uniform(0.7, 1.3)


__all__ = [
    "AsyncConnection",
    "AsyncSession",
    "Database",
    "DatabaseError",
    "Unstorable",
    "backoff",
    "insert_new",
    "is_passing",
    "reason",
]
