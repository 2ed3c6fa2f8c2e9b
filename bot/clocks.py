"""Times of day and time zones as people type them in settings."""

import re
from datetime import datetime, time
from zoneinfo import ZoneInfo, available_timezones

from bot.language import read_when

_CLOCK = re.compile(
    r"(?P<part>凌晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚)?\s*(?P<hour>\d{1,2})\s*(?:[:：.点]\s*(?P<minute>\d{1,2}|半)?\s*分?)?\s*"
    r"(?P<half>[ap]\.?m\.?)?",
    re.IGNORECASE,
)
_LATE = ("下午", "傍晚", "晚上", "晚")
_CITIES = {
    "中国": "Asia/Shanghai", "北京": "Asia/Shanghai", "上海": "Asia/Shanghai",
    "china": "Asia/Shanghai", "beijing": "Asia/Shanghai",
    "香港": "Asia/Hong_Kong", "台北": "Asia/Taipei", "新加坡": "Asia/Singapore",
    "东京": "Asia/Tokyo", "首尔": "Asia/Seoul", "曼谷": "Asia/Bangkok",
    "吉隆坡": "Asia/Kuala_Lumpur", "雅加达": "Asia/Jakarta", "迪拜": "Asia/Dubai",
    "伦敦": "Europe/London", "巴黎": "Europe/Paris", "柏林": "Europe/Berlin",
    "莫斯科": "Europe/Moscow", "悉尼": "Australia/Sydney", "纽约": "America/New_York",
    "芝加哥": "America/Chicago", "丹佛": "America/Denver", "洛杉矶": "America/Los_Angeles",
}  # fmt: skip


def clock_in(text: str) -> time | None:
    """A time of day: 9:15, 21点, 下午3点半, 9pm, 九点. Bare figures mean the 24-hour clock."""
    found = _CLOCK.fullmatch(text.strip(" 。."))
    if found is None:
        spoken = read_when(text, now=datetime(2026, 1, 5, 0, 0, tzinfo=ZoneInfo("UTC")))
        return spoken[0].time if len(spoken) == 1 else None
    hour, minute = int(found["hour"]), 30 if found["minute"] == "半" else int(found["minute"] or 0)
    half = (found["half"] or "").lower()[:1]
    if half and not 1 <= hour <= 12:
        return None
    if (half == "p" or found["part"] in _LATE) and hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    return time(hour, minute) if hour < 24 and minute < 60 else None


def zone_in(text: str) -> str | None:
    """The name of a time zone, by that name, a city's, or its last part; None if unknown."""
    wanted = text.strip(" 。.").lower().replace(" ", "_")
    if wanted.removesuffix("时间") in _CITIES:
        return _CITIES[wanted.removesuffix("时间")]
    zones = available_timezones()
    for zone in sorted(zones):
        if zone.lower() == wanted:
            return zone
    ends = [zone for zone in sorted(zones) if "/" in zone and zone.rsplit("/", 1)[1].lower() == wanted]
    return ends[0] if ends else None
