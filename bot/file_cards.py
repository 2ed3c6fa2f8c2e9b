"""What is said of files that were sent in: where they were put, or whose they are."""

import re
from collections.abc import Sequence
from pathlib import PurePath

from bot.cards import customer_choices
from bot.contracts import FIELDS, ContractDraft
from bot.filing import what
from bot.language import Meaning
from bot.messages import Button, Reply
from bot.texts import _
from bot.turn import Turn
from store import attachments
from store.actors import Refused
from store.models import Attachment, Customer

_NAMED = "attachment.named"
_JOINTS = re.compile(r"[_\-+.]+")
_CONTRACT = re.compile(r"合同|协议|\bcontract|\bagreement", re.IGNORECASE)


async def put_with(
    turn: Turn, rows: Sequence[Attachment], customer: Customer, *, guess: bool = False, answers: bool = False
) -> Reply:
    """Put files to a customer, and the card that says so.

    `answers` where whose they are had been asked: else an open question is another's, and stays open.
    Raises Refused for a customer that one may only read.
    """
    if not await attachments.may_keep_with(turn.records, customer.id):
        raise Refused("You may read this customer but not change it.", model="customer", id=customer.id)
    await attachments.put(turn.records, rows, customer.id)
    turn.speak_of(customer.id)
    turn.topic.pop("files", None)
    turn.title = f"{customer.name} · {what(turn, rows)}"
    words = (
        _("📎 Saved with {customer} (just spoken of): {what}")
        if guess
        else _("📎 Saved with {customer}: {what}")
    )
    answer = turn.say if answers else turn.remark
    buttons = _placed_buttons(turn, rows, customer)
    return answer(words, buttons=buttons, customer=customer.name, what=what(turn, rows))


async def ask_whose(turn: Turn, rows: Sequence[Attachment], fits: Sequence[Customer] = ()) -> Reply:
    """Ask which customer files belong to, those of the last minutes together. Ignored, they stay kept."""
    known = {row.id for row in rows}
    rows = [*(row for row in await attachments.just_sent(turn.records) if row.id not in known), *rows]
    ids = [row.id for row in rows]
    turn.topic["files"] = ids
    lines = [turn.t(_("📎 Kept: {what}. Which customer does it belong to?"), what=what(turn, rows))]
    if any(row.mime.startswith("image/") for row in rows):
        lines.append(
            turn.t(_("(A business card? I can't read pictures: type name and phone, it goes along.)"))
        )
    buttons = [
        *customer_choices(turn, fits or await recent(turn), "attachment.chosen", files=ids),
        turn.choice(_("Later"), "attachment.later"),
    ]
    if turn.asking not in (None, _NAMED):  # another question is open and stays so
        return turn.remark(lines, buttons=buttons)
    return turn.ask(lines, then=_NAMED, memory={"files": ids, "free": True}, buttons=buttons)


async def named_late(turn: Turn, row: Attachment) -> Reply:
    """A file whose name came after its card: told where it names another customer, or a contract."""
    called = what(turn, [row])
    fits = await named_on(turn, [row])
    if len(fits) == 1 and fits[0].id != row.customer_id:
        words = _("📎 That file is called {what}. Put it with {customer}?")
        button = turn.choice(_("Yes, there"), "attachment.chosen", files=[row.id], customer=fits[0].id)
        return turn.remark(words, buttons=[button], what=called, customer=fits[0].name)
    if row.customer_id is None or not _is_contract(row):
        return turn.remark("")
    customer = await turn.records.get(Customer, row.customer_id)
    buttons = _placed_buttons(turn, [row], customer)[:-1]  # there is nothing here to undo
    return turn.remark(
        _("📎 Saved with {customer}: {what}"), buttons=buttons, customer=customer.name, what=called
    )


async def named_on(turn: Turn, rows: Sequence[Attachment]) -> list[Customer]:
    """The customers whom the names of files name, as far as one may keep something with them."""
    names = _JOINTS.sub(" ", ", ".join(PurePath(row.name).stem for row in rows if row.name))
    found = await meant(turn, await turn.read(names)) if names else []
    return [customer for customer in found if await attachments.may_keep_with(turn.records, customer.id)]


async def meant(turn: Turn, meaning: Meaning) -> list[Customer]:
    """The customers that words name; the one last spoken of is not named by that."""
    ids = [
        one
        for entry in meaning.entries
        if "talked of last" not in (entry.customer_guess or "")
        for one in entry.customer_ids
    ]
    return [await turn.records.get(Customer, one) for one in list(dict.fromkeys(ids))[:4]]


async def recent(turn: Turn) -> list[Customer]:
    """The person's own customers, those spoken to last first."""
    order = ("-last_contact_at", "-id")
    return await turn.records.find(Customer, order=order, limit=4, owner_id=turn.actor.id)


def _is_contract(row: Attachment) -> bool:
    return bool(_CONTRACT.search(f"{row.name} {row.words}"))


def _placed_buttons(turn: Turn, rows: Sequence[Attachment], customer: Customer) -> list[Button]:
    buttons = []
    if any(_is_contract(row) for row in rows):
        draft = ContractDraft(words=rows[0].words or rows[0].name, todo=FIELDS)
        buttons.append(
            turn.button(
                _("Enter this contract"),
                "contract.customer_chosen",
                draft=draft.memory(),
                customer=customer.id,
            )
        )
    return [
        *buttons,
        turn.button(_("Another customer"), "attachment.other", files=[row.id for row in rows]),
        turn.button(_("Undo"), "undo.undo_card"),
    ]
