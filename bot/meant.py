"""Which of the entries spoken of last a correction means: the old words tell."""

from collections.abc import Sequence
from datetime import date

from bot.corrections import Fix, date_in, method_in
from bot.language import like_names, same_person
from bot.turn import Turn
from store.models import Commitment, Contact, Customer, Interaction

LIKE = 0.8


def promises_meant(turn: Turn, fix: Fix, commitments: Sequence[Commitment]) -> tuple[Commitment, ...]:
    """The promises whose date, time or words the old words name."""
    if fix.old is None:
        if fix.field == "date" and any(word in turn.text.lower() for word in ("跟进", "follow", "next")):
            return tuple(row for row in commitments if row.kind == "next_contact")
        return ()
    old = fix.old
    by_date = tuple(row for row in commitments if is_on(turn, old, row.due_on, row))
    return by_date or tuple(row for row in commitments if row.text and (old in row.text or row.text in old))


def is_on(
    turn: Turn, old: str | None, day: date | None, promise: Commitment | None = None, *, back: bool = False
) -> bool:
    """Whether old words such as 下周二 or 3点 are this day, or the time of this promise."""
    if old is None or day is None:
        return False
    when = date_in(
        old, turn.local, direction="past" if back else "future", anchor=day, vocabulary=turn.vocabulary
    )
    if when is None or day not in (when.day, when.until):
        return False
    said = promise.due_at if promise else None
    return when.time is None or said is None or turn.actor.local(said).time() == when.time


async def record_meant(turn: Turn, fix: Fix, records: Sequence[Interaction]) -> Interaction | None:
    """The only record, or the one whose customer, person or method the old words name."""
    if len(records) <= 1 or fix.old is None:
        return records[0] if len(records) == 1 else None
    for record in records:
        customer = await turn.records.get(Customer, record.customer_id)
        if names(fix.old, customer) or await is_contact(turn, fix.old, record):
            return record
    method = method_in(fix.old, turn.vocabulary)
    fitting = [record for record in records if method and record.method == method]
    return fitting[0] if len(fitting) == 1 else None


def names(old: str | None, customer: Customer) -> bool:
    """Whether old words name this customer."""
    return bool(old) and (str(old) in customer.name or like_names(str(old), customer.name) >= LIKE)


async def is_contact(turn: Turn, old: str | None, record: Interaction) -> bool:
    """Whether old words name the person of this record."""
    if old is None or record.contact_id is None:
        return False
    contact = await turn.records.get(Contact, record.contact_id)
    return same_person(old, contact.name, contact.title)
