"""Fill an empty store with a team, its customers and a day's work; a filled one is left as it is."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from bot.language import When, core_name
from bot.sample.tables import (
    CHINESE,
    ENGLISH,
    LEVELS,
    PEOPLE,
    PREFERENCES,
    PROMISES,
    TALKS,
    TERMS,
)
from bot.schedule import at, plan
from store import people, web
from store.actors import Actor
from store.db import Database
from store.models import Commitment, Contact, Contract, Customer, CustomerAlias, Interaction
from store.numbers import next_customer_number
from store.records import Records
from store.search import initials_of, sound_of

TEAM = "华东"
_DUE_DAYS = (0, -2, 3, 0, 6, -1, 1, 9)
_ENDS_IN = (30, 12, 5, 9, 75, 20, 120, 61)
_LADDER = (60, 30, 7, 1)


async def fill(database: Database, now: datetime) -> bool:
    """Fill the store; False where it already holds people."""
    async with database.begin() as session:
        if await people.people(session):
            return False
        actors = []
        for name, role, language in PEOPLE:
            person = await people.add_person(session, name, role, now, team=TEAM, language=language)
            account = await web.web_account(session, person)
            account.last_in_at = now
            actor = await people.actor_by_id(session, person.id)
            assert actor is not None
            actors.append(actor)
        wang, li, anna = actors[:3]
        for number, row in enumerate((*CHINESE, *ENGLISH)):
            owner = anna if row in ENGLISH else (wang, li)[number % 2]
            sample = Sample(Records(session, owner, "sample", now), owner, number, row)
            await sample.write()
            await sample.records.settle()
    return True


@dataclass
class Sample:
    """One customer of the sample, with everything that hangs on it; its number decides what that is."""

    records: Records
    owner: Actor
    number: int
    row: tuple[str, str, str, str, str, str]

    @property
    def language(self) -> str:
        return "en" if self.owner.language == "en" else "zh"

    @property
    def place(self) -> int:
        """Where this customer stands among its owner's: two reps take the Chinese ones in turn."""
        return self.number // 2 if self.language == "zh" else self.number

    @property
    def today(self) -> date:
        return self.owner.day(self.records.now)

    async def write(self) -> None:
        name, short, industry, region, _contact, _title = self.row
        core = core_name(name)
        talks = self.number % 4
        age = timedelta(days=200 - self.number)
        customer = await self.records.add(
            Customer(
                number=await next_customer_number(self.records.session, self.today),
                name=name,
                core=core,
                sound=sound_of(core),
                initials=initials_of(core),
                industry=industry,
                region=region,
                level=LEVELS[self.number % len(LEVELS)],
                stage="following" if talks else "potential",
                preference=PREFERENCES[self.language][self.number % len(PREFERENCES[self.language])] or None,
                source_person=self.owner.name,
                owner_id=self.owner.id,
                created_by=self.owner.id,
                created_at=self.records.now - age,
                updated_at=self.records.now - age,
                checked=self.number % 5 != 0,
            )
        )
        await self.records.add(CustomerAlias(customer_id=customer.id, name=short))
        contact = await self._contact(customer)
        last = await self._talks(customer, contact, talks)
        if self.place % 3 == 0:
            await self._promise(customer, contact, last)
        if self.number % 5 == 0:
            await self._contract(customer)

    async def _contact(self, customer: Customer) -> Contact:
        name, title = self.row[4:]
        return await self.records.add(
            Contact(
                customer_id=customer.id,
                name=name,
                sound=sound_of(name),
                title=title,
                phone=f"13{self.number % 10}{5550000 + self.number * 7919 % 10_000:07d}{self.number % 7}",
                created_at=customer.created_at,
            )
        )

    async def _talks(self, customer: Customer, contact: Contact, talks: int) -> Interaction | None:
        """The last few records, the newest some days ago."""
        last = None
        for back in reversed(range(talks)):
            known = TALKS[self.language]
            method, words, feedback = known[(self.number + back) % len(known)]
            day = self.today - timedelta(days=1 + self.number % 6 + back * 13)
            day -= timedelta(days=max(0, day.weekday() - 4))  # nobody calls at the weekend
            last = await self.records.add(
                Interaction(
                    customer_id=customer.id,
                    contact_id=contact.id,
                    by_id=self.owner.id,
                    happened_on=day,
                    method=method,
                    summary=words,
                    feedback=feedback,
                    words=f"{words}，{feedback}" if self.language == "zh" else f"{words}, {feedback}",
                    created_at=at(day, time(17, 0), self.owner),
                )
            )
            await self.records.change(customer, last_contact_at=at(day, time(15, 0), self.owner))
        return last

    async def _promise(self, customer: Customer, contact: Contact, record: Interaction | None) -> None:
        known = PROMISES[self.language]
        kind, words = known[self.place // 3 % len(known)]
        due = self.today + timedelta(days=_DUE_DAYS[self.place // 3 % len(_DUE_DAYS)])
        made = min(self.records.now, at(due, time(8, 0), self.owner)) - timedelta(days=1)
        dates = plan(When(due), kind, self.owner, made)
        past = dates.remind_at is not None and dates.remind_at <= self.records.now
        await self.records.add(
            Commitment(
                customer_id=customer.id,
                contact_id=contact.id,
                owner_id=self.owner.id,
                interaction_id=record.id if record else None,
                kind=kind,
                text=words,
                due_on=due,
                # what fell due before the demo began is on the lists; it does not all ring at once
                remind_at=None if past else dates.remind_at,
                in_digest=dates.in_digest,
                created_at=made,
            )
        )

    async def _contract(self, customer: Customer) -> None:
        place = self.number // 5 % len(_ENDS_IN)
        left = _ENDS_IN[place]
        ends = self.today + timedelta(days=left)
        coming = [step for step in _LADDER if step < left]
        await self.records.add(
            Contract(
                customer_id=customer.id,
                owner_id=self.owner.id,
                number=f"HT-{ends.year - 1}-{self.number:03d}",
                signed_on=ends - timedelta(days=364),
                starts_on=ends - timedelta(days=364),
                ends_on=ends,
                # earlier reminders were answered; only one that is due today rings in the demo
                quiet_until=ends - timedelta(days=coming[0]) if left not in _LADDER else None,
                amount=Decimal(60_000 + self.number * 18_500),
                currency="USD" if self.language == "en" else "CNY",
                terms=TERMS[place % len(TERMS)] if self.language == "zh" else "30 days net",
                created_at=datetime.combine(ends - timedelta(days=364), time(9, 0), tzinfo=UTC),
            )
        )
        await self.records.change(customer, stage="won")
