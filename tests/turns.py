"""A turn without a message, for putting things into the archive before a conversation begins."""

from datetime import datetime

from bot.messages import Incoming
from bot.turn import Turn
from store.records import Records
from store.staff import Staff


def turn_for(records: Records, now: datetime) -> Turn:
    incoming = Incoming(channel=records.channel, dedupe_key="-", conversation="-", sender="-", said_at=now)
    staff = Staff(records.session, records.actor, records.channel, now)
    return Turn(incoming, records.actor, records, staff, language=records.actor.language, text="")
