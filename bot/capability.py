"""A capability: how it is recognised and its steps; and the registry that the front door fills."""

import re
import unicodedata
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field

from bot.language import Meaning
from bot.messages import Kind, Reply
from bot.turn import Turn

LONGEST_ORDER = 200
"""Characters up to which words may be an order that a pattern knows."""

Step = Callable[[Turn], Awaitable[Reply | None]]
"""One step of a conversation. None means: these words are not mine, let the next one look."""

Register = Callable[[Step], Step]


@dataclass(frozen=True)
class Pattern:
    expression: re.Pattern[str]
    step: Step
    longest: int = LONGEST_ORDER


@dataclass
class Capability:
    """One thing that a person can do. A module in `handlers/` makes one and calls it `capability`."""

    name: str
    steps: dict[str, Step] = field(default_factory=dict)
    commands: dict[str, Step] = field(default_factory=dict)
    patterns: list[Pattern] = field(default_factory=list)
    intents: dict[str, Step] = field(default_factory=dict)
    kinds: dict[str, Step] = field(default_factory=dict)
    subjects: dict[str, Step] = field(default_factory=dict)
    replies: dict[str, Step] = field(default_factory=dict)
    rest: Step | None = None
    menu: dict[str, tuple[str, str]] = field(default_factory=dict)

    def step(self, step: Step) -> Step:
        """A step that buttons and questions name: `<capability>.<function>`."""
        self.steps[f"{self.name}.{_name(step)}"] = step
        return step

    def command(self, *words: str, menu: tuple[str, str, str] | None = None) -> Register:
        """Runs on exactly these words, with or without a slash. `menu` is (command, Chinese, English)."""

        def register(step: Step) -> Step:
            self.commands.update({plain(word): step for word in words})
            if menu:
                self.commands[plain(menu[0])] = step
                self.menu[menu[0]] = menu[1:]
            return self.step(step)

        return register

    def pattern(self, *expressions: str, longest: int = LONGEST_ORDER) -> Register:
        """Runs where one of these matches the whole message; its groups are `turn.found`.

        Longer messages than `longest` are not looked at, so that no expression has long to think.
        """

        def register(step: Step) -> Step:
            self.patterns += [Pattern(re.compile(text, re.IGNORECASE), step, longest) for text in expressions]
            return self.step(step)

        return register

    def means(self, *intents: str) -> Register:
        """Runs where the sentence means one of these."""
        return self._into(self.intents, intents)

    def receives(self, *kinds: Kind) -> Register:
        """Runs on messages of these kinds."""
        return self._into(self.kinds, kinds)

    def shows(self, *models: str) -> Register:
        """Runs where a numbered row of such a record is chosen; the record is `turn.about[0]`."""
        return self._into(self.subjects, models)

    def answers(self, *models: str) -> Register:
        """Runs where a message replies to a card about such a record; the records are `turn.about`."""
        return self._into(self.replies, models)

    def otherwise(self, step: Step) -> Step:
        """Runs where nobody else wanted the message."""
        self.rest = step
        return self.step(step)

    def _into(self, table: dict[str, Step], keys: Iterable[str]) -> Register:
        def register(step: Step) -> Step:
            table.update(dict.fromkeys(keys, step))
            return self.step(step)

        return register


@dataclass(frozen=True)
class House:
    """All capabilities, looked up by what starts them."""

    steps: Mapping[str, Step]
    commands: Mapping[str, Step]
    patterns: tuple[Pattern, ...]
    intents: Mapping[str, Step]
    kinds: Mapping[str, Step]
    subjects: Mapping[str, Step]
    replies: Mapping[str, Step]
    rest: Step
    menu: Mapping[str, tuple[str, str]]

    @classmethod
    def of(cls, capabilities: Iterable[Capability]) -> "House":
        """Put them together; two that claim the same command, step or intent are an error."""
        everyone = list(capabilities)
        rests = [one.rest for one in everyone if one.rest]
        if len(rests) != 1:
            raise ValueError("exactly one capability takes what nobody wants")
        return cls(
            steps=_merged(one.steps for one in everyone),
            commands=_merged(one.commands for one in everyone),
            patterns=tuple(pattern for one in everyone for pattern in one.patterns),
            intents=_merged(one.intents for one in everyone),
            kinds=_merged(one.kinds for one in everyone),
            subjects=_merged(one.subjects for one in everyone),
            replies=_merged(one.replies for one in everyone),
            rest=rests[0],
            menu={name: words for one in everyone for name, words in one.menu.items()},
        )

    def command_for(self, text: str) -> Step | None:
        return self.commands.get(plain(text))

    def orders(self, text: str) -> list[Step]:
        """The steps of the command and of the patterns that these words fit, as they are asked in turn."""
        command = self.command_for(text)
        patterns = [pattern for pattern in self.patterns if len(text) <= pattern.longest]
        found = [(pattern.step, pattern.expression.fullmatch(text.strip())) for pattern in patterns]
        fitting = [_finding(step, match) for step, match in found if match]
        return [command, *fitting] if command else fitting

    def intent_for(self, meaning: Meaning) -> Step | None:
        return self.intents.get(meaning.intent)


def plain(text: str) -> str:
    """Words as they are compared: half width, lower case, no slash, no spaces at the ends, no final stop."""
    text = unicodedata.normalize("NFKC", text).strip().casefold()
    return text.removeprefix("/").strip(" .。!！?？~～,，;；:：")


def _merged(tables: Iterable[Mapping[str, Step]]) -> dict[str, Step]:
    merged: dict[str, Step] = {}
    for table in tables:
        if twice := merged.keys() & table.keys():
            raise ValueError(f"claimed twice: {', '.join(sorted(twice))}")
        merged.update(table)
    return merged


def _finding(step: Step, found: re.Match[str]) -> Step:
    async def run(turn: Turn) -> Reply | None:
        turn.found = found
        return await step(turn)

    return run


def _name(step: Step) -> str:
    return str(getattr(step, "__name__", ""))
