"""A reminder as it arrives: with whom, what was promised, the last words, the phone; and what to tap."""

from bot.agenda import deed, is_overdue
from bot.cards import due_text, interaction_line, overdue_text, subject
from bot.messages import Button, Reply
from bot.texts import _, mask_phone, mask_phones_in
from bot.turn import Turn
from store.models import Commitment, Contact, Customer, Interaction

_SIGNS = {"our_promise": "📌", "their_promise": "🤝", "next_contact": "⏰"}
_PROMISES = {
    "our_promise": _("We promised it by {due}"),
    "their_promise": _("They promised it by {due}"),
    "next_contact": _("Planned for {due}"),
}


async def reminder_card(turn: Turn, commitment: Commitment, *, mark: str = "") -> Reply:
    """The whole card of a reminder. Raises NotFound where its customer is not the reader's any more."""
    lines = await _lines(turn, commitment)
    lines[0] = f"{lines[0]} {mark}".strip()
    return turn.say(lines, buttons=_buttons(turn, commitment), about=[subject(commitment)])


async def todo_card(turn: Turn, commitment: Commitment) -> Reply:
    """The card of a to-do that somebody opened from a list."""
    lines = await _lines(turn, commitment)
    if commitment.state != "open":
        closed = _("✔ done") if commitment.state == "done" else _("✖ dropped")
        return turn.say([*lines, turn.t(closed)], about=[subject(commitment)])
    facts = {"commitment": commitment.id}
    buttons = [
        turn.choice(_("Done"), "answer.done", **facts),
        turn.choice(_("Tomorrow"), "answer.tomorrow", **facts),
        turn.button(_("Other date"), "answer.change_date", once="never", **facts),
        turn.choice(_("Not needed"), "answer.not_needed", **facts),
    ]
    if commitment.customer_id is not None:
        buttons.insert(1, turn.button(_("Log it"), "answer.tell", once="never", **facts))
    return turn.say(lines, buttons=buttons, about=[subject(commitment)])


def moved_line(turn: Turn, commitment: Commitment, old: str) -> str:
    """`⏰ 改到 05-08 周五 15:00（原 05-06 周三 09:33）`; of a promise that keeps its day, when it comes up again."""
    due = due_text(turn, commitment)
    if due == old and commitment.remind_at is not None:
        again = turn.moment(commitment.remind_at)
        return turn.t(_("⏰ I'll remind you {moment} (due {due})"), moment=again, due=due)
    return turn.t(_("⏰ Moved to {new} (was {old})"), new=due, old=old)


async def _lines(turn: Turn, commitment: Commitment) -> list[str]:
    customer = contact = last = None
    if commitment.customer_id is not None:
        customer = await turn.records.get(Customer, commitment.customer_id)
        contact = await _contact(turn, commitment)
        said = await turn.records.find(
            Interaction, order=("-happened_on", "-id"), limit=1, customer_id=customer.id
        )
        last = said[0] if said else None
    between = " " if turn.language == "zh" else " · "
    who = between.join([*([customer.name] if customer else ()), *([contact.name] if contact else ())])
    head = f"{_SIGNS[commitment.kind]} " + " — ".join(part for part in (who, deed(turn, commitment)) if part)
    return [head, _promise_line(turn, commitment), _last_line(turn, last, contact)]


def _promise_line(turn: Turn, commitment: Commitment) -> str:
    """When it was promised for, and how late it is; nothing for a plain reminder at its own time."""
    if commitment.due_on is None:
        return ""
    if commitment.kind == "next_contact" and not is_overdue(commitment, turn.today):
        return (
            turn.t(_PROMISES["next_contact"], due=due_text(turn, commitment))
            if _ahead(turn, commitment)
            else ""
        )
    line = turn.t(_PROMISES[commitment.kind], due=due_text(turn, commitment))
    if is_overdue(commitment, turn.today):
        line += f" · ⚠️ {overdue_text(turn, commitment.due_on)}"
    return line


def _ahead(turn: Turn, commitment: Commitment) -> bool:
    """Whether it is spoken of before its time."""
    if commitment.due_at is not None:
        return commitment.due_at > turn.now
    return commitment.due_on is not None and commitment.due_on > turn.today


def _last_line(turn: Turn, last: Interaction | None, contact: Contact | None) -> str:
    parts = []
    if last is not None:
        parts.append(turn.t(_("Last time {what}"), what=mask_phones_in(interaction_line(turn, last))))
    if contact is not None and contact.phone:
        parts.append(f"📞 {mask_phone(contact.phone)}")
    return " | ".join(parts)


async def _contact(turn: Turn, commitment: Commitment) -> Contact | None:
    """Who it is about; where nobody was named, the customer's first contact with a number."""
    if commitment.contact_id is not None:
        return await turn.records.get(Contact, commitment.contact_id)
    known = await turn.records.find(
        Contact, order=("id",), customer_id=commitment.customer_id, phone__not=None
    )
    return known[0] if len(known) == 1 else None


def _buttons(turn: Turn, commitment: Commitment) -> list[Button]:
    facts = {"commitment": commitment.id}
    if commitment.customer_id is None:
        first = [turn.choice(_("Done"), "answer.done", **facts)]
    elif commitment.kind == "our_promise":
        first = [
            turn.choice(_("Done"), "answer.done", **facts),
            turn.button(_("Log it"), "answer.tell", once="never", **facts),
        ]
    else:
        first = [
            turn.button(_("Called: log it"), "answer.tell", once="never", called=True, **facts),
            turn.choice(_("No answer"), "answer.no_answer", **facts),
        ]
    return [
        *first,
        turn.choice(_("In 1 hour"), "answer.in_an_hour", **facts),
        turn.choice(_("Tomorrow"), "answer.tomorrow", **facts),
        turn.button(_("Other date"), "answer.change_date", once="never", **facts),
        turn.choice(_("Not needed"), "answer.not_needed", **facts),
    ]
