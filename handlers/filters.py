"""Who was spoken to in a period, and who was not for long: numbered customers."""

import re
from datetime import UTC, date, datetime, time, timedelta

from bot.agenda import Listed, list_card
from bot.archive import promise
from bot.capability import Capability
from bot.cards import interaction_line, short_name
from bot.colleagues import whose
from bot.language import When
from bot.messages import Reply, Shape, Subject
from bot.periods import Period, show_period, split_period
from bot.texts import _, mask_phones_in
from bot.turn import Turn
from bot.words import LEVELS, METHODS
from store.agenda import Spoken, silent_customers, spoken_to
from store.models import Customer

capability = Capability("filters")


class Spoke(Shape):
    """Who was spoken to: it travels in the "more" button."""

    start: date
    end: date
    people: tuple[int, ...] | None
    methods: tuple[str, ...] = ()
    name: str = ""


class Silent(Shape):
    """Who was not spoken to for so many days."""

    days: int
    levels: tuple[str, ...] = ()
    people: tuple[int, ...] | None = None
    name: str = ""


_LATELY = re.compile(r"最近|近来|近期|\b(?:lately|recently)\b", re.IGNORECASE)
_FOR_SO_LONG = re.compile(
    r"\b(?:in|for)\s+(?=(?:over |more than |at least )?(?:\d|an? |the |two|three|four|five|six))",
    re.IGNORECASE,
)
_LONG = re.compile(r"好久|很久|长期|长时间|\b(?:a )?long(?: time)?\b|\ba while\b", re.IGNORECASE)
_METHODS = {
    r"拜访|走访|跑|见|上门|去|visit(?:ed|s)?|see|saw|seen|meet|met": ("visit", "meeting"),
    r"打|通话|电话|call(?:ed|s)?|phoned?|rang|ring": ("call",),
    r"微信|wechat|messaged?|text(?:ed)?": ("wechat",),
    r"邮件|e-?mail(?:ed|s)?": ("email",),
    r"开会|会议|meetings?": ("meeting",),
    r"联系|跟进|沟通|接触|聊|contact(?:ed|s)?|talk(?:ed)?|sp(?:ea|o)ke?n?|follow(?:ed)?(?= up)": (),
}
_METHOD = re.compile("|".join(f"(?:{words})" for words in _METHODS), re.IGNORECASE)
_WHO_ZH = r"(?:谁|哪些(?:客户|人|公司)|哪[几些]家|哪几个|[几多]少?家(?:客户)?|哪里|哪儿|什么客户)"
_SPOKEN = (
    rf".{{0,20}}(?:拜访|走访|跑|见|去|打|联系|跟进|沟通|接触|聊|开会|通话|发|加).{{0,5}}{_WHO_ZH}.{{0,6}}",
    r".{1,16}(?:拜访|电话|跟进|联系|会议|邮件)(?:记录|列表|清单|客户)",
    r"(?:who|whom|which (?:customers|clients|accounts)) (?:did|have|has) (?:i|we|\w+) .{3,40}",
    r"(?:show (?:me )?)?(?:(?:my|our|\w+'s) )?(?:visits|calls|meetings|e-?mails|contacts) .{2,24}",
)
_DOING = r"(?P<colleague>\S{1,8}?)(?:最近|近来|这几天|这阵子)?(?:都)?(?:怎么样|咋样|干得如何|在?忙(?:啥|什么)|干(?:了)?(?:啥|什么))(?:了|呢)?"
_SPOKEN_SMALL = re.compile(
    rf"{_WHO_ZH}|记录|列表|清单|客户|发|加|给|了|过|的|都|已经|一共|是|呢|啊|"
    r"\b(?:who|whom|which|customers|clients|accounts|did|have|has|show|me|made|to|with|up|on)\b|[?？]",
    re.IGNORECASE,
)
_LEVELS = {
    "战略": "strategic", "a类": "strategic", "strategic": "strategic", "重点": "key", "大客户": "key", "b类": "key",
    "key": "key", "普通": "regular", "一般": "regular", "c类": "regular", "regular": "regular", "潜在": "prospect",
    "prospect": "prospect",
}  # fmt: skip
_LEVEL = re.compile("|".join(_LEVELS), re.IGNORECASE)
_SILENCE_ZH = r"(?:没有?|未)(?:再)?(?:联系|跟进|拜访|打(?:过)?电话|动静|接触|聊|见|理|碰)(?!上|到|成)"
_SILENCE_EN = (
    r"(?:silent|gone quiet|quiet|not (?:been )?(?:contacted|touched|visited|called)|untouched|no contact|neglected|"
    r"without contact|haven'?t (?:i |we )?(?:been )?(?:contacted|visited|called|talked to|spoken to|seen))"
)
_SILENCE = re.compile(f"{_SILENCE_ZH}|{_SILENCE_EN}", re.IGNORECASE)
_SILENT_SMALL = re.compile(
    r"哪些|哪几家|有哪些|有几[家个]|谁|看看|查一?下|列出|客户|公司|单位|以上|超过|多天|都|还|已经?|过|面|的|了|是|有|里|中|"
    r"\b(?:accounts?|customers?|clients?|leads?|show|list|find|which|who|whom|that|are|were|have|been|for|in|since|over|"
    r"more than|at least|me|the|than)\b|[?？]",
    re.IGNORECASE,
)


@capability.pattern(*(f"{one}[?？。]?" for one in _SPOKEN))
async def spoke(turn: Turn) -> Reply | None:
    """`上周拜访了谁`, `小李今天跑了谁`, `who did I call yesterday`."""
    method = _METHOD.search(turn.text)
    if method is None:
        return None
    period, rest = split_period(_without_lately(_METHOD.sub(" ", turn.text)), turn.local, "past")
    if period is None and _LATELY.search(turn.text):
        period = Period(turn.today - timedelta(days=30), turn.today)
    if period is not None and period.start > turn.today:
        return None  # what is still to come is the agenda's
    people = await whose(turn, _SPOKEN_SMALL.sub(" ", rest))
    if people is None:
        return None
    wanted = period or Period(turn.today, turn.today)
    methods = next(
        kinds for words, kinds in _METHODS.items() if re.fullmatch(words, method.group(), re.IGNORECASE)
    )
    asked = Spoke(start=wanted.start, end=wanted.end, people=people.ids, methods=methods, name=people.name)
    return await _show_spoken(turn, asked)


@capability.pattern(f"{_DOING}[?？。]?")
async def colleague(turn: Turn) -> Reply | None:
    """`小李最近怎么样`: whom a colleague spoke to in the last week, for whoever leads them."""
    said = turn.found["colleague"].strip() if turn.found else ""
    if turn.actor.role == "rep" or await turn.staff.named(said) is None:
        return None
    people = await whose(turn, said)
    week = turn.today - timedelta(days=6)
    asked = people and Spoke(start=week, end=turn.today, people=people.ids, name=people.name)
    return await _show_spoken(turn, asked) if asked else None


@capability.step
async def more_spoken(turn: Turn) -> Reply | None:
    return await _show_spoken(turn, Spoke.model_validate(turn.memory["asked"]), int(turn.memory["offset"]))


@capability.pattern(rf".{{0,30}}(?:{_SILENCE_ZH}|{_SILENCE_EN}).{{0,30}}")
async def silent(turn: Turn) -> Reply | None:
    """`一个月没联系的重点客户`, `key accounts silent for 30 days`: the longest silent first."""
    level = _LEVEL.search(turn.text)
    words = _FOR_SO_LONG.sub("", _LEVEL.sub(" ", _SILENCE.sub(" ", turn.text)))
    period, rest = split_period(_LONG.sub(" ", words), turn.local, "past")
    if period is None and _LONG.search(turn.text):
        period = Period(turn.today - timedelta(days=30), turn.today)
    if period is None:
        return None
    who = _SILENT_SMALL.sub(" ", rest).strip()
    people = await whose(turn, who)
    if people is None:
        return None
    everybody = not who and turn.actor.role != "rep"
    asked = Silent(
        days=max(1, (turn.today - period.start).days),
        levels=(_LEVELS[level.group().lower()],) if level else (),
        people=None if everybody else people.ids,
        name=people.name,
    )
    return await _show_silent(turn, asked)


@capability.step
async def more_silent(turn: Turn) -> Reply | None:
    return await _show_silent(turn, Silent.model_validate(turn.memory["asked"]), int(turn.memory["offset"]))


@capability.pattern(
    r"(?:给?(?:每家|每个|全部|都|他们))?(?:都)?设(?:个|一个|上)?明天(?:的)?跟进|(?:全部|都)?明天(?:全部|都)跟进",
    r"(?:remind (?:me of )?|follow up (?:with )?|call )(?:all|each|everyone)(?: of them)? tomorrow",
)
async def follow_all_tomorrow(turn: Turn) -> Reply | None:
    """A follow-up tomorrow for each customer of the card, by its button or in words about the newest list."""
    tomorrow = When(turn.today + timedelta(days=1))
    listed = [row.id for row in turn.rows if row.model == "customer"]
    customers = turn.memory.get("customers", listed)
    if not customers:
        return None
    for customer_id in customers:
        customer = await turn.records.get(Customer, int(customer_id))
        await promise(turn, "next_contact", "", tomorrow, customer_id=customer.id)
        turn.title = turn.title or customer.name
    count = len(customers)
    words = _("⏰ {count} follow-ups for {day}") if count > 1 else _("⏰ 1 follow-up for {day}")
    line = turn.t(words, count=count, day=turn.day(tomorrow.day))
    return turn.say([line], buttons=[turn.button(_("Undo"), "undo.undo_card")])


async def _show_spoken(turn: Turn, asked: Spoke, offset: int = 0) -> Reply:
    period = Period(asked.start, asked.end)
    found = await spoken_to(
        turn.records, asked.people, start=period.start, end=period.end, methods=asked.methods
    )
    several = asked.people is None or len(asked.people) > 1
    names = await turn.staff.names({one.interaction.by_id for one in found}) if several else {}
    rows = [_spoken_row(turn, one, names) for one in found]
    how = turn.t(METHODS[asked.methods[0]]) if asked.methods else turn.t(_("in touch"))
    facts = {"when": show_period(turn, period), "how": how, "count": len(rows)}
    words = _("{when} · {how}: {count} customers") if len(rows) > 1 else _("{when} · {how}: 1 customer")
    head = turn.t(words if rows else _("{when} · {how}: nobody"), **facts)
    if asked.name:
        head = turn.t(_("{name} · {head}"), name=asked.name, head=head)
    memory = asked.model_dump(mode="json")
    return list_card(turn, head, rows, then="filters.more_spoken", asked=memory, offset=offset)


def _spoken_row(turn: Turn, one: Spoken, names: dict[int, str]) -> Listed:
    between = " " if turn.language == "zh" else " · "
    who = between.join(part for part in (short_name(one.customer.name), one.contact) if part)
    line = f"{who} · {mask_phones_in(interaction_line(turn, one.interaction))}"
    if by := names.get(one.interaction.by_id):
        line += turn.t(_(" ({name})"), name=by)
    return Listed(Subject(model="customer", id=one.customer.id), line)


async def _show_silent(turn: Turn, asked: Silent, offset: int = 0) -> Reply:
    first = datetime.combine(turn.today - timedelta(days=asked.days), time(), tzinfo=turn.actor.zone)
    found = await silent_customers(
        turn.records, asked.people, before=first.astimezone(UTC), levels=asked.levels
    )
    names = await turn.staff.names({row.owner_id for row in found}) if asked.people is None else {}
    rows = [_silent_row(turn, row, names) for row in found]
    level = turn.t(LEVELS[asked.levels[0]]) + " · " if asked.levels else ""
    name = f"{asked.name} · " if asked.name else ""
    words = (
        _("{name}{level}silent for {days} days · {count}")
        if rows
        else _("{name}{level}nobody silent for {days} days. 👍")
    )
    facts: dict[str, object] = {"name": name, "level": level, "days": asked.days}
    head = turn.t(words, count=len(rows), **facts) if rows else turn.t(words, **facts)
    here = [row.subject.id for row in rows[offset : offset + 6]]
    all_tomorrow = turn.choice(
        _("Follow up with each tomorrow"), "filters.follow_all_tomorrow", customers=here
    )
    return list_card(
        turn, head, rows, then="filters.more_silent", asked=asked.model_dump(mode="json"), offset=offset,
        buttons=[all_tomorrow] if rows else [],
    )  # fmt: skip


def _silent_row(turn: Turn, customer: Customer, names: dict[int, str]) -> Listed:
    name = short_name(customer.name)
    if customer.last_contact_at is None:
        line = f"{name} · {turn.t(_('never contacted'))}"
    else:
        days = (turn.today - turn.actor.day(customer.last_contact_at)).days
        length = turn.t(_("{days} days"), days=days) if days > 1 else turn.t(_("1 day"))
        line = f"{name} · {length}"
    if owner := names.get(customer.owner_id):
        line += turn.t(_(" ({name})"), name=owner)
    return Listed(Subject(model="customer", id=customer.id), line)


def _without_lately(text: str) -> str:
    return _LATELY.sub(" ", text)
