"""In the lines of a list a customer stands without its legal form; on its own card with it."""

import pytest

from bot.cards import short_name


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("苏州华峰精密机械有限公司", "苏州华峰精密机械"),
        ("智云信息技术(宁波)有限公司", "智云信息技术(宁波)"),
        ("华峰集团股份有限公司", "华峰"),
        ("宁波海润有限责任公司", "宁波海润"),
        ("海尔集团", "海尔"),
        ("北京控股有限公司", "北京控股有限公司"),
        ("某某有限公司上海分公司", "某某有限公司上海分公司"),
        ("东方资本(有限合伙)", "东方资本"),
        ("Acme Co., Ltd.", "Acme"),
        ("Harbor Foods Inc", "Harbor Foods"),
        ("Costa Trading LLC", "Costa Trading"),
        ("Smith & Co", "Smith & Co"),
        ("Ironbridge Logistics", "Ironbridge Logistics"),
        ("小王", "小王"),
    ],
)
def test_a_name_without_its_legal_form(name: str, short: str) -> None:
    assert short_name(name) == short


async def test_lists_are_short_and_cards_are_whole(hire):
    wang = await hire("小王", customers=("宁波海润泵业有限公司", "立信五金有限公司"))
    await wang.says("明天下午三点提醒我给海润送样")
    await wang.says("明天有啥")
    assert wang.reads.splitlines()[1] == "1 ⏰ 15:00：宁波海润泵业 送样"
    await wang.says("今天打电话给立信五金，嫌贵")
    await wang.says("今天联系了谁")
    assert "1 立信五金 · 05-06 周三 电话" in wang.reads
    await wang.says("海润")
    assert wang.reads.startswith("📇 宁波海润泵业有限公司")


async def test_a_brief_says_how_many_more_there_are(hire):
    wang = await hire("小王", customers=("宁波海润泵业有限公司",))
    await wang.says("今天拜访了海润，要求周五前报价")
    await wang.says("今天电话了海润，要求下周五前寄样品")
    await wang.says("海润")
    assert "另有1项" in wang.reads
