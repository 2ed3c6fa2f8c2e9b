"""The way out: through the session webhook while it lives, else by push; cards where there is a template."""

import asyncio
import json
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeVar

from bot.channels import Brought, TryLater, Unreachable
from bot.channels import dingtalk_cards as cards
from bot.channels.attachments import content
from bot.channels.dingtalk_api import Api, Denied, NeedsAdmin
from bot.channels.dingtalk_files import MOST_BYTES, upload_of
from bot.channels.dingtalk_show import MESSAGE_BYTES, linked, listed, title
from bot.channels.dingtalk_ticket import Webhook, address, is_trusted, webhook_of
from bot.channels.layout import utf8
from bot.messages import Attachment, Errand, Outgoing, SentButton

TO_PERSON = "/v1.0/robot/oToMessages/batchSend"
TO_GROUP = "/v1.0/robot/groupMessages/send"
FLOW_SECONDS = 60.0
"""How long somebody is left in peace whom DingTalk shields from too many messages."""
NO_CARDS_SECONDS = 600.0  # after a card was refused, links are sent for so long without asking again
MOST_REMEMBERED = 10_000

Value = TypeVar("Value")

Tell = Callable[[str, str | None], None]
"""Told of a kind of trouble in short words, or with None that it is over."""


@dataclass(frozen=True)
class Words:
    """One message of words: plain text, or markdown under a title."""

    text: str
    markdown_title: str = ""

    @property
    def pushed(self) -> tuple[str, str]:
        if self.markdown_title:
            return "sampleMarkdown", _json({"title": self.markdown_title, "text": self.text})
        return "sampleText", _json({"content": self.text})

    @property
    def answered(self) -> dict[str, object]:
        if self.markdown_title:
            return {"msgtype": "markdown", "markdown": {"title": self.markdown_title, "text": self.text}}
        return {"msgtype": "text", "text": {"content": self.text}}


@dataclass(frozen=True)
class CardPiece:
    """Words and buttons that go as a card where that is possible."""

    words: str
    buttons: tuple[SentButton, ...]


Piece = Words | CardPiece | Attachment


class Sender:
    """Sends and changes messages. It remembers how far a long one got, and the newest webhook of each chat."""

    def __init__(self, api: Api, template: str, tell: Tell, now: Callable[[], float] = time.time) -> None:
        self._api, self._template, self._tell, self._now = api, template, tell, now
        self._no_cards_until = 0.0
        self._done: OrderedDict[str, int] = OrderedDict()  # ledger key → pieces already sent
        self._webhooks: OrderedDict[str, Webhook] = OrderedDict()

    def heard(self, ticket: str | None) -> None:
        """Keep the newest webhook of a conversation: what goes through it needs no metered call."""
        if webhook := webhook_of(ticket):
            _put(self._webhooks, webhook.conversation, webhook)

    async def send(self, message: Outgoing) -> str:
        """The id of the (last) message. Raises `TryLater` or `Unreachable`, nothing else."""
        try:
            address(message.conversation)
        except ValueError:
            raise Unreachable("not a DingTalk conversation") from None
        try:
            if message.edit_of is not None:
                return await self._change(message, message.edit_of)
            return await self._send_pieces(message)
        except Denied as refusal:
            raise Unreachable(str(refusal)) from None

    async def bring(self, errand: Errand) -> Brought:
        """A file that somebody sent."""
        if errand.what != "file" or errand.file is None:
            raise Unreachable("DingTalk brings nothing but files")
        try:
            return Brought(await self._api.fetch(errand.file.reference), errand.file.name, errand.file.mime)
        except Denied as refusal:
            raise Unreachable(str(refusal)) from None

    async def _send_pieces(self, message: Outgoing) -> str:
        pieces = list(self._pieces(message))
        done = min(self._done.pop(message.key, 0), max(len(pieces) - 1, 0))  # the last gives the id
        sent = ""
        try:
            for piece in pieces[done:]:
                sent = await self._send_piece(message, piece) or sent
                done += 1
        finally:
            if 0 < done < len(pieces):
                _put(self._done, message.key, done)
        return sent or _own_id(message.key)

    def _pieces(self, message: Outgoing) -> Iterator[Piece]:
        """What goes out one after the other: files, words, and at the end what has buttons."""
        yield from message.files
        *before, last = [part.text for part in message.parts] or [message.text]
        if not message.buttons:
            yield from (Words(text) for text in (*before, last) if text)
            return
        yield from (Words(text) for text in before if text)
        if self._template and not cards.holds(last):
            yield Words(last)
            last = title(last)
        yield CardPiece(last, message.buttons)

    async def _send_piece(self, message: Outgoing, piece: Piece) -> str:
        match piece:
            case Words():
                return await self._say(message, piece)
            case CardPiece():
                return await self._card(message, piece) or await self._links(message, piece)
            case Attachment():
                return await self._file(message, piece)

    async def _say(self, message: Outgoing, words: Words) -> str:
        """Answer where a webhook lives, else push."""
        webhook = self._webhook(message)
        if webhook is not None:
            try:
                await self._api.answer(webhook, words.answered)
            except (Denied, NeedsAdmin):  # it has ended early, or takes no answers: push then
                self._webhooks.pop(message.conversation, None)
            else:
                return _own_id(message.key)
        return await self._push(message, *words.pushed)

    async def _push(self, message: Outgoing, key: str, parameters: str) -> str:
        kind, id_ = address(message.conversation)
        said = {"robotCode": self._api.client_id, "msgKey": key, "msgParam": parameters}
        if kind == "group":
            answer = await self._api.call("POST", TO_GROUP, {**said, "openConversationId": id_})
        else:
            answer = await self._api.call("POST", TO_PERSON, {**said, "userIds": [id_]})
            if answer.get("flowControlledStaffIdList"):
                raise TryLater(FLOW_SECONDS, "DingTalk shields this person from more messages for now")
            if answer.get("invalidStaffIdList"):
                raise Unreachable("DingTalk knows no such staff id within the app's scope")
            if answer.get("filteredStaffIdList"):
                raise Unreachable("this person has turned the robot's messages off")
        return str(answer.get("processQueryKey") or _own_id(message.key))

    async def _card(self, message: Outgoing, piece: CardPiece) -> str:
        """The card's id; empty where links must do."""
        filled = cards.variables(piece.words, piece.buttons)
        if not self._template or filled is None or self._now() < self._no_cards_until:
            return ""
        body = cards.creation(self._template, self._api.client_id, message, filled)
        try:
            if cards.undelivered(await self._api.call("POST", cards.CREATE, body)):
                raise Denied("undelivered")
        except (Denied, NeedsAdmin) as no:
            self._no_cards_until = self._now() + NO_CARDS_SECONDS
            self._tell("card", f"no card could be sent, links are sent instead: {no}")
            return ""
        self._tell("card", None)
        return cards.card_id(message.key)

    async def _links(self, message: Outgoing, piece: CardPiece) -> str:
        """Buttons as links that speak for the person; in a group those would not reach us, so a plain list."""
        if address(message.conversation)[0] == "group":
            return await self._say(message, Words(listed(piece.words, piece.buttons)))
        together = Words(linked(piece.words, piece.buttons), title(piece.words))
        if utf8(together.pushed[1]) <= MESSAGE_BYTES:
            return await self._say(message, together)
        await self._say(message, Words(piece.words))
        return await self._say(message, Words(linked("", piece.buttons), title(piece.words)))

    async def _file(self, message: Outgoing, file: Attachment) -> str:
        """A file or picture. One that DingTalk refuses is left out: the words still go."""
        data = content(file)
        if data is None:
            return ""
        upload = await asyncio.to_thread(upload_of, file, data)  # it may have to be packed
        if len(upload.content) > MOST_BYTES:
            self._tell("file", "a file was too large for DingTalk")
            return ""
        try:
            media = await self._api.upload(upload.kind, upload.name, upload.mime, upload.content)
            sent = await self._push(message, upload.message_key, _json(upload.parameters(media)))
        except Denied as refusal:
            self._tell("file", f"a file was refused: {refusal}")
            return ""
        self._tell("file", None)
        return sent

    async def _change(self, message: Outgoing, id_: str) -> str:
        """The card in its new form; anything else can't be changed and stays."""
        words, marks = cards.marked(message)
        filled = cards.variables(words, message.buttons, marks)
        if cards.is_card(id_) and filled is not None:
            try:
                await self._api.call("PUT", cards.UPDATE, cards.change(id_, filled))
            except (Denied, NeedsAdmin) as no:
                self._tell("change", f"a card could not be changed: {no}")
            else:
                self._tell("change", None)
        return id_

    def _webhook(self, message: Outgoing) -> str | None:
        """A webhook that answers in this very conversation, lives, and leads to DingTalk."""
        for webhook in (webhook_of(message.ticket), self._webhooks.get(message.conversation)):
            if (
                webhook is not None
                and webhook.serves(message.conversation, self._now())
                and is_trusted(webhook.address, self._api.oapi_base, self._api.api_base)
            ):
                return webhook.address
        return None


def _own_id(key: str) -> str:
    """An id of our own, where DingTalk gives none."""
    return f"said-{sha256(key.encode()).hexdigest()[:24]}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _put(memory: OrderedDict[str, Value], key: str, value: Value) -> None:
    """Remember, and forget the oldest."""
    memory[key] = value
    memory.move_to_end(key)
    while len(memory) > MOST_REMEMBERED:
        memory.popitem(last=False)
