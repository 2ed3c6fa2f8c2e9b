"""The end of a contract: the steps before it, who is told, and what the answers do."""

from datetime import date, time

import pytest
from sqlalchemy import select

from store.models import Contract, Customer, Interaction
from store.people_models import Person


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


async def test_a_contract_entered_late_is_spoken_of_the_next_morning(hire, town):
    li = await with_contract(hire, town, "5月28号")
    await town.remind()
    assert li.reads.startswith("✅ 合同已存")
    town.clock.set("2026-05-07 09:33")
    await town.remind()
    assert li.reads.splitlines()[0] == "📄 华峰精密 合同 还有21天到期（05-28 周四）"


async def test_a_bare_name_after_a_contract_s_reminder_asks_about_the_customer_and_logs_nothing(hire, town):
    li = await expiring(hire, town)
    records = len(await town.all(Interaction))
    await li.says("华峰精密")
    assert li.reads.startswith("📇 华峰精密")
    assert len(await town.all(Interaction)) == records
