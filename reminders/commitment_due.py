"""A commitment is due: its reminder comes at its own time, with the last words, the promise and the phone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.messages import Reply
from bot.reminder_cards import reminder_card
from bot.reminding import LATE, late
from bot.schedule import awake
from bot.turn import Turn
from store.due import Archive, Due
from store.models import Commitment


@dataclass(frozen=True)
class CommitmentDue:
    """Those that do not wait for the morning digest. One that was moved is a new occasion."""

    name: str = "commitment_due"

    async def due(self, archive: Archive, now: datetime) -> Sequence[Due]:
        """What should have been said by now. One that is late does not break into the quiet hours."""
        rows = await archive.open_commitments(now, in_digest=False)
        found = [_due(row.id, row.owner_id, row.remind_at) for row in rows if row.remind_at is not None]
        missed = [one for one in found if now - one.at > timedelta(seconds=LATE)]
        if not missed:
            return found
        people = await archive.everybody()
        asleep = {number for number, person in people.items() if awake(now, person.actor) != now}
        return [one for one in found if one.person_id not in asleep or one not in missed]

    async def compose(self, turn: Turn, due: Due) -> Reply | None:
        found = await turn.records.find(Commitment, id=due.subject_id, state="open", owner_id=turn.actor.id)
        if not found or found[0].remind_at is None or found[0].remind_at.isoformat() != due.occasion:
            return None
        return await reminder_card(turn, found[0], mark=late(turn, due))


def _due(commitment_id: int, owner_id: int, moment: datetime) -> Due:
    return Due(commitment_id, owner_id, moment.isoformat(), moment)


rule = CommitmentDue()
