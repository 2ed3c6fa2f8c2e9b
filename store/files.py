"""Files that came in, kept under the hash of their content."""

import asyncio
import hashlib
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

_REFERENCE = re.compile(r"kept:([0-9a-f]{64})")


@dataclass(frozen=True)
class Files:
    """The same content is kept once, in a folder of its first two digits."""

    folder: Path

    async def keep(self, content: bytes) -> str:
        """Write a file safely; its reference `kept:<sha256>`. Raises OSError, as on a full disk."""
        return await asyncio.to_thread(self._keep, content)

    async def read(self, reference: str) -> bytes | None:
        """The content; None for a reference that is not ours or whose file is gone."""
        found = _REFERENCE.fullmatch(reference)
        return await asyncio.to_thread(self._read, found[1]) if found else None

    def _keep(self, content: bytes) -> str:
        digest = hashlib.sha256(content).hexdigest()
        place = self._place(digest)
        if not place.exists():
            for folder in (self.folder, place.parent):
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as half:  # 0600 by itself
                try:
                    half.write(content)
                    half.flush()
                    os.fsync(half.fileno())
                except BaseException:
                    Path(half.name).unlink(missing_ok=True)
                    raise
            Path(half.name).replace(place)
            for folder in (place.parent, self.folder):
                _write_down(folder)
        return f"kept:{digest}"

    def _read(self, digest: str) -> bytes | None:
        try:
            return self._place(digest).read_bytes()
        except FileNotFoundError:
            return None

    def _place(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest


def _write_down(folder: Path) -> None:
    """Have the names in a folder survive a power cut."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
