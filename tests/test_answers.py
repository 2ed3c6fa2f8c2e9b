"""Answers to a reminder: a tap or a sentence becomes the record, moves it, or closes it."""

from datetime import UTC, date, datetime

import pytest

from store.models import Commitment, Customer, Draft, Interaction
from tests.reminding import REMIND, with_wang


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


async def test_words_about_somebody_known_elsewhere_are_no_answer(hire, town):
    li = await with_wang(hire)
    await li.says("昨天拜访了华峰李总")
    await li.says(REMIND)
    town.clock.set("2026-05-07 09:00")
    await town.remind()
    await li.says("刚见了李总,要样品")
    assert li.reads.startswith("✅ 已记 · 华峰精密")
    assert (await town.only(Commitment, text="给王姐发合同")).state == "open"


async def test_hours_later_a_report_needs_a_target(hire, town):
    li = await due(hire, town)
    card = li.sees
    town.clock.set("2026-05-08 09:00")
    await li.says("我还欠华峰什么")
    await li.says("拜访了一下,要样品")
    assert li.reads.startswith("✅ 已记 · 华峰精密?")
    assert (await town.only(Commitment, text="给王姐发合同")).state == "open"
    await li.says("拜访了一下,要样品", reply_to=card)
    assert (await town.only(Commitment, text="给王姐发合同")).state == "done"


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


@pytest.mark.parametrize("name", ["苏州明达", "明达", "苏州明达？"])
async def test_a_bare_name_after_a_reminder_asks_about_the_customer_and_closes_nothing(hire, town, name):
    li = await due(hire, town)
    await li.says(name)
    assert li.reads.startswith("📇 苏州明达")
    assert (await town.only(Commitment)).state == "open"
