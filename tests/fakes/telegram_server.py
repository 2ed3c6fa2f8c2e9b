"""A stand-in for Telegram's Bot API server, in the test's own process or, as a module, in one of its own."""

import argparse
import asyncio
import itertools
import json
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Literal

from aiohttp import web

from tests.fakes.telegram_control import control_routes
from tests.fakes.telegram_methods import Books, ChatState, Json, Refusal
from tests.fakes.telegram_people import Group, Person
from tests.fakes.telegram_updates import Mail

JSON_PARAMETERS = ("entities", "reply_markup", "allowed_updates", "commands", "link_preview_options")

Kind = Literal["down", "429", "502", "html", "slow", "lost", "401", "garbage"]


@dataclass
class Fault:
    """Something that goes wrong `times` times (None: always) for a share of a method's (None: all) calls.

    down: the connection breaks before anything is done · lost: it breaks after all was done ·
    slow: the answer takes `seconds` · 429: asks for a pause of `seconds` · html: a gateway's error page ·
    garbage: a 200 that is no JSON.
    """

    kind: Kind
    method: str | None = None
    times: int | None = 1
    seconds: float = 1.0
    share: float = 1.0


@dataclass(frozen=True)
class Call:
    """One call of the bot, in the order in which they came; `status` 0 where it got no answer."""

    method: str
    given: Json
    status: int


class TelegramServer:
    """Serves any token unless one is given. People and groups come by `user` and `group`."""

    def __init__(self, *, token: str | None = None, username: str = "fieldbook_bot", seed: int = 7) -> None:
        self.books = Books(username)
        self.mail = Mail()
        self.calls: list[Call] = []
        self.faults: list[Fault] = []
        self.press_numbers = itertools.count(1)
        self.port = 0
        self._token = token
        self._random = random.Random(seed)
        self._runner: web.AppRunner | None = None

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/bot"

    @property
    def base_file_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/file/bot"

    async def start(self, port: int = 0) -> None:
        """Listen, on the same port as before where there was one."""
        app = web.Application(client_max_size=64 * 2**20)
        app.router.add_route("*", "/bot{token}/{method}", self._serve)
        app.router.add_get("/file/bot{token}/files/{id}", self._serve_file)
        app.add_routes(control_routes(self))
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port or self.port)
        await site.start()
        self.port = int(self._runner.addresses[0][1])

    async def stop(self) -> None:
        """Refuse connections from now on; everything is remembered for the next start."""
        await self.mail.stop()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def user(self, id_: int, name: str = "小李", language: str = "zh-hans") -> Person:
        info = {"id": id_, "type": "private", "first_name": name}
        self.books.chats.setdefault(id_, ChatState(info))
        return Person(self, id_, name, language)

    def group(self, id_: int, title: str = "华东销售", *, forum: bool = False) -> Group:
        info = {"id": id_, "type": "supergroup", "title": title, **({"is_forum": True} if forum else {})}
        self.books.chats.setdefault(id_, ChatState(info))
        return Group(self, id_)

    def fail(self, kind: Kind, method: str | None = None, **how: Any) -> Fault:
        self.faults.append(Fault(kind, method, **how))
        return self.faults[-1]

    def heal(self) -> None:
        self.faults.clear()

    def called(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    async def until(self, condition: Callable[[], bool], seconds: float = 5.0) -> None:
        """Wait until something holds."""
        async with asyncio.timeout(seconds):
            while not condition():
                await asyncio.sleep(0.01)

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        given = await _parameters(request)
        fault = self._fault(method)
        if fault is not None and fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        elif fault is not None and fault.kind != "lost":
            return self._break(request, method, given, fault)
        try:
            self._check_token(request)
            body: Json = {"ok": True, "result": await self._carry_out(method, given)}
            status = 200
        except Refusal as refusal:
            status = refusal.code
            body = {"ok": False, "error_code": status, "description": refusal.description}
            body |= {"parameters": refusal.parameters} if refusal.parameters else {}
        if fault is not None and fault.kind == "lost":
            self.calls.append(Call(method, given, 0))
            return _cut(request)
        self.calls.append(Call(method, given, status))
        return web.json_response(body, status=status)

    async def _carry_out(self, method: str, given: Json) -> Any:
        match method.lower():
            case "getupdates":
                return await self.mail.get_updates(given)
            case "setwebhook":
                return self.mail.set_webhook(given)
            case "deletewebhook":
                return self.mail.delete_webhook(given)
            case "getwebhookinfo":
                return self.mail.webhook_info()
            case _:
                return self.books.carry_out(method, given)

    async def _serve_file(self, request: web.Request) -> web.Response:
        content = self.books.files.get(request.match_info["id"])
        return web.Response(status=404) if content is None else web.Response(body=content)

    def _check_token(self, request: web.Request) -> None:
        if self._token is not None and request.match_info["token"] != self._token:
            raise Refusal(401, "Unauthorized")

    def _fault(self, method: str) -> Fault | None:
        for fault in self.faults:
            if fault.method in (None, method) and self._random.random() < fault.share:
                if fault.times is not None:
                    fault.times -= 1
                    if fault.times <= 0:
                        self.faults.remove(fault)
                return fault
        return None

    def _break(self, request: web.Request, method: str, given: Json, fault: Fault) -> web.StreamResponse:
        if fault.kind == "down":
            self.calls.append(Call(method, given, 0))
            return _cut(request)
        status, body, mime = _error(fault)
        self.calls.append(Call(method, given, status))
        return web.Response(status=status, text=body, content_type=mime)


def _error(fault: Fault) -> tuple[int, str, str]:
    match fault.kind:
        case "429":
            pause = int(fault.seconds)
            body = _refused(429, f"Too Many Requests: retry after {pause}", {"retry_after": pause})
            return 429, body, "application/json"
        case "401":
            return 401, _refused(401, "Unauthorized"), "application/json"
        case "502":
            return 502, _refused(502, "Bad Gateway"), "application/json"
        case "garbage":
            return 200, "<html>a captive portal</html>", "text/html"
        case _:
            return 503, "<html><h1>Service Unavailable</h1></html>", "text/html"


def _refused(code: int, description: str, parameters: Json | None = None) -> str:
    body: Json = {"ok": False, "error_code": code, "description": description}
    return json.dumps(body | ({"parameters": parameters} if parameters else {}))


def _cut(request: web.Request) -> web.StreamResponse:
    """Break the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _parameters(request: web.Request) -> Json:
    """What was sent as query, form, multipart or JSON; parameters that are JSON themselves are read."""
    given: Json = dict(request.query)
    if request.content_type == "application/json":
        given |= await request.json()
    else:
        for name, value in (await request.post()).items():
            given[name] = value.file.read() if isinstance(value, web.FileField) else value
    for name in JSON_PARAMETERS:
        if isinstance(given.get(name), str):
            given[name] = json.loads(given[name])
    return given


async def serve(port: int, username: str, until: Callable[[], Awaitable[Any]]) -> None:
    server = TelegramServer(username=username)
    await server.start(port)
    print(f"ready {server.port}", flush=True)
    try:
        await until()
    finally:
        await server.stop()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0: any free one, told on the first line")
    parser.add_argument("--username", default="fieldbook_bot")
    chosen = parser.parse_args()
    try:
        asyncio.run(serve(chosen.port, chosen.username, asyncio.Event().wait))
    except KeyboardInterrupt:
        print("stopped", flush=True)
