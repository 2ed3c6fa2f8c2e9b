"""Customers whom a rep adds in the chat app: asked about, put on file by a tap, noted when they go."""

from bot.channels import Brought
from bot.messages import ExternalContact as Friend
from store.models import Contact, Customer, ExternalContact
from tests.house import Town

ZHANG = Friend(id="wm1", name="张三", company="宁波海润", title="采购", phones=("13800138000",))
QUESTION = "你刚加了 张三（宁波海润 · 采购） 的微信，要建档吗？"


async def adds(talker, friend=ZHANG):
    """The chat app tells of an addition, and who it is where it knows."""
    if friend.name or friend.remark:
        talker.town.channel.brings.append(Brought(customer=friend))
    await talker._send(kind="customer", customer=Friend(id=friend.id).model_dump())


async def loses(talker, friend=ZHANG):
    await talker._send(kind="customer", customer=Friend(id=friend.id, change="removed").model_dump())


async def test_whom_a_rep_adds_is_asked_about_and_created_by_one_tap(town: Town, hire):
    li = await hire("小李")
    await adds(li)
    assert li.reads == QUESTION
    assert li.labels == ["建档 宁波海润", "不用"]
    assert [*await town.all(Customer), *await town.all(Contact)] == []
    await li.taps("建档")
    assert li.reads.startswith("✅ KH-202605001 宁波海润 已建（待核对）\n张三 138****8000")
    customer, contact = await town.only(Customer), await town.only(Contact)
    assert customer.owner_id == li.person.id
    assert (contact.name, contact.title, contact.phone, contact.wechat) == (
        "张三",
        "采购",
        "13800138000",
        "张三",
    )
    friend = await town.only(ExternalContact)
    assert (friend.channel, friend.external_id, friend.person_id) == ("test", "wm1", li.person.id)
    assert (friend.contact_id, friend.name) == (contact.id, "张三")


async def test_it_is_asked_in_english(town: Town, hire):
    anna = await hire("Anna", language="en", customers=("Harbor Freightways Ltd",))
    await adds(anna, Friend(id="wm2", name="Bob Carter", remark="Harbor Bob"))
    assert (
        anna.reads == "You added Bob Carter (Harbor Bob) on WeChat. Create a customer, or link them to one?"
    )
    assert anna.labels == ["Create, I'll say the company", "Link to Harbor Freightw…", "No need"]
    await anna.taps("Link to")
    assert anna.reads == "✅ Contact saved · Harbor Freightways Ltd\nBob Carter"
    await loses(anna, Friend(id="wm2"))
    assert anna.reads == (
        "Bob Carter (Harbor Freightways Ltd) is no longer among your WeChat contacts. It is noted with them."
    )
    assert (await town.only(Contact)).note == "WeChat contact removed 2026-05-06"


async def test_undo_takes_the_customer_back_and_restore_brings_the_link_too(town: Town, hire):
    li = await hire("小李")
    await adds(li)
    await li.taps("建档")
    await li.taps("撤销")
    assert [*await town.all(Customer), *await town.all(Contact)] == []
    assert (await town.only(ExternalContact)).contact_id is None
    await li.taps("恢复")
    assert (await town.only(ExternalContact)).contact_id == (await town.only(Contact)).id


async def test_a_like_customer_is_asked_about_before_one_is_created(town: Town, hire):
    wang = await hire("小王", team="华南")
    await wang.says("新建 宁波海润 陈工 13900001111")
    li = await hire("小李")
    await adds(li)
    assert li.labels == ["建档 宁波海润", "不用"]  # a colleague's customer is not offered
    await li.taps("建档")
    assert li.reads == "⚠️ 很像已有客户：宁波海润 · 负责人 小王 · 未联系过"
    assert len(await town.all(Customer)) == 1
    await li.taps("仍新建")
    assert len(await town.all(Customer)) == 2
    contact = (await town.all(Contact, name="张三"))[0]
    assert (await town.only(ExternalContact)).contact_id == contact.id


async def test_they_are_linked_to_a_customer_that_is_on_file(town: Town, hire):
    li = await hire("小李", customers=("宁波海润水泵有限公司", "苏州明达"))
    await adds(li)
    assert li.reads == "你刚加了 张三（宁波海润 · 采购） 的微信，建档，还是关联到已有客户？"
    assert li.labels == ["建档 宁波海润", "关联到 宁波海润水泵有限公司", "不用"]
    await li.taps("关联到")
    assert li.reads.startswith("✅ 联系人已存 · 宁波海润水泵有限公司\n张三 · 采购 138****8000")
    contact = await town.only(Contact)
    assert (await town.only(ExternalContact)).contact_id == contact.id
    assert len(await town.all(Customer)) == 2


async def test_whose_phone_is_on_file_is_that_contact(town: Town, hire):
    li = await hire("小李")
    await li.says("新建 昆山德力 张先生 13800138000")
    await adds(li, Friend(id="wm1", name="阿三", phones=("138 0013 8000",)))
    assert li.labels == ["建档，填公司名", "关联到 昆山德力", "不用"]
    await li.taps("关联到")
    contact = await town.only(Contact)
    assert (contact.name, contact.wechat) == ("张先生", "阿三")
    assert (await town.only(ExternalContact)).contact_id == contact.id


async def test_a_known_person_with_another_number_is_asked_about_and_then_linked(town: Town, hire):
    li = await hire("小李")
    await li.says("新建 宁波海润 张三 13900001111")
    await adds(li)
    await li.taps("关联到")
    assert li.reads == "已有 张三 139****1111。138****8000 是新号码吗？"
    await li.taps("是新号")
    contact = await town.only(Contact)
    assert (contact.phone, contact.old_phones) == ("13800138000", ["13900001111"])
    assert (await town.only(ExternalContact)).contact_id == contact.id


async def test_without_a_company_its_name_is_asked_for(town: Town, hire):
    li = await hire("小李")
    await adds(li, Friend(id="wm1", name="张三"))
    assert li.reads == "你刚加了 张三 的微信，要建档吗？"
    await li.taps("建档")
    assert li.reads == "客户名称？"
    await li.says("宁波海润")
    assert li.reads.startswith("✅ KH-202605001 宁波海润 已建（待核对）")
    assert (await town.only(ExternalContact)).contact_id == (await town.only(Contact, name="张三")).id


async def test_who_could_not_be_looked_up_is_told_in_words(town: Town, hire):
    li = await hire("小李")
    await adds(li, Friend(id="wm1"))
    assert li.reads == (
        "你刚加了一位客户的微信，没查到是谁。要建档就说一句，例：“新客户 苏州明达 王经理 139…”。"
    )
    assert li.labels == []


async def test_the_question_leaves_an_open_question_open(town: Town, hire):
    li = await hire("小李")
    await li.says("新客户")
    await adds(li)
    assert li.reads == QUESTION
    await li.taps("不用")
    assert li.reads == "好，没有改动。"
    await li.says("苏州恒达 李总 13900001111")
    assert "苏州恒达 已建" in li.reads
    assert (await town.only(ExternalContact)).contact_id is None


async def test_the_same_addition_is_asked_about_once_a_day_and_after_a_removal(town: Town, hire):
    li = await hire("小李")
    await adds(li)
    await adds(li)
    town.clock.forward(hours=23)
    await adds(li)
    assert [message.text for message in li.messages] == [QUESTION]
    town.channel.brings.clear()
    town.clock.forward(hours=2)
    await adds(li)
    assert len(li.messages) == 2
    await loses(li)
    assert len(li.messages) == 2  # nobody is on file: nothing to say
    await adds(li)
    assert [message.text for message in li.messages] == [QUESTION] * 3


async def test_who_is_on_file_is_noted_when_removed_once(town: Town, hire):
    li = await hire("小李")
    await adds(li)
    await li.taps("建档")
    town.clock.set("2026-05-08 10:00")
    await loses(li)
    assert li.reads == "张三（宁波海润）已不在你的微信联系人里，已记在联系人备注中。"
    count = len(li.messages)
    await loses(li)
    assert len(li.messages) == count
    assert (await town.only(Contact)).note == "微信联系人已解除 2026-05-08"
    assert (await town.only(ExternalContact)).removed_at == town.clock()
    await adds(li)
    assert li.reads == "张三（宁波海润）又成了你的微信联系人，已记在联系人备注中。"
    assert (await town.only(Contact)).note == "微信联系人已解除 2026-05-08\n微信联系人重新添加 2026-05-08"
    assert (await town.only(ExternalContact)).removed_at is None


async def test_a_colleague_who_adds_the_same_person_is_offered_what_they_may_see(town: Town, hire):
    boss = await hire("王总", "manager")
    li = await hire("小李", manager="王总")
    wang = await hire("小王", team="华南")
    await adds(li)
    await li.taps("建档")
    await adds(boss, Friend(id="wm1", name="三哥"))
    assert boss.labels == ["建档，填公司名", "关联到 宁波海润", "不用"]
    await adds(wang, Friend(id="wm1", name="三哥"))
    assert wang.labels == ["建档，填公司名", "不用"]
    await loses(wang)
    assert (await town.only(Contact)).note is None


async def test_nothing_happens_for_somebody_who_is_not_bound(town: Town, hire):
    nobody = town.stranger("谁")
    await adds(nobody)
    await loses(nobody)
    assert nobody.messages == []
    assert town.channel.errands == []
    assert await town.all(ExternalContact) == []


async def test_a_removal_of_somebody_unknown_is_silent(town: Town, hire):
    li = await hire("小李")
    await loses(li)
    assert li.messages == []


async def test_what_comes_after_the_removal_asks_nothing(town: Town, hire):
    li = await hire("小李")
    await adds(li)
    await loses(li)
    late = {"what": "customer", "customer": Friend(id="wm1").model_dump(), "memory": {}}
    await li._send(kind="brought", errand=late, customer=ZHANG.model_dump())
    assert [message.text for message in li.messages] == [QUESTION]
