"""The stand-in WeCom bot, seen from the other side: by the vendor's own client, and by its rules."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from wecom_aibot_sdk import WSClient

from tests.fakes.wecom_bot_server import WecomBotServer
from tests.fakes.wecom_bot_uploads import Refusal

Json = dict[str, Any]


class Silent:
    """The vendor's logger, which would print frames."""

    def debug(self, *_: object) -> None: ...
    def info(self, *_: object) -> None: ...
    def warn(self, *_: object) -> None: ...
    def error(self, *_: object) -> None: ...


def card(task_id: str = "task-1", labels: tuple[str, ...] = ("保存", "取消"), **more: Any) -> Json:
    buttons = [{"text": label, "style": 1, "key": f"key-{label}"} for label in labels]
    title = {"title": "保存吗？"}
    return {
        "card_type": "button_interaction",
        "main_title": title,
        "button_list": buttons,
        "task_id": task_id,
        **more,
    }


@pytest.fixture
async def server() -> AsyncIterator[WecomBotServer]:
    standin = WecomBotServer()
    await standin.start()
    yield standin
    await standin.stop()


async def connected(server: WecomBotServer, **options: Any) -> tuple[WSClient, asyncio.Queue[Json]]:
    """The vendor's client and the callbacks that it hears."""
    client = WSClient(
        server.bot_id, options.pop("secret", server.secret), ws_url=server.ws_url, logger=Silent(), **options
    )
    heard: asyncio.Queue[Json] = asyncio.Queue()
    client.on("message", heard.put_nowait)
    client.on("event", heard.put_nowait)
    authenticated = asyncio.Event()
    client.on("authenticated", authenticated.set)
    await client.connect()
    async with asyncio.timeout(5):
        await authenticated.wait()
    return client, heard


@pytest.fixture
async def vendor(server: WecomBotServer) -> AsyncIterator[tuple[WSClient, asyncio.Queue[Json]]]:
    client, heard = await connected(server)
    yield client, heard
    await client.disconnect()


async def test_the_vendors_client_hears_and_answers_in_a_stream(
    server: WecomBotServer, vendor: tuple[WSClient, asyncio.Queue[Json]]
) -> None:
    client, heard = vendor
    li = server.user("li")
    await li.says("你好")
    frame = await heard.get()
    assert frame["body"]["text"]["content"] == "你好"
    await client.reply_stream(frame, "s1", "想一想", finish=False)
    await client.reply_stream(frame, "s1", "**好**  \n的", finish=True)
    assert [seen.text for seen in li.seen] == ["‹strong›好\n的"]
    with pytest.raises(Exception, match="846605"):
        await client.reply_stream(frame, "s1", "还有", finish=True)
    await client.send_message("li", {"msgtype": "markdown", "markdown": {"content": "主动"}})
    assert li.sees.text == "主动"


async def test_the_vendors_client_sends_and_updates_a_card(
    server: WecomBotServer, vendor: tuple[WSClient, asyncio.Queue[Json]]
) -> None:
    client, heard = vendor
    li = server.user("li")
    await li.says("新建")
    await client.reply_stream_with_card(await heard.get(), "s1", "看看", finish=True, template_card=card())
    assert li.sees.labels == ("保存", "取消")
    await li.taps("保存")
    tap = await heard.get()
    assert tap["body"]["event"]["template_card_event"]["event_key"] == "key-保存"
    with pytest.raises(Exception, match="846605"):
        await client.reply_stream(tap, "s2", "好", finish=True)
    await client.update_template_card(tap, card(labels=("✓ 保存",)))
    assert li.sees.edited
    await li.taps("✓ 保存")
    late = await heard.get()
    server.clock.ahead = 6
    with pytest.raises(Exception, match="846605"):
        await client.update_template_card(late, card())


async def test_the_vendors_client_uploads_and_downloads(
    server: WecomBotServer, vendor: tuple[WSClient, asyncio.Queue[Json]]
) -> None:
    client, heard = vendor
    li = server.user("li")
    await li.sends_file("客户.csv", b"hello")
    file = (await heard.get())["body"]["file"]
    got = await client.download_file(file["url"], file["aeskey"])
    assert (got["buffer"], got["filename"]) == (b"hello", "客户.csv")
    content = bytes(700_000)
    media = await client.upload_media(content, type="file", filename="大.bin")
    await client.send_media_message("li", "file", media["media_id"])
    assert li.sees.file == ("大.bin", content)


async def test_the_vendors_client_welcomes(
    server: WecomBotServer, vendor: tuple[WSClient, asyncio.Queue[Json]]
) -> None:
    client, heard = vendor
    li = server.user("li")
    await li.enters()
    entry = await heard.get()
    await client.reply_welcome(entry, {"msgtype": "text", "text": {"content": "您好"}})
    assert li.sees.text == "您好"


async def test_the_vendors_client_is_kicked_by_a_second_one(server: WecomBotServer) -> None:
    first, heard = await connected(server)
    second, _ = await connected(server)
    assert (await heard.get())["body"]["event"]["eventtype"] == "disconnected_event"
    await server.until(lambda: len(server.connections) == 1)
    assert not first.is_connected
    assert second.is_connected
    await second.disconnect()


async def test_the_vendors_client_is_refused_with_a_wrong_secret(server: WecomBotServer) -> None:
    client = WSClient(
        server.bot_id, "wrong", ws_url=server.ws_url, logger=Silent(), max_auth_failure_attempts=1
    )
    errors: asyncio.Queue[Exception] = asyncio.Queue()
    client.on("error", errors.put_nowait)
    await client.connect()
    async with asyncio.timeout(5):
        assert "853000" in str(await errors.get())
    await client.disconnect()


@pytest.mark.parametrize(
    "wrong",
    [
        card(labels=()),
        card(labels=tuple("一二三四五六七")),
        card(labels=("十一个字的标签太长了啊",)),
        card(task_id="有空格 的"),
        card(task_id="taken"),
        card(main_title={"title": ""}),
        card(main_title={"title": "长" * 37}),
        card(sub_title_text="长" * 161),
        card(card_type="text_notice"),
    ],
)
async def test_a_card_that_wecom_would_refuse_is_refused(server: WecomBotServer, wrong: Json) -> None:
    server.user("li")
    server.books.chats["li"].has_spoken = True
    body = {"chatid": "li", "msgtype": "template_card"}
    server.books.carry_out("aibot_send_msg", "r", {**body, "template_card": card(task_id="taken")})
    with pytest.raises(Refusal):
        server.books.carry_out("aibot_send_msg", "r", {**body, "template_card": wrong})


async def test_the_thirty_first_message_of_a_minute_is_refused(server: WecomBotServer) -> None:
    server.user("li")
    server.books.chats["li"].has_spoken = True
    body = {"chatid": "li", "msgtype": "markdown", "markdown": {"content": "好"}}
    for _ in range(30):
        server.books.carry_out("aibot_send_msg", "r", body)
    with pytest.raises(Refusal) as refusal:
        server.books.carry_out("aibot_send_msg", "r", body)
    assert refusal.value.errcode == 45009
    server.clock.ahead = 61
    server.books.carry_out("aibot_send_msg", "r", body)
    too_long = {**body, "markdown": {"content": "华" * 7000}}
    with pytest.raises(Refusal) as refusal:
        server.books.carry_out("aibot_send_msg", "r", too_long)
    assert refusal.value.errcode == 45002


async def test_a_stream_ends_after_six_minutes(
    server: WecomBotServer, vendor: tuple[WSClient, asyncio.Queue[Json]]
) -> None:
    client, heard = vendor
    await server.user("li").says("你好")
    frame = await heard.get()
    await client.reply_stream(frame, "s1", "想一想", finish=False)
    server.clock.ahead = 361
    with pytest.raises(Exception, match="846608"):
        await client.reply_stream(frame, "s1", "好", finish=True)
