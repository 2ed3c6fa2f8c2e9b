"""Short answers to an open question: leave it, there is none, go on without."""

from bot.capability import plain
from bot.messages import Button
from bot.naming import LONGEST_NAME
from bot.newcomers import CREATE_WORDS
from bot.texts import _
from bot.turn import Turn

_CANCEL = frozenset(
    {"取消", "算了", "不要了", "不用了", "不记了", "不建了", "放弃", "退出", "停", "别建了"}
    | {"cancel", "never mind", "nevermind", "stop", "quit", "forget it", "leave it", "abort"}
)
_NONE = frozenset(
    {
        "没有",
        "无",
        "暂无",
        "还没有",
        "没",
        "不知道",
        "暂时没有",
        "跳过",
        "略",
        "空",
        "先不填",
        "以后",
        "以后再说",
        "不填",
    }
    | {
        "none",
        "no",
        "none yet",
        "not yet",
        "skip",
        "nobody",
        "later",
        "unknown",
        "n/a",
        "na",
        "-",
        "don't know",
    }
)


def says_cancel(text: str) -> bool:
    return plain(text) in _CANCEL


def says_none(text: str) -> bool:
    """There is none, or it is left out."""
    return plain(text) in _NONE


async def is_other_business(turn: Turn) -> bool:
    """Whether words typed at a question are no answer but a question or a task of their own."""
    order = CREATE_WORDS.match(turn.text)
    if order and len(order[0].strip()) > 1 and order.end() < len(turn.text):
        return True
    return (await turn.meaning()).intent in ("query", "reminder", "contract")


async def is_a_sentence(turn: Turn) -> bool:
    """Whether words typed where a name was asked for tell or ask something of their own."""
    meaning = await turn.meaning()
    if meaning.intent in ("query", "reminder", "contract") or len(turn.text) > LONGEST_NAME:
        return True
    told = ((entry.method, entry.occurred, entry.feedback, *entry.commitments) for entry in meaning.entries)
    return meaning.intent == "log" and any(any(facts) for facts in told)


def cancel_button(turn: Turn) -> list[Button]:
    """The way out of a question."""
    return [turn.choice(_("Cancel"), "find.never_mind")]
