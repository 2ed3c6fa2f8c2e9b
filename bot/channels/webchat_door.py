"""The door of the web chat: who comes in, by which code, and who has left."""

import unicodedata
from collections.abc import Callable, Sequence

from aiohttp import web

from bot.channels.webchat_desk import TooMany, WebDesk, WebUser
from bot.channels.webchat_requests import (
    COOKIE,
    TEXT_LIMIT,
    Asked,
    Code,
    Who,
    drop_session,
    is_https,
    read,
    refusal,
    set_session,
)
from bot.channels.webchat_shapes import person, private


class Door:
    """Signs people in and out; `on_leave` hears of every session that has ended."""

    def __init__(
        self, desk: WebDesk, on_leave: Callable[[str], None], public_url: str, behind_proxy: bool
    ) -> None:
        self._desk = desk
        self._on_leave = on_leave
        self._public_url = public_url
        self._behind_proxy = behind_proxy

    def routes(self) -> Sequence[web.RouteDef]:
        return [
            web.get("/chat/me", self._me),
            web.post("/chat/sign-in", self._sign_in),
            web.post("/chat/sign-in-as", self._sign_in_as),
            web.post("/chat/sign-out", self._sign_out),
        ]

    async def user(self, request: web.Request) -> WebUser:
        """Who asks; refused with words when nobody is signed in."""
        user = await self._desk.who(session_of(request))
        if user is None:
            raise refusal(web.HTTPUnauthorized, "signed_out", "Sign in first.")
        return user

    async def _me(self, request: web.Request) -> web.Response:
        session = session_of(request)
        user = await self._desk.who(session) if session else None
        people = await self._desk.people()
        return private(
            {
                "me": person(user) if user else None,
                "people": [person(other) for other in people],
                "limit": TEXT_LIMIT,
            }
        )

    async def _sign_in(self, request: web.Request) -> web.Response:
        asked = await read(request, Code, self._public_url)
        code = unicodedata.normalize("NFKC", asked.code).strip()  # Chinese keyboards type full-width digits
        try:
            session = await self._desk.sign_in(code, self._address(request))
        except TooMany as error:
            refused = refusal(web.HTTPTooManyRequests, "too_many", "Too many tries. Wait a little.")
            refused.headers["Retry-After"] = str(round(error.after))
            raise refused from None
        if session is None:
            raise refusal(web.HTTPForbidden, "wrong_code", "This code is wrong or has expired.")
        return await self._enter(request, session)

    async def _sign_in_as(self, request: web.Request) -> web.Response:
        asked = await read(request, Who, self._public_url)
        session = await self._desk.sign_in_as(asked.account)
        if session is None:
            raise refusal(web.HTTPForbidden, "no_demo", "Sign in with a code.")
        return await self._enter(request, session)

    async def _sign_out(self, request: web.Request) -> web.Response:
        await read(request, Asked, self._public_url)
        response = private({"me": None})
        drop_session(response)
        return await self._hand_over(request, response)

    async def _enter(self, request: web.Request, session: str) -> web.Response:
        """Put a new session in the place of the browser's old one."""
        user = await self._desk.who(session)
        response = private({"me": person(user) if user else None})
        set_session(response, session, secure=is_https(request))
        return await self._hand_over(request, response)

    async def _hand_over(self, request: web.Request, response: web.Response) -> web.Response:
        """End the browser's old session.

        The answer goes out before the streams end: a tab whose stream ends asks at once who it is by now.
        """
        if old := session_of(request):
            await self._desk.sign_out(old)
        await response.prepare(request)
        await response.write_eof()
        self._on_leave(old)
        return response

    def _address(self, request: web.Request) -> str:
        forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        return (self._behind_proxy and forwarded) or request.remote or ""


def session_of(request: web.Request) -> str:
    """The browser's session token, or nothing."""
    return request.cookies.get(COOKIE, "")
