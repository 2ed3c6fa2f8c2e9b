"""What several capabilities write into the archive: customers, contacts, records, promises."""

from dataclasses import dataclass
from datetime import date, datetime, time

from bot.cards import as_name
from bot.filing import adopt
from bot.language import Entry, When, core_name, like_names, same_person
from bot.messages import Shape
from bot.schedule import at, plan
from bot.turn import Turn
from store import external
from store.actors import Refused
from store.duplicates import Namesake, namesakes, with_phone
from store.models import Commitment, Contact, Customer, Interaction
from store.numbers import next_customer_number
from store.search import initials_of, sound_of

ALIKE = 0.85
_DONE_BY_A_LOG = ("next_contact",)


class NewCustomer(Shape):
    """What is known of a customer that is about to be created. It fits into a question's memory.

    `friend` is the row of one who was added in a chat app and is this contact.
    """

    name: str = ""
    kind: str = "company"
    industry: str | None = None
    contact: str | None = None
    contact_title: str | None = None
    phone: str | None = None
    email: str | None = None
    need: str | None = None
    intent: str | None = None
    wechat: str | None = None
    friend: int | None = None


@dataclass(frozen=True)
class Logged:
    """What one entry left in the archive."""

    customer: Customer
    contact: Contact | None
    interaction: Interaction
    commitments: tuple[Commitment, ...]
    settled: tuple[Commitment, ...]


async def like_customers(turn: Turn, name: str, phone: str | None = None) -> list[Namesake]:
    """Customers that may be the same, the most alike first; one with the same phone comes before all."""
    ranked = sorted(
        ((like_names(name, known.name), known) for known in await namesakes(turn.records)),
        key=lambda pair: (-pair[0], pair[1].id),
    )
    found = [known for score, known in ranked if score >= ALIKE]
    by_phone = await with_phone(turn.records, phone) if phone else None
    if by_phone is not None:
        found = [by_phone, *(known for known in found if known.id != by_phone.id)]
    return found


async def create_customer(turn: Turn, new: NewCustomer) -> tuple[Customer, Contact | None]:
    """Store a customer, to be checked by the manager, with its first contact where one is known."""
    if not new.name.strip():
        raise Refused("A customer needs a name.")
    now = turn.records.now
    core = core_name(new.name)
    customer = await turn.records.add(
        Customer(
            number=await next_customer_number(turn.records.session, turn.actor.day(now)),
            name=new.name.strip(),
            core=core,
            sound=sound_of(core),
            initials=initials_of(core),
            kind=new.kind,
            industry=new.industry,
            core_need=new.need,
            intent=new.intent,
            source_person=turn.actor.name,
            owner_id=turn.actor.id,
            created_by=turn.actor.id,
            created_at=now,
            updated_at=now,
        )
    )
    contact = await add_newcomer(turn, customer.id, new) if new.contact or new.phone or new.email else None
    await adopt(turn, customer.id, words=turn.words)
    return customer, contact


async def add_newcomer(turn: Turn, customer_id: int, new: NewCustomer) -> Contact:
    """Store the contact that was told of a customer."""
    contact = await add_contact(
        turn, customer_id, new.contact or new.phone or new.name, title=new.contact_title, phone=new.phone,
        email=new.email, wechat=new.wechat,
    )  # fmt: skip
    if new.friend is not None:
        await external.put_on_file(turn.records, new.friend, contact)
    return contact


async def add_contact(
    turn: Turn,
    customer_id: int,
    name: str,
    *,
    title: str | None = None,
    phone: str | None = None,
    email: str | None = None,
    wechat: str | None = None,
) -> Contact:
    """Store a contact; `phone` holds digits only."""
    return await turn.records.add(
        Contact(
            customer_id=customer_id,
            name=name,
            sound=sound_of(name),
            title=title,
            phone=phone,
            email=email,
            wechat=wechat,
            created_at=turn.records.now,
        )
    )


async def contact_for(turn: Turn, customer: Customer, entry: Entry) -> Contact | None:
    """The contact that an entry names: a known one, or a new one; None where nobody is named."""
    if entry.contact is None:
        return None
    known = await turn.records.find(Contact, order=("id",), customer_id=customer.id)
    for contact in known:
        if same_person(entry.contact, contact.name, contact.title):
            await _fill(turn, contact, entry)
            return contact
    return await add_contact(
        turn,
        customer.id,
        as_name(entry.contact),
        title=entry.contact_title,
        phone=entry.phone,
        email=entry.email,
    )


async def log_entry(turn: Turn, customer: Customer, entry: Entry, words: str) -> Logged:
    """Store one entry: the record, its promises; and close what this contact settles."""
    now = turn.records.now
    contact = await contact_for(turn, customer, entry)
    occurred = entry.occurred or When(turn.today)
    interaction = await turn.records.add(
        Interaction(
            customer_id=customer.id,
            contact_id=contact.id if contact else None,
            by_id=turn.actor.id,
            happened_on=occurred.day,
            happened_at=at(occurred.day, occurred.time, turn.actor) if occurred.time else None,
            day_part=occurred.part,
            method=entry.method,
            summary=entry.summary,
            feedback=entry.feedback,
            need=entry.need,
            milestones=list(entry.milestones),
            words=words,
            created_at=now,
        )
    )
    await adopt(turn, customer.id, interaction, words)
    settled = await settle(turn, customer, interaction)
    commitments = [
        await promise(
            turn, one.kind, one.text, one.due, customer_id=customer.id,
            contact_id=contact.id if contact else None, interaction_id=interaction.id,
        )
        for one in entry.commitments
    ]  # fmt: skip
    await touch(turn, customer, entry, interaction)
    turn.topic["customer"] = customer.id
    return Logged(customer, contact, interaction, tuple(commitments), settled)


async def promise(
    turn: Turn, kind: str, text: str, when: When | None, *, customer_id: int | None = None,
    contact_id: int | None = None, interaction_id: int | None = None,
) -> Commitment:  # fmt: skip
    """Store a commitment of the actor's with its dates and its reminder."""
    dates = plan(when, kind, turn.actor, turn.records.now, turn.vocabulary.workdays)
    return await turn.records.add(
        Commitment(
            customer_id=customer_id,
            contact_id=contact_id,
            owner_id=turn.actor.id,
            interaction_id=interaction_id,
            kind=kind,
            text=text,
            due_on=dates.due_on,
            due_at=dates.due_at,
            remind_at=dates.remind_at,
            in_digest=dates.in_digest,
            created_at=turn.records.now,
        )
    )


async def move(turn: Turn, commitment: Commitment, when: When) -> Commitment:
    """Give a commitment another date; what was done or dropped is open again."""
    dates = plan(when, commitment.kind, turn.actor, turn.records.now, turn.vocabulary.workdays)
    return await turn.records.change(
        commitment,
        due_on=dates.due_on,
        due_at=dates.due_at,
        remind_at=dates.remind_at,
        in_digest=dates.in_digest,
        state="open",
        closed_at=None,
    )


async def close(turn: Turn, commitment: Commitment, state: str = "done") -> Commitment:
    return await turn.records.change(commitment, state=state, closed_at=turn.records.now)


async def open_commitments(turn: Turn, customer: Customer) -> list[Commitment]:
    """What is open with a customer, the soonest due first."""
    order = ("due_on", "id")
    return await turn.records.find(Commitment, order=order, customer_id=customer.id, state="open")


async def settle(turn: Turn, customer: Customer, interaction: Interaction) -> tuple[Commitment, ...]:
    """Talking to a customer keeps one's own next contacts that were due until then."""
    due = await turn.records.find(
        Commitment,
        order=("id",),
        customer_id=customer.id,
        owner_id=turn.actor.id,
        state="open",
        kind__in=_DONE_BY_A_LOG,
        due_on__lte=interaction.happened_on,
    )
    return tuple([await close(turn, commitment) for commitment in due])


async def touch(turn: Turn, customer: Customer, entry: Entry, interaction: Interaction) -> None:
    """Facts about the customer that follow from a record: last contact, stage, need, intent."""
    happened = interaction.happened_at or _some_time_on(turn, interaction.happened_on)
    values: dict[str, object] = {"updated_at": turn.records.now}
    if customer.last_contact_at is None or happened > customer.last_contact_at:
        values["last_contact_at"] = happened
    if customer.stage == "potential":
        values["stage"] = "following"
    if entry.need and not customer.core_need:
        values["core_need"] = entry.need
    if entry.intent_level:
        values["intent"] = entry.intent_level
    await turn.records.change(customer, **values)


async def _fill(turn: Turn, contact: Contact, entry: Entry) -> None:
    """Add what was not known of a contact; what is known is changed only when asked."""
    values = {
        name: value
        for name, value in (("phone", entry.phone), ("email", entry.email), ("title", entry.contact_title))
        if value and not getattr(contact, name)
    }
    if values:
        await turn.records.change(contact, **values)


def _some_time_on(turn: Turn, day: date) -> datetime:
    """A moment of a day of which no time was said: now where it is today, else noon."""
    return turn.now if day == turn.today else at(day, time(12, 0), turn.actor)
