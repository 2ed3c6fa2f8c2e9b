"""Another date, said in words: of the promise that the old date names, or of the record itself."""

from collections.abc import Sequence

from bot.amend import Spoken
from bot.correcting import contact_planned, promise_moved, record_moved, row_button
from bot.corrections import Fix, date_in, says_day
from bot.language import impossible_dates
from bot.meant import is_on, promises_meant
from bot.messages import Reply
from bot.texts import _
from bot.turn import Turn
from store.models import Commitment, Interaction


async def redated(turn: Turn, fix: Fix, spoken: Spoken) -> Reply | None:
    """Another date: of the promise that the old date names, else of the only one, else of the record."""
    if wrong := impossible_dates(fix.new):
        return turn.remark(_("There is no such day: {day}."), day=wrong[0])
    ahead = date_in(fix.new, turn.local, direction="future", vocabulary=turn.vocabulary)
    back = date_in(fix.new, turn.local, direction="past", vocabulary=turn.vocabulary)
    if ahead is None and back is None:
        return None
    promises = promises_meant(turn, fix, spoken.commitments)
    for record in spoken.interactions:
        if not promises and is_on(turn, fix.old, record.happened_on, back=True):
            return await redate(turn, fix, record)
    if (
        ahead is not None
        and len(spoken.interactions) == 1
        and not spoken.commitments
        and not says_day(fix.new)
    ):
        return await redate(turn, fix, spoken.interactions[0])  # 改成下午: the day stays
    over = back is not None and (ahead is None or ahead.day < turn.today)
    looks_back = bool(spoken.interactions) and (over or fix.back)
    waiting = tuple(row for row in spoken.commitments if row.state == "open")
    if not promises and not looks_back and (fix.old is None or len(waiting) == 1):
        promises = waiting
    planned = [row for row in promises if row.kind == "next_contact"]
    if len(promises) == 1 or (len(planned) == 1 and ahead and ahead.time and fix.old is None):
        return await redate(turn, fix, planned[0] if planned else promises[0])
    if promises:
        return await ask_which(turn, promises)
    if len(spoken.interactions) == 1:
        record = spoken.interactions[0]
        if ahead is not None and not looks_back and not waiting and fix.old is None:
            return await contact_planned(turn, record, ahead)
        return await redate(turn, fix, record) if fix.sure else None
    return await ask_which(turn, spoken.interactions) if spoken.interactions and fix.sure else None


async def redate(turn: Turn, fix: Fix, row: Commitment | Interaction) -> Reply | None:
    """Give this one the date that the words say; None where they say none."""
    contrasts = fix.old is not None
    if isinstance(row, Commitment):
        when = date_in(
            fix.new,
            turn.local,
            direction="future",
            anchor=row.due_on,
            contrasts=contrasts,
            vocabulary=turn.vocabulary,
        )
        return await promise_moved(turn, row, when) if when else None
    when = date_in(
        fix.new,
        turn.local,
        direction="past",
        anchor=row.happened_on,
        contrasts=contrasts,
        vocabulary=turn.vocabulary,
    )
    return await record_moved(turn, row, when) if when else None


async def ask_which(turn: Turn, rows: Sequence[Interaction | Commitment]) -> Reply:
    """Ask which of several entries the words are about; a tap does it."""
    words = turn.memory.get("words", turn.text)
    buttons = [await row_button(turn, row, "correct.which", words=words) for row in rows[:5]]
    return turn.remark(_("Which one do you mean?"), buttons=buttons)
