"""WeCom by a self-built app: callbacks come in, messages go out through its API."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from bot.channels import Accept, Brought, Health, Limits, Rate, TryLater, Unreachable
from bot.channels.calls import Backoff
from bot.channels.holding import Holding
from bot.channels.layout import utf8
from bot.channels.wecom_app_api import Api, Refused
from bot.channels.wecom_app_door import Door, Forged, TooLarge, read_body
from bot.channels.wecom_app_receive import read_callback
from bot.channels.wecom_app_send import TEXT_BYTES, Sender
from bot.channels.wecom_cards import BUTTONS, LABEL, SUBTITLE
from bot.messages import Errand, ExternalContact, Incoming, Outgoing

PATH = "/in/wecom"
ACCEPT_SECONDS = 0.9
"""How long a callback waits for the books; WeCom sends it again, three times in all."""
LOOK_SECONDS = 300.0
"""How often we look whether WeCom still takes our calls."""
LONGEST_PAUSE = 60.0
UNREADABLE = (KeyError, ValueError, TypeError, AttributeError)

_log = logging.getLogger(__name__)


class WecomApp:
    """The channel "wecom". `token` and `aes_key` are those of 接收消息; `clock` gives aware UTC."""

    name = "wecom"
    limits = Limits(
        text=TEXT_BYTES,
        measure=utf8,
        buttons=BUTTONS,
        label=LABEL,
        card=SUBTITLE,
        edit="always",
        table="lines",
        files=True,
        chat_rates=(Rate(28, 60.0), Rate(950, 3600.0)),  # WeCom drops in silence what is beyond 30 and 1000
        total_rates=(Rate(50, 1.0), Rate(2000, 60.0)),
        busy_minutes=frozenset({0, 30}),
    )

    def __init__(
        self,
        corp_id: str,
        agent_id: str,
        secret: str,
        *,
        token: str,
        aes_key: str,
        api_base: str = "https://qyapi.weixin.qq.com",
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.health = Health()
        self._agent_id = agent_id
        self._clock = clock
        self._api = Api(api_base, corp_id, secret)
        self._sender = Sender(self._api, agent_id, lambda: clock().timestamp())
        self._door = Door(corp_id, token, aes_key, lambda: clock().timestamp())
        self._holding: Holding | None = None
        self._closing = asyncio.Event()

    async def run(self, accept: Accept) -> None:
        """Look now and then whether WeCom takes our calls, until `close`. What comes in comes by `routes`."""
        backoff = Backoff(first=1.0, most=LONGEST_PAUSE)
        while not self._closing.is_set():
            try:
                await self._api.call("GET", "agent/get", agentid=self._agent_id)
            except (TryLater, Unreachable, Refused) as error:
                self.health.connected = False
                self._trouble(error)
                asked = error.after if isinstance(error, TryLater) else 0.0
                await self._pause(min(max(backoff.next(), asked), LONGEST_PAUSE))
                continue
            backoff.reset()
            self.health.connected, self.health.last_error = True, None
            await self._pause(LOOK_SECONDS)

    async def send(self, message: Outgoing) -> str:
        try:
            sent = await self._sender.send(message)
        except TryLater as error:
            self._trouble(error)
            raise
        self.health.last_out = self._now()
        return sent

    async def bring(self, errand: Errand) -> Brought:
        """A file by its media id, or a customer by their external id."""
        try:
            if errand.what == "file" and errand.file is not None:
                content, mime = await self._api.media(errand.file.reference)
                told = errand.file.mime
                return Brought(content, errand.file.name, mime if mime.startswith("image/") else told)
            if errand.customer is not None:
                id_ = errand.customer.id
                found = await self._api.call("GET", "externalcontact/get", external_userid=id_)
                return Brought(customer=known_as(errand.customer, found, errand.sender))
        except TryLater as error:
            self._trouble(error)
            raise
        except (Refused, *UNREADABLE) as refusal:
            raise Unreachable(str(refusal) if isinstance(refusal, Refused) else "unreadable") from None
        raise Unreachable("nothing was asked for")

    def routes(self, accept: Accept) -> Sequence[web.RouteDef]:
        holding = self._holding = Holding(accept)

        async def hear(request: web.Request) -> web.Response:
            return await self._hear(request, holding)

        return [web.get(PATH, self._verify, allow_head=False), web.post(PATH, hear)]

    async def close(self) -> None:
        """End `run` and every call under way; what is held gets a last chance."""
        self._closing.set()
        self.health.connected = False
        if self._holding is not None:
            await self._holding.close()
        await self._api.close()

    async def _verify(self, request: web.Request) -> web.Response:
        """The console's question whether this address is ours: its secret comes back in plain."""
        try:
            return web.Response(body=self._door.echo(request.query), content_type="text/plain")
        except Forged as error:
            return self._refuse(error)

    async def _hear(self, request: web.Request, holding: Holding) -> web.Response:
        """Empty 200 when the message is in the books; 503 lets WeCom say it again."""
        try:
            fields = self._door.open(request.query, await read_body(request))
        except TooLarge:
            return web.Response(status=413)
        except Forged as error:
            return self._refuse(error)
        message = self._read(fields)
        if message is None:
            return web.Response()
        if not await holding.take([message], within=ACCEPT_SECONDS):
            self.health.last_error = "messages wait for the books"
            return web.Response(status=503)
        self.health.last_in = self._now()
        return web.Response()

    def _read(self, fields: dict[str, str]) -> Incoming | None:
        try:
            return read_callback(fields)
        except UNREADABLE as error:
            _log.warning("wecom: a callback has no known form (%s)", type(error).__name__)
            return None

    def _refuse(self, error: Forged) -> web.Response:
        _log.warning("wecom: a callback was refused: %s", error)
        return web.Response(status=403)

    def _trouble(self, error: Exception) -> None:
        self.health.last_error = str(error)

    def _now(self) -> str:
        return self._clock().isoformat(timespec="seconds")

    async def _pause(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._closing.wait()
        except TimeoutError:
            return


def known_as(customer: ExternalContact, found: Any, sender: str) -> ExternalContact:
    """What WeCom knows of a customer, with what this colleague noted: other people's notes are theirs.

    Raises ValueError or KeyError where the answer has a form that nobody documented.
    """
    who, followers = found["external_contact"], found.get("follow_user") or []
    noted: dict[str, Any] = next((one for one in followers if one.get("userid") == sender), {})
    return ExternalContact(
        id=customer.id,
        change=customer.change,
        name=who.get("name") or "",
        company=who.get("corp_full_name") or who.get("corp_name") or noted.get("remark_corp_name") or "",
        title=who.get("position") or "",
        phones=tuple(noted.get("remark_mobiles") or ()),
        remark=noted.get("remark") or "",
    )
