"""Acting on the numbered rows of the newest list by words: 完成1 3, 推2 明天, 详3, 取消2."""

import re
from collections.abc import Sequence
from datetime import timedelta

from bot.agenda import deed
from bot.archive import close, move
from bot.capability import Capability
from bot.cards import due_text, subject
from bot.messages import Reply
from bot.reminder_cards import moved_line, todo_card
from bot.snoozing import at_its_time, delay, is_past, length_in, when_in
from bot.texts import _
from bot.turn import Turn
from store.models import Commitment, Customer

capability = Capability("rows")

_NUMBERS = r"(?P<rows>(?:第?\s*\d{1,2}\s*(?:条|个|件|项)?)(?:\s*(?:[,，、和跟&\s]|and)\s*第?\s*\d{1,2}\s*(?:条|个|件|项)?)*)"
_ONE = r"(?:第\s*)?(?P<rows>\d{1,2})\s*(?:条|个|件|项)?"


@capability.pattern(
    rf"(?:完成|做完|办完|搞定|办好|关闭|勾掉|✔|✅|done(?: with)?|finish(?:ed)?|completed?|close|tick(?: off)?)\s*(?:了)?\s*{_NUMBERS}\s*(?:了)?",
    rf"(?:把)?{_NUMBERS}\s*(?:都|已经?)?(?:完成|做完|办完|搞定|办好|is done|are done|done)\s*(?:了)?",
)
async def done(turn: Turn) -> Reply | None:
    """`完成2`, `done 1 3`: these to-dos are done."""
    return await _finish(turn, "done")


@capability.pattern(
    rf"(?:取消|不用|不做|删除?|删掉|去掉|划掉|drop|cancel|remove|delete|skip)\s*(?:了)?\s*{_NUMBERS}\s*(?:了)?",
    rf"(?:把)?{_NUMBERS}\s*(?:都)?(?:取消|不用做?|删掉|不做)(?:了)?",
)
async def drop(turn: Turn) -> Reply | None:
    """`取消2`, `drop 2`: these need not be done any more."""
    return await _finish(turn, "dropped")


@capability.pattern(
    rf"(?:推迟?|延后?|延迟|延期|挪|改|移)\s*{_ONE}\s*(?:到|至|成|为)?\s*(?P<when>.{{1,24}}?)(?:吧|去)?",
    rf"(?:把)?\s*{_ONE}\s*(?:推迟?|延后?|延迟|延期|挪|改|移)(?:到|至|成|为)\s*(?P<when>.{{1,24}}?)(?:吧|去)?",
    r"(?:move|push|postpone|snooze|delay|shift|reschedule)\s+(?:no\.? ?|#)?(?P<rows>\d{1,2})\s+(?:to |until |till |for |by |-> ?)?(?P<when>.{2,30}?)",
)
async def push(turn: Turn) -> Reply | None:
    """`推3 明天`, `move 3 to Friday afternoon`: this one gets another date."""
    words = turn.found["when"].strip() if turn.found else ""
    when, by = when_in(turn, words), length_in(words)
    if when is None and by is None:
        return None
    chosen = await _chosen(turn)
    if isinstance(chosen, Reply):
        return chosen
    if when is not None and is_past(turn, when):
        return turn.remark(_("That has passed already. Which other day?"))
    commitment = chosen[0]
    old = due_text(turn, commitment)
    turn.title = deed(turn, commitment)
    if when is not None:
        moved = await move(turn, commitment, at_its_time(turn, commitment, when))
    else:
        moved = await delay(turn, commitment, by or timedelta())
    lines = [f"{await _called(turn, moved)}", moved_line(turn, moved, old)]
    return turn.say(lines, buttons=[turn.button(_("Change back"), "undo.undo_card")], about=[subject(moved)])


@capability.pattern(rf"(?:详情?|看看?|打开|查看|show|open|see|view|details?(?: of)?)\s*(?:第)?\s*{_ONE}")
async def show(turn: Turn) -> Reply | None:
    """A row's number that the list does not have; the rows themselves are shown by whoever knows their kind."""
    return _out_of_range(turn, _wanted(turn)) or (
        turn.remark(_("I can't show that one.")) if turn.rows else None
    )


@capability.shows("commitment")
async def one(turn: Turn) -> Reply | None:
    """The card of one to-do."""
    return await todo_card(turn, await turn.records.get(Commitment, turn.about[0].id))


async def _finish(turn: Turn, state: str) -> Reply | None:
    chosen = await _chosen(turn)
    if isinstance(chosen, Reply):
        return chosen
    lines = []
    for commitment in chosen:
        if commitment.state == state:
            lines.append(turn.t(_("{what}: that was so already"), what=await _called(turn, commitment)))
            continue
        await close(turn, commitment, state)
        words = _("✔ Done: {what}") if state == "done" else _("✖ Dropped: {what}")
        lines.append(turn.t(words, what=await _called(turn, commitment)))
        turn.title = turn.title or deed(turn, commitment)
    return turn.say(lines[:7], buttons=[turn.button(_("Undo"), "undo.undo_card")])


async def _chosen(turn: Turn) -> list[Commitment] | Reply:
    """The to-dos behind the numbers that were said; words where a number is none of the list's to-dos."""
    numbers = _wanted(turn)
    if said := _out_of_range(turn, numbers):
        return said
    subjects = [turn.rows[number - 1] for number in numbers]
    if any(subject.model != "commitment" for subject in subjects):
        return turn.remark(_("That row is not a to-do. “show {number}” opens it."), number=numbers[0])
    return [await turn.records.get(Commitment, subject.id) for subject in subjects]


def _wanted(turn: Turn) -> list[int]:
    found = re.findall(r"\d{1,2}", turn.found["rows"]) if turn.found else []
    return list(dict.fromkeys(int(number) for number in found))


def _out_of_range(turn: Turn, numbers: Sequence[int]) -> Reply | None:
    if not turn.rows:
        return turn.remark(_("Which list? Say “today” first."))
    if all(0 < number <= len(turn.rows) for number in numbers):
        return None
    if len(turn.rows) == 1:
        return turn.remark(_("The list has only 1 row."))
    return turn.remark(_("The list has only {count} rows."), count=len(turn.rows))


async def _called(turn: Turn, commitment: Commitment) -> str:
    """`海润 报价`."""
    known = (
        await turn.records.find(Customer, id=commitment.customer_id)
        if commitment.customer_id is not None
        else []
    )
    between = " " if turn.language == "zh" else " · "
    return between.join([*(customer.name for customer in known), deed(turn, commitment)])
