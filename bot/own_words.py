"""Words that an admin wants the team to have: of which kind, what they mean, and what speaks against them."""

import re
import unicodedata
from dataclasses import dataclass

from bot.briefs import clearly_named
from bot.capability import plain
from bot.language.people import persons_in
from bot.language.tables.people import TITLES, TITLES_EN
from bot.language.words import WORDS
from bot.messages import Reply
from bot.naming import clean_name
from bot.texts import _
from bot.turn import Turn
from bot.vocabulary import method_in, milestone_in
from bot.words import HOUSE_KINDS, INTENTS, METHODS, MILESTONES
from store.house_words import aliases_called, customers_called
from store.models import Customer, CustomerAlias, HouseWord

KINDS: dict[str, tuple[str, ...]] = {
    "method": ("跟进方式", "方法", "方式", "methods", "method"),
    "product": ("产品", "商品", "products", "product"),
    "milestone": ("关键节点", "里程碑", "节点", "milestones", "milestone"),
    "title": ("称呼", "头衔", "职位", "titles", "title"),
    "nickname": ("客户简称", "简称", "别名", "外号", "short names", "short name", "nicknames", "nickname"),
    "holiday": ("放假", "days off", "day off", "holidays", "holiday"),
    "workday": ("调休上班", "补班", "work days", "work day", "workdays", "workday"),
}
"""How people call the kinds, the longest first."""
SHORTEST, LONGEST = 2, 30
_BETWEEN = re.compile(r"[、,，;；\n]")
_MEANS = re.compile(r"\s*(?:=|＝|->|→|：|:|\bis\b|\bmeans\b|是|就是)\s*")


@dataclass(frozen=True)
class Item:
    """A word, what it stands for as it is stored, and as people call that."""

    kind: str
    said: str
    means: str = ""
    shown: str = ""


def named(turn: Turn, name: str) -> str:
    """A kind, method or milestone as people call it; a team's own milestone is called as it is."""
    for table in (HOUSE_KINDS, METHODS, MILESTONES):
        if name in table:
            return turn.t(table[name])
    return name


def kind_and_rest(text: str) -> tuple[str | None, str]:
    """The kind that the words begin with, and the words behind it."""
    for kind, names in KINDS.items():
        for name in names:
            found = re.match(rf"{name}(?=$|[\s:：])[\s:：]*", text.strip(), re.IGNORECASE)
            if found:
                return kind, text.strip()[found.end() :]
    return None, text


def items_in(turn: Turn, kind: str, text: str) -> list[Item] | str:
    """The words of a list; else what is wrong with it."""
    items: list[Item] = []
    for part in filter(None, (part.strip() for part in _BETWEEN.split(text))):
        pair = (
            [_plain(side) for side in _MEANS.split(part, maxsplit=1)]
            if kind in _STANDS_FOR
            else [_plain(part)]
        )
        means = pair[1] if len(pair) > 1 else ""
        if kind == "method":
            method = _method(turn, means)
            if method is None:
                methods = ", ".join(turn.t(name) for name in METHODS.values())
                return turn.t(
                    _("What does it stand for? “add word method {said} = visit”. Methods: {methods}."),
                    said=pair[0],
                    methods=methods,
                )
            items.append(Item(kind, pair[0], method, turn.t(METHODS[method])))
        else:
            milestone = milestone_in(means) or means
            items.append(Item(kind, pair[0], milestone, named(turn, milestone) if milestone else ""))
    return items or turn.t(_("Which word? Such as: “add word product SmartValve”."))


_STANDS_FOR = ("method", "milestone")


async def existing(turn: Turn, said: str) -> list[HouseWord]:
    """The team's words written so, whatever their letters' case."""
    rows = await turn.records.find(HouseWord, order=("id",))
    return [row for row in rows if row.said.casefold() == _plain(said).casefold()]


async def trouble_with(turn: Turn, item: Item) -> str | None:
    """Why the team cannot have this word; None where it can."""
    said = item.said
    if not re.search(r"[^\W\d_]", said):
        return turn.t(_("“{said}” has no letters."), said=said)
    if len(said) < SHORTEST:
        return turn.t(_("“{said}” is too short: {least} characters at least."), said=said, least=SHORTEST)
    if len(said) > LONGEST:
        return turn.t(_("“{said}…” is too long: {most} characters at most."), said=said[:12], most=LONGEST)
    now = await _meaning_now(turn, item)
    return turn.t(_("“{said}” already means something: {what}."), said=said, what=now) if now else None


async def nicknames(turn: Turn, text: str) -> Reply:
    """`老海=宁波海润`: other names under which customers are found, for everybody who may see them."""
    pairs = [_MEANS.split(part.strip(), maxsplit=1) for part in _BETWEEN.split(text) if part.strip()]
    if not pairs or any(len(pair) < 2 or not all(pair) for pair in pairs):
        return turn.remark(_("Say it like this: “add word nickname Acme = Acme Industries Ltd”."))
    told: list[str] = []
    for short, name in ((_plain(pair[0]), clean_name(pair[1])) for pair in pairs):
        customer_id = await _customer(turn, name)
        if isinstance(customer_id, str):
            return turn.remark([customer_id])
        taken = await aliases_called(turn.records, short)
        if trouble := await trouble_with(turn, Item("nickname", short)):
            return turn.remark([trouble])
        if any(row.customer_id != customer_id for row in taken):
            return turn.remark(_("“{said}” is another customer's short name already."), said=short)
        if not taken:
            await turn.records.add(CustomerAlias(customer_id=customer_id, name=short))
        told.append(f"{short} = {name}")
    turn.title = ", ".join(told)[:40]
    return turn.say(
        _("✅ Short name: {what}"),
        buttons=[turn.button(_("Undo"), "undo.undo_card")],
        what=", ".join(told),
    )


async def _customer(turn: Turn, name: str) -> int | str:
    """The customer of a name: one that the person sees, for an admin any; else what to tell."""
    seen = [hit.customer.id for hit in await clearly_named(turn, name)]
    if not seen and turn.actor.role == "admin":
        seen = await customers_called(turn.records, name)
    if len(seen) == 1:
        return seen[0]
    words = (
        _("Several customers fit “{name}”: say the whole name.")
        if seen
        else _("I know no customer “{name}”.")
    )
    return turn.t(words, name=name)


async def _meaning_now(turn: Turn, item: Item) -> str | None:
    """What the word means already, built in or as another kind of the team's own."""
    said = item.said
    for row in await existing(turn, said):
        if row.kind != item.kind:
            return turn.t(_("the team's {kind}"), kind=named(turn, row.kind))
    if any(_is_whole(when.span, said) for when in turn.whens(said)):
        return turn.t(_("a date or time"))
    if method := method_in(said):
        return turn.t(_("{kind}: {words}"), kind=named(turn, "method"), words=named(turn, method))
    if milestone := milestone_in(said):
        return turn.t(_("{kind}: {words}"), kind=named(turn, "milestone"), words=named(turn, milestone))
    if level := next((name for name, pattern in WORDS.levels if _is_all(pattern, said)), None):
        return turn.t(_("interest {level}"), level=turn.t(INTENTS[level]))
    if said in TITLES.split("|") or re.fullmatch(TITLES_EN, said, re.IGNORECASE):
        return turn.t(_("a title"))
    if plain(said) in turn.commands:
        return turn.t(_("a command"))
    if item.kind != "nickname" and any(one.sure and _is_whole(one.span, said) for one in persons_in(said)):
        return turn.t(_("somebody's name"))
    seen = await turn.records.find(Customer, name=said, limit=1) if item.kind != "nickname" else []
    return turn.t(_("the customer {name}"), name=said) if seen else None


def _is_all(pattern: str, said: str) -> bool:
    return re.fullmatch(pattern, said, re.IGNORECASE | re.ASCII) is not None


def _is_whole(span: tuple[int, int], said: str) -> bool:
    return span == (0, len(said))


def _method(turn: Turn, means: str) -> str | None:
    """The method that words name, in the languages of the house."""
    for name, label in METHODS.items():
        if means.casefold() in (name, label.casefold(), turn.t(label).casefold()):
            return name
    return method_in(means) if means else None


def _plain(text: str) -> str:
    """Half width, on one line, without quotes around it."""
    return clean_name(unicodedata.normalize("NFKC", text)).strip("“”\"'「」《》")
