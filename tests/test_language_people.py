"""Who is named in a message, and what a new customer is called; said on 6 May 2026 in Shanghai."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.language import Entry, KnownCustomer, understand

NOW = datetime(2026, 5, 6, 16, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
NAMES = (
    "苏州明达包装有限公司", "湘南康泰医院", "康泰大药房连锁有限公司", "常州云岭新材有限公司", "云岭生态旅游开发有限公司", "张家口冰雪装备有限公司", "华润Ole精品超市",
    "上海嘉定汽车检测有限公司", "Fenwick Foods", "Harbor Freightways",
)  # fmt: skip
CUSTOMERS = tuple(KnownCustomer(i, name) for i, name in enumerate(NAMES))


def entry(text: str) -> Entry:
    return understand(text, now=NOW, customers=CUSTOMERS).entries[0]


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        ("明达逄社长说先试一台", "逄社长"), ("明达谭采购把单子发来了", "谭采购"), ("明达的朴总来过", "朴总"), ("明达他们姓佟的科长来电话", "佟科长"),
        ("老富说明天付款", "老富"), ("明达的助理小费催合同", "小费"), ("跟任晓楠聊了价格", "任晓楠"), ("周敏说下周给答复", "周敏"), ("找阿芳拿了合同", "阿芳"), ("阿May那边等样品", "阿May"),
        ("红姐催货了", "红姐"), ("李生今日收咗货", "李生"), ("陈太话下个月再倾", "陈太"), ("明达的热合曼说可以", "热合曼"), ("旦增经理来电", "旦增经理"), ("老K说可以", "老K"),
        ("明达的Zed昨天来电", "Zed"), ("跟Bob聊了价格", "Bob"),
        ("给了司机小费两百", None), ("价格高太多，他不要", None), ("跟高层沟通了", None), ("明达他们采购说预算没批", None), ("阿里那边要求延期", None), ("明达的Demo昨天做了", None),
        ("Emeka at Fenwick says no", "Emeka"), ("met Harbor's new buyer Zelda Quirke", "Zelda Quirke"), ("ran into aoife at the fair, harbor wants a demo", "aoife"), ("told mark from fenwick we deliver", "mark"),
        ("Fenwick: left a message for Xiomara", "Xiomara"), ("their CFO Ulrika rang, Fenwick is in", "Ulrika"), ("showed Thorvald the line at Fenwick", "Thorvald"), ("Herr Lindner of Fenwick called", "Herr Lindner"),
        ("someone named tariq from harbor called", "tariq"), ("met Paul Green (Fenwick)", "Paul Green"), ("Gimme Walt's number", "Walt"),
        ("sent Fenwick the Titan gearbox quote", None), ("Fenwick Foods: Salesforce demo went well", None), ("Harbor's bill is overdue", None), ("called Graham Foods about pallets", None), ("lost Harbor to Patterson", None),
    ],
)  # fmt: skip
def test_the_person_is_heard_and_nothing_else(text: str, contact: str | None) -> None:
    assert entry(text).contact == contact


@pytest.mark.parametrize(
    ("text", "name", "contact"),
    [
        ("帮我录个新客户啊叫湖口青阳药业联系人是质量部的喻主任电话13912345678", "湖口青阳药业", "喻主任"), ("青阳领带要建个档，负责人金姐，13912345678", "青阳领带", "金姐"),
        ("新线索：涪江锂电回收，王姐（行政），13912345678", "涪江锂电回收", "王姐"), ("整个新的：嫩江粮机，姓佟的科长，13912345678", "嫩江粮机", "佟科长"), ("客户: 满乡药材行 个人 老富 13912345678", "满乡药材行", "老富"),
        ("新建客户 徐工机械 联系人 李丽 13912345678", "徐工机械", "李丽"), ("新客户 明达印务 联系人 王芳 13912345678", "明达印务", "王芳"),
        ("add Brightwater Marine as a new client, contact Joe Tan, joe@brightwater.com", "Brightwater Marine", "Joe Tan"), ("new lead - Cobalt Freight, Hamza Malik, +44 7700 900123", "Cobalt Freight", "Hamza Malik"),
        ("new customer it's called the copper pot owner's name is rosalind", "the copper pot", "rosalind"),
    ],
)  # fmt: skip
def test_a_new_customer_has_its_name_and_its_contact(text: str, name: str, contact: str) -> None:
    found = entry(text)
    assert (found.customer_said, found.customer_ids, found.contact) == (name, (), contact)


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        ("明达那边加个联系人 采购部 周丽华 13912345678", "周丽华"), ("把明达的李工也加进通讯录，13912345678", "李工"), ("苏州明达的联系人里加一个：设备部 靳朝阳 13912345678", "靳朝阳"),
    ],
)  # fmt: skip
def test_a_new_contact_goes_to_the_customer_one_knows(text: str, contact: str) -> None:
    found = entry(text)
    assert (found.customer_ids, found.customer_guess, found.contact) == ((0,), None, contact)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("康泰那个采购说预算没批", (1, 2)), ("给云岭旅游的万总打了电话", (4,)), ("嘉定检测的标书明天交", (7,)),
        ("张家口那家叫飞鹰的滑雪板厂来电", ()), ("Tastable要5吨oat base", ()),
    ],
)  # fmt: skip
def test_a_part_of_a_name_means_all_it_fits_and_no_more(text: str, ids: tuple[int, ...]) -> None:
    assert entry(text).customer_ids == ids
