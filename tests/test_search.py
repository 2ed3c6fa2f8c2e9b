"""Finding customers as people type them, within what they may see."""

from collections.abc import Awaitable, Callable

import pytest

from bot.archive import add_contact
from store.models import AuditEntry, Contact, Customer, CustomerAlias
from store.people import actor_by_id
from store.records import Records
from store.search import Found, contacts_mentioned, find_customers, initials_of, key_of, mentioned, sound_of
from tests.house import Talker, Town
from tests.turns import turn_for

Hire = Callable[..., Awaitable[Talker]]

BOOK = (
    "华为技术有限公司", "杭州智云科技有限公司", "智云科技(杭州)有限公司", "苏州明达包装有限公司", "宁波海润水泵有限公司",
    "华峰精密机械有限公司", "昆山德力电子有限公司", "嘉利特电气集团有限公司", "中车株洲电力机车有限公司", "瑞丰精密机械有限公司",
    "Harbor Freightways Ltd", "Quantum Optics Inc", "Quanta Plastics", "Ridgewell Pharma", "O'Neill & Söhne GmbH",
)  # fmt: skip


async def search(talker: Talker, query: str, limit: int = 5) -> list[Found]:
    async with talker.town.database.begin() as session:
        assert talker.person is not None
        actor = await actor_by_id(session, talker.person.id)
        assert actor is not None
        records = Records(session, actor, "test", talker.town.clock())
        found = await find_customers(records, query, limit=limit)
        await records.settle()
        return found


async def names(talker: Talker, query: str, limit: int = 5) -> list[str]:
    return [hit.customer.name for hit in await search(talker, query, limit)]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("华为技术有限公司", "华为技术有限公司"),
        ("华为", "华为技术有限公司"),
        ("明达", "苏州明达包装有限公司"),
        ("明达包装", "苏州明达包装有限公司"),
        ("明 达", "苏州明达包装有限公司"),
        ("苏州包装", "苏州明达包装有限公司"),
        ("明达苏州", "苏州明达包装有限公司"),
        ("中车电力", "中车株洲电力机车有限公司"),
        ("ＨＡＲＢＯＲ", "Harbor Freightways Ltd"),
        ("KH-202605003", "智云科技(杭州)有限公司"),
        ("202605003", "智云科技(杭州)有限公司"),
    ],
)
async def test_a_piece_of_the_name_or_the_number_is_enough(hire: Hire, query: str, name: str) -> None:
    assert (await names(await hire("li", customers=BOOK), query))[0] == name


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("huawei", "华为技术有限公司"),
        ("Hua Wei", "华为技术有限公司"),
        ("hw", "华为技术有限公司"),
        ("hwjs", "华为技术有限公司"),
        ("huaw", "华为技术有限公司"),
        ("huawie", "华为技术有限公司"),
        ("mingda", "苏州明达包装有限公司"),
        ("mingdabaozhang", "苏州明达包装有限公司"),
        ("华wei", "华为技术有限公司"),
        ("hairun", "宁波海润水泵有限公司"),
        ("hairn shuibeng", "宁波海润水泵有限公司"),
        ("dlidz", "昆山德力电子有限公司"),
    ],
)
async def test_pinyin_and_initials_find_it_with_slips(hire: Hire, query: str, name: str) -> None:
    assert name in await names(await hire("li", customers=BOOK), query)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("华维", "华为技术有限公司"),
        ("花为", "华为技术有限公司"),
        ("華為", "华为技术有限公司"),
        ("寧波海潤", "宁波海润水泵有限公司"),
        ("名达", "苏州明达包装有限公司"),
        ("民达", "苏州明达包装有限公司"),
        ("海闰", "宁波海润水泵有限公司"),
        ("嘉利得电气", "嘉利特电气集团有限公司"),
        ("嘉特利", "嘉利特电气集团有限公司"),
        ("嘉特", "嘉利特电气集团有限公司"),
        ("中车机车", "中车株洲电力机车有限公司"),
    ],
)
async def test_like_sounds_traditional_characters_and_slips_find_it(
    hire: Hire, query: str, name: str
) -> None:
    assert name in await names(await hire("li", customers=BOOK), query)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("harbour freightways", "Harbor Freightways Ltd"),
        ("habor frieght", "Harbor Freightways Ltd"),
        ("freightways", "Harbor Freightways Ltd"),
        ("hf", "Harbor Freightways Ltd"),
        ("hfl", "Harbor Freightways Ltd"),
        ("quantm optics", "Quantum Optics Inc"),
        ("optics quantum", "Quantum Optics Inc"),
        ("quanta", "Quanta Plastics"),
        ("ridgwell", "Ridgewell Pharma"),
        ("oneill", "O'Neill & Söhne GmbH"),
    ],
)
async def test_english_slips_and_acronyms_find_it(hire: Hire, query: str, name: str) -> None:
    assert name in await names(await hire("li", customers=BOOK), query)


@pytest.mark.parametrize(
    "query", ["", "  ", "！？", "%", "'; DROP TABLE customer", "天气", "zzzzqqq", "123456789"]
)
async def test_what_is_like_nothing_finds_nothing(hire: Hire, query: str) -> None:
    assert await names(await hire("li", customers=BOOK), query) == []


async def test_what_was_written_comes_before_what_only_sounds_so(hire: Hire) -> None:
    li = await hire("li", customers=("花维科技有限公司", "华为技术有限公司"))
    assert (await names(li, "华为"))[0] == "华为技术有限公司"
    assert len(await names(li, "华为")) == 2


async def test_the_one_last_spoken_to_comes_first_among_equals(town: Town, hire: Hire) -> None:
    li = await hire("li", customers=("杭州智云科技有限公司", "智云科技(杭州)有限公司"))
    async with town.database.begin() as session:
        for row in await town.all(Customer, name="智云科技(杭州)有限公司"):
            stored = await session.get(Customer, row.id)
            assert stored is not None
            stored.last_contact_at = town.clock()
    assert (await names(li, "智云科技"))[0] == "智云科技(杭州)有限公司"


async def test_a_short_name_or_a_former_name_finds_it(town: Town, hire: Hire) -> None:
    li = await hire("li", customers=("中国第一汽车集团有限公司", "苏州明达包装有限公司"))
    first = (await town.all(Customer, name="中国第一汽车集团有限公司"))[0]
    async with town.database.begin() as session:
        session.add(CustomerAlias(customer_id=first.id, name="一汽解放"))
    assert (await names(li, "解放"))[0] == "中国第一汽车集团有限公司"


@pytest.mark.parametrize(
    ("query", "by"),
    [
        ("李建国", "contact"),
        ("lijianguo", "contact"),
        ("李总经理", "contact"),
        ("13812346620", "phone"),
        ("6620", "phone"),
        ("li@huafeng.cn", "contact"),
    ],
)
async def test_a_contact_finds_its_customer(town: Town, hire: Hire, query: str, by: str) -> None:
    li = await hire("li", customers=BOOK)
    customer = (await town.all(Customer, name="华峰精密机械有限公司"))[0]
    async with town.database.begin() as session:
        assert li.person is not None
        actor = await actor_by_id(session, li.person.id)
        assert actor is not None
        turn = turn_for(Records(session, actor, "test", town.clock()), town.clock())
        await add_contact(
            turn, customer.id, "李建国", title="总经理", phone="13812346620", email="li@huafeng.cn"
        )
    hits = await search(li, query)
    assert (hits[0].customer.name, hits[0].by) == ("华峰精密机械有限公司", by)


async def test_others_customers_are_not_found_and_their_contacts_neither(town: Town, hire: Hire) -> None:
    wang = await hire("wang", customers=("华峰精密机械有限公司",))
    li = await hire("li", customers=("苏州明达包装有限公司",))
    customer = (await town.all(Customer, name="华峰精密机械有限公司"))[0]
    async with town.database.begin() as session:
        session.add(
            Contact(customer_id=customer.id, name="李建国", phone="13812346620", created_at=town.clock())
        )
    for query in ("华峰精密机械有限公司", "huafeng", "hf", customer.number, "李建国", "13812346620"):
        assert "华峰精密机械有限公司" not in await names(li, query)
        assert (await names(wang, query))[0] == "华峰精密机械有限公司"


async def test_an_executive_finds_everybodys_customers(hire: Hire) -> None:
    await hire("wang", customers=("华峰精密机械有限公司",))
    assert await names(await hire("zhao", "executive"), "华峰") == ["华峰精密机械有限公司"]


async def test_what_was_found_is_written_down(town: Town, hire: Hire) -> None:
    li = await hire("li", customers=BOOK)
    await names(li, "智云")
    entry = (await town.all(AuditEntry, action="search"))[-1]
    found = {row.id for row in await town.all(Customer) if "智云" in row.name}
    assert set(entry.details["ids"]) == found


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("今天拜访了明达的王经理，嫌贵", "苏州明达包装有限公司"),
        ("刚跟華為打完电话", "华为技术有限公司"),
        ("华维那边说再等等", "华为技术有限公司"),
        ("下午去hairun送样", "宁波海润水泵有限公司"),
        ("visited mingda today", "苏州明达包装有限公司"),
        ("called Quantm about the demo", "Quantum Optics Inc"),
        ("met Bob at Ridgewell, wants a quote", "Ridgewell Pharma"),
    ],
)
async def test_a_sentence_brings_up_the_customers_it_may_be_about(
    town: Town, hire: Hire, sentence: str, name: str
) -> None:
    li = await hire("li", customers=BOOK)
    async with town.database.begin() as session:
        assert li.person is not None
        actor = await actor_by_id(session, li.person.id)
        assert actor is not None
        found = await mentioned(Records(session, actor, "test", town.clock()), sentence)
    assert name in [customer.name for customer, _aliases in found]


async def test_a_sentence_brings_up_the_people_it_names_in_either_script(town: Town, hire: Hire) -> None:
    li = await hire("li", customers=("华峰精密机械有限公司",))
    customer = await town.only(Customer)
    people = (("李建国", "总经理"), ("Bob Stone", "buyer"), ("欧阳静", None))
    async with town.database.begin() as session:
        for name, title in people:
            row = Contact(
                customer_id=customer.id, name=name, sound=sound_of(name), title=title, created_at=town.clock()
            )
            session.add(row)
    async with town.database.begin() as session:
        assert li.person is not None
        actor = await actor_by_id(session, li.person.id)
        assert actor is not None
        records = Records(session, actor, "test", town.clock())
        for words, name in (("李总说太贵", "李建国"), ("Li said no", "李建国"), ("called bob", "Bob Stone")):
            assert [row.name for row in await contacts_mentioned(records, words, ())] == [name]
        assert await contacts_mentioned(records, "nothing at all", ()) == []
        assert len(await contacts_mentioned(records, "", [customer.id])) == 3


def test_forms_are_comparable_whatever_the_width_case_and_script() -> None:
    assert key_of("ＨＵＡ－為（杭州） Ltd.") == "hua为杭州ltd"
    assert sound_of("華為技术") == "hua wei ji shu"
    assert initials_of("华为技术") == "hwjs"
    assert sound_of("Harbor") == "harbor"
