"""How well and how fast sentences and dates are understood, on development sets given as files.

    python -m bench.understanding --messages messages_dev.jsonl --dates dates_dev.jsonl

The gold of a message says its slots, the gold of a date what any of its accepted readings is. Libraries
for dates are tried beside ours where they are installed in the same run.
"""

import argparse
import importlib
import json
import re
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.language.lines import date_predictions, predictions

SLOTS = (
    "intent", "customer", "contact", "method", "occurred_at", "next_step", "due_at", "amount", "phone", "email", "contract", "more",
)  # fmt: skip
Row = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=Path)
    parser.add_argument("--dates", type=Path)
    given = parser.parse_args()
    if given.messages:
        messages(_lines(given.messages))
    if given.dates:
        dates(
            [r for r in map(json.loads, _lines(given.dates)) if r.get("relevant") and not r.get("disputed")]
        )


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def messages(lines: Sequence[str]) -> None:
    """Slots right, all slots right, and the time a message takes through the same code as in chat."""
    list(predictions(lines))  # the first pass loads what is loaded late
    took: list[float] = []
    right: defaultdict[str, int] = defaultdict(int)
    whole = 0
    for line in lines:
        start = time.perf_counter()
        made = json.loads(next(predictions([line])))
        took.append(time.perf_counter() - start)
        verdict = _verdict(json.loads(line)["gold"], made)
        whole += all(verdict.values())
        for slot, ok in verdict.items():
            right[slot] += ok
    print(f"messages: {len(lines)}")
    for slot in SLOTS:
        print(f"  {slot:12} {100 * right[slot] / len(lines):5.1f} %")
    print(f"  all slots    {100 * whole / len(lines):5.1f} %")
    _print_times("message", took)


def _print_times(what: str, took: Sequence[float]) -> None:
    ordered = sorted(took)
    p99 = ordered[min(len(ordered) - 1, int(0.99 * len(ordered)))]
    print(f"  a {what}: median {1000 * statistics.median(ordered):.2f} ms, p99 {1000 * p99:.2f} ms")


def _verdict(gold: Row, made: Row) -> dict[str, bool]:
    others = gold.get("alt", {})
    return {slot: _slot_right(slot, gold.get(slot), others.get(slot, []), made.get(slot)) for slot in SLOTS}


def _slot_right(slot: str, gold: Any, others: list[Any], made: Any) -> bool:
    match slot:
        case "contract":
            facts = made or {}
            return all(str(facts.get(key)) == str(value) for key, value in (gold or {}).items())
        case "more":
            named = {entry.get("customer") for entry in made or ()}
            return all(entry["customer"] in named for entry in gold or ())
        case _:
            return any(_alike(slot, accepted, made) for accepted in (gold, *others))


def _alike(slot: str, gold: Any, made: Any) -> bool:
    if gold in (None, "", "?") or made in (None, ""):
        return gold in (None, "", "?") and made in (None, "", "?")
    a, b = str(gold).lower(), str(made).lower()
    match slot:
        case "amount":
            return abs(float(gold) - float(made)) <= 0.005 * abs(float(gold))
        case "occurred_at" | "due_at":
            return b.startswith(a[:10]) if len(a) == 10 else a[:16] == b[:16]
        case "next_step":
            pairs = {a[i : i + 2] for i in range(len(a) - 1)}
            return sum(pair in b for pair in pairs) * 2 >= len(pairs)
        case "contact" | "customer":
            return a in b or b in a
        case _:
            return a == b


def dates(rows: Sequence[Row]) -> None:
    """Expected readings found, ours and those of libraries that are at hand."""
    print(f"dates: {len(rows)} relevant, undisputed")
    lines = [json.dumps(row) for row in rows]
    start = time.perf_counter()
    made = [json.loads(line)["pred"] for line in date_predictions(lines)]
    _print_dates("fieldbook", rows, made, time.perf_counter() - start)
    for name, reader in (("jionlp", _jionlp), ("dateparser", _dateparser)):
        try:
            read = reader(importlib.import_module(name if name != "dateparser" else "dateparser.search"))
        except ImportError:
            print(f"  {name}: not installed, so not compared")
            continue
        start = time.perf_counter()
        _print_dates(name, rows, [read(row) for row in rows], time.perf_counter() - start)


def _print_dates(name: str, rows: Sequence[Row], made: Sequence[list[Row]], seconds: float) -> None:
    for language in ("zh", "en"):
        mine = [(row, m) for row, m in zip(rows, made, strict=True) if row["lang"] == language]
        if mine:
            right = sum(_found_all(row["expected"], m) for row, m in mine)
            print(f"  {name} {language}: {100 * right / len(mine):5.1f} % of {len(mine)}")
    print(f"  {name}: {1000 * seconds / max(len(rows), 1):.2f} ms a case")


def _found_all(expected: Iterable[Row], made: list[Row]) -> bool:
    wanted = list(expected)
    if not wanted:
        return not made
    return all(any(_same_date(want, m) for m in made) for want in wanted)


def _same_date(want: Row, made: Row) -> bool:
    """Whether a reading agrees: lengths to two percent, days to the day, hours to the minute."""
    if want["kind"] in ("duration", "recurrence"):
        close = (
            want.get("seconds") is None
            or abs(want["seconds"] - (made["seconds"] or 0)) <= 0.02 * want["seconds"]
        )
        return bool(made["kind"] == want["kind"] and close)
    if made["kind"] in ("duration", "recurrence"):
        return False
    return any(_same_moment(want, reading, made) for reading in (want, *want.get("alt", ())))


def _same_moment(want: Row, reading: Row, made: Row) -> bool:
    start, end = str(reading.get("start") or ""), str(reading.get("end") or "")
    ours, ours_end = str(made.get("start") or ""), str(made.get("end") or "")
    if want.get("cmp") == "within":
        return _days_apart(end or start, ours_end or ours) <= 1
    if want.get("cmp") == "daypart":
        return start[:10] == ours[:10] if want["kind"] == "datetimerange" else bool(_clock(ours))
    match want["kind"]:
        case "time" | "timerange":
            return _same_clock(
                start or end, ours, either=want["kind"] == "timerange" or bool(want.get("ampm"))
            )
        case "datetime" | "datetimerange" if made["kind"] != "time":
            both = start and end and want["kind"] == "datetimerange"
            near = not both or _days_apart(end, ours_end or ours) <= 1
            return (
                near
                and start[:10] == ours[:10]
                and (both or _same_clock(start, ours, either=bool(want.get("ampm"))))
            )
        case "datetime" | "datetimerange":
            return _same_clock(start, ours, either=bool(want.get("ampm")))
        case _ if not start:
            return _days_apart(end, ours_end or ours) <= 1
        case _:
            return start[:10] == ours[:10] and (not end or _days_apart(end, ours_end or ours) <= 1)


def _clock(stamp: str) -> int | None:
    """Minutes since midnight, where the stamp has an hour."""
    found = re.search(r"(?:T|^)(\d\d):(\d\d)", stamp)
    return int(found[1]) * 60 + int(found[2]) if found else None


def _same_clock(a: str, b: str, *, either: bool) -> bool:
    x, y = _clock(a), _clock(b)
    return x is not None and y is not None and abs(x - y) in ((0, 720) if either else (0,))


def _days_apart(a: str, b: str) -> float:
    try:
        return abs((datetime.fromisoformat(a[:10]) - datetime.fromisoformat(b[:10])).days)
    except ValueError:
        return 1e9


def _jionlp(library: Any) -> Callable[[Row], list[Row]]:
    extract = library.ner.extract_time

    def read(row: Row) -> list[Row]:
        base = datetime.fromisoformat(row["reference_datetime"]).timestamp()
        found = extract(row["text"], time_base=base)
        stamps = [f["detail"]["time"] for f in found if isinstance(f["detail"].get("time"), list)]
        return [{"kind": "any", "start": s[0].replace(" ", "T"), "end": s[1], "seconds": 0} for s in stamps]

    return read


def _dateparser(library: Any) -> Callable[[Row], list[Row]]:
    def read(row: Row) -> list[Row]:
        base = datetime.fromisoformat(row["reference_datetime"]).replace(tzinfo=None)
        found = (
            library.search_dates(row["text"], languages=[row["lang"]], settings={"RELATIVE_BASE": base}) or ()
        )
        return [{"kind": "any", "start": day.isoformat(), "end": None, "seconds": 0} for _, day in found]

    return read


if __name__ == "__main__":
    main()
