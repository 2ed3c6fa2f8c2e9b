"""Correct what was logged by saying so: another date, method, person, customer, amount; more words."""

from dataclasses import replace
from datetime import date

from bot.amend import Spoken, spoken_of
from bot.answers import says_cancel
from bot.archive import log_entry
from bot.briefs import clearly_named
from bot.capability import Capability
from bot.cards import subject
from bot.correcting import (
    amount_set,
    ask_new_date,
    customer_changed,
    intent_changed,
    method_changed,
    person_changed,
    promise_moved,
    record_moved,
    row_button,
    words_added,
)
from bot.corrections import Fix, amount_in, method_in, person_in, read_fix
from bot.language import When, impossible_dates, read_when
from bot.log_cards import saved_card
from bot.meant import is_contact, names, record_meant
from bot.messages import Reply
from bot.redating import ask_which, redate, redated
from bot.refiling import ask_customer, put_under, put_under_new
from bot.texts import _
from bot.turn import Turn
from bot.words import METHODS
from store.actors import NotFound
from store.models import Commitment, Contact, Customer, Interaction

capability = Capability("correct")


@capability.means("correction")
async def corrected(turn: Turn) -> Reply | None:
    """A sentence that corrects, whatever was said or shown in between."""
    fix = read_fix(turn.text)
    if fix is None:
        return None
    spoken = await spoken_of(turn)
    if not spoken:
        return turn.remark(_("There is nothing recent to correct. Reply to the card that is wrong."))
    return await _apply(turn, fix, spoken)


@capability.answers("interaction")
async def answered(turn: Turn) -> Reply | None:
    """A message after the card of a record: a correction where its words make one; a reply adds to it."""
    fix = read_fix(turn.text, replies=turn.replies)
    spoken = await spoken_of(turn)
    if not spoken:
        return None
    reply = await _apply(turn, fix, spoken) if fix else None
    return await _added(turn, spoken) if reply is None and turn.replies else reply


@capability.step
async def change_date(turn: Turn) -> Reply | None:
    """The button [Change date]: of which one, where there are several, and to when."""
    spoken = await spoken_of(turn)
    rows: list[Commitment | Interaction] = [row for row in spoken.commitments if row.state == "open"]
    rows += spoken.interactions
    if not rows:
        return turn.remark(_("There is nothing left of it to change."))
    if len(rows) <= 2 and isinstance(rows[0], Commitment):
        return ask_new_date(turn, rows[0])
    buttons = [await row_button(turn, row, "correct.ask_date") for row in rows[:5]]
    likely = next(
        (row for row in rows if isinstance(row, Commitment) and row.kind == "next_contact"), rows[0]
    )
    meant = {"commitment" if isinstance(likely, Commitment) else "interaction": likely.id}
    return turn.ask(
        _("Which date?"), then="correct.new_date", memory={**meant, "free": True}, buttons=buttons
    )


@capability.step
async def ask_date(turn: Turn) -> Reply | None:
    return ask_new_date(turn, await _row(turn))


@capability.step
async def new_date(turn: Turn) -> Reply | None:
    """A date was asked for: it may be told in words."""
    fix = read_fix(turn.text, replies=True)
    if fix is None or says_cancel(turn.text):
        return await leave(turn) if fix else None
    if wrong := impossible_dates(fix.new):
        return turn.remark(_("There is no such day: {day}."), day=wrong[0])
    return await redate(turn, fix, await _row(turn))


@capability.step
async def set_date(turn: Turn) -> Reply | None:
    row, day = await _row(turn), date.fromisoformat(turn.memory["day"])
    return await (
        promise_moved(turn, row, When(day))
        if isinstance(row, Commitment)
        else record_moved(turn, row, When(day))
    )


@capability.step
async def change_method(turn: Turn) -> Reply | None:
    record = await _record_of_card(turn)
    return turn.remark(
        _("How did you meet?"),
        buttons=[
            turn.choice(label, "correct.set_method", interaction=record.id, method=method)
            for method, label in METHODS.items()
        ],
    )


@capability.step
async def set_method(turn: Turn) -> Reply | None:
    return await method_changed(turn, await _memory_record(turn), turn.memory["method"])


@capability.step
async def add_note(turn: Turn) -> Reply | None:
    record = await _record_of_card(turn)
    return turn.ask(
        _("What shall I add? Just say it."),
        then="correct.noted",
        memory={"interaction": record.id, "free": True},
        buttons=[turn.choice(_("Leave it"), "correct.leave")],
    )


@capability.step
async def noted(turn: Turn) -> Reply | None:
    """What is typed now is added whole, unless it is an order."""
    if says_cancel(turn.text):
        return await leave(turn)
    if turn.orders(turn.text) or not turn.text.strip():
        return None
    return await words_added(turn, await _memory_record(turn), turn.text.strip())


@capability.pattern(
    r"(?:记错|弄错|搞错)?客户(?:记|弄|搞)?错了?[!！。.]?|wrong (?:customer|company|client|account)[!.]?"
)
async def change_customer(turn: Turn) -> Reply | None:
    return await ask_customer(turn, await _record_of_card(turn))


@capability.step
async def named(turn: Turn) -> Reply | None:
    """The name of the right customer was typed."""
    if says_cancel(turn.text):
        return await leave(turn)
    if turn.orders(turn.text) or not turn.text.strip() or len(turn.text) > 40:
        return None
    return await put_under(turn, await _memory_record(turn), turn.text)


@capability.step
async def put(turn: Turn) -> Reply | None:
    customer = await turn.records.get(Customer, int(turn.memory["customer"]))
    return await customer_changed(turn, await _memory_record(turn), customer)


@capability.step
async def put_new(turn: Turn) -> Reply | None:
    return await put_under_new(turn, await _memory_record(turn), turn.memory["name"])


@capability.step
async def leave(turn: Turn) -> Reply | None:
    return turn.say(_("Left as it is."))


@capability.pattern(
    r"(?:不对|错了|[记写说弄搞]错了|有误|that'?s (?:wrong|not right)|wrong|not right|mistake)[!！。.]?"
)
async def wrong(turn: Turn) -> Reply | None:
    """Something is wrong, but what? The card's buttons once more."""
    spoken = await spoken_of(turn)
    if not spoken.interactions:
        return None
    return turn.say(
        _("What is wrong? Say it like “not Tuesday, Wednesday”, or tap."),
        buttons=[
            turn.button(_("Change date"), "correct.change_date", once="never"),
            turn.button(_("Change method"), "correct.change_method", once="never"),
            turn.button(_("Add note"), "correct.add_note", once="never"),
            turn.button(_("Wrong customer"), "correct.change_customer", once="never"),
        ],
        about=[subject(row) for row in (*spoken.interactions, *spoken.commitments)],
    )


@capability.step
async def which(turn: Turn) -> Reply | None:
    """One of several entries was chosen for words that were said before."""
    fix = read_fix(turn.memory["words"], replies=True)
    return await _apply(turn, fix, _alone(await _row(turn))) if fix else None


async def _apply(turn: Turn, fix: Fix, spoken: Spoken) -> Reply | None:
    """Do what the words say; None where they say nothing that fits what was logged."""
    if fix.field in (None, "date") and (reply := await redated(turn, fix, spoken)):
        return reply
    record = await record_meant(turn, fix, spoken.interactions)
    if record is None and len(spoken.interactions) > 1 and _is_clear(turn, fix):
        return await ask_which(turn, spoken.interactions)
    return await _change(turn, fix, record) if record else None


async def _change(turn: Turn, fix: Fix, record: Interaction) -> Reply | None:
    customer = await turn.records.get(Customer, record.customer_id)
    if fix.field == "note":
        return await words_added(turn, record, fix.new)
    if fix.field == "intent":
        return await intent_changed(turn, customer, fix.new, record)
    if fix.field in (None, "method") and (method := method_in(fix.new, turn.vocabulary)):
        return await method_changed(turn, record, method)
    if fix.field in (None, "amount") and (amount := amount_in(fix.new, named=fix.field == "amount")):
        return await amount_set(turn, record, amount)
    if (
        fix.field in (None, "contact")
        and (person := person_in(fix.new, turn.vocabulary))
        and not names(fix.old, customer)
    ):
        if fix.old and (other := await _somebody_else(turn, fix.old, record)):
            return other
        known = fix.field == "contact" or await is_contact(turn, fix.old, record)
        return await person_changed(turn, record, person.said, person.title) if known or person.sure else None
    if fix.field == "customer" or names(fix.old, customer):
        return await put_under(turn, record, fix.new)
    if fix.sure and await is_contact(turn, fix.old, record):
        return await words_added(turn, record, turn.text.strip())  # 不是袁经理 是她老公: nobody's name
    if fix.sure and fix.field is None and fix.old is None:
        meant = await clearly_named(turn, fix.new)
        return await put_under(turn, record, fix.new) if meant and meant[0].by == "name" else None
    return None


async def _somebody_else(turn: Turn, said: str, record: Interaction) -> Reply | None:
    """ "Not Bob but Alice", where the record speaks of Ola: nothing is changed, and it is said why."""
    person = person_in(said, turn.vocabulary)
    if person is None or not person.sure or record.contact_id is None or await is_contact(turn, said, record):
        return None
    contact = await turn.records.get(Contact, record.contact_id)
    words = _("The last record is with {contact}, not {said}. Reply to the card that is wrong.")
    return turn.remark(words, contact=contact.name, said=person.said)


def _is_clear(turn: Turn, fix: Fix) -> bool:
    """Whether the words are a correction of something, so that asking of what makes sense."""
    if fix.field is not None:
        return True
    return bool(
        fix.sure
        and (
            method_in(fix.new, turn.vocabulary)
            or amount_in(fix.new, named=False)
            or person_in(fix.new, turn.vocabulary)
        )
    )


async def _row(turn: Turn) -> Interaction | Commitment:
    """The promise or record that the memory names."""
    if number := turn.memory.get("commitment"):
        return await turn.records.get(Commitment, int(number))
    return await _memory_record(turn)


async def _memory_record(turn: Turn) -> Interaction:
    return await turn.records.get(Interaction, int(turn.memory["interaction"]))


async def _record_of_card(turn: Turn) -> Interaction:
    """The record of the tapped card. Raises NotFound where it is gone."""
    spoken = await spoken_of(turn)
    if not spoken.interactions:
        raise NotFound(model="interaction", id=next((one.id for one in turn.about), None))
    return spoken.interactions[0]


def _alone(row: Interaction | Commitment) -> Spoken:
    return Spoken((), (row,)) if isinstance(row, Commitment) else Spoken((row,))


async def _added(turn: Turn, spoken: Spoken) -> Reply | None:
    """A reply that corrects nothing adds to the record, or is the next one with the same customer."""
    if len(spoken.interactions) != 1 or impossible_dates(turn.text):
        return None
    record = spoken.interactions[0]
    turn.speak_of(record.customer_id)
    meaning = await turn.meaning()
    entry = meaning.entries[0]
    elsewhere = entry.customer_ids and record.customer_id not in entry.customer_ids
    unknown = entry.customer_said and not entry.customer_ids and entry.contact
    if meaning.intent not in ("log", "other") or len(meaning.entries) > 1 or elsewhere or unknown:
        return None
    if not any(one.due for one in entry.commitments) and not read_when(turn.text, now=turn.local):
        return await words_added(turn, record, turn.text.strip())
    customer = await turn.records.get(Customer, record.customer_id)
    entry = replace(entry, customer_ids=(customer.id,), customer_guess=None)
    return saved_card(turn, [(entry, await log_entry(turn, customer, entry, meaning.text))])
