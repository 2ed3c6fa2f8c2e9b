"""What DingTalk pushes, as documented and as seen, becomes the house's messages; plus markdown and tickets."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.channels.attachments import XLSX
from bot.channels.dingtalk_receive import UNREADABLE, read_message, read_press
from bot.channels.dingtalk_show import escape, linked, title, weight
from bot.channels.dingtalk_ticket import Webhook, address, is_trusted, webhook_of
from bot.messages import Attachment, Incoming, SentButton
from tests.fakes.dingtalk_screen import drawn

PAYLOADS = Path(__file__).parent / "payloads/dingtalk"
TOKEN = "AbCdEf-_1234.0"


def payload(name: str, **changes: Any) -> dict[str, Any]:
    return {**json.loads((PAYLOADS / f"{name}.json").read_text(encoding="utf-8")), **changes}


def heard(name: str, **changes: Any) -> Incoming:
    message = read_message(payload(name, **changes))
    assert message is not None
    return message


def said(text: str, **changes: Any) -> Incoming:
    return heard("message_text_group", text={"content": text}, conversationType="1", **changes)


def test_a_group_message_has_the_person_and_the_group() -> None:
    message = heard("message_text_group")
    assert (message.text, message.kind, message.is_group) == ("今天拜访了明达", "text", True)
    assert (message.sender, message.sender_name) == ("16650698", "李明")
    assert message.conversation == "group:cidAsXSBLnA=="
    assert message.dedupe_key == message.message_id == "msgLICYeHgY4JtMQw=="
    assert message.said_at == datetime(2023, 7, 26, 9, 1, 41, 894000, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["@随访本 今天拜访了明达", "今天拜访了明达 @随访本", "@随访本\u2005今天拜访了明达"]
)
def test_our_name_is_cut_where_dingtalk_left_it(text: str) -> None:
    assert heard("message_text_group", text={"content": text}).text == "今天拜访了明达"


def test_a_colleagues_name_stays() -> None:
    both = [{"dingtalkId": "robot"}, {"dingtalkId": "a", "staffId": "7"}]
    assert heard("message_text_group", text={"content": "@王芳 看一下"}, atUsers=both).text == "@王芳 看一下"


def test_what_a_group_says_to_others_is_not_heard() -> None:
    assert read_message(payload("message_text_group", isInAtList=False)) is None


def test_a_single_chat_is_the_persons_own() -> None:
    assert said("好").conversation == "user:16650698"
    assert not said("好").is_group


def test_before_the_app_is_published_the_sender_id_serves() -> None:
    unpublished = payload("message_audio")
    del unpublished["senderStaffId"]
    message = read_message(unpublished)
    assert message is not None
    assert message.sender == "$:LWCP_v1:$jqTgIfhRX9Q=="
    assert message.conversation == "user:$:LWCP_v1:$jqTgIfhRX9Q=="


def test_a_voice_message_is_its_transcript() -> None:
    message = heard("message_audio")
    assert (message.kind, message.text, message.attachments) == ("voice", "钉钉，让进步发生", ())
    silent = heard("message_audio", content={"duration": 1, "downloadCode": "x"})
    assert (silent.kind, silent.text) == ("voice", "")


def test_rich_text_is_words_with_pictures() -> None:
    message = heard("message_rich")
    assert (message.kind, message.text) == ("image", "明达的样机要改颜色")
    assert [file.reference for file in message.attachments] == ["mIofN681YE3f2"]
    words = heard("message_rich", content={"richText": [{"text": "只有"}, {"text": "字"}]})
    assert (words.kind, words.text) == ("text", "只有字")


def test_pictures_files_and_videos_can_be_fetched() -> None:
    picture = heard("message_audio", msgtype="picture", content={"downloadCode": "p1"})
    assert (picture.kind, picture.attachments[0].reference) == ("image", "p1")
    told = {"spaceId": "1", "fileName": "报价.xlsx", "downloadCode": "f1", "fileId": "2"}
    file = heard("message_audio", msgtype="file", content=told)
    assert file.attachments == (Attachment(name="报价.xlsx", mime=XLSX, reference="f1"),)
    video = heard("message_audio", msgtype="video", content={"downloadCode": "v1", "videoType": "mp4"})
    assert (video.kind, video.attachments[0].mime) == ("file", "video/mp4")


def test_a_quotation_is_kept() -> None:
    message = heard("message_quoting")
    assert (message.text, message.quoted, message.reply_to) == ("打过了", "给明达王经理打电话", "pqk7")
    text = payload("message_quoting")["text"]
    text["repliedMsg"]["content"] = {"cardData": {"cardParamMap": {"text": "保存明达？"}}}
    assert heard("message_quoting", text=text).quoted == "保存明达？"


def test_of_a_quotation_that_is_sealed_the_id_of_what_was_pushed_is_kept() -> None:
    text = payload("message_quoting")["text"]
    text["repliedMsg"]["content"]["text"] = "vJCRdgNhBZ/leSxHkTuYF+BWa+7\n||3||1||132"
    message = heard("message_quoting", text=text)
    assert (message.quoted, message.reply_to) == ("", "pqk7")


def test_what_a_link_says_is_a_tap() -> None:
    message = said(f"✓ 保存 #{TOKEN}")
    assert (message.kind, message.token, message.text) == ("tap", TOKEN, "✓ 保存")


@pytest.mark.parametrize("text", ["保存", "会议室 #12", "见 issue #3.", "邮箱 a#b.1", "版本#AbCdEf-_1234.0"])
def test_other_words_with_a_hash_are_words(text: str) -> None:
    assert (said(text).kind, said(text).text) == ("text", text)


def test_what_nobody_can_use_is_left_out() -> None:
    assert read_message(payload("message_audio", msgtype="chatRecord", content={"x": 1})) is None


@pytest.mark.parametrize(
    "broken",
    [
        {"msgtype": "text"},
        {"msgtype": "text", "text": "plain"},
        {"msgtype": "file", "content": {}},
        {"msgtype": "richText", "content": {"richText": [7]}},
        {"msgtype": "text", "text": {"content": "x"}, "senderId": "1", "conversationType": "1"},
    ],
)
def test_a_form_that_nobody_documented_raises_what_is_expected(broken: dict[str, Any]) -> None:
    with pytest.raises(UNREADABLE):
        read_message(broken)


def test_a_press_on_a_card_has_its_token_and_card() -> None:
    press = read_press(payload("card_callback"), "f1", "1690362101894")
    assert press is not None
    assert (press.kind, press.token, press.reply_to) == ("tap", TOKEN, "fieldbook-77a1")
    assert (press.sender, press.conversation) == ("16650698", "user:16650698")
    assert press.dedupe_key == f"card:fieldbook-77a1:{TOKEN}:f1"


@pytest.mark.parametrize(
    "where",
    [
        {"content": json.dumps({"cardPrivateData": {"actionIds": ["button1"], "params": {"id": TOKEN}}})},
        {"content": json.dumps({"params": {"id": TOKEN}})},
        {"content": {"userPrivateData": {"params": {"id": TOKEN}}}},
        {"content": "{}", "actionId": TOKEN},
        {"content": "", "actionData": {"cardPrivateData": {"actionIds": [TOKEN]}}},
        {"value": json.dumps({"cardPrivateData": {"actionIds": [TOKEN]}}), "content": None},
    ],
)
def test_the_pressed_button_is_found_wherever_the_template_put_it(where: dict[str, Any]) -> None:
    press = read_press(payload("card_callback", **where), "f1")
    assert press is not None
    assert press.token == TOKEN


def test_a_press_on_nothing_of_ours_is_left_out() -> None:
    assert read_press(payload("card_callback", content="{}"), "f1") is None


def test_a_press_in_a_group_belongs_to_the_group() -> None:
    press = read_press(payload("card_callback", spaceType="IM_GROUP", spaceId="cid=="), "f1")
    assert press is not None
    assert (press.conversation, press.is_group) == ("group:cid==", True)


def test_a_ticket_carries_the_webhook_and_serves_its_own_chat_only() -> None:
    webhook = webhook_of(heard("message_text_group").ticket)
    assert webhook == Webhook(
        "https://oapi.dingtalk.com/robot/sendBySession?session=76da36b4",
        1690367502.152,
        "group:cidAsXSBLnA==",
    )
    assert webhook.serves("group:cidAsXSBLnA==", 1690367000)
    assert not webhook.serves("user:16650698", 1690367000)
    assert not webhook.serves("group:cidAsXSBLnA==", 1690367500)
    assert webhook_of("req_id:7") is webhook_of("{}") is webhook_of(None) is None


@pytest.mark.parametrize(
    ("url", "trusted"),
    [
        ("https://oapi.dingtalk.com/robot/sendBySession?session=1", True),
        ("https://oapi.dingtalk.com:443/robot/sendBySession?session=1", True),
        ("http://127.0.0.1:9/robot/sendBySession", True),
        ("http://oapi.dingtalk.com/robot/sendBySession", False),
        ("http://127.0.0.1:10/robot/sendBySession", False),
        ("https://oapi.dingtalk.com.evil.example/x", False),
        ("https://oapi.dingtalk.com@evil.example/x", False),
        ("https://me:you@oapi.dingtalk.com/x", False),
        ("https://evil.example\\@oapi.dingtalk.com/x", False),
        ("http://169.254.169.254/latest", False),
        ("file:///etc/passwd", False),
        ("https://oapi.dingtalk.com:99999/x", False),
        ("", False),
    ],
)
def test_answers_are_posted_to_dingtalk_only(url: str, trusted: bool) -> None:
    assert is_trusted(url, "http://127.0.0.1:9") is trusted


def test_conversations_are_told_apart() -> None:
    assert address("user:$:LWCP_v1:$x") == ("user", "$:LWCP_v1:$x")
    assert address("group:cid==") == ("group", "cid==")
    for other in ("42", "user:", "room:7", ""):
        with pytest.raises(ValueError, match="DingTalk"):
            address(other)


@pytest.mark.parametrize(
    "text",
    [
        "明达 · KH-0007\n负责人：王琳\n1. 报价\n2) 样机\n- 电话\n+ 微信\n> 引用\n# 标题\n## 二\n===",
        "*重点* **很** _斜_ __粗__ `码` ~~删~~ [链](http://x) <b> \\n \\* ![图](x)",
        "第一段\n第二行\n\n第二段",
        "a_b_c 2*3*4 KH_0007_x",
        "100% 3>2 a<b (括号) {花} |表|格|",
    ],
)
def test_plain_words_look_the_same_as_markdown(text: str) -> None:
    shown = drawn(escape(text))
    assert shown.text == text
    assert shown.choices == ()


def test_markdown_that_was_not_escaped_would_look_different() -> None:
    assert drawn("# 标题\n- *一*").text == "标题 - 一"


def test_buttons_are_links_that_say_label_and_token() -> None:
    buttons = (
        SentButton(label="1 [改] a*b (x)&#?", token=TOKEN),
        SentButton(label="打开", link="https://x.example/a?b=1&c=(2)"),
    )
    shown = drawn(linked("保存吗？", buttons))
    assert shown.text == "保存吗？"
    assert shown.choices[0].label == "1 ［改］ a*b (x)&#?"
    assert shown.choices[0].says == f"1 [改] a*b (x)&#? #{TOKEN}"
    assert shown.choices[1].opens == "https://x.example/a?b=1&c=%282%29"
    assert said(shown.choices[0].says).token == TOKEN


def test_hanzi_weigh_by_their_bytes_where_that_is_more() -> None:
    assert weight("abc") == 3
    assert weight("汉" * 4000) == 5000
    assert title("\n\n第一行\n第二行") == "第一行"
    assert title("") == "…"


@pytest.mark.parametrize("text", ["报价单 #2026.12", "样品编号 #B1023.2", "合同 #HT-2026-0001.3"])
def test_a_number_with_a_hash_is_no_button(text: str) -> None:
    assert (said(text).kind, said(text).text) == ("text", text)


@pytest.mark.parametrize("kind", [None, "3", 2])
def test_a_chat_that_is_not_surely_a_persons_is_a_group(kind: object) -> None:
    message = heard("message_text_group", conversationType=kind)
    assert (message.is_group, message.conversation) == (True, "group:cidAsXSBLnA==")
