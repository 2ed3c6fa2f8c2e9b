"""One entry for each customer of a message: which clauses are whose, and what they say."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.language import naming
from bot.language.clauses import Clause
from bot.language.commitments import commitment, is_asked, kind_of, tidy
from bot.language.customers import Mention
from bot.language.meaning import Commitment, Entry, Intent, When
from bot.language.methods import read_method
from bot.language.money import Amount
from bot.language.outcomes import feedback_of, level_of, milestones_of, need_of
from bot.language.people import Person
from bot.language.reading import DateHit, Reading

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Part:
    """The clauses that belong to one customer, and its name as found."""

    clauses: tuple[Clause, ...]
    mention: Mention | None = None
    named: naming.Named | None = None


_RIVAL = re.compile(r"(?:输给|败给|被|选了|选择了|换成了?|用的?是?|比|对比|竞争对手|竞品|\blost (?:\w+ ){0,3}to|\bvs\.?|versus|\bcompetitor|chose|went with|switched to)\s*(?:了|是)?\s*$", re.IGNORECASE)


def divide(reading: Reading, *, naming_allowed: bool = True) -> list[Part]:
    """The parts of a message, one for each customer; one part where nobody or one is named."""
    if not naming_allowed:
        return [Part(reading.clauses, reading.mentions[0] if reading.mentions else None)]
    named = [m for m in reading.mentions if not _RIVAL.search(reading.text[max(0, m.span[0] - 20) : m.span[0]])]
    if not named:
        named = list(reading.mentions[:1]) if len(reading.mentions) == 1 and not _RIVAL.search(reading.text[: reading.mentions[0].span[0]]) else []
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
    return [Part(reading.clauses, None, _unknown(reading, reading.clauses))]


def _segments(reading: Reading) -> list[tuple[Clause, ...]]:
    """Runs of clauses between hard stops."""
    segments: list[list[Clause]] = []
    for clause in reading.clauses:
        if clause.hard or not segments:
            segments.append([])
        segments[-1].append(clause)
    head = segments[0] if segments else []
    if len(segments) > 1 and len(head) == 1 and re.fullmatch(r"(?:补记|补录|日报|今天|catch[ -]?up|log|notes?)", head[0].text.lower()):
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
        unknown = None if mention else _unknown(reading, segment)
        same = parts and (mention is None and unknown is None or mention and parts[-1].mention and parts[-1].mention.ids == mention.ids)
        if same:
            last = parts.pop()
            parts.append(replace(last, clauses=last.clauses + segment))
        else:
            parts.append(Part(segment, mention, unknown))
    heads = [p for p in parts if p.mention or p.named]
    return parts if len(heads) > 1 else []


def _by_customer(reading: Reading, named: list[Mention], groups: list[tuple[int, ...]]) -> list[Part]:
    """Each clause to the customer it names, or else to the one named last; shared ones to all."""
    owners: dict[tuple[int, ...], list[Clause]] = {ids: [] for ids in groups}
    current: list[tuple[int, ...]] = []
    for clause in _cut_at_names(reading, named):
        here = [m.ids for m in named if clause.span[0] <= m.span[0] < clause.span[1]]
        current = list(dict.fromkeys(here)) or current
        for ids in current or groups[:1]:
            owners[ids].append(clause)
    return [Part(tuple(owners[ids]), next(m for m in named if m.ids == ids)) for ids in groups]


def _cut_at_names(reading: Reading, named: list[Mention]) -> list[Clause]:
    return list(reading.clauses)


def _unknown(reading: Reading, clauses: Sequence[Clause]) -> naming.Named | None:
    if not clauses:
        return None
    start, end = clauses[0].span[0], clauses[-1].span[1]
    others = tuple(s for s in (reading.phone and reading.phone[1], reading.email and reading.email[1]) if s)
    amounts = tuple(a.span for a in reading.amounts)
    marked = naming.blank(reading.text, reading.date_spans, tuple(p.span for p in reading.people if not p.said.isascii() or p.sure), (*others, *amounts))
    found = naming.unknown_customer(marked[start:end], chinese=reading.language == "zh")
    return found and replace(found, span=(found.span[0] + start, found.span[1] + start))


_COLLEAGUE = re.compile(r"(?:我和|我跟|我与|同事|咱们?的?|我们(?:公司)?的|带着?|陪同|跟我|my colleague|with me and|our)\s*$", re.IGNORECASE)


def person_of(reading: Reading, clauses: Sequence[Clause], customer: Span | None) -> Person | None:
    """The person of the customer: not a colleague, and not part of the customer's name."""
    for person in reading.people:
        if not reading.inside(person.span, clauses) or _COLLEAGUE.search(reading.text[: person.span[0]]):
            continue
        if customer and person.span[0] < customer[1] and customer[0] < person.span[1]:
            continue
        return person
    return None


def build(reading: Reading, part: Part, intent: Intent) -> Entry:
    """The entry of one part; customers that only its contact or a pronoun tells are left to the caller."""
    words = ("，" if reading.language == "zh" else ", ").join(c.text for c in part.clauses)
    hits = [hit for hit in reading.dates if reading.inside(hit.found.span, part.clauses)]
    name_span = part.mention.span if part.mention else part.named.span if part.named else None
    person = person_of(reading, part.clauses, name_span)
    occurred = _occurred(hits) if intent in ("log", "other", "correction") else None
    commitments = _commitments(reading, part, hits, occurred, intent)
    amount = _deal(reading, part.clauses, last=intent == "correction")
    told = _told(part, commitments)
    mark = "，" if reading.language == "zh" else ", "
    summary = mark.join(clause.text for clause in told)
    own = len(part.clauses) == len(reading.clauses)
    return Entry(
        customer_said=part.mention.said if part.mention else part.named.said if part.named else None,
        customer_ids=part.mention.ids if part.mention else (),
        customer_guess=part.mention.guess if part.mention else None,
        contact=person.said if person else None,
        contact_title=person.title if person else None,
        method=read_method(words, reading.language) if intent in ("log", "other", "correction") else None,
        occurred=occurred.when if occurred else None,
        summary=summary,
        outcome=_outcome(reading, told, name_span, person),
        feedback=feedback_of(summary, reading.language),
        need=need_of(words),
        intent_level=level_of(words),
        milestones=milestones_of(words),
        commitments=commitments,
        amount=amount.value if amount else None,
        currency=amount.currency if amount else "CNY",
        amount_guess=amount.guess if amount else None,
        phone=reading.phone[0] if reading.phone and (own or reading.inside(reading.phone[1], part.clauses)) else None,
        email=reading.email[0] if reading.email and (own or reading.inside(reading.email[1], part.clauses)) else None,
        place=(part.clauses[0].span[0], part.clauses[-1].span[1]) if part.clauses else (0, len(reading.text)),
    )  # fmt: skip


def _occurred(hits: Sequence[DateHit]) -> DateHit | None:
    behind = [hit for hit in hits if hit.behind and hit.when and not hit.found.deadline and hit.found.shape not in ("duration", "recurrence")]
    dated = [hit for hit in behind if hit.found.has_day]
    if not dated:
        return behind[0] if behind else None
    first = dated[0]
    if first.when and first.when.time is None and len(behind) > 1:
        timed = next((h for h in behind if not h.found.has_day and h.when and h.when.time), None)
        if timed and timed.when:
            return replace(first, when=replace(first.when, time=timed.when.time))
    return first


def _deal(reading: Reading, clauses: Sequence[Clause], *, last: bool) -> Amount | None:
    """The amount that is money beyond doubt, the larger of two; in a correction the last."""
    inside = [a for a in reading.amounts if reading.inside(a.span, clauses)]
    if last:
        return inside[-1] if inside else None
    return max(inside, key=lambda a: (a.weight, a.value)) if inside else None


def _commitments(reading: Reading, part: Part, hits: Sequence[DateHit], occurred: DateHit | None, intent: Intent) -> tuple[Commitment, ...]:
    if intent not in ("log", "reminder"):
        return ()
    if intent == "reminder":
        return _reminder(reading, part, [hit for hit in hits if hit.when])
    ahead = [hit for hit in hits if hit.ahead and hit is not occurred and hit.when and (hit.found.has_day or hit.found.has_clock or hit.found.part)]
    made: list[Commitment] = []
    for hit in ahead:
        words = _words_of(reading, part, hit)
        made_one = commitment(kind_of(words), words, hit.when, reading.language)
        if made_one:
            made.append(made_one)
    return tuple(made) + _undated(reading, part, made)


_THIN = re.compile(r"^(?:之?前|以?内|再|就|要|会|给|交|发|搞定|完成|给(?:他|她|我们?|对方|客户)|答复|回复|到位|send|done|asap|寄|送|有结果|出结果)?$")


def _clause_of(part: Part, place: int) -> int | None:
    for i, clause in enumerate(part.clauses):
        if clause.span[0] <= place < clause.span[1]:
            return i
    return None


def _words_of(reading: Reading, part: Part, hit: DateHit) -> str:
    """The clause of a date without dates and customer; a thin one takes its neighbour along."""
    i = _clause_of(part, hit.found.span[0])
    if i is None:
        return ""
    words = _without(reading, part.clauses[i], part)
    if _THIN.match(tidy(words, reading.language)) or len(words.strip()) < 2:
        if i > 0:
            words = _without(reading, part.clauses[i - 1], part) + (" " if reading.language == "en" else "，") + words
            if i > 1 and re.match(r"^\S*(?:那张|那个|那份|这个)", words):
                words = _without(reading, part.clauses[i - 2], part) + "，" + words
        elif i + 1 < len(part.clauses):
            words = words + " " + _without(reading, part.clauses[i + 1], part)
    return words.strip()


def _without(reading: Reading, clause: Clause, part: Part) -> str:
    spans = [s for s in reading.date_spans if clause.span[0] <= s[0] < clause.span[1]]
    if part.mention and clause.span[0] <= part.mention.span[0] < clause.span[1]:
        spans.append(part.mention.span)
    elif part.named and clause.span[0] <= part.named.span[0] < clause.span[1]:
        spans.append(part.named.span)
    text, last = "", clause.span[0]
    for start, end in sorted(spans):
        if start >= last:
            text += reading.text[last:start] + " "
            last = end
    text = re.sub(r"\s+", " ", text + reading.text[last : clause.span[1]])
    return re.sub(r"(?<=[\u4e00-\u9fff]) | (?=[\u4e00-\u9fff])", "", text) if reading.language == "zh" and "  " not in text else text


def _undated(reading: Reading, part: Part, made: list[Commitment]) -> tuple[Commitment, ...]:
    """What was asked of us with no day, unless a dated promise already says it."""
    if made:
        return ()
    for clause in part.clauses:
        if is_asked(clause.text):
            words = _without(reading, clause, part)
            one = commitment(kind_of(words), words, None, reading.language)
            return (one,) if one else ()
    return ()


_REMIND_WORDS = re.compile(
    r"(?:请|麻烦|帮我)?(?:设个?)?(?:提醒我?|别忘了?|记得|闹钟|叫我)(?:一下)?|(?:please |can you )?remind(?: me)?(?: to| that| about)?|don'?t (?:let me )?forget(?: to)?|reminder:?", re.IGNORECASE
)


def _reminder(reading: Reading, part: Part, hits: list[DateHit]) -> tuple[Commitment, ...]:
    whole = [_REMIND_WORDS.sub(" ", _without(reading, c, part)) for c in part.clauses]
    lead = re.compile(r"提前|before(?:hand)?|ahead|in advance|[0-9]+\s?min")
    words = [tidy(w, reading.language) for w in whole if not (lead.search(w) and len(w.strip()) < 12)]
    kept = [w for w in words if len(w) > 1]
    text = ("，" if reading.language == "zh" else ", ").join(kept)
    due = _planned(reading, hits)
    return (Commitment("next_contact", text, due),) if text or due else ()


_MOVED = re.compile(r"改[期到成]|推[迟到]|延|挪|调整到|push|move|reschedul|postpone", re.IGNORECASE)


def _planned(reading: Reading, hits: list[DateHit]) -> When | None:
    """The first time named, or where something is put off the last one; a time that is past stays."""
    dated = [hit for hit in hits if hit.found.shape not in ("duration", "recurrence")]
    if not dated:
        return None
    chosen = dated[-1] if _MOVED.search(reading.text) else next((h for h in dated if h.ahead), dated[0])
    due = chosen.when
    if due and due.time is None:
        later = next((h.when for h in dated if h.when and h.when.time and not h.found.has_day), None)
        due = replace(due, time=later.time, part=later.part) if later else due
    return due


def _told(part: Part, commitments: tuple[Commitment, ...]) -> list[Clause]:
    """The clauses without those that only promise."""
    promised = {_clause_of(part, c.due.span[0]) for c in commitments if c.due}
    kept = [clause for i, clause in enumerate(part.clauses) if i not in promised or _tells_more(clause.text)]
    return kept or list(part.clauses)


def _tells_more(text: str) -> bool:
    return bool(re.search(r"但|因为|没(?!问题)|不(?!变)|贵|嫌|差|坏|松|issue|because|problem", text))


_MEETING_ONLY = re.compile(
    r"^(?:刚刚?|今天|我|又|还|先|再|去|来|到|跟|和|与|给|了|过|完|的|在|一下|一趟|拜访|走访|回访|上门|见面?|碰面|面谈|跑|打|通|电话|聊|微信|视频|边|那|这|"
    r"called?|visit(?:ed)?|met|saw|spoke|talked|just|off the phone|phone|by|with|on|at|from|to|of|the|and|in|dropped|stopped|for|\W)*$",
    re.IGNORECASE,
)


def _outcome(reading: Reading, told: Sequence[Clause], name: Span | None, person: Person | None) -> str | None:
    """What came of it: the told clauses without names, dates and the mere fact of meeting."""
    plain = [_plain(reading, c, name, person) for c in told]
    kept = [text for text in plain if len(text) > 1 and not _MEETING_ONLY.match(text)]
    return ("，" if reading.language == "zh" else ", ").join(kept) or None


_HANGING = re.compile(r"(?:(?:\b(?:with|at|of|from|by|to|on|in)(?:\s+the)?\s*)|跟|和|与|给)$", re.IGNORECASE)


def _plain(reading: Reading, clause: Clause, name: Span | None, person: Person | None) -> str:
    spans = [s for s in (*reading.date_spans, name, person.span if person else None) if s and clause.span[0] <= s[0] < clause.span[1]]
    text, last = "", clause.span[0]
    for start, end in sorted(spans):
        if start >= last:
            text, last = _HANGING.sub("", text + reading.text[last:start]) + " ", end
    text = re.sub(r"\s+", " ", text + reading.text[last : clause.span[1]])
    if reading.language == "zh":
        text = re.sub(r"(?<=[\u4e00-\u9fff])\s+|\s+(?=[\u4e00-\u9fff])", "", text)
    return text.strip(" ,，.。;；:：-()（）的")


def today_of(reading: Reading) -> When:
    return When(reading.now.date())
