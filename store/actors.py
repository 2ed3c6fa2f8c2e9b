"""Who acts: the person behind a message, with what decides their rights."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal
from zoneinfo import ZoneInfo

Role = Literal["rep", "manager", "executive", "service", "finance", "admin"]


@dataclass(frozen=True)
class Actor:
    """A bound person. `reports` are the ids of those whose customers a manager sees.

    Clock times are in the person's own zone; reminders without a time come at `remind_at`,
    the morning digest at `digest_at`, nothing unasked between `quiet_from` and `quiet_until`.
    """

    id: int
    name: str
    role: Role
    language: str = "zh"
    timezone: str = "Asia/Shanghai"
    reports: tuple[int, ...] = ()
    quiet_from: time = time(20, 0)
    quiet_until: time = time(8, 0)
    digest_at: time = time(8, 33)
    remind_at: time = time(9, 33)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def local(self, moment: datetime) -> datetime:
        """The moment on this person's wall clock."""
        return moment.astimezone(self.zone)

    def day(self, moment: datetime) -> date:
        return self.local(moment).date()


class NotFound(Exception):
    """Not there, or not yours: the same answer for both. `facts` are for the audit alone."""

    def __init__(self, text: str = "not found", **facts: object) -> None:
        super().__init__(text)
        self.facts = facts


class Refused(Exception):
    """A rule says no; the person reads `text`, filled with `facts`."""

    def __init__(self, text: str, **facts: object) -> None:
        super().__init__(text)
        self.text = text
        self.facts = facts
