"""Words of contracts: what one is called, that it was signed, when it runs, and that it is not signed yet."""

SUBJECT_ZH = (
    r"合同|协议(?!价|酒店)|契约|签约|续签|续约|框架(?!结构|梁)|年框|维保|租约|"
    r"(?:合作|服务|代理权?|授权|租赁|租期|订阅|会员|年费|许可|保险).{0,8}到期|续[约签保]?了?[一二两三四五六七八九十\d]+年"
)
SUBJECT_EN = (
    r"\b(?:contracts?|agreements?|msa|sow|nda|amc|sla|lease|renewals?|renew(?:ed|s)?|auto-renews?|subscription|"
    r"retainer|framework|licen[cs]e|extension|maintenance plan)\b|\b(?:sign|renew|extend)了"
)

SIGNED_ZH = r"(?:签|续签|补签|重签)(?:了(?!收)|下|完|妥|好|成|过|掉)|签约了|签约(?:完成|成功|完毕)|续签(?:完成|成功|完毕)|(?:sign|renew|extend)了|今天sign|续了|已经?签(?=[\s，,。；;]|$)"
"""Said alone these tell that a contract was signed; those below only beside the word contract."""
SIGNED_BESIDE_ZH = (
    r"签的|签字|签署|签订|签回|回签|双签|盖(?:了|的|好|完)?(?:公)?章|盖过?了|用(?:了|过|完)?印|回传|"
    r"(?:今[天早晚日儿]|昨[天晚日儿]|前天|刚刚?|已经?|上周.?|上午|现场|当场|当天|正式)(?:才|就|都|也|把.{1,8})?(?:续|新|补|重)?签(?!到|收|名|证|单)|[日号](?:续|补|重)?签(?=[，,。；;\s]|$)|"
    r"重签|续签(?=\s?[\d一二两三四五六七八九十])|[新补续]签(?=\S{0,12}(?:合同|协议))|续(?:上|好|妥)了?"
)
HELD_BACK_ZH = (
    r"(?:没|未|不|想|要(?!求)|等|如果|要是|只要|能|催|差点|让|可能|希望|争取|预计|准备|打算|计划|待|才|谈|愿意|同意)"
    r"[^，,。；;了\s]{0,6}$"
)
HELD_BACK_BARE_ZH = r"(?:再|就|请|约|可以|下午|晚上|明天|下周.?)[^，,。；;了\s]{0,6}$"
PAPERS_ZH = r"验收|送货|收货|回执|签收|图纸|样品|样板|对账|到货|请假|工单"

SIGNED_EN = (
    r"\b(?:counter-?|co-?)?signed\b(?! (?:off|for|in|up|value|contracts?\b(?! with)|copy|copies|version|scan|paperwork|docs?|original|"
    r"(?:the |a )?(?:delivery|pod|visitor|time ?sheet|drawings?|receipt)))|"
    r"\binked\b|\brenewed\b(?! (?:interest|hope|focus|effort|push|enthusiasm))|"
    r"\b(?:got|received|have|here'?s)\b.{0,16}\b(?:signature|signed (?:copy|contract|agreement|paperwork))"
)
SIGNED_BESIDE_EN = (
    r"\bexecuted\b|\b(?:renewal|extension|contract|agreement)\b.{0,24}\b(?:is |was |has been )?(?:done|closed|agreed|completed?|sealed|sorted)\b|"
    r"\b(?:extended|extend|prolonged)\b.{0,30}?(?:\bto\b|\buntil\b|\btill?\b|\bthrough\b|\bby\b|\bfor\b|到|至)|\bauto-?renewed\b"
)
HELD_BACK_EN = (
    r"(?:\bnot|n'?t|\bnever|\bwill|'ll|\bto (?:be|get)|\bif|\bonce|\bwhen|\bbefore|\buntil|\bas soon as|\bwait\w*|\bhop\w+|\bexpect\w*|"
    r"\bshould|\bwould|\bcould|\bmight|\bmay|\bwants?|\bneeds?|\bready|\babout to|\bnearly|\balmost|\btotal)\b[^,;.!]{0,40}$"
)

EXPIRES_ZH = r"(?<!没)(?<!没有)(?<!未)到期|到头|期满|届满|过期|失效|截止|终止|顺延|展期|延期到|有效期"
EXPIRES_EN = (
    r"\b(?:expir\w+|laps(?:es?|ed|ing)|end(?:s|ed|ing)|up (?:on|in|at|this|next|by|for renewal)|run(?:s|ning)? (?:out|to|till?|until|through|thru)|"
    r"terminat\w+|end date|until|till|through|thru|valid|good (?:to|until|till|through)|auto-?renews?)\b"
)
FACT_ZH = (
    r"期限|合同期|服务期|租期|为期|生效|起(?:执行|算|至)|[日号]\s?执行|起?执行[，,]|[\d一二三四五六七八九十][日号月]?\s?起(?![诉草重码订升点])|"
    r"[\d][日号]?\s?(?:到|至|[-~—–])\s?(?:明年|后年|\d{4}|\d{1,2}[月.])|[到至]\s?(?:20\d\d|明年|后年)|从.{2,12}?(?:算|开始)|"
    r"(?:续[约签保订]?|签)了?\s?[一二两三四五六七八九十\d]+年|(?:改签|延长?|展|续签?)[至到]|(?<![手连陆继后持存延])续(?:签|到|费|了)|[一二两三四五六七八九十\d]+年(?:期|的)|总额|合同金额|合同额|质保"
)
FACT_EN = (
    r"\b(?:effective|start(?:s|ed|ing)|begins?|beginning|commenc\w+|in force|term)\b|\bruns?\b|\bfrom \d|"
    r"\b(?:\d+|an?other|one|two|three|four|five|six|twelve|eighteen)(?: more)?[ -]?(?:months?|mths?|mos?|years?|yrs?)\b"
)

NOT_YET = (
    r"没签|还没|法务|细节|草案|草稿|寄(?:了)?合同|发(?:了)?合同|合同.{0,8}[寄发](?:过去|给|出)|看合同|谈合同|定合同|合同(?:还在|在走|流程|审)|合同条款|"
    r"想签|准备签|要签|能签|再签|就签|等.{0,8}签|签不|不签|催|谈续|想续|要续|"
    r"\bsend\b.{0,20}contract|\bsent\b.{0,20}(?:contract|agreement)|too pricey|\bdraft\b|\breview(?:ing)?\b|\bwill sign|\bto sign\b|\bready to sign|"
    r"\bnot signed|n'?t signed|unsigned|approved it|(?:wants?|needs?|asked for|asking for|looking for|considering|thinking about)\b"
)

INTERACTION = (
    r"拜访|走访|上门|见了|见面|碰面|碰了|聊|打.{0,3}电话|电话里|通电话|来电|(?:跟|和|与).{1,14}(?:谈|沟通)|面谈|开会|吃饭|喝茶|说|表示|反馈|告诉|"
    r"\b(?:called|rang|spoke|met|visited|saw|chat(?:ted)?|talked|emailed|texted|coffee|lunch|dinner|said|says|told|asked|mentioned)\b"
)

A_DAY = (
    r"\d|今|明[天日早晚年]|昨|前天|后天|月[底初末]|年[底初末]|[一二三四五六七八九十]+[月号日]|周[一二三四五六日末]|[上下本这]个?[周月]|"
    r"\b(?:today|tomorrow|yesterday|tonight|week|month|quarter|year|mon|tue|wed|thu|fri|sat|sun)(?:s|day|sday|nesday|rsday|urday)?\b|"
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b"
)
