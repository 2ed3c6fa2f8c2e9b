"""One person, many accounts: bound by oneself, a dialog begun here and finished there, reminders that arrive."""

import re
import time
from datetime import date

import pytest

from bot.channels import Limits, Rate, TryLater, Unreachable
from bot.messages import Incoming
from bot.pace import Pace
from store.ledgers import OutboxRow
from store.models import Commitment, Interaction
from store.people_models import Account, Person
from tests.house import Talker, TestChannel, Town


async def also_on(li: Talker, app: TestChannel) -> Talker:
    """The same person in another chat app, bound by a code that they made themselves."""
    await li.says("绑定新账号")
    await li.taps("再绑一个")
    code = re.search(r"\b\d{6}\b", li.reads)
    assert code
    there = li.town.stranger(f"{li.name}-{app.name}", on=app)
    await there.says(code[0])
    assert there.reads.startswith(f"欢迎，{li.name}")
    return there


async def test_a_rep_binds_a_second_account_without_an_admin(hire, town: Town):
    li = await hire("小李")
    there = await also_on(li, town.opens("dingtalk"))
    person = await town.only(Person, name="小李")
    assert {row.channel for row in await town.all(Account, person_id=person.id)} == {"test", "dingtalk"}
    await there.says("我的账号")
    assert there.reads.splitlines()[0] == "📱 你已绑定：test、钉钉"


async def test_the_same_in_english(hire, town: Town):
    ann = await hire("Ann", language="en")
    await ann.says("my accounts")
    assert ann.reads.splitlines() == ["📱 You are reached on: test", "Reminders go to where you wrote last."]
    await ann.says("reminders to DingTalk")
    assert ann.reads == "You are not bound on DingTalk yet."
    await ann.taps("Bind another")
    assert re.search(r"this code: \d{6}\n", ann.reads)


async def test_a_code_for_oneself_binds_nobody_else_twice(hire, town: Town):
    li = await hire("小李")
    await also_on(li, town.opens("wecom_bot"))
    code = re.search(r"\d{6}", next(m.text for m in reversed(li.messages) if re.search(r"\d{6}", m.text)))
    assert code
    thief = town.stranger("路人")
    await thief.says(code[0])
    assert thief.reads == "绑定码不对或已失效。请向管理员要一个新的。"


async def test_a_question_asked_here_is_answered_there(hire, town: Town):
    li = await hire("小李")
    there = await also_on(li, town.opens("wecom"))
    await li.says("今天拜访了宁波海润张经理，对定制方案感兴趣，下周二再跟进")
    assert any("新建" in label for label in li.labels)
    await there.says("1")
    assert "宁波海润" in there.reads
    assert len(await town.all(Interaction)) == 1
    assert "✓" in li.messages[-1].text  # the card where it was asked shows what was chosen


async def test_an_open_question_takes_words_from_any_of_ones_chats(hire, town: Town):
    li = await hire("小李")
    there = await also_on(li, town.opens("wecom"))
    await li.says("新建客户")
    await there.says("宁波海润机械")
    assert there.reads == "宁波海润机械：联系人？例：王经理 139…"
    await li.says("王经理 13800138000")
    assert "王经理" in li.reads
    assert "宁波海润机械" in li.reads


async def test_what_was_logged_here_is_corrected_there(hire, town: Town):
    li = await hire("小李", customers=("宁波海润",))
    there = await also_on(li, town.opens("telegram"))
    await li.says("今天拜访了宁波海润，下周二再跟进")
    await there.says("不是下周二，是周三")
    assert there.reads == "✏️ 已改：下次跟进 05-12 周二 → 05-13 周三 09:33"
    row = await town.only(Commitment)
    assert row.due_on == date(2026, 5, 13)


async def test_a_number_means_the_list_of_this_chat_where_no_question_is_open(hire, town: Town):
    li = await hire("小李", customers=("宁波海润", "杭州智云"))
    there = await also_on(li, town.opens("telegram"))
    await there.says("我的客户")
    second = re.search(r"^2 (\S+)", there.reads, re.MULTILINE)
    assert second
    await li.says("我的客户")
    await li.says("宁波海润")
    await there.says("2")
    assert there.reads.splitlines()[0].startswith(f"📇 {second[1]} · ")


async def test_reminders_go_to_the_preferred_channel(hire, town: Town, clock):
    li = await hire("小李", customers=("宁波海润",))
    there = await also_on(li, town.opens("dingtalk"))
    await li.says("提醒发到钉钉")
    assert li.reads == "以后提醒发到钉钉；那边发不到时，发到你的另一个聊天软件。"
    await li.says("明天上午10点提醒我给宁波海润发样本")
    clock.set("2026-05-07 10:00")
    await town.remind()
    assert "发样本" in there.reads
    assert not any("发样本" in message.text and message.reminder for message in li.messages)


async def test_a_reminder_finds_the_other_channel_when_the_preferred_one_is_gone(hire, town: Town, clock):
    li = await hire("小李", customers=("宁波海润",))
    app = town.opens("dingtalk")
    await also_on(li, app)
    await li.says("提醒发到钉钉")
    await li.says("明天上午10点提醒我给宁波海润发样本")
    clock.set("2026-05-07 10:00")
    app.fails = [Unreachable("not in the scope")]
    await town.remind()
    assert "发样本" in li.reads
    assert li.sees.reminder
    await li.taps("不用了")
    assert (await town.only(Commitment)).state == "dropped"


async def test_whoever_says_wecom_means_the_one_that_they_have(hire, town: Town):
    li = await hire("小李")
    await also_on(li, town.opens("wecom_bot"))
    await li.says("提醒发到企业微信")
    assert li.reads.startswith("以后提醒发到企业微信机器人")
    assert (await town.only(Person, name="小李")).preferred_channel == "wecom_bot"


async def test_the_ticket_of_a_message_comes_back_with_its_answer_and_with_the_mark_of_a_press(
    hire, town: Town
):
    li = await hire("小李", customers=("宁波海润",))
    await li._send(text="今天拜访了宁波海润，下周二再跟进", ticket="t1")
    assert li.sees.ticket == "t1"
    await li._send(kind="tap", token=li.token("撤销"), ticket="t2")
    assert [message.ticket for message in li.messages[-2:]] == ["t2", "t2"]
    assert {message.edit_of is None for message in li.messages[-2:]} == {True, False}


async def test_where_only_a_pressed_card_can_change_a_typed_press_sends_no_mark(hire, town: Town):
    li = await hire("小李", customers=("宁波海润",))
    town.channel.limits = town.opens("other", edit="pressed").limits
    await li.says("今天拜访了宁波海润，下周二再跟进")
    await li.says("撤销")
    assert all(message.edit_of is None for message in li.messages)
    assert "已撤销" in li.reads


async def test_a_quoted_message_is_found_by_its_words(hire, town: Town):
    li = await hire("小李", customers=("宁波海润", "杭州智云"))
    await li.says("今天拜访了宁波海润，下周二再跟进")
    card = li.reads
    await li.says("今天拜访了杭州智云，下周五再跟进")
    await li._send(text="不是下周二，是周三", quoted=f"「{card.splitlines()[0]} **」")
    assert li.reads == "✏️ 已改：下次跟进 05-12 周二 → 05-13 周三 09:33"


async def test_words_that_were_dictated_are_shown_and_taken_like_typed_ones(hire, town: Town):
    li = await hire("小李", customers=("宁波海润",))
    await li._send(kind="voice", text="今天拜访了宁波海润下周二再跟进")
    assert li.reads.splitlines()[0] == "🎤 听到：“今天拜访了宁波海润下周二再跟进”"
    assert len(await town.all(Interaction)) == 1
    await li._send(kind="voice", text="撤销")
    assert "已撤销" in li.reads


async def test_a_reminder_waits_out_a_busy_minute_and_holds_up_no_answer(hire, town: Town, clock):
    li = await hire("小李", customers=("宁波海润",))
    town.channel.limits = town.opens("other", busy_minutes=frozenset({0, 30})).limits
    await li.says("明天上午10点提醒我给宁波海润发样本")
    clock.set("2026-05-07 10:00")
    await town.remind()
    assert not li.sees.reminder
    await li.says("宁波海润")
    assert "宁波海润" in li.reads
    clock.set("2026-05-07 10:01")
    await town.remind()
    assert li.sees.reminder


async def test_answers_beyond_the_permitted_pace_wait_and_are_not_lost(hire, town: Town, clock):
    li = await hire("小李", customers=("宁波海润",))
    town.channel.limits = town.opens("other", chat_rates=(Rate(2, 60.0),)).limits
    now = [0.0]
    town.delivery.pace.clock = lambda: now[0]
    for _ in range(4):
        await li.says("宁波海润")
    assert len(li.messages) == 2
    now[0] = 61.0
    clock.forward(seconds=61)
    await town.settle()
    assert len(li.messages) == 4
    assert all(row.state == "sent" for row in await town.all(OutboxRow))


@pytest.mark.parametrize("failure", [TryLater(1.0, "away"), TryLater(60.0, "too fast")])
async def test_a_failure_that_passes_is_tried_again(hire, town: Town, clock, failure):
    li = await hire("小李", customers=("宁波海润",))
    town.channel.fails = [failure]
    await li.says("宁波海润")
    assert li.messages == []
    clock.forward(seconds=61)
    await town.settle()
    assert len(li.messages) == 1


async def test_whoever_waits_a_moment_for_their_turn_is_counted_too(hire, town: Town):
    people_here = [await hire(f"小李{number}") for number in range(7)]
    limits = town.opens("other", total_rates=(Rate(2, 0.1),)).limits
    town.channel.limits = limits
    moments, send = [], town.channel.send

    async def noted(message):
        moments.append(time.monotonic())
        return await send(message)

    town.channel.send = noted  # type: ignore[method-assign]
    for person in people_here:
        await town.intake.accept([incoming(person, "帮助")])
    await town.settle()
    assert len(moments) == 7
    for start in moments:
        assert sum(start <= moment < start + 0.09 for moment in moments) <= 2


async def test_an_answer_does_not_wait_behind_many_reminders(hire, town: Town):
    pace, limits = Pace(clock=lambda: 0.0), Limits(text=100, total_rates=(Rate(40, 60.0),))
    sent = [pace.wait(("wecom", f"{number}"), limits, 1, is_urgent=False) for number in range(40)]
    assert sent.count(0.0) == 30
    assert pace.wait(("wecom", "li"), limits, 1) == 0.0


async def test_waiting_for_ones_turn_is_no_failed_attempt(hire, town: Town, clock):
    li = await hire("小李", customers=("宁波海润",))
    town.channel.limits = town.opens("other", chat_rates=(Rate(1, 60.0),)).limits
    town.delivery.pace.clock = lambda: 0.0
    await li.says("宁波海润")
    for _ in range(4):
        await li.says("宁波海润")
        clock.forward(seconds=61)
    assert {row.attempts for row in await town.all(OutboxRow)} == {0}


async def test_a_press_that_came_too_late_marks_what_was_chosen_and_not_itself(hire, town: Town):
    li = await hire("小李")
    await li.says("今天拜访了宁波海润张经理，下周二再跟进")
    card = li.sees
    first, second = (button.token for button in card.buttons[:2])
    await li.presses(first)
    await li.presses(second)
    marks = [message.text.splitlines()[-1] for message in li.messages if message.edit_of]
    assert marks == [f"✓ {card.buttons[0].label.partition(' ')[2]}"] * 2


async def test_a_press_by_somebody_else_leaves_the_card_as_it_is(hire, town: Town):
    li, wang = await hire("小李"), await hire("小王")
    await li.says("今天拜访了宁波海润张经理，下周二再跟进")
    card = li.sees
    await li.presses(card.buttons[0].token)
    count = len(li.messages)
    await wang.presses(card.buttons[1].token)
    await wang._send(kind="tap", token=card.buttons[1].token, conversation="group-1", is_group=True)
    assert wang.reads == "这是别人的按钮。"
    assert len(li.messages) == count


async def test_a_card_that_cannot_be_marked_does_not_keep_its_answer_waiting(hire, town: Town, clock):
    li = await hire("小李")
    await li.says("今天拜访了宁波海润张经理，下周二再跟进")
    send = town.channel.send

    async def no_edits(message):
        if message.edit_of:
            raise TryLater(1.0, "HTTP 500")
        return await send(message)

    town.channel.send = no_edits  # type: ignore[method-assign]
    count = len(li.messages)
    await li.presses(li.sees.buttons[0].token)
    for _ in range(6):
        clock.forward(seconds=40)
        await town.settle()
    assert len(li.messages) == count + 1
    town.channel.send = send  # type: ignore[method-assign]
    clock.forward(seconds=61)
    await town.settle()
    assert li.messages[-1].edit_of


async def test_a_token_of_any_length_is_too_old(hire, town: Town):
    li = await hire("小李")
    await li.says("今天拜访了宁波海润张经理，下周二再跟进")
    code = li.sees.buttons[0].token.partition(".")[0]
    await li.presses(f"{code}.{'9' * 5000}")
    assert li.reads == "这个按钮太旧了，直接打字说吧。"


def incoming(talker: Talker, text: str) -> Incoming:
    talker.town.count += 1
    return Incoming(
        channel=talker.chat.name,
        dedupe_key=f"k{talker.town.count}",
        conversation=talker.conversation,
        sender=talker.name,
        said_at=talker.town.clock(),
        text=text,
    )
