"""Who may already be in the book: looked up over all customers, telling only what everybody may know."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlmodel import col

from store.models import Contact, Customer
from store.people_models import Person
from store.records import Records
from store.visibility import visible


@dataclass(frozen=True)
class Namesake:
    """A customer as anybody may know it. `mine` says whether the asker may open it."""

    id: int
    name: str
    owner: str
    last_contact_at: datetime | None
    mine: bool


async def namesakes(records: Records) -> list[Namesake]:
    """Every customer's name with its owner and last contact, for comparing a new name with."""
    seen = visible(Customer, records.actor).label("mine")
    query = (
        select(col(Customer.id), col(Customer.name), col(Person.name), col(Customer.last_contact_at), seen)
        .join(Person, col(Person.id) == col(Customer.owner_id))
        .order_by(col(Customer.id))
    )
    rows = (await records.session.execute(query)).all()
    return [Namesake(row[0], row[1], row[2], row[3], bool(row[4])) for row in rows]


async def with_phone(records: Records, phone: str) -> Namesake | None:
    """The customer to whose contact a phone number already belongs."""
    seen = visible(Customer, records.actor).label("mine")
    query = (
        select(col(Customer.id), col(Customer.name), col(Person.name), col(Customer.last_contact_at), seen)
        .join(Contact, col(Contact.customer_id) == col(Customer.id))
        .join(Person, col(Person.id) == col(Customer.owner_id))
        .where(col(Contact.phone) == phone)
        .order_by(col(Customer.id))
        .limit(1)
    )
    row = (await records.session.execute(query)).first()
    return Namesake(row[0], row[1], row[2], row[3], bool(row[4])) if row else None
