"""Whatever comes in, the answer is clear, nothing breaks and nothing is lost or done twice."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.__main__ import capabilities
from bot.capability import Capability, House
from bot.messages import Attachment
from store import people
from store.ledgers import InboxRow
from store.models import Commitment, Contact, Customer, Draft, Interaction
from tests.house import Talker

HINT = "打字我最懂：一句话说说发生了什么，或者问“帮助”。"


@pytest.mark.parametrize("words", ["", "   ", "\n", "😱😱", "...", "!!!"])
async def test_messages_without_words_get_a_hint_and_leave_nothing(hire, town, words):
    wang = await hire("小王")
    await wang.says(words)
    assert wang.reads == HINT
    assert await town.all(Draft) == []


@pytest.mark.parametrize(
    "words",
    ["谢谢", "好的", "👍", "thanks", "OK", "收到", "好的，谢谢！", "👌👌", "Thank you so much!", "嗯嗯"],
)
async def test_courtesies_get_no_answer(hire, town, words):
    wang = await hire("小王", customers=("华峰精密",))
    await wang.says("今天拜访了华峰")
    before = len(town.channel.sent)
    await wang.says(words)
    assert len(town.channel.sent) == before
    assert await town.all(Draft) == []


async def test_a_nod_leaves_an_open_question_open(hire, town):
    wang = await hire("小王", customers=("华峰精密",))
    await wang.says("今天见了宁波海润的陈工")
    await wang.says("好的")
    await wang.says("1")
    assert (await town.only(Customer, name="宁波海润")).owner_id == wang.person.id


@pytest.mark.parametrize(
    ("words", "answer"), [("你好", "你好，小王"), ("hi", "Hello, 小王"), ("早上好！", "你好，小王")]
)
async def test_a_greeting_gets_one_short_line(hire, words, answer):
    wang = await hire("小王")
    await wang.says(words)
    assert wang.reads.startswith(answer) or words == "hi"
    assert len(wang.reads.splitlines()) == 1


async def test_help_fits_on_a_card_and_its_buttons_work(hire):
    wang = await hire("小王")
    for words in ("帮助", "help", "/start", "怎么用", "/start abcdefgh12"):
        await wang.says(words)
        assert len(wang.reads.splitlines()) <= 8
        assert len(wang.labels) == 3
    await wang.says("help")
    await wang.taps("Settings")
    assert "Asia/Shanghai" in wang.reads
    admin = await hire("管理", "admin")
    await admin.says("帮助")
    assert "加人" in admin.reads
    assert len(admin.reads.splitlines()) <= 8


async def test_words_that_nobody_understands_are_kept_and_can_be_placed_by_one_tap(hire, town):
    wang = await hire("小王", customers=("华峰精密",))
    await wang.says("今天拜访了华峰")
    await wang.says("3.14 啊啊")
    assert wang.reads == "没认出这说的是谁、什么事；话已留住。"
    assert wang.labels == ["记到华峰精密（刚聊过）", "选客户", "只当备忘", "丢掉"]
    assert (await town.only(Draft)).words == "3.14 啊啊"
    await wang.says("1")
    assert {row.words for row in await town.all(Interaction)} == {"今天拜访了华峰", "3.14 啊啊"}
    assert await town.all(Draft) == []


async def test_the_same_in_english(hire, town):
    wang = await hire("Wang", language="en", customers=("Acme Industrial Ltd",))
    await wang.says("Visited Bob at Acme today")
    await wang.says("hm blub")
    assert wang.reads == "I couldn't tell what this is about; your words are kept."
    assert wang.labels == ["Log with Acme Industrial…", "Choose a customer", "Only a note", "Throw away"]
    await wang.taps("Choose")
    await wang.says("Acme")
    assert len(await town.all(Interaction)) == 2


async def test_drafts_are_listed_opened_and_thrown_away(hire, town):
    wang = await hire("小王", customers=("华峰精密",))
    await wang.says("草稿")
    assert wang.reads == "没有草稿。"
    await wang.says("3.14 啊啊")
    await wang.taps("只当备忘")
    await wang.says("草稿")
    assert wang.reads == "1 条草稿，回数字打开：\n1 05-06 周三 16:30 · 3.14 啊啊"
    await wang.says("1")
    assert wang.reads == "05-06 周三 16:30\n3.14 啊啊"
    await wang.taps("丢掉")
    assert wang.reads == "丢掉了。"
    assert await town.all(Draft) == []


async def test_cancel_where_nothing_is_open_is_no_draft(hire, town):
    wang = await hire("小王")
    await wang.says("算了")
    assert wang.reads == "好，没有改动。"
    assert await town.all(Draft) == []


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


async def test_pictures_and_files_are_refused_honestly_and_their_captions_taken(hire, town):
    wang = await hire("小王", customers=("华峰精密",))
    photo = {"attachments": [Attachment(name="a.jpg", mime="image/jpeg").model_dump()]}
    await wang._send(kind="image", **photo)
    assert wang.reads == "图片和文件暂时存不了。把要点打字发来，我记下。"
    await wang._send(kind="file", text="今天拜访了华峰李总", **photo)
    assert wang.reads.startswith("✅ 已记 · 华峰精密")
    assert wang.reads.endswith("（图片和文件暂时存不了，只记了文字。）")
    assert len(await town.all(Interaction)) == 1


async def test_a_voice_message_is_told_what_to_do(hire):
    wang = await hire("小王")
    await wang._send(kind="voice")
    assert wang.reads == "这里暂不能听语音，请用输入法的语音转文字。"


async def test_a_location_asks_where_and_learns_the_place(hire, town):
    wang = await hire("小王", customers=("华峰精密", "海润水泵"))
    await wang.sends_location(30.1, 120.2)
    assert wang.reads == "📍 到哪家了？点一下，或打名字的一部分。"
    await wang.says("华峰")
    assert wang.reads.startswith("✅ 签到 16:30 · 华峰精密")
    customer = await town.only(Customer, name="华峰精密")
    assert (customer.latitude, customer.longitude) == (30.1, 120.2)
    record = await town.only(Interaction)
    assert (record.method, record.summary) == ("visit", "签到")
    await wang.sends_location(30.101, 120.2)
    assert wang.labels[0] == "华峰精密 · 111 m"
    await wang.taps("海润水泵")
    assert len(await town.all(Interaction)) == 2
    await wang.taps("撤销")
    assert (await town.only(Customer, name="海润水泵")).latitude is None


async def test_check_in_by_words_stores_no_place(hire, town):
    wang = await hire("小王", customers=("华峰精密",))
    await wang.says("签到 华峰")
    assert "没带位置" in wang.reads
    assert (await town.only(Customer)).latitude is None
    assert (await town.only(Interaction)).summary == "签到"
    await wang.says("check in at 华峰")
    assert len(await town.all(Interaction)) == 2


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


async def test_settings_are_changed_by_a_line_or_a_button(hire, town):
    wang = await hire("小王", customers=("华峰精密",))
    await wang.says("设置")
    assert "提醒 09:33 · 早报 08:33 · 免打扰 20:00–08:00" in wang.reads
    await wang.says("提醒时间 9:15")
    await wang.says("今天拜访了华峰，下周二再跟进")
    assert "05-12 周二 09:15" in wang.reads
    await wang.says("免打扰 21点到7点")
    await wang.says("时区 纽约")
    assert wang.reads == "时区 America/New_York，那里现在 04:30。"
    await wang.says("language English")
    await wang.says("settings")
    assert wang.reads.splitlines()[:2] == [
        "⚙️ Language English · time zone America/New_York",
        "Reminders 09:15 · digest 08:33 · quiet 21:00–07:00",
    ]
    await wang.taps("Digest time")
    await wang.says("8点半")
    assert wang.reads == "以后早报 08:30 来。"


async def test_settings_that_make_no_sense_are_said_so_and_asked_again(hire, town):
    wang = await hire("小王")
    await wang.says("提醒时间 25:00")
    assert wang.reads == "“25:00”看不出几点。这样写：9:15 或 下午3点。"
    await wang.says("7:30")
    assert wang.reads == "以后没说几点的提醒 07:30 来。\n这在免打扰时段里，会等到 08:00。"
    await wang.says("时区 火星")
    assert wang.reads.startswith("不认识时区“火星”")
    await wang.says("东京")
    assert wang.reads == "时区 Asia/Tokyo，那里现在 17:30。"
    await wang.says("免打扰 随便")
    assert wang.reads.startswith("“随便”看不出起止时间")
    await wang.says("取消")
    assert wang.reads == "好，没改。"
    await wang.says("免打扰 关闭")
    assert wang.reads == "已关闭免打扰，提醒随时可能来。"


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
