"""Promises: ours, theirs, and the next contact; each with its words and its day."""

import re
from functools import lru_cache

from bot.language.meaning import Commitment, Kind, Language, When
from bot.language.tables.people import TITLES

_NEXT = re.compile(
    r"跟进|回访|再(?:去|来|打|跟|联系|聊|谈|约|见|拜访|沟通|碰|跑)|联系|拜访|见面|面谈|约(?!定)|碰(?:面|头)|电话|打给|通话|开会|会议|讲标|参观|接待|驻场|上门|过去(?:看|谈|一趟)|吃饭|喝茶|"
    r"答疑会|评审会|签到|登门|找(?:他|她|对方|客户)|交流|演示|汇报|"
    r"\bfollow(?:ing)?[- ]?up|\bcall (?:back|again|him|her|them)|\bcall\b|circle back|get back|touch base|check (?:in|back|on)|\bmeet(?:ing)?\b|\bvisits?\b|\bdemo\b|"
    r"catch up|\bchat\b|\bping\b|\breturn\b|go back|see (?:him|her|them)|\brevisit\b|reach out|speak again|talk again|try again|try (?:him|her|them)|check again|再试|service crew|install",
    re.IGNORECASE,
)
_OURS = re.compile(
    r"要求|让我|叫我|催|要我|我们?(?:得|要|会|来|给|出|寄|发|答应|承诺|这边)|答应|承诺|约定|报价|报个价|送样|发(?!现|展|票到)|寄|提供|出(?:终|初|方|报|图|样)|交(?:首|货|样|付|方案)|补|改(?!天|期)|开票|准备|"
    r"返工|重做|回复(?:他|她|对方|客户)|给(?:他|她|对方|客户|初步|书面|方案|报价)|整理|申请|打样|上报|搞定|把|"
    r"\bsend|\bquot|\bsubmit|\bdeliver|\bship|\bprepare|\bprovide|\bwants?\b|\bneeds?\b|\basked\b|\bdue\b|\bredo\b|\bupdate\b|\breply\b|\bpromised?\b|\brequire|\bmust\b|\bwe(?:'ll| will)|"
    r"\bi(?:'ll| will)|\brequest",
    re.IGNORECASE,
)
_THEIRS = re.compile(
    r"(?:会|能|可以|准备|打算)下.{0,6}(?:订单|单子?)|(?<!要我们)(?<!要求)给(?:我们?)?(?:个)?(?:书面)?(?:答复|回复|准信|准话|说法|结果|回话|话|消息|反馈|意见)|有结果|出结果|下单|付款|打款|汇款|回款|签(?:字|合同|约|回)|(?:能|会|可以)签|回我|定下来|做决定|决定|拍板|批(?:下来|复)|盖章|走完(?:流程|审批)|审批|评审|上会|"
    r"(?:他们?|她们?|对方|客户|领导|老板|那边).{0,6}(?:会|给|要|答应|承诺|说)|回(?:复|话)(?!他|她|对方|客户)|寄回|发(?:给)?我|寄(?:给)?我|给我(?!们?(?:个)?(?:报价|方案))|(?:PO|订单|单子).{0,6}(?:出|下|定|发)|才回|发(?:来|过来)|提供给我们|安排付|验收|招标|"
    r"\b(?:she|he|they|customer|client|board|boss)(?:'ll| will|'s|'re)\b|\bdecision\b|\bdecide|\bwill (?:answer|order|sign|pay|confirm|approve|push|let|get back|place|send|respond|reply|revert)|"
    r"\banswers?\b|(?:copy|payment|po|order|deposit) (?:is )?(?:coming|due|expected)|\bcoming\b|board meets|\bplace (?:the|an)|\bconfirm\b|\bapproval\b|results?\b|\bpays?\b|will (?:answer|reply)",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"让(?:我们?)?.{0,4}(?:报|发|寄|送|出|改|派|给|做|把|联系|约|补|重|打)|要我|催(?!款)|等我(?!们)|要求(?:我们?)?.{0,4}(?:报价|发|寄|送|出|改|派|给|提供|补|重)|尽快|可以约|等我们|报个价|要(?:两|三|[0-9一二四五])?.{0,3}样[品机]|"
    r"\basap\b|\basked (?:me|us) (?:to|for)|\bwants? (?:a |an |the |our )?(?:quote|proposal|sample|samples|coa|demo|trial|call|price|offer|spec|datasheet|brochure)|\bneeds? (?:a |an )?(?:quote|proposal|sample)|"
    r"\bsend (?:them|him|her|quote|proposal|samples?)",
    re.IGNORECASE,
)
_ASKS_FOR_LESS = re.compile(r"要求打.{1,4}折|要求(?:降价|便宜|优惠)")


_THEY_PROMISE = re.compile(
    rf"\S{{0,4}}(?:{TITLES}|他们?|她们?|对方|客户|那边)(?:口头|也|已经|都)?(?:说)?(?:答应|承诺|同意|保证|会|估计)|(?:估计|预计)?(?:要|得)?等到?(?!我)"
)


_THEY_CALL = re.compile(
    r"\b(?:she|he|they|[A-Z][a-z]+)(?:'ll| will| is going to|'s going to) (?:get back|come back to|revert|let (?:me|us) know|call (?:me|us)|ring (?:me|us)|confirm|decide)\b|"
    r"^(?!(?i:i|we|i've|we've|have|has|and|but|so|also|then)\b)(?:[A-Za-z.']+ ){1,3}promised (?!me\b.{0,3}$)"
)


@lru_cache(maxsize=4)
def _they_promise(titles: tuple[str, ...]) -> re.Pattern[str]:
    """The same with a house's own titles."""
    own = "|".join(map(re.escape, titles))
    return re.compile(_THEY_PROMISE.pattern.replace(TITLES, f"{own}|{TITLES}", 1)) if own else _THEY_PROMISE


def kind_of(words: str, *, back: bool = False, titles: tuple[str, ...] = ()) -> Kind:
    """Whose promise a clause with a coming date is."""
    if not words.strip():
        return "next_contact"
    if _they_promise(titles).match(words.strip()):
        return "their_promise"
    ours, theirs, contact = _OURS.search(words), _THEIRS.search(words), _NEXT.search(words)
    if _THEY_CALL.search(words):
        return "their_promise"
    if re.search(r"等我", words):
        return "our_promise"
    if re.match(r"我们?(?:说|这边|得|要|会|答应|承诺|明|后|下|尽快|来|去)", words.strip()) and not (
        contact and not ours
    ):
        return "our_promise"
    if re.search(
        r"\basked (?:me|us) to (?:call|come|visit|meet)|让.{0,14}(?:再|联系|打电话)|再?回电|要我.{0,6}(?:联系|打)",
        words,
        re.IGNORECASE,
    ):
        return "next_contact"
    if contact and not re.search(
        r"报价|送样|寄|发(?!现)|\bsend\b|\bquote\b|要求|wants? a|by\b.*\bquote", words, re.IGNORECASE
    ):
        return (
            "their_promise"
            if theirs and re.search("评审|招标|答复|decision|board", words)
            else "next_contact"
        )
    if theirs and not re.search(
        r"要求|让我|要我|催|我们|答应(?:他|她|对方|客户|下|明|后|周|\d)|wants?|asked|\bsend\b",
        words,
        re.IGNORECASE,
    ):
        return "their_promise"
    if ours:
        return "our_promise"
    return "their_promise" if theirs else "next_contact" if contact else "our_promise"


def is_asked(words: str) -> bool:
    """Something was asked of us without a day."""
    return bool(_ASKED.search(words)) and not _ASKS_FOR_LESS.search(words)


_LEAD_ZH = re.compile(
    r"^(?:那边|这边|方面)?(?:但是?|不过|所以|然后|并且?|并|还|且|又|就|那|他们?|她们?|对方|客户|我们?|你)?(?:说好?|答应|承诺|约定|预计|计划|准备|打算|要求我们?|要求|让我们?|让|叫我|要我们?|希望我们?|催我们?|催|提醒我?|记得|别忘了?|说|安排)?"
)
_LEAD_EN = re.compile(
    r"^(?:and|but|so|then|to|please|pls|also|will|that|he|she|they|we|i|'ll|i've|we've|have|both|all|owe|needs?|wants?|promised(?: to)?)\s+|^remind me (?:in|to|on|at|about)?\s*|^(?:by|on|at|in)\s*$",
    re.IGNORECASE,
)


def tidy(words: str, language: Language) -> str:
    """The deed alone: without who asked for it, the date and hanging particles."""
    text = re.sub(r"\s+", " ", words).strip(" ,，.。;；:：、-–()（）")
    text = re.sub(r"(?<=[报打寄送发开约写])个(?=[\u4e00-\u9fff])", "", text)
    if language == "zh" and not text.isascii():
        text = re.sub(r"^[^，,]{0,12}?(?<!再)说(?=[\u4e00-\u9fffA-Za-z]{2})", "", text)
        text = re.sub(r"改(?:到|期|成|为)?$", "", text) if len(text) > 3 else text
        lead = _LEAD_ZH.match(text)
        rest = text[lead.end() :] if lead else text
        text = rest if len(rest) >= 2 else text
        text = re.sub(
            r"^(?:上午|下午|晚上|早上|中午|之前|以前|前(?!台|面|期|后|端)|内(?!部|容)|之内|后|之后|在|到|于|的|把)\s*|\s*(?:前|之前|内|在|于|到|吧|啊|哦|哈)$",
            "",
            text,
        ).strip(" ,，。、")
    else:
        for _ in range(3):
            text = _LEAD_EN.sub("", text).strip(" ,.;:-")
        text = re.sub(r"^(?:[A-Za-z.']+ ){1,3}promised (?:(?:me|us|him|her|them) )?(?:to |that )?", "", text)
        text = re.sub(r"^an?\s+(?=\w)", "", text, flags=re.IGNORECASE)
        text = re.sub(
            r"\s+(?:by|on|at|in|before|b4|for|until|till|til|with|w/|about|the|to|due on|from|of)$",
            "",
            text,
            flags=re.IGNORECASE,
        ).strip(" ,.;:-")
    return text


def commitment(kind: Kind, words: str, due: When | None, language: Language) -> Commitment | None:
    text = tidy(words, language)
    return Commitment(kind, text, due) if text or due else None
