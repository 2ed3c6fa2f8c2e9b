"""Take the last thing back, and bring it back again, for 24 hours."""

from collections import Counter

from bot.capability import Capability
from bot.messages import Reply
from bot.texts import _
from bot.turn import Turn
from bot.words import MODELS
from store.undo import Kept, Undone, change_of, latest_change, restore, undo

capability = Capability("undo")
_LAST = r"(?:(?:刚才?|刚刚|上面|上|前面|这|那|最后)(?:的|那|这|一)*(?:条|个|笔)(?:记录)?|刚才的?|刚刚的?)"


@capability.command(
    "撤销", "撤回", "撤消", "取消刚才", "取消刚才那条", "撤销刚才", "undo", "take that back", "undo that", "cancel that", "scrap that",
    "never mind, delete that", "delete that", menu=("undo", "撤销刚才那条", "Take the last thing back"),
)  # fmt: skip
@capability.pattern(
    rf"(?:把|请|帮我)*{_LAST}(?:给我)?(?:删|撤|不要|不算|作废)(?:除|掉|了|销|回|吧)*[。!！]?",
    rf"(?:请|帮我)*(?:删|撤)(?:除|掉|了|销|回)*{_LAST}(?:吧|了)?[。!！]?",
)
async def undo_last(turn: Turn) -> Reply | None:
    """Undo the card that is replied to, else the newest change."""
    if turn.replies:
        return await undo_card(turn)
    change = await latest_change(turn.records, undone=False)
    if change is None:
        return turn.remark(_("There is nothing of the last 24 hours to take back."))
    return _told(turn, await undo(turn.records, change))


@capability.step
async def undo_card(turn: Turn) -> Reply | None:
    """Undo what the tapped card's own turn changed."""
    if turn.change_id is None:
        return turn.remark(_("There is nothing of the last 24 hours to take back."))
    change = await change_of(turn.records, turn.change_id)
    if change.undone_at is not None:
        return turn.remark(_("That was taken back already."))
    return _told(turn, await undo(turn.records, change))


@capability.command(
    "恢复", "还原", "restore", "redo", menu=("restore", "恢复刚撤销的", "Bring back what was undone")
)
async def restore_last(turn: Turn) -> Reply | None:
    """Bring back what was undone last, or what this button stands for."""
    if chosen := turn.memory.get("change"):
        change = await change_of(turn.records, int(chosen))
    else:
        found = await latest_change(turn.records, undone=True)
        if found is None:
            return turn.remark(_("There is nothing to bring back."))
        change = found
    if change.undone_at is None:
        return turn.remark(_("That is back already."))
    done = await restore(turn.records, change)
    head = _named(turn, _("↪️ Back again: {title} ({what})."), _("↪️ Back again: {what}."), done)
    lines = [
        head if done.models else turn.t(_("Nothing could be brought back.")),
        *_kept_lines(turn, done.kept),
    ]
    return turn.say(lines, buttons=[turn.button(_("Undo"), "undo.undo_again", change=change.id)])


@capability.step
async def undo_again(turn: Turn) -> Reply | None:
    """After a restore: take the same change back once more."""
    turn.change_id = int(turn.memory["change"])
    return await undo_card(turn)


def _told(turn: Turn, done: Undone) -> Reply:
    if not done.models and done.kept:
        lines = [turn.t(_("Nothing could be taken back.")), *_kept_lines(turn, done.kept)]
        return turn.say(lines)
    head = _named(turn, _("↩️ Taken back: {title} ({what})."), _("↩️ Taken back: {what}."), done)
    again = turn.button(_("Restore"), "undo.restore_last", change=done.change.id)
    return turn.say([head, *_kept_lines(turn, done.kept)], buttons=[again])


def _named(turn: Turn, titled: str, untitled: str, done: Undone) -> str:
    """What was done to what: the change set's name, and how many records of which kind."""
    what = _counted(turn, done.models) if done.models else turn.t(_("nothing else"))
    return turn.t(titled if done.change.title else untitled, title=done.change.title, what=what)


def _counted(turn: Turn, models: tuple[str, ...]) -> str:
    """`1 record, 2 to-dos`."""
    parts = []
    for model, count in sorted(Counter(models).items()):
        words = _("{count} {what}") if count == 1 else _("{count} {what}s")
        parts.append(turn.t(words, count=count, what=turn.t(MODELS.get(model, model))))
    return turn.t(_(", ")).join(parts)


def _kept_lines(turn: Turn, kept: tuple[Kept, ...]) -> list[str]:
    lines = []
    for one in kept[:3]:
        what = turn.t(MODELS.get(one.model, one.model))
        if one.by and one.at:
            moment = f"{turn.actor.local(one.at):%H:%M}"
            lines.append(
                turn.t(
                    _("{name} changed the {what} at {time}, so it stays."),
                    name=one.by,
                    what=what,
                    time=moment,
                )
            )
        elif one.lost:
            lines.append(turn.t(_("The {what} stays: it is not yours to change any more."), what=what))
        else:
            lines.append(turn.t(_("The {what} stays: later entries stand on it."), what=what))
    return lines
