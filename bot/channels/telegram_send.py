"""Sends one message to Telegram, or changes one, and says in the house's words how it failed."""

from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Bot, InputFile, Message
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, TelegramError

from bot.channels import Brought, Rejected, TryLater, Unreachable
from bot.channels.attachments import content
from bot.channels.calls import Backoff
from bot.channels.telegram_receive import UNREADABLE, address
from bot.channels.telegram_show import Shown, shown
from bot.channels.telegram_transport import TooManyRequests
from bot.messages import Attachment, Errand, Outgoing

REJECTED_TOKEN_SECONDS = 60.0
REMEMBERED_HALVES = 1000

_NO_PREVIEW: dict[str, Any] = {
    "link_preview_options": {"is_disabled": True}
}  # as JSON: PTB's type costs 30 µs
_PICTURES = ("image/png", "image/jpeg")
_UNCHANGED = "not modified"
_UNCHANGEABLE = ("can't be edited", "to edit not found", "message_id_invalid", "to be edited not found")
_NO_PLAINER = ("not found", "not enough rights", "have no rights", "peer_id_invalid", "topic_closed", "chat_")

Show = Callable[[Shown], Awaitable[str]]


class Sender:
    """The way out. It remembers which chats have moved, and how far a long message got before it failed."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._backoff = Backoff()
        self._moved: dict[int, int] = {}
        self._halves: dict[str, int] = {}  # ledger key → parts already sent

    async def send(self, message: Outgoing) -> str:
        """The platform's id of the (last) message. Raises `TryLater` or `Unreachable`, nothing else."""
        try:
            chat, thread = address(message.conversation)
        except ValueError:
            raise Unreachable("not a Telegram conversation") from None
        try:
            sent = await self._send_to(self._moved.get(chat, chat), thread, message)
        except (TelegramError, *UNREADABLE) as error:
            raise self._verdict(error) from None
        self._backoff.reset()
        return sent

    async def bring(self, errand: Errand) -> Brought:
        """A file that Telegram told of, at most 20 MB."""
        if errand.what != "file" or errand.file is None:
            raise Unreachable("Telegram brings nothing but files")
        try:
            found = await self._bot.get_file(errand.file.reference)
            content = bytes(await found.download_as_bytearray())
        except (TelegramError, *UNREADABLE) as error:
            raise self._verdict(error) from None
        return Brought(content, errand.file.name, errand.file.mime)

    async def _send_to(self, chat: int, thread: int | None, message: Outgoing) -> str:
        try:
            if message.edit_of is not None:
                return await self._edit(chat, message, message.edit_of)
            return await self._send_parts(chat, thread, message)
        except ChatMigrated as moved:
            if chat in self._moved.values():
                raise
            self._moved[chat] = moved.new_chat_id
            return await self._send_to(moved.new_chat_id, thread, message)

    async def _send_parts(self, chat: int, thread: int | None, message: Outgoing) -> str:
        async def show(part: Shown) -> str:
            sent = await self._bot.send_message(
                chat,
                part.text,
                entities=part.entities,
                reply_markup=part.keyboard,
                message_thread_id=thread,
                api_kwargs=_NO_PREVIEW,
            )
            return str(sent.message_id)

        sent, done = "", self._halves.pop(message.key, 0)
        cut = shown(message)
        files, whole = len(message.files), len(message.files) + len(cut)
        done = min(done, whole - 1)  # the last text gives the id
        try:
            for file in message.files[done:]:
                await self._send_file(chat, thread, file)
                done += 1
            for part in cut[done - files :]:
                sent = await _show_or_plainer(show, part)
                done += 1
        finally:
            if done < whole:
                self._remember(message.key, done)
        return sent

    async def _send_file(self, chat: int, thread: int | None, file: Attachment) -> None:
        data = content(file)
        if data is None:
            return
        sent = InputFile(data, filename=file.name)
        if file.mime in _PICTURES:
            await self._bot.send_photo(chat, sent, message_thread_id=thread)
        else:
            await self._bot.send_document(chat, sent, message_thread_id=thread)

    async def _edit(self, chat: int, message: Outgoing, id_: str) -> str:
        """Our earlier message in its new form; where it can't be changed, it stays as it is."""
        if not id_.isdecimal():
            return id_

        async def show(part: Shown) -> str:
            changed = await self._change(chat, int(id_), part)
            return str(changed.message_id) if isinstance(changed, Message) else id_

        try:
            return await _show_or_plainer(show, shown(message)[-1])
        except BadRequest as refusal:
            if _says(refusal, _UNCHANGED, *_UNCHANGEABLE):
                return id_
            raise

    async def _change(self, chat: int, id_: int, part: Shown) -> Message | bool:
        if not part.text:
            return await self._bot.edit_message_reply_markup(
                chat_id=chat, message_id=id_, reply_markup=part.keyboard
            )
        return await self._bot.edit_message_text(
            part.text,
            chat_id=chat,
            message_id=id_,
            entities=part.entities,
            reply_markup=part.keyboard,
            api_kwargs=_NO_PREVIEW,
        )

    def _remember(self, key: str, done: int) -> None:
        if done:
            self._halves[key] = done
        while len(self._halves) > REMEMBERED_HALVES:
            del self._halves[next(iter(self._halves))]

    def _verdict(self, error: Exception) -> TryLater | Unreachable:
        """What a failure means. NB `BadRequest` is a `NetworkError` to PTB, but no repetition cures it."""
        match error:
            case TooManyRequests():
                return TryLater(error.after, str(error))
            case InvalidToken():
                return TryLater(REJECTED_TOKEN_SECONDS, "Telegram rejects the token")
            case BadRequest() if not _says(error, *_NO_PLAINER):
                return Rejected(reason(error, self._bot.token))
            case Forbidden() | BadRequest():
                return Unreachable(reason(error, self._bot.token))
            case _:
                return TryLater(self._backoff.next(), reason(error, self._bot.token))


def reason(error: Exception, token: str) -> str:
    """A short reason that holds neither the token nor an answer's whole body."""
    if not isinstance(error, TelegramError):
        return f"the answer can't be read ({type(error).__name__})"
    secret = token.partition(":")[2] or token
    return str(error).replace(secret, "…")[:120] or type(error).__name__


async def _show_or_plainer(show: Show, part: Shown) -> str:
    """Show a part; where Telegram refuses its looks, show the bare words."""
    try:
        return await show(part)
    except BadRequest as refusal:
        if part.is_plain or _says(refusal, _UNCHANGED, *_UNCHANGEABLE, *_NO_PLAINER):
            raise
        return await show(part.plain())


def _says(refusal: BadRequest, *phrases: str) -> bool:
    words = str(refusal).lower()
    return any(phrase in words for phrase in phrases)
