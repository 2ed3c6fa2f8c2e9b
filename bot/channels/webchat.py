"""The web chat: a channel whose platform is our own page."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

from aiohttp import web

from bot.channels import Accept, Brought, Health, Limits, Unreachable
from bot.channels.webchat_desk import WebDesk
from bot.channels.webchat_door import Door, session_of
from bot.channels.webchat_page import Page
from bot.channels.webchat_requests import TEXT_LIMIT, Sent, read, refusal, too_long
from bot.channels.webchat_shapes import incoming, ours, person, private, shown, theirs
from bot.channels.webchat_tabs import HEARTBEAT, Tabs, TooManyTabs
from bot.messages import Errand, Outgoing

_HISTORY = 100
_HISTORY_LIMIT = 300
_STREAM = {"Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no"}


class WebChat:
    """Serves the page and talks with its open tabs.

    `public_url` is the address at which people open the page, where a proxy stands in front of us.
    `behind_proxy` believes the last address in X-Forwarded-For: only for a proxy that writes it.
    `heartbeat` is the silence in seconds after which a stream shows life and its session is looked at.
    """

    name: str = "web"
    limits: Limits = Limits(text=TEXT_LIMIT, buttons=12, edit="always", table="native", files=True)

    def __init__(
        self, desk: WebDesk, *, public_url: str = "", behind_proxy: bool = False, heartbeat: float = HEARTBEAT
    ) -> None:
        self.health = Health()
        self._desk = desk
        self._public_url = public_url
        self._tabs = Tabs(heartbeat)
        self._door = Door(desk, self._tabs.end, public_url, behind_proxy)
        self._page = Page.read()
        self._closed = asyncio.Event()

    async def run(self, accept: Accept) -> None:
        """Wait for the end: everything comes in through `routes`."""
        self.health.connected = True
        await self._closed.wait()
        self.health.connected = False

    async def send(self, message: Outgoing) -> str:
        """Show a message in every open tab; the history shows it to those that come later."""
        said = ours(message)
        event = "edit" if message.edit_of else "message"
        self._tabs.push(message.conversation, event, shown(said, message.conversation))
        self.health.last_out = said.at.isoformat()
        return said.id

    async def close(self) -> None:
        self._closed.set()
        self._tabs.end()

    async def bring(self, errand: Errand) -> Brought:
        raise Unreachable("the page sends its files itself")

    def routes(self, accept: Accept) -> Sequence[web.RouteDef]:
        async def send(request: web.Request) -> web.Response:
            return await self._receive(request, accept)

        return [
            web.get("/", self._page.show),
            web.get("/chat/static/{version}/{name}", self._page.file),
            web.get("/chat/history", self._history),
            web.get("/chat/events", self._events),
            web.post("/chat/send", send),
            *self._door.routes(),
        ]

    async def _history(self, request: web.Request) -> web.Response:
        user = await self._door.user(request)
        wanted = request.query.get("limit", str(_HISTORY))
        if not (wanted.isascii() and wanted.isdigit() and 1 <= int(wanted[:9]) <= _HISTORY_LIMIT):
            raise refusal(web.HTTPBadRequest, "malformed", f"limit is a number from 1 to {_HISTORY_LIMIT}.")
        said = await self._desk.history(user.account, int(wanted))
        return private({"me": person(user), "said": [shown(one, user.account) for one in said]})

    async def _receive(self, request: web.Request, accept: Accept) -> web.Response:
        sent = await read(request, Sent, self._public_url)
        user = await self._door.user(request)
        if sent.account not in {None, user.account}:
            raise refusal(web.HTTPConflict, "other_person", "Somebody else is signed in here by now.")
        if len(sent.words) > TEXT_LIMIT:
            raise too_long()
        message = incoming(sent, user, self.name)
        await accept([message])
        self.health.last_in = datetime.now(UTC).isoformat()
        self._tabs.push(user.account, "message", shown(theirs(message), user.account))
        return private({"id": sent.id}, status=202)

    async def _events(self, request: web.Request) -> web.StreamResponse:
        user, session = await self._door.user(request), session_of(request)

        async def still_in() -> bool:
            return await self._desk.who(session) is not None

        if self._closed.is_set():
            raise refusal(web.HTTPServiceUnavailable, "closing", "The service is about to restart.")
        stream = web.StreamResponse(headers=_STREAM)
        try:
            with self._tabs.opened(user.account, session) as tab:
                await stream.prepare(request)
                await self._tabs.feed(tab, stream, still_in)
        except TooManyTabs:
            raise refusal(web.HTTPTooManyRequests, "too_many", "Too many open tabs.") from None
        return stream
