"""Files as DingTalk takes them: pictures, a handful of kinds, and all else in a zip. Pure, no I/O."""

import io
import zipfile
from dataclasses import dataclass
from typing import Literal

from bot.messages import Attachment

MOST_BYTES = 20 * 2**20
"""The largest upload; a figure of others, not tried on the platform."""
KINDS = frozenset({"xlsx", "pdf", "zip", "rar", "doc", "docx"})
"""What `sampleFile` shows; a list of others, not tried on the platform."""
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/bmp"})


@dataclass(frozen=True)
class Upload:
    """A file on its way: `kind` as the upload calls it."""

    kind: Literal["image", "file"]
    name: str
    mime: str
    content: bytes

    @property
    def message_key(self) -> str:
        return "sampleImageMsg" if self.kind == "image" else "sampleFile"

    def parameters(self, media: str) -> dict[str, str]:
        if self.kind == "image":
            return {"photoURL": media}
        return {"mediaId": media, "fileName": self.name, "fileType": _ending(self.name)}


def upload_of(file: Attachment, content: bytes) -> Upload:
    """The file in a form that DingTalk takes."""
    if file.mime in PICTURES:
        return Upload("image", file.name, file.mime, content)
    if _ending(file.name) in KINDS:
        return Upload("file", file.name, file.mime, content)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr(file.name, content)
    return Upload(
        "file", f"{file.name.rpartition('.')[0] or file.name}.zip", "application/zip", packed.getvalue()
    )


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower()
