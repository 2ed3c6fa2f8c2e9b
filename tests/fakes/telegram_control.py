"""The stand-in Telegram driven from outside, over HTTP, by tests and benches that kill processes."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.fakes.telegram_methods import Json
from tests.fakes.telegram_people import Person

if TYPE_CHECKING:
    from tests.fakes.telegram_server import TelegramServer

Deed = Callable[[Json], Awaitable[Json]]


def control_routes(server: "TelegramServer") -> list[web.RouteDef]:
    """POST /control/<deed> with JSON, GET /control/<what>: `Control` tells what each takes and gives."""
    control = Control(server)
    deeds = (
        "user",
        "group",
        "say",
        "tap",
        "contact",
        "location",
        "edit",
        "block",
        "fault",
        "heal",
        "webhook",
    )
    return [
        *(
            web.post(f"/control/{deed}", _posted(getattr(control, deed)))
            for deed in (*deeds, "update", "reset")
        ),
        *(web.get(f"/control/{what}", _got(getattr(control, what))) for what in ("sent", "calls", "pending")),
    ]


class Control:
    """Each method is one address. `user` is a person's id, made known on first use; `chat` a group's."""

    def __init__(self, server: "TelegramServer") -> None:
        self._server = server

    async def user(self, given: Json) -> Json:
        self._server.user(given["id"], given.get("name", "小李"), given.get("language", "zh-hans"))
        return {}

    async def group(self, given: Json) -> Json:
        self._server.group(given["id"], given.get("title", "华东销售"))
        return {}

    async def say(self, given: Json) -> Json:
        """{user, text, chat?} or {many: [{user, text, chat?}, …]}: the update ids."""
        said = given.get("many", [given])
        ids = [await self._person(one).says(one["text"]) for one in said]
        return {"update_id": ids[-1] if ids else None, "update_ids": ids}

    async def tap(self, given: Json) -> Json:
        """{user, label, chat?}: the latest button of that label."""
        return {"update_id": await self._person(given).taps(given["label"])}

    async def contact(self, given: Json) -> Json:
        return {"update_id": await self._person(given).shares_contact(given["name"], given["phone"])}

    async def location(self, given: Json) -> Json:
        place = (given["latitude"], given["longitude"], given.get("label", ""))
        return {"update_id": await self._person(given).sends_location(*place)}

    async def edit(self, given: Json) -> Json:
        return {"update_id": await self._person(given).edits(given["text"])}

    async def block(self, given: Json) -> Json:
        """{user, blocked?: true}"""
        person = self._person(given)
        person.blocks() if given.get("blocked", True) else person.unblocks()
        return {}

    async def fault(self, given: Json) -> Json:
        """{kind, method?, times?, seconds?, share?}"""
        self._server.fail(**given)
        return {}

    async def heal(self, given: Json) -> Json:
        self._server.heal()
        return {}

    async def webhook(self, given: Json) -> Json:
        """{url, secret?}: push to this address, as after setWebhook."""
        self._server.mail.set_webhook({"url": given["url"], "secret_token": given.get("secret", "")})
        return {}

    async def update(self, given: Json) -> Json:
        """{update, now?: false, lane?}: a raw update as it is; `now`: one push, its HTTP status."""
        if given.get("now"):
            return {"status": await self._server.mail.push_once(given["update"])}
        await self._server.mail.post_as_is(given["update"], given.get("lane", 0))
        return {}

    async def reset(self, given: Json) -> Json:
        """Forget calls and messages, not people."""
        self._server.calls.clear()
        for chat in self._server.books.chats.values():
            chat.messages.clear()
        return {}

    async def sent(self, query: Json) -> Json:
        """?chat=: the bot's messages per chat, oldest first, as they stand now."""
        me = self._server.books.me["id"]
        chats = self._server.books.chats
        wanted = [int(query["chat"])] if "chat" in query else list(chats)
        return {
            str(id_): [message for message in chats[id_].messages if message["from"]["id"] == me]
            for id_ in wanted
            if id_ in chats
        }

    async def calls(self, query: Json) -> Json:
        """?method=: every call in order, with the status it was answered by (0: by none)."""
        calls = [call for call in self._server.calls if query.get("method") in (None, call.method)]
        return {"calls": [{"method": c.method, "given": _shown(c.given), "status": c.status} for c in calls]}

    async def pending(self, query: Json) -> Json:
        """?wait=seconds: how many updates are not acknowledged, at the latest then."""
        mail = self._server.mail
        try:
            await mail.acknowledged(float(query.get("wait", 0)))
        except TimeoutError:
            await asyncio.sleep(0)
        return {"pending": len(mail.waiting), "attempts": len(mail.attempts)}

    def _person(self, given: Json) -> Person:
        id_ = given["user"]
        state = self._server.books.chats.get(id_)
        name = state.info["first_name"] if state else f"销售{id_}"
        person = self._server.user(id_, name)
        return person.where(self._server.group(given["chat"])) if "chat" in given else person


def _shown(given: Json) -> Json:
    return {
        name: f"{len(value)} bytes" if isinstance(value, bytes) else value for name, value in given.items()
    }


def _posted(deed: Deed) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handle(request: web.Request) -> web.Response:
        body: Any = await request.json() if request.can_read_body else {}
        return web.json_response(await deed(body))

    return handle


def _got(deed: Deed) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handle(request: web.Request) -> web.Response:
        return web.json_response(await deed(dict(request.query)))

    return handle
