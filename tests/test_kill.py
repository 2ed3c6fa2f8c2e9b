"""Real processes are killed with -9 in the middle of a day; the books and the chats are counted after."""

import asyncio
import random
import re
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from store import people
from store.db import Database
from store.ledgers import InboxRow, OutboxRow
from store.models import Commitment
from tests.processes import FakeTelegram, Process, fake_telegram, free_port, service

pytestmark = pytest.mark.processes

REPS = (1001, 1002, 1003, 1004)
EACH = 10
CLAIMED = 5
KILLS = 4
_NUMBER = re.compile(r"第(\d+)项")


@pytest.fixture
async def telegram(tmp_path: Path) -> AsyncIterator[FakeTelegram]:
    fake = fake_telegram(tmp_path)
    await fake.ready()
    yield fake
    await fake.close()


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_killed_again_and_again_it_loses_doubles_and_reorders_nothing(
    mode: str, database_url: str, telegram: FakeTelegram, tmp_path: Path
) -> None:
    await hire_all(database_url)
    port = str(free_port())
    address = f"http://127.0.0.1:{port}"
    fieldbook = service(tmp_path, database_url, telegram, telegram_mode=mode, public_url=address, port=port)
    fieldbook.start()
    chance = random.Random(mode)
    try:
        talking = asyncio.gather(*(talk(telegram, rep, chance.random()) for rep in REPS))
        for _kill in range(KILLS):
            await health(fieldbook, telegram)
            await asyncio.sleep(chance.random())
            fieldbook.kill()
            fieldbook.start()
        await talking
        doubled = await everything_answered(fieldbook, telegram)
    finally:
        fieldbook.kill()
    effects, waiting, unsent = await books(database_url)
    assert effects == Counter(dict.fromkeys(range(len(REPS) * EACH), 1))
    assert (waiting, unsent) == (0, 0)
    # what was in a killed sender's hand (of each chat what was claimed together) is sent again:
    # Telegram has no key to tell it by
    assert doubled <= KILLS * len(REPS) * CLAIMED


async def test_asked_to_stop_it_ends_at_once_and_goes_on_at_the_next_start(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'fieldbook.db'}"
    await hire_all(url)
    fieldbook = service(tmp_path, url, telegram)
    fieldbook.start()
    await telegram.post("say", user=REPS[0], text="明早9点提醒我核对第0项")
    await answered(telegram, REPS[0], 1)
    fieldbook.stop()
    await telegram.post("say", user=REPS[0], text="明早9点提醒我核对第1项")
    fieldbook.start()
    await answered(telegram, REPS[0], 2)
    fieldbook.stop()
    assert Counter(await order(telegram, REPS[0])) == {0: 1, 1: 1}


async def test_it_comes_up_without_telegram_and_connects_when_it_can(tmp_path: Path) -> None:
    fake = fake_telegram(tmp_path)
    await fake.ready()
    fake.process.kill()
    url = f"sqlite:///{tmp_path / 'fieldbook.db'}"
    await hire_all(url)
    fieldbook = service(tmp_path, url, fake)
    fieldbook.start()
    try:
        assert (await health(fieldbook, fake))["channels"]["telegram"]["connected"] is False  # type: ignore[index]  # JSON
        fake.process.start()
        await fake.ready()
        await fake.post("say", user=REPS[0], text="明早9点提醒我核对第0项")
        await answered(fake, REPS[0], 1, seconds=40)
    finally:
        fieldbook.kill()
        await fake.close()


async def hire_all(database_url: str) -> None:
    database = Database(database_url)
    await database.migrate()
    async with database.begin() as session:
        for rep in REPS:
            person = await people.add_person(session, f"rep{rep}", "rep", datetime.now(UTC))
            await people.link_account(session, person.id, "telegram", str(rep), str(rep))
    await database.close()


async def talk(telegram: FakeTelegram, rep: int, pause: float) -> None:
    """A rep says one thing after the other, without waiting for the answers."""
    first = REPS.index(rep) * EACH
    for number in range(first, first + EACH):
        await telegram.post("say", user=rep, text=f"明早9点提醒我核对第{number}项")
        await asyncio.sleep(0.3 + pause / 2)


async def order(telegram: FakeTelegram, rep: int) -> list[int]:
    """The numbers that a rep was answered, in the order of their arrival."""
    sent = (await telegram.get("sent", chat=rep)).get(str(rep), [])
    found = (_NUMBER.search(str(message["text"])) for message in sent)
    return [int(number[1]) for number in found if number]


async def answered(telegram: FakeTelegram, rep: int, count: int, seconds: float = 30) -> list[int]:
    async with asyncio.timeout(seconds):
        while len(set(numbers := await order(telegram, rep))) < count:
            await asyncio.sleep(0.1)
    return numbers


async def everything_answered(fieldbook: Process, telegram: FakeTelegram) -> int:
    """Wait for all answers and until nothing waits any more; how many came twice."""
    for rep in REPS:
        await answered(telegram, rep, EACH, seconds=60)
    await at_rest(fieldbook, telegram)
    return await doubled_in_order(telegram)


async def at_rest(fieldbook: Process, telegram: FakeTelegram, seconds: float = 60) -> None:
    """Wait until nothing waits: what a killed sender had in hand is sent again once its lease has ended."""
    async with asyncio.timeout(seconds):
        while True:
            told = await health(fieldbook, telegram)
            if told["inbox"]["count"] == told["outbox"]["count"] == 0:  # type: ignore[index]  # JSON
                return
            await asyncio.sleep(0.2)


async def doubled_in_order(telegram: FakeTelegram) -> int:
    """How many answers came twice; the first of each came in the order of the questions."""
    doubled = 0
    for rep in REPS:
        numbers = await order(telegram, rep)
        firsts = list(dict.fromkeys(numbers))
        assert firsts == sorted(firsts)
        doubled += len(numbers) - len(firsts)
    return doubled


async def books(database_url: str) -> tuple[Counter[int], int, int]:
    """How often each message had its effect, how many messages wait, how many answers are unsent."""
    from sqlalchemy import func, select
    from sqlmodel import col

    database = Database(database_url)
    async with database.begin() as session:
        texts = (await session.execute(select(col(Commitment.text)))).scalars()
        effects = Counter(int(found[1]) for text in texts if (found := _NUMBER.search(text)))
        waiting = await session.execute(
            select(func.count()).select_from(InboxRow).where(col(InboxRow.state) == "waiting")
        )
        unsent = await session.execute(
            select(func.count()).select_from(OutboxRow).where(col(OutboxRow.state) == "unsent")
        )
        counts = (int(waiting.scalar_one()), int(unsent.scalar_one()))
    await database.close()
    return effects, *counts


async def health(fieldbook: Process, telegram: FakeTelegram) -> dict[str, object]:
    """What the service says of itself, once it listens."""
    address = f"http://127.0.0.1:{fieldbook.environment['FIELDBOOK_PORT']}/health"
    for _try in range(600):
        try:
            async with telegram.session.get(address) as answer:
                return dict(await answer.json())
        except OSError:
            await asyncio.sleep(0.1)
    raise TimeoutError("the service did not come up")
