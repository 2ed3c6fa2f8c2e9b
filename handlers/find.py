"""Find a customer and what is known of it: the brief, its records, one-line answers to questions."""

import re
from collections.abc import Sequence

from bot.answers import cancel_button
from bot.archive import promise
from bot.briefs import (
    NEAR,
    brief,
    brief_button,
    clearly_named,
    contract_line,
    listed,
    nobody_called,
    owed_lines,
    shown,
)
from bot.capability import Capability
from bot.cards import ago, commitment_line, contact_text, customer_choices, interaction_line, shorten, subject
from bot.language import Entry
from bot.messages import Button, Reply
from bot.texts import _, mask_phones_in
from bot.turn import Turn
from store.models import Contact, Customer, Draft, Interaction
from store.search import find_customers

capability = Capability("find")
PAGE = 7
_BRIEF = (
    r"(?:我)?(?:正|现在|马上|一会儿?|待会儿?)?(?:准备|要)(?:去|见|拜访)(?:一下)?(?P<name>.{1,30}?)(?:了)?[?？。]?",
    r"(?:查一?下|查查|查|看看|看一?下|打开|了解一?下|调出|搜一?下|搜索?)\s*(?:客户)?\s*(?P<name>.{1,30}?)(?:的)?(?:档案|资料|简报|信息|情况)?",
    r"(?P<name>.{1,30}?)(?:的)?(?:简报|档案|资料|客户资料|近况)[?？]?",
    r"(?P<name>.{1,30}?)(?:最近|现在|目前)?(?:的)?(?:怎么样|怎样|咋样|什么情况|啥情况|情况如何|情况)(?:了|啊|呢)?[?？]?",
    r"(?:brief(?: me)?(?: on)?|open|look up|pull up|tell me about|what about|how about|heading to|(?:about|going) to (?:see|visit)|find|show(?: me)?|info on)\s+(?P<name>.{2,40}?)[?.]?",
    r"(?P<name>.{2,40}?)(?:'s|’s)?\s+(?:history|brief|summary|status|overview|records)[?.]?",
    r"how(?:'s| is| are)\s+(?:it going with |things (?:with|at) )?(?P<name>.{2,40}?)(?: doing| going)?[?.]?",
)
_ASKED = {
    "count": r"(?:几|多少)(?:个|位|名)?(?:联系人|对接人)|how many contacts",
    "contact": r"联系人|对接人|谁(?:在)?(?:对接|管采购)|\bour contacts?\b|\bcontacts? (?:at|of|for|in)\b|\bwho (?:do|should|can) (?:we|i) (?:talk|speak|call)",
    "contract": r"合同|到期|\bcontract\b|\bexpir|\brenew",
    "owner": r"谁(?:在)?(?:负责|跟)|负责人|是谁的(?:客户)?|\bwho (?:owns|handles|covers|looks after|is responsible)|\bwhose (?:customer|account)|\bowner\b",
    "last": r"上次|上一次|最后一次|多久没|几天没|\blast (?:contact|visit|call|time|talk|met|spoke)|\bwhen did (?:we|i) last\b",
    "owed": r"欠|承诺|答应|待办|\bpromised?\b|\bowes?\b|\bopen (?:items|points)\b",
}


@capability.command(
    "找客户",
    "查客户",
    "查",
    "简报",
    "find",
    "find customer",
    "brief",
    menu=("find", "查客户", "Find a customer"),
)
async def find(turn: Turn) -> Reply | None:
    return turn.ask(_("Which customer? A part of the name is enough."), then="find.named")


@capability.step
async def named(turn: Turn) -> Reply | None:
    """A name was typed in answer to "which customer?"."""
    if len(turn.text) > 40:
        return None
    found = await clearly_named(turn, turn.text, least=NEAR)
    return await shown(turn, turn.text, found) if found else await nobody_called(turn, turn.text)


@capability.pattern(*_BRIEF)
async def brief_of(turn: Turn) -> Reply | None:
    """The brief where these words name a customer clearly; anything else may be another's question."""
    assert turn.found is not None
    name = turn.found["name"].strip(" “”\"'")
    found = [hit for hit in await clearly_named(turn, name) if hit.by != "contact"]
    return await shown(turn, name, found) if found else None


@capability.shows("customer")
async def open_row(turn: Turn) -> Reply | None:
    return await brief(turn, await turn.records.get(Customer, turn.about[0].id))


@capability.step
async def open_one(turn: Turn) -> Reply | None:
    """Open the brief that a button stands for."""
    return await brief(turn, await _customer(turn))


@capability.means("query")
async def asked(turn: Turn) -> Reply | None:
    """A question about one customer; one that speaks of none is told what can be answered."""
    entry = (await turn.meaning()).entries[0]
    kind = next((kind for kind, words in _ASKED.items() if re.search(words, turn.text, re.IGNORECASE)), "")
    customers = await _meant(turn, entry, kind)
    if len(customers) == 1:
        return await _answer(turn, customers[0], kind, guess=entry.customer_guess is not None)
    if customers and kind:
        return turn.say(
            _("{count} fit “{name}”. Which one?"),
            buttons=customer_choices(turn, customers, "find.answered", kind=kind),
            count=len(customers),
            name=entry.customer_said or "",
        )
    if customers:
        return await listed(turn, customers, entry.customer_said or "")
    if name := entry.customer_said or await _nearly_named(turn):
        return await nobody_called(turn, name)
    return turn.remark(
        _(
            "I can't answer that. I can tell you about one customer: “how is Acme?”, “Bob's phone”; "
            "or about your day: “today”."
        )
    )


@capability.step
async def answered(turn: Turn) -> Reply | None:
    """The question that was asked, about the customer that was chosen."""
    return await _answer(turn, await _customer(turn), str(turn.memory["kind"]))


@capability.step
async def records(turn: Turn) -> Reply | None:
    """The last ten records of a customer, and ten older ones at each press of the button."""
    customer = await _customer(turn)
    start = int(turn.memory.get("start", 0))
    found = await turn.records.find(
        Interaction, order=("-happened_on", "-id"), limit=start + PAGE + 1, customer_id=customer.id
    )
    page = found[start : start + PAGE]
    if not page:
        return turn.say(
            _("No records of {customer} yet."), buttons=[_note(turn, customer)], customer=customer.name
        )
    total = await turn.records.count(Interaction, customer_id=customer.id)
    words = _("🗂 {customer} · {count} records") if total > 1 else _("🗂 {customer} · 1 record")
    lines = [turn.t(words, customer=customer.name, count=total)]
    lines += [mask_phones_in(interaction_line(turn, record)) for record in page]
    buttons = [_note(turn, customer), brief_button(turn, _("Brief"), "find.open_one", customer)]
    if len(found) > start + PAGE:
        memory = {"customer": customer.id, "start": start + PAGE}
        buttons.insert(0, turn.button(_("Older ones"), "find.records", once="never", **memory))
    return turn.say(lines, buttons=buttons)


@capability.step
async def note(turn: Turn) -> Reply | None:
    """Ask for one sentence about a customer; the log takes it from there."""
    customer = await _customer(turn)
    turn.topic["customer"] = customer.id
    return turn.ask(
        _("What happened with {customer}? One sentence is enough."),
        then="log.about",
        memory={"customer": customer.id},
        buttons=cancel_button(turn),
        customer=customer.name,
    )


@capability.step
async def remind(turn: Turn) -> Reply | None:
    customer = await _customer(turn)
    turn.topic["customer"] = customer.id
    return turn.ask(
        _("When shall I remind you about {customer}, and of what? Such as: tomorrow 9:00 send the quote"),
        then="find.reminded",
        memory={"customer": customer.id},
        buttons=cancel_button(turn),
        customer=customer.name,
    )


@capability.step
async def reminded(turn: Turn) -> Reply | None:
    """When and of what: becomes the next contact with the customer."""
    customer = await _customer(turn)
    whens = turn.whens(turn.text)
    if not whens:
        words = _("I see no date in that. Such as: tomorrow 9:00 send the quote")
        return turn.ask(words, then="find.reminded", memory=turn.memory, buttons=cancel_button(turn))
    if whens[0].day < turn.today:
        words = _("{day} has passed. When else?")
        return turn.ask(
            words,
            then="find.reminded",
            memory=turn.memory,
            buttons=cancel_button(turn),
            day=turn.day(whens[0].day),
        )
    what = turn.text.replace(whens[0].text, " ", 1)
    what = re.sub(r"^\s*(?:提醒我?|remind me(?: to)?)\s*|\s*(?:提醒我?)\s*$", "", what, flags=re.IGNORECASE)
    turn.title = customer.name
    made = await promise(
        turn, "next_contact", shorten(what.strip(" ,，。"), 80), whens[0], customer_id=customer.id
    )
    return turn.say(
        [commitment_line(turn, made), customer.name],
        buttons=[turn.button(_("Undo"), "undo.undo_card")],
        about=[subject(made)],
    )


@capability.step
async def keep(turn: Turn) -> Reply | None:
    """Only a note: the words are kept as a draft."""
    words = str(turn.memory["words"])
    await turn.records.add(Draft(person_id=turn.actor.id, words=words, created_at=turn.records.now))
    turn.title = shorten(words, 20)
    return turn.say(
        _("Kept as a draft. Say “drafts” to see what waits."),
        buttons=[turn.button(_("Undo"), "undo.undo_card")],
    )


@capability.step
async def never_mind(turn: Turn) -> Reply | None:
    return turn.say(_("Fine, nothing was changed."))


async def _customer(turn: Turn) -> Customer:
    return await turn.records.get(Customer, int(turn.memory["customer"]))


async def _meant(turn: Turn, entry: Entry, kind: str) -> Sequence[Customer]:
    """The customers that a question may be about; the one last spoken of where it names none."""
    if entry.customer_ids:
        return [await turn.records.get(Customer, number) for number in entry.customer_ids]
    if entry.customer_said:
        return [hit.customer for hit in await clearly_named(turn, entry.customer_said, least=NEAR)]
    if kind and (last := turn.topic.get("customer")):
        return await turn.records.find(Customer, id=int(last))
    return []


async def _nearly_named(turn: Turn) -> str:
    """The words that a question has in the place of a name, where they are like one; empty where not."""
    asked = (re.fullmatch(words, turn.text.strip(), re.IGNORECASE) for words in _BRIEF)
    name = next((found["name"].strip() for found in asked if found), "")
    near = await find_customers(turn.records, name, limit=1) if name else []
    return name if near and near[0].score >= NEAR else ""


async def _answer(turn: Turn, customer: Customer, kind: str, *, guess: bool = False) -> Reply:
    """One line about what was asked, with a way to the rest; the brief where nothing special was asked."""
    turn.topic["customer"] = customer.id
    buttons = [brief_button(turn, _("Brief"), "find.open_one", customer)]
    match kind:
        case "contact" | "count":
            words = await _contacts_line(turn, customer, counted=kind == "count")
            buttons.insert(0, brief_button(turn, _("Contacts"), "contact.listed", customer))
        case "contract":
            words = await contract_line(turn, customer) or turn.t(_("no contract in force that you may see"))
        case "owner":
            owners = await turn.staff.names({customer.owner_id})
            words = turn.t(_("owner {name}"), name=owners.get(customer.owner_id, ""))
        case "last":
            words = await _last_line(turn, customer)
        case "owed":
            words = " · ".join(await owed_lines(turn, customer))
        case _other:
            return await brief(turn, customer, guess=guess)
    head = customer.name + "?" * guess
    return turn.say(_("{head}: {what}"), buttons=buttons, head=head, what=words)


async def _contacts_line(turn: Turn, customer: Customer, *, counted: bool) -> str:
    people = await turn.records.find(Contact, order=("id",), customer_id=customer.id)
    if not people:
        return turn.t(_("no contacts yet"))
    names = turn.t(_(", ")).join(contact_text(one) for one in people[:3])
    if len(people) == 1:
        return turn.t(_("1 contact: {names}"), names=names) if counted else names
    return turn.t(_("{count} contacts: {names}"), count=len(people), names=names)


async def _last_line(turn: Turn, customer: Customer) -> str:
    last = await turn.records.find(
        Interaction, order=("-happened_on", "-id"), limit=1, customer_id=customer.id
    )
    if not last:
        return turn.t(_("No records yet"))
    return f"{mask_phones_in(interaction_line(turn, last[0]))} ({ago(turn, last[0].happened_on)})"


def _note(turn: Turn, customer: Customer) -> Button:
    return brief_button(turn, _("Log something"), "find.note", customer)
