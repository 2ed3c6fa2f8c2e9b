"""The two streams of the command line: sentences and bare dates, a JSON object a line in and out."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.language.dates.found import Found
from bot.language.dates.search import find_dates
from bot.language.meaning import Commitment, Entry, KnownContact, KnownCustomer, Meaning, When
from bot.language.understanding import understand


def date_predictions(lines: Iterable[str]) -> Iterator[str]:
    """{id, text, reference_datetime, lang} becomes {id, pred, err}; a bad line becomes an error object."""
    for line in lines:
        if line.strip():
            yield json.dumps(_date_prediction(line), ensure_ascii=False)


def _date_prediction(line: str) -> dict[str, object]:
    try:
        case = json.loads(line)
        now = datetime.fromisoformat(str(case["reference_datetime"])).replace(tzinfo=None)
        found = find_dates(str(case["text"]), now)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return {"id": None, "pred": [], "err": f"{type(error).__name__}: {error}"}
    return {"id": case.get("id"), "pred": [_shown(f, now) for f in found], "err": None}


def _shown(found: Found, now: datetime) -> dict[str, object]:
    start, end = found.start, found.end
    shape = found.shape
    if found.deadline and found.text[:3].lower() == "by " and start is not None:
        shape, start, end = "datetimerange", now, _reached(found)
        found = replace(found, shape=shape)
    return {
        "kind": shape,
        "start": _stamp(found, start),
        "end": _stamp(found, end),
        "seconds": found.seconds,
        "text": found.text,
    }


def _reached(found: Found) -> datetime | None:
    """The moment by which something is due."""
    if found.end is not None or found.start is None:
        return found.end
    if found.shape == "date":
        return found.start + timedelta(days=1)
    return found.start


def _stamp(found: Found, moment: datetime | None) -> str | None:
    if moment is None:
        return None
    match found.shape:
        case "date" | "daterange":
            return moment.date().isoformat()
        case "time":
            return moment.time().isoformat()
        case _:
            return moment.isoformat()


_ZONE = ZoneInfo("Asia/Shanghai")


def predictions(lines: Iterable[str], explain: bool = False) -> Iterator[str]:
    """{id, text, now, customers, contacts} becomes the slots understood; a bad line becomes an error object."""
    for line in lines:
        if line.strip():
            yield json.dumps(_prediction(line, explain), ensure_ascii=False)


def _prediction(line: str, explain: bool) -> dict[str, object]:
    try:
        case = json.loads(line)
        now = datetime.fromisoformat(str(case["now"]))
        names = [str(name) for name in case.get("customers") or ()]
        meaning = understand(
            str(case["text"]),
            now=now if now.tzinfo else now.replace(tzinfo=_ZONE),
            customers=[KnownCustomer(i, name) for i, name in enumerate(names)],
            contacts=list(_contacts(case.get("contacts") or (), names)),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return {"id": None, "error": f"{type(error).__name__}: {error}"}
    first, *rest = [_slots(entry, meaning, names) for entry in meaning.entries]
    result: dict[str, object] = {
        "id": case.get("id"),
        "intent": "other" if meaning.intent == "correction" else meaning.intent,
        **first,
        "more": rest,
    }
    if explain:
        result["heard"] = [asdict(heard) for heard in meaning.heard]
    return result


def _contacts(given: Iterable[object], names: list[str]) -> Iterator[KnownContact]:
    """Contacts come as names, or as objects {name, customer, title}."""
    for i, contact in enumerate(given):
        if isinstance(contact, dict) and contact.get("customer") in names:
            yield KnownContact(
                i, names.index(contact["customer"]), str(contact.get("name", "")), contact.get("title")
            )


def _slots(entry: Entry, meaning: Meaning, names: list[str]) -> dict[str, object]:
    step = _next_step(entry)
    occurred = _when(entry.occurred)
    if meaning.intent == "log" and occurred is None:
        occurred = meaning.now.date().isoformat()
    return {
        "customer": _customer(entry, meaning, names),
        "contact": entry.contact,
        "method": entry.method if meaning.intent in ("log", "other", "correction") else None,
        "occurred_at": occurred if meaning.intent == "log" else None,
        "next_step": step.text if step else None,
        "due_at": _when(step.due) if step else None,
        "amount": float(entry.amount) if entry.amount is not None else None,
        "phone": entry.phone,
        "email": entry.email,
        "outcome": entry.outcome or entry.summary or None,
        "contract": _contract_slots(entry),
        "commitments": [{"kind": c.kind, "text": c.text, "due": _when(c.due)} for c in entry.commitments],
    }


def _customer(entry: Entry, meaning: Meaning, names: list[str]) -> str | None:
    """The store's name; "?" where several fit; a new customer's own words."""
    if meaning.intent == "create_customer" and (entry.customer_guess or not entry.customer_ids):
        return entry.customer_said
    if len(entry.customer_ids) > 1:
        return "?"
    return names[entry.customer_ids[0]] if entry.customer_ids else None


def _next_step(entry: Entry) -> Commitment | None:
    """The next contact, else the earliest dated promise, else one without a day."""
    contact = next((c for c in entry.commitments if c.kind == "next_contact"), None)
    dated = sorted((c for c in entry.commitments if c.due), key=lambda c: c.due.day if c.due else date.max)
    if contact and (contact.due or not dated):
        return contact
    return dated[0] if dated else entry.commitments[0] if entry.commitments else None


def _contract_slots(entry: Entry) -> dict[str, object] | None:
    facts = entry.contract
    if facts is None:
        return None
    return {
        "number": facts.number,
        "signed_on": _day(facts.signed),
        "start_on": _day(facts.starts),
        "expires_on": _day(facts.expires),
        "duration_months": facts.duration_months,
    }


def _day(when: When | None) -> str | None:
    return when.day.isoformat() if when else None


def _when(when: When | None) -> str | None:
    if when is None:
        return None
    return when.day.isoformat() + (f"T{when.time:%H:%M}" if when.time else "")
