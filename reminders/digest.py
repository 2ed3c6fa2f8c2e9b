"""The morning: what is due today, what is late, what comes later today; a manager's team in one line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.agenda import MOST_ROWS, Listed, contract_row, day_order, deed, is_overdue, todo_row
from bot.cards import overdue_text, short_name
from bot.language.dates.calendar import is_workday
from bot.messages import Reply
from bot.reminder_cards import reminder_card
from bot.reminding import LATE, late
from bot.schedule import at, awake
from bot.texts import _
from bot.turn import Turn
from bot.vocabulary import days_of
from store.actors import Actor
from store.agenda import Ending, Item, contracts_ending, items
from store.due import Archive, Due
from store.models import Interaction

MOST_LATE = 5
"""Overdue ones that are listed; of more, only these and their number."""
SOON = 7
"""Days ahead that one's own contracts are listed for."""
TEAM_STEPS = (30, 1)
"""Days before its end on which a contract is named to the manager: a silent one comes at seven days by itself."""


@dataclass(frozen=True)
class Digest:
    """Once each morning; a morning that was missed comes later that day, never the day after."""

    name: str = "digest"

    async def due(self, archive: Archive, now: datetime) -> Sequence[Due]:
        """Everybody whose morning has come and who may have something to hear."""
        found = []
        workdays = days_of(await archive.house_rows())
        owing = await archive.owing((now + timedelta(hours=14)).date(), now)
        for number, person in (await archive.everybody()).items():
            moment = _morning(person.actor, now)
            day = person.actor.day(now)
            if moment > now or moment < person.since or awake(now, person.actor) != now:
                continue
            if number in owing or (person.actor.role == "manager" and is_workday(day, calendar=workdays)):
                found.append(Due(number, number, day.isoformat(), moment))
        return found

    async def compose(self, turn: Turn, due: Due) -> Reply | None:
        if due.occasion != turn.today.isoformat():
            return None
        today, behind = await _own(turn)
        if not turn.is_workday(turn.today):
            behind = []
        team = await _team(turn) if turn.actor.role == "manager" and turn.is_workday(turn.today) else ""
        single = [*today, *behind]
        if len(single) == 1 and not team:
            return await _single(turn, due, single[0])
        if _comes_by_itself(turn, due, today, behind) and not team:
            return None
        if not single:
            return turn.say([f"{team} {late(turn, due)}".strip()]) if team else None
        return await _list(turn, due, today, behind, team)


async def _own(turn: Turn) -> tuple[list[Item], list[Item]]:
    """What is for today, in the day's order, and what is late, the oldest first."""
    mine = (turn.actor.id,)
    midnight = at(turn.today + timedelta(days=1), time(), turn.actor)
    due = await items(turn.records, mine, state="open", due_on__lte=turn.today)
    ahead = await items(
        turn.records,
        mine,
        state="open",
        due_on__gt=turn.today,
        remind_at__lt=midnight,
        remind_at__gte=at(turn.today, time(), turn.actor),
    )
    behind = [item for item in due if is_overdue(item.commitment, turn.today)]
    today = sorted([item for item in (*due, *ahead) if item not in behind], key=day_order)
    return today, behind


async def _single(turn: Turn, due: Due, item: Item) -> Reply | None:
    """One thing only comes as its whole card, unless it has its own reminder today."""
    commitment, midnight = item.commitment, at(turn.today, time(), turn.actor)
    if commitment.remind_at and not commitment.in_digest and commitment.remind_at >= midnight:
        return None
    return await reminder_card(turn, commitment, mark=late(turn, due))


def _comes_by_itself(turn: Turn, due: Due, today: list[Item], behind: list[Item]) -> bool:
    """A late digest does not repeat what has its own reminder."""
    if behind or (turn.now - due.at).total_seconds() < LATE:
        return False
    return not any(item.commitment.in_digest for item in today)


async def _list(turn: Turn, due: Due, today: list[Item], behind: list[Item], team: str) -> Reply:
    """Numbered rows, at most eight lines: today's, then what is late, then contracts that end."""
    most = MOST_ROWS - bool(team)
    late_rows = behind[:MOST_LATE]
    first = today if len(behind) <= MOST_LATE else today[: max(1, most - len(late_rows))]
    rows = [todo_row(turn, item) for item in (*first, *late_rows)]
    rows += [contract_row(turn, ending) for ending in await _ending(turn, (turn.actor.id,), soon=True)]
    shown: list[Listed] = rows[:most]
    lines = [
        _head(turn, due, len(today), len(behind)),
        *(f"{number} {row.line}" for number, row in enumerate(shown, start=1)),
        team,
    ]
    if len(lines) < 8 and not team:
        lines.append(turn.t(_("Reply “done 2”, “move 3 tomorrow” or “show 3”")))
    left = len(today) + len(behind) > len(shown)
    buttons = [turn.button(_("All of today"), "today.today", once="never")] if left else []
    return turn.say(lines, rows=[row.subject for row in shown], buttons=buttons)


def _head(turn: Turn, due: Due, today: int, behind: int) -> str:
    parts = [f"☀️ {turn.day(turn.today)}"]
    if today:
        parts.append(turn.t(_("{count} today"), count=today))
    if behind > MOST_LATE:
        parts.append(turn.t(_("⚠️ {count} overdue, the {most} oldest here"), count=behind, most=MOST_LATE))
    elif behind:
        parts.append(turn.t(_("{count} overdue"), count=behind))
    return f"{' · '.join(parts)} {late(turn, due)}".strip()


async def _team(turn: Turn) -> str:
    """`⚠️ 3 件：海润 报价 逾期2天（小王）；…`; nothing wrong is one line, and nothing at all is nothing."""
    reports = turn.actor.reports
    if not reports:
        return ""
    overdue = await items(turn.records, reports, state="open", due_on__lt=turn.today)
    endings = await _ending(turn, reports, soon=False)
    names = await turn.staff.names(set(reports))
    parts = [_late_part(turn, item, names) for item in overdue]
    parts += [_ending_part(turn, ending, names) for ending in endings]
    if parts:
        rest = turn.t(_(" and {count} more"), count=len(parts) - 4) if len(parts) > 4 else ""
        told = turn.t(_("; ")).join(parts[:4]) + rest
        return turn.t(_("⚠️ Team, {count}: {what}"), count=len(parts), what=told)
    yesterday = turn.today - timedelta(days=1)
    written = await turn.records.count(Interaction, by_id__in=reports, happened_on=yesterday)
    return turn.t(_("Team: {count} records yesterday, nothing overdue"), count=written) if written else ""


def _late_part(turn: Turn, item: Item, names: dict[int, str]) -> str:
    due_on: date = item.commitment.due_on or turn.today
    what = " ".join(
        part for part in (short_name(item.customer or ""), deed(turn, item.commitment, most=16)) if part
    )
    name = names.get(item.commitment.owner_id, "")
    return f"{what} {overdue_text(turn, due_on)}" + turn.t(_(" ({name})"), name=name)


def _ending_part(turn: Turn, ending: Ending, names: dict[int, str]) -> str:
    days = (ending.contract.ends_on - turn.today).days if ending.contract.ends_on else 0
    name = names.get(ending.contract.owner_id, "")
    customer = short_name(ending.customer)
    words = turn.t(_("{customer}: contract ends in {days} days"), customer=customer, days=days)
    return words + turn.t(_(" ({name})"), name=name)


async def _ending(turn: Turn, owners: tuple[int, ...], *, soon: bool) -> list[Ending]:
    """One's own contracts that end within a week; of a team's those that end in a month or tomorrow."""
    until = turn.today + timedelta(days=SOON if soon else max(TEAM_STEPS))
    found = await contracts_ending(turn.records, start=turn.today, end=until, owners=owners)
    return [
        one
        for one in found
        if (one.contract.quiet_until is None or one.contract.quiet_until <= turn.today)
        and (soon or ((one.contract.ends_on or date.max) - turn.today).days in TEAM_STEPS)
    ]


def _morning(actor: Actor, now: datetime) -> datetime:
    """The moment of today's digest, after the quiet hours where it falls into them; far ahead where none is left."""
    moment = awake(at(actor.day(now), actor.digest_at, actor), actor)
    return moment if actor.day(moment) == actor.day(now) else datetime.max.replace(tzinfo=UTC)


rule = Digest()
