"""In a group, on each platform that has them: nobody is shown there what is private, whatever they try."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import col

from bot.group import PRIVATE
from bot.texts import translate
from store import people
from store.db import Database
from store.ledgers import Card
from store.models import Interaction
from store.people_models import Account
from tests.house import Clock
from tests.platforms import OnDingTalk, OnDingTalkCards, OnTheWecomBot
from tests.street import Street, street

SAID_THERE = translate("zh", PRIVATE)
CUSTOMER = "宁波海润"


@pytest.fixture
async def database(migrated: Path, tmp_path: Path) -> AsyncIterator[Database]:
    path = tmp_path / "fieldbook.db"
    path.write_bytes(migrated.read_bytes())
    opened = Database(f"sqlite:///{path}", synchronous="NORMAL")
    yield opened
    await opened.close()


async def bound(here: Street, who: str) -> Any:
    """Somebody whose account is bound, in their private chat."""
    id_, channel = here.platform.ids[who], here.platform.channel
    async with here.service.database.begin() as session:
        person = await people.add_person(session, who, "rep", here.clock(), team="华东")
        chat = f"user:{id_}" if channel == "dingtalk" else id_
        await people.link_account(session, person.id, channel, id_, chat)
    return await here.platform.phone(who)


@pytest.mark.parametrize(
    "platform", [OnTheWecomBot, OnDingTalk, OnDingTalkCards], ids=lambda one: one.__name__
)
async def test_a_group_learns_nothing_of_its_members_customers(
    platform: Any, database: Database, tmp_path: Path, clock: Clock
) -> None:
    async with street(platform(), database, tmp_path, clock) as here:
        wang, anna = await bound(here, "小王"), await bound(here, "Anna")
        await wang.says(f"今天拜访了{CUSTOMER}张经理，对定制方案感兴趣，下周二再跟进")
        await here.quiet(1)
        await wang.taps("1 新建并记录")
        await here.quiet(2)
        card = await newest_card(database)
        group = here.platform.server.group("cidGROUP")  # type: ignore[attr-defined]  # each of the three has one
        wang_there, anna_there = wang.where(group), anna.where(group)
        said = [CUSTOMER, "我的客户", "今天", "1", "撤销", f"撤销 #{card}.0", f"{CUSTOMER}的文件", "导出"]
        for place, words in enumerate(said):
            await (wang_there if place % 2 else anna_there).says(words)
        await here.quiet(2 + len(said))
        await wang_there.says(f"今天给{CUSTOMER}打了电话，他们嫌贵")
        await here.quiet(3 + len(said))
        shown = [seen.text for seen in group.seen]
        assert shown[:-1] == [SAID_THERE] * len(said)
        assert CUSTOMER not in "".join(shown)
        assert anna.seen == []  # and nothing of it came to the wrong private chat
        before = len(wang.seen)
        await anna.says(f"✓ 撤销 #{card}.0")  # a button of somebody else's, typed in one's own chat
        await here.quiet(4 + len(said))
        assert CUSTOMER not in "".join(seen.text for seen in anna.seen)
        assert len(wang.seen) == before
        async with database.begin() as session:
            found = list((await session.execute(select(Interaction))).scalars())
            accounts = list((await session.execute(select(Account))).scalars())
        assert len(found) == 2  # what was said in the group was logged, and nothing was undone
        assert not any("cidGROUP" in account.conversation for account in accounts)


async def newest_card(database: Database) -> str:
    async with database.begin() as session:
        cards = select(Card).order_by(col(Card.id).desc()).limit(1)
        return (await session.execute(cards)).scalar_one().code
