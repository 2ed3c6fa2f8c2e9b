"""What is said of a contract: signing, first and last day, length."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from datetime import time as clock

from bot.language.contract_lengths import length_from, length_in
from bot.language.contract_numbers import contract_number
from bot.language.dates.calendar import add_months
from bot.language.dates.found import Found
from bot.language.meaning import ContractFacts, When

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of the message; `found.span` is its place in the text that goes along."""

    found: Found
    when: When | None


_AFTER = re.compile(
    r"\s*(?:已经?|就|才|刚刚?|正式|我们|双方|都|也)*(?:"
    r"(?P<expires>到期|到头|截止|止|为止|终止|结束|失效|期满|届满|过期|expir|end\b)|"
    r"(?P<starts>起|开始|生效|执行|启用|算|effective|start)|(?P<signed>(?:续|补|重)?签|盖|用印|回签|双签|sign))",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?P<expires>到期|到|至|截止|期限|有效期|终止|结束|expir\w*|\buntil\b|\btill?\b|\bend(?:s|ed|ing)?\b|\bvalid\b|\bthrough\b|\bthru\b|"
    r"\blaps\w+|\bup(?: (?:on|at|by|in))?\s*$|\bterminat\w*|\blast day\b|\brun(?:s|ning)? out\b|\bup for renewal\b|\bto\s*$|\bgood\b)|"
    r"(?P<starts>从|自|起始|起租|开始|生效|effective|\bstart\w*|\bfrom\b|\bas of\b|commenc\w*|\bbegin\w*|\bw\.?e\.?f\b|\bin force\b|\bgo(?:es)? live\b)|"
    r"(?P<signed>签|盖|\bdated\b|\b(?:counter-?|co-?)?sign(?:ed)?\b|\binked\b|\bexecuted\b|\brenewed\b)",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[，,；;。\n()（）!！]|\.\s")
_OVER = re.compile(r"已经?|了|\b(?:expired|ended|lapsed|ran out|was|started|began|since)\b", re.IGNORECASE)
_NEW = re.compile(r"新|顺延|延[长期]?[到至]|\bnew\b|\bextend", re.IGNORECASE)
_AT_ONCE = re.compile(
    r"即日起|立即生效|即时生效|当[天日](?:起|生效)|\bimmediate effect\b|\beffective (?:immediately|at once)\b",
    re.IGNORECASE,
)
_OLD = re.compile(r"原|[旧老]合同|\b(?:old|current|existing|previous)\b", re.IGNORECASE)
_OVER_BY = re.compile(r"\b(?:cancel|terminat)\w*|解除|终止|作废", re.IGNORECASE)
_OTHER_DEED = re.compile(
    r"付|交[货付期]|发货|到货|进场|开票|回款|首款|尾款|验收|安装|上线|培训|开工|完工|deliver|ship|\bpay|invoice|install|train|kick",
    re.IGNORECASE,
)
_LATEST = timedelta(days=75)
"""A start without a year that lies longer back than this is meant for next year."""


def contract_facts(text: str, dated: Sequence[Dated], today: When, *, signed_now: bool) -> ContractFacts:
    """What is said of the contract; a contract signed with no day said was signed today."""
    number = contract_number(text)
    signed = starts = None
    ends: list[tuple[When, str]] = []
    months = length_in(text, taken=[d.found.span for d in dated if d.found.shape != "duration"])
    days = [item for item in dated if item.when is not None and _is_day(text, item)]
    for item in days:
        assert item.when is not None
        window = _window(text, item, days)
        length = length_from(item.found.text)
        if length:  # 3 years from 1 April
            months = months or length
            starts = starts or replace(item.when, day=add_months(item.when.day, -length))
        elif _is_range(item) and not _OTHER_DEED.search("".join(window)):
            starts = starts or _start(item, window, today.day)
            if item.found.months:  # from 1 June for two years
                months = months or round(item.found.months)
            else:
                ends.append((_end(item, window, today.day), window[0]))
        else:
            match _role(window, item, today.day):
                case "expires":
                    ends.append((_end(item, window, today.day), window[0]))
                case "starts":
                    starts = starts or _start(item, window, today.day)
                case "signed":
                    signed = signed or _signing(item, today.day)
                case _:
                    pass
    if starts is None and _AT_ONCE.search(text):
        starts = today
    if signed is None and signed_now:
        signed = today
    return ContractFacts(number[0] if number else None, signed, starts, _last_day(ends, today.day), months)


def _last_day(ends: Sequence[tuple[When, str]], today: date) -> When | None:
    """The first last day said; of an old contract and a new one, the new one's."""
    for chosen in (
        [end for end, before in ends if _NEW.search(before)],
        [end for end, before in ends if not _OLD.search(before) and end.day > today],
        [end for end, _ in ends],
    ):
        if chosen:
            return chosen[0]
    return None


def _window(text: str, item: Dated, dated: Sequence[Dated]) -> tuple[str, str]:
    """The words of its clause before and after a date, up to its neighbours."""
    start, end = item.found.span
    others = [d.found.span for d in dated if d.found.span != item.found.span]
    first = max(
        [0, *(m.end() for m in _CLAUSE_END.finditer(text, 0, start)), *(b for _, b in others if b <= start)]
    )
    stop = _CLAUSE_END.search(text, end)
    last = min([stop.start() if stop else len(text), *(a for a, _ in others if a >= end)])
    return text[first:start], text[end:last]


def _is_day(text: str, item: Dated) -> bool:
    """The two of a two-year deal is no second of the month, and the last day is named by what follows."""
    if item.found.shape in ("duration", "recurrence") or item.found.text.lower() == "last day":
        return False
    return not re.match(r"[\s-]?(?:more )?(?:years?|yrs?|months?|mths?|mos?)\b", text[item.found.span[1] :])


def _is_range(item: Dated) -> bool:
    return (
        item.found.shape in ("daterange", "datetimerange")
        and item.found.grain == "days"
        and item.when is not None
        and item.when.until is not None
    )


def _role(window: tuple[str, str], item: Dated, today: date) -> str:
    """expires, starts, signed, or nothing: by what follows at once, by the nearest word before, by what follows later."""
    before, after = window
    said = item.found.text.lower()
    if _OVER_BY.search(before):
        return "expires"
    if (found := _AFTER.match(after)) and found.lastgroup:
        return found.lastgroup
    cues = [m.lastgroup or "" for m in _BEFORE.finditer(before)]
    if said.startswith("since") and cues:
        return cues[-1]
    if said.startswith(("从", "自", "from", "since")) or said.endswith(("起", "开始")):
        return "starts"
    if said.startswith(("到", "至", "截", "until", "till", "til", "through", "thru", "to ", "expir")):
        return "expires"
    if cues and not (cues[-1] != "signed" and _OTHER_DEED.search(before)):
        return cues[-1]
    if (found := _BEFORE.search(after)) and not _OTHER_DEED.search(after):
        return found.lastgroup or ""
    return "expires" if _is_alone(window) and item.when is not None and item.when.day > today else ""


def _is_alone(window: tuple[str, str]) -> bool:
    """The date stands by itself between commas or, in dictation, between spaces."""
    before, after = window
    chinese = re.search("[\u4e00-\u9fff]", before + after)
    near = (
        before.rsplit(None, 1)[-1:] if chinese and not before[-1:].isspace() else [] if chinese else [before]
    ) + (after.split(None, 1)[:1] if chinese and not after[:1].isspace() else [] if chinese else [after])
    return not re.search(r"[A-Za-z\u4e00-\u9fff]", "".join(near))


def _in_year(when: When, item: Dated, shift: int) -> When:
    """The same day a year (a weekday: a week) later or earlier, where the words left that open."""
    if not item.found.is_open:
        return when
    if item.found.weekday is not None:
        return replace(when, day=when.day + timedelta(days=7 * shift))
    return replace(when, day=add_months(when.day, 12 * shift))


def _signing(item: Dated, today: date) -> When | None:
    assert item.when is not None
    when = item.when if item.when.day <= today else _in_year(item.when, item, -1)
    return when if when.day <= today else None


def _start(item: Dated, window: tuple[str, str], today: date) -> When:
    assert item.when is not None
    if item.when.day < today - _LATEST and not _OVER.search("".join(window)):
        return _in_year(item.when, item, 1)
    if item.when.day > today + timedelta(days=366) - _LATEST:
        return _in_year(item.when, item, -1)
    return item.when


def _end(item: Dated, window: tuple[str, str], today: date) -> When:
    """The last day; of a month or a year, its last."""
    assert item.when is not None
    when = replace(item.when, day=item.when.until or item.when.day, until=None)
    if when.time == clock(0):  # tonight at twelve
        when = replace(when, day=when.day - timedelta(days=1), time=None)
    over = bool(_OVER.search("".join(window)))
    if when.day < today and not over:
        return _in_year(when, item, 1)
    if when.day > today and re.search(r"已经?|\b(?:expired|ended|lapsed)\b", "".join(window), re.IGNORECASE):
        return _in_year(when, item, -1)
    return when
