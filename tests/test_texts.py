"""Every text that a person may read is there in both languages, with the same places to fill in."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

from bot.texts import catalogue

ROOT = Path(__file__).parent.parent
SOURCES = [
    path for folder in ("bot", "handlers", "store", "reminders") for path in (ROOT / folder).rglob("*.py")
]


_REFUSALS: dict[str, tuple[str, ...]] = {"channels": ()}
"""What a platform refuses is no text for people; what the store or a handler refuses is."""


def messages() -> dict[str, Path]:
    """What stands inside `_()`, as an argument of `Refused`, or as its default text."""
    found: dict[str, Path] = {}
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("_", *_REFUSALS.get(path.parent.name, ("Refused",)))
                and node.args
            ):
                text = node.args[0]
                if isinstance(text, ast.Constant) and isinstance(text.value, str):
                    found[text.value] = path
    return found


def places(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name is not None}


def test_every_message_has_a_chinese_translation_with_the_same_places() -> None:
    chinese = catalogue("zh")
    missing = [
        f"{path.relative_to(ROOT)}: {text}" for text, path in messages().items() if text not in chinese
    ]
    assert missing == []
    wrong = [text for text in messages() if places(text) != places(chinese[text])]
    assert wrong == []


def test_no_translation_is_left_over() -> None:
    assert sorted(set(catalogue("zh")) - set(messages())) == []


@pytest.mark.parametrize("text", sorted(messages()))
def test_a_translation_speaks_chinese(text: str) -> None:
    translation = catalogue("zh")[text]
    assert re.search("[\u4e00-\u9fff]", translation) or not re.search(
        "[A-Za-z]{3}", re.sub(r"\{.*?\}", "", text)
    )
