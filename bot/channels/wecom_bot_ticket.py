"""What WeCom's bot gives us to answer one very message: a request id that lives for minutes or seconds."""

import json
from dataclasses import dataclass, field
from typing import Literal

REMEMBERED = 10_000

Kind = Literal["message", "tap", "entry"]
LIFE: dict[Kind, float] = {"message": 330.0, "tap": 5.0, "entry": 5.0}
"""Seconds that a request id answers; of the six minutes of a message, half a one is left for the way."""


@dataclass(frozen=True)
class Ticket:
    """The request id of a message, a tap on a card or an entry into the chat, and when it came (epoch)."""

    kind: Kind
    req_id: str
    came: float
    task_id: str = ""  # the card that was tapped

    def pack(self) -> str:
        return json.dumps([self.kind, self.req_id, self.came, self.task_id])

    def is_fresh(self, now: float) -> bool:
        return now - self.came <= LIFE[self.kind]


def unpack(packed: str | None) -> Ticket | None:
    """The ticket as `pack` wrote it; None for anything else."""
    try:
        kind, req_id, came, task_id = json.loads(packed or "")
        if kind in LIFE and isinstance(req_id, str) and isinstance(task_id, str):
            return Ticket(kind, req_id, float(came), task_id)
    except (ValueError, TypeError):
        return None
    return None


@dataclass
class Used:
    """Request ids that have been answered: each answers once."""

    _ids: dict[str, None] = field(default_factory=dict)

    def __contains__(self, ticket: Ticket) -> bool:
        return ticket.req_id in self._ids

    def add(self, ticket: Ticket) -> None:
        self._ids[ticket.req_id] = None
        while len(self._ids) > REMEMBERED:
            del self._ids[next(iter(self._ids))]
