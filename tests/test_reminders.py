"""Reminders: set in words, said once at their time, late after a night, answered by a tap or a sentence."""

import asyncio
from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import select

from bot.reminding import sweep
from reminders.clock import run_clock
from store.ledgers import OutboxRow
from store.models import Commitment, Contract, Customer, Draft, Interaction
from store.people_models import Person

REMIND = "明早9点提醒我给王姐发合同"


async def with_wang(hire, name="小李", **options):
    """A rep who knows 王姐 of 苏州明达."""
    li = await hire(name, customers=("苏州明达", "华峰精密", "宁波海润"), **options)
    await li.says("昨天给明达王姐打了电话,13812346620,嫌贵")
    return li


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
    assert li.reads.splitlines()[0] == "⏰ Mingda Packaging Wang — send Wang the contract"
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


@pytest.mark.parametrize(("label", "due"), [("明天09:00", (7, 1, 0)), ("现在+1小时", (6, 9, 30))])
async def test_a_time_that_has_passed_offers_another(hire, town, label, due):
    li = await hire("小李", customers=("华峰精密",))
    await li.says("今天上午9点提醒我给华峰寄样品")
    assert li.reads == "09:00 已过。"
    assert li.labels == ["明天09:00", "现在+1小时", "取消"]
    assert (await town.only(Commitment)).remind_at is None
    await li.taps(label)
    assert (await town.only(Commitment)).remind_at == datetime(2026, 5, *due, tzinfo=UTC)


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
    assert li.reads == (
        "⏰ 苏州明达 王姐 — 给王姐发合同\n上次 05-05 周二 电话：嫌贵 | 📞 138****6620"
    )
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


async def due(hire, town):
    li = await with_wang(hire)
    await li.says(REMIND)
    town.clock.set("2026-05-07 09:00")
    await town.remind()
    return li


async def test_a_typed_answer_becomes_the_record_and_closes_the_reminder(hire, town):
    li = await due(hire, town)
    await li.says("打了,同意降5%就签,周五前给报价")
    assert li.reads == (
        "✅ 已记 · 苏州明达 · 王姐\n"
        "电话 05-07 周四 · 本提醒已关\n"
        "反馈：同意降5%就签\n"
        "📌 我方承诺：给报价 → 05-08 周五 前"
    )
    record = (await town.all(Interaction))[-1]
    assert (record.method, record.words) == ("call", "打了,同意降5%就签,周五前给报价")
    assert record.contact_id is not None
    assert (await town.only(Commitment, kind="next_contact")).state == "done"
    assert (await town.only(Commitment, kind="our_promise")).state == "open"
    await li.says("撤销")
    assert (await town.only(Commitment, kind="next_contact")).state == "open"


async def test_the_same_answer_in_english(hire, town):
    li = await due(hire, town)
    card = li.sees
    await li.says("今天拜访了华峰,要样品")
    await li.says("done, he signs at -5%", reply_to=card)
    assert li.reads.splitlines()[0] == "✅ Saved · 苏州明达 · 王姐"
    assert li.reads.splitlines()[1].endswith("reminder closed")
    assert (await town.only(Commitment, text="给王姐发合同")).state == "done"


async def test_a_button_asks_for_one_sentence(hire, town):
    li = await due(hire, town)
    await li.taps("打了")
    assert li.reads == "怎么样？说一句。"
    await li.says("要两百套,下周二送样")
    assert li.reads.splitlines()[:2] == ["✅ 已记 · 苏州明达 · 王姐", "电话 05-07 周四 · 本提醒已关"]
    assert "📌 我方承诺：送样 → 05-12 周二 前" in li.reads
    assert (await town.all(Interaction))[-1].method == "call"


async def test_words_about_another_customer_are_no_answer(hire, town):
    li = await due(hire, town)
    await li.says("刚拜访了华峰李总,要样品")
    assert li.reads.startswith("✅ 已记 · 华峰精密")
    assert (await town.only(Commitment, text="给王姐发合同")).state == "open"
    await li.says("好的")
    assert (await town.only(Commitment, text="给王姐发合同")).state == "open"


async def test_nobody_answered_the_phone(hire, town):
    li = await due(hire, town)
    before = (await town.only(Customer, name="苏州明达")).last_contact_at
    await li.says("没打通")
    assert li.reads == "📞 已记：没打通。\n⏰ 改到 05-08 周五 09:00（原 05-07 周四 09:00）"
    attempt = (await town.all(Interaction))[-1]
    assert (attempt.method, attempt.summary) == ("call", "没打通")
    assert (await town.only(Customer, name="苏州明达")).last_contact_at == before
    assert (await town.only(Commitment)).state == "open"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("1小时后", "⏰ 改到 05-07 周四 10:00（原 05-07 周四 09:00）"),
        ("明天", "⏰ 改到 05-08 周五 09:00（原 05-07 周四 09:00）"),
        ("周五下午吧", "⏰ 改到 05-08 周五 15:00（原 05-07 周四 09:00）"),
        ("推3天", "⏰ 改到 05-10 周日 09:00（原 05-07 周四 09:00）"),
        ("Friday afternoon", "⏰ Moved to Fri 8 May 15:00 (was Thu 7 May 09:00)"),
        ("in 2 hours", "⏰ Moved to Thu 7 May 11:00 (was Thu 7 May 09:00)"),
    ],
)
async def test_a_reminder_is_moved_in_words_or_by_a_button_and_back(hire, town, words, told):
    li = await due(hire, town)
    await li.says(words)
    assert li.reads == told
    assert (await town.only(Commitment)).remind_at != datetime(2026, 5, 7, 1, 0, tzinfo=UTC)
    await li.taps("Change back" if "Moved" in told else "改回")
    assert (await town.only(Commitment)).remind_at == datetime(2026, 5, 7, 1, 0, tzinfo=UTC)


async def test_buttons_move_and_drop(hire, town):
    li = await due(hire, town)
    card = li.sees
    await li.taps("1小时后", on=card)
    assert "10:00" in li.reads
    await li.taps("不用了", on=card)
    assert li.reads == "已处理（09:00 小李）。"
    town.clock.set("2026-05-07 10:00")
    await town.remind()
    await li.taps("改日期")
    await li.says("2月30日")
    assert li.reads == "没有2月30日这一天。改到哪天？"
    await li.says("下周三")
    assert li.reads == "⏰ 改到 05-13 周三 10:00（原 05-07 周四 10:00）"
    town.clock.set("2026-05-13 10:00")
    await town.remind()
    await li.taps("不用了")
    assert li.reads == "✖ 已取消：给王姐发合同"


async def test_a_promise_keeps_its_day_when_only_its_reminder_moves(hire, town):
    li = await hire("小李", customers=("华峰精密",))
    await li.says("刚跟华峰打完电话,月底前给答复")
    town.clock.set("2026-05-29 09:33")
    await town.remind()
    assert li.reads.splitlines()[1] == "对方承诺 05-31 周日 前"
    await li.taps("明天")
    assert li.reads == "⏰ 05-30 周六 09:33 再提醒（05-31 周日 到期）"
    row = await town.only(Commitment)
    assert (row.due_on, row.remind_at) == (date(2026, 5, 31), datetime(2026, 5, 30, 1, 33, tzinfo=UTC))


async def test_words_without_a_target_ask_which_of_several(hire, town):
    li = await with_wang(hire)
    await li.says("明天9点提醒我给明达报价")
    await li.says("明天9点半提醒我给华峰送样")
    town.clock.set("2026-05-07 09:30")
    await town.remind()
    await li.says("周五下午吧")
    assert li.reads == "改哪一条？"
    assert li.labels == ["华峰精密 送样", "苏州明达 报价"]
    await li.says("2")
    assert li.reads == "⏰ 改到 05-08 周五 15:00（原 05-07 周四 09:00）"
    await li.says("打了,嫌贵")
    assert li.reads.startswith("✅ 已记 · 华峰精密")


async def test_a_report_that_may_belong_to_two_is_kept_until_it_is_told(hire, town):
    li = await with_wang(hire)
    await li.says("明天9点提醒我给明达打电话")
    await li.says("明天9点半提醒我给华峰打电话")
    town.clock.set("2026-05-07 09:30")
    await town.remind()
    await li.says("打了,同意降5%就签")
    assert li.reads == "你说的是哪一条？"
    assert (await town.only(Draft)).words == "打了,同意降5%就签"
    await li.taps("苏州明达")
    assert li.reads.startswith("✅ 已记 · 苏州明达")
    assert await town.all(Draft) == []
    assert (await town.only(Commitment, state="open")).text == "打电话"


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


async def test_the_morning_lists_what_is_due_and_what_is_late(hire, town):
    li = await hire("小李", customers=("华峰精密", "苏州明达", "宁波海润"))
    await li.says("今天拜访了海润,周五前报价")
    await li.says("今天拜访了明达,周一前发方案")
    await li.says("提醒我周一上午10点给华峰送样")
    town.clock.set("2026-05-11 08:32")
    await town.remind()
    assert "☀️" not in li.reads
    town.clock.set("2026-05-11 08:33")
    await town.remind()
    assert li.reads.splitlines() == [
        "☀️ 05-11 周一 · 今天 2 件 · 逾期 1 件",
        "1 ⏰ 10:00：华峰精密 送样",
        "2 📌 今天到期：苏州明达 发方案",
        "3 ⚠️ 逾期3天：宁波海润 报价",
        "回 “完成2” / “推3 明天” / “详3”",
    ]
    await li.says("完成3")
    assert li.reads == "✔ 已完成：宁波海润 报价"
    town.clock.set("2026-05-11 09:00")
    count = len(li.messages)
    await town.remind()
    assert len(li.messages) == count


async def test_one_thing_only_comes_as_its_whole_card(hire, town):
    li = await hire("小李", customers=("宁波海润",))
    await li.says("今天拜访了海润,周五前报价")
    town.clock.set("2026-05-08 08:33")
    await town.remind()
    assert li.reads.splitlines()[:2] == ["📌 宁波海润 — 报价", "我方承诺 05-08 周五 前"]
    assert li.labels == ["完成", "记一笔", "小时后", "明天", "改日期", "不用了"]
    await li.says("发了")
    assert li.reads == "✔ 已完成：报价"


async def test_nothing_to_say_is_nothing_said(hire, town):
    li = await hire("小李", customers=("华峰精密",))
    await li.says("今天拜访了华峰,嫌贵")
    count = len(li.messages)
    town.clock.set("2026-05-07 08:33")
    await town.remind()
    assert len(li.messages) == count


async def test_a_missed_morning_comes_once_for_today_and_says_that_it_is_late(hire, town):
    li = await hire("小李", customers=("华峰精密", "宁波海润"))
    await li.says("今天拜访了海润,周五前报价")
    await li.says("今天拜访了华峰,周五前发方案")
    town.clock.set("2026-05-11 11:00")
    await town.remind()
    await town.remind()
    mornings = [message for message in li.messages if "☀️" in message.text]
    assert len(mornings) == 1
    assert mornings[0].text.splitlines()[0] == (
        "☀️ 05-11 周一 · 逾期 2 件 （迟到了，原定 05-11 周一 08:33）"
    )


async def test_more_than_five_late_ones_are_counted_and_the_oldest_named(hire, town):
    li = await hire("小李", customers=("华峰精密",))
    for day in range(7, 14):
        await li.says(f"今天拜访了华峰,5月{day}号前给资料{day}")
    town.clock.set("2026-05-14 08:33")
    await town.remind()
    lines = li.reads.splitlines()
    assert lines[0] == "☀️ 05-14 周四 · ⚠️ 逾期 7 件，列最早 5 件"
    assert [line[0] for line in lines[1:6]] == ["1", "2", "3", "4", "5"]
    assert "逾期7天" in lines[1]
    assert len(lines) <= 8
    assert li.labels == ["看全部"]


async def test_a_manager_hears_of_the_teams_late_ones(hire, town):
    boss = await hire("王芳", "manager")
    li = await hire("小李", manager="王芳", customers=("宁波海润",))
    await li.says("今天拜访了海润,5月8号前报价")
    town.clock.set("2026-05-07 08:33")
    await town.remind()
    assert boss.reads == "团队：昨日 1 条记录，无逾期"
    town.clock.set("2026-05-11 08:33")
    await town.remind()
    assert boss.reads == "⚠️ 团队 1 件：宁波海润 报价 逾期3天（小李）"


async def test_each_persons_morning_is_in_their_own_zone(hire, town):
    ann = await hire("Ann", language="en", timezone="America/New_York", customers=("Acme Industrial",))
    await ann.says("Visited Acme today, they want a quote by Friday")
    await ann.says("remind me tomorrow 9am to call Acme")
    row = await town.only(Commitment, kind="next_contact")
    assert row.remind_at == datetime(2026, 5, 7, 13, 0, tzinfo=UTC)
    town.clock.moment = datetime(2026, 5, 8, 12, 32, tzinfo=UTC)
    await town.remind()
    assert "☀️" not in ann.reads
    town.clock.moment = datetime(2026, 5, 8, 12, 33, tzinfo=UTC)
    await town.remind()
    assert "quote" in ann.reads


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


async def with_contract(hire, town, ends, *, manager=None):
    li = await hire("小李", manager=manager, customers=("华峰精密",))
    await li.says(f"华峰合同签了28万 到{ends}")
    await li.taps("保存")
    return li


async def test_a_contract_is_spoken_of_on_each_step_of_its_ladder_once(hire, town):
    li = await with_contract(hire, town, "8月10号")
    heard = []
    for day in ("06-11", "07-11", "08-03", "08-09"):
        town.clock.set(f"2026-{day} 09:32")
        await town.remind()
        count = len(li.messages)
        town.clock.set(f"2026-{day} 09:33")
        await town.remind()
        await town.remind()
        assert len(li.messages) == count + 1
        heard.append(li.reads.splitlines()[0])
    assert heard == [
        "📄 华峰精密 合同 还有60天到期（08-10 周一）",
        "📄 华峰精密 合同 还有30天到期（08-10 周一）",
        "📄 华峰精密 合同 还有7天到期（08-10 周一）",
        "📄 华峰精密 合同 明天到期（08-10 周一）",
    ]
    assert li.reads.splitlines()[1:] == ["¥280,000", "还没联系过。"]
    assert li.labels == ["开始谈，记一笔", "已续约", "不续", "天后再提"]


async def test_of_several_missed_steps_only_the_newest_comes_and_is_late(hire, town):
    li = await with_contract(hire, town, "8月10号")
    count = len(li.messages)
    town.clock.set("2026-08-05 11:00")
    await town.remind()
    assert len(li.messages) == count + 1
    assert li.reads.splitlines()[0] == (
        "📄 华峰精密 合同 还有5天到期（08-10 周一） （迟到了，原定 08-03 周一 09:33）"
    )


async def test_a_contract_entered_late_is_spoken_of_the_next_morning(hire, town):
    li = await with_contract(hire, town, "5月28号")
    await town.remind()
    assert li.reads.startswith("✅ 合同已存")
    town.clock.set("2026-05-07 09:33")
    await town.remind()
    assert li.reads.splitlines()[0] == "📄 华峰精密 合同 还有21天到期（05-28 周四）"


async def test_nothing_happened_for_a_month_is_told_to_the_manager(hire, town):
    boss = await hire("王芳", "manager")
    li = await with_contract(hire, town, "8月10号", manager="王芳")
    town.clock.set("2026-08-03 08:33")
    await town.remind()
    town.clock.set("2026-08-03 09:33")
    await town.remind()
    assert boss.reads.splitlines() == [
        "⚠️ 📄 华峰精密 合同 还有7天到期（08-10 周一）",
        "¥28**** · 负责人 小李",
        "近30天没有任何跟进。",
        "还没联系过。",
    ]
    assert li.reads.startswith("📄 华峰精密")


async def test_a_manager_hears_nothing_where_somebody_spoke_to_the_customer(hire, town):
    boss = await hire("王芳", "manager")
    li = await with_contract(hire, town, "8月10号", manager="王芳")
    town.clock.set("2026-07-25 10:00")
    await li.says("今天拜访了华峰李总,续约要降价")
    town.clock.set("2026-08-03 09:33")
    await town.remind()
    assert li.reads.startswith("📄 华峰精密")
    assert not any("📄" in message.text for message in boss.messages)


async def expiring(hire, town):
    li = await with_contract(hire, town, "8月10号")
    town.clock.set("2026-07-11 09:33")
    await town.remind()
    return li


async def test_a_renewal_stops_the_ladder_and_is_confirmed_before_it_is_saved(hire, town):
    li = await expiring(hire, town)
    await li.taps("已续约")
    assert li.reads.splitlines()[0] == "✅ 已续约，不再提醒。金额有变就一起说。"
    assert (await town.only(Contract)).state == "renewed"
    await li.says("明年8月10号 30万")
    assert li.reads.splitlines()[:2] == [
        "续约合同，请核对：",
        "华峰精密 · ¥300,000 · 自 08-11 周二 · 到期 2027-08-10 周二",
    ]
    assert len(await town.all(Contract)) == 1
    await li.taps("保存")
    old, new = sorted(await town.all(Contract), key=lambda row: row.id)
    assert (new.renews_id, new.ends_on, new.state) == (old.id, date(2027, 8, 10), "active")
    count = len(li.messages)
    town.clock.set("2026-08-03 09:33")
    await town.remind()
    assert len(li.messages) == count


async def test_not_renewing_asks_for_the_reason_and_stops_the_ladder(hire, town):
    li = await expiring(hire, town)
    await li.taps("不续")
    assert li.reads.splitlines() == ["已记：华峰精密不续约，不再提醒。", "为什么不续？"]
    await li.taps("价格")
    contract = await town.only(Contract)
    assert (contract.state, contract.reason) == ("declined", "价格")
    count = len(li.messages)
    town.clock.set("2026-08-03 09:33")
    await town.remind()
    assert len(li.messages) == count


async def test_a_contract_rests_for_a_week_and_comes_again(hire, town):
    li = await expiring(hire, town)
    await li.taps("7天后再提")
    assert li.reads == "⏰ 07-18 周六 再提这份合同。"
    count = len(li.messages)
    town.clock.set("2026-07-17 10:00")
    await town.remind()
    assert len(li.messages) == count
    town.clock.set("2026-07-18 09:33")
    await town.remind()
    assert li.reads.splitlines()[0] == "📄 华峰精密 合同 还有23天到期（08-10 周一）"


async def test_talks_about_a_renewal_become_a_record_and_the_ladder_goes_on(hire, town):
    li = await expiring(hire, town)
    await li.taps("开始谈")
    await li.says("李总说价格要再降一点")
    assert li.reads.splitlines()[1].endswith("· 合同提醒照旧")
    assert (await town.only(Interaction)).customer_id == (await town.only(Customer)).id
    town.clock.set("2026-08-03 09:33")
    await town.remind()
    assert li.reads.startswith("📄 华峰精密 合同 还有7天到期")


@pytest.mark.parametrize(
    ("words", "state"), [("已经续约了,到明年8月10号", "renewed"), ("不续了,换供应商了", "declined")]
)
async def test_an_expiry_is_answered_in_words(hire, town, words, state):
    li = await expiring(hire, town)
    await li.says(words)
    assert (await town.all(Contract))[0].state == state


async def test_an_expiry_in_english(hire, town):
    li = await hire("Lee", language="en", customers=("Acme Industrial",))
    await li.says("Acme signed, $50k, until 10 August this year")
    await li.taps("Save")
    town.clock.set("2026-07-11 09:33")
    await town.remind()
    assert li.reads.splitlines()[0] == "📄 Acme Industrial: contract ends in 30 days (Mon 10 Aug)"
    assert li.labels == ["Talking: log it", "Renewed", "Not renewing", "Again in 7 days"]


async def test_reminders_keep_quiet_hours_and_the_persons_own_times(hire, town):
    li = await hire("小李", customers=("华峰精密",))
    async with town.database.begin() as session:
        person = (await session.execute(select(Person))).scalar_one()
        person.digest_at, person.remind_at, person.quiet_until = time(7, 30), time(7, 45), time(9, 0)
        session.add(person)
    await li.says("华峰合同签了28万 到7月10号")
    await li.taps("保存")
    await li.says("今天拜访了华峰,6月10号前报价")
    town.clock.set("2026-06-10 08:59")
    await town.remind()
    assert li.reads.startswith("✅")
    town.clock.set("2026-06-10 09:00")
    await town.remind()
    assert {message.text.split()[0] for message in li.messages[-2:]} == {"📄", "📌"}


async def test_the_clock_rings_goes_on_after_an_error_and_stops_cleanly():
    rings = []

    async def ring():
        rings.append(1)
        if len(rings) == 1:
            raise OSError("the database is away")

    clock = asyncio.create_task(run_clock(ring, seconds=0.05))
    await asyncio.sleep(0.5)
    clock.cancel()
    with pytest.raises(asyncio.CancelledError):
        await clock
    assert len(rings) > 2
    stopped = len(rings)
    await asyncio.sleep(0.15)
    assert len(rings) == stopped


async def test_a_sweep_writes_one_row_for_each_occasion(hire, town):
    li = await with_wang(hire)
    await li.says(REMIND)
    town.clock.set("2026-05-07 09:00")
    await town.remind()
    await li.says("1小时后")
    town.clock.set("2026-05-07 10:00")
    await town.remind()
    keys = [row.key for row in await town.all(OutboxRow, rule="commitment_due")]
    assert len(keys) == len(set(keys)) == 2
