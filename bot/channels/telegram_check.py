"""Whether Telegram works with these settings, in words."""

from bot.channels import Finding
from bot.channels.telegram import who_am_i
from bot.texts import _


async def check(
    token: str, base_url: str, *, webhook: bool, public_url: str, proxy: str | None
) -> list[Finding]:
    username = await who_am_i(token, base_url, proxy)
    if not username:
        words = _(
            "the token is wrong, or Telegram is out of reach from here "
            "(FIELDBOOK_TELEGRAM_TOKEN; in China FIELDBOOK_TELEGRAM_PROXY)"
        )
        return [Finding(False, words)]
    found = [Finding(True, _("the bot is @{username}"), {"username": username})]
    if webhook and not public_url.startswith("https://"):
        found.append(Finding(False, _("webhook mode needs FIELDBOOK_PUBLIC_URL with https://")))
    return found
