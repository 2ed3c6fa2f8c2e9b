"""The streams of the command line: an object a line, whatever comes."""

import json

from bot.language.lines import date_predictions, predictions


def test_a_message_gives_the_slots_and_its_commitments() -> None:
    line = json.dumps(
        {
            "id": "m1",
            "text": "东软苗总让我周五之前发标书",
            "now": "2025-10-13T09:00",
            "customers": ["东软集团股份有限公司"],
        }
    )
    (made,) = map(json.loads, predictions([line]))
    assert (made["id"], made["intent"], made["customer"], made["contact"]) == (
        "m1",
        "log",
        "东软集团股份有限公司",
        "苗总",
    )
    assert (made["occurred_at"], made["due_at"]) == ("2025-10-13", "2025-10-17")
    assert [c["kind"] for c in made["commitments"]] == ["our_promise"]


def test_a_correction_is_printed_as_other() -> None:
    line = json.dumps({"id": "m2", "text": "不是18万，是15万", "now": "2025-10-13T09:00"})
    assert json.loads(next(predictions([line])))["intent"] == "other"


def test_explained_slots_say_what_is_a_guess() -> None:
    line = json.dumps(
        {
            "id": 3,
            "text": "华锋的李总说签合同",
            "now": "2025-10-13T09:00",
            "customers": ["华峰精密机械有限公司"],
        }
    )
    heard = json.loads(next(predictions([line], explain=True)))["heard"]
    assert ("customer", "homophone") in [(h["slot"], h["guess"]) for h in heard]


def test_a_broken_line_is_an_error_and_the_next_goes_on() -> None:
    good = json.dumps({"id": 2, "text": "谢谢", "now": "2025-10-13T09:00"})
    first, second = map(json.loads, predictions(["{nonsense", good]))
    assert "error" in first
    assert second["id"] == 2


def test_bare_dates_are_streamed_too() -> None:
    line = json.dumps(
        {"id": "d", "text": "明天下午3点", "reference_datetime": "2026-05-06T16:30:00", "lang": "zh"}
    )
    bad, made = map(json.loads, date_predictions(["[]", line]))
    assert bad["err"]
    assert made == {
        "id": "d",
        "err": None,
        "pred": [
            {
                "kind": "datetime",
                "start": "2026-05-07T15:00:00",
                "end": None,
                "seconds": None,
                "text": "明天下午3点",
            }
        ],
    }
