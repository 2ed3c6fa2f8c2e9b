"""Reminders as they are said in a hurry: again and again, soon, another hour, never mind."""

from datetime import UTC, datetime

import pytest

from store.models import Commitment

ONCE = "我只能提醒这一次，不会每次都提醒。"


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("提醒我每周一写周报", "⏰ 05-11 周一 09:33 写周报"),
        ("每天早上8点提醒我看邮件", "⏰ 05-07 周四 08:00 看邮件"),
        ("每天9点提醒我打卡", "⏰ 05-07 周四 09:00 打卡"),
        ("每个月5号提醒我对账", "⏰ 06-05 周五 09:33 对账"),
        ("每月底提醒我对账", "⏰ 05-31 周日 09:33 对账"),
    ],
)
async def test_what_comes_again_is_reminded_of_once_and_that_is_said(hire, town, words, line):
    wang = await hire("小王")
    await wang.says(words)
    assert wang.reads == f"{line}\n{ONCE}"
    assert (await town.only(Commitment)).state == "open"


async def test_the_same_in_english(hire, town):
    anna = await hire("Anna", language="en")
    await anna.says("remind me every Monday at 9am to check the mail")
    assert anna.reads == (
        "⏰ Mon 11 May 09:00 check the mail\nI can only remind you once, the next time; not every time."
    )


async def test_what_comes_again_without_a_day_is_asked_for_its_next_time(hire):
    wang = await hire("小王")
    await wang.says("每隔两周提醒我回访")
    assert wang.reads == f"什么时候提醒：回访？\n{ONCE}"


async def test_a_time_that_has_passed_is_told_at_once_and_what_is_asked(hire, town):
    wang = await hire("小王")
    await wang.says("今天上午9点提醒我")
    assert wang.reads == "09:00 已过。改到几点？提醒什么事？"
    assert wang.labels == ["明天09:00", "现在+1小时", "取消"]
    await wang.taps("明天09:00")
    await wang.says("给梁军发报价")
    assert wang.reads.startswith("⏰ 05-07 周四 09:00 给梁军发报价")
    assert (await town.only(Commitment)).remind_at == datetime(2026, 5, 7, 1, 0, tzinfo=UTC)


async def test_another_whole_sentence_is_no_answer_to_of_what(hire, town):
    wang = await hire("小王")
    await wang.says("今天上午9点提醒我")
    await wang.says("提醒我2月30日给王琳打电话")
    assert wang.reads == "没有2月30日这一天。改到什么时候？"
    await wang.taps("取消")
    assert wang.reads == "✖ 已取消：给王琳打电话"


async def test_a_report_is_no_answer_to_of_what(hire, town):
    wang = await hire("小王", customers=("力拓机械",))
    await wang.says("明早9点提醒我")
    assert wang.reads == "提醒你什么？"
    await wang.says("今天打电话给力拓机械，嫌贵")
    assert wang.reads.startswith("✅ 已记 · 力拓机械")


async def test_soon_is_in_an_hour_and_marked_as_a_guess(hire):
    wang = await hire("小王")
    await wang.says("等会提醒我交日报")
    assert wang.reads == "⏰ 05-06 周三 17:30? 交日报"


@pytest.mark.parametrize(
    ("words", "moment"), [("改到四点", "16:00"), ("改到十点", "10:00"), ("下午五点半吧", "17:30")]
)
async def test_a_new_hour_keeps_the_day_that_was_said(hire, words, moment):
    wang = await hire("小王", customers=("海润",))
    await wang.says("周五下午三点提醒我去海润")
    await wang.says(words)
    assert wang.reads == f"⏰ 改到 05-08 周五 {moment}（原 05-08 周五 15:00）"


async def test_an_hour_after_the_reminder_came_is_todays(hire, town):
    wang = await hire("小王", customers=("海润",))
    await wang.says("明天上午10点提醒我去海润")
    town.clock.set("2026-05-07 10:01")
    await town.remind()
    await wang.says("下午三点")
    assert "05-07 周四 15:00" in wang.reads


async def test_the_reminder_spoken_of_last_is_dropped_in_words(hire, town):
    wang = await hire("小王", customers=("海润",))
    await wang.says("周五下午三点提醒我去海润送样")
    await wang.says("不用提醒了")
    assert wang.reads.startswith("✖ 已取消")
    assert (await town.only(Commitment)).state == "dropped"
    await wang.says("别提醒我了")
    assert wang.reads == "不提醒哪一个？先说“今天”，再回“删2”这样的话。"


async def test_another_reminder_does_not_move_the_one_before(hire, town):
    wang = await hire("小王", customers=("海润",))
    await wang.says("周五下午三点提醒我去海润送样")
    await wang.says("明早9点提醒我")
    assert wang.reads == "提醒你什么？"


async def test_who_is_in_no_book_stays_in_the_words(hire):
    wang = await hire("小王")
    await wang.says("大后天晚上8点半提醒我跟马超吃饭")
    assert wang.reads.startswith("⏰ 05-09 周六 20:30 跟马超吃饭")


async def test_a_preposition_without_its_name_is_left_out(hire):
    wang = await hire("小王")
    await wang.says("新客户 南京天诚物流 马超 13800138000")
    await wang.says("大后天晚上8点半提醒我跟马超吃饭")
    assert wang.reads == "⏰ 05-09 周六 20:30 吃饭（马超 · 南京天诚物流?）"


async def test_an_hour_later_counts_from_the_time_that_is_still_to_come(hire):
    wang = await hire("小王")
    await wang.says("明天晚上8点叫我复盘")
    await wang.says("推一小时")
    assert wang.reads == "⏰ 改到 05-07 周四 21:00（原 05-07 周四 20:00）"


async def test_an_hour_in_its_own_clause_belongs_to_the_day_before_it(hire, town):
    wang = await hire("小王", customers=("紫光电子",))
    await wang.says("下礼拜一跟紫光电子开会 下午2点")
    assert wang.reads.startswith("⏰ 05-11 周一 14:00")


async def test_a_duty_is_noted_without_its_must(hire):
    wang = await hire("小王", customers=("宏泰造船",))
    await wang.says("周五要给宏泰造船报价 别忘了")
    assert wang.reads == "⏰ 05-08 周五 09:33 报价（宏泰造船）"
