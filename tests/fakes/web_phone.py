"""A phone with a real browser: it says, taps and sees as a person does, and notes every fault of the page."""

import shutil
from typing import Self

from playwright.async_api import Browser, BrowserContext, Locator, Page, Playwright, expect

from tests.fakes.web_house import WebHouse

_BROWSERS = ("/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome", "chrome")
PHONE = (390, 844)
PATIENCE = 15_000  # milliseconds that the page may take on a busy machine before a test fails
expect.set_options(timeout=PATIENCE)


def browser_path() -> str:
    """Where a Chromium is; the tests fail without one, as nothing else looks at the page."""
    for name in _BROWSERS:
        if path := shutil.which(name):
            return path
    raise AssertionError(
        f"The browser tests need a Chromium, and none of {', '.join(_BROWSERS)} is here. On Debian: "
        "apt-get install chromium fonts-noto-cjk. To leave them out: pytest -m 'not browser'."
    )


async def launch(playwright: Playwright) -> Browser:
    return await playwright.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])


class Phone:
    """One person's browser with one page; `faults` is what its console complained of."""

    def __init__(self, house: WebHouse, context: BrowserContext, page: Page) -> None:
        self.house = house
        self.context = context
        self.page = page
        self.faults: list[str] = []
        self.watch(page)

    @classmethod
    async def unpack(
        cls,
        browser: Browser,
        house: WebHouse,
        *,
        size: tuple[int, int] = PHONE,
        locale: str = "zh-CN",
        dark: bool = False,
        touch: bool = True,
    ) -> Self:
        context = await browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            device_scale_factor=2,
            is_mobile=touch,
            has_touch=touch,
            locale=locale,
            timezone_id="Asia/Shanghai",
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            geolocation={"latitude": 29.87, "longitude": 121.55},
        )
        context.set_default_timeout(PATIENCE)
        return cls(house, context, await context.new_page())

    def watch(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on(
            "console",
            lambda note: self.faults.append(note.text) if note.type in {"error", "warning"} else None,
        )

    @property
    def real_faults(self) -> list[str]:
        """The faults but for a network that a test has cut off, or a refusal that it wants."""
        return [fault for fault in self.faults if not fault.startswith("Failed to load resource")]

    async def opens(self) -> Self:
        await self.page.goto(self.house.address)
        return self

    async def enters(self, name: str = "李雷") -> Self:
        await self.opens()
        await self.page.get_by_role("button", name=name).click()
        await expect(self.field).to_be_visible()
        return self

    @property
    def field(self) -> Locator:
        return self.page.locator("#say")

    @property
    def messages(self) -> Locator:
        return self.page.locator("article")

    @property
    def strip(self) -> Locator:
        return self.page.locator("#strip")

    async def says(self, text: str) -> None:
        await self.field.fill(text)
        await self.field.press("Enter")

    async def taps(self, name: str) -> None:
        await self.page.get_by_role("button", name=name, exact=True).last.tap()

    async def sees(self, *texts: str) -> None:
        """The last messages are these, in this order."""
        for place, text in enumerate(reversed(texts), start=1):
            await expect(self.messages.nth(-place).locator(".text")).to_have_text(text)

    async def sees_all(self, *texts: str) -> None:
        """The conversation is these messages and no others."""
        await expect(self.page.locator("article .text")).to_have_text(list(texts))

    async def cuts_off(self, path: str = "**/chat/send") -> None:
        await self.page.route(path, lambda route: route.abort())

    async def reconnects(self, path: str = "**/chat/send") -> None:
        await self.page.unroute(path)

    async def looks_away(self, away: bool) -> None:
        await self.page.evaluate(
            "away => { Object.defineProperty(document, 'hidden', { value: away, configurable: true });"
            "document.dispatchEvent(new Event('visibilitychange')); }",
            away,
        )

    async def swipes(self, message: Locator, by: int) -> None:
        """Drag a finger over a message."""
        box = await message.locator(".text").bounding_box()
        assert box is not None
        session = await self.context.new_cdp_session(self.page)
        x, y = box["x"] + 10, box["y"] + box["height"] / 2
        for kind, step in (("touchStart", 0.0), ("touchMove", 0.4), ("touchMove", 0.8), ("touchMove", 1.0)):
            points = [{"x": x + by * step, "y": y}]
            await session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        await session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    async def shows_all_of_its_width(self) -> bool:
        """Nothing sticks out to the side."""
        return bool(
            await self.page.evaluate(
                "() => [document.documentElement, document.getElementById('scroll')].every("
                "node => node.scrollWidth <= node.clientWidth || !node.clientWidth)"
            )
        )
