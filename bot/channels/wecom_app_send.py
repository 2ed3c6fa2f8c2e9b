"""Sends one message through WeCom's app, or changes a card, and says in the house's words how it failed."""

import asyncio
import hashlib
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any, TypeVar

from bot.channels import Rejected, TryLater, Unreachable
from bot.channels.attachments import content
from bot.channels.layout import shorten, split, utf8
from bot.channels.wecom_app_api import Api, NotDone, Refused
from bot.channels.wecom_cards import LABEL, button_card, marked_words
from bot.messages import Attachment, Outgoing

TEXT_BYTES = 2048
DUPLICATE_SECONDS = 4 * 3600
"""How long WeCom keeps a second copy of a reminder from being shown."""
CODE_LIFE = timedelta(hours=72)
"""How long a card can be changed."""
MEDIA_LIFE = timedelta(days=2, hours=12)
"""How long an upload is used again; WeCom keeps it for three days."""
LEAST_BYTES = 5  # a file must have more
PICTURE_BYTES = 10 * 1024 * 1024
FILE_BYTES = 20 * 1024 * 1024
BAD_MEDIA = 40007
EVERYBODY = "@all"
REMEMBERED = 1000

_PICTURES = ("image/png", "image/jpeg")
log = logging.getLogger(__name__)

Step = Callable[[], Awaitable[str]]
V = TypeVar("V")


class Sender:
    """The way out. It remembers how far a message got before it failed, and what has been uploaded."""

    def __init__(self, api: Api, agent_id: str, now: Callable[[], float] = time.time) -> None:
        self._api = api
        self._agent: int | str = int(agent_id) if agent_id.isdecimal() else agent_id
        self._now = now
        self._done: dict[str, int] = {}  # ledger key → steps that were taken
        self._unanswered: dict[str, None] = {}  # task ids of cards that may have been shown
        self._uploads: dict[str, tuple[str, float]] = {}  # hash → media id, and until when it counts

    async def send(self, message: Outgoing) -> str:
        """The id of the (last) message. Raises `TryLater` or `Unreachable`, nothing else."""
        if "|" in message.conversation or message.conversation in ("", EVERYBODY):
            raise Unreachable("not one person")
        try:
            if message.edit_of is not None:
                return await self._edit(message, message.edit_of)
            return await self._send(message)
        except Refused as refusal:
            raise Rejected(str(refusal)) from None

    async def _send(self, message: Outgoing) -> str:
        """Files, then words, then the card. What was sent is not sent again when a later step fails."""
        steps = self._steps(message)
        sent, done = "", min(self._done.pop(message.key, 0), max(0, len(steps) - 1))
        try:
            for step in steps[done:]:
                sent = await step()
                done += 1
        finally:
            if 0 < done < len(steps):
                _remember(self._done, message.key, done)
        return sent or task_id(message.key)

    def _steps(self, message: Outgoing) -> list[Step]:
        steps: list[Step] = [self._file_step(message, file) for file in message.files]
        *before, last = (part.text for part in message.parts)
        steps += [self._text_step(message, text) for text in before]
        if message.buttons:
            return [*steps, lambda: self._send_card(message, last)]
        return [*steps, self._text_step(message, last)] if last.strip() else steps

    def _text_step(self, message: Outgoing, text: str) -> Step:
        return lambda: self._post(message, "text", {"content": text})

    def _file_step(self, message: Outgoing, file: Attachment) -> Step:
        return lambda: self._send_file(message, file)

    async def _send_card(self, message: Outgoing, words: str) -> str:
        """The buttons as a card; where WeCom refuses its looks, as numbered lines.

        A card that failed without an answer may be on the screen: WeCom refuses its id a second time.
        """
        task = task_id(message.key)
        try:
            sent = await self._post(message, "template_card", button_card(words, message.buttons, task))
        except Refused as refusal:
            if task in self._unanswered:
                return task
            log.warning("wecom: a card was refused (%s), its choices go as text", refusal)
            return await self._send_plain(message, words)
        except NotDone:
            raise
        except (TryLater, asyncio.CancelledError):
            _remember(self._unanswered, task, None)
            raise
        self._unanswered.pop(task, None)
        return sent

    async def _send_plain(self, message: Outgoing, words: str) -> str:
        lines = [
            f"{button.label} {button.link}" if button.link else button.label for button in message.buttons
        ]
        sent = ""
        for piece in split("\n".join([words, *lines]).strip(), TEXT_BYTES, utf8):
            sent = await self._post(message, "text", {"content": piece})
        return sent

    async def _send_file(self, message: Outgoing, file: Attachment) -> str:
        data = content(file)
        if data is None or not LEAST_BYTES < len(data) <= FILE_BYTES:
            log.warning("wecom: a file of %s bytes cannot be sent", len(data or b""))
            return ""
        try:
            return await self._send_data(message, file, data)
        except Refused as refusal:  # the words still go
            log.warning("wecom: a file was refused (%s)", refusal)
            return ""

    async def _send_data(self, message: Outgoing, file: Attachment, data: bytes) -> str:
        """WeCom may have forgotten an earlier upload: then it is made anew."""
        kind = "image" if file.mime in _PICTURES and len(data) <= PICTURE_BYTES else "file"
        for last in (False, True):
            media = await self._uploaded(kind, file, data, anew=last)
            try:
                return await self._post(message, kind, {"media_id": media})
            except Refused as refusal:
                if refusal.code != BAD_MEDIA or last:
                    raise
        raise AssertionError("two attempts end in an answer")

    async def _uploaded(self, kind: str, file: Attachment, data: bytes, *, anew: bool) -> str:
        digest = hashlib.sha256(f"{kind}\0{file.name}\0".encode() + data).hexdigest()
        media, until = self._uploads.get(digest, ("", 0.0))
        if anew or self._now() >= until:
            media = await self._api.upload(kind, file.name, file.mime, data)
            _remember(self._uploads, digest, (media, self._now() + MEDIA_LIFE.total_seconds()))
        return media

    async def _post(self, message: Outgoing, kind: str, body: Mapping[str, Any]) -> str:
        """The id of what was sent, with the code that lets a card be changed once: `<msgid>|<code>`."""
        asked: dict[str, Any] = {
            "touser": message.conversation,
            "msgtype": kind,
            "agentid": self._agent,
            kind: body,
        }
        if message.reminder:
            asked |= {"enable_duplicate_check": 1, "duplicate_check_interval": DUPLICATE_SECONDS}
        answer = await self._api.call("POST", "message/send", lambda: {"json": asked})
        for refused in ("invaliduser", "unlicenseduser"):
            if answer.get(refused):
                raise Unreachable(refused)
        sent = str(answer.get("msgid") or task_id(message.key))
        code = answer.get("response_code")
        return f"{sent}|{code}" if kind == "template_card" and code else sent

    async def _edit(self, message: Outgoing, id_: str) -> str:
        """The card as it is now; where it can't be changed any more, it stays as it is."""
        code = self._code_for(message, id_)
        if not code:
            return id_
        asked = {"userids": [message.conversation], "agentid": self._agent, "response_code": code}
        asked |= _changed(message)
        try:
            await self._api.call("POST", "message/update_template_card", lambda: {"json": asked})
        except Refused as refusal:
            log.debug("wecom: a card stays as it is (%s)", refusal)
        return id_

    def _code_for(self, message: Outgoing, id_: str) -> str:
        """The code of the press that is marked, or that of the sending; empty where neither counts."""
        if message.ticket is None:
            return id_.partition("|")[2]
        code, _, since = message.ticket.partition("|")
        alive = since.isdecimal() and self._now() < int(since) + CODE_LIFE.total_seconds()
        return code if alive else ""


def task_id(key: str) -> str:
    """The id of the card of a message, in WeCom's alphabet and unique to it."""
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def _changed(message: Outgoing) -> dict[str, Any]:
    """What a card turns into: a spent one with what was chosen, or another with the buttons left."""
    words = message.text.strip()
    if not message.buttons:
        return {"button": {"replace_name": shorten(words.rpartition("\n")[2], LABEL)}}
    return {"template_card": button_card(marked_words(words), message.buttons, task_id(message.key))}


def _remember(kept: dict[str, V], key: str, value: V) -> None:
    kept[key] = value
    while len(kept) > REMEMBERED:
        del kept[next(iter(kept))]
