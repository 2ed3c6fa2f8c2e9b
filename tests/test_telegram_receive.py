"""Every documented kind of Telegram update, as the house reads it."""

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.channels.telegram_receive import UNREADABLE, NameUnknown, address, read_update
from bot.messages import Attachment, Incoming, Place, SharedContact

PAYLOADS = Path(__file__).parent / "payloads" / "telegram"
RECEIVED = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
GROUP = "-1001234567890"


def payload(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((PAYLOADS / f"{name}.json").read_text(encoding="utf-8"))
    return found


def read(name: str, bot_username: str = "fieldbook_bot") -> Incoming | None:
    return read_update(payload(name), bot_username, RECEIVED)


def test_a_private_text_is_read_whole() -> None:
    update = payload("text")
    assert read("text") == Incoming(
        channel="telegram",
        dedupe_key=str(update["update_id"]),
        conversation="42",
        sender="42",
        said_at=datetime.fromtimestamp(update["message"]["date"], UTC),
        sender_name="小李 王",
        text="今天拜访了华为张经理，聊得不错😀",
        message_id="11",
        language="zh",
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("text_english", {"language": "en", "sender_name": "Ann", "sender": "43"}),
        ("text_dirty", {"text": "ab?c"}),
        ("start", {"kind": "text", "text": "/start J7-Kq_2"}),
        ("edited", {"text": "昨天拜访了华为", "edits": "11", "message_id": "11"}),
        ("contact", {"kind": "contact", "contact": SharedContact(name="Zhang Wei", phone="+8613800138000")}),
        ("location", {"kind": "location", "place": Place(latitude=31.2304, longitude=121.4737)}),
        ("venue", {"place": Place(latitude=22.5, longitude=114.1, label="华为总部 坂田")}),
        ("sticker", {"kind": "text", "text": "👍"}),
        ("reply", {"text": "金额改成30万", "reply_to": "10"}),
        ("reply_to_oneself", {"text": "就是这个", "reply_to": None}),
        ("unblocked", {"kind": "joined", "conversation": "42", "is_group": False}),
        ("taken_into_group", {"kind": "joined", "conversation": GROUP, "is_group": True, "sender": "42"}),
        ("group_mention", {"text": "今天拜访了华为", "is_group": True, "conversation": GROUP}),
        ("group_mention_inside", {"text": "请记一下：见了张总"}),
        ("group_command", {"text": "/today 华为"}),
        ("group_command_bare", {"text": "/today"}),
        ("group_reply", {"text": "改成30万", "reply_to": "10", "is_group": True}),
        ("group_thread_of_replies", {"conversation": GROUP}),
        ("group_topic", {"conversation": f"{GROUP}/5", "reply_to": None}),
    ],
)
def test_a_message_is_read(name: str, expected: dict[str, object]) -> None:
    message = read(name)
    assert message is not None
    assert {field: getattr(message, field) for field in expected} == expected


@pytest.mark.parametrize(
    ("name", "kind", "text", "file"),
    [
        ("photo", "image", "名片", ("photo-ul.jpg", "image/jpeg", 150_000, "large")),
        ("voice", "voice", "", ("voice-uv.ogg", "audio/ogg", 9_000, "v")),
        (
            "document",
            "file",
            "导入",
            (
                "客户.xlsx",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                20_480,
                "doc",
            ),
        ),
    ],
)
def test_a_file_is_read_with_its_caption(
    name: str, kind: str, text: str, file: tuple[str, str, int, str]
) -> None:
    message = read(name)
    assert message is not None
    assert (message.kind, message.text) == (kind, text)
    title, mime, size, reference = file
    assert message.attachments == (Attachment(name=title, mime=mime, size=size, reference=reference),)


@pytest.mark.parametrize(
    "name",
    [
        "blocked",
        "channel_post",
        "edited_live_location",
        "group_anonymous_admin",
        "group_chatter",
        "group_command_of_another_bot",
        "group_mail_address",
        "group_new_member",
        "group_photo",
        "group_reply_to_a_colleague",
        "group_topic_chatter",
        "pinned",
        "press_of_a_game",
        "unknown_kind",
    ],
)
def test_what_is_not_meant_for_us_is_left_alone(name: str) -> None:
    assert read(name) is None


@pytest.mark.parametrize(
    ("name", "conversation", "sender", "is_group"),
    [
        ("press", "42", "42", False),
        ("press_on_vanished_message", "42", "42", False),
        ("press_in_topic", f"{GROUP}/5", "43", True),
    ],
)
def test_a_press_is_a_tap_of_whoever_pressed(
    name: str, conversation: str, sender: str, is_group: bool
) -> None:
    tap = read(name)
    assert tap is not None
    assert (tap.kind, tap.token, tap.reply_to, tap.said_at) == ("tap", "k7QzAb", "10", RECEIVED)
    assert (tap.conversation, tap.sender, tap.is_group) == (conversation, sender, is_group)
    assert tap.dedupe_key == "cb:4382bfdwdsb323b2d9"


def test_a_press_that_comes_again_under_a_new_update_id_keeps_its_key() -> None:
    again = payload("press") | {"update_id": 1}
    repeated, first = read_update(again, "fieldbook_bot"), read("press")
    assert repeated is not None
    assert first is not None
    assert repeated.dedupe_key == first.dedupe_key


def test_a_group_is_not_judged_before_we_know_our_name() -> None:
    with pytest.raises(NameUnknown):
        read("group_mention", bot_username="")
    assert read("text", bot_username="") is not None


def test_a_conversation_is_an_address() -> None:
    assert address("42") == (42, None)
    assert address(f"{GROUP}/5") == (int(GROUP), 5)
    with pytest.raises(ValueError, match="invalid literal"):
        address("web-1")


def test_an_update_in_a_strange_form_never_ends_the_reader() -> None:
    """6,000 damaged updates: each is read, ignored, or refused in one of the ways that the callers know."""
    chance = random.Random(20261121)
    names = sorted(path.stem for path in PAYLOADS.glob("*.json"))
    refused = 0
    for _ in range(6000):
        update = payload(chance.choice(names))
        for _ in range(chance.randint(1, 3)):
            damage(update, chance)
        try:
            read_update(update, chance.choice(("fieldbook_bot", "")), RECEIVED)
        except (*UNREADABLE, NameUnknown):
            refused += 1
    assert 0 < refused < 6000


def damage(update: dict[str, Any], chance: random.Random) -> None:
    found = list(places(update))
    if not found:
        return
    holder, key = chance.choice(found)
    worse: list[Any] = [None, -1, 2**80, "", "x" * 5000, [], {}, True, 1.5, [None], {"id": {}}, "\ud800"]
    if chance.random() < 0.3:
        del holder[key]
    else:
        holder[key] = chance.choice(worse)


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in list(pairs):
        if key != "update_id":
            yield value, key
        if isinstance(inner, dict | list):
            yield from places(inner)
