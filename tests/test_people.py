"""People: added and invited by an admin, bound by a code, let go; and who sees what through which way."""

import base64
import re
from dataclasses import replace

import pytest

from store.models import AuditEntry, Customer, Interaction
from store.people_models import Account, Person

STRANGE = "还没绑定。请向管理员要 6 位绑定码，在这里输入。"
WRONG = "绑定码不对或已失效。请向管理员要一个新的。"
ONLY_ADMINS = "只有管理员能做。"


def linked(town):
    town.dispatcher = replace(town.dispatcher, link_base=lambda: "https://t.me/fieldbook_bot")


def code_in(text):
    return re.findall(r"\b\d{6}\b", text)[0]


async def test_an_admin_adds_somebody_by_chat_and_they_bind_with_the_code(hire, town):
    admin = await hire("管理", "admin")
    await hire("王总", "manager")
    await admin.says("加人 小李 销售 团队 华东 主管 王总")
    assert admin.reads == "✅ 已加：小李 · 销售 · 华东 · 主管 王总"
    person = await town.only(Person, name="小李")
    boss = await town.only(Person, name="王总")
    assert (person.role, person.team_id, person.manager_id) == ("rep", boss.team_id, boss.id)
    await admin.taps("邀请")
    assert admin.reads.startswith("小李 的绑定码：")
    li = town.stranger("li")
    await li.says("你好")
    assert li.reads == STRANGE
    await li.says(f"绑定 {code_in(admin.reads)}")
    assert li.reads.startswith("欢迎，小李。")
    await li.says("今天")
    assert li.reads != STRANGE


async def test_the_same_in_english(hire, town):
    admin = await hire("Ann", "admin", language="en")
    await hire("Wang", "manager", team="East China")
    await admin.says("add person Mary Jones sales rep team East China manager Wang")
    assert admin.reads == "Added: Mary Jones · sales rep · East China · manager Wang"
    await admin.says("invite mary jones")
    assert admin.reads.startswith("Code for Mary Jones: ")
    mary = town.stranger("mary")
    await mary.says(code_in(admin.reads))
    assert mary.reads.startswith("Welcome, Mary Jones.")


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("加人 小陈", "rep"),
        ("加人 小陈 主管 团队 华南", "manager"),
        ("加人：小陈 财务", "finance"),
        ("加人 小陈 管理员", "admin"),
    ],
)
async def test_roles_are_read_as_people_say_them(hire, town, words, role):
    admin = await hire("管理", "admin")
    await admin.says(words)
    assert (await town.only(Person, name="小陈")).role == role


async def test_what_cannot_be_added_is_said(hire, town):
    admin = await hire("管理", "admin")
    await admin.says("加人")
    assert admin.reads == "这样说：“加人 小李 销售 团队 华东 主管 王总”。"
    await admin.says("加人 小李 销售 主管 没这人")
    assert admin.reads == "没有叫没这人的人。"
    await admin.says("加人 管理 销售")
    assert admin.reads == "已经有人叫管理了。"
    await admin.says("邀请 小李")
    assert admin.reads == "没有叫小李的人。"
    assert len(await town.all(Person)) == 1


async def test_an_invitation_brings_a_link_and_its_picture(hire, town):
    linked(town)
    admin = await hire("管理", "admin")
    await admin.says("加人 小李")
    await admin.says("邀请 小李")
    link = admin.reads.splitlines()[-1]
    assert link.startswith("https://t.me/fieldbook_bot?start=")
    (picture,) = admin.sees.files
    head, data = picture.reference.split(",")
    assert (picture.mime, head) == ("image/png", "data:image/png;base64")
    image = base64.b64decode(data)
    assert image.startswith(b"\x89PNG")
    assert picture.size == len(image)
    li = town.stranger("li")
    await li.says(f"/start {link.rpartition('=')[2]}")
    assert li.reads.startswith("欢迎，小李。")


async def test_a_code_works_once_and_a_new_one_ends_the_old(hire, town):
    admin = await hire("管理", "admin")
    await admin.says("加人 小李")
    await admin.says("邀请 小李")
    first = code_in(admin.reads)
    await admin.says("邀请 小李")
    second = code_in(admin.reads)
    one, other = town.stranger("one"), town.stranger("other")
    await one.says(first)
    assert one.reads == WRONG
    await one.says(second)
    assert one.reads.startswith("欢迎")
    await other.says(second)
    assert other.reads == WRONG


async def test_a_code_is_good_for_three_days(hire, town):
    admin = await hire("管理", "admin")
    await admin.says("加人 小李")
    await admin.says("邀请 小李")
    code = code_in(admin.reads)
    town.clock.forward(days=3, minutes=1)
    li = town.stranger("li")
    await li.says(code)
    assert li.reads == WRONG
    await admin.says("邀请 小李")
    await li.says(code_in(admin.reads))
    assert li.reads.startswith("欢迎")


async def test_five_wrong_codes_lock_for_a_quarter_of_an_hour_even_for_the_right_one(hire, town):
    admin = await hire("管理", "admin")
    await admin.says("加人 小李")
    await admin.says("邀请 小李")
    right = code_in(admin.reads)
    li = town.stranger("li")
    for guess in range(5):
        await li.says(f"{(int(right) + guess + 1) % 1_000_000:06d}")
        assert li.reads == WRONG
    await li.says(right)
    assert li.reads == "错的次数太多，请一刻钟后再试。"
    town.clock.forward(minutes=16)
    await li.says(right)
    assert li.reads.startswith("欢迎")


async def test_a_stranger_learns_nothing_whatever_they_say(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司",))
    await wang.says("今天拜访了华为张经理")
    token = wang.token("撤销")
    stranger = town.stranger("x")
    for words in ("华为", "今天", "帮助", "成员", "撤销", "/start", "", "今天拜访了华为", "加人 小李"):
        await stranger.says(words)
        assert stranger.reads == STRANGE
    await stranger.presses(token)
    assert stranger.reads == STRANGE
    await stranger.sends_location(30.0, 120.0)
    await stranger.shares_contact("张三", "13900139000")
    assert stranger.reads == STRANGE
    assert len(await town.all(Interaction)) == 1


async def test_a_stranger_in_a_group_gets_no_answer(hire, town):
    stranger = town.stranger("x")
    await stranger.says_in_group("华为最近怎么样")
    assert town.channel.sent == []


@pytest.mark.parametrize("role", ["rep", "manager", "executive", "service", "finance"])
@pytest.mark.parametrize("words", ["加人 小陈 管理员", "邀请 小李", "成员", "离职 小李", "加人"])
async def test_everybody_but_an_admin_is_refused_alike_and_it_is_written_down(hire, town, role, words):
    await hire("小李")
    person = await hire("某人", role)
    await person.says(words)
    assert person.reads == ONLY_ADMINS
    refused = await town.only(AuditEntry, action="refused", person_id=person.person.id)
    assert refused.details["said"] == "Only an admin can do that."
    assert len(await town.all(Person)) == 2
    admin = await hire("管理", "admin")
    await admin.says(words)
    assert admin.reads != ONLY_ADMINS


async def test_inviting_a_customer_to_dinner_is_no_command(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司",))
    await wang.says("邀请张总参加展会")
    assert wang.reads != ONLY_ADMINS


async def test_the_list_of_people_tells_who_is_bound(hire, town):
    admin = await hire("管理", "admin")
    await hire("小王", manager="管理")
    await admin.says("加人 小李 销售 团队 华南")
    await admin.says("成员")
    assert admin.reads == "共 3 人"
    rows = {row[0]: row[1:] for row in admin.sees.table.rows}
    assert rows["小王"] == ("销售", "华东", "管理", "test")
    assert rows["小李"] == ("销售", "华南", "", "未绑定")


async def test_who_is_let_go_has_no_access_from_that_moment(hire, town):
    admin = await hire("管理", "admin")
    li = await hire("小李", customers=("华峰精密",))
    await li.says("今天拜访了华峰李总，下周二再跟进")
    card = li.sees
    await admin.says("离职 小李")
    assert admin.reads == "现在停用 小李？客户和记录都保留。"
    await li.says("华峰")
    assert li.reads != STRANGE
    await admin.taps("确认停用")
    assert admin.reads == "小李 已停用，马上失效。"
    await li.says("华峰")
    assert li.reads == STRANGE
    await li.taps("撤销", on=card)
    assert li.reads == STRANGE
    assert len(await town.all(Interaction)) == 1
    assert (await town.all(Account, sender="小李")) == []
    before = len(li.messages)
    town.clock.set("2026-05-12 09:40")
    await town.remind()
    assert len(li.messages) == before
    assert (await town.only(Customer)).owner_id == li.person.id


async def test_letting_go_can_be_left_and_never_means_oneself(hire, town):
    admin = await hire("管理", "admin")
    li = await hire("小李")
    await admin.says("离职 小李")
    await admin.taps("取消")
    assert admin.reads == "小李 不变。"
    await li.says("今天")
    assert li.reads != STRANGE
    await admin.says("离职 管理")
    assert admin.reads == "不能停用自己，请另一位管理员来做。"


async def test_an_old_button_of_an_admin_is_worth_nothing_in_other_hands(hire, town):
    admin = await hire("管理", "admin")
    li = await hire("小李")
    wang = await hire("小王")
    await admin.says("离职 小李")
    await wang.presses(admin.token("确认停用"))
    assert wang.reads == "这是别人的按钮。"
    await li.says("今天")
    assert li.reads != STRANGE


@pytest.mark.parametrize(
    ("words", "told", "language"),
    [
        ("加人 Anna 销售 团队 华东 英文", "✅ 已加：Anna · 销售 · 华东 · English", "en"),
        ("加人 小陈 英语 主管", "✅ 已加：小陈 · 主管 · English", "en"),
        ("加人 小何 销售", "✅ 已加：小何 · 销售", "zh"),
    ],
)
async def test_somebody_is_added_with_the_language_that_they_speak(hire, town, words, told, language):
    admin = await hire("管理", "admin")
    await admin.says(words)
    assert admin.reads == told
    assert (await town.all(Person))[-1].language == language


async def test_a_colleague_is_greeted_in_their_own_language(hire, town):
    admin = await hire("管理", "admin")
    await admin.says("加人 Anna 销售 英文")
    await admin.taps("邀请")
    anna = town.stranger("anna")
    await anna.says(code_in(admin.reads))
    assert anna.reads.startswith("Welcome, Anna.")
