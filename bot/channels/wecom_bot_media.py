"""Files of WeCom's bot: uploaded in pieces over the WebSocket, fetched over HTTP and decrypted."""

import base64
import hashlib
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from bot.channels import Brought, Unreachable
from bot.channels.calls import Caller, may_fetch
from bot.channels.wecom_bot_frames import UPLOAD_CHUNK, UPLOAD_FINISH, UPLOAD_INIT, Answer
from bot.channels.wecom_bot_link import Link
from bot.channels.wecom_bot_receive import place_of
from bot.channels.wecom_bot_refusals import passing
from bot.channels.wecom_crypto import Unsealed, decrypt_media
from bot.messages import Attachment, Errand

CHUNK = 512 * 1024
"""Bytes of a piece before base64."""
MOST_CHUNKS = 100
PIECE_SECONDS = 15.0
"""How long a piece may take on a slow line."""
KEPT_SECONDS = 2.5 * 86_400
"""WeCom keeps an uploaded file for three days."""
KEPT_FILES = 500
LARGEST_PICTURE = 10 * 1024 * 1024
"""Bytes of a picture that is sent as one; not verified for the bot."""
SMALLEST = 5  # bytes; WeCom takes no smaller file

_LONG_NAME = re.compile(r"filename\*=UTF-8''([^;\s]+)", re.IGNORECASE)
_SHORT_NAME = re.compile(r'filename="?([^";]+)"?', re.IGNORECASE)
_PICTURES = ("image/png", "image/jpeg")
_BEGINNINGS: Mapping[bytes, tuple[str, str]] = {
    b"\x89PNG": ("image/png", "png"),
    b"\xff\xd8\xff": ("image/jpeg", "jpg"),
    b"GIF8": ("image/gif", "gif"),
}


class NotTaken(Exception):
    """WeCom does not take the file."""


@dataclass
class Media:
    """Media ids by content, kept while WeCom keeps the files."""

    link: Link
    _ids: dict[str, tuple[str, float]] = field(default_factory=dict)

    async def upload(self, file: Attachment, content: bytes) -> tuple[str, str]:
        """The kind under which WeCom shows a file (image, file), and its media id.

        Raises `NotTaken`, or `TryLater` while there is no connection.
        """
        is_picture = file.mime in _PICTURES and len(content) <= LARGEST_PICTURE
        kind = "image" if is_picture else "file"
        key = hashlib.sha256(
            content + b"\0" + file.name.encode("utf-8", "replace") + kind.encode()
        ).hexdigest()
        media_id, until = self._ids.get(key, ("", 0.0))
        if time.monotonic() >= until:
            media_id = await self._upload(kind, file.name, content)
            self._keep(key, media_id)
        return kind, media_id

    def forget(self, media_id: str) -> None:
        """WeCom no longer has this file."""
        self._ids = {key: kept for key, kept in self._ids.items() if kept[0] != media_id}

    async def _upload(self, kind: str, name: str, content: bytes) -> str:
        count = -(-len(content) // CHUNK)
        if count > MOST_CHUNKS or len(content) < SMALLEST:
            raise NotTaken("a file of that size is not taken")
        md5 = hashlib.md5(content, usedforsecurity=False).hexdigest()
        told = {"type": kind, "filename": name, "total_size": len(content), "total_chunks": count, "md5": md5}
        begun = await self._ask(UPLOAD_INIT, told)
        upload_id = _id(begun, "upload_id")
        for index in range(count):
            piece = content[index * CHUNK : (index + 1) * CHUNK]
            data = base64.b64encode(piece).decode("ascii")
            await self._ask(UPLOAD_CHUNK, {"upload_id": upload_id, "chunk_index": index, "base64_data": data})
        return _id(await self._ask(UPLOAD_FINISH, {"upload_id": upload_id}), "media_id")

    async def _ask(self, cmd: str, body: Mapping[str, Any]) -> Answer:
        answer = await self.link.ask(cmd, body, seconds=PIECE_SECONDS)
        if answer.errcode:
            raise passing(answer.errcode) or NotTaken(f"errcode {answer.errcode}")
        return answer

    def _keep(self, key: str, media_id: str) -> None:
        self._ids[key] = (media_id, time.monotonic() + KEPT_SECONDS)
        while len(self._ids) > KEPT_FILES:
            del self._ids[next(iter(self._ids))]


async def bring(errand: Errand, caller: Caller, base: str) -> Brought:
    """A file that WeCom told of; its address lives five minutes. Raises `TryLater` or `Unreachable`.

    `base` is the configured address of WeCom.
    """
    if errand.what != "file" or errand.file is None:
        raise Unreachable("WeCom's bot brings nothing but files")
    try:
        url, aes_key = place_of(errand.file.reference)
    except (ValueError, TypeError):
        raise Unreachable("not a file of this channel") from None
    if not may_fetch(url, base):
        raise Unreachable("its address is none of WeCom's")
    content, headers = await caller.fetch(url)
    try:
        content = decrypt_media(content, aes_key) if aes_key else content
    except Unsealed:
        raise Unreachable("the file can't be decrypted") from None
    return _named(content, errand.file, _told_name(headers))


def _id(answer: Answer, name: str) -> str:
    found = answer.body.get(name)
    if not isinstance(found, str) or not found:
        raise NotTaken(f"no {name} came")
    return found


def _named(content: bytes, file: Attachment, told: str) -> Brought:
    """The file under the name that came with it, and a picture under its true kind."""
    mime, name = file.mime, told or file.name
    for beginning, (true, ending) in _BEGINNINGS.items():
        if content.startswith(beginning):
            mime = true
            name = name if "." in name or not name else f"{name}.{ending}"
    return Brought(content, name, mime)


def _told_name(headers: Mapping[str, str]) -> str:
    told = headers.get("Content-Disposition", "")
    if long := _LONG_NAME.search(told):
        return unquote(long[1])
    short = _SHORT_NAME.search(told)
    return short[1].strip() if short else ""
