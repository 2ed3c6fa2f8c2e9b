"""How to use it, on one card: sentences to type, and the three commonest buttons."""

from bot.capability import Capability
from bot.messages import Reply
from bot.texts import _
from bot.turn import Turn

capability = Capability("help")


@capability.command(
    "帮助", "怎么用", "使用说明", "使用帮助", "说明", "你会什么", "你能做什么",
    "help me", "how does this work", "what can you do", "start", menu=("help", "怎么用", "How to use it"),
)  # fmt: skip
async def explain(turn: Turn) -> Reply | None:
    """At most eight lines, each a sentence that works when it is typed."""
    lines = [
        turn.t(_("Just say it; examples:")),
        turn.t(_("• Log: visited Acme (Bob) today, wants a quote by Friday, follow up next Tuesday")),
        turn.t(_("• Fix: not Tuesday, Wednesday · note: he wants samples · undo")),
        turn.t(_("• Ask: Acme · Bob's phone · today · overdue")),
        turn.t(_("• Remind: remind me 9am tomorrow to send the contract")),
        turn.t(_("• New: new customer Acme Ltd, Bob, +1 415 555 2671, wants a quote")),
        turn.t(_("• Every button also works when its number or words are typed.")),
    ]
    if turn.actor.role == "admin":
        lines.append(turn.t(_("• People: add person Li rep team East · invite Li · people · release Li")))
    return turn.say(
        lines,
        buttons=[
            turn.button(_("Today"), "today.today", once="never"),
            turn.button(_("New customer"), "customer.start", once="never"),
            turn.button(_("Settings"), "preferences.show", once="never"),
        ],
    )


@capability.pattern(r"/start\s+\S+")
async def bound_already(turn: Turn) -> Reply | None:
    """An invitation's link, opened by somebody who is bound."""
    return await explain(turn)
