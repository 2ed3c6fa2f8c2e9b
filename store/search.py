"""Finding customers as people type them: fragments, typos, pinyin, initials, contacts, numbers."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz
from sqlalchemy import select
from sqlmodel import col

from store.models import Contact, Customer, CustomerAlias
from store.records import Records
from store.visibility import visible

LEAST = 62.0
_NOT_LIKE_AT_ALL = 0.0


@dataclass(frozen=True)
class Found:
    """A customer that a query may mean. `score` is 0 to 100; `by` names what matched."""

    customer: Customer
    score: float
    by: str = "name"


@dataclass(frozen=True)
class _Entry:
    customer: Customer
    names: tuple[str, ...]


async def find_customers(records: Records, query: str, *, limit: int = 5) -> list[Found]:
    """The visible customers that fit `query` best, the best first; empty for an empty query."""
    wanted = key_of(query)[:60]
    if not wanted:
        return []
    found = [_judge(entry, wanted) for entry in await _entries(records)]
    by_contact = await _by_contact(records, wanted)
    best: dict[int, Found] = {}
    for hit in (*found, *by_contact):
        if hit.score >= LEAST and hit.score > best.get(hit.customer.id, hit).score - 0.001:
            best[hit.customer.id] = hit
    ranked = sorted(best.values(), key=lambda hit: (-round(hit.score), *_familiar(hit.customer, records)))[
        :limit
    ]
    records.saw("search", *(hit.customer for hit in ranked))
    return ranked


async def mentioned(
    records: Records, text: str, *, limit: int = 40
) -> list[tuple[Customer, tuple[str, ...]]]:
    """The visible customers that a sentence may be about, each with its aliases."""
    words = key_of(text)
    sounds = set(sound_of(words).split())
    pairs = {words[place : place + 2] for place in range(len(words) - 1)}
    hits = []
    for entry in await _entries(records):
        score = max(_overlap(name, words, pairs) for name in entry.names)
        if score < 1 and entry.customer.sound:
            score = max(score, _sound_overlap(entry.customer.sound, sounds))
        if score > 0 or _initials_in(entry.customer, words):
            hits.append((score, entry))
    hits.sort(key=lambda hit: -hit[0])
    return [(entry.customer, entry.names[2:]) for _, entry in hits[:limit]]


async def contacts_mentioned(
    records: Records, text: str, customers: Iterable[int], *, limit: int = 80
) -> list[Contact]:
    """The visible contacts of these customers, and those whose name or surname stands in the text."""
    wanted = set(customers)
    lowered = text.lower()
    query = select(Contact).where(visible(Contact, records.actor)).order_by(col(Contact.id))
    rows = (await records.session.execute(query)).scalars()
    hits = [row for row in rows if row.customer_id in wanted or _named_in(row.name, lowered)]
    return hits[:limit]


def key_of(text: str) -> str:
    """The comparable form: full width to half, lower case, letters and digits only."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).lower() if letter.isalnum())


@lru_cache(maxsize=20_000)
def sound_of(text: str) -> str:
    """Pinyin syllables with spaces between; Latin letters stay together."""
    if not any("\u4e00" <= letter <= "\u9fff" for letter in text):
        return text.lower()
    from pypinyin import lazy_pinyin

    return " ".join(lazy_pinyin(text)).lower()


def initials_of(text: str) -> str:
    return "".join(syllable[0] for syllable in sound_of(text).split() if syllable)


async def _entries(records: Records) -> list[_Entry]:
    aliases: dict[int, list[str]] = {}
    for customer_id, name in (
        await records.session.execute(
            select(col(CustomerAlias.customer_id), col(CustomerAlias.name)).where(
                visible(CustomerAlias, records.actor)
            )
        )
    ).all():
        aliases.setdefault(customer_id, []).append(name)
    customers = (
        await records.session.execute(select(Customer).where(visible(Customer, records.actor)))
    ).scalars()
    return [
        _Entry(customer, (customer.name, customer.core or customer.name, *aliases.get(customer.id, ())))
        for customer in customers
    ]


def _judge(entry: _Entry, wanted: str) -> Found:
    customer = entry.customer
    if wanted == key_of(customer.number):
        return Found(customer, 100.0, "number")
    score = max(_name_score(key_of(name), wanted) for name in entry.names)
    if wanted.isascii() and wanted.isalpha():
        score = max(score, _latin_score(customer, wanted))
    elif score < 90 and len(wanted) > 1:
        score = max(score, _sound_score(customer.sound, wanted))
    return Found(customer, score)


def _name_score(name: str, wanted: str) -> float:
    if not name:
        return _NOT_LIKE_AT_ALL
    if name == wanted:
        return 99.0
    if wanted in name:
        return (92.0 if name.startswith(wanted) else 88.0) + 6.0 * len(wanted) / len(name)
    if name in wanted and len(name) > 1:
        return 86.0
    if len(wanted) > 1 and _in_order(wanted, name):
        return 80.0 + 6.0 * len(wanted) / len(name)
    if len(wanted) < 3:
        return _NOT_LIKE_AT_ALL
    return 0.9 * max(fuzz.ratio(wanted, name), fuzz.partial_ratio(wanted, name) - 8.0)


def _latin_score(customer: Customer, wanted: str) -> float:
    joined = customer.sound.replace(" ", "")
    if wanted in (customer.initials, joined):
        return 96.0
    if len(wanted) > 1 and customer.initials.startswith(wanted):
        return 90.0
    if len(wanted) > 3 and wanted in joined:
        return 89.0
    if len(wanted) > 2 and wanted in customer.initials:
        return 80.0
    return 0.88 * fuzz.ratio(wanted, joined[: len(wanted) + 1]) if len(wanted) > 3 else _NOT_LIKE_AT_ALL


def _sound_score(sound: str, wanted: str) -> float:
    asked = sound_of(wanted)
    if f" {asked} " in f" {sound} ":
        return 87.0
    return 0.86 * fuzz.partial_ratio(asked, sound) if len(asked) > 6 else _NOT_LIKE_AT_ALL


def _in_order(short: str, long: str) -> bool:
    letters = iter(long)
    return all(letter in letters for letter in short)


async def _by_contact(records: Records, wanted: str) -> list[Found]:
    query = (
        select(Contact, Customer)
        .join(Customer, col(Customer.id) == col(Contact.customer_id))
        .where(visible(Contact, records.actor))
    )
    hits = []
    for contact, customer in (await records.session.execute(query)).all():
        name = key_of(contact.name)
        if contact.phone and wanted.isdecimal() and len(wanted) >= 4 and contact.phone.endswith(wanted):
            hits.append(Found(customer, 91.0, "phone"))
        elif name == wanted or (len(wanted) > 1 and name.startswith(wanted)):
            hits.append(Found(customer, 84.0, "contact"))
    return hits


def _familiar(customer: Customer, records: Records) -> tuple[bool, float, int]:
    touched = customer.last_contact_at.timestamp() if customer.last_contact_at else 0.0
    return customer.owner_id != records.actor.id, -touched, customer.id


def _overlap(name: str, words: str, pairs: set[str]) -> float:
    key = key_of(name)
    if not key:
        return 0.0
    if key in words:
        return 2.0 + len(key) / 100
    shared = sum(key[place : place + 2] in pairs for place in range(len(key) - 1))
    return shared / max(1, len(key) - 1)


def _sound_overlap(sound: str, sounds: set[str]) -> float:
    syllables = sound.split()
    shared = sum(syllable in sounds for syllable in syllables)
    return 0.5 * shared / len(syllables) if shared >= min(2, len(syllables)) else 0.0


def _initials_in(customer: Customer, words: str) -> bool:
    return len(customer.initials) >= 2 and customer.initials in words


def _named_in(name: str, lowered: str) -> bool:
    if name.isascii():
        return any(part in lowered for part in name.lower().split() if len(part) > 1)
    return name[:1] in lowered
