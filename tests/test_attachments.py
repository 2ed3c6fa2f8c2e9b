"""Files and pictures: kept, put to their customer, found and opened again."""

import asyncio

import pytest

from bot.channels import Brought, TryLater
from bot.channels.attachments import content
from bot.messages import Attachment as Sent
from store.files import Files
from store.models import Attachment, AuditEntry, Contact, Customer, Interaction
from store.people_models import Account
from tests.house import Town

PDF = b"%PDF-1.7"
JPG = b"\xff\xd8\xff\xe0"


@pytest.fixture
async def town(database, clock, tmp_path):
    return Town(database, clock, files=Files(tmp_path / "files"))


async def sends(talker, name="合同.pdf", caption="", *, brings=PDF, kind="file", count=1):
    """A file comes in, and its content is (or is not) to be had from the chat app."""
    mime = "application/pdf" if kind == "file" else "image/jpeg"
    if brings is not None:
        talker.town.channel.brings += [Brought(content=brings) for _ in range(count)]
    sent = [
        Sent(name=name, mime=mime, size=9, reference=f"theirs-{number}").model_dump()
        for number in range(count)
    ]
    await talker._send(kind=kind, text=caption, attachments=sent)


async def snaps(talker, caption="", **options):
    await sends(talker, "photo-AQAD.jpg", caption, brings=JPG, kind="image", **options)


async def test_a_file_with_a_customer_s_name_is_saved_there(town, hire):
    li = await hire("小李", customers=("华峰精密", "苏州明达"))
    await sends(li, caption="华峰的合同")
    assert li.reads == "📎 已存到 华峰精密：合同.pdf"
    assert li.labels == ["是合同，录入", "别的客户", "撤销"]
    row = await town.only(Attachment)
    assert (row.customer_id, row.name, row.size, row.words) == (1, "合同.pdf", len(PDF), "华峰的合同")
    assert await town.files.read(row.reference) == PDF
    assert town.channel.errands[0].file.reference == "theirs-0"
    assert await town.all(Interaction) == []
    assert len(li.messages) == 1  # what was brought is silent


async def test_a_file_is_saved_in_english(town, hire):
    anna = await hire("Anna", language="en", customers=("Harbor Freightways Ltd",))
    await sends(anna, "quote.pdf", "quote for Harbor")
    assert anna.reads == "📎 Saved with Harbor Freightways Ltd: quote.pdf"
    assert anna.labels == ["Another customer", "Undo"]
    await anna.says("files of Harbor")
    assert (
        anna.reads == "📎 Harbor Freightways Ltd · 1 file\n1 quote.pdf · quote for Harbor · Wed 6 May · Anna"
    )
    await sends(anna, "plan.pdf", brings=None)
    assert [message.text for message in anna.messages[-2:]] == [
        "📎 Saved with Harbor Freightways Ltd (just spoken of): plan.pdf",
        "plan.pdf could not be fetched (too large, or there no more). Please send it again.",
    ]


async def test_without_a_caption_it_goes_to_the_customer_last_spoken_of(town, hire):
    li = await hire("小李", customers=("华峰精密", "苏州明达"))
    await li.says("今天拜访了华峰精密李总，嫌贵")
    await snaps(li)
    assert li.reads == "📎 已存到 华峰精密（刚聊过）：图片"
    await li.taps("别的客户")
    await li.says("明达")
    assert li.reads == "📎 已存到 苏州明达：图片"
    assert (await town.only(Attachment)).customer_id == 2
    await li.taps("撤销")
    assert (await town.only(Attachment)).customer_id == 1


async def test_where_nobody_was_spoken_of_it_is_asked_and_a_tap_answers(town, hire):
    li = await hire("小李", customers=("华峰精密", "苏州明达"))
    await snaps(li)
    assert li.reads.split("\n") == [
        "📎 已留住：图片。是哪家客户的？",
        "（名片？图我看不懂：打字发来姓名和电话，图会跟着存。）",
    ]
    assert li.labels == ["苏州明达 · 未联系过", "华峰精密 · 未联系过", "以后"]
    await li.taps("华峰精密")
    assert li.reads == "📎 已存到 华峰精密：图片"
    assert (await town.only(Attachment)).customer_id == 1


async def test_pictures_sent_together_are_asked_about_together(town, hire):
    li = await hire("小李", customers=("华峰精密", "苏州明达"))
    for _ in range(4):
        await snaps(li)
    assert li.reads.startswith("📎 已留住：4 个文件。")
    await li.says("华峰")
    assert {row.customer_id for row in await town.all(Attachment)} == {1}


async def test_an_unknown_name_is_created_by_one_tap_and_gets_the_file(town, hire):
    li = await hire("小李", customers=("华峰精密",))
    await sends(li, "清单.xlsx")
    await li.says("宁波海润")
    assert li.reads == "你的客户里没有“宁波海润”。"
    await li.taps("新客户：宁波海润")
    assert "宁波海润 已建" in li.reads
    row = await town.only(Attachment)
    assert row.customer_id == (await town.only(Customer, name="宁波海润")).id


async def test_the_photo_of_a_business_card_goes_along_with_what_is_typed(town, hire):
    li = await hire("小李", customers=("华峰精密",))
    await snaps(li)
    await li.says("添加联系人 华峰精密 赵敏 13712342211")
    assert li.reads == "✅ 联系人已存 · 华峰精密\n赵敏 137****2211\n📎 一起存好：图片"
    row, contact = await town.only(Attachment), await town.only(Contact)
    assert (row.customer_id, row.model, row.record_id) == (1, "contact", contact.id)


async def test_a_visit_told_instead_of_a_name_takes_the_picture_along(town, hire):
    li = await hire("小李", customers=("华峰精密", "苏州明达"))
    await snaps(li)
    await li.says("今天拜访了明达王经理，嫌贵")
    assert li.reads.startswith("✅ 已记 · 苏州明达 · 王经理")
    assert li.reads.endswith("📎 一起存好：图片")
    row, record = await town.only(Attachment), await town.only(Interaction)
    assert (row.customer_id, row.record_id) == (2, record.id)


async def test_an_order_typed_instead_of_a_name_is_obeyed_and_the_question_stays(town, hire):
    li = await hire("小李", customers=("华峰精密", "苏州明达"))
    await snaps(li)
    await li.says("今天")
    assert not li.reads.startswith("📎")
    assert (await town.only(Attachment)).customer_id is None
    await li.says("华峰")
    assert (await town.only(Attachment)).customer_id == 1


async def test_a_new_customer_in_the_caption_is_created_and_gets_the_picture(town, hire):
    li = await hire("小李")
    await snaps(li, "新客户 苏州恒达 李总 13800138000 做包装 想要报价")
    assert "苏州恒达 已建" in li.reads
    assert li.reads.endswith("📎 一并留存：图片")
    assert (await town.only(Attachment)).customer_id == (await town.only(Customer)).id
    await li.says("撤销")
    assert [*await town.all(Attachment), *await town.all(Customer)] == []


async def test_a_log_in_the_caption_is_taken_and_the_file_hangs_on_it(town, hire):
    li = await hire("小李", customers=("华峰精密", "苏州明达"))
    await snaps(li, "今天拜访了华峰李总，嫌贵，下周二再跟进")
    assert li.reads.startswith("✅ 已记 · 华峰精密 · 李总")
    assert li.reads.endswith("📎 一并留存：图片")
    row, record = await town.only(Attachment), await town.only(Interaction)
    assert (row.customer_id, row.model, row.record_id) == (1, "interaction", record.id)
    await li.taps("撤销")
    assert li.reads == "↩️ 已撤销：华峰精密（文件1、待办1、联系人1、记录1）。"
    assert [*await town.all(Attachment), *await town.all(Interaction)] == []
    await li.taps("恢复")
    row = await town.only(Attachment)
    assert await town.files.read(row.reference) == JPG


async def test_the_file_follows_the_log_whose_customer_was_asked_for(town, hire):
    li = await hire("小李", customers=("杭州智云科技", "智云科技（杭州）"))
    await snaps(li, "今天去了智云，说要再比比价")
    assert (await town.only(Attachment)).customer_id is None
    await li.taps("杭州智云科技")
    row, record = await town.only(Attachment), await town.only(Interaction)
    assert (row.customer_id, row.record_id) == (record.customer_id, record.id)


@pytest.mark.parametrize("caption", ["明天9点提醒我给华峰发合同", "华峰合同签了 28万 到明年5月10号"])
async def test_what_else_a_caption_orders_is_done_and_the_file_saved(town, hire, caption):
    li = await hire("小李", customers=("华峰精密",))
    await sends(li, caption=caption)
    assert li.reads.startswith(("⏰", "新合同"))
    assert li.reads.endswith("📎 一并留存：合同.pdf")
    assert (await town.only(Attachment)).customer_id == 1


@pytest.mark.parametrize("caption", ["厂房", "名片", "this one", "👍"])
async def test_a_label_that_names_nobody_is_kept_with_the_file(town, hire, caption):
    li = await hire("小李", customers=("华峰精密",))
    await li.says("华峰")
    await snaps(li, caption)
    assert "华峰精密" in li.reads
    assert li.reads.startswith("📎")
    assert (await town.only(Attachment)).words == caption
    assert await town.all(Interaction) == []


async def test_a_label_with_two_customers_or_an_unknown_one_is_asked_about(town, hire):
    li = await hire("小李", customers=("华峰精密", "杭州智云科技", "苏州明达"))
    await li.says("明达")
    await sends(li, caption="华峰和智云的报价")
    assert li.labels == ["华峰精密 · 未联系过", "杭州智云科技 · 未联系过", "以后"]
    await li.taps("智云")
    assert (await town.only(Attachment)).customer_id == 2
    await sends(li, caption="宁波海润的合同")
    assert li.reads == "📎 已留住：合同.pdf。是哪家客户的？"


async def test_news_in_a_caption_is_no_answer_to_the_question_about_an_earlier_file(town, hire):
    li = await hire("小李", customers=("华峰精密",))
    await sends(li, "清单.xlsx")
    await snaps(li, "华峰新厂房已经封顶")
    assert li.reads.startswith("✅ 已记 · 华峰精密")
    assert [row.customer_id for row in await town.all(Attachment)] == [None, 1]


async def test_an_edited_caption_moves_the_picture(town, hire):
    li = await hire("小李", customers=("华峰精密", "苏州明达"))
    await snaps(li, "华峰厂房")
    town.channel.brings.append(Brought(content=JPG))
    photo = [Sent(name="p.jpg", mime="image/jpeg", reference="theirs-0").model_dump()]
    await li._send(kind="image", text="明达厂房", attachments=photo, message_id="u1", edits="u1")
    row = await town.only(Attachment)
    assert (row.customer_id, await town.files.read(row.reference)) == (2, JPG)


async def test_several_files_of_one_message_are_all_kept(town, hire):
    li = await hire("小李", customers=("华峰精密",))
    await sends(li, "图纸.dwg", "华峰图纸", count=2)
    assert li.reads == "📎 已存到 华峰精密：图纸.dwg、图纸.dwg"
    assert [bool(row.reference) for row in await town.all(Attachment)] == [True, True]


async def test_a_picture_in_the_middle_of_a_question_leaves_it_open(town, hire):
    li = await hire("小李", customers=("华峰精密",))
    await li.says("华峰")
    await li.says("新客户")
    await snaps(li, "华峰厂房")
    assert li.reads == "📎 已存到 华峰精密：图片"
    await li.says("苏州恒达 李总 13800138000")
    assert "苏州恒达 已建" in li.reads
    assert (await town.only(Attachment)).customer_id == 1


async def test_what_could_not_be_fetched_is_said_and_listed_so(town, hire):
    li = await hire("小李", customers=("华峰精密",))
    await sends(li, "a.jpg", "华峰现场", brings=None, kind="image")
    assert li.reads == "那张图片没取到（平台只保留几分钟），请再发一次。"
    await li.says("华峰的文件")
    assert li.reads == "📎 华峰精密 · 1 个文件\n1 图片 · 华峰现场 · 05-06 周三 · 小李 · 未取到"
    await li.says("1")
    assert li.reads == "图片 没取到，请再发一次。"
    await snaps(li, "华峰现场")
    assert li.reads == "📎 已存到 华峰精密：图片"


async def test_a_chat_app_that_is_away_is_asked_again(town, hire):
    li = await hire("小李", customers=("华峰精密",))
    town.channel.brings += [TryLater(5, "away"), Brought(content=PDF, name="真名.pdf")]
    await sends(li, "", "华峰合同", brings=None)
    assert (await town.only(Attachment)).reference is None
    town.clock.forward(seconds=60)
    await town.settle()
    row = await town.only(Attachment)
    assert (row.name, await town.files.read(row.reference)) == ("真名.pdf", PDF)


async def test_a_file_taken_back_before_it_came_is_restored_with_its_content(town, hire):
    li = await hire("小李", customers=("华峰精密",))
    town.channel.brings += [TryLater(5, "away"), Brought(content=PDF)]
    await sends(li, caption="华峰合同", brings=None)
    await li.taps("撤销")
    await snaps(li, "华峰厂房")  # may get the number that is free now
    town.clock.forward(seconds=60)
    await town.settle()
    assert [row.words for row in await town.all(Attachment)] == ["华峰厂房"]
    await li.says("撤销")
    await li.taps("恢复", on=[message for message in li.messages if "合同.pdf" in message.text][-1])
    row = await town.only(Attachment)
    assert (row.words, await town.files.read(row.reference)) == ("华峰合同", PDF)


async def test_files_are_listed_by_number_and_opened_and_that_is_written_down(town, hire):
    li = await hire("小李", customers=("华峰精密",))
    for number in range(12):
        await sends(li, f"{number}.pdf", "华峰")
        town.clock.forward(minutes=1)
    await li.says("华峰的文件")
    lines = li.reads.split("\n")
    assert lines[0] == "📎 华峰精密 · 12 个文件，最新 10 个："
    assert (lines[1], len(lines)) == ("1 11.pdf · 华峰 · 05-06 周三 · 小李", 11)
    await li.says("3")
    assert li.reads == "📎 9.pdf\n华峰"
    assert [(file.name, content(file)) for file in li.sees.files] == [("9.pdf", PDF)]
    opened = await town.only(AuditEntry, action="open")
    assert (opened.model, opened.person_id) == ("attachment", li.person.id)
    await li.says("华峰")
    assert li.labels[-1] == "文件（12）"


async def test_the_files_of_the_customer_last_spoken_of(town, hire):
    li = await hire("小李", customers=("华峰精密",))
    for words in ("华峰有哪些文件", "他的文件", "文件", "华峰的合同文件"):
        await li.says(words)
        assert li.reads == "华峰精密 还没有文件：发文件时写上它的名字就行。"


@pytest.mark.parametrize(
    "words", ["明天给华峰发文件", "把报价文件发给华峰了", "send Harbor the files tomorrow"]
)
async def test_what_only_speaks_of_files_is_no_list(town, hire, words):
    li = await hire("小李", customers=("华峰精密", "Harbor Freightways Ltd"))
    await li.says(words)
    assert not li.reads.startswith("📎")
    assert "还没有文件" not in li.reads


async def test_what_belongs_to_nobody_yet_stays_with_its_sender(town, hire):
    boss = await hire("王总", "manager")
    li = await hire("小李", manager="王总", customers=("华峰精密",))
    await sends(li, "清单.xlsx")
    await li.taps("以后")
    assert li.reads == "先留着，回“我的文件”可看没归客户的。"
    town.clock.forward(days=1)
    await li.says("草稿")
    assert li.reads == "没有草稿。\n📎 另有 1 个文件没归客户：“我的文件”。"
    await boss.says("我的文件")
    assert boss.reads == "没有等着归客户的文件。"
    await li.says("我的文件")
    assert li.reads == "📎 1 个文件还没归客户\n1 清单.xlsx · 05-06 周三 · 小李"
    await li.says("1")
    await li.taps("选客户")
    await li.says("华峰")
    assert li.reads == "📎 已存到 华峰精密：清单.xlsx"
    await boss.says("华峰的文件")
    assert "清单.xlsx" in boss.reads


async def test_files_are_seen_by_those_who_see_their_customer(town, hire):
    boss = await hire("王总", "manager")
    li = await hire("小李", manager="王总", customers=("华峰精密",))
    wang = await hire("小王", team="华南", customers=("苏州明达",))
    await sends(li, caption="华峰合同")
    await boss.says("华峰的文件")
    await boss.says("1")
    assert content(boss.sees.files[0]) == PDF
    await wang.says("华峰的文件")
    assert "合同.pdf" not in wang.reads
    await li.says("华峰的文件")
    async with town.database.begin() as session:
        row = await session.get(Customer, 1)
        row.owner_id = wang.person.id
        session.add(row)
    await li.says("1")
    assert li.reads == "没找到，或者不是你的客户。"
    assert li.sees.files == ()


async def test_who_may_only_read_a_customer_puts_nothing_there_and_loses_nothing(town, hire):
    await hire("小李", customers=("华峰精密",))
    head = await hire("老板", "executive", team=None)
    await sends(head, caption="华峰合同")
    assert head.reads.startswith("这个客户你能看，不能改。\n📎 已留住：合同.pdf。")
    await head.says("华峰")
    assert head.reads == "这个客户你能看，不能改。"
    assert (await town.only(Attachment)).customer_id is None


async def test_in_a_group_nothing_is_shown_and_nothing_kept(town, hire):
    li = await hire("小李", customers=("华峰精密",))
    await li._send(
        kind="image", text="华峰", conversation="group-1", is_group=True,
        attachments=[Sent(name="a.jpg", mime="image/jpeg").model_dump()],
    )  # fmt: skip
    assert town.channel.sent[-1].text == "客户信息请私聊我。"
    assert await town.all(Attachment) == []


async def test_a_contract_leads_to_the_contract(town, hire):
    li = await hire("小李", customers=("华峰精密",))
    await sends(li, caption="华峰")
    await li.taps("是合同")
    assert li.reads == "金额？例：28万 或 280000。"


async def test_a_stranger_s_file_is_not_kept(town):
    nobody = town.stranger("谁")
    await sends(nobody, caption="华峰")
    assert "绑定码" in nobody.reads
    assert await town.all(Attachment) == []
    assert town.channel.errands == []


async def test_a_file_whose_name_has_a_path_keeps_only_its_letters(town, hire):
    li = await hire("小李", customers=("华峰精密",))
    await sends(li, "../../etc/pass\x07wd.pdf", "华峰")
    assert (await town.only(Attachment)).name == ".._.._etc_pass_wd.pdf"


async def test_an_old_picture_does_not_follow_a_later_log(town, hire):
    li = await hire("小李", customers=("华峰精密", "苏州明达"))
    await snaps(li)
    town.clock.forward(minutes=20)
    await li.says("今天拜访了明达王经理，嫌贵")
    assert (await town.only(Attachment)).customer_id is None


async def test_a_refused_order_in_a_caption_takes_no_file_down_with_it(town, hire):
    li = await hire("小李", customers=("华峰精密",))
    await hire("小王")
    await sends(li, caption="离职 小王")
    assert li.reads.splitlines()[0] == "只有管理员能做。"
    row = await town.only(Attachment)
    assert (row.words, await town.files.read(row.reference)) == ("离职 小王", PDF)
    assert len(await town.all(AuditEntry, action="refused")) == 1


async def test_a_picture_leaves_a_half_made_customer_s_question_open(town, hire):
    li = await hire("小李", customers=("华峰精密",))
    town.clock.forward(days=2)
    await li.says("新建客户")
    await snaps(li)
    assert "华峰精密" in "".join(li.labels)
    await li.says("苏州恒达")
    assert li.reads == "苏州恒达：联系人？例：王经理 139…"


async def test_what_was_brought_does_not_count_as_having_written(town, hire):
    li = await hire("小李", customers=("华峰精密",))
    town.channel.brings.append(TryLater(1.0, "away"))
    await sends(li, caption="华峰的合同")
    written = (await town.only(Account, sender="小李")).last_in_at
    town.clock.forward(minutes=5)
    await town.settle()
    assert (await town.only(Attachment)).reference is not None
    assert (await town.only(Account, sender="小李")).last_in_at == written


async def test_a_file_that_is_slow_to_come_holds_up_no_answer(town, hire):
    li = await hire("小李", customers=("华峰精密",))
    may_end, bring = asyncio.Event(), town.channel.bring

    async def slow(errand):
        await may_end.wait()
        return await bring(errand)

    town.channel.bring = slow
    sending = asyncio.create_task(sends(li, caption="华峰的合同"))
    async with asyncio.timeout(2):
        while not li.messages:
            await asyncio.sleep(0.005)
        talking = asyncio.create_task(li.says("华峰"))
        while len(li.messages) < 2:
            await asyncio.sleep(0.005)
        may_end.set()
        await asyncio.gather(sending, talking)
    assert (await town.only(Attachment)).reference is not None


async def test_an_errand_that_fails_through_a_fault_of_ours_doubles_no_answer(town, hire, clock):
    li = await hire("小李", customers=("华峰精密",))

    async def broken(errand):
        raise KeyError("a form that nobody documented")

    town.channel.bring = broken
    await sends(li, caption="华峰的合同", brings=None)
    for _ in range(10):
        clock.forward(minutes=2)
        await town.settle()
    assert [message.text.splitlines()[0] for message in li.messages] == [
        "📎 已存到 华峰精密：合同.pdf",
        "合同.pdf 没取到（太大，或平台上已没有），请再发一次。",
    ]


async def test_a_file_whose_kind_is_no_text_is_kept_all_the_same(town, hire):
    li = await hire("小李", customers=("华峰精密",))
    town.channel.brings.append(Brought(content=JPG, mime="image/\udcff"))
    await sends(li, caption="华峰的照片", kind="image", brings=None)
    assert (await town.only(Attachment)).size == len(JPG)


async def test_a_file_that_takes_too_long_to_send_is_left_out_and_the_chat_goes_on(
    town, hire, clock, monkeypatch
):
    monkeypatch.setattr("bot.delivery.LONGEST_SEND", 0.02)
    li = await hire("小李", customers=("华峰精密",))
    await sends(li, caption="华峰的合同")
    send = town.channel.send

    async def slow(message):
        await asyncio.sleep(60 if message.files else 0)
        return await send(message)

    town.channel.send = slow
    await li.says("华峰的文件")
    await li.says("1")
    for _ in range(6):
        clock.forward(minutes=1)
        await town.settle()
    assert li.reads.startswith("📎 合同.pdf")
    assert li.sees.files == ()
    await li.says("华峰")
    assert "华峰精密" in li.reads


async def test_a_file_s_own_name_says_whose_it_is(town, hire):
    li = await hire("小李", customers=("华峰精密", "苏州明达"))
    await li.says("今天拜访了华峰精密李总，嫌贵")
    await sends(li, "明达_报价单.xlsx")
    assert li.reads == "📎 已存到 苏州明达：明达_报价单.xlsx"
    await sends(li, "报价单.xlsx")
    assert li.reads == "📎 已存到 苏州明达（刚聊过）：报价单.xlsx"


async def comes_named(talker, name):
    """A file whose name is only told with its content, as WeCom's bot has them."""
    talker.town.channel.brings.append(Brought(content=PDF, name=name))
    sent = Sent(name="", mime="application/octet-stream", reference="theirs").model_dump()
    await talker._send(kind="file", text="", attachments=[sent])


async def test_a_name_that_comes_late_is_told_where_it_says_more(town, hire):
    li = await hire("小李", customers=("华峰精密", "苏州明达"))
    await li.says("今天拜访了华峰精密李总，嫌贵")
    await comes_named(li, "说明书.pdf")
    assert li.reads == "📎 已存到 华峰精密（刚聊过）：文件"
    await comes_named(li, "华峰合同.pdf")
    assert li.reads == "📎 已存到 华峰精密：华峰合同.pdf"
    assert li.labels == ["是合同，录入", "别的客户"]
    await comes_named(li, "明达_报价单.xlsx")
    assert li.reads == "📎 刚才那个文件叫：明达_报价单.xlsx。存到 苏州明达？"
    await li.taps("存过去")
    assert li.reads == "📎 已存到 苏州明达：明达_报价单.xlsx"
    assert [row.customer_id for row in await town.all(Attachment)] == [1, 1, 2]
