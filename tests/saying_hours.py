"""Names hours as people do, to stand behind a day."""

from datetime import time

from tests.saying import chinese, counted, english


def chinese_hours(at: time) -> list[str]:
    """Words for a time between 07:00 and 21:59, to stand behind a day."""
    part = (
        "早上"
        if at.hour < 9
        else "上午"
        if at.hour < 12
        else "中午"
        if at.hour < 13
        else "下午"
        if at.hour < 18
        else "晚上"
    )
    hour = at.hour if at.hour < 13 else at.hour - 12
    figure, word = f"{hour}点", f"{counted(hour)}点"
    minutes, spoken = _chinese_minutes(at.minute)
    said = [f"{part}{h}{m}" for h, m in ((figure, minutes), (word, spoken), (figure, spoken))]
    said += [
        f"{at:%H:%M}",
        f"{at.hour}:{at.minute:02}",
        f"{part}{hour}:{at.minute:02}",
        f"{at.hour}点{minutes}",
        f"{at.hour}：{at.minute:02}",
    ]
    if 13 <= at.hour < 19 or 7 <= at.hour < 12:
        said += [f"{word}{spoken}", f"{figure}{minutes}"]  # office hours go without saying
    return said


def _chinese_minutes(minute: int) -> tuple[str, str]:
    match minute:
        case 0:
            return "", ""
        case 15:
            return "15分", "一刻"
        case 30:
            return "30分", "半"
        case 45:
            return "45", "三刻"
        case _:
            return (
                f"{minute:02}分" if minute > 9 else f"0{minute}",
                f"{'零' if minute < 10 else ''}{chinese(minute)}分",
            )


def english_hours(at: time) -> list[str]:
    """Words for a time between 07:00 and 21:59, to stand behind a day or before it."""
    half = "am" if at.hour < 12 else "pm"
    hour, minute = at.hour if at.hour < 13 else at.hour - 12, f":{at.minute:02}" if at.minute else ""
    said = [
        f"{hour}{minute}{half}",
        f"{hour}{minute} {half}",
        f"{at:%H:%M}",
        f"{hour}:{at.minute:02} {half.upper()}",
    ]
    day_part = "in the morning" if at.hour < 12 else "in the afternoon" if at.hour < 18 else "in the evening"
    if at.hour != 12:
        said += [f"{hour}{minute} {day_part}"]
    if not at.minute and at.hour != 12:
        said += [f"{english(hour)} {half}", f"{english(hour)} {day_part}"]
    if (at.hour, at.minute) == (12, 0):
        said += ["noon"]
    if 13 <= at.hour < 18 or 8 <= at.hour < 12:  # office hours go without saying
        if at.minute in (15, 30):
            said += [f"{'half' if at.minute == 30 else 'quarter'} past {english(hour)}"]
        if at.minute == 45 and at.hour not in (11, 12, 17):
            said += [f"quarter to {english(hour % 12 + 1)}", f"a quarter to {english(hour % 12 + 1)}"]
    return said
