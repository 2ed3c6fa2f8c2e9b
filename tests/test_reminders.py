"""Reminders in words: set at once, asked about where something is missing, said once at their time."""

from datetime import UTC, date, datetime

import pytest

from bot.reminding import sweep
from store.models import Commitment, Customer
from tests.reminding import REMIND, with_wang


async def test_a_reminder_in_words_is_saved_at_once(hire, town):
    li = await with_wang(hire)
    await li.says(REMIND)
    assert li.reads == "⏰ 05-07 周四 09:00 给王姐发合同（王姐 · 苏州明达?）"
    assert li.labels == ["改时间", "不是这个王姐", "取消"]
    row = await town.only(Commitment, state="open")
    assert (row.kind, row.text) == ("next_contact", "给王姐发合同")
    assert row.remind_at == datetime(2026, 5, 7, 1, 0, tzinfo=UTC)
    assert row.customer_id == (await town.only(Customer, name="苏州明达")).id
    await li.taps("取消")
    assert li.reads == "✖ 已取消：给王姐发合同"
    assert await town.all(Commitment, state="open") == []


async def test_the_same_in_english(hire, town):
    li = await hire("Lee", language="en", customers=("Mingda Packaging",))
    await li.says("Called Wang at Mingda Packaging yesterday, too pricey")
    await li.says("remind me 9am tomorrow to send Wang the contract")
    assert li.reads == "⏰ Thu 7 May 09:00 send Wang the contract (Wang · Mingda Packaging?)"
    assert li.labels == ["Change time", "Not this Wang", "Cancel"]
    town.clock.set("2026-05-07 09:00")
    await town.remind()
    assert li.reads.splitlines()[0] == "⏰ Mingda Packaging · Wang — send Wang the contract"
    assert li.labels == ["Called: log it", "No answer", "In 1 hour", "Tomorrow", "Other date", "Not needed"]


async def test_the_wrong_person_is_changed(hire, town):
    li = await with_wang(hire)
    await li.says(REMIND)
    await li.taps("不是这个王姐")
    await li.says("华峰")
    assert li.reads == "⏰ 05-07 周四 09:00 给王姐发合同（华峰精密）"
    row = await town.only(Commitment, state="open")
    assert row.customer_id == (await town.only(Customer, name="华峰精密")).id
    assert row.contact_id is None


async def test_two_people_who_fit_are_asked_about_after_saving(hire, town):
    li = await with_wang(hire)
    await li.says("昨天拜访了海润王姐")
    await li.says(REMIND)
    assert li.reads.splitlines()[0] == "⏰ 05-07 周四 09:00 给王姐发合同"
    row = await town.only(Commitment, state="open")
    assert (row.customer_id, row.remind_at) == (None, datetime(2026, 5, 7, 1, 0, tzinfo=UTC))
    await li.taps("王姐 · 宁波海润")
    assert li.reads == "⏰ 05-07 周四 09:00 给王姐发合同（王姐 · 宁波海润）"
    assert (await town.only(Commitment, state="open")).customer_id is not None


@pytest.mark.parametrize(
    ("label", "due"), [("明天09:00", "2026-05-07T01:00"), ("现在+1小时", "2026-05-06T09:30")]
)
async def test_a_time_that_has_passed_offers_another(hire, town, label, due):
    li = await hire("小李", customers=("华峰精密",))
    await li.says("今天上午9点提醒我给华峰寄样品")
    assert li.reads == "09:00 已过。"
    assert li.labels == ["明天09:00", "现在+1小时", "取消"]
    assert (await town.only(Commitment)).remind_at is None
    await li.taps(label)
    assert (await town.only(Commitment)).remind_at == datetime.fromisoformat(due).replace(tzinfo=UTC)


async def test_no_time_and_no_such_day_are_asked_about(hire, town):
    li = await hire("小李", customers=("华峰精密",))
    await li.says("提醒我给华峰寄样品")
    assert li.reads == "什么时候提醒：寄样品？"
    await li.says("随便")
    assert li.reads == "看不懂“随便”是什么时间。例：明天9点。"
    await li.says("周五下午")
    assert li.reads == "⏰ 05-08 周五 15:00 寄样品（华峰精密）"
    await li.says("2月30日提醒我给华峰续约")
    assert li.reads == "没有2月30日这一天。改到什么时候？"
    await li.says("后天")
    assert li.reads == "⏰ 05-08 周五 09:33 续约（华峰精密）"
    assert len(await town.all(Commitment, state="open")) == 2


async def test_a_question_about_the_time_that_is_ignored_keeps_the_words(hire, town):
    li = await hire("小李", customers=("华峰精密",))
    await li.says("提醒我给华峰寄样品")
    await li.says("今天拜访了华峰,嫌贵")
    assert li.reads.startswith("✅ 已记")
    kept = await town.only(Commitment)
    assert (kept.text, kept.state, kept.due_on) == ("寄样品", "open", None)
    await li.says("今天有啥")
    assert li.reads.splitlines()[1] == "1 ⏰ 未定日期：华峰精密 寄样品"


async def test_two_reminders_in_one_message_are_both_kept(hire, town):
    li = await hire("小李", customers=("华峰精密", "苏州明达"))
    await li.says("记得周五前给华峰报价,下周一回访明达")
    assert li.reads.splitlines() == [
        "⏰ 05-08 周五 09:33 报价（华峰精密）",
        "⏰ 05-11 周一 09:33 回访（苏州明达）",
    ]
    await li.taps("全部撤销")
    assert await town.all(Commitment) == []


async def test_a_new_reminder_is_corrected_by_saying_so(hire, town):
    li = await with_wang(hire)
    await li.says(REMIND)
    await li.says("不是明天,是后天")
    assert (await town.only(Commitment)).due_on == date(2026, 5, 8)
    await li.says("提前半小时")
    assert li.reads == "⏰ 05-08 周五 08:30 再提醒（05-08 周五 09:00 到期）"
    assert (await town.only(Commitment)).remind_at == datetime(2026, 5, 8, 0, 30, tzinfo=UTC)


async def test_it_is_said_before_its_time_where_that_was_asked(hire, town):
    li = await hire("小李", customers=("华峰精密",))
    await li.says("明天下午3点跟华峰开会,提前半小时提醒我")
    assert li.reads == "⏰ 05-07 周四 15:00 开会（华峰精密）\n05-07 周四 14:30 提醒。"
    town.clock.set("2026-05-07 14:29")
    await town.remind()
    assert len(li.messages) == 1
    town.clock.set("2026-05-07 14:30")
    await town.remind()
    assert li.reads == "⏰ 华峰精密 — 开会\n约在 05-07 周四 15:00"


async def test_a_due_commitment_carries_the_last_words_and_the_masked_phone(hire, town):
    li = await with_wang(hire)
    await li.says(REMIND)
    town.clock.set("2026-05-07 08:59")
    await town.remind()
    assert "上次" not in li.reads
    town.clock.set("2026-05-07 09:00")
    await town.remind()
    assert li.reads == ("⏰ 苏州明达 王姐 — 给王姐发合同\n上次 05-05 周二 电话：嫌贵 | 📞 138****6620")
    assert li.labels == ["打了，记一笔", "没打通", "小时后", "明天", "改日期", "不用了"]


async def test_a_reminder_is_said_once_however_often_the_alarm_rings(hire, town):
    li = await with_wang(hire)
    await li.says(REMIND)
    town.clock.set("2026-05-07 09:00")
    for _ring in range(3):
        await town.remind()
        town.clock.forward(seconds=20)
    assert sum("发合同" in message.text and message.reminder for message in li.messages) == 1
    from bot.__main__ import rules

    assert await sweep(town.database, rules(), town.clock()) == 0


async def test_a_missed_one_comes_late_and_says_so_but_not_at_night(hire, town):
    li = await with_wang(hire)
    await li.says("今晚7点提醒我给王姐打电话")
    town.clock.set("2026-05-07 02:00")
    await town.remind()
    assert "⏰ 05-06" in li.reads
    town.clock.set("2026-05-07 08:00")
    await town.remind()
    assert "（迟到了，原定 05-06 周三 19:00）" in li.reads


async def test_a_moved_or_closed_one_is_not_said_at_its_old_time(hire, town):
    li = await with_wang(hire)
    await li.says(REMIND)
    await li.says("改到周五下午")
    assert li.reads == "⏰ 改到 05-08 周五 15:00（原 05-07 周四 09:00）"
    count = len(li.messages)
    town.clock.set("2026-05-07 09:00")
    await town.remind()
    assert len(li.messages) == count
    town.clock.set("2026-05-08 15:00")
    await town.remind()
    assert li.reads.startswith("⏰ 苏州明达 王姐")
    await li.says("搞定了")
    assert li.reads == "✔ 已完成：给王姐发合同"
    town.clock.set("2026-05-11 15:00")
    await town.remind()
    assert li.reads == "✔ 已完成：给王姐发合同"


async def test_a_plain_reminder_is_nobodys(hire, town):
    li = await with_wang(hire)
    await li.says("提醒我明天9点交电费")
    assert li.reads == "⏰ 05-07 周四 09:00 交电费"
    town.clock.set("2026-05-07 09:00")
    await town.remind()
    assert li.reads == "⏰ 交电费"
    assert li.labels == ["完成", "小时后", "明天", "改日期", "不用了"]
    await li.taps("完成")
    assert li.reads == "✔ 已完成：交电费"


async def test_a_reminder_keeps_its_wall_clock_over_the_change_to_winter_time(hire, town):
    town.clock.moment = datetime(2026, 10, 30, 15, 0, tzinfo=UTC)
    ann = await hire("Ann", language="en", timezone="America/New_York", customers=("Acme Industrial",))
    await ann.says("remind me on Monday 9am to call Acme")
    assert ann.reads.startswith("⏰ Mon 2 Nov 09:00")
    assert (await town.only(Commitment)).remind_at == datetime(2026, 11, 2, 14, 0, tzinfo=UTC)
    town.clock.moment = datetime(2026, 11, 2, 13, 59, tzinfo=UTC)
    await town.remind()
    assert ann.reads.startswith("⏰ Mon 2 Nov")
    town.clock.moment = datetime(2026, 11, 2, 14, 0, tzinfo=UTC)
    await town.remind()
    assert ann.reads.startswith("⏰ Acme Industrial — call")
