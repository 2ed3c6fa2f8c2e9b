"""The house behind the web chat: sessions, people, and what was said."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from bot.channels import Limits
from bot.channels.degrade import outgoing
from bot.channels.webchat_desk import Said, TooMany, WebUser
from bot.messages import Incoming, Reply
from store import people, web
from store.db import Database
from store.ledgers import Card
from store.people_models import Account, Person
from store.web import Line


@dataclass(frozen=True)
class Desk:
    """Answers the web chat from the store. In the demo one may pick who one is."""

    database: Database
    limits: Limits
    demo: bool = False
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    async def who(self, session: str) -> WebUser | None:
        async with self.database.begin() as transaction:
            found = await web.person_of_session(transaction, session, self.clock())
        return _user(*found) if found else None

    async def sign_in(self, code: str, from_address: str) -> str | None:
        async with self.database.begin() as transaction:
            now = self.clock()
            try:
                person = await people.redeem(transaction, code, web.CHANNEL, from_address, now)
            except people.TooManyGuesses as refused:
                raise TooMany(people.GUESS_WINDOW.total_seconds()) from refused
            if person is None:
                return None
            account = await web.web_account(transaction, person)
            return await web.open_session(transaction, account.sender, now)

    async def people(self) -> Sequence[WebUser]:
        if not self.demo:
            return ()
        async with self.database.begin() as transaction:
            return [_user(*found) for found in await web.web_people(transaction)]

    async def sign_in_as(self, account: str) -> str | None:
        if account not in {user.account for user in await self.people()}:
            return None
        async with self.database.begin() as transaction:
            return await web.open_session(transaction, account, self.clock())

    async def sign_out(self, session: str) -> None:
        async with self.database.begin() as transaction:
            await web.close_session(transaction, session, self.clock())

    async def history(self, account: str, limit: int) -> Sequence[Said]:
        async with self.database.begin() as transaction:
            lines = await web.history(transaction, account, limit)
            tokens = {str(line.came.payload.get("token") or "") for line in lines if line.came}
            cards = await web.cards_by_code(
                transaction, {token.rpartition(".")[0] for token in tokens} - {""}
            )
        return [said for line in lines if (said := self._said(line, cards)) is not None]

    def _said(self, line: Line, cards: dict[str, Card]) -> Said | None:
        if line.came is not None:
            return _theirs(Incoming.model_validate(line.came.payload), line.at, cards)
        if line.went is None or line.went.payload is None:
            return None
        reply, card = Reply.model_validate(line.went.payload), line.card
        message = outgoing(
            line.went.key, line.went.conversation, reply, card.code if card else "", self.limits
        )
        used = card.used if card else {}
        tokens = frozenset(
            button.token
            for button in message.buttons
            if button.token and ("*" in used or button.token.rpartition(".")[2] in used)
        )
        return Said(
            line.went.message_id or line.went.key,
            False,
            message.text,
            line.at,
            message.buttons,
            tokens,
            message.table,
            message.files,
        )


def _theirs(incoming: Incoming, at: datetime, cards: dict[str, Card]) -> Said | None:
    text = incoming.text
    if incoming.kind == "brought":
        return None
    if incoming.kind == "tap":
        code, _, place = (incoming.token or "").rpartition(".")
        card = cards.get(code)
        if card is None or not place.isdecimal() or int(place) >= len(card.buttons):
            return None
        text = str(card.buttons[int(place)]["label"])
    shown = incoming.message_id or incoming.dedupe_key
    return Said(shown, True, text, at, reply_to=incoming.reply_to, place=incoming.place)


def _user(account: Account, person: Person) -> WebUser:
    language: Literal["zh", "en"] = "en" if person.language == "en" else "zh"
    return WebUser(account.sender, person.name, person.role, language)
