"""The WebSocket of WeCom's bot: lost, dead, taken over, refused, and what it does with frames that make no sense."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.channels import TryLater
from bot.channels.wecom_bot import WecomBot
from bot.channels.wecom_bot_check import check
from bot.messages import Incoming
from bot.texts import translate
from tests.fakes.wecom_bot_house import House, outgoing, running, until
from tests.fakes.wecom_bot_people import Person
from tests.fakes.wecom_bot_server import WecomBotServer

PAYLOADS = Path(__file__).parent / "payloads" / "wecom_bot"


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
def li(server: WecomBotServer) -> Person:
    return server.user("li", "小李")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reconnecting waits a hundredth of its time."""
    monkeypatch.setattr("bot.channels.calls.random.uniform", lambda low, high: high / 100)


async def test_a_lost_connection_is_made_anew(server: WecomBotServer, house: House, li: Person) -> None:
    async with running(server, house) as bot:
        await li.says("一")
        server.drop()
        await until(lambda: not bot.health.connected or len(server.called("aibot_subscribe")) == 2)
        await until(lambda: bot.health.connected and server.live)
        await li.says("二")
        await house.hears(2)
        assert house.texts == ["一", "二"]
        assert bot.health.last_error is None


async def test_what_was_being_sent_when_the_connection_broke_is_sent_once(
    server: WecomBotServer, house: House, li: Person
) -> None:
    async with running(server, house) as bot:
        await li.says("今天")
        ticket = (await house.hears(1))[0].ticket
        server.fail("drop", "aibot_respond_msg")
        with pytest.raises(TryLater, match="lost"):
            await bot.send(outgoing("好", ticket=ticket))
        await until(lambda: bot.health.connected)
        await bot.send(outgoing("好", ticket=ticket))
        assert [seen.text for seen in li.seen] == ["好"]


async def test_a_file_that_broke_the_connection_does_not_repeat_what_was_sent(
    server: WecomBotServer, house: House, li: Person
) -> None:
    async with running(server, house) as bot:
        await li.says("今天")
        ticket = (await house.hears(1))[0].ticket
        message = outgoing("第一", ticket=ticket).model_copy(
            update={"parts": outgoing("第一").parts + outgoing("第二").parts}
        )
        server.fail("drop", "aibot_send_msg")
        with pytest.raises(TryLater):
            await bot.send(message)
        await until(lambda: bot.health.connected)
        await bot.send(message)
        assert [seen.text for seen in li.seen] == ["第一", "第二"]


async def test_without_an_answer_it_is_tried_later(
    server: WecomBotServer, house: House, li: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(server, house) as bot:
        await li.says("今天")
        await house.hears(1)
        monkeypatch.setattr(bot._link, "answer_seconds", 0.05)
        server.fail("mute", "aibot_send_msg")
        with pytest.raises(TryLater, match="no answer"):
            await bot.send(outgoing("好"))


async def test_without_a_connection_a_message_and_its_ticket_wait(
    server: WecomBotServer, house: House, li: Person
) -> None:
    async with running(server, house) as bot:
        await li.says("今天")
        ticket = (await house.hears(1))[0].ticket
        await server.stop()
        await until(lambda: not bot.health.connected)
        with pytest.raises(TryLater, match="not connected"):
            await bot.send(outgoing("好", ticket=ticket))
        assert bot.health.last_error
        await server.start()
        await until(lambda: bot.health.connected)
        await bot.send(outgoing("好", ticket=ticket))
        assert [call.cmd for call in server.calls][-1] == "aibot_respond_msg"
        assert li.sees.text == "好"


async def test_wecom_may_be_away_at_the_start(house: House, li: Person, server: WecomBotServer) -> None:
    await server.stop()
    async with running(server, house, connected=False) as bot:
        await until(lambda: bot.health.last_error)
        await server.start()
        await until(lambda: bot.health.connected)
        await li.says("你好")
        await house.hears(1)


async def test_a_dead_connection_is_noticed_by_its_silence(
    server: WecomBotServer, house: House, li: Person
) -> None:
    async with running(server, house, ping_seconds=0.03) as bot:
        await until(lambda: server.pings >= 2)
        server.is_silent = True
        await until(lambda: len(server.called("aibot_subscribe")) == 2)
        server.is_silent = False
        await until(lambda: bot.health.connected)
        await li.says("还在吗")
        await house.hears(1)


async def test_a_ping_that_wecom_refuses_ends_the_connection(server: WecomBotServer, house: House) -> None:
    server.fail("code", "ping", errcode=846609)
    async with running(server, house, ping_seconds=0.03):
        await until(lambda: len(server.called("aibot_subscribe")) == 2)


async def test_a_connection_that_wecom_forgot_is_subscribed_anew(
    server: WecomBotServer, house: House, li: Person
) -> None:
    async with running(server, house) as bot:
        await li.says("今天")
        await house.hears(1)
        server.fail("code", "aibot_send_msg", errcode=846609)
        with pytest.raises(TryLater):
            await bot.send(outgoing("好"))
        await until(lambda: bot.health.connected and len(server.called("aibot_subscribe")) == 2)
        await bot.send(outgoing("好"))
        assert [seen.text for seen in li.seen] == ["好"]


async def test_a_wrong_secret_is_said_in_words_and_tried_slowly(server: WecomBotServer, house: House) -> None:
    async with running(server, house, secret="wrong-one", connected=False, refused_seconds=0.05) as bot:
        await until(lambda: bot.health.last_error)
        assert bot.health.last_error == "WeCom rejects the bot id or the secret (errcode 853000)"
        assert not bot.health.connected
        await until(lambda: len(server.called("aibot_subscribe")) >= 2)
        with pytest.raises(TryLater):
            await bot.send(outgoing("好"))
        server.secret = "wrong-one"
        await until(lambda: bot.health.connected)
        assert bot.health.last_error is None


async def test_of_two_processes_the_newer_hears_and_the_older_stays_quiet(
    server: WecomBotServer, li: Person
) -> None:
    older_house, newer_house = House(), House()
    async with running(server, older_house) as older:
        await li.says("给旧的")
        await older_house.hears(1)
        async with running(server, newer_house) as newer:
            await until(lambda: not older.health.connected)
            await li.says("给新的")
            await newer_house.hears(1)
            assert "another connection of this bot took over" in (older.health.last_error or "")
            with pytest.raises(TryLater, match="took over"):
                await older.send(outgoing("好"))
            await newer.send(outgoing("好"))
            for _ in range(20):  # long enough for the older one to come back, if it would
                await li.says("还是新的")
            await newer_house.hears(21)
            assert newer.health.connected
        assert len(server.called("aibot_subscribe")) == 2
        assert older_house.texts == ["给旧的"]
        assert li.sees.text == "好"


async def test_what_comes_while_the_books_are_away_is_kept_in_its_order(
    server: WecomBotServer, house: House, li: Person
) -> None:
    async with running(server, house) as bot:
        house.is_away = True
        for text in "一二三":
            await li.says(text)
        await until(lambda: house.refusals)
        await bot.send(outgoing("还能说话"))
        await li.says("四")
        house.is_away = False
        await house.hears(4)
        assert house.texts == ["一", "二", "三", "四"]


async def test_what_came_last_before_closing_is_still_handed_over(
    server: WecomBotServer, house: House, li: Person
) -> None:
    async with running(server, house):
        house.is_away = True
        await li.says("最后一句")
        await until(lambda: house.refusals)
        house.is_away = False
    assert house.texts == ["最后一句"]


def nonsense() -> list[Any]:
    text = json.loads((PAYLOADS / "text.json").read_text(encoding="utf-8"))
    return [
        "",
        "not json",
        "[" * 100_000,
        "[]",
        "7",
        "null",
        b"\x00binary",
        "x" * (2 * 1024 * 1024),
        {},
        {"cmd": 7},
        {"cmd": "aibot_from_the_future", "headers": {"req_id": "r"}, "body": {}},
        {"cmd": "aibot_msg_callback"},
        {"cmd": "aibot_msg_callback", "headers": None, "body": None},
        {"cmd": "aibot_msg_callback", "headers": {"req_id": 7}, "body": text["body"]},
        {"cmd": "aibot_event_callback", "headers": {"req_id": "r"}, "body": {"event": "x"}},
        {"cmd": "aibot_event_callback", "headers": {"req_id": "r"}, "body": {"event": {"eventtype": None}}},
        {**text, "body": {**text["body"], "from": None}},
        {"headers": {"req_id": "nobody asked"}, "errcode": 0},
        {"headers": [], "errcode": "x"},
        {"headers": {"req_id": "ping_x"}, "errcode": 0, "body": []},
    ]


async def test_frames_that_make_no_sense_change_nothing(
    server: WecomBotServer, house: House, li: Person, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(server, house) as bot:
        for frame in nonsense():
            await server.send_raw(frame)
        await li.says("还好吗")
        await house.hears(1)
        assert house.texts == ["还好吗"]
        assert bot.health.connected
        await bot.send(outgoing("好", ticket=house.heard[0].ticket))
        assert li.sees.text == "好"
        assert len(server.called("aibot_subscribe")) == 1
    assert "拜访" not in caplog.text


async def test_no_log_tells_what_was_said_or_the_secret(
    server: WecomBotServer, house: House, li: Person, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", "bot")
    async with running(server, house, secret="very-secret", connected=False, refused_seconds=0.01) as bot:
        await until(lambda: bot.health.last_error)
        server.secret = "very-secret"
        await until(lambda: bot.health.connected)
        await li.says("机密报价")
        await house.hears(1)
        server.fail("code", "aibot_send_msg", errcode=40058)
        with pytest.raises(Exception, match="40058") as refused:
            await bot.send(outgoing("机密回答"))
        assert "机密" not in str(refused.value)
    for private in ("机密", "very-secret"):
        assert private not in caplog.text


async def test_closing_ends_a_channel_that_never_connected() -> None:
    bot = WecomBot("id", "secret", ws_url="ws://127.0.0.1:9/")
    hearing = asyncio.create_task(bot.run(House().accept))
    await until(lambda: bot.health.last_error)
    await bot.close()
    async with asyncio.timeout(2):
        await hearing
    with pytest.raises(TryLater):
        await bot.send(outgoing("好"))


async def test_the_check_reaches_wecom_without_taking_over(server: WecomBotServer, house: House) -> None:
    async with running(server, house) as bot:
        findings = await check(server.bot_id, server.secret, server.ws_url)
        assert [finding.ok for finding in findings] == [True, True]
        assert "踢下线" in translate("zh", findings[-1].words, **findings[-1].facts)
        assert bot.health.connected
        assert len(server.called("aibot_subscribe")) == 1


@pytest.mark.parametrize(
    ("bot_id", "secret", "ws_url", "says"),
    [
        ("", "s", "", "FIELDBOOK_WECOM_BOT_ID"),
        ("id", "", "", "FIELDBOOK_WECOM_BOT_SECRET"),
        ("id", "s s", "", "空格"),
        ("智能", "s", "", "FIELDBOOK_WECOM_BOT_ID"),
        ("id", "s", "https://openws.work.weixin.qq.com", "wss://"),
        ("id", "s", "not an address", "wss://"),
        ("id", "s", "ws://127.0.0.1:9/", "127.0.0.1"),
        ("id", "s", "ws://127.0.0.1:99999/", "连不上"),
    ],
)
async def test_the_check_says_in_words_what_is_wrong(
    server: WecomBotServer, bot_id: str, secret: str, ws_url: str, says: str
) -> None:
    findings = await check(bot_id, secret, ws_url or server.ws_url)
    wrong = [translate("zh", one.words, **one.facts) for one in findings if not one.ok]
    assert len(wrong) == 1
    assert says in wrong[0]


async def test_what_was_heard_while_the_books_were_slow_is_kept_when_the_service_stops(
    server: WecomBotServer, house: House, li: Person
) -> None:
    async def slowly(messages: Sequence[Incoming]) -> None:
        await asyncio.sleep(0.3)
        await house.accept(messages)

    bot = WecomBot(server.bot_id, server.secret, ws_url=server.ws_url, clock=server.clock)
    hearing = asyncio.create_task(bot.run(slowly))
    await until(lambda: bot.health.connected)
    await li.says("一")
    await until(lambda: bot.health.last_in is not None)
    for text in ("二", "三"):
        await li.says(text)
    await until(lambda: bot._heard.qsize() == 2)
    started = asyncio.get_running_loop().time()
    await bot.close()
    hearing.cancel()
    await asyncio.gather(hearing, return_exceptions=True)
    assert house.texts == ["一", "二", "三"]
    assert asyncio.get_running_loop().time() - started < 5


async def test_a_pause_that_wecom_asks_for_is_kept_and_told_in_words(
    server: WecomBotServer, house: House
) -> None:
    server.fail("code", "aibot_subscribe", errcode=45009)
    async with running(server, house, connected=False) as bot:
        await until(lambda: bot.health.last_error == "errcode 45009")
        await asyncio.sleep(0.1)
        assert len(server.called("aibot_subscribe")) == 1
