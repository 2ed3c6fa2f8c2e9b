"""The web chat as people use it: a real browser, the real channel and server, and a scripted bot."""

import base64
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Route, async_playwright, expect

from bot.channels.attachments import XLSX, data_address
from bot.channels.webchat_desk import Said
from bot.messages import Attachment, Outgoing, SentButton, Table
from tests.fakes.web_desk import LI
from tests.fakes.web_house import WebHouse
from tests.fakes.web_looks import faults_of
from tests.fakes.web_phone import Phone, browser_path, launch

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]  # one browser for all

STATIC = Path(__file__).parents[1] / "bot" / "channels" / "static"
SCREENSHOTS = Path(__file__).parent / "screenshots"
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)  # one pixel
REPORT = "今天拜访了华峰李总"
CARD = "✅ 已记 · 华峰精密 · 李总\n拜访 05-06 周三下午\n意向:高?"
LONG = "https://example.com/" + "a" * 200 + " " + "没有空格的长句子" * 30

Unpack = Callable[..., Awaitable[Phone]]


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await launch(playwright)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def house() -> AsyncIterator[WebHouse]:
    house = await WebHouse().open()
    yield house
    await house.shut()


@pytest_asyncio.fixture(loop_scope="module")
async def unpack(browser: Browser, house: WebHouse) -> AsyncIterator[Unpack]:
    """Makes phones; at the end none of their pages may have complained: scripts and policy hold."""
    phones: list[Phone] = []

    async def unpack(**options: object) -> Phone:
        phones.append(await Phone.unpack(browser, house, **options))  # type: ignore[arg-type]  # passed on as given
        return phones[-1]

    yield unpack
    for phone in phones:
        await phone.context.close()
    assert [fault for phone in phones for fault in phone.real_faults] == []


@pytest_asyncio.fixture(loop_scope="module")
async def li(unpack: Unpack) -> Phone:
    return await (await unpack()).enters()


async def test_without_a_browser_the_tests_fail_and_say_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(AssertionError, match="apt-get install chromium"):
        browser_path()


async def test_a_rep_picks_who_she_is_and_logs_a_visit(li: Phone) -> None:
    await expect(li.page.get_by_role("heading", name="你好，李雷")).to_be_visible()
    await li.says(REPORT)
    await li.sees_all(REPORT, CARD)
    await expect(li.page.get_by_role("heading", name="你好，李雷")).to_be_hidden()
    await expect(li.page.locator(".day")).to_contain_text("今天")
    await expect(li.page.get_by_label("已发送")).to_have_count(1)
    assert [message.text for message in li.house.heard] == [REPORT]
    assert li.faults == []


async def test_a_code_lets_in_where_it_is_not_a_demo(unpack: Unpack, house: WebHouse) -> None:
    house.desk.demo = False
    phone = await (await unpack()).opens()
    code = phone.page.get_by_label("登录码")
    await code.fill("999999")
    await code.press("Enter")
    await expect(phone.page.get_by_role("alert")).to_have_text("登录码不对，或者已经过期。")
    await code.fill("123456")
    await phone.page.get_by_role("button", name="进入").tap()
    await expect(phone.field).to_be_visible()


async def test_suggestions_start_an_empty_conversation(li: Phone) -> None:
    await li.taps("今天有啥")
    await li.sees_all("今天有啥", "听到:今天有啥")


async def test_the_example_can_be_changed_before_it_is_sent(li: Phone) -> None:
    await li.page.locator("#example").tap()
    await expect(li.field).to_have_value(await li.page.locator("#example").inner_text())
    assert li.house.heard == []


async def test_a_choice_is_numbered_and_works_once(li: Phone) -> None:
    await li.says(REPORT)
    await li.taps("1 改意向")
    await li.sees_all(REPORT, CARD, "改意向", "按了 改意向")
    for name in ("1 改意向", "2 改时间", "3 撤销"):
        await expect(li.page.get_by_role("button", name=name, exact=True)).to_be_disabled()
    tap = li.house.heard[-1]
    assert (tap.kind, tap.token) == ("tap", "out:1:改意向")


async def test_two_quick_presses_are_one(li: Phone) -> None:
    li.house.mute = True
    await li.house.tell(
        Outgoing(key="q", conversation="7", text="删?", buttons=(SentButton(label="删", token="t"),))
    )
    button = li.page.get_by_role("button", name="删", exact=True)
    await button.dblclick()
    await expect(button).to_be_disabled()
    await li.sees_all("删?", "删")
    assert [message.token for message in li.house.heard] == ["t"]


async def test_a_number_can_be_typed_instead(li: Phone) -> None:
    await li.says(REPORT)
    await li.sees(REPORT, CARD)
    await li.says("2")
    await li.sees("2", "选了第 2 个")


async def test_one_choice_alone_has_no_number(li: Phone) -> None:
    await li.house.tell(
        Outgoing(key="q", conversation="7", text="改了", buttons=(SentButton(label="撤销", token="t"),))
    )
    await expect(li.page.get_by_role("button", name="撤销", exact=True)).to_be_visible()


async def test_a_message_whose_answer_was_lost_is_sent_again_without_doubling(li: Phone) -> None:
    async def lose_the_answer(route: Route) -> None:
        await route.fetch()
        await route.abort()

    await li.page.route("**/chat/send", lose_the_answer)
    await li.cuts_off("**/chat/history*")
    li.house.mute = True
    await li.cuts_off("**/chat/events")
    await li.page.reload()
    await li.says(REPORT)
    again = li.page.get_by_role("button", name="没发出去，点这里重发")
    await again.wait_for()
    await li.reconnects("**/chat/send")
    await again.tap()
    await expect(li.page.get_by_label("已发送")).to_have_count(1)
    assert (li.house.arrivals, len(li.house.heard)) == (2, 1)
    await li.reconnects("**/chat/history*")
    await li.page.reload()
    await li.sees_all(REPORT)


async def test_what_could_not_be_sent_survives_a_reload_and_goes_out_in_order(li: Phone) -> None:
    await li.cuts_off()
    await li.says("第一句")
    await li.says("第二句")
    await expect(li.page.locator(".again")).to_have_count(2)
    await li.page.reload()
    await li.sees_all("第一句", "第二句")
    await li.reconnects()
    await li.page.reload()
    await expect(li.page.get_by_label("已发送")).to_have_count(2)
    assert [message.text for message in li.house.heard] == ["第一句", "第二句"]
    await expect(li.page.locator("article .text")).to_have_count(4)
    assert await li.page.evaluate("localStorage.length") == 0


async def test_words_not_yet_sent_survive_a_reload(li: Phone) -> None:
    await li.field.fill("今天见了")
    await li.page.reload()
    await expect(li.field).to_have_value("今天见了")


async def test_a_text_that_is_too_long_is_refused_in_words_and_kept(li: Phone) -> None:
    await li.says("长" * 20_001)
    await expect(li.page.get_by_role("alert").filter(has_text="太长了")).to_be_visible()
    assert len(await li.field.input_value()) == 20_001
    assert li.house.heard == []


async def test_after_an_outage_the_page_comes_back_by_itself_and_has_missed_nothing(li: Phone) -> None:
    await li.says("在吗")
    await li.sees("听到:在吗")
    await li.house.shut()
    await expect(li.strip).to_have_text("连接断了，正在重新连接…")
    await li.says("断线时说的")
    li.house.desk.told(Outgoing(key="missed", conversation="7", text="⏰ 断线时的提醒"))
    await li.house.open()
    await expect(li.strip).to_be_hidden(timeout=15_000)
    await expect(li.page.locator("article .text")).to_have_count(5)
    texts = await li.page.locator("article .text").all_inner_texts()
    assert sorted(texts) == sorted(["在吗", "听到:在吗", "⏰ 断线时的提醒", "断线时说的", "听到:断线时说的"])
    assert len(li.house.heard) == 2


async def test_a_message_of_ours_can_be_answered(li: Phone) -> None:
    await li.says(REPORT)
    await li.sees(CARD)
    await li.page.get_by_role("button", name="回复这条").tap()
    await expect(li.page.locator("#answered")).to_contain_text("华峰精密")
    await li.says("不是周二，是周三")
    await li.sees("改的是 out:1")
    await expect(li.messages.nth(-2).locator(".quote")).to_contain_text("华峰精密")
    assert li.house.heard[-1].reply_to == "out:1"
    await expect(li.page.locator("#answering")).to_be_hidden()


async def test_a_swipe_to_the_right_answers_too(li: Phone) -> None:
    await li.says(REPORT)
    await li.sees(CARD)
    await li.swipes(li.messages.last, by=30)
    await expect(li.page.locator("#answering")).to_be_hidden()
    await li.swipes(li.messages.last, by=120)
    await expect(li.page.locator("#answered")).to_contain_text("华峰精密")
    await li.page.get_by_role("button", name="不回复了").click()
    await expect(li.page.locator("#answering")).to_be_hidden()


async def test_a_reminder_arrives_by_itself_and_is_counted_while_one_looks_away(li: Phone) -> None:
    await li.looks_away(True)
    for number in (1, 2):
        await li.house.tell(
            Outgoing(key=f"r{number}", conversation="7", text=f"⏰ 提醒{number}", reminder=True)
        )
    await li.sees_all("⏰ 提醒1", "⏰ 提醒2")
    await expect(li.page).to_have_title("(2) Fieldbook")
    await li.looks_away(False)
    await expect(li.page).to_have_title("Fieldbook")


async def test_an_edit_changes_the_message_and_takes_its_buttons_away(li: Phone) -> None:
    await li.says(REPORT)
    await li.sees(CARD)
    await li.house.tell(Outgoing(key="e", conversation="7", text="↩️ 已撤销", edit_of="out:1"))
    await li.sees_all(REPORT, "↩️ 已撤销")
    await expect(li.page.locator(".choice")).to_have_count(0)


async def test_a_reload_keeps_the_conversation(li: Phone) -> None:
    yesterday = datetime.now(UTC) - timedelta(days=1)
    li.house.desk.said["7"] = [
        Said("old", False, "昨天的", yesterday, (SentButton(label="好", token="t"),), frozenset("t"))
    ]
    await li.page.reload()
    await li.says(REPORT)
    await li.sees_all("昨天的", REPORT, CARD)
    before = await li.page.locator("#log").inner_text()
    await li.page.reload()
    await li.sees_all("昨天的", REPORT, CARD)
    assert await li.page.locator("#log").inner_text() == before
    await expect(li.page.get_by_role("button", name="好", exact=True)).to_be_disabled()
    days = await li.page.locator(".day").all_inner_texts()
    assert [day.partition(" ")[0] for day in days] == ["昨天", "今天"]


async def test_the_house_may_keep_no_trace_of_a_tap(li: Phone) -> None:
    await li.says(REPORT)
    await li.taps("1 改意向")
    await li.sees_all(REPORT, CARD, "改意向", "按了 改意向")
    li.house.desk.said["7"] = [said for said in li.house.desk.said["7"] if said.text != "改意向"]
    async with li.page.expect_response("**/chat/history"):
        await li.says("好的")
    await li.page.wait_for_timeout(100)
    await li.sees_all(REPORT, CARD, "改意向", "按了 改意向", "好的", "听到:好的")


async def test_while_the_bot_works_it_says_so(li: Phone) -> None:
    li.house.mute = True
    await li.says(REPORT)
    await expect(li.page.locator("#typing")).to_have_text("正在记…")
    await li.house.answer(li.house.heard[-1])
    await li.sees(CARD)
    await expect(li.page.locator("#typing")).to_be_empty()


async def test_somebody_who_reads_above_is_told_of_news_and_not_torn_away(li: Phone) -> None:
    for number in range(30):
        await li.house.tell(Outgoing(key=f"m{number}", conversation="7", text=f"第{number}条\n\n"))
    await expect(li.messages).to_have_count(30)
    scroll = li.page.locator("#scroll")
    assert await scroll.evaluate("node => node.scrollHeight - node.scrollTop - node.clientHeight") < 2
    # a frame later the page has noticed that somebody reads above
    await scroll.evaluate(
        "node => new Promise(seen => { node.scrollTop = 0;"
        " requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(seen, 50))); })"
    )
    await li.house.tell(Outgoing(key="new", conversation="7", text="新的"))
    await li.page.get_by_role("button", name="新消息").tap()
    await expect(li.page.get_by_text("新的", exact=True)).to_be_in_viewport()
    await expect(li.page.get_by_role("button", name="新消息")).to_be_hidden()


async def test_the_keyboard_alone_is_enough(unpack: Unpack) -> None:
    li = await (await unpack(size=(1280, 800), touch=False)).opens()
    keyboard = li.page.keyboard
    await li.page.get_by_role("button", name="李雷").wait_for()
    await keyboard.press("Tab")
    await keyboard.press("Enter")
    await expect(li.field).to_be_focused()
    await keyboard.type("今天拜访了")
    await keyboard.press("Shift+Enter")
    await keyboard.type("华峰")
    await keyboard.press("Enter")
    await li.sees_all("今天拜访了\n华峰", CARD)
    await keyboard.press("Shift+Tab")  # location
    await keyboard.press("Shift+Tab")  # reply to this
    await expect(li.page.get_by_role("button", name="回复这条")).to_be_focused()
    await keyboard.press("Enter")
    await expect(li.page.locator("#answering")).to_be_visible()
    await keyboard.press("Escape")
    await expect(li.page.locator("#answering")).to_be_hidden()
    for _ in range(3):
        await keyboard.press("Shift+Tab")
    await expect(li.page.get_by_role("button", name="3 撤销")).to_be_focused()
    await keyboard.press("Enter")
    await li.sees("撤销", "按了 撤销")
    await expect(li.page.get_by_role("button", name="3 撤销")).to_be_disabled()
    assert await li.page.evaluate("document.activeElement.tagName") != "BODY"  # one does not lose one's place


async def test_an_input_method_s_enter_does_not_send(li: Phone) -> None:
    await li.field.fill("nihao")
    enter = "new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true })"
    await li.field.evaluate(f"node => node.dispatchEvent({enter})")
    await expect(li.field).to_have_value("nihao")
    await li.field.press("Enter")
    await li.sees("nihao", "听到:nihao")


async def test_a_picture_that_came_with_a_message_is_shown(li: Phone) -> None:
    qr = Attachment(name="qr.png", mime="image/png", reference=data_address("image/png", PIXEL))
    script = Attachment(
        name="x", mime="image/svg+xml", reference="data:image/svg+xml,<svg onload='alert(1)'/>"
    )
    await li.house.tell(Outgoing(key="x", conversation="7", text="扫码绑定", files=(qr, script)))
    await expect(li.page.get_by_role("img", name="qr.png")).to_be_visible()
    await expect(li.page.locator("#log img")).to_have_count(1)
    await expect(li.page.locator("#log a")).to_have_count(0)


async def test_a_file_that_came_with_a_message_can_be_saved(li: Phone) -> None:
    sheet = Attachment(name="客户-电话.xlsx", mime=XLSX, reference=data_address(XLSX, b"PK"))
    await li.house.tell(Outgoing(key="x", conversation="7", text="12 个客户", files=(sheet,)))
    async with li.page.expect_download() as saved:
        await li.page.get_by_role("link", name="客户-电话.xlsx").click()
    assert (await saved.value).suggested_filename == "客户-电话.xlsx"


async def test_words_are_never_markup(li: Phone) -> None:
    evil = '<img src=x onerror="document.title=1"><b>粗</b>'
    await li.house.tell(
        Outgoing(
            key="x",
            conversation="7",
            text=evil,
            buttons=(
                SentButton(label=f"1 {evil}", token='"><b>'),
                SentButton(label="链", link="javascript:alert(1)"),
            ),
            table=Table(header=(evil,), rows=((evil,),)),
        )
    )
    await li.sees(evil)
    await expect(li.page.locator("#log :is(img, b)")).to_have_count(0)
    await expect(li.page.locator("#log a")).to_have_count(0)
    await expect(li.page.get_by_role("cell")).to_have_text(evil)
    await expect(li.page.get_by_role("button", name=f"1 {evil}", exact=True)).to_be_enabled()


async def test_numbers_and_addresses_can_be_followed(li: Phone) -> None:
    text = "李总 13812346620,见 https://example.com/a?b=1。138****6620 单号12345678901234"
    links = (SentButton(label="打开", link="https://example.com/x"),)
    await li.house.tell(Outgoing(key="x", conversation="7", text=text, buttons=links))
    await li.sees(text)
    addresses = await li.page.locator("#log a").evaluate_all(
        "nodes => nodes.map((node) => node.getAttribute('href'))"
    )
    assert addresses == ["tel:13812346620", "https://example.com/a?b=1", "https://example.com/x"]


async def test_a_table_is_a_table(li: Phone) -> None:
    await li.says("表")
    await expect(li.page.get_by_role("columnheader")).to_have_text(["客户", "上次", "金额"])
    await expect(li.page.get_by_role("cell").nth(2)).to_have_text("280,000")


async def test_a_place_can_be_sent(li: Phone) -> None:
    await li.page.get_by_role("button", name="发送位置").tap()
    await expect(li.page.get_by_role("alert").filter(has_text="拿不到位置")).to_be_visible()
    await li.context.grant_permissions(["geolocation"])
    await li.page.get_by_role("button", name="发送位置").tap()
    await li.sees("我的位置", "附近:华峰精密(120米)")
    place = li.house.heard[-1].place
    assert place is not None
    assert (place.latitude, place.longitude) == (29.87, 121.55)


async def test_two_tabs_show_the_same_and_a_change_of_person_reaches_both(li: Phone) -> None:
    other = await li.context.new_page()
    li.watch(other)
    await other.goto(li.house.address)
    await expect(other.locator("#say")).to_be_visible()
    await li.says(REPORT)
    await li.sees_all(REPORT, CARD)
    await expect(other.locator("article .text")).to_have_text([REPORT, CARD])
    await li.page.bring_to_front()
    await li.page.get_by_role("button", name="李雷，账户菜单").tap()
    await li.page.get_by_role("dialog").get_by_role("button", name="Ann Field").tap()
    for page in (li.page, other):
        await expect(page.get_by_role("heading", name="Hello, Ann Field")).to_be_visible()
        await expect(page.locator("article")).to_have_count(0)


async def test_a_tab_in_the_back_hangs_up_and_catches_up(li: Phone) -> None:
    """A browser has six lines to a server: without this, a seventh tab would never load."""
    await li.looks_away(True)
    front = await li.context.new_page()
    await front.goto(li.house.address)
    await expect(front.locator("#say")).to_be_visible()
    await front.wait_for_timeout(300)
    await li.house.tell(Outgoing(key="r", conversation="7", text="⏰ 提醒"))
    await expect(front.locator("article")).to_have_count(1)
    await expect(li.messages).to_have_count(0)
    await li.looks_away(False)
    await li.sees_all("⏰ 提醒")


async def test_signing_out_leads_to_the_door(li: Phone) -> None:
    await li.page.get_by_role("button", name="李雷，账户菜单").tap()
    await li.page.get_by_role("button", name="退出").tap()
    await expect(li.page.get_by_role("heading", name="以谁的身份进入？")).to_be_visible()
    assert li.house.desk.sessions == {}


async def test_somebody_who_has_left_the_firm_is_shown_the_door(li: Phone) -> None:
    del li.house.desk.users[LI.account]
    await expect(li.page.get_by_role("heading", name="以谁的身份进入？")).to_be_visible()


async def test_a_changed_language_shows_without_a_reload(li: Phone) -> None:
    li.house.desk.users["7"] = replace(LI, language="en")
    await li.says(REPORT)
    await expect(li.field).to_have_attribute("placeholder", "Who did you just see?")
    await expect(li.page.get_by_label("Sent")).to_have_count(1)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["李雷", "Ann Field"], ids=["zh", "en"])
@pytest.mark.parametrize("size", [(390, 844), (320, 568), (1280, 800)], ids=["390", "320", "desktop"])
async def test_every_screen_is_clear_and_fits(
    unpack: Unpack,
    house: WebHouse,
    size: tuple[int, int],
    name: str,
    dark: bool,
    request: pytest.FixtureRequest,
) -> None:
    account, locale = ("7", "zh-CN") if name == "李雷" else ("8", "en-GB")
    phone = await (await unpack(size=size, locale=locale, dark=dark, touch=size[0] < 1000)).opens()
    look = request.node.callspec.id

    async def is_clear(screen: str) -> None:
        SCREENSHOTS.mkdir(exist_ok=True)
        await phone.page.screenshot(path=SCREENSHOTS / f"{screen}-{look}.png")
        assert await faults_of(phone.page) == [], screen
        assert await phone.shows_all_of_its_width(), screen

    await phone.page.get_by_role("button", name=name).wait_for()
    await is_clear("door")
    await phone.enters(name)
    await expect(phone.page.locator("#welcome")).to_be_visible()
    await is_clear("empty")
    table = Table(
        header=("客户", "上次", "天数", "金额", "备注"),
        rows=(
            ("明达包装", "03-26 电话", "41", "¥280,000", "李总不喜欢下午谈价"),
            ("华峰", "04-02 拜访", "34", "¥95,000", ""),
        ),
    )
    buttons = tuple(
        SentButton(label=label, token=label) for label in ("给每家设明天跟进", "导出", "很长的" * 12)
    )
    await phone.says("visit " + LONG)
    await expect(phone.messages).to_have_count(2)
    await phone.house.tell(Outgoing(key="t", conversation=account, text=LONG, table=table, buttons=buttons))
    await expect(phone.messages).to_have_count(3)
    await phone.page.locator(".answer").last.click()
    await is_clear("room")
    await phone.cuts_off()
    await phone.says("没发出去")
    await expect(phone.page.locator(".again")).to_be_visible()
    await is_clear("failed")
    await phone.page.locator("#me").click()
    await is_clear("menu")


async def test_the_page_weighs_little() -> None:
    """A field phone on a weak network loads it at once."""
    code = [path.read_bytes() for path in STATIC.iterdir() if path.suffix in {".js", ".css"}]
    assert sum(len(zlib.compress(file)) for file in code) < 16_200


async def test_the_measure_of_a_screen_finds_faults(li: Phone) -> None:
    assert await faults_of(li.page) == []
    await li.page.evaluate(
        "() => { const node = document.getElementById('send'); node.removeAttribute('aria-label');"
        "node.style.width = '30px'; document.getElementById('hello').style.color = '#999'; }"
    )
    faults = await faults_of(li.page)
    assert [fault.partition(":")[0].partition(" ")[0] for fault in faults] == ["no", "too", "contrast"]
