"""Words in the person's language: gettext catalogues, dates with weekdays, amounts, masks."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

LOCALE = Path(__file__).parent / "locale"
_WEEKDAYS_ZH = "一二三四五六日"
_WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SIGNS = {"CNY": "¥", "USD": "$", "EUR": "€", "GBP": "£", "HKD": "HK$", "JPY": "JP¥"}
_CHANNELS = {
    "web": ("网页", "the web chat"),
    "telegram": ("Telegram", "Telegram"),
    "wecom": ("企业微信应用", "the WeCom app"),
    "wecom_bot": ("企业微信机器人", "the WeCom bot"),
    "dingtalk": ("钉钉", "DingTalk"),
}
_PARTS = {
    "morning": ("上午", "am"),
    "noon": ("中午", "noon"),
    "afternoon": ("下午", "pm"),
    "evening": ("晚上", "evening"),
}


def _(message: str) -> str:
    """Marks a message for the catalogue; it is translated where it is said."""
    return message


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """All translations of a language: one file a module, read once. English is in the code."""
    found: dict[str, str] = {}
    for path in sorted((LOCALE / language).glob("*.po")):
        with path.open("rb") as file:
            found.update(
                {str(entry.id): str(entry.string) for entry in read_po(file) if entry.id and entry.string}
            )
    return found


def translate(language: str, message: str, /, **values: object) -> str:
    """The message in this language with its `{names}` filled in."""
    text = message if language == "en" else catalogue(language).get(message, message)
    return text.format(**values) if values else text


def show_day(day: date, language: str, *, today: date | None = None) -> str:
    """A day with its weekday: `05-12 周二`, `Tue 12 May`; with its year where that is not this one."""
    other_year = today is not None and day.year != today.year
    if language == "zh":
        return (
            f"{day:%Y-%m-%d}" * other_year
            + f"{day:%m-%d}" * (not other_year)
            + f" 周{_WEEKDAYS_ZH[day.weekday()]}"
        )
    year = f" {day.year}" if other_year else ""
    return f"{_WEEKDAYS_EN[day.weekday()]} {day.day} {_MONTHS_EN[day.month - 1]}{year}"


def show_moment(moment: datetime, language: str, *, today: date | None = None) -> str:
    """A local moment with weekday and time."""
    return f"{show_day(moment.date(), language, today=today)} {moment:%H:%M}"


def show_time(clock: time) -> str:
    return f"{clock:%H:%M}"


def show_part(part: str | None, language: str) -> str:
    """A part of the day (上午, am); empty for None."""
    return _PARTS[part][language != "zh"] if part else ""


def show_channel(channel: str, language: str) -> str:
    """What people call a chat app."""
    return _CHANNELS.get(channel, (channel, channel))[language != "zh"]


def show_amount(amount: Decimal, currency: str) -> str:
    """`¥280,000`, `$1,234.50`: whole amounts without decimals."""
    sign = _SIGNS.get(currency, f"{currency} ")
    return f"{sign}{amount:,.0f}" if amount == amount.to_integral_value() else f"{sign}{amount:,.2f}"


def mask_phone(phone: str) -> str:
    """`138****8000`: the first three and last four digits of a mobile, the last two of anything shorter."""
    if len(phone) < 8:
        return "*" * max(0, len(phone) - 2) + phone[-2:]
    return f"{phone[:3]}****{phone[-4:]}"


def mask_amount(amount: Decimal, currency: str) -> str:
    """An amount's sign and size in words of digits only: `¥28****`."""
    digits = f"{amount:.0f}"
    return f"{_SIGNS.get(currency, currency)}{digits[: max(1, len(digits) - 4)]}****"


def mask_phones_in(text: str) -> str:
    """The text with every 11-digit mobile masked."""
    return re.sub(r"(?<!\d)1[3-9]\d{9}(?!\d)", lambda found: mask_phone(found[0]), text)
