"""A question is open and something else is said: what is looked up leaves it open, what was gathered is kept."""

import pytest

from store.models import Commitment, Contract, Customer, Draft, Interaction

HINT = "打字我最懂：一句话说说发生了什么，或者问“帮助”。"
STILL = "（刚才的问题还在等你回答；回“取消”就不问了。）"


async def test_looking_at_the_day_in_the_middle_of_a_new_customer_leaves_the_question_open(hire, town):
    wang = await hire("小王", customers=("华为",))
    await wang.says("新客户")
    await wang.says("镇江恒发机械")
    await wang.says("今天有啥")
    assert wang.reads.endswith(STILL)
    await wang.says("李工 13800138000")
    assert "镇江恒发机械 已建" in wang.reads
    assert "李工 138****8000" in wang.reads


async def test_the_same_in_english(hire, town):
    anna = await hire("Anna", language="en", customers=("Acme Ltd",))
    await anna.says("new customer")
    await anna.says("Northwind Ltd")
    await anna.says("what's overdue")
    assert anna.reads.endswith("(My question before is still open; “cancel” ends it.)")
    await anna.says("Bob Carter +1 415 555 2671")
    assert (await town.only(Customer, name="Northwind Ltd")).name == "Northwind Ltd"


async def test_an_amount_is_taken_after_a_look_at_a_list(hire, town):
    wang = await hire("小王", customers=("宏泰造船",))
    await wang.says("新合同")
    await wang.says("宏泰造船")
    await wang.says("逾期的")
    await wang.says("12.5w")
    await wang.says("今天")
    await wang.says("两年")
    await wang.taps("跳过")
    await wang.taps("跳过")
    await wang.taps("保存")
    assert (await town.only(Contract)).amount == 125_000


async def test_a_second_order_to_create_starts_over_and_keeps_the_first_as_a_draft(hire, town):
    wang = await hire("小王")
    await wang.says("新建客户 无锡宏达电子 赵总 13912345678 zhao@hongda 要500个连接器")
    assert "@" in wang.reads
    await wang.says("建个客户：杭州明月照明，企业，联系人周工，13700001111，想要LED样品")
    assert "杭州明月照明 已建" in wang.reads
    assert "没说完的留在草稿里" in wang.reads
    assert (await town.only(Customer)).name == "杭州明月照明"
    assert "无锡宏达电子" in (await town.only(Draft)).words


async def test_a_wrong_number_is_asked_again_and_the_number_alone_is_the_answer(hire, town):
    wang = await hire("小王")
    await wang.says("新客户")
    await wang.says("镇江恒发机械")
    await wang.says("李工 1380013800")
    assert wang.reads == "手机号是11位，“1380013800”只有10位，请重发。"
    await wang.says("13800138000")
    assert "李工 138****8000" in wang.reads


async def test_a_number_that_breaks_off_is_not_dropped_in_silence(hire):
    wang = await hire("小王")
    await wang.says("新客户 苏州新时代包装 王经理 139123 做纸箱")
    assert wang.reads == "手机号是11位，“139123”只有6位，请重发。"


async def test_a_quantity_is_no_broken_number(hire):
    wang = await hire("小王")
    await wang.says("新客户 苏州新时代包装 王经理 13900139000 要15000个纸箱")
    assert "苏州新时代包装 已建" in wang.reads


async def test_a_report_is_no_answer_to_which_customer(hire, town):
    wang = await hire("小王", customers=("力拓机械",))
    await wang.says("给王姐发合同")
    assert wang.reads.startswith("这是哪个客户")
    await wang.says("今天打电话给力拓机械 他说价格还是高")
    assert wang.reads.startswith("✅ 已记 · 力拓机械")
    assert (await town.only(Draft)).words == "给王姐发合同"


async def test_a_report_is_no_last_day_of_a_contract(hire, town):
    wang = await hire("小王", customers=("云帆软件", "佳美家电"))
    await wang.says("云帆软件签了 18.8万")
    assert wang.reads.startswith("到期日")
    await wang.says("佳美家电曾丽说周五给我答复，周四我先发个样")
    assert wang.reads.startswith("✅ 已记 · 佳美家电")
    assert await town.all(Contract) == []


async def test_words_after_an_undone_customer_are_not_lost(hire, town):
    wang = await hire("小王")
    await wang.says("新客户 杭州明月照明 周工 13700001111")
    await wang.says("撤销")
    await wang.says("这家报价太高了")
    assert "话已留住" in wang.reads or "内容已留住" in wang.reads
    assert (await town.only(Draft)).words == "这家报价太高了"


@pytest.mark.parametrize("words", ["🤔", "😭😭😭", "🎉 🎉", "[捂脸]"])
async def test_a_picture_gets_one_clear_line_and_leaves_the_question_open(hire, town, words):
    wang = await hire("小王")
    await wang.says("每隔两周提醒我写周报")
    await wang.says(words)
    assert wang.reads == HINT
    await wang.says("明天9点")
    assert "05-07 周四 09:00" in wang.reads


@pytest.mark.parametrize("words", ["👍", "🙏🙏", "👌🏻", "❤️", "😊", "[强]", "[OK][抱拳]", "好的👍"])
async def test_thanks_in_pictures_stay_without_an_answer(hire, words):
    wang = await hire("小王")
    await wang.says("今天有啥")
    await wang.says(words)
    assert len(wang.messages) == 1


async def test_a_number_that_chooses_nothing_is_no_draft(hire, town):
    wang = await hire("小王")
    await wang.says("2")
    assert wang.reads == "这里没有第 2 项可选。要看上一份列表的第 2 条，回“详2”。"
    assert await town.all(Draft) == []


@pytest.mark.parametrize(
    "words", ["上条删了", "删掉刚才那条", "把刚才那条删掉", "刚才的撤了吧", "刚才那条不要了"]
)
async def test_the_last_record_is_taken_back_in_many_words(hire, town, words):
    wang = await hire("小王", customers=("华为",))
    await wang.says("今天拜访了华为张经理，嫌贵")
    await wang.says(words)
    assert wang.reads.startswith("↩️ 已撤销")
    assert await town.all(Interaction) == []


async def test_the_next_week_is_asked_for_with_a_particle_and_moves_nothing(hire, town):
    wang = await hire("小王", customers=("海润",))
    await wang.says("周五下午三点提醒我去海润")
    before = (await town.only(Commitment)).due_at
    await wang.says("下周呢")
    assert wang.reads == "05-11 周一 – 05-17 周日 · 没有安排"
    await wang.says("这周有哪些要跟的")
    assert wang.reads.startswith("05-04 周一 – 05-10 周日 · 1 件")
    assert (await town.only(Commitment)).due_at == before
