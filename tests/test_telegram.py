"""The Telegram channel against the stand-in server: polling, webhook, outages, acceptance, closing."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.channels import Accept, Channel, telegram_link
from bot.channels import telegram as channel_module
from bot.channels.telegram import Telegram
from bot.messages import Incoming, Outgoing, SentButton
from tests.fakes.telegram_server import TelegramServer

TOKEN = "7:AAG-the-secret-half"
MENUS = {"zh": [("today", "今天的安排")], "en": [("today", "What is on today")]}


class Inbox:
    """Takes messages as the house does; `trouble` is raised as often as it says."""

    def __init__(self) -> None:
        self.batches: list[list[Incoming]] = []
        self.refusals = 0

    async def accept(self, messages: Sequence[Incoming]) -> None:
        if self.refusals:
            self.refusals -= 1
            raise OSError(f"the store is away and says: {messages[0].text}")
        self.batches.append(list(messages))

    @property
    def texts(self) -> list[str]:
        return [message.text for batch in self.batches for message in batch]


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    standin = TelegramServer(token=TOKEN)
    await standin.start()
    yield standin
    await standin.stop()


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Short waits, so that outages end soon."""
    monkeypatch.setattr("bot.channels.calls.Backoff.next", lambda _: 0.02)
    monkeypatch.setattr(telegram_link, "REJECTED_TOKEN_SECONDS", 0.02)


def bot_of(server: TelegramServer, **how: Any) -> Telegram:
    return Telegram(TOKEN, base_url=server.base_url, base_file_url=server.base_file_url, **how)


@asynccontextmanager
async def running(bot: Telegram, accept: Accept) -> AsyncIterator[Telegram]:
    run = asyncio.create_task(bot.run(accept))
    try:
        yield bot
    finally:
        await bot.close()
        await asyncio.wait_for(run, 5)


@asynccontextmanager
async def serving(bot: Telegram, accept: Accept) -> AsyncIterator[str]:
    """The house's web server; its address."""
    app = web.Application()
    app.add_routes(bot.routes(accept))
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def test_it_is_a_channel() -> None:
    channel: Channel = Telegram(TOKEN)
    assert channel.name == "telegram"
    assert channel.limits.measure("华为😀") == 4
    assert channel.limits.text == 4096


async def test_polling_hears_what_is_said_and_learns_who_we_are(server: TelegramServer, inbox: Inbox) -> None:
    li = server.user(42)
    server.mail.webhook = "https://old.example/hook"
    async with running(bot_of(server, commands=MENUS), inbox.accept) as bot:
        await server.until(lambda: server.mail.polls > 0)
        await li.says("今天拜访了华为")
        await server.until(lambda: inbox.texts == ["今天拜访了华为"])
        assert bot.username == "fieldbook_bot"
        assert bot.health.connected
        assert bot.health.last_in is not None
    assert server.mail.webhook == ""
    assert server.books.commands["zh"] == [{"command": "today", "description": "今天的安排"}]
    assert server.books.commands["en"] == server.books.commands[""]
    assert server.called("getUpdates")[-1].given["allowed_updates"] == [
        "message",
        "edited_message",
        "callback_query",
        "my_chat_member",
    ]


async def test_a_batch_is_accepted_in_one_call_and_then_acknowledged(
    server: TelegramServer, inbox: Inbox
) -> None:
    li = server.user(42)
    for number in range(30):
        await li.says(str(number))
    async with running(bot_of(server), inbox.accept):
        await server.mail.acknowledged()
    assert [len(batch) for batch in inbox.batches] == [30]


@pytest.mark.usefixtures("impatient")
async def test_the_offset_moves_only_after_acceptance(
    server: TelegramServer, inbox: Inbox, caplog: pytest.LogCaptureFixture
) -> None:
    inbox.refusals = 2
    await server.user(42).says("绝不丢失")
    async with running(bot_of(server), inbox.accept) as bot:
        await server.until(lambda: bot.health.last_error is not None)
        assert bot.health.last_error == "messages could not be stored (OSError)"
        await server.mail.acknowledged()
    assert inbox.texts == ["绝不丢失"]
    assert len([call for call in server.called("getUpdates") if "offset" not in call.given]) >= 3
    assert "绝不丢失" not in caplog.text


async def test_an_update_that_nobody_can_read_holds_up_no_other(server: TelegramServer, inbox: Inbox) -> None:
    await server.mail.post({"message": {"message_id": "broken"}}, 0)
    await server.user(42).says("后面的")
    async with running(bot_of(server), inbox.accept):
        await server.mail.acknowledged()
    assert inbox.texts == ["后面的"]


@pytest.mark.usefixtures("impatient")
async def test_it_starts_while_telegram_is_away_and_connects_later(
    server: TelegramServer, inbox: Inbox
) -> None:
    await server.stop()
    async with running(bot_of(server), inbox.accept) as bot:
        await server.until(lambda: bot.health.last_error is not None)
        assert not bot.health.connected
        await server.start()
        await server.user(42).says("你好")
        await server.until(lambda: inbox.texts == ["你好"])
        assert bot.health.connected
        assert bot.health.last_error is None


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("kind", ["down", "502", "html", "garbage", "lost", "429"])
async def test_polling_survives(server: TelegramServer, inbox: Inbox, kind: Any) -> None:
    li = server.user(42)
    async with running(bot_of(server), inbox.accept) as bot:
        server.fail(kind, "getUpdates", times=3, seconds=0 if kind == "429" else 1)
        for number in range(3):
            await li.says(str(number))
            await asyncio.sleep(0.05)
        await server.mail.acknowledged()
        assert bot.health.connected
    assert set(inbox.texts) == {"0", "1", "2"}


@pytest.mark.usefixtures("impatient")
async def test_a_second_process_is_told_and_outlived(server: TelegramServer, inbox: Inbox) -> None:
    async with running(bot_of(server), inbox.accept) as bot:
        await server.until(lambda: server.mail.polls > 0)
        async with running(bot_of(server), inbox.accept):
            await server.until(lambda: "another process" in str(bot.health.last_error))
        await server.user(42).says("你好")
        await server.mail.acknowledged()
        await server.until(lambda: bot.health.connected and bot.health.last_error is None)


@pytest.mark.usefixtures("impatient")
async def test_a_rejected_token_is_told_and_tried_again(
    server: TelegramServer, inbox: Inbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.fail("401", "getMe", times=3)
    async with running(bot_of(server), inbox.accept) as bot:
        await server.until(lambda: bot.health.last_error == "Telegram rejects the token")
        await server.until(lambda: bot.health.connected)
    assert TOKEN.partition(":")[2] not in caplog.text


async def test_a_press_is_answered_at_once(server: TelegramServer, inbox: Inbox) -> None:
    li = server.user(42)
    async with running(bot_of(server), inbox.accept) as bot:
        button = SentButton(label="保存", token="k7QzAb")
        await bot.send(Outgoing(key="1", conversation="42", text="保存吗？", buttons=(button,)))
        await li.taps("保存")
        await server.until(lambda: not server.books.open_presses)
    assert inbox.batches[0][0].token == "k7QzAb"
    assert inbox.batches[0][0].reply_to == str(li.sees.id)


async def test_neither_words_nor_token_reach_the_logs(
    server: TelegramServer, inbox: Inbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with running(bot_of(server), inbox.accept) as bot:
        await server.user(42).says("机密一")
        await server.mail.acknowledged()
        await bot.send(Outgoing(key="1", conversation="42", text="机密二"))
    assert "机密" not in caplog.text
    assert TOKEN.partition(":")[2] not in caplog.text


async def test_the_webhook_is_set_and_says_200_only_when_safe(server: TelegramServer, inbox: Inbox) -> None:
    inbox.refusals = 2
    bot = bot_of(server, mode="webhook", webhook_secret="hush")
    async with serving(bot, inbox.accept) as address:
        bot = bot_of(server, mode="webhook", webhook_secret="hush", public_url=address + "/")
        async with running(bot, inbox.accept):
            await server.until(lambda: bot.health.connected)
            assert server.mail.webhook == address + "/in/telegram"
            await server.user(42).says("绝不丢失")
            await server.user(43).says("我也是")
            await server.mail.acknowledged()
    assert sorted(inbox.texts) == ["我也是", "绝不丢失"]
    assert sorted(status for _, status in server.mail.attempts) == [200, 200, 503, 503]


async def test_the_webhook_answers_presses_too(server: TelegramServer, inbox: Inbox) -> None:
    bot = bot_of(server, mode="webhook")
    li = server.user(42)
    async with serving(bot, inbox.accept) as address, running(bot, inbox.accept):
        server.mail.webhook = address + "/in/telegram"
        button = SentButton(label="取消", token="x")
        await bot.send(Outgoing(key="1", conversation="42", text="?", buttons=(button,)))
        await li.taps("取消")
        await server.mail.acknowledged()
        await server.until(lambda: not server.books.open_presses)


async def test_the_webhook_refuses_strangers_and_nonsense(
    server: TelegramServer, inbox: Inbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    right = {"X-Telegram-Bot-Api-Secret-Token": "hush"}
    text = {"update_id": 5, "message": {"text": "机密"}}
    cases: list[tuple[dict[str, str], bytes, int]] = [
        ({}, b'{"update_id": 1}', 403),
        ({"X-Telegram-Bot-Api-Secret-Token": "hush!"}, b'{"update_id": 1}', 403),
        (right, b'{"update_id": 1}', 200),
        (right, b'{"update_id": 2, "story_of_tomorrow": {}}', 200),
        (right, b"nonsense", 400),
        (right, b"\xff\xfe", 400),
        (right, b"[" * 100_000, 400),
        (right, b"[]", 400),
        (right, b'{"update_id": "1"}', 400),
        (right, str(text).replace("'", '"').encode(), 200),
    ]
    bot = bot_of(server, mode="webhook", webhook_secret="hush")
    async with serving(bot, inbox.accept) as address, aiohttp.ClientSession() as session:
        for headers, body, expected in cases:
            async with session.post(address + "/in/telegram", data=body, headers=headers) as answer:
                assert answer.status == expected
    assert inbox.batches == []
    assert "机密" not in caplog.text


async def test_a_group_that_calls_before_we_know_our_name_is_asked_to_call_again(
    server: TelegramServer, inbox: Inbox
) -> None:
    bot = bot_of(server, mode="webhook")
    ann = server.user(43, "Ann", "en").where(server.group(-100))
    async with serving(bot, inbox.accept) as address:
        server.mail.webhook = address + "/in/telegram"
        await ann.says("@fieldbook_bot hello")
        await server.until(lambda: len(server.mail.attempts) > 0)
        async with running(bot, inbox.accept):
            await server.mail.acknowledged()
    assert inbox.texts == ["hello"]
    assert server.mail.attempts[0][1] == 503


async def test_a_webhook_that_somebody_removed_is_set_again(
    server: TelegramServer, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telegram_link, "WATCH_SECONDS", 0.02)
    bot = bot_of(server, mode="webhook", public_url="https://crm.example")
    async with running(bot, inbox.accept):
        await server.until(lambda: bot.health.connected)
        server.mail.webhook, server.mail.last_error = "", "Wrong response from the webhook: 502"
        await server.until(lambda: server.mail.webhook == "https://crm.example/in/telegram")
        await server.until(lambda: bot.health.last_error == "Wrong response from the webhook: 502")


def test_polling_opens_no_door(inbox: Inbox) -> None:
    assert Telegram(TOKEN).routes(inbox.accept) == []


async def test_closing_ends_a_held_poll_within_five_seconds(server: TelegramServer, inbox: Inbox) -> None:
    bot = bot_of(server)
    run = asyncio.create_task(bot.run(inbox.accept))
    await server.until(lambda: server.mail.polls > 0)
    began = time.monotonic()
    await bot.close()
    await asyncio.wait_for(run, 5)
    assert time.monotonic() - began < 5
    assert not bot.health.connected


async def test_closing_ends_the_wait_for_a_telegram_that_is_away(
    server: TelegramServer, inbox: Inbox
) -> None:
    await server.stop()
    bot = bot_of(server)
    run = asyncio.create_task(bot.run(inbox.accept))
    await server.until(lambda: bot.health.last_error is not None)
    await bot.close()
    await asyncio.wait_for(run, 5)


async def test_after_a_quiet_day_no_old_offset_hides_new_numbers(
    server: TelegramServer, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channel_module, "POLL_SECONDS", 0)
    async with running(bot_of(server), inbox.accept):
        await server.user(42).says("很久以前")
        await server.mail.acknowledged()
        with monkeypatch.context() as a_day_later:
            a_day_later.setattr(channel_module, "FORGET_OFFSET_SECONDS", -1.0)
            await server.until(lambda: "offset" not in server.called("getUpdates")[-1].given)
        server.mail.next_id = 5
        await server.user(42).says("重新编号")
        await server.mail.acknowledged()
    assert inbox.texts == ["很久以前", "重新编号"]
