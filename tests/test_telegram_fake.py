"""The stand-in Telegram, seen from the other side: by python-telegram-bot's own client, and as a process."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError

from tests.fakes.telegram_server import TelegramServer


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    standin = TelegramServer(token="7:right")
    await standin.start()
    yield standin
    await standin.stop()


@pytest.fixture
async def stock(server: TelegramServer) -> AsyncIterator[Bot]:
    async with Bot("7:right", server.base_url, server.base_file_url) as bot:
        yield bot


async def test_the_stock_client_sends_and_polls(server: TelegramServer, stock: Bot) -> None:
    li = server.user(42, "小李")
    await li.says("你好")
    await li.sends_voice()
    first, second = await stock.get_updates(timeout=1)
    assert first.message is not None
    assert first.message.text == "你好"
    assert len(await stock.get_updates(timeout=1)) == 2
    assert await stock.get_updates(offset=second.update_id + 1, timeout=0) == ()
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("保存", callback_data="x")]])
    bold = MessageEntity(MessageEntity.BOLD, 0, 2)
    sent = await stock.send_message(42, "你好😀", entities=[bold], reply_markup=keyboard)
    assert sent.entities == (bold,)
    assert (li.sees.text, li.sees.rows) == ("你好😀", (("保存",),))
    await li.taps("保存")
    (press,) = await stock.get_updates(offset=second.update_id + 1)
    assert press.callback_query is not None
    assert press.callback_query.message == sent
    assert await press.callback_query.answer()
    with pytest.raises(BadRequest, match="too old"):
        await press.callback_query.answer()


async def test_a_poll_is_held_until_something_is_said(server: TelegramServer, stock: Bot) -> None:
    poll = asyncio.create_task(stock.get_updates(timeout=5))
    await server.until(lambda: server.mail.polls == 1)
    await server.user(42).says("在吗")
    (update,) = await poll
    assert update.message is not None
    assert update.message.text == "在吗"


@pytest.mark.parametrize(
    ("call", "told"),
    [
        ({"chat_id": 42, "text": " "}, "Message text is empty"),
        ({"chat_id": 42, "text": "😀" * 2049}, "Message is too long"),
        ({"chat_id": 77, "text": "x"}, "Chat not found"),
        ({"chat_id": 42, "text": "x", "message_thread_id": 3}, "Message thread not found"),
        ({"chat_id": 42, "text": "😀", "entities": [MessageEntity("bold", 0, 1)]}, "Can't parse entities"),
        ({"chat_id": 42, "text": "x", "entities": [MessageEntity("bold", 0, 2)]}, "Entity is out of the"),
    ],
)
async def test_it_refuses_what_telegram_refuses(
    server: TelegramServer, stock: Bot, call: dict[str, Any], told: str
) -> None:
    server.user(42)
    with pytest.raises(BadRequest, match=told):
        await stock.send_message(**call)


async def test_callback_data_has_64_bytes(server: TelegramServer, stock: Bot) -> None:
    server.user(42)
    for data, fits in (("华" * 21 + "x", True), ("华" * 22, False)):
        markup = InlineKeyboardMarkup([[InlineKeyboardButton("好", callback_data=data)]])
        if fits:
            await stock.send_message(42, "x", reply_markup=markup)
        else:
            with pytest.raises(BadRequest, match="utton_data_invalid"):
                await stock.send_message(42, "x", reply_markup=markup)


async def test_edits_follow_the_rules(server: TelegramServer, stock: Bot) -> None:
    li = server.user(42)
    sent = await stock.send_message(42, "旧")
    with pytest.raises(BadRequest, match="not modified"):
        await sent.edit_text("旧")
    await sent.edit_text("新")
    assert li.sees.text == "新"
    await li.says("我的")
    with pytest.raises(BadRequest, match="can't be edited"):
        await stock.edit_message_text("x", chat_id=42, message_id=2)
    with pytest.raises(BadRequest, match="not found"):
        await stock.edit_message_text("x", chat_id=42, message_id=9)


async def test_it_tells_who_may_not(server: TelegramServer, stock: Bot) -> None:
    server.user(42).blocks()
    with pytest.raises(Forbidden):
        await stock.send_message(42, "x")
    with pytest.raises(InvalidToken):
        async with Bot("7:wrong", server.base_url):
            pass
    await stock.set_webhook("https://crm.example/in/telegram")
    with pytest.raises(Conflict):
        await stock.get_updates()
    assert (await stock.get_webhook_info()).url == "https://crm.example/in/telegram"
    server.fail("502", "getMe")
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await stock.get_me()


@pytest.mark.processes
async def test_it_runs_as_a_process_with_a_control_address() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.fakes.telegram_server",
        "--port",
        "0",
        cwd=Path(__file__).parent.parent,
        env={**os.environ, "PYTHONPATH": "."},
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    port = int((await process.stdout.readline()).split()[1])
    control = f"http://127.0.0.1:{port}/control"
    try:
        async with aiohttp.ClientSession() as session, Bot("7:any", f"http://127.0.0.1:{port}/bot") as bot:
            async with session.post(f"{control}/say", json={"user": 42, "text": "你好"}) as answer:
                assert (await answer.json())["update_id"] == 1001
            (update,) = await bot.get_updates()
            assert update.effective_chat is not None
            await update.effective_chat.send_message(
                "好", reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("行", callback_data="t")]])
            )
            async with session.post(f"{control}/tap", json={"user": 42, "label": "行"}) as answer:
                assert (await answer.json())["update_id"] == 1002
            async with session.get(f"{control}/sent") as answer:
                assert [message["text"] for message in (await answer.json())["42"]] == ["好"]
            async with session.get(f"{control}/calls?method=sendMessage") as answer:
                assert [call["status"] for call in (await answer.json())["calls"]] == [200]
            async with session.get(f"{control}/pending") as answer:
                assert (await answer.json())["pending"] == 2
    finally:
        process.terminate()
        await process.wait()
