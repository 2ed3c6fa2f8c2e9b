"""The commitments of an entry, each with its words and its day."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.language.commitments import commitment, is_asked, kind_of, tidy
from bot.language.division import Part
from bot.language.meaning import Commitment, Intent, Kind, When
from bot.language.reading import DateHit, Reading
from bot.language.wording import without_names, words_of


def commitments_of(
    reading: Reading, part: Part, hits: Sequence[DateHit], occurred: DateHit | None, intent: Intent
) -> tuple[Commitment, ...]:
    if intent not in ("log", "reminder"):
        return ()
    if intent == "reminder":
        return _reminder(reading, part, [hit for hit in hits if hit.when])
    ahead = [
        hit
        for hit in hits
        if hit.ahead
        and hit is not occurred
        and hit.when
        and not _mere_year(hit)
        and (hit.found.has_day or hit.found.has_clock or hit.found.part)
    ]
    ahead = _moved_to(reading, ahead)
    made: list[Commitment] = []
    for hit in ahead:
        words = words_of(reading, part, hit)
        if _AWAY.match(tidy(words, reading.language)):
            made += _once_back(reading, part, hit)
            continue
        if not hit.found.has_day and hit.when and hit.when.guess == "already past today":
            continue  # "before 7am" is a habit, not a promise for tomorrow
        if _their_own_plan(hit, words):
            continue
        made_one = commitment(
            _kind(reading, words), _without_subject(reading, words), hit.when, reading.language
        )
        if made_one:
            made.append(made_one)
    return tuple(made) + undated(reading, part, made)


def _kind(reading: Reading, words: str) -> Kind:
    """Whose promise it is, by everybody's words and the house's own titles."""
    return kind_of(reading.words.plainly(words), titles=reading.words.titles)


_INSTEAD = re.compile(
    r"推[迟到]|延[期到后]|改[到期成在约]|挪|调整到|\b(?:pushed|moved|postponed|rescheduled|new (?:date|time|slot)|instead|rather)\b",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"(?:从|由|原定于?|本来|原来)\s*$|\b(?:from|of|cancell?ed|can'?t (?:do|make))\b[^,.;]{0,24}$",
    re.IGNORECASE,
)


def _moved_to(reading: Reading, ahead: list[DateHit]) -> list[DateHit]:
    """Of a thing that was moved, the day it was moved from is no promise."""
    if len(ahead) < 2 or not _INSTEAD.search(reading.text):
        return ahead
    kept = [hit for hit in ahead if not _FROM.search(reading.text[: hit.found.span[0]])]
    return kept or ahead


def _without_subject(reading: Reading, words: str) -> str:
    """The deed without the person who asks for it or promises it."""
    for person in reading.people:
        if reading.language == "zh" and words.startswith(person.said) and len(words) > len(person.said) + 2:
            return words.removeprefix(person.said)
    return words


_AWAY = re.compile(
    r"(?:上班|放假|休假|请假|生日|休息)(?:了)?$|(?:出差)?(?:了)?(?:才|要)?(?:能)?(?:回来|回国|回公司|到岗|出差)(?:了)?$|"
    r"(?:\w+(?:'s|'re| is| are) )?(?:(?:on|off for|out on) (?:leave|vacation|holiday|a (?:business )?trip)|"
    r"away|travell?ing|out of (?:the )?office)$|.{0,40}\b(?:frozen|closed|paused|on hold|on hols?|on holiday|on leave|out of office|out-of-office|unavailable|tied up|booked up|busy|full)\W*$",
    re.IGNORECASE,
)
_THEN = re.compile(r"\s+then[\s.!]*$", re.IGNORECASE)


def _once_back(reading: Reading, part: Part, hit: DateHit) -> list[Commitment]:
    """On leave till the 18th, chase her then: what is to be done once that day has come."""
    later = [
        clause
        for clause in part.clauses
        if clause.span[0] > hit.found.span[0] and _THEN.match(reading.text[clause.span[1] :])
    ]
    words = [without_names(reading, clause, part) for clause in later[:1]]
    found = [commitment("next_contact", said, hit.when, reading.language) for said in words]
    return [one for one in found if one]


def _mere_year(hit: DateHit) -> bool:
    """明年想扩线 is a plan, no promise."""
    return hit.found.grain == "year" and not hit.found.edge and not hit.found.deadline


_DEED = re.compile(
    r"再|联系|回访|拜访|给|发|报|送|寄|交|回|答|签|付|款|下单|来|见|看|谈|定|跟|约|货|样|"
    r"\b(?:send|give|quote|deliver|sign|pay|order|call|meet|answer|reply|decide|confirm|ship|visit|circle|follow|revisit|review|renew|start|order|po\b|retest|install|demo|trial|chase|check|talk|speak|back|again|try|retry|ask|re-?order|resend|sign)"
)


def _their_own_plan(hit: DateHit, words: str) -> bool:
    """设备下个月要停产检修 tells of a month of theirs; nothing passes between us, so nothing is promised."""
    loose = hit.found.grain in ("month", "quarter", "half") and not hit.found.edge and not hit.found.deadline
    return loose and not is_asked(words) and not _DEED.search(words)


def undated(reading: Reading, part: Part, made: list[Commitment]) -> tuple[Commitment, ...]:
    """What was asked of us with no day, unless a dated promise already says it."""
    if made:
        return ()
    for clause in part.clauses:
        if is_asked(clause.text):
            words = without_names(reading, clause, part)
            one = commitment(_kind(reading, words), words, None, reading.language)
            return (one,) if one else ()
    return ()


_REMIND_WORDS = re.compile(
    r"(?:请|麻烦|帮我)?(?:设个?)?(?:提醒我?|别忘了?|记得|闹钟|叫我)(?:一下)?|(?:please |can you )?remind\b(?: me)?(?: to| that| about)?|don'?t (?:let me )?forget(?: to)?|(?:set |add )?(?:a )?reminder(?: for)?:?|"
    r"\b(?:(?:ping|nudge|buzz|poke|prod|alert|rmd) me|rmd)\b(?: to| that| about)?",
    re.IGNORECASE,
)


def _reminder(reading: Reading, part: Part, hits: list[DateHit]) -> tuple[Commitment, ...]:
    whole = [_REMIND_WORDS.sub(" ", without_names(reading, c, part)) for c in part.clauses]
    lead = re.compile(r"提前|before(?:hand)?|ahead|in advance|[0-9]+\s?min")
    words = [tidy(w, reading.language) for w in whole if not (lead.search(w) and len(w.strip()) < 12)]
    kept = [w for w in words if len(w) > 1]
    text = ("，" if reading.language == "zh" else ", ").join(kept)
    due = _planned(reading, hits)
    kind: Kind = "our_promise" if _WE_OWE.search(reading.text) else "next_contact"
    return (Commitment(kind, text, due),) if text or due else ()


_WE_OWE = re.compile(r"\b(?:we|i)(?:'ve| have)? (?:owe|promised)\b|我们?(?:还)?欠", re.IGNORECASE)
_MOVED = re.compile(r"改[期到成]|推[迟到]|延|挪|调整到|push|move|reschedul|postpone", re.IGNORECASE)


def _planned(reading: Reading, hits: list[DateHit]) -> When | None:
    """The first time named, or where something is put off the last one; a time that is past stays."""
    dated = [hit for hit in hits if hit.found.shape not in ("duration", "recurrence")]
    if not dated:
        return None
    narrow = [
        h for h in dated if h.found.grain not in ("month", "quarter", "year", "half") or h.found.edge
    ] or dated
    chosen = narrow[-1] if _MOVED.search(reading.text) else next((h for h in narrow if h.ahead), narrow[0])
    due = chosen.when
    if due and due.time is None:
        later = next((h.when for h in dated if h.when and h.when.time and not h.found.has_day), None)
        due = replace(due, time=later.time, part=later.part) if later else due
    return due
