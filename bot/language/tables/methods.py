"""How people met: the words of each method, the surest first."""

from bot.language.meaning import Method

# (method, pattern, weight): the heaviest wins, at equal weight the earliest in the text.
METHODS: tuple[tuple[Method, str, int], ...] = (
    ("wechat", r"微信|企微|企业微信|加了?v信|vx\b|wechat|weixin|whatsapp|钉钉(?!会)|发了?语音|语音(?!会议)|朋友圈|\b(?:line|telegram|slack)d?\b(?= me| him| her| them)|"
     r"\b(?:texted|texting|sms)\b|短信|私信|dm'?e?d\b|linkedin", 5),
    ("email", r"邮件|邮箱回|\be-?mail(?:ed|s|ing)?\b(?! is)|发邮|mailed\b", 5),
    ("call", r"电话(?!会议|[是:：\s]*[\d一二三四五六七八九零幺]|号|还没|没给|没留|留|给我)|^打了(?=[,，\s]|$)|打了?个?电话|通了?个?话|通过话|致电|来电|去电|打来|打过来|回电|没接|不接|没人接|接通|打给|打不通|没打通|打通|占线|关机|拒接|"
     r"电联|打了[一两三四五六七八九十几]?[次回遍通]|\bcall(?:ed|s|ing)?\b(?! it)|\bphoned?\b|\bby phone\b|\brang\b|\brung\b|on the phone|"
     r"off the phone|voicemail|pick(?:ed)? up\b|no answer|(?:can't|couldn't|cannot|unable to) (?:reach|get hold of)|联系不上|\bspoke\b.{0,20}phone|hung up|left (?:a )?(?:message|vm)|\bcold-?call", 4),
    ("meeting", r"开了?个?[^，,。]{0,8}会(?!员|所|计|上面)|视频(?!号)|腾讯会议|zoom|teams|线上(?:会|聊|沟通)|电话会议|会议|webinar|web ?ex|google meet|"
     r"(?<!in a )(?<!in )\bmeeting\b|\bmtg\b|conference call|video ?call|video chat|\bvc with", 6),
    ("visit", r"拜访|走访|上门|登门|跑了?[一]?趟|跑了|去了|去过|去的(?!时候|路)|去[^，,。]{1,8}(?:面谈|那里|那边|现场|工地|厂里|公司)|面谈|见了|见到|见过|碰(?:了|过)?个?面|碰(?:了|过)?个?头|碰了一?下|见面|当面|"
     r"吃了?个?饭|吃饭|喝茶|茶楼|茶馆|咖啡[厅馆店]|喝了?(?:[杯个口]|会儿)?[茶酒咖]|喝咖啡|应酬|请[^，,。]{0,6}吃|午餐|晚餐|到访|来访|来过|来我们|现场|参观|考察|路过|顺路|碰到|碰上|约在|驻场|"
     r"到[^，,。]{1,10}[厂司]里?[看谈聊]|送样|签完字|签到|展会|"
     r"\bvisit(?:ed|s|ing)?\b|\bmet\b|\bdropped (?:in|by|into|off)\b|stopped by|swung by|popped in|on-?site|face to face|\bf2f\b|"
     r"(?:lunch|dinner|coffee|breakfast|drinks|beers?) w(?:ith\b|/|\b)|left (?:samples?|brochures?|a card|flyers)|had (?:lunch|dinner|coffee)|toured|walked (?:through|around)|sat down with|at their (?:office|plant|site)|"
     r"drove (?:out )?to|been to|went (?:over )?to|saw\b", 3),
)  # fmt: skip
