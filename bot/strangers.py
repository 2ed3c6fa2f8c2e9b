"""What a stranger gets: the offer to bind with a code, and nothing else."""

import re
import unicodedata
from datetime import datetime

from bot.messages import Incoming, Reply
from bot.texts import _, translate
from store import people
from store.db import AsyncSession

_CODE = re.compile(r"(?:/start|绑定|绑定码|bind|code)?\s*[:：]?\s*([0-9]{6})", re.IGNORECASE)
_LINK = re.compile(r"/start\s+([A-Za-z0-9_-]{8,64})")


async def welcome(session: AsyncSession, incoming: Incoming, default: str, now: datetime) -> Reply | None:
    """Bind the sender where they bring a code, else say how; in a group nothing is said.

    What a platform tells by itself is no word of theirs: nothing comes of it.
    """
    if incoming.is_group or incoming.kind in ("customer", "brought"):
        return None
    language = _language(incoming, default)
    code = code_in(incoming.text)
    if code is None:
        return Reply(
            text=translate(language, _("Not bound yet. Ask your admin for a 6-digit code and type it here."))
        )
    try:
        person = await people.bind(
            session, code, incoming.channel, incoming.sender, incoming.conversation, now
        )
    except people.TooManyGuesses:
        return Reply(text=translate(language, _("Too many wrong codes. Try again in a quarter of an hour.")))
    if person is None:
        return Reply(
            text=translate(language, _("That code is wrong or used up. Ask your admin for a new one."))
        )
    words = _(
        "Welcome, {name}. Just say what happened: “visited Acme (Bob) today, wants a quote by Friday”.\n"
        "Ask “today” for your day, or “help”."
    )
    return Reply(text=translate(person.language, words, name=person.name))


def _language(incoming: Incoming, default: str) -> str:
    """That of the words, else that of the chat app, else the house's."""
    if re.search("[\u3400-\u9fff]", incoming.text):
        return "zh"
    if not incoming.text.startswith("/") and re.search("[A-Za-z]{2}", incoming.text):
        return "en"
    return incoming.language if incoming.language in ("zh", "en") else default


def code_in(text: str) -> str | None:
    """The one-time code or link token that a message brings."""
    text = unicodedata.normalize("NFKC", text).strip()
    found = _CODE.fullmatch(text) or _LINK.fullmatch(text)
    return found[1] if found else None
