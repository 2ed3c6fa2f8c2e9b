"""Corrections as they are answered: each changes the archive and says what was and what is now."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.amend import add_words, change_amount, change_person, move_record, redate_promise, redate_record
from bot.archive import promise
from bot.cards import commitment_line, contact_text, due_text, record_date, shorten, subject
from bot.language import When
from bot.language.money import Amount
from bot.messages import Button, Reply, Subject
from bot.schedule import at
from bot.texts import _, show_time
from bot.turn import Turn
from bot.words import INTENTS, METHODS
from store.actors import Refused
from store.models import Commitment, Contact, Customer, Interaction

PROMISES = {
    "our_promise": _("our promise"),
    "their_promise": _("their promise"),
    "next_contact": _("next contact"),
}


async def promise_moved(turn: Turn, commitment: Commitment, when: When) -> Reply:
    """A promise has another date. Raises Refused for one in the past."""
    if when.day < turn.today:
        raise Refused("{day} is already past. Which day then?", day=turn.day(when.day))
    if when.time is not None and at(when.day, when.time, turn.actor) <= turn.now:
        raise Refused("{time} is already past. When then?", time=show_time(when.time))
    before = _promise_date(turn, commitment, when)
    await redate_promise(turn, commitment, when)
    what = promise_text(turn, commitment)
    return await changed(turn, what, before, due_text(turn, commitment), commitment)


async def record_moved(turn: Turn, interaction: Interaction, when: When) -> Reply:
    """A record has another day. Raises Refused for one that is still to come."""
    if when.day > turn.today:
        raise Refused("{day} is still to come; a record is of what happened.", day=turn.day(when.day))
    before = record_date(turn, interaction)
    if interaction.happened_at is not None and when.time is None and when.part is None:
        when = replace(when, time=turn.actor.local(interaction.happened_at).time())
    await redate_record(turn, interaction, when)
    return await changed(turn, turn.t(_("date")), before, record_date(turn, interaction), interaction)


async def contact_planned(turn: Turn, interaction: Interaction, when: When) -> Reply:
    """Where nothing was promised, a date to come is the next contact."""
    planned = await promise(
        turn,
        "next_contact",
        "",
        when,
        customer_id=interaction.customer_id,
        contact_id=interaction.contact_id,
        interaction_id=interaction.id,
    )
    return await changed(turn, turn.t(PROMISES["next_contact"]), "", due_text(turn, planned), planned)


async def method_changed(turn: Turn, interaction: Interaction, method: str) -> Reply:
    before = turn.t(METHODS[interaction.method]) if interaction.method else ""
    await turn.records.change(interaction, method=method)
    return await changed(turn, turn.t(_("method")), before, turn.t(METHODS[method]), interaction)


async def intent_changed(turn: Turn, customer: Customer, level: str, about: Interaction | None) -> Reply:
    before = turn.t(INTENTS[customer.intent]) if customer.intent else ""
    await turn.records.change(customer, intent=level, updated_at=turn.records.now)
    return await changed(
        turn,
        turn.t(_("intent")),
        before,
        turn.t(INTENTS[level]),
        *([about] if about else []),
        customer=customer,
    )


async def person_changed(turn: Turn, interaction: Interaction, said: str, title: str | None) -> Reply:
    before = ""
    if interaction.contact_id is not None:
        before = (await turn.records.get(Contact, interaction.contact_id)).name
    contact = await change_person(turn, interaction, said, title)
    return await changed(turn, turn.t(_("contact")), before, contact_text(contact), interaction)


async def customer_changed(turn: Turn, interaction: Interaction, customer: Customer) -> Reply:
    before = await turn.records.get(Customer, interaction.customer_id)
    if before.id == customer.id:
        return turn.remark(_("It is with {customer} already."), customer=customer.name)
    await move_record(turn, interaction, customer)
    return await changed(turn, turn.t(_("customer")), before.name, customer.name, interaction)


async def amount_set(turn: Turn, interaction: Interaction, amount: Amount) -> Reply:
    before, after = await change_amount(turn, interaction, amount)
    return await changed(turn, turn.t(_("amount")), before, after, interaction)


async def words_added(turn: Turn, interaction: Interaction, words: str) -> Reply:
    await add_words(turn, interaction, words)
    return await changed(turn, turn.t(_("added")), "", shorten(words, 60), interaction)


async def changed(
    turn: Turn,
    what: str,
    before: str,
    after: str,
    *rows: Interaction | Commitment,
    customer: Customer | None = None,
) -> Reply:
    """The card of a correction: what was, what is now, and the way back."""
    number = next((row.customer_id for row in rows if row.customer_id), None)
    if customer is None and number is not None:
        customer = await turn.records.get(Customer, number)
    if customer is not None:
        turn.title = turn.title or customer.name
        turn.topic["customer"] = customer.id
    if before == after:
        return turn.remark(_("It says {value} already."), value=after)
    words = _("✏️ Changed: {what} {before} → {after}") if before else _("✏️ Changed: {what} → {after}")
    return turn.say(
        words, buttons=[turn.button(_("Undo"), "undo.undo_card")], about=await _about(turn, rows),
        what=what, before=before, after=after,
    )  # fmt: skip


def promise_text(turn: Turn, commitment: Commitment) -> str:
    """`next contact`, `our promise "quote"`."""
    kind = turn.t(PROMISES[commitment.kind])
    if commitment.kind == "next_contact" or not commitment.text:
        return kind
    return turn.t(_("{kind} “{what}”"), kind=kind, what=shorten(commitment.text, 20))


async def row_button(turn: Turn, row: Interaction | Commitment, then: str, **memory: str) -> Button:
    """One of several entries as a choice."""
    if isinstance(row, Commitment):
        label, key = commitment_line(turn, row), "commitment"
    else:
        customer = await turn.records.get(Customer, row.customer_id)
        label, key = f"{customer.name} · {record_date(turn, row)}", "interaction"
    return Button(label=label, then=then, memory={**memory, key: row.id}, once="card")


def ask_new_date(turn: Turn, row: Interaction | Commitment) -> Reply:
    """Ask for a date, with the likeliest as buttons."""
    ahead = isinstance(row, Commitment)
    key = {"commitment" if ahead else "interaction": row.id}
    days = (
        (
            turn.today + timedelta(days=1),
            turn.today + timedelta(days=2),
            turn.today + timedelta(days=7 - turn.today.weekday()),
        )
        if ahead
        else (turn.today, turn.today - timedelta(days=1), turn.today - timedelta(days=2))
    )
    now = commitment_line(turn, row) if isinstance(row, Commitment) else record_date(turn, row)
    buttons = [
        Button(
            label=turn.day(day), then="correct.set_date", memory={**key, "day": day.isoformat()}, once="card"
        )
        for day in dict.fromkeys(days)
    ]
    words = _("Now: {now}\nWhen instead? Such as “Friday 3pm”.")
    return turn.ask(words, then="correct.new_date", memory={**key, "free": True}, buttons=buttons, now=now)


def _promise_date(turn: Turn, commitment: Commitment, when: When) -> str:
    """The date before: with its time where that changes or was said."""
    if commitment.due_at is None and commitment.due_on is not None and when.day != commitment.due_on:
        return turn.day(commitment.due_on)
    return due_text(turn, commitment)


async def _about(turn: Turn, rows: Sequence[Interaction | Commitment]) -> list[Subject]:
    """The record with its promises, so that a reply to the correction corrects the same entry."""
    found: list[Subject] = []
    for row in rows:
        record_id = row.id if isinstance(row, Interaction) else row.interaction_id
        if record_id is not None:
            records = await turn.records.find(Interaction, id=record_id)
            promises = await turn.records.find(Commitment, order=("id",), interaction_id=record_id)
            found += [subject(one) for one in (*records, *promises)]
        else:
            found.append(subject(row))
    return found
