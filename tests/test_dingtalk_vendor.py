"""The stand-in DingTalk seen from the other side: by DingTalk's own client for Python."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.dingtalk_server import CLIENT_ID, CLIENT_SECRET, DingTalkServer

pytestmark = pytest.mark.processes
ROOT = Path(__file__).parent.parent
SLOW = 20.0


class Client:
    """The client's process; `next` is what it tells next."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def next(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        async with asyncio.timeout(SLOW):
            line = await self._process.stdout.readline()
        return dict(json.loads(line))


@pytest.fixture
async def server() -> AsyncIterator[DingTalkServer]:
    standin = DingTalkServer()
    await standin.start()
    yield standin
    await standin.stop()


@pytest.fixture
async def client(server: DingTalkServer) -> AsyncIterator[Client]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.fakes.dingtalk_vendor",
        CLIENT_ID,
        CLIENT_SECRET,
        cwd=ROOT,
        env={**os.environ, "DINGTALK_OPENAPI_ENDPOINT": server.base_url, "NO_PROXY": "127.0.0.1"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    await server.gateway.connected(SLOW)
    yield Client(process)
    process.kill()
    await process.wait()


async def test_the_vendors_client_hears_acknowledges_and_answers(
    server: DingTalkServer, client: Client
) -> None:
    li = server.user("7", "小李")
    await li.says("今天拜访了明达")
    heard = await client.next()
    assert heard == {
        "heard": "text",
        "words": ["今天拜访了明达"],
        "pictures": None,
        "sender": "7",
        "group": False,
    }
    assert (await client.next())["answered"] == {"errcode": 0, "errmsg": "ok"}
    assert li.sees.text == "收到"
    await server.until(lambda: bool(server.gateway.acks), SLOW)
    (ack,) = server.gateway.acks.values()
    assert (ack.code, ack.data) == (200, {"response": "OK"})

    await li.sends_rich("看这个", b"jpeg", "颜色")
    assert (await client.next())["words"] == ["看这个", "颜色"]
    assert "answered" in await client.next()
    await li.sends_photo()
    assert len((await client.next())["pictures"]) == 1
    assert "answered" in await client.next()
    assert (await client.next())["address"].startswith(f"{server.base_url}/files/")

    group = server.group()
    await li.where(group).says("群里的话")
    assert (await client.next())["group"] is True
    assert "answered" in await client.next()
    assert group.sees.text == "收到"

    push = await li.presses("AbCdEf-_1234.0", "fieldbook-1")
    pressed = await client.next()
    assert pressed["card"] == "fieldbook-1"
    assert pressed["by"] == "7"
    assert pressed["pressed"]["cardPrivateData"]["actionIds"] == ["AbCdEf-_1234.0"]
    answer = (await server.gateway.acknowledged(push, SLOW)).data
    assert answer == {"response": {"cardData": {"cardParamMap": {"text": "好"}}}}

    assert (await server.gateway.ping()).data == {"opaque": "0f-3"}
