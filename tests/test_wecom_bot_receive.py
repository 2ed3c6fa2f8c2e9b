"""What WeCom's bot tells us, read as the house's messages: documented callbacks, and forms that nobody documented."""

import copy
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.channels.wecom_bot_receive import UNREADABLE, address, place_of, read_frame
from bot.channels.wecom_bot_ticket import Ticket, unpack
from bot.messages import Incoming

PAYLOADS = Path(__file__).parent / "payloads" / "wecom_bot"
NOW = datetime(2026, 5, 6, 8, 30, tzinfo=UTC)
SENT = datetime.fromtimestamp(1777950000, UTC)


def payload(name: str) -> dict[str, Any]:
    frame: dict[str, Any] = json.loads((PAYLOADS / f"{name}.json").read_text(encoding="utf-8"))
    return frame


def read(name: str) -> Incoming:
    message = read_frame(payload(name), NOW)
    assert message is not None
    return message


def test_a_text_comes_with_its_sender_its_time_and_a_ticket() -> None:
    message = read("text")
    assert message == Incoming(
        channel="wecom_bot",
        dedupe_key="m-text",
        conversation="lisi",
        sender="lisi",
        said_at=SENT,
        text="今天拜访了华为张经理",
        message_id="m-text",
        ticket=message.ticket,
    )
    assert unpack(message.ticket) == Ticket("message", "REQUEST", NOW.timestamp())


def test_a_group_is_answered_as_a_group_and_our_name_is_cut() -> None:
    message = read("group_text")
    assert (message.text, message.is_group) == ("今天", True)
    assert (message.conversation, message.sender) == ("group:wrCHAT", "lisi")
    assert address(message.conversation) == ("wrCHAT", 2)
    assert address("lisi") == ("lisi", 1)


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("@销售助手 今天", "今天"),
        ("@销售助手\u2005今天", "今天"),
        ("今天 @销售助手", "今天"),
        ("@销售助手", ""),
        ("@销售助手 提醒 @张三 报价", "提醒 @张三 报价"),
        ("今天 @张三 @销售助手", "今天 @张三 @销售助手"),
        ("邮箱 li@huawei.example", "邮箱 li@huawei.example"),
    ],
)
def test_only_a_mention_that_is_surely_ours_is_cut(said: str, heard: str) -> None:
    frame = payload("group_text")
    frame["body"]["text"]["content"] = said
    message = read_frame(frame, NOW)
    assert message is not None
    assert message.text == heard


def test_in_a_private_chat_no_name_is_cut() -> None:
    frame = payload("text")
    frame["body"]["text"]["content"] = "@张三 明天报价"
    message = read_frame(frame, NOW)
    assert message is not None
    assert message.text == "@张三 明天报价"


def test_words_and_pictures_come_together() -> None:
    message = read("mixed")
    assert (message.kind, message.text) == ("image", "名片\n张经理")
    assert [place_of(file.reference) for file in message.attachments] == [("https://files.example/1", "KEY")]


def test_what_is_quoted_comes_apart_from_the_own_words_and_without_escapes() -> None:
    message = read("quote")
    assert (message.text, message.quoted) == ("改成周三", "1. 华为\n下周二")
    assert read("quote_mixed").quoted == "名片"


def test_a_voice_message_comes_as_what_was_said() -> None:
    message = read("voice")
    assert (message.kind, message.text) == ("voice", "明天上午给海润报价")


def test_a_voice_message_without_words_is_still_one() -> None:
    frame = payload("voice")
    del frame["body"]["voice"]["content"]
    message = read_frame(frame, NOW)
    assert message is not None
    assert (message.kind, message.text) == ("voice", "")


@pytest.mark.parametrize(
    ("name", "kind", "mime"),
    [
        ("image", "image", "image/jpeg"),
        ("file", "file", "application/octet-stream"),
        ("video", "file", "video/mp4"),
    ],
)
def test_files_come_with_their_address_and_key(name: str, kind: str, mime: str) -> None:
    message = read(name)
    (file,) = message.attachments
    assert (message.kind, file.mime) == (kind, mime)
    assert place_of(file.reference)[1] == "KEY"


def test_an_entry_into_the_chat_is_told_once_a_day() -> None:
    first, later = payload("enter_chat"), payload("enter_chat")
    later["body"] |= {"msgid": "e-enter-2", "create_time": 1777950000 + 3600}
    next_day = copy.deepcopy(later)
    next_day["body"]["create_time"] += 86_400
    keys = [message.dedupe_key for f in (first, later, next_day) if (message := read_frame(f, NOW))]
    assert len(keys) == 3
    assert len(set(keys)) == 2
    assert read("enter_chat").kind == "joined"


def test_a_tap_comes_with_its_token_and_the_card_that_its_mark_changes() -> None:
    tap = read("card_tap")
    assert (tap.kind, tap.token, tap.reply_to, tap.conversation) == ("tap", "k7Qz.0", "c1", "lisi")
    assert unpack(tap.ticket) == Ticket("tap", "REQUEST", NOW.timestamp(), "c1")
    in_group = read("card_tap_group")
    assert (in_group.conversation, in_group.sender, in_group.is_group) == ("group:wrCHAT", "lisi", True)


def test_a_tap_whose_key_lies_beside_the_event_is_read_too() -> None:
    frame = payload("card_tap")
    frame["body"]["event"] = {"eventtype": "template_card_event", "event_key": "k.1", "task_id": "c9"}
    message = read_frame(frame, NOW)
    assert message is not None
    assert (message.token, message.reply_to) == ("k.1", "c9")


def test_a_spent_button_and_foreign_events_say_nothing() -> None:
    frame = payload("card_tap")
    frame["body"]["event"]["template_card_event"]["event_key"] = "-"
    assert read_frame(frame, NOW) is None
    assert read_frame(payload("feedback"), NOW) is None
    assert read_frame(payload("disconnected"), NOW) is None
    unknown = payload("text")
    unknown["body"]["msgtype"] = "hologram"
    assert read_frame(unknown, NOW) is None


def test_a_time_that_makes_no_sense_is_the_time_at_which_it_came() -> None:
    for wrong in (None, "soon", 10**30):
        frame = payload("text")
        frame["body"]["create_time"] = wrong
        message = read_frame(frame, NOW)
        assert message is not None
        assert message.said_at == NOW


def test_every_wrong_type_in_every_place_is_refused_or_read_never_worse() -> None:
    for path in sorted(PAYLOADS.glob("*.json")):
        for wrong in (None, 7, "x", [], {}, [None], {"x": None}, 10**30, True):
            for broken in _broken(json.loads(path.read_text(encoding="utf-8")), wrong):
                try:
                    message = read_frame(broken, NOW)
                except UNREADABLE:
                    continue
                assert message is None or isinstance(message, Incoming)


def _broken(frame: Any, wrong: object) -> list[Any]:
    """The frame with each of its values in turn replaced."""
    found = []
    keys = list(frame) if isinstance(frame, dict) else range(len(frame)) if isinstance(frame, list) else []
    for key in keys:
        replaced = copy.deepcopy(frame)
        replaced[key] = copy.deepcopy(wrong)
        found.append(replaced)
        for inner in _broken(frame[key], wrong):
            deeper = copy.deepcopy(frame)
            deeper[key] = inner
            found.append(deeper)
    return found


def test_a_chat_of_an_unknown_kind_is_taken_for_a_group() -> None:
    frame = payload("group_text")
    frame["body"]["chattype"] = "channel"
    message = read_frame(frame, NOW)
    assert message is not None
    assert (message.is_group, message.conversation) == (True, "group:wrCHAT")
