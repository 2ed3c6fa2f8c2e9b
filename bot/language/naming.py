"""The name of a customer nobody knows yet, by its place in the sentence: 拜访了X, X的张经理, met Bob of X."""

import re
from dataclasses import dataclass

from bot.language.english_people import ROLE

Span = tuple[int, int]

DATE, PERSON, OTHER = "\ue001", "\ue002", "\ue003"

_N = r"(?P<name>[\u4e00-\u9fffA-Za-z0-9()（）·&.'-]{2,20}?)"
_THEN = (
    rf"(?=\s*(?:的?{PERSON}|的|那边|这边|那儿|那里|方面|谈|送样|聊|看样|面谈|开会|吃|喝|做|坐(?=了|会|一)|转(?=了|一)|演示|讲|了|[,，。;；、!！]|$|{DATE}|{OTHER}|要|想|说|嫌|打|交流|沟通|对接|"
    r"签|视频|通|发|电话|合同|催|问|报|参观|考察|驻场|路演|培训|安装|调试|验收|收款|办公室|工厂|展厅|现场|总部|\d{1,2}[点:：]))"
)
_ZH = (
    re.compile(rf"(?:(?:去|来|到)?(?:拜访|走访|回访|看望|签到|考察|参观)|见|去|到|跑|约|联系|接待|签到|打给|致电|陪|访问|碰到|遇到|路过)(?:了|过|下|一下|见|的是|完)*\s*{_N}{_THEN}"),
    re.compile(rf"(?:跟|和|与|同|给|找|向|对)\s*{_N}(?:的|那边|这边)?\s*(?:{PERSON}|聊|谈|通了?话|通电话|打|开|吃|喝|签|发|视频|沟通|见|电话|碰|约|回)"),
    re.compile(rf"(?:^|[,，。;；、\s{DATE}])\s*{_N}(?:的|那个|这个)?\s*{PERSON}"),
    re.compile(
        rf"(?:^|[,，。;；、\s{DATE}刚])\s*{_N}(?=那边|这边|方面|说|要(?!求)|送样|谈价|嫌|想|签|合同|的单|反馈|来电|来了|来人|回复|回话|打电话|打来|催|欠|到账|付|"
        r"回款|续|确认|同意|拒绝|下单|下了|订|验收|开标|投标|招标|试用|样品|没人|不接|比价|最近|怎么样|电话|退货|投诉)"
    ),
)  # fmt: skip
_STOP = re.compile(
    r"^(?:客户|对方|他们?|她们?|它|我们?|你们?|咱们?|咱|公司|工厂|厂里|现场|展会|会议|领导|老板|人家|那边|这边|家里|出差|上班|一个|一家|几家|两家|三家|"
    r"不|没|有|又|再|还|都|就|也|先|可以|可能|已经?|方案|价格|样品|合同|报价|什么|谁|哪|大家|自己|双方|电话|微信|邮件|视频|时间|机会|办公室|采购|技术|"
    r"一下|一趟|一次|一起|一会儿?|一圈|回|下|来|去|过来|过去|位|聊|谈|吃饭|喝茶|产品|设备|东西|货|钱|款|提醒|记得|改|结果|问题|情况|他|她|附近|里面?|"
    r"期间|前台|门卫|保安|秘书|拜访|走访|回访|签到|跟进|重点|新建|写|查|把|如果|因为|所以|但是?|而且|不过|然后|之前|之后|晚上|早上|中午|下午|上午|今|明|昨|第|每|共|总|约|大概|预计|质量|颜色|交期|账期|服务|费用|预算|希望|感觉|觉得|"
    r"要求|答应|承诺|同意|反馈|确认|表示|认为|主要|目前|现在|最近|暂时|准备|打算|安排|需要|想|要|说|嫌|让|叫|问|给|把|被|对|跟|和|与|从|在|到|为|由|按|向)"
)
_TRIM_HEAD = re.compile(
    r"^(?:了|过|那个|那家|这家|一家|个|家|我们的?|老?客户|新客户|刚|是|叫|的|在|到|去|跟|和|先|又|还|补记|补录|记一下|记录)+"
)
_TRIM_TAIL = re.compile(
    r"(?:的|那边|这边|方面|那儿|那里|里|采购部?|技术部?|质量部?|品质部?|市场部?|品牌部?|销售部?|财务部?|工程部?|研发部?|生产部?|设备部?|信息部?|总部|"
    r"办公室|工厂|现场|公司里?|展厅|的?项目|那个|这个|聊|谈|打|刚|说|讲|跟|和|与|给)+$"
)


@dataclass(frozen=True, slots=True)
class Named:
    said: str
    span: Span


def blank(text: str, dates: tuple[Span, ...], people: tuple[Span, ...], others: tuple[Span, ...] = ()) -> str:
    """The text with dates, people and numbers as single marks, positions kept."""
    chars = list(text)
    for spans, mark in ((dates, DATE), (people, PERSON), (others, OTHER)):
        for start, end in spans:
            for i in range(start, min(end, len(chars))):
                chars[i] = mark
    return "".join(chars)


def unknown_customer(marked: str, *, chinese: bool) -> Named | None:
    """The likeliest name of a customer in a text prepared by `blank`."""
    squeezed = marked
    for pattern in _ZH if chinese else ():
        for match in pattern.finditer(squeezed):
            named = _trimmed(match["name"], match.start("name"))
            if named:
                return named
    return _english(marked) if not chinese else _latin_in_chinese(marked)


def _trimmed(raw: str, start: int) -> Named | None:
    head = _TRIM_HEAD.match(raw)
    if head and len(raw) - head.end() >= 2:
        start, raw = start + head.end(), raw[head.end() :]
    tail = _TRIM_TAIL.search(raw)
    if tail:
        raw = raw[: tail.start()]
    raw = raw.rstrip("-.'")
    if (
        len(raw) < 2
        or _STOP.match(raw)
        or (raw.isascii() and _STOP_EN.match(raw))
        or re.search("客户|联系人|提醒|谁$", raw)
        or re.search("[了吗呢吧啊]", raw)
        or re.fullmatch(
            r"[\d.%-]+|[\d一二两三四五六七八九十几]+(?:家|个|位|次|趟|单|台|套|条|份|拨|批)(?:客户)?", raw
        )
    ):
        return None
    return Named(raw, (start, start + len(raw)))


_E = r"(?P<name>[A-Z][\w&.'-]*(?:\s+(?:(?:of|and|&|de|the)\s+)?[A-Z0-9][\w&.'-]*){0,4})"
_LOWER = r"(?P<name>[a-z][\w&'-]*(?:\s+[a-z][\w&'-]*)?)"
_EN = (
    re.compile(rf"{PERSON}+,?\s*(?:\([^)]*\)\s*)?(?:of|from|at|@|with|over at)\s+(?:the\s+)?{_E}"),
    re.compile(rf"{PERSON}+,?\s+(?:of|from|at)\s+(?:the\s+)?{_LOWER}(?=$|[,.;:({DATE}{OTHER}]|\s{DATE})"),
    re.compile(
        rf"(?i:\b(?:visited|visiting|visit|met with|met|called|calling|call|phoned|rang|saw|emailed|dropped (?:in|by|into)(?: on| at)?|stopped by|swung by|at|with|from|"
        rf"of|to|for|by|about|brief|lost|won|on site at|create|customer|client|company|lead|prospect))\s+(?:the\s+)?{_E}"
    ),
    re.compile(rf"^{DATE}*\s*{_E}(?=\s*(?::|\s-\s|\(|,|'s\b|\s(?:wants?|said|says|signed|is|asked|needs?|paid|will|has|have|would|likes?|ordered|confirmed|agreed|contract|deal|"
               rf"meeting|visit|samples?|quote|no\b|didn't|called|rejected|approved|thinks?|due|{DATE})|$))"),
    re.compile(r"(?:^|[;\n]\s*|\d[.)]\s*)(?P<name>[A-Za-z][\w&.'-]*(?:\s+[\w&.'-]+){0,3}?)\s*(?::|\s-\s)"),
    re.compile(rf"^(?i:called|visited|met|saw|rang|phoned|emailed|visit|call)\s+(?:with\s+)?{_LOWER}(?=\s*(?:\(|,|$|{DATE}|{PERSON}|\.))"),
    re.compile(rf"(?:^|[;,]\s*)(?:{DATE}+\s*)(?P<name>[A-Z][\w&'-]+)\b"),
)  # fmt: skip
_STOP_EN = re.compile(
    r"^(?:the|a|an|my|our|his|her|their|him|them|me|us|it|this|that|catch up|catchup|note|notes|remind|reminder|re|fwd|todo|update|correction|new|log|add|create|call|visit|"
    r"meeting|email|contract|invoice|quote|demo|lunch|dinner|coffee|follow|next|last|today|tomorrow|yesterday|customer|client|contact|phone|tel|price|budget|samples?|rfp|rfq|"
    r"po|nda|coa|they|he|she|we|you|i|off|on|no|yes|ok|thanks|hello|hi|will|whatsapp|wechat|teams|zoom|feedback|result|outcome|need|needs|intent|amount|total|due|deadline|"
    r"just|lost|won|met|called|visited|saw|spoke|dropped|had|got|sent|back|board|approval|decision|site|office|plant|expo|fair|show|q[1-4]|eod|cob|eow|eom|amazon)\b",
    re.IGNORECASE,
)


_JOB_EN = re.compile(rf"(?:(?:their|the|our) )?{ROLE}s?|\w+makers?", re.IGNORECASE)


def _english(marked: str) -> Named | None:
    for pattern in _EN:
        for match in pattern.finditer(marked):
            raw, start = match["name"], match.start("name")
            cut = re.search(rf"[{DATE}{PERSON}{OTHER}]", raw)
            raw = (raw[: cut.start()] if cut else raw).rstrip(" .,-'")
            raw = re.sub(r"'s$", "", raw)
            if len(raw) >= 2 and not _STOP_EN.match(raw) and not _JOB_EN.fullmatch(raw):
                return Named(raw, (start, start + len(raw)))
    return None


def _latin_in_chinese(marked: str) -> Named | None:
    """Dell那边, visit Acme: a Latin name among Chinese words."""
    match = re.search(
        r"(?:^|[拜访了跟和去到见给与,，\s])(?P<name>[A-Z][A-Za-z0-9&.-]+(?:\s[A-Z][A-Za-z0-9&.-]+){0,3})(?=的|那边|这边|$|[,，。\s]|[\u4e00-\u9fff\ue002])",
        marked,
    )
    if match and not _STOP_EN.match(match["name"]) and len(match["name"]) > 1:
        return Named(match["name"], match.span("name"))
    told = _CHINESE_IN_ENGLISH.search(marked)
    return _trimmed(told["name"], told.start("name")) if told else None


_CHINESE_IN_ENGLISH = re.compile(
    r"\b(?:visited|met with|met|called|phoned|rang|saw|emailed|messaged|texted|spoke (?:to|with)|with|from|at)\s+"
    r"(?P<name>[\u4e00-\u9fff()（）]{2,20})",
    re.IGNORECASE,
)
