"""A new customer: in one sentence, step by step, from a shared contact; checked, compared, taken back."""

from collections.abc import Awaitable, Callable

import pytest

from store.models import Contact, Customer
from tests.house import Talker, Town

Hire = Callable[..., Awaitable[Talker]]

ONE_LINE = "新建 苏州明达 企业 王经理 13912345678 做包装 想要报价"


async def test_one_sentence_creates_a_customer_with_its_contact(town: Town, hire: Hire) -> None:
    li = await hire("小李")
    await li.says(ONE_LINE)
    assert li.reads.split("\n") == [
        "✅ KH-202605001 苏州明达 已建（待核对）",
        "包装 · 王经理 139****5678 · 需求：报价",
        "完整度 83%。还差：意向",
    ]
    assert li.labels == ["意向 高", "中", "低", "以后", "撤销"]
    customer, contact = await town.only(Customer), await town.only(Contact)
    assert (customer.name, customer.industry, customer.core_need, customer.kind) == (
        "苏州明达", "包装", "报价", "company",
    )  # fmt: skip
    assert not customer.checked
    assert (contact.customer_id, contact.name, contact.phone) == (customer.id, "王经理", "13912345678")


async def test_one_sentence_creates_a_customer_in_english(town: Town, hire: Hire) -> None:
    anna = await hire("Anna", language="en")
    await anna.says("create Suzhou Mingda, Manager Wang, 13912345678, packaging, wants a quote")
    assert anna.reads.split("\n") == [
        "✅ KH-202605001 Suzhou Mingda created (to be checked)",
        "packaging · Manager Wang 139****5678 · need: quote",
        "Completeness 83%. Missing: intent",
    ]
    assert anna.labels == ["High intent", "Medium intent", "Low intent", "Later", "Undo"]
    assert (await town.only(Customer)).name == "Suzhou Mingda"


async def test_one_tap_fills_the_gap_and_another_corrects_it(town: Town, hire: Hire) -> None:
    li = await hire("小李")
    await li.says(ONE_LINE)
    card = li.sees
    await li.taps("意向 高")
    assert li.reads == "✏️ 苏州明达 · 意向：高\n完整度 100%"
    await li.taps("低", on=card)
    assert (await town.only(Customer)).intent == "low"
    await li.taps("以后", on=card)
    assert li.reads == "好，以后再补。"


async def test_undo_takes_the_customer_and_its_contact_back(town: Town, hire: Hire) -> None:
    li = await hire("小李")
    await li.says(ONE_LINE)
    await li.says("撤销")
    assert await town.all(Customer) == []
    assert await town.all(Contact) == []
    await li.taps("恢复")
    assert (await town.only(Customer)).number == "KH-202605001"


async def test_undo_after_the_gap_was_filled_takes_everything_back(town: Town, hire: Hire) -> None:
    li = await hire("小李")
    await li.says(ONE_LINE)
    card = li.sees
    await li.taps("意向 高")
    await li.taps("撤销", on=card)
    assert await town.all(Customer) == []


async def test_numbers_grow_within_a_month_and_are_never_given_out_again(town: Town, hire: Hire) -> None:
    li = await hire("小李")
    await li.says("新建 苏州明达")
    await li.says("撤销")
    await li.says("新建 宁波海润")
    assert (await town.only(Customer)).number == "KH-202605002"
    town.clock.set("2026-06-01 09:00")
    await li.says("新建 昆山德力")
    assert "KH-202606001" in li.reads


async def test_step_by_step_asks_for_the_name_the_contact_and_the_phone(town: Town, hire: Hire) -> None:
    li = await hire("小李")
    await li.says("新客户")
    assert li.reads == (
        "一句话说完最快，例：“苏州明达 企业 王经理 139… 做包装 想要报价”。或逐项填：客户名称？"
    )
    assert li.labels == ["取消"]
    await li.says("昆山德力")
    assert li.reads == "昆山德力：联系人？例：王经理 139…"
    assert li.labels == ["没有", "取消"]
    await li.says("周总")
    assert li.reads == "周总的电话？"
    assert li.labels == ["跳过", "取消"]
    assert await town.all(Customer) == []
    await li.says("0512-65001234")
    assert "昆山德力 已建" in li.reads
    contact = await town.only(Contact)
    assert (contact.name, contact.phone) == ("周总", "051265001234")


async def test_step_by_step_in_english_stays_english_although_a_chinese_name_is_typed(
    town: Town, hire: Hire
) -> None:
    anna = await hire("Anna", language="en")
    await anna.says("new customer")
    assert anna.reads.startswith("Fastest in one line: “Acme Ltd, Bob Carter")
    assert anna.labels == ["Cancel"]
    await anna.says("昆山德力")
    assert anna.reads == "昆山德力: who is the contact? For example: Bob Carter, +1 415…"
    await anna.says("none yet")
    assert anna.reads.split("\n")[:2] == [
        "✅ KH-202605001 昆山德力 created (to be checked)",
        "no contact yet",
    ]


async def test_two_fields_are_enough_and_the_phone_may_be_skipped(town: Town, hire: Hire) -> None:
    li = await hire("小李")
    await li.says("新客户")
    await li.says("昆山德力")
    await li.says("周总")
    await li.taps("跳过")
    assert "完整度 33%。还差：意向、联系方式、核心需求、行业" in li.reads
    assert (await town.only(Contact)).phone is None


@pytest.mark.parametrize("way_out", ["取消", "算了"])
@pytest.mark.parametrize("steps", [(), ("昆山德力",), ("昆山德力", "周总")])
async def test_every_step_can_be_cancelled(
    town: Town, hire: Hire, steps: tuple[str, ...], way_out: str
) -> None:
    li = await hire("小李")
    await li.says("新客户")
    for words in steps:
        await li.says(words)
    assert "取消" in li.labels
    await li.says(way_out)
    assert li.reads == "好，没有改动。"
    assert await town.all(Customer) == []


async def test_the_name_question_takes_a_whole_sentence_too(town: Town, hire: Hire) -> None:
    li = await hire("小李")
    await li.says("新客户")
    await li.says("苏州明达 企业 王经理 13912345678 做包装 想要报价")
    assert "苏州明达 已建" in li.reads
    assert (await town.only(Contact)).name == "王经理"


@pytest.mark.parametrize("command", ["撤销", "新客户", "今天"])
async def test_a_command_typed_as_a_name_is_asked_about(town: Town, hire: Hire, command: str) -> None:
    li = await hire("小李", customers=("华峰精密",))
    await li.says("新客户")
    await li.says(command)
    assert li.reads == f"“{command}”也是一条命令。是客户名称，还是要执行命令？"
    assert li.labels == ["是客户名称", "是命令", "取消"]
    await li.taps("是客户名称")
    await li.taps("没有")
    assert f"{command} 已建" in li.reads
    assert {customer.name for customer in await town.all(Customer)} == {"华峰精密", command}


async def test_a_command_typed_as_a_name_is_obeyed_where_it_was_meant_so(town: Town, hire: Hire) -> None:
    li = await hire("小李")
    await li.says("新建 苏州明达")
    await li.says("新客户")
    await li.says("撤销")
    assert len(await town.all(Customer)) == 1
    await li.taps("是命令")
    assert li.reads.startswith("↩️ 已撤销：苏州明达")
    assert await town.all(Customer) == []


async def test_a_visit_told_at_the_name_question_is_logged_not_used_as_a_name(town: Town, hire: Hire) -> None:
    li = await hire("小李", customers=("华峰精密",))
    await li.says("新客户")
    await li.says("今天下午拜访了华峰精密李总，嫌贵")
    assert li.reads.startswith("✅ 已记 · 华峰精密")
    assert len(await town.all(Customer)) == 1


@pytest.mark.parametrize(
    ("said", "wrong", "right"),
    [
        ("新建 苏州明达 王经理 1391234567", "手机号是11位，“1391234567”只有10位，请重发。", "13912345678"),
        ("新建 苏州明达 王经理 139123456789", "手机号是11位，“139123456789”有12位，请重发。", "13912345678"),
        (
            "新建 苏州明达 王经理 电话 65001234",
            "座机要带区号，如 010-59998888；“65001234”没有区号。",
            "0512-65001234",
        ),
        ("新建 苏州明达 王经理 wang@mingda", "“wang@mingda”的 @ 后面要有 company.com 这样的域名。", "wang@mingda.cn"),
    ],
)  # fmt: skip
async def test_a_bad_number_or_address_is_explained_and_asked_for_again(
    town: Town, hire: Hire, said: str, wrong: str, right: str
) -> None:
    li = await hire("小李")
    await li.says(said)
    assert li.reads == wrong
    assert li.labels == ["跳过", "取消"]
    assert await town.all(Customer) == []
    await li.says(right)
    assert "苏州明达 已建" in li.reads
    contact = await town.only(Contact)
    assert (contact.phone or contact.email) == right.replace("-", "")


async def test_a_bad_number_can_be_left_out(town: Town, hire: Hire) -> None:
    li = await hire("小李")
    await li.says("新建 苏州明达 王经理 1391234567")
    await li.taps("跳过")
    assert (await town.only(Contact)).phone is None


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("！！！", "名称里要有文字"),
        ("👍👍", "名称里要有文字"),
        ("很" * 61, "名称太长：61个字，最多60个。"),
        ("13912345678", "“13912345678”是号码，不是名称。"),
    ],
)
async def test_what_cannot_be_a_name_is_refused_and_a_good_one_taken(
    town: Town, hire: Hire, name: str, wrong: str
) -> None:
    li = await hire("小李")
    await li.says("新客户")
    await li.says(name)
    assert wrong in li.reads
    assert li.labels == ["取消"]
    await li.says("很" * 60)
    await li.says("没有")
    assert (await town.only(Customer)).name == "很" * 60


@pytest.mark.parametrize(
    "name",
    [
        "<b>Bold</b> & Söhne",
        "Robert'); DROP TABLE customer;--",
        "{name} %s 100%",
        "O'Neill / Partner_*",
        "360",
    ],
)
async def test_a_name_is_only_text_whatever_stands_in_it(town: Town, hire: Hire, name: str) -> None:
    li = await hire("小李")
    await li.says(f"新建客户 {name}")
    assert f"{name} 已建" in li.reads
    assert (await town.only(Customer)).name == name


async def test_an_identity_card_number_is_not_stored(town: Town, hire: Hire) -> None:
    li = await hire("小李")
    await li.says("新建 苏州明达 王经理 110101199003074514")
    assert li.reads == "这像身份证号或银行卡号，我不保存这类号码，请去掉后再说。"
    assert await town.all(Customer) == []
    await li.says("新建 苏州明达 王经理")
    assert (await town.only(Contact)).name == "王经理"


async def test_a_like_name_of_ones_own_is_asked_about_and_can_be_opened(town: Town, hire: Hire) -> None:
    li = await hire("小李", customers=("杭州智云科技有限公司",))
    await li.says("新建 智云科技(杭州)有限公司 李工 13911112222")
    assert li.reads == "⚠️ 很像已有客户：杭州智云科技有限公司 · 负责人 小李 · 未联系过"
    assert li.labels == ["打开 杭州智云科技有限公司", "加到这家：李工", "不是一家，仍新建", "取消"]
    await li.taps("打开")
    assert li.reads.startswith("📇 杭州智云科技有限公司")
    assert len(await town.all(Customer)) == 1


async def test_the_contact_of_a_like_customer_is_put_there(town: Town, hire: Hire) -> None:
    li = await hire("小李", customers=("杭州智云科技有限公司",))
    await li.says("新建 智云科技(杭州)有限公司 李工 13911112222")
    await li.taps("加到这家")
    assert li.reads.startswith("✅ 联系人已存 · 杭州智云科技有限公司")
    assert len(await town.all(Customer)) == 1
    assert (await town.only(Contact)).name == "李工"


async def test_a_like_name_of_a_colleagues_shows_no_more_than_all_may_know(town: Town, hire: Hire) -> None:
    wang = await hire("小王")
    await wang.says("新建 杭州智云科技有限公司 王总 13500001111 做软件 想要报价")
    town.clock.forward(days=5)
    li = await hire("小李")
    await li.says("新建 智云科技(杭州)有限公司 李工 13911112222")
    assert li.reads == "⚠️ 很像已有客户：杭州智云科技有限公司 · 负责人 小王 · 未联系过"
    assert li.labels == ["不是一家，仍新建", "取消"]
    assert all("13500001111" not in message.text and "王总" not in message.text for message in li.messages)
    await li.taps("取消")
    assert len(await town.all(Customer)) == 1
    await li.says("新建 智云科技(杭州)有限公司 李工 13911112222")
    await li.taps("仍新建")
    assert "智云科技(杭州)有限公司 已建" in li.reads
    assert len(await town.all(Customer)) == 2


async def test_a_phone_that_is_in_the_book_is_certain_even_step_by_step(town: Town, hire: Hire) -> None:
    wang = await hire("小王")
    await wang.says("新建 宁波海润 陈工 13800138000")
    li = await hire("小李")
    await li.says("新客户")
    await li.says("上海东成")
    await li.says("陈先生 138 0013 8000")
    assert li.reads == "⚠️ 这个电话已有客户：宁波海润 · 负责人 小王 · 未联系过"
    await li.taps("仍新建")
    assert "上海东成 已建" in li.reads


async def test_a_name_unlike_all_others_is_created_without_a_question(town: Town, hire: Hire) -> None:
    li = await hire("小李", customers=("杭州智云科技有限公司",))
    await li.says("新建 宁波海润水泵有限公司")
    assert "宁波海润水泵有限公司 已建" in li.reads


async def test_a_shared_contact_goes_to_the_customer_last_spoken_of(town: Town, hire: Hire) -> None:
    li = await hire("小李", customers=("华峰精密", "苏州明达"))
    await li.says("今天拜访了华峰精密李总，嫌贵")
    await li.shares_contact("赵敏", "+86 137 1234 2211")
    assert li.reads == "收到：赵敏 137****2211。属于哪家？"
    assert li.labels == ["华峰精密 · 今天", "选别的", "新客户"]
    await li.taps("华峰精密")
    assert li.reads == "✅ 联系人已存 · 华峰精密\n赵敏 137****2211"
    assert (await town.all(Contact, name="赵敏"))[0].phone == "13712342211"
    await li.says("撤销")
    assert await town.all(Contact, name="赵敏") == []


async def test_a_shared_contact_goes_to_another_customer_that_is_named(town: Town, hire: Hire) -> None:
    li = await hire("小李", customers=("华峰精密", "苏州明达"))
    await li.shares_contact("赵敏", "13712342211")
    await li.taps("选别的")
    await li.says("明达")
    assert li.reads.startswith("✅ 联系人已存 · 苏州明达")


async def test_a_shared_contact_makes_a_new_customer(town: Town, hire: Hire) -> None:
    li = await hire("小李")
    await li.shares_contact("赵敏", "13712342211")
    await li.taps("新客户")
    assert li.reads == "客户名称？"
    await li.says("宁波海润")
    assert li.reads.split("\n")[:2] == ["✅ KH-202605001 宁波海润 已建（待核对）", "赵敏 137****2211"]


async def test_a_shared_contact_that_is_known_is_shown_not_stored_again(town: Town, hire: Hire) -> None:
    li = await hire("小李")
    await li.says("新建 宁波海润 赵敏 13712342211")
    await li.shares_contact("赵总", "13712342211")
    assert li.reads == "已经有了：赵敏 137****2211 · 宁波海润"
    assert len(await town.all(Contact)) == 1


async def test_a_contact_is_added_to_a_known_customer(town: Town, hire: Hire) -> None:
    li = await hire("小李", customers=("微软中国有限公司",))
    await li.says("new contact: 微软 procurement 高洁 gaojie@ms-demo.cn tel 010-59998888")
    assert li.reads == "✅ 联系人已存 · 微软中国有限公司\n高洁 · procurement 010****8888 | ga***@ms-demo.cn"
    contact = await town.only(Contact)
    assert (contact.name, contact.title, contact.email, contact.phone) == (
        "高洁", "procurement", "gaojie@ms-demo.cn", "01059998888",
    )  # fmt: skip
    await li.says("撤销")
    assert await town.all(Contact) == []


async def test_a_contact_at_an_unknown_customer_creates_both(town: Town, hire: Hire) -> None:
    anna = await hire("Anna", language="en")
    await anna.says("add contact Marta Kask, Tallinn Timberworks, marta@tallinntimber.ee, +372 5555 0147")
    assert "Tallinn Timberworks created" in anna.reads
    assert (await town.only(Contact)).phone == "37255550147"


async def test_a_contact_without_a_customer_is_asked_about(town: Town, hire: Hire) -> None:
    li = await hire("小李", customers=("华峰精密",))
    await li.says("添加联系人 李建国 总经理 13812346620")
    assert li.reads == "收到：李建国 138****6620。属于哪家？"
    await li.says("华峰")
    assert li.reads == "✅ 联系人已存 · 华峰精密\n李建国 · 总经理 138****6620"


async def test_a_known_person_is_not_stored_twice_and_a_new_number_is_asked_about(
    town: Town, hire: Hire
) -> None:
    li = await hire("小李", customers=("华峰精密",))
    await li.says("添加联系人 华峰精密 李建国 13812346620")
    await li.says("添加联系人 华峰精密 李建国 13900001111")
    assert li.reads == "已有 李建国 138****6620。139****1111 是新号码吗？"
    await li.taps("是新号")
    contact = await town.only(Contact)
    assert (contact.phone, contact.old_phones) == ("13900001111", ["13812346620"])


async def test_a_contact_is_not_added_to_a_colleagues_customer(town: Town, hire: Hire) -> None:
    await hire("小王", customers=("华峰精密机械有限公司",))
    li = await hire("小李")
    await li.says("添加联系人 李建国 13812346620")
    await li.says("华峰精密机械有限公司")
    assert li.reads == "你的客户里没有“华峰精密机械有限公司”。"
    assert await town.all(Contact) == []


async def test_a_manager_and_an_executive_create_customers_too(town: Town, hire: Hire) -> None:
    chen = await hire("陈经理", "manager")
    await chen.says("新建 苏州明达")
    zhao = await hire("赵总", "executive")
    await zhao.says("新建 宁波海润 陈工")
    assert "宁波海润 已建" in zhao.reads
    assert len(await town.all(Customer)) == 2


async def test_a_like_name_is_asked_about_in_english(town: Town, hire: Hire) -> None:
    await hire("Bob", language="en", customers=("Harbor Freightways Ltd",))
    anna = await hire("Anna", language="en")
    await anna.says("create Harbor Freightways, Jane Doe, +372 5555 0147")
    assert anna.reads == (
        "⚠️ Looks like a customer in the book: Harbor Freightways Ltd · owner Bob · never contacted"
    )
    assert anna.labels == ["Another company, create it", "Cancel"]
    await anna.taps("Another company")
    assert "Harbor Freightways created" in anna.reads
    assert (await town.only(Contact)).name == "Jane Doe"


async def test_a_bad_number_is_explained_in_english(town: Town, hire: Hire) -> None:
    anna = await hire("Anna", language="en")
    await anna.says("create Suzhou Mingda, Manager Wang, 1391234567, packaging")
    assert anna.reads == "A mobile number has 11 digits; “1391234567” has only 10."
    assert anna.labels == ["Skip the phone", "Cancel"]
    await anna.says("13912345678")
    assert (await town.only(Contact)).phone == "13912345678"


async def test_a_question_typed_instead_of_a_contact_is_answered(town: Town, hire: Hire) -> None:
    li = await hire("小李", customers=("华峰精密",))
    await li.says("新客户")
    await li.says("昆山德力")
    await li.says("华峰最近怎么样")
    assert li.reads.startswith("📇 华峰精密")
    assert len(await town.all(Customer)) == 1
