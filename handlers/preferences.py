"""One's own settings: language, reminder time, morning digest, quiet hours, time zone."""

import re
from datetime import time
from zoneinfo import ZoneInfo

from bot.answers import says_cancel
from bot.capability import Capability
from bot.clocks import clock_in, zone_in
from bot.messages import Ask, Button, Reply
from bot.schedule import at, awake
from bot.texts import _, show_time
from bot.turn import Turn

capability = Capability("preferences")
_LANGUAGES = {
    "zh": {"中文", "汉语", "chinese", "zh", "普通话"},
    "en": {"english", "英文", "英语", "en"},
}
_TO = r"\s*(?:改成|改为|改到|设为|设成|设在|is|to|at|:|：|=)?\s*"


@capability.command("设置", "我的设置", "settings", "preferences", menu=("settings", "设置", "Settings"))
async def show(turn: Turn) -> Reply | None:
    """What is set, how to change it by a line, and the buttons."""
    person = await turn.staff.myself()
    return turn.say(
        [
            turn.t(
                _("⚙️ Language {language} · time zone {zone}"),
                language=_name(person.language),
                zone=person.timezone,
            ),
            turn.t(
                _("Reminders {remind} · digest {digest} · quiet {start}–{end}"),
                remind=show_time(person.remind_at),
                digest=show_time(person.digest_at),
                start=show_time(person.quiet_from),
                end=show_time(person.quiet_until),
            ),
            turn.t(
                _("In one line: “reminder time 9:15”, “quiet hours 9pm to 7am”, “time zone America/New_York”")
            ),
        ],
        buttons=[
            Button(label="中文", then="preferences.speak", memory={"language": "zh"}, once="never"),
            Button(label="English", then="preferences.speak", memory={"language": "en"}, once="never"),
            turn.button(_("Reminder time"), "preferences.ask", once="never", what="remind"),
            turn.button(_("Digest time"), "preferences.ask", once="never", what="digest"),
            turn.button(_("Quiet hours"), "preferences.ask", once="never", what="quiet"),
            turn.button(_("Time zone"), "preferences.ask", once="never", what="zone"),
        ],
    )


@capability.pattern(
    rf"(?:语言|language){_TO}(?P<language>\S+)",
    r"(?:请?说|切换到?|switch to|speak|in)?\s*(?P<language>中文|汉语|英文|英语|english|chinese)",
)
async def language(turn: Turn) -> Reply | None:
    assert turn.found is not None
    wanted = turn.found["language"].lower()
    for code, names in _LANGUAGES.items():
        if wanted in names:
            return await _speak(turn, code)
    return turn.remark(_("I speak 中文 and English."))


@capability.pattern(rf"(?:默认)?(?:提醒时间|reminder time|reminders at){_TO}(?P<value>.{{1,20}})")
async def remind(turn: Turn) -> Reply | None:
    assert turn.found is not None
    return await _set(turn, "remind", turn.found["value"])


@capability.pattern(
    rf"(?:早报时间|早报|晨报时间|晨报|morning digest|digest time|digest){_TO}(?P<value>.{{1,20}})"
)
async def digest(turn: Turn) -> Reply | None:
    assert turn.found is not None
    return await _set(turn, "digest", turn.found["value"])


@capability.pattern(
    rf"(?:免打扰时间|免打扰|勿扰|quiet hours?|do not disturb|dnd){_TO}(?:from )?(?P<value>.{{1,30}})"
)
async def quiet(turn: Turn) -> Reply | None:
    assert turn.found is not None
    return await _set(turn, "quiet", turn.found["value"])


@capability.pattern(rf"(?:时区|time ?zone){_TO}(?P<value>.{{1,40}})")
async def zone(turn: Turn) -> Reply | None:
    assert turn.found is not None
    return await _set(turn, "zone", turn.found["value"])


@capability.step
async def speak(turn: Turn) -> Reply | None:
    return await _speak(turn, turn.memory["language"])


@capability.step
async def ask(turn: Turn) -> Reply | None:
    """A button asked for one setting: the next words are its value."""
    words = {
        "remind": _("When shall reminders without a time come? Such as 9:15."),
        "digest": _("When shall the morning digest come? Such as 8:30."),
        "quiet": _("Quiet from when to when? Such as “9pm to 7am”, or “off”."),
        "zone": _("Which time zone? Such as Asia/Shanghai or America/New_York."),
    }
    what = turn.memory["what"]
    return turn.ask(words[what], then="preferences.answered", memory={"what": what})


@capability.step
async def answered(turn: Turn) -> Reply | None:
    if says_cancel(turn.text):
        return turn.say(_("Left as it is."))
    return await _set(turn, turn.memory["what"], turn.text) if len(turn.text) <= 40 else None


async def _speak(turn: Turn, code: str) -> Reply:
    await turn.staff.change_myself(language=code)
    turn.language = code
    return turn.say(_("I write to you in English now. An answer is always in the language of your message."))


async def _set(turn: Turn, what: str, value: str) -> Reply:
    match what:
        case "quiet":
            return await _set_quiet(turn, value)
        case "zone":
            return await _set_zone(turn, value)
        case _clock:
            return await _set_clock(turn, what, value)


async def _set_clock(turn: Turn, what: str, value: str) -> Reply:
    clock = clock_in(value)
    if clock is None:
        return _again(turn, _("I can't read a time in “{said}”. Write it like 9:15 or 3pm."), what, value)
    await turn.staff.change_myself(**{"remind_at" if what == "remind" else "digest_at": clock})
    words = (
        _("Reminders without a time come at {time} from now on.")
        if what == "remind"
        else _("The morning digest comes at {time} from now on.")
    )
    lines = [turn.t(words, time=show_time(clock))]
    moment = at(turn.today, clock, turn.actor)
    if awake(moment, turn.actor) != moment:
        until = show_time(turn.actor.quiet_until)
        lines.append(turn.t(_("That is inside your quiet hours: they would wait until {time}."), time=until))
    return turn.say(lines)


async def _set_quiet(turn: Turn, value: str) -> Reply:
    if value.strip().lower() in ("关", "关闭", "无", "不要", "取消", "off", "none", "no"):
        await turn.staff.change_myself(quiet_from=time(0), quiet_until=time(0))
        return turn.say(_("No quiet hours: reminders may come at any time."))
    start, end = _span(value)
    if start is None or end is None:
        return _again(
            turn, _("I can't read two times in “{said}”. Write it like 21:00 to 7:00."), "quiet", value
        )
    await turn.staff.change_myself(quiet_from=start, quiet_until=end)
    return turn.say(
        _("Quiet from {start} to {end}: nothing comes unasked then."),
        start=show_time(start),
        end=show_time(end),
    )


async def _set_zone(turn: Turn, value: str) -> Reply:
    name = zone_in(value)
    if name is None:
        words = _("I don't know the time zone “{said}”. Write it like Asia/Shanghai or America/New_York.")
        return _again(turn, words, "zone", value)
    person = await turn.staff.change_myself(timezone=name)
    local = turn.now.astimezone(ZoneInfo(person.timezone))
    return turn.say(_("Time zone {zone}: it is {time} there now."), zone=name, time=f"{local:%H:%M}")


def _again(turn: Turn, words: str, what: str, said: str) -> Ask:
    """What is wrong with a value, and the same question again."""
    return turn.ask(words, then="preferences.answered", memory={"what": what}, said=said.strip())


def _span(value: str) -> tuple[time | None, time | None]:
    parts = re.split(r"\s*(?:到|至|-|–|—|~|～|\bto\b|\buntil\b|\btill\b)\s*", value.strip(), maxsplit=1)
    return (clock_in(parts[0]), clock_in(parts[1])) if len(parts) == 2 else (None, None)


def _name(code: str) -> str:
    return "中文" if code == "zh" else "English"
