"""What `fieldbook check` says of the settings of WeCom's app."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.channels import wecom_app_check
from bot.channels.wecom_app_check import check
from bot.texts import translate
from tests.fakes.wecom_server import AES_KEY, AGENT_ID, CORP_ID, SECRET, TOKEN, WecomServer


@pytest.fixture
async def server() -> AsyncIterator[WecomServer]:
    standin = WecomServer()
    await standin.start()
    yield standin
    await standin.stop()


async def told(server: WecomServer, **wrong: Any) -> list[str]:
    """The findings in Chinese, what is wrong with a cross before it."""
    right = {"corp_id": CORP_ID, "agent_id": AGENT_ID, "secret": SECRET, "token": TOKEN, "aes_key": AES_KEY}
    given = {**right, "api_base": server.base_url, "public_url": "https://book.example/", **wrong}
    findings = await check(**given)
    return [("" if one.ok else "✗ ") + translate("zh", one.words, **one.facts) for one in findings]


async def test_right_settings_are_told_with_the_address_to_enter(server: WecomServer) -> None:
    server.user("li")
    assert await told(server) == [
        "「接收消息」里的 URL 填 https://book.example/in/wecom",
        "「外勤本」连接正常。",
        "1 位开通了客户联系的成员，新加客户会通知到。",
    ]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"secret": "old"}, "Secret 不对"),
        ({"corp_id": "ww0"}, "企业 ID 不对"),
        ({"agent_id": "1000003"}, "不是同一个应用"),
        ({"agent_id": "app"}, "AgentId 应该是数字"),
        ({"token": ""}, "没有填「接收消息」里的 Token"),
        ({"aes_key": AES_KEY[:-1]}, "应为 43 个字符，现在是 42 个"),
        ({"public_url": "http://10.0.0.5:8080"}, "需要公网 https:// 地址"),
    ],
)
async def test_a_wrong_setting_is_named(server: WecomServer, wrong: dict[str, str], says: str) -> None:
    lines = await told(server, **wrong)
    assert any(line.startswith("✗") and says in line for line in lines), lines


async def test_the_ip_that_must_be_trusted_is_told(server: WecomServer) -> None:
    server.books.trusted = False
    assert "✗ 请把本机 IP（127.0.0.1）加到应用的「企业可信IP」。" in await told(server)


async def test_an_app_that_is_switched_off_is_told_of(server: WecomServer) -> None:
    server.books.open = False
    assert "✗ 应用已停用，请在应用详情页启用。" in await told(server)


async def test_customers_that_are_not_told_of_are_no_fault(server: WecomServer) -> None:
    server.books.may_read_customers = False
    lines = await told(server)
    assert "可调用接口的应用" in lines[-1]
    assert not any(line.startswith("✗") for line in lines)


async def test_a_wrong_clock_is_told_of(server: WecomServer, monkeypatch: pytest.MonkeyPatch) -> None:
    class Late(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return datetime.now(tz) + timedelta(minutes=12)

    monkeypatch.setattr(wecom_app_check, "datetime", Late)
    assert "✗ 本机时钟差了 12 分钟，请用 NTP 校时。" in await told(server)


async def test_wecom_out_of_reach_is_told_without_the_secret(server: WecomServer) -> None:
    await server.stop()
    lines = await told(server)
    assert any("连不上企业微信" in line for line in lines)
    assert not any(SECRET in line for line in lines)
