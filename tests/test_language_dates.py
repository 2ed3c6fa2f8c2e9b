"""Dates in short answers and in clauses, read at 16:30 on Wednesday 6 May 2026 in Shanghai."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.language import impossible_dates, read_when, understand
from bot.language.dates.search import find_dates
from bot.language.words import Words

NOW = datetime(2026, 5, 6, 16, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


def day_and_time(text: str, direction: str = "future") -> str:
    whens = read_when(text, now=NOW, direction="past" if direction == "past" else "future")
    return " ".join(w.day.isoformat() + (f"T{w.time:%H:%M}" if w.time else "") for w in whens)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("周五下午吧", "2026-05-08"),
        ("tomorrow 3pm", "2026-05-07T15:00"),
        ("明早9点", "2026-05-07T09:00"),
        ("大后天上午十点半", "2026-05-09T10:30"),
        ("下下周一", "2026-05-18"),
        ("next Friday 下午2点", "2026-05-15T14:00"),
        ("half past nine on Thursday", "2026-05-07T09:30"),
        ("the day after tomorrow at noon", "2026-05-08T12:00"),
        ("a week from Tuesday", "2026-05-19"),
        ("月底", "2026-05-31"),
        ("下周", "2026-05-11"),
        ("下个月", "2026-06-01"),
        ("6月中旬", "2026-06-15"),
        ("本周内", "2026-05-08"),
        ("3日内", "2026-05-09"),
        ("3个工作日内", "2026-05-09"),
        ("within 3 business days", "2026-05-11"),
        ("半个月后", "2026-05-21"),
        ("中秋节后", "2026-09-28"),
        ("端午前", "2026-06-18"),
        ("by end of next month", "2026-06-30"),
        ("in Q3", "2026-07-01"),
        ("8点", "2026-05-06T20:00"),
        ("3:15pm on the 12th", "2026-05-12T15:15"),
        ("5/20 14:00", "2026-05-20T14:00"),
        ("今天上午9点", "2026-05-06T09:00"),
    ],
)
def test_a_short_answer_gives_its_day_and_time(text: str, expected: str) -> None:
    assert day_and_time(text) == expected


@pytest.mark.parametrize(
    ("text", "past", "future"),
    [
        ("周二", "2026-05-05", "2026-05-12"),
        ("5号", "2026-05-05", "2026-06-05"),
        ("3月8日", "2026-03-08", "2027-03-08"),
        ("Friday", "2026-05-01", "2026-05-08"),
    ],
)
def test_an_open_date_lies_where_its_clause_looks(text: str, past: str, future: str) -> None:
    assert (day_and_time(text, "past"), day_and_time(text)) == (past, future)


@pytest.mark.parametrize(
    "text",
    [
        "付款方式5-4-1", "按1:1配", "打2.5折", "账期30天", "24/7支持", "便宜一点", "4/5G模块", "2026款", "提了三点要求", "双汇路1号",
        "她可能 may also come", "合同号RF250710", "13800138000", "过几天", "尽快", "asap", "年后", "聊了一下午",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert [f for f in find_dates(text, NOW.replace(tzinfo=None)) if f.shape != "duration"] == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("2月30日", ["2月30日"]),
        ("31 April", ["31 April"]),
        ("2月29日", []),
        ("2027年2月29日", ["2027年2月29日"]),
    ],
)
def test_a_day_that_no_calendar_has_is_named(text: str, wrong: list[str]) -> None:
    assert impossible_dates(text) == wrong


def test_a_deadline_is_marked_as_one() -> None:
    (when,) = read_when("周五之前", now=NOW)
    assert (when.day, when.deadline) == (date(2026, 5, 8), True)


def test_the_house_may_announce_its_own_working_days() -> None:
    words = Words(workdays={date(2026, 5, 7): False})
    meaning = understand("客户要求两个工作日内报价", now=NOW, words=words)
    (promise,) = meaning.entries[0].commitments
    assert promise.due is not None
    assert promise.due.day == date(2026, 5, 9)
