"""Calls to DingTalk's two APIs, each with its own token, and what their refusals mean."""

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import aiohttp

from bot.channels import TryLater, Unreachable
from bot.channels.calls import Answer, Caller, Outage, Token, may_fetch

OPEN_CONNECTION = "/v1.0/gateway/connections/open"
ACCESS_TOKEN = "/v1.0/oauth2/accessToken"  # noqa: S105 - a path
OLD_TOKEN = "/gettoken"  # noqa: S105 - a path
UPLOAD = "/media/upload"
TOKEN_HEADER = "x-acs-dingtalk-access-token"  # noqa: S105 - a header's name

TOO_FAST_SECONDS = 10.0
OVERLOADED_SECONDS = 300.0  # a blocked address is free again after five minutes
QUOTA_SECONDS = 3600.0
REJECTED_SECONDS = 60.0

_ENDED = {"invalidauthentication", "40014", "42001", "88"}
_WRONG_KEYS = {"invalidclientidorsecret", "authfailed", "40089", "40096"}
_QUOTA = {"forbidden.accessdenied.apicountlimitfororg", "90020"}
_UNTRUSTED_ADDRESS = "60020"
_OVERLOADED = {"90002", "90006"}
_TOO_FAST = {
    "send.too.fast",
    "too.many.group",
    "too.many.people",
    "send.bytoken.toofast",
    "90018",
    "90019",
    "130101",
}
_UNSAFE_NAME = re.compile(r'[\x00-\x1f"\\]')
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]")


class Denied(Exception):
    """DingTalk says no and repeating would not help. `code` is its own, short and without private data."""

    def __init__(self, code: str) -> None:
        super().__init__(f"DingTalk refuses ({code})")
        self.code = code


class NeedsAdmin(TryLater):
    """Nothing goes this way until somebody corrects the set-up, or the month is over."""


class Api:
    """Everything that a robot may ask of DingTalk. Every method raises `TryLater` or `Denied`."""

    def __init__(
        self, caller: Caller, client_id: str, client_secret: str, api_base: str, oapi_base: str
    ) -> None:
        self.client_id = client_id
        self.api_base, self.oapi_base = api_base.rstrip("/"), oapi_base.rstrip("/")
        self._caller = caller
        self._secret = client_secret
        self.token = Token(self._fetch_token)
        self.old_token = Token(self._fetch_old_token)

    async def open_connection(self, topics: tuple[str, ...]) -> tuple[str, str]:
        """The address of a connection and the ticket for it, good once and for 90 seconds."""
        answer = await self._plainly(
            "POST",
            self.api_base + OPEN_CONNECTION,
            json={
                "clientId": self.client_id,
                "clientSecret": self._secret,
                "subscriptions": [{"type": "CALLBACK", "topic": topic} for topic in topics],
                "ua": "fieldbook",
            },
        )
        return _text(answer, "endpoint"), _text(answer, "ticket")

    async def call(self, method: str, path: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
        """What the new API answers; a token that has ended early is renewed once."""
        for last in (False, True):
            token = await self.token.get()
            answer = await self._answer(
                method, self.api_base + path, json=body, headers={TOKEN_HEADER: token}
            )
            if not last and (answer.status == HTTPStatus.UNAUTHORIZED or _code(answer).lower() in _ENDED):
                self.token.refused(token)
                continue
            return _accepted(answer)
        raise AssertionError("the second answer counts")

    async def upload(self, kind: str, name: str, mime: str, content: bytes) -> str:
        """The media id of a file, from the old API with the old token."""
        for last in (False, True):
            token = await self.old_token.get()
            form = aiohttp.FormData(quote_fields=False)  # or hanzi would show as %E6…
            form.add_field("media", content, filename=_UNSAFE_NAME.sub("_", name), content_type=mime)
            query = {"access_token": token, "type": kind}
            answer = await self._answer("POST", self.oapi_base + UPLOAD, params=query, data=form)
            if not last and _code(answer).lower() in _ENDED:
                self.old_token.refused(token)
                continue
            return _text(_accepted(answer), "media_id")
        raise AssertionError("the second answer counts")

    async def answer(self, webhook: str, body: Mapping[str, Any]) -> None:
        """Post to a session webhook: no token, and no way from there to anywhere else."""
        try:
            await self._plainly("POST", webhook, json=body, allow_redirects=False)
        except Outage as outage:
            if HTTPStatus.MULTIPLE_CHOICES <= outage.status < HTTPStatus.INTERNAL_SERVER_ERROR:
                raise Denied("webhook") from None  # no word of DingTalk's: nobody answers there
            raise

    async def fetch(self, code: str) -> bytes:
        """The content of a file that somebody sent. Raises `Unreachable` too, where it is gone."""
        body = {"downloadCode": code, "robotCode": self.client_id}
        address = _text(await self.call("POST", "/v1.0/robot/messageFiles/download", body), "downloadUrl")
        if not may_fetch(address, self.api_base, schemes=("https", "http")):
            raise Denied("downloadUrl")
        content, _ = await self._caller.fetch(address)
        return content

    async def _fetch_token(self) -> tuple[str, float]:
        keys = {"appKey": self.client_id, "appSecret": self._secret}
        answer = await self._plainly("POST", self.api_base + ACCESS_TOKEN, json=keys)
        return _text(answer, "accessToken"), _seconds(answer.get("expireIn"))

    async def _fetch_old_token(self) -> tuple[str, float]:
        keys = {"appkey": self.client_id, "appsecret": self._secret}
        answer = await self._plainly("GET", self.oapi_base + OLD_TOKEN, params=keys)
        return _text(answer, "access_token"), _seconds(answer.get("expires_in"))

    async def _plainly(self, method: str, url: str, **options: Any) -> Mapping[str, Any]:
        return _accepted(await self._answer(method, url, **options))

    async def _answer(self, method: str, url: str, **options: Any) -> Answer:
        try:
            return await self._caller.call(method, url, **options)
        except Outage as outage:
            if outage.status == HTTPStatus.TOO_MANY_REQUESTS:
                wait = max(outage.after, OVERLOADED_SECONDS)
                raise TryLater(wait, "DingTalk asks for a pause (HTTP 429)") from None
            raise
        except Unreachable as refusal:  # an answer too large to be one
            raise TryLater(OVERLOADED_SECONDS, str(refusal)) from None


def verdict(code: str) -> TryLater | Denied:
    """What a refusal's code means."""
    low = code.lower()
    if low in _WRONG_KEYS:
        return NeedsAdmin(REJECTED_SECONDS, f"DingTalk rejects the client id or secret ({code})")
    if low in _QUOTA:
        return NeedsAdmin(QUOTA_SECONDS, f"this month's quota of DingTalk's API is used up ({code})")
    if low in _OVERLOADED:
        return TryLater(OVERLOADED_SECONDS, f"DingTalk is overloaded ({code})")
    if low in _TOO_FAST or "qpslimit" in low or "throttling" in low:
        return TryLater(TOO_FAST_SECONDS, f"too fast for DingTalk ({code})")
    if low in _ENDED:
        return TryLater(REJECTED_SECONDS, f"DingTalk does not take its own token ({code})")
    if low == _UNTRUSTED_ADDRESS:
        return NeedsAdmin(
            OVERLOADED_SECONDS, f"this machine's address is not among the app's trusted ({code})"
        )
    if "accessdenied" in low or "permission" in low:
        return NeedsAdmin(OVERLOADED_SECONDS, f"the app lacks a permission ({code})")
    return Denied(code)


def _accepted(answer: Answer) -> Mapping[str, Any]:
    """The answer's body. Raises what its refusal means: the old API refuses with a 200 and an `errcode`."""
    code = _code(answer)
    if answer.body.get("punish"):  # this is how a blocked address is told, as a success
        raise TryLater(OVERLOADED_SECONDS, "DingTalk blocks this address for some minutes")
    if code or answer.status >= HTTPStatus.MULTIPLE_CHOICES:
        raise verdict(code or f"HTTP-{answer.status}")
    return answer.body


def _code(answer: Answer) -> str:
    """The code of a refusal, lower case left as it is; empty for success."""
    if answer.body.get("errcode"):
        code = answer.body["errcode"]
    elif answer.status >= HTTPStatus.MULTIPLE_CHOICES:
        code = answer.body.get("code") or ""
    else:
        return ""
    return _UNSAFE.sub("", str(code))[:60]


def _text(answer: Mapping[str, Any], name: str) -> str:
    found = answer.get(name)
    if not isinstance(found, str) or not found:
        raise TryLater(TOO_FAST_SECONDS, f"DingTalk's answer has no {name}")
    return found


def _seconds(value: object) -> float:
    return float(value) if isinstance(value, int | float) and value > 0 else 7200.0
