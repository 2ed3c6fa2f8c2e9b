"""WeCom's API for a self-built app: every call with the shared token, every refusal in the house's words."""

import json
import re
import time
from collections.abc import Callable, Mapping
from typing import Any

import aiohttp

from bot.channels import TryLater, Unreachable
from bot.channels.calls import Answer, Caller, Token

EXPIRED = frozenset({40014, 41001, 42001})
"""Refusals of the access token, which ends early where somebody fetches another."""
TOO_MUCH = frozenset({-1, 6000, 45009, 45011, 45033})
"""Too many calls, or WeCom is too busy."""
UNKNOWN_PERSON = frozenset({40003, 40031, 60011, 60111, 81013, 82001})
UNTRUSTED_ADDRESS = 60020
MISCONFIGURED: Mapping[int, str] = {
    40001: "the secret is wrong",
    40013: "the corp id is wrong",
    40056: "the agent id is wrong",
    41002: "the corp id is missing",
    41004: "the secret is missing",
    48002: "the app may not use this interface",
    301002: "the secret belongs to another app",
    UNTRUSTED_ADDRESS: "the IP of this server is not among the app's trusted ones (企业可信IP)",
}
"""What an admin must put right; until then nothing can be sent."""
BUSY_SECONDS = 60.0
MISCONFIGURED_SECONDS = 300.0
TOKEN_SECONDS = 7200.0

Options = Callable[[], dict[str, Any]]
"""Makes a call's options anew for each attempt: a form can be sent only once."""


class NotDone(TryLater):
    """It passes, and nothing was done: WeCom said so, or was not asked yet."""


class Misconfigured(NotDone):
    """WeCom refuses us, not the message. `address` is our IP as WeCom sees it, where that is what is wrong."""

    def __init__(self, code: int, address: str = "") -> None:
        words = f"{MISCONFIGURED[code]}{f': {address}' if address else ''}"
        super().__init__(MISCONFIGURED_SECONDS, f"errcode {code}: {words}")
        self.code, self.address = code, address


class Refused(Exception):
    """WeCom refuses what was asked, and would again."""

    def __init__(self, code: int) -> None:
        super().__init__(f"errcode {code}")
        self.code = code


class Api:
    """Raises `TryLater`, `Unreachable` where a person can't be reached, and `Refused` for all else.

    No error tells a token, a secret or what was to be sent.
    """

    def __init__(self, base: str, corp_id: str, secret: str) -> None:
        self._base = base.rstrip("/") + "/cgi-bin/"
        self._corp_id, self._secret = corp_id, secret
        self._caller = Caller()
        self._token = Token(self._fetch_token)
        self._refusal: TryLater | None = None
        self._refused_until = 0.0

    async def call(self, method: str, path: str, options: Options = dict, **query: str) -> Mapping[str, Any]:
        """What WeCom answers with `errcode` 0. A token that has ended is renewed once."""
        for last in (False, True):
            token = await self._token.get()
            asked = options() | {"params": {"access_token": token, **query}}
            body = _body(await self._caller.call(method, self._base + path, **asked))
            code = _code(body)
            if code == 0:
                return body
            if code not in EXPIRED or last:
                raise verdict(code, str(body.get("errmsg")))
            self._token.refused(token)
        raise AssertionError("two attempts end in an answer")

    async def media(self, media_id: str) -> tuple[bytes, str]:
        """A file's content and its type ("" if not told). Raises as `call` does."""
        for last in (False, True):
            token = await self._token.get()
            query = {"access_token": token, "media_id": media_id}
            content, headers = await self._caller.fetch(self._base + "media/get", params=query)
            code = _refusal_in(content, headers)
            if code is None:
                return content, headers.get("Content-Type", "").partition(";")[0].strip().lower()
            if code not in EXPIRED or last:
                raise verdict(code)
            self._token.refused(token)
        raise AssertionError("two attempts end in an answer")

    async def upload(self, kind: str, name: str, mime: str, content: bytes) -> str:
        """The media id of a file that WeCom keeps for three days; `kind` is image, voice, video or file."""

        def form() -> dict[str, Any]:
            data = aiohttp.FormData(quote_fields=False)  # WeCom shows the name as it stands here
            data.add_field("media", content, filename=_plain(name), content_type=mime)
            return {"data": data}

        answer = await self.call("POST", "media/upload", form, type=kind)
        return _text(answer, "media_id")

    async def close(self) -> None:
        await self._caller.close()

    async def _fetch_token(self) -> tuple[str, float]:
        """A refusal is remembered for a while: WeCom bars who asks for tokens again and again."""
        if self._refusal is not None and time.monotonic() < self._refused_until:
            raise self._refusal
        self._refusal = None
        try:
            query = {"corpid": self._corp_id, "corpsecret": self._secret}
            body = _body(await self._caller.call("GET", self._base + "gettoken", params=query))
        except TryLater as error:
            raise NotDone(error.after, str(error)) from None
        if code := _code(body):
            self._refusal = _no_token(code)
            self._refused_until = time.monotonic() + min(self._refusal.after, BUSY_SECONDS)
            raise self._refusal
        life = body.get("expires_in")
        return _text(body, "access_token"), float(life) if isinstance(life, int | float) else TOKEN_SECONDS


def _no_token(code: int) -> NotDone:
    error = verdict(code)
    return (
        error if isinstance(error, NotDone) else NotDone(MISCONFIGURED_SECONDS, f"errcode {code}: no token")
    )


def verdict(code: int, words: str = "") -> NotDone | Unreachable | Refused:
    """What a refusal means for the message. WeCom's `words` are read for our IP only: the rest may change."""
    if code == UNTRUSTED_ADDRESS and (seen := re.search(r"from ip: ([0-9a-fA-F.:]{3,39})", words)):
        return Misconfigured(code, seen[1])
    if code in MISCONFIGURED:
        return Misconfigured(code)
    if code in EXPIRED:
        return NotDone(BUSY_SECONDS, f"errcode {code}: fresh access tokens are refused")
    if code in TOO_MUCH:
        return NotDone(BUSY_SECONDS, f"errcode {code}: too many calls")
    if code in UNKNOWN_PERSON:
        return Unreachable(f"errcode {code}: not a person whom the app may write to")
    return Refused(code)


def _body(answer: Answer) -> Mapping[str, Any]:
    if answer.status >= 400:
        raise TryLater(BUSY_SECONDS, f"HTTP {answer.status}")
    return answer.body


def _code(body: Mapping[str, Any]) -> int:
    code = body.get("errcode", 0)
    return code if isinstance(code, int) else -1


def _refusal_in(content: bytes, headers: Mapping[str, str]) -> int | None:
    """The errcode where a file was asked for and words came; None for a file."""
    if "json" not in headers.get("Content-Type", "") and not content.startswith(b'{"errcode"'):
        return None
    try:
        body = json.loads(content)
    except (ValueError, RecursionError):
        return None
    code = _code(body) if isinstance(body, dict) else 0
    return code or None


def _plain(name: str) -> str:
    return "".join("_" if char in '"\\/\r\n\0' else char for char in name) or "file"


def _text(body: Mapping[str, Any], name: str) -> str:
    found = body.get(name)
    if not isinstance(found, str) or not found:
        raise TryLater(BUSY_SECONDS, f"the answer has no {name}")
    return found
