"""What goes out through WeCom's app, as the person sees it, and what happens when WeCom refuses."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.channels import TryLater, Unreachable
from bot.channels.attachments import data_address
from bot.channels.degrade import outgoing
from bot.channels.layout import utf8
from bot.channels.wecom_app import WecomApp
from bot.channels.wecom_app_send import task_id
from bot.messages import Attachment, Button, Errand, ExternalContact, Outgoing, Part, Reply, Table
from tests.fakes.wecom_people import Person
from tests.fakes.wecom_scene import Scene, app_of, buttons, scene, words
from tests.fakes.wecom_server import SECRET

SENT = "message/send"
CHANGED = "message/update_template_card"


@pytest.fixture
async def wecom() -> AsyncIterator[Scene]:
    async with scene() as started:
        await started.server.until(lambda: started.app.health.connected)
        yield started


@pytest.fixture
def li(wecom: Scene) -> Person:
    return wecom.server.user("li")


def picture(content: bytes = b"png-picture", name: str = "码.png", mime: str = "image/png") -> Attachment:
    return Attachment(name=name, mime=mime, reference=data_address(mime, content))


async def said(wecom: Scene, person: Person, text: str, reply: Reply, key: str = "answer:1") -> str:
    """Send a reply the way the house does, cut to what the app can show."""
    return await wecom.app.send(outgoing(key, person.id, reply, "k7Qz", wecom.app.limits))


async def test_words_are_shown(wecom: Scene, li: Person) -> None:
    id_ = await wecom.app.send(words("已保存对华为的拜访。"))
    assert li.sees.text == "已保存对华为的拜访。"
    assert li.sees.id == id_
    assert wecom.app.health.last_out is not None


@pytest.mark.parametrize(
    "text", ["华" * 5000, "😀" * 1500, "👩‍👩‍👧‍👦" * 300, "e\u0301" * 2000, "a\n\n" * 2000]
)
async def test_long_words_come_in_parts_and_no_character_is_cut(wecom: Scene, li: Person, text: str) -> None:
    message = outgoing("answer:1", "li", Reply(text=text), "", wecom.app.limits)
    assert all(utf8(part.text) <= 2048 for part in message.parts)
    await wecom.app.send(message)
    assert "".join(seen.text for seen in li.seen).replace("\n", "") == text.replace("\n", "")
    assert "\ufffd" not in "".join(seen.text for seen in li.seen)


async def test_buttons_come_as_a_card_and_a_tap_comes_back(wecom: Scene, li: Person) -> None:
    await wecom.app.send(words("找到 2 个客户\n要哪一个？", buttons=buttons("华为", "ZTE")))
    assert li.sees.text == "找到 2 个客户\n要哪一个？"
    assert li.sees.labels == ("华为", "ZTE")
    await li.taps("ZTE")
    await wecom.server.mail.delivered()
    assert (wecom.inbox.messages[-1].kind, wecom.inbox.messages[-1].token) == ("tap", "k7Qz.1")


async def test_long_words_go_before_a_card_with_a_title(wecom: Scene, li: Person) -> None:
    reply = Reply(text="拜访记录\n" + "很多内容。" * 300, buttons=(Button(label="撤销", then="undo.it"),))
    await said(wecom, li, "", reply)
    assert len(li.seen) == 4
    assert li.sees.labels == ("撤销",)
    assert li.sees.text == "拜访记录"


async def test_many_choices_are_buttons_and_lines(wecom: Scene, li: Person) -> None:
    choices = tuple(Button(label=f"第{n}家很长的公司名称有限公司", then="x.y") for n in range(9))
    await said(wecom, li, "", Reply(text="哪一家？", buttons=choices))
    assert len(li.sees.labels) == 6
    assert "9 第8家很长的公司名称有限公司" in "\n".join(seen.text for seen in li.seen)


async def test_a_table_is_shown_as_lines(wecom: Scene, li: Person) -> None:
    table = Table(header=("客户", "电话"), rows=(("华为", "1"), ("ZTE", "2")))
    await said(wecom, li, "", Reply(text="两家", table=table))
    assert li.sees.text == "两家\n\n客户：华为\n电话：1\n\n客户：ZTE\n电话：2"


async def test_a_link_is_a_button_that_opens_an_address(wecom: Scene, li: Person) -> None:
    reply = Reply(text="打开网页", buttons=(Button(label="打开", link="https://book.example/x"),))
    await said(wecom, li, "", reply)
    assert wecom.server.called(SENT)[-1].given["template_card"]["button_list"] == [
        {"text": "打开", "style": 2, "type": 1, "url": "https://book.example/x"}
    ]


async def test_pictures_and_files_come_before_the_words(wecom: Scene, li: Person) -> None:
    sheet = picture(b"xlsx-bytes", '客户 "A".xlsx', "application/vnd.ms-excel")
    await wecom.app.send(words("两个文件", files=(picture(), sheet)))
    assert [(seen.file, seen.content, seen.text) for seen in li.seen] == [
        ("码.png", b"png-picture", ""),
        ("客户 _A_.xlsx", b"xlsx-bytes", ""),
        ("", b"", "两个文件"),
    ]
    assert [call.query["type"] for call in wecom.server.called("media/upload")] == ["image", "file"]


async def test_a_file_alone_needs_no_words(wecom: Scene, li: Person) -> None:
    assert await wecom.app.send(words("", files=(picture(),))) == li.sees.id
    assert len(li.seen) == 1


async def test_a_file_that_wecom_does_not_take_leaves_the_words(wecom: Scene, li: Person) -> None:
    wecom.server.fail(40004, "media/upload")
    tiny = picture(b"1234")
    await wecom.app.send(words("文件没法发", files=(picture(), tiny)))
    assert [seen.text for seen in li.seen] == ["文件没法发"]


async def test_an_upload_is_used_again_until_it_is_two_and_a_half_days_old(wecom: Scene, li: Person) -> None:
    for number in range(3):
        await wecom.app.send(words("", key=f"answer:{number}", files=(picture(),)))
    assert len(wecom.server.called("media/upload")) == 1
    wecom.clock.now += 2.5 * 86_400
    wecom.server.books.expire_tokens()
    await wecom.app.send(words("", key="answer:9", files=(picture(),)))
    assert [call.code for call in wecom.server.called("media/upload")] == [0, 42001, 0]
    assert len(li.seen) == 4


async def test_an_upload_that_wecom_has_forgotten_is_made_anew(wecom: Scene, li: Person) -> None:
    await wecom.app.send(words("", files=(picture(),)))
    wecom.server.books.media.clear()
    await wecom.app.send(words("", key="answer:2", files=(picture(),)))
    assert len(li.seen) == 2


async def test_only_reminders_are_kept_from_being_shown_twice(wecom: Scene, li: Person) -> None:
    await wecom.app.send(words("早上好", key="reminder:1", reminder=True))
    await wecom.app.send(words("好的", key="answer:1"))
    reminder, answer = (call.given for call in wecom.server.called(SENT))
    assert (reminder["enable_duplicate_check"], reminder["duplicate_check_interval"]) == (1, 14_400)
    assert "enable_duplicate_check" not in answer
    await wecom.app.send(words("早上好", key="reminder:1", reminder=True))
    await wecom.app.send(words("好的", key="answer:2"))
    assert [seen.text for seen in li.seen] == ["早上好", "好的", "好的"]


async def test_one_token_serves_all(wecom: Scene, li: Person) -> None:
    await asyncio.gather(*(wecom.app.send(words(str(n), key=f"answer:{n}")) for n in range(20)))
    assert len(wecom.server.called("gettoken")) == 1
    assert len(li.seen) == 20


@pytest.mark.parametrize("code", [40014, 42001])
async def test_a_token_that_ends_early_is_renewed_once(wecom: Scene, li: Person, code: int) -> None:
    if code == 42001:
        wecom.server.books.expire_tokens()
    else:
        wecom.server.books.tokens.clear()
    await asyncio.gather(*(wecom.app.send(words(str(n), key=f"answer:{n}")) for n in range(5)))
    assert len(wecom.server.called("gettoken")) == 2
    assert len(li.seen) == 5


async def test_a_token_that_is_always_refused_is_not_renewed_for_ever(wecom: Scene, li: Person) -> None:
    wecom.server.fail(42001, SENT, times=None)
    with pytest.raises(TryLater, match="42001"):
        await wecom.app.send(words("好的"))
    assert len(wecom.server.called(SENT)) == 2


@pytest.mark.parametrize("code", [81013, 60111, 40003])
async def test_who_is_not_in_the_scope_is_unreachable(wecom: Scene, code: int) -> None:
    wecom.server.fail(code, SENT)
    with pytest.raises(Unreachable, match=str(code)):
        await wecom.app.send(words("好的"))


async def test_who_has_left_or_has_no_licence_is_unreachable(wecom: Scene, li: Person) -> None:
    wecom.server.books.users["li"].licensed = False
    with pytest.raises(Unreachable, match="unlicenseduser"):
        await wecom.app.send(words("好的"))
    wecom.server.leaves(li)
    with pytest.raises(Unreachable, match="81013"):
        await wecom.app.send(words("好的"))


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (45009, "45009: too many calls"),
        (-1, "-1: too many calls"),
        (429, "HTTP 429"),
        (503, "HTTP 503"),
        ("html", "HTTP 502"),
        ("garbage", "not JSON"),
        ("down", "ServerDisconnectedError"),
    ],
)
async def test_what_passes_is_tried_later(wecom: Scene, li: Person, kind: Any, reason: str) -> None:
    wecom.server.fail(kind, SENT)
    with pytest.raises(TryLater, match=reason) as later:
        await wecom.app.send(words("机密的话"))
    assert later.value.after >= 1
    assert wecom.app.health.last_error == str(later.value)
    assert "机密" not in str(later.value)
    await wecom.app.send(words("机密的话"))
    assert len(li.seen) == 1


async def test_an_ip_that_is_not_trusted_is_told_in_the_health(wecom: Scene, li: Person) -> None:
    wecom.server.books.trusted = False
    with pytest.raises(TryLater) as later:
        await wecom.app.send(words("好的"))
    assert later.value.after >= 300
    assert wecom.app.health.last_error is not None
    assert "企业可信IP" in wecom.app.health.last_error
    assert "127.0.0.1" in wecom.app.health.last_error


async def test_a_wrong_secret_is_told_and_not_asked_with_again_and_again() -> None:
    async with scene() as wecom:
        wecom.server.books.secret = "another"
        app = app_of(wecom.server)
        for _ in range(5):
            with pytest.raises(TryLater, match="the secret is wrong") as later:
                await app.send(words("好的"))
        assert SECRET not in str(later.value)
        asked = wecom.server.called("gettoken")
        assert len([call for call in asked if call.code == 40001]) <= 2  # the scene's own app may have asked
        await app.close()


async def test_a_message_that_failed_in_the_middle_goes_on_where_it_stopped(wecom: Scene, li: Person) -> None:
    message = Outgoing(
        key="answer:1",
        conversation="li",
        text="一二三",
        parts=(Part(text="一"), Part(text="二"), Part(text="三")),
        files=(picture(),),
        buttons=buttons("好"),
    )
    for path, at in (("media/upload", 0), (SENT, 0), (SENT, 1)):
        wecom.server.heal()
        if at:
            wecom.server.fail("slow", path, times=at, seconds=0)
        wecom.server.fail(503, path)
        with pytest.raises(TryLater):
            await wecom.app.send(message)
    await wecom.app.send(message)
    assert [seen.file or seen.text for seen in li.seen] == ["码.png", "一", "二", "三"]


async def test_a_card_whose_answer_was_lost_is_not_shown_twice(wecom: Scene, li: Person) -> None:
    message = words("要哪一个？", buttons=buttons("华为", "ZTE"))
    wecom.server.fail("lost", SENT)
    with pytest.raises(TryLater):
        await wecom.app.send(message)
    assert await wecom.app.send(message) == task_id("answer:1")
    assert [seen.text for seen in li.seen] == ["要哪一个？"]


async def test_a_card_that_nobody_waited_for_is_not_shown_twice(wecom: Scene, li: Person) -> None:
    message = words("要哪一个？", buttons=buttons("华为", "ZTE"))
    wecom.server.fail("slow", SENT, seconds=0.1)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.03):
            await wecom.app.send(message)
    await li.hears(1)
    await wecom.app.send(message)
    assert [seen.text for seen in li.seen] == ["要哪一个？"]


@pytest.mark.parametrize("conversation", ["@all", "li|wang", ""])
async def test_nothing_is_ever_sent_to_everybody(wecom: Scene, conversation: str) -> None:
    with pytest.raises(Unreachable, match="not one person"):
        await wecom.app.send(words("私下的话", to=conversation))
    assert wecom.server.called(SENT) == []


async def test_a_card_that_wecom_does_not_take_comes_as_lines(wecom: Scene, li: Person) -> None:
    message = words("要哪一个？", buttons=buttons("1 华为", "2 ZTE"))
    wecom.server.fail(45009, SENT)
    with pytest.raises(TryLater):
        await wecom.app.send(message)
    wecom.server.fail(42045, SENT)
    await wecom.app.send(message)
    assert li.sees.text == "要哪一个？\n1 华为\n2 ZTE"


async def test_other_refusals_are_final(wecom: Scene) -> None:
    wecom.server.fail(44004, SENT, times=None)
    with pytest.raises(Unreachable, match="44004"):
        await wecom.app.send(words("好的"))
    assert len(wecom.server.called(SENT)) == 1


async def tapped(wecom: Scene, li: Person, label: str) -> str:
    """The ticket of a tap."""
    await li.taps(label)
    await wecom.server.mail.delivered()
    ticket = wecom.inbox.messages[-1].ticket
    assert ticket is not None
    return ticket


def mark(id_: str, text: str, *left: str, ticket: str | None = None, key: str = "mark:1") -> Outgoing:
    return words(text, key=key, edit_of=id_, ticket=ticket, buttons=buttons(*left))


async def test_a_used_up_card_shows_what_was_chosen(wecom: Scene, li: Person) -> None:
    id_ = await wecom.app.send(words("保存吗？", buttons=buttons("保存", "不要")))
    ticket = await tapped(wecom, li, "保存")
    assert await wecom.app.send(mark(id_, "保存吗？\n✓ 保存", ticket=ticket)) == id_
    assert (li.sees.text, li.sees.labels, li.sees.edited) == ("保存吗？\n✓ 保存", (), True)
    assert len(li.seen) == 1


async def test_a_card_with_buttons_left_keeps_them(wecom: Scene, li: Person) -> None:
    id_ = await wecom.app.send(words("三件事", buttons=buttons("甲", "乙", "丙")))
    ticket = await tapped(wecom, li, "乙")
    await wecom.app.send(mark(id_, "三件事\n✓ 乙", "甲", "丙", ticket=ticket))
    assert (li.sees.text, li.sees.labels) == ("三件事\n✓ 乙", ("甲", "丙"))
    ticket = await tapped(wecom, li, "甲")
    await wecom.app.send(mark(id_, "三件事\n✓ 甲\n✓ 乙", "丙", ticket=ticket, key="mark:2"))
    assert (li.sees.text, li.sees.labels) == ("三件事\n✓ 甲\n✓ 乙", ("丙",))


async def test_what_was_chosen_is_shown_where_choices_are_listed_below_it(wecom: Scene, li: Person) -> None:
    id_ = await wecom.app.send(words("Saved · Acme", buttons=buttons("1 Change…", "2 Undo")))
    ticket = await tapped(wecom, li, "2 Undo")
    text = "Saved · Acme\n" + "long " * 40 + "\n✓ Undo\n1 Change date"
    await wecom.app.send(mark(id_, text, "1 Change…", ticket=ticket))
    assert (li.sees.text, li.sees.labels) == ("Saved · Acme\n✓ Undo", ("1 Change…",))


async def test_a_card_changes_once_for_each_press(wecom: Scene, li: Person) -> None:
    id_ = await wecom.app.send(words("保存吗？", buttons=buttons("保存", "不要")))
    ticket = await tapped(wecom, li, "保存")
    await wecom.app.send(mark(id_, "保存吗？\n✓ 保存", ticket=ticket))
    assert await wecom.app.send(mark(id_, "保存吗？\n✓ 别的", ticket=ticket, key="mark:2")) == id_
    assert li.sees.text == "保存吗？\n✓ 保存"
    assert [call.code for call in wecom.server.called(CHANGED)] == [0, 40058]


async def test_a_choice_that_was_typed_changes_the_card_by_the_code_of_its_sending(
    wecom: Scene, li: Person
) -> None:
    id_ = await wecom.app.send(words("保存吗？", buttons=buttons("保存", "不要")))
    await wecom.app.send(mark(id_, "保存吗？\n✓ 保存"))
    assert li.sees.text == "保存吗？\n✓ 保存"
    await wecom.app.send(mark(id_, "保存吗？\n✓ 又一次"))
    assert li.sees.text == "保存吗？\n✓ 保存"


async def test_a_card_older_than_three_days_stays_as_it_is(wecom: Scene, li: Person) -> None:
    id_ = await wecom.app.send(words("保存吗？", buttons=buttons("保存")))
    ticket = await tapped(wecom, li, "保存")
    wecom.clock.now += 73 * 3600
    assert await wecom.app.send(mark(id_, "保存吗？\n✓ 保存", ticket=ticket)) == id_
    assert wecom.server.called(CHANGED) == []
    assert await wecom.app.send(mark(id_, "保存吗？\n✓ 保存")) == id_
    assert not li.sees.edited


async def test_words_cannot_be_changed_and_nothing_is_sent_instead(wecom: Scene, li: Person) -> None:
    id_ = await wecom.app.send(words("已保存。"))
    assert await wecom.app.send(mark(id_, "已保存。\n✓ 撤销")) == id_
    assert len(li.seen) == 1


async def test_a_change_in_an_outage_is_tried_again(wecom: Scene, li: Person) -> None:
    id_ = await wecom.app.send(words("保存吗？", buttons=buttons("保存")))
    ticket = await tapped(wecom, li, "保存")
    wecom.server.fail("down", CHANGED)
    message = mark(id_, "保存吗？\n✓ 保存", ticket=ticket)
    with pytest.raises(TryLater):
        await wecom.app.send(message)
    await wecom.app.send(message)
    assert li.sees.edited


async def test_a_file_is_fetched_by_its_media_id(wecom: Scene, li: Person) -> None:
    await li.sends_photo(b"the-picture")
    await wecom.server.mail.delivered()
    file = wecom.inbox.messages[-1].attachments[0]
    wecom.server.books.expire_tokens()
    brought = await wecom.app.bring(Errand(what="file", file=file))
    assert (brought.content, brought.name, brought.mime) == (b"the-picture", file.name, "image/jpeg")


async def test_a_file_that_is_gone_cannot_be_fetched(wecom: Scene, li: Person) -> None:
    await li.sends_voice()
    await wecom.server.mail.delivered()
    errand = Errand(what="file", file=wecom.inbox.messages[-1].attachments[0])
    wecom.server.fail(503, "media/get")
    with pytest.raises(TryLater):
        await wecom.app.bring(errand)
    wecom.clock.now += 3 * 86_400
    with pytest.raises(Unreachable, match="40007"):
        await wecom.app.bring(errand)


async def test_a_file_that_looks_like_an_answer_is_still_a_file(wecom: Scene, li: Person) -> None:
    await li.sends_voice(b'{"errcode": 0, "notes": "a file of somebody"}')
    await wecom.server.mail.delivered()
    errand = Errand(what="file", file=wecom.inbox.messages[-1].attachments[0])
    assert (await wecom.app.bring(errand)).content == b'{"errcode": 0, "notes": "a file of somebody"}'


async def who(wecom: Scene, id_: str) -> ExternalContact:
    brought = await wecom.app.bring(Errand(what="customer", customer=ExternalContact(id=id_), sender="li"))
    assert brought.customer is not None
    return brought.customer


async def test_a_customer_comes_with_name_company_and_what_was_noted(wecom: Scene, li: Person) -> None:
    known: dict[str, Any] = {
        "name": "张三",
        "corp_name": "海润",
        "corp_full_name": "宁波海润机械有限公司",
        "position": "采购经理",
    }
    await li.adds_customer("wm1", **known, remark="海润张总", remark_mobiles=["13800138000"])
    assert await who(wecom, "wm1") == ExternalContact(
        id="wm1",
        name="张三",
        company="宁波海润机械有限公司",
        title="采购经理",
        phones=("13800138000",),
        remark="海润张总",
    )


async def test_a_customer_on_wechat_has_only_a_name(wecom: Scene, li: Person) -> None:
    await li.adds_customer("wm1", name="小张", half=True)
    assert await who(wecom, "wm1") == ExternalContact(id="wm1", name="小张")


async def test_what_a_colleague_noted_is_not_told(wecom: Scene, li: Person) -> None:
    await wecom.server.user("wang").adds_customer("wm1", remark="别碰", remark_mobiles=["13900139000"])
    await li.adds_customer("wm1", name="张三", remark="我的张总")
    assert await who(wecom, "wm1") == ExternalContact(id="wm1", name="张三", remark="我的张总")


async def test_a_customer_who_is_nobody_s_cannot_be_asked_for(wecom: Scene) -> None:
    with pytest.raises(Unreachable, match="84061"):
        await who(wecom, "wm9")


async def test_an_answer_of_no_known_form_is_not_asked_for_again(wecom: Scene) -> None:
    wecom.server.books.customers["wm1"] = {"external_contact": "a stranger"}
    with pytest.raises(Unreachable, match="unreadable"):
        await who(wecom, "wm1")


async def test_an_outage_shows_in_the_health_and_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.channels.calls.Backoff.next", lambda _: 0.02)
    monkeypatch.setattr("bot.channels.wecom_app.LONGEST_PAUSE", 0.02)
    monkeypatch.setattr("bot.channels.wecom_app.LOOK_SECONDS", 0.02)
    async with scene() as wecom:
        await wecom.server.until(lambda: wecom.app.health.connected)
        await wecom.server.stop()
        await wecom.server.until(lambda: not wecom.app.health.connected)
        assert wecom.app.health.last_error == "ClientConnectorError"
        await wecom.server.start()
        await wecom.server.until(lambda: wecom.app.health.connected)
        assert wecom.app.health.last_error is None


async def test_wecom_may_be_away_at_the_start_and_closing_does_not_wait() -> None:
    async with scene() as wecom:
        away = app_of(wecom.server, api_base="http://127.0.0.1:9")
        run = asyncio.create_task(away.run(wecom.inbox.accept))
        await wecom.server.until(lambda: away.health.last_error is not None)
        await away.close()
        await asyncio.wait_for(run, 1)
        with pytest.raises(TryLater):
            await away.send(words("zu spät"))


def test_an_agent_id_that_is_no_number_does_not_keep_the_house_from_starting() -> None:
    assert WecomApp("ww1", "app", "s", token="t", aes_key="").name == "wecom"


async def test_what_the_limits_allow_is_never_dropped_in_silence(wecom: Scene, li: Person) -> None:
    minute = wecom.app.limits.chat_rates[0]
    for number in range(minute.count):
        await wecom.app.send(words(str(number), key=f"answer:{number}"))
    assert (len(li.seen), wecom.server.books.users["li"].dropped) == (minute.count, 0)
    for number in range(30 - minute.count + 1):
        await wecom.app.send(words("zu viel", key=f"answer:x{number}"))
    assert wecom.server.books.users["li"].dropped == 1
