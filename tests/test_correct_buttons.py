"""Correcting by the buttons of a card: which date, which method, more words, another customer."""

from datetime import UTC, date, datetime

from store.models import Commitment, Customer, Interaction
from tests.test_correct import VISIT


async def test_the_date_button_asks_which_and_when(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司",))
    await wang.says(VISIT)
    await wang.taps("改时间")
    assert wang.reads == "改哪个日期？"
    await wang.taps("下次跟进")
    assert wang.reads.startswith("现在：⏰ 下次跟进：05-12 周二 09:33")
    await wang.says("2月30日")
    assert wang.reads == "没有这一天：2月30日。"
    await wang.says("昨天")
    assert wang.reads == "05-05 周二 已过。改到哪天？"
    await wang.says("周五下午3点")
    assert wang.reads == "✏️ 已改：下次跟进 05-12 周二 → 05-08 周五 15:00"
    assert (await town.only(Commitment, kind="next_contact")).due_at == datetime(2026, 5, 8, 7, 0, tzinfo=UTC)


async def test_the_date_button_offers_days(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司",))
    await wang.says("今天拜访了华为张经理，下周二再跟进")
    await wang.taps("改时间")
    await wang.taps("05-11 周一")
    assert (await town.only(Commitment)).due_on == date(2026, 5, 11)


async def test_a_new_log_is_no_answer_to_when(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司", "华峰精密"))
    await wang.says("今天拜访了华为张经理，下周二再跟进")
    await wang.taps("改时间")
    await wang.says("今天拜访了华峰李总")
    assert wang.reads.startswith("✅ 已记 · 华峰精密")
    assert (await town.only(Commitment)).due_on == date(2026, 5, 12)


async def test_the_method_button_offers_the_methods(hire, town):
    wang = await hire("小王", customers=("华峰精密",))
    await wang.says("华峰说要再比比价，嫌贵")
    await wang.taps("改方式")
    assert wang.labels == ["电话", "拜访", "微信", "邮件", "会议"]
    await wang.says("微信")
    assert (await town.only(Interaction)).method == "wechat"


async def test_the_note_button_takes_the_next_words_but_no_order(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司",))
    await wang.says("今天拜访了华为张经理")
    card = wang.sees
    await wang.taps("补内容")
    assert wang.reads == "补什么？直接说。"
    await wang.says("今天")
    assert (await town.only(Interaction)).words == "今天拜访了华为张经理"
    await wang.taps("补内容", on=card)
    await wang.says("他下个月出差")
    assert (await town.only(Interaction)).words == "今天拜访了华为张经理\n他下个月出差"


async def test_a_question_can_be_left(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司",))
    await wang.says("今天拜访了华为张经理")
    await wang.taps("补内容")
    await wang.says("不改了")
    assert wang.reads == "好，没改。"
    await wang.says("他下个月出差")
    assert "他下个月出差" not in (await town.all(Interaction))[0].words


async def test_the_customer_button_asks_and_moves(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司", "华峰精密", "海润水泵"))
    await wang.says("今天拜访了华为张经理")
    await wang.taps("记错客户")
    await wang.says("华峰")
    assert wang.reads == "✏️ 已改：客户 华为技术有限公司 → 华峰精密"
    await wang.taps("撤销")
    record = await town.only(Interaction)
    assert (await town.only(Customer, id=record.customer_id)).name == "华为技术有限公司"


async def test_wrong_alone_asks_what_and_offers_the_buttons(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司",))
    await wang.says("今天拜访了华为张经理，下周二再跟进")
    await wang.says("不对")
    assert wang.reads == "哪里不对？直接说“不是周二，是周三”，或点一下。"
    assert wang.labels == ["改时间", "改方式", "补内容", "记错客户"]
    await wang.taps("改方式")
    await wang.taps("电话")
    assert (await town.only(Interaction)).method == "call"


async def test_cancel_words_leave_a_question_too(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司",))
    await wang.says("今天拜访了华为张经理，下周二再跟进")
    card = wang.sees
    for button in ("补内容", "记错客户", "改时间"):
        await wang.taps(button, on=card)
        await wang.says("算了")
        assert wang.reads == "好，没改。"
    assert (await town.only(Interaction)).words == "今天拜访了华为张经理，下周二再跟进"
    assert len(await town.all(Customer)) == 1
