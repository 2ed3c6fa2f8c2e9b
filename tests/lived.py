"""Lives a scripted day on one platform and writes down what each person saw."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from store import people
from store.db import Database
from tests.day import Binds, Says, Step, Taps, Time
from tests.house import Clock
from tests.street import Phone, Platform, Shown, Street, street

BETWEEN = 20.0
"""Seconds between two steps."""


@dataclass
class Lived:
    """The transcript, and what a step should have shown and did not."""

    lines: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


@dataclass
class Day:
    """A day under way: the phones in people's hands, and what was on their screens before."""

    street: Street
    clock: Clock
    lived: Lived = field(default_factory=Lived)
    phones: dict[str, Phone] = field(default_factory=dict)
    before: dict[str, list[tuple[str, tuple[str, ...]]]] = field(default_factory=dict)

    async def step(self, step: Step) -> None:
        self.clock.forward(seconds=BETWEEN)
        match step:
            case Time():
                self.clock.set(step.at)
                self.lived.lines.append(f"\n*{step.at}*")
                await self.street.remind()
            case Says():
                self.lived.lines.append(f"\n**{step.who}**: {step.words}")
                await self._act(step.who, words=step.words)
            case Taps():
                label = await self._label(step.who, step.label)
                self.lived.lines.append(f"\n**{step.who}** → [{label}]")
                await self._act(step.who, label=label)
            case Binds():
                await self._bind(step.who)
        who = step.who
        shown = await self._new(who) if who else ""
        if isinstance(step, Binds) and self.street.platform.channel == "web":
            return  # signing in opens the page; nothing is said
        self.lived.missing += [f"{step}: {words}" for words in step.sees if words not in shown]
        if isinstance(step, Says) and step.quiet and shown:
            self.lived.missing.append(f"{step}: an answer")

    async def _act(self, who: str, *, words: str = "", label: str = "") -> None:
        phone, count = await self.phone(who), self.street.accepted
        await (phone.says(words) if words else phone.taps(label))
        await self.street.quiet(count + 1)

    async def _bind(self, who: str) -> None:
        admin = self.phones["老板"]
        code = re.search(r"\b\d{6}\b", "\n".join(shown.text for shown in reversed(admin.seen)))
        assert code
        phone, count = await self.phone(who), self.street.accepted
        self.lived.lines.append(f"\n**{who}**: {'·' * 6}")
        await self.street.platform.bind(phone, code[0])
        await self.street.quiet(count + (self.street.platform.channel != "web"))

    async def phone(self, who: str) -> Phone:
        if who not in self.phones:
            language = "en" if who.isascii() else "zh"
            self.phones[who] = await self.street.platform.phone(who, language)
            if who == "老板" and self.street.platform.channel == "web":
                await self._sign_in(self.phones[who])
        return self.phones[who]

    async def _sign_in(self, phone: Phone) -> None:
        """An admin's first way into the web chat is a code from the terminal."""
        async with self.street.service.database.begin() as session:
            (admin,) = await people.with_role(session, "admin")
            invitation = await people.invite(session, admin.id, self.clock())
        await self.street.platform.bind(phone, invitation.code)

    async def _label(self, who: str, part: str) -> str:
        phone = await self.phone(who)
        await _look(phone)
        for shown in reversed(phone.seen):
            for label in shown.labels:
                if part in label:
                    return label
        raise AssertionError(f"no button {part!r} on {phone.seen[-1]}")

    async def _new(self, who: str) -> str:
        """What the screen shows that it did not show before, written down."""
        phone = await self.phone(who)
        await _look(phone)
        now = [(shown.text, tuple(shown.labels)) for shown in phone.seen]
        before, self.before[who] = self.before.get(who, []), now
        changed = [
            (shown, at < len(before))
            for at, shown in enumerate(phone.seen)
            if at >= len(before) or before[at] != now[at]
        ]
        for shown, is_edit in changed:
            self.lived.lines += _drawn(shown, is_edit)
        return "\n".join("\n".join([s.text, *s.labels, *_cells(s)]) for s, _ in changed)


def _drawn(shown: Shown, is_edit: bool) -> list[str]:
    """One message as a quoted block: its words, its table, its files, its buttons."""
    lines = [f"📎 {name}" for name in _files(shown)] + shown.text.splitlines()
    lines += [" | ".join(row) for row in getattr(shown, "table", ())]
    if shown.labels:
        lines.append(" ".join(f"[{label}]" for label in shown.labels))
    head = ["", "*(the card now:)*"] if is_edit else [""]
    return [*head, *(f"> {line}  " for line in lines)]


def _files(shown: Shown) -> Sequence[str]:
    if files := getattr(shown, "files", ()):
        return tuple(files)
    file = getattr(shown, "file", "")
    return (file[0] if isinstance(file, tuple) else file,) if file else ()


def _cells(shown: Shown) -> list[str]:
    return [cell for row in getattr(shown, "table", ()) for cell in row]


async def _look(phone: Phone) -> None:
    if hasattr(phone, "looks"):
        await phone.looks()


async def live(
    platform: Platform, script: Sequence[Step], database: Database, folder: Path, clock: Clock
) -> Lived:
    """Live a day from its beginning to its end."""
    clock.set("2026-05-06 16:30")
    async with street(platform, database, folder, clock) as here:
        day = Day(here, clock)
        for step in script:
            await day.step(step)
        return day.lived
