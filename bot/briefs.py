"""What is known of a customer on one card, and the look-up of a name that somebody typed.

Whoever takes the messages that nobody wanted asks `brief_or_none` first.
"""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from bot.capability import plain
from bot.cards import (
    ago,
    customer_choices,
    due_text,
    interaction_line,
    overdue_text,
    shorten,
    subject,
)
from bot.language import Entry, core_name
from bot.messages import Button, Reply
from bot.texts import _, mask_phones_in
from bot.turn import Turn
from bot.words import INTENTS, LEVELS, STAGES
from store.models import Attachment, Commitment, Contract, Customer, Interaction
from store.search import Found, find_customers, key_of, sound_of

MOST_LINES = 8
LONGEST_NAME = 40
CLEAR = 84.0
"""From this score on a query means a customer."""
NEAR = 70.0
"""From this score on it is worth a question."""
_DIGITS = 7  # fewer are a row's number, an amount or a date
_LITERAL = 98.5
_SAME_NAME = 85.0
"""How alike words and a whole name are (of 100) where nothing but a letter or two differs."""
_SLIP = 74.0
_CLOSE = 5.0
_APART = 6.0
_LIKE_A_NAME = re.compile(
    "(?!.*[了过着在要会已还没不给等去说让想能可再很太是吧吗呢啊的我你他她们])[\u4e00-\u9fff()（）]{4,20}"
)
_SMALL_WORDS = (
    "ok okay hi hey hello thanks thx ty yes no yep nope sure bye cool nice great fine good done wow "
    "lol hm hmm 好 好的 行 嗯 嗯嗯 哦 是 对 不 不是 谢谢 收到 你好 您好 在吗 早 再见 拜拜 哈哈 没事 知道了 明白 可以 辛苦了"
)
_SMALL_TALK = frozenset(_SMALL_WORDS.split())


async def brief_or_none(turn: Turn) -> Reply | None:
    """What a short message finds that may be a customer's name: its brief, or a list where several fit.

    A name that nobody bears gets the offer to create it. None where the words are no name: small talk,
    a sentence, or nothing that is clearly like a name.
    """
    name = turn.text.strip()
    if not name or len(name) > LONGEST_NAME or "\n" in name or plain(name) in _SMALL_TALK:
        return None
    found = await clearly_named(turn, name, least=_SLIP)
    if found:
        return await shown(turn, name, found)
    entry = (await turn.meaning()).entries[0]
    companies = entry.contact is None or entry.customer_said is not None
    return await nobody_called(turn, name) if companies and _names_only(entry, name) else None


async def name_alone(turn: Turn) -> Reply | None:
    """The same for words that might be a record: None where they say anything but names."""
    meaning = await turn.meaning()
    entry, text = meaning.entries[0], turn.text.strip()
    if len(meaning.entries) > 1:
        return None
    if not _names_only(entry, text):
        near = await _misspelt(turn, entry, text)
        return await brief(turn, near, guess=True) if near else None
    if entry.customer_said and entry.customer_ids:
        fits = [await turn.records.get(Customer, number) for number in entry.customer_ids]
        guess = entry.customer_guess is not None
        return await brief(turn, fits[0], guess=guess) if len(fits) == 1 else await listed(turn, fits, text)
    return await brief_or_none(turn)


async def _misspelt(turn: Turn, entry: Entry, text: str) -> Customer | None:
    """The customer whose whole name these words are, but for a slip of the pen: blue harber hotel."""
    if len(entry.customer_ids) != 1 or entry.method or entry.occurred or entry.feedback or entry.commitments:
        return None
    customer = await turn.records.get(Customer, entry.customer_ids[0])
    sounds = sound_of(core_name(text)) == customer.sound  # 立信五今 is written by sound
    return customer if sounds or fuzz.ratio(plain(text), plain(customer.name)) >= _SAME_NAME else None


def _names_only(entry: Entry, text: str) -> bool:
    """Whether an entry holds nothing but the name of a company, known or not, or of a person."""
    left = text
    for said in (entry.customer_said, entry.contact):
        left = left.replace(said, "", 1) if said else left
    if left != text and not left.strip(" ,，、的。.?？"):
        return True
    facts = (entry.contact, entry.method, entry.occurred, entry.feedback, entry.need, entry.intent_level)
    more = (entry.milestones, entry.commitments, entry.amount, entry.phone, entry.email, entry.customer_said)
    return not any(facts) and not any(more) and bool(_LIKE_A_NAME.fullmatch(text))


async def clearly_named(turn: Turn, name: str, *, least: float = CLEAR) -> list[Found]:
    """The customers that a name means: one, or those that fit about equally well; empty where none is clear.

    A lower `least` takes a slip of the pen too, where it can have been made in one name only.
    """
    if plain(name).isdecimal() and len(plain(name)) < _DIGITS:
        return []
    found = await find_customers(turn.records, name, limit=8)
    if not found:
        return []
    if found[0].score < CLEAR:
        alone = len(found) == 1 or found[0].score - found[1].score >= _APART
        return found[:1] if alone and found[0].score >= least else []
    literal = [hit for hit in found if hit.score >= _LITERAL]
    return literal or [hit for hit in found if hit.score >= max(CLEAR, found[0].score - _CLOSE)]


async def shown(turn: Turn, name: str, found: Sequence[Found]) -> Reply:
    """The brief of the only one, or a numbered list to choose from."""
    if len(found) == 1:
        hit = found[0]
        return await brief(
            turn,
            hit.customer,
            guess=hit.by == "name" and hit.score < _LITERAL and not _said(name, hit.customer),
        )
    return await listed(turn, [hit.customer for hit in found], name)


async def listed(turn: Turn, customers: Sequence[Customer], name: str) -> Reply:
    """Several fit: a numbered list, whose rows open a brief."""
    owners = await turn.staff.names({row.owner_id for row in customers})
    lines = [turn.t(_("{count} fit “{name}”. Which one?"), count=len(customers), name=shorten(name, 20))]
    for number, row in enumerate(customers[: MOST_LINES - 1], start=1):
        last = ago(turn, turn.actor.day(row.last_contact_at) if row.last_contact_at else None)
        lines.append(f"{number} {row.name} · {owners.get(row.owner_id, '')} · {last}")
    return turn.say(lines, rows=[subject(row) for row in customers[: MOST_LINES - 1]])


async def nobody_called(turn: Turn, name: str) -> Reply:
    """Nobody of that name is in the person's book: the nearest ones, a new customer, or only a note.

    A customer that belongs to others is answered in the same way.
    """
    name = shorten(name.strip(), LONGEST_NAME)
    near = [hit.customer for hit in await find_customers(turn.records, name, limit=3) if hit.score >= NEAR]
    words = _("“{name}” is not in your book. Did you mean:") if near else _("“{name}” is not in your book.")
    buttons = [
        *customer_choices(turn, near, "find.open_one"),
        Button(
            label=turn.t(_("New customer {name}"), name=shorten(name, 16)),
            then="customer.from_name",
            memory={"name": name},
            once="card",
        ),
        turn.choice(_("Only a note"), "find.keep", words=turn.text or name),
    ]
    return turn.say(words, buttons=buttons, name=name)


async def brief(turn: Turn, customer: Customer, *, guess: bool = False) -> Reply:
    """The card of one customer: who it is, what was last said, who owes what, what to mind."""
    turn.topic["customer"] = customer.id
    rest = [
        *await owed_lines(turn, customer),
        await contract_line(turn, customer),
        _mind_line(turn, customer),
    ]
    rest = [line for line in rest if line]
    talks = await turn.records.find(
        Interaction, order=("-happened_on", "-id"), limit=3, customer_id=customer.id
    )
    talked = [mask_phones_in(interaction_line(turn, talk)) for talk in talks] or [
        _nothing_yet(turn, customer)
    ]
    lines = [await _head(turn, customer, guess=guess), *talked[: MOST_LINES - 1 - len(rest)], *rest]
    buttons = [
        brief_button(turn, _("All records"), "find.records", customer),
        brief_button(turn, _("Contacts"), "contact.listed", customer),
        brief_button(turn, _("Log something"), "find.note", customer),
        brief_button(turn, _("Set a reminder"), "find.remind", customer),
    ]
    if count := await turn.records.count(Attachment, customer_id=customer.id):
        label = turn.t(_("Files ({count})"), count=count)
        memory = {"customer": customer.id}
        buttons.append(Button(label=label, then="files.listed", memory=memory, once="never"))
    return turn.say(lines, buttons=buttons)


def brief_button(turn: Turn, label: str, then: str, customer: Customer) -> Button:
    """A button about a customer that may be pressed again and again."""
    return turn.button(label, then, once="never", customer=customer.id)


async def owed_lines(turn: Turn, customer: Customer) -> list[str]:
    """What they owe us, what we owe them, and when they are spoken to next."""
    waiting = await turn.records.find(
        Commitment, order=("due_on", "id"), customer_id=customer.id, state="open"
    )
    theirs = _owed(turn, [one for one in waiting if one.kind == "their_promise"])
    ours = _owed(turn, [one for one in waiting if one.kind == "our_promise"])
    nothing = turn.t(_("nothing"))
    they_owe = turn.t(_("🤝 They owe: {what}"), what=theirs or nothing)
    we_owe = turn.t(_("📌 We owe: {what}"), what=ours or nothing)
    lines = [they_owe, we_owe] if theirs and ours else [f"{they_owe} · {we_owe}"]
    planned = [one for one in waiting if one.kind == "next_contact"]
    return [*lines, turn.t(_("⏰ Next: {what}"), what=_owed(turn, planned))] if planned else lines


async def contract_line(turn: Turn, customer: Customer) -> str:
    """When the contract in force ends, with the days that are left; empty where there is none."""
    contracts = await turn.records.find(
        Contract, order=("ends_on", "id"), limit=1, customer_id=customer.id, state="active"
    )
    if not contracts or contracts[0].ends_on is None:
        return ""
    ends = contracts[0].ends_on
    left = (ends - turn.today).days
    facts = {"day": turn.day(ends), "days": abs(left)}
    if left < 0:
        return turn.t(_("📄 Contract ended {day} ({days} days ago)"), **facts)
    return turn.t(_("📄 Contract ends {day} ({days} days left)"), **facts)


async def _head(turn: Turn, customer: Customer, *, guess: bool) -> str:
    owner = (await turn.staff.names({customer.owner_id})).get(customer.owner_id, "")
    parts = [
        customer.name + ("?" if guess else ""),
        turn.t(LEVELS[customer.level]) if customer.level in LEVELS else "",
        turn.t(STAGES[customer.stage]) if customer.stage in STAGES else "",
        turn.t(_("{level} intent"), level=turn.t(INTENTS[customer.intent]))
        if customer.intent in INTENTS
        else "",
        turn.t(_("owner {name}"), name=owner),
    ]
    return "📇 " + " · ".join(part for part in parts if part)


def _nothing_yet(turn: Turn, customer: Customer) -> str:
    said = [turn.t(_("No records yet"))]
    if customer.core_need:
        said.append(turn.t(_("need: {what}"), what=shorten(customer.core_need, 40)))
    return " · ".join(said)


def _mind_line(turn: Turn, customer: Customer) -> str:
    """Preferences, special requests and risks; empty where nothing was noted."""
    noted = [customer.preference, customer.special_request]
    said = [shorten(words, 40) for words in noted if words]
    risk = [turn.t(_("⚠️ {what}"), what=shorten(customer.risk, 30))] if customer.risk else []
    return " · ".join([*(["💡 " + " · ".join(said)] if said else []), *risk])


def _owed(turn: Turn, promises: Sequence[Commitment]) -> str:
    """The soonest promise with its date, and how many more there are."""
    if not promises:
        return ""
    first = promises[0]
    late = overdue_text(turn, first.due_on) if first.due_on else ""
    parts = [due_text(turn, first) + (f" ({late})" if late else ""), shorten(first.text, 24)]
    more = turn.t(_("and {count} more"), count=len(promises) - 1) if len(promises) > 1 else ""
    return " ".join(part for part in (*parts, more) if part)


def _said(name: str, customer: Customer) -> bool:
    """Whether the name was written as it stands in the book, in part or whole."""
    return key_of(name) in key_of(customer.name) or key_of(customer.core) in key_of(name)
