"""The two ledgers keep their promises: once, in order, never lost."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import event

from bot.capability import Capability, House
from bot.channels import TryLater, Unreachable
from bot.channels.holding import Holding
from bot.messages import Incoming, Outgoing, Reply
from bot.turn import Turn
from store import inbox, outbox
from store.ledgers import InboxRow, OutboxRow
from tests.house import Talker, Town


def echo_house(*failing: str) -> House:
    """A house with one capability that says everything back, and raises on `failing` words."""
    capability = Capability("echo")

    @capability.otherwise
    async def say_back(turn: Turn) -> Reply:
        if turn.text in failing:
            raise RuntimeError("a mistake in a step")
        return turn.say([turn.text])

    return House.of([capability])


async def rep(town: Town, *failing: str) -> Talker:
    town.house = echo_house(*failing)
    town.dispatcher = town.dispatcher.__class__(town.database, town.house, clock=town.clock)
    return await town.hire("li")


async def test_the_same_delivery_twice_is_answered_once(town: Town) -> None:
    li = await rep(town)
    await li.says("一", key="same")
    await li.says("一", key="same")
    assert [message.text for message in li.messages] == ["一"]


async def test_messages_of_a_conversation_are_answered_in_their_order(town: Town) -> None:
    li = await rep(town)
    batch = [
        Incoming(
            channel="test",
            dedupe_key=f"b{n}",
            conversation=li.conversation,
            sender="li",
            said_at=town.clock(),
            text=str(n),
        )
        for n in range(50)
    ]
    await town.intake.accept(batch)
    await town.settle()
    assert [message.text for message in li.messages] == [str(n) for n in range(50)]


async def test_a_message_that_fails_three_times_gets_an_apology_and_blocks_nobody(town: Town) -> None:
    li = await rep(town, "poison")
    await li.says("poison")
    assert li.messages == []
    await li.says("next")
    assert li.messages == []  # it waits for the one before
    for _attempt in range(2):
        town.clock.forward(seconds=5)
        await town.settle()
    assert "1" in li.messages[0].text
    assert li.messages[-1].text == "next"
    assert {row.state for row in await town.all(InboxRow)} == {"done"}


async def test_a_failed_send_makes_the_lane_wait_and_keeps_the_order(town: Town) -> None:
    li = await rep(town)
    town.channel.fails = [TryLater(30, "busy")]
    await li.says("one")
    await li.says("two")
    assert li.messages == []
    town.clock.forward(seconds=31)
    await town.settle()
    assert [message.text for message in li.messages] == ["one", "two"]


async def test_an_unreachable_person_is_given_up_and_an_admin_is_told(town: Town) -> None:
    boss = await town.hire("boss", "admin")
    li = await rep_beside(town)
    town.channel.fails = [Unreachable("blocked by the user")]
    await li.says("hello")
    assert li.messages == []
    row = (await town.all(OutboxRow, conversation=li.conversation))[0]
    assert (row.state, row.error) == ("failed", "blocked by the user")
    assert "blocked by the user" in boss.reads


async def rep_beside(town: Town) -> Talker:
    return await rep(town)


async def test_answers_go_out_before_reminders(town: Town) -> None:
    li = await rep(town)
    await li.says("warm up")
    async with town.database.begin() as session:
        await outbox.write(
            session,
            [
                outbox.Letter(
                    "late",
                    "test",
                    li.conversation,
                    payload=Reply(text="reminder").model_dump(mode="json"),
                    rank=1,
                ),
                outbox.Letter(
                    "soon", "test", li.conversation, payload=Reply(text="answer").model_dump(mode="json")
                ),
            ],
            town.clock(),
        )
    await town.settle()
    assert [message.text for message in li.messages[1:]] == ["answer", "reminder"]


async def test_a_letter_under_a_known_key_is_not_written_again(town: Town) -> None:
    letter = outbox.Letter("once", "test", "chat", payload=Reply(text="x").model_dump(mode="json"))
    for count in (1, 0):
        async with town.database.begin() as session:
            assert len(await outbox.write(session, [letter], town.clock())) == count


async def test_a_lease_that_ended_is_claimed_by_another_worker(town: Town) -> None:
    async with town.database.begin() as session:
        letter = outbox.Letter(
            "left", "test", "chat", payload=Reply(text="left behind").model_dump(mode="json")
        )
        await outbox.write(session, [letter], town.clock())
        assert len(await outbox.claim(session, town.clock(), "dead worker")) == 1
    await town.settle()
    assert town.channel.sent == []
    town.clock.moment += outbox.LEASE + timedelta(seconds=1)
    await town.settle()
    assert [message.text for message in town.channel.sent] == ["left behind"]


async def test_two_workers_on_one_store_keep_the_order_and_do_nothing_twice(town: Town) -> None:
    await rep(town)
    people = [await town.hire(f"rep{n}") for n in range(6)]
    messages = [
        Incoming(
            channel="test", dedupe_key=f"w{n}-{who.name}", conversation=who.conversation, sender=who.name,
            said_at=town.clock(), text=str(n),
        )
        for n in range(20)
        for who in people
    ]  # fmt: skip
    await town.intake.accept(messages)

    async def work() -> None:
        while (answered := await town.dispatcher.take_turns()).messages or await unfinished(town):
            await town.delivery.send(answered.leased, answered.lease)

    await asyncio.gather(work(), work())
    await town.settle()
    for who in people:
        assert [message.text for message in who.messages] == [str(n) for n in range(20)]


async def unfinished(town: Town) -> int:
    async with town.database.begin() as session:
        return (await inbox.oldest_waiting(session))[0]


async def test_messages_that_wait_together_are_accepted_in_one_commit(town: Town) -> None:
    await rep(town)
    commits = 0

    def count(_connection: object) -> None:
        nonlocal commits
        commits += 1

    event.listen(town.database.engine.sync_engine, "commit", count)
    message = Incoming(
        channel="test", dedupe_key="", conversation="c", sender="s", said_at=town.clock(), text="x"
    )
    await asyncio.gather(
        *(town.intake.accept([message.model_copy(update={"dedupe_key": f"g{n}"})]) for n in range(100))
    )
    assert commits <= 2
    assert await unfinished(town) == 100


async def test_whoever_waits_for_a_commit_that_fails_is_told(town: Town) -> None:
    await rep(town)
    message = Incoming(
        channel="test", dedupe_key="x", conversation="c", sender="s", said_at=town.clock(), text="x"
    )
    broken = message.model_copy(update={"conversation": None})
    results = await asyncio.gather(
        town.intake.accept([message]), town.intake.accept([broken]), return_exceptions=True
    )
    assert results[0] is None or isinstance(results[0], Exception)
    assert isinstance(results[1], Exception)
    await town.intake.accept([message])
    assert await unfinished(town) == 1


async def test_a_clock_that_is_set_back_silences_nobody(town: Town) -> None:
    li = await rep(town)
    await li.says("one")
    town.clock.forward(hours=-5)
    await li.says("two")
    assert [message.text for message in li.messages] == ["one", "two"]


async def test_a_platform_that_hangs_keeps_no_other_platforms_lanes(town: Town) -> None:
    li = await rep(town)
    slow = town.opens("slow")
    may_end, send = asyncio.Event(), slow.send

    async def hanging(message: Outgoing) -> str:
        await may_end.wait()
        return await send(message)

    slow.send = hanging  # type: ignore[method-assign]
    letters = [
        outbox.Letter(name, name, li.conversation, payload=Reply(text=name).model_dump(mode="json"))
        for name in ("slow", "test")
    ]
    async with town.database.begin() as session:
        await outbox.write(session, letters, town.clock())
    sending = asyncio.create_task(town.delivery.deliver())
    async with asyncio.timeout(2):
        while (await town.only(OutboxRow, key="test")).state != "sent":
            await asyncio.sleep(0.01)
    await li.says("one")
    assert li.messages[-1].text == "one"
    may_end.set()
    await sending


async def test_the_books_have_what_was_held_when_a_commit_of_theirs_was_cancelled() -> None:
    heard: list[str] = []

    async def accept(messages: Sequence[Incoming]) -> None:
        if not heard:
            heard.append("cancelled")
            raise asyncio.CancelledError  # as where another's message in the same commit was given up
        heard.extend(message.text for message in messages)

    holding = Holding(accept)
    message = Incoming(
        channel="x", dedupe_key="1", conversation="c", sender="s", said_at=datetime.now(UTC), text="最后"
    )
    assert not await holding.take([message], within=0.02)
    await holding.close()
    assert heard == ["cancelled", "最后"]
