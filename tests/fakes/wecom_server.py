"""A stand-in for WeCom's API server of self-built apps, and for its callbacks, in the test's own process."""

import asyncio
import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.fakes.wecom_books import Books, Json, Refusal, UserState
from tests.fakes.wecom_mail import Mail
from tests.fakes.wecom_people import Person

CORP_ID = "ww1a2b3c4d5e6f7a8b"
AGENT_ID = "1000002"
SECRET = "app-secret-Q7r"
TOKEN = "hearToken"
AES_KEY = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ"


@dataclass
class Fault:
    """Something that goes wrong `times` times (None: always) for the calls of a path (None: all).

    down: the connection breaks before anything is done · lost: it breaks after all was done ·
    slow: the answer takes `seconds` · html: a gateway's error page · garbage: a 200 that is no JSON ·
    a number: this errcode; 429 and from 500 to 599: this HTTP status.
    """

    kind: str | int
    path: str | None = None
    times: int | None = 1
    seconds: float = 1.0


@dataclass(frozen=True)
class Call:
    """One call of the API, in the order in which they came; `code` is its errcode, None without an answer."""

    path: str
    query: Json
    given: Json
    code: int | None


class WecomServer:
    """One corporation with one app. People come by `user`; `push_to` sets the app's callback address."""

    def __init__(self, corp_id: str = CORP_ID, agent_id: str = AGENT_ID) -> None:
        self.books = Books(corp_id, agent_id, SECRET)
        self.mail = Mail(corp_id, agent_id, TOKEN, AES_KEY)
        self.calls: list[Call] = []
        self.faults: list[Fault] = []
        self.message_numbers = itertools.count(4_561_255_354_251_345_929)
        self.port = 0
        self._runner: web.AppRunner | None = None

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self, port: int = 0) -> None:
        """Listen, on the same port as before where there was one."""
        app = web.Application(client_max_size=64 * 2**20)
        app.router.add_route("*", "/cgi-bin/{path:.+}", self._serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port or self.port).start()
        self.port = int(self._runner.addresses[0][1])

    async def stop(self) -> None:
        """Refuse connections from now on; everything is remembered for the next start."""
        await self.mail.stop()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def push_to(self, url: str) -> None:
        self.mail.url = url

    def set_clock(self, clock: Callable[[], float]) -> None:
        """Unix seconds, for tests that do not wait."""
        self.books.clock = self.mail.clock = clock

    def user(self, id_: str | int, name: str = "小李") -> Person:
        self.books.users.setdefault(str(id_), UserState(name))
        return Person(self, str(id_), name)

    def leaves(self, person: Person) -> None:
        """Somebody leaves the app's scope."""
        self.books.users.pop(person.id)

    def fail(self, kind: str | int, path: str | None = None, **how: Any) -> Fault:
        self.faults.append(Fault(kind, path, **how))
        return self.faults[-1]

    def heal(self) -> None:
        self.faults.clear()

    def called(self, path: str) -> list[Call]:
        return [call for call in self.calls if call.path == path]

    async def until(self, condition: Callable[[], bool], seconds: float = 5.0) -> None:
        """Wait until something holds."""
        async with asyncio.timeout(seconds):
            while not condition():
                await asyncio.sleep(0.005)

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        path, query = request.match_info["path"], dict(request.query)
        given = await _given(request)
        fault = self._fault(path)
        match fault.kind if fault else None:
            case "down":
                self._note(path, query, given, None)
                return _cut(request)
            case "slow" if fault:
                await asyncio.sleep(fault.seconds)
            case "html" | "garbage" as kind:
                self._note(path, query, given, None)
                status = 502 if kind == "html" else 200
                return web.Response(status=status, text="<html>gateway</html>", content_type="text/html")
            case int(status) if status == 429 or 500 <= status < 600:
                self._note(path, query, given, None)
                return web.Response(status=status)
            case int(code):
                self._note(path, query, given, code)
                return web.json_response({"errcode": code, "errmsg": "as ordered"})
        response, code = self._answer(request.method, path, query, given)
        if fault is not None and fault.kind == "lost":
            self._note(path, query, given, None)
            return _cut(request)
        self._note(path, query, given, code)
        return response

    def _answer(self, method: str, path: str, query: Json, given: Json) -> tuple[web.Response, int]:
        try:
            if path != "gettoken":
                self.books.check(query)
            if path == "media/get":
                content, name, mime = self.books.fetch(query)
                headers = {"Content-Disposition": f'attachment; filename="{name}"'}
                return web.Response(body=content, content_type=mime, headers=headers), 0
            answer = {"errcode": 0, "errmsg": "ok", **self._carry_out(method, path, query, given)}
        except Refusal as refusal:
            answer = {"errcode": refusal.code, "errmsg": str(refusal)}
        return web.json_response(answer), answer["errcode"]

    def _carry_out(self, method: str, path: str, query: Json, given: Json) -> Json:
        match method, path:
            case "GET", "gettoken":
                return self.books.get_token(query)
            case "GET", "agent/get":
                return self.books.agent(query)
            case "POST", "message/send":
                return self.books.send(given)
            case "POST", "message/update_template_card":
                return self.books.update_card(given)
            case "POST", "media/upload":
                return self.books.upload(query.get("type", ""), given)
            case "GET", "externalcontact/get_follow_user_list":
                return {"follow_user": self.books.follow_users()}
            case "GET", "externalcontact/get":
                return self.books.customer(query)
            case _:
                raise Refusal(40066, "invalid url")

    def _note(self, path: str, query: Json, given: Json, code: int | None) -> None:
        self.calls.append(Call(path, query, given, code))

    def _fault(self, path: str) -> Fault | None:
        for fault in self.faults:
            if fault.path in (None, path):
                if fault.times is not None:
                    fault.times -= 1
                    if fault.times <= 0:
                        self.faults.remove(fault)
                return fault
        return None


async def _given(request: web.Request) -> Json:
    """What was posted: JSON, or a form whose file is (content, name, type)."""
    if request.content_type == "application/json":
        posted: Json = await request.json()
        return posted
    fields = await request.post() if request.can_read_body else {}
    return {
        name: (value.file.read(), value.filename, value.content_type)
        if isinstance(value, web.FileField)
        else value
        for name, value in fields.items()
    }


def _cut(request: web.Request) -> web.StreamResponse:
    """Break the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
