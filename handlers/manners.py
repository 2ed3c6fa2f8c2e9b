"""Thanks and nods get no answer; a greeting gets one line."""

from bot.capability import Capability
from bot.messages import Reply
from bot.texts import _
from bot.turn import Turn

capability = Capability("manners")
_NODS = (
    r"好|好的|好嘞|好吧|行|行吧|嗯++|哦++|噢|收到|知道了|明白|明白了|了解|谢谢你?|谢谢啦|谢了|多谢|感谢|"
    r"辛苦|辛苦了|没事|没事了|再见|拜拜|晚安|哈++|不客气|赞|棒|厉害|牛|ok(?:ay)?|okey|k|"
    r"thanks?(?: you)?(?: (?:a lot|so much|very much))?|thank you(?: so much)?|thx|ty|got it|noted|cool|"
    r"great|nice|perfect|sure|roger|bye(?: bye)?|good ?night|well done|cheers|lol|haha++"
)
_SIGNS = "👍👌🙏😄😊🙂😀😁😃😆☺️😉😘🥰😍🤗🫡🤝💪❤️♥️💕💖💯🆗✌️🙌👋🌹🌺💐👏✅\U0001f3fb-\U0001f3ff"
_TYPED_SIGNS = r"\[(?:强|OK|握手|玫瑰|抱拳|微笑|呲牙|鼓掌|合十|爱心|拥抱|愉快|憨笑|奋斗|胜利|好的|再见)\]"
_ANY_SIGN = r"[\U0001f000-\U0001faff\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\ufe0f\u200d\u20e3]|\[[\u4e00-\u9fffA-Za-z]{1,4}\]"
_GREETINGS = (
    r"你好|您好|你好呀|哈喽|嗨|早|早啊|早安|早上好|上午好|中午好|下午好|晚上好|在吗|在么|在不在|"
    r"hi|hello|hey|hi there|hello there|hey there|good (?:morning|afternoon|evening)|morning|are you there"
)
_END = r"[\s,，。.!！~～?？]*+"


@capability.pattern(rf"(?:(?:{_NODS}){_END}|[{_SIGNS}]\s*|{_TYPED_SIGNS}\s*)+")
async def nod(turn: Turn) -> Reply | None:
    """Courtesies need no answer, and close no question."""
    return turn.remark("")


@capability.pattern(rf"(?:(?:{_ANY_SIGN})\s*)+")
async def sign(turn: Turn) -> Reply | None:
    """A mere picture says nothing that could be kept; an open question stays open."""
    return turn.remark(_("I understand words best: say in one line what happened, or ask “help”."))


@capability.pattern(rf"(?:{_GREETINGS}){_END}(?:[{_SIGNS}]\s*)*")
async def greet(turn: Turn) -> Reply | None:
    return turn.remark(_("Hello, {name}. Whom did you meet? One sentence is enough."), name=turn.actor.name)


@capability.command(
    "记一笔", "记一下", "记录", "log", "log a visit", "log a call", "log something", "new entry"
)
async def invited(turn: Turn) -> Reply | None:
    """Only the wish to log something: the next words will do it."""
    return turn.remark(_("Whom did you meet, and what came of it? One sentence is enough."))
