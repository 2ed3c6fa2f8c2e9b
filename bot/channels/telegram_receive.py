"""Reads one Telegram update as one of the house's messages. Pure functions, no I/O."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from telegram import (
    CallbackQuery,
    Chat,
    ChatMember,
    ChatMemberUpdated,
    Contact,
    Message,
    Update,
    User,
)

from bot.messages import Attachment, Incoming, Kind, Place, SharedContact

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")

UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, ArithmeticError, OSError, RecursionError)
"""What PTB and pydantic raise over data in a form that nobody documented."""

_OUTSIDE = (ChatMember.LEFT, ChatMember.BANNED)
_COMMAND = re.compile(r"^/([A-Za-z0-9_]{1,32})@([A-Za-z0-9_]+)")


class NameUnknown(Exception):
    """What a group says can't be told to be meant for us before we know our own name."""


def read_update(
    update_json: dict[str, Any], bot_username: str, received: datetime | None = None
) -> Incoming | None:
    """The message in an update; None where there is nothing for us in it.

    `received` is when the update came (aware UTC): a press on a button carries no time of its own.
    Raises one of `UNREADABLE` where the update has a form that nobody documented, and
    `NameUnknown` for a group's message while `bot_username` is empty.
    """
    update = Update.de_json(update_json, None)
    key = str(update.update_id)
    if update.callback_query is not None:
        return _read_press(update.callback_query, received or datetime.now(UTC))
    if update.my_chat_member is not None:
        return _read_membership(update.my_chat_member, key)
    if update.message is not None:
        return _read_message(update.message, key, bot_username)
    if update.edited_message is not None and update.edited_message.location is None:
        return _read_message(update.edited_message, key, bot_username, edited=True)
    return None  # a live location would bring an edit every few seconds


def conversation(chat_id: int, thread: int | None) -> str:
    """A chat, or a topic within it, as the house writes it."""
    return str(chat_id) if thread is None else f"{chat_id}/{thread}"


def address(conversation: str) -> tuple[int, int | None]:
    """The chat id and the topic of a conversation. Raises `ValueError` where it is not one of ours."""
    chat, slash, thread = conversation.partition("/")
    return int(chat), int(thread) if slash else None


def _read_message(message: Message, key: str, bot_username: str, *, edited: bool = False) -> Incoming | None:
    user = message.from_user
    if user is None or user.is_bot:  # a channel, or an admin who hides behind the group's name
        return None
    if _is_group(message.chat) and not bot_username:
        raise NameUnknown
    words = _clean(message.text or message.caption or "")
    answered = _answered(message, bot_username)
    if _is_group(message.chat) and answered is None and not _addresses(words, bot_username):
        return None
    words = _unaddressed(words, bot_username)
    kind, attachments = _content(message)
    if kind is None:
        return None
    return Incoming(
        channel="telegram",
        dedupe_key=key,
        conversation=conversation(message.chat.id, _topic(message)),
        sender=str(user.id),
        said_at=message.date,
        kind=kind,
        is_group=_is_group(message.chat),
        sender_name=_clean(user.full_name),
        text=words or (message.sticker.emoji or "" if message.sticker else ""),
        attachments=attachments,
        contact=_card(message.contact) if message.contact else None,
        place=_place(message),
        message_id=str(message.message_id),
        reply_to=answered,
        edits=str(message.message_id) if edited else None,
        language=_language(user),
    )


def _read_press(press: CallbackQuery, received: datetime) -> Incoming | None:
    if press.message is None or press.data is None:
        return None
    thread = _topic(press.message) if isinstance(press.message, Message) else None
    return Incoming(
        channel="telegram",
        dedupe_key=f"cb:{press.id}",
        conversation=conversation(press.message.chat.id, thread),
        sender=str(press.from_user.id),
        said_at=received,
        kind="tap",
        is_group=_is_group(press.message.chat),
        sender_name=_clean(press.from_user.full_name),
        token=_clean(press.data),
        reply_to=str(press.message.message_id),
        language=_language(press.from_user),
    )


def _read_membership(change: ChatMemberUpdated, key: str) -> Incoming | None:
    """Somebody unblocked us or took us into a group. Being blocked is learned when sending fails."""
    came = change.old_chat_member.status in _OUTSIDE and change.new_chat_member.status not in _OUTSIDE
    if not came or change.chat.type == Chat.CHANNEL or change.from_user.is_bot:
        return None
    return Incoming(
        channel="telegram",
        dedupe_key=key,
        conversation=str(change.chat.id),
        sender=str(change.from_user.id),
        said_at=change.date,
        kind="joined",
        is_group=_is_group(change.chat),
        sender_name=_clean(change.from_user.full_name),
        language=_language(change.from_user),
    )


def _content(message: Message) -> tuple[Kind | None, tuple[Attachment, ...]]:
    """What kind of message it is, with its files; None for service messages and what we can't use."""
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        name = f"photo-{largest.file_unique_id}.jpg"
        return "image", (_file(largest.file_id, name, "image/jpeg", largest.file_size),)
    if sound := message.voice:
        name = f"voice-{sound.file_unique_id}.ogg"
        return "voice", (_file(sound.file_id, name, sound.mime_type or "audio/ogg", sound.file_size),)
    for file in (message.document, message.audio, message.video):
        if file is not None:
            name = _clean(file.file_name or "") or f"file-{file.file_unique_id}"
            return "file", (_file(file.file_id, name, file.mime_type, file.file_size),)
    if message.contact:
        return "contact", ()
    if message.location:
        return "location", ()
    return ("text" if message.text or message.sticker else None), ()


def _file(reference: str, name: str, mime: str | None, size: int | None) -> Attachment:
    return Attachment(name=name, mime=mime or "application/octet-stream", size=size or 0, reference=reference)


def _card(contact: Contact) -> SharedContact:
    names: Sequence[str] = [contact.first_name, contact.last_name or ""]
    return SharedContact(name=_clean(" ".join(names).strip()), phone=_clean(contact.phone_number))


def _place(message: Message) -> Place | None:
    if message.location is None:
        return None
    venue = message.venue
    label = _clean(f"{venue.title} {venue.address}".strip()) if venue else ""
    return Place(latitude=message.location.latitude, longitude=message.location.longitude, label=label)


def _is_group(chat: Chat) -> bool:
    return chat.type in (Chat.GROUP, Chat.SUPERGROUP)


def _topic(message: Message) -> int | None:
    """The forum topic; outside of forums a thread id is only a chain of replies and can't be sent to."""
    return message.message_thread_id if message.is_topic_message else None


def _answered(message: Message, bot_username: str) -> str | None:
    """The id of our message that this one answers. The first message of a topic counts as no answer."""
    original = message.reply_to_message
    if original is None or original.forum_topic_created or original.from_user is None:
        return None
    author = original.from_user
    ours = author.is_bot and (author.username or "").lower() == bot_username.lower()
    return str(original.message_id) if ours else None


def _addresses(words: str, bot_username: str) -> bool:
    """Whether words in a group are meant for us: a mention, or a command that names no other bot."""
    command = _COMMAND.match(words)
    if command is not None:
        return command[2].lower() == bot_username.lower()
    return words.startswith("/") or _mention(bot_username).search(words) is not None


def _unaddressed(words: str, bot_username: str) -> str:
    """The words without our name."""
    command = _COMMAND.match(words)
    if command is not None and command[2].lower() == bot_username.lower():
        return f"/{command[1]}{words[command.end() :]}"
    return _mention(bot_username).sub("", words).strip()


def _mention(bot_username: str) -> re.Pattern[str]:
    """Our name as a mention; hanzi may touch it on either side, letters and digits not."""
    name = re.escape(bot_username) or "(?!)"  # not knowing our name, we find it nowhere
    return re.compile(rf"(?<![A-Za-z0-9_])@{name}(?![A-Za-z0-9_])[ ,，:：]*", re.IGNORECASE)


def _language(user: User) -> str | None:
    if not user.language_code:
        return None
    return "zh" if user.language_code.lower().startswith("zh") else "en"


def _clean(text: str) -> str:
    """Text that every database can hold: without NUL and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
