"""The words of the house, as they are read for everybody; and the customer that a short name is for."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from store.models import Customer, CustomerAlias, HouseWord
from store.names import key_of
from store.records import Records


@dataclass(frozen=True)
class HouseRow:
    """One word: its kind, the word as written, and what it stands for."""

    kind: str
    said: str
    means: str


async def house_rows(session: AsyncSession) -> tuple[HouseRow, ...]:
    """All words of the house, the oldest first."""
    query = select(col(HouseWord.kind), col(HouseWord.said), col(HouseWord.means)).order_by(col(HouseWord.id))
    return tuple(HouseRow(*row) for row in (await session.execute(query)).all())


async def customers_called(records: Records, name: str) -> list[int]:
    """The numbers of all customers of this name or short name, else of those whose name begins so.

    Whoever's they are: for what the admins govern unseen. Nothing else of a customer is told here.
    """
    wanted = key_of(name)
    query = select(col(Customer.id), col(Customer.name))
    rows = [(row[0], key_of(row[1])) for row in (await records.session.execute(query)).all()]
    aliases = select(col(CustomerAlias.customer_id), col(CustomerAlias.name))
    rows += [(row[0], key_of(row[1])) for row in (await records.session.execute(aliases)).all()]
    exact = {number for number, key in rows if key == wanted}
    return sorted(exact or {number for number, key in rows if wanted and key.startswith(wanted)})


async def aliases_called(records: Records, said: str) -> list[CustomerAlias]:
    """All short names that are written so, whoever's customers they belong to."""
    wanted = key_of(said)
    rows = (await records.session.execute(select(CustomerAlias))).scalars()
    return [row for row in rows if key_of(row.name) == wanted]
