"""When a commitment is due and when it is spoken of: in the person's zone, outside quiet hours."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.language import When
from bot.language.dates.calendar import is_workday
from store.actors import Actor

_PART_TIMES = {"noon": time(12, 0), "afternoon": time(15, 0), "evening": time(19, 0)}


@dataclass(frozen=True)
class Plan:
    """The dates of a commitment: the local day, the moment where a time was said, when to remind (UTC)."""

    due_on: date | None = None
    due_at: datetime | None = None
    remind_at: datetime | None = None
    in_digest: bool = False


def plan(
    when: When | None, kind: str, actor: Actor, now: datetime, workdays: Mapping[date, bool] | None = None
) -> Plan:
    """Plan a commitment of this kind. Without a date it is open, and nothing reminds of it.

    A time that was said is kept to the minute, whatever the hour. A day alone means: our promise
    comes with that morning's digest, anything else at the person's own time; on a day off, what
    was promised is spoken of on the working day before. `workdays` outranks the built-in calendar.
    """
    if when is None:
        return Plan()
    day = when.until if when.until is not None and kind != "next_contact" else when.day
    if when.time is not None:
        moment = at(day, when.time, actor)
        return Plan(day, moment, moment)
    spoken_of = day if kind == "next_contact" else _working_day_until(day, actor.day(now), workdays)
    in_digest = kind == "our_promise" and when.part is None
    clock = actor.digest_at if in_digest else _PART_TIMES.get(when.part or "", actor.remind_at)
    remind = at(spoken_of, clock, actor)
    if remind > now:
        return Plan(day, None, awake(remind, actor), in_digest)
    return Plan(day, None, _later_today(day, actor, now))


def at(day: date, clock: time, actor: Actor) -> datetime:
    """A local day and time as UTC; a time that a clock change skips becomes the hour after it."""
    local = datetime.combine(day, clock, tzinfo=actor.zone)
    return local.astimezone(UTC)


def awake(moment: datetime, actor: Actor) -> datetime:
    """The moment, or the end of the quiet hours that it falls into."""
    local = actor.local(moment)
    clock, start, end = local.time(), actor.quiet_from, actor.quiet_until
    if start == end or not (start <= clock or clock < end if start > end else start <= clock < end):
        return moment
    day = local.date() + timedelta(days=1) if start > end and clock >= start else local.date()
    return max(moment, at(day, end, actor))  # an hour that a clock change repeats is not waited for again


def _working_day_until(day: date, today: date, workdays: Mapping[date, bool] | None) -> date:
    """The last working day not after `day` and not before `today`."""
    found = day
    while found > today and not is_workday(found, calendar=workdays):
        found -= timedelta(days=1)
    return found if is_workday(found, calendar=workdays) else day


def _later_today(day: date, actor: Actor, now: datetime) -> datetime | None:
    """The usual time has passed: an hour from now while it is still that day, else at once."""
    if (
        actor.day(now) == day
        and (later := now + timedelta(hours=1)) == awake(later, actor)
        and actor.day(later) == day
    ):
        return later
    return awake(now, actor)
