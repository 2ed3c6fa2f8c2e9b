"""Whatever the house says stands on a WeCom screen as it was said: markdown misreads nothing."""

import random

import pytest

from bot.channels.layout import split, utf8
from bot.channels.wecom_bot_show import Card, Words, marked_card, pieces
from bot.channels.wecom_bot_words import markdown, plain, size, table_markdown
from bot.channels.wecom_cards import SPENT, button_card
from bot.messages import Attachment, Outgoing, Part, SentButton, Table
from tests.fakes.wecom_bot_looks import rendered

NASTY = ["#", ">", "-", "+", "=", "*", "_", "`", "|", "<", "b>", "[", "](x)", "~~", "\\", "&lt;", "&", "1.", "2)", "3.5",
         "\n", "\n\n", " ", "  ", "华为", "a", "KH-0001", "https://crm.example/a_b?c=d&e=f", "!", "。"]  # fmt: skip


def as_said(text: str) -> str:
    """The text as a screen can show it: no spaces around lines, one empty line at most."""
    blocks = "\n".join(line.strip() for line in text.split("\n")).strip("\n")
    while "\n\n\n" in blocks:
        blocks = blocks.replace("\n\n\n", "\n\n")
    return blocks


@pytest.mark.parametrize(
    "text",
    [
        "# 不是标题",
        "> 不是引用",
        "- 不是列表\n- 还是不是",
        "1. 第一\n2. 第二\n10) 第十",
        "3.5 万",
        "---",
        "标题\n===",
        "标题\n---",
        "**不粗** _不斜_ `不是代码` ~~没删~~",
        "a_b_c",
        "5 * 3 = 15 * 1",
        "<b>不是标签</b> a < b",
        "[不是链接](https://crm.example/)",
        "a | b",
        "反斜杠 \\ 和 \\* 在此",
        "A&B &amp; &lt;",
        "第一行\n第二行\n\n新一段",
        "网页 https://crm.example/a_b_c?x=*y*",
        "+86 13800138000",
        "    缩进不是代码",
    ],
)
def test_words_are_shown_as_they_were_said(text: str) -> None:
    assert rendered(markdown(text)) == as_said(text)


def test_any_mixture_of_marks_is_shown_as_it_was_said() -> None:
    chance = random.Random(20260506)
    for _ in range(3000):
        text = "".join(chance.choices(NASTY, k=chance.randint(1, 14)))
        assert rendered(markdown(text)) == as_said(text), repr(text)
        assert plain(markdown(text)) == as_said(text), repr(text)


def test_plain_chinese_is_not_touched() -> None:
    text = "已保存对华为的拜访：张经理，3.5 万，下周二（05-12）跟进 KH-0001。"
    assert markdown(text) == text


def test_a_table_is_drawn_with_its_cells_escaped() -> None:
    table = Table(header=("客户", "备注"), rows=(("华|为", "**急**\n明天"), ("海润",)))
    assert rendered(table_markdown(table)) == "客户 | 备注\n华|为 | **急** 明天\n海润 | "


def test_parts_that_are_cut_by_our_measure_fit_when_escaped() -> None:
    text = "*_`|<[" * 4000 + "\n" + "华为。" * 4000
    cut = split(text, 20_480, size)
    assert all(utf8(markdown(part)) <= 20_480 for part in cut)
    assert "".join(cut).replace("\n", "") == text.replace("\n", "")


def message(*parts: str, text: str = "", buttons: int = 0, **more: object) -> Outgoing:
    labels = tuple(SentButton(label=f"{n + 1} 是", token=f"t.{n}") for n in range(buttons))
    shown = tuple(Part(text=part) for part in parts)
    return Outgoing.model_validate(
        {
            "key": "k",
            "conversation": "li",
            "text": text or parts[0],
            "parts": shown,
            "buttons": labels,
            **more,
        }
    )


def test_short_words_with_buttons_are_one_card() -> None:
    (card,) = pieces(message("保存吗？\n华为", buttons=2))
    assert isinstance(card, Card)
    assert card.body["main_title"] == {"title": "保存吗？"}
    assert card.body["sub_title_text"] == "华为"
    assert [button["key"] for button in card.body["button_list"]] == ["t.0", "t.1"]
    assert card.body["task_id"] == card.id


def test_long_words_stand_before_their_card() -> None:
    words, card = pieces(message("长" * 300, "长长…", buttons=1))
    assert isinstance(words, Words)
    assert words.text == "长" * 300
    assert isinstance(card, Card)
    assert card.body["main_title"] == {"title": "长长…"}


def test_a_table_stands_with_its_words_and_the_card_after_it() -> None:
    table = Table(header=("客户",), rows=(("华为",),))
    words, card = pieces(message("本周：", buttons=1, table=table))
    assert isinstance(words, Words)
    assert rendered(words.text) == "本周：\n\n客户\n华为"
    assert words.plain == "本周：\n\n客户：华为"
    assert isinstance(card, Card)
    assert card.body["main_title"] == {"title": "本周："}


def test_a_table_too_large_to_draw_becomes_lines() -> None:
    wide = Table(header=tuple(f"列{n}" for n in range(12)), rows=(tuple("华" * 200 for _ in range(12)),) * 10)
    shown = pieces(message("本周：", table=wide))
    assert len(shown) > 2
    assert all(isinstance(one, Words) and utf8(one.text) <= 20_480 for one in shown)


def test_files_come_first_and_an_empty_text_is_not_shown() -> None:
    file = Attachment(name="a.csv")
    assert pieces(message("", text="", files=(file,))) == [file]


def test_a_marked_card_shows_what_was_chosen_and_the_buttons_that_are_left() -> None:
    card = marked_card(message("保存吗？\n✓ 保存"), "c1")
    assert (card["task_id"], card["main_title"]) == ("c1", {"title": "保存吗？"})
    assert [(button["text"], button["key"]) for button in card["button_list"]] == [("✓ 保存", SPENT)]
    assert "sub_title_text" not in card  # the mark is told once
    cut = marked_card(message("保存吗？\n✓ 保存并提醒我下周三再来"), "c1")
    assert cut["sub_title_text"] == "✓ 保存并提醒我下周三再来"
    long = marked_card(
        message(
            "本周\n" + "长" * 300 + "\n✓ 完成一", "本周", text="本周\n" + "长" * 300 + "\n✓ 完成一", buttons=1
        ),
        "c1",
    )
    assert (long["main_title"]["title"], long["sub_title_text"]) == ("本周", "✓ 完成一")
    assert [button["key"] for button in long["button_list"]] == ["t.0"]


@pytest.mark.parametrize(
    ("line", "title", "rest"),
    [
        (
            "⏰ 05-07 周四 09:00 给张经理发样本（张经理 · 宁波海润精密机械有限公司?）",
            "⏰ 05-07 周四 09:00 给张经理发样本",
            "（张经理 · 宁波海润精密机械有限公司?）",
        ),
        (
            "⏰ Moved to Fri 8 May 09:00 (was Thu 7 May 09:00)",
            "⏰ Moved to Fri 8 May 09:00",
            "(was Thu 7 May 09:00)",
        ),
        (
            "Fastest in one line: “Acme Ltd, Bob Carter, +1 415…”",
            "Fastest in one line:",
            "“Acme Ltd, Bob Carter, +1 415…”",
        ),
        (
            "✔ Done: Fairfield Clinics · follow up on the plan",
            "✔ Done: Fairfield Clinics",
            "follow up on the plan",
        ),
        ("“Zed of Zebra Works” is not in your book yet", "“Zed of Zebra Works” is not in your", "book yet"),
    ],
)
def test_a_line_too_long_for_a_title_is_broken_where_its_sense_is(line: str, title: str, rest: str) -> None:
    card = button_card(f"{line}\n电话", (SentButton(label="1 改", token="t.0"),), "c1")
    assert (card["main_title"]["title"], card["sub_title_text"]) == (title, f"{rest}\n电话")


def test_a_card_is_named_after_what_it_is_about_and_not_after_what_was_dictated() -> None:
    words = "🎤 听到：“去了华峰”\n✅ 已记 · 华峰精密\n" + "长" * 300 + "\n✓ 撤销"
    marked = marked_card(message(words, text=words, buttons=1), "c1")
    assert (marked["main_title"]["title"], marked["sub_title_text"]) == ("✅ 已记 · 华峰精密", "✓ 撤销")
