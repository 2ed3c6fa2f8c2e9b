"""A date, time, range or length that a text names, resolved against the time of speaking."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Shape = Literal[
    "date", "datetime", "time", "daterange", "datetimerange", "timerange", "duration", "recurrence"
]
Direction = Literal["past", "future"]


@dataclass(frozen=True, slots=True)
class Found:
    """Naive local times, ends exclusive; `is_open` where a past and a coming day would both do."""

    shape: Shape
    start: datetime | None = None
    end: datetime | None = None
    seconds: float | None = None
    months: float | None = None
    text: str = ""
    span: tuple[int, int] = (0, 0)
    grain: str = ""
    edge: str = ""
    part: str = ""
    has_day: bool = False
    has_clock: bool = False
    deadline: bool = False
    after: bool = False
    is_open: bool = False
    guess: str | None = None
    weekday: int | None = None
    holiday: str = ""
    vague: bool = False
