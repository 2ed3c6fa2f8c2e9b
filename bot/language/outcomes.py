"""How it went: what the customer felt, needs, level of interest, milestones."""

import re
from functools import lru_cache
from typing import Literal

from bot.language.meaning import Language
from bot.language.tables.outcomes import FELT, LEVELS, MILESTONES, NEED

Level = Literal["high", "middle", "low"]

_FELT = re.compile(FELT, re.IGNORECASE | re.ASCII)
_NEED = re.compile(NEED, re.IGNORECASE | re.ASCII)


@lru_cache(maxsize=4)
def _compiled(rows: tuple[tuple[str, str], ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(pattern, re.IGNORECASE | re.ASCII)) for name, pattern in rows)


def feedback_of(told: str, language: Language) -> str | None:
    """The clauses that say what the customer said or felt; all of them where none does."""
    mark = "，" if language == "zh" else ", "
    felt = [clause for clause in told.split(mark) if _FELT.search(clause)]
    return mark.join(felt) if felt else None


def need_of(words: str) -> str | None:
    found = _NEED.search(words)
    if not found:
        return None
    need = (found["liked"] or found["zh"] or found["en"] or "").strip()
    return need or None


def level_of(words: str, *, levels: tuple[tuple[str, str], ...] = LEVELS) -> Level | None:
    """The level of interest, a guess always: 感兴趣 is high, 嫌贵 says nothing."""
    for level, pattern in _compiled(levels):
        if pattern.search(words):
            return level  # type: ignore[return-value]  # levels of the table
    return None


def milestones_of(words: str, *, milestones: tuple[tuple[str, str], ...] = MILESTONES) -> tuple[str, ...]:
    return tuple(name for name, pattern in _compiled(milestones) if pattern.search(words))
