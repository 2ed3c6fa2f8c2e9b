"""The files of a customer: listed by number, and sent again by whoever opens one."""

import re
from mimetypes import guess_extension

from bot.briefs import brief_button, clearly_named
from bot.capability import Capability
from bot.cards import customer_choices, shorten, subject
from bot.channels.attachments import data_address
from bot.filing import file_name
from bot.messages import Attachment as Enclosed
from bot.messages import Reply
from bot.texts import _
from bot.turn import Turn
from store.models import Attachment, Customer

capability = Capability("files")
NEWEST = 10
LARGEST = 10 * 1024 * 1024
"""Bytes of a file that is sent in the chat."""
_THINGS = r"(?:文件|附件|图片|照片)"
_FILES = r"(?:files|attachments|pictures|photos|documents)"
_OF = (
    rf"(?:帮我)?(?:查一?下|查查|查|看看|看一?下|看|打开|列出|找一?下|找)?\s*(?P<who>.{{1,30}}?)\s*(?:的|有)?(?:哪些|什么|啥|所有|全部)?(?:合同|报价)?{_THINGS}(?:有哪些|有什么|列表|呢)?[?？。]?",
    rf"(?:show|list|open|find)?(?: me)?\s*(?:the |all )*{_FILES} (?:of|for|from|at) (?P<who>.{{2,40}}?)[?.]?",
    rf"(?:show|list|open|find)?(?: me)?\s*(?:the |all )*(?P<who>.{{2,40}}?)(?:'s|’s|s')?\s+{_FILES}[?.]?",
)
_ACTS = re.compile(
    r"[发寄传送交给签带拿补]|提醒|准备|整理|打印|\b(?:send|sent|print|bring|remind|prepare|sign)\b",
    re.IGNORECASE,
)


@capability.command(
    "文件", "附件", "文件呢", "看文件", "有文件吗", "有什么文件", "有哪些文件", "他的文件", "他们的文件", "这家的文件",
    "files", "attachments", "show files", "show me the files", "their files", "his files", "her files",
)  # fmt: skip
async def files(turn: Turn) -> Reply | None:
    """Those of the customer last spoken of; without one, those that wait."""
    last = turn.topic.get("customer")
    found = await turn.records.find(Customer, id=int(last)) if last else []
    return await _listing(turn, found[0]) if found else await mine(turn)


@capability.command("我的文件", "没归档的文件", "my files", "waiting files")
async def mine(turn: Turn) -> Reply | None:
    """One's own files that belong to no customer yet."""
    rows = await turn.records.find(Attachment, limit=NEWEST, by_id=turn.actor.id, customer_id=None)
    if not rows:
        return turn.say(_("No files are waiting for their customer."))
    count = await turn.records.count(Attachment, by_id=turn.actor.id, customer_id=None)
    words = (
        _("📎 {count} files belong to no customer yet")
        if count > 1
        else _("📎 1 file belongs to no customer yet")
    )
    return await _rows(turn, turn.t(words, count=count), rows, count)


@capability.pattern(*_OF)
async def files_of(turn: Turn) -> Reply | None:
    """`华峰的文件`, `files of Acme`: only where a customer is named clearly."""
    assert turn.found is not None
    who = turn.found["who"].strip(" “”\"'")
    if _ACTS.search(who):
        return None
    found = [hit.customer for hit in await clearly_named(turn, who) if hit.by != "contact"]
    if len(found) > 1:
        words = _("{count} fit “{name}”. Which one?")
        buttons = customer_choices(turn, found, "files.listed")
        return turn.say(words, buttons=buttons, count=len(found), name=who)
    return await _listing(turn, found[0]) if found else None


@capability.step
async def listed(turn: Turn) -> Reply | None:
    return await _listing(turn, await turn.records.get(Customer, int(turn.memory["customer"])))


@capability.shows("attachment")
async def open_row(turn: Turn) -> Reply | None:
    """Send the file itself; that somebody opened it is written down."""
    row = await turn.records.get(Attachment, turn.about[0].id)
    shown = file_name(turn, row)
    if row.reference is None:
        return turn.remark(_("{what} was not fetched. Please send it again."), what=shown)
    if row.size > LARGEST:
        return turn.remark(_("{what} is too large to be sent here."), what=shown)
    content = await turn.files.read(row.reference) if turn.files else None
    if content is None:
        return turn.remark(_("{what} can't be opened here."), what=shown)
    turn.records.audit("open", row)
    name = row.name or f"{file_name(turn, row)}-{row.id}{guess_extension(row.mime) or ''}"
    file = Enclosed(name=name, mime=row.mime, size=len(content), reference=data_address(row.mime, content))
    button = turn.button(
        _("Another customer") if row.customer_id else _("Choose a customer"),
        "attachment.other",
        files=[row.id],
    )
    return turn.say([f"📎 {shown}", shorten(row.words, 200)], files=[file], buttons=[button])


async def _listing(turn: Turn, customer: Customer) -> Reply:
    turn.speak_of(customer.id)
    rows = await turn.records.find(Attachment, limit=NEWEST, customer_id=customer.id)
    if not rows:
        return turn.say(
            _("No files of {customer} yet: send one with its name."),
            buttons=[brief_button(turn, _("Brief"), "find.open_one", customer)],
            customer=customer.name,
        )
    count = await turn.records.count(Attachment, customer_id=customer.id)
    words = _("📎 {customer} · {count} files") if count > 1 else _("📎 {customer} · 1 file")
    return await _rows(turn, turn.t(words, customer=customer.name, count=count), rows, count)


async def _rows(turn: Turn, head: str, rows: list[Attachment], count: int) -> Reply:
    """Numbered, the newest first: name, caption, day, by whom."""
    names = await turn.staff.names({row.by_id for row in rows})
    if count > len(rows):
        head = turn.t(_("{head}, the newest {most}:"), head=head, most=len(rows))
    lines = [head]
    for number, row in enumerate(rows, start=1):
        parts = [
            file_name(turn, row), shorten(row.words, 16), turn.day(turn.actor.day(row.created_at)),
            names.get(row.by_id, ""), "" if row.reference else turn.t(_("not fetched")),
        ]  # fmt: skip
        lines.append(f"{number} " + " · ".join(part for part in parts if part))
    return turn.say(lines, rows=[subject(row) for row in rows])
