"""Files that people send to a bot: the stand-in WeCom keeps them encrypted, each under its own key, for minutes."""

import base64
import os
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from aiohttp import web
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

SECONDS = 300.0


@dataclass
class File:
    content: bytes
    name: str
    at: float


class Files:
    """`clock` gives epoch seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._files: dict[str, File] = {}

    def seal(self, content: bytes, name: str) -> tuple[str, str]:
        """The id of the file, and the key that opens it."""
        key, count = os.urandom(32), 32 - len(content) % 32
        encryptor = Cipher(algorithms.AES(key), modes.CBC(key[:16])).encryptor()
        sealed = encryptor.update(content + bytes([count]) * count) + encryptor.finalize()
        id_ = f"file{len(self._files) + 1}"
        self._files[id_] = File(sealed, name, self._clock())
        return id_, base64.b64encode(key).decode().rstrip("=")

    async def serve(self, request: web.Request) -> web.Response:
        file = self._files.get(request.match_info["id"])
        if file is None or self._clock() - file.at > SECONDS:
            return web.Response(status=403)
        told = f"attachment; filename*=UTF-8''{quote(file.name)}"
        return web.Response(body=file.content, headers={"Content-Disposition": told} if file.name else {})
