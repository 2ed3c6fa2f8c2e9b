"""Lists: the day, what is late, who owes whom, who was visited, who was forgotten; and acting on their rows."""

from datetime import UTC, date, datetime

import pytest

from store.models import Commitment, Customer

FOOT = "回 “完成2” / “推3 明天” / “详3”"


async def test_the_day_is_a_numbered_list_with_what_is_late_marked(hire, town):
    li = await hire("小李", customers=("宁波海润", "杭州智云", "苏州明达"))
    town.clock.set("2026-05-04 10:00")
    await li.says("今天给海润打了电话,今天下班前报价")
    await li.says("提醒我周三上午10点给明达送样")
    town.clock.set("2026-05-06 08:00")
    await li.says("今天给智云发合同草稿,提醒我")
    await li.says("今天有啥")
    assert li.reads.splitlines() == [
        "05-06 周三 · 3 件（逾期 1）",
        "1 ⏰ 09:33：杭州智云 发合同草稿",
        "2 ⏰ 10:00：苏州明达 送样",
        "3 ⚠️ 逾期2天：宁波海润 报价",
        FOOT,
    ]
    await li.says("what's on today")
    assert li.reads.splitlines()[0] == "Wed 6 May · 3 items (1 overdue)"
    assert li.reads.splitlines()[3].startswith("3 ⚠️ 2 days late: ")
    assert li.reads.splitlines()[4] == "Reply “done 2”, “move 3 tomorrow” or “show 3”"


@pytest.mark.parametrize(
    "words",
    [
        "今天",
        "今日待办",
        "今天有啥",
        "今天有什么安排？",
        "有什么安排",
        "我今天要做什么",
        "what's on today",
        "Today",
        "my day",
    ],
)
async def test_the_day_is_asked_for_in_many_words(hire, words):
    li = await hire("小李", customers=("华峰精密",))
    await li.says("提醒我今晚7点给华峰打电话")
    await li.says(words)
    assert "19:00" in li.reads
    assert "华峰精密" in li.reads


@pytest.mark.parametrize(
    ("words", "head"),
    [
        ("明天有啥", "05-07 周四 · 1 件"),
        ("明天的安排", "05-07 周四 · 1 件"),
        ("本周有啥", "05-04 周一 – 05-10 周日 · 1 件"),
        ("下周有什么安排", "05-11 周一 – 05-17 周日 · 没有安排"),
        ("what's on tomorrow", "Thu 7 May · 1 item"),
        ("this week", "Mon 4 May – Sun 10 May · 1 item"),
        ("agenda for next week", "Mon 11 May – Sun 17 May · nothing planned"),
        ("tomorrow's plan", "Thu 7 May · 1 item"),
        ("anything due this week?", "Mon 4 May – Sun 10 May · 1 item"),
        ("明天拜访谁", "05-07 周四 · 1 件"),
    ],
)
async def test_any_period_can_be_asked_for(hire, words, head):
    li = await hire("小李", customers=("华峰精密",))
    await li.says("提醒我明天上午10点给华峰送样")
    await li.says(words)
    assert li.reads.splitlines()[0] == head


async def test_more_than_six_rows_wait_behind_a_button(hire):
    li = await hire("小李", customers=("华峰精密",))
    for hour in range(9, 17):
        await li.says(f"明天{hour}点提醒我给华峰打电话")
    await li.says("明天有啥")
    assert li.reads.splitlines()[0] == "05-07 周四 · 8 件"
    assert len(li.reads.splitlines()) == 8
    assert li.labels == ["更多"]
    await li.taps("更多")
    assert li.reads.splitlines()[1].startswith("1 ⏰ 15:00")
    assert li.labels == []
    await li.says("完成2")
    assert li.reads == "✔ 已完成：华峰精密 打电话"


async def test_rows_are_done_moved_shown_and_dropped_by_their_numbers(hire, town):
    li = await hire("小李", customers=("华峰精密", "苏州明达", "宁波海润"))
    for name, hour in (("华峰", 9), ("明达", 10), ("海润", 11)):
        await li.says(f"明天{hour}点提醒我给{name}报价")
    await li.says("明天有啥")
    await li.says("完成1 3")
    assert li.reads == "✔ 已完成：华峰精密 报价\n✔ 已完成：宁波海润 报价"
    assert {row.state for row in await town.all(Commitment)} == {"open", "done"}
    await li.says("推2到周五下午")
    assert li.reads == "苏州明达 报价\n⏰ 改到 05-08 周五 15:00（原 05-07 周四 10:00）"
    assert li.labels == ["改回"]
    moved = await town.only(Commitment, state="open")
    assert moved.remind_at == datetime(2026, 5, 8, 7, 0, tzinfo=UTC)
    await li.taps("改回")
    assert (await town.only(Commitment, state="open")).remind_at == datetime(2026, 5, 7, 2, 0, tzinfo=UTC)
    await li.says("move 2 tomorrow 4pm")
    assert li.reads.splitlines()[1] == "⏰ Moved to Thu 7 May 16:00 (was Thu 7 May 10:00)"
    await li.says("取消2")
    assert li.reads == "✖ 已取消：苏州明达 报价"
    assert await town.all(Commitment, state="open") == []
    await li.says("done 1")
    assert li.reads == "华峰精密 报价：早就是这样了"


async def test_a_row_is_opened_by_its_number_or_by_show(hire):
    li = await hire("小李", customers=("华峰精密", "苏州明达"))
    await li.says("明天9点提醒我给华峰报价")
    await li.says("明天10点提醒我给明达送样")
    await li.says("明天有啥")
    await li.says("2")
    assert li.reads.splitlines()[0] == "⏰ 苏州明达 — 送样"
    assert li.labels == ["完成", "记一笔", "明天", "改日期", "不用了"]
    await li.says("详1")
    assert li.reads.splitlines()[0] == "⏰ 华峰精密 — 报价"
    await li.taps("完成")
    assert li.reads == "✔ 已完成：报价"


async def test_a_number_that_the_list_does_not_have_is_told(hire):
    li = await hire("小李", customers=("华峰精密",))
    await li.says("完成2")
    assert li.reads == "哪个列表？先说“今天”。"
    await li.says("明天9点提醒我给华峰报价")
    await li.says("明天有啥")
    for words in ("完成2", "推2 明天", "详2", "取消2"):
        await li.says(words)
        assert li.reads == "列表只有1条。"
    await li.says("推1 昨天")
    assert li.reads == "那个时间已经过了。改到哪天？"
    await li.says("完成1")
    assert li.reads.startswith("✔ 已完成")


async def test_what_is_late_and_who_owes_whom(hire, town):
    li = await hire("小李", customers=("华峰精密", "宁波海润"))
    await li.says("今天拜访了海润,周五前报价")
    await li.says("刚跟华峰打完电话,月底前给答复")
    await li.says("逾期的")
    assert li.reads == "没有逾期的。👍"
    await li.says("我欠谁的")
    assert li.reads.splitlines()[:2] == ["📌 你欠 1 件", "1 📌 05-08 周五：宁波海润 报价"]
    await li.says("他们欠我的")
    assert li.reads.splitlines()[0] == "🤝 对方欠你 1 件"
    assert "华峰精密" in li.reads
    await li.says("what do they owe me")
    assert li.reads.splitlines()[0] == "🤝 Owed to you: 1"
    town.clock.set("2026-05-10 09:00")
    await li.says("逾期的")
    assert li.reads.splitlines()[:2] == ["⚠️ 逾期 1 件", "1 ⚠️ 逾期2天：宁波海润 报价"]
    await li.says("overdue")
    assert li.reads.splitlines()[0] == "⚠️ 1 overdue"
    await li.says("show me what is overdue")
    assert li.reads.splitlines()[:2] == ["⚠️ 1 overdue", "1 ⚠️ 2 days late: 宁波海润 · 报价"]
    await li.says("done 1")
    await li.says("what do I owe")
    assert li.reads == "You owe nobody anything. 👍"


async def test_who_was_visited_and_who_was_called(hire):
    li = await hire("小李", customers=("华峰精密", "苏州明达"))
    await li.says("昨天拜访了华峰李总,嫌贵")
    await li.says("今天给明达打了电话,要样品")
    await li.says("本周拜访了谁")
    assert li.reads.splitlines() == [
        "05-04 周一 – 05-10 周日 · 拜访 1 家",
        "1 华峰精密 李总 · 05-05 周二 拜访：嫌贵",
    ]
    await li.says("今天打给谁了")
    assert li.reads.splitlines()[0] == "05-06 周三 · 电话 1 家"
    await li.says("who did I contact this week?")
    assert li.reads.splitlines()[0] == "Mon 4 May – Sun 10 May · in touch: 2 customers"
    await li.says("上个月联系了哪些客户")
    assert li.reads == "04-01 周三 – 04-30 周四 · 联系：没有记录"


async def test_a_manager_asks_for_a_report_and_a_rep_is_refused(hire):
    boss = await hire("王芳", "manager")
    li = await hire("小李", manager="王芳", customers=("华峰精密",))
    zhang = await hire("小张", team="华北", customers=("苏州明达",))
    await li.says("今天拜访了华峰李总,嫌贵")
    await boss.says("小李今天跑了谁")
    assert li.reads.startswith("✅ 已记")
    assert boss.reads.splitlines() == [
        "小李 · 05-06 周三 · 拜访 1 家",
        "1 华峰精密 李总 · 05-06 周三 拜访：嫌贵",
    ]
    for words in ("小李今天跑了谁", "小李明天有啥", "小李逾期的"):
        await zhang.says(words)
        assert zhang.reads == "只能看自己的客户。"
    await zhang.says("今天跑了谁")
    assert zhang.reads == "05-06 周三 · 拜访：没有记录"


async def test_customers_silent_for_long_are_found_by_level(hire, town):
    town.clock.set("2026-03-20 10:00")
    li = await hire("小李", customers=("华峰精密", "苏州明达", "宁波海润"))
    await li.says("今天拜访了明达")
    async with town.database.begin() as session:
        for customer in await town.all(Customer):
            if customer.name != "宁波海润":
                customer.level = "key"
                await session.merge(customer)
    town.clock.set("2026-05-06 16:30")
    await li.says("今天拜访了海润")
    await li.says("一个月没联系的重点客户")
    assert li.reads.splitlines() == [
        "重点 · >30天未联系 · 2 家",
        "1 华峰精密 · 未联系过",
        "2 苏州明达 · 47天",
    ]
    await li.says("key accounts silent for 30 days")
    assert li.reads.splitlines()[0] == "key account · silent for 30 days · 2"
    await li.says("哪些客户两个月没跟进了")
    assert li.reads == "没有超过61天未联系的客户。👍"
    await li.says("一个月没联系的重点客户")
    await li.taps("给每家设明天跟进")
    assert li.reads == "⏰ 05-07 周四 设了 2 个跟进"
    assert {row.due_on for row in await town.all(Commitment, state="open")} == {date(2026, 5, 7)}
    await li.says("撤销")
    assert await town.all(Commitment, state="open") == []
    await li.says("key accounts silent for 30 days")
    await li.says("remind all tomorrow")
    assert li.reads == "⏰ 2 follow-ups for Thu 7 May"


async def test_a_sentence_about_one_customer_is_no_list(hire, town):
    li = await hire("小李", customers=("华峰精密",))
    await li.says("一个月没联系华峰了,今天拜访了一下")
    assert li.reads.startswith("✅ 已记 · 华峰精密")
    await li.says("华峰有什么安排")
    assert "华峰精密" in li.reads
    assert "件" not in li.reads.splitlines()[0]


async def test_another_reps_things_are_in_nobodys_list(hire):
    li = await hire("小李", customers=("华峰精密",))
    zhang = await hire("小张", customers=("苏州明达",))
    await li.says("提醒我明天9点给华峰报价")
    await zhang.says("明天有啥")
    assert zhang.reads == "05-07 周四 · 没有安排"
    await li.says("明天有啥")
    assert "华峰精密" in li.reads


@pytest.mark.parametrize(
    "words",
    [
        "哪些客户好久没联系了",
        "超过30天没跟进的客户",
        "which customers have not been contacted for a month",
        "30天没拜访的客户",
    ],
)
async def test_silence_is_asked_for_in_many_words(hire, town, words):
    town.clock.set("2026-03-20 10:00")
    li = await hire("小李", customers=("华峰精密",))
    town.clock.set("2026-05-06 16:30")
    await li.says(words)
    assert li.reads.splitlines()[1].startswith("1 华峰精密")


@pytest.mark.parametrize("words", ["谁还没给我答复", "对方还欠我什么", "谁欠我的", "what am I waiting for"])
async def test_what_others_owe_is_asked_for_in_many_words(hire, words):
    li = await hire("小李", customers=("华峰精密",))
    await li.says("刚跟华峰打完电话,月底前给答复")
    await li.says(words)
    assert "华峰精密" in li.reads.splitlines()[1]


async def test_a_manager_who_asks_what_is_overdue_hears_of_the_team_and_a_rep_of_their_own(town, hire):
    boss = await hire("王芳", "manager")
    li = await hire("小李", manager="王芳", customers=("华峰精密",))
    zhang = await hire("小张", manager="王芳", customers=("苏州明达",))
    await li.says("今天拜访了华峰,答应周四前报价")
    await zhang.says("今天拜访了明达,答应周四前送样")
    town.clock.set("2026-05-11 10:00")
    await boss.says("逾期的")
    assert "华峰精密" in boss.reads
    assert "苏州明达" in boss.reads
    await boss.says("我的逾期")
    assert "华峰精密" not in boss.reads
    await li.says("逾期的")
    assert "华峰精密" in li.reads
    assert "苏州明达" not in li.reads
