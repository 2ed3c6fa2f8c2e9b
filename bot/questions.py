"""An open question and words that were no answer to it: it stays open, or what it had gathered is kept."""

from bot.messages import Reply
from bot.texts import _
from bot.turn import Turn

MOST_LINES = 8


def only_looks(reply: Reply) -> bool:
    """Whether an answer offers nothing to choose that would take the place of an open question."""
    return all(button.once == "never" for button in reply.buttons)


def still_asked(turn: Turn, reply: Reply) -> Reply:
    """What was merely looked up closes no question: it is still open, and that is said."""
    if not reply.text or reply.text.count("\n") + 2 > MOST_LINES:
        return reply
    words = turn.t(_("(My question before is still open; “cancel” ends it.)"))
    return reply.model_copy(update={"text": f"{reply.text}\n{words}"})


def set_aside(turn: Turn, reply: Reply) -> Reply:
    """Say that what was not finished is a draft now."""
    words = turn.t(_("(What you had not finished is kept: “drafts” shows it.)"))
    return reply.model_copy(update={"text": f"{reply.text}\n{words}"})
