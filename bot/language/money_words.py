"""Sums in English words: thirty-five thousand dollars, half a million, forty five grand."""

import re
from collections.abc import Iterator
from decimal import Decimal

from bot.language.numerals import EN_CARDINAL, en_number
from bot.language.tables.money import SCALES, UNIT

_SCALE = r"hundred|thousand|million|billion|grand|lakhs?|lacs?|crores?|mill?|k|m"
_ANY = rf"{EN_CARDINAL}|point|{_SCALE}"
_RUN = re.compile(
    rf"(?<![\w.-])(?:(?P<part>half an?|a half|an? quarter(?: of an?)?|three[ -]quarters of an?)[ -](?P<of>thousand|million|billion|grand|lakh|crore)"
    rf"|(?P<run>(?:an?|{EN_CARDINAL})(?:[ -]+(?:and +(?=(?:an? half|{EN_CARDINAL})\b))?(?:{_ANY}|an? half))*))(?![\w-])(?: (?P<unit>{UNIT})(?![a-z]))?"
)
_THANKS = re.compile(r"thanks? +$")
_PARTS = {"half": Decimal("0.5"), "a half": Decimal("0.5"), "three": Decimal("0.75")}


def sums_in_words(folded: str) -> Iterator[tuple[Decimal, str | None, bool, tuple[int, int]]]:
    """(value, unit, whether a thousand or more is named, place) of each run of number words in small letters."""
    for found in _RUN.finditer(folded):
        if found["part"]:
            share = next((v for k, v in _PARTS.items() if found["part"].startswith(k)), Decimal("0.25"))
            value: Decimal | None = share * SCALES[found["of"]]
        else:
            value = _value(found["run"])
        scaled = bool(re.search(rf"\b(?:{_SCALE})\b(?<!hundred)", found.group()))
        if value and not _THANKS.search(folded[: found.start()]):
            yield value, found["unit"], scaled, found.span()


def _value(run: str) -> Decimal | None:
    """one point two million, eight thousand nine hundred, twelve hundred, a million and a half."""
    total = section = Decimal(0)
    size, tenth, counted = 1, Decimal(0), False
    for word in re.split(r"[ -]+", run.replace("and a half", "ahalf").replace("and an half", "ahalf")):
        scale = SCALES.get(word.removesuffix("s"), 0) if len(word) > 1 or word in "km" else 0
        if word in ("a", "an"):
            section = Decimal(1)
        elif word == "ahalf":
            section += Decimal(size) / 2 if size > 1 and not section else Decimal("0.5")
        elif word == "point":
            tenth = Decimal("0.1")
        elif scale == 100:
            section, counted = (section or Decimal(1)) * 100, True
        elif scale:
            total, section, size, tenth, counted = (
                total + (section or 1) * scale,
                Decimal(0),
                scale,
                Decimal(0),
                True,
            )
        elif (number := en_number(word)) and not number[1]:
            section, tenth = section + (number[0] * tenth or Decimal(number[0])), tenth / 10
            counted = True
        elif word != "and":
            return None
    return total + section if counted else None
