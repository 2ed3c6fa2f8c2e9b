"""A stand-in for DingTalk: both APIs, the session webhooks and the Stream gateway, in one server."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from aiohttp import web

from tests.fakes.dingtalk_gateway import Gateway
from tests.fakes.dingtalk_methods import Books, Json, Refusal
from tests.fakes.dingtalk_people import ROBOT, Group, Person

CLIENT_ID, CLIENT_SECRET = "dingabc", "the-secret-half"
TEMPLATE = "0f1e-22.schema"

Kind = Literal["down", "lost", "slow", "429", "502", "html", "garbage", "code"]


@dataclass
class Fault:
    """Something that goes wrong `times` times (None: always) with calls whose path ends in `path`.

    down: the connection breaks before anything is done · lost: it breaks after all was done · slow: the
    answer takes `seconds` · html: a gateway's error page · garbage: a 200 that is no JSON ·
    code: DingTalk refuses with `code`, on the old API as an `errcode`.
    """

    kind: Kind
    path: str = ""
    times: int | None = 1
    seconds: float = 1.0
    code: str | int = ""
    status: int = 400


@dataclass(frozen=True)
class Call:
    """One call of the robot, in the order in which they came; `status` 0 where it got no answer."""

    path: str
    given: Json
    status: int


class DingTalkServer:
    """People and groups come by `user` and `group`.

    `ahead` moves its clock by seconds: tokens, tickets and webhooks end. `said_at` is what people's
    messages carry as their time (seconds since 1970), the clock's unless it is set. `TEMPLATE` is imported.
    """

    def __init__(self, client_id: str = CLIENT_ID, client_secret: str = CLIENT_SECRET) -> None:
        self.ahead = 0.0
        self.said_at: Callable[[], float] = self.now
        self.books = Books(self.now, client_id, client_secret)
        self.books.templates.add(TEMPLATE)
        self.gateway = Gateway(self.now)
        self.calls: list[Call] = []
        self.faults: list[Fault] = []
        self.port = 0
        self._runner: web.AppRunner | None = None

    def now(self) -> float:
        return time.time() + self.ahead

    @property
    def base_url(self) -> str:
        """Where both APIs are."""
        return f"http://127.0.0.1:{self.port}"

    async def start(self, port: int = 0) -> None:
        """Listen, on the same port as before where there was one."""
        app = web.Application(client_max_size=32 * 2**20)
        app.router.add_get("/connect", self.gateway.connect)
        app.router.add_get("/files/{code}", self._serve_file)
        app.router.add_route("*", "/{path:.*}", self._serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port or self.port).start()
        self.port = int(self._runner.addresses[0][1])

    async def stop(self) -> None:
        """Refuse connections from now on; everything is remembered for the next start."""
        await self.gateway.stop()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def user(self, id_: str, name: str = "小李", *, published: bool = True) -> Person:
        self.books.chats.setdefault(f"user:{id_}", [])
        return Person(self, id_, name, published=published)

    def group(self, id_: str = "cidAsX==", title: str = "华东销售") -> Group:
        self.books.chats.setdefault(f"group:{id_}", [])
        return Group(self, id_, title)

    def fail(self, kind: Kind, path: str = "", **how: Any) -> Fault:
        self.faults.append(Fault(kind, path, **how))
        return self.faults[-1]

    def heal(self) -> None:
        self.faults.clear()

    def called(self, path: str) -> list[Call]:
        return [call for call in self.calls if call.path.endswith(path)]

    async def until(self, condition: Callable[[], bool], seconds: float = 5.0) -> None:
        """Wait until something holds."""
        async with asyncio.timeout(seconds):
            while not condition():
                await asyncio.sleep(0.01)

    def envelope(self, person: Person) -> Json:
        """All that a robot message tells beside its content."""
        session, until = self.books.webhook(person.chat)
        where: Json = {"conversationId": f"cid-single-{person.id}", "conversationType": "1"}
        if person.group is not None:
            where = {
                "conversationId": person.group.id,
                "conversationType": "2",
                "conversationTitle": person.group.title,
                "isInAtList": True,
                "atUsers": [{"dingtalkId": ROBOT}],
            }
        staff = {"senderStaffId": person.id} if person.published else {}
        return {
            **where,
            **staff,
            "msgId": f"msg{next(self.books.numbers)}",
            "createAt": int(self.said_at() * 1000),
            "senderId": f"$:LWCP_v1:${person.id}",
            "senderNick": person.name,
            "senderCorpId": "ding1",
            "chatbotCorpId": "ding1",
            "chatbotUserId": ROBOT,
            "robotCode": self.books.client_id,
            "isAdmin": False,
            "sessionWebhook": f"{self.base_url}/robot/sendBySession?session={session}",
            "sessionWebhookExpiredTime": int(until * 1000),
        }

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        path, given = request.path, await _given(request)
        fault = self._fault(path)
        if fault is not None and fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        elif fault is not None and fault.kind != "lost":
            return self._break(request, path, given, fault)
        try:
            body, status = self._carry_out(request, path, given), 200
        except Refusal as refusal:
            body, status = _refused(refusal.code, refusal.status)
        if fault is not None and fault.kind == "lost":
            self.calls.append(Call(path, given, 0))
            return _cut(request)
        self.calls.append(Call(path, given, status))
        return web.json_response(body, status=status)

    def _carry_out(self, request: web.Request, path: str, given: Json) -> Json:
        match request.method, path:
            case "POST", "/v1.0/gateway/connections/open":
                ticket = self.gateway.ticket(self.books.check_connection(given))
                return {"endpoint": f"ws://127.0.0.1:{self.port}/connect", "ticket": ticket}
            case "POST", "/v1.0/oauth2/accessToken":
                return self.books.new_token(given)
            case "GET", "/gettoken":
                return self.books.old_token(given)
            case "POST", "/media/upload":
                return self.books.upload(given["access_token"], given["type"], given["name"], given["media"])
            case "POST", "/robot/sendBySession":
                return self.books.answer(request.query.get("session", ""), given)
        self.books.check_token(request.headers.get("x-acs-dingtalk-access-token", ""))
        match request.method, path:
            case "POST", "/v1.0/robot/oToMessages/batchSend":
                return self.books.to_people(given)
            case "POST", "/v1.0/robot/groupMessages/send":
                return self.books.to_group(given)
            case "POST", "/v1.0/robot/messageFiles/download":
                return self.books.download(given, self.base_url)
            case "POST", "/v1.0/card/instances/createAndDeliver":
                return self.books.create_card(given)
            case "POST", "/v1.0/card/instances":
                return self.books.make_card(given)
            case "PUT", "/v1.0/card/instances":
                return self.books.change_card(given)
        raise Refusal("InvalidAction.NotFound", 404)

    async def _serve_file(self, request: web.Request) -> web.Response:
        content = self.books.files.get(request.match_info["code"])
        return web.Response(status=404) if content is None else web.Response(body=content)

    def _fault(self, path: str) -> Fault | None:
        for fault in self.faults:
            if path.endswith(fault.path):
                if fault.times is not None:
                    fault.times -= 1
                    if fault.times <= 0:
                        self.faults.remove(fault)
                return fault
        return None

    def _break(self, request: web.Request, path: str, given: Json, fault: Fault) -> web.StreamResponse:
        match fault.kind:
            case "down":
                self.calls.append(Call(path, given, 0))
                return _cut(request)
            case "code":
                body, status = _refused(fault.code, fault.status)
                self.calls.append(Call(path, given, status))
                return web.json_response(body, status=status)
            case "429" | "502":
                status, text = int(fault.kind), "{}"
            case "garbage":
                status, text = 200, "<html>a captive portal</html>"
            case _:
                status, text = 503, "<html><h1>Service Unavailable</h1></html>"
        self.calls.append(Call(path, given, status))
        return web.Response(status=status, text=text, content_type="text/html")


def _refused(code: str | int, status: int) -> tuple[Json, int]:
    """A refusal in the manner of the API that says it: numbers are the old one's, told with a 200."""
    if isinstance(code, int):
        return {"errcode": code, "errmsg": "refused"}, 200
    return {"code": code, "requestid": "R1", "message": "refused"}, status


def _cut(request: web.Request) -> web.StreamResponse:
    """Break the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _given(request: web.Request) -> Json:
    """What was sent as query, JSON or form."""
    given: Json = dict(request.query)
    if request.content_type == "application/json":
        given |= await request.json()
    elif request.content_type == "multipart/form-data":
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                given |= {name: value.file.read(), "name": value.filename}
            else:
                given[name] = value
    return given
