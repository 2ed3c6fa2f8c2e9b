"""Conversations over WeCom's bot: what people say and tap, and what they see."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from bot.channels import Limits, TryLater, Unreachable
from bot.channels.attachments import data_address
from bot.channels.degrade import outgoing as degraded
from bot.channels.wecom_bot import WecomBot
from bot.channels.wecom_bot_receive import reference
from bot.messages import Attachment, Button, Errand, Outgoing, Part, Reply, Table
from tests.fakes.wecom_bot_house import House, outgoing, running
from tests.fakes.wecom_bot_people import Person
from tests.fakes.wecom_bot_server import WecomBotServer

PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)


@pytest.fixture
async def server() -> AsyncIterator[WecomBotServer]:
    standin = WecomBotServer()
    await standin.start()
    yield standin
    await standin.stop()


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
async def bot(server: WecomBotServer, house: House) -> AsyncIterator[WecomBot]:
    async with running(server, house) as channel:
        yield channel


@pytest.fixture
def li(server: WecomBotServer) -> Person:
    return server.user("li", "小李")


async def ticket_of(person: Person, house: House, text: str = "今天") -> str | None:
    """The ticket of something that a person has just said."""
    count = len(house.heard)
    await person.says(text)
    return (await house.hears(count + 1))[-1].ticket


def commands(server: WecomBotServer) -> list[str]:
    return [call.cmd for call in server.calls if call.cmd != "aibot_subscribe"]


async def test_an_answer_goes_to_the_very_message(
    server: WecomBotServer, house: House, bot: WecomBot, li: Person
) -> None:
    ticket = await ticket_of(li, house)
    await bot.send(outgoing("1. 华为\n2. 海润", ticket=ticket))
    assert li.sees.text == "1. 华为\n2. 海润"
    assert commands(server) == ["aibot_respond_msg"]
    assert server.calls[-1].body["stream"]["finish"] is True
    assert bot.health.last_in is not None
    assert bot.health.last_out is not None


async def test_a_ticket_answers_once_and_the_rest_is_pushed(
    server: WecomBotServer, house: House, bot: WecomBot, li: Person
) -> None:
    ticket = await ticket_of(li, house)
    await bot.send(outgoing("好", ticket=ticket))
    await bot.send(outgoing("还有", key="k2", ticket=ticket))
    assert [seen.text for seen in li.seen] == ["好", "还有"]
    assert commands(server) == ["aibot_respond_msg", "aibot_send_msg"]


@pytest.mark.parametrize("ticket", [None, "", "nonsense", "[]", '["message", 7, "x", ""]', '{"a": 1}'])
async def test_without_a_ticket_the_answer_is_pushed(
    server: WecomBotServer, house: House, bot: WecomBot, li: Person, ticket: str | None
) -> None:
    await ticket_of(li, house)
    await bot.send(outgoing("早报", ticket=ticket))
    assert li.sees.text == "早报"
    assert commands(server) == ["aibot_send_msg"]


async def test_an_expired_ticket_is_not_even_tried(
    server: WecomBotServer, house: House, bot: WecomBot, li: Person
) -> None:
    ticket = await ticket_of(li, house)
    server.clock.ahead = 331
    await bot.send(outgoing("好", ticket=ticket))
    assert commands(server) == ["aibot_send_msg"]


@pytest.mark.parametrize("errcode", [846605, 846608, 40058])
async def test_an_answer_that_is_refused_is_pushed(
    server: WecomBotServer, house: House, bot: WecomBot, li: Person, errcode: int
) -> None:
    ticket = await ticket_of(li, house)
    server.fail("code", "aibot_respond_msg", errcode=errcode)
    await bot.send(outgoing("好", ticket=ticket))
    assert [seen.text for seen in li.seen] == ["好"]
    assert commands(server) == ["aibot_respond_msg", "aibot_send_msg"]


async def test_short_words_with_buttons_are_answered_as_a_card(
    server: WecomBotServer, house: House, bot: WecomBot, li: Person
) -> None:
    ticket = await ticket_of(li, house)
    sent = await bot.send(outgoing("保存吗？\n华为", "li", "1 保存", "2 取消", ticket=ticket))
    assert (li.sees.text, li.sees.labels) == ("保存吗？\n华为", ("1 保存", "2 取消"))
    assert commands(server) == ["aibot_respond_msg"]
    assert sent in server.books.tasks
    await li.taps("2 取消")
    tap = (await house.hears(2))[-1]
    assert (tap.kind, tap.token, tap.reply_to) == ("tap", "t.1", sent)


async def test_long_words_and_their_card_are_one_answer(
    server: WecomBotServer, house: House, bot: WecomBot, li: Person
) -> None:
    reply = Reply(
        text="本周要做的\n" + "跟进华为。" * 60, buttons=(Button(label="完成"), Button(label="推迟"))
    )
    message = degraded("k", "li", reply, "code", bot.limits, ticket=await ticket_of(li, house))
    await bot.send(message)
    words, card = li.seen
    assert words.text == reply.text
    assert (card.text, card.labels) == ("本周要做的", ("1 完成", "2 推迟"))
    assert commands(server) == ["aibot_respond_msg"]


async def test_a_table_is_drawn(house: House, bot: WecomBot, li: Person) -> None:
    table = Table(header=("客户", "金额"), rows=(("华|为", "¥280,000"), ("海润", "*待定*")))
    await ticket_of(li, house)
    await bot.send(outgoing("合同：", table=table))
    assert li.sees.text == "合同：\n\n客户 | 金额\n华|为 | ¥280,000\n海润 | *待定*"


async def test_a_long_text_comes_in_parts_and_in_order(
    server: WecomBotServer, house: House, bot: WecomBot, li: Person
) -> None:
    text = "\n".join(f"{number}. 拜访了*华为*张经理，谈了报价。" for number in range(1, 900))
    message = degraded("k", "li", Reply(text=text), "", bot.limits, ticket=await ticket_of(li, house))
    await bot.send(message)
    assert len(li.seen) == len(message.parts) >= 3
    assert "\n".join(seen.text for seen in li.seen) == text
    assert commands(server) == ["aibot_respond_msg", *["aibot_send_msg"] * (len(li.seen) - 1)]


async def test_a_long_text_that_fails_in_the_middle_goes_on_where_it_stopped(
    server: WecomBotServer, house: House, bot: WecomBot, li: Person
) -> None:
    await ticket_of(li, house)
    message = Outgoing(
        key="k", conversation="li", text="一二三", parts=tuple(Part(text=text) for text in "一二三")
    )
    await bot.send(message.model_copy(update={"key": "other", "parts": (Part(text="零"),)}))
    server.books.chats["li"].times = [server.clock()] * 28
    with pytest.raises(TryLater, match="45009"):
        await bot.send(message)
    server.books.chats["li"].times.clear()
    await bot.send(message)
    assert [seen.text for seen in li.seen] == ["零", "一", "二", "三"]


async def test_a_tap_marks_its_card_and_its_answer_is_pushed(
    server: WecomBotServer, house: House, bot: WecomBot, li: Person
) -> None:
    sent = await bot.send(outgoing("保存吗？", "li", "保存", "取消", ticket=await ticket_of(li, house)))
    await li.taps("保存")
    tap = (await house.hears(2))[-1]
    mark = outgoing("保存吗？\n✓ 保存", key="mark", edit_of=sent, ticket=tap.ticket)
    assert await bot.send(mark) == sent
    assert (li.sees.text, li.sees.labels, li.sees.edited) == ("保存吗？", ("✓ 保存",), True)
    await bot.send(outgoing("已保存。", key="k3", ticket=tap.ticket))
    assert li.sees.text == "已保存。"
    assert commands(server) == ["aibot_respond_msg", "aibot_respond_update_msg", "aibot_send_msg"]
    await li.taps("✓ 保存")
    await li.says("下一句")
    assert [message.kind for message in await house.hears(3)] == ["text", "tap", "text"]


async def test_a_second_tap_on_another_button_marks_once_more(
    house: House, bot: WecomBot, li: Person
) -> None:
    sent = await bot.send(outgoing("两件事", "li", "完成一", "完成二", ticket=await ticket_of(li, house)))
    await li.taps("完成一")
    first = (await house.hears(2))[-1]
    left = outgoing("两件事\n✓ 完成一", "li", "完成二", key="m1", edit_of=sent, ticket=first.ticket)
    await bot.send(left)
    assert li.sees.labels == ("完成二",)
    await bot.send(left)
    await li.taps("完成二")
    second = (await house.hears(3))[-1]
    assert second.dedupe_key != first.dedupe_key
    await bot.send(outgoing("两件事\n✓ 完成一\n✓ 完成二", key="m2", edit_of=sent, ticket=second.ticket))
    assert li.sees.text.endswith("✓ 完成二")
    assert len(li.seen) == 1


async def test_a_mark_that_comes_too_late_leaves_the_card_as_it_is(
    server: WecomBotServer, house: House, bot: WecomBot, li: Person
) -> None:
    sent = await bot.send(outgoing("保存吗？", "li", "保存", ticket=await ticket_of(li, house)))
    await li.taps("保存")
    tap = (await house.hears(2))[-1]
    server.clock.ahead += 5.1
    mark = outgoing("保存吗？\n✓ 保存", key="mark", edit_of=sent, ticket=tap.ticket)
    assert await bot.send(mark) == sent
    assert (li.sees.labels, li.sees.edited) == (("保存",), False)
    assert "aibot_respond_update_msg" not in commands(server)


@pytest.mark.parametrize("errcode", [846605, 45009, -1])
async def test_a_mark_that_is_refused_is_no_trouble(
    server: WecomBotServer, house: House, bot: WecomBot, li: Person, errcode: int
) -> None:
    sent = await bot.send(outgoing("保存吗？", "li", "保存", ticket=await ticket_of(li, house)))
    await li.taps("保存")
    tap = (await house.hears(2))[-1]
    server.fail("code", "aibot_respond_update_msg", errcode=errcode)
    assert await bot.send(outgoing("✓", key="mark", edit_of=sent, ticket=tap.ticket)) == sent
    text_ticket = await ticket_of(li, house, "改一下")
    assert await bot.send(outgoing("✓", key="mark2", edit_of=sent, ticket=text_ticket)) == sent
    assert not li.sees.edited


async def test_in_a_group_only_what_mentions_us_is_heard_and_the_group_is_answered(
    server: WecomBotServer, house: House, bot: WecomBot, li: Person
) -> None:
    group = server.group("wr-group")
    in_group = li.where(group)
    await in_group.says("中午吃什么", mention=False)
    await in_group.says("今天")
    message = (await house.hears(1))[0]
    assert (message.text, message.conversation, message.sender) == ("今天", "group:wr-group", "li")
    await bot.send(outgoing("好", "group:wr-group", ticket=message.ticket))
    await bot.send(outgoing("提醒", "group:wr-group", "完成", key="k2"))
    assert [seen.text for seen in group.seen] == ["好", "提醒"]
    assert server.calls[-1].body["chatid"] == "wr-group"
    assert server.calls[-1].body["chat_type"] == 2
    assert li.seen == []


async def test_what_is_said_about_a_message_of_ours_brings_its_words(
    house: House, bot: WecomBot, li: Person
) -> None:
    await bot.send(outgoing("1. 华为 *急*", ticket=await ticket_of(li, house)))
    await li.says("改成周三", reply_to=li.sees)
    message = (await house.hears(2))[-1]
    assert (message.text, message.quoted) == ("改成周三", "1. 华为 *急*")


async def test_the_same_message_twice_is_heard_once(
    server: WecomBotServer, house: House, bot: WecomBot, li: Person
) -> None:
    await li.says("拜访了华为")
    await server.repeats()
    await li.says("完")
    assert [message.text for message in await house.hears(2)] == ["拜访了华为", "完"]


async def test_somebody_who_opens_the_chat_is_welcomed_in_plain_words(
    server: WecomBotServer, house: House, bot: WecomBot, li: Person
) -> None:
    await li.enters()
    entry = (await house.hears(1))[0]
    assert entry.kind == "joined"
    await bot.send(outgoing("1. 请发绑定码", ticket=entry.ticket))
    assert li.sees.text == "1. 请发绑定码"
    assert commands(server) == ["aibot_respond_welcome_msg"]


async def test_somebody_who_never_spoke_is_unreachable(bot: WecomBot, li: Person) -> None:
    with pytest.raises(Unreachable, match="93006"):
        await bot.send(outgoing("早报"))
    with pytest.raises(Unreachable):
        await bot.send(outgoing("早报", "group:nowhere"))


@pytest.mark.parametrize(
    ("errcode", "kind"), [(45009, TryLater), (-1, TryLater), (6000, TryLater), (40058, Unreachable)]
)
async def test_what_passes_is_tried_later_and_what_does_not_is_given_up(
    server: WecomBotServer, house: House, bot: WecomBot, li: Person, errcode: int, kind: type[Exception]
) -> None:
    await ticket_of(li, house)
    server.fail("code", "aibot_send_msg", errcode=errcode)
    with pytest.raises(kind, match=str(errcode)):
        await bot.send(outgoing("好"))
    await bot.send(outgoing("好"))
    assert li.sees.text == "好"


async def test_a_picture_is_fetched_and_decrypted_with_its_own_key(
    house: House, bot: WecomBot, li: Person
) -> None:
    await li.sends_photo(PNG, caption="名片")
    await li.sends_photo(b"\xff\xd8\xff" + bytes(33))
    first, second = await house.hears(2)
    assert (first.kind, first.text, second.text) == ("image", "名片", "")
    brought = await bot.bring(Errand(what="file", file=first.attachments[0]))
    assert (brought.content, brought.mime, brought.name) == (PNG, "image/png", "image.png")
    other = await bot.bring(Errand(what="file", file=second.attachments[0]))
    assert other.content == b"\xff\xd8\xff" + bytes(33)


async def test_a_file_is_brought_under_its_name(house: House, bot: WecomBot, li: Person) -> None:
    await li.sends_file("客户名单.csv", "华为\n".encode())
    await li.sends_video()
    first, second = await house.hears(2)
    brought = await bot.bring(Errand(what="file", file=first.attachments[0]))
    assert (brought.content, brought.name) == ("华为\n".encode(), "客户名单.csv")
    assert (await bot.bring(Errand(what="file", file=second.attachments[0]))).mime == "video/mp4"


async def test_a_file_that_is_gone_or_sealed_otherwise_cannot_be_brought(
    server: WecomBotServer, house: House, bot: WecomBot, li: Person
) -> None:
    await li.sends_file("a.csv", b"12345")
    file = (await house.hears(1))[0].attachments[0]
    wrong_key = file.model_copy(update={"reference": file.reference.replace('", "', '", "A')})
    for broken in (wrong_key, Attachment(name="x"), Attachment(name="x", reference="[1, 2]")):
        with pytest.raises(Unreachable):
            await bot.bring(Errand(what="file", file=broken))
    with pytest.raises(Unreachable):
        await bot.bring(Errand(what="customer"))
    server.clock.ahead = 301
    with pytest.raises(Unreachable, match="403"):
        await bot.bring(Errand(what="file", file=file))


def attached(name: str, content: bytes, mime: str = "text/csv") -> Attachment:
    return Attachment(name=name, mime=mime, size=len(content), reference=data_address(mime, content))


async def test_a_large_file_goes_out_in_pieces_and_is_uploaded_once(
    server: WecomBotServer, house: House, bot: WecomBot, li: Person
) -> None:
    content = bytes(range(256)) * 4700
    ticket = await ticket_of(li, house)
    await bot.send(outgoing("全部客户", files=(attached("客户.csv", content),), ticket=ticket))
    file, words = li.seen
    assert file.file == ("客户.csv", content)
    assert words.text == "全部客户"
    assert len(server.called("aibot_upload_media_chunk")) == 3
    await bot.send(outgoing("再来一次", key="k2", files=(attached("客户.csv", content),)))
    assert len(server.called("aibot_upload_media_init")) == 1
    assert li.seen[2].file == ("客户.csv", content)


async def test_a_picture_goes_out_as_one_and_a_lost_upload_is_made_anew(
    server: WecomBotServer, house: House, bot: WecomBot, li: Person
) -> None:
    await ticket_of(li, house)
    await bot.send(outgoing("扫码", files=(attached("qr.png", PNG, "image/png"),)))
    assert server.called("aibot_send_msg")[0].body["msgtype"] == "image"
    server.books.uploads.media.clear()
    await bot.send(outgoing("扫码", key="k2", files=(attached("qr.png", PNG, "image/png"),)))
    assert len(server.called("aibot_upload_media_init")) == 2
    assert [seen.file for seen in li.seen if seen.file] == [("qr.png", PNG)] * 2


async def test_a_file_that_is_not_taken_does_not_hold_up_the_words(
    server: WecomBotServer, house: House, bot: WecomBot, li: Person
) -> None:
    await ticket_of(li, house)
    server.fail("code", "aibot_upload_media_finish", errcode=40058)
    files = (attached("a.csv", b"12345"), attached("tiny.csv", b"1"), Attachment(name="elsewhere"))
    await bot.send(outgoing("名单", files=files))
    assert [seen.text for seen in li.seen] == ["名单"]


async def test_a_card_that_wecom_refuses_is_sent_as_words_with_its_choices(
    server: WecomBotServer, house: House, bot: WecomBot, li: Person
) -> None:
    await ticket_of(li, house)
    server.fail("code", "aibot_send_msg", errcode=40058)
    await bot.send(outgoing("保存吗？", "li", "1 保存", "2 取消"))
    assert (li.sees.text, li.sees.labels) == ("保存吗？\n1 保存\n2 取消", ())


def test_the_limits_are_those_of_the_platform() -> None:
    limits: Limits = WecomBot.limits
    assert (limits.text, limits.buttons, limits.label, limits.card) == (20_480, 6, 10, 160)
    assert (limits.edit, limits.table, limits.files) == ("pressed", "native", True)
    assert limits.measure("华为") == 6


def test_the_bot_asks_for_no_callback_address() -> None:
    assert WecomBot("id", "secret").routes(House().accept) == []


@pytest.mark.parametrize(
    "url",
    [
        "http://media.example.com/a",
        "https://169.254.169.254/latest/meta-data",
        "https://127.0.0.1:8080/",
        "https://2130706433/",
        "https://[::1]/",
        "https://books/",
        "https://db.internal/",
        "https://user@media.example.com/",
        "file:///etc/passwd",
        "ws://media.example.com/",
        "https://[",
    ],
)
async def test_no_file_is_fetched_from_inside_of_our_own_network(url: str) -> None:
    bot = WecomBot("id", "secret")
    with pytest.raises(Unreachable, match="none of WeCom's"):
        await bot.bring(Errand(what="file", file=Attachment(name="x", reference=reference(url, ""))))
    await bot.close()


async def test_a_files_address_that_leads_elsewhere_is_not_followed(
    server: WecomBotServer, bot: WecomBot
) -> None:
    async def elsewhere(request: web.Request) -> web.Response:
        asked.append(request.path)
        return web.Response(status=302, headers={"Location": "/secret"})

    asked: list[str] = []
    house = web.Application()
    house.router.add_get("/{any}", elsewhere)
    runner = web.AppRunner(house)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/file"
    with pytest.raises(Unreachable, match="302"):
        await bot.bring(Errand(what="file", file=Attachment(name="x", reference=reference(url, ""))))
    assert asked == ["/file"]
    await runner.cleanup()
