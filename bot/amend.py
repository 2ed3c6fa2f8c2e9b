"""What a correction changes in the archive: the customer, contact and dates of what was logged."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.archive import add_contact, move, settle, touch
from bot.language import Entry, When, same_person
from bot.language.money import Amount, amounts_in
from bot.messages import Subject
from bot.schedule import at
from bot.texts import show_amount
from bot.turn import Turn
from store.models import Commitment, Contact, Customer, Interaction
from store.undo import side_effects


@dataclass(frozen=True)
class Spoken:
    """What was spoken of last and can be corrected: records, and what was promised with them."""

    interactions: tuple[Interaction, ...] = ()
    commitments: tuple[Commitment, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.interactions or self.commitments)


async def spoken_of(turn: Turn) -> Spoken:
    """The records of the card replied to, else of the newest card that speaks of a record or promise."""
    answers = (turn.replies or turn.tapped) and turn.about
    groups = [turn.about] if answers else [turn.about, *turn.earlier]
    for group in groups:
        if spoken := await _still_there(turn, group):
            return spoken
    return Spoken()


async def redate_record(turn: Turn, interaction: Interaction, when: When) -> None:
    """Give a record another day or time of day."""
    await turn.records.change(
        interaction,
        happened_on=when.day,
        happened_at=at(when.day, when.time, turn.actor) if when.time else None,
        day_part=when.part,
    )


async def redate_promise(turn: Turn, commitment: Commitment, when: When) -> None:
    """Give a promise another date. A time of day that was said before is kept where none is said now."""
    if commitment.due_at is not None and when.time is None and when.part is None:
        when = replace(when, time=turn.actor.local(commitment.due_at).time())
    await move(turn, commitment, when)


async def move_record(turn: Turn, interaction: Interaction, customer: Customer) -> None:
    """Put a record with its promises under another customer, as if it had been logged there."""
    records = turn.records
    given = await _take_back_effects(turn, interaction)
    old = await records.get(Contact, interaction.contact_id) if interaction.contact_id else None
    came_with_it = old is not None and await _only_of(turn, old, interaction)
    contact = await _contact_there(turn, old, customer, moves=came_with_it) if old else None
    contact_id = contact.id if contact else None
    for commitment in await records.find(Commitment, order=("id",), interaction_id=interaction.id):
        theirs = contact_id if commitment.contact_id else None
        await records.change(commitment, customer_id=customer.id, contact_id=theirs)
    await records.change(interaction, customer_id=customer.id, contact_id=contact_id)
    if old is not None and came_with_it and old.id != contact_id:
        await records.remove(old)
    await settle(turn, customer, interaction)
    await touch(turn, customer, Entry(need=interaction.need, intent_level=given.get("intent")), interaction)
    turn.topic["customer"] = customer.id


async def change_person(turn: Turn, interaction: Interaction, said: str, title: str | None) -> Contact:
    """Say that somebody else was met. Who was only known from this record is renamed, not kept beside."""
    records = turn.records
    customer = await records.get(Customer, interaction.customer_id)
    known = await records.find(Contact, order=("id",), customer_id=customer.id)
    old = next((row for row in known if row.id == interaction.contact_id), None)
    other = next((row for row in known if row != old and same_person(said, row.name, row.title)), None)
    came_with_it = old is not None and await _only_of(turn, old, interaction)
    if other is None and old is not None and came_with_it:
        return await records.change(old, name=said, title=title)
    contact = other or await add_contact(turn, customer.id, said, title=title)
    await records.change(interaction, contact_id=contact.id)
    for commitment in await records.find(Commitment, order=("id",), interaction_id=interaction.id):
        await records.change(commitment, contact_id=contact.id)
    if old is not None and came_with_it:
        await records.remove(old)
    return contact


async def add_words(turn: Turn, interaction: Interaction, words: str) -> None:
    """Add to what was said: to the summary, and to the original words."""
    summary = f"{interaction.summary}；{words}" if interaction.summary else words
    await turn.records.change(interaction, summary=summary, words=f"{interaction.words}\n{words}")


async def change_amount(turn: Turn, interaction: Interaction, amount: Amount) -> tuple[str, str]:
    """Put this amount in the place of the one in the summary, or behind it: the old one (or empty) and the new.

    Where no currency is said, the one that was said before stays.
    """
    old = next(iter(amounts_in(interaction.summary)), None)
    currency = old.currency if old and not amount.says_currency else amount.currency
    new = show_amount(amount.value, currency)
    if old is None:
        await add_words(turn, interaction, new)
        return "", new
    start, end = old.span
    was = show_amount(old.value, old.currency)
    summary = interaction.summary[:start] + new + interaction.summary[end:]
    await turn.records.change(interaction, summary=summary, words=f"{interaction.words}\n{turn.text}")
    return was, new


async def _still_there(turn: Turn, subjects: Sequence[Subject]) -> Spoken:
    """What is left of the records that a card is about, with the promises that came with them."""
    wanted = {
        model: [one.id for one in subjects if one.model == model] for model in ("interaction", "commitment")
    }
    if not any(wanted.values()):
        return Spoken()
    records = turn.records
    found = await records.find(Interaction, order=("id",), id__in=wanted["interaction"])
    promises = await records.find(Commitment, order=("id",), id__in=wanted["commitment"])
    if found:
        came = await records.find(
            Commitment, order=("id",), interaction_id__in=[row.id for row in found], state="open"
        )
        promises += [row for row in came if row not in promises]
    elif promises and (source := promises[0].interaction_id) is not None:
        found = await records.find(Interaction, id=source)
    return Spoken(tuple(found), tuple(promises))


async def _take_back_effects(turn: Turn, interaction: Interaction) -> dict[str, Any]:
    """Put back what logging the record had changed elsewhere; what it had given the customer."""
    given: dict[str, Any] = {}
    for row, before, after in await side_effects(turn.records, interaction):
        if isinstance(row, Customer) and row.id == interaction.customer_id:
            given = after
            await turn.records.change(row, **{**before, "updated_at": turn.records.now})
        elif isinstance(row, Commitment) and "state" in before and row.customer_id == interaction.customer_id:
            await turn.records.change(row, **before)
    return given


async def _contact_there(turn: Turn, old: Contact, customer: Customer, *, moves: bool) -> Contact | None:
    """Whom a record names, at its new customer: somebody known there, else the contact itself or a copy."""
    known = await turn.records.find(Contact, order=("id",), customer_id=customer.id)
    there = next((row for row in known if same_person(old.name, row.name, row.title)), None)
    if there is not None or not moves:
        return there or await add_contact(turn, customer.id, old.name, title=old.title)
    return await turn.records.change(old, customer_id=customer.id)


async def _only_of(turn: Turn, contact: Contact, interaction: Interaction) -> bool:
    """Whether a contact came into the book with this record and stands nowhere else."""
    if contact.created_at != interaction.created_at:
        return False
    records = turn.records
    elsewhere = await records.count(Interaction, contact_id=contact.id, id__not=interaction.id)
    promised = await records.find(Commitment, contact_id=contact.id)
    return not elsewhere and all(row.interaction_id == interaction.id for row in promised)
