"""Numbered lists: the lines of to-dos and contracts, six rows a card and a button for more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.cards import overdue_text, short_name, shorten
from bot.messages import Button, Reply, Subject
from bot.texts import _, mask_amount, mask_phones_in
from bot.turn import Turn
from bot.words import CONTRACT_STATES
from store.agenda import Ending, Item
from store.models import Commitment, Contract

MOST_ROWS = 6
_SIGNS = {"our_promise": "📌", "their_promise": "🤝", "next_contact": "⏰"}
_DEEDS = {
    "our_promise": _("our promise"),
    "their_promise": _("their answer"),
    "next_contact": _("follow up"),
}


@dataclass(frozen=True)
class Listed:
    """One line of a list, without its number, and the record behind it."""

    subject: Subject
    line: str


def list_card(
    turn: Turn, head: str, rows: Sequence[Listed], *, then: str, asked: dict[str, Any], offset: int = 0,
    foot: str = "", buttons: Sequence[Button] = (),
) -> Reply:  # fmt: skip
    """Six rows from `offset` on, numbered from one. "More" runs `then` with what was asked, and the next offset."""
    shown = rows[offset : offset + MOST_ROWS]
    left = len(rows) - offset - len(shown)
    lines = [head, *(f"{number} {row.line}" for number, row in enumerate(shown, start=1)), foot]
    more = [turn.button(_("More"), then, once="never", asked=asked, offset=offset + MOST_ROWS)]
    return turn.say(
        lines,
        rows=[row.subject for row in shown],
        buttons=[*(more if left > 0 else ()), *buttons],
    )


def todo_row(
    turn: Turn, item: Item, *, names: dict[int, str] | None = None, on: date | None = None
) -> Listed:
    """A commitment as a row: when, with whom, what; lateness and what is done are marked.

    `on` is the day that the whole list is about, which need not be said again.
    """
    commitment = item.commitment
    head = _head(turn, commitment, on or turn.today)
    line = turn.t(_("{head}: {what}"), head=head, what=_who_and_what(turn, item))
    if commitment.state == "done":
        line += " " + turn.t(_("✔ done"))
    if names and (owner := names.get(commitment.owner_id)):
        line += turn.t(_(" ({name})"), name=owner)
    return Listed(Subject(model="commitment", id=commitment.id), line)


def contract_row(turn: Turn, ending: Ending, *, names: dict[int, str] | None = None) -> Listed:
    """A contract as a row: customer, masked amount, last day and how far it is."""
    contract = ending.contract
    parts = [
        short_name(ending.customer),
        contract.number or "",
        mask_amount(contract.amount, contract.currency) if contract.amount is not None else "",
        turn.day(contract.ends_on) if contract.ends_on else turn.t(_("no date")),
        days_left(turn, contract) if contract.state == "active" else turn.t(CONTRACT_STATES[contract.state]),
    ]
    line = "📄 " + " · ".join(part for part in parts if part)
    if names and (owner := names.get(contract.owner_id)):
        line += turn.t(_(" ({name})"), name=owner)
    return Listed(Subject(model="contract", id=contract.id), line)


def days_left(turn: Turn, contract: Contract) -> str:
    """`24 days left`, `ends today`, `ended 3 days ago`; empty without a last day."""
    if contract.ends_on is None:
        return ""
    days = (contract.ends_on - turn.today).days
    if days == 0:
        return turn.t(_("ends today"))
    if days < 0:
        return turn.t(_("ended {days} days ago"), days=-days) if days < -1 else turn.t(_("ended yesterday"))
    return turn.t(_("{days} days left"), days=days) if days > 1 else turn.t(_("1 day left"))


def deed(turn: Turn, commitment: Commitment, *, most: int = 40) -> str:
    """What is to be done, in the words that were said; else what kind of thing it is."""
    return mask_phones_in(shorten(commitment.text, most)) or turn.t(_DEEDS[commitment.kind])


def clock_of(turn: Turn, commitment: Commitment) -> datetime | None:
    """The local moment of a commitment of which a time was said, or will be kept."""
    if commitment.due_at is not None:
        return turn.actor.local(commitment.due_at)
    if commitment.kind == "next_contact" and commitment.remind_at is not None:
        local = turn.actor.local(commitment.remind_at)
        return local if local.date() == commitment.due_on else None
    return None


def is_overdue(commitment: Commitment, today: date) -> bool:
    return commitment.state == "open" and commitment.due_on is not None and commitment.due_on < today


def day_order(item: Item) -> tuple[bool, date, bool, datetime, int]:
    """What is open before what is done; then by day, timed ones by their time before those of the whole day."""
    row = item.commitment
    timed = row.due_at or (row.remind_at if row.kind == "next_contact" else None)
    day = row.due_on or date.max
    return row.state != "open", day, timed is None, timed or row.created_at, row.id


def _head(turn: Turn, commitment: Commitment, on: date) -> str:
    sign = _SIGNS[commitment.kind]
    if is_overdue(commitment, turn.today) and commitment.due_on is not None:
        return f"⚠️ {overdue_text(turn, commitment.due_on)}"
    clock = clock_of(turn, commitment)
    if clock is not None:
        when = f"{clock:%H:%M}" if clock.date() == on else turn.moment(clock)
        return f"{sign} {when}"
    if commitment.due_on is None:
        return f"{sign} {turn.t(_('no date'))}"
    if commitment.due_on == turn.today:
        return f"{sign} {turn.t(_('due today'))}"
    return f"{sign} {turn.day(commitment.due_on)}"


def _who_and_what(turn: Turn, item: Item) -> str:
    parts = (short_name(item.customer or ""), item.contact, deed(turn, item.commitment))
    return (" " if turn.language == "zh" else " · ").join(part for part in parts if part)
