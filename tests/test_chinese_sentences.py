"""What Chinese reps dictate: whose promise it is, whom it is about, when, and what is no record at all."""

from datetime import date

import pytest

from store.models import Commitment, Contract, Customer, Interaction


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("微信上跟永固胡总聊了几句，他在考虑，月底给准话", date(2026, 5, 31)),
        ("电话永固胡总，嫌贵，周四回我", date(2026, 5, 7)),
        ("昨天和永固胡总吃了个饭 聊得挺好 估计下月能签", date(2026, 6, 30)),
        ("永固胡总说周五给我答复", date(2026, 5, 8)),
    ],
)
async def test_what_the_customer_will_do_is_their_promise(hire, town, words, due):
    wang = await hire("小王", customers=("永固紧固件",))
    await wang.says(words)
    theirs = await town.only(Commitment)
    assert (theirs.kind, theirs.due_on) == ("their_promise", due)


async def test_each_of_two_promises_is_whose_it_is(hire, town):
    wang = await hire("小王", customers=("永固紧固件",))
    await wang.says("永固胡斌说周五给我答复，周四我先发个样")
    kinds = {row.kind: row.due_on for row in await town.all(Commitment)}
    assert kinds == {"their_promise": date(2026, 5, 8), "our_promise": date(2026, 5, 7)}


async def test_following_once_more_is_the_next_contact(hire, town):
    wang = await hire("小王", customers=("恒拓自动化",))
    await wang.says("恒拓，孙丽，电话，要求5月20日前出方案，5月25再跟")
    kinds = {row.kind: row.due_on for row in await town.all(Commitment)}
    assert kinds == {"our_promise": date(2026, 5, 20), "next_contact": date(2026, 5, 25)}


async def test_a_customer_that_is_only_compared_with_gets_no_record(hire, town):
    wang = await hire("小王", customers=("力拓机械", "铁城钢构"))
    await wang.says("昨天电话力拓冯总工，他嫌贵，说要跟铁城那边比")
    assert wang.reads.startswith("✅ 已记 · 力拓机械")
    assert len(await town.all(Interaction)) == 1


async def test_a_meeting_to_come_is_not_how_they_met(hire, town):
    wang = await hire("小王", customers=("明达包装", "恒拓自动化"))
    await wang.says("上午跑了明达和恒拓 明达要200套纸箱 恒拓孙丽说下周开会定")
    assert {row.method for row in await town.all(Interaction)} == {"visit"}


async def test_the_sum_of_a_day_is_no_record_of_the_customer_spoken_of_last(hire, town):
    wang = await hire("小王", customers=("尚品酒店",))
    await wang.says("今天拜访了尚品酒店，聊了布草")
    await wang.says("今天电话8个 见了3家")
    assert wang.reads == "这是哪个客户？（内容已留住）"
    assert len(await town.all(Interaction)) == 1


async def test_another_appointment_lies_ahead(hire, town):
    wang = await hire("小王", customers=("锦绣纺织",))
    await wang.says("今天拜访了锦绣纺织林芳")
    await wang.says("林芳改约周五下午2点了")
    assert "05-08 周五 14:00" in wang.reads


async def test_no_progress_is_a_record_and_a_question_of_progress_none(hire, town):
    wang = await hire("小王", customers=("永固紧固件",))
    await wang.says("今天打了永固胡斌电话 没啥进展")
    assert wang.reads.startswith("✅ 已记 · 永固紧固件")
    await wang.says("永固最近没进展吗")
    assert wang.reads.startswith("📇 永固紧固件")


async def test_a_new_contract_with_its_own_beginning_was_signed_today(hire, town):
    wang = await hire("小王", customers=("宏泰造船",))
    await wang.says("新签宏泰造船合同 12.5w 从6月1号起一年 预付30% 尾款到货付清")
    assert "¥125,000 · 签约 05-06 周三 · 自 06-01 周一 · 到期 2027-05-31 周一" in wang.reads
    await wang.taps("保存")
    assert (await town.only(Contract)).terms == "预付30%，尾款到货付清"


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("高意向", "✏️ 已改：意向 → 高"),
        ("金额不是30万 是35万", "✏️ 已改：金额 → ¥350,000"),
        ("哦不是冯总工 是李总工", "✏️ 已改：联系人 冯总工 → 李总工"),
        ("哦不是冯总工是她老公", "✏️ 已改：补充 → 哦不是冯总工是她老公"),
    ],
)
async def test_a_correction_as_it_is_spoken(hire, words, line):
    wang = await hire("小王", customers=("力拓机械",))
    await wang.says("今天电话了力拓机械冯总工 他说价格太高")
    await wang.says(words)
    assert wang.reads == line


async def test_an_intent_without_its_level_is_asked_for(hire):
    wang = await hire("小王", customers=("力拓机械",))
    await wang.says("今天电话了力拓机械冯总工 他说价格太高")
    await wang.says("改意向")
    assert (wang.reads, wang.labels) == ("意向改成？", ["高", "中", "低"])
    await wang.says("1")
    assert wang.reads == "✏️ 已改：意向 → 高"


async def test_a_person_is_found_by_the_sound_of_the_name(hire):
    wang = await hire("小王")
    await wang.says("新客户 康宁药业 程浩 13800138000")
    await wang.says("程好的手机")
    assert wang.reads.startswith("程浩（康宁药业）138****8000")


async def test_how_a_colleague_is_doing_is_whom_he_spoke_to(hire):
    chen = await hire("陈经理", "manager")
    wang = await hire("小王", customers=("力拓机械",), manager="陈经理")
    await wang.says("今天电话了力拓机械冯总工 他说价格太高")
    await chen.says("小王最近怎么样")
    assert chen.reads.splitlines()[0] == "小王 · 04-30 周四 – 05-06 周三 · 联系 1 家"


async def test_a_time_of_day_alone_keeps_the_day_of_the_record(hire):
    wang = await hire("小王", customers=("紫光电子",))
    await wang.says("昨天上午10点拜访紫光电子叶峰 说技术方案OK")
    await wang.says("是前天不是昨天")
    assert wang.reads == "✏️ 已改：日期 05-05 周二 10:00 → 05-04 周一 10:00"
    await wang.says("改成下午")
    assert wang.reads == "✏️ 已改：日期 05-04 周一 10:00 → 05-04 周一下午"


async def test_the_intent_of_a_named_customer_is_set_and_nothing_is_logged(hire, town):
    wang = await hire("小王", customers=("力拓机械", "紫光电子"))
    await wang.says("紫光电子")
    await wang.says("把力拓机械的意向改成高")
    assert wang.reads == "✏️ 已改：意向 → 高"
    assert (await town.only(Customer, name="力拓机械")).intent == "high"
    assert await town.all(Interaction) == []


@pytest.mark.parametrize("words", ["宏泰造穿", "红泰造船"])
async def test_a_name_written_by_its_sound_opens_the_brief(hire, town, words):
    wang = await hire("小王", customers=("扬州宏泰造船有限公司",))
    await wang.says(words)
    assert wang.reads.startswith("📇 扬州宏泰造船有限公司?")
    assert await town.all(Interaction) == []


async def test_a_report_after_several_contracts_is_asked_for_its_customer(hire, town):
    wang = await hire("小王", customers=("华峰精密", "利民纸业"))
    for name in ("华峰精密", "利民纸业"):
        await wang.says(f"{name}合同签了 28万 到6月5号")
        await wang.taps("保存")
    town.clock.set("2026-05-29 09:35")
    await town.remind()
    await wang.says("打了 没人接")
    assert wang.reads == "这是哪个客户？（内容已留住）"
    await wang.taps("华峰精密")
    assert wang.reads.startswith("✅ 已记 · 华峰精密\n")


async def test_how_many_contracts_end_this_month_is_a_list(hire):
    wang = await hire("小王", customers=("华峰精密",))
    await wang.says("这个月还有几个合同要到期")
    assert wang.reads == "05-01 周五 – 05-31 周日 · 没有到期的合同"
