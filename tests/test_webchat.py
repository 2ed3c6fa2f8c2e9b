"""The web chat over HTTP: who gets in, what is taken, what is refused, and what is pushed."""

import asyncio
import json
import logging
import uuid
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import ClientResponse, CookieJar
from aiohttp.test_utils import TestClient, TestServer

from bot.channels import Channel
from bot.channels.webchat import WebChat
from bot.channels.webchat_desk import Said
from bot.channels.webchat_requests import COOKIE
from bot.channels.webchat_tabs import TABS_PER_ACCOUNT
from bot.messages import Incoming, Outgoing, SentButton, Table
from bot.web import application
from tests.fakes.web_desk import LI, MemoryDesk


class Browser:
    """A browser without a screen: it keeps cookies and says where its page is from."""

    def __init__(self, house: "House", client: TestClient) -> None:  # type: ignore[type-arg]  # aiohttp's own default
        self.house = house
        self.client = client
        self.origin = str(client.make_url("/")).rstrip("/")

    async def post(self, path: str, body: object, **headers: str) -> ClientResponse:
        sent = {"Origin": self.origin, "Content-Type": "application/json"} | headers
        data = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
        return await self.client.post(
            path, data=data, headers={name: value for name, value in sent.items() if value}
        )

    async def sends(self, **body: object) -> ClientResponse:
        return await self.post("/chat/send", {"id": uuid.uuid4().hex} | body)

    async def signs_in(self, code: str = "123456") -> ClientResponse:
        return await self.post("/chat/sign-in", {"code": code})

    @asynccontextmanager
    async def listens(self) -> AsyncIterator["Events"]:
        async with self.client.get("/chat/events") as response:
            assert response.status == 200
            assert response.content_type == "text/event-stream"
            events = Events(response)
            assert await events.next() == ("beat", None)
            yield events


class Events:
    """The stream as a page reads it."""

    def __init__(self, response: ClientResponse) -> None:
        self._lines = response.content

    async def next(self) -> tuple[str, object]:
        async with asyncio.timeout(5):
            name = (await self._lines.readline()).decode().removeprefix("event: ").strip()
            data = (await self._lines.readline()).decode().removeprefix("data: ")
            assert await self._lines.readline() == b"\n"
        return name, json.loads(data)

    async def said(self) -> dict[str, object]:
        """The next message or edit, past the beats."""
        name, content = await self.next()
        while name == "beat":
            name, content = await self.next()
        assert isinstance(content, dict)
        return {"event": name, **content}

    async def has_ended(self) -> bool:
        async with asyncio.timeout(5):
            await self._lines.read()
        return self._lines.at_eof()


class House:
    """The channel behind the real web server; `fault` makes the inbox fail."""

    def __init__(self, *, demo: bool = False, heartbeat: float = 20, **options: object) -> None:
        self.desk = MemoryDesk(demo=demo)
        self.chat = WebChat(self.desk, heartbeat=heartbeat, **options)  # type: ignore[arg-type]  # passed on as given
        self.heard: list[Incoming] = []
        self.fault: Exception | None = None
        self.ok = True

    async def accept(self, messages: Sequence[Incoming]) -> None:
        if self.fault:
            raise self.fault
        self.heard.extend(messages)

    async def health(self) -> dict[str, object]:
        return {"ok": self.ok, "channels": {"web": {"connected": True}}}

    async def metrics(self) -> str:
        return "fieldbook_inbox_waiting 3\n"

    @asynccontextmanager
    async def browser(self) -> AsyncIterator[Browser]:
        server = TestServer(application([self.chat], self.accept, self.health, self.metrics))
        async with TestClient(server, cookie_jar=CookieJar(unsafe=True)) as client:
            yield Browser(self, client)
            await self.chat.close()


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with House().browser() as browser:
        yield browser


@pytest.fixture
async def li(browser: Browser) -> Browser:
    """A browser in which Li is signed in."""
    assert (await browser.signs_in()).status == 200
    return browser


async def error_of(response: ClientResponse, status: int) -> str:
    """The page's word for a refusal; it always comes with words for a person."""
    assert response.status == status, await response.text()
    answer = await response.json()
    assert answer["text"]
    assert "Traceback" not in answer["text"]
    return str(answer["error"])


def test_the_web_chat_is_a_channel() -> None:
    channel: Channel = WebChat(MemoryDesk())
    assert (channel.name, channel.limits.edit, channel.limits.table) == ("web", "always", "native")


async def test_the_page_and_its_files_come_with_a_strict_policy(browser: Browser) -> None:
    page = await browser.client.get("/")
    html = await page.text()
    assert page.status == 200
    assert page.headers["Cache-Control"] == "no-cache"
    version = html.partition("/chat/static/")[2].partition("/")[0]
    for name, kind in {
        "chat.js": "text/javascript",
        "chat.css": "text/css",
        "icon.svg": "image/svg+xml",
    }.items():
        file = await browser.client.get(f"/chat/static/{version}/{name}")
        assert (file.status, file.content_type) == (200, kind)
        assert "immutable" in file.headers["Cache-Control"]
        old = await browser.client.get(f"/chat/static/older/{name}")
        assert (old.status, old.headers["Cache-Control"]) == (200, "no-cache")
    assert page.headers["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
    assert "style=" not in html
    assert "{version}" not in html
    for name in ("index.html", "..%2f__init__.py", "nothing.js"):
        assert (await browser.client.get(f"/chat/static/{version}/{name}")).status == 404


@pytest.mark.parametrize("path", ["/", "/chat/me", "/health", "/nowhere", "/chat/history"])
async def test_every_answer_is_guarded(browser: Browser, path: str) -> None:
    headers = (await browser.client.get(path)).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert headers["Server"] == "Fieldbook"


async def test_a_code_signs_in_once(browser: Browser) -> None:
    answer = await browser.signs_in(" １２３４５６ ")  # as a Chinese keyboard types it
    assert (await answer.json())["me"] == {"account": "7", "name": "李雷", "role": "rep", "language": "zh"}
    cookie = answer.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/chat")
    assert not cookie["secure"]
    assert await error_of(await browser.signs_in(), 403) == "wrong_code"


async def test_the_cookie_is_secure_where_people_come_by_https() -> None:
    async with House(public_url="https://book.example").browser() as browser:
        answer = await browser.post("/chat/sign-in", {"code": "123456"}, Origin="https://book.example")
        assert answer.cookies[COOKIE]["secure"]
        assert await error_of(
            await browser.post("/chat/sign-in", {"code": "ABC999"}, Origin="https://x.example"), 403
        )


async def test_a_session_planted_before_sign_in_is_worth_nothing(browser: Browser) -> None:
    browser.client.session.cookie_jar.update_cookies({COOKIE: "planted"}, browser.client.make_url("/chat/me"))
    answer = await browser.signs_in()
    assert answer.cookies[COOKIE].value != "planted"
    first = answer.cookies[COOKIE].value
    second = (await browser.signs_in("ABC999")).cookies[COOKIE].value
    assert list(browser.house.desk.sessions) == [second] != [first]


async def test_too_many_codes_are_refused_for_a_while(browser: Browser) -> None:
    for _ in range(5):
        assert await error_of(await browser.signs_in("000000"), 403) == "wrong_code"
    refused = await browser.signs_in("000000")
    assert await error_of(refused, 429) == "too_many"
    assert refused.headers["Retry-After"] == "30"


async def test_the_address_of_a_proxy_is_believed_only_when_we_are_told_so() -> None:
    for behind_proxy, expected in ((False, "127.0.0.1"), (True, "203.0.113.9")):
        async with House(behind_proxy=behind_proxy).browser() as browser:
            forwarded = {"X-Forwarded-For": "10.0.0.1, 203.0.113.9"}
            await browser.post("/chat/sign-in", {"code": "1"}, **forwarded)
            assert browser.house.desk.addresses == [expected]


async def test_in_the_demo_one_may_be_anybody_of_it_and_elsewhere_nobody(browser: Browser) -> None:
    assert (await (await browser.client.get("/chat/me")).json())["people"] == []
    assert await error_of(await browser.post("/chat/sign-in-as", {"account": "7"}), 403) == "no_demo"
    async with House(demo=True).browser() as demo:
        people = (await (await demo.client.get("/chat/me")).json())["people"]
        assert [person["name"] for person in people] == ["李雷", "Ann Field"]
        assert (await demo.post("/chat/sign-in-as", {"account": "8"})).status == 200
        assert (await (await demo.client.get("/chat/me")).json())["me"]["name"] == "Ann Field"
        assert await error_of(await demo.post("/chat/sign-in-as", {"account": "9"}), 403) == "no_demo"


async def test_without_a_session_there_is_nothing_to_see_or_say(browser: Browser) -> None:
    browser.house.desk.said["7"] = [Said("1", False, "secret", datetime.now(UTC))]
    for path in ("/chat/history", "/chat/events"):
        assert await error_of(await browser.client.get(path), 401) == "signed_out"
    assert await error_of(await browser.sends(text="hello"), 401) == "signed_out"
    assert browser.house.heard == []


async def test_signing_out_ends_the_session_and_its_stream(li: Browser) -> None:
    async with li.listens() as events:
        assert (await li.post("/chat/sign-out", {})).status == 200
        assert await events.has_ended()
    assert await error_of(await li.client.get("/chat/history"), 401) == "signed_out"
    assert li.house.desk.sessions == {}


async def test_a_post_from_another_site_is_refused(li: Browser) -> None:
    foreign: tuple[dict[str, str], ...] = (
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Sec-Fetch-Site": "same-site"},
    )
    for path in ("/chat/send", "/chat/sign-in", "/chat/sign-in-as", "/chat/sign-out"):
        for headers in foreign:
            refused = await li.post(path, {"id": "12345678", "text": "hello"}, **headers)
            assert await error_of(refused, 403) == "other_site"
    form = await li.post(
        "/chat/send", b"id=12345678", **{"Content-Type": "application/x-www-form-urlencoded"}
    )
    assert await error_of(form, 415) == "not_json"
    assert li.house.heard == []


async def test_a_text_goes_to_the_inbox_once_for_each_key(li: Browser) -> None:
    key = uuid.uuid4().hex
    for _ in range(2):
        answer = await li.sends(
            id=key, text=" 今天拜访了\n华峰\x00 ", reply_to="out:4", account="7", age=90.5
        )
        assert (answer.status, await answer.json()) == (202, {"id": key})
    first, again = li.house.heard
    assert (first.channel, first.conversation, first.sender, first.kind) == ("web", "7", "7", "text")
    assert (first.text, first.reply_to, first.language) == ("今天拜访了\n华峰", "out:4", "zh")
    assert first.dedupe_key == again.dedupe_key == f"7:{key}"
    assert timedelta(seconds=90) < datetime.now(UTC) - first.said_at < timedelta(seconds=95)


async def test_a_tap_and_a_place_go_to_the_inbox(li: Browser) -> None:
    assert (await li.sends(token="t0k3n", label="改意向")).status == 202
    assert (await li.sends(place={"latitude": 29.87, "longitude": 121.5})).status == 202
    tap, place = li.house.heard
    assert (tap.kind, tap.token, tap.text) == ("tap", "t0k3n", "改意向")
    assert place.kind == "location"
    assert place.place is not None
    assert (place.place.latitude, place.place.longitude) == (29.87, 121.5)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"id": "12345678", "text": "\\ud800"}',
        {"text": "no id"},
        {"id": 12345678, "text": "hello"},
        {"id": "../../etc", "text": "hello"},
        {"id": "12345678"},
        {"id": "12345678", "text": " \n"},
        {"id": "12345678", "text": 7},
        {"id": "12345678", "text": "hello", "token": "too"},
        {"id": "12345678", "text": "hello", "more": 1},
        {"id": "12345678", "text": "hello", "age": -5},
        {"id": "12345678", "place": {"latitude": 91, "longitude": 0}},
        {"id": "12345678", "place": {"latitude": "1", "longitude": 0}},
        b'{"id": "12345678", "place": {"latitude": NaN, "longitude": 0}}',
        {"id": "12345678", "token": "t" * 500},
        b"[" * 60_000,
    ],
)
async def test_a_malformed_body_is_refused_with_words(li: Browser, body: object) -> None:
    assert await error_of(await li.post("/chat/send", body), 400) == "malformed"
    assert li.house.heard == []


async def test_a_refusal_does_not_repeat_what_was_said(li: Browser) -> None:
    refused = await li.sends(text="the secret", token="and more")
    assert "secret" not in await refused.text()


async def test_a_text_may_be_long_but_not_too_long(li: Browser) -> None:
    assert (await li.sends(text="长" * 20_000)).status == 202
    assert await error_of(await li.sends(text="a" * 20_001), 413) == "too_long"
    assert await error_of(await li.sends(text="a" * 200_000), 413) == "too_long"
    assert len(li.house.heard) == 1


async def test_a_page_that_believes_to_be_somebody_else_is_told(li: Browser) -> None:
    assert await error_of(await li.sends(text="hello", account="8"), 409) == "other_person"
    assert li.house.heard == []


async def test_a_failing_inbox_is_not_acknowledged_and_not_quoted(
    li: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    li.house.fault = RuntimeError("INSERT … the secret words")
    with caplog.at_level(logging.DEBUG):
        refused = await li.sends(text="the secret words")
    assert await error_of(refused, 500) == "fault"
    assert "secret" not in await refused.text()
    assert (await refused.json())["reference"] in caplog.text
    assert "RuntimeError" in caplog.text
    assert "secret" not in caplog.text
    li.house.fault = None
    assert (await li.sends(text="the secret words")).status == 202


async def test_the_history_is_one_s_own_and_keeps_the_page_s_keys(li: Browser) -> None:
    said_at = datetime(2026, 5, 6, 8, 30, tzinfo=UTC)
    table = Table(header=("客户", "天数"), rows=(("明达", "41"),))
    buttons = (SentButton(label="撤销", token="u1"), SentButton(label="打开", link="https://example.com"))
    li.house.desk.said = {
        "7": [
            Said("7:key-of-page", True, "拜访", said_at, reply_to="out:1"),
            Said("out:2", False, "已记", said_at, buttons, used=frozenset({"u1"}), table=table),
        ],
        "8": [Said("9", False, "not for Li", said_at)],
    }
    answer = await (await li.client.get("/chat/history")).json()
    assert answer["me"]["account"] == "7"
    mine, ours = answer["said"]
    assert (mine["id"], mine["mine"], mine["reply_to"]) == ("key-of-page", True, "out:1")
    assert ours == {
        "id": "out:2",
        "mine": False,
        "text": "已记",
        "at": "2026-05-06T08:30:00+00:00",
        "buttons": [
            {"label": "撤销", "token": "u1", "link": None},
            {"label": "打开", "token": "", "link": "https://example.com"},
        ],
        "used": ["u1"],
        "table": {"header": ["客户", "天数"], "rows": [["明达", "41"]]},
        "pictures": [],
        "files": [],
        "reply_to": None,
        "place": None,
    }
    assert len((await (await li.client.get("/chat/history?limit=1")).json())["said"]) == 1
    for wrong in ("0", "301", "-1", "x", "١", "9" * 30):
        assert await error_of(await li.client.get(f"/chat/history?limit={wrong}"), 400) == "malformed"


async def test_what_we_say_reaches_every_open_tab_of_its_person_only(li: Browser) -> None:
    async with li.listens() as one, li.listens() as other:
        elsewhere = Outgoing(key="out:1", conversation="8", text="not for Li")
        assert await li.house.chat.send(elsewhere) == "out:1"
        message = Outgoing(
            key="out:2", conversation="7", text="已记\n第二行", buttons=(SentButton(label="撤销", token="u"),)
        )
        assert await li.house.chat.send(message) == "out:2"
        edit = Outgoing(key="out:3", conversation="7", text="已撤销", edit_of="out:2")
        assert await li.house.chat.send(edit) == "out:2"
        for events in (one, other):
            said = await events.said()
            assert (said["event"], said["id"], said["text"]) == ("message", "out:2", "已记\n第二行")
            changed = await events.said()
            assert (changed["event"], changed["id"], changed["buttons"]) == ("edit", "out:2", [])


async def test_what_they_say_in_one_tab_shows_in_the_others(li: Browser) -> None:
    async with li.listens() as events:
        await li.sends(id="abcdef12", text="在吗")
        said = await events.said()
        assert (said["id"], said["mine"], said["text"]) == ("abcdef12", True, "在吗")


async def test_sending_succeeds_without_an_open_tab(browser: Browser) -> None:
    assert await browser.house.chat.send(Outgoing(key="out:9", conversation="7", text="提醒")) == "out:9"
    assert browser.house.chat.health.last_out is not None


async def test_a_stream_shows_life_and_ends_when_its_person_has_left() -> None:
    async with House(heartbeat=0.05).browser() as browser:
        await browser.signs_in()
        async with browser.listens() as events:
            assert await events.next() == ("beat", None)
            del browser.house.desk.users[LI.account]
            assert await events.has_ended()


async def test_a_tab_that_has_gone_is_forgotten() -> None:
    house = House(heartbeat=0.05)
    async with house.browser() as browser:
        await browser.signs_in()
        for _ in range(TABS_PER_ACCOUNT + 2):
            async with browser.listens():
                pass
            await asyncio.sleep(0.15)


async def test_there_is_an_end_to_open_tabs(li: Browser) -> None:
    streams = [await li.client.get("/chat/events") for _ in range(TABS_PER_ACCOUNT)]
    assert await error_of(await li.client.get("/chat/events"), 429) == "too_many"
    for stream in streams:
        stream.close()


async def test_a_tab_that_does_not_read_is_ended(li: Browser) -> None:
    async with li.listens() as events:
        for number in range(500):
            await li.house.chat.send(Outgoing(key=f"out:{number}", conversation="7", text="x"))
        assert await events.has_ended()


async def test_closing_ends_the_streams_and_the_run(li: Browser) -> None:
    async with li.listens() as events:
        running = asyncio.ensure_future(li.house.chat.run(li.house.accept))
        await asyncio.sleep(0)
        assert li.house.chat.health.connected
        await li.house.chat.close()
        assert await events.has_ended()
        await running
    assert not li.house.chat.health.connected
    assert await error_of(await li.client.get("/chat/events"), 503) == "closing"


async def test_health_and_metrics(browser: Browser) -> None:
    well = await browser.client.get("/health")
    assert (well.status, (await well.json())["ok"]) == (200, True)
    browser.house.ok = False
    assert (await browser.client.get("/health")).status == 503
    metrics = await browser.client.get("/metrics")
    assert (metrics.content_type, await metrics.text()) == ("text/plain", "fieldbook_inbox_waiting 3\n")
