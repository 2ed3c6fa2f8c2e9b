"""DingTalk's interactive cards: made, pressed, changed, and links in their place where there can be none."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest

from bot.channels import TryLater
from bot.channels.degrade import outgoing
from bot.channels.dingtalk import DingTalk
from bot.channels.dingtalk_cards import PARAMETER_BYTES, card_id, variables
from bot.channels.dingtalk_template import card_template
from bot.messages import Button, Incoming, Outgoing, Reply, SentButton
from tests.fakes.dingtalk_people import Person
from tests.fakes.dingtalk_server import CLIENT_ID, CLIENT_SECRET, TEMPLATE, DingTalkServer

CODE = "AbCdEf-_1234"
CREATE, UPDATE = "createAndDeliver", "card/instances"


@pytest.fixture
async def server() -> AsyncIterator[DingTalkServer]:
    standin = DingTalkServer()
    await standin.start()
    yield standin
    await standin.stop()


@pytest.fixture
async def bot(server: DingTalkServer) -> AsyncIterator[DingTalk]:
    base = server.base_url
    channel = DingTalk(CLIENT_ID, CLIENT_SECRET, api_base=base, oapi_base=base, card_template_id=TEMPLATE)
    yield channel
    await channel.close()


@pytest.fixture
def li(server: DingTalkServer) -> Person:
    return server.user("7")


def buttons(*labels: str) -> tuple[Button, ...]:
    return tuple(Button(label=label, then="x") for label in labels)


def asking(
    bot: DingTalk, text: str = "保存明达？\n1. 报价*", labels: Sequence[str] = ("保存", "不要"), **more: Any
) -> Outgoing:
    return outgoing("k", "user:7", Reply(text=text, buttons=buttons(*labels)), CODE, bot.limits, **more)


async def test_buttons_are_a_card(server: DingTalkServer, bot: DingTalk, li: Person) -> None:
    id_ = await bot.send(asking(bot))
    assert id_ == card_id("k") == li.sees.id
    assert li.sees.text == "保存明达？\n1. 报价*"
    assert li.sees.labels == ("1 保存", "2 不要")
    (made,) = server.called(CREATE)
    assert made.given["openSpaceId"] == "dtv1.card//IM_ROBOT.7"
    assert made.given["imRobotOpenSpaceModel"]["supportForward"] is False
    assert bot.health.last_error is None


async def test_a_press_comes_in_and_is_marked_on_the_card(
    server: DingTalkServer, bot: DingTalk, li: Person
) -> None:
    heard: list[Incoming] = []

    async def accept(messages: Sequence[Incoming]) -> None:
        heard.extend(messages)

    run = asyncio.create_task(bot.run(accept))
    id_ = await bot.send(asking(bot))
    push = await li.taps("1 保存")
    ack = await server.gateway.acknowledged(push)
    assert (ack.code, ack.data) == (200, {"response": {}})
    assert (heard[0].kind, heard[0].token, heard[0].reply_to) == ("tap", f"{CODE}.0", id_)
    mark = asking(bot, text="保存明达？\n1. 报价*\n✓ 保存", labels=(), left=[])
    assert await bot.send(mark.model_copy(update={"edit_of": id_, "key": "mark"})) == id_
    assert [(seen.text, seen.labels, seen.edited) for seen in li.seen] == [
        ("保存明达？\n1. 报价*\n✓ 保存", (), True)
    ]
    await bot.close()
    await run


async def test_a_long_text_goes_before_its_card_and_the_mark_is_seen_on_the_card(
    server: DingTalkServer, bot: DingTalk, li: Person
) -> None:
    long = "\n".join(["明达的近况", *("他们要 3 日内的报价，先看样机" for _ in range(40))])
    id_ = await bot.send(asking(bot, long))
    assert [seen.text for seen in li.seen] == [f"{long}", "明达的近况"]
    assert li.sees.labels == ("1 保存", "2 不要")
    mark = asking(bot, f"{long}\n✓ 保存", labels=(), left=[])
    await bot.send(mark.model_copy(update={"edit_of": id_, "key": "mark"}))
    assert li.sees.text.startswith("明达的近况")
    assert li.sees.text.endswith("✓ 保存")


async def test_words_that_only_outgrow_the_variable_go_before_the_card(
    server: DingTalkServer, bot: DingTalk, li: Person
) -> None:
    await bot.send(asking(bot, "好\n" + "😀" * 290))
    assert [seen.text for seen in li.seen] == ["好\n" + "😀" * 290, "好"]
    assert li.sees.labels == ("1 保存", "2 不要")


async def test_eight_buttons_with_long_labels_fit(server: DingTalkServer, bot: DingTalk, li: Person) -> None:
    await bot.send(asking(bot, labels=[f"选{number}" + "汉" * 30 for number in range(8)]))
    assert len(li.sees.labels) == 8
    assert all(len(label) <= bot.limits.label for label in li.sees.labels)
    assert "汉" * 30 in " ".join(seen.text for seen in li.seen)


async def test_a_button_may_open_an_address(server: DingTalkServer, bot: DingTalk, li: Person) -> None:
    reply = Reply(text="绑定", buttons=(Button(label="打开", link="https://x.example/a?b=1"),))
    await bot.send(outgoing("k", "user:7", reply, CODE, bot.limits))
    assert li.sees.choices[0].opens == "https://x.example/a?b=1"


async def test_an_address_that_fits_no_card_is_a_link(
    server: DingTalkServer, bot: DingTalk, li: Person
) -> None:
    address = "https://x.example/" + "a" * 1100
    await bot.send(
        outgoing(
            "k",
            "user:7",
            Reply(text="绑定", buttons=(Button(label="打开", link=address),)),
            CODE,
            bot.limits,
        )
    )
    assert li.sees.choices[0].opens == address
    assert server.called(CREATE) == []


async def test_a_group_has_its_card_in_the_group(server: DingTalkServer, bot: DingTalk) -> None:
    group = server.group("cid==")
    await bot.send(asking(bot).model_copy(update={"conversation": "group:cid=="}))
    assert group.sees.labels == ("1 保存", "2 不要")


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("param.cardTemplateNotExist", 400),
        ("Forbidden.AccessDenied.ApiCountLimitForOrg", 403),
        ("Forbidden.AccessDenied.AccessTokenPermissionDenied", 403),
    ],
)
async def test_where_no_card_can_be_made_links_are_sent_and_that_is_told(
    server: DingTalkServer, bot: DingTalk, li: Person, code: str, status: int
) -> None:
    server.fail("code", CREATE, code=code, status=status)
    id_ = await bot.send(asking(bot))
    assert li.sees.labels == ("1 保存", "2 不要")
    assert li.sees.choices[0].says == f"1 保存 #{CODE}.0"
    assert code in (bot.health.last_error or "")
    await bot.send(asking(bot).model_copy(update={"key": "k2"}))
    assert len(server.called(CREATE)) == 1  # not asked again for a while
    bot._sender._now = lambda: server.now() + 601
    await bot.send(asking(bot).model_copy(update={"key": "k3"}))
    assert li.sees.choices[0].presses == f"{CODE}.0"
    assert bot.health.last_error is None
    assert await bot.send(asking(bot).model_copy(update={"key": "m", "edit_of": id_})) == id_
    assert server.called(UPDATE) == []


async def test_a_card_that_was_made_and_not_delivered_is_no_card(
    server: DingTalkServer, bot: DingTalk
) -> None:
    with pytest.raises(Exception, match="staff id"):
        await bot.send(asking(bot).model_copy(update={"conversation": "user:404"}))
    assert len(server.called(CREATE)) == 1


@pytest.mark.parametrize("kind", ["502", "lost", "429"])
async def test_an_outage_makes_no_second_card(
    server: DingTalkServer, bot: DingTalk, li: Person, kind: Any
) -> None:
    server.fail(kind, CREATE)
    with pytest.raises(TryLater):
        await bot.send(asking(bot))
    await bot.send(asking(bot))
    assert [seen.id for seen in li.seen] == [card_id("k")]


async def test_a_card_that_cannot_be_changed_stays(server: DingTalkServer, bot: DingTalk, li: Person) -> None:
    id_ = await bot.send(asking(bot))
    server.fail("code", UPDATE, code="param.outTrackIdNotExist")
    mark = asking(bot, "✓ 保存", labels=()).model_copy(update={"edit_of": id_, "key": "m"})
    assert await bot.send(mark) == id_
    assert "could not be changed" in (bot.health.last_error or "")
    server.fail("502", UPDATE)
    with pytest.raises(TryLater):
        await bot.send(mark)
    assert await bot.send(mark) == id_
    assert li.sees.edited


def test_no_variable_outgrows_what_it_may_hold() -> None:
    eight = [SentButton(label="汉" * 20, token=f"{CODE}.{at}") for at in range(8)]
    filled = variables("#😀*" * 900, eight, "✓ 保存")
    assert filled is not None
    assert all(len(value.encode()) <= PARAMETER_BYTES for value in filled.values())
    assert filled["text"].endswith("✓ 保存")
    assert variables("x", [*eight, eight[0]]) is None


def test_the_template_has_the_variables_that_we_fill() -> None:
    wrapped = json.loads(card_template())
    assert (wrapped["type"], wrapped["mode"]) == ("im", "card")
    editor = json.loads(wrapped["editorData"])
    filled = variables("字", [SentButton(label="好", token=f"{CODE}.0")])
    assert filled is not None
    assert {variable["id"] for variable in editor["variableList"]} == set(filled)
    (root,) = editor["schema"]["componentsTree"]
    known = {component["componentName"] for component in editor["schema"]["componentsMap"]}
    assert {root["componentName"], *(child["componentName"] for child in root["children"])} == known
    bound = [
        (child["props"].get("content") or child["props"]["dynamicButtons"])["variable"]
        for child in root["children"]
    ]
    assert bound == ["text", "buttons_1", "buttons_2"]
