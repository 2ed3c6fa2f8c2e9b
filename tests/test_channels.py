"""What every channel promises the house: nothing is cut inside a character, no choice and no row is lost."""

import io
import random

import pytest
from python_calamine import CalamineWorkbook

from bot.channels import Channel, Limits, Rate
from bot.channels.attachments import content
from bot.channels.degrade import MOST_ROWS, outgoing
from bot.channels.layout import utf8
from bot.channels.sheets import sheet
from bot.channels.telegram import Telegram
from bot.channels.webchat import WebChat
from bot.messages import Button, Outgoing, Reply, Table
from bot.pace import Pace
from bot.routing import number_of
from tests.fakes.web_desk import MemoryDesk

TELEGRAM = Telegram("1:x")
WEB = WebChat(MemoryDesk())
EVERY = [TELEGRAM, WEB]
WIDE = "👩‍👩‍👧 汇总：宁波海润机械有限公司，联系人 José。\n"
"""Three code points that make one character, hanzi, and an accent of its own."""


def on(channel: Channel, reply: Reply) -> Outgoing:
    return outgoing("k", "c", reply, "code12345678", channel.limits)


def choices(count: int, words: str = "选") -> tuple[Button, ...]:
    return tuple(Button(label=f"{words}{number}", then="x.y") for number in range(1, count + 1))


def table(rows: int, *header: str) -> Table:
    header = header or ("姓名", "电话")
    lines = tuple(tuple(f"{name}{row}" for name in header) for row in range(rows))
    return Table(header=header, rows=lines)


@pytest.fixture(params=EVERY, ids=lambda channel: channel.name)
def channel(request: pytest.FixtureRequest) -> Channel:
    found: Channel = request.param
    return found


def test_long_words_are_cut_by_the_platform_s_own_measure_and_nothing_is_lost(channel):
    for length in (1, 60, 700, 3_000):
        message = on(channel, Reply(text=(WIDE * length).strip()))
        assert all(channel.limits.measure(part.text) <= channel.limits.text for part in message.parts)
        said = "".join("".join(part.text for part in message.parts).split())
        assert said == "".join((WIDE * length).split())
        assert all(
            part.text.startswith("👩‍👩‍👧") or not part.text.startswith(("‍", "👧")) for part in message.parts
        )


def test_random_words_are_never_cut_inside_a_character(channel):
    chance = random.Random(7)
    signs = ["汉", "é", "e\u0301", "👨‍👩‍👧‍👦", "🇨🇳", "👍🏽", "a", " ", "\n", "。", "✓", "①"]
    for _ in range(20):
        words = [chance.choice(signs) for _ in range(chance.randrange(1, 6_000))]
        message = on(channel, Reply(text="".join(words)))
        for part in message.parts:
            rest = part.text
            while rest:
                sign = next((s for s in sorted(signs, key=len, reverse=True) if rest.startswith(s)), None)
                assert sign is not None, "half a character"
                rest = rest[len(sign) :]


def test_every_choice_is_a_button_or_a_line_that_can_be_typed(channel):
    for count in (1, 2, 6, 9, 14):
        message = on(channel, Reply(text="选哪个？", buttons=choices(count)))
        shown = [button.label for button in message.buttons] + message.text.splitlines()[1:]
        assert len(message.buttons) <= channel.limits.buttons
        for number in range(1, count + 1):
            label = f"{number} 选{number}" if count > 1 else "选1"
            assert label in shown
            assert number_of(str(number)) == number


def test_a_label_that_no_button_shows_whole_stands_in_the_words(channel):
    long = "宁波海润机械设备制造有限公司（杭州湾新区分公司）第二事业部"
    message = on(channel, Reply(text="哪一家？", buttons=(*choices(1), Button(label=long, then="x.y"))))
    button = message.buttons[1]
    assert len(button.label) <= channel.limits.label
    assert f"2 {long}" in (button.label, *message.text.splitlines())


def test_words_that_do_not_fit_on_a_card_go_before_it(channel):
    message = on(channel, Reply(text=WIDE * 12, buttons=choices(2)))
    if channel.limits.card:
        assert len(message.parts) >= 2
        assert len(message.parts[-1].text) <= 36
        assert "".join(WIDE * 12).strip().startswith(message.parts[-1].text.rstrip("…"))
    else:
        assert len(message.parts) == 1


def test_a_table_is_shown_as_the_platform_can(channel):
    message = on(channel, Reply(text="两个联系人", table=table(2)))
    if channel.limits.table == "native":
        assert message.table is not None
        assert len(message.table.rows) == 2
        return
    assert message.table is None
    whole = "\n".join(part.text for part in message.parts)
    for cell in ("姓名0", "电话1"):
        assert cell in whole
    if channel.limits.table == "lines":
        assert "姓名：姓名0" in whole


def test_a_table_too_wide_for_a_phone_becomes_lines_of_fields():
    wide = on(TELEGRAM, Reply(text="客户", table=table(2, "客户名称", "负责人", "最近联系", "下次跟进")))
    assert wide.parts[0].monospace == 0
    assert "负责人：负责人1" in wide.parts[0].text


def test_a_long_table_shows_ten_rows_and_goes_along_whole_as_a_file(channel):
    message = on(channel, Reply(text="全部", table=table(23)))
    whole = "\n".join(part.text for part in message.parts)
    rows = (
        message.table.rows if message.table else [row for row in range(23) if f"姓名{row}" in whole.split()]
    )
    if channel.limits.table == "native":
        assert len(rows) == MOST_ROWS
    assert "姓名22" not in whole
    data = content(message.files[0])
    assert data is not None
    page = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert page == [["姓名", "电话"], *([f"姓名{row}", f"电话{row}"] for row in range(23))]


def test_a_workbook_keeps_leading_zeros_and_makes_no_formulas():
    rows = [("号码", "名称"), ("0571123", '=HYPERLINK("http://x")'), ("+86138", "@SUM(1)"), ("-1", "{=1}")]
    page = CalamineWorkbook.from_filelike(io.BytesIO(sheet(rows))).get_sheet_by_index(0).to_python()
    assert page == [list(row) for row in rows]


def test_a_chat_is_written_to_no_faster_than_the_platform_allows():
    now = [0.0]
    pace, limits = Pace(clock=lambda: now[0]), Limits(text=100, chat_rates=(Rate(30, 60.0), Rate(40, 3600.0)))
    lane, sent = ("wecom", "li"), []
    while now[0] < 7200:
        wait = pace.wait(lane, limits, 1)
        if wait:
            now[0] += wait
        else:
            sent.append(now[0])
    for start in sent:
        assert sum(start <= moment < start + 60 for moment in sent) <= 30
        assert sum(start <= moment < start + 3600 for moment in sent) <= 40
    assert len(sent) == 80  # and no slower


def test_one_busy_chat_does_not_slow_down_the_others():
    pace, limits = (
        Pace(clock=lambda: 0.0),
        Limits(text=100, chat_rates=(Rate(2, 60.0),), total_rates=(Rate(4, 1.0),)),
    )
    assert [pace.wait(("a", "x"), limits, 1) for _ in range(3)] == [0, 0, 60]
    assert [pace.wait(("a", "y"), limits, 1) for _ in range(2)] == [0, 0]
    assert pace.wait(("a", "z"), limits, 1) == 1.0  # the channel's own window is full
    assert pace.wait(("b", "z"), limits, 1) == 0


def test_a_message_of_more_parts_than_a_window_holds_goes_alone():
    now = [0.0]
    pace, limits = Pace(clock=lambda: now[0]), Limits(text=100, chat_rates=(Rate(3, 60.0),))
    assert pace.wait(("a", "x"), limits, 5) == 0
    assert pace.wait(("a", "x"), limits, 5) == 60
    now[0] = 60.0
    assert pace.wait(("a", "x"), limits, 5) == 0


def test_bytes_are_counted_as_the_platform_counts_them():
    assert utf8("海a👍") == 3 + 1 + 4
