"""Customer numbers: `KH-YYYYMM` and a serial of at least three digits, never given out twice."""

from datetime import date

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from store.models import NumberSeries


async def next_customer_number(session: AsyncSession, day: date) -> str:
    """The next number of the month of `day`."""
    prefix = f"KH-{day:%Y%m}"
    return f"{prefix}{await _next(session, prefix):03d}"


async def _next(session: AsyncSession, prefix: str) -> int:
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    statement = insert(NumberSeries).values(prefix=prefix, last=1)
    table = NumberSeries.__table__  # type: ignore[attr-defined]  # SQLModel does not type the table it makes
    grown = statement.on_conflict_do_update(index_elements=["prefix"], set_={"last": table.c.last + 1})
    return int((await session.execute(grown.returning(table.c.last))).scalar_one())
