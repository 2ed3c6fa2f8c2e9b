"""Files and pictures that are sent in: kept at once, fetched by an errand, put where they belong."""

import re
from collections.abc import Sequence

from bot.cards import shorten
from bot.messages import Errand, Reply
from bot.texts import _
from bot.turn import Turn
from store import attachments
from store.columns import Numbered
from store.models import Attachment

_UNPRINTABLE = re.compile(r"[\\/\x00-\x1f\x7f]+")
_NAMED = 3


async def keep(turn: Turn) -> list[Attachment]:
    """A row for every file of a message, and an errand that brings its content."""
    incoming, rows = turn.incoming, []
    picture = incoming.kind == "image"
    for place, sent in enumerate(incoming.attachments):
        row = await turn.records.add(
            Attachment(
                by_id=turn.actor.id,
                name="" if picture else clean_file_name(sent.name),  # a picture's name is the chat app's own
                mime=sent.mime,
                size=sent.size,
                words=turn.words,
                source_key=f"{incoming.channel}:{incoming.dedupe_key}:{place}",
                created_at=turn.records.now,
            )
        )
        memory = {"attachment": row.id, "source": row.source_key, "picture": picture}
        turn.send_for(Errand(what="file", file=sent, memory=memory))
        rows.append(row)
    return rows


async def brought(turn: Turn) -> Reply:
    """The content is there: nothing is said. Where it could not be had, somebody must send it again."""
    errand, came = turn.incoming.errand, turn.incoming.attachments
    memory = errand.memory if errand else {}
    if came:
        name = "" if memory.get("picture") else clean_file_name(came[0].name)
        await attachments.fetched(
            turn.records, str(memory.get("source", "")), reference=came[0].reference,
            name=name, mime=came[0].mime, size=came[0].size,
        )  # fmt: skip
        return turn.remark("")
    name = clean_file_name(errand.file.name) if errand and errand.file else ""
    if name and not memory.get("picture"):
        words = _("{what} could not be fetched (too large, or there no more). Please send it again.")
        return turn.remark(words, what=shorten(name, 40))
    return turn.remark(
        _("That picture could not be fetched (it is only kept for a few minutes). Please send it again.")
        if memory.get("picture")
        else _("That file could not be fetched (it is only kept for a few minutes). Please send it again.")
    )


async def adopt(turn: Turn, customer_id: int, record: Numbered | None = None, words: str = "") -> None:
    """Give a customer the files that came with these words, or were asked about just before.

    Called by whoever puts something on file.
    """
    asked = turn.topic.pop("files", [])
    with_words = turn.incoming.attachments or words != turn.words  # else they came without a file
    rows = await attachments.waiting_with(turn.records, words) if with_words else []
    if asked:
        known = {row.id for row in rows}
        rows += [
            row
            for row in await attachments.just_sent(turn.records)
            if row.id in asked and row.id not in known
        ]
    rows = [row for row in rows if row.customer_id in (None, customer_id)]
    if not rows:
        return
    await attachments.put(turn.records, rows, customer_id, record)
    if not turn.incoming.attachments:
        note(turn, turn.t(_("📎 With it: {what}"), what=what(turn, rows)))


def note(turn: Turn, line: str) -> None:
    """A line under whatever answers this message."""
    turn.footnote = f"{turn.footnote}\n{line}" if turn.footnote else line


def what(turn: Turn, rows: Sequence[Attachment]) -> str:
    """`合同.pdf`, `picture, plan.pdf`, `5 files`."""
    if len(rows) > _NAMED:
        return turn.t(_("{count} files"), count=len(rows))
    return turn.t(_(", ")).join(file_name(turn, row) for row in rows)


def file_name(turn: Turn, row: Attachment) -> str:
    """A file's name as a line shows it; pictures have none."""
    if row.name:
        return shorten(row.name, 40)
    return turn.t(_("picture")) if row.mime.startswith("image/") else turn.t(_("file"))


def clean_file_name(name: str) -> str:
    """A name without folders and invisible characters."""
    return _UNPRINTABLE.sub("_", name).strip()[:200]
