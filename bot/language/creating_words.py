"""The words around a new customer's name: what asks for it in front, what follows it, and what is no name."""

import re

_PLEASE_ZH = (
    r"(?:嗯+|呃|那个|哎|对了|请|帮忙|帮我|麻烦你?|给我|替我|我(?:要|想)|先|再|顺便|有个|来|hi|hey)[\s,，]*"
)
_NUMBER = r"(?:一?[下个家位名条])"
_THING = r"(?:(?:新的?|意向|潜在|企业|个人|渠道)*(?:客户|联系人|对接人|接口人|线索|商机|名片|档案)|新?(?:公司|企业|单位)(?=[\s:：,，啊呀吧叫]|$)|新的(?!\S{0,3}[科材能])|新(?=[\s:：,，]))"
_LEAD_ZH = (
    rf"(?:{_PLEASE_ZH})*(?:(?:新建|新增|添加|增加|录入|创建|建档|建立|登记|注册|补录)(?:{_NUMBER})?\s*(?:{_THING})?|"
    rf"(?:建|录|加|存|记|整|弄|开|搞|补|收|上|有)(?:{_NUMBER}\s*(?:{_THING})?|{_THING})|(?:刚?来了?|又)?{_NUMBER}?新(?:的)?(?:客户|联系人|对接人|线索|商机|公司|名片|询盘))(?:录入|登记|建档|信息)?"
    r"[啊呀吧哈呢啦]?\s*[:：,，-]?\s*(?:(?:那个|这家|名字?|是|就)*叫做?|名称?[是为]|是(?=\S{3}))?\s*"
)
_PLEASE_EN = r"(?:hey|hi|ok(?:ay)?|so|um+|uh+|er+m?|right|please|pls|plz|kindly|just|and|can you|could you|would you|i(?:'d| would) like to|i (?:need|want) to|let'?s|quick one)[\s,:]+"
_LEAD_EN = (
    rf"(?:{_PLEASE_EN})*(?:(?:add|create|register|set up|open|log|save|store|enter|put(?: in)?|make|start|onboard|note)\b[:\s]*(?:(?:up|down)\s+)?(?:(?:a|an|the|this|another)\s+)?(?:new\s+)?"
    r"(?:(?:customer|contact|client|lead|company|prospect|account|record|file|entry|one)\b(?:\s+(?:for|record|file|entry|card))?)?|"
    r"(?:a |another )?(?:new|fresh|inbound|hot|warm) (?:customer|contact|client|lead|company|prospect|account|enquiry|inquiry|one)\b(?: (?:from|via|off|through) (?:the |our )?(?:web ?site|web|linkedin|expo|fair|show|referral|google)\b)?)"
    rf"\s*[:,-]?\s*(?:{_PLEASE_EN})*(?:(?:it'?s|this is|they'?re|the (?:place|company|shop|firm|customer|client|business)(?:'s name)? is|(?:company |customer )?name(?:'s| is))\s+)?(?:(?:called|named)\s+)?"
)
LEAD = re.compile(rf"^\s*(?:{_LEAD_ZH}|{_LEAD_EN})", re.IGNORECASE)
"""What asks for a new customer, up to its name."""

CONTACT_ONLY = re.compile(
    r"(?:加|添|新增|新建|补|录|存|登记)(?:一?[个位下])?(?:新的?)?(?:联系人|对接人|接口人)|(?:联系人|对接人|通讯录|contacts?)里?(?:面)?(?:再|也)?加|加[进到入](?:联系人|通讯录|contacts?)|^\s*新联系人|"
    r"\b(?:add|create|new|another|put in|save|enter|register)\b(?: an?| the| another)?(?: new)? contact\b|\badd (?:him|her|them)\b|\bcontact (?:for|at)\b|\badd (?:mr|mrs|ms|miss|dr)\b",
    re.IGNORECASE,
)
"""A further person of a customer, more likely than a new customer."""

TAIL_ZH = re.compile(
    r"(?:的?(?:联系人|对接人|通讯录)里?(?:面)?(?:再|也)?)?(?:这家|这个)?(?:要|需要|得|想|给|帮我|帮忙|麻烦|请|先|也|再|都)*(?:新建|新增|建|录|加|登记|存|记|入|开|立)(?:一?[下个家位]|上|进去?|到|入|好)*(?:新)?"
    r"(?:档案?|客户|联系人|对接人|接口人|系统|库|通讯录|名单|户头?|contacts?|crm)?(?:里面?)?[吧啊哈]?$",
    re.IGNORECASE,
)
TAIL_EN = re.compile(
    r"\s+(?:as (?:a|an|our)|to (?:the|our|my) (?:list|books|system|crm|database|customers|clients|accounts|customer list)|on(?:to)? (?:the|our) (?:system|list|books|crm)|in(?:to)? (?:the|our) (?:system|crm|books|list|database)|"
    r"under new|please|plz|pls|for me|contact|contact's|owner|owner's|buyer|buyer's|manager|main (?:guy|man|contact|person)|the (?:owner|contact|manager|boss|buyer)|phone|tel|mobile|cell|e-?mail|number|with contact|um+|uh+|er+m?|they|they're|"
    r"he|he's|she|she's|who|phoned|called|rang|wants?|needs?|interested|looking|asking|based|located|from|via|it's|add (?:him|her|them)|at \+?\d)(?![\w']).*$"
)
"""What follows the name in the same breath; in small letters, a capital one may belong to it."""

LABELLED = re.compile(
    r"(?:公司名?称?|单位|客户(?:名称|姓名)?|企业名?称?|(?<![a-z])(?:company|customer|client|account)(?: name)?)\s*[:：]\s*(?P<name>[^,，;；\n:：]{2,40}?)"
    r"(?=\s*(?:[,，;；\n]|$)|\s+(?:个人|企业|渠道|公司|联系人|对接人|电话|手机|[\u4e00-\u9fff]{2,3}(?:\s|$)|contact|phone|tel|老|小|1[3-9]\d))",
    re.IGNORECASE,
)
CALLED = re.compile(
    r"(?:(?<=[家个的司厂店啊]|[\s,，])(?:名字?叫|名叫|叫做?)(?P<zh>[\u4e00-\u9fffA-Za-z0-9()（）]{3,24}?)(?=的|联系人|对接人|老板|负责人|电话|手机|做|$|[\s,，。;；])"
    r"|\b(?:the (?:place|company|shop|firm|business) is(?: called)?|it'?s called|company called|(?:customer|client|company) name is)\s+(?P<en>[^,;:(\n]+))",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"^(?:客户名称?|公司名称?|公司名|单位名称?|名称|名字|客户|公司(?=[:：是\s])|name|company|customer)\s*[:：是叫]?\s*",
    re.IGNORECASE,
)
KIND = re.compile(
    r"^(?:企业|个人|公司|单位|政府|事业单位|学校|医院|经销商|代理商|个体|客户|联系人|对接人|负责人|接口人|职位.*|手机.*|电话.*|座机.*|tel.*|phone.*|mobile.*|email.*|邮箱.*|company|individual|enterprise|contact.*|"
    r"(?:(?:new|inbound|fresh|hot|warm|first|another|website)\s+)*(?:lead|enquiry|inquiry|prospect|referral|one)(?:\s+(?:from|via|through|off)\s+(?:the |our )?\w+)?|from (?:the |our )?(?:web ?site|linkedin|expo|fair|show)|"
    r"(?:came|found us|referred|via|through|please|pls|plz|t|m|e|p)\b.*|.{0,4}(?:加|录|建|存|记)(?:一?[个家位下])?(?:新的?)?)$",
    re.IGNORECASE,
)
FIELD = re.compile(
    r"(?:联系人|对接人|负责人|职位|手机|电话|座机|邮箱|地址|行业|需求|备注|来源|意向|tel\b|phone\b|mobile\b|email\b|contact\b).*",
    re.IGNORECASE,
)
"""A field of another kind, run on behind the name."""

BESIDE_NAME = re.compile(
    r"(?:有限公司|公司|集团|那边|这边|的|联系人|里|厂|家|the|'s|at|for|of|[\s,，:：.&'()（）])+",
    re.IGNORECASE,
)
"""What may stand beside a known customer's name without making another name of it."""
