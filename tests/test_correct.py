"""Correcting what was logged by saying so, and the facts about people that change."""

from datetime import UTC, date, datetime

import pytest

from store.models import Commitment, Contact, Customer, Interaction

VISIT = "今天下午去拜访了华为张经理,对定制方案感兴趣,要求3日内报价,下周二再跟进"
ENGLISH = "Visited Bob Smith at Acme this afternoon, likes the custom plan, we owe a quote in 3 days, follow up next Tuesday"


async def test_not_tuesday_but_wednesday_moves_the_next_contact(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司",))
    await wang.says(VISIT)
    await wang.says("不是下周二，是周三")
    assert wang.reads == "✏️ 已改：下次跟进 05-12 周二 → 05-13 周三 09:33"
    assert wang.labels == ["撤销"]
    following = await town.only(Commitment, kind="next_contact")
    assert (following.due_on, following.remind_at) == (
        date(2026, 5, 13),
        datetime(2026, 5, 13, 1, 33, tzinfo=UTC),
    )
    await wang.taps("撤销")
    assert (await town.only(Commitment, kind="next_contact")).due_on == date(2026, 5, 12)


async def test_the_same_in_english(hire, town):
    wang = await hire("Wang", language="en", customers=("Acme Industrial Ltd",))
    await wang.says(ENGLISH)
    await wang.says("not Tuesday, Wednesday")
    assert wang.reads == "✏️ Changed: next contact Tue 12 May → Wed 13 May 09:33"
    assert (await town.only(Commitment, kind="next_contact")).due_on == date(2026, 5, 13)


async def test_the_old_date_tells_which_promise_is_meant(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司",))
    await wang.says(VISIT)
    await wang.says("不是9号，是8号")
    assert (await town.only(Commitment, kind="our_promise")).due_on == date(2026, 5, 8)
    assert (await town.only(Commitment, kind="next_contact")).due_on == date(2026, 5, 12)


async def test_a_promise_can_be_named_by_its_words(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司",))
    await wang.says(VISIT)
    await wang.says("把报价改到周四")
    assert (await town.only(Commitment, kind="our_promise")).due_on == date(2026, 5, 7)


async def test_words_that_fit_two_promises_are_asked_about(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司",))
    await wang.says(VISIT)
    await wang.says("改成周五")
    assert wang.reads == "你说的是哪一条？"
    assert len(wang.labels) == 2
    await wang.says("2")
    assert wang.reads == "✏️ 已改：下次跟进 05-12 周二 → 05-08 周五 09:33"


async def test_an_hour_means_the_next_contact(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司",))
    await wang.says(VISIT)
    await wang.says("改成周五下午3点")
    assert wang.reads == "✏️ 已改：下次跟进 05-12 周二 → 05-08 周五 15:00"
    assert (await town.only(Commitment, kind="our_promise")).due_on == date(2026, 5, 9)


async def test_a_time_is_kept_when_only_the_day_changes(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司",))
    await wang.says("今天拜访了华为张经理，下周二下午3点再跟进")
    await wang.says("改成下周四")
    moved = await town.only(Commitment)
    assert moved.due_at == datetime(2026, 5, 14, 7, 0, tzinfo=UTC)
    await wang.says("改成4点")
    assert (await town.only(Commitment)).due_at == datetime(2026, 5, 14, 8, 0, tzinfo=UTC)


async def test_a_promise_cannot_move_into_the_past(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司",))
    await wang.says("今天拜访了华为张经理，下周二再跟进")
    await wang.says("不是下周二，是昨天")
    assert wang.reads == "05-05 周二 已过。改到哪天？"
    assert (await town.only(Commitment)).due_on == date(2026, 5, 12)
    await wang.says("不是下周二，是明天")
    assert (await town.only(Commitment)).due_on == date(2026, 5, 7)


async def test_a_day_that_does_not_exist_is_named(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司",))
    await wang.says("今天拜访了华为张经理，下周二再跟进")
    await wang.says("改到2月30日")
    assert wang.reads == "没有这一天：2月30日。"
    await wang.says("改到6月30日")
    assert (await town.only(Commitment)).due_on == date(2026, 6, 30)


async def test_the_day_of_the_record_itself_is_corrected(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司",))
    await wang.says("今天拜访了华为张经理")
    await wang.says("不对，是昨天")
    assert wang.reads == "✏️ 已改：日期 05-06 周三 → 05-05 周二"
    assert (await town.only(Interaction)).happened_on == date(2026, 5, 5)
    await wang.says("不是昨天，是周一上午")
    record = await town.only(Interaction)
    assert (record.happened_on, record.day_part) == (date(2026, 5, 4), "morning")


async def test_it_was_speaks_of_the_record_and_not_of_what_is_to_come(hire, town):
    wang = await hire("Wang", language="en", customers=("Acme Industrial Ltd",))
    await wang.says(ENGLISH)
    await wang.says("no, it was in the morning")
    assert (await town.only(Interaction)).day_part == "morning"
    await wang.says("it was yesterday")
    assert wang.reads == "✏️ Changed: date Wed 6 May am → Tue 5 May"


async def test_a_customers_name_alone_after_a_no_is_the_right_customer(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司", "海润水泵"))
    await wang.says("今天拜访了华为张经理")
    await wang.says("发错了，是海润")
    assert wang.reads == "✏️ 已改：客户 华为技术有限公司 → 海润水泵"
    assert len(await town.all(Interaction)) == 1


@pytest.mark.parametrize(
    ("words", "method"),
    [
        ("其实是电话", "call"),
        ("不是拜访，是微信", "wechat"),
        ("actually a call", "call"),
        ("是开会", "meeting"),
    ],
)
async def test_the_method_is_corrected(hire, town, words, method):
    wang = await hire("小王", customers=("华为技术有限公司",))
    await wang.says("今天拜访了华为张经理")
    await wang.says(words)
    assert (await town.only(Interaction)).method == method


async def test_the_person_is_corrected_and_leaves_no_ghost(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司",))
    await wang.says(VISIT)
    await wang.says("不是张经理是李经理")
    assert wang.reads == "✏️ 已改：联系人 张经理 → 李经理"
    assert [one.name for one in await town.all(Contact)] == ["李经理"]
    await wang.taps("撤销")
    assert [one.name for one in await town.all(Contact)] == ["张经理"]


async def test_the_person_is_corrected_to_one_who_is_known(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司",))
    await wang.says("今天拜访了华为李经理")
    await wang.says("今天给华为张经理打了电话，周五前报价")
    await wang.says("不是张经理是李经理")
    li = await town.only(Contact)
    assert li.name == "李经理"
    assert {row.contact_id for row in await town.all(Interaction)} == {li.id}
    assert (await town.only(Commitment)).contact_id == li.id


async def test_a_record_moves_to_another_customer_with_its_promises(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司", "华为终端有限公司"))
    await wang.says("今天拜访了华为技术张经理，意向不错，周五前报价")
    await wang.says("不是华为技术，是华为终端")
    assert wang.reads == "✏️ 已改：客户 华为技术有限公司 → 华为终端有限公司"
    right = await town.only(Customer, name="华为终端有限公司")
    wrong = await town.only(Customer, name="华为技术有限公司")
    assert (await town.only(Interaction)).customer_id == right.id
    assert (await town.only(Commitment)).customer_id == right.id
    assert (await town.only(Contact)).customer_id == right.id
    assert (wrong.last_contact_at, wrong.stage) == (None, "potential")
    assert (right.stage, right.last_contact_at is not None) == ("following", True)
    await wang.says("撤销")
    assert (await town.only(Interaction)).customer_id == wrong.id
    assert (await town.only(Customer, id=right.id)).last_contact_at is None


async def test_an_unknown_right_customer_is_created_by_a_tap(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司",))
    await wang.says("今天拜访了华为张经理")
    await wang.says("不是华为，是明达包装")
    assert wang.reads.startswith("没找到“明达包装”。新建吗？")
    await wang.taps("新建并改过去")
    created = await town.only(Customer, name="明达包装")
    assert (await town.only(Interaction)).customer_id == created.id


async def test_intent_and_amount_are_corrected(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司",))
    await wang.says("今天拜访了华为张经理，对方案感兴趣，预算25万")
    await wang.says("意向低")
    assert wang.reads == "✏️ 已改：意向 高 → 低"
    assert (await town.only(Customer)).intent == "low"
    await wang.says("金额是28万")
    assert "¥280,000" in wang.reads
    assert "¥280,000" in (await town.only(Interaction)).summary
    assert "金额是28万" in (await town.only(Interaction)).words


async def test_more_words_are_added_whole(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司",))
    await wang.says("今天拜访了华为张经理")
    card = wang.sees
    await wang.says("补充:他还要样机")
    assert wang.reads == "✏️ 已改：补充 → 他还要样机"
    await wang.says("样机要蓝色的", reply_to=card)
    record = await town.only(Interaction)
    assert record.words == "今天拜访了华为张经理\n他还要样机\n样机要蓝色的"
    assert "样机要蓝色的" in record.summary


async def test_a_reply_with_a_plain_date_or_method_corrects(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司",))
    await wang.says("今天拜访了华为张经理，下周二再跟进")
    card = wang.sees
    await wang.says("周五下午吧", reply_to=card)
    assert (await town.only(Commitment)).due_on == date(2026, 5, 8)
    await wang.says("电话", reply_to=card)
    assert (await town.only(Interaction)).method == "call"


async def test_a_plain_date_that_answers_nothing_is_no_correction(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司",))
    await wang.says("今天拜访了华为张经理，下周二再跟进")
    await wang.says("今天")
    assert (await town.only(Commitment)).due_on == date(2026, 5, 12)


async def test_a_date_to_come_where_nothing_was_promised_is_the_next_contact(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司",))
    await wang.says("今天拜访了华为张经理")
    await wang.says("下周五", reply_to=wang.sees)
    assert wang.reads == "✏️ 已改：下次跟进 → 05-15 周五 09:33"
    assert (await town.only(Commitment)).due_on == date(2026, 5, 15)


async def test_a_reply_about_another_customer_is_a_log_of_its_own(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司", "华峰精密"))
    await wang.says("今天拜访了华为张经理")
    await wang.says("刚跟华峰李总打完电话，嫌贵", reply_to=wang.sees)
    assert wang.reads.startswith("✅ 已记 · 华峰精密")
    assert len(await town.all(Interaction)) == 2


async def test_a_reply_that_tells_of_a_new_promise_is_logged_with_the_same_customer(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司", "华峰精密"))
    await wang.says("今天拜访了华为张经理")
    card = wang.sees
    await wang.says("今天拜访了华峰李总")
    await wang.says("他周五前给答复", reply_to=card)
    promised = await town.only(Commitment)
    assert (await town.only(Customer, id=promised.customer_id)).name == "华为技术有限公司"


async def test_a_correction_reaches_past_other_cards(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司", "华峰精密"))
    await wang.says("今天拜访了华为张经理，下周二再跟进")
    await wang.says("华峰精密")
    await wang.says("不是下周二，是周三")
    assert (await town.only(Commitment)).due_on == date(2026, 5, 13)


async def test_a_reply_corrects_the_older_card(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司", "华峰精密"))
    await wang.says("今天拜访了华为张经理，下周二再跟进")
    card = wang.sees
    await wang.says("今天拜访了华峰李总，下周二再跟进")
    await wang.says("不是下周二，是周三", reply_to=card)
    first, second = sorted(await town.all(Commitment), key=lambda row: row.id)
    assert (first.due_on, second.due_on) == (date(2026, 5, 13), date(2026, 5, 12))


async def test_with_nothing_to_correct_that_is_said(hire):
    wang = await hire("小王", customers=("华为技术有限公司",))
    await wang.says("不是下周二，是周三")
    assert wang.reads == "最近没有可改的记录。请回复那张写错的卡片来改。"


async def test_what_was_taken_back_cannot_be_corrected(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司",))
    await wang.says("今天拜访了华为张经理，下周二再跟进")
    card = wang.sees
    await wang.says("撤销")
    await wang.says("不是下周二，是周三", reply_to=card)
    assert await town.all(Interaction) == []
    assert wang.reads == "最近没有可改的记录。请回复那张写错的卡片来改。"


async def test_of_several_entries_the_old_words_tell_which(hire, town):
    wang = await hire("小王", customers=("海润水泵", "华峰精密", "明达包装"))
    await wang.says("补记:上午拜访海润送样;下午拜访华峰谈价没谈拢")
    await wang.says("不是华峰，是明达")
    names = {row.id: row.name for row in await town.all(Customer)}
    assert {names[row.customer_id] for row in await town.all(Interaction)} == {"海润水泵", "明达包装"}
    await wang.says("其实是电话")
    assert wang.reads == "✏️ 已改：方式 拜访 → 电话"
