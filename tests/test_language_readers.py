"""The small readers behind forms: amounts, phones, addresses, names of companies and people."""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from bot.language import (
    KnownCustomer,
    check_email,
    check_phone,
    core_name,
    detect_language,
    impossible_dates,
    like_names,
    read_amount,
    read_email,
    read_method,
    read_phone,
    same_person,
    understand,
)


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("50万", "500000", "CNY"), ("5万8", "58000", "CNY"), ("12.5w", "125000", "CNY"), ("两百四十万", "2400000", "CNY"),
        ("2百来万", "2000000", "CNY"), ("总额二十三万五", "235000", "CNY"), ("$1.1M", "1100000", "USD"), ("£1,950/mo", "1950", "GBP"),
        ("一块二", "1.2", "CNY"), ("1,180,000.00", "1180000", "CNY"), ("150k RMB", "150000", "CNY"), ("28万", "280000", "CNY"),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_people_write_it(text: str, value: str, currency: str) -> None:
    read = read_amount(text)
    assert read is not None
    assert (read[0], read[1]) == (Decimal(value), currency)


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("13961770088", "13961770088"), ("电话一八六零五三二一一二二", "18605321122"), ("+86 138-0013-8000", "13800138000"),
        ("+372 5555 0147", "37255550147"), ("tel 010-59998888", "01059998888"), ("没有电话", None), ("订单20251119000123", None),
        ("手机 1 3 9 1 6 6 2 0 8 7 4", "13916620874"), ("幺三九洞洞二二六六拐拐", "13900226677"), ("零五一二 六六八八零一二三", "051266880123"),
        ("区号0755，电话26001234", "075526001234"), ("(0571) 8823-4455", "057188234455"), ("T: 0161 496 0822", "01614960822"),
        ("oh two oh seven nine four six double oh five eight", "02079460058"), ("four one five, five five five, oh one double two", "4155550122"),
        ("his extension is now 4412", "4412"), ("分机改成8021", "8021"), ("one two three, go", None), ("an extension of 24 months", None),
    ],
)  # fmt: skip
def test_a_phone_number_is_read_in_digits(text: str, phone: str | None) -> None:
    assert read_phone(text) == phone


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("13800138000", None), ("1380013800", "mobile_short"), ("138001380001", "mobile_long"), ("59998888", "no_area_code"),
        ("010-59998888", None), ("+372 5555 0147", None), ("电话", "no_digits"), ("12345", "too_short"),
    ],
)  # fmt: skip
def test_a_wrong_phone_number_says_why(text: str, reason: str | None) -> None:
    assert check_phone(text) == reason


def test_an_email_address_is_read_and_checked() -> None:
    assert read_email("发到 BID@neusoft-demo.com 吧") == "bid@neusoft-demo.com"
    assert read_email("lena dot berg at nordsee dot co dot uk") == "lena.berg@nordsee.co.uk"
    assert read_email("邮箱 li下划线na艾特qq点com") == "li_na@qq.com"
    assert read_email("have a look at acme.com") is None
    assert [check_email(t) for t in ("a@b.cn", "a.b.cn", "a@b", "a b@c.cn")] == [
        None,
        "no_at",
        "no_domain",
        None,
    ]


@pytest.mark.parametrize(
    ("text", "method"),
    [
        ("打了两次没人接", "call"), ("拜访", "visit"), ("加了微信", "wechat"), ("发了邮件", "email"), ("开了个Teams会", "meeting"),
        ("dropped in on them", "visit"), ("left a voicemail", "call"), ("明天再打电话", None),
    ],
)  # fmt: skip
def test_the_method_is_what_happened(text: str, method: str | None) -> None:
    assert read_method(text) == method


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        ("杭州智云科技有限公司", "智云科技(杭州)有限公司", "warn"),
        ("杭州智云科技有限公司", "智云科技", "warn"),
        ("Acme Corp", "ACME Corporation Ltd.", "warn"),
        ("华锋精密机械", "华峰精密机械", "ask"),
        ("华峰精密", "华峰机械", "no"),
        ("中行第一支行", "中行第二支行", "no"),
        ("上海明达包装有限公司", "苏州明达包装有限公司", "no"),
    ],
)
def test_like_names_tells_twins_from_neighbours(a: str, b: str, verdict: str) -> None:
    figure = like_names(a, b)
    assert ("warn" if figure >= 0.95 else "ask" if figure >= 0.85 else "no") == verdict


def test_the_core_of_a_name_is_what_tells_it_apart() -> None:
    cores = [
        core_name(n) for n in ("杭州智云科技有限公司", "智云科技（杭州）有限公司", "Harbor Freightways, Inc.")
    ]
    assert cores == ["智云科技", "智云科技", "harbor freightways"]


@pytest.mark.parametrize(
    ("said", "name", "title", "same"),
    [
        ("张经理", "张伟", "经理", True), ("张总", "张伟", "总经理", True), ("老张", "张伟", None, True), ("王姐", "王琳", "采购", True),
        ("李经理", "张伟", "经理", False), ("张经理", "张伟", "工程师", False), ("Ms Chen", "Mia Chen", None, True), ("Bob", "Bob Smith", None, True),
        ("Bob", "Rob Smith", None, False), ("欧阳工", "欧阳明", "工程师", True),
    ],
)  # fmt: skip
def test_a_person_is_known_by_surname_and_title(said: str, name: str, title: str | None, same: bool) -> None:
    assert same_person(said, name, title) is same


def test_any_chinese_character_makes_a_sentence_chinese() -> None:
    assert [detect_language(t) for t in ("跟Bob call了", "called Bob", "13800138000")] == ["zh", "en", "zh"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0:十二月",
        "h1/92t",
        "9999年12月31日",
        "999999999999天后",
        "0月0日",
        "一" * 500,
        "1" * 500,
        "下" * 50 + "周一",
        "\x00İ前前",
    ],
)
def test_nonsense_is_read_without_complaint(text: str) -> None:
    now = datetime(2026, 12, 31, 23, 59, tzinfo=ZoneInfo("Asia/Shanghai"))
    nameless = (KnownCustomer(1, ""), KnownCustomer(2, "(集团)"))
    assert understand(text, now=now, customers=nameless).text == text
    assert [check_phone(text), read_amount(text), impossible_dates(text)]
