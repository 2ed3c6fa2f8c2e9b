"""Which words gave which value: one line a slot, guesses with their reason."""

from collections.abc import Iterator, Sequence

from bot.language.meaning import Entry, Heard, When


def heard_of(entries: Sequence[Entry]) -> tuple[Heard, ...]:
    return tuple(heard for entry in entries for heard in _of_one(entry))


def _of_one(entry: Entry) -> Iterator[Heard]:
    if entry.customer_said or entry.customer_ids:
        ids = ", ".join(map(str, entry.customer_ids))
        yield Heard("customer", entry.customer_said or "", ids, entry.customer_guess)
    if entry.contact:
        yield Heard("contact", entry.contact, entry.contact)
    if entry.method:
        yield Heard("method", "", entry.method)
    if entry.occurred:
        yield Heard("occurred", entry.occurred.text, _shown(entry.occurred), entry.occurred.guess)
    for promise in entry.commitments:
        due = promise.due
        yield Heard(promise.kind, promise.text, _shown(due) if due else "", due.guess if due else None)
    if entry.amount is not None:
        yield Heard("amount", "", f"{entry.amount} {entry.currency}", entry.amount_guess)
    if entry.intent_level:
        yield Heard("intent_level", entry.feedback or entry.summary, entry.intent_level, "wording")
    if entry.need:
        yield Heard("need", entry.need, entry.need, "wording")
    if entry.phone:
        yield Heard("phone", entry.phone, entry.phone)
    if entry.email:
        yield Heard("email", entry.email, entry.email)


def _shown(when: When) -> str:
    return when.day.isoformat() + (f"T{when.time:%H:%M}" if when.time else "")
