"""Names days as people do, in Chinese and in English; knows nothing of the grammar that reads them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from tests.saying import (
    apart,
    chinese,
    counted,
    english,
    in_month,
    in_week,
    last_day,
    month,
    ordinal,
    within,
    workdays_between,
    workdays_on,
)

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class Form:
    """One way to name a day: the days it can name, and its words for one of them."""

    name: str
    language: Literal["zh", "en"]
    days: Callable[[date], Iterable[date]]
    words: Callable[[date, date], Iterable[str]]  # (the day, today)
    hours: bool = True  # whether an hour may follow
    gap: str = ""  # what stands between it and an hour


def _zh_weekday(day: date) -> list[str]:
    signs = ("一", "二", "三", "四", "五", "六", "日")
    names = [f"{week}{signs[day.weekday()]}" for week in ("周", "星期", "礼拜")]
    return [*names, "周天", "星期天", "礼拜天"] if day.weekday() == 6 else names


def _with(*heads: str) -> Callable[[date, date], list[str]]:
    return lambda day, _: [f"{head}{name}" for head in heads for name in _zh_weekday(day)]


def _month_day(day: date, _: date) -> list[str]:
    return [
        f"{day.month}月{day.day}日", f"{day.month}月{day.day}号", f"{chinese(day.month)}月{chinese(day.day)}号",
        f"{chinese(day.month)}月{chinese(day.day)}日",
    ]  # fmt: skip


def _full_zh(day: date, _: date) -> list[str]:
    return [
        f"{day.year}年{day.month}月{day.day}日", f"{day.year}年{day.month:02}月{day.day:02}日", f"{day.year}-{day:%m-%d}",
        f"{day.year}/{day.month}/{day.day}", f"{day.year}.{day.month}.{day.day}", f"{day.year % 100}年{day.month}月{day.day}号",
    ]  # fmt: skip


def _yearly(day: date, today: date) -> list[str]:
    word = {-1: "去年", 0: "今年", 1: "明年", 2: "后年"}[day.year - today.year]
    return [f"{word}{said}" for said in _month_day(day, today)]


CHINESE_DAYS = [
    Form("今天明天", "zh", within(range(-3, 4)), lambda d, t: {
        -3: ("大前天",), -2: ("前天",), -1: ("昨天", "昨日", "昨儿"), 0: ("今天", "今日", "今儿"), 1: ("明天", "明日", "明儿"),
        2: ("后天",), 3: ("大后天",)}[(d - t).days]),
    Form("周X", "zh", within(range(-6, 0), range(1, 7)), _with("")),
    Form("D号周X", "zh", within(range(-13, 0), range(1, 14)), lambda d, t: [
        w for n in _zh_weekday(d) for w in (f"{d.day}号{n}", f"{d.month}月{d.day}号{n}", f"{d.month}月{d.day}日（{n}）", f"{n}（{d.day}号）")]),
    Form("本周X", "zh", in_week(0), _with("本", "这", "这个")),
    Form("下周X", "zh", in_week(1), _with("下", "下个")),
    Form("下下周X", "zh", in_week(2), _with("下下", "下下个")),
    Form("上周X", "zh", in_week(-1), _with("上", "上个")),
    Form("上上周X", "zh", in_week(-2), _with("上上")),
    Form("M月D日", "zh", within(range(-170, 0), range(1, 170)), _month_day),
    Form("D号", "zh", within(range(-13, 0), range(1, 14)), lambda d, t: [f"{d.day}号", f"{chinese(d.day)}号"]),
    Form("下个月D号", "zh", in_month(1), lambda d, t: [f"{m}{d.day}{u}" for m in ("下个月", "下月") for u in "号日"]),
    Form("上个月D号", "zh", in_month(-1), lambda d, t: [f"{m}{d.day}{u}" for m in ("上个月", "上月") for u in "号日"]),
    Form("这个月D号", "zh", in_month(0), lambda d, t: [f"{m}{d.day}{u}" for m in ("这个月", "本月", "当月") for u in "号"]),
    Form("YYYY年M月D日", "zh", within(range(-600, 0), range(1, 600)), _full_zh, gap=" "),
    Form("明年M月D日", "zh", within(range(-365, 0), range(1, 365)), _yearly),
    Form("M.D", "zh", within(range(-170, 0), range(1, 170)), lambda d, t: [f"{d.month}.{d.day}"] if d.day > 9 else [f"{d.month}/{d.day}"], gap=" "),
    Form("M/D", "zh", lambda t: [d for d in within(range(-170, 0), range(1, 170))(t) if (d.month, d.day) != (7, 24)], lambda d, t: [f"{d.month}/{d.day}", f"{d.month:02}/{d.day:02}"], gap=" "),
    Form("M-D", "zh", within(range(-170, 0), range(1, 170)), lambda d, t: [f"{d:%m-%d}"], gap=" "),
    Form("N天后", "zh", within(range(-40, 0), range(1, 60)), lambda d, t: [
        f"{n}{u}{tail}" for n in (apart(d, t), counted(apart(d, t))) for u in "天"
        for tail in (("后", "之后", "以后") if d > t else ("前", "之前", "以前"))]),
    Form("过N天", "zh", within(range(2, 30)), lambda d, t: [f"过{counted(apart(d, t))}天", f"再过{apart(d, t)}天"]),
    Form("N周后", "zh", within(range(-42, 0, 7), range(7, 84, 7)), lambda d, t: [
        f"{n}{u}{tail}" for n in (apart(d, t) // 7, counted(apart(d, t) // 7)) for u in ("周", "个星期", "个礼拜")
        for tail in (("后", "之后", "以后") if d > t else ("前", "之前"))]),
    Form("半个月后", "zh", within(range(15, 16), range(-15, -14)), lambda d, t: ["半个月后", "半个月之后"] if d > t else ["半个月前"]),
    Form("月底", "zh", lambda t: [last_day(t)], lambda d, t: ["月底", "月末", "这个月底", "本月底", "本月末"]),
    Form("下月底", "zh", lambda t: [last_day(month(t, 1))], lambda d, t: ["下月底", "下个月底", "下个月末"], hours=False),
    Form("下月初", "zh", lambda t: [month(t, 1)], lambda d, t: ["下月初", "下个月初"], hours=False),
    Form("N月底", "zh", lambda t: [last_day(month(t, n)) for n in range(1, 9)],
         lambda d, t: [f"{d.month}月底", f"{chinese(d.month)}月底", f"{d.month}月末"], hours=False),
    Form("N月初", "zh", lambda t: [month(t, n) for n in range(1, 9)],
         lambda d, t: [f"{d.month}月初", f"{chinese(d.month)}月初"], hours=False),
    Form("N月中旬", "zh", lambda t: [month(t, n).replace(day=15) for n in range(1, 9)],
         lambda d, t: [f"{d.month}月中旬", f"{chinese(d.month)}月中旬", f"{d.month}月中"], hours=False),
    Form("年底", "zh", lambda t: [date(t.year, 12, 31)] if t.month < 12 else [], lambda d, t: ["年底", "今年年底"], hours=False),
    Form("国庆后第一个工作日", "zh", lambda t: [date(2026, 10, 8)] if date(2026, 1, 1) <= t < date(2026, 10, 1) else [],
         lambda d, t: ["国庆后第一个工作日", "国庆节后第一个工作日", "国庆节后的第一个工作日"]),
    Form("N个工作日后", "zh", lambda t: workdays_on(t, True), lambda d, t: [
        f"{n}个工作日{tail}" for n in (workdays_between(d, t, True), counted(workdays_between(d, t, True)))
        for tail in ("后", "内", "之内")], hours=False),
    Form("N天内", "zh", within(range(1, 40)), lambda d, t: [
        f"{n}{u}" for n in (apart(d, t), counted(apart(d, t))) for u in ("天内", "天之内", "天以内", "日内")], hours=False),
]  # fmt: skip


def _en_weekday(day: date) -> list[str]:
    full = WEEKDAYS[day.weekday()]
    return [full, full.lower(), full[:3]]


def _en_month_day(day: date, _: date) -> list[str]:
    full, short = MONTHS[day.month - 1], MONTHS[day.month - 1][:3]
    return [
        f"on {day.day} {full}", f"on {full} {day.day}", f"on {full} {ordinal(day.day)}", f"on the {ordinal(day.day)} of {full}",
        f"on {day.day} {short}", f"on {short} {day.day}", f"on {ordinal(day.day)} {full}", f"on {short} {ordinal(day.day)}",
    ]  # fmt: skip


def _full_en(day: date, _: date) -> list[str]:
    full, short = MONTHS[day.month - 1], MONTHS[day.month - 1][:3]
    return [
        f"on {day.day} {full} {day.year}", f"on {full} {day.day}, {day.year}", f"on {full} {ordinal(day.day)}, {day.year}",
        f"on {short} {day.day} {day.year}", f"on {day.isoformat()}", f"on {day:%Y/%m/%d}", f"on the {ordinal(day.day)} of {full} {day.year}",
    ]  # fmt: skip


def _in(unit: str, size: int) -> Callable[[date, date], list[str]]:
    def words(day: date, today: date) -> list[str]:
        count = apart(day, today) // size
        units = f"{unit}{'s' if count != 1 else ''}"
        numbers = [str(count), english(count)] + (["a"] if count == 1 else [])
        if day < today:
            return [f"{n} {units} ago" for n in numbers]
        return [f"in {n} {units}" for n in numbers] + [f"{n} {units} from now" for n in numbers]

    return words


def _weeks_from(day: date, today: date) -> list[str]:
    """Counted from the next such weekday: on a Wednesday "a week from Tuesday" is 13 days off."""
    weeks = (apart(day, today) - 1) // 7
    return [f"{['', 'a week', 'two weeks', 'three weeks'][weeks]} from {name}" for name in _en_weekday(day)]


ENGLISH_DAYS = [
    Form("today", "en", within(range(-2, 3)), lambda d, t: {
        -2: ("the day before yesterday",), -1: ("yesterday",), 0: ("today",), 1: ("tomorrow", "tmrw"),
        2: ("the day after tomorrow", "day after tomorrow")}[(d - t).days]),
    Form("on Tuesday", "en", within(range(-6, 0), range(1, 7)), lambda d, t: [f"on {n}" for n in _en_weekday(d)]),
    Form("this Tuesday", "en", lambda t: [d for d in in_week(0)(t) if d > t], lambda d, t: [f"this {n}" for n in _en_weekday(d)]),
    Form("next Tuesday", "en", in_week(1), lambda d, t: [f"next {n}" for n in _en_weekday(d)]),
    # where last week's and the latest one are the same day
    Form("last Tuesday", "en", lambda t: [d for d in in_week(-1)(t) if (t - d).days < 7], lambda d, t: [f"last {n}" for n in _en_weekday(d)]),
    Form("D Month", "en", within(range(-170, 0), range(1, 170)), _en_month_day),
    Form("D Month YYYY", "en", within(range(-600, 0), range(1, 600)), _full_en),
    Form("the Dth", "en", within(range(-13, 0), range(1, 14)), lambda d, t: [f"on the {ordinal(d.day)}"]),
    Form("Tue 12 May", "en", within(range(-100, 0), range(1, 100)), lambda d, t: [
        w for n in _en_weekday(d)[::2] for w in (
            f"on {n} {d.day} {MONTHS[d.month - 1]}", f"on {n}, {MONTHS[d.month - 1]} {d.day}", f"on {n} the {ordinal(d.day)} of {MONTHS[d.month - 1]}",
            f"on {n}, {d.day} {MONTHS[d.month - 1][:3]}")]),
    Form("Tue the 12th", "en", within(range(-13, 0), range(1, 14)), lambda d, t: [f"on {n} the {ordinal(d.day)}" for n in _en_weekday(d)]),
    Form("M/D in English", "en", lambda t: [d for d in within(range(-170, 0), range(1, 170))(t) if d.day > 12 and (d.month, d.day) != (7, 24)], lambda d, t: [
        f"on {d.month}/{d.day}", f"on {d.day}/{d.month}"]),
    Form("EOD Friday", "en", within(range(1, 7)), lambda d, t: [f"by EOD {n}" for n in _en_weekday(d)], hours=False),
    Form("in a fortnight", "en", within(range(14, 15)), lambda d, t: ["in a fortnight"]),
    Form("in N days", "en", within(range(-40, 0), range(1, 60)), _in("day", 1)),
    Form("in N weeks", "en", within(range(-42, 0, 7), range(7, 84, 7)), _in("week", 7)),
    Form("a week from Tuesday", "en", lambda t: [t + timedelta(n) for n in range(8, 28) if n % 7], _weeks_from),
    Form("two weeks from today", "en", within(range(7, 36, 7)), lambda d, t: [
        f"{['a week', 'two weeks', 'three weeks', 'four weeks', 'five weeks'][apart(d, t) // 7 - 1]} from today"]),
    Form("a week from tomorrow", "en", within(range(8, 16, 7)), lambda d, t: [
        f"{['a week', 'two weeks'][apart(d, t) // 7 - 1]} from tomorrow"]),
    Form("end of month", "en", lambda t: [last_day(t)], lambda d, t: [
        "by end of month", "by month end", "at the end of the month", "by the end of the month", "by EOM", "by the end of this month"], hours=False),
    Form("end of next month", "en", lambda t: [last_day(month(t, 1))], lambda d, t: [
        "by end of next month", "at the end of next month", "by the end of next month"], hours=False),
    Form("end of June", "en", lambda t: [last_day(month(t, n)) for n in range(1, 9)], lambda d, t: [
        f"by the end of {MONTHS[d.month - 1]}", f"by end of {MONTHS[d.month - 1]}", f"by end {MONTHS[d.month - 1][:3]}"], hours=False),
    Form("mid June", "en", lambda t: [month(t, n).replace(day=15) for n in range(1, 9)], lambda d, t: [
        f"mid {MONTHS[d.month - 1]}", f"mid-{MONTHS[d.month - 1]}", f"in the middle of {MONTHS[d.month - 1]}"], hours=False),
    Form("in N business days", "en", lambda t: workdays_on(t, False), lambda d, t: [
        f"{head} {n} {kind} day{'s' if workdays_between(d, t, False) > 1 else ''}" for kind in ("business", "working")
        for n in (workdays_between(d, t, False), english(workdays_between(d, t, False))) for head in ("in", "within")], hours=False),
    Form("by Friday", "en", within(range(1, 7)), lambda d, t: [f"{by} {n}" for by in ("by", "before") for n in _en_weekday(d)], hours=False),
    Form("by D Month", "en", within(range(1, 170)), lambda d, t: [w.replace("on ", "by ", 1) for w in _en_month_day(d, t)], hours=False),
]  # fmt: skip
DAYS = [*CHINESE_DAYS, *ENGLISH_DAYS]
