"""Sends one message through WeCom's bot, or marks a tapped card, and says in the house's words how it failed."""

import logging
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.channels import TryLater, Unreachable
from bot.channels.attachments import content
from bot.channels.wecom_bot_frames import RESPOND, SEND, UPDATE, WELCOME
from bot.channels.wecom_bot_link import Link
from bot.channels.wecom_bot_media import Media, NotTaken
from bot.channels.wecom_bot_receive import address
from bot.channels.wecom_bot_refusals import MEDIA_GONE, NEVER_SPOKE, passing
from bot.channels.wecom_bot_show import Card, Piece, Words, marked_card, pieces
from bot.channels.wecom_bot_ticket import Ticket, Used, unpack
from bot.channels.wecom_bot_words import markdown
from bot.messages import Attachment, Outgoing

REMEMBERED_HALVES = 1000
log = logging.getLogger(__name__)


@dataclass
class Sender:
    """The way out. It remembers which tickets are used up, and how far a long message got before it failed.

    `clock` gives epoch seconds: tickets outlive a restart.
    """

    link: Link
    clock: Callable[[], float] = time.time
    _used: Used = field(default_factory=Used)
    _halves: dict[str, int] = field(default_factory=dict)  # ledger key → pieces already shown

    def __post_init__(self) -> None:
        self._media = Media(self.link)

    async def send(self, message: Outgoing) -> str:
        """The id of the (last) message: of a card its task id. Raises `TryLater` or `Unreachable`, nothing else."""
        if message.edit_of is not None:
            await self._mark(message)
            return message.edit_of
        shown = pieces(message)
        done = min(self._halves.pop(message.key, 0), max(0, len(shown) - 1))  # the last one gives the id
        ticket = self._answering(message.ticket)
        try:
            while done < len(shown):
                count = 0
                if ticket is not None and not isinstance(shown[done], Attachment):
                    count, ticket = await self._answer(ticket, shown[done:]), None
                if not count:
                    await self._push(message.conversation, shown[done])
                done += count or 1
        finally:
            if done < len(shown):
                self._remember(message.key, done)
        return shown[-1].id if shown and isinstance(shown[-1], Card) else f"m{secrets.token_hex(12)}"

    async def _answer(self, ticket: Ticket, shown: Sequence[Piece]) -> int:
        """Answer the very message that a ticket is of; how many pieces are shown so, 0 where it is refused."""
        self.link.check()
        self._used.add(ticket)
        cmd = WELCOME if ticket.kind == "entry" else RESPOND
        body, count = _welcome(shown) if ticket.kind == "entry" else _response(shown)
        answer = await self.link.ask(cmd, body, ticket.req_id)
        if later := passing(answer.errcode):
            raise later
        if answer.errcode:
            log.info("wecom_bot: an answer was refused (errcode %s), it is pushed instead", answer.errcode)
        return 0 if answer.errcode else count

    async def _push(self, conversation: str, piece: Piece) -> None:
        """Send a piece of our own accord. What WeCom does not take is plainer words, or no file."""
        match piece:
            case Words(text):
                await self._send_words(conversation, text)
            case Card(body=card, plain=plain):
                errcode = await self._send(conversation, {"msgtype": "template_card", "template_card": card})
                if errcode:
                    log.warning("wecom_bot: a card was refused (errcode %s), its words are sent", errcode)
                    await self._send_words(conversation, markdown(plain))
            case Attachment():
                try:
                    await self._send_file(conversation, piece)
                except NotTaken as reason:
                    log.warning("wecom_bot: a file was left out: %s", reason)

    async def _send_words(self, conversation: str, text: str) -> None:
        errcode = await self._send(conversation, {"msgtype": "markdown", "markdown": {"content": text}})
        if errcode:
            raise Unreachable(f"errcode {errcode}")

    async def _send_file(self, conversation: str, file: Attachment) -> None:
        """Raises `NotTaken` where WeCom refuses it: the words matter more."""
        data = content(file)
        if data is None:
            return
        kind, media_id = await self._media.upload(file, data)
        errcode = await self._send(conversation, {"msgtype": kind, kind: {"media_id": media_id}})
        if errcode in MEDIA_GONE:
            self._media.forget(media_id)
            kind, media_id = await self._media.upload(file, data)
            errcode = await self._send(conversation, {"msgtype": kind, kind: {"media_id": media_id}})
        if errcode:
            raise NotTaken(f"errcode {errcode}")

    async def _send(self, conversation: str, body: Mapping[str, Any]) -> int:
        """The errcode of a refusal that concerns this body, else 0.

        Raises `TryLater` for what passes, and `Unreachable` where there is no such chat.
        """
        chat_id, chat_type = address(conversation)
        answer = await self.link.ask(SEND, {"chatid": chat_id, "chat_type": chat_type, **body})
        if later := passing(answer.errcode):
            raise later
        if answer.errcode in NEVER_SPOKE:
            raise Unreachable(f"no chat with the bot yet (errcode {answer.errcode})")
        return answer.errcode

    async def _mark(self, message: Outgoing) -> None:
        """Show on the card that was just tapped what was chosen. Where it is too late, it stays as it is."""
        ticket = unpack(message.ticket)
        if ticket is None or ticket.kind != "tap" or not self._is_usable(ticket):
            return
        self._used.add(ticket)
        body = {
            "response_type": "update_template_card",
            "template_card": marked_card(message, ticket.task_id),
        }
        try:
            answer = await self.link.ask(UPDATE, body, ticket.req_id)
        except TryLater as reason:
            log.info("wecom_bot: a card was not marked: %s", reason)
            return
        if answer.errcode:
            log.info("wecom_bot: a card was not marked (errcode %s)", answer.errcode)

    def _answering(self, packed: str | None) -> Ticket | None:
        """The ticket where it still answers; a tap's only changes its card."""
        ticket = unpack(packed)
        usable = ticket is not None and ticket.kind != "tap" and self._is_usable(ticket)
        return ticket if usable else None

    def _is_usable(self, ticket: Ticket) -> bool:
        return ticket not in self._used and ticket.is_fresh(self.clock())

    def _remember(self, key: str, done: int) -> None:
        if done:
            self._halves[key] = done
        while len(self._halves) > REMEMBERED_HALVES:
            del self._halves[next(iter(self._halves))]


def _response(shown: Sequence[Piece]) -> tuple[dict[str, Any], int]:
    """The body of an answer, and how many pieces it shows: words and the card after them go together."""
    match shown:
        case [Words(text), Card(body=card)]:
            stream = {"id": secrets.token_hex(12), "finish": True, "content": text}
            return {"msgtype": "stream_with_template_card", "stream": stream, "template_card": card}, 2
        case [Card(body=card), *_]:
            return {"msgtype": "template_card", "template_card": card}, 1
        case [Words(text), *_]:
            stream = {"id": secrets.token_hex(12), "finish": True, "content": text}
            return {"msgtype": "stream", "stream": stream}, 1
        case _:
            raise AssertionError("a file answers nothing")


def _welcome(shown: Sequence[Piece]) -> tuple[dict[str, Any], int]:
    """A welcome shows plain text or a card."""
    match shown[0]:
        case Card(body=card):
            return {"msgtype": "template_card", "template_card": card}, 1
        case Words(plain=plain):
            return {"msgtype": "text", "text": {"content": plain}}, 1
        case _:
            raise AssertionError("a file welcomes nobody")
