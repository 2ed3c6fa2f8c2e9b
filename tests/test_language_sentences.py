"""One sentence becomes what was meant; said at 16:30 on Wednesday 6 May 2026 in Shanghai."""

import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.language import Entry, KnownContact, KnownCustomer, Meaning, When, understand

NOW = datetime(2026, 5, 6, 16, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
CASES = Path(__file__).parent / "language_cases" / "sentences.jsonl"
CUSTOMERS = tuple(
    KnownCustomer(i, name)
    for i, name in enumerate(
        (
            "华峰精密机械有限公司", "杭州智云科技有限公司", "智云科技(杭州)有限公司", "苏州明达包装有限公司", "宁波海润泵业有限公司",
            "宁德时代新能源科技股份有限公司", "三一重工股份有限公司", "博世汽车部件有限公司", "Acme Corp", "Orion Labs", "Bluebird Café",
        )
    )
)  # fmt: skip


def meant(text: str, *, contacts: tuple[KnownContact, ...] = (), last: int | None = None) -> Meaning:
    return understand(text, now=NOW, customers=CUSTOMERS, contacts=contacts, last_customer=last)


def shown(when: When | None) -> str | None:
    return when.day.isoformat() + (f"T{when.time:%H:%M}" if when.time else "") if when else None


def slots(entry: Entry) -> dict[str, object]:
    return {
        "customer": [CUSTOMERS[i].name for i in entry.customer_ids] or entry.customer_said,
        "contact": entry.contact,
        "method": entry.method,
        "occurred": shown(entry.occurred),
        "commitments": [[c.kind, c.text, shown(c.due)] for c in entry.commitments],
        "amount": str(entry.amount) if entry.amount is not None else None,
        "currency": entry.currency,
        "phone": entry.phone,
        "email": entry.email,
        "need": entry.need,
        "level": entry.intent_level,
    }


def cases() -> list[dict[str, object]]:
    return [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", cases(), ids=lambda case: str(case["text"])[:40])
def test_a_sentence_fills_its_slots(case: dict[str, object]) -> None:
    meaning = meant(str(case["text"]))
    expected = case["entries"]
    assert isinstance(expected, list)
    found = [{key: slots(e)[key] for key in want} for e, want in zip(meaning.entries, expected, strict=True)]
    assert (meaning.intent, found) == (case["intent"], expected)


def test_a_report_gives_two_commitments_of_two_kinds() -> None:
    meaning = meant("今天下午去拜访了华为张经理，对定制方案感兴趣，要求3日内报价，下周二再跟进")
    (entry,) = meaning.entries
    assert (meaning.intent, entry.customer_said, entry.customer_ids) == ("log", "华为", ())
    assert (entry.contact, entry.contact_title, entry.method) == ("张经理", "经理", "visit")
    assert entry.occurred is not None
    assert (entry.occurred.day, entry.occurred.part) == (date(2026, 5, 6), "afternoon")
    assert (entry.feedback, entry.need, entry.intent_level) == ("对定制方案感兴趣", "定制方案", "high")
    assert [(c.kind, c.text, shown(c.due)) for c in entry.commitments] == [
        ("our_promise", "报价", "2026-05-09"),
        ("next_contact", "再跟进", "2026-05-12"),
    ]


def test_the_same_report_in_english() -> None:
    (entry,) = meant("called Acme (Bob) yesterday, wants a quote by Friday, follow up next Tue 3pm").entries
    assert (entry.customer_ids, entry.contact, entry.method, shown(entry.occurred)) == (
        (8,), "Bob", "call", "2026-05-05",
    )  # fmt: skip
    assert [(c.kind, shown(c.due)) for c in entry.commitments] == [
        ("our_promise", "2026-05-08"),
        ("next_contact", "2026-05-12T15:00"),
    ]


def test_two_customers_that_fit_equally_are_both_offered() -> None:
    assert meant("智云那边说要再比比价").entries[0].customer_ids == (1, 2)


def test_a_longer_match_wins_without_asking() -> None:
    assert meant("博世那边邮件回复了").entries[0].customer_ids == (7,)


def test_a_name_that_only_sounds_alike_is_a_guess() -> None:
    (entry,) = meant("华锋的李总说下周三签合同").entries
    assert (entry.customer_ids, entry.customer_guess) == ((0,), "homophone")


def test_pinyin_finds_a_chinese_customer() -> None:
    (entry,) = meant("Just off the phone with Li at Huafeng, too pricey, will answer by month end").entries
    assert (entry.customer_ids, entry.customer_guess, entry.contact) == ((0,), "pinyin", "Li")
    assert [(c.kind, shown(c.due)) for c in entry.commitments] == [("their_promise", "2026-05-31")]


def test_a_contact_alone_leads_to_the_customer_and_says_so() -> None:
    contacts = (KnownContact(1, 3, "王琳", "采购经理"), KnownContact(2, 4, "陈刚", "工程师"))
    (entry,) = meant("王经理说要两百套", contacts=contacts).entries
    assert (entry.customer_ids, entry.customer_guess) == ((3,), "contact")


def test_a_pronoun_means_the_customer_talked_of_last() -> None:
    (entry,) = meant("他说再考虑考虑", last=6).entries
    assert (entry.customer_ids, entry.customer_guess) == ((6,), "talked of last")
    assert meant("他说再考虑考虑").entries[0].customer_ids == ()


def test_what_was_not_said_stays_empty() -> None:
    (entry,) = meant("三一的项目有进展了").entries
    unsaid = (entry.contact, entry.method, entry.occurred, entry.amount, entry.phone, entry.need)
    assert unsaid == (None,) * 6


def test_an_evening_report_is_split_by_customer() -> None:
    first, second, third = meant("补记：上午海润送样;下午华峰谈价没谈拢;明天约了智云10点").entries
    assert (first.customer_ids, second.customer_ids, third.customer_ids) == ((4,), (0,), (1, 2))
    assert first.occurred is not None
    assert first.occurred.part == "morning"
    assert [shown(c.due) for c in third.commitments] == ["2026-05-07T10:00"]


def test_an_unknown_customer_keeps_its_name_for_the_offer_to_create() -> None:
    (entry,) = meant("今天见了宁波海川的陈工,做水泵的,想要5台样机,13800138000").entries
    assert (entry.customer_ids, entry.customer_said, entry.phone) == ((), "宁波海川", "13800138000")


def test_a_new_customer_in_one_line() -> None:
    meaning = meant("新客户 苏州恒通 企业 王经理 13912345678 做包装 想要报价")
    (entry,) = meaning.entries
    assert meaning.intent == "create_customer"
    assert (entry.customer_said, entry.contact, entry.phone) == ("苏州恒通", "王经理", "13912345678")
    assert (entry.industry_said, entry.need) == ("包装", "报价")


def test_a_contract_in_a_sentence() -> None:
    meaning = meant("华峰合同签了 28万 到明年5月10号")
    (entry,) = meaning.entries
    assert (meaning.intent, entry.amount) == ("contract", Decimal(280000))
    assert entry.contract is not None
    assert (shown(entry.contract.signed), shown(entry.contract.expires)) == ("2026-05-06", "2027-05-10")


def test_a_reminder_for_a_time_that_is_past_keeps_that_time() -> None:
    meaning = meant("今天上午9点提醒我")
    assert (meaning.intent, shown(meaning.entries[0].commitments[0].due)) == ("reminder", "2026-05-06T09:00")


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("不是下周二,是周三", "correction"), ("改成下周四下午", "correction"), ("金额是28万", "correction"), ("其实是电话", "correction"),
        ("张经理升总监了,换号13900139000", "correction"), ("not Tuesday, Wednesday", "correction"), ("撤销", "other"), ("谢谢", "other"),
        ("👍", "other"), ("undo", "other"), ("周五下午吧", "other"), ("华峰最近怎么样", "query"), ("李总电话", "query"), ("谁提过样机", "query"),
        ("brief Huafeng", "query"), ("how many visits did I do last week", "query"), ("把海润转给小李", "other"),
    ],
)  # fmt: skip
def test_what_a_message_is_for(text: str, intent: str) -> None:
    assert meant(text).intent == intent


def test_the_second_day_of_a_correction_is_the_meant_one() -> None:
    assert [shown(when) for when in meant("不是下周二,是周三").dates] == ["2026-05-12", "2026-05-13"]
