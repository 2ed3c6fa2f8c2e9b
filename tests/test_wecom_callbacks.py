"""What comes in through WeCom's callback address: verified, once, in time, and nothing forged."""

import asyncio
import logging
from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.channels import Channel
from bot.channels.wecom_app_door import MOST_BYTES
from tests.fakes.wecom_mail import Push
from tests.fakes.wecom_scene import Scene, app_of, scene
from tests.fakes.wecom_server import WecomServer

SAID = {"ToUserName": "x", "FromUserName": "li", "CreateTime": 1780000000, "MsgType": "text"}


@pytest.fixture
async def wecom() -> AsyncIterator[Scene]:
    async with scene() as started:
        yield started


async def test_it_is_a_channel() -> None:
    channel: Channel = app_of(WecomServer())
    assert channel.name == "wecom"
    assert channel.limits.measure("华为😀") == 10
    await channel.close()


async def test_the_console_gets_the_plain_echo_within_a_second(wecom: Scene) -> None:
    verified = await wecom.server.mail.verify("1616140317555161061")
    assert (verified.status, verified.answer) == (200, b"1616140317555161061")
    assert verified.seconds < 1


async def test_the_console_hears_no_where_a_key_is_another_one() -> None:
    for wrong in ({"token": "other"}, {"aes_key": "Z" * 43}, {"aes_key": "short"}, {"corp_id": "ww0"}):
        async with scene(**wrong) as started:
            assert (await started.server.mail.verify()).status == 403


async def test_what_people_say_is_heard_in_their_order_and_answered_empty(wecom: Scene) -> None:
    li, wang = wecom.server.user("li"), wecom.server.user("wang", "小王")
    for text in ("一", "二", "三"):
        await li.says(text)
    await wang.says("别的")
    await wecom.server.mail.delivered()
    assert [m.text for m in wecom.inbox.messages if m.sender == "li"] == ["一", "二", "三"]
    assert "别的" in wecom.inbox.texts
    assert [(push.status, push.answer) for push in wecom.server.mail.pushes] == [(200, b"")] * 4
    assert wecom.app.health.last_in is not None


async def test_everything_people_can_do_arrives(wecom: Scene) -> None:
    li = wecom.server.user("li")
    await li.sends_photo()
    await li.sends_voice()
    await li.sends_video()
    await li.sends_location(31.2304, 121.4737, "人民广场")
    await li.sends_link("公告", "https://a.example")
    await li.opens_menu("今天")
    await li.subscribes()
    await li.adds_customer("wm1")
    await li.is_dropped_by("wm1")
    await wecom.server.mail.delivered()
    kinds = [message.kind for message in wecom.inbox.messages]
    assert kinds == ["image", "voice", "file", "location", "text", "text", "joined", "customer", "customer"]


async def test_who_opens_the_app_again_and_again_is_told_of_once(wecom: Scene) -> None:
    li = wecom.server.user("li")
    for _ in range(5):
        wecom.clock.now += 1
        await li.enters()
    await wecom.server.mail.delivered()
    assert len(wecom.inbox.messages) in (1, 2)  # two where midnight falls between
    assert wecom.inbox.offered == 5


async def test_what_is_nothing_for_us_is_acknowledged_without_a_word(
    wecom: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    await wecom.server.user("li").edits_customer("wm1")
    await wecom.server.mail.delivered()
    assert [push.status for push in wecom.server.mail.pushes] == [200]
    assert wecom.inbox.messages == []
    assert caplog.text == ""


async def test_a_message_of_no_known_form_is_acknowledged_and_noted_without_its_words(
    wecom: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    plain = wecom.server.mail.xml({**SAID, "Content": "机密"})
    assert (await wecom.server.mail.knock(*wecom.server.mail.sealed(plain))).status == 200
    assert wecom.inbox.messages == []
    assert "no known form" in caplog.text
    assert "机密" not in caplog.text


async def test_wecom_says_it_again_while_the_books_are_away_and_it_is_heard_once(
    wecom: Scene, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.holding.LONGEST_PAUSE", 0.05)
    wecom.inbox.refusals = 2
    wecom.server.mail.patience = 0.02  # it hangs up before we answer 503
    await wecom.server.user("li").says("绝不丢失")
    await wecom.server.mail.delivered()
    await wecom.server.until(lambda: wecom.inbox.texts == ["绝不丢失"])
    assert len(wecom.server.mail.pushes) > 1
    assert "绝不丢失" not in caplog.text


async def test_books_that_come_back_after_wecom_gave_up_still_get_the_message(
    wecom: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.holding.LONGEST_PAUSE", 0.05)
    wecom.inbox.refusals = 1_000_000
    wecom.server.mail.patience = 0.02
    await wecom.server.user("li").says("还是要留住")
    await wecom.server.mail.delivered()
    assert wecom.server.mail.given_up == [1]
    wecom.inbox.refusals = 0
    await wecom.server.until(lambda: wecom.inbox.texts == ["还是要留住"])


async def test_slow_books_are_not_waited_for(wecom: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.channels.wecom_app.ACCEPT_SECONDS", 0.05)
    wecom.inbox.seconds = 0.3
    await wecom.server.user("li").says("慢")
    await wecom.server.mail.delivered()
    await wecom.server.until(lambda: wecom.inbox.texts == ["慢"])
    assert wecom.server.mail.pushes[0].status == 503
    assert all(push.seconds < 0.3 for push in wecom.server.mail.pushes)
    assert wecom.app.health.last_error == "messages wait for the books"


async def test_a_replayed_callback_changes_nothing(wecom: Scene) -> None:
    mail = wecom.server.mail
    plain = mail.xml({**SAID, "Content": "一次", "MsgId": 7})
    query, body = mail.sealed(plain)
    assert (await mail.knock(query, body)).status == 200
    wecom.clock.now += 3600
    assert (await mail.knock(query, body)).status == 200
    assert wecom.inbox.texts == ["一次"]
    wecom.clock.now += 4 * 86_400  # the inbox will have forgotten its key
    assert (await mail.knock(query, body)).status == 403
    assert wecom.inbox.offered == 2


async def test_an_old_callback_in_a_new_envelope_needs_the_key(wecom: Scene) -> None:
    mail = wecom.server.mail
    query, body = mail.sealed(
        mail.xml({**SAID, "Content": "旧", "MsgId": 7}), at=wecom.clock.now - 10 * 86_400
    )
    query["timestamp"] = str(int(wecom.clock.now))
    assert (await mail.knock(query, body)).status == 403


async def refused(wecom: Scene, query: dict[str, str], body: bytes) -> Push:
    answered = await wecom.server.mail.knock(query, body)
    assert wecom.inbox.offered == 0
    return answered


@pytest.mark.parametrize(
    "change",
    [
        {"msg_signature": "0" * 40},
        {"msg_signature": ""},
        {"timestamp": "1"},
        {"timestamp": "soon"},
        {"nonce": "other"},
    ],
)
async def test_what_is_not_signed_is_forbidden(
    wecom: Scene, change: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    query, body = wecom.server.mail.sealed(wecom.server.mail.xml({**SAID, "Content": "机密", "MsgId": 1}))
    assert (await refused(wecom, query | change, body)).status == 403
    assert body.decode()[60:100] not in caplog.text
    assert "a callback was refused" in caplog.text


async def test_what_is_sealed_for_another_corporation_is_forbidden(wecom: Scene) -> None:
    other = WecomServer(corp_id="ww9999999999999999")
    query, body = other.mail.sealed(other.mail.xml({**SAID, "Content": "x", "MsgId": 1}))
    assert (await refused(wecom, query, body)).status == 403


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not xml",
        b"{}",
        b"\xff\xfe\x00",
        b"<xml/>",
        b"<xml><Encrypt></Encrypt></xml>",
        b"<xml><Encrypt>%%%</Encrypt></xml>",
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><xml><Encrypt>&b;</Encrypt></xml>',
        b"<a>" * 20_000,
    ],
)
async def test_what_is_no_callback_is_forbidden(
    wecom: Scene, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    query, _ = wecom.server.mail.sealed("<xml/>")
    assert (await refused(wecom, query, body)).status == 403
    assert "Traceback" not in caplog.text


async def test_a_bomb_inside_of_a_good_seal_is_forbidden_too(wecom: Scene) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><xml><MsgType>&a;</MsgType></xml>'
    assert (await refused(wecom, *wecom.server.mail.sealed(bomb))).status == 403


async def test_what_is_larger_than_any_callback_is_refused_unread(wecom: Scene) -> None:
    query, _ = wecom.server.mail.sealed("<xml/>")
    assert (await refused(wecom, query, b"x" * (MOST_BYTES + 1))).status == 413

    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b"x" * 8192

    async with (
        aiohttp.ClientSession() as session,
        session.post(wecom.url, params=query, data=chunks()) as seen,
    ):
        assert seen.status == 413


async def test_a_body_that_never_ends_is_hung_up_on(wecom: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.channels.wecom_app_door.BODY_SECONDS", 0.05)
    ended = asyncio.Event()

    async def drip() -> AsyncIterator[bytes]:
        yield b"<xml>"
        await ended.wait()

    query, _ = wecom.server.mail.sealed("<xml/>")
    async with aiohttp.ClientSession() as session:
        async with asyncio.timeout(2), session.post(wecom.url, params=query, data=drip()) as seen:
            assert seen.status == 403
        ended.set()


async def test_a_question_without_an_echo_is_forbidden(wecom: Scene) -> None:
    async with aiohttp.ClientSession() as session, session.get(wecom.url) as seen:
        assert seen.status == 403
        assert await seen.text() == ""


async def test_a_caught_callback_is_not_opened_for_whoever_shows_it_as_an_echo(wecom: Scene) -> None:
    query, body = wecom.server.mail.sealed(wecom.server.mail.xml({**SAID, "Content": "底价", "MsgId": 7}))
    query["echostr"] = body.decode().partition("<Encrypt><![CDATA[")[2].partition("]]>")[0]
    async with aiohttp.ClientSession() as stranger, stranger.get(wecom.url, params=query) as seen:
        assert (seen.status, await seen.read()) == (403, b"")
