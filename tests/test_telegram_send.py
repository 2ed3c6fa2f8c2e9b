"""What the Telegram channel shows: parts, buttons, tables, edits, and what each failure means."""

import asyncio
import unicodedata
from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram import Bot
from telegram.error import NetworkError

from bot.channels import TryLater, Unreachable
from bot.channels.attachments import data_address
from bot.channels.calls import Backoff
from bot.channels.degrade import outgoing as degraded
from bot.channels.layout import split, utf16
from bot.channels.telegram import Telegram
from bot.channels.telegram_receive import read_update
from bot.channels.telegram_send import reason
from bot.channels.telegram_show import TEXT_LIMIT, button_rows, shown
from bot.channels.telegram_transport import Transport
from bot.messages import Attachment, Outgoing, Reply, SentButton, Table
from tests.fakes.telegram_people import Person
from tests.fakes.telegram_server import TelegramServer

TOKEN = "7:AAG-the-secret-half"
FAMILY = "👨‍👩‍👧‍👦"


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    standin = TelegramServer(token=TOKEN)
    await standin.start()
    yield standin
    await standin.stop()


@pytest.fixture
async def bot(server: TelegramServer) -> AsyncIterator[Telegram]:
    channel = Telegram(TOKEN, base_url=server.base_url, base_file_url=server.base_file_url)
    yield channel
    await channel.close()


@pytest.fixture
def li(server: TelegramServer) -> Person:
    return server.user(42)


def outgoing(text: str = "好", conversation: str = "42", **more: Any) -> Outgoing:
    """As the house hands it to Telegram."""
    reply = Reply(text=text, table=more.pop("table", None))
    return degraded("k", conversation, reply, "", Telegram.limits).model_copy(update=more)


def buttons(*labels: str) -> tuple[SentButton, ...]:
    return tuple(SentButton(label=label, token=f"t{number}") for number, label in enumerate(labels))


def labels_in_rows(*labels: str) -> list[list[str]]:
    return [[button.text for button in row] for row in button_rows(buttons(*labels))]


async def test_a_text_with_buttons_is_shown(bot: Telegram, li: Person) -> None:
    link = SentButton(label="网页", link="https://crm.example/")
    sent = await bot.send(outgoing("保存吗？", buttons=(*buttons("保存", "取消"), link)))
    assert (li.sees.text, li.sees.rows) == ("保存吗？", (("保存", "取消", "网页"),))
    assert sent == str(li.sees.id)
    assert bot.health.last_out is not None


@pytest.mark.parametrize(
    ("labels", "rows"),
    [
        (["是", "否"], [["是", "否"]]),
        (["保存", "取消", "修改", "删除"], [["保存", "取消"], ["修改", "删除"]]),
        ([str(n) for n in range(8)], [["0", "1", "2"], ["3", "4", "5"], ["6", "7"]]),
        (["推迟到明天", "推迟到下周", "取消"], [["推迟到明天", "推迟到下周"], ["取消"]]),
        (["华为技术有限公司深圳", "否"], [["华为技术有限公司深圳"], ["否"]]),
        (
            ["华为技术有限公司深圳", "华为技术有限公司东莞"],
            [["华为技术有限公司深圳"], ["华为技术有限公司东莞"]],
        ),
        ([], []),
    ],
)
def test_buttons_stand_in_even_rows_that_fit_a_phone(labels: list[str], rows: list[list[str]]) -> None:
    assert labels_in_rows(*labels) == rows


async def test_a_narrow_table_is_monospace_and_aligned(bot: Telegram, li: Person) -> None:
    table = Table(header=("客户", "金额"), rows=(("华为技术", "12万"), ("Acme", "3")))
    await bot.send(outgoing("合同😀：", table=table))
    lead, grid = li.sees.text.split("\n\n")
    assert lead == "合同😀："
    assert grid.splitlines() == ["客户      金额", "华为技术  12万", "Acme      3"]
    assert li.sees.entities == ({"type": "pre", "offset": 7, "length": utf16(grid)},)


async def test_a_wide_table_is_lines(bot: Telegram, li: Person) -> None:
    rows = (("华为技术有限公司", "维护合同续签及扩容项目", ""), ("Acme", "x", "明天"))
    await bot.send(outgoing("合同：", table=Table(header=("客户", "名称", "到期"), rows=rows)))
    assert li.sees.text == (
        "合同：\n\n客户：华为技术有限公司\n名称：维护合同续签及扩容项目\n\n客户：Acme\n名称：x\n到期：明天"
    )
    assert li.sees.entities == ()


async def test_a_long_table_is_a_file_and_its_first_rows(
    bot: Telegram, li: Person, server: TelegramServer
) -> None:
    rows = tuple((f"客户{n}", f"{n}万") for n in range(1000))
    await bot.send(outgoing("全部：", table=Table(header=("客户", "金额"), rows=rows), buttons=buttons("好")))
    assert [call.method for call in server.calls][-2:] == ["sendDocument", "sendMessage"]
    assert li.sees.text.splitlines()[3:] == [f"客户{n}  {n}万" for n in range(10)]
    assert li.sees.labels == ("好",)


async def test_a_table_of_long_cells_is_cut_between_its_rows(bot: Telegram, li: Person) -> None:
    rows = tuple((f"客户{n}", "备注" * 600) for n in range(9))
    await bot.send(outgoing("全部：", table=Table(header=("客户", "备注"), rows=rows), buttons=buttons("好")))
    assert len(li.seen) == 3
    assert [one.text.count("客户：") for one in li.seen] == [3, 3, 3]
    assert [one.rows for one in li.seen] == [(), (), (("好",),)]


@pytest.mark.parametrize(
    "text",
    [
        "拜" * 10_000,
        "😀" * 5_000,
        FAMILY * 900,
        "e\u0301" * 5_000,
        "🇨🇳🇩🇪" * 2_000,
        "👍🏽" * 2_500,
        "1️⃣" * 3_000,
        "一句话。" * 3_000,
        ("一段话，有点长。\n" * 20 + "\n") * 40,
        "x" * 4_096,
        "x" * 4_095 + "😀",
        "\u0301" * 9_000,
    ],
)
def test_a_long_text_is_never_cut_inside_of_a_character(text: str) -> None:
    pieces = split(text, TEXT_LIMIT, utf16)
    assert all(0 < utf16(piece) <= TEXT_LIMIT for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())
    if set(text) != {"\u0301"}:
        assert not any(unicodedata.combining(piece[0]) or piece[0] in "\u200d\ufe0f🏽" for piece in pieces)
        assert not any(piece.endswith("\u200d") for piece in pieces)
    if text.startswith("🇨🇳"):
        assert all(len(piece) % 2 == 0 for piece in pieces)
    if text.startswith(FAMILY):
        assert all(len(piece) % len(FAMILY) == 0 for piece in pieces)
    if "。" in text:
        assert all(piece.rstrip().endswith("。") for piece in pieces)


def test_a_text_is_cut_at_a_paragraph_rather_than_at_a_line() -> None:
    assert split("aaa\nbbb\n\nccc\nddd", 14, len) == ["aaa\nbbb", "ccc\nddd"]
    assert split("aaa\nbbb ccc", 9, len) == ["aaa\nbbb", "ccc"]


async def test_buttons_go_with_the_last_part(bot: Telegram, li: Person) -> None:
    sent = await bot.send(outgoing("😀" * 4_000, buttons=buttons("好")))
    assert [one.labels for one in li.seen] == [(), ("好",)]
    assert sent == str(li.seen[1].id)


async def test_a_long_message_that_failed_halfway_goes_on_where_it_stopped(
    bot: Telegram, server: TelegramServer, li: Person
) -> None:
    text = "一" * 4_000 + "\n" + "二" * 4_000 + "\n" + "三" * 4_000
    server.fail("slow", "sendMessage", seconds=0)
    server.fail("502", "sendMessage")
    with pytest.raises(TryLater):
        await bot.send(outgoing(text))
    await bot.send(outgoing(text))
    assert [one.text[0] for one in li.seen] == ["一", "二", "三"]
    await bot.send(outgoing(text))
    assert len(li.seen) == 6


async def test_an_edit_changes_the_message(bot: Telegram, li: Person) -> None:
    sent = await bot.send(outgoing("保存吗？", buttons=buttons("保存")))
    assert await bot.send(outgoing("✓ 已保存", edit_of=sent)) == sent
    assert (li.sees.text, li.sees.rows, li.sees.edited) == ("✓ 已保存", (), True)
    await bot.send(outgoing("", edit_of=sent, buttons=buttons("撤销")))
    assert (li.sees.text, li.sees.rows) == ("✓ 已保存", (("撤销",),))
    assert len(li.seen) == 1


async def test_an_edit_without_a_change_is_a_success(bot: Telegram, li: Person) -> None:
    sent = await bot.send(outgoing("好"))
    assert await bot.send(outgoing("好", edit_of=sent)) == sent
    assert not li.sees.edited


async def test_what_cannot_be_edited_stays_as_it_is(bot: Telegram, li: Person) -> None:
    await li.says("我的话")
    for id_ in ("1", "999", "web-5"):
        assert await bot.send(outgoing("改", edit_of=id_)) == id_
    assert li.seen == []


@pytest.mark.parametrize(
    ("fault", "least", "most"), [("502", 0.4, 1), ("html", 0.4, 1), ("down", 0.4, 1), ("lost", 0.4, 1),
                                ("garbage", 0.4, 1), ("429", 17, 17), ("401", 60, 60)]
)  # fmt: skip
async def test_what_passes_is_tried_later(
    bot: Telegram, server: TelegramServer, li: Person, fault: Any, least: float, most: float
) -> None:
    server.fail(fault, "sendMessage", seconds=17)
    with pytest.raises(TryLater) as told:
        await bot.send(outgoing("机密"))
    assert least <= told.value.after <= most
    assert "secret-half" not in str(told.value)
    assert "机密" not in str(told.value)
    assert await bot.send(outgoing("机密")) == str(li.sees.id)


async def test_a_server_that_is_away_or_silent_is_tried_later(server: TelegramServer, li: Person) -> None:
    bot = Telegram(TOKEN, base_url=server.base_url)
    bot._transport._seconds = 0.1
    server.fail("slow", seconds=0.5)
    with pytest.raises(TryLater, match="Timed out"):
        await bot.send(outgoing())
    await server.stop()
    with pytest.raises(TryLater, match="ClientConnectorError"):
        await bot.send(outgoing())
    await bot.close()
    with pytest.raises(TryLater, match="closed"):
        await bot.send(outgoing())


async def test_who_is_gone_is_unreachable(bot: Telegram, server: TelegramServer, li: Person) -> None:
    li.blocks()
    with pytest.raises(Unreachable, match="blocked by the user"):
        await bot.send(outgoing())
    for conversation, told in (("77", "Chat not found"), ("web-1", "not a Telegram conversation")):
        with pytest.raises(Unreachable, match=told):
            await bot.send(outgoing(conversation=conversation))
    li.unblocks()
    await bot.send(outgoing("又见面了"))
    assert li.sees.text == "又见面了"


async def test_an_empty_message_is_refused_once_and_for_all(bot: Telegram, li: Person) -> None:
    with pytest.raises(Unreachable, match="text is empty"):
        await bot.send(outgoing(" \n"))


@pytest.mark.parametrize(
    ("button", "line"),
    [
        (SentButton(label="保存", token="x" * 65), "1. 保存"),
        (SentButton(label="网页", link="http://localhost/x"), "1. 网页 http://localhost/x"),
    ],
)
async def test_refused_buttons_become_numbered_lines(
    bot: Telegram, li: Person, button: SentButton, line: str
) -> None:
    await bot.send(outgoing("保存吗？", buttons=(button,)))
    assert li.sees.text == f"保存吗？\n{line}"


async def test_a_moved_group_is_followed(bot: Telegram, server: TelegramServer) -> None:
    server.group(-5)
    supergroup = server.group(-1005)
    server.books.chats[-5].moved_to = -1005
    for number in range(2):
        await bot.send(outgoing(f"第{number}条", conversation="-5"))
    assert [one.text for one in supergroup.seen] == ["第0条", "第1条"]
    assert len(server.calls) == 3


async def test_a_topic_is_answered_in_the_topic(bot: Telegram, server: TelegramServer) -> None:
    group = server.group(-100, forum=True)
    ann = server.user(43).where(group, thread=5)
    await ann.says("/today")
    heard = read_update(server.mail.waiting[0], "fieldbook_bot")
    assert heard is not None
    await bot.send(outgoing("今天没有安排", conversation=heard.conversation))
    assert server.books.chats[-100].messages[-1]["message_thread_id"] == 5
    with pytest.raises(Unreachable, match="thread not found"):
        await bot.send(outgoing(conversation="-100/6"))


def test_waits_double_with_jitter_up_to_a_limit() -> None:
    backoff = Backoff()
    waits = [backoff.next() for _ in range(40)]
    assert all(min(30, 2**n) / 2 <= wait <= min(30, 2**n) for n, wait in enumerate(waits))
    backoff.reset()
    assert backoff.next() <= 1


def test_a_reason_never_holds_the_token() -> None:
    told = reason(NetworkError(f"https://api.telegram.org/bot{TOKEN}/sendMessage {'x' * 500}"), TOKEN)
    assert "secret-half" not in told
    assert len(told) <= 120


async def test_the_transport_carries_files(server: TelegramServer, li: Person) -> None:
    transport = Transport()
    bot = Bot(TOKEN, server.base_url, server.base_file_url, transport, transport)
    sent = await bot.send_document(42, b"a,b\n", filename="客户.csv", caption="名单")
    assert sent.document is not None
    assert server.books.files[sent.document.file_id] == b"a,b\n"
    file = await bot.get_file(sent.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"a,b\n"
    await asyncio.gather(transport.shutdown(), transport.shutdown())


def test_every_message_has_a_part() -> None:
    assert [part.text for part in shown(outgoing(""))] == [""]
    assert [part.text for part in shown(outgoing("", table=Table(header=("a",), rows=(("b",),))))] == ["a\nb"]
    assert [part.text for part in shown(outgoing("x", table=Table(header=(), rows=())))] == ["x"]


async def test_a_picture_that_travels_with_a_message_is_sent_before_it(
    server: TelegramServer, bot: Telegram, li: Person
) -> None:
    picture = Attachment(name="qr.png", mime="image/png", reference=data_address("image/png", b"a picture"))
    paper = Attachment(name="notes.txt", mime="text/plain", reference=data_address("text/plain", b"words"))
    nowhere = Attachment(name="lost", reference="unknown:1")
    await bot.send(outgoing("扫这个码", files=(picture, paper, nowhere)))
    sent = [call.method for call in server.calls if call.method.startswith("send")]
    assert sent == ["sendPhoto", "sendDocument", "sendMessage"]
