"""A turn: one message of one person, and all that a step may touch."""

import re
from collections.abc import Awaitable, Callable, Container, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from bot.language import MOST_READ, KnownContact, KnownCustomer, Meaning, When, read_when, understand
from bot.language.dates.calendar import is_workday, last_official_year
from bot.language.words import WORDS
from bot.language.words import Words as Vocabulary
from bot.messages import Aside, Ask, Attachment, Button, Errand, Incoming, Reply, Subject, Table
from bot.texts import _, show_day, show_moment, translate
from store.actors import Actor
from store.files import Files
from store.models import Customer
from store.records import Records
from store.search import contacts_mentioned, mentioned
from store.staff import Staff

Words = str | Sequence[str]
Orders = Callable[[str], Sequence[Callable[["Turn"], Awaitable[Reply | None]]]]


_COUNTED = re.compile(
    r"工作日|[节假](?:期|日)?(?:结束|过)?(?:之|以)?后|\b(?:business|working|work|week) ?days?\b|\bafter .*holiday",
    re.IGNORECASE,
)
"""Dates that cannot be told without knowing which days are worked."""
_AFTER = "after the holiday"


def _no_orders(text: str) -> tuple[()]:
    return ()


@dataclass
class Turn:
    """What a step sees. `now` is the time of speaking (UTC); `today` is the person's day then.

    `memory` belongs to the question or button that led here; `topic` is what was last spoken of
    and outlives the turn; `about` holds the records of the card that was tapped or replied to,
    `change_id` what that card's own turn changed.
    """

    incoming: Incoming
    actor: Actor
    records: Records
    staff: Staff
    language: str
    text: str
    memory: dict[str, Any] = field(default_factory=dict)
    topic: dict[str, Any] = field(default_factory=dict)
    about: tuple[Subject, ...] = ()
    rows: tuple[Subject, ...] = ()
    change_id: int | None = None
    asking: str | None = None  # the step whose question is open
    replies: bool = False  # the message answers one of our messages
    tapped: bool = False
    passed: bool = False  # a question that takes free words is open, and these words were no answer to it
    earlier: tuple[tuple[Subject, ...], ...] = ()  # what the cards so far were about, the newest first
    found: re.Match[str] | None = None
    footnote: str = ""  # a last line under whatever answers this message
    link_base: str = ""  # where a one-time token binds by a tap; empty without Telegram
    files: Files | None = None  # what was sent in, by reference
    errands: list[Errand] = field(default_factory=list)
    commands: Container[str] = ()  # the words that are commands by themselves, in their plain form
    vocabulary: Vocabulary = WORDS  # with the team's own words and days
    title: str = ""  # what the change set of this turn is called
    orders: Orders = _no_orders  # the steps that words would start as a command, for words that may be a name
    _meaning: Meaning | None = None

    @property
    def words(self) -> str:
        """The message whole; `text` is as much of it as is read."""
        return self.incoming.text

    @property
    def now(self) -> datetime:
        return self.incoming.said_at

    @property
    def local(self) -> datetime:
        return self.actor.local(self.now)

    @property
    def today(self) -> date:
        return self.local.date()

    @property
    def private(self) -> bool:
        return not self.incoming.is_group

    def is_workday(self, day: date) -> bool:
        """Whether people work that day, by the team's own calendar first."""
        return is_workday(day, calendar=self.vocabulary.workdays)

    def whens(self, words: str) -> list[When]:
        """Every date of a short answer; open ones lie ahead."""
        return read_when(words, now=self.local, words=self.vocabulary)

    def t(self, message: str, /, **facts: object) -> str:
        """The message in the language of this turn."""
        return translate(self.language, message, **facts)

    def day(self, day: date) -> str:
        return show_day(day, self.language, today=self.today)

    def moment(self, moment: datetime) -> str:
        """A moment on the person's clock."""
        return show_moment(self.actor.local(moment), self.language, today=self.today)

    def say(
        self, words: Words, *, buttons: Sequence[Button] = (), table: Table | None = None,
        files: Sequence[Attachment] = (), about: Sequence[Subject] = (), rows: Sequence[Subject] = (),
        **facts: object,
    ) -> Reply:  # fmt: skip
        """An answer that ends the open question. `words` is a message, or the lines of a card."""
        return Reply(
            text=self._text(words, facts), buttons=tuple(buttons), table=table,
            files=tuple(files), about=tuple(about), rows=tuple(rows),
        )  # fmt: skip

    def remark(
        self, words: Words, *, buttons: Sequence[Button] = (), rows: Sequence[Subject] = (), **facts: object
    ) -> Aside:
        """An answer that leaves the open question open."""
        return Aside(text=self._text(words, facts), buttons=tuple(buttons), rows=tuple(rows))

    def ask(
        self, words: Words, *, then: str, memory: dict[str, Any] | None = None,
        buttons: Sequence[Button] = (), about: Sequence[Subject] = (), **facts: object,
    ) -> Ask:  # fmt: skip
        """A question: the next words go to the step `then`."""
        return Ask(
            text=self._text(words, facts),
            then=then,
            memory=memory or {},
            buttons=tuple(buttons),
            about=tuple(about),
        )

    def button(self, label: str, then: str, *, once: str = "button", **memory: Any) -> Button:
        """A button whose label is a message; `choice` makes the first press use up the whole card."""
        return Button(label=self.t(label), then=then, memory=memory, once=once)  # type: ignore[arg-type]  # checked by pydantic

    def choice(self, label: str, then: str, **memory: Any) -> Button:
        return self.button(label, then, once="card", **memory)

    def send_for(self, errand: Errand) -> None:
        """Ask the channel to bring something; it comes in as a message of its own."""
        self.errands.append(errand)

    def speak_of(self, customer_id: int) -> None:
        """From here on this customer is the one last spoken of, in these very words too."""
        self.topic["customer"] = customer_id
        self._meaning = None

    async def meaning(self) -> Meaning:
        """What the words mean, read once against the customers that this person may see."""
        if self._meaning is None:
            self._meaning = await self.read(self.text)
        return self._meaning

    async def read(self, text: str) -> Meaning:
        """What other words mean, such as those of an earlier message that were kept."""
        text = text[:MOST_READ]
        customers = [
            pair for pair in await mentioned(self.records, text) if not self._is_a_date(pair[0].name, text)
        ]
        contacts = await contacts_mentioned(self.records, text, (customer.id for customer, _ in customers))
        meaning = understand(
            text,
            now=self.local,
            customers=[KnownCustomer(customer.id, customer.name, aliases) for customer, aliases in customers],
            contacts=[KnownContact(row.id, row.customer_id, row.name, row.title) for row in contacts],
            last_customer=await self._last_customer(),
            words=self.vocabulary,
        )
        self._note_calendar(meaning.dates)
        return meaning

    def _note_calendar(self, dates: Sequence[When]) -> None:
        """A last line where working days of a year were counted whose days off nobody has announced yet."""
        counted = [when.day.year for when in dates if _COUNTED.search(when.text) or when.guess == _AFTER]
        years = {day.year for day in self.vocabulary.workdays}
        unknown = [year for year in counted if year not in years and year > last_official_year()]
        if not unknown:
            return
        words = _(
            "(The days off of {year} aren't known yet: counted Monday to Friday and by statutory holidays. "
            "An admin can add them: “day off {year}-01-01”.)"
        )
        line = self.t(words, year=unknown[0])
        if line not in self.footnote:
            self.footnote = "\n".join(filter(None, [self.footnote, line]))

    async def _last_customer(self) -> int | None:
        """The customer last spoken of, while it is there and may be seen."""
        last = self.topic.get("customer")
        if last is None or not await self.records.count(Customer, id=int(last)):
            self.topic.pop("customer", None)
            return None
        return int(last)

    def _is_a_date(self, name: str, text: str) -> bool:
        """Whether a customer is called like a day, as 今天, and the text says more than its name."""
        if len(name) > 8 or text.strip() == name:
            return False
        return any(when.text == name for when in self.whens(name))

    def _text(self, words: Words, facts: dict[str, object]) -> str:
        if isinstance(words, str):
            return self.t(words, **facts)
        return "\n".join(line for line in words if line)
