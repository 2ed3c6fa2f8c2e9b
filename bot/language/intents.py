"""What a message is for: a record, a question, a reminder, a contract, a new customer, a correction."""

import re

from bot.language.contracts import is_contract
from bot.language.meaning import Intent, Language

_SMALL_TALK = re.compile(
    r"^(?:好的?|好嘞|行|嗯+|ok(?:ay)?|收到|知道了|明白|谢谢(?:你|啦|了)?|感谢|多谢|辛苦了?|哈+|你好|您好|在吗|早|早上好|晚安|晚上好|再见|拜拜|没事了?|算了|不用了?|thanks?(?: you| a lot| so much)?|thx|"
    r"ty|hello|hi|hey|good (?:morning|evening|night)|bye|great|nice|cool|got it|noted|yes|no|yep|nope|sure|👍|🙏|😄|👌)(?:[\s,，。.!！~～]*(?:好的?|谢谢(?:你|啦|了)?|thanks?|thank you|thx|ok|收到|辛苦了?|了|啦|哈))*[\s。.!！~～👍🙏😄]*$",
    re.IGNORECASE | re.ASCII,
)
_UNDO = re.compile(
    r"^(?:撤销|撤回|取消|删掉|删除|恢复|回退)(?:吧|了|掉|刚才.*|上一条|这条|那条|一下)?[。!！]?$|^(?:undo|cancel|restore|never ?mind|delete (?:that|it|this|(?:the )?(?:last|previous).*)|scrap that|forget (?:it|that))\b.*$",
    re.IGNORECASE | re.ASCII,
)
_CREATE = re.compile(
    r"^\s*(?:客户(?:姓名|名称)|姓名|公司名?称?|客户)\s*[:：]\s*\S{2,20}[,，;；\s]+(?:公司|单位|联系人|电话|手机|姓名)\s*[:：]|"
    r"^\s*(?:请|帮我|麻烦)?(?:(?:新建|新增|添加|增加|录入|创建|建档|建一?个|加一?个|登记)(?:一?[个家位])?(?:新)?(?:客户|联系人|公司|企业|档案)?|新客户|新联系人)(?![^，,]{0,4}(?:提醒|合同|跟进|待办))|"
    r"^\s*(?:please\s+)?(?:(?:add|create|register|set up)\s+(?:a\s+|an\s+)?(?:new\s+)?(?:customer|contact|client|lead|company|prospect|account)?|new (?:customer|contact|client|lead|company|prospect|account))\b",
    re.IGNORECASE | re.ASCII,
)
_COMMAND = re.compile(
    r"^(?:请|帮我)?(?:把|将).{1,20}(?:转给|移交|分给|分享给|转交)|^(?:转移|移交|合并|导出|导入|绑定|设置)|^(?:transfer|hand over|merge|export|import|assign)\b",
    re.IGNORECASE | re.ASCII,
)
_QUERY = re.compile(
    r"哪天|哪些|哪家|哪几|几家|几个(?!月|小时|点|工作日|人)|多少(?!钱都)|什么时候|啥时候|怎么样|如何|来着|有啥|有什么|有没有|吗[？?]?$|呢[？?]?$|谁(?:的|提|是|负责|跟)|是谁|"
    r"^(?:请|帮我|麻烦|给我)?(?:查|列出|列一下|显示|看看|看下|看一下|给我看|找出|导出|统计|搜|查询|写?[日周月]报|本周周报|今天有|今日|我的|准备去)|(?<![接打通回给说发写改了来换新到])(?:电话|手机|邮箱|号码|地址|联系方式)[？?]?$|(?:谁|哪些人|什么)[？?]?$|(?:'s|s'|the) (?:phone|number|mobile|email|address|contact)\b[ \w]{0,8}[?]?$|最近(?:怎|情况|进展)|"
    r"多久没|没联系的|(?:历史|记录|情况|进展)[？?]?$|[？?]\s*$|"
    r"^(?:show|list|who|what|what's|whats|when|where|which|how many|how much|how is|how's|find|search|brief|history|today|export|report|weekly report|daily report|any |do (?:i|we) |does |did |is there|"
    r"are there|give me|get me|tell me|look up|pull up|open follow)\b",
    re.IGNORECASE | re.ASCII,
)
_ASKS = re.compile(
    r"(?:(?:my |our |all )*(?:contracts|customers|clients|accounts) (?:over|above|under|below|in|with|from|that|who|worth|without|near)|"
    r"show|list|who|what|what's|whats|when|where|which|how many|how much|how is|how's|brief)\b|(?:请|帮我|麻烦|给我)?(?:查|列出|统计|导出)",
    re.IGNORECASE | re.ASCII,
)
_NOT_QUERY = re.compile(
    r"(?:问|问了|问我|想知道|询问|asked|wants to know|wondering|asks)\s*[^，,。]{0,20}(?:多少|什么时候|怎么样|how much|when|what)|提醒|remind|[打发聊跑见]了|没(?:有|啥|什么)*(?:新)?(?:的)?(?:进展|情况|消息)(?!.{0,2}[吗?？])",
    re.IGNORECASE | re.ASCII,
)
_CORRECTION = re.compile(
    r"^(?:不对|错了|说错了?|记错了?|搞错了?|写错了?|更正|改一下|纠正|修改)|^(?:不是|并?非).{1,24}(?:[,，]?\s*(?:是|应该是|而是))|^(?:改成|改为|改到|换成|应该是|应为|其实是?)|"
    r"^(?:金额|电话|手机|客户|联系人|时间|日期|方式|名字|公司|职位|地点|邮箱|数量|对方|价格)(?:应该|其实)?(?:是|不对|错了|改成|改为|写错)|"
    r"^(?:no,? )?(?:not|it's not|it was not|it wasn't) .{2,30}(?:,| but| it's| -)\s*\S|^(?:actually|correction|sorry|i meant|should (?:be|have been)|make (?:it|that)|change (?:it|that|the \w+) to)\b|"
    r"^(?:the )?(?:amount|phone|date|time|contact|customer|method|price|email) (?:is|was|should be)\b",
    re.IGNORECASE | re.ASCII,
)
_FACT_CHANGED = re.compile(
    r"(?:升|升任|升职|调任|调到|改任|转任|晋升)[^，,。]{0,10}了|换(?:了)?(?:新)?(?:号|手机号|电话|邮箱)|(?:新|换成?)号码?|换人了?|离职了?|接替|"
    r"(?:邮箱|电话|手机号?|号码|微信号?|地址|职位)(?:改成?|换成?|变成?|是|更新)[^，,。]{0,30}|补录|"
    r"\bis now (?:the |a )?[\w ]{2,30}|\bnew (?:number|phone|mobile|email|job|title)\b|\bpromoted to\b|\bhas left\b|\bnumber (?:changed|is)\b|\breplaced by\b|\btook over from\b",
    re.IGNORECASE | re.ASCII,
)
_REMIND = re.compile(
    r"提醒|别忘|记得|闹钟|remind|\b(?:ping|nudge|buzz|poke|prod|alert|rmd) me\b|don'?t (?:let me )?forget|reminder|叫我(?=.{0,6}(?:去|给|打))|set an? alarm",
    re.IGNORECASE | re.ASCII,
)
_HAPPENED_ZH = re.compile(
    r"那边.{0,10}(?:要|让)|拜访(?!.{0,2}(?:一下))|(?<!约)了(?!解)|刚|已经?|说|反馈|嫌|要求|答应|催|让|没|不接|要我|回复|回访|反映|表示|同意|拒绝|觉得|想|希望|来过|去过|见过|聊过|谈过|通过|被|罚|欠|完|"
    r"到账|签收|感兴趣|通电话|上门|面谈|谈(?:价|到)|送样"
)
_HAPPENED_EN = re.compile(
    r"\b(?:met|visited|called|saw|spoke|talked|went|had|was|were|did|didn'?t|got|sent|came|dropped|stopped|swung|rang|emailed|texted|paid|approved|lost|won|left|discussed|"
    r"showed|told|said|says|asked|agreed|passed|fixed|yesterday|ago|last|just|email from|call from|off the phone|wants?|needs?|likes?|interested|rejected|no answer|voicemail|signed|"
    r"(?:quick|short|good|great|long|nice|bad|tough|brief) (?:call|chat|meeting|visit|mtg|catch-?up)|whatsapped|messaged|popped|grabbed|bumped|ordered|confirmed|done|damaged|broken|cancell?ed|complaints?|reach(?:ed)?|survey|started|finished|completed|shipped|delivered|received|installed|complained|promised|thinks?|prefers?|replied|mentioned|told)\b|quote:|'s (?:meeting|call|visit)\b|\bis (?:on|out|away|back)\b",
    re.IGNORECASE | re.ASCII,
)


def intent_of(
    text: str,
    language: Language,
    *,
    ahead: bool,
    behind: bool,
    changes_reach: bool,
    known: bool = False,
    bare: bool = False,
) -> Intent:
    """`ahead`, `behind`: some date lies there. `changes_reach`: a phone or address is given.

    `known`: a known customer is named. `bare`: nothing but dates is said.
    """
    plain = text.strip()
    if not plain or bare or _SMALL_TALK.match(plain) or _UNDO.match(plain):
        return "other"
    if _CREATE.search(plain):
        return "create_customer"
    if _COMMAND.search(plain):
        return "other"
    if _REMIND.search(plain) and not _asked_by_them(plain):
        return "reminder"
    if _CORRECTION.search(plain) and len(plain) < 60:
        return "correction"
    if _FACT_CHANGED.search(plain) and (changes_reach or not ahead) and not behind and _bare_change(plain):
        return "correction"
    if _ASKS.match(plain):
        return "query"
    if (
        changes_reach
        and not (ahead or behind)
        and not _HAPPENED_ZH.search(_ASIDE.sub("", plain))
        and not _HAPPENED_EN.search(_ASIDE.sub("", plain))
    ):
        fields = [f for f in re.split(r"[,，;；、\s]+", plain) if f]
        lists = not known and len(fields) >= 3 and not _STATED.search(plain)
        return "create_customer" if lists else "correction"
    if (
        _QUERY.search(plain)
        and not _NOT_QUERY.search(plain)
        and not (behind and len(plain) > 30 and not plain.endswith(("?", "？")))
    ):
        return "query"
    if is_contract(plain):
        return "contract"
    if ahead and _MOVED.search(plain) and not _REPORTED.search(plain):
        return "reminder"
    if _only_ahead(plain, language, ahead=ahead, behind=behind):
        return "reminder"
    return "log" if _tells(plain) else "other"


_STATED = re.compile(
    r"\b(?:e-?mail|phone|mobile|cell|number)(?: address| number)? (?:is|changed to)\b",
    re.IGNORECASE | re.ASCII,
)
_REPORTED = re.compile(r"说|通知|告诉|\b(?:said|says|told)\b", re.IGNORECASE | re.ASCII)
_MOVED = re.compile(
    r"(?:改期|改约|改到|推迟|延期|延后|提前|挪)到?.{0,12}[\d一二三四五六日天]|\b(?:push|move|postpone|reschedule)\b.{1,40}\bto\b",
    re.IGNORECASE | re.ASCII,
)


_ASIDE = re.compile(r"\b(?:wants?|needs?|likes?|interested)\b|想要?|需要|希望", re.IGNORECASE)


def _asked_by_them(text: str) -> bool:
    """客户提醒我们 is a thing that happened."""
    return bool(re.search(r"(?:客户|对方|他|她|总|经理|工)提醒(?:我们|了)|reminded (?:me|us)", text))


def _bare_change(text: str) -> bool:
    return not re.search(r"拜访|见了|聊|谈|visited|met\b|换了名片", text)


def _only_ahead(text: str, language: Language, *, ahead: bool, behind: bool) -> bool:
    if not ahead or behind:
        return False
    chinese, english = _HAPPENED_ZH.search(text), _HAPPENED_EN.search(text)
    if language == "zh":
        return not chinese and not english
    return not english


def _tells(text: str) -> bool:
    """Whether there is something to keep: more than a word or two."""
    return len(re.findall(r"[\u4e00-\u9fff]|[A-Za-z]+", text)) >= 3
