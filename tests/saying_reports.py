"""Composes reports of a visit or a call from parts, so that one knows what was said and what was not.

They are said on Wednesday 6 May 2026 at 16:30.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

Draw = Callable[[st.SearchStrategy[Any]], Any]


@dataclass
class Report:
    """A message and its slots; None and empty are what it leaves out."""

    parts: list[str]
    customer: str | None = None
    contact: str | None = None
    method: str | None = None
    happened: str | None = None
    amount: int | None = None
    phone: str | None = None
    email: str | None = None
    commitments: list[tuple[str, str]] = field(default_factory=list)


_METHODS_ZH = [
    ("拜访了{}", "visit"), ("去见了{}", "visit"), ("跟{}通了电话", "call"), ("给{}打了电话", "call"), ("给{}发了邮件", "email"),
    ("跟{}微信聊了聊", "wechat"), ("上门见了{}", "visit"), ("和{}开了个会", "meeting"),
]  # fmt: skip
_METHODS_EN = [
    ("Visited {}", "visit"), ("Called {}", "call"), ("Spoke to {} on the phone", "call"), ("Emailed {}", "email"),
    ("Dropped by to see {}", "visit"), ("Had a Zoom meeting with {}", "meeting"),
]  # fmt: skip
_DAYS_ZH = [
    ("", None),
    ("今天", "2026-05-06"),
    ("昨天下午", "2026-05-05"),
    ("周一", "2026-05-04"),
    ("5月4号", "2026-05-04"),
]
_DAYS_EN = [
    ("", None), ("today", "2026-05-06"), ("yesterday", "2026-05-05"), ("on Monday", "2026-05-04"), ("on 4 May", "2026-05-04"),
]  # fmt: skip
_FEELINGS_ZH = ["嫌贵", "觉得价格偏高", "对定制方案感兴趣", "很满意", "说再考虑考虑", "说交期太长"]
_FEELINGS_EN = [
    "too pricey", "likes the custom plan", "very happy with the samples", "still thinking about it", "not interested",
]  # fmt: skip
_PROMISES_ZH = [
    [("要求周五前报价", "2026-05-08"), ("要求3天内报价", "2026-05-09"), ("让我明天发样品", "2026-05-07"), ("我们下周二前出方案", "2026-05-12")],
    [("月底前给答复", "2026-05-31"), ("他说周五给答复", "2026-05-08"), ("对方下周二前付款", "2026-05-12")],
    [("下周二再跟进", "2026-05-12"), ("明天再联系", "2026-05-07"), ("约了周五见面", "2026-05-08"), ("下周三上午10点再拜访", "2026-05-13T10:00")],
]  # fmt: skip
_PROMISES_EN = [
    [("wants a quote by Friday", "2026-05-08"), ("needs samples within 3 days", "2026-05-09"),
     ("I'll send the proposal tomorrow", "2026-05-07"), ("we owe them a quote by next Tuesday", "2026-05-12")],
    [("they will answer by month end", "2026-05-31"), ("he'll get back to us by Friday", "2026-05-08"), ("they'll pay next Tuesday", "2026-05-12")],
    [("follow up next Tuesday", "2026-05-12"), ("call back tomorrow", "2026-05-07"), ("meeting again on Friday", "2026-05-08"),
     ("visit again next Wednesday at 10am", "2026-05-13T10:00")],
]  # fmt: skip
_KINDS = ("our_promise", "their_promise", "next_contact")


@st.composite
def chinese_reports(draw: Draw) -> tuple[str, Report]:
    customer = draw(st.sampled_from([None, "华峰", "明达", "华峰精密"]))
    contact = draw(st.sampled_from([None, "李总", "张经理", "陈工", "王姐", "欧阳总"]))
    day, happened = draw(st.sampled_from(_DAYS_ZH))
    verb, method = draw(st.sampled_from(_METHODS_ZH))
    report = Report(
        [day + verb.format((customer or "") + (contact or "") or "客户")], customer, contact, method, happened
    )
    _more(
        draw,
        report,
        _FEELINGS_ZH,
        ("预算35万", "手机13812346620", "邮箱li@huafeng.com"),
        _PROMISES_ZH,
        350_000,
    )
    return draw(st.sampled_from(["，", ",", " "])).join(report.parts), report


@st.composite
def english_reports(draw: Draw) -> tuple[str, Report]:
    customer = draw(st.sampled_from([None, "Acme", "Huafeng"]))
    contact = draw(st.sampled_from([None, "Bob", "Ms Chen", "Manager Zhang", "Mr Smith"]))
    day, happened = draw(st.sampled_from(_DAYS_EN))
    verb, method = draw(st.sampled_from(_METHODS_EN))
    who = f"{contact} at {customer}" if contact and customer else contact or customer or "the customer"
    report = Report([f"{verb.format(who)} {day}".strip()], customer, contact, method, happened)
    _more(
        draw,
        report,
        _FEELINGS_EN,
        ("budget is $35k", "mobile 13812346620", "email li@huafeng.com"),
        _PROMISES_EN,
        35_000,
    )
    return draw(st.sampled_from([", ", ". "])).join(report.parts), report


def _more(
    draw: Draw, report: Report, feelings: list[str], reach: tuple[str, str, str], promises: list[list[tuple[str, str]]],
    amount: int,
) -> None:  # fmt: skip
    if draw(st.booleans()):
        report.parts.append(draw(st.sampled_from(feelings)))
    if draw(st.booleans()):
        report.parts.append(reach[0])
        report.amount = amount
    if draw(st.booleans()):
        report.parts.append(reach[1])
        report.phone = "13812346620"
    if draw(st.booleans()):
        report.parts.append(reach[2])
        report.email = "li@huafeng.com"
    for kind, words in zip(_KINDS, promises, strict=True):
        if draw(st.booleans()):
            said, due = draw(st.sampled_from(words))
            report.parts.append(said)
            report.commitments.append((kind, due))
