"""The composition: clauses, names, dates and promises become one Meaning."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bot.language import creating
from bot.language.contract_terms import Dated, contract_facts
from bot.language.contracts import was_signed
from bot.language.customers import nearest
from bot.language.dates.found import Direction
from bot.language.dates.phrases import phrases
from bot.language.dates.resolve import resolve
from bot.language.dates.search import cursor
from bot.language.dates.whens import to_when
from bot.language.division import divide
from bot.language.entries import build, today_of
from bot.language.explaining import heard_of
from bot.language.intents import intent_of
from bot.language.meaning import ContractFacts, Entry, KnownContact, KnownCustomer, Language, Meaning, When
from bot.language.people import same_person
from bot.language.reading import Reading, detect_language, read
from bot.language.words import WORDS, Words

MOST_READ = 2_000
"""Characters of a message that are read for what they mean: some readings take their square in time."""


def understand(
    text: str,
    *,
    now: datetime,
    customers: Sequence[KnownCustomer] = (),
    contacts: Sequence[KnownContact] = (),
    last_customer: int | None = None,
    language: Language | None = None,
    words: Words = WORDS,
) -> Meaning:
    """What a sentence means at the time of speaking, in the speaker's zone (`now` is aware).

    Nothing is invented: what was not said stays empty, and what is guessed says why.
    """
    whole, text = text, text[:MOST_READ]
    spoken = language or detect_language(text)
    reading = read(text, now, detect_language(text), customers, words)
    intent = intent_of(
        words.plainly(text), reading.language, ahead=any(h.ahead for h in reading.dates), behind=any(h.behind for h in reading.dates),
        changes_reach=bool(reading.phone or reading.email), known=bool(reading.mentions), bare=reading.is_bare, money=bool(reading.amounts),
    )  # fmt: skip
    if intent == "create_customer":
        entries = [creating.entry(reading, customers)]
    else:
        entries = [
            _known(build(reading, part, intent, words), reading, customers, contacts, last_customer, intent)
            for part in divide(reading, naming_allowed=intent in ("log", "reminder", "contract", "query"))
        ]
    if intent == "contract":
        entries = [replace(entries[0], contract=_contract(reading)), *entries[1:]]
    dates = tuple(hit.when for hit in reading.dates if hit.when)
    return Meaning(intent, spoken, whole, now, tuple(entries), heard_of(entries), dates)


_PRONOUN = re.compile(
    r"^(?:他们?|她们?|对方|那边|这边|人家|客户|he|she|they|customer|the customer|client)(?![a-z])|(?:对方|他说|她说|那边)",
    re.IGNORECASE,
)


def _known(
    entry: Entry,
    reading: Reading,
    customers: Sequence[KnownCustomer],
    contacts: Sequence[KnownContact],
    last: int | None,
    intent: str,
) -> Entry:
    """The contact by the full name, the customer by a slip of the pen, by the contact, or by a pronoun."""
    if entry.contact is None and (met := _met_by_name(entry, reading, contacts)):
        entry = replace(entry, contact=met.name)
        if not entry.customer_ids:
            return replace(
                entry, customer_said=None, customer_ids=(met.customer_id,), customer_guess="contact"
            )
    if entry.customer_ids:
        return entry
    if entry.customer_said:
        ids, why = nearest(entry.customer_said, customers)
        return replace(entry, customer_ids=ids, customer_guess=why)
    if entry.contact:
        theirs = [c for c in contacts if same_person(entry.contact, c.name, c.title)]
        ids = tuple(dict.fromkeys(c.customer_id for c in theirs))
        if last in ids and len(ids) > 1:
            return replace(entry, customer_ids=(last,), customer_guess="contact, talked of last")
        if ids:
            return replace(entry, customer_ids=ids, customer_guess="contact")
    if (
        last is not None
        and intent in ("log", "reminder")
        and (_PRONOUN.search(reading.text) or entry.contact is None)
        and not _TALLY.search(reading.text)
    ):
        return replace(entry, customer_ids=(last,), customer_guess="talked of last")
    return entry


_TALLY = re.compile(
    r"(?:见|跑|拜访|走访|电话|打|联系)[了过]?\s*[\d一二两三四五六七八九十几]+\s*(?:家|通|个(?:客户|电话)?(?=$|[\s,，。;；]))"
)
"""电话8个，见了3家: the sum of a day speaks of no one customer."""


def _met_by_name(entry: Entry, reading: Reading, contacts: Sequence[KnownContact]) -> KnownContact | None:
    """The one known contact whose whole name stands in the entry's words; at its customer, where that is known."""
    words = reading.text[slice(*entry.place)] if entry.place != (0, 0) else reading.text
    found = [
        contact
        for contact in contacts
        if len(contact.name) > 1
        and (not entry.customer_ids or contact.customer_id in entry.customer_ids)
        and re.search(rf"(?<![A-Za-z]){re.escape(contact.name)}(?![A-Za-z])", words, re.IGNORECASE)
    ]
    longest = max((len(contact.name) for contact in found), default=0)
    found = [contact for contact in found if len(contact.name) == longest]
    return found[0] if len(found) == 1 else None


def _contract(reading: Reading) -> ContractFacts:
    dated = [Dated(hit.found, hit.when) for hit in reading.dates]
    return contract_facts(reading.text, dated, today_of(reading), signed_now=was_signed(reading.text))


def read_when(
    text: str, *, now: datetime, direction: Direction = "future", language: Language | None = None,
    words: Words = WORDS,
) -> list[When]:  # fmt: skip
    """Every date and time of a short answer such as 周五下午吧 or "tomorrow 3pm".

    Open ones lie in `direction`; what is said to be past comes back past, so that one can ask.
    """
    naive = now.replace(tzinfo=None)
    c = cursor(text, naive, words.workdays)
    whens = []
    for phrase in phrases(c):
        found = resolve(phrase, c, direction)
        when = (
            to_when(replace(found, text=text[slice(*found.span)]), naive, direction, words.workdays)
            if found
            else None
        )
        if when:
            whens.append(when)
    return whens


def impossible_dates(text: str) -> list[str]:
    """Dates the calendar does not have, as written: 2月30日, 31 April."""
    c = cursor(text, datetime(2026, 1, 1, tzinfo=UTC))
    wrong = []
    for phrase in phrases(c):
        piece = phrase.piece
        if piece.month is None or piece.day is None:
            continue
        years = [piece.year] if piece.year is not None else [2024]
        if all(
            resolve(replace(phrase, piece=replace(piece, year=year, weekday=None)), c, "future") is None
            for year in years
        ):
            start, end = c.at(phrase.start).start, c.at(phrase.end - 1).end
            wrong.append(
                re.sub(r"^(?:on|by|at|the|until|till|before)\s+", "", text[start:end], flags=re.IGNORECASE)
            )
    return wrong
