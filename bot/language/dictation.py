"""Where words without punctuation begin anew: at fillers, joints, a new speaker, a new day, another customer."""

import re
from collections.abc import Iterator, Sequence

from bot.language.meaning import Language
from bot.language.tables.people import TITLES

Span = tuple[int, int]
Cut = tuple[int, int]

LONG_ZH, LONG_EN = 14, 60
"""Characters of a clause from which on it may hold more than one thought."""
_LEAST_ZH, _LEAST_EN = 4, 12
"""Characters that a thought has at least."""

_FILLER_ZH = re.compile(
    r"(?:嗯|呃|哎|诶|唉)+[，, ]?|额(?=[这那我他就跟去])|(?:(?:那个|这个|就是|就是说|然后|对|啊|哦)+)?(?<=[个是说后对啊哦嗯呃])(?=嗯|呃)"
    r"|(?:(?<=^)|(?<=[嗯呃啊了的]))(?:那个|这个)(?=今|昨|前天|明|上|下|我|他|她|就是|跟|去|刚)"
    r"|就是(?:说|那个)?(?=今|昨|前天|明天|我们?|他们?|她|跟|去了?|到|说)|(?<=[\u4e00-\u9fff])(?:对吧|你知道吧|怎么说呢)"
)
_FILLER_EN = re.compile(
    r"\b(?:um+|uh+|erm?|hmm+|you know|i mean|like(?= (?:um|uh|he|she|they|we|i)\b)|ok so|okay so|right so|anyway)\b[ ,]*",
    re.IGNORECASE,
)
_JOINT_ZH = re.compile(
    r"(?:然后呢?|另外|还有(?=.{3})|而且|不过|但是?(?!愿)|可是|所以|因此|最后(?!一)|接着|后来|完了(?=[他她我又就])|顺便(?=.{4})|同时|再就是|再有就是)"
)
_WHO_ZH = (
    rf"(?:他们?|她们?|对方|客户|人家|那边|领导|老板|采购|财务|技术|[\u4e00-\u9fff](?:{TITLES}))"
    r"(?:(?:们|那边|这边|现在|就|也|又|还|都|还是|基本|口头|当场|主要|今天|一直)){0,2}"
)
_SPEAKS_ZH = (
    r"(?:说|讲|要(?!求?的)|想|觉得|嫌|答应|承诺|同意|希望|要求|让|问|表示|反馈|担心|提(?!供的)|需要|打算|准备|比较|对[^方]|不(?!在场)|没|挺|很|愿意|认为|考虑|决定|"
    r"给我|会(?!议)|回(?:复|话)|叫我|催|点头|松口|拍板|口头|认可|接受|拒绝|倾向|已经|必须|可能|估计|感兴趣|态度)"
)
_SPEAKER_ZH = re.compile(rf"(?<![跟和与同给让叫找问请帮陪是见约替对把被向跟])(?={_WHO_ZH}{_SPEAKS_ZH})")
_ASKED_ZH = re.compile(r"(?<![别不没])(?=让我(?!想|看|们?来)|要我(?!的)|叫我|催我|[他她]让)")
_DEED_ZH = re.compile(
    r"(?<![的地没不也还都就说又再并已刚想总们边我他她方户导板])(?=(?:要求(?!的)|答应|承诺|嫌(?!疑)|希望我?们?|对[^，,。\s]{1,10}(?:感兴趣|有兴趣|满意|认可|不满|有意向))|"
    r"(?:意向|兴趣)(?:很|比较|挺|不|还)|(?:反馈|反映)[^的了])"
)
_I_ZH = re.compile(
    r"(?<![跟和与同给让叫找问请帮陪替对把被向催])(?=我(?:们(?:这边)?)?(?:再|得|要(?!求)|准备|打算|会(?!议)|给[他她]|答应|承诺|约了?|说好?|下|明|后|周|计划|争取|这两天))"
)
_DUE_ZH = re.compile(
    r"(?:在|到|等|等到|约|约了|约在|约好|约的|定|定了|定在|定的|改到|改成|推到|推迟到|延到|挪到|是|从|于|至|和|跟|与|的|比|预计|计划|打算|准备|估计|大概|可能|最晚|最迟|争取|必须|"
    r"提醒我?|记得|说好?|答应|承诺|要求|要|让我们?|得|想|他们?|她们?|我们?|对方|客户|总|经理|工|主任|提前|截止|有效期|到期|将|会|于是|就|那就|在|每)$"
)
_WHO_BEFORE_ZH = re.compile(
    rf"(?<![跟和与同给让叫找问请帮陪是见约替对把被向催等])(?<!一下)(?:{_WHO_ZH}|我们?)(?:说|讲|就|会|要|答应|打算|准备|预计)*$"
)
_DOES_ZH = re.compile(r"[\u4e00-\u9fff]{2}")
_WHO_EN = r"(?:he|she|they|we|i|the (?:customer|client|buyer|boss)|customer|client|[A-Z][a-z]+)"
_SAYS_EN = (
    r"(?:said|says|wants?|needs?|asked|asks|will|'ll|agreed|liked?|loves?|thinks?|promised|told|mentioned|complained|is|was|are|were|"
    r"has|have|had|can|can't|would|should|must|need to|owe|gotta|prefer(?:s|red)?|confirmed|seems?|sounded|seemed)"
)
_SPEAKER_EN = re.compile(
    rf"(?<= )(?<!that )(?<!if )(?<!and )(?<!with )(?<!which )(?<!when )(?<!what )(?<!because )(?<!who )(?=(?:{_WHO_EN})(?:'ll)? {_SAYS_EN}\b)"
)
_DEED_EN = re.compile(
    r"(?<= )(?<!to )(?<!and )(?<!will )(?<!not )(?<!please )(?=(?:wants? (?:a|an|the|to|us|me|\d)|need(?:s)? (?:a|an|to|us)|asked (?:for|me|us)|follow(?:ing)? up|call (?:him|her|them|back)|"
    r"send (?:him|her|them|the|a|an|over)|remind me|quote (?:him|her|them)|interested in|loved|liked|hated|complained)\b)"
)


def cuts(
    text: str, start: int, end: int, language: Language, dates: Sequence[Span], names: Sequence[Span]
) -> list[Cut]:
    """Where to cut one clause `text[start:end]`; each cut leaves out what stands between its two places."""
    hanzi = len(re.findall("[\u4e00-\u9fff]", text[start:end]))
    chinese = language == "zh" and hanzi > len(re.findall("[A-Za-z]+", text[start:end]))
    found = sorted(set(_places(text, start, end, chinese, dates, names)))
    least, long = (_LEAST_ZH, LONG_ZH) if chinese else (_LEAST_EN, LONG_EN)
    fillers = _FILLER_ZH if chinese else _FILLER_EN
    kept: list[Cut] = []
    if end - start >= long:
        last = start
        for place in found:
            if place - last >= least and end - place >= least:
                kept.append((place, place))
                last = place
    if end - start >= least * 2:
        kept += [match.span() for match in fillers.finditer(text, start, end) if match.end() > match.start()]
    return sorted(kept)


def _places(
    text: str, start: int, end: int, chinese: bool, dates: Sequence[Span], names: Sequence[Span]
) -> Iterator[int]:
    """Places at which a new thought may begin; none inside of a date or a name."""
    closed = [span for span in (*dates, *names) if span[0] < end and span[1] > start]
    patterns = (_JOINT_ZH, _SPEAKER_ZH, _ASKED_ZH, _DEED_ZH, _I_ZH) if chinese else (_SPEAKER_EN, _DEED_EN)
    for pattern in patterns:
        for match in pattern.finditer(text, start, end):
            late = chinese and _after_date(text, match.start(), start, dates)
            if not late and not any(a < match.start() < b for a, b in closed):
                yield match.start()
    if chinese:
        for a, b in dates:
            if start < a < end and _DOES_ZH.search(text[b : b + 12]):
                who = _WHO_BEFORE_ZH.search(text[start:a])
                if who:
                    yield start + who.start()
                elif not _DUE_ZH.search(text[start:a]):
                    yield a
    seen = False
    for a, _ in names:
        if start <= a < end:
            if seen:
                yield _before_name(text, a, start)
            seen = True


def _after_date(text: str, place: int, start: int, dates: Sequence[Span]) -> bool:
    """周五我们报价: whoever follows a day belongs to it."""
    return any(b <= place and not text[b:place].strip(" 之前内后以") and a >= start for a, b in dates)


def _before_name(text: str, place: int, start: int) -> int:
    """A name is begun by the words that lead to it: 又去了海润, 跟智云."""
    found = re.search(
        r"(?:(?:又|还|再|然后|接着|下午|上午|晚上|另外)*(?:去了?|到了?|跟|和|给|拜访了?|见了?|打给|联系了?|路过))$|(?:then |also |and )*(?:visited|met|called|saw|rang|went to|with|at)\s+$",
        text[start:place],
    )
    return start + found.start() if found else place
