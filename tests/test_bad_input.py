"""Whatever comes in, the answer is clear, nothing breaks and nothing is lost or done twice."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.__main__ import capabilities
from bot.capability import Capability, House
from store import people
from store.ledgers import InboxRow
from store.models import Commitment, Contact, Customer, Draft, Interaction
from tests.house import Talker


async def test_ten_thousand_characters_are_answered_and_kept_whole(hire, town):
    wang = await hire("小王", customers=("华峰精密",))
    words = "今天拜访了华峰。" + "很长的一段话，" * 1430
    assert len(words) > 10_000
    await wang.says(words)
    kept = [
        *(row.words for row in await town.all(Draft)),
        *(row.words for row in await town.all(Interaction)),
    ]
    assert words in kept
    assert len(wang.reads) < 1000
    assert wang.reads.endswith("（只读了前 2000 个字；全文已留住。）")
    await wang.says("今天拜访了华峰")
    assert wang.reads.startswith("✅")


async def test_a_long_message_without_sense_is_kept_whole(hire, town):
    wang = await hire("小王")
    await wang.says("啊" * 10_000)
    assert [len(row.words) for row in await town.all(Draft)] == [10_000]


@pytest.mark.parametrize("token", ["", "nonsense", "x.0", ".", "a.b.c", "a.-1", "a.99999999999999999999"])
async def test_an_unknown_button_is_answered_in_words(hire, token):
    wang = await hire("小王")
    await wang.presses(token)
    assert wang.reads == "这个按钮太旧了，直接打字说吧。"


async def test_a_button_of_somebody_else_does_nothing(hire, town):
    wang = await hire("小王", customers=("华峰精密",))
    await wang.says("今天拜访了华峰")
    li = await hire("小李")
    await li.presses(wang.token("撤销"))
    assert li.reads == "这是别人的按钮。"
    assert len(await town.all(Interaction)) == 1


async def test_the_same_button_from_two_phones_works_once_and_says_who_was_first(hire, town):
    wang = await hire("小王", customers=("华峰精密",))
    phone = await _second_phone(town, wang)
    await wang.says("今天拜访了华峰")
    token = wang.token("撤销")
    town.clock.set("2026-05-06 16:31")
    await wang.presses(token)
    assert wang.reads.startswith("↩️")
    town.clock.set("2026-05-06 16:35")
    await phone.presses(token)
    assert phone.reads == "已处理（16:31 小王）。"
    assert await town.all(Interaction) == []


async def test_a_message_that_comes_twice_is_done_once(hire, town):
    wang = await hire("小王", customers=("华峰精密",))
    await wang.says("今天拜访了华峰，下周二再跟进", key="same")
    sent = len(town.channel.sent)
    await wang.says("今天拜访了华峰，下周二再跟进", key="same")
    assert len(town.channel.sent) == sent
    assert len(await town.all(Interaction)) == 1
    assert len(await town.all(Commitment)) == 1


async def test_a_date_in_the_past_is_no_promise(hire, town):
    wang = await hire("小王", customers=("华峰精密",))
    await wang.says("昨天拜访了华峰，下周二再跟进")
    await wang.says("把跟进改到5月1日")
    assert wang.reads == "05-01 周五 已过。改到哪天？"
    await wang.says("把跟进改到5月21日")
    assert "05-21 周四" in wang.reads


async def test_an_hour_that_is_over_is_no_promise(hire, town):
    wang = await hire("小王", customers=("华峰精密",))
    await wang.says("今天拜访了华峰，下周二再跟进")
    await wang.says("不是下周二，是今天上午9点")
    assert wang.reads == "09:00 已过。改到几点？"
    await wang.says("不是下周二，是今天下午6点")
    assert "05-06 周三 18:00" in wang.reads


async def test_an_impossible_date_never_becomes_another_day(hire, town):
    wang = await hire("小王", customers=("华峰精密",))
    await wang.says("今天拜访了华峰，2月30日前报价")
    assert all(row.due_on is None for row in await town.all(Commitment))
    await wang.says("改到2月30日")
    assert wang.reads == "没有这一天：2月30日。"


HOSTILE = [
    "Robert'); DROP TABLE customer;--",
    '<script>alert("x")</script>',
    "{name} {0} %s %(x)s",
    "a\\b/c\"d'e",
    "𠮷野家＆Ｃｏ．",
    "\u202eevil\u2066",
]


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_names_are_names(hire, town, name):
    wang = await hire("小王", customers=("华峰精密",))
    await wang.says("今天拜访了华峰")
    await wang.taps("记错客户")
    await wang.says(name)
    await wang.presses(wang.sees.buttons[0].token)
    assert len(await town.all(Customer)) == 2
    created = next(row for row in await town.all(Customer) if row.name != "华峰精密")
    assert (await town.only(Interaction)).customer_id == created.id
    await wang.says("撤销")
    assert [row.name for row in await town.all(Customer)] == ["华峰精密"]


async def test_hostile_words_are_kept_as_they_are(hire, town):
    wang = await hire("小王", customers=("华峰精密",))
    words = "今天拜访了华峰，他说 '); DROP TABLE contact;-- <b>{name}</b> %s"
    await wang.says(words)
    assert (await town.only(Interaction)).words == words


async def test_customers_named_like_commands_can_be_met_and_named(hire, town):
    wang = await hire("小王", customers=("撤销科技", "今天"))
    await wang.says("今天拜访了撤销科技张总")
    assert wang.reads.startswith("✅ 已记 · 撤销科技")
    await wang.taps("记错客户")
    await wang.taps("今天 ·")
    assert wang.reads == "✏️ 已改：客户 撤销科技 → 今天"
    await wang.says("撤销")
    assert wang.reads.startswith("↩️ 已撤销")
    await wang.says("撤销科技")
    assert wang.reads.startswith("📇 撤销科技")
    record = await town.only(Interaction)
    assert (await town.only(Customer, id=record.customer_id)).name == "撤销科技"


@pytest.mark.parametrize(
    "words", ["今天拜访了华峰\x00李总", "今天拜访了华峰\ud83d李总", "\udfff今天拜访了华峰李总\x00"]
)
async def test_null_bytes_and_half_characters_do_no_harm(hire, town, words):
    wang = await hire("小王", customers=("华峰精密",))
    await wang.says(words)
    assert wang.reads.startswith("✅ 已记 · 华峰精密")
    assert "\x00" not in (await town.only(Interaction)).words
    await wang.presses("\x00.\ud83d")
    assert wang.reads == "这个按钮太旧了，直接打字说吧。"


async def test_a_message_that_breaks_the_turn_is_apologised_for_kept_and_blocks_nothing(hire, town):
    broken = Capability("broken")

    @broken.pattern("炸.*")
    async def explode(turn):
        await turn.records.add(Draft(person_id=turn.actor.id, words="half done", created_at=turn.now))
        raise RuntimeError("boom")

    town.dispatcher = replace(town.dispatcher, house=House.of([*capabilities(), broken]))
    wang = await hire("小王", customers=("华峰精密",))
    await wang.says("炸了，今天拜访了华峰")
    assert wang.messages == []
    await wang.says("今天拜访了华峰李总")
    assert wang.messages == []
    for _attempt in range(2):
        town.clock.forward(seconds=5)
        await town.settle()
    number = (await town.all(InboxRow))[0].id
    assert wang.messages[0].text == f"我这边出错了（编号 {number}）。你的话已留住。"
    assert [row.words for row in await town.all(Draft)] == ["炸了，今天拜访了华峰"]
    assert wang.reads.startswith("✅ 已记 · 华峰精密")
    await wang.says("草稿")
    assert "炸了" in wang.reads


async def test_a_phone_one_digit_short_in_a_new_customer_is_named(hire, town):
    wang = await hire("小王")
    await wang.says("新客户 苏州明达 王经理 1390013900 想要报价")
    assert "1390013900" in wang.reads
    assert await town.all(Contact) == []
    await wang.says("13900139000")
    if not await town.all(Contact):
        await wang.taps("新建")
    assert (await town.only(Contact)).phone == "13900139000"


def test_every_step_that_a_button_names_exists():
    house = House.of(capabilities())
    names = {name.partition(".")[0] for name in house.steps}
    root = Path(__file__).parent.parent
    sources = [
        *(root / "bot").glob("*.py"),
        *(root / "handlers").glob("*.py"),
        *(root / "reminders").glob("*.py"),
    ]
    wanted = {
        found
        for path in sources
        for found in re.findall(r'"([a-z_]+\.[a-z_]+)"', path.read_text(encoding="utf-8"))
        if found.partition(".")[0] in names
    }
    assert wanted - set(house.steps) == set()


async def _second_phone(town, talker):
    async with town.database.begin() as session:
        account = await people.link_account(
            session, talker.person.id, town.channel.name, "phone2", "chat-phone2"
        )
        account.last_in_at = town.clock()
    return Talker(town, "phone2", "chat-phone2", talker.person)
