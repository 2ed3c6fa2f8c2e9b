"""DingTalk: a robot in Stream mode. It needs no public address: we open the connection."""

import logging
import time
from collections.abc import Sequence
from datetime import UTC, datetime

from aiohttp import web

from bot.channels import Accept, Brought, Health, Limits, Rate, TryLater
from bot.channels import dingtalk_cards as cards
from bot.channels.calls import Caller
from bot.channels.dingtalk_api import Api
from bot.channels.dingtalk_receive import UNREADABLE, has_staff_id, read_message, read_press
from bot.channels.dingtalk_send import Sender
from bot.channels.dingtalk_show import TEXT_LIMIT, weight
from bot.channels.dingtalk_stream import BAD, BUSY, MESSAGES, OK, Frame, Stream
from bot.channels.holding import Holding
from bot.messages import Errand, Incoming, Outgoing

ACKNOWLEDGE_SECONDS = 1.5
"""The latest acknowledgement: a card waits two seconds, and what was said never comes again."""
CHAT_RATES = (Rate(20, 20.0),)
"""Messages to one chat: DingTalk tells no figure, only when it was too fast."""
TOTAL_RATES = (Rate(20, 1.0),)  # calls of one app to one API

_NO_STAFF_ID = "messages name no staff id: publish the app, until then only answers reach people"

log = logging.getLogger(__name__)


class DingTalk:
    """The channel "dingtalk". With a card template buttons are real and show what was pressed."""

    name = "dingtalk"

    def __init__(
        self,
        client_id: str,
        client_secret: str,
        *,
        api_base: str = "https://api.dingtalk.com",
        oapi_base: str = "https://oapi.dingtalk.com",
        card_template_id: str = "",
    ) -> None:
        self.limits = _limits(with_cards=bool(card_template_id))
        self.health = Health()
        self._troubles: dict[str, str] = {}
        self._caller = Caller()
        self._api = Api(self._caller, client_id, client_secret, api_base, oapi_base)
        self._sender = Sender(self._api, card_template_id, self._tell)
        self._stream = Stream(self._api, self._caller, self._hear, self._tell_link)
        self._holding: Holding | None = None

    async def run(self, accept: Accept) -> None:
        """Hear what comes until `close`. DingTalk may be away at the start and at any time."""
        self._holding = Holding(accept)
        await self._stream.run()

    async def send(self, message: Outgoing) -> str:
        try:
            sent = await self._sender.send(message)
        except TryLater as later:
            self._tell("sending", str(later))
            raise
        self._tell("sending", None)
        self.health.last_out = _now()
        return sent

    async def bring(self, errand: Errand) -> Brought:
        return await self._sender.bring(errand)

    def routes(self, accept: Accept) -> Sequence[web.RouteDef]:
        return []

    async def close(self) -> None:
        """End `run`. What was heard is given to the house first; it would not be said again."""
        self.health.connected = False
        await self._stream.close(within=ACKNOWLEDGE_SECONDS)
        if self._holding is not None:
            await self._holding.close(within=2.0)
        await self._caller.close()

    async def _hear(self, frame: Frame) -> int:
        """Take in a message or a press; the code to acknowledge it with, at the latest when it is due."""
        assert self._holding is not None
        try:
            message = self._read(frame)
        except UNREADABLE as error:
            log.warning("dingtalk: a callback has no known form (%s)", type(error).__name__)
            return BAD
        if message is None:
            return OK
        self.health.last_in = _now()
        self._sender.heard(message.ticket)
        started = time.monotonic()
        safe = await self._holding.take([message], within=ACKNOWLEDGE_SECONDS)
        waited = time.monotonic() - started >= ACKNOWLEDGE_SECONDS / 2
        self._tell("books", None if safe else "messages wait for the books")
        return OK if safe or waited else BUSY  # not held at all: there is no more room

    def _read(self, frame: Frame) -> Incoming | None:
        if frame.topic != MESSAGES:
            return read_press(frame.data, frame.id, frame.sent_at)
        message = read_message(frame.data)
        self._tell("staff", None if has_staff_id(frame.data) else _NO_STAFF_ID)
        return message

    def _tell_link(self, trouble: str | None) -> None:
        self.health.connected = trouble is None
        self._tell("link", trouble)

    def _tell(self, kind: str, trouble: str | None) -> None:
        """Keep the newest trouble of each kind; health tells the newest of all that lasts."""
        self._troubles.pop(kind, None)
        if trouble:
            self._troubles[kind] = trouble
        self.health.last_error = next(reversed(self._troubles.values()), None)


def _limits(*, with_cards: bool) -> Limits:
    return Limits(
        text=TEXT_LIMIT,
        measure=weight,
        buttons=cards.BUTTONS,
        label=cards.LABEL if with_cards else 40,
        card=cards.WORDS if with_cards else 0,
        edit="always" if with_cards else "never",
        table="lines",
        files=True,
        chat_rates=CHAT_RATES,
        total_rates=TOTAL_RATES,
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
