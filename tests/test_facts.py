"""Facts about people that change: a promotion, another number, somebody who left."""

from store.models import Contact, Customer


async def test_a_promotion_and_a_new_number_are_noted_and_the_old_number_kept(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司",))
    await wang.says("今天拜访了华为张经理，电话13800138000")
    await wang.says("张经理升总监了，换号13900139000")
    assert wang.reads == (
        "✏️ 张经理（华为技术有限公司）\n职位 经理 → 总监\n手机 138****8000 → 139****9000（旧号保留）"
    )
    zhang = await town.only(Contact)
    assert (zhang.title, zhang.phone, zhang.old_phones) == ("总监", "13900139000", ["13800138000"])
    await wang.says("撤销")
    zhang = await town.only(Contact)
    assert (zhang.name, zhang.phone, zhang.old_phones) == ("张经理", "13800138000", [])


async def test_a_changed_fact_in_english(hire, town):
    wang = await hire("Wang", language="en", customers=("Acme Industrial Ltd",))
    await wang.says("Visited Bob Smith at Acme today")
    await wang.says("Bob is now director, new number 13900139000")
    bob = await town.only(Contact)
    assert (bob.title, bob.phone) == ("director", "13900139000")
    assert "title ? → director" in wang.reads


async def test_which_zhang_is_asked_where_there_are_several(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司", "华峰精密", "海润水泵"))
    await wang.says("今天拜访了华为张经理")
    await wang.says("今天拜访了华峰张经理")
    await wang.says("今天拜访了海润李总")
    await wang.says("张经理换号13900139000")
    assert wang.reads == "哪个张经理？"
    await wang.taps("华峰精密")
    huafeng = await town.only(Customer, name="华峰精密")
    assert (await town.only(Contact, phone="13900139000")).customer_id == huafeng.id


async def test_the_other_zhang_takes_the_fact_over(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司", "华峰精密"))
    await wang.says("今天拜访了华为张经理")
    await wang.says("今天拜访了华峰张经理")
    await wang.says("张经理换号13900139000")
    assert wang.reads.startswith("✏️ 张经理（华峰精密）")
    await wang.taps("华为技术有限公司")
    huawei = await town.only(Customer, name="华为技术有限公司")
    assert (await town.only(Contact, phone="13900139000")).customer_id == huawei.id


async def test_a_new_number_one_digit_short_is_refused_in_words(hire, town):
    wang = await hire("小王", customers=("华为技术有限公司",))
    await wang.says("今天拜访了华为张经理")
    await wang.says("张经理换号1390013900")
    assert "1390013900" in wang.reads
    assert (await town.only(Contact)).phone is None
