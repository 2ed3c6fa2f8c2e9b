"""The `fieldbook` command, as an admin types it."""

import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.__main__ import serve_house
from bot.commandline import run_command

Run = Callable[..., int]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    monkeypatch.setenv("FIELDBOOK_DATA_DIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: run_command(arguments, serve_house)


def test_a_person_is_added_once(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("person", "add", "小李", "--role", "rep", "--team", "华东", "--account", "telegram:7") == 0
    assert run("person", "add", "小李", "--role", "rep") == 1
    assert "already somebody called 小李" in capsys.readouterr().err


def test_a_manager_must_be_known(run: Run) -> None:
    assert run("person", "add", "小李", "--manager", "王总") == 1
    assert run("person", "add", "王总", "--role", "manager") == 0
    assert run("person", "add", "小李", "--manager", "王总") == 0


def test_an_account_without_a_channel_is_refused_and_nobody_is_added(run: Run) -> None:
    assert run("person", "add", "小李", "--account", "12345") == 1
    assert run("person", "add", "小李", "--account", "telegram:12345") == 0


def test_an_unknown_time_zone_is_refused(run: Run) -> None:
    assert run("person", "add", "小李", "--timezone", "Mars/Base") == 1
    assert run("person", "add", "小李", "--timezone", "Europe/Berlin") == 0


def test_what_is_done_to_people_is_written_down(run: Run, tmp_path: Path) -> None:
    import sqlite3

    run("person", "add", "小李")
    run("person", "invite", "小李")
    with sqlite3.connect(tmp_path / "fieldbook.db") as books:
        rows = books.execute(
            "SELECT channel, action, model, record_id FROM auditentry ORDER BY id"
        ).fetchall()
    books.close()
    assert rows == [("command", "create", "person", 1), ("command", "invite", "person", 1)]


def test_checking_changes_nothing(run: Run, tmp_path: Path) -> None:
    import sqlite3

    assert run("check") == 0
    with sqlite3.connect(tmp_path / "fieldbook.db") as books:
        assert books.execute("SELECT name FROM sqlite_master").fetchall() == []
    books.close()


def test_an_invitation_prints_a_code_of_six_digits(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run("person", "add", "小李")
    assert run("person", "invite", "小李") == 0
    assert re.search(r"Code: \d{6} ", capsys.readouterr().out)
    assert run("person", "invite", "小张") == 1


def test_find_answers_a_line_for_each_query(
    run: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run("person", "add", "小李")
    capsys.readouterr()
    monkeypatch.setattr("sys.stdin", io.StringIO("华为\n' OR 1=1 --\n"))
    assert run("find", "--as", "小李", "--stdin", "--json") == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["query"] for line in lines] == ["华为", "' OR 1=1 --"]
    assert all(line["results"] == [] and line["ms"] >= 0 for line in lines)
    assert run("find", "--as", "nobody", "华为") == 1


def test_understand_prints_what_messages_mean(
    run: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    message = {
        "id": "1",
        "text": "昨天拜访了华为张经理，周五前要报价",
        "now": "2026-05-06T16:30",
        "customers": ["华为技术有限公司"],
    }
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(message) + "\nno json\n"))
    assert run("understand") == 0
    read, broken = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (read["intent"], read["customer"], read["contact"], read["method"]) == (
        "log",
        "华为技术有限公司",
        "张经理",
        "visit",
    )
    assert (read["occurred_at"], read["due_at"]) == ("2026-05-05", "2026-05-08")
    assert broken["err"] if "err" in broken else broken["error"]


def test_check_says_what_is_set_up(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check") == 0
    told = capsys.readouterr().out
    assert "✓ 数据库：正常（SQLite）" in told
    assert told.count("没有设置") == 4


def test_check_says_that_telegram_cannot_be_reached(
    run: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIELDBOOK_TELEGRAM_TOKEN", "1:secret")
    monkeypatch.setenv("FIELDBOOK_TELEGRAM_BASE_URL", "http://127.0.0.1:9/bot")
    monkeypatch.setenv("FIELDBOOK_LANGUAGE", "en")
    assert run("check") == 1
    told = capsys.readouterr().out
    assert "out of reach" in told
    assert "secret" not in told


def test_migrate_can_be_repeated(run: Run) -> None:
    assert run("migrate") == 0
    assert run("migrate") == 0
