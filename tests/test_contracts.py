"""Contracts: entered by one sentence or step by step, checked, confirmed, listed, corrected."""

from datetime import date
from decimal import Decimal

import pytest

from store.models import AuditEntry, Commitment, Contract, Customer, Draft


async def test_a_contract_in_one_sentence_is_saved_only_when_confirmed(hire, town):
    li = await hire("小李", customers=("华峰精密",))
    await li.says("华峰合同签了 28万 到明年5月10号")
    assert li.reads == (
        "新合同，请核对（金额需确认）：\n"
        "华峰精密 · ¥280,000 · 签约 05-06 周三 · 到期 2027-05-10 周一\n"
        "⏰ 提醒：提前 60/30/7/1 天 · 阶段 → 成交"
    )
    assert li.labels == ["保存", "改金额", "改日期", "取消"]
    assert await town.all(Contract) == []
    assert (await town.only(Draft)).words == "华峰合同签了 28万 到明年5月10号"
    await li.taps("保存")
    assert li.reads.splitlines()[0] == "✅ 合同已存 · 华峰精密"
    contract = await town.only(Contract)
    assert (contract.amount, contract.currency) == (Decimal(280000), "CNY")
    assert (contract.signed_on, contract.ends_on) == (date(2026, 5, 6), date(2027, 5, 10))
    assert (await town.only(Customer)).stage == "won"
    assert await town.all(Draft) == []


async def test_the_same_in_english(hire, town):
    li = await hire("Lee", language="en", customers=("Huafeng Electric",))
    await li.says("Huafeng signed, 280k, until 10 May next year")
    assert li.reads == (
        "New contract, please check:\n"
        "Huafeng Electric · ¥280,000 · signed Wed 6 May · until Mon 10 May 2027\n"
        "⏰ Reminders 60/30/7/1 days before · stage → won"
    )
    assert li.labels == ["Save", "Change amount", "Change dates", "Cancel"]
    await li.says("1")
    assert li.reads.startswith("✅ Contract saved · Huafeng Electric")
    assert (await town.only(Contract)).ends_on == date(2027, 5, 10)


async def test_number_terms_and_a_length_are_read(hire, town):
    li = await hire("小李", customers=("华峰精密",))
    await li.says("和华峰签了两年合同 编号HT-2026-08 总额120万 预付30% 账期30天")
    assert "编号 HT-2026-08 · 付款：预付30%，账期30天" in li.reads
    await li.says("保存")
    contract = await town.only(Contract)
    assert (contract.number, contract.amount) == ("HT-2026-08", Decimal(1200000))
    assert contract.ends_on == date(2028, 5, 5)
    assert contract.terms == "预付30%，账期30天"


async def test_cancelled_means_nothing_is_kept(hire, town):
    li = await hire("小李", customers=("华峰精密",))
    await li.says("华峰合同签了 28万 到明年5月10号")
    await li.taps("取消")
    assert li.reads == "已取消，没有存合同。"
    assert (await town.all(Contract), await town.all(Draft)) == ([], [])
    assert (await town.only(Customer)).stage == "potential"


async def test_an_ignored_question_loses_nothing(hire, town):
    li = await hire("小李", customers=("华峰精密", "苏州明达"))
    await li.says("华峰合同签了 28万 到明年5月10号")
    await li.says("今天拜访了明达王总,要样品")
    assert li.reads.startswith("✅ 已记 · 苏州明达")
    assert (await town.only(Draft)).words == "华峰合同签了 28万 到明年5月10号"
    await li.taps("保存")
    assert (await town.only(Contract)).amount == Decimal(280000)


async def test_words_correct_the_card_before_it_is_saved(hire, town):
    li = await hire("小李", customers=("华峰精密",))
    await li.says("华峰合同签了 28万 到明年5月10号")
    await li.says("金额是30万")
    assert "¥300,000" in li.reads
    await li.taps("改金额")
    await li.says("很多钱")
    assert li.reads.splitlines()[0] == "“很多钱”不是金额。"
    await li.says("31.5万")
    assert "¥315,000" in li.reads
    await li.taps("改日期")
    await li.says("2月30日")
    assert li.reads.splitlines()[0] == "没有2月30日这一天。"
    await li.says("2025年5月1号")
    assert li.reads.splitlines()[0] == "到期 2025-05-01 周四 早于签约 05-06 周三，不对。"
    await li.says("三年")
    assert "到期 2029-05-05 周六" in li.reads
    await li.says("对")
    contract = await town.only(Contract)
    assert (contract.amount, contract.ends_on) == (Decimal(315000), date(2029, 5, 5))


async def test_step_by_step_everything_but_customer_and_last_day_may_be_left_out(hire, town):
    li = await hire("小李", customers=("华峰精密",))
    await li.says("新合同")
    await li.says("华峰")
    assert li.reads == "金额？例：28万 或 280000。"
    await li.taps("跳过")
    assert li.reads == "哪天签的？"
    await li.says("今天")
    assert li.reads == "到期日？也可以说期限，例：两年。"
    assert li.labels == ["取消"]
    await li.says("明年4月30号")
    assert li.reads == "合同编号？"
    await li.says("跳过")
    assert li.reads == "付款方式？例：预付30%、分期、账期30天。"
    await li.says("月结30天")
    assert li.reads.splitlines()[1] == "华峰精密 · 金额未填 · 签约 05-06 周三 · 到期 2027-04-30 周五"
    await li.taps("保存")
    contract = await town.only(Contract)
    assert (contract.amount, contract.number, contract.terms) == (None, None, "月结30天")


async def test_step_by_step_in_english(hire, town):
    li = await hire("Lee", language="en", customers=("Acme Industrial",))
    await li.says("new contract")
    await li.says("Acme")
    await li.says("$50,000")
    await li.says("1 May")
    await li.says("two years")
    await li.says("AC-77")
    await li.says("net 30")
    assert li.reads.splitlines()[1] == "Acme Industrial · $50,000 · signed Fri 1 May · until Sun 30 Apr 2028"
    await li.says("yes")
    contract = await town.only(Contract)
    assert (contract.currency, contract.number, contract.terms) == ("USD", "AC-77", "net 30")


async def test_an_unknown_customer_is_created_or_named_again(hire, town):
    li = await hire("小李", customers=("华峰精密",))
    await li.says("海尔签了合同 5万 到年底")
    assert li.reads == "库里没有“海尔”。新建，或换个名字说。"
    await li.taps("新建")
    await li.taps("保存")
    assert (await town.only(Customer, name="海尔")).stage == "won"
    assert (await town.only(Contract)).ends_on == date(2026, 12, 31)
    await li.says("格力签了合同 6万 到年底")
    await li.says("华峰")
    assert "华峰精密 · ¥60,000" in li.reads


async def test_two_customers_that_fit_are_asked_about(hire, town):
    li = await hire("小李", customers=("杭州智云科技", "智云软件"))
    await li.says("智云签了合同 12万 一年")
    assert li.labels == ["杭州智云科技", "智云软件", "新建"]
    await li.says("2")
    assert "智云软件 · ¥120,000" in li.reads
    await li.taps("保存")
    zhiyun = await town.only(Customer, name="智云软件")
    assert (await town.only(Contract)).customer_id == zhiyun.id


async def test_what_the_sentence_promises_besides_is_kept(hire, town):
    li = await hire("小李", customers=("华峰精密",))
    await li.says("华峰合同签了28万到明年5月10号,下周二送合同原件")
    await li.taps("保存")
    promised = await town.only(Commitment)
    assert promised.due_on == date(2026, 5, 12)
    assert "05-12 周二" in li.reads


async def test_undo_takes_the_contract_and_the_stage_back(hire, town):
    li = await hire("小李", customers=("华峰精密",))
    await li.says("华峰合同签了 28万 到明年5月10号")
    await li.taps("保存")
    await li.says("撤销")
    assert await town.all(Contract) == []
    assert (await town.only(Customer)).stage == "potential"


async def test_a_saved_contract_is_corrected_after_a_check(hire, town):
    li = await hire("小李", customers=("华峰精密",))
    await li.says("华峰合同签了 28万 到明年5月10号")
    await li.taps("保存")
    await li.says("金额是30万")
    assert li.reads.splitlines()[0] == "改后的合同，请核对："
    assert (await town.only(Contract)).amount == Decimal(280000)
    await li.taps("保存")
    assert (await town.only(Contract)).amount == Decimal(300000)


async def save(talker, words):
    await talker.says(words)
    await talker.taps("保存")


@pytest.mark.parametrize(
    ("words", "head"),
    [
        ("本月到期的合同", "05-01 周五 – 05-31 周日 · 1 份合同到期"),
        ("下个月到期的合同有哪些", "06-01 周一 – 06-30 周二 · 1 份合同到期"),
        ("30天内到期的合同", "05-06 周三 – 06-05 周五 · 1 份合同到期"),
        ("哪些合同本季度到期", "04-01 周三 – 06-30 周二 · 2 份合同到期"),
        ("快到期的合同", "05-06 周三 – 07-05 周日 · 2 份合同到期"),
        ("contracts expiring this month", "Fri 1 May – Sun 31 May · 1 contract ends"),
        ("which contracts expire in the next 60 days?", "Thu 7 May – Sun 5 Jul · 2 contracts end"),
        ("contracts ending next year", "Fri 1 Jan 2027 – Fri 31 Dec 2027 · no contract ends"),
    ],
)
async def test_contracts_are_listed_by_when_they_end(hire, words, head):
    li = await hire("小李", customers=("华峰精密", "苏州明达"))
    await save(li, "华峰合同签了5万到5月20号")
    await save(li, "明达合同签了8万到6月20号")
    await li.says(words)
    assert li.reads.splitlines()[0] == head


async def test_amounts_are_masked_in_lists_and_whole_on_the_owners_card(hire, town):
    boss = await hire("王芳", "manager")
    li = await hire("小李", manager="王芳", customers=("华峰精密",))
    await save(li, "华峰合同签了28万到5月20号")
    await li.says("本月到期的合同")
    assert li.reads.splitlines()[1] == "1 📄 华峰精密 · ¥28**** · 05-20 周三 · 还有14天"
    await li.says("1")
    assert li.reads.splitlines()[:3] == [
        "📄 华峰精密",
        "¥280,000",
        "签约 05-06 周三 · 到期 05-20 周三 · 还有14天",
    ]
    await boss.says("本月到期的合同")
    assert boss.reads.splitlines()[1].endswith("（小李）")
    await boss.says("详1")
    assert boss.reads.splitlines()[1] == "¥28****"
    await boss.taps("查看金额")
    assert boss.reads == "¥280,000 · 已记录本次查看"
    assert [entry.model for entry in await town.all(AuditEntry, action="reveal")] == ["contract"]


async def test_a_customers_contract_is_opened_by_name(hire):
    li = await hire("小李", customers=("华峰精密",))
    zhang = await hire("小张", customers=("苏州明达",))
    await li.says("华峰的合同")
    assert li.reads == "华峰精密还没有合同。"
    await save(li, "华峰合同签了28万到5月20号")
    await li.says("华峰的合同")
    assert li.reads.splitlines()[0] == "📄 华峰精密"
    await zhang.says("本月到期的合同")
    assert zhang.reads == "05-01 周五 – 05-31 周日 · 没有到期的合同"
    await zhang.says("华峰的合同")
    assert "280" not in zhang.reads


async def test_an_ended_contract_says_so(hire, town):
    li = await hire("小李", customers=("华峰精密",))
    await save(li, "华峰合同签了28万到5月20号")
    town.clock.set("2026-05-23 10:00")
    await li.says("华峰的合同")
    assert li.reads.splitlines()[2:] == ["签约 05-06 周三 · 到期 05-20 周三 · 已到期3天", "已到期"]
