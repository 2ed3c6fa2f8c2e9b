"""How updates travel from Telegram to a bot: kept for polling, or pushed to its webhook until it says 200."""

import asyncio
from collections import defaultdict, deque
from contextlib import suppress

import aiohttp

from tests.fakes.telegram_methods import Json, Refusal

ACTIVE_WEBHOOK = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete it"
)
OTHER_POLL = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)


class Mail:
    """Updates that the bot has not acknowledged yet, oldest first."""

    def __init__(self) -> None:
        self.waiting: list[Json] = []
        self.webhook = ""
        self._lane_of: dict[int, int] = {}
        self.secret = ""
        self.allowed: list[str] = []
        self.last_error = ""
        self.attempts: list[tuple[int, int]] = []  # (update_id, HTTP status or 0) of every push
        self.retry_seconds = 0.1
        self.connections = asyncio.Semaphore(40)
        self.polls = 0
        self.next_id = 1001
        self._changed = asyncio.Condition()
        self._lanes: defaultdict[int, deque[Json]] = defaultdict(deque)
        self._pushers: dict[int, asyncio.Task[None]] = {}
        self._session: aiohttp.ClientSession | None = None

    async def post(self, content: Json, lane: int) -> int:
        """Take an update without an id on its way; the id it gets."""
        id_ = self.next_id
        self.next_id += 1
        await self.post_as_is({"update_id": id_, **content}, lane)
        return id_

    async def post_as_is(self, update: Json, lane: int) -> None:
        kind = next((key for key in update if key != "update_id"), "")
        if self.allowed and kind not in self.allowed:
            return
        async with self._changed:
            self.waiting.append(update)
            self._changed.notify_all()
        self._lane_of[id(update)] = lane
        if self.webhook:
            self._line_up(update)

    def _line_up(self, update: Json) -> None:
        lane = self._lane_of[id(update)]
        self._lanes[lane].append(update)
        if lane not in self._pushers or self._pushers[lane].done():
            self._pushers[lane] = asyncio.create_task(self._push(lane))

    async def get_updates(self, given: Json) -> list[Json]:
        """Long polling: an offset acknowledges everything before it; a newer poll ends an older one."""
        if self.webhook:
            raise Refusal(409, ACTIVE_WEBHOOK)
        self.allowed = given.get("allowed_updates", self.allowed)
        offset, limit = int(given.get("offset") or 0), int(given.get("limit") or 100)
        self.polls += 1
        mine = self.polls
        async with self._changed:
            self.waiting = [update for update in self.waiting if update["update_id"] >= offset]
            self._changed.notify_all()
            with suppress(TimeoutError):
                async with asyncio.timeout(float(given.get("timeout") or 0)):
                    await self._changed.wait_for(lambda: bool(self.waiting) or self.polls != mine)
        if self.polls != mine:
            raise Refusal(409, OTHER_POLL)
        return self.waiting[:limit]

    def set_webhook(self, given: Json) -> bool:
        url = str(given.get("url", ""))
        if url and not url.startswith(("https://", "http://127.0.0.1")):  # the second only here
            raise Refusal(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        self.webhook, self.secret = url, str(given.get("secret_token", ""))
        self.allowed = given.get("allowed_updates", self.allowed)
        lined_up = {id(update) for lane in self._lanes.values() for update in lane}
        for update in self.waiting if url else ():
            if id(update) not in lined_up:  # what came before there was a webhook
                self._line_up(update)
        return True

    def delete_webhook(self, given: Json) -> bool:
        self.webhook = ""
        if given.get("drop_pending_updates"):
            self.waiting.clear()
        return True

    def webhook_info(self) -> Json:
        info: Json = {
            "url": self.webhook,
            "has_custom_certificate": False,
            "pending_update_count": len(self.waiting),
        }
        return info | ({"last_error_message": self.last_error} if self.last_error else {})

    async def stop(self) -> None:
        self.polls += 1
        async with self._changed:
            self._changed.notify_all()
        for pusher in self._pushers.values():
            pusher.cancel()
        await asyncio.gather(*self._pushers.values(), return_exceptions=True)
        self._pushers.clear()
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def push_once(self, update: Json) -> int:
        """One call of the webhook, the HTTP status; 0 where there was no answer."""
        self._session = self._session or aiohttp.ClientSession()
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.secret} if self.secret else {}
        try:
            async with (
                self.connections,
                self._session.post(self.webhook, json=update, headers=headers) as seen,
            ):
                status, answer = seen.status, await seen.text()
        except (aiohttp.ClientError, OSError) as error:
            status, answer = 0, type(error).__name__
        self.attempts.append((update["update_id"], status))
        self.last_error = "" if status == 200 else f"Wrong response from the webhook: {status or answer}"
        return status

    async def _push(self, lane: int) -> None:
        """The updates of one chat, each repeated until it is acknowledged, before the next."""
        while self._lanes[lane]:
            update = self._lanes[lane][0]
            if await self.push_once(update) != 200:
                await asyncio.sleep(self.retry_seconds)
                continue
            self._lanes[lane].popleft()
            async with self._changed:
                self.waiting = [other for other in self.waiting if other is not update]
                self._changed.notify_all()

    async def acknowledged(self, seconds: float = 10.0) -> None:
        """Return when nothing waits any more."""
        async with self._changed, asyncio.timeout(seconds):
            await self._changed.wait_for(lambda: not self.waiting)
