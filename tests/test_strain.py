"""The ledgers under strain: bad messages, mistakes of ours, people who come and go, thousands at once."""

import asyncio
from dataclasses import dataclass, field, replace

from sqlalchemy import event, update
from sqlmodel import col

from bot.capability import Capability, House
from bot.messages import Incoming, Reply
from bot.service import Service
from bot.turn import Turn
from store import inbox, outbox
from store.actors import NotFound, Refused
from store.db import Database
from store.ledgers import DialogRow, InboxRow, OutboxRow
from store.models import AuditEntry, Commitment, Customer, Interaction
from tests.house import Talker, TestChannel, Town
from tests.test_ledgers import rep


@dataclass
class SlowChannel(TestChannel):
    """A platform that takes its time."""

    begun: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(self, message):
        self.begun.set()
        await asyncio.sleep(0.3)
        return await super().send(message)


def message(town: Town, key: str, **facts: object) -> Incoming:
    known = {"channel": "test", "conversation": "chat-li", "sender": "li", "said_at": town.clock()}
    return Incoming.model_validate({**known, "dedupe_key": key, "text": key, **facts})


async def test_a_message_that_cannot_be_stored_spoils_no_other_and_is_not_offered_again(town):
    li = await rep(town)
    bad = [
        message(town, f"bad{n}").model_copy(update={"message_id": text}) for n, text in enumerate("\0\ud800")
    ]
    await asyncio.gather(
        town.intake.accept([message(town, "one"), *bad, message(town, "two")]),
        town.intake.accept([message(town, "three")]),
    )
    await town.settle()
    assert [said.text for said in li.messages if not said.text.startswith("bad")] == ["one", "two", "three"]


async def test_thousands_of_messages_are_accepted_at_once(town):
    await rep(town)
    await town.intake.accept([message(town, f"m{n}") for n in range(4000)])
    async with town.database.begin() as session:
        assert (await inbox.oldest_waiting(session))[0] == 4000


async def test_a_row_of_a_form_that_is_not_known_any_more_blocks_nobody(town):
    li = await rep(town)
    await town.intake.accept([message(town, "old"), message(town, "other", conversation="c2")])
    async with town.database.begin() as session:
        await session.execute(
            update(InboxRow)
            .where(col(InboxRow.dedupe_key) == "old")
            .values(payload={"sender": "li", "text": "old", "moved": 1})
        )
    for _attempt in range(3):
        await town.settle()
        town.clock.forward(seconds=5)
    assert "other" in [sent.text for sent in town.channel.sent]
    assert len(li.messages) == 1  # the apology
    assert {row.state for row in await town.all(InboxRow)} == {"done"}


async def test_what_waited_too_long_for_a_sender_is_not_sent_twice(town):
    li = await rep(town)
    await town.intake.accept([message(town, "one")])
    answered = await town.dispatcher.take_turns()
    town.clock.forward(seconds=outbox.LEASE.total_seconds() + 1)
    await town.delivery.deliver()
    await town.delivery.send(answered.leased, answered.lease)
    assert [said.text for said in li.messages] == ["one"]


@dataclass
class Flaky:
    """A database that goes away and comes back."""

    real: Database
    away: bool = False

    def begin(self):
        if self.away:
            raise ConnectionError("away")
        return self.real.begin()


async def test_what_was_sent_while_the_database_went_away_is_not_sent_again(town):
    li = await rep(town)
    await town.intake.accept([message(town, "one")])
    answered = await town.dispatcher.take_turns()
    database, channel = Flaky(town.database), SlowChannel()
    town.channel = channel
    delivery = replace(town.delivery, database=database, channels={"test": channel})
    sending = asyncio.create_task(delivery.send(answered.leased, answered.lease))
    await channel.begun.wait()
    database.away = True
    while not channel.sent:
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.01)
    database.away = False
    town.clock.forward(seconds=outbox.LEASE.total_seconds() + 1)
    assert await delivery.deliver() == 1  # before the first sender tries again
    await sending
    assert [said.text for said in li.messages] == ["one"]
    assert (await town.only(OutboxRow)).state == "sent"


async def test_what_was_sent_stays_sent_whatever_a_late_sender_says(town):
    await rep(town)
    await town.intake.accept([message(town, "one")])
    answered = await town.dispatcher.take_turns()
    for state in ("sent", "failed"):
        async with town.database.begin() as session:
            done = [outbox.Outcome(row, state=state, message_id="m1") for row in answered.leased]
            await outbox.settle(session, done, "another", [], town.clock())
    assert (await town.only(OutboxRow)).state == "sent"


def service(town: Town, channel: TestChannel) -> Service:
    town.channel = channel
    town.delivery = replace(town.delivery, channels={"test": channel})
    return Service(
        town.database, town.intake, town.dispatcher, town.delivery, {"test": channel}, [], town.clock
    )


async def test_a_service_that_stops_writes_down_what_it_is_sending(town):
    await rep(town)
    channel = SlowChannel()
    house = service(town, channel)
    work = [house.work_inbox(), house.work_outbox(), *(house.send_answers() for _ in range(8))]
    await town.intake.accept([message(town, "one")])
    running = asyncio.gather(*work)
    await channel.begun.wait()
    house.stop()
    await asyncio.wait_for(running, 5)
    assert (await town.only(OutboxRow)).state == "sent"


async def test_a_hundred_that_wait_are_answered_in_few_transactions(town):
    await rep(town)
    writers = [await town.hire(f"rep{n}") for n in range(100)]
    await town.intake.accept(
        [
            message(town, f"k{n}", sender=who.name, conversation=who.conversation)
            for n, who in enumerate(writers)
        ]
    )
    commits = 0

    def count(_connection: object) -> None:
        nonlocal commits
        commits += 1

    event.listen(town.database.engine.sync_engine, "commit", count)
    await town.settle()
    assert len(town.channel.sent) == 100
    assert commits <= 3 * 4 + 4  # turns, a look at the cards, settling, for 32 at a time; two looks in vain


async def test_undo_leaves_alone_what_one_may_not_edit_any_more(hire, town):
    li = await hire("小李", customers=("华峰精密",))
    wang = await hire("小王")
    await li.says("今天拜访了华峰,嫌贵,下周二再跟进")
    await give(town, wang)
    await li.says("撤销")
    assert "待办保留：现在已不归你改。" in li.reads
    assert len(await town.all(Interaction)) == 1


async def test_undo_is_good_for_what_came_back_to_one(hire, town):
    li = await hire("小李", customers=("华峰精密",))
    wang = await hire("小王")
    await li.says("今天拜访了华峰,嫌贵,下周二再跟进")
    await give(town, wang)
    await give(town, li)
    await li.says("撤销")
    assert await town.all(Interaction) == await town.all(Commitment) == []


async def give(town: Town, to: Talker) -> None:
    """Put every customer into other hands, as an admin does in the database."""
    assert to.person is not None
    async with town.database.begin() as session:
        await session.execute(update(Customer).values(owner_id=to.person.id))


async def test_a_refusal_tells_a_group_nothing(hire, town):
    await hire("小李", customers=("华峰精密",))
    head = await hire("老板", "executive")
    await head.says_in_group("今天拜访了华峰,嫌贵")
    assert town.channel.sent[-1].text == "客户信息请私聊我。"
    refused = await town.only(AuditEntry, action="refused")
    assert refused.details["model"] == "customer"
    assert await town.all(Interaction) == []


async def test_a_refusal_is_written_down_with_what_was_tried(hire, town):
    li = await hire("小李", customers=("华峰精密",))
    wang = await hire("小王")
    await li.says("今天拜访了华峰,嫌贵")
    card = li.sees
    await give(town, wang)
    await li.taps("补内容", on=card)
    refused = await town.only(AuditEntry, action="refused", person_id=li.person.id)
    assert refused.details["said"] == "not found"
    assert (refused.details["model"], refused.details["id"]) == ("interaction", 1)


def pressing_house(failures: list[Exception]) -> House:
    """A house with one button, whose step raises these before it succeeds."""
    capability = Capability("press")

    @capability.step
    async def go(turn: Turn) -> Reply:
        turn.topic["customer"] = 99
        if failures:
            raise failures.pop(0)
        return turn.say(["gone"])

    @capability.otherwise
    async def offer(turn: Turn) -> Reply:
        return turn.say(["here"], buttons=[turn.choice("Go", "press.go")])

    return House.of([capability])


async def test_a_press_that_came_to_nothing_is_not_used_up(town):
    await rep(town)
    house = pressing_house([Refused("no"), NotFound(), RuntimeError("a mistake"), RuntimeError("a mistake")])
    town.dispatcher = replace(town.dispatcher, house=house)
    li = await town.hire("wu")
    await li.says("hello")
    for words in ("no", "没找到，或者不是你的客户。"):
        await li.taps("Go")
        assert li.reads == words
    await li.taps("Go")
    for _attempt in range(2):
        town.clock.forward(seconds=5)
        await town.settle()
    assert li.reads == "gone"
    await li.taps("Go")
    assert li.reads.startswith("已处理")
    topics = [row.topic for row in await town.all(DialogRow) if row.topic]
    assert topics == [{"customer": 99}]
