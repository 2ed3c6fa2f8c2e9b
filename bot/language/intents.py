"""What a message is for: a record, a question, a reminder, a contract, a new customer, a correction."""

import re

from bot.language.contracts import is_contract
from bot.language.meaning import Intent, Language

_SMALL_TALK = re.compile(
    r"^(?:好的?|好嘞|行|嗯+|ok(?:ay)?|收到|知道了|明白|谢谢(?:你|啦|了)?|感谢|多谢|辛苦了?|哈+|你好|您好|在吗|早|早上好|早安|午安|晚安|晚上好|再见|拜拜|回见|没事了?|算了(?:吧|.{0,5}不.{1,4})?|喂+.{0,3}|不用了?|哈{2,}.{0,12}|.{0,8}快乐.{0,3}|新年好|过年好|恭喜(?:发财)?.{0,4}|嘿嘿.{0,8}|[一-龥]{0,4}真行|厉害了?|睡了|下班了|收工了?|(?:今天)?(?:就|先)到这(?:里|儿)?(?:吧|了)?|(?:打|发|说|点|按)错了|发错(?:群|人)了|不用管(?:它|这条)?|别管(?:它|这条)?|当我没说|试试|测试(?:一下)?|test(?:ing)?|thanks?(?: you| a lot| so much)?|thx|"
    r"ty|hello|hi|hey|good (?:morning|afternoon|evening|night)(?: (?:sir|madam|all|team|everyone|guys|boss|folks|\w{2,12}))?|bye|see you|cheers|that'?s (?:all|it)(?: for (?:now|today))?|lol|haha+|happy (?:new year|birthday|holidays|friday|diwali|easter|chinese new year|weekend)[\w ]*|merry christmas[\w ]*|congrat(?:s|ulations)[\w ]*|well done|never mind|(?:sorry,? |sry,? )?wrong (?:one|chat|group|window|person)(?:[ ,.].{0,40})?|ignore (?:that|this|me)|my bad|oops|great|nice|cool|got it|noted|yes|no|yep|nope|sure|👍|🙏|😄|👌|🎉|😂)(?:[\s,，。.!！~～]*(?:今天就到这|(?:今天|先)?(?:就|先)?到这(?:里|儿)?|不用管|别管|好的?|谢谢(?:你|啦|了)?|thanks?|thank you|thx|that'?s (?:all|it)(?: for (?:now|today))?|ok|收到|辛苦了?|了|啦|哈))*[\s。.!！~～👍🙏😄🎉😂]*$",
    re.IGNORECASE | re.ASCII,
)
_UNDO = re.compile(
    r"^.{0,8}(?:提醒|闹钟|待办)(?:给我)?(?:取消|删|撤)(?:了|掉)?吧?[。!！]?$|^(?:取消|删掉?|撤掉?|关掉?)(?:那个|这个|刚才的?|刚说的那个|上一?个)?.{0,6}(?:提醒|闹钟)[。!！]?$|"
    r"^(?:撤销|撤回|取消|删掉|删除|恢复|回退)(?:吧|了|掉|刚才.*|上一条|这条|那条|一下)?[。!！]?$|^.{0,50}[,.;]\s*(?:please )?undo[.!]?$|^(?:undo|cancel|restore|never ?mind|delete (?:that|it|this|(?:the )?(?:last|previous).*)|scrap that|forget (?:it|that))\b.*$",
    re.IGNORECASE | re.ASCII,
)
_CREATE = re.compile(
    r"^\s*(?:客户(?:姓名|名称)|姓名|公司名?称?|客户)\s*[:：]\s*\S{2,20}[,，;；\s]+(?:公司|单位|联系人|电话|手机|姓名)\s*[:：]|"
    r"^\s*(?:请|帮我|麻烦)?(?:(?:新建|新增|添加|增加|录入|创建|建档|建一?个|加一?个|登记)(?:一?[个家位])?(?:新)?(?:客户|联系人|公司|企业|档案)?|新客户|新联系人|新线索|新商机|(?:录|整|加|建|来)(?:一?[个家位下])?(?:一个)?新(?:的|客户|联系人|公司)|录(?:一?[个家位下])?(?:客户|联系人))(?![^，,]{0,4}(?:提醒|合同|跟进|待办))|"
    r"(?:新客户|新联系人|新公司)(?:，|,| )?(?:帮我|请|麻烦)?(?:建|加|录|存)(?:一?下|个档|上)?[吧。!！]?$|"
    r"^.{2,20}?(?:要|得|需要|麻烦|请|帮忙|给)?(?:建|开|立)个?(?:一下)?(?:档案?|户头?)(?!销)|(?:通讯录|联系人|对接人|contacts?)里?(?:面)?(?:再)?(?:也)?加(?:一?[个位下])|加(?:一?[个位下])?(?:新的?)?(?:对接人|联系人)|(?:也|都)?加(?:进|到|入)(?:联系人|通讯录|contacts?)|"
    r"^\s*(?:kindly|pls|plz|please|can you|could you|hey|so|ok|okay|and|um|uh|[, ])*(?:add|put in|save|store|create|register|log|enter|note)\s+(?:a |an |the |one )?(?:(?:new )?(?:contact|customer|client|lead|prospect|company|account)\b|(?:mr|mrs|ms|miss|dr)\b\.?)|\badd (?:him|her|them)\b(?! (?:to the (?:meeting|call|email)))|\b(?:please |pls )?open (?:a |an )?(?:file|account|record)\b|\bnew one\b.{0,14}(?:called|the place|name)|\b(?:new|fresh) (?:lead|prospect|enquiry|inquiry)\b|\blead from\b|\bfirst (?:enquiry|inquiry)\b|"
    r"^\s*(?:please\s+)?(?:(?:add|create|register|set up)\s+(?:a\s+|an\s+)?(?:new\s+)?(?:customer|contact|client|lead|company|prospect|account)?|new (?:customer|contact|client|lead|company|prospect|account))\b",
    re.IGNORECASE | re.ASCII,
)
_COMMAND = re.compile(
    r"^(?:请|帮我)?(?:把|将).{1,20}(?:删掉?|删除|删了|撤销|撤掉|去掉|作废掉)(?:吧|了)?$|^(?:请|帮我)?(?:把|将).{1,20}(?:转给|移交|分给|分享给|转交)|^(?:转移|移交|合并|导出|导入|绑定|设置)|^(?:transfer|hand over|merge|export|import|assign)\b",
    re.IGNORECASE | re.ASCII,
)
_QUERY = re.compile(
    r"了没(?:有)?[？?]?$|(?:到|谈到|进行到|走到)(?:了)?哪(?:一)?步|[啥什么]+(?:阶段|进度|状态|情况|级别)|谁在(?:跟|负责|管)|还(?:有|剩)几|几[台家份单次个人](?!月)(?=[^，,。]{0,12}$)|(?:到期日|完成率|业绩|成交额|回款额|名单|清单|列表|排名|拜访记录|跟进记录|合同金额|联系方式|有效期)[？?]?$|(?:电话|手机|号码|地址|微信|邮箱|名片|合同|报价单?|资料|记录|清单)(?:给我)?(?:发|推|给|甩)(?:给)?我(?:一下|下)?[。？?]?$|导出|^(?!.*[说会答催周天日号])[^，,。]{2,14}(?:给我)?发我(?:一下|下|一份)?$|是啥$|啥价|什么价|几号(?=[？?]|$)|[是为]多少|都.{0,4}(?:谁|哪|什么|啥)|(?:一共|总共|共|累计).{0,8}[几多]|哪天(?![^，,。]{0,4}(?:等|待定|再说|未定|通知|没定))|哪些|哪家|哪几|几家|几个(?!月|小时|点|工作日|人)|多少(?!钱都)|什么时候|啥时候|怎么样|如何|来着|有啥|有什么|有没有|吗[？?]?$|呢[？?]?$|谁(?:的|提|是|负责|跟)|是谁|"
    r"^(?:请|帮我|麻烦|给我)?(?:查|列出|列一下|显示|看看|看下|看一下|给我看|找出|导出|统计|搜|查询|写?[日周月]报|本周周报|今天有|今日(?=$|有|的|安排|日程|待办|任务|计划|要做)|我的|准备去)|(?<![接打通回给说发写改了来换新到])(?:电话|手机|邮箱|号码|地址|联系方式)[？?]?$|(?:谁|哪些人|什么)[？?]?$|(?:'s|s'|the) (?:phone|number|mobile|email|address|contact)\b[ \w]{0,8}[?]?$|最近(?:怎|情况|进展)|"
    r"多久没|没联系的|(?:历史|记录|情况|进展)[？?]?$|[？?]\s*$|"
    r"^(?:show|list|who|what|what's|whats|when|where|which|how many|how much|how is|how's|find|search|brief|history|today|export|report|weekly report|daily report|any |do (?:i|we) |does |did |is there|"
    r"are there|top \d+|bottom \d+|give me|get me|tell me|look up|pull up|open follow|remind me (?:who|what|when|where|which|how)|total\b|sum of|count\b|i need the)\b|^(?:need|want|send me|get) (?:the |all |me )?(?:[\w'’& ]{0,30}(?:last \d+|history|orders|figures|numbers|totals?|list of|details|address))\b",
    re.IGNORECASE | re.ASCII,
)
_ASKS = re.compile(
    r"(?:(?:my |our |all )*(?:contracts|customers|clients|accounts) (?:over|above|under|below|in|with|from|that|who|worth|without|near)|"
    r"any (?:notes?|news|records?|updates?|word|info|activity|open|contracts?|calls|visits|promises|reminders)|show|list|who|what|what's|whats|when|where|which|how many|how much|how is|how's|brief)\b|(?:请|帮我|麻烦|给我)?(?:查|列出|统计|导出)",
    re.IGNORECASE | re.ASCII,
)
_NOT_QUERY = re.compile(
    r"(?:问|问了|问我|想知道|询问|asked|wants to know|wondering|asks)\s*[^，,。]{0,20}(?:多少|什么时候|怎么样|how much|when|what)|提醒|remind|[打发聊跑见]了(?!.{0,3}(?:谁|哪|什么|啥|几[次家个单]|多少))|没(?:有|啥|什么)*(?:新)?(?:的)?(?:进展|情况|消息)(?!.{0,2}[吗?？])",
    re.IGNORECASE | re.ASCII,
)
_CORRECTION = re.compile(
    r"^.{0,10}(?:电话|手机号?|号码|金额|日期|名字|地址|邮箱|职位)(?:是)?(?:错|不对)|^.{0,8}(?:记|写|录|填|搞|弄)错(?:了)?(?:客户|人|公司|日期|时间|金额|电话)?|^(?:不对|错了|说错了?|记错了?|搞错了?|写错了?|更正|改一下|纠正|修改)|^(?:不是|并?非).{1,24}(?:[,，]?\s*(?:是|应该是|而是))|^(?:改成|改为|改到|换成|应该是|应为|其实是?)|"
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
    r"提醒|别忘|记得|闹钟|remind|\b(?:ping|nudge|buzz|poke|prod|alert|rmd) me\b|don'?t (?:let me )?forget|reminder|叫我(?=.{0,6}(?:去|给|打))|(?:提前|到时候?|点|分|准时)(?:再)?叫我|叫我[。!！]?$|别(?:给|让|叫)我忘|给我(?:记|盯)着?|帮我(?:排|记|盯|安排|约)(?:上|着|一下|个)|叫我(?:一声|一下|起床?)|叫醒我|喊我(?!过去|去|们)|提个醒|敲我|set an? alarm|\bwake me\b|\bheads[- ]?up (?:on|at|before)\b|^(?:in (?:a|an|one|two|\d+) \w+,? )i (?:need|have|must|should) to\b|^(?:i|we) (?:need|have|must) to\b",
    re.IGNORECASE | re.ASCII,
)
_HAPPENED_ZH = re.compile(
    r"那边.{0,10}(?:要|让)|(?<!约)了(?!解)|咗|刚|已经?|说|讲|话(?:好|佢|酒)|透露|反馈|嫌|要求|答应|催|让|没|不接|要我|回复|反映|表示|同意|拒绝|觉得|想|希望|来过|去过|见过|聊过|谈过|通过|被|罚|欠|完|"
    r"到账|签收|感兴趣|谈到|倾到|发邮件|来电|来信|@我|群里|昨|今早|刚才|碰到|遇到|开的|降到|涨到|起执行|要[^求是不我去给跟打到开约交发送报准，,。]{2}"
)
_HAPPENED_EN = re.compile(
    r"\b(?:met|visited|called|saw|spoke|talked|went|had|was|were|did|didn'?t|got|sent|came|dropped|stopped|swung|rang|emailed|texted|paid|approved|lost|won|left|discussed|"
    r"showed|told|said|says|asked|agreed|passed|fixed|yesterday|ago|last|just|email from|call from|off the phone|wants?|needs?|likes?|interested|rejected|no answer|voicemail|signed|"
    r"(?:quick|short|good|great|long|nice|bad|tough|brief) (?:call|chat|meeting|visit|mtg|catch-?up)|whatsapped|messaged|popped|grabbed|bumped|ordered|confirmed|done|damaged|broken|cancell?ed|complaints?|reach(?:ed)?|survey|started|finished|completed|shipped|delivered|received|installed|complained|promised|arrived|cracked|furious|angry|mad|unhappy|ran (?:on|over|long)|frozen|can'?t decide|undecided|expected|quit|resigned|retired|bought|no decision|liked|loved|hated|refused|declined|postponed|thinks?|prefers?|replied|mentioned|told)\b|quote:|'s (?:meeting|call|visit)\b|\bis (?:on|out|away|back)\b",
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
    money: bool = False,
) -> Intent:
    """`ahead`, `behind`: some date lies there. `changes_reach`: a phone or address is given.

    `known`: a known customer is named. `bare`: nothing but dates is said. `money`: an amount is named.
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
    if (
        ahead
        and _MOVED.search(plain)
        and _ORDERED.search(plain)
        and not _REPORTED.search(plain)
        and not _DONE_ZH.search(plain)
    ):
        return "reminder"
    if _only_ahead(plain, language, ahead=ahead, behind=behind) and not (money and _is_long(plain)):
        return "reminder"
    return "log" if _tells(plain) else "other"


_DONE_ZH = re.compile(
    r"没(?:去|见|谈|聊|打)[成着到]|刚(?:发|打|来)|(?:抛锚|堵|聊|谈|见|打|跑|道|来|去|碰)了|\b(?:cancell?ed|rang|called|said|couldn't|can't)\b",
    re.IGNORECASE | re.ASCII,
)
"""A meeting that was moved after something had happened is told, not asked to be reminded of."""
_STATED = re.compile(
    r"\b(?:e-?mail|phone|mobile|cell|number)(?: address| number)? (?:is|changed to)\b",
    re.IGNORECASE | re.ASCII,
)
_REPORTED = re.compile(r"说|通知|告诉|\b(?:said|says|told)\b", re.IGNORECASE | re.ASCII)
_ORDERED = re.compile(
    r"^(?:请|麻烦|帮我)?(?:把|将|帮)|(?:约|会议?|拜访|见面?|提醒|电话|演示|参观|培训|面谈|跟进|回访).{0,10}(?:改|推|挪|延|提前)|^.{0,12}(?:改|推|挪|延)|\b(?:push|move|postpone|reschedule)\b",
    re.IGNORECASE,
)
"""Whoever moves a meeting of ours says so; a customer who puts an order off is told of."""
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


_EVENT = re.compile(
    r"\b(?:call|demo|meeting|mtg|visit|service|opening|training|inspection|appointment|appt|tour|tasting|review|walkthrough|interview|audit|kick-?off|launch)\b"
    r"(?: is| on| at|,|:| with \w+| re\b[^,.;]*)*\s+(?:(?:on|at|for|this|next)\s+)*"
    r"(?:today|tonight|tomorrow|tmrw|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|\d{1,2}(?::\d\d)?\s?(?:am|pm))",
    re.IGNORECASE,
)
"""Monarch showroom opening is on 2 April: what is said of an event to come, and nothing else."""
_FEW = 6
"""Words of a note in English that need not begin like a task to be one."""
_WHEN = r"(?:(?:on|at|by|in|before|this|next|every|from|the|a|an|\d[\d:.]*(?:am|pm|st|nd|rd|th|/\d+)?|first thing|tomorrow|tmrw|tmr|tonight|today|mon|tues?|wed|thurs?|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday|morning|afternoon|evening|noon|week|month|jan\w*|feb\w*|mar(?:ch)?|apr\w*|may|june?|july?|aug\w*|sept?\w*|oct\w*|nov\w*|dec\w*)[\s,:.-]+)*"
_TASK_FIRST = re.compile(
    rf"^\W*(?:(?:please|pls|plz|also|and|ok|so|hey|note to self|todo|to do|task)[\s,:-]+)*{_WHEN}(?:(?:i|we)(?:'ll| will| need to| have to| must| should|'m going to| am)\s+)?"
    r"(?:call|ring|phone|text|email|e-mail|mail|message|whatsapp|ping|send|resend|forward|share|quote|prepare|prep|draft|write|chase|follow|check|ask|tell|meet|visit|see|go|drive|fly|pop|drop|take|bring|deliver|ship|collect|pick|book|arrange|schedule|set|move|push|postpone|reschedule|cancel|confirm|renew|review|update|submit|finish|pay|order|invoice|get|give|remind|try|talk|speak|catch|circle|touch|reach|show|present|demo|install|train|join|attend|start|sign|print|buy|look|find|do|make|have|be at|return|revisit|close|nudge|poke|hand|fix|test|lunch|dinner|breakfast|coffee|meeting|mtg|appointment|appt|presentation|webinar|workshop|training|flight|train|site visit|pitch|tender|deadline|follow-up|fu)\b",
    re.IGNORECASE,
)
"""A task begins with what is to be done, or with when; a report with whom or what it is about."""
_TASK_EN = re.compile(
    r"\b(?:i|we)(?:'ve| have)? (?:got to|need to|needs to|have to|must|want to)\b", re.IGNORECASE
)
"""I need to is a task of mine, and nothing that happened."""


def _is_long(text: str) -> bool:
    """More than a task of one line."""
    return len(re.findall(r"[\u4e00-\u9fff]", text)) > 24 or len(text.split()) > 16


def _is_task(text: str) -> bool:
    """Whether a note in English begins, or goes on after the name of whom it is about, as a task or an event."""
    after = re.split(r":\s+|\s[-–—]\s+", text, maxsplit=1)[-1]
    return bool(
        _TASK_FIRST.match(text)
        or _TASK_FIRST.match(after)
        or (_EVENT.search(text) and len(text.split()) <= 12)
    )


def _only_ahead(text: str, language: Language, *, ahead: bool, behind: bool) -> bool:
    if not ahead or behind:
        return False
    chinese, english = _HAPPENED_ZH.search(text), _HAPPENED_EN.search(_TASK_EN.sub("", text))
    if language == "zh":
        return not chinese and not english
    return not english and (len(text.split()) <= _FEW or _is_task(text))


def _tells(text: str) -> bool:
    """Whether there is something to keep: more than a word or two."""
    return len(re.findall(r"[\u4e00-\u9fff]|[A-Za-z]+", text)) >= 3
