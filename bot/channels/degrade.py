"""A reply cut down to what a channel can show: the one place where that is decided."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.channels import Limits
from bot.channels.attachments import XLSX, data_address
from bot.channels.layout import shorten, split, table_parts
from bot.channels.sheets import sheet
from bot.messages import Attachment, Button, Outgoing, Part, Reply, SentButton, Table

MOST_ROWS = 10
"""Rows of a table that a phone shows; the whole of a longer one goes along as a file."""
CARD_TITLE = 36
"""Characters of the title over buttons that stand apart from their words."""
HEARD = "🎤"
"""What the line begins with that repeats what was dictated."""


def outgoing(
    key: str,
    conversation: str,
    reply: Reply,
    code: str,
    limits: Limits,
    *,
    left: Sequence[Button | None] | None = None,
    reminder: bool = False,
    ticket: str | None = None,
) -> Outgoing:
    """The message for a channel. `left` are the buttons that still work, each at its own place."""
    shown = list(reply.buttons) if left is None else list(left)
    numbered = len(reply.buttons) > 1 and not reply.rows
    full = [
        (f"{place + 1} {button.label}" if numbered else button.label, button, place)
        for place, button in enumerate(shown)
        if button is not None
    ]
    buttons = tuple(
        SentButton(
            label=shorten(label, limits.label),
            token="" if button.link else f"{code}.{place}",
            link=button.link,
        )
        for label, button, place in full[: limits.buttons]
    )
    text = "\n".join([reply.text, *_listed(full, limits)])
    table, files = reply.table, reply.files
    if table is not None and len(table.rows) > MOST_ROWS:
        if limits.files:
            files = (*files, _as_file(table))
        table = table.model_copy(update={"rows": table.rows[:MOST_ROWS]})
    return Outgoing(
        key=key,
        conversation=conversation,
        text=text,
        parts=tuple(_parts(text, table, limits, with_buttons=bool(buttons))),
        buttons=buttons,
        table=table if limits.table == "native" else None,
        files=files if limits.files else (),
        reminder=reminder,
        ticket=ticket,
    )


def _listed(full: Sequence[tuple[str, Button, int]], limits: Limits) -> list[str]:
    """The choices that no button shows whole, as lines whose numbers and labels work when typed.

    Where one is cut all are listed: a list with gaps would be read as a list of something else.
    """
    labels = [label for label, _, _ in full]
    cut = any(len(label) > limits.label for label in labels[: limits.buttons])
    return labels if cut else labels[limits.buttons :]


def _parts(text: str, table: Table | None, limits: Limits, *, with_buttons: bool) -> Iterator[Part]:
    """The words in reading order, at least one part; the last is short where it bears buttons on a card."""
    parts = [Part(text=piece) for piece in split(text.strip(), limits.text, limits.measure)]
    if table is not None and limits.table != "native":
        monospace = limits.table == "monospace"
        parts = _joined(parts, table_parts(table, limits.text, limits.measure, monospace=monospace), limits)
    parts = parts or [Part(text="")]
    yield from parts
    if with_buttons and limits.card and (len(parts) > 1 or len(parts[0].text) > limits.card):
        yield Part(text=headline(text))


def headline(text: str) -> str:
    """The line that names what a text is about, cut to a title: not the one that repeats what was dictated."""
    lines = text.strip().split("\n")
    return shorten(lines[1] if len(lines) > 1 and lines[0].startswith(HEARD) else lines[0], CARD_TITLE)


def _joined(before: list[Part], after: list[Part], limits: Limits) -> list[Part]:
    """Words and table in as few parts as they fit into."""
    for last, first in pairwise([*before[-1:], *after[:1]]):
        joined = f"{last.text}\n\n{first.text}"
        if limits.measure(joined) <= limits.text:
            return [*before[:-1], Part(text=joined, monospace=first.monospace), *after[1:]]
    return before + after


def _as_file(table: Table) -> Attachment:
    content = sheet([table.header, *table.rows])
    name = f"{'-'.join(table.header[:2])}.xlsx"
    return Attachment(name=name, mime=XLSX, size=len(content), reference=data_address(XLSX, content))
