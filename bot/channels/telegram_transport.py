"""Carries python-telegram-bot's calls over aiohttp: one connection pool, at a fraction of httpx's cost."""

import json
from http import HTTPStatus
from typing import Any

import aiohttp
from telegram._utils.defaultvalue import DefaultValue  # the type that PTB's own transports are given
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

CONNECT_SECONDS = 10.0
DEFAULT_PAUSE = 5.0  # when Telegram asks for a pause and does not say how long

Seconds = float | None | DefaultValue[float] | DefaultValue[None]


class TooManyRequests(TelegramError):
    """Telegram asks for a pause of `after` seconds. (PTB's own `RetryAfter` warns whenever it is made.)"""

    def __init__(self, after: float) -> None:
        super().__init__(f"Telegram asks for a pause of {after:g} s")
        self.after = after


class Transport(BaseRequest):
    """PTB's request interface on one `ClientSession`. Its errors carry no address: that holds the token."""

    def __init__(self, *, seconds: float = 15.0, proxy: str | None = None) -> None:
        self._seconds = seconds
        self._proxy = proxy
        self._session: aiohttp.ClientSession | None = None
        self._closed = False

    @property
    def read_timeout(self) -> float:
        return self._seconds

    async def initialize(self) -> None:
        self._closed = False

    async def shutdown(self) -> None:
        self._closed = True
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Seconds = BaseRequest.DEFAULT_NONE,
        write_timeout: Seconds = BaseRequest.DEFAULT_NONE,
        connect_timeout: Seconds = BaseRequest.DEFAULT_NONE,
        pool_timeout: Seconds = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """One call within `read_timeout` seconds all in all, connecting apart."""
        wait = self._seconds if isinstance(read_timeout, DefaultValue) else read_timeout
        total = None if wait is None else wait + CONNECT_SECONDS
        timeout = aiohttp.ClientTimeout(total=total, sock_connect=CONNECT_SECONDS, sock_read=wait)
        try:
            async with self._open_session().request(
                method, url, data=_form(request_data), timeout=timeout, allow_redirects=False
            ) as response:
                body = await response.read()
        except TimeoutError:
            raise TimedOut from None
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from None
        _check(response.status, body, has_result=method == "POST")
        return response.status, body

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """What Telegram answered; PTB's own version would log the whole answer when it is not JSON."""
        return _json(payload)

    def _open_session(self) -> aiohttp.ClientSession:
        if self._closed:
            raise NetworkError("closed")
        if self._session is None:
            self._session = aiohttp.ClientSession(proxy=self._proxy)
        return self._session


def _form(data: RequestData | None) -> aiohttp.FormData | None:
    """Parameters and files as a form, which is what PTB's stock transport sends too."""
    if data is None:
        return None
    form = aiohttp.FormData(data.json_parameters)
    for name, (filename, content, mime) in data.multipart_data.items() if data.contains_files else ():
        form.add_field(name, content, filename=filename, content_type=mime)
    return form


def _check(status: int, body: bytes, *, has_result: bool) -> None:
    """Raise for what PTB would tell wrongly or too loudly; the other refusals are PTB's to tell apart."""
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        raise TooManyRequests(_pause(body))
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or HTTPStatus.MULTIPLE_CHOICES <= status < 400:
        raise NetworkError(f"HTTP {status}")
    if status >= HTTPStatus.BAD_REQUEST:
        _json(body)
    elif has_result and b'"result"' not in body:
        raise NetworkError(f"HTTP {status} without a result")


def _pause(body: bytes) -> float:
    try:
        return float(_json(body)["parameters"]["retry_after"])
    except (KeyError, TypeError, ValueError, NetworkError):
        return DEFAULT_PAUSE


def _json(body: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        raise NetworkError("the answer is not JSON") from None
    if not isinstance(answer, dict):
        raise NetworkError("the answer is not an object")
    return answer
