"""A rep with a contact and a reminder, for the tests of what comes of it."""

REMIND = "明早9点提醒我给王姐发合同"


async def with_wang(hire, name="小李", **options):
    """A rep who knows 王姐 of 苏州明达."""
    li = await hire(name, customers=("苏州明达", "华峰精密", "宁波海润"), **options)
    await li.says("昨天给明达王姐打了电话,13812346620,嫌贵")
    return li
