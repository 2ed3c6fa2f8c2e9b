"""What `fieldbook check` says of the DingTalk settings."""

from collections.abc import AsyncIterator

import pytest

from bot.channels import Finding, dingtalk_check
from bot.channels.dingtalk_check import check
from bot.texts import translate
from tests.fakes.dingtalk_server import CLIENT_ID, CLIENT_SECRET, TEMPLATE, DingTalkServer


@pytest.fixture
async def server() -> AsyncIterator[DingTalkServer]:
    standin = DingTalkServer()
    await standin.start()
    yield standin
    await standin.stop()


async def findings(server: DingTalkServer, secret: str = CLIENT_SECRET, template: str = "") -> list[Finding]:
    return await check(CLIENT_ID, secret, server.base_url, server.base_url, template)


def words(found: list[Finding]) -> str:
    """All of it in Chinese; that it can be said in English is tried too."""
    assert all(translate("en", one.words, **one.facts) for one in found)
    return "\n".join(translate("zh", one.words, **one.facts) for one in found)


async def test_good_settings_are_found_good(server: DingTalkServer) -> None:
    found = await findings(server)
    assert [one.ok for one in found] == [True] * 4
    assert "按钮显示为链接" in words(found)
    assert server.gateway.opened == 0


async def test_a_template_is_tried_without_showing_it(server: DingTalkServer) -> None:
    found = await findings(server, template=TEMPLATE)
    assert all(one.ok for one in found)
    assert TEMPLATE in words(found)
    assert server.books.cards == {}


async def test_a_template_that_is_missing_is_told(server: DingTalkServer) -> None:
    found = await findings(server, template="nothing.schema")
    assert not found[-1].ok
    assert "nothing.schema" in words(found)
    assert "param.cardTemplateNotExist" in words(found)


async def test_a_wrong_secret_is_told_and_not_shown(server: DingTalkServer) -> None:
    found = await findings(server, "wrong-half")
    assert not found[0].ok
    assert "凭证与基础信息" in words(found)
    assert "wrong-half" not in words(found)


async def test_a_robot_without_stream_mode_is_told(server: DingTalkServer) -> None:
    server.fail("code", "connections/open", code="subscriptions.refused")
    found = await findings(server)
    assert [one.ok for one in found] == [True, True, False, True]
    assert "Stream 模式" in words(found)


async def test_an_old_interface_that_trusts_no_address_is_told(server: DingTalkServer) -> None:
    server.fail("code", "gettoken", code=60020)
    found = await findings(server)
    assert not found[1].ok
    assert "60020" in words(found)


async def test_dingtalk_out_of_reach_is_told(server: DingTalkServer) -> None:
    await server.stop()
    found = await findings(server)
    assert not found[0].ok
    assert "连不上" in words(found)


@pytest.mark.parametrize("setting", ["FIELDBOOK_DINGTALK_CLIENT_ID", "FIELDBOOK_DINGTALK_CLIENT_SECRET"])
async def test_a_missing_setting_is_named(setting: str) -> None:
    keys = ("", "x") if setting.endswith("ID") else ("x", "")
    (finding,) = await check(*keys, "http://127.0.0.1:1", "http://127.0.0.1:1", "")
    assert setting in words([finding])


async def test_a_clock_that_is_off_is_told(server: DingTalkServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dingtalk_check, "MOST_SKEW_SECONDS", -1)
    found = await findings(server)
    assert not found[-1].ok
    assert "时钟" in words(found)
