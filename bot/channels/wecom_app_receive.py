"""Reads one callback of WeCom's app as one of the house's messages. Pure functions, no I/O."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone

from bot.channels.wecom_app_places import true_place
from bot.channels.wecom_cards import SPENT
from bot.messages import Attachment, ExternalContact, Incoming, Kind, Place

CHANNEL = "wecom"
LONGEST_KEY = 120  # characters; a longer key is told by its hash
CHINA = timezone(timedelta(hours=8))
"""By whose days it is counted how often somebody opened the app."""

_ADDED = ("add_external_contact", "add_half_external_contact")
_REMOVED = ("del_external_contact", "del_follow_user")
_FILES: Mapping[str, tuple[Kind, str, str]] = {
    "image": ("image", "image/jpeg", "jpg"),
    "voice": ("voice", "audio/amr", "amr"),
    "video": ("file", "video/mp4", "mp4"),
}

Fields = Mapping[str, str]


def read_callback(fields: Fields) -> Incoming | None:
    """The message in a callback; None where there is nothing for us in it.

    Raises KeyError or ValueError where it has a form that nobody documented.
    """
    if fields["MsgType"] == "event":
        return _read_event(fields)
    return _read_message(fields)


def ticket(response_code: str, said_at: datetime) -> str:
    """What is needed to change a card after a tap: WeCom's code, and since when it counts."""
    return f"{response_code}|{said_at.timestamp():.0f}"


def _read_message(fields: Fields) -> Incoming | None:
    key, what = fields["MsgId"], fields["MsgType"]
    match what:
        case "text":
            return _incoming(fields, key, text=fields["Content"])
        case "link":
            lines = (fields.get("Title", ""), fields.get("Url", ""))
            return _incoming(fields, key, text="\n".join(line for line in lines if line))
        case "location":
            return _incoming(fields, key, "location", place=_place(fields))
        case "image" | "voice" | "video":
            kind, mime, ending = _FILES[what]
            file = Attachment(name=f"{what}.{ending}", mime=mime, reference=fields["MediaId"])
            return _incoming(fields, key, kind, file=file)
        case _:
            return None


def _read_event(fields: Fields) -> Incoming | None:
    match fields["Event"]:
        case "subscribe":
            return _incoming(fields, _event_key(fields), "joined")
        case "enter_agent":
            day = _said_at(fields).astimezone(CHINA).date()
            return _incoming(fields, _key(fields["FromUserName"], "enter_agent", str(day)), "joined")
        case "click":
            return _incoming(fields, _event_key(fields), text=fields["EventKey"])
        case "template_card_event" if fields["EventKey"] != SPENT:
            return _read_tap(fields)
        case "change_external_contact":
            return _read_customer(fields)
        case _:
            return None


def _read_tap(fields: Fields) -> Incoming:
    code = fields.get("ResponseCode", "")
    return _incoming(
        fields,
        _event_key(fields),
        "tap",
        token=fields["EventKey"],
        ticket=ticket(code, _said_at(fields)) if code else None,
    )


def _read_customer(fields: Fields) -> Incoming | None:
    """Somebody added a customer in WeCom, or one of the two removed the other."""
    change = fields["ChangeType"]
    if change not in (*_ADDED, *_REMOVED):
        return None
    rep, customer = fields["UserID"], fields["ExternalUserID"]
    return Incoming(
        channel=CHANNEL,
        dedupe_key=_key(change, rep, customer, fields["CreateTime"]),
        conversation=rep,
        sender=rep,
        said_at=_said_at(fields),
        kind="customer",
        customer=ExternalContact(id=customer, change="added" if change in _ADDED else "removed"),
    )


def _incoming(
    fields: Fields,
    key: str,
    kind: Kind = "text",
    *,
    text: str = "",
    file: Attachment | None = None,
    place: Place | None = None,
    token: str | None = None,
    ticket: str | None = None,
) -> Incoming:
    person = fields["FromUserName"]
    if not person or not key:
        raise ValueError("from nobody, or without a key")
    return Incoming(
        channel=CHANNEL,
        dedupe_key=key,
        conversation=person,
        sender=person,
        said_at=_said_at(fields),
        kind=kind,
        text=text,
        attachments=(file,) if file else (),
        place=place,
        token=token,
        message_id=fields.get("MsgId") or None,
        ticket=ticket,
    )


def _said_at(fields: Fields) -> datetime:
    try:
        return datetime.fromtimestamp(int(fields["CreateTime"]), UTC)
    except (OverflowError, OSError):
        raise ValueError("no time of ours") from None


def _event_key(fields: Fields) -> str:
    """Events bear no id: who, when and on what tell one from another."""
    parts = (fields[name] for name in ("FromUserName", "CreateTime", "Event"))
    return _key(*parts, fields.get("EventKey", ""), fields.get("TaskId", ""))


def _key(*parts: str) -> str:
    key = ":".join(parts)
    return key if len(key) <= LONGEST_KEY else hashlib.sha256(key.encode()).hexdigest()


def _place(fields: Fields) -> Place:
    latitude, longitude = float(fields["Location_X"]), float(fields["Location_Y"])
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError("not on this earth")
    latitude, longitude = true_place(latitude, longitude)
    return Place(latitude=round(latitude, 6), longitude=round(longitude, 6), label=fields.get("Label", ""))
