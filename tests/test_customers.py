"""The customers as a list: all, those of a level, those of a place."""

from store.models import Customer


async def test_a_rep_lists_the_own_customers_and_opens_one(hire, town):
    names = tuple(f"Works {letter}" for letter in "ABCDEFGH")
    anna = await hire("Anna", language="en", customers=names)
    await hire("Ben", language="en", customers=("Hidden Ltd",))
    await anna.says("my customers")
    assert anna.reads.splitlines()[:2] == ["👥 8 customers", "1 Works A · never contacted"]
    await anna.taps("More")
    assert anna.reads.splitlines()[1:] == ["1 Works G · never contacted", "2 Works H · never contacted"]
    await anna.says("2")
    assert anna.reads.startswith("📇 Works H")


async def test_a_level_and_a_place_narrow_the_list(hire, town):
    li = await hire("小李", customers=("苏州明达", "杭州智云"))
    async with town.database.begin() as session:
        for row in await town.all(Customer, name="苏州明达"):
            row.level, row.region = "key", "苏州"
            await session.merge(row)
    await li.says("重点客户")
    assert li.reads == "👥 1 家客户 · 重点\n1 苏州明达 · 未联系过"
    await li.says("苏州的客户有哪些")
    assert li.reads.splitlines()[0] == "👥 1 家客户 · 苏州"


async def test_a_manager_sees_whose_they_are(hire, town):
    await hire("小李", customers=("苏州明达",), manager=(await hire("陈经理", "manager")).name)
    boss = await hire("王总", "executive")
    await boss.says("我的客户")
    assert boss.reads == "👥 1 家客户\n1 苏州明达 · 未联系过 · 小李"
