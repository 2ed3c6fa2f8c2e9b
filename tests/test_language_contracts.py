"""What a sentence says of a contract, and the money in it."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from bot.language import Meaning, understand
from bot.language.contract_numbers import contract_number
from bot.language.contracts import is_contract
from bot.language.money import amounts_in

_NOW = datetime(2026, 5, 6, 16, 30, tzinfo=ZoneInfo("Asia/Shanghai"))  # a Wednesday


def heard(text: str) -> Meaning:
    return understand(text, now=_NOW)


def days_of(text: str) -> tuple[date | None, date | None, date | None, int | None]:
    """Signed, first day, last day, months."""
    facts = heard(text).entries[0].contract
    assert facts is not None, text
    signed, starts, expires = (
        when.day if when else None for when in (facts.signed, facts.starts, facts.expires)
    )
    return signed, starts, expires, facts.duration_months


@pytest.mark.parametrize(
    "text",
    [
        "双方昨天在合同上盖了章", "跟宏远续约一年，现在每年31.5万", "宏远合同昨天到期了，法务还在看新版", "合同编号：浙采〔2026〕118号，今天双方签字",
        "框架协议2026.5.1-2027.4.30，上限300万", "合同签了，补充协议还没签", "再签了两年，60万", "Orion inked a 5 year deal",
        "Orion agreement runs through 31 March 2027", "countersigned yesterday by Orion, $28k", "maintenance contract lapsed on 30 April",
        "deal closed: 120k, 36 months effective July 1", "NDA no. OR-NDA-4 signed yesterday", "Orion renew了一年, 12k",
    ],
)  # fmt: skip
def test_signing_number_length_and_expiry_make_it_a_contract(text: str) -> None:
    assert is_contract(text)


@pytest.mark.parametrize(
    "text",
    [
        "宏远合同还没签", "合同下周签", "等他们盖章", "合同条款改了两处，发给法务了", "这周要把合同签下来", "送货单签了字", "手续后续再办", "李总说合同到期就不续了",
        "Orion hasn't signed yet", "they will sign the contract on Friday", "Orion signed off on the design", "once signed we ship",
        "Orion wants a 2-year contract instead of 3", "signed copy coming tomorrow", "spoke to Bob, contract ends in August", "renewed interest in the pumps",
    ],
)  # fmt: skip
def test_a_contract_that_is_only_planned_or_spoken_of_is_not_there_yet(text: str) -> None:
    assert not is_contract(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("采购合同（ZX-C-0712）刚签", "ZX-C-0712"), ("contract no. MSA/2026/014 signed", "MSA/2026/014"), ("备件合同签了 BJ-07 12万", "BJ-07"),
        ("renewal signed, 3-yr, ORN-4410", "ORN-4410"), ("agreement signed, doc id OR-MSA-3", "OR-MSA-3"), ("合同号 20260506001", "20260506001"),
        ("续签 6月1日到明年5月31 号码KL2608", "KL2608"), ("Orion contract: signed. Number: 4471.", "4471"), ("contract ref OR/26/119", "OR/26/119"),
        ("contract signed, PO 4500012345", None), ("order no. AB-1299 for the contract", None), ("合同 2026-05-06 签", None), ("24-month contract 12-mo break", None),
        ("合同签了，型号 XR-200", None), ("contract 8/25 signed", None), ("HT2026018号合同今天签了", "HT2026018"), ("合同今天签了 JX260506", "JX260506"), ("合同编号 HT.2026.05", "HT.2026.05"),
    ],
)  # fmt: skip
def test_a_contract_number_is_told_from_other_numbers(text: str, number: str | None) -> None:
    found = contract_number(text)
    assert (found[0] if found else None) == number


@pytest.mark.parametrize(
    ("text", "signed", "starts", "expires", "months"),
    [
        ("合同昨天盖章了，合同期从5月1号起算，到2027年4月30号", (2026, 5, 5), (2026, 5, 1), (2027, 4, 30), None),
        ("采购合同4月28日签订，5月10号生效，有效期两年", (2026, 4, 28), (2026, 5, 10), None, 24),
        ("合同签约日期4月30日，期限三年，账期3个月", (2026, 4, 30), None, None, 36),
        ("原合同5月20到期，新合同已签，期限到2028年5月20日", (2026, 5, 6), None, (2028, 5, 20), None),
        ("合同5月4号盖的章，一共68万，6月15号进场", (2026, 5, 4), None, None, None),
        ("合同续到后年3月", None, None, (2028, 3, 31), None),
        ("租赁合同今晚12点到期", None, None, (2026, 5, 6), None),
        ("Signed the two-year deal starting 1 June, EUR 45.000", (2026, 5, 6), (2026, 6, 1), None, 24),
        ("contract signed Friday just gone, runs 3 yrs from 1 june", (2026, 5, 1), (2026, 6, 1), None, 36),
        ("Orion contract cancelled effective 31 May", None, None, (2026, 5, 31), None),
        ("Orion agreement is up on 12/31/2026, auto-renews for another 24 mos", None, None, (2026, 12, 31), 24),
        ("Orion renewed till end of next year, 45 grand", (2026, 5, 6), None, (2027, 12, 31), None),
        ("contract ends 31 Oct, notice period is 3 months", None, None, (2026, 10, 31), None),
    ],
)  # fmt: skip
def test_the_days_of_a_contract_have_their_parts(
    text: str,
    signed: tuple[int, int, int] | None,
    starts: tuple[int, int, int] | None,
    expires: tuple[int, int, int] | None,
    months: int | None,
) -> None:
    assert heard(text).intent == "contract"
    expected = tuple(date(*day) if day else None for day in (signed, starts, expires))
    assert days_of(text) == (*expected, months)


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("12 lakh plus tax", "1200000", "INR"), ("2 crore", "20000000", "INR"), ("KES 1.8M", "1800000", "KES"), ("EUR 45.000", "45000", "EUR"),
        ("12.500,50 €", "12500.50", "EUR"), ("62 000 euros", "62000", "EUR"), ("thirty-five thousand dollars", "35000", "USD"),
        ("half a million", "500000", "CNY"), ("eight thousand nine hundred", "8900", "CNY"), ("a million and a half", "1500000", "CNY"),
        ("600蚊", "600", "CNY"), ("14万6500", "146500", "CNY"), ("1亿2000万", "120000000", "CNY"), ("3个亿", "300000000", "CNY"), ("30几万", "300000", "CNY"),
        ("预算百来万一台", "1000000", "CNY"), ("钢管谈到每公斤318，嫌高", "318", "CNY"), ("签了, 1.5M", "1500000", "CNY"), ("30-40万", "400000", "CNY"),
    ],
)  # fmt: skip
def test_money_is_read_in_the_forms_of_many_places(text: str, value: str, currency: str) -> None:
    assert [(a.value, a.currency) for a in amounts_in(text)] == [(Decimal(value), currency)]


@pytest.mark.parametrize(
    "text",
    ["1,400 sqm tiles", "10k units", "3 million users", "100M带宽", "口头说千分之八", "千万别忘", "每箱24瓶", "thanks a million", "order 4512 shipped", "两百件", "打9.5折，降了12%"],
)  # fmt: skip
def test_what_counts_things_is_no_money(text: str) -> None:
    assert amounts_in(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("单价318元，总共23万", "230000"), ("首付30万，总价50万", "500000"), ("从50万降到45万", "450000"), ("去年42万，今年40万", "400000"),
        ("£5k deposit, £20k in total", "20000"), ("not $50k but $45k", "45000"),
    ],
)  # fmt: skip
def test_of_several_sums_the_deal_is_kept(text: str, value: str) -> None:
    assert max(amounts_in(text), key=lambda a: (a.weight, a.value)).value == Decimal(value)
