"""The page of the web chat: its files, read once and named by what is in them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_STATIC = Path(__file__).parent / "static"
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


@dataclass(frozen=True)
class Page:
    """The page and what it loads. A changed file changes `version`, and with it every address."""

    html: str
    files: Mapping[str, bytes]
    version: str

    @classmethod
    def read(cls) -> "Page":
        files = {path.name: path.read_bytes() for path in sorted(_STATIC.iterdir()) if path.suffix in _TYPES}
        version = hashlib.sha256(b"\0".join(files.values())).hexdigest()[:12]
        html = (_STATIC / "index.html").read_text(encoding="utf-8").replace("{version}", version)
        return cls(html, files, version)

    async def show(self, request: web.Request) -> web.Response:
        response = web.Response(text=self.html, content_type="text/html")
        return _shipped(response, "no-cache")

    async def file(self, request: web.Request) -> web.Response:
        """A file; one asked for by its present version never has to be asked for again."""
        name = request.match_info["name"]
        if name not in self.files:
            raise web.HTTPNotFound
        response = web.Response(
            body=self.files[name], content_type=_TYPES[Path(name).suffix], charset="utf-8"
        )
        current = request.match_info["version"] == self.version
        return _shipped(response, "public, max-age=31536000, immutable" if current else "no-cache")


def _shipped(response: web.Response, caching: str) -> web.Response:
    response.headers["Cache-Control"] = caching
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.enable_compression()
    return response
