"""Says amounts, phone numbers, addresses and contract numbers as people do; knows nothing of the readers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from tests.saying import chinese, counted, english

Language = Literal["zh", "en"]


@dataclass(frozen=True)
class Money:
    """One way to write amounts: which ones it can, in what currency, and how."""

    name: str
    language: Language
    currency: str
    values: Callable[[int], int]  # any number from 1 to 999 becomes an amount that is written so
    words: Callable[[int], Iterable[str]]


def _plain(value: int, size: int, digits: int = 2) -> str:
    """The value in units of `size`: 12,500 in thousands is 12.5."""
    return f"{(Decimal(value) / size).quantize(Decimal(1).scaleb(-digits)).normalize():f}"


def _wan(value: int) -> str:
    return _plain(value, 10_000)


MONEY = [
    Money("50万", "zh", "CNY", lambda n: n * 10_000, lambda v: [
        f"{_wan(v)}万", f"{_wan(v)}w", f"{_wan(v)}W", f"{_wan(v)}万元", f"{_wan(v)} 万", f"{_wan(v)}万块", f"{_wan(v)}万人民币"]),
    Money("三十五万", "zh", "CNY", lambda n: n * 10_000, lambda v: [
        f"{counted(v // 10_000)}万{unit}" for unit in ("", "元", "块", "人民币")]),
    Money("12.5万", "zh", "CNY", lambda n: n * 1000, lambda v: [f"{_wan(v)}万", f"{_wan(v)}w", f"{_wan(v)}万元", f"¥{_wan(v)}万"]),
    Money("5万8", "zh", "CNY", lambda n: (n % 99 + 1) * 10_000 + (n % 9 + 1) * 1000, lambda v: [
        f"{v // 10_000}万{v // 1000 % 10}", f"{counted(v // 10_000)}万{chinese(v // 1000 % 10)}",
        f"{counted(v // 10_000)}万{counted(v // 1000 % 10)}千", f"{v // 10_000}万{v // 1000 % 10}千"]),
    Money("1.2亿", "zh", "CNY", lambda n: n * 10_000_000, lambda v: [f"{_plain(v, 100_000_000)}亿", f"{_plain(v, 100_000_000)}亿元"]),
    Money("三百块", "zh", "CNY", lambda n: n * 10, lambda v: [
        f"{v}元", f"{v}块", f"{v}块钱", f"{counted(v)}块", f"{chinese(v)}元", f"{v} 元", f"人民币{v}元"]),
    Money("¥30,000", "zh", "CNY", lambda n: n * 100, lambda v: [
        f"¥{v:,}", f"￥{v:,}", f"¥{v}", f"{v:,}元", f"{v:,}.00元", f"¥{v:,}.00", f"RMB {v:,}", f"RMB{v}", f"{v}rmb", f"CNY {v:,}"]),
    Money("5000美元", "zh", "USD", lambda n: n * 100, lambda v: [
        f"{v}美元", f"{v:,}美元", f"{v}美金", f"${v:,}", f"{v}刀", f"USD {v:,}", f"US${v:,}", f"{v} USD"]),
    Money("3万美元", "zh", "USD", lambda n: n * 10_000, lambda v: [f"{_wan(v)}万美元", f"{chinese(v // 10_000)}万美金", f"${_wan(v)}万"]),
    Money("3万欧元", "zh", "EUR", lambda n: n * 10_000, lambda v: [f"{_wan(v)}万欧元", f"{chinese(v // 10_000)}万欧", f"€{v:,}"]),
    Money("3万港币", "zh", "HKD", lambda n: n * 10_000, lambda v: [f"{_wan(v)}万港币", f"{_wan(v)}万港元", f"HK${v:,}", f"HKD {v:,}"]),
    Money("$35,000", "en", "USD", lambda n: n * 500, lambda v: [
        f"${v:,}", f"${v}", f"{v:,} dollars", f"USD {v:,}", f"{v:,} USD", f"US${v:,}", f"${v:,}.00", f"{v} bucks"]),
    Money("$3.5k", "en", "USD", lambda n: n * 500, lambda v: [
        f"${_plain(v, 1000)}k", f"${_plain(v, 1000)}K", f"{_plain(v, 1000)}k USD", f"{_plain(v, 1000)}k dollars", f"${_plain(v, 1000)} thousand"]),
    Money("$1.2M", "en", "USD", lambda n: n * 100_000, lambda v: [
        f"${_plain(v, 1_000_000)}M", f"${_plain(v, 1_000_000)}m", f"${_plain(v, 1_000_000)} million", f"{_plain(v, 1_000_000)} million dollars",
        f"{_plain(v, 1_000_000)}M USD", f"${_plain(v, 1_000_000)} mil"]),
    Money("€35k", "en", "EUR", lambda n: n * 500, lambda v: [
        f"€{v:,}", f"€{_plain(v, 1000)}k", f"{v:,} euros", f"EUR {v:,}", f"{_plain(v, 1000)}k euros", f"{v} EUR"]),
    Money("£950", "en", "GBP", lambda n: n * 10, lambda v: [f"£{v:,}", f"{v} pounds", f"GBP {v:,}", f"{v:,} GBP"]),
    Money("35k", "en", "CNY", lambda n: n * 500, lambda v: [
        f"{_plain(v, 1000)}k", f"{_plain(v, 1000)}K", f"¥{v:,}", f"{v:,} yuan", f"RMB {v:,}", f"{_plain(v, 1000)}k RMB", f"{_plain(v, 1000)} grand"]),
    Money("thirty-five thousand dollars", "en", "USD", lambda n: n * 1000, lambda v: [
        f"{english(v)} dollars", f"{english(v).replace('-', ' ')} dollars"]),
    Money("two hundred euros", "en", "EUR", lambda n: n, lambda v: [f"{english(v)} euros"] if v > 1 else ["one euro"]),
    Money("two million dollars", "en", "USD", lambda n: (n % 99 + 1) * 1_000_000, lambda v: [f"{english(v // 1_000_000)} million dollars"]),
]  # fmt: skip


def phones(digits: str) -> list[tuple[str, str]]:
    """Ways to write a Chinese mobile number and the digits they mean; `digits` are eleven."""
    a, b, c = digits[:3], digits[3:7], digits[7:]
    spoken = "".join("零幺二三四五六七八九"[int(d)] for d in digits)
    wide = "".join(chr(ord(d) + 0xFEE0) for d in digits)
    written = [
        digits, f"{a} {b} {c}", f"{a}-{b}-{c}", f"+86 {digits}", f"+86{digits}", f"+86 {a} {b} {c}", f"+86-{a}-{b}-{c}",
        f"0086{digits}", f"86-{digits}", spoken, spoken.replace("幺", "一"), wide,
    ]  # fmt: skip
    return [(text, digits) for text in written]


def landlines(digits: str) -> list[tuple[str, str]]:
    """The same for numbers at a desk and abroad; `digits` are eight, the first not 0 or 1."""
    local = [
        (f"{area}{gap}{digits}", f"{area}{digits}")
        for area in ("010", "021", "0571")
        for gap in ("-", " ", "")
    ]
    bracket = [(f"({area}){digits}", f"{area}{digits}") for area in ("010", "0571")]
    free = [(f"400-{digits[:3]}-{digits[3:7]}", f"400{digits[:7]}"), (f"400{digits[:7]}", f"400{digits[:7]}")]
    abroad = [(f"+1 415 {digits[:3]} {digits[3:7]}", f"1415{digits[:7]}"), (f"+44 20 {digits[:4]} {digits[4:]}", f"4420{digits}"),
              (f"+65 {digits[:4]} {digits[4:]}", f"65{digits}"), (f"+1 (415) {digits[:3]}-{digits[3:7]}", f"1415{digits[:7]}")]  # fmt: skip
    return local + bracket + free + abroad


def american(digits: str) -> list[tuple[str, str]]:
    """A number as it is written in the United States; `digits` are ten."""
    a, b, c = digits[:3], digits[3:6], digits[6:]
    return [(text, digits) for text in (f"({a}) {b}-{c}", f"{a}-{b}-{c}", f"{a}.{b}.{c}", f"{a} {b} {c}")]


def numbers(year: int, count: int) -> list[str]:
    """Contract numbers as offices make them."""
    return [
        f"HT-{year}-{count:03}", f"HT{year}{count:04}", f"XS-{year}{count:02}", f"C-{count:05}", f"KH{year}05-{count:02}",
        f"SC/{year}/{count:03}", f"{year}-{count:04}", f"ZY_{year}_{count:03}", f"MSA-{count}",
    ]  # fmt: skip
