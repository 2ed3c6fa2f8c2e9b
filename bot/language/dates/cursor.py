"""Reading along the tokens, with the time of speaking at hand."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.language.dates.calendar import add_days
from bot.language.dates.pieces import Piece
from bot.language.dates.tokens import Token

Hit = tuple[Piece, int] | None
Reader = Callable[["Cursor", int], Hit]

_END = Token("end", 10**9, 10**9)


@dataclass(frozen=True, slots=True)
class Cursor:
    """Tokens under the eye; `now` is naive local time, `readers` say what may begin with which token."""

    tokens: tuple[Token, ...]
    now: datetime
    text: str
    readers: Mapping[str, tuple[Reader, ...]]
    workdays: Mapping[date, bool] | None = None

    @property
    def today(self) -> date:
        return self.now.date()

    def at(self, i: int) -> Token:
        return self.tokens[i] if 0 <= i < len(self.tokens) else _END

    def kind(self, i: int) -> str:
        return self.tokens[i].kind if 0 <= i < len(self.tokens) else "end"

    def unit(self, i: int) -> str:
        """The unit named at i, or nothing."""
        token = self.at(i)
        if token.kind == "num" and token.raw == "second":
            return "second"
        return token.s if token.kind == "unit" else ""

    def is_punct(self, i: int, *marks: str) -> bool:
        token = self.at(i)
        return token.kind == "punct" and token.s in marks

    def touches(self, i: int) -> bool:
        """No space between the token at i and the one before it."""
        return i > 0 and self.at(i).start == self.at(i - 1).end

    def number(self, i: int) -> float | None:
        token = self.at(i)
        return token.n if token.kind == "num" else None


def day_span(day: date, days: int = 1) -> tuple[date, date]:
    return day, add_days(day, days)


def day_piece(day: date, **slots: object) -> Piece:
    return Piece(span=day_span(day), grain="day", **slots)  # type: ignore[arg-type]  # slots of Piece


def shifted(moment: datetime, delta: timedelta) -> datetime:
    try:
        return moment + delta
    except OverflowError:
        return moment
