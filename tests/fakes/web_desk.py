"""The house behind the web chat, kept in memory: for tests only."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from secrets import token_urlsafe

from bot.channels.webchat_desk import Said, TooMany, WebUser
from bot.messages import Incoming, Outgoing

LI = WebUser("7", "李雷", "rep", "zh")
ANN = WebUser("8", "Ann Field", "manager", "en")


class MemoryDesk:
    """Two people; codes that are good once; what was said, as an outbox and an inbox would tell it."""

    def __init__(self, *, demo: bool = True) -> None:
        self.demo = demo
        self.users = {user.account: user for user in (LI, ANN)}
        self.codes = {"123456": "7", "ABC999": "8"}
        self.sessions: dict[str, str] = {}
        self.said: dict[str, list[Said]] = {}
        self.addresses: list[str] = []

    async def who(self, session: str) -> WebUser | None:
        return self.users.get(self.sessions.get(session, ""))

    async def sign_in(self, code: str, from_address: str) -> str | None:
        self.addresses.append(from_address)
        if len(self.addresses) > 5:
            raise TooMany(30)
        account = self.codes.pop(code, None)
        return self._session(account) if account else None

    async def people(self) -> Sequence[WebUser]:
        return [*self.users.values()] if self.demo else []

    async def sign_in_as(self, account: str) -> str | None:
        return self._session(account) if self.demo and account in self.users else None

    async def sign_out(self, session: str) -> None:
        self.sessions.pop(session, None)

    async def history(self, account: str, limit: int) -> Sequence[Said]:
        return self.said.get(account, [])[-limit:]

    def heard(self, message: Incoming) -> bool:
        """Write down what somebody said; False when it is there already."""
        said = self.said.setdefault(message.conversation, [])
        if any(one.id == message.dedupe_key for one in said):
            return False
        at, place, reply_to = message.said_at, message.place, message.reply_to
        said.append(Said(message.dedupe_key, True, message.text, at, place=place, reply_to=reply_to))
        if message.token:
            self._replace(message.conversation, lambda one: _spent(one, message.token))
        return True

    def told(self, message: Outgoing) -> None:
        """Write down what we said or changed."""
        new = Said(
            message.edit_of or message.key,
            False,
            message.text,
            datetime.now(UTC),
            message.buttons,
            table=message.table,
            files=message.files,
        )
        if message.edit_of:
            self._replace(
                message.conversation, lambda one: replace(new, at=one.at) if one.id == new.id else one
            )
        else:
            self.said.setdefault(message.conversation, []).append(new)

    def _session(self, account: str) -> str:
        session = token_urlsafe(24)
        self.sessions[session] = account
        return session

    def _replace(self, account: str, change: Callable[[Said], Said]) -> None:
        self.said[account] = [change(one) for one in self.said.get(account, [])]


def _spent(said: Said, token: str | None) -> Said:
    """A message after one of its buttons was pressed: its whole card is used up."""
    tokens = {button.token for button in said.buttons}
    return replace(said, used=frozenset(tokens)) if token in tokens else said
