"""A rep's day in conversations: reports, new customers, lists. Wednesday 6 May 2026, 16:30 in Shanghai."""

from datetime import UTC, date, datetime

import pytest

from store.models import Commitment, Contact, Customer, Draft, Interaction

VISIT = "今天下午去拜访了XX张经理,对定制方案感兴趣,要求3日内报价,下周二再跟进"
VISITED = "Visited Manager Zhang at XX this afternoon, likes the custom plan, wants a quote in 3 days, follow up next Tuesday"
CALL = "刚跟华峰李总打完电话,嫌贵,月底前给答复"
CALLED = "Just off the phone with Li at Huafeng, too pricey, will answer by month end"
HAIRUN = "今天见了宁波海润的陈工,做水泵的,想要5台样机,13800138000"
HAIRUN_EN = "Met Chen of Ningbo Hairun, pumps, wants 5 samples, 13800138000"


def falls_short(reason):
    """The conversation is meant to go so, and does not yet."""
    return pytest.mark.xfail(strict=True, reason=reason)


@pytest.fixture
def wang(hire):
    async def wang(*customers):
        return await hire("小王", customers=customers)

    return wang


@pytest.fixture
def rep(hire):
    async def rep(*customers):
        return await hire("Wang", language="en", customers=customers)

    return rep


# 1. A messy visit report


async def test_1_a_visit_becomes_a_record_a_promise_and_a_next_contact(wang, town):
    li = await wang("XX公司", "华峰精密")
    await li.says(VISIT)
    assert li.reads.splitlines() == [
        "✅ 已记 · XX公司 · 张经理",
        "拜访 05-06 周三下午",
        "反馈：对定制方案感兴趣 | 需求：定制方案 | 意向：高?",
        "📌 我方承诺：报价 → 05-09 周六（调休上班） 前",
        "⏰ 下次跟进：05-12 周二 09:33",
    ]
    assert (await town.only(Interaction)).words == VISIT
    await li.says("1")
    assert li.reads == "改哪个日期？"
    await li.says("2")
    await li.says("周三下午3点")
    assert li.reads == "✏️ 已改：下次跟进 05-12 周二 → 05-13 周三 15:00"
    await li.says("意向中")
    assert li.reads == "✏️ 已改：意向 高 → 中"
    await li.taps("补内容")
    await li.says("他们三季度扩产")
    assert "他们三季度扩产" in (await town.only(Interaction)).words


async def test_1_the_same_visit_in_english(rep, town):
    li = await rep("XX Corp", "Huafeng Precision")
    await li.says(VISITED)
    assert li.reads.splitlines() == [
        "✅ Saved · XX Corp · Manager Zhang",
        "visit Wed 6 May pm",
        "Feedback: likes the custom plan | Need: custom plan | Intent: high?",
        "📌 We promised: quote → by Sat 9 May (a working day)",
        "⏰ Next: Tue 12 May 09:33",
    ]
    await li.says("1")
    await li.says("2")
    await li.says("Wednesday 3pm")
    assert li.reads == "✏️ Changed: next contact Tue 12 May → Wed 13 May 15:00"
    await li.says("intent medium")
    assert (await town.only(Customer, name="XX Corp")).intent == "middle"


async def test_1_at_which_date_a_date_with_an_hour_moves_the_next_contact(wang, town):
    li = await wang("XX公司")
    await li.says(VISIT)
    await li.taps("改时间")
    await li.says("周三下午3点")
    assert li.reads == "✏️ 已改：下次跟进 05-12 周二 → 05-13 周三 15:00"
    assert await town.all(Draft) == []


async def test_1_at_which_date_a_date_with_an_hour_moves_it_in_english(rep, town):
    li = await rep("XX Corp")
    await li.says(VISITED)
    await li.taps("Change date")
    await li.says("Wednesday 3pm")
    assert li.reads == "✏️ Changed: next contact Tue 12 May → Wed 13 May 15:00"
    assert await town.all(Draft) == []


# 2. A call, and their promise


async def test_2_their_promise_is_chased_on_the_working_day_before(wang, town):
    li = await wang("华峰精密")
    await li.says(CALL)
    assert li.reads.splitlines() == [
        "✅ 已记 · 华峰精密 · 李总",
        "电话 05-06 周三",
        "反馈：嫌贵",
        "🤝 对方承诺：给答复 → 05-31 周日 前 （05-29 周五 09:33 提醒追问）",
    ]
    await li.says("1")
    await li.says("下周一")
    assert li.reads == "✏️ 已改：对方承诺“给答复” 05-31 周日 → 05-11 周一"
    await li.says("撤销")
    assert (await town.only(Commitment)).due_on == date(2026, 5, 31)


async def test_2_their_promise_in_english(rep, town):
    li = await rep("Huafeng Precision")
    await li.says(CALLED)
    assert li.reads.splitlines()[:3] == [
        "✅ Saved · Huafeng Precision · Li", "call Wed 6 May", "Feedback: too pricey",
    ]  # fmt: skip
    assert "by Sun 31 May (I'll nudge you Fri 29 May 09:33)" in li.reads
    await li.says("1")
    await li.says("Thursday 28 May")
    assert (await town.only(Commitment)).due_on == date(2026, 5, 28)
    await li.says("undo")
    assert (await town.only(Commitment)).due_on == date(2026, 5, 31)


# 3. Two customers fit


async def test_3_two_customers_that_fit_are_asked_about(wang, town):
    li = await wang("杭州智云科技", "智云科技(杭州)")
    await li.says("智云那边说要再比比价")
    assert li.reads == "有2家对得上“智云”，记到哪家？（内容已留住）"
    assert li.labels == ["杭州智云科技 · 未联系过", "智云科技(杭州) · 未联系过", "别的客户"]
    await li.says("1")
    assert li.reads.startswith("✅ 已记 · 杭州智云科技")
    assert (await town.only(Interaction)).words == "智云那边说要再比比价"


async def test_3_none_of_them_is_a_new_one(wang, town):
    li = await wang("杭州智云科技", "智云科技(杭州)")
    await li.says("智云那边说要再比比价")
    await li.says("3")
    await li.says("绍兴智云")
    assert li.labels[0] == "新建并记录"
    await li.says("1")
    created = await town.only(Customer, name="绍兴智云")
    assert (await town.only(Interaction)).customer_id == created.id


async def test_3_two_customers_that_fit_in_english(rep, town):
    li = await rep("Hangzhou Zhiyun Tech", "Zhiyun Tech (Hangzhou)")
    await li.says("Zhiyun wants to compare prices")
    assert await town.all(Interaction) == []
    assert len(li.labels) == 3
    await li.says("1")
    assert (await town.only(Interaction)).words == "Zhiyun wants to compare prices"


# 4. A new customer inside a report


async def test_4_an_unknown_customer_is_created_and_the_visit_logged(wang, town):
    li = await wang()
    await li.says(HAIRUN)
    assert li.reads.splitlines()[0] == "库里没有“宁波海润”。新建并记下这条？"
    assert "陈工" in li.reads
    assert "138****8000" in li.reads
    assert "5台样机" in li.reads
    assert li.labels == ["新建并记录", "其实是已有客户", "先存草稿"]
    assert await town.all(Interaction) == []
    await li.says("1")
    assert li.reads.startswith("✅ KH-202605001 宁波海润 已建并记录 · 陈工")
    created = await town.only(Customer, name="宁波海润")
    assert (created.checked, created.source_person) == (False, "小王")
    assert (await town.only(Interaction)).need == "5台样机"


async def test_4_it_is_an_existing_one_or_waits_as_a_draft(wang, town):
    li = await wang("华峰精密")
    await li.says(HAIRUN)
    await li.says("2")
    await li.says("华峰")
    assert li.reads.startswith("✅ 已记 · 华峰精密 · 陈工")
    await li.says("今天见了绍兴海川的周工,想要报价")
    await li.says("3")
    assert (await town.only(Draft)).words == "今天见了绍兴海川的周工,想要报价"
    assert len(await town.all(Customer)) == 1


async def test_4_an_unknown_customer_in_english(rep, town):
    li = await rep()
    await li.says(HAIRUN_EN)
    assert li.reads.splitlines() == [
        "“Ningbo Hairun” is not in your book. Create it and log this?", "Chen · 138****8000 · 5 samples",
    ]  # fmt: skip
    assert li.labels == ["Create and log", "Existing customer", "Keep as a draft"]
    await li.says("1")
    assert li.reads.startswith("✅ KH-202605001 Ningbo Hairun created and logged · Chen")
    assert (await town.only(Contact)).phone == "13800138000"


@falls_short("a need without a day becomes a promise of ours")
async def test_4_what_they_want_is_a_need_and_no_promise_of_ours(wang, town):
    li = await wang()
    await li.says(HAIRUN)
    await li.says("1")
    assert await town.all(Commitment) == []


@falls_short("做水泵的 is not read as their industry in a report")
async def test_4_what_they_make_is_their_industry(wang, town):
    li = await wang()
    await li.says(HAIRUN)
    await li.says("1")
    assert (await town.only(Customer)).industry


@falls_short("the card of a created customer does not ask for what is missing")
@pytest.mark.parametrize(("language", "words", "level"), [("zh", HAIRUN, "高"), ("en", HAIRUN_EN, "High")])
async def test_4_what_is_missing_is_filled_by_a_tap_or_a_word(hire, town, language, words, level):
    li = await hire("小王", language=language)
    await li.says(words)
    await li.says("1")
    await li.says(level)
    assert (await town.only(Customer)).intent == "high"
    assert await town.all(Draft) == []


@pytest.mark.parametrize(("language", "words", "undo"), [("zh", HAIRUN, "撤销"), ("en", HAIRUN_EN, "undo")])
async def test_4_undo_is_no_customers_name(hire, town, language, words, undo):
    li = await hire("小王", language=language, customers=("华峰精密",))
    await li.says(words)
    await li.says("2")
    await li.says(undo)
    assert f"“{undo}”" not in li.reads


# 5. A customer on purpose


async def test_5_a_new_customer_in_one_line(wang, town):
    li = await wang()
    await li.says("新客户")
    assert li.reads.startswith("一句话说完最快")
    assert li.labels == ["取消"]
    await li.says("苏州明达 企业 王经理 13912345678 做包装 想要报价")
    assert li.reads.splitlines()[:2] == [
        "✅ KH-202605001 苏州明达 已建（待核对）",
        "包装 · 王经理 139****5678 · 需求：报价",
    ]
    await li.taps("意向 高")
    assert (await town.only(Customer)).intent == "high"


async def test_5_a_new_customer_in_english(rep, town):
    li = await rep()
    await li.says("new customer")
    assert li.reads.startswith("Fastest in one line")
    assert li.labels == ["Cancel"]
    await li.says("Suzhou Mingda, Manager Wang, 13912345678, packaging, wants a quote")
    assert li.reads.splitlines()[:2] == [
        "✅ KH-202605001 Suzhou Mingda created (to be checked)", "packaging · Manager Wang 139****5678 · need: quote",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", ("新客户", "苏州明达", "王经理", "13912345678")),
        ("en", ("new customer", "Suzhou Mingda", "Manager Wang", "13912345678")),
    ],
)
async def test_5_a_new_customer_field_by_field(hire, town, language, words):
    li = await hire("小王", language=language)
    for said in words:
        await li.says(said)
    customer, contact = await town.only(Customer), await town.only(Contact)
    assert (customer.name, contact.name, contact.phone) == words[1:]


@pytest.mark.parametrize(
    ("language", "words"), [("zh", ("新客户", "取消")), ("en", ("new customer", "cancel"))]
)
async def test_5_cancelled_is_cancelled(hire, town, language, words):
    li = await hire("小王", language=language)
    for said in words:
        await li.says(said)
    assert await town.all(Customer) == []


# 10. What is on today


async def test_10_the_day_is_a_list_that_one_acts_on_by_numbers(wang, town):
    li = await wang("苏州明达", "杭州智云", "宁波海润")
    town.clock.set("2026-05-04 10:00")
    await li.says("今天给海润打了电话,今天下班前报价")
    town.clock.set("2026-05-05 15:00")
    await li.says("提醒我明天上午10点给明达王经理送样")
    await li.says("今天拜访了智云,明天前给合同草稿")
    town.clock.set("2026-05-06 08:00")
    await li.says("今天有啥")
    assert li.reads.splitlines() == [
        "05-06 周三 · 3 件（逾期 1）",
        "1 ⏰ 10:00：苏州明达 给王经理送样",
        "2 📌 今天到期：杭州智云 给合同草稿",
        "3 ⚠️ 逾期2天：宁波海润 报价",
        "回 “完成2” / “推3 明天” / “详3”",
    ]
    await li.says("完成1")
    await li.says("完成2")
    assert li.reads == "✔ 已完成：杭州智云 给合同草稿"
    await li.says("推3 明天")
    assert (await town.only(Commitment, text="报价")).due_on == date(2026, 5, 7)
    await li.says("详3")
    assert "宁波海润" in li.reads
    await li.says("今天有啥")
    assert "1 ⏰ 10:00：苏州明达 给王经理送样 ✔已记" in li.reads


async def test_10_the_day_in_english(rep, town):
    li = await rep("Mingda", "Zhiyun", "Hairun")
    town.clock.set("2026-05-04 10:00")
    await li.says("Called Hairun today, quote due by end of day")
    town.clock.set("2026-05-05 15:00")
    await li.says("remind me 10am tomorrow to take samples to Wang at Mingda")
    await li.says("remind me tomorrow to send Zhiyun the contract draft")
    town.clock.set("2026-05-06 08:00")
    await li.says("today")
    lines = li.reads.splitlines()
    assert lines[0] == "Wed 6 May · 3 items (1 overdue)"
    assert lines[3].startswith("3 ⚠️ 2 days late: Hairun")
    assert lines[4] == "Reply “done 2”, “move 3 tomorrow” or “show 3”"
    await li.says("done 2")
    assert li.reads == "✔ Done: Mingda · take samples to Wang"
    await li.says("move 3 tomorrow")
    assert "Moved to Thu 7 May" in li.reads
    await li.says("show 3")
    assert "Hairun" in li.reads
    await li.says("done 9")
    assert li.reads == "The list has only 3 rows."


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh", "今天给Hairun打了电话,今天报价"), ("en", "Called Hairun today, we owe them a quote today")],
)
async def test_10_what_is_owed_today_is_owed(hire, town, language, words):
    li = await hire("小王", language=language, customers=("Hairun",))
    town.clock.set("2026-05-06 10:00")
    await li.says(words)
    assert (await town.only(Commitment)).due_on == date(2026, 5, 6)


# 11. A plain reminder


async def test_11_a_reminder_finds_its_person_and_is_changed_and_cancelled(wang, town):
    li = await wang("苏州明达", "华峰精密")
    await li.says("昨天给明达王姐打了电话,13812346620,嫌贵")
    await li.says("明早9点提醒我给王姐发合同")
    assert li.reads == "⏰ 05-07 周四 09:00 给王姐发合同（王姐 · 苏州明达?）"
    assert li.labels == ["改时间", "不是这个王姐", "取消"]
    await li.says("1")
    await li.says("后天下午3点")
    assert (await town.only(Commitment)).remind_at == datetime(2026, 5, 8, 7, 0, tzinfo=UTC)
    await li.says("明早9点提醒我给王姐寄样品")
    await li.taps("不是这个王姐")
    await li.says("华峰")
    assert li.reads == "⏰ 05-07 周四 09:00 给王姐寄样品（华峰精密）"
    await li.says("明早9点提醒我给王姐回电话")
    await li.says("3")
    assert (await town.only(Commitment, text="给王姐回电话")).state != "open"


async def test_11_a_reminder_in_english(rep, town):
    li = await rep("Mingda", "Huafeng")
    await li.says("Called Wang Lin at Mingda yesterday, too pricey")
    await li.says("remind me 9am tomorrow to send Wang the contract")
    assert li.reads.startswith("⏰ Thu 7 May 09:00 send Wang the contract (Wang")
    assert li.labels == ["Change time", "Not this Wang", "Cancel"]
    await li.says("1")
    await li.says("Friday 3pm")
    assert (await town.only(Commitment)).remind_at == datetime(2026, 5, 8, 7, 0, tzinfo=UTC)
    await li.says("remind me 9am tomorrow to ring Wang")
    await li.taps("Not this Wang")
    await li.says("Huafeng")
    assert li.reads == "⏰ Thu 7 May 09:00 ring Wang (Huafeng)"


@pytest.mark.parametrize(
    ("language", "words", "name"),
    [
        pytest.param(
            "zh",
            "昨天给Mingda的王琳打了电话,嫌贵",
            "王琳",
            marks=falls_short("a name between 的 and 打了电话 is not read after a Latin company"),
        ),
        pytest.param(
            "en",
            "Called Wang Lin at Mingda yesterday, too pricey",
            "Wang Lin",
            marks=falls_short("Lin is cut off"),
        ),
    ],
)
async def test_11_a_whole_name_is_kept_whole(hire, town, language, words, name):
    li = await hire("小王", language=language, customers=("Mingda",))
    await li.says(words)
    assert (await town.only(Contact)).name == name
