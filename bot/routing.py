"""Who answers a message: a tap or its typed number, a command, the open question, a reply, its meaning."""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.capability import House, Step, plain
from bot.messages import Button, Reply, Subject
from bot.texts import _
from bot.turn import Turn
from store.ledgers import Card, DialogRow

_NUMBER = re.compile(r"^\s*([0-9]{1,2}|[①-⑨])\s*[.。、)）]?\s*$")
_NUMBERED_LABEL = re.compile(r"^[0-9]{1,2}\s+")
_OPENED = re.compile(
    r"\s*(?:详情?|看看?|打开|查看|show|open|see|view|details?(?: of)?)\s*第?\s*#?([0-9]{1,2})\s*[条个]?\s*[.。!！]?\s*",
    re.IGNORECASE,
)
_SHORT = 40


@dataclass(frozen=True)
class Press:
    """A button that was pressed, by a tap or by its typed number or label."""

    card: Card
    place: int

    @property
    def button(self) -> Button:
        return Button.model_validate(self.card.buttons[self.place])

    @property
    def used(self) -> dict[str, str] | None:
        """Who used it up and when (ISO); None while it can be pressed."""
        found: dict[str, str] | None = self.card.used.get("*") or self.card.used.get(str(self.place))
        return found


async def route(
    turn: Turn,
    house: House,
    dialog: DialogRow,
    cards: Sequence[Card],
    replied: Card | None,
    elsewhere: Sequence[Card] = (),
) -> Reply:
    """Find the step for a message and run it.

    `cards` are the conversation's newest, `elsewhere` those of their other conversations, the newest first.
    """
    told = sorted({card.id: card for card in (*cards, *elsewhere) if card.about}.items(), reverse=True)
    spoken = [card for _, card in told]
    turn.earlier = tuple(_subjects(card.about) for card in spoken)
    if turn.incoming.kind in house.kinds:
        shared = await house.kinds[turn.incoming.kind](turn)
        if shared is not None:
            return shared
    reply = await _first(turn, house, await _steps(turn, house, dialog, cards, replied, spoken))
    heard = turn.t(_("🎤 Heard: “{words}”"), words=turn.text) if turn.incoming.kind == "voice" else ""
    if reply.text and (heard or turn.footnote):
        return reply.model_copy(update={"text": "\n".join(filter(None, [heard, reply.text, turn.footnote]))})
    return reply


async def _first(turn: Turn, house: House, steps: Sequence[Step]) -> Reply:
    """The answer of the first step that wants the message."""
    for step in steps:
        reply = await step(turn)
        if reply is not None:
            return reply
        turn.memory, turn.found = {}, None
    rest = await house.rest(turn)
    return rest if rest is not None else turn.remark("")


def pressed(
    text: str, cards: Sequence[Card], *, open_step: bool, commands: Container[str] = ()
) -> Press | None:
    """The button that typed words mean: a number on the newest card, or a label on a recent one.

    While a question is open, only the newest card with buttons is looked at: "tomorrow" is its answer.
    A label that is also a command means the command unless the newest card still offers it:
    "undo" takes back the newest change, not that of an older card.
    """
    newest = cards[0] if cards else None
    number = number_of(text)
    if number is not None:
        fits = newest and not newest.rows and 0 < number <= len(newest.buttons)
        single = newest and len(newest.buttons) == 1 and open_step
        return Press(newest, number - 1) if newest and fits and not single else None
    if len(text) > _SHORT:
        return None
    wanted = plain(_NUMBERED_LABEL.sub("", text))
    asked = next((place for place, card in enumerate(cards[:5], start=1) if card.buttons), 5)
    for card in cards[: asked if open_step else 5]:
        for place, button in enumerate(card.buttons):
            if wanted and plain(str(button["label"])) == wanted:
                press = Press(card, place)
                if wanted not in commands or (card is newest and not press.used):
                    return press
    return None


def number_of(text: str) -> int | None:
    """`2`, `②` or `2.` as a number; None for anything else."""
    found = _NUMBER.match(text)
    if not found:
        return None
    return "①②③④⑤⑥⑦⑧⑨".index(found[1]) + 1 if found[1] in "①②③④⑤⑥⑦⑧⑨" else int(found[1])


async def press(turn: Turn, house: House, chosen: Press, now: datetime) -> Reply:
    """Run the step behind a button, once; a second press is told who was first."""
    if chosen.card.person_id != turn.actor.id:
        return turn.remark(_("That button is somebody else's."))
    if used := chosen.used:
        moment = turn.actor.local(datetime.fromisoformat(used["at"]))
        return turn.remark(_("Already done ({time} {name})."), time=f"{moment:%H:%M}", name=used["by"])
    button = chosen.button
    if button.once != "never":
        mark = "*" if button.once == "card" else str(chosen.place)
        press_of = {"at": now.isoformat(), "by": turn.actor.name, "place": str(chosen.place)}
        chosen.card.used = {**chosen.card.used, mark: press_of}
    turn.tapped, turn.memory = True, dict(button.memory)
    turn.about = _subjects(chosen.card.about)
    turn.change_id = chosen.card.change_id
    reply = await house.steps[button.then](turn)
    return reply if reply is not None else turn.remark("")


async def _steps(
    turn: Turn,
    house: House,
    dialog: DialogRow,
    cards: Sequence[Card],
    replied: Card | None,
    spoken: Sequence[Card],
) -> list[Step]:
    """The steps that may want a message, in the order in which they are asked."""
    steps: list[Step] = []
    shown = cards if replied is None else [replied]
    if row_step := _row(turn, house, shown):
        return [row_step]
    open_step = house.steps.get(dialog.step or "")
    first = open_step is not None and bool(dialog.memory.get("free"))
    if open_step and first:
        steps.append(_remembering(open_step, dialog))
    steps += house.orders(turn.text)
    turn.rows = next((_subjects(card.rows) for card in (*shown, *cards) if card.rows), ())
    if open_step and not first:
        steps.append(_remembering(open_step, dialog))
    card = replied or next(iter(spoken), None)
    turn.replies = replied is not None
    if card:
        turn.about, turn.change_id = _subjects(card.about), card.change_id
    step = house.replies.get(turn.about[0].model) if turn.about else None
    if step and (turn.replies or not await _is_a_bare_name(turn)):
        steps.append(step)
    if turn.text.strip() and (step := house.intent_for(await turn.meaning())):
        steps.append(step)
    return steps


async def _is_a_bare_name(turn: Turn) -> bool:
    """Whether the words are a customer's name and nothing else: that asks, and tells nothing."""
    named = {plain(entry.customer_said or "") for entry in (await turn.meaning()).entries}
    return plain(turn.text) in named - {""}


def _row(turn: Turn, house: House, cards: Sequence[Card]) -> Step | None:
    """A bare number means a row of the newest card where that has rows; `详3` or `show 3` one of the newest list."""
    number, card = number_of(turn.text), cards[0] if cards else None
    if opened := _OPENED.fullmatch(turn.text):
        number, card = int(opened[1]), next((card for card in cards if card.rows), None)
    if number is None or card is None or not 0 < number <= len(card.rows):
        return None
    subject = _subjects(card.rows)[number - 1]
    turn.about = (subject,)
    return house.subjects.get(subject.model)


def _remembering(step: Step, dialog: DialogRow) -> Step:
    async def run(turn: Turn) -> Reply | None:
        turn.memory = dict(dialog.memory)
        reply = await step(turn)
        turn.passed = reply is None and bool(dialog.memory.get("free"))
        return reply

    return run


def _subjects(rows: Sequence[dict[str, object]]) -> tuple[Subject, ...]:
    return tuple(Subject.model_validate(row) for row in rows)
