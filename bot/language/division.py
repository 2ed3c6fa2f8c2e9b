"""Which clauses of a message belong to which customer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.language import naming
from bot.language.clauses import Clause
from bot.language.contract_numbers import contract_number
from bot.language.customers import Mention
from bot.language.reading import Reading

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Part:
    """The clauses that belong to one customer, and its name as found."""

    clauses: tuple[Clause, ...]
    mention: Mention | None = None
    named: naming.Named | None = None


_RIVAL = re.compile(
    r"(?:输给|败给|被|选了|选择了|换成了?|用的?是?|比|对比|竞争对手|竞品|\blost (?:\w+ ){0,3}to|\bvs\.?|versus|\bcompetitor|chose|went with|switched to)\s*(?:了|是)?\s*$",
    re.IGNORECASE,
)


_COMPARED = re.compile(
    r"(?:那边|他们|家)?(?:的)?(?:报价|价格)?(?:做个?|再)?(?:对比|比价|比较|比一?比|比)(?!较(?:满意|急))"
)
_BESIDE = re.compile(r"[跟和与同]\s*$")


def _is_rival(text: str, span: Span) -> bool:
    """Whether a company is only compared with: 输给X, 跟X那边比."""
    before = text[max(0, span[0] - 20) : span[0]]
    return bool(_RIVAL.search(before) or (_BESIDE.search(before) and _COMPARED.match(text[span[1] :])))


def divide(reading: Reading, *, naming_allowed: bool = True) -> list[Part]:
    """The parts of a message, one for each customer; one part where nobody or one is named."""
    if not naming_allowed:
        return [Part(reading.clauses, reading.mentions[0] if reading.mentions else None)]
    named = [m for m in reading.mentions if not _is_rival(reading.text, m.span)]
    if not named:
        named = (
            list(reading.mentions[:1])
            if len(reading.mentions) == 1 and not _is_rival(reading.text, reading.mentions[0].span)
            else []
        )
    groups = list(dict.fromkeys(m.ids for m in named))
    segments = _segments(reading)
    if len(segments) > 1:
        parts = _by_segment(reading, segments, named)
        if len(parts) > 1:
            return parts
    if len(groups) > 1:
        return _by_customer(reading, named, groups)
    if named:
        return [Part(reading.clauses, max(named, key=lambda m: m.span[1] - m.span[0]))]
    return [Part(reading.clauses, None, unknown_in(reading, reading.clauses))]


def _segments(reading: Reading) -> list[tuple[Clause, ...]]:
    """Runs of clauses between hard stops."""
    segments: list[list[Clause]] = []
    for clause in reading.clauses:
        if clause.hard or not segments:
            segments.append([])
        segments[-1].append(clause)
    head = segments[0] if segments else []
    if (
        len(segments) > 1
        and len(head) == 1
        and re.fullmatch(r"(?:补记|补录|日报|今天|catch[ -]?up|log|notes?)", head[0].text.lower())
    ):
        segments = segments[1:]
    return [tuple(s) for s in segments]


def _by_segment(reading: Reading, segments: list[tuple[Clause, ...]], named: list[Mention]) -> list[Part]:
    parts: list[Part] = []
    for segment in segments:
        inside = [m for m in named if reading.inside(m.span, segment)]
        groups = list(dict.fromkeys(m.ids for m in inside))
        if len(groups) > 1:
            parts += _by_customer(replace(reading, clauses=segment), inside, groups)
            continue
        mention = inside[0] if inside else None
        unknown = None if mention else unknown_in(reading, segment)
        same = parts and (
            (mention is None and unknown is None)
            or (mention and parts[-1].mention and parts[-1].mention.ids == mention.ids)
        )
        if same:
            last = parts.pop()
            parts.append(replace(last, clauses=last.clauses + segment))
        else:
            parts.append(Part(segment, mention, unknown))
    parts = _gathered(parts)
    heads = [p for p in parts if p.mention or p.named]
    return parts if len(heads) > 1 else []


def _gathered(parts: list[Part]) -> list[Part]:
    """What is said of a customer in several places is one entry."""
    kept: list[Part] = []
    for part in parts:
        place = next((i for i, one in enumerate(kept) if _same(one, part)), None)
        if place is None:
            kept.append(part)
        else:
            more = tuple(clause for clause in part.clauses if clause not in kept[place].clauses)
            kept[place] = replace(kept[place], clauses=kept[place].clauses + more)
    return kept


def _same(one: Part, other: Part) -> bool:
    return one.mention is not None and other.mention is not None and one.mention.ids == other.mention.ids


def _by_customer(reading: Reading, named: list[Mention], groups: list[tuple[int, ...]]) -> list[Part]:
    """Each clause to the customer it names, or else to the one named last; shared ones to all."""
    owners: dict[tuple[int, ...], list[Clause]] = {ids: [] for ids in groups}
    current: list[tuple[int, ...]] = list(groups)  # what is said before anybody is named holds for all
    for clause in reading.clauses:
        here = [m.ids for m in named if clause.span[0] <= m.span[0] < clause.span[1]]
        current = list(dict.fromkeys(here)) or current
        for ids in current:
            owners[ids].append(clause)
    return [Part(tuple(owners[ids]), next(m for m in named if m.ids == ids)) for ids in groups]


def unknown_in(reading: Reading, clauses: Sequence[Clause]) -> naming.Named | None:
    if not clauses:
        return None
    start, end = clauses[0].span[0], clauses[-1].span[1]
    fixed = (reading.phone, reading.email, contract_number(reading.text))
    others = tuple(hit[1] for hit in fixed if hit)
    amounts = tuple(a.span for a in reading.amounts)
    marked = naming.blank(
        reading.words.in_place(reading.text),
        reading.date_spans,
        tuple(p.span for p in reading.people if not p.said.isascii() or p.sure),
        (*others, *amounts, *(span for _, span in reading.products)),
    )
    found = naming.unknown_customer(marked[start:end], chinese=reading.language == "zh")
    if found is None:
        return None
    span = (found.span[0] + start, found.span[1] + start)
    return replace(found, said=reading.text[slice(*span)], span=span)
