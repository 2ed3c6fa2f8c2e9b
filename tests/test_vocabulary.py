"""The team's own words: an admin adds them in chat, and everybody's next message is read with them."""

from datetime import UTC, date, datetime

import pytest

from bot.house_days import ImpossibleDay, notice_in, shown, stretches_in
from bot.language import understand
from bot.vocabulary import house_words
from store.actors import Refused
from store.house_words import HouseRow
from store.models import AuditEntry, Commitment, Contact, Customer, CustomerAlias, HouseWord, Interaction
from store.people import actor_by_id
from store.records import Records
from tests.house import Town

HEARD = "\n从下一条消息起，全队都认得。"
ONLY_ADMINS = "只有管理员能做。"
HUAFENG = "苏州华峰精密机械有限公司"
TODAY = date(2026, 5, 6)
NOW = datetime(2026, 5, 6, 16, 30, tzinfo=UTC)


@pytest.fixture
async def admin(hire):
    return await hire("管理", "admin")


@pytest.fixture
async def wang(hire):
    return await hire("小王", customers=(HUAFENG,))


async def test_the_teams_own_word_for_a_visit_is_a_visit_from_the_next_message_on(admin, wang, town):
    await wang.says("昨天在华峰蹲点，嫌贵")
    await admin.says("加词 方法 蹲点=拜访")
    assert admin.reads == "✅ 方式：蹲点 = 拜访" + HEARD
    await wang.says("昨天蹲点了华峰，嫌贵")
    assert [row.method for row in await town.all(Interaction)] == [None, "visit"]
    await wang.says("昨天蹲点了恒达，嫌贵")
    assert wang.reads.startswith("库里没有“恒达”")


async def test_a_correction_speaks_the_teams_words_too(admin, wang, town):
    await admin.says("加词 方法 蹲点=拜访")
    await wang.says("昨天打电话给华峰，嫌贵")
    await wang.says("其实是蹲点")
    assert (await town.only(Interaction)).method == "visit"


async def test_the_same_in_english(hire, town):
    ann = await hire("Ann", "admin", language="en")
    bob = await hire("Bob", language="en", customers=("Acme Industries",))
    await ann.says("add word method stakeout = visit")
    assert ann.reads == "✅ method: stakeout = visit\nEverybody's next message is read with it."
    await ann.says("add word product SmartValve, TwinDesk")
    await ann.says("add milestone pilot signed")
    await ann.says("add title foreman")
    assert ann.reads.startswith("✅ title: foreman\n")
    await bob.says("stakeout at Acme yesterday, foreman Zbig saw smartvalve and TwinDesk, pilot signed")
    made = await town.only(Interaction)
    assert (made.method, made.need) == ("visit", "SmartValve, TwinDesk")
    assert made.milestones == ["pilot signed"]
    assert (await town.only(Contact)).name == "Zbig"
    await ann.says("day off 2027-02-05 to 2027-02-11")
    await ann.says("work day 2027-02-14")
    await bob.says("our words")
    assert bob.reads.splitlines() == [
        "method: stakeout = visit",
        "product: SmartValve, TwinDesk",
        "milestone: pilot signed",
        "title: foreman",
        "day off: 2027-02-05~02-11",
        "work day: 2027-02-14",
    ]
    await ann.says("remove word stakeout")
    assert ann.reads.startswith("🗑 Removed: stakeout")
    await bob.says("stakeout at Acme today, too pricey")
    assert (await town.all(Interaction))[-1].method is None


async def test_products_are_what_is_needed_where_nothing_else_is_said(admin, wang, town):
    await admin.says("加词 产品 智能阀门、数字孪生平台，春节套装、会议电话")
    assert admin.reads == "✅ 产品：智能阀门, 数字孪生平台, 春节套装, 会议电话" + HEARD
    await wang.says("昨天拜访了华峰，介绍了智能阀门和数字孪生平台")
    await wang.says("昨天拜访了华峰，对数字孪生平台很感兴趣")
    await wang.says("今天拜访了华峰，看了春节套装")
    assert [row.need for row in await town.all(Interaction)] == [
        "智能阀门、数字孪生平台",
        "数字孪生平台",
        "春节套装",
    ]
    assert {row.happened_on for row in await town.all(Interaction)} == {date(2026, 5, 5), TODAY}
    assert (await town.only(Customer)).name == HUAFENG


async def test_a_title_of_the_teams_own_makes_a_person(admin, wang, town):
    await admin.says("加词 称呼 掌柜")
    await wang.says("昨天拜访了华峰张掌柜，张掌柜答应周五发图纸")
    contact = await town.only(Contact)
    assert (contact.name, contact.title) == ("张掌柜", "掌柜")
    assert (await town.only(Commitment)).kind == "their_promise"


async def test_milestones_of_the_teams_own_and_more_words_for_a_built_in_one(admin, wang, town):
    await admin.says("加词 节点 立项通过")
    await admin.says("加节点 寄件=送样")
    await wang.says("今天拜访了华峰，立项通过，寄件了")
    assert (await town.only(Interaction)).milestones == ["立项通过", "sample"]


async def test_everybody_may_look_and_only_admins_may_change(admin, wang, town):
    for words in ("加词 产品 智能阀门", "加节点 立项通过", "放假 2027-02-05", "删词 蹲点", "2027-02-05 休"):
        await wang.says(words)
        assert wang.reads == ONLY_ADMINS, words
    assert await town.all(HouseWord) == []
    await wang.says("词表")
    assert wang.reads == "团队还没有自己的词。管理员这样加：“加词 产品 …”。"
    await admin.says("加词 产品 智能阀门")
    await wang.says("词表")
    assert wang.reads == "产品：智能阀门"


async def test_the_store_itself_refuses_others(admin, wang, town):
    await admin.says("加词 产品 智能阀门")
    async with town.database.begin() as session:
        actor = await actor_by_id(session, wang.person.id)
        assert actor is not None
        records = Records(session, actor, "test", town.clock())
        row = (await records.find(HouseWord))[0]
        for attempt in (
            records.add(HouseWord(kind="title", said="掌柜", by_id=actor.id, created_at=town.clock())),
            records.change(row, said="阀门"),
            records.remove(row),
        ):
            with pytest.raises(Refused):
                await attempt


async def test_words_are_audited_and_can_be_taken_back_and_brought_again(admin, wang, town):
    await admin.says("加词 方法 蹲点=拜访")
    noted = [row for row in await town.all(AuditEntry) if row.model == "house_word"]
    assert [(row.action, row.person_id) for row in noted] == [("create", admin.person.id)]
    await admin.taps("撤销")
    assert await town.all(HouseWord) == []
    await wang.says("昨天在华峰蹲点，嫌贵")
    await admin.says("恢复")
    await wang.says("昨天在华峰蹲点，还是嫌贵")
    assert [row.method for row in await town.all(Interaction)] == [None, "visit"]


async def test_a_word_that_is_told_again_means_the_new_thing(admin, town):
    await admin.says("加词 方法 蹲点=拜访")
    await admin.says("加词 方法 蹲点=会议")
    assert (await town.only(HouseWord)).means == "meeting"
    await admin.taps("撤销")
    assert (await town.only(HouseWord)).means == "visit"


async def test_another_process_hears_of_it_within_seconds(admin, wang, town):
    other = Town(town.database, town.clock, channel=town.channel)
    seconds = [0.0]
    other.dispatcher.vocabulary.clock = lambda: seconds[0]
    wang.town, other.count = other, 1_000
    await wang.says("昨天在华峰蹲点，嫌贵")
    await admin.says("加词 方法 蹲点=拜访")
    seconds[0] += 2.5
    await wang.says("昨天在华峰蹲点，还是嫌贵")
    assert [row.method for row in await town.all(Interaction)] == [None, "visit"]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("加词 方法 上门=会议", "“上门”已经有意思了：方式：拜访。"),
        ("加词 产品 报价", "“报价”已经有意思了：节点：报价。"),
        ("加词 产品 周五", "“周五”已经有意思了：日期或时间。"),
        ("加词 产品 张经理", "“张经理”已经有意思了：人名。"),
        ("加词 称呼 经理", "“经理”已经有意思了：称呼。"),
        ("加词 节点 撤销", "“撤销”已经有意思了：命令。"),
        ("加词 产品 感兴趣", "“感兴趣”已经有意思了：意向高。"),
        ("加词 产品 阀", "“阀”太短：至少 2 个字。"),
        ("加词 产品 " + "阀" * 40, "“阀阀阀阀阀阀阀阀阀阀阀阀…”太长：最多 30 个字。"),
        ("加词 产品 2000", "“2000”里没有文字。"),
        ("加词 颜色 红", "先说种类：“加词 产品 智能阀门”。种类：方式, 产品, 节点, 称呼, 简称, 放假, 调休上班。"),
        ("加词", "先说种类：“加词 产品 智能阀门”。种类：方式, 产品, 节点, 称呼, 简称, 放假, 调休上班。"),
        ("加词 方法 蹲点", "它指哪种方法？“加词 方法 蹲点=拜访”。方法：电话, 拜访, 微信, 邮件, 会议。"),
        ("放假 2027-02-30", "没有这一天，或者起止写反了：2027-02-30。"),
        ("放假 2027-02-11到2027-02-05", "没有这一天，或者起止写反了：2027-02-11到2027-02-05。"),
        ("加词 放假 前天再说", "日子这样写：“放假 2027-02-05到2027-02-11”。"),
        ("删词 蹲点", "团队词表里没有“蹲点”。发“词表”看看。"),
        ("add word product signed", "“signed” already means something: milestone: signing."),
        ("add word product visit", "“visit” already means something: method: visit."),
        ("add word colour red", "Say the kind: “add word product SmartValve”. Kinds: method, product, milestone, title, "
         "nickname, day off, work day."),
    ],
)  # fmt: skip
async def test_what_cannot_be_is_refused_in_words(admin, town, words, answer):
    await admin.says(words)
    assert admin.reads == answer
    assert await town.all(HouseWord) == []


async def test_a_word_of_one_kind_is_not_another_too(admin, town):
    await admin.says("加词 产品 智能阀门")
    await admin.says("加词 节点 智能阀门")
    assert admin.reads == "“智能阀门”已经有意思了：团队自己的产品。"
    await admin.says("加词 产品 智能阀门")
    assert len(await town.all(HouseWord)) == 1


async def test_a_pattern_from_outside_stays_a_word(admin, wang, town):
    await admin.says("加词 产品 A.*+(阀")
    await wang.says("昨天拜访了华峰，介绍了Axx阀")
    await wang.says("昨天拜访了华峰，介绍了A.*+(阀")
    assert [row.need for row in await town.all(Interaction)] == [None, "A.*+(阀"]


async def test_days_off_and_make_up_days_outrank_the_calendar(admin, wang, town):
    await admin.says("放假 2026-05-07到2026-05-08 司庆")
    assert admin.reads == "✅ 放假：2026-05-07~05-08（2 天）" + HEARD
    await wang.says("今天拜访了华峰，要求2个工作日内报价")
    assert (await town.only(Commitment)).due_on == date(2026, 5, 11)  # Saturday 9 May is a make-up day
    await admin.says("调休上班 2026-05-07")
    assert {row.said: row.kind for row in await town.all(HouseWord)} == {
        "2026-05-07": "workday",
        "2026-05-08": "holiday",
    }
    await wang.says("今天拜访了华峰，要求2个工作日内寄样品")
    assert (await town.all(Commitment))[-1].due_on == date(2026, 5, 9)
    await admin.says("删词 2026-05-07到2026-05-08")
    assert await town.all(HouseWord) == []


async def test_a_date_in_an_answer_is_counted_by_the_teams_calendar_too(admin, wang, town):
    await admin.says("放假 2026-05-07到2026-05-08")
    await wang.says("今天拜访了华峰，要求周五前报价")
    await wang.taps("改时间")
    await wang.says("3个工作日后")
    assert (await town.only(Commitment)).due_on == date(2026, 5, 12)


async def test_the_notice_of_a_year_is_pasted_whole(admin, town):
    days = [
        *(f"2027-02-{day:02} 休" for day in range(5, 12)),
        "2027-02-14 班",
        "2027年10月1日（周五） 国庆 休",
    ]
    await admin.says("\n".join([*days, *(f"2027-10-{day:02} 休" for day in range(2, 8))]))
    assert admin.reads == (
        "✅ 放假：2027-02-05~02-11, 2027-10-01~10-07（14 天）\n调休上班：2027-02-14（1 天）" + HEARD
    )
    assert len(await town.all(HouseWord)) == 15
    await admin.says("词表")
    assert admin.reads == "放假：2027-02-05~02-11, 2027-10-01~10-07\n调休上班：2027-02-14"


async def test_a_line_of_the_notice_that_is_not_understood_changes_nothing(admin, town):
    await admin.says("\n".join(f"2027-02-{day:02} {'休' if day != 7 else '待定'}" for day in range(5, 12)))
    assert admin.reads == "这一行没看懂，什么都没改：“2027-02-07 待定”"
    await admin.says("2027-02-05 休\n2027-02-30 休")
    assert admin.reads.startswith("没有这一天")
    assert await town.all(HouseWord) == []


async def test_dated_lines_of_a_log_are_no_notice(wang, town):
    await wang.says("2026-05-05 拜访华峰，嫌贵\n2026-05-06 电话华峰，要求周五前报价")
    assert await town.all(HouseWord) == []
    assert len(await town.all(Interaction)) >= 1


def test_the_official_sentences_are_read_under_their_heading():
    words = (
        "2027年节假日安排：放假\n一、元旦：1月1日（周五）至3日（周日）放假，共3天。\n"
        "二、春节：2月5日至11日放假调休，共7天。1月30日（星期六）、2月14日（星期日）上班。"
    )
    found = notice_in(words, TODAY)
    assert found is not None
    off = [day for day, (worked, _title) in found.days.items() if not worked]
    assert shown(off) == "2027-01-01~01-03, 2027-02-05~02-11"
    assert shown(set(found.days) - set(off)) == "2027-01-30, 2027-02-14"


@pytest.mark.parametrize("words", ["前再联系张总", "2027-02-05 前给华峰报价", "通知发华峰", ""])
def test_sentences_are_no_days(words):
    assert stretches_in(words, TODAY) is None


def test_a_stretch_of_months_is_a_slip_of_the_pen():
    with pytest.raises(ImpossibleDay):
        stretches_in("2027-02-05到2027-12-11", TODAY)


async def test_a_year_without_a_notice_says_so_until_its_days_are_there(admin, wang, town):
    town.clock.set("2026-12-30 10:00")
    await wang.says("今天拜访了华峰，要求5个工作日内报价")
    last = wang.reads.splitlines()[-1]
    assert last.startswith("（2027 年放假安排还没有")
    assert "放假 2027-01-01" in last
    await wang.says("今天拜访了华峰，要求1月6号前寄样品")
    assert "放假安排" not in wang.reads
    await admin.says("放假 2027-01-01到2027-01-03")
    await wang.says("今天打电话给华峰，要求5个工作日内改图纸")
    assert "放假安排" not in wang.reads


async def test_a_nickname_finds_the_customer_for_its_owner(admin, wang, town):
    await admin.says("加词 简称 老峰=苏州华峰")
    assert admin.reads == "✅ 简称：老峰 = 苏州华峰"
    await wang.says("昨天拜访了老峰，嫌贵")
    assert (await town.only(Interaction)).customer_id == (await town.only(Customer)).id
    await admin.says("华峰")
    assert HUAFENG not in admin.reads  # to name it is not to see it
    await admin.says("删词 老峰")
    assert await town.all(CustomerAlias) == []
    await admin.taps("撤销")
    assert (await town.only(CustomerAlias)).name == "老峰"


async def test_a_rep_gives_their_own_customer_a_nickname_and_no_other(wang, hire, town):
    li = await hire("小李", customers=("宁波海润泵业",))
    await li.says("加词 简称 老海=宁波海润")
    assert li.reads == "✅ 简称：老海 = 宁波海润"
    await li.says("add nickname 峰峰 = 苏州华峰")
    assert "苏州华峰" in li.reads
    assert len(await town.all(CustomerAlias)) == 1
    await wang.says("加词 简称 老海=华峰")
    assert wang.reads == "“老海”已经是另一个客户的简称。"


def test_a_house_with_many_words_is_read_in_time():
    from time import perf_counter

    rows = [HouseRow("product", f"型号{number}阀门", "") for number in range(200)]
    rows += [HouseRow("method", f"走动{number}", "visit") for number in range(50)]
    words, now = house_words(rows), NOW
    best = min(_seconds(words, now, perf_counter) for _ in range(5))
    assert best < 0.005


def _seconds(words, now, clock):
    start = clock()
    understand("昨天走动7了华峰，介绍了型号150阀门，要求3日内报价，下周二再跟进", now=now, words=words)
    return clock() - start
