"""What the house says on DingTalk: answers, pushes, links, files, and what its refusals mean."""

import asyncio
import io
import zipfile
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from bot.channels import TryLater, Unreachable
from bot.channels.attachments import data_address
from bot.channels.calls import Caller
from bot.channels.degrade import outgoing
from bot.channels.dingtalk import DingTalk
from bot.channels.dingtalk_ticket import Webhook
from bot.messages import Attachment, Button, Errand, Incoming, Outgoing, Part, Reply, SentButton
from tests.fakes.dingtalk_people import Person
from tests.fakes.dingtalk_server import CLIENT_ID, CLIENT_SECRET, DingTalkServer

TOKEN = "AbCdEf-_1234.0"
ANSWER, PUSH, GROUP, UPLOAD = "sendBySession", "batchSend", "groupMessages/send", "media/upload"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BUTTONS = (SentButton(label="1 保存", token=TOKEN), SentButton(label="2 不要", token="AbCdEf-_1234.1"))


@pytest.fixture
async def server() -> AsyncIterator[DingTalkServer]:
    standin = DingTalkServer()
    await standin.start()
    yield standin
    await standin.stop()


@pytest.fixture
async def bot(server: DingTalkServer) -> AsyncIterator[DingTalk]:
    base = server.base_url
    channel = DingTalk(CLIENT_ID, CLIENT_SECRET, api_base=base, oapi_base=base)
    yield channel
    await channel.close()


@pytest.fixture
def li(server: DingTalkServer) -> Person:
    return server.user("7")


def saying(text: str = "好", conversation: str = "user:7", key: str = "k", **more: Any) -> Outgoing:
    more.setdefault("parts", (Part(text=text),))
    return Outgoing(key=key, conversation=conversation, text=text, **more)


def ticket(server: DingTalkServer, conversation: str = "user:7", **changes: Any) -> str:
    session, until = server.books.webhook(conversation)
    webhook = Webhook(f"{server.base_url}/robot/sendBySession?session={session}", until, conversation)
    return replace(webhook, **changes).ticket


def attachment(name: str, content: bytes, mime: str) -> Attachment:
    return Attachment(name=name, mime=mime, size=len(content), reference=data_address(mime, content))


async def test_an_answer_goes_through_the_session_webhook(
    server: DingTalkServer, bot: DingTalk, li: Person
) -> None:
    id_ = await bot.send(saying("1. 原样 *显示*\n第二行", ticket=ticket(server)))
    assert li.sees.text == "1. 原样 *显示*\n第二行"
    assert [call.path for call in server.calls] == ["/robot/sendBySession"]  # nothing that is metered
    assert id_.startswith("said-")
    assert bot.health.last_out is not None


async def test_without_a_webhook_it_is_pushed(server: DingTalkServer, bot: DingTalk, li: Person) -> None:
    id_ = await bot.send(saying("该打电话了"))
    assert li.sees.text == "该打电话了"
    assert li.sees.id == id_
    pushed = server.called(PUSH)[0].given
    assert (pushed["robotCode"], pushed["userIds"], pushed["msgKey"]) == (CLIENT_ID, ["7"], "sampleText")


async def test_a_group_is_pushed_to_by_its_own_call(server: DingTalkServer, bot: DingTalk) -> None:
    group = server.group("cid==")
    await bot.send(saying("已记下", "group:cid=="))
    assert group.sees.text == "已记下"
    assert len(server.called(GROUP)) == 1


@pytest.mark.parametrize("ahead", [0.0, 5400.0])
async def test_a_webhook_that_has_ended_is_not_tried_and_one_that_ended_early_is_replaced_by_a_push(
    server: DingTalkServer, bot: DingTalk, li: Person, ahead: float
) -> None:
    told = ticket(server, until=0.0) if ahead == 0 else ticket(server)
    server.ahead = ahead
    await bot.send(saying(ticket=told))
    assert li.sees.text == "好"
    assert len(server.called(ANSWER)) == (1 if ahead else 0)
    assert len(server.called(PUSH)) == 1


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:1/robot/sendBySession", "https://evil.example/x", "file:///etc/passwd", ""]
)
async def test_a_forged_webhook_is_not_posted_to(
    server: DingTalkServer, bot: DingTalk, li: Person, address: str
) -> None:
    await bot.send(saying(ticket=ticket(server, address=address)))
    assert li.sees.text == "好"
    assert [call.path.rpartition("/")[2] for call in server.calls] == ["accessToken", "batchSend"]


async def test_a_webhook_of_another_chat_is_never_used(
    server: DingTalkServer, bot: DingTalk, li: Person
) -> None:
    group = server.group("cid==")
    await bot.send(saying("私密", ticket=ticket(server, "group:cid==")))
    assert group.seen == []
    assert li.sees.text == "私密"


async def test_a_webhook_that_leads_elsewhere_is_not_followed(
    server: DingTalkServer, bot: DingTalk, li: Person
) -> None:
    server.fail("code", ANSWER, code="moved", status=302)
    await bot.send(saying(ticket=ticket(server)))
    assert li.sees.text == "好"
    assert len(server.called(PUSH)) == 1


async def test_the_newest_webhook_of_a_chat_serves_whatever_comes(
    server: DingTalkServer, bot: DingTalk, li: Person
) -> None:
    heard: list[Incoming] = []

    async def accept(messages: Any) -> None:
        heard.extend(messages)

    run = asyncio.create_task(bot.run(accept))
    await li.says("今天")
    await server.until(lambda: bool(heard))
    await bot.send(saying("提醒", key="r", reminder=True))
    assert li.sees.text == "提醒"
    assert server.called(PUSH) == []
    server.ahead = 6000
    bot._sender._now = server.now
    await bot.send(saying("后来的提醒", key="r2", reminder=True))
    assert len(server.called(PUSH)) == 1
    await bot.close()
    await run


async def test_buttons_are_links_that_say_what_they_are(
    server: DingTalkServer, bot: DingTalk, li: Person
) -> None:
    link = SentButton(label="打开", link="https://x.example/a?b=1")
    await bot.send(saying("# 保存\n- 明达_包装?", buttons=(*BUTTONS, link), ticket=ticket(server)))
    assert li.sees.text == "# 保存\n- 明达_包装?"
    assert li.sees.labels == ("1 保存", "2 不要", "打开")
    assert li.sees.choices[0].says == f"1 保存 #{TOKEN}"
    await bot.send(saying("再来", buttons=BUTTONS, key="k2"))
    assert li.sees.text == "再来"
    assert server.called(PUSH)[0].given["msgKey"] == "sampleMarkdown"


async def test_in_a_group_links_would_not_reach_us_so_there_are_none(
    server: DingTalkServer, bot: DingTalk
) -> None:
    group = server.group("cid==")
    await bot.send(saying("保存？", "group:cid==", buttons=BUTTONS))
    assert group.sees.text == "保存？\n1 保存\n2 不要"
    assert group.sees.labels == ()


async def test_a_long_text_comes_in_parts_and_the_links_with_the_last(
    server: DingTalkServer, bot: DingTalk, li: Person
) -> None:
    text = "\n".join(f"{number}. 明达包装_要求报价*" for number in range(700))
    reply = Reply(text=text, buttons=(Button(label="撤销", then="undo"),))
    message = outgoing("k", "user:7", reply, "AbCdEf-_1234", bot.limits)
    assert len(message.parts) > 1
    await bot.send(message)
    assert "\n".join(seen.text for seen in li.seen) == text
    assert [seen.labels for seen in li.seen] == [*[()] * (len(li.seen) - 1), ("撤销",)]


async def test_links_that_make_a_message_too_large_go_apart_from_its_words(
    server: DingTalkServer, bot: DingTalk, li: Person
) -> None:
    many = tuple(SentButton(label="汉" * 40, token=f"AbCdEf-_1234.{at}") for at in range(8))
    await bot.send(saying("字" * 4000, buttons=many))
    assert [seen.text for seen in li.seen] == ["字" * 4000, ""]
    assert len(li.sees.labels) == 8


async def test_what_was_sent_of_a_long_message_is_not_sent_again(
    server: DingTalkServer, bot: DingTalk, li: Person
) -> None:
    parts = tuple(Part(text=text) for text in ("一", "二", "三"))
    message = saying("一二三", parts=parts)
    await bot.send(saying("前", key="before"))  # a token is there
    server.fail("slow", PUSH, seconds=0)
    server.fail("502", PUSH)
    with pytest.raises(TryLater):
        await bot.send(message)
    await bot.send(message)
    assert [seen.text for seen in li.seen] == ["前", "一", "二", "三"]


@pytest.mark.parametrize("expired", ["early", "wrong status"])
async def test_a_token_that_ended_early_is_renewed_once(
    server: DingTalkServer, bot: DingTalk, li: Person, expired: str
) -> None:
    await bot.send(saying("一", key="1"))
    if expired == "early":
        server.books.end_tokens()
    else:
        server.fail("code", PUSH, code="InvalidAuthentication", status=400)
    await bot.send(saying("二", key="2"))
    assert [seen.text for seen in li.seen] == ["一", "二"]
    assert len(server.called("accessToken")) == 2
    server.fail("code", PUSH, times=None, code="InvalidAuthentication", status=401)
    with pytest.raises(TryLater):
        await bot.send(saying("三", key="3"))
    assert len(server.called("accessToken")) == 3


async def test_a_token_is_fetched_once_for_all(server: DingTalkServer, bot: DingTalk, li: Person) -> None:
    await asyncio.gather(*(bot.send(saying(str(number), key=str(number))) for number in range(8)))
    assert len(li.seen) == 8
    assert len(server.called("accessToken")) == 1


async def test_who_is_shielded_from_messages_is_tried_later(
    server: DingTalkServer, bot: DingTalk, li: Person
) -> None:
    server.books.flow_controlled.add("7")
    with pytest.raises(TryLater) as later:
        await bot.send(saying())
    assert later.value.after >= 60
    assert bot.health.last_error == "DingTalk shields this person from more messages for now"
    server.books.flow_controlled.clear()
    await bot.send(saying())
    assert bot.health.last_error is None


async def test_who_is_gone_or_has_turned_us_off_is_unreachable(
    server: DingTalkServer, bot: DingTalk, li: Person
) -> None:
    with pytest.raises(Unreachable, match="staff id"):
        await bot.send(saying(conversation="user:404"))
    li.blocks()
    with pytest.raises(Unreachable, match="turned"):
        await bot.send(saying())
    with pytest.raises(Unreachable, match="refuses"):
        await bot.send(saying(conversation="group:404"))
    with pytest.raises(Unreachable, match="not a DingTalk conversation"):
        await bot.send(saying(conversation="42"))
    li.unblocks()
    await bot.send(saying())
    assert li.sees.text == "好"


@pytest.mark.parametrize(
    ("code", "status", "least", "words"),
    [
        ("Forbidden.AccessDenied.ApiCountLimitForOrg", 403, 3600, "quota"),
        (90020, 200, 3600, "quota"),
        (90002, 200, 300, "overloaded"),
        ("Forbidden.AccessDenied.QpsLimitForAppkeyAndApi", 403, 5, "too fast"),
        ("send.too.fast", 400, 5, "too fast"),
        ("Forbidden.AccessDenied.AccessTokenPermissionDenied", 403, 300, "permission"),
        (60020, 200, 300, "trusted"),
    ],
)
async def test_what_passes_is_told_in_words_and_tried_later(
    server: DingTalkServer, bot: DingTalk, li: Person, code: str | int, status: int, least: float, words: str
) -> None:
    server.fail("code", PUSH, code=code, status=status)
    with pytest.raises(TryLater, match=words) as later:
        await bot.send(saying("机密"))
    assert later.value.after >= least
    assert words in (bot.health.last_error or "")
    assert "机密" not in str(later.value)
    await bot.send(saying("机密"))
    assert len(li.seen) == 1


async def test_429_is_a_long_pause(server: DingTalkServer, bot: DingTalk, li: Person) -> None:
    server.fail("429", PUSH)
    with pytest.raises(TryLater, match="pause") as later:
        await bot.send(saying())
    assert later.value.after >= 300


async def test_a_webhook_that_is_used_too_fast_waits_and_is_not_pushed_past(
    server: DingTalkServer, bot: DingTalk, li: Person
) -> None:
    server.fail("code", ANSWER, code=130101)
    with pytest.raises(TryLater, match="too fast"):
        await bot.send(saying(ticket=ticket(server)))
    assert server.called(PUSH) == []


@pytest.mark.parametrize("kind", ["502", "html", "garbage", "down", "lost"])
async def test_an_outage_is_tried_later(server: DingTalkServer, bot: DingTalk, li: Person, kind: Any) -> None:
    server.fail(kind, PUSH)
    with pytest.raises(TryLater) as later:
        await bot.send(saying("机密"))
    assert "机密" not in str(later.value)
    assert "127.0.0.1" not in str(later.value)
    await bot.send(saying("机密"))


async def test_wrong_keys_are_told_without_the_keys(server: DingTalkServer) -> None:
    base = server.base_url
    bot = DingTalk(CLIENT_ID, "wrong-half", api_base=base, oapi_base=base)
    with pytest.raises(TryLater, match="rejects the client id or secret") as later:
        await bot.send(saying())
    assert "wrong-half" not in str(later.value)
    await bot.close()


async def test_a_workbook_and_a_picture_are_sent_before_the_words(
    server: DingTalkServer, bot: DingTalk, li: Person
) -> None:
    files = (attachment("明达.xlsx", b"PK workbook", XLSX), attachment("码.png", b"png", "image/png"))
    await bot.send(saying("在这里", files=files, ticket=ticket(server)))
    assert [seen.file for seen in li.seen[:2]] == ["明达.xlsx", list(server.books.media)[1]]
    assert li.sees.text == "在这里"
    assert sorted(server.books.media.values()) == [("明达.xlsx", b"PK workbook"), ("码.png", b"png")]
    assert [call.given["type"] for call in server.called(UPLOAD)] == ["file", "image"]
    assert len(server.called("gettoken")) == 1


async def test_a_kind_of_file_that_dingtalk_does_not_show_goes_in_a_zip(
    server: DingTalkServer, bot: DingTalk, li: Person
) -> None:
    await bot.send(saying("", files=(attachment("明达.csv", b"a,b", "text/csv"),)))
    assert [seen.file for seen in li.seen] == ["明达.zip"]
    ((_, content),) = server.books.media.values()
    with zipfile.ZipFile(io.BytesIO(content)) as box:
        assert box.read("明达.csv") == b"a,b"


async def test_the_old_token_is_renewed_once_too(server: DingTalkServer, bot: DingTalk, li: Person) -> None:
    file = attachment("a.pdf", b"%PDF", "application/pdf")
    await bot.send(saying("", files=(file,), key="1"))
    server.books.end_tokens()
    await bot.send(saying("", files=(file,), key="2"))
    assert len(li.seen) == 2
    assert len(server.called("gettoken")) == 2


async def test_a_file_that_is_refused_does_not_keep_the_words_back(
    server: DingTalkServer, bot: DingTalk, li: Person
) -> None:
    server.fail("code", UPLOAD, code=40035)
    await bot.send(saying("在这里", files=(attachment("a.pdf", b"%PDF", "application/pdf"),)))
    assert [seen.text for seen in li.seen] == ["在这里"]
    assert bot.health.last_error == "a file was refused: DingTalk refuses (40035)"


async def test_what_people_sent_is_fetched(
    server: DingTalkServer, bot: DingTalk, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.books.files["code1"] = b"%PDF-1.7"
    file = Attachment(name="合同.pdf", mime="application/pdf", reference="code1")
    brought = await bot.bring(Errand(what="file", file=file))
    assert (brought.content, brought.name, brought.mime) == (b"%PDF-1.7", "合同.pdf", "application/pdf")
    gone = file.model_copy(update={"reference": "code2"})
    with pytest.raises(Unreachable):
        await bot.bring(Errand(what="file", file=gone))
    with pytest.raises(Unreachable):
        await bot.bring(Errand(what="customer"))
    monkeypatch.setattr("bot.channels.calls.MOST_BYTES", 3)
    with pytest.raises((Unreachable, TryLater)):
        await bot.bring(Errand(what="file", file=file))


async def test_without_cards_nothing_is_changed(server: DingTalkServer, bot: DingTalk, li: Person) -> None:
    id_ = await bot.send(saying("保存？", buttons=BUTTONS))
    assert await bot.send(saying("保存？\n✓ 保存", key="mark", edit_of=id_)) == id_
    assert [seen.text for seen in li.seen] == ["保存？"]


async def test_after_closing_nothing_is_sent(server: DingTalkServer, bot: DingTalk, li: Person) -> None:
    await bot.close()
    with pytest.raises(TryLater):
        await bot.send(saying())
    assert isinstance(bot._caller, Caller)


async def test_a_file_is_fetched_from_public_addresses_only(
    server: DingTalkServer, bot: DingTalk, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.books.files["code1"] = b"%PDF-1.7"
    for address in ("http://10.0.0.1/", "http://metadata/", "ftp://files.example.com/", "http://localhost/"):
        monkeypatch.setattr(server.books, "download", lambda given, base, to=address: {"downloadUrl": to})
        with pytest.raises(Unreachable, match="downloadUrl"):
            await bot.bring(Errand(what="file", file=Attachment(name="合同.pdf", reference="code1")))
