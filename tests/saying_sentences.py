"""Sentences to say things in, sentences mutilated, and days said by somebody at some time."""

import json
import re
from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import assume
from hypothesis import strategies as st

from tests.saying_days import Form
from tests.saying_hours import chinese_hours, english_hours

SHANGHAI = ZoneInfo("Asia/Shanghai")
Draw = Callable[[st.SearchStrategy[Any]], Any]
REAL = [
    str(json.loads(line)["text"])
    for line in (Path(__file__).parent / "language_cases" / "sentences.jsonl").read_text("utf-8").splitlines()
]

PAST = {
    "zh": ["{}去拜访了华峰李总，聊得不错", "{}跟华峰李总通了电话，嫌贵", "华峰李总{}来过，看了样机", "{}华峰李总打来电话问价"],
    "en": ["Visited Bob at Acme {}, he liked the demo", "Called Acme {}, too pricey", "Met Bob at Acme {}"],
}  # fmt: skip
PLAN = {
    "zh": ["华峰李总让我{}给他回电话", "华峰要求{}发货", "提醒我{}给华峰李总发合同", "拜访了华峰李总，嫌贵，{}再跟进", "跟华峰李总说好了{}送样"],
    "en": ["Will call Bob at Acme {}", "Remind me to call Acme {}", "Acme wants a quote {}", "Called Acme, too pricey, follow up {}"],
}  # fmt: skip
SUMS = {
    "zh": ["华峰李总说预算{}", "今天拜访了华峰，报价{}，嫌贵", "跟华峰李总谈了，{}，下周二再跟进", "华峰合同签了，{}，到明年5月10号", "华峰合同签了 {} 到明年5月10号"],
    "en": ["Bob at Acme has a budget of {}", "Visited Acme today, quoted {}, too pricey", "Acme signed for {} until 10 May next year",
           "Called Bob at Acme, they offered {}, follow up Tuesday", "Acme signed, {}, until 10 May next year"],
}  # fmt: skip
ANYWHERE = [
    "今天拜访了华峰李总，电话{}，嫌贵", "华峰李总换号{}", "{} 是华峰李总的手机", "今天见了华峰李总 {}", "华峰李总，{}，要3台样机，下周二再跟进",
    "Met Bob at Acme, his number is {}, wants 3 samples", "Bob at Acme {}", "{} is Bob's cell at Acme", "新客户 苏州恒通 王经理 {} 做包装",
    "call Bob at Acme on {} tomorrow at 3pm",
]  # fmt: skip
MAIL = [
    "今天拜访了华峰李总，邮箱{}，嫌贵", "华峰李总的邮箱是{}", "{}是华峰李总的邮箱", "发报价到{}，华峰李总要", "Met Bob at Acme, {}, wants 3 samples",
    "email Bob at Acme ({}) tomorrow", "{} is Bob's address at Acme", "新客户 苏州恒通 王经理 {} 做包装",
]  # fmt: skip
SIGNED = [
    "华峰合同签了，合同编号{}，28万，到明年5月10号", "华峰合同签了 编号：{} 28万", "合同号{}，华峰，签了28万", "和华峰签了两年合同，合同号是{}，总额28万",
    "Acme signed contract no. {}, 280k, until 10 May next year", "Acme signed, contract number {}, 280k", "contract {} with Acme signed today, 280k until 30 June",
]  # fmt: skip


@st.composite
def named(draw: Draw, form: Form) -> tuple[datetime, str, str, bool]:
    """The time of speaking, words for a day of this form, what they mean, and whether that is past."""
    first = 365 if form.name in ("国庆后第一个工作日", "N个工作日后") else 0
    now = datetime(2025, 1, 6, 8, 30, tzinfo=SHANGHAI) + timedelta(
        days=draw(st.integers(first, first + 240 if first else 1000)), minutes=draw(st.integers(0, 750))
    )
    days = list(form.days(now.date()))
    assume(days)
    day = draw(st.sampled_from(days))
    words = draw(st.sampled_from(list(form.words(day, now.date()))))
    at = None
    if form.hours and draw(st.booleans()):
        at = time(draw(st.integers(7, 21)), draw(st.sampled_from([0, 0, 15, 30, 45, 5, 10, 50])))
        if form.language == "zh":
            words += form.gap + draw(st.sampled_from(chinese_hours(at)))
        else:
            hour = draw(st.sampled_from(english_hours(at)))
            ahead = words.startswith(("on ", "tomorrow", "yesterday", "today")) and draw(st.booleans())
            words = f"{hour} {words}" if ahead else f"{words} at {hour}"
    past = day < now.date() or (day == now.date() and at is not None and at <= now.time())
    return now, words, day.isoformat() + (f"T{at:%H:%M}" if at else ""), past


_WORDS = (
    "下 周 一 二 5 月 10 号 日 年 2026 大 后 天 明 前 半 个 点 刻 到 至 - / : . 内 底 初 工作 国庆 ， 。 13800138000 @ 万 ¥ 不是 改成 签合同 提醒我 李总 "
    "next last in on at the of a week from 3 days pm may sat 2nd end by quarter half past to noon business ago Bob Mr 👍"
)
_PIECES = [*re.findall(r"\S+", _WORDS), "\u200b", "\n", " "]


@st.composite
def mutilated(draw: Draw) -> str:
    """Real sentences cut, shuffled, joined and sprinkled with what does not belong."""
    parts = re.split(
        r"([，,。；;. ])", "，".join(draw(st.lists(st.sampled_from(REAL), min_size=1, max_size=3)))
    )
    if draw(st.booleans()):
        parts = draw(st.permutations(parts))
    text = "".join(parts)
    for _ in range(draw(st.integers(0, 4))):
        place, length = draw(st.integers(0, len(text))), draw(st.integers(0, 3))
        text = text[:place] + draw(st.sampled_from([*_PIECES, ""])) + text[place + length :]
    return text


anything = st.one_of(
    st.text(max_size=120), mutilated(), st.lists(st.sampled_from(_PIECES), max_size=30).map("".join),
    st.lists(st.sampled_from(_PIECES), max_size=30).map(" ".join),
)  # fmt: skip
