"""What is done about a message that could not be delivered: the admins are told, a reminder finds another way."""

from collections.abc import Sequence
from datetime import datetime

from bot.messages import Reply
from bot.texts import _, show_channel, translate
from store import outbox, people
from store.db import AsyncSession
from store.ledgers import OutboxRow
from store.outbox import Outcome


async def tell_of_failures(session: AsyncSession, failed: Sequence[Outcome], now: datetime) -> None:
    """Write no more to who cannot be reached there, and tell the admins, once a conversation and day."""
    for outcome in failed:
        row = outcome.row
        if outcome.gone:
            await people.mark_unreachable(session, row.channel, row.conversation)
            await _find_elsewhere(session, row, now)
        letters = []
        for admin in await people.with_role(session, "admin"):
            account = await people.conversation_of(session, admin.id)
            if account is None or (account.channel, account.conversation) == (row.channel, row.conversation):
                continue
            words = translate(
                admin.language,
                _("A message on {channel} could not be delivered ({error})."),
                channel=show_channel(row.channel, admin.language),
                error=outcome.error or "",
            )
            letters.append(
                outbox.Letter(
                    key=f"undelivered:{row.channel}:{row.conversation}:{now:%Y%m%d}:{admin.id}",
                    channel=account.channel,
                    conversation=account.conversation,
                    person_id=admin.id,
                    payload=Reply(text=words).model_dump(mode="json"),
                )
            )
        await outbox.write(session, letters, now)


async def _find_elsewhere(session: AsyncSession, row: OutboxRow, now: datetime) -> None:
    """A reminder follows its person to a channel where they can be reached."""
    if row.rank > 0 and row.person_id is not None:
        account = await people.conversation_of(session, row.person_id)
        if account is not None:
            await outbox.readdress(session, row.id, (account.channel, account.conversation), now)
