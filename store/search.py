"""Finding customers as people type them: fragments, typos, pinyin, initials, contacts, numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from sqlalchemy import select
from sqlmodel import col

from store.likeness import (
    NOTHING,
    SOUNDS,
    Named,
    Wanted,
    likeness,
    named,
    rarities,
    slip_likeness,
    worth_a_look,
)
from store.models import Contact, Customer, CustomerAlias
from store.names import initials_of, is_chinese, key_of, sound_of, words_of
from store.records import Records
from store.visibility import visible

__all__ = ["Found", "contacts_mentioned", "find_customers", "initials_of", "key_of", "mentioned", "sound_of"]

LEAST = 62.0


@dataclass(frozen=True)
class Found:
    """A customer that a query may mean. `score` is 0 to 100; `by` names what matched."""

    customer: Customer
    score: float
    by: str = "name"


@dataclass(frozen=True)
class _Entry:
    id: int
    number: str
    named: Named
    familiar: tuple[bool, float, int]
    """Sorts one's own and those lately spoken to before others."""


@dataclass(frozen=True)
class _Hit:
    entry: _Entry
    score: float
    by: str = "name"


async def find_customers(records: Records, query: str, *, limit: int = 5) -> list[Found]:
    """The visible customers that fit `query` best, the best first; empty for an empty query."""
    wanted = Wanted(query)
    if not wanted.key:
        return []
    entries = await _entries(records)
    hits = [_judge(entry, wanted) for entry in entries]
    if max((hit.score for hit in hits), default=NOTHING) < SOUNDS:
        names = [entry.named for entry in entries]
        rarity = rarities(names)
        slips = (
            (place, slip_likeness(wanted, names[place], rarity)) for place in worth_a_look(wanted, names)
        )
        hits += [_Hit(entries[place], score) for place, score in slips]
    hits = [hit for hit in hits if hit.score >= LEAST]
    hits += await _by_contact(records, wanted, entries)
    best: dict[int, _Hit] = {}
    for hit in hits:
        if hit.score >= LEAST and hit.score > best.get(hit.entry.id, hit).score - 0.001:
            best[hit.entry.id] = hit
    ranked = sorted(best.values(), key=lambda hit: (-round(hit.score), hit.entry.familiar))[:limit]
    rows = await _rows(records, [hit.entry.id for hit in ranked])
    records.saw("search", *rows.values())
    return [Found(rows[hit.entry.id], hit.score, hit.by) for hit in ranked]


async def mentioned(
    records: Records, text: str, *, limit: int = 40
) -> list[tuple[Customer, tuple[str, ...]]]:
    """The visible customers that a sentence may be about, each with its aliases."""
    sentence = _Sentence.of(text)
    entries = await _entries(records)
    scored = [(score, entry) for entry in entries if (score := sentence.speaks_of(entry.named)) > 0]
    scored.sort(key=lambda hit: -hit[0])
    rows = await _rows(records, [entry.id for _score, entry in scored[:limit]])
    return [(rows[entry.id], entry.named.names[2:]) for _score, entry in scored[:limit]]


async def contacts_mentioned(
    records: Records, text: str, customers: Iterable[int], *, limit: int = 80
) -> list[Contact]:
    """The visible contacts of these customers, and those whose name or surname stands in the text."""
    wanted = set(customers)
    lowered = key_of(text)
    words = set(words_of(text)) if not lowered.isalpha() or not is_chinese(lowered) else set[str]()
    query = (
        select(col(Contact.id), col(Contact.customer_id), col(Contact.name), col(Contact.sound))
        .where(visible(Contact, records.actor))
        .order_by(col(Contact.id))
    )
    ids = [
        row[0]
        for row in (await records.session.execute(query)).all()
        if row[1] in wanted or _named_in(row[2], row[3], lowered, words)
    ][:limit]
    if not ids:
        return []
    found = select(Contact).where(col(Contact.id).in_(ids)).order_by(col(Contact.id))
    return list((await records.session.execute(found)).scalars())


@dataclass(frozen=True)
class _Sentence:
    """A sentence in the forms in which a name may stand in it."""

    key: str
    pairs: frozenset[str]
    syllables: frozenset[str]
    words: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "_Sentence":
        key = key_of(text)
        latin = tuple(
            word for word in words_of("".join(c if c.isascii() else " " for c in text)) if len(word) > 1
        )
        pairs = frozenset(key[place : place + 2] for place in range(len(key) - 1))
        return cls(key, pairs, frozenset(sound_of(key).split()), latin)

    def speaks_of(self, known: Named) -> float:
        """0 for not at all; from 2 on a whole name stands there."""
        shared = [(key, pairs, len(pairs & self.pairs)) for key, pairs in known.pairs]
        whole = [key for key, pairs, count in shared if count == len(pairs) and key and key in self.key]
        if whole:
            return 2.0 + max(map(len, whole)) / 100
        score = max((count / (len(pairs) or 1) for _key, pairs, count in shared), default=NOTHING)
        if known.syllable_set:
            common = len(known.syllable_set & self.syllables)
            if common >= min(2, len(known.syllable_set)):
                score = max(score, 0.5 * common / len(known.syllable_set))
            return max(score, self._spelt(known)) if self.words else score
        return max(score, self._word_overlap(known)) if self.words else score

    def _spelt(self, known: Named) -> float:
        """Pinyin or initials among the Latin words."""
        whole = any(known.letters.startswith(word) for word in self.words if len(word) > 3)
        return 1.0 if whole or any(known.initials.startswith(word) for word in self.words) else NOTHING

    def _word_overlap(self, known: Named) -> float:
        """English words with a slip in them, and acronyms."""
        if known.initials in self.words and len(known.initials) > 1:
            return 1.0
        near = any(
            fuzz.ratio(word, other, score_cutoff=78.0)
            for other in known.words
            if len(other) > 3
            for word in self.words
            if len(word) > 3
        )
        return 0.6 if near else NOTHING


async def _entries(records: Records) -> list[_Entry]:
    """The visible customers with their names, in columns only: whole rows are read for what is found."""
    actor, session = records.actor, records.session
    aliases: dict[int, list[str]] = {}
    short = select(col(CustomerAlias.customer_id), col(CustomerAlias.name))
    for customer_id, name in (await session.execute(short.where(visible(CustomerAlias, actor)))).all():
        aliases.setdefault(customer_id, []).append(name)
    columns = (
        Customer.id, Customer.number, Customer.name, Customer.core, Customer.sound, Customer.initials,
        Customer.owner_id, Customer.last_contact_at,
    )  # fmt: skip
    query = select(*(col(column) for column in columns)).where(visible(Customer, actor))
    return [
        _Entry(
            row.id,
            row.number,
            named((row.name, row.core or row.name, *aliases.get(row.id, ())), row.sound, row.initials),
            (
                row.owner_id != actor.id,
                -row.last_contact_at.timestamp() if row.last_contact_at else 0.0,
                row.id,
            ),
        )
        for row in (await session.execute(query)).all()
    ]


async def _rows(records: Records, ids: Sequence[int]) -> dict[int, Customer]:
    if not ids:
        return {}
    found = (await records.session.execute(select(Customer).where(col(Customer.id).in_(ids)))).scalars()
    return {row.id: row for row in found}


def _judge(entry: _Entry, wanted: Wanted) -> _Hit:
    number = key_of(entry.number)
    if wanted.key == number or (
        wanted.key.isdecimal() and len(wanted.key) > 5 and number.endswith(wanted.key)
    ):
        return _Hit(entry, 100.0, "number")
    return _Hit(entry, likeness(wanted, entry.named))


async def _by_contact(records: Records, wanted: Wanted, entries: Sequence[_Entry]) -> list[_Hit]:
    """Customers whose contact is called so, in whatever script, or has such a number or address."""
    known = {entry.id: entry for entry in entries}
    columns = (Contact.customer_id, Contact.name, Contact.sound, Contact.title, Contact.phone, Contact.email)
    query = select(*(col(column) for column in columns)).where(visible(Contact, records.actor))
    hits = []
    for row in (await records.session.execute(query)).all():
        entry = known.get(row.customer_id)
        if entry is None:
            continue
        if wanted.key.isdecimal():
            if row.phone and len(wanted.key) >= 4 and wanted.key in row.phone:
                hits.append(_Hit(entry, 92.0 if row.phone.endswith(wanted.key) else 85.0, "phone"))
        elif score := _person_score(wanted, row.name, row.sound, row.title or ""):
            hits.append(_Hit(entry, score, "contact"))
        elif row.email and len(wanted.key) > 4 and wanted.key in key_of(row.email):
            hits.append(_Hit(entry, 84.0, "contact"))
    return hits


def _person_score(wanted: Wanted, name: str, sound: str, title: str) -> float:
    key = key_of(name)
    if key == wanted.key:
        return 88.0
    if len(wanted.key) > 1 and key.startswith(wanted.key):
        return 84.0
    if wanted.chinese:
        called = wanted.key[1:] and wanted.key[:1] == key[:1] and wanted.key[1:] in key_of(title)
        return 84.0 if called else NOTHING
    if not wanted.letters or len(wanted.key) < 4:
        return NOTHING
    if is_chinese(name):
        surname, _space, given = sound.partition(" ")
        given = given.replace(" ", "")
        return 84.0 if wanted.key in (surname + given, given + surname) else NOTHING
    whole = fuzz.ratio(wanted.key, key, score_cutoff=85.0)
    return 84.0 if wanted.key in words_of(name) else 0.9 * whole


def _named_in(name: str, sound: str, lowered: str, words: set[str]) -> bool:
    """Whether a person's name or surname stands in a text, in characters or in Latin letters."""
    if not is_chinese(name):
        return any(part in lowered for part in words_of(name) if len(part) > 1)
    if name[:1] in lowered:
        return True
    surname, _space, given = sound.partition(" ")
    given = given.replace(" ", "")
    return bool(words & {surname, given, surname + given, given + surname})
