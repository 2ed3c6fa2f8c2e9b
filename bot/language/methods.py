"""By what means people were in touch."""

import re
from functools import lru_cache

from bot.language.meaning import Language, Method
from bot.language.tables.methods import METHODS


@lru_cache(maxsize=4)
def _compiled(
    methods: tuple[tuple[Method, str, int], ...],
) -> tuple[tuple[Method, re.Pattern[str], int], ...]:
    return tuple(
        (name, re.compile(pattern, re.IGNORECASE | re.ASCII), weight) for name, pattern, weight in methods
    )


_PLANNED = re.compile(
    r"(?:再|要|约(?!了|在)|下次|以后|提醒我?|记得|让我?|待|准备|打算|可以)[^了过刚]{0,3}$|\b(?:to|will|next|please|wants?|schedule|push my \w+|'ll)\s*\S{0,6}$|\bnot (?:an? )?$|不是$",
    re.IGNORECASE | re.ASCII,
)


def read_method(
    text: str, language: Language | None = None, *, methods: tuple[tuple[Method, str, int], ...] = METHODS
) -> Method | None:
    """The method the words tell: the heaviest, then the first. Planned contacts do not count."""
    best: tuple[int, int, Method] | None = None
    for name, pattern, weight in _compiled(methods):
        for found in pattern.finditer(text):
            if _PLANNED.search(text[max(0, found.start() - 14) : found.start()]):
                continue
            if best is None or (weight, -found.start()) > (best[0], best[1]):
                best = (weight, -found.start(), name)
            break
    return best[2] if best else None
