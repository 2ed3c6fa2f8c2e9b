"""How people met: the words of each method, the surest first.

用什么方式联系的：每种方式的各种说法，最有把握的在前。
"""

from bot.language.meaning import Method

# (method, pattern, weight): the heaviest wins, at equal weight the earliest in the text. （方式，说法，分量）：分量最重的算，一样重时最先出现的算。
METHODS: tuple[tuple[Method, str, int], ...] = (
    ("wechat", r"微信|企微|企业微信|加了?v信|vx\b|wechat|weixin|whatsapp|钉钉(?!会)|发了?语音|语音(?!会议)|朋友圈|\b(?:line|telegram|slack)d?\b(?= me| him| her| them)|"
     r"\b(?:texted|texting|sms)\b|短信|私信|dm'?e?d\b|linkedin", 5),
    ("email", r"邮件|发(?:到|至|进|我|给我)[^，,。]{0,3}邮箱|邮箱(?:收到|发)|\be-?maild\b|\b(?:per|by|via) (?:e-?)?mail\b|邮箱回|\be-?mail(?:ed|s|ing)?\b(?! is)|发邮|mailed\b", 5),
    ("call", r"(?<!办公)(?<!换)(?<!座机)(?<!新)电话(?!错|不对|变|换|改|会议|[是:：\s]*[\d一二三四五六七八九零幺]|号|还没|没给|没留|留|给我)|^打了(?=[,，\s]|$)|打了?个?电话|通了?个?话|通过话|致电|\btelephoned\b|\btel'?d\b|来电|去电|打来|打过来|回电|没接|不接|没人接|接通|打给|给[^，,。]{1,14}打(?:了?[一个]?通?个?)?电话|打不通|没打通|打通|占线|关机|拒接|"
     r"电联|打了[一两三四五六七八九十几]?[次回遍通]|\bcall(?:ed|s|ing)?\b(?! it)|\bphoned?\b|\bby phone\b|\brang\b|\brung\b|on the phone|"
     r"off the phone|voicemail|pick(?:ed)? up\b|no answer|(?:can't|couldn't|cannot|unable to) (?:reach|get hold of)|联系不上|\bspoke\b.{0,20}phone|hung up|left (?:a )?(?:message|vm)|\bcold-?call", 4),
    ("meeting", r"开(?:了|的|过)?个?[^，,。]{0,8}会(?!员|所|计|上面|展|儿|议室)|现场会|对接会|视频(?!号)|腾讯会议|zoom|teams|线上(?:会|聊|沟通)|电话会议|会议|webinar|web ?ex|google meet|"
     r"(?<!in a )(?<!in )\bmeeting\b|\bmtg\b|conference call|video ?call|video chat|\bvc with", 6),
    ("visit", r"拜访|走访|上门|登门|跑了?[一]?趟|跑了|(?<!出)(?<!回)(?<!过)(?<!进)去了|去[^，,。\s]{2,10}(?:送样|收款|催款|收账|装机|装了|修|调试|验|量尺|测|培训|拜年|处理|签|对账|布展)|跟着?去[^，,。]{0,4}调|到[^，,。\s]{2,8}(?:处理|送样|收款|装了|修|调试|验|查|谈|签)|碰了?一面|见了?一面|来(?:厂里?|展厅|公司|我们这|我们公司|工厂|办公室)|(?:在|到)[^，,。]{1,10}(?:实验室|机房|产线|车间)(?:装|调|测|看|开|做)|\blunch\b|\bdinner\b|吃了?个?便饭|吃[早午晚中]饭|去过|去的(?!时候|路)|去[^，,。]{1,8}(?:面谈|那里|那边|现场|工地|厂里|公司)|面谈|见了|见到|见过|碰(?:了|过)?个?面|碰(?:了|过)?个?头|碰了一?下|见面|当面|"
     r"吃了?(?:个|顿|餐|口)?[^，,。]{0,6}(?:饭|早茶|夜宵|火锅|烧烤|烤肉|牛肉|羊肉|海鲜|面条|大餐|串儿?|席)|[饮喝]了?(?:个|杯|顿|点)?(?:早茶|下午茶)|请(?:我|我们|大家)?食饭|食堂吃|留我.{0,4}吃|唠|侃了|摆了?(?:会儿?)?龙门阵|碰了碰|认了?个?门|(?:在|到|去)(?:他们?|她们?|人家|对方|客户)(?:那儿|那里|那边)?的?(?:公司|厂里?|工厂|工地|店里?|门口|仓库|车间|办公室|食堂)|(?:在|到)(?:工厂|厂里|车间|工地)|从[^，,。]{1,10}(?:出来|回来)|没见[着到]|见着|在.{1,8}门口等|搁.{1,8}(?:唠|聊|坐)|吃饭|喝茶|茶楼|茶馆|咖啡[厅馆店]|喝了?(?:[杯个口]|会儿)?[茶酒咖]|喝咖啡|应酬|请[^，,。]{0,6}吃|午餐|晚餐|到访|来访|来过|来我们|现场(?!会|出|发生|说)|参观|考察|路过|顺路|碰到|碰上|约在|驻场|"
     r"到[^，,。]{1,10}[厂司]里?[看谈聊]|送样|签完字|签到|展会|"
     r"\bvisit(?:ed|s|ing)?\b|\bmet\b|\bdropped (?:in|by|into|off|samples?|brochures?)\b|\b(?:ran|bumped) into\b|\bcalled in (?:at|on)\b|\b(?:just|only) left (?!a |the |him|her|them|it\b|voicemail|message)|\b(?:i|we) (?:was|were) (?:just )?(?:by|over at|at|round at)\b|\bsat down w\b|sat down w/|\bwalked the\b|\bshowed (?:us|me) (?:the|their|round|around)\b|\bwaited (?:at|in) (?:their|the)\b|\b(?:tasting|lunch|dinner|drinks|coffee) (?:at (?:their|the)|tonight|today)\b|\bover (?:lunch|dinner|coffee|drinks|a (?:beer|pint|coffee))\b|\bsite (?:visit|walk|induction|survey|tour)\b|\bin (?:her|his|their) (?:workshop|office|shop|plant|lab|store|warehouse|kitchen|yard)\b|\b(?:together|一起) ?(?:lunch|dinner)\b|一起lunch|一起吃|\bon the (?:desk|counter|gate)\b|\bpopped (?:by|round|over)\b|stopped (?:by|in)|swung by|popped in|(?<!约)(?<!约个)on-?site(?! visit)|face to face|\bf2f\b|"
     r"(?:lunch|dinner|coffee|breakfast|drinks|beers?) w(?:ith\b|/|\b)|left (?:samples?|brochures?|a card|flyers)|had (?:lunch|dinner|coffee)|toured|walked (?:through|around)|sat down with|at their (?:office|plant|site)|"
     r"drove (?:out )?to|been to|went (?:over )?to|saw\b", 3),
)  # fmt: skip
