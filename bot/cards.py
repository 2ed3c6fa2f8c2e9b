"""Lines and buttons that several capabilities show: a to-do, a choice of customers, a person."""

import re
from collections.abc import Sequence
from datetime import date

from bot.language.tables.companies import REGIONS
from bot.messages import Button, Subject
from bot.texts import _, mask_phone, show_day, show_part
from bot.turn import Turn
from bot.words import METHODS
from store.columns import Numbered
from store.models import Commitment, Contact, Customer, Interaction
from store.records import table_name

MOST_CHOICES = 4
_KIND_SIGNS = {"our_promise": "📌", "their_promise": "🤝", "next_contact": "⏰"}
_CLAUSES = re.compile(r"[，,;；。]\s*(?=\S)|(?<=[a-z])[.:]\s+")
_ONLY_CONTACT = re.compile(
    r"(?:再|继续|要)*(?:去)?(?:跟进|联系|跟)(?:一下|一次)?|(?:to )?(?:follow[ -]?up|call back|get back)",
    re.IGNORECASE,
)

_LEGAL_FORM = re.compile(
    r"(?:(?:集团|控股)*(?:股份)?有限(?:责任)?公司|(?:集团|控股|股份)+(?:公司)?|(?<=..)总公司|[(（]有限合伙[)）])$|"
    r"(?<!&)(?<!\band)[\s,，]+(?:co\.?[\s,]*)?(?:limited|ltd|inc|incorporated|corp|corporation|co|llc|llp|plc|gmbh|pte|pty|b\.?v|s\.?a)\.?$",
    re.IGNORECASE,
)


def subject(row: Numbered) -> Subject:
    return Subject(model=table_name(type(row)), id=row.id)


def due_text(turn: Turn, commitment: Commitment) -> str:
    """When it is due: day with weekday, and the time where one was said or will be kept."""
    if commitment.due_at is not None:
        return turn.moment(commitment.due_at)
    if commitment.due_on is None:
        return turn.t(_("no date"))
    if commitment.kind == "next_contact" and commitment.remind_at is not None:
        local = turn.actor.local(commitment.remind_at)
        if local.date() == commitment.due_on:
            return turn.moment(commitment.remind_at)
    day = turn.day(commitment.due_on)
    if commitment.due_on.weekday() >= 5 and turn.is_workday(commitment.due_on):
        return turn.t(_("{day} (a working day)"), day=day)
    return day


def record_date(turn: Turn, record: Interaction) -> str:
    """When a record happened: the moment where a time was said, else the day with its part."""
    if record.happened_at is not None:
        return turn.moment(record.happened_at)
    day, part = turn.day(record.happened_on), show_part(record.day_part, turn.language)
    return f"{day} {part}".strip() if turn.language == "en" else f"{day}{part}"


def commitment_line(turn: Turn, commitment: Commitment) -> str:
    """One line of a card: whose promise it is, what, and by when."""
    what, due = commitment.text, due_text(turn, commitment)
    match commitment.kind:
        case "our_promise":
            words = (
                _("We promised: {what} → by {due}") if commitment.due_on else _("We promised: {what} ({due})")
            )
            line = turn.t(words, what=what, due=due)
        case "their_promise":
            words = (
                _("They promised: {what} → by {due}")
                if commitment.due_on
                else _("They promised: {what} ({due})")
            )
            line = turn.t(words, what=what, due=due)
            if commitment.remind_at and turn.actor.day(commitment.remind_at) != commitment.due_on:
                line += " " + turn.t(_("(I'll nudge you {moment})"), moment=turn.moment(commitment.remind_at))
        case _other:
            line = turn.t(_("Next: {due}"), due=due)
            if what and not _ONLY_CONTACT.fullmatch(what):
                line += f" · {what}"
    return f"{_KIND_SIGNS[commitment.kind]} {line}"


def overdue_text(turn: Turn, day: date) -> str:
    """`2 days late`, empty where it is not."""
    late = (turn.today - day).days
    if late <= 0:
        return ""
    return turn.t(_("{days} days late"), days=late) if late > 1 else turn.t(_("1 day late"))


def ago(turn: Turn, day: date | None) -> str:
    """How long ago somebody was last spoken to."""
    if day is None:
        return turn.t(_("never contacted"))
    days = (turn.today - day).days
    match days:
        case 0:
            return turn.t(_("today"))
        case 1:
            return turn.t(_("yesterday"))
        case _many:
            return turn.t(_("{days} days ago"), days=days)


def as_name(said: str) -> str:
    """A person as said, with the capitals that were left out in a hurry: maria lopez is Maria Lopez."""
    return said.title() if said.isascii() and said.islower() else said


def short_name(name: str) -> str:
    """A customer's name as a line of a list shows it: with its region, without its legal form."""
    short = name.strip()
    while (shorter := _LEGAL_FORM.sub("", short).rstrip(" ,，")) != short:
        if len(shorter) < 2 or shorter in REGIONS:
            break
        short = shorter
    return short


def customer_choices(turn: Turn, found: Sequence[Customer], then: str, **memory: object) -> list[Button]:
    """One button a customer, with when it was last spoken to."""
    return [
        Button(
            label=f"{row.name} · {ago(turn, turn.actor.day(row.last_contact_at) if row.last_contact_at else None)}",
            then=then,
            memory={**memory, "customer": row.id},
            once="card",
        )
        for row in found[:MOST_CHOICES]
    ]


def contact_text(contact: Contact, *, masked: bool = True) -> str:
    """`李建国 · 总经理 138****6620`."""
    title = contact.title if contact.title and not contact.name.endswith(contact.title) else None
    name = f"{contact.name} · {title}" if title else contact.name
    phone = (mask_phone(contact.phone) if masked else contact.phone) if contact.phone else ""
    return f"{name} {phone}".strip()


def interaction_line(turn: Turn, record: Interaction) -> str:
    """`05-06 周三 电话：嫌贵`."""
    method = turn.t(METHODS[record.method]) if record.method else ""
    head = f"{show_day(record.happened_on, turn.language, today=turn.today)} {method}".strip()
    told = record.feedback or after_first_clause(record.summary) or record.summary or record.words
    return turn.t(_("{head}: {what}"), head=head, what=shorten(told, 40))


def after_first_clause(summary: str) -> str:
    """What a sentence tells after its first clause, which says who was met and how; empty where that is all."""
    later = _CLAUSES.split(summary, maxsplit=1)[1:]
    return later[0].strip(" .。") if later else ""


def shorten(text: str, most: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1]}…"
