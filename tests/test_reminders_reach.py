"""Reminders reach their people, or wait for them; a rule that fails and thousands at once harm nobody."""

from dataclasses import dataclass, replace

from sqlalchemy import delete, event

from bot.channels import TryLater, Unreachable
from bot.reminding import Wording, sweep
from reminders.commitment_due import CommitmentDue
from store import people
from store.ledgers import OutboxRow
from store.models import Commitment
from store.people_models import Account
from tests.house import TestChannel
from tests.reminding import REMIND, with_wang


@dataclass(frozen=True)
class Broken(CommitmentDue):
    """Rules that fail while they plan, or while they word."""

    name: str = "broken"
    plans: bool = False

    async def due(self, archive, now):
        if self.plans:
            raise RuntimeError("a mistake in a rule")
        return await super().due(archive, now)

    async def compose(self, turn, due):
        raise RuntimeError("a mistake in a rule")


async def test_a_rule_that_fails_keeps_no_other_reminder_from_being_said(hire, town):
    boss = await hire("老板", "admin")
    li = await with_wang(hire)
    await li.says(REMIND)
    town.clock.set("2026-05-07 09:00")
    assert (
        await sweep(town.database, [Broken("no plan", plans=True), Broken(), CommitmentDue()], town.clock())
        == 2
    )
    composers = {**town.delivery.composers}
    composers["broken"] = Wording(Broken())
    town.delivery = replace(town.delivery, composers=composers)
    for _attempt in range(4):
        await town.settle()
        town.clock.forward(seconds=30)
    assert [said.text.splitlines()[0] for said in li.messages if said.reminder] == [
        "⏰ 苏州明达 王姐 — 给王姐发合同"
    ]
    row = await town.only(OutboxRow, rule="broken")
    assert (row.state, row.error) == ("failed", "RuntimeError")
    assert all(account.reachable for account in await town.all(Account))
    assert "RuntimeError" in boss.reads
    await li.says("今天")
    assert "王姐" in li.reads


async def test_five_thousand_due_at_once_are_planned_by_few_queries_and_once(hire, town):
    li = await hire("小李")
    moment = town.clock()
    async with town.database.begin() as session:
        session.add_all(
            Commitment(
                owner_id=li.person.id, text=str(n), due_on=moment.date(), remind_at=moment, created_at=moment
            )
            for n in range(5000)
        )
    queries = []

    def note(_connection, _cursor, statement, *_rest):
        queries.append(statement.split()[0])

    event.listen(town.database.engine.sync_engine, "before_cursor_execute", note)
    assert await sweep(town.database, [CommitmentDue()], moment) == 5000
    assert len(queries) < 60
    queries.clear()
    assert await sweep(town.database, [CommitmentDue()], moment) == 0
    assert not {"INSERT", "UPDATE", "DELETE"} & set(queries)


async def test_whoever_was_let_go_hears_nothing_that_still_waits(hire, town):
    admin = await hire("管理", "admin")
    li = await with_wang(hire)
    await li.says(REMIND)
    town.channel.fails = [TryLater(60, "busy")]
    await li.says("王姐电话")
    before = len(li.messages)
    await admin.says("离职 小李")
    await admin.taps("确认停用")
    town.clock.set("2026-05-07 09:00")
    await town.remind()
    assert len(li.messages) == before
    assert {row.state for row in await town.all(OutboxRow)} <= {"sent", "dropped"}


async def test_a_chat_that_became_anothers_hears_nothing_that_was_meant_for_the_first(hire, town):
    li = await with_wang(hire)
    town.channel.fails = [TryLater(60, "busy")]
    await li.says("王姐电话")
    wang = await hire("小王")
    async with town.database.begin() as session:
        await people.link_account(session, wang.person.id, "test", "小李", li.conversation)
    before = len(li.messages)
    town.clock.forward(seconds=90)
    await town.settle()
    assert len(li.messages) == before


async def test_a_reminder_waits_for_a_person_without_a_chat(hire, town):
    li = await with_wang(hire)
    await li.says(REMIND)
    async with town.database.begin() as session:
        await session.execute(delete(Account))
    town.clock.set("2026-05-07 09:00")
    await town.remind()
    assert not [said for said in li.messages if said.reminder]
    async with town.database.begin() as session:
        await people.link_account(session, li.person.id, "test", "小李", li.conversation)
    town.clock.set("2026-05-07 11:00")
    await town.remind()
    assert "迟到了" in li.reads


async def test_a_reminder_that_could_not_be_said_is_said_when_they_come_back(hire, town):
    li = await with_wang(hire)
    await li.says(REMIND)
    town.clock.set("2026-05-07 09:00")
    town.channel.fails = [Unreachable("blocked")] * 3
    await town.remind()
    assert not [said for said in li.messages if said.reminder]
    town.channel.fails = []
    town.clock.set("2026-05-07 14:00")
    await li.says("谢谢")
    assert "迟到了" in li.reads
    assert sum(said.reminder for said in li.messages) == 1


async def test_a_reminder_follows_its_person_to_a_channel_where_they_are(hire, town):
    li = await with_wang(hire)
    await li.says(REMIND)
    page = TestChannel("web")
    town.delivery = replace(town.delivery, channels={"test": town.channel, "web": page})
    async with town.database.begin() as session:
        await people.link_account(session, li.person.id, "web", "p1", "p1")
    town.clock.set("2026-05-07 09:00")
    town.channel.fails = [Unreachable("blocked")] * 3
    await town.remind()
    assert any("给王姐发合同" in said.text for said in page.sent)
    assert [said.text for said in li.messages if said.reminder] == []
