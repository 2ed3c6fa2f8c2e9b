"""Writes down a day on every platform, as its people see it: `python -m tests.transcripts docs/transcripts`."""

import asyncio
import logging
import re
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from bot.texts import show_channel
from store.db import Database
from tests.day import CHINESE, ENGLISH
from tests.house import Clock
from tests.lived import Lived, live
from tests.platforms import PLATFORMS
from tests.street import Platform

SECRET = re.compile(r"\b\d{6}\b(?!-)|(?<=start=)[\w-]+")


async def transcript(platform: type[Platform]) -> str:
    """The Chinese and the English day on one platform, without the codes that bind."""
    parts = [f"# A day on {show_channel(platform.channel, 'en')}"]
    for title, script in (("中文", CHINESE), ("English", ENGLISH)):
        with tempfile.TemporaryDirectory() as folder:
            database = Database(f"sqlite:///{folder}/fieldbook.db", synchronous="NORMAL")
            await database.migrate()
            lived: Lived = await live(platform(), script, database, Path(folder), Clock(datetime.now(UTC)))
            await database.close()
        parts += [f"\n## {title}", written(lived), *(f"MISSING: {words}" for words in lived.missing)]
    return "\n".join(parts) + "\n"


def written(lived: Lived) -> str:
    """What was said and seen, without the codes that bind."""
    return SECRET.sub("······", "\n".join(lived.lines))


def name_of(platform: type[Platform]) -> str:
    """The file of a platform's transcript."""
    cards = "-cards" if getattr(platform, "template", "") else ""
    return platform.channel.replace("_", "-") + cards


def main(folder: Path) -> None:
    logging.disable(logging.CRITICAL)
    folder.mkdir(parents=True, exist_ok=True)
    for platform in PLATFORMS:
        text = asyncio.run(transcript(platform))
        (folder / f"{name_of(platform)}.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
