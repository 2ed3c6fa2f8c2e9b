"""One entry for one customer: who, how, when, and what was promised."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.language.clauses import Clause, cue
from bot.language.division import Part, Span
from bot.language.meaning import Commitment, Entry, Intent, When
from bot.language.methods import read_method
from bot.language.money import Amount
from bot.language.outcomes import feedback_of, level_of, need_of
from bot.language.people import Person
from bot.language.promises import commitments_of
from bot.language.reading import DateHit, Reading
from bot.language.wording import clause_of, known_spans, outcome_of, told_clauses
from bot.language.words import WORDS, Words

_COLLEAGUE = re.compile(
    r"(?:我和|我跟|我与|同事|咱们?的?|我们(?:公司)?的|带着?|陪同|跟我|my colleague|with me and|our)\s*$",
    re.IGNORECASE,
)


def person_of(reading: Reading, clauses: Sequence[Clause], customer: Span | None) -> Person | None:
    """The person of the customer: not a colleague, and not part of the customer's name."""
    for person in reading.people:
        if not reading.inside(person.span, clauses) or _COLLEAGUE.search(reading.text[: person.span[0]]):
            continue
        if customer and person.span[0] < customer[1] and customer[0] < person.span[1]:
            continue
        return person
    return None


def build(reading: Reading, part: Part, intent: Intent, words: Words = WORDS) -> Entry:
    """The entry of one part; customers that only its contact or a pronoun tells are left to the caller."""
    said = ("，" if reading.language == "zh" else ", ").join(c.text for c in part.clauses)
    hits = [hit for hit in reading.dates if reading.inside(hit.found.span, part.clauses)]
    name_span = part.mention.span if part.mention else part.named.span if part.named else None
    person = person_of(reading, part.clauses, name_span)
    occurred = _occurred(hits) if intent == "log" else None
    commitments = commitments_of(reading, part, hits, occurred, intent)
    amount = _deal(reading, part.clauses, last=intent == "correction")
    told = told_clauses(part, commitments)
    mark = "，" if reading.language == "zh" else ", "
    summary = mark.join(clause.text for clause in told)
    own = len(part.clauses) == len(reading.clauses)
    plain = words.without_products(said)
    return Entry(
        customer_said=part.mention.said if part.mention else part.named.said if part.named else None,
        customer_ids=part.mention.ids if part.mention else (),
        customer_guess=part.mention.guess if part.mention else None,
        contact=person.said if person else None,
        contact_title=person.title if person else None,
        method=read_method(words.without_products(_contact_words(reading, part, commitments)), methods=words.methods) if intent in ("log", "other", "correction") else None,
        occurred=occurred.when if occurred else None,
        summary=summary,
        outcome=outcome_of(reading, part, told, known_spans(commitments, occurred, name_span, person)),
        feedback=feedback_of(summary, reading.language),
        need=need_of(said) or (products_named(reading, part.clauses) if intent == "log" else None),
        intent_level=level_of(plain, levels=words.levels),
        milestones=words.milestones_in(plain),
        commitments=commitments,
        amount=amount.value if amount else None,
        currency=amount.currency if amount else "CNY",
        amount_guess=amount.guess if amount else None,
        phone=reading.phone[0] if reading.phone and (own or reading.inside(reading.phone[1], part.clauses)) else None,
        email=reading.email[0] if reading.email and (own or reading.inside(reading.email[1], part.clauses)) else None,
        place=(part.clauses[0].span[0], part.clauses[-1].span[1]) if part.clauses else (0, len(reading.text)),
    )  # fmt: skip


def products_named(reading: Reading, clauses: Sequence[Clause]) -> str | None:
    """The house's products that are spoken of, each once."""
    names = dict.fromkeys(name for name, span in reading.products if reading.inside(span, clauses))
    return ("、" if reading.language == "zh" else ", ").join(names) or None


def _contact_words(reading: Reading, part: Part, commitments: tuple[Commitment, ...]) -> str:
    """The words that may tell how they met: not those of what is still to come."""
    ahead = {clause_of(part, c.due.span[0]): c.due.span[0] for c in reversed(commitments) if c.due}
    kept = [
        c.text[: ahead[i] - c.span[0]] if i in ahead and reading.language == "zh" else c.text
        for i, c in enumerate(part.clauses)
        if i not in ahead or cue(c.text, reading.language) == "past"
    ]
    return "，".join(kept)


def _occurred(hits: Sequence[DateHit]) -> DateHit | None:
    behind = [
        hit
        for hit in hits
        if hit.behind
        and hit.when
        and not hit.found.deadline
        and hit.found.shape not in ("duration", "recurrence")
    ]
    dated = [hit for hit in behind if hit.found.has_day]
    if not dated:
        return behind[0] if behind else None
    first = dated[0]
    if first.when and first.when.time is None and first.when.part is None and len(behind) > 1:
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


def today_of(reading: Reading) -> When:
    return When(reading.now.date())
