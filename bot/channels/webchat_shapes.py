"""What the page is told and what it says, in the house's shapes."""

from datetime import UTC, datetime, timedelta

from aiohttp import web

from bot.channels.attachments import content
from bot.channels.webchat_desk import Said, WebUser
from bot.channels.webchat_requests import Sent
from bot.messages import Incoming, Outgoing, Place

_PICTURES = ("image/png", "image/jpeg")


def person(user: WebUser) -> dict[str, str]:
    return {"account": user.account, "name": user.name, "role": user.role, "language": user.language}


def shown(said: Said, account: str) -> dict[str, object]:
    """A message as the page draws it; its own messages carry the page's own key."""
    return {
        "id": said.id.removeprefix(f"{account}:") if said.mine else said.id,
        "mine": said.mine,
        "text": said.text,
        "at": said.at.isoformat(),
        "buttons": [button.model_dump() for button in said.buttons],
        "used": sorted(said.used),
        "table": said.table.model_dump() if said.table else None,
        "pictures": [
            {"name": file.name, "address": file.reference}
            for file in said.files
            if file.mime in _PICTURES and file.reference.startswith("data:image/")
        ],
        "files": [
            {"name": file.name, "address": file.reference}
            for file in said.files
            if file.mime not in _PICTURES and content(file) is not None
        ],
        "reply_to": said.reply_to,
        "place": said.place.model_dump() if said.place else None,
    }


def incoming(sent: Sent, user: WebUser, channel: str) -> Incoming:
    """What somebody sent, said when they said it and not when it came through."""
    return Incoming(
        channel=channel,
        dedupe_key=f"{user.account}:{sent.id}",
        conversation=user.account,
        sender=user.account,
        sender_name=user.name,
        said_at=datetime.now(UTC) - timedelta(seconds=sent.delay),
        kind=sent.kind,
        text=sent.words,
        token=sent.token,
        place=Place(latitude=sent.place.latitude, longitude=sent.place.longitude) if sent.place else None,
        message_id=sent.id,
        reply_to=sent.reply_to,
        language=user.language,
    )


def theirs(message: Incoming) -> Said:
    """A message of theirs, for their other tabs."""
    return Said(
        id=message.dedupe_key,
        mine=True,
        text=message.text,
        at=message.said_at,
        reply_to=message.reply_to,
        place=message.place,
    )


def ours(message: Outgoing) -> Said:
    """A message of ours; an edit bears the id of what it changes."""
    return Said(
        id=message.edit_of or message.key,
        mine=False,
        text=message.text,
        at=datetime.now(UTC),
        buttons=message.buttons,
        table=message.table,
        files=message.files,
    )


def private(content: dict[str, object], *, status: int = 200) -> web.Response:
    """JSON that no cache keeps."""
    return web.json_response(content, status=status, headers={"Cache-Control": "no-store"})
