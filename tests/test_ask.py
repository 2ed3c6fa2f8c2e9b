"""Looking a customer up: the brief, its records, numbers that are masked until asked for, short answers."""

from collections.abc import Awaitable, Callable
from datetime import date

import pytest

from store.columns import Numbered
from store.models import AuditEntry, Commitment, Contact, Contract, Customer, Draft, Interaction
from store.search import sound_of
from tests.house import Talker, Town

Hire = Callable[..., Awaitable[Talker]]


async def put(town: Town, *rows: Numbered) -> None:
    async with town.database.begin() as session:
        session.add_all(rows)


async def change(town: Town, name: str, **values: object) -> Customer:
    async with town.database.begin() as session:
        customer = await session.get(Customer, (await named(town, name)).id)
        assert customer is not None
        for field, value in values.items():
            setattr(customer, field, value)
        return customer


async def named(town: Town, name: str) -> Customer:
    return await town.only(Customer, name=name)


async def person(
    town: Town, customer: str, name: str, title: str, phone: str, *, email: str | None = None
) -> None:
    row = Contact(
        customer_id=(await named(town, customer)).id, name=name, sound=sound_of(name), title=title,
        phone=phone, email=email, created_at=town.clock(),
    )  # fmt: skip
    await put(town, row)


async def full_customer(town: Town, talker: Talker) -> Customer:
    """华峰精密 with talks, a promise of theirs, a contract and a preference."""
    for when, words in (
        ("2026-04-10 10:00", "给华峰精密李总发了邮件，发手册"),
        ("2026-04-22 15:00", "今天拜访了华峰精密李总，看样机"),
        ("2026-05-06 16:30", "刚跟华峰精密李总打完电话，嫌贵，月底前给答复"),
    ):
        town.clock.set(when)
        await talker.says(words)
    customer = await change(town, "华峰精密", level="key", preference="李总不喜欢下午谈价")
    await put(
        town,
        Contract(
            customer_id=customer.id, owner_id=customer.owner_id, ends_on=date(2026, 6, 30), created_at=town.clock()
        ),
    )  # fmt: skip
    return customer


@pytest.mark.parametrize(
    "asked", ["华峰最近怎么样", "准备去华峰", "华峰精密", "华峰", "查一下华峰", "华峰的简报"]
)
async def test_the_brief_tells_all_that_counts(town: Town, hire: Hire, asked: str) -> None:
    wang = await hire("小王", customers=("华峰精密", "苏州明达"))
    await full_customer(town, wang)
    await wang.says(asked)
    lines = wang.reads.split("\n")
    assert lines[0] == "📇 华峰精密 · 重点 · 跟进中 · 负责人 小王"
    assert [line[:5] for line in lines[1:4]] == ["05-06", "04-22", "04-10"]
    assert "🤝 等对方：05-31 周日 给答复 · 📌 欠对方：无" in lines
    assert "📄 合同 06-30 周二 到期（还有55天）" in lines
    assert lines[-1] == "💡 李总不喜欢下午谈价"
    assert len(lines) <= 8
    assert wang.labels == ["全部记录", "联系人", "记一笔", "设提醒"]


async def test_the_brief_speaks_english(town: Town, hire: Hire) -> None:
    wang = await hire("小王", customers=("华峰精密",))
    await full_customer(town, wang)
    await wang.says("brief huafeng")
    lines = wang.reads.split("\n")
    assert lines[0] == "📇 华峰精密? · key account · in progress · owner 小王"
    assert "🤝 They owe: Sun 31 May 给答复 · 📌 We owe: nothing" in lines
    assert "📄 Contract ends Tue 30 Jun (55 days left)" in lines
    assert wang.labels == ["All records", "Contacts", "Log something", "Set a reminder"]


@pytest.mark.parametrize(
    "typed", ["华为", "hw", "huawei", "HUAWEI", "hua wei", "华维", "華為", "huawie jishu", "华为技术有限公司", "KH-202605001"]
)  # fmt: skip
async def test_a_bare_name_opens_the_brief_however_it_is_typed(town: Town, hire: Hire, typed: str) -> None:
    li = await hire("小李", customers=("华为技术有限公司", "苏州明达", "Harbor Freightways"))
    await li.says(typed)
    assert li.reads.startswith("📇 华为技术有限公司")
    assert await town.all(Interaction) == []
    assert await town.all(Draft) == []


@pytest.mark.parametrize(
    "typed", ["harbor", "Harbor Freightways", "harbour frieghtways", "hf", "Freightways"]
)
async def test_an_english_name_opens_the_brief_despite_slips(town: Town, hire: Hire, typed: str) -> None:
    anna = await hire(
        "Anna", language="en", customers=("Harbor Freightways", "Quantum Optics", "Ridgewell Pharma")
    )
    await anna.says(typed)
    assert anna.reads.startswith("📇 Harbor Freightways")


async def test_a_guess_is_marked_and_what_was_written_is_not(hire: Hire) -> None:
    li = await hire("小李", customers=("华为技术有限公司",))
    await li.says("华维")
    assert li.reads.startswith("📇 华为技术有限公司? ·")
    await li.says("华为")
    assert li.reads.startswith("📇 华为技术有限公司 ·")


async def test_several_that_fit_are_listed_and_a_number_opens_one(town: Town, hire: Hire) -> None:
    li = await hire("小李", customers=("杭州智云科技有限公司", "智云科技(杭州)有限公司", "苏州明达"))
    await li.says("智云")
    assert li.reads.split("\n") == [
        "有2个都像“智云”，是哪个？",
        "1 杭州智云科技有限公司 · 小李 · 未联系过",
        "2 智云科技(杭州)有限公司 · 小李 · 未联系过",
    ]
    await li.says("2")
    assert li.reads.startswith("📇 智云科技(杭州)有限公司")


async def test_an_unknown_name_is_said_so_with_a_way_to_create_it(town: Town, hire: Hire) -> None:
    li = await hire("小李", customers=("华峰精密",))
    await li.says("宁波海润最近怎么样")
    assert li.reads == "你的客户里没有“宁波海润”。"
    assert li.labels == ["新客户：宁波海润", "只当备忘"]
    await li.taps("新客户")
    await li.taps("没有")
    assert (await named(town, "宁波海润")).owner_id


async def test_a_bare_unknown_name_is_not_logged_anywhere(town: Town, hire: Hire) -> None:
    li = await hire("小李", customers=("华峰精密",))
    await li.says("华峰精密")
    await li.says("宁波海润水泵")
    assert li.reads == "你的客户里没有“宁波海润水泵”。"
    assert await town.all(Interaction) == []
    await li.taps("只当备忘")
    assert (await town.only(Draft)).words == "宁波海润水泵"


async def test_near_names_are_offered_where_none_is_clear(hire: Hire) -> None:
    anna = await hire("Anna", language="en", customers=("Harbor Freightways", "Harbor Freightline"))
    await anna.says("how is Habor Fright?")
    assert anna.reads == "“Habor Fright” is not in your book. Did you mean:"
    assert anna.labels == [
        "Harbor Freightways · never contacted", "Harbor Freightline · never contacted",
        "New customer Habor Fright", "Only a note",
    ]  # fmt: skip
    await anna.taps("Freightline")
    assert anna.reads.startswith("📇 Harbor Freightline")


async def test_all_records_come_seven_at_a_time(town: Town, hire: Hire) -> None:
    li = await hire("小李", customers=("华峰精密",))
    for day in range(1, 13):
        town.clock.set(f"2026-05-{day:02d} 10:00")
        await li.says(f"今天拜访了华峰精密李总，第{day}次看样机")
    await li.says("华峰精密")
    await li.taps("全部记录")
    lines = li.reads.split("\n")
    assert lines[0] == "🗂 华峰精密 · 共12条记录"
    assert len(lines) == 8
    assert lines[1].startswith("05-12 周二 拜访")
    assert li.labels == ["更早的", "记一笔", "简报"]
    await li.taps("更早的")
    assert [line[:5] for line in li.reads.split("\n")[1:]] == [
        "05-05", "05-04", "05-03", "05-02", "05-01",
    ]  # fmt: skip
    assert li.labels == ["记一笔", "简报"]


async def test_a_customer_without_records_says_so(hire: Hire) -> None:
    li = await hire("小李", customers=("华峰精密",))
    await li.says("华峰精密")
    assert "还没有记录" in li.reads
    await li.taps("全部记录")
    assert li.reads == "华峰精密 还没有记录。"


async def test_a_note_is_one_sentence_and_lands_on_that_customer(town: Town, hire: Hire) -> None:
    li = await hire("小李", customers=("华峰精密", "苏州明达"))
    await li.says("华峰精密")
    await li.taps("记一笔")
    assert li.reads == "华峰精密 有什么进展？说一句就行。"
    await li.says("电话聊了，嫌贵，月底前给答复")
    assert li.reads.startswith("✅ 已记 · 华峰精密\n")
    record = await town.only(Interaction)
    assert (record.customer_id, record.method) == ((await named(town, "华峰精密")).id, "call")
    assert (await town.only(Commitment)).kind == "their_promise"


async def test_a_note_can_be_left(town: Town, hire: Hire) -> None:
    li = await hire("小李", customers=("华峰精密",))
    await li.says("华峰精密")
    await li.taps("记一笔")
    await li.says("取消")
    assert await town.all(Interaction) == []


async def test_a_reminder_is_set_from_the_brief(town: Town, hire: Hire) -> None:
    li = await hire("小李", customers=("华峰精密",))
    await li.says("华峰精密")
    await li.taps("设提醒")
    await li.says("发报价")
    assert li.reads == "没看到日期。例：明天9点 发报价"
    await li.says("明天9点 发报价")
    assert li.reads == "⏰ 下次跟进：05-07 周四 09:00 · 发报价\n华峰精密"
    planned = await town.only(Commitment)
    assert (planned.customer_id, planned.text) == ((await named(town, "华峰精密")).id, "发报价")
    await li.taps("撤销")
    assert await town.all(Commitment) == []


async def test_a_number_is_masked_and_shown_in_full_on_request_which_is_written_down(
    town: Town, hire: Hire
) -> None:
    wang = await hire("小王", customers=("华峰精密",))
    await person(town, "华峰精密", "李建国", "总经理", "13812346620")
    await wang.says("李总电话")
    assert wang.reads == "李建国（华峰精密 · 总经理）138****6620"
    assert wang.labels == ["查看号码", "简报"]
    assert all("13812346620" not in message.text for message in wang.messages)
    await wang.taps("查看号码")
    assert wang.reads == "13812346620 · 已记录本次查看"
    entry = await town.only(AuditEntry, action="reveal")
    contact = await town.only(Contact)
    assert (entry.record_id, entry.channel, entry.details) == (contact.id, "test", {"what": "phone"})
    assert wang.person is not None
    assert entry.person_id == wang.person.id


@pytest.mark.parametrize("asked", ["Li's phone", "what's Li Jianguo's number?", "phone number of Li Jianguo"])
async def test_a_number_is_found_in_english(town: Town, hire: Hire, asked: str) -> None:
    wang = await hire("小王", language="en", customers=("华峰精密",))
    await person(town, "华峰精密", "李建国", "总经理", "13812346620")
    await wang.says(asked)
    assert wang.reads == "李建国 (华峰精密 · 总经理) 138****6620"
    await wang.taps("Show number")
    assert wang.reads == "13812346620 · this view is logged"


@pytest.mark.parametrize(
    "asked", ["华峰李总的电话", "李建国的手机", "华峰精密 李总 电话", "查一下李总手机号", "李总电话多少"]
)
async def test_a_number_is_found_however_the_person_is_called(town: Town, hire: Hire, asked: str) -> None:
    wang = await hire("小王", customers=("华峰精密",))
    await person(town, "华峰精密", "李建国", "总经理", "13812346620")
    await wang.says(asked)
    assert wang.reads == "李建国（华峰精密 · 总经理）138****6620"


async def test_wechat_and_mail_are_hidden_too_and_what_is_missing_can_be_filled_in(
    town: Town, hire: Hire
) -> None:
    wang = await hire("小王", customers=("苏州明达",))
    await person(town, "苏州明达", "王琳", "采购", "13800001111", email="wanglin@mingda.cn")
    await wang.says("王姐邮箱")
    assert wang.reads == "王琳（苏州明达 · 采购）wa***@mingda.cn"
    await wang.taps("查看邮箱")
    assert wang.reads == "wanglin@mingda.cn · 已记录本次查看"
    await wang.says("王姐微信")
    assert wang.reads == "王琳（苏州明达 · 采购）138****1111\n还没记：微信号"


async def test_several_people_that_fit_are_choices(town: Town, hire: Hire) -> None:
    wang = await hire("小王", customers=("华峰精密", "苏州明达"))
    await person(town, "华峰精密", "张伟", "经理", "13800000001")
    await person(town, "苏州明达", "张敏", "经理", "13800000002")
    await wang.says("张经理的手机")
    assert wang.reads.split("\n") == [
        "有2个都像“张经理”，是哪个？",
        "1 张伟（华峰精密 · 经理）138****0001",
        "2 张敏（苏州明达 · 经理）138****0002",
    ]
    await wang.says("2")
    assert wang.reads.startswith("张敏（苏州明达 · 经理）138****0002")


async def test_nobody_of_that_name_is_said_so_with_the_customers_that_are_near(
    town: Town, hire: Hire
) -> None:
    wang = await hire("小王", customers=("华峰精密",))
    await person(town, "华峰精密", "李建国", "总经理", "13812346620")
    await wang.says("赵总电话")
    assert wang.reads == "你的联系人里没找到“赵总”。"
    await wang.says("华峰赵总电话")
    assert wang.reads == "你的联系人里没找到“华峰赵总”。看看这些客户的联系人："
    await wang.taps("华峰精密")
    assert wang.reads.startswith("👥 华峰精密 · 1位联系人")


async def test_a_visit_that_speaks_of_a_phone_call_is_not_a_look_up(town: Town, hire: Hire) -> None:
    wang = await hire("小王", customers=("华峰精密",))
    await person(town, "华峰精密", "李建国", "总经理", "13812346620")
    for words in ("今天给华峰精密李总打了电话", "华峰精密李总来电话"):
        await wang.says(words)
        assert wang.reads.startswith("✅ 已记 · 华峰精密")


async def test_the_contacts_are_listed_masked_and_shown_one_by_one(town: Town, hire: Hire) -> None:
    wang = await hire("小王", customers=("华峰精密",))
    await person(town, "华峰精密", "李建国", "总经理", "13812346620")
    await person(town, "华峰精密", "孙丽", "采购", "13900002222")
    await wang.says("华峰精密")
    await wang.taps("联系人")
    assert wang.reads.split("\n") == [
        "👥 华峰精密 · 2位联系人",
        "1 李建国 · 总经理 138****6620",
        "2 孙丽 · 采购 139****2222",
    ]
    assert wang.labels == ["查看号码 · 李建国", "查看号码 · 孙丽", "加联系人"]
    await wang.taps("孙丽")
    assert wang.reads == "13900002222 · 已记录本次查看"
    await wang.taps("加联系人")
    await wang.says("钱会计 13700003333")
    assert wang.reads.startswith("✅ 联系人已存 · 华峰精密")


async def test_a_group_sees_no_number_and_no_brief(town: Town, hire: Hire) -> None:
    wang = await hire("小王", customers=("华峰精密",))
    await person(town, "华峰精密", "李建国", "总经理", "13812346620")
    for words in ("李总电话", "华峰精密", "华峰最近怎么样"):
        await wang.says_in_group(words)
        said = town.channel.sent[-1]
        assert said.conversation == "group-1"
        assert said.text == "客户信息请私聊我。"
        assert said.buttons == ()
    assert await town.all(Interaction) == []
    assert await town.all(AuditEntry, action="reveal") == []


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("华峰谁负责", "华峰精密：负责人 小王"),
        ("华峰有几个联系人", "华峰精密：1位联系人：李总"),
        ("华峰欠我们什么", "华峰精密：🤝 等对方：05-31 周日 给答复 · 📌 欠对方：无"),
    ],
)
async def test_a_question_about_one_customer_is_answered_in_one_line(
    town: Town, hire: Hire, asked: str, answer: str
) -> None:
    wang = await hire("小王", customers=("华峰精密", "苏州明达"))
    await full_customer(town, wang)
    await wang.says(asked)
    assert wang.reads == answer
    await wang.says("苏州明达")
    await wang.says(asked)
    await wang.taps("简报")
    assert wang.reads.startswith("📇 华峰精密")


async def test_who_is_our_contact_is_answered_in_english(town: Town, hire: Hire) -> None:
    anna = await hire("Anna", language="en", customers=("Ridgewell Pharma", "Ridgeway Schools"))
    await anna.says("who is our contact at Ridgewell?")
    assert anna.reads == "Ridgewell Pharma: no contacts yet"
    await person(town, "Ridgewell Pharma", "Bob Stone", "buyer", "37255550147")
    await anna.says("who is our contact at Ridgewell?")
    assert anna.reads == "Ridgewell Pharma: Bob Stone · buyer 372****0147"
    assert anna.labels == ["Contacts", "Brief"]


async def test_a_question_without_a_name_is_about_the_customer_last_spoken_of(town: Town, hire: Hire) -> None:
    wang = await hire("小王", customers=("华峰精密", "苏州明达"))
    await wang.says("苏州明达")
    await wang.says("谁负责？")
    assert wang.reads == "苏州明达：负责人 小王"


async def test_a_question_that_fits_several_is_asked_back_and_then_answered(town: Town, hire: Hire) -> None:
    li = await hire("小李", customers=("杭州智云科技有限公司", "智云科技(杭州)有限公司"))
    await li.says("智云谁负责")
    assert li.reads == "有2个都像“智云”，是哪个？"
    await li.taps("杭州智云")
    assert li.reads == "杭州智云科技有限公司：负责人 小李"


async def test_a_question_that_cannot_be_answered_tells_what_can(hire: Hire) -> None:
    li = await hire("小李", language="en", customers=("Harbor Freightways",))
    await li.says("what is the meaning of life?")
    assert "how is Acme?" in li.reads
    assert "Invalid" not in li.reads


async def test_a_colleagues_customer_is_answered_like_an_unknown_one(town: Town, hire: Hire) -> None:
    wang = await hire("小王", customers=("华峰精密机械",))
    await person(town, "华峰精密机械", "李建国", "总经理", "13812346620")
    li = await hire("小李", customers=("苏州明达",))
    for asked in ("{}最近怎么样", "{}的合同哪天到期", "{}谁负责", "{}"):
        await li.says(asked.format("华峰精密机械"))
        known = (
            li.reads.replace("华峰精密机械", "…"),
            [label.replace("华峰精密机械", "…") for label in li.labels],
        )
        await li.says(asked.format("东海精工机械"))
        unknown = (
            li.reads.replace("东海精工机械", "…"),
            [label.replace("东海精工机械", "…") for label in li.labels],
        )
        assert known == unknown
    await li.says("李总电话")
    assert li.reads == "你的联系人里没找到“李总”。"
    await wang.says("华峰精密机械最近怎么样")
    assert wang.reads.startswith("📇 华峰精密机械")


async def test_a_manager_sees_the_teams_customers_and_not_another_teams(town: Town, hire: Hire) -> None:
    await hire("陈经理", "manager", team="华东")
    await hire("小王", customers=("华峰精密机械",), team="华东", manager="陈经理")
    await hire("小赵", customers=("宁波海润水泵",), team="华南")
    chen = Talker(town, "陈经理", "chat-陈经理", None)
    await chen.says("华峰精密机械")
    assert chen.reads.startswith("📇 华峰精密机械")
    await chen.says("宁波海润水泵")
    assert chen.reads == "你的客户里没有“宁波海润水泵”。"


async def test_an_executive_reads_all_and_changes_nothing(town: Town, hire: Hire) -> None:
    await hire("小王", customers=("华峰精密机械",))
    await person(town, "华峰精密机械", "李建国", "总经理", "13812346620")
    zhao = await hire("赵总", "executive")
    await zhao.says("华峰精密机械")
    assert "负责人 小王" in zhao.reads
    await zhao.says("李总电话")
    assert "138****6620" in zhao.reads
    await zhao.says("华峰精密机械")
    await zhao.taps("记一笔")
    await zhao.says("电话聊了，嫌贵")
    assert zhao.reads == "这个客户你能看，不能改。"
    assert await town.all(Interaction) == []


async def test_what_was_opened_is_written_down(town: Town, hire: Hire) -> None:
    wang = await hire("小王", customers=("华峰精密",))
    await wang.says("华峰精密")
    customer = await named(town, "华峰精密")
    seen = [entry for entry in await town.all(AuditEntry, record_id=customer.id) if entry.model == "customer"]
    assert {"search", "view"} & {entry.action for entry in seen}


async def test_the_find_command_asks_for_a_name(hire: Hire) -> None:
    li = await hire("小李", customers=("华峰精密",))
    await li.says("/find")
    await li.says("huafeng")
    assert li.reads.startswith("📇 华峰精密?")


async def test_small_talk_is_no_customer(hire: Hire) -> None:
    li = await hire("小李", customers=("欧科电气", "好的科技"))
    for words in ("ok", "好的", "谢谢"):
        await li.says("苏州")
        before = len(li.messages)
        await li.says(words)
        assert all("📇" not in message.text for message in li.messages[before:])
