"""The team's own words, added by an admin in chat: methods, products, milestones, titles, short names, days off."""

import re
from datetime import date

from bot.capability import Capability
from bot.house_days import ImpossibleDay, Notice, Stretch, notice_in, shown, stretches_in
from bot.messages import Reply
from bot.own_words import (
    KINDS,
    Item,
    existing,
    items_in,
    kind_and_rest,
    named,
    nicknames,
    trouble_with,
)
from bot.texts import _
from bot.turn import Turn
from store.columns import Numbered
from store.house_words import aliases_called
from store.models import HouseWord

capability = Capability("vocabulary")
LONGEST = 2_000
"""Characters of a list of words or of a year's notice."""
MOST = 200
"""Words of one kind: what is looked for in every message stays short."""
MOST_SHOWN = 12
_KIND = "|".join(sorted((word for words in KINDS.values() for word in words), key=len, reverse=True))
_DATED = r"\s*\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]"


@capability.pattern(
    r"(?:加词|添加词|新增词|加个词|add (?:an? |our )?words?)(?:\s*[:：]\s*|\s+|$)(?P<rest>[\s\S]*)",
    rf"(?:加|添加|新增|add (?:an? |our )?)(?P<rest>(?:{_KIND})(?:\s*[:：]\s*|\s+)[\s\S]+)",
    longest=LONGEST,
)
async def add(turn: Turn) -> Reply | None:
    """`加词 方法 蹲点=拜访`, `加词 产品 智能阀门、数字孪生平台`, `add title foreman`."""
    assert turn.found is not None
    kind, rest = kind_and_rest(turn.found["rest"])
    if kind == "nickname":
        return await nicknames(turn, rest)
    turn.staff.must_be_admin()
    if kind is None:
        return _kinds(turn)
    if kind in ("workday", "holiday"):
        return await _days_added(turn, rest, worked=kind == "workday") or _how_days(turn)
    items = items_in(turn, kind, rest)
    if isinstance(items, str):
        return turn.remark([items])
    count = await turn.records.count(HouseWord, kind=kind)
    if count + len(items) > MOST:
        return turn.remark(_("That would be more than {most} words of one kind."), most=MOST)
    for item in items:
        if trouble := await trouble_with(turn, item):
            return turn.remark([trouble])
    return await _added(turn, kind, items)


@capability.pattern(
    rf"(?:放假|休假|days? off|holidays?)(?:\s*[:：]\s*|\s+)(?P<off>\S.*)|放假(?P<off2>{_DATED}.+)",
    rf"(?:调休上班|调班|补班|work ?days?)(?:\s*[:：]\s*|\s+)(?P<worked>\S.*)|(?:调休上班|调班|补班)(?P<worked2>{_DATED}.+)",
    longest=LONGEST,
)
async def days(turn: Turn) -> Reply | None:
    """`放假 2027-02-05到2027-02-11`, `work day 2027-02-14`."""
    assert turn.found is not None
    said = {name: value for name, value in turn.found.groupdict().items() if value}
    worked = any(name.startswith("worked") for name in said)
    return await _days_added(turn, next(iter(said.values())), worked=worked)


@capability.pattern(
    rf"{_DATED}[^\n]{{0,40}}(?:休|班|放假|节|假|\boff\b|\bwork(?:ing|day)?\b|holiday)[^\n]{{0,40}}(?:\n[\s\S]*)?",
    r"[^\n]{0,20}\d{4}[^\n]{0,20}(?:放假|节假日|holiday)[^\n]{0,20}\n[\s\S]+",
    longest=LONGEST,
)
async def notice(turn: Turn) -> Reply | None:
    """The notice of a year pasted whole, in lines such as `2027-02-05 休`; other dated lines are somebody's log."""
    try:
        found = notice_in(turn.text, turn.today)
    except ImpossibleDay as wrong:
        return _impossible(turn, wrong)
    if found is None:
        return None
    turn.staff.must_be_admin()
    if found.unread:
        return turn.remark(
            _("I don't understand this line, so nothing was changed: “{line}”"), line=found.unread
        )
    return await _days_kept(turn, found)


@capability.command(
    "词表", "团队词表", "我们的词", "团队用语", "our words", "word list", "house words",
    menu=("words", "团队词表", "The team's own words"),
)  # fmt: skip
async def listed(turn: Turn) -> Reply | None:
    """All words of the team, a line for each kind; everybody may look."""
    rows = await turn.records.find(HouseWord, order=("id",))
    lines = []
    for kind in KINDS:
        own = [row for row in rows if row.kind == kind]
        if own:
            what = shown(date.fromisoformat(row.said) for row in own) if _is_day(kind) else _some(turn, own)
            lines.append(turn.t(_("{kind}: {words}"), kind=named(turn, kind), words=what))
    if not lines:
        return turn.say(_("The team has no words of its own yet. An admin adds one: “add word product …”."))
    return turn.say(lines)


@capability.pattern(
    r"(?:删词|去词|删除词|(?:remove|delete|drop) (?:our |the )?words?)(?:\s*[:：]\s*|\s+|$)(?P<rest>[\s\S]*)",
    longest=LONGEST,
)
async def remove(turn: Turn) -> Reply | None:
    """`删词 蹲点`, `remove word 2027-02-14`."""
    assert turn.found is not None
    turn.staff.must_be_admin()
    rest = turn.found["rest"].strip()
    try:
        stretches = stretches_in(rest, turn.today)
    except ImpossibleDay as wrong:
        return _impossible(turn, wrong)
    said = [part.strip() for part in re.split(r"[、,，;；\n]", rest) if part.strip()]
    if stretches:
        said = [day.isoformat() for stretch in stretches for day in stretch.days()]
    found: list[Numbered] = []
    for one in said:
        rows = [*await existing(turn, one), *await aliases_called(turn.records, one)]
        if not rows and not stretches:
            return turn.remark(_("“{said}” is not among the team's words. “our words” shows them."), said=one)
        found += rows
    if not found:
        return turn.remark(_("Say which: “remove word …”. “our words” shows them."))
    for row in found:
        await turn.records.remove(row)
    return _told(turn, _("🗑 Removed: {what}"), ", ".join(said) if not stretches else rest)


async def _added(turn: Turn, kind: str, items: list[Item]) -> Reply:
    told = []
    for item in items:
        same = [row for row in await existing(turn, item.said) if row.kind == kind]
        if same:
            await turn.records.change(same[0], means=item.means)
        else:
            await turn.records.add(
                HouseWord(
                    kind=kind, said=item.said, means=item.means, by_id=turn.actor.id, created_at=turn.records.now
                )
            )  # fmt: skip
        told.append(f"{item.said} = {item.shown}" if item.shown else item.said)
    joined = turn.t(_("{kind}: {words}"), kind=named(turn, kind), words=", ".join(told))
    return _told(turn, _("✅ {what}\nEverybody's next message is read with it."), joined)


async def _days_added(turn: Turn, said: str, *, worked: bool) -> Reply | None:
    """Days, or None where the words are no days: 放假 前再联系张总 is somebody's sentence."""
    try:
        stretches = stretches_in(said, turn.today) or _spoken(turn, said)
    except ImpossibleDay as wrong:
        return _impossible(turn, wrong)
    if not stretches:
        return None
    turn.staff.must_be_admin()
    return await _days_kept(
        turn, Notice({day: (worked, one.title) for one in stretches for day in one.days()})
    )


def _spoken(turn: Turn, said: str) -> list[Stretch]:
    """下周五, "next Friday": dates in words and nothing else."""
    whens = turn.whens(said)
    rest = said
    for when in reversed(whens):
        rest = rest[: when.span[0]] + rest[when.span[1] :]
    nothing_else = not re.sub(r"[\s,，、;；和]|\band\b", "", rest)
    return [Stretch(when.day, when.until or when.day) for when in whens] if nothing_else else []


async def _days_kept(turn: Turn, said: Notice) -> Reply:
    """Store the days; one that was the other kind changes sides."""
    rows = await turn.records.find(HouseWord, kind__in=["workday", "holiday"])
    known = {row.said: row for row in rows}
    for day, (worked, title) in sorted(said.days.items()):
        kind, row = "workday" if worked else "holiday", known.get(day.isoformat())
        if row:
            await turn.records.change(row, kind=kind, means=title)
        else:
            await turn.records.add(
                HouseWord(
                    kind=kind, said=day.isoformat(), means=title, by_id=turn.actor.id, created_at=turn.records.now
                )
            )  # fmt: skip
    lines = []
    for kind, worked in (("holiday", False), ("workday", True)):
        own = [day for day, (works, _title) in said.days.items() if works is worked]
        if own:
            words = turn.t(_("{days} ({count} days)"), days=shown(own), count=len(own))
            lines.append(turn.t(_("{kind}: {words}"), kind=named(turn, kind), words=words))
    return _told(turn, _("✅ {what}\nEverybody's next message is read with it."), "\n".join(lines))


def _told(turn: Turn, message: str, words: str) -> Reply:
    turn.title = words.splitlines()[0][:40]
    return turn.say(message, buttons=[turn.button(_("Undo"), "undo.undo_card")], what=words)


def _some(turn: Turn, rows: list[HouseWord]) -> str:
    words = [f"{row.said} = {named(turn, row.means)}" if row.means else row.said for row in rows]
    most = ", ".join(words[:MOST_SHOWN])
    more = len(words) - MOST_SHOWN
    return turn.t(_("{words} and {count} more words"), words=most, count=more) if more > 0 else most


def _kinds(turn: Turn) -> Reply:
    kinds = ", ".join(named(turn, kind) for kind in KINDS)
    return turn.remark(_("Say the kind: “add word product SmartValve”. Kinds: {kinds}."), kinds=kinds)


def _how_days(turn: Turn) -> Reply:
    return turn.remark(_("Say the days like this: “day off 2027-02-05 to 2027-02-11”."))


def _impossible(turn: Turn, wrong: ImpossibleDay) -> Reply:
    return turn.remark(
        _("There is no such day, or the stretch ends before it begins: {day}."), day=str(wrong)
    )


def _is_day(kind: str) -> bool:
    return kind in ("workday", "holiday")
