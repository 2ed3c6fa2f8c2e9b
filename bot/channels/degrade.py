"""A reply cut down to what a channel can show: the one place where that is decided."""

from collections.abc import Sequence

from bot.channels import Limits
from bot.messages import Button, Outgoing, Reply, SentButton


def outgoing(
    key: str,
    conversation: str,
    reply: Reply,
    code: str,
    limits: Limits,
    *,
    left: Sequence[Button | None] | None = None,
    reminder: bool = False,
) -> Outgoing:
    """The message for a channel. `left` are the buttons that still work, each at its own place."""
    shown = list(reply.buttons) if left is None else list(left)
    numbered = len(reply.buttons) > 1 and not reply.rows
    buttons = [
        (place, button, _label(button, place, limits, numbered=numbered))
        for place, button in enumerate(shown)
        if button is not None
    ]
    text = reply.text
    if len(buttons) > limits.buttons:
        # more than the platform shows: numbered lines, whose numbers and labels work when typed
        text = "\n".join([text, *(label for _, _, label in buttons[limits.buttons :])])
        buttons = buttons[: limits.buttons]
    return Outgoing(
        key=key,
        conversation=conversation,
        text=text,
        buttons=tuple(
            SentButton(label=label, token="" if button.link else f"{code}.{place}", link=button.link)
            for place, button, label in buttons
        ),
        table=reply.table,
        files=reply.files if limits.files else (),
        reminder=reminder,
    )


def _label(button: Button, place: int, limits: Limits, *, numbered: bool) -> str:
    label = f"{place + 1} {button.label}" if numbered else button.label
    return label if len(label) <= limits.label else f"{label[: limits.label - 1]}…"
