"""Days off and days worked as an admin writes them: one, a stretch, or the notice of a whole year."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.language.dates.calendar import make_date

LONGEST = 60
"""Days that one stretch may have; a longer one is a slip of the pen."""
_DAY = timedelta(days=1)
_TO = r"\s*(?:到|至|~|～|—|–|-|to|until|till|through)\s*"
_FIRST = r"(?:(?P<y>\d{4})\s*[-/.年]\s*)?(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})\s*[日号]?"
_WEEKDAY = r"(?:\s*[(（]?(?:(?:周|星期|礼拜)[一二三四五六日天]|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)[)）]?)?"
_LAST = r"(?:(?:(?P<y2>\d{4})\s*[-/.年]\s*)?(?P<m2>\d{1,2})\s*[-/.月]\s*)?(?P<d2>\d{1,2})\s*[日号]?"
_STRETCH = rf"(?<![\d.]){_FIRST}{_WEEKDAY}(?:{_TO}{_LAST}{_WEEKDAY})?(?!\d)"
_FOUND = re.compile(_STRETCH, re.IGNORECASE)
_TITLE = r"(?![前后内之以再])[^\s\d,，、;；:：()（）]{1,12}"
_OFF = r"放假|休假|休息|休|假|days? off|holidays?|off"
_WORKED = r"调休上班|调班|补班|上班|班|work(?:ing)?(?: ?days?)?|on"
_LINE = re.compile(
    rf"[\s•*·-]*{_STRETCH}[\s,，:：]*(?P<title>(?:{_TITLE})??)[\s,，:：]*(?:(?P<off>{_OFF})|(?P<worked>{_WORKED}))"
    rf"[\s,，:：]*(?P<after>{_TITLE})?[\s。.;；]*",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"[^\d\n]{0,20}(?P<year>\d{4})\s*年?[^\d\n]{0,20}(?:放假|节假日|holidays?)[^\d\n]{0,20}", re.IGNORECASE
)
_SENTENCE = re.compile(r"[^。；;\n]+")
_NAME = re.compile(r"(?:^|[、.．\s])(?P<name>[\u4e00-\u9fff]{2,6}?)(?:节日)?\s*[:：]")


class ImpossibleDay(ValueError):
    """A day that the calendar does not have, or a stretch that ends before it begins or has no end."""


@dataclass(frozen=True)
class Stretch:
    """Days from `first` to `last` (inclusive), and what the holiday is called."""

    first: date
    last: date
    title: str = ""

    def days(self) -> Iterator[date]:
        day = self.first
        while day <= self.last:
            yield day
            day += _DAY


@dataclass(frozen=True)
class Notice:
    """Day → (is worked, title), as a notice says; `unread` is its first line that says something else."""

    days: Mapping[date, tuple[bool, str]]
    unread: str = ""


def stretches_in(text: str, today: date) -> list[Stretch] | None:
    """The stretches that a text consists of, a title behind them; None where it says anything else.

    A day without its year is the next such one. Raises ImpossibleDay.
    """
    matches = list(_FOUND.finditer(text))
    rest = _FOUND.sub(" ", text).strip(" ,，、;；。.和\n")
    if not matches or (rest and not re.fullmatch(_TITLE, rest)):
        return None
    return [_stretch(match, today, None, rest) for match in matches]


def notice_in(text: str, today: date) -> Notice | None:
    """A pasted notice: lines such as `2027-02-05 休`, or the official sentences under their heading.

    None where it is none. Raises ImpossibleDay.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    heading = _HEADING.fullmatch(lines[0].strip()) if lines else None
    if heading:
        return _official(lines[1:], date(int(heading["year"]), 1, 1)) if len(lines) > 1 else None
    days: dict[date, tuple[bool, str]] = {}
    unread = [line for line in lines if not _LINE.fullmatch(line)]
    if len(lines) == len(unread) or (unread and len(lines) < 4 * len(unread)):
        return None
    for line in lines:
        if match := _LINE.fullmatch(line):
            title = match["title"] or match["after"] or ""
            stretch = _stretch(match, today, None, title)
            days |= dict.fromkeys(stretch.days(), (bool(match["worked"]), title))
    return Notice(days, unread[0].strip() if unread else "")


def shown(days: Iterable[date]) -> str:
    """`2027-02-05~02-11, 2027-02-14`."""
    runs: list[list[date]] = []
    for day in sorted(days):
        if runs and day - runs[-1][-1] == _DAY:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(f"{run[0]}~{run[-1]:%m-%d}" if len(run) > 1 else run[0].isoformat() for run in runs)


def _official(lines: Iterable[str], year: date) -> Notice | None:
    """`二、春节：2月5日至11日放假调休，共7天。1月30日（星期六）上班。`; lines without a day say nothing."""
    days: dict[date, tuple[bool, str]] = {}
    for line in lines:
        named = _NAME.search(line)
        for sentence in _SENTENCE.findall(line):
            found = list(_FOUND.finditer(sentence))
            worked = bool(re.search(_WORKED.replace("|on", ""), sentence, re.IGNORECASE))
            if found and not worked and not re.search(_OFF, sentence, re.IGNORECASE):
                return Notice(days, line.strip())
            title = named["name"] if named and not worked else ""
            for match in found:
                days |= dict.fromkeys(_stretch(match, year, year.year, title).days(), (worked, title))
    return Notice(days) if days else None


def _stretch(match: re.Match[str], today: date, year: int | None, title: str) -> Stretch:
    said = match.group().strip()
    month, day = int(match["m"]), int(match["d"])
    first = make_date(int(match["y"]) if match["y"] else year or today.year, month, day)
    if first is None and not (match["y"] or year):
        first = make_date(today.year + 1, month, day)  # 29 February
    if first and first < today and not (match["y"] or year):
        first = make_date(today.year + 1, month, day)
    if first is None:
        raise ImpossibleDay(said)
    last = first if not match["d2"] else _end(match, first)
    if last is None or last < first or (last - first).days >= LONGEST:
        raise ImpossibleDay(said)
    return Stretch(first, last, title)


def _end(match: re.Match[str], first: date) -> date | None:
    month = int(match["m2"]) if match["m2"] else first.month
    year = int(match["y2"]) if match["y2"] else first.year + (month < first.month)
    return make_date(year, month, int(match["d2"]))
