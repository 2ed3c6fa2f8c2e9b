"""A new user's first day: `fieldbook demo` as it comes, in a real browser on a phone's screen."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright, expect

from tests.demo_house import DemoHouse
from tests.fakes.web_phone import Phone, launch

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.asyncio(loop_scope="module")]
SLOW = 15_000  # milliseconds: the whole service runs beside the browser


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await launch(playwright)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def demo(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[DemoHouse]:
    house = await DemoHouse.at(tmp_path_factory.mktemp("demo")).open()
    yield house
    await house.shut()


async def arrive(browser: Browser, demo: DemoHouse, name: str, locale: str = "zh-CN") -> Phone:
    phone = await Phone.unpack(browser, demo, locale=locale)  # type: ignore[arg-type]  # only the address is used
    phone.context.set_default_timeout(SLOW)
    return await phone.enters(name)


async def hears(phone: Phone, said: str, *expected: str) -> None:
    """Say something; the newest message holds all that is expected, and nothing sticks out to the side."""
    await phone.says(said)
    await answered(phone, *expected)


_REMINDER = re.compile(r"^\s*(?:☀️|📄 [^\n]*(?:到期（|ends )|⏰ [^\n]* — )")
"""The sample data has reminders of its own, which come at their hour."""


async def answered(phone: Phone, *expected: str) -> None:
    newest = phone.page.locator("article.ours .text").filter(has_not_text=_REMINDER).last
    for words in expected:
        await expect(newest).to_contain_text(re.compile(words), timeout=SLOW)
    lines = (await newest.inner_text()).splitlines()
    assert len(lines) <= 9, lines  # eight of the card, one for a choice that was made
    assert await phone.shows_all_of_its_width()


async def test_a_rep_lives_a_day_in_chinese(browser: Browser, demo: DemoHouse) -> None:
    wang = await arrive(browser, demo, "小王")
    await hears(
        wang,
        "今天去拜访了华峰李总，对定制方案感兴趣，要求3日内报价，下周二再跟进",
        "已记",
        "华峰精密",
        "报价",
        "周二",
    )
    await hears(wang, "不是下周二，是周三", "周二.*→.*周三")
    await hears(wang, "华峰最近怎么样", "华峰精密", "定制方案", "报价")
    await hears(wang, "李建国电话", r"130\*\*\*\*0000")
    await wang.taps("1 查看号码")
    await answered(wang, "13055500000", "已记录")
    await hears(wang, "今天有啥", "1 ", "到期|逾期")
    await hears(wang, "完成1", "完成")
    await wang.says("撤销")
    await answered(wang, "已撤销")
    await hears(wang, "新建 苏州恒达电子 企业 王经理 13912345678 做包装 想要报价", "KH-", "苏州恒达电子")
    await hears(wang, "华峰合同签了 28万 到明年5月10号", "280,000", "05-10")
    await wang.taps("1 保存")
    await answered(wang, "280,000")
    await hears(wang, "明早9点提醒我给李总发合同", "09:00", "发合同")
    await wang.page.reload()
    await answered(wang, "09:00", "发合同")
    assert wang.real_faults == []


async def test_a_rep_lives_a_day_in_english(browser: Browser, demo: DemoHouse) -> None:
    anna = await arrive(browser, demo, "Anna", "en-GB")
    await hears(
        anna,
        "called Acme (Bob) yesterday, wants a quote by Friday, follow up next Tue 3pm",
        "Saved",
        "Acme",
        "Fri ",
        "Tue .* 15:00",
    )
    await hears(anna, "not Tuesday, Wednesday", "Tue .* → Wed")
    await hears(anna, "brief Acme", "Acme Tools Ltd", "quote")
    await hears(anna, "Bob's phone", r"\*\*\*\*")
    await hears(anna, "today", "due|late|items?")
    await hears(anna, "undo", "Taken back")
    assert anna.real_faults == []


async def test_what_a_rep_may_not_see_is_not_there(browser: Browser, demo: DemoHouse) -> None:
    li = await arrive(browser, demo, "小李")
    await li.says("华峰最近怎么样")
    await expect(li.page.locator("article.ours .text").last).not_to_contain_text("李建国", timeout=SLOW)
    chen = await arrive(browser, demo, "陈经理")
    await hears(chen, "华峰最近怎么样", "华峰精密", "小王")


async def test_the_day_is_still_there_after_the_demo_was_started_again(
    browser: Browser, tmp_path: Path
) -> None:
    house = await DemoHouse.at(tmp_path).open()
    wang = await arrive(browser, house, "小王")
    await hears(wang, "今天去拜访了华峰李总，聊了聊", "已记")
    house.process.stop()
    await house.open()
    await wang.page.reload()
    await hears(wang, "华峰最近怎么样", "聊了聊")
    await house.shut()
