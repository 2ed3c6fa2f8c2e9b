"""Who sees what, through every way in: briefs, lists, buttons, replies, groups."""

from datetime import date

import pytest

from bot.language import read_phone
from store.models import ChangeSet, Commitment, Customer, Interaction


async def town_of_five(hire):
    """Two reps of one team, their manager, an executive, an admin; the first rep has a customer."""
    boss = await hire("王总", "manager")
    wang = await hire("小王", manager="王总", customers=("华为技术有限公司",))
    li = await hire("小李", team="华南")
    head = await hire("老板", "executive", team=None)
    admin = await hire("管理", "admin", team=None)
    await wang.says("今天拜访了华为张经理，电话13800138000，下周二再跟进")
    return boss, wang, li, head, admin


@pytest.mark.parametrize("words", ["华为", "准备去华为", "张经理电话", "华为的联系人", "谁提过华为"])
async def test_a_customer_is_seen_by_its_owner_those_above_and_nobody_else(hire, town, words):
    boss, wang, li, head, admin = await town_of_five(hire)
    for person in (wang, boss, head):
        await person.says(words)
        assert "华为技术有限公司" in _everything(person), person.name
    for person in (li, admin):
        await person.says(words)
        assert "华为技术有限公司" not in _everything(person), person.name
        assert read_phone(_everything(person)) is None


async def test_lists_hold_what_one_may_see(hire, town):
    _boss, wang, li, _head, admin = await town_of_five(hire)
    town.clock.set("2026-05-12 08:40")
    await wang.says("今天")
    assert "华为" in wang.reads
    for person in (li, admin):
        await person.says("今天")
        assert "华为" not in person.reads


async def test_a_rep_cannot_log_with_somebody_elses_customer(hire, town):
    _boss, _wang, li, _head, _admin = await town_of_five(hire)
    await li.says("今天拜访了华为张经理")
    assert len(await town.all(Interaction)) == 1
    assert "13800138000" not in _everything(li)


async def test_what_is_transferred_away_is_out_of_reach_of_old_buttons(hire, town):
    _boss, wang, li, _head, _admin = await town_of_five(hire)
    card = wang.sees
    async with town.database.begin() as session:
        row = await session.get(Customer, (await town.only(Customer)).id)
        row.owner_id = li.person.id
        session.add(row)
    await wang.taps("补内容", on=card)
    assert wang.reads == "没找到，或者不是你的客户。"
    await wang.says("补充:他还要样机", reply_to=card)
    assert "样机" not in (await town.only(Interaction)).words
    await li.says("华为")
    assert "华为技术有限公司" in li.reads


async def test_in_a_group_no_customer_data_is_shown_and_a_log_is_taken_without_details(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司",))
    for words in ("华为", "张经理电话", "今天", "帮助", "设置", "成员"):
        await wang.says_in_group(words)
    await wang.says_in_group("今天拜访了华为张经理，电话13800138000")
    group = [message for message in town.channel.sent if message.conversation == "group-1"]
    assert [message.text for message in group] == ["客户信息请私聊我。"] * 6 + ["已记。详情请私聊我看。"]
    assert all(not message.buttons and not message.table for message in group)
    assert (await town.only(Interaction)).by_id == wang.person.id


async def test_in_a_group_a_log_that_needs_a_question_is_not_asked_about(hire, town):
    wang = await hire("小王", customers=("杭州智云科技", "智云科技（杭州）"))
    await wang.says_in_group("智云那边说要再比比价")
    assert town.channel.sent[-1].text == "客户信息请私聊我。"
    assert await town.all(Interaction) == []


async def test_somebody_elses_record_cannot_be_corrected(hire, town):
    li = await hire("小李", customers=("华为技术有限公司",))
    await li.says("今天拜访了华为张经理，下周二再跟进")
    wang = await hire("小王", customers=("华峰精密",))
    await wang.says("不是下周二，是周三")
    assert (await town.only(Commitment)).due_on == date(2026, 5, 12)
    assert [row.person_id for row in await town.all(ChangeSet)] == [li.person.id]


def _everything(person):
    """All that somebody was shown by the last answer."""
    seen = person.sees
    table = "\n".join(" ".join(row) for row in seen.table.rows) if seen.table else ""
    return "\n".join([seen.text, table, *(button.label for button in seen.buttons)])
