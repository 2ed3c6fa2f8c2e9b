"""What is on: today, any day or week; what is overdue; who owes whom. Numbered lists to act on."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, assert_never

from bot.agenda import Listed, contract_row, day_order, is_overdue, list_card, todo_row
from bot.capability import Capability
from bot.colleagues import Whose, whose
from bot.messages import Reply, Shape
from bot.periods import Period, read_period, show_period, split_period
from bot.texts import _
from bot.turn import Turn
from store.agenda import Item, contracts_ending, items, items_of_day

capability = Capability("today")


class Asked(Shape):
    """What a list shows; it travels in the "more" button."""

    what: Literal["agenda", "overdue", "ours", "theirs"]
    start: date
    end: date
    people: tuple[int, ...] | None
    name: str = ""


_WHAT = r"(?:有啥|有哪些|有什么|要干|要做|做|干|该干|该做)"
_THINGS = r"(?:事儿?|安排|任务|工作|计划|待办|活儿?|日程|行程|要做的|啥|什么)"
_AGENDA_ZH = (
    rf"(?P<head>.{{0,14}}?)(?:都|还)?(?:{_WHAT}{_THINGS}?|(?:的|待|要)?(?:待办(?:事项)?|安排|日程|行程|任务|计划))"
    r"(?:吗|呢|啊|吧)?",
    r"(?P<head>.{0,14}?)(?:要|该|得|去|都)*(?:联系|拜访|跟进|回访|见)(?:谁|哪些客户|哪几家)",
    r"(?P<head>.{0,14}?)(?:都|还)?(?:有)?(?:哪些|哪几[个家]|什么|谁|多少)?(?:是)?(?:要|该|得|需要)(?:我)?(?:跟|联系|拜访|回访|见|处理|打|办)(?:进)?(?:电话)?的(?:客户|人|事)?(?:有哪些|有谁)?",
    r"(?:那|那么)?(?P<head>.{2,8})呢",
)
_AGENDA_EN = (
    r"what(?:'s|’s|s| is| do (?:i|we) have| have i got| does (?P<who>[\w ]+?) have)"
    r"(?: (?:on|due|planned|scheduled|coming up|up|to do))*(?: for)?(?P<head> .{0,24}?)?",
    r"(?:do i have |have i got |is there )?anything(?: (?:on|due|planned|scheduled|to do))*(?: for)?(?P<head> .{2,24}?)",
    r"(?:show (?:me )?)?(?:(?P<who>my|[\w]+'s) )?(?:agenda|to-?dos?|to do list|tasks?|schedule|plans?|day)"
    r"(?: (?:for|on))?(?P<head> .{0,24}?)?",
    r"(?:show (?:me )?)?(?P<head>.{2,24}?)(?:'s|’s)? (?:agenda|to-?dos?|tasks?|schedule|plans?)",
)
_UNMISTAKABLE = re.compile(
    r"待办|安排|日程|行程|任务|有啥事|agenda|to-?do|tasks|schedule|planned|coming up", re.I
)
_OVERDUE = (
    r"(?P<who>.{0,8}?)(?:都|还)?(?:有什么|有哪些|哪些|有)?(?:已经?)?(?:逾期|过期|超期|拖期)(?:了|的)*"
    r"(?:待办|事情?|任务|承诺|有哪些|有啥|有什么|有几[个件])?(?:吗|呢)?",
    r"(?:show (?:me )?|list )?(?:(?P<who>\w+'s|my|team|the team's) )?(?:overdue|late)"
    r"(?: (?:ones|items|tasks|things|list|promises|to-?dos?))?",
    r"(?:show me )?(?:what(?:'s|’s| is) |anything )(?:overdue|late)",
)
_OURS = (
    r"(?P<who>.{0,6}?)(?:还)?(?:都)?欠(?:着|了)?(?:谁|客户|别人|他们|对方)(?:的|什么|啥|哪些|东西)*",
    r"(?P<who>我|我们|)(?:还)?欠(?:的|什么|啥|哪些)",
    r"(?P<who>我|我方|我们|)的?(?:承诺|答应)(?:了|过)?(?:的|谁|什么|哪些|有哪些|有什么)*(?:事)?",
    r"(?:what|who) (?:do|does) (?P<who>i|we|\w+) (?:still )?owe(?: (?:to )?(?:whom|who|them|customers|what))?",
    r"what (?:did|have) (?P<who>i|we) promised?(?: (?:to )?(?:whom|them|customers))?|my promises",
)
_THEIRS = (
    r"(?:他们|对方|客户|别人|人家)(?:还)?欠(?P<who>我|我们|咱们?)(?:的|什么|啥|哪些)*",
    r"谁(?:还)?欠(?P<who>我|我们|咱们?)(?:的|什么|啥)*",
    r"谁(?:还)?(?:没有?|未)(?:给(?P<who>我|我们))?(?:答复|回复|回话|回音|反馈)(?:我|我们)?",
    r"(?P<who>我)?(?:还)?在?等(?:谁|对方|客户)(?:的)?(?:答复|回复|回话|什么)?",
    r"(?:what|who) (?:do|does) (?:they|customers|clients|others) owe (?P<who>me|us)",
    r"who owes (?P<who>me|us)(?: what| something)?|what am i waiting for|waiting for(?: whom| what)?",
)


@capability.command(
    "今天", "今日", "今日待办", "今天的事", "日程", "待办", "有什么安排", "what's on", "what is on", "agenda", "我的待办", "my todos", "my to-dos", "my tasks", "my day",
    "todo", "todos", "to do",
    menu=("today", "今天有啥", "What's on today"),
)  # fmt: skip
async def today(turn: Turn) -> Reply | None:
    """The day list."""
    return await show(turn, _asked(turn, "agenda", Whose((turn.actor.id,)), Period(turn.today, turn.today)))


@capability.command("本周", "这周", "this week")
async def this_week(turn: Turn) -> Reply | None:
    start = turn.today - timedelta(days=turn.today.weekday())
    week = Period(start, start + timedelta(days=6))
    return await show(turn, _asked(turn, "agenda", Whose((turn.actor.id,)), week))


@capability.pattern(*(f"{one}[?？。]?" for one in (*_AGENDA_ZH, *_AGENDA_EN)))
async def agenda(turn: Turn) -> Reply | None:
    """`明天有啥`, `小李本周的安排`, `what's on next Monday`."""
    head, who = _groups(turn)
    period, rest = split_period(head, turn.local, "future")
    if period is None and (rest or not _says_enough(turn.text)):
        return None
    if period is not None and period.end < turn.today and turn.text.rstrip("?？。").endswith("呢"):
        return None  # 昨天呢 goes on with what was asked before
    people = await whose(turn, who or rest)
    if people is None:
        return None
    return await show(turn, _asked(turn, "agenda", people, period or Period(turn.today, turn.today)))


@capability.means("other")
async def days(turn: Turn) -> Reply | None:
    """`tomorrow`, `next week`, 下周: days to come and nothing else ask what is on then."""
    period = read_period(turn.text, turn.local, "future")
    timed = any(when.time or when.part for when in (await turn.meaning()).dates)
    if period is None or timed or period.end < turn.today:
        return None
    return await show(turn, _asked(turn, "agenda", Whose((turn.actor.id,)), period))


@capability.command("overdue")
@capability.pattern(*(f"{one}[?？。]?" for one in _OVERDUE))
async def overdue(turn: Turn) -> Reply | None:
    return await _of(turn, "overdue")


@capability.pattern(*(f"{one}[?？。]?" for one in _OURS))
async def ours(turn: Turn) -> Reply | None:
    """What was promised to customers and is open."""
    return await _of(turn, "ours")


@capability.pattern(*(f"{one}[?？。]?" for one in _THEIRS))
async def theirs(turn: Turn) -> Reply | None:
    """What customers promised and is open."""
    return await _of(turn, "theirs")


@capability.step
async def more(turn: Turn) -> Reply | None:
    return await show(turn, Asked.model_validate(turn.memory["asked"]), int(turn.memory["offset"]))


async def show(turn: Turn, asked: Asked, offset: int = 0) -> Reply:
    """The list that was asked for, from a row on."""
    match asked.what:
        case "agenda":
            head, rows = await _agenda(turn, asked)
        case "overdue":
            found = await items(turn.records, asked.people, state="open", due_on__lt=turn.today)
            rows = await _rows(turn, asked, found)
            head = (
                turn.t(_("⚠️ {count} overdue"), count=len(rows))
                if rows
                else turn.t(_("Nothing is overdue. 👍"))
            )
        case "ours" | "theirs":
            kind = "our_promise" if asked.what == "ours" else "their_promise"
            found = await items(turn.records, asked.people, state="open", kind=kind)
            rows = await _rows(turn, asked, found)
            head = _debts(turn, asked.what, len(rows))
        case other:
            assert_never(other)
    if asked.name:
        head = turn.t(_("{name} · {head}"), name=asked.name, head=head)
    foot = turn.t(_("Reply “done 2”, “move 3 tomorrow” or “show 3”")) if _has_todos(rows) else ""
    memory = asked.model_dump(mode="json")
    return list_card(turn, head, rows, then="today.more", asked=memory, offset=offset, foot=foot)


def _has_todos(rows: list[Listed]) -> bool:
    return any(row.subject.model == "commitment" for row in rows)


async def _agenda(turn: Turn, asked: Asked) -> tuple[str, list[Listed]]:
    """What is due in the period; with today in it, also what is late or still without a date; contracts that end."""
    midnight = datetime.combine(turn.today, time(), tzinfo=turn.actor.zone).astimezone(UTC)
    due = await items_of_day(
        turn.records, asked.people, start=asked.start, end=asked.end, done_after=midnight
    )
    late: list[Item] = []
    undated: list[Item] = []
    if asked.start <= turn.today <= asked.end:
        late = await items(turn.records, asked.people, state="open", due_on__lt=asked.start)
        undated = await items(turn.records, asked.people, state="open", kind="next_contact", due_on=None)
    due.sort(key=day_order)
    open_now = [item for item in due if item.commitment.state == "open"]
    done = [item for item in due if item.commitment.state != "open"]
    endings = await contracts_ending(turn.records, start=asked.start, end=asked.end, owners=asked.people)
    names = await _names(turn, asked, [*due, *late, *undated])
    on = asked.start if asked.start == asked.end else None
    rows = [todo_row(turn, item, names=names, on=on) for item in (*open_now, *late, *undated)]
    rows += [contract_row(turn, ending) for ending in endings]
    rows += [todo_row(turn, item, names=names, on=on) for item in done]
    when = show_period(turn, Period(asked.start, asked.end))
    if not rows:
        return turn.t(_("{when} · nothing planned"), when=when), rows
    behind = sum(is_overdue(item.commitment, turn.today) for item in (*open_now, *late))
    head = (
        turn.t(_("{when} · {count} items"), when=when, count=len(rows))
        if len(rows) > 1
        else turn.t(_("{when} · 1 item"), when=when)
    )
    return head + (turn.t(_(" ({count} overdue)"), count=behind) if behind else ""), rows


async def _of(turn: Turn, what: Literal["overdue", "ours", "theirs"]) -> Reply | None:
    _head, who = _groups(turn)
    if what == "overdue" and not who.strip() and turn.actor.role in ("manager", "executive"):
        who = "team"  # whoever leads asks after everybody's
    people = await whose(turn, who)
    if people is None:
        return None
    return await show(turn, _asked(turn, what, people, Period(turn.today, turn.today)))


async def _rows(turn: Turn, asked: Asked, found: list[Item]) -> list[Listed]:
    names = await _names(turn, asked, found)
    return [todo_row(turn, item, names=names) for item in found]


async def _names(turn: Turn, asked: Asked, found: list[Item]) -> dict[int, str]:
    """The owners' names, where a list holds several people's things."""
    if asked.people is not None and len(asked.people) == 1:
        return {}
    return await turn.staff.names({item.commitment.owner_id for item in found})


def _debts(turn: Turn, what: Literal["ours", "theirs"], count: int) -> str:
    if what == "ours":
        return (
            turn.t(_("📌 You owe {count}"), count=count)
            if count
            else turn.t(_("You owe nobody anything. 👍"))
        )
    return (
        turn.t(_("🤝 Owed to you: {count}"), count=count) if count else turn.t(_("Nobody owes you anything."))
    )


def _asked(
    turn: Turn, what: Literal["agenda", "overdue", "ours", "theirs"], people: Whose, period: Period
) -> Asked:
    return Asked(what=what, start=period.start, end=period.end, people=people.ids, name=people.name)


def _groups(turn: Turn) -> tuple[str, str]:
    groups = turn.found.groupdict() if turn.found else {}
    return (groups.get("head") or "").strip(), (groups.get("who") or "").strip()


def _says_enough(text: str) -> bool:
    """Without a day, only words that can mean nothing else ask for today."""
    return _UNMISTAKABLE.search(text) is not None
