"""The team's own words, read by everybody: rows of the store in front of the built-in ones."""

import re
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import get_args

from bot.language.meaning import Method
from bot.language.words import WORDS, Words, literal
from store.db import AsyncSession
from store.house_words import HouseRow, house_rows

SECONDS = 2.0
"""How long what was read holds: until then another process does not hear of a change."""
_WEIGHT = 1 + max(weight for _name, _pattern, weight in WORDS.methods)
"""A team's own word for a method outweighs every built-in one."""
Named = tuple[tuple[str, str], ...]
_DAYS = {"workday": True, "holiday": False}


@dataclass
class Vocabulary:
    """The words as they were read last; one small query where that is some seconds ago."""

    seconds: float = SECONDS
    clock: Callable[[], float] = time.monotonic
    _rows: tuple[HouseRow, ...] = ()
    _words: Words = WORDS
    _until: float = 0.0

    async def words(self, session: AsyncSession) -> Words:
        """The words that hold now."""
        if self.clock() >= self._until:
            rows = await house_rows(session)
            if rows != self._rows:  # patterns are compiled anew only where a word came or went
                self._rows, self._words = rows, house_words(rows)
            self._until = self.clock() + self.seconds
        return self._words

    def forget(self) -> None:
        """Read again before the next message: a word was changed here."""
        self._until = 0.0


def house_words(rows: Sequence[HouseRow]) -> Words:
    """The built-in words with the house's own in front; what is not understood of a row is left out."""
    if not rows:
        return WORDS
    sayings = tuple((method, row.said) for method in get_args(Method) for row in rows if _is(row, method))
    own, built_in = _milestones([row for row in rows if row.kind == "milestone"])
    return Words(
        methods=(*_methods(sayings), *WORDS.methods),
        milestones=(*own, *built_in),
        own_milestones=len(own),
        workdays=days_of(rows),
        titles=tuple(row.said for row in rows if row.kind == "title"),
        products=tuple(row.said for row in rows if row.kind == "product"),
        sayings=sayings,
    )


def days_of(rows: Iterable[HouseRow]) -> dict[date, bool]:
    """Day → is worked."""
    return {date.fromisoformat(row.said): _DAYS[row.kind] for row in rows if row.kind in _DAYS}


def milestone_in(said: str) -> str | None:
    """The built-in milestone that these words are, as a whole; None where they are none."""
    return next((name for name, pattern in WORDS.milestones if _is_all(pattern, said)), None)


def method_in(said: str) -> str | None:
    """The built-in method that these words are, as a whole; None where they are none."""
    return next((name for name, pattern, _weight in WORDS.methods if _is_all(pattern, said)), None)


def _is_all(pattern: str, said: str) -> bool:
    return bool(re.fullmatch(pattern, said, re.IGNORECASE | re.ASCII))


def _is(row: HouseRow, method: str) -> bool:
    return row.kind == "method" and row.means == method


def _methods(sayings: Sequence[tuple[Method, str]]) -> list[tuple[Method, str, int]]:
    """One row a method, its words the longest first."""
    return [
        (method, _any(said for one, said in sayings if one == method), _WEIGHT)
        for method in dict.fromkeys(method for method, _said in sayings)
    ]


def _milestones(rows: Sequence[HouseRow]) -> tuple[Named, Named]:
    """The team's milestones by their own names; the built-in ones, with the team's words for them beside theirs."""
    said: dict[str, list[str]] = {}
    for row in rows:
        said.setdefault(row.means or row.said, []).append(row.said)
    known = {name for name, _pattern in WORDS.milestones}
    own = tuple((name, _any(words)) for name, words in said.items() if name not in known)
    built_in = tuple(
        (name, f"{_any(said[name])}|{pattern}" if name in said else pattern)
        for name, pattern in WORDS.milestones
    )
    return own, built_in


def _any(words: Iterable[str]) -> str:
    return "|".join(literal(word) for word in sorted(words, key=len, reverse=True))
