"""Files that a bot uploads to the stand-in WeCom in pieces."""

import base64
import binascii
import hashlib
import re
import time
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

BAD_FRAME = 40058  # a parameter is wrong
CHUNK_BYTES = 512 * 1024


class Refusal(Exception):
    def __init__(self, errcode: int, errmsg: str) -> None:
        super().__init__(errmsg)
        self.errcode = errcode


@dataclass
class Upload:
    told: Json
    pieces: dict[int, bytes] = field(default_factory=dict)


class Uploads:
    """Each method is one command: the body of its answer. Raises `Refusal`."""

    def __init__(self) -> None:
        self.media: dict[str, tuple[str, str, bytes]] = {}  # media id → kind, name, content
        self._begun: dict[str, Upload] = {}

    def begin(self, body: Json) -> Json:
        size, count = body["total_size"], body["total_chunks"]
        if body["type"] not in ("file", "image") or not body["filename"] or not size >= 5:
            raise Refusal(BAD_FRAME, "not a file to upload")
        if count != -(-size // CHUNK_BYTES) or count > 100 or not re.fullmatch("[0-9a-f]{32}", body["md5"]):
            raise Refusal(BAD_FRAME, "not whole")
        id_ = f"up{len(self._begun) + 1}"
        self._begun[id_] = Upload(dict(body))
        return {"upload_id": id_}

    def take(self, body: Json) -> Json:
        upload, index = self._upload(body), body["chunk_index"]
        try:
            piece = base64.b64decode(body["base64_data"], validate=True)
        except binascii.Error:
            raise Refusal(BAD_FRAME, "not base64") from None
        if not 0 <= index < upload.told["total_chunks"] or len(piece) > CHUNK_BYTES:
            raise Refusal(BAD_FRAME, "not a piece of this file")
        upload.pieces[index] = piece
        return {}

    def finish(self, body: Json) -> Json:
        upload = self._upload(body)
        content = b"".join(upload.pieces[index] for index in sorted(upload.pieces))
        if hashlib.md5(content).hexdigest() != upload.told["md5"]:
            raise Refusal(BAD_FRAME, "pieces are missing")
        media_id = f"media{len(self.media) + 1}"
        self.media[media_id] = (upload.told["type"], upload.told["filename"], content)
        return {"type": upload.told["type"], "media_id": media_id, "created_at": int(time.time())}

    def _upload(self, body: Json) -> Upload:
        if body.get("upload_id") not in self._begun:
            raise Refusal(BAD_FRAME, "unknown upload_id")
        return self._begun[body["upload_id"]]
