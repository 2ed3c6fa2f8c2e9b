"""One day on every platform: the same words give the same records, and each shows them in its own way."""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from store.db import Database
from tests.day import CHINESE, ENGLISH, Step
from tests.house import Clock
from tests.lived import Lived, live
from tests.platforms import PLATFORMS
from tests.street import Platform
from tests.transcripts import name_of, written

TRANSCRIPTS = Path(__file__).parent.parent / "docs" / "transcripts"


@pytest.fixture
async def database(migrated: Path, tmp_path: Path) -> AsyncIterator[Database]:
    path = tmp_path / "fieldbook.db"
    path.write_bytes(migrated.read_bytes())
    opened = Database(f"sqlite:///{path}", synchronous="NORMAL")
    yield opened
    await opened.close()


@pytest.mark.parametrize("script", [CHINESE, ENGLISH], ids=["chinese", "english"])
@pytest.mark.parametrize("platform", PLATFORMS, ids=lambda kind: kind.__name__)
async def test_a_day_is_lived_on_every_platform(
    platform: type[Platform], script: Sequence[Step], database: Database, tmp_path: Path, clock: Clock
) -> None:
    lived: Lived = await live(platform(), script, database, tmp_path, clock)
    assert lived.missing == []
    told = (TRANSCRIPTS / f"{name_of(platform)}.md").read_text(encoding="utf-8")
    assert written(lived) in told, "run python -m tests.transcripts docs/transcripts"
