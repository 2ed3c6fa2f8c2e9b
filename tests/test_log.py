"""Logging: one sentence becomes records, promises and follow-ups on the right customers."""

from datetime import UTC, date, datetime

from store.models import Commitment, Contact, Customer, Draft, Interaction

VISIT = "今天下午去拜访了华为张经理,对定制方案感兴趣,要求3日内报价,下周二再跟进"
CALL = "刚跟华峰李总打完电话,嫌贵,月底前给答复"


async def test_a_rep_logs_a_visit_in_one_sentence(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司", "华峰精密"))
    await wang.says(VISIT)
    assert wang.reads == (
        "✅ 已记 · 华为技术有限公司 · 张经理\n"
        "拜访 05-06 周三下午\n"
        "反馈：对定制方案感兴趣 | 需求：定制方案 | 意向：高?\n"
        "📌 我方承诺：报价 → 05-09 周六（调休上班） 前\n"
        "⏰ 下次跟进：05-12 周二 09:33"
    )
    assert wang.labels == ["改时间", "补内容", "记错客户", "撤销"]
    record = await town.only(Interaction)
    assert (record.method, record.happened_on, record.day_part) == ("visit", date(2026, 5, 6), "afternoon")
    assert record.words == VISIT
    ours = await town.only(Commitment, kind="our_promise")
    assert (ours.due_on, ours.in_digest) == (date(2026, 5, 9), True)
    following = await town.only(Commitment, kind="next_contact")
    assert following.due_on == date(2026, 5, 12)
    assert following.remind_at == datetime(2026, 5, 12, 1, 33, tzinfo=UTC)


async def test_a_call_with_their_promise_nudges_on_the_working_day_before(hire, town):
    wang = await hire("小王", customers=("华峰精密",))
    await wang.says(CALL)
    assert "电话 05-06 周三" in wang.reads
    assert "🤝 对方承诺：给答复 → 05-31 周日 前 （05-29 周五 09:33 提醒追问）" in wang.reads
    theirs = await town.only(Commitment)
    assert (theirs.kind, theirs.due_on) == ("their_promise", date(2026, 5, 31))
    assert theirs.remind_at == datetime(2026, 5, 29, 1, 33, tzinfo=UTC)


async def test_the_same_in_english(hire, town):
    wang = await hire("Wang", language="en", customers=("Acme Industrial Ltd",))
    await wang.says(
        "Visited Manager Zhang at Acme this afternoon, likes the custom plan, wants a quote in 3 days, "
        "follow up next Tuesday"
    )
    lines = wang.reads.splitlines()
    assert lines[0] == "✅ Saved · Acme Industrial Ltd · Manager Zhang"
    assert lines[1] == "visit Wed 6 May pm"
    assert "Sat 9 May (a working day)" in lines[3]
    assert lines[4] == "⏰ Next: Tue 12 May 09:33"
    assert wang.labels == ["Change date", "Add note", "Wrong customer", "Undo"]
    await wang.says("Just off the phone with Li at Acme, too pricey, will answer by month end")
    assert "They promised: answer → by Sun 31 May (I'll nudge you Fri 29 May 09:33)" in wang.reads


async def test_what_was_not_said_stays_empty(hire, town):
    wang = await hire("小王", customers=("华峰精密",))
    await wang.says("今天拜访了华峰")
    record = await town.only(Interaction)
    assert (record.contact_id, record.feedback, record.need, record.happened_at) == (None, None, None, None)
    assert await town.all(Commitment) == []
    assert await town.all(Contact) == []
    assert len(wang.reads.splitlines()) == 2


async def test_several_customers_in_one_message_become_several_entries(hire, town):
    wang = await hire("小王", customers=("海润水泵", "华峰精密", "杭州智云科技", "智云科技（杭州）"))
    await wang.says("补记:上午海润送样;下午华峰谈价没谈拢;明天约了智云10点")
    assert wang.reads.startswith("✅ 已记 2 条：\n1 海润水泵")
    assert "有2家对得上“智云”" in wang.reads
    assert len(wang.reads.splitlines()) <= 8
    assert len(await town.all(Interaction)) == 2
    await wang.taps("智云科技（杭州）")
    planned = await town.only(Commitment)
    assert planned.due_at == datetime(2026, 5, 7, 2, 0, tzinfo=UTC)
    assert await town.all(Draft) == []


async def test_one_undo_takes_back_all_entries_of_a_message(hire, town):
    wang = await hire("小王", customers=("海润水泵", "华峰精密"))
    await wang.says("补记:上午海润送样;下午华峰谈价没谈拢")
    await wang.taps("全部撤销")
    assert await town.all(Interaction) == []
    assert "海润水泵" in wang.reads
    assert "华峰精密" in wang.reads


async def test_two_customers_that_fit_are_asked_about_and_the_words_are_kept(hire, town):
    wang = await hire("小王", customers=("杭州智云科技", "智云科技（杭州）"))
    await wang.says("智云那边说要再比比价")
    assert wang.reads == "有2家对得上“智云”，记到哪家？（内容已留住）"
    assert wang.labels == ["杭州智云科技 · 未联系过", "智云科技（杭州） · 未联系过", "别的客户"]
    assert await town.all(Interaction) == []
    assert (await town.only(Draft)).words == "智云那边说要再比比价"
    await wang.says("1")
    record = await town.only(Interaction)
    assert record.words == "智云那边说要再比比价"
    assert (await town.only(Customer, id=record.customer_id)).name == "杭州智云科技"
    assert await town.all(Draft) == []


async def test_the_question_can_be_answered_with_a_name(hire, town):
    wang = await hire("小王", customers=("杭州智云科技", "智云科技（杭州）", "华峰精密"))
    await wang.says("智云那边说要再比比价")
    await wang.says("华峰")
    record = await town.only(Interaction)
    assert (await town.only(Customer, id=record.customer_id)).name == "华峰精密"


async def test_an_ignored_question_keeps_the_draft_and_lets_one_go_on(hire, town):
    wang = await hire("小王", customers=("杭州智云科技", "智云科技（杭州）", "华峰精密"))
    await wang.says("智云那边说要再比比价")
    await wang.says("刚跟华峰李总打完电话,嫌贵")
    assert wang.reads.startswith("✅ 已记 · 华峰精密")
    await wang.says("草稿")
    assert "智云那边说要再比比价" in wang.reads
    await wang.says("1")
    assert wang.labels[1:] == ["选客户", "只当备忘", "丢掉"]
    await wang.taps("选客户")
    await wang.says("杭州智云")
    assert wang.reads.startswith("✅ 已记 · 杭州智云科技")
    assert len(await town.all(Interaction)) == 2


async def test_an_unknown_customer_is_created_and_logged_by_one_tap(hire, town):
    wang = await hire("小王")
    await wang.says("今天见了宁波海润的陈工,做水泵的,想要5台样机,13800138000")
    assert wang.reads.startswith("库里没有“宁波海润”。新建并记下这条？\n陈工 · 138****8000")
    assert wang.labels == ["新建并记录", "其实是已有客户", "先存草稿"]
    assert await town.all(Customer) == []
    await wang.taps("新建并记录")
    assert wang.reads.startswith("✅ KH-202605001 宁波海润 已建并记录 · 陈工")
    customer = await town.only(Customer)
    assert (customer.name, customer.checked, customer.source_person) == ("宁波海润", False, "小王")
    contact = await town.only(Contact)
    assert (contact.name, contact.phone) == ("陈工", "13800138000")
    assert (await town.only(Interaction)).contact_id == contact.id


async def test_an_unknown_customer_may_be_an_existing_one_after_all(hire, town):
    wang = await hire("小王", customers=("华峰精密",))
    await wang.says("今天见了宁波海润的陈工")
    await wang.taps("其实是已有客户")
    assert wang.reads == "哪个客户？说名字的一部分就行。"
    await wang.says("华峰")
    assert wang.reads.startswith("✅ 已记 · 华峰精密 · 陈工")
    assert len(await town.all(Customer)) == 1


async def test_an_unknown_customer_can_wait_as_a_draft(hire, town):
    wang = await hire("小王")
    await wang.says("今天见了宁波海润的陈工")
    await wang.says("先存草稿")
    assert wang.reads == "已存为草稿。说“草稿”可查看。"
    assert (await town.only(Draft)).words == "今天见了宁波海润的陈工"
    assert await town.all(Interaction) == []


async def test_somebody_elses_like_customer_is_named_with_its_owner_only(hire, town):
    await hire("小李", customers=("宁波海润泵业有限公司",))
    wang = await hire("小王")
    await wang.says("今天见了宁波海润泵业的陈工")
    assert "很像 宁波海润泵业有限公司（负责人 小李，未联系过）" in wang.reads
    assert "宁波海润泵业有限公司" not in wang.labels


async def test_logging_a_contact_closes_the_next_contact_that_was_due(hire, town):
    wang = await hire("小王", customers=("华峰精密",))
    await wang.says("昨天拜访了华峰，今天再跟进")
    planned = await town.only(Commitment)
    assert planned.due_on == date(2026, 5, 6)
    await wang.says("刚跟华峰李总打完电话，嫌贵")
    assert "✔ 已了结" in wang.reads
    assert (await town.only(Commitment)).state == "done"


async def test_a_pronoun_means_who_was_spoken_of_last_and_says_so(hire, town):
    wang = await hire("小王", customers=("华峰精密", "海润水泵"))
    await wang.says("刚跟华峰李总打完电话，嫌贵")
    await wang.says("他说预算20万")
    assert wang.reads.startswith("✅ 已记 · 华峰精密?")
    assert "¥200,000" in wang.reads


async def test_a_phone_one_digit_short_is_named_and_not_stored(hire, town):
    wang = await hire("小王", customers=("华峰精密",))
    await wang.says("今天拜访了华峰陈工，电话1390013900")
    assert "手机号" in wang.reads
    assert "1390013900" in wang.reads
    assert (await town.only(Contact)).phone is None
    assert (await town.only(Interaction)).words == "今天拜访了华峰陈工，电话1390013900"
    await wang.says("今天拜访了华峰陈工，电话13900139000")
    assert (await town.only(Contact)).phone == "13900139000"


async def test_an_id_card_number_is_not_stored(hire, town):
    wang = await hire("小王", customers=("华峰精密",))
    await wang.says("今天拜访了华峰陈工，身份证11010519491231002X")
    assert await town.all(Interaction) == []
    assert await town.all(Draft) == []
    await wang.says("今天拜访了华峰陈工")
    assert len(await town.all(Interaction)) == 1


async def test_an_edited_message_counts_instead_of_the_one_before(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司", "华峰精密"))
    await wang.says("今天拜访了华为张经理，下周二再跟进")
    earlier = f"u{town.count}"
    await wang.says("今天拜访了华峰张经理，下周三再跟进", edits=earlier)
    record = await town.only(Interaction)
    assert (await town.only(Customer, id=record.customer_id)).name == "华峰精密"
    assert (await town.only(Commitment)).due_on == date(2026, 5, 13)
    huawei = await town.only(Customer, name="华为技术有限公司")
    assert huawei.last_contact_at is None
    await wang.says("今天拜访了华峰张经理，下周四再跟进", edits=earlier)
    assert (await town.only(Commitment)).due_on == date(2026, 5, 14)


async def test_a_card_has_at_most_eight_lines(hire, town):
    wang = await hire("小王", customers=("华峰精密",))
    await wang.says(
        "今天下午拜访了华峰李总，嫌贵，预算20万，要求3日内报价，下周一前送样机，月底前给答复，"
        "对方周五给图纸，下周二再跟进，电话13900139000"
    )
    assert len(wang.reads.splitlines()) <= 8
    assert len(wang.sees.buttons) <= 6


async def test_a_reader_may_not_log_and_is_told_so(hire, town):
    await hire("小王", customers=("华峰精密",))
    boss = await hire("老板", "executive")
    await boss.says("今天拜访了华峰李总")
    assert boss.reads == "这个客户你能看，不能改。"
    assert await town.all(Interaction) == []
