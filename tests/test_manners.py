"""Small talk, help, drafts, files, check-ins and settings: everything gets a fitting answer."""

import pytest

from store.models import Customer, Draft, Interaction

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
    assert wang.reads == "1 条草稿，回“1”打开：\n1 05-06 周三 16:30 · 3.14 啊啊"
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
