"""The README tells the truth: its settings, glossary and pictures are those of the code."""

import re
from pathlib import Path

from bot.settings import Settings
from store import models, people_models

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_settings_table_names_every_setting_and_no_other() -> None:
    told = set(re.findall(r"^\| `FIELDBOOK_([A-Z_]+)`", README, re.MULTILINE))
    assert told == {name.upper() for name in Settings.model_fields}


def test_the_settings_table_tells_the_defaults() -> None:
    rows = re.findall(r"^\| `FIELDBOOK_([A-Z_]+)` \| `([^`]+)` \|", README, re.MULTILINE)
    told = {name.lower(): value for name, value in rows}
    for name, value in told.items():
        default = Settings.model_fields[name].default
        assert str(default).removesuffix(".0") == value, name


def test_every_class_of_the_glossary_is_a_table_of_the_archive() -> None:
    glossary = README.split("## Glossary")[1]
    named = set(re.findall(r"`([A-Z][A-Za-z]+)(?:\.[a-z]+)?` \|$", glossary, re.MULTILINE))
    known = {name for module in (models, people_models) for name in vars(module)}
    assert named
    assert named <= known


def test_the_pictures_are_there() -> None:
    pictures = re.findall(r"\]\((docs/[^)]+\.png)\)", README)
    assert len(pictures) == 3
    assert all((ROOT / picture).stat().st_size > 10_000 for picture in pictures)


def test_nothing_in_the_project_names_a_path_or_host_of_a_machine() -> None:
    constraints = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    assert all(
        re.fullmatch(r"[a-z0-9_.-]+==[^\s@/]+", line, re.IGNORECASE) for line in constraints.splitlines()
    )
