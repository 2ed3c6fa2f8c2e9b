"""Numbers in words, and days counted on a calendar: what saying days, hours and amounts stands on."""

from collections.abc import Callable
from datetime import date, timedelta

ENGLISH = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
FREE = {
    *(date(2026, 2, 15) + timedelta(n) for n in range(9)), *(date(2026, 4, 4) + timedelta(n) for n in range(3)),
    *(date(2026, 5, 1) + timedelta(n) for n in range(5)), *(date(2026, 6, 19) + timedelta(n) for n in range(3)),
    *(date(2026, 9, 25) + timedelta(n) for n in range(3)), *(date(2026, 10, 1) + timedelta(n) for n in range(7)),
    *(date(2026, 1, 1) + timedelta(n) for n in range(3)),
}  # fmt: skip
MADE_UP = {
    date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 9), date(2026, 9, 20), date(2026, 10, 10),
}  # fmt: skip
"""China's holidays of 2026 and the days worked for them, as the State Council announced them."""


def chinese(number: int) -> str:
    """A whole number below a hundred million in Chinese: 305 is 三百零五."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        gap = "零" if 0 < low < 1000 else ""
        return chinese(high) + "万" + gap + (chinese(low) if low else "")
    said, skipped = "", False
    for size, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // size % 10
        if digit:
            said += ("零" if skipped and said else "") + "零一二三四五六七八九"[digit] + unit
        skipped = not digit
    return (said.removeprefix("一") if said.startswith("一十") else said) or "零"


def counted(number: int) -> str:
    """Before a measure word two is 两."""
    return "两" if number == 2 else chinese(number)


def english(number: int) -> str:
    """A whole number below a million in English words."""
    if number < 20:
        return ENGLISH[number]
    if number < 100:
        return TENS[number // 10 - 2] + (f"-{ENGLISH[number % 10]}" if number % 10 else "")
    if number < 1000:
        rest = f" and {english(number % 100)}" if number % 100 else ""
        return f"{ENGLISH[number // 100]} hundred{rest}"
    rest = f" {english(number % 1000)}" if number % 1000 else ""
    return f"{english(number // 1000)} thousand{rest}"


def ordinal(number: int) -> str:
    tail = "th" if number // 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{tail}"


def works(day: date) -> bool:
    """Whether China works on that day of 2026."""
    return day in MADE_UP or (day.weekday() < 5 and day not in FREE)


def within(*ranges: range) -> Callable[[date], list[date]]:
    """The days so many days from today."""
    return lambda today: [today + timedelta(n) for r in ranges for n in r]


def in_week(weeks: int) -> Callable[[date], list[date]]:
    """The days of the week so many weeks from this one, without today."""

    def days(today: date) -> list[date]:
        monday = today - timedelta(today.weekday()) + timedelta(weeks=weeks)
        return [monday + timedelta(n) for n in range(7) if monday + timedelta(n) != today]

    return days


def month(today: date, months: int) -> date:
    """The first day of the month so many months away."""
    count = today.year * 12 + today.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def last_day(first: date) -> date:
    return month(first, 1) - timedelta(1)


def in_month(months: int) -> Callable[[date], list[date]]:
    """The days of the month so many months from this one, without today."""

    def days(today: date) -> list[date]:
        first = month(today, months)
        return [first + timedelta(n) for n in range(last_day(first).day) if first + timedelta(n) != today]

    return days


def apart(day: date, today: date) -> int:
    return abs((day - today).days)


def workdays_on(today: date, chinese_ones: bool) -> list[date]:
    """The first to tenth working day from tomorrow on; in Chinese only inside 2026."""
    days = [today + timedelta(n) for n in range(1, 25)]
    kept = [d for d in days if (works(d) if chinese_ones else d.weekday() < 5)][:10]
    return [d for d in kept if not chinese_ones or (today.year == d.year == 2026)]


def workdays_between(day: date, today: date, chinese_ones: bool) -> int:
    """The day is the so manieth working day after today."""
    return workdays_on(today, chinese_ones).index(day) + 1
