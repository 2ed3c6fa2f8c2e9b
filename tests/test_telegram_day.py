"""A day on Telegram: `fieldbook run` in a process of its own, talking to the stand-in Bot API."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.fakes.telegram_people import Person, Seen
from tests.fakes.telegram_server import TelegramServer
from tests.processes import Process, free_port

pytestmark = [pytest.mark.processes, pytest.mark.asyncio(loop_scope="module")]
SLOW = 30.0


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def server() -> AsyncIterator[TelegramServer]:
    standin = TelegramServer()
    await standin.start()
    yield standin
    await standin.stop()


@pytest_asyncio.fixture(loop_scope="module", scope="module", autouse=True)
async def fieldbook(
    server: TelegramServer, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Process]:
    folder = tmp_path_factory.mktemp("telegram")
    environment = {
        "FIELDBOOK_DATA_DIR": str(folder),
        "FIELDBOOK_PORT": str(free_port()),
        "FIELDBOOK_TELEGRAM_TOKEN": "1:test",
        "FIELDBOOK_TELEGRAM_BASE_URL": server.base_url,
        "FIELDBOOK_ADMINS": "telegram:1",
        "FIELDBOOK_SQLITE_SYNCHRONOUS": "NORMAL",
    }
    process = Process(["-m", "bot", "run"], environment, folder / "log")
    process.start()
    yield process
    process.stop()
    log = Path(folder / "log").read_text(encoding="utf-8")
    assert "Traceback" not in log
    for private in ("13800138000", "王琳", "定制方案", "1:test"):
        assert private not in log


async def asks(person: Person, text: str) -> Seen:
    """Say something and wait for the next words of the bot; a picture may come before them."""
    count = len(person.seen)
    await person.says(text)
    async with asyncio.timeout(SLOW):
        while not any(seen.text for seen in person.seen[count:]):
            await asyncio.sleep(0.02)
    return person.seen[-1]


async def bound(server: TelegramServer, id_: int, name: str, language: str = "zh-hans") -> Person:
    """A rep whom the admin has added and invited, and who has opened the link."""
    admin, rep = server.user(1, "老板"), server.user(id_, name, language)
    await asks(admin, f"加人 {name} 销售 团队 华东")
    invitation = await asks(admin, f"邀请 {name}")
    link = re.search(r"https://t\.me/fieldbook_bot\?start=([A-Za-z0-9_-]+)", invitation.text)
    assert link, invitation.text
    assert name in (await asks(rep, f"/start {link[1]}")).text
    return rep


async def test_a_stranger_is_bound_by_the_link_and_the_code_of_an_admin(server: TelegramServer) -> None:
    stranger = server.user(66, "路人")
    assert "绑定" in (await asks(stranger, "华为的电话")).text
    await bound(server, 17, "小李")
    assert [call.method for call in server.calls].count("sendPhoto") == 1  # the link as a QR code
    admin = server.user(1, "老板")
    await asks(admin, "加人 小赵 销售")
    code = re.search(r"\b\d{6}\b", (await asks(admin, "邀请 小赵")).text)
    assert code
    zhao = server.user(18, "小赵")
    assert "小赵" in (await asks(zhao, code[0])).text
    assert "绑定" in (await asks(stranger, code[0])).text


async def test_a_visit_is_logged_corrected_and_taken_back(server: TelegramServer) -> None:
    li = await bound(server, 11, "小钱")
    offer = await asks(li, "今天去拜访了宁波海润王琳经理，对定制方案感兴趣，要求3日内报价，下周二再跟进")
    assert "宁波海润" in offer.text
    assert any("新建" in label for label in offer.labels)
    await li.taps(next(label for label in offer.labels if "新建" in label))
    card = (await li.hears(len(li.seen) + 1, SLOW))[-1]
    assert "KH-" in card.text
    assert "报价" in card.text
    assert len(card.text.splitlines()) <= 8
    corrected = await asks(li, "不是下周二，是周三")
    assert "周二" in corrected.text
    assert "周三" in corrected.text
    brief = await asks(li, "宁波海润")
    assert "定制方案" in brief.text
    taken_back = await asks(li, "撤销")
    assert "周二" in taken_back.text or "撤销" in taken_back.text


async def test_a_tapped_button_shows_on_its_card_and_works_once(server: TelegramServer) -> None:
    rep = await bound(server, 12, "小孙")
    card = await asks(rep, "新建 杭州青山电子 企业 赵经理 13800138000 想要样机")
    undo = next(label for label in card.labels if "撤销" in label)
    count = len(rep.seen)
    await rep.taps(undo)
    await rep.hears(count + 1, SLOW)
    async with asyncio.timeout(SLOW):
        while not any(seen.id == card.id and seen.edited and "✓" in seen.text for seen in rep.seen):
            await asyncio.sleep(0.05)
    assert "已撤销" in rep.sees.text


async def test_a_shared_contact_card_becomes_a_contact(server: TelegramServer) -> None:
    rep = await bound(server, 13, "小周")
    await asks(rep, "新建 苏州明达包装 企业 王经理 13900139000 想要报价")
    count = len(rep.seen)
    await rep.shares_contact("赵敏", "13711112211")
    question = (await rep.hears(count + 1, SLOW))[-1]
    assert "137****2211" in question.text
    assert "13711112211" not in question.text
    await rep.taps(next(label for label in question.labels if "明达" in label))
    await rep.hears(count + 2, SLOW)
    assert "赵敏" in (await asks(rep, "赵敏电话")).text


async def test_an_edited_message_counts_instead_of_the_one_before(server: TelegramServer) -> None:
    rep = await bound(server, 14, "小吴")
    await asks(rep, "新建 无锡恒拓 企业 孙经理 13800138001 想要报价")
    await asks(rep, "今天拜访了无锡恒拓，聊了样机")
    count = len(rep.seen)
    await rep.edits("今天拜访了无锡恒拓，聊了合同")
    await rep.hears(count + 1, SLOW)
    brief = await asks(rep, "无锡恒拓最近怎么样")
    assert "合同" in brief.text
    assert "样机" not in brief.text


async def test_in_a_group_no_customer_data_is_shown(server: TelegramServer) -> None:
    rep = await bound(server, 15, "小郑")
    await asks(rep, "新建 南京天诚物流 企业 马经理 13800138002 想要报价")
    group = server.group(-100500)
    here = rep.where(group)
    await here.says("@fieldbook_bot 南京天诚物流 电话")
    async with asyncio.timeout(SLOW):
        while not group.seen:
            await asyncio.sleep(0.05)
    assert "138" not in group.sees.text
    assert "私聊" in group.sees.text


async def test_an_outage_of_telegram_loses_no_answer(server: TelegramServer) -> None:
    rep = await bound(server, 16, "小冯")
    server.fail("429", "sendMessage", times=2, seconds=1)
    server.fail("502", "sendMessage", times=2)
    assert "KH-" in (await asks(rep, "新建 合肥晨光照明 企业 朱经理 13800138003 想要报价")).text


async def test_the_menu_is_there_in_both_languages(server: TelegramServer) -> None:
    menus = {
        call.given.get("language_code", ""): call.given["commands"] for call in server.called("setMyCommands")
    }
    assert {"zh", "en"} <= set(menus)
    assert all(re.search("[\u4e00-\u9fff]", entry["description"]) for entry in menus["zh"])
