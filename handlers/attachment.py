"""A file or a picture is sent: kept at once, and put to the customer that its caption names or that is asked for."""

import re

from bot.alike import alike_question
from bot.answers import cancel_button, is_a_sentence, is_other_business, says_cancel
from bot.archive import NewCustomer
from bot.briefs import LONGEST_NAME, NEAR, clearly_named
from bot.capability import Capability
from bot.cards import customer_choices, shorten
from bot.creation import created
from bot.file_cards import ask_whose, meant, named_on, put_with
from bot.filing import keep, note, what
from bot.language import Entry, Meaning
from bot.messages import Button, Reply
from bot.naming import clean_name, name_trouble, phone_said
from bot.newcomers import CONTACT_WORDS
from bot.texts import _
from bot.turn import Turn
from store.attachments import may_keep_with, put
from store.models import Attachment, Customer
from store.search import find_customers

capability = Capability("attachment")
_LABEL = re.compile(
    r"合同|协议|报价|订单|发票|收据|名片|照片|图片|截图|扫描|复印|方案|清单|图纸|样品|说明书|资料|文件|附件|现场|厂房|车间|展厅|门头|纪要|"
    r"\.\w{2,4}\b|\b(?:contracts?|agreement|quot(?:e|ation)|invoice|order|photos?|pictures?|scan|screenshot|drawing|card|"
    r"notes|minutes|files?|documents?|report|brochure|spec|plant|site|factory|samples?)\b",
    re.IGNORECASE,
)
_HAPPENED = re.compile(
    r"[了过已刚嫌谈聊想]|问(?!题)|说(?!明)|见(?!证)|拜访|要求|需要|答应|同意|"
    r"\b(?:visited|met|called|spoke|said|says|told|asked|sent|gave|got|agreed|wants?|needs?|will|has|have|had)\b",
    re.IGNORECASE,
)
_READS_ONLY = _("You may read this customer but not change it.")


@capability.receives("image", "file")
async def received(turn: Turn) -> Reply | None:
    """Keep what came. What its caption tells is told to whom it concerns; a mere label names the customer."""
    if not turn.incoming.attachments:
        return None
    rows = await keep(turn)
    if not turn.text.strip():
        return await _by_itself(turn, rows)
    meaning = await turn.meaning()
    fits = await meant(turn, meaning)
    customer = fits[0] if len(fits) == 1 else None
    if customer and not await may_keep_with(turn.records, customer.id):
        asked = await ask_whose(turn, rows)
        return asked.model_copy(update={"text": f"{turn.t(_READS_ONLY)}\n{asked.text}"})
    if _tells(turn, meaning):
        await _beside(turn, rows, customer)
        return None
    if customer:
        return await put_with(turn, rows, customer)
    somebody = fits or any(entry.customer_said for entry in meaning.entries)
    return await ask_whose(turn, rows, fits) if somebody else await _by_itself(turn, rows)


@capability.step
async def chosen(turn: Turn) -> Reply | None:
    """A customer was chosen for files."""
    customer = await turn.records.get(Customer, int(turn.memory["customer"]))
    return await put_with(turn, await _files(turn), customer, answers=True)


@capability.step
async def named(turn: Turn) -> Reply | None:
    """A name was typed in answer to "whose?". What tells more is another's, and the files go along with it."""
    if turn.incoming.attachments:
        return None
    if says_cancel(turn.text):
        return await later(turn)
    rows = await _files(turn)
    if not rows or len(turn.text) > LONGEST_NAME or turn.orders(turn.text) or phone_said(turn.text):
        return None
    if await is_a_sentence(turn) or await is_other_business(turn):
        return None
    found = await clearly_named(turn, turn.text)
    if len(found) == 1:
        return await put_with(turn, rows, found[0].customer, answers=True)
    near = found or [hit for hit in await find_customers(turn.records, turn.text) if hit.score >= NEAR]
    return _which(turn, [hit.customer for hit in near], unknown=not found)


@capability.step
async def other(turn: Turn) -> Reply | None:
    """Another customer than the one that they were put to."""
    return turn.ask(
        _("Which customer? A part of the name is enough."),
        then="attachment.named",
        memory={"files": turn.memory["files"], "free": True},
        buttons=cancel_button(turn),
    )


@capability.step
async def create_for(turn: Turn) -> Reply | None:
    """The customer of the files is new: compared with the book as every other, then created."""
    new = NewCustomer(name=str(turn.memory["name"]))
    turn.topic["files"] = turn.memory["files"]
    return await alike_question(turn, new) or await created(turn, new)


@capability.step
async def later(turn: Turn) -> Reply | None:
    turn.topic.pop("files", None)
    return turn.say(_("Kept. “my files” shows what belongs to no customer yet."))


def _tells(turn: Turn, meaning: Meaning) -> bool:
    """Whether a caption tells or orders something, instead of saying what the picture shows."""
    if CONTACT_WORDS.match(turn.text) or phone_said(turn.text):
        return True
    match meaning.intent:
        case "log":
            return any(_is_told(turn.text, entry) for entry in meaning.entries)
        case "contract":
            return bool(meaning.dates or meaning.entries[0].amount)
        case "other":
            return False
        case _order:
            return True


def _is_told(text: str, entry: Entry) -> bool:
    if any((entry.occurred, entry.feedback, entry.need, entry.intent_level, entry.amount, entry.email)):
        return True
    if entry.commitments or _HAPPENED.search(text):
        return True
    return entry.method is not None and not _LABEL.search(text)


async def _beside(turn: Turn, rows: list[Attachment], customer: Customer | None) -> None:
    """The caption is answered by whom it concerns; what that puts on file takes the files along."""
    if customer:
        await put(turn.records, rows, customer.id)
    turn.topic["files"] = [row.id for row in rows]  # and none that was asked about before
    note(turn, turn.t(_("📎 Kept with it: {what}"), what=what(turn, rows)))


async def _by_itself(turn: Turn, rows: list[Attachment]) -> Reply:
    """No words name anybody: whom the file's own name names, the one last spoken of, else whoever is chosen."""
    last = int(turn.topic.get("customer") or 0)
    fits = await named_on(turn, rows)
    if len(fits) == 1 and fits[0].id != last:
        return await put_with(turn, rows, fits[0])
    if fits and last not in {customer.id for customer in fits}:
        return await ask_whose(turn, rows, fits)
    if last:
        for customer in await turn.records.find(Customer, id=last):
            if await may_keep_with(turn.records, customer.id):
                return await put_with(turn, rows, customer, guess=True)
    return await ask_whose(turn, rows)


async def _files(turn: Turn) -> list[Attachment]:
    """The files that a question or a button is about, as far as one still may see them."""
    return await turn.records.find(
        Attachment, order=("id",), id__in=[int(one) for one in turn.memory["files"]]
    )


def _which(turn: Turn, fits: list[Customer], *, unknown: bool) -> Reply:
    """Several fit, or nobody is called so: the near ones, or a new customer."""
    files, name = turn.memory["files"], clean_name(turn.text)
    buttons = customer_choices(turn, fits, "attachment.chosen", files=files)
    if unknown and name_trouble(turn, name) is None:
        label = turn.t(_("New customer {name}"), name=shorten(name, 16))
        memory = {"files": files, "name": name}
        buttons.append(Button(label=label, then="attachment.create_for", memory=memory, once="card"))
    return turn.ask(
        _("“{name}” is not in your book.") if unknown else _("Which one?"),
        then="attachment.named",
        memory={"files": files, "free": True},
        buttons=[*buttons, turn.choice(_("Later"), "attachment.later")],
        name=name,
    )
