"""Reminders are facts: a sweep writes what should have been said by now under the key of its occasion."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.delivery import Composer
from bot.faults import lines_of
from bot.messages import Incoming, Reply
from bot.texts import _, translate
from bot.turn import Turn
from bot.vocabulary import Vocabulary
from store import outbox, people
from store.db import AsyncSession, Database, is_passing
from store.due import Archive, Due
from store.ledgers import OutboxRow
from store.records import Records
from store.staff import Staff

log = logging.getLogger("fieldbook.reminders")
LATE = 15 * 60
"""Seconds after its time from which a reminder says that it is late."""


class Rule(Protocol):
    """Something that people are reminded of."""

    @property
    def name(self) -> str:
        """Stands in the outbox key: renaming it is a migration."""
        ...

    async def due(self, archive: Archive, now: datetime) -> Sequence[Due]:
        """What should have been said by now, whether or not it has been."""
        ...

    async def compose(self, turn: Turn, due: Due) -> Reply | None:
        """The words, when it is sent; None where it no longer holds. Raises NotFound where it is not theirs."""
        ...


async def sweep(database: Database, rules: Sequence[Rule], now: datetime) -> int:
    """Write every reminder that is due and not yet written; how many were new. Repeating it writes nothing."""
    written = 0
    for rule in rules:
        try:
            async with database.begin() as session:
                due = await rule.due(Archive(session), now)
                written += len(await _write(session, rule.name, due, now))
        except Exception as error:
            if is_passing(error):
                raise
            log.error("rule %s failed: %s", rule.name, lines_of(error))  # it keeps no other from being said
    return written


async def _write(session: AsyncSession, rule: str, due: Sequence[Due], now: datetime) -> list[OutboxRow]:
    keys = {f"{rule}:{one.subject_id}:{one.occasion}": one for one in due}
    known = await outbox.known_keys(session, list(keys))
    fresh = {key: one for key, one in keys.items() if key not in known}
    accounts = await people.conversations(session, [one.person_id for one in fresh.values()])
    letters = [
        outbox.Letter(
            key=key,
            channel=accounts[one.person_id].channel,
            conversation=accounts[one.person_id].conversation,
            person_id=one.person_id,
            rank=1,
            rule=rule,
            subject_id=one.subject_id,
            occasion=f"{one.occasion}|{one.at.isoformat()}",
        )
        for key, one in fresh.items()
        if one.person_id in accounts
    ]
    return await outbox.write(session, letters, now)


def composers(rules: Sequence[Rule]) -> Mapping[str, Composer]:
    """What delivery asks for the words of a reminder."""
    return {rule.name: Wording(rule) for rule in rules}


@dataclass(frozen=True)
class Wording:
    """Words a rule's reminder with the rights and in the language of its recipient."""

    rule: Rule
    vocabulary: Vocabulary = field(default_factory=Vocabulary)

    async def __call__(self, session: AsyncSession, row: OutboxRow, now: datetime) -> Reply | None:
        from store.actors import NotFound

        actor = await people.actor_by_id(session, row.person_id or 0)
        if actor is None:
            return None
        occasion, _bar, at = row.occasion.partition("|")
        due = Due(row.subject_id or 0, actor.id, occasion, datetime.fromisoformat(at))
        incoming = Incoming(
            channel=row.channel, dedupe_key=row.key, conversation=row.conversation, sender="", said_at=now
        )
        records = Records(session, actor, row.channel, now)
        turn = Turn(
            incoming,
            actor,
            records,
            Staff(session, actor, row.channel, now),
            language=actor.language,
            text="",
            vocabulary=await self.vocabulary.words(session),
        )
        try:
            reply = await self.rule.compose(turn, due)
        except NotFound:
            return None
        await records.settle()
        return reply


def late(turn: Turn, due: Due) -> str:
    """`late, planned for 09:33`, where it is; empty otherwise."""
    if (turn.now - due.at).total_seconds() < LATE:
        return ""
    return translate(turn.language, LATE_WORDS, moment=turn.moment(due.at))


LATE_WORDS = _("(late, was planned for {moment})")
