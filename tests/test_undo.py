"""Taking things back for 24 hours, and bringing them back again."""

from datetime import date

from bot.words import MODELS as NAMES
from store.models import AuditEntry, Commitment, Contact, Customer, Draft, Interaction
from store.records import MODELS

VISIT = "今天下午去拜访了华为张经理,对定制方案感兴趣,要求3日内报价,下周二再跟进"
NOTHING = "24 小时内没有可撤销的。"


async def test_undo_takes_back_a_log_with_its_promises(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司",))
    await wang.says(VISIT)
    await wang.says("撤销")
    assert wang.reads == "↩️ 已撤销：华为技术有限公司（待办2、联系人1、记录1）。"
    assert wang.labels == ["恢复"]
    for model in (Interaction, Commitment, Contact):
        assert await town.all(model) == []
    customer = await town.only(Customer)
    assert (customer.last_contact_at, customer.stage, customer.intent) == (None, "potential", None)


async def test_restore_brings_back_exactly_what_was_there(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司",))
    await wang.says(VISIT)
    before = [
        (await town.only(Interaction)).model_dump(),
        *(row.model_dump() for row in await town.all(Commitment)),
        (await town.only(Contact)).model_dump(),
        (await town.only(Customer)).model_dump(),
    ]
    await wang.says("撤销")
    await wang.taps("恢复")
    assert wang.reads == "↪️ 已恢复：华为技术有限公司（待办2、联系人1、记录1）。"
    after = [
        (await town.only(Interaction)).model_dump(),
        *(row.model_dump() for row in await town.all(Commitment)),
        (await town.only(Contact)).model_dump(),
        (await town.only(Customer)).model_dump(),
    ]
    assert after == before
    await wang.taps("撤销")
    assert await town.all(Interaction) == []
    await wang.says("恢复")
    assert len(await town.all(Interaction)) == 1


async def test_undo_takes_back_a_created_customer_with_its_log(hire, town):
    wang = await hire("小王")
    await wang.says("今天见了宁波海润的陈工,想要5台样机,13800138000")
    await wang.taps("新建并记录")
    await wang.says("撤回")
    for model in (Customer, Contact, Interaction, Commitment):
        assert await town.all(model) == []
    assert (await town.only(Draft)).words == "今天见了宁波海润的陈工,想要5台样机,13800138000"
    await wang.says("恢复")
    assert (await town.only(Customer)).number == "KH-202605001"
    assert await town.all(Draft) == []


async def test_a_taken_back_number_is_not_given_out_again(hire, town):
    wang = await hire("小王")
    await wang.says("今天见了宁波海润的陈工")
    await wang.taps("新建并记录")
    await wang.says("撤销")
    await wang.says("今天见了苏州明达的王经理")
    await wang.taps("新建并记录")
    assert (await town.only(Customer)).number == "KH-202605002"


async def test_undo_of_a_correction_leaves_the_log(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司",))
    await wang.says(VISIT)
    await wang.says("不是下周二，是周三")
    await wang.says("撤销")
    assert wang.reads == "↩️ 已撤销：华为技术有限公司（待办1）。"
    assert (await town.only(Commitment, kind="next_contact")).due_on == date(2026, 5, 12)
    await wang.says("撤销")
    assert await town.all(Commitment) == []
    await wang.says("撤销")
    assert wang.reads == NOTHING


async def test_undo_of_the_log_takes_its_corrections_along(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司",))
    await wang.says(VISIT)
    card = wang.sees
    await wang.says("不是下周二，是周三")
    await wang.taps("撤销", on=card)
    assert await town.all(Commitment) == []
    assert await town.all(Interaction) == []
    await wang.taps("恢复")
    assert (await town.only(Commitment, kind="next_contact")).due_on == date(2026, 5, 13)


async def test_the_word_takes_back_the_newest_change_and_then_the_one_before(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司", "华峰精密"))
    await wang.says("今天拜访了华为张经理")
    await wang.says("今天拜访了华峰李总")
    await wang.says("撤销")
    assert "华峰精密" in wang.reads
    await wang.says("撤销")
    assert "华为技术有限公司" in wang.reads
    assert await town.all(Interaction) == []


async def test_the_word_takes_back_a_change_whose_card_has_no_button(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司", "华峰精密"))
    await wang.says("今天拜访了华为张经理")
    await wang.says_in_group("今天拜访了华峰李总")
    await wang.says("今天")
    await wang.says("撤销")
    assert "华峰精密" in wang.reads
    assert len(await town.all(Interaction)) == 1


async def test_the_button_takes_back_what_its_own_card_did(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司", "华峰精密"))
    await wang.says("今天拜访了华为张经理")
    card = wang.sees
    await wang.says("今天拜访了华峰李总")
    await wang.taps("撤销", on=card)
    assert wang.reads.startswith("↩️ 已撤销：华为技术有限公司")
    left = await town.only(Interaction)
    assert (await town.only(Customer, id=left.customer_id)).name == "华峰精密"


async def test_the_word_in_a_reply_takes_back_what_that_card_did(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司", "华峰精密"))
    await wang.says("今天拜访了华为张经理")
    card = wang.sees
    await wang.says("今天拜访了华峰李总")
    await wang.says("撤销", reply_to=card)
    left = await town.only(Interaction)
    assert (await town.only(Customer, id=left.customer_id)).name == "华峰精密"


async def test_the_word_in_a_reply_to_a_card_that_changed_nothing_changes_nothing(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司",))
    await wang.says("今天")
    card = wang.sees
    await wang.says("今天拜访了华为张经理")
    await wang.says("撤销", reply_to=card)
    assert len(await town.all(Interaction)) == 1
    await wang.says("撤销")
    assert await town.all(Interaction) == []


async def test_pressing_undo_twice_takes_back_once(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司",))
    await wang.says("今天拜访了华为张经理")
    card = wang.sees
    await wang.taps("撤销", on=card)
    await wang.taps("撤销", on=card)
    assert wang.reads == "已处理（16:31 小王）。".replace("16:31", "16:30")
    await wang.says("撤销", reply_to=card)
    assert wang.reads.startswith("已")
    assert await town.all(Interaction) == []


async def test_undo_after_24_hours_is_refused_and_before_it_works(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司", "华峰精密"))
    await wang.says("今天拜访了华为张经理")
    card = wang.sees
    town.clock.forward(hours=23)
    await wang.says("今天拜访了华峰李总")
    second = wang.sees
    town.clock.forward(hours=2)
    await wang.taps("撤销", on=card)
    assert wang.reads == "已超过 24 小时，不能撤销了。"
    assert len(await town.all(Interaction)) == 2
    await wang.taps("撤销", on=second)
    assert len(await town.all(Interaction)) == 1
    town.clock.forward(hours=25)
    await wang.says("撤销")
    assert wang.reads == NOTHING
    await wang.says("恢复")
    assert wang.reads == "没有可恢复的。"


async def test_undo_in_the_other_language(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司",))
    await wang.says(VISIT)
    await wang.says("undo")
    assert wang.reads == "↩️ Taken back: 华为技术有限公司 (2 to-dos, 1 contact, 1 record)."
    await wang.says("restore")
    assert wang.reads == "↪️ Back again: 华为技术有限公司 (2 to-dos, 1 contact, 1 record)."
    await wang.says("never mind, delete that")
    assert await town.all(Interaction) == []


async def test_what_somebody_else_changed_since_stays_and_they_are_named(hire, town):
    boss = await hire("王总", "manager")
    wang = await hire("小王", manager="王总", customers=("华为技术有限公司",))
    await wang.says(VISIT)
    card = wang.sees
    town.clock.set("2026-05-06 16:40")
    await boss.says("今天跟华为张经理打了电话，下周二再跟进")
    following = await town.only(Commitment, owner_id=wang.person.id, kind="next_contact")
    await _moves(town, boss, following)
    await wang.taps("撤销", on=card)
    assert "王总 16:40 改过待办，所以保留。" in wang.reads
    assert [row.id for row in await town.all(Commitment, owner_id=wang.person.id)] == [following.id]
    assert await town.all(Commitment, kind="our_promise") == []


async def test_later_records_of_ones_own_keep_the_customer_they_stand_on(hire, town):
    wang = await hire("小王")
    await wang.says("今天见了宁波海润的陈工")
    await wang.taps("新建并记录")
    card = wang.sees
    await wang.says("刚给宁波海润陈工打了电话，嫌贵")
    await wang.taps("撤销", on=card)
    assert "客户保留：后面又改过或用到了它。" in wang.reads
    assert len(await town.all(Customer)) == 1
    assert len(await town.all(Interaction)) == 1


async def test_undoing_the_first_of_two_logs_keeps_the_facts_of_the_second(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司",))
    await wang.says("昨天拜访了华为张经理")
    card = wang.sees
    await wang.says("今天给华为张经理打了电话，不感兴趣")
    await wang.taps("撤销", on=card)
    assert "客户保留" not in wang.reads
    assert len(await town.all(Interaction)) == 1
    assert (await town.only(Customer)).last_contact_at is not None


async def test_nobody_can_undo_what_another_did(hire, town):
    li = await hire("小李", customers=("华峰精密",))
    await li.says("今天拜访了华峰李总")
    token = li.token("撤销")
    wang = await hire("小王", customers=("华为技术有限公司",))
    await wang.says("撤销")
    assert wang.reads == NOTHING
    await wang.presses(token)
    assert wang.reads == "这是别人的按钮。"
    assert len(await town.all(Interaction)) == 1
    await li.presses(token)
    assert await town.all(Interaction) == []


async def test_a_draft_thrown_away_comes_back(hire, town):
    wang = await hire("小王")
    await wang.says("hm blub")
    words = (await town.only(Draft)).words
    await wang.taps("Throw away")
    assert await town.all(Draft) == []
    await wang.taps("Undo")
    assert (await town.only(Draft)).words == words


async def test_undo_and_restore_are_audited(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司",))
    await wang.says("今天拜访了华为张经理")
    await wang.says("撤销")
    await wang.says("恢复")
    actions = [row.action for row in await town.all(AuditEntry) if row.action in ("undo", "restore")]
    assert actions == ["undo", "restore"]


async def test_an_edit_of_a_message_of_two_days_ago_is_refused_in_words(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司",))
    await wang.says("今天拜访了华为张经理")
    earlier = f"u{town.count}"
    town.clock.forward(hours=30)
    await wang.says("今天拜访了华为李经理", edits=earlier)
    assert wang.reads == "那条消息已超过 24 小时，请另发一条说明改动。"
    assert len(await town.all(Interaction)) == 1


def test_every_record_that_can_be_taken_back_has_a_name():
    assert set(MODELS) <= set(NAMES)


async def _moves(town, person, commitment):
    """Somebody else gives a promise another date, as their own list would."""
    from store.people import actor_by_id
    from store.records import Records

    async with town.database.begin() as session:
        actor = await actor_by_id(session, person.person.id)
        assert actor is not None
        records = Records(session, actor, "test", town.clock())
        row = await records.get(Commitment, commitment.id)
        await records.change(row, due_on=date(2026, 5, 14))
        await records.settle()
