"""What the page may send to the web chat, read with distrust."""

import json
from typing import Annotated, Literal, Self, TypeVar
from urllib.parse import urlsplit

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

COOKIE = "fieldbook_session"
TEXT_LIMIT = 20_000
_BODY_LIMIT = 64 * 1024
_COOKIE_SECONDS = 30 * 24 * 3600
_LONGEST_DELAY = 7 * 24 * 3600.0

Key = Annotated[str, Field(min_length=1, max_length=200)]


class Asked(BaseModel):
    """The body of a request; unknown fields and wrong types are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Code(Asked):
    """A one-time code as somebody typed it."""

    code: str = Field(min_length=1, max_length=64)


class Who(Asked):
    """Somebody of the demo."""

    account: Key


class Spot(Asked):
    """A place in WGS-84 degrees."""

    latitude: float = Field(ge=-90, le=90, allow_inf_nan=False)
    longitude: float = Field(ge=-180, le=180, allow_inf_nan=False)


class Sent(Asked):
    """A text, a tap or a place. `id` is the page's own key of it, the same at every retry.

    `age` tells how many seconds ago it was said: a message may wait for the network in the page.
    `account` is whom the page believes to be: another tab may have changed that.
    `label` is what the tapped button says.
    """

    id: str = Field(pattern=r"^[0-9A-Za-z-]{8,64}$")
    account: Key | None = None
    text: str | None = None
    token: Key | None = None
    label: str = Field(default="", max_length=200)
    place: Spot | None = None
    reply_to: Key | None = None
    age: float = Field(default=0, ge=0, allow_inf_nan=False)

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if sum(part is not None for part in (self.text, self.token, self.place)) != 1:
            raise ValueError("send exactly one of text, token and place")
        if self.text is not None and not self.words:
            raise ValueError("text is empty")
        return self

    @property
    def words(self) -> str:
        """The text without what no database keeps."""
        return (self.text if self.text is not None else self.label).replace("\x00", "").strip()

    @property
    def kind(self) -> Literal["text", "tap", "location"]:
        if self.text is not None:
            return "text"
        return "tap" if self.token is not None else "location"

    @property
    def delay(self) -> float:
        return min(self.age, _LONGEST_DELAY)


Body = TypeVar("Body", bound=Asked)


async def read(request: web.Request, body: type[Body], public_url: str = "") -> Body:
    """The body of a POST of our own page; refused with words otherwise."""
    if not _is_from_our_page(request, public_url):
        raise refusal(web.HTTPForbidden, "other_site", "Open the chat at the address it is served from.")
    if request.content_type != "application/json":
        raise refusal(web.HTTPUnsupportedMediaType, "not_json", "Send application/json.")
    try:
        return body.model_validate_json(await _raw(request))
    except ValidationError as error:
        raise refusal(web.HTTPBadRequest, "malformed", _words_of(error)) from None


def refusal(kind: type[web.HTTPError], error: str, text: str) -> web.HTTPError:
    """An answer that the page can tell apart by `error`, and a person can read."""
    return kind(text=json.dumps({"error": error, "text": text}), content_type="application/json")


def too_long() -> web.HTTPError:
    words = f"That is too long: at most {TEXT_LIMIT:,} characters. Send it in parts."
    return web.HTTPRequestEntityTooLarge(
        TEXT_LIMIT, 0, text=json.dumps({"error": "too_long", "text": words}), content_type="application/json"
    )


def is_https(request: web.Request) -> bool:
    """Whether the browser's own side is https, also where a proxy takes it off on the way to us."""
    return request.headers.get("Origin", "").lower().startswith("https://")


def set_session(response: web.Response, session: str, *, secure: bool) -> None:
    response.set_cookie(
        COOKIE,
        session,
        max_age=_COOKIE_SECONDS,
        path="/chat",
        httponly=True,
        samesite="Strict",
        secure=secure,
    )


def drop_session(response: web.Response) -> None:
    response.del_cookie(COOKIE, path="/chat", httponly=True, samesite="Strict")


def _is_from_our_page(request: web.Request, public_url: str) -> bool:
    origin = request.headers.get("Origin", "")
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin" or "://" not in origin:
        return False
    return origin.partition("://")[2].lower() == request.host.lower() or origin == _origin(public_url)


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}".lower()


async def _raw(request: web.Request) -> bytes:
    raw = bytearray()
    async for chunk in request.content.iter_chunked(8192):
        raw += chunk
        if len(raw) > _BODY_LIMIT:
            raise too_long()
    return bytes(raw)


def _words_of(error: ValidationError) -> str:
    """The faults of a body without the values that were sent."""
    faults = ((".".join(map(str, fault["loc"])), fault["msg"]) for fault in error.errors(include_input=False))
    return "; ".join(f"{place}: {fault}" if place else fault for place, fault in faults)
