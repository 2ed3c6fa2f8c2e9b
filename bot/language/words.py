"""The words a house may add to: how people meet, how it went, which days are worked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.language.meaning import Method
from bot.language.tables.methods import METHODS
from bot.language.tables.outcomes import LEVELS, MILESTONES


@dataclass(frozen=True, slots=True)
class Words:
    """Rows of (name, pattern), tried in order; put a house's own rows in front.

    `workdays` (day → is worked) outranks the built-in Chinese calendar, for make-up days that were
    announced after it was made.
    """

    methods: tuple[tuple[Method, str, int], ...] = METHODS
    levels: tuple[tuple[str, str], ...] = LEVELS
    milestones: tuple[tuple[str, str], ...] = MILESTONES
    workdays: Mapping[date, bool] = field(default_factory=dict)


WORDS = Words()
