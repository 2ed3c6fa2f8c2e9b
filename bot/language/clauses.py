"""A message in clauses: at punctuation, and in dictation at the spaces; which of them look back, which ahead."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.language import dictation
from bot.language.meaning import Language

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Clause:
    text: str
    span: Span
    hard: bool  # a full stop, semicolon, line break or number stands before it


_MARKS = re.compile(
    r"(?P<hard>[。；;!！\n\r]+|(?<!\b[Dd]r)(?<!\b[Mm]r)(?<!\b[Mm]s)(?<!\b[Mm]rs)(?<!\b[Ss]t)(?<!\b[Cc]o)(?<!\bapprox)\.(?=\s+[A-Za-z\u4e00-\u9fff]|$)|[?？]+"
    r"|(?:^|(?<=[\s。；;]))(?:\d{1,2}[.、)）](?!\d)|[①②③④⑤⑥⑦⑧⑨]|[-•]\s)\s*)"
    r"|(?P<soft>[，：]|:(?!\d|//)|(?<!\d):|,(?!\d{3}(?!\d))|(?<!\d),|\s[-–—]\s)"
)
_LABEL = re.compile(
    r"\s*(?:补记|补录|日报|今日小结|catch[ -]?up|log|notes?|update)\s*[:：]\s*", re.IGNORECASE
)
_CJK_GAP = re.compile(r"(?<=[\u4e00-\u9fff0-9])\s+(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])\s+(?=\d)")
_ENGLISH_JOIN = re.compile(
    r"\s+(?:and then\b|then\b|but\b|so\b|and (?=will|wants?|needs?|asked|said|agreed|had a |met |saw |visited |called |follow|call|send|he|she|they|we|i\b))\s*",
    re.IGNORECASE,
)


def split(
    text: str, language: Language, *, dates: Sequence[Span] = (), names: Sequence[Span] = ()
) -> list[Clause]:
    """Clauses in reading order, with their places; what has no punctuation is split at its gaps and cues.

    `dates` and `names` (of customers) are the places of what is known already.
    """
    cuts: list[tuple[int, int, bool]] = []
    for match in _MARKS.finditer(text):
        if (
            match["soft"]
            and text[match.start()] in "：:"
            and re.match(r"[\d/]", text[match.end() : match.end() + 1])
        ):
            continue
        cuts.append((match.start(), match.end(), bool(match["hard"])))
    if not cuts or (language == "zh" and len(cuts) < 1 + text.count(" ") // 3):
        cuts += [(m.start(), m.end(), False) for m in _CJK_GAP.finditer(text)]
    if language == "en":
        cuts += [(m.start(), m.end(), False) for m in _ENGLISH_JOIN.finditer(text)]
    label = _LABEL.match(text)
    if label:
        cuts.append((0, label.end(), True))
    cuts += list(_dictated(text, language, cuts, dates, names))
    clauses: list[Clause] = []
    start, hard = 0, True
    for a, b, is_hard in sorted(cuts):
        if a < start:
            hard = hard or is_hard
            continue
        _add(clauses, text, start, a, hard)
        start, hard = b, is_hard
    _add(clauses, text, start, len(text), hard)
    return clauses


def _dictated(
    text: str,
    language: Language,
    cuts: Sequence[tuple[int, int, bool]],
    dates: Sequence[Span],
    names: Sequence[Span],
) -> Iterator[tuple[int, int, bool]]:
    """More cuts inside of what the marks have left."""
    start = 0
    for a, b, _ in (*sorted(cuts), (len(text), len(text), False)):
        for place, after in dictation.cuts(text, start, a, language, dates, names) if a > start else ():
            yield place, after, False
        start = max(start, b)


def _add(clauses: list[Clause], text: str, start: int, end: int, hard: bool) -> None:
    raw = text[start:end]
    stripped = raw.strip(" \t,，、：:()（）")
    if not stripped:
        return
    a = start + raw.index(stripped[0])
    clauses.append(Clause(stripped, (a, a + len(stripped)), hard))


_PAST_ZH = re.compile(
    r"了(?!解)|过(?!去|来|完年|年|两天|几天|期|滤|程|度|高|大|滤)|刚|已经?|完(?=[，,。\s话饭图单回]|$)|拜访(?!一下)|上门|碰到|碰面|见到|到账|签收|丢了|"
    r"回来(?=了|的)|寄的|签的|谈的|来的|去的|见的|打的|定的|改的|开的|吃的|聊的|留的|发的|送的|办的|喝的|反馈|回复说|唠|侃|没(?!信|消息|动静|回音)|说|咗"
)
_FUTURE_ZH = re.compile(
    r"跟进|再(?!考虑)|要|约(?!在)|提醒|前(?=给|交|发|要|答|回|出|报|送|付|签|$)|内(?=给|交|发|答|回|出|报|送|付|签|派|$)|给(?:我们?|咱们?)?个?(?:答复|回复|结果|话|准话|准信|说法|消息|反馈)|回我(?!们?了)|答应|承诺|预计|"
    r"准备|打算|计划|安排|下次|会(?!上|议|员)|将|等|到期|截止|之后联系|可以约|定在|改到|改期|推到|记得|别忘|想|开评审|去(?=.{0,8}(?:讲|开|谈|送|签|收|取|拿|修|装|调|验|催|找))|过来|让|需|"
    r"回话|寻思|要是|如果|没(?:信|消息|动静|回音)|联系|[发寄送](?:给)?[他她]|发过去|出(?:终|初|方|报|结)|搞定|交(?:付|货|样|首)|发货|送(?:样|货|过)|寄(?:样|过)|待"
)
_PAST_EN = re.compile(
    r"\b(?:met|visited|called|saw|spoke|talked|went|had|was|were|did|didn't|got|sent|came|dropped|stopped|swung|rang|emailed|texted|signed|paid|approved|lost|won|left|"
    r"discussed|showed|told|said|asked|agreed|passed|fixed|yesterday|ago|last|just|'s meeting|gave|took|demoed|presented|closed|picked|failed|placed|done|finished|completed|shipped|delivered|received|cancelled|stopped|dated|bumped|ran|jumped|popped|grabbed|caught|heard|complained|returned|bought|ordered|telephoned|phoned|stayed|cleared|installed|arrived|worried|liked|loved)\b",
    re.ASCII,
)
_FUTURE_EN = re.compile(
    r"\b(?:will|'ll|next|follow|call back|circle|remind|wants?|needs?|due|tomorrow|going to|gonna|should|must|plan|schedule[d]?|coming|decision|"
    r"meets|send|expire[sd]?|valid|ends?|renew|expect|expecting|set|book|arrange|push|move|let's|answer|decide[sd]?|revisit|worth|until|till|'d have|starts?|booked)\b|'ll\b|'d have\b",
    re.ASCII,
)


def cue(words: str, language: Language, *, last: bool = False) -> str | None:
    """past or future by the nearest cue of the words: the first one, or with `last` the last."""
    text = words.lower()
    chinese = language == "zh" and re.search("[\u4e00-\u9fff]", words)
    past, future = (_PAST_ZH, _FUTURE_ZH) if chinese else (_PAST_EN, _FUTURE_EN)
    if last:
        behind = max((m.end() for m in past.finditer(text)), default=-1)
        ahead = max((m.end() for m in future.finditer(text)), default=-1)
        return None if behind == ahead == -1 else "past" if behind > ahead else "future"
    first_past, first_future = past.search(text), future.search(text)
    if not first_past and not first_future:
        return None
    if first_past and (not first_future or first_past.start() < first_future.start()):
        return "past"
    return "future"
