"""The words a house may add to: how people meet, how it went, titles, products, which days are worked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from bot.language.meaning import Method
from bot.language.outcomes import milestones_of
from bot.language.tables.methods import METHODS
from bot.language.tables.outcomes import LEVELS, MILESTONES

Span = tuple[int, int]

_IN_PLAIN_WORDS: dict[Method, tuple[str, str]] = {
    "visit": ("拜访", "拜访"),
    "call": ("打电话", "打给"),
    "wechat": ("发微信", "联系"),
    "email": ("发邮件", "联系"),
    "meeting": ("开会", "联系"),
}
"""What stands for a team's own Chinese word: in a sentence, and in front of a customer's name."""


@dataclass(frozen=True, slots=True)
class Words:
    """Rows of (name, pattern), tried in order; a house's own rows stand in front.

    `workdays` (day → is worked) outranks the built-in Chinese calendar, for make-up days that were
    announced after it was made. `titles`, `products` and `sayings` (the house's own words for a method)
    are literals, never patterns. The first `own_milestones` milestones are the house's: what stands inside
    of one ("pilot signed") is no built-in word.
    """

    methods: tuple[tuple[Method, str, int], ...] = METHODS
    levels: tuple[tuple[str, str], ...] = LEVELS
    milestones: tuple[tuple[str, str], ...] = MILESTONES
    workdays: Mapping[date, bool] = field(default_factory=dict)
    titles: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    sayings: tuple[tuple[Method, str], ...] = ()
    own_milestones: int = 0

    def products_in(self, text: str) -> list[tuple[str, Span]]:
        """The products that a text names, in reading order, as the house writes them; the longest of two that overlap."""
        found: list[tuple[str, Span]] = []
        folded = text.lower() if self.products else ""
        for start, name, pattern in _patterns(self.products):
            for match in pattern.finditer(text) if start in folded else ():
                span = match.span()
                if not any(a < span[1] and span[0] < b for _, (a, b) in found):
                    found.append((name, span))
        return sorted(found, key=lambda one: one[1])

    def without_products(self, text: str) -> str:
        """The text with a neutral word for each product, whose name may sound like a call or a contract."""
        for _, (start, end) in reversed(self.products_in(text)):
            neutral = "产品" if re.search("[\u4e00-\u9fff]", text) else "product"
            text = text[:start] + neutral + text[end:]
        return text

    def milestones_in(self, text: str) -> tuple[str, ...]:
        """The milestones that a text tells, the house's own first."""
        own = [(name, _compiled(pattern)) for name, pattern in self.milestones[: self.own_milestones]]
        found = [name for name, pattern in own if pattern.search(text)]
        for _, pattern in own if found else ():
            text = pattern.sub(" ", text)
        return (*found, *milestones_of(text, milestones=self.milestones[self.own_milestones :]))

    def plainly(self, text: str) -> str:
        """The text in everybody's words: 蹲点 as 拜访, products as what they are."""
        text = self.without_products(text)
        for _, pattern in self.milestones[: self.own_milestones]:
            text = _compiled(pattern).sub("节点" if re.search("[\u4e00-\u9fff]", text) else "milestone", text)
        return self._with_sayings(text, in_place=False)

    def in_place(self, text: str) -> str:
        """The text with everybody's words for the house's own Chinese ones, every other character at its place."""
        return self._with_sayings(text, in_place=True)

    def _with_sayings(self, text: str, *, in_place: bool) -> str:
        for method, said in self.sayings:
            if not said.isascii() and said in text:
                sentence, before_name = _IN_PLAIN_WORDS[method]
                text = text.replace(said, before_name.ljust(len(said), "了") if in_place else sentence)
        return text


WORDS = Words()


def literal(said: str) -> str:
    """The pattern of a word that means itself: Latin ones stand alone, with any space inside."""
    pattern = r"\s+".join(re.escape(part) for part in said.split())
    before = "(?<![A-Za-z0-9])" if said[:1].isascii() and said[:1].isalnum() else ""
    after = "(?![A-Za-z0-9])" if said[-1:].isascii() and said[-1:].isalnum() else ""
    return f"{before}{pattern}{after}"


@lru_cache(maxsize=1_000)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.ASCII)


@lru_cache(maxsize=8)
def _patterns(names: tuple[str, ...]) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """(first word, name, pattern) of each name, the longest first."""
    return tuple(
        (name.lower().split()[0], name, re.compile(literal(name), re.IGNORECASE))
        for name in sorted(names, key=len, reverse=True)
    )
