"""`fieldbook run` with every channel set up: one person on all of them, and no secret in the log."""

import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import aiohttp
import pytest

from tests.fakes.dingtalk_server import CLIENT_ID, CLIENT_SECRET, DingTalkServer
from tests.fakes.telegram_server import TelegramServer
from tests.fakes.wecom_bot_server import WecomBotServer
from tests.fakes.wecom_server import AES_KEY, AGENT_ID, CORP_ID, SECRET, TOKEN, WecomServer
from tests.processes import Process, free_port
from tests.street import Phone, Shown

pytestmark = pytest.mark.processes
SLOW = 30.0


class Houses:
    """The stand-ins of every platform."""

    def __init__(self) -> None:
        self.telegram, self.bot = TelegramServer(), WecomBotServer()
        self.app, self.dingtalk = WecomServer(), DingTalkServer()

    async def start(self) -> None:
        await asyncio.gather(*(house.start() for house in self.all))

    async def stop(self) -> None:
        await asyncio.gather(*(house.stop() for house in self.all))

    @property
    def all(self) -> Sequence[TelegramServer | WecomBotServer | WecomServer | DingTalkServer]:
        return self.telegram, self.bot, self.app, self.dingtalk

    @property
    def settings(self) -> dict[str, str]:
        return {
            "FIELDBOOK_TELEGRAM_TOKEN": "1:telegram-secret",
            "FIELDBOOK_TELEGRAM_BASE_URL": self.telegram.base_url,
            "FIELDBOOK_TELEGRAM_FILE_BASE_URL": self.telegram.base_file_url,
            "FIELDBOOK_WECOM_BOT_ID": self.bot.bot_id,
            "FIELDBOOK_WECOM_BOT_SECRET": self.bot.secret,
            "FIELDBOOK_WECOM_WS_URL": self.bot.ws_url,
            "FIELDBOOK_WECOM_CORP_ID": CORP_ID,
            "FIELDBOOK_WECOM_AGENT_ID": AGENT_ID,
            "FIELDBOOK_WECOM_SECRET": SECRET,
            "FIELDBOOK_WECOM_TOKEN": TOKEN,
            "FIELDBOOK_WECOM_AES_KEY": AES_KEY,
            "FIELDBOOK_WECOM_API_BASE": self.app.base_url,
            "FIELDBOOK_DINGTALK_CLIENT_ID": CLIENT_ID,
            "FIELDBOOK_DINGTALK_CLIENT_SECRET": CLIENT_SECRET,
            "FIELDBOOK_DINGTALK_API_BASE": self.dingtalk.base_url,
            "FIELDBOOK_DINGTALK_OAPI_BASE": self.dingtalk.base_url,
        }


@pytest.fixture
async def houses() -> AsyncIterator[Houses]:
    everything = Houses()
    await everything.start()
    yield everything
    await everything.stop()


@pytest.fixture
async def fieldbook(houses: Houses, tmp_path: Path) -> AsyncIterator[Process]:
    port = free_port()
    houses.app.push_to(f"http://127.0.0.1:{port}/in/wecom")
    environment = {
        "FIELDBOOK_DATA_DIR": str(tmp_path),
        "FIELDBOOK_PORT": str(port),
        "FIELDBOOK_ADMINS": "telegram:1",
        "FIELDBOOK_SQLITE_SYNCHRONOUS": "NORMAL",
        **houses.settings,
    }
    process = Process(["-m", "bot", "run"], environment, tmp_path / "log")
    process.start()
    await all_connected(port)
    yield process
    process.stop()
    log = (tmp_path / "log").read_text(encoding="utf-8")
    assert "Traceback" not in log
    secrets = [value for name, value in houses.settings.items() if "SECRET" in name or "TOKEN" in name]
    for private in ("宁波海润", "13800138000", AES_KEY, *secrets):
        assert private not in log


async def all_connected(port: int) -> None:
    """Wait until `/health` says that every channel is there."""
    async with aiohttp.ClientSession() as session, asyncio.timeout(SLOW):
        while True:
            try:
                async with session.get(f"http://127.0.0.1:{port}/health") as answer:
                    channels = (await answer.json())["channels"]
            except aiohttp.ClientError:
                channels = {}
            if len(channels) == 5 and all(channel["connected"] for channel in channels.values()):
                return
            await asyncio.sleep(0.1)


async def asks(phone: Phone, text: str) -> Shown:
    """Say something, and wait for the next words."""
    count = len(phone.seen)
    await phone.says(text)
    async with asyncio.timeout(SLOW):
        while not any(shown.text for shown in phone.seen[count:]):
            await asyncio.sleep(0.02)
    return phone.seen[-1]


async def test_one_person_speaks_on_every_platform_as_on_one(houses: Houses, fieldbook: Process) -> None:
    admin, telegram = houses.telegram.user(1, "老板"), houses.telegram.user(2, "小王")
    others: list[Phone] = [houses.bot.user("wang"), houses.app.user("wang"), houses.dingtalk.user("wang")]
    await asks(admin, "加人 小王 销售 团队 华东")
    code = re.search(r"\b\d{6}\b", (await asks(admin, "邀请 小王")).text)
    assert code
    assert "小王" in (await asks(telegram, code[0])).text
    for phone in others:
        await asks(telegram, "我的账号")
        count = len(telegram.seen)
        await telegram.taps(next(label for label in telegram.sees.labels if "再绑" in label))
        own = re.search(r"\b\d{6}\b", (await telegram.hears(count + 1, SLOW))[-1].text)
        assert own
        assert "小王" in (await asks(phone, own[0])).text
    offer = await asks(telegram, "今天拜访了宁波海润张经理13800138000，下周二再跟进")
    assert any("新建" in label for label in offer.labels)
    bot, app, dingtalk = others
    assert "KH-" in (await asks(bot, "1")).text  # asked on Telegram, answered on the WeCom bot
    assert "周三" in (await asks(app, "不是下周二，是周三")).text
    assert "宁波海润" in (await asks(dingtalk, "宁波海润")).text
    assert "钉钉" in (await asks(app, "提醒发到钉钉")).text


async def test_what_was_said_while_the_service_was_down_is_answered_where_the_platform_repeats_it(
    houses: Houses, fieldbook: Process
) -> None:
    admin = houses.telegram.user(1, "老板")
    await asks(admin, "成员")
    fieldbook.kill()
    count = len(admin.seen)
    await admin.says("帮助")
    fieldbook.start()
    async with asyncio.timeout(SLOW):  # the answer in the killed sender's hand may come once more before
        while not any("拜访" in shown.text for shown in admin.seen[count:]):
            await asyncio.sleep(0.05)
