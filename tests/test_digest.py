"""The morning: what is due, what is late, once a day in the person's own zone; the team for its manager."""

from datetime import UTC, date, datetime

from store.models import Commitment


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


async def test_the_morning_in_english(hire, town):
    ann = await hire("Ann", language="en", customers=("Acme Industrial", "Birch Labs"))
    await ann.says("Visited Acme today, we promised a quote by Friday")
    await ann.says("Visited Birch Labs today, we promised the drawings by Monday")
    town.clock.set("2026-05-11 08:33")
    await town.remind()
    assert ann.reads.splitlines()[0] == "☀️ Mon 11 May · 1 today · 1 overdue"
    assert ann.reads.splitlines()[1].startswith("1 📌 due today: Birch Labs")
    assert ann.reads.splitlines()[2].startswith("2 ⚠️ 3 days late: Acme Industrial")
    await ann.says("done 2")
    assert (await town.only(Commitment, state="done")).due_on == date(2026, 5, 8)


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
    assert mornings[0].text.splitlines()[0] == ("☀️ 05-11 周一 · 逾期 2 件 （迟到了，原定 05-11 周一 08:33）")


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
