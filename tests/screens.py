"""Take the README's pictures: `python -m tests.screens docs/screenshots` plays a day on the demo."""

import asyncio
import sys
import tempfile
from pathlib import Path

from playwright.async_api import async_playwright, expect

from tests.demo_house import DemoHouse
from tests.fakes.web_phone import Phone, launch

SCENES = {
    "log": ("今天下午去拜访了华峰李总，对定制方案感兴趣，要求3日内报价，下周二再跟进", "不是下周二，是周三"),
    "brief": ("华峰最近怎么样", "李建国电话"),
    "today": ("今天有啥", "本月到期的合同"),
}


async def take(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        house = await DemoHouse.at(Path(data)).open()
        try:
            async with async_playwright() as playwright:
                browser = await launch(playwright)
                for name, words in SCENES.items():
                    phone = await Phone.unpack(browser, house)  # type: ignore[arg-type]  # only its address is used
                    await phone.enters("小王")
                    for said in words:
                        count = await phone.messages.count()
                        await phone.says(said)
                        await expect(phone.messages).to_have_count(count + 2, timeout=10_000)
                    await phone.page.wait_for_timeout(400)
                    await phone.page.screenshot(path=folder / f"{name}.png")
                    await phone.context.close()
                await browser.close()
        finally:
            await house.shut()


if __name__ == "__main__":
    asyncio.run(take(Path(sys.argv[1])))
