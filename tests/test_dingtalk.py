"""The DingTalk channel against the stand-in: connecting, hearing, acknowledging, outages, closing."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest

from bot.channels import Accept, Channel, dingtalk_stream
from bot.channels import dingtalk as channel_module
from bot.channels.dingtalk import DingTalk
from bot.channels.dingtalk_cards import BUTTONS
from bot.messages import Incoming
from tests.fakes.dingtalk_gateway import MESSAGES, PRESSES
from tests.fakes.dingtalk_server import CLIENT_ID, CLIENT_SECRET, TEMPLATE, DingTalkServer

TOKEN = "AbCdEf-_1234.0"


class Inbox:
    """Takes messages as the house does; while `away` it refuses, while `slow` it takes its time."""

    def __init__(self) -> None:
        self.messages: list[Incoming] = []
        self.away = False
        self.slow = 0.0

    async def accept(self, messages: Sequence[Incoming]) -> None:
        if self.away:
            raise OSError(f"the store is away and says: {messages[0].text}")
        await asyncio.sleep(self.slow)
        self.messages += messages

    @property
    def texts(self) -> list[str]:
        return [message.text for message in self.messages]


@pytest.fixture
async def server() -> AsyncIterator[DingTalkServer]:
    standin = DingTalkServer()
    await standin.start()
    yield standin
    await standin.stop()


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Short waits, so that outages end soon."""
    monkeypatch.setattr("bot.channels.calls.Backoff.next", lambda _: 0.02)
    monkeypatch.setattr("bot.channels.calls.PAUSE_SECONDS", 0.05)
    monkeypatch.setattr("bot.channels.holding.LONGEST_PAUSE", 0.1)


def bot_of(server: DingTalkServer, secret: str = CLIENT_SECRET, template: str = "") -> DingTalk:
    base = server.base_url
    return DingTalk(CLIENT_ID, secret, api_base=base, oapi_base=base, card_template_id=template)


@asynccontextmanager
async def running(bot: DingTalk, accept: Accept) -> AsyncIterator[DingTalk]:
    run = asyncio.create_task(bot.run(accept))
    try:
        yield bot
    finally:
        await bot.close()
        await asyncio.wait_for(run, 5)


def test_it_is_a_channel_whose_limits_depend_on_the_template() -> None:
    plain: Channel = DingTalk("id", "secret")
    cards = DingTalk("id", "secret", card_template_id=TEMPLATE)
    assert plain.name == "dingtalk"
    assert (plain.limits.edit, plain.limits.card, plain.limits.label) == ("never", 0, 40)
    assert (cards.limits.edit, cards.limits.card, cards.limits.buttons) == ("always", 300, BUTTONS)


async def test_what_is_said_comes_in_and_is_acknowledged(server: DingTalkServer, inbox: Inbox) -> None:
    async with running(bot_of(server), inbox.accept) as bot:
        id_ = await server.user("7").says("今天拜访了明达")
        await server.until(lambda: inbox.texts == ["今天拜访了明达"])
        await server.until(lambda: len(server.gateway.acks) == 1)
        assert bot.health.connected
        assert bot.health.last_in is not None
        assert bot.health.last_error is None
    (message,) = inbox.messages
    assert (message.dedupe_key, message.sender, message.sender_name) == (id_, "7", "小李")
    (ack,) = server.gateway.acks.values()
    assert (ack.code, ack.data) == (200, {"response": None})
    opening = server.called("connections/open")[0].given
    assert {one["topic"] for one in opening["subscriptions"]} == {MESSAGES, PRESSES}
    assert server.gateway.opened == 1


async def test_a_press_on_a_card_is_answered_within_two_seconds(server: DingTalkServer, inbox: Inbox) -> None:
    inbox.away = True
    async with running(bot_of(server, template=TEMPLATE), inbox.accept):
        push = await server.user("7").presses(TOKEN, "fieldbook-1")
        ack = await server.gateway.acknowledged(push)
        assert (ack.code, ack.data) == (200, {"response": {}})
        assert 1 < ack.after < 2
        inbox.away = False
        await server.until(lambda: [message.token for message in inbox.messages] == [TOKEN])


async def test_while_the_books_are_away_words_are_held_in_order(
    server: DingTalkServer, inbox: Inbox, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(channel_module, "ACKNOWLEDGE_SECONDS", 0.1)
    inbox.away = True
    li = server.user("7")
    async with running(bot_of(server), inbox.accept) as bot:
        for number in range(5):
            await li.says(f"绝不丢失 {number}")
        await server.until(lambda: len(server.gateway.acks) == 5)
        assert {ack.code for ack in server.gateway.acks.values()} == {200}
        assert bot.health.last_error == "messages wait for the books"
        inbox.away = False
        await server.until(lambda: len(inbox.messages) == 5)
        await li.says("后来")
        await server.until(lambda: bot.health.last_error is None)
    assert inbox.texts == [*(f"绝不丢失 {number}" for number in range(5)), "后来"]
    assert "绝不丢失" not in caplog.text


async def test_what_can_no_longer_be_held_is_not_acknowledged_as_taken(
    server: DingTalkServer, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.holding.MOST_HELD", 0)
    async with running(bot_of(server), inbox.accept):
        await server.user("7").says("满了")
        await server.until(lambda: [ack.code for ack in server.gateway.acks.values()] == [500])


async def test_a_message_that_comes_twice_has_the_same_key(server: DingTalkServer, inbox: Inbox) -> None:
    li = server.user("7")
    async with running(bot_of(server), inbox.accept):
        said = {**server.envelope(li), "msgtype": "text", "text": {"content": "一次"}}
        await server.gateway.connected()
        for _ in range(2):
            await server.gateway.call_back(MESSAGES, said)
        await server.until(lambda: len(inbox.messages) == 2)
    assert len({message.dedupe_key for message in inbox.messages}) == 1


async def test_a_ping_is_echoed(server: DingTalkServer, inbox: Inbox) -> None:
    async with running(bot_of(server), inbox.accept):
        await server.gateway.connected()
        ack = await server.gateway.ping()
        assert (ack.code, ack.data) == (200, {"opaque": "0f-3"})


async def test_told_to_leave_it_opens_another_connection_and_loses_nothing(
    server: DingTalkServer, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dingtalk_stream, "STEADY_SECONDS", 0.0)
    inbox.slow = 0.1
    server.gateway.grace = 0.5
    li = server.user("7")
    async with running(bot_of(server), inbox.accept) as bot:
        await li.says("之前")
        await server.gateway.disconnect()
        await li.says("之后")  # waits for the new connection, which comes before the old one ends
        assert len(server.gateway.connections) == 2
        assert bot.health.connected
        await server.until(lambda: inbox.texts == ["之前", "之后"])
        await server.until(lambda: len(server.gateway.acks) == 2)
        await server.until(lambda: len(server.gateway.connections) == 1)
        assert server.gateway.lost == []


async def test_a_connection_that_breaks_off_is_replaced(server: DingTalkServer, inbox: Inbox) -> None:
    li = server.user("7")
    async with running(bot_of(server), inbox.accept) as bot:
        for number in range(3):
            await li.says(str(number))
            await server.until(lambda: inbox.texts[-1:] == [str(number)])  # noqa: B023 - waited for here
            await server.gateway.drop()
            await server.until(lambda: not server.gateway.connections)
        await li.says("3")
        await server.until(lambda: inbox.texts == ["0", "1", "2", "3"])
        assert bot.health.connected
    assert server.gateway.opened == 4


async def test_dingtalk_may_be_away_at_the_start_and_later(server: DingTalkServer, inbox: Inbox) -> None:
    await server.stop()
    async with running(bot_of(server), inbox.accept) as bot:
        await server.until(lambda: bot.health.last_error is not None)
        assert not bot.health.connected
        await server.start()
        await server.user("7").says("来了")
        await server.until(lambda: inbox.texts == ["来了"])
        await server.stop()
        await server.until(lambda: not bot.health.connected)
        await server.start()
        await server.user("7").says("又来了")
        await server.until(lambda: inbox.texts == ["来了", "又来了"])
        assert bot.health.last_error is None


@pytest.mark.parametrize("kind", ["502", "garbage", "429", "down"])
async def test_a_connection_that_is_not_given_is_asked_for_again(
    server: DingTalkServer, inbox: Inbox, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.dingtalk_api.OVERLOADED_SECONDS", 0.05)
    server.fail(kind, "connections/open", times=2)  # type: ignore[arg-type]  # the parameter is one of them
    async with running(bot_of(server), inbox.accept):
        await server.user("7").says("好")
        await server.until(lambda: inbox.texts == ["好"])
    assert len(server.called("connections/open")) == 3


async def test_a_ticket_that_is_not_taken_is_no_end(server: DingTalkServer, inbox: Inbox) -> None:
    server.gateway.deaf = True
    async with running(bot_of(server), inbox.accept) as bot:
        await server.until(lambda: len(server.called("connections/open")) >= 2)
        assert not bot.health.connected
        server.gateway.deaf = False
        await server.gateway.connected()


async def test_wrong_keys_are_told_and_tried_again_slowly(
    server: DingTalkServer, inbox: Inbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with running(bot_of(server, secret="wrong-half"), inbox.accept) as bot:
        await server.until(lambda: bot.health.last_error is not None)
        assert bot.health.last_error == "DingTalk rejects the client id or secret (authFailed)"
        assert len(server.called("connections/open")) == 1
    assert "wrong-half" not in caplog.text


async def test_an_address_without_tls_is_refused_where_the_api_has_it(
    server: DingTalkServer, inbox: Inbox
) -> None:
    bot = bot_of(server)
    async with running(bot, inbox.accept):
        await server.gateway.connected()
        bot._api.api_base = "https://api.dingtalk.com"
        with pytest.raises(Exception, match="no wss:// address"):
            bot._stream._check("ws://evil.example/connect")


@pytest.mark.parametrize(
    "frame",
    [
        "not json",
        "[]",
        "7",
        "{}",
        '{"type": "CALLBACK"}',
        '{"type": "CALLBACK", "headers": 7}',
        '{"type": "CALLBACK", "headers": {"messageId": "1"}}',
        '{"type": "SYSTEM", "headers": {"topic": "unheard of"}}',
        '{"type": "SYSTEM", "headers": {"topic": "ping", "messageId": "p"}, "data": 7}',
        '{"type": "NEW", "headers": {"topic": "ping", "messageId": "p"}}',
        "[" * 100_000,
        "x" * 5_000_000,
    ],
    ids=lambda frame: frame[:24],
)
async def test_no_frame_ends_the_hearing(server: DingTalkServer, inbox: Inbox, frame: str) -> None:
    async with running(bot_of(server), inbox.accept):
        await server.gateway.connected()
        await server.gateway.push_text(frame)
        await server.user("7").says("第一次")
        while (
            not inbox.messages
        ):  # one said just when a connection ends is lost: DingTalk sends nothing again
            await asyncio.sleep(0.05)
            await server.user("7").says("后面的")
        assert inbox.messages


@pytest.mark.parametrize(
    ("topic", "data", "code"),
    [
        (MESSAGES, "not json", 400),
        (MESSAGES, "[1]", 400),
        (MESSAGES, "{}", 200),  # a message of a kind that nobody knows yet
        (MESSAGES, '{"msgtype": "text", "text": 7}', 400),
        (PRESSES, '{"outTrackId": "x"}', 400),
        (PRESSES, '{"outTrackId": "x", "userId": "7", "content": "{}"}', 200),
    ],
)
async def test_callbacks_without_sense_are_answered_and_left_out(
    server: DingTalkServer, inbox: Inbox, topic: str, data: str, code: int
) -> None:
    async with running(bot_of(server), inbox.accept):
        await server.gateway.connected()
        id_ = await server.gateway.push({"type": "CALLBACK"}, topic, data)
        assert (await server.gateway.acknowledged(id_)).code == code
    assert inbox.messages == []


async def test_events_and_topics_that_nobody_asked_for_are_answered(
    server: DingTalkServer, inbox: Inbox
) -> None:
    async with running(bot_of(server), inbox.accept):
        await server.gateway.connected()
        event = await server.gateway.push({"type": "EVENT"}, "*", "{}")
        assert (await server.gateway.acknowledged(event)).data["status"] == "SUCCESS"
        strange = {
            "type": "CALLBACK",
            "headers": {"topic": "/v1.0/other", "messageId": "o1"},
            "data": json.dumps({}),
        }
        await server.gateway.push_text(json.dumps(strange))
        assert (await server.gateway.acknowledged("o1")).code == 404


async def test_an_unpublished_app_is_told_of(server: DingTalkServer, inbox: Inbox) -> None:
    async with running(bot_of(server), inbox.accept) as bot:
        await server.user("7", published=False).says("你好")
        await server.until(lambda: bool(inbox.messages))
        assert bot.health.last_error is not None
        assert "publish the app" in bot.health.last_error
        await server.user("7").says("发布了")
        await server.until(lambda: len(inbox.messages) == 2)
        assert bot.health.last_error is None


async def test_closing_gives_what_was_heard_to_the_house(server: DingTalkServer, inbox: Inbox) -> None:
    inbox.slow = 0.2
    bot = bot_of(server)
    async with running(bot, inbox.accept):
        await server.user("7").says("最后一句")
        await asyncio.sleep(0.05)
    assert inbox.texts == ["最后一句"]
    assert not bot.health.connected


async def test_a_dead_connection_is_noticed(
    server: DingTalkServer, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dingtalk_stream, "KEEPALIVE_SECONDS", 0.1)
    async with running(bot_of(server), inbox.accept):
        await server.gateway.connected()
        server.gateway.listening[0].request.transport.pause_reading()  # type: ignore[union-attr]  # it is open
        await server.until(lambda: server.gateway.opened == 2)


async def test_being_cancelled_leaves_nothing_running(server: DingTalkServer, inbox: Inbox) -> None:
    before = asyncio.all_tasks()
    bot = bot_of(server)
    run = asyncio.create_task(bot.run(inbox.accept))
    await server.gateway.connected()
    run.cancel()
    await asyncio.wait([run], timeout=3)
    await bot.close()
    await server.until(lambda: not server.gateway.connections)
    await server.until(lambda: asyncio.all_tasks() <= before)


async def test_what_is_said_in_a_rush_keeps_its_order(server: DingTalkServer, inbox: Inbox) -> None:
    inbox.slow = 0.01
    li = server.user("7")
    async with running(bot_of(server), inbox.accept):
        for number in range(100):
            await li.says(str(number))
        await server.until(lambda: len(inbox.messages) == 100)
        await server.until(lambda: len(server.gateway.acks) == 100)
    assert inbox.texts == [str(number) for number in range(100)]


async def test_a_connection_that_broke_off_is_told_until_the_next_stands(
    server: DingTalkServer, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dingtalk_stream, "STEADY_SECONDS", 0.0)
    async with running(bot_of(server), inbox.accept) as bot:
        await server.gateway.connected()
        await server.until(lambda: bot.health.connected)
        server.fail("slow", "connections/open", seconds=2.0)
        await server.gateway.drop()
        await server.until(lambda: not bot.health.connected)
        assert bot.health.last_error == "the connection broke off"
        server.heal()
