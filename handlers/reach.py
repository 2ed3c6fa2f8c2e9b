"""Where one is reached: several accounts of one person, and the one that reminders go to."""

import re

from bot.capability import Capability
from bot.messages import Button, Reply
from bot.texts import _, show_channel
from bot.turn import Turn

capability = Capability("reach")
_NAMES = {
    "telegram": r"telegram|电报|tg",
    "wecom_bot": r"(?:企业微信|企微|wecom)\s*(?:的)?(?:智能)?(?:机器人|bot)",
    "wecom": r"(?:the\s+)?(?:企业微信|企微|wecom|wechat work)\s*(?:的)?(?:应用|app)?",
    "dingtalk": r"钉钉|dingtalk|ding",
    "web": r"(?:the\s+)?(?:网页|网页聊天|web|web ?chat|page)",
}
_ANY = "|".join(_NAMES.values())


@capability.command(
    "我的账号",
    "账号",
    "绑定账号",
    "绑定新账号",
    "再绑一个账号",
    "my accounts",
    "accounts",
    "link account",
    "link another account",
    "add account",
)
async def accounts(turn: Turn) -> Reply | None:
    """Where one is bound, where reminders go, and how to bind another chat app."""
    bound = await turn.staff.my_channels()
    person = await turn.staff.myself()
    names = turn.t(_(", ")).join(show_channel(channel, turn.language) for channel in bound)
    lines = [turn.t(_("📱 You are reached on: {names}"), names=names)]
    if person.preferred_channel in bound:
        chosen = show_channel(str(person.preferred_channel), turn.language)
        lines.append(turn.t(_("Reminders go to {channel}."), channel=chosen))
    else:
        lines.append(turn.t(_("Reminders go to where you wrote last.")))
    buttons = [turn.button(_("Bind another"), "reach.another", once="never")]
    if len(bound) > 1:
        label = _("Reminders to {channel}")
        buttons += [
            Button(
                label=turn.t(label, channel=show_channel(channel, turn.language)),
                then="reach.prefer",
                memory={"channel": channel},
                once="never",
            )
            for channel in bound
            if channel != person.preferred_channel
        ]
    return turn.say(lines, buttons=buttons)


@capability.pattern(
    rf"(?:把|以后)?提醒(?:都|以后)?(?:发|送)(?:到|去|给|往)?\s*(?P<channel>{_ANY})(?:上|里|来)?",
    rf"(?:send (?:my |the )?)?reminders (?:go )?(?:to|on|by|via)\s+(?P<channel>{_ANY})",
    rf"remind me (?:on|by|via)\s+(?P<channel>{_ANY})",
)
async def preferred(turn: Turn) -> Reply | None:
    """`提醒发到钉钉`, `reminders to Telegram`."""
    assert turn.found is not None
    said = turn.found["channel"].strip()
    channel = next(name for name, words in _NAMES.items() if re.fullmatch(words, said, re.IGNORECASE))
    bound = await turn.staff.my_channels()
    if channel == "wecom" and channel not in bound and "wecom_bot" in bound:
        channel = "wecom_bot"  # whoever says WeCom means the one they have
    return await _prefer(turn, channel)


@capability.step
async def prefer(turn: Turn) -> Reply | None:
    return await _prefer(turn, turn.memory["channel"])


@capability.step
async def another(turn: Turn) -> Reply | None:
    """A code for one's next account; it is for the private chat only."""
    invitation = await turn.staff.invite_myself()
    return turn.say(
        _("In the other chat app, send me this code: {code}\nIt works once, within 3 days."),
        code=invitation.code,
    )


async def _prefer(turn: Turn, channel: str) -> Reply:
    name = show_channel(channel, turn.language)
    if channel not in await turn.staff.my_channels():
        return turn.say(
            _("You are not bound on {channel} yet."),
            buttons=[turn.button(_("Bind another"), "reach.another", once="never")],
            channel=name,
        )
    await turn.staff.change_myself(preferred_channel=channel)
    return turn.say(
        _("Reminders go to {channel} from now on; to your other chat app if that cannot be reached."),
        channel=name,
    )
