"""Whose list is asked for: one's own, a colleague's whom one leads, the team's."""

import re
from dataclasses import dataclass

from bot.turn import Turn
from store.actors import Refused

_MYSELF = re.compile(r"(?:我自己|我|本人|自己|i|me|my|mine|myself)?(?:的)?", re.IGNORECASE)
_TEAM = re.compile(
    r"(?:我们?)?(?:团队|全队|全组|我们组|本组|组里|部门|大家|手下|下属|我们|所有人)(?:的)?|"
    r"(?:the |my |our )?team(?:'s|s)?|our|we|everybody(?:'s)?|everyone(?:'s)?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Whose:
    """The people asked about (None: everybody who may be seen), and the name where it is a colleague."""

    ids: tuple[int, ...] | None
    name: str = ""


async def whose(turn: Turn, words: str) -> Whose | None:
    """The people that these words name; None where they name nobody. Raises Refused for others' people."""
    words = words.strip()
    if _MYSELF.fullmatch(words):
        return Whose((turn.actor.id,))
    if _TEAM.fullmatch(words):
        return _team(turn)
    person = await turn.staff.named(re.sub(r"(?:的|'s|’s)$", "", words).strip())
    if person is None:
        return None
    if person.id == turn.actor.id:
        return Whose((person.id,))
    if person.id not in turn.actor.reports and turn.actor.role != "executive":
        raise Refused("You can only look at your own customers.")
    return Whose((person.id,), person.name)


def _team(turn: Turn) -> Whose:
    match turn.actor.role:
        case "manager":
            return Whose((turn.actor.id, *turn.actor.reports))
        case "executive":
            return Whose(None)
        case "rep" | "service" | "finance" | "admin":
            return Whose((turn.actor.id,))
