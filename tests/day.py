"""A rep's day as a script: the same words on every platform, and what must be seen."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Says:
    """Somebody types words; what is shown then holds all of `sees`. `quiet`: no answer is due."""

    who: str
    words: str
    sees: tuple[str, ...] = ()
    quiet: bool = False


@dataclass(frozen=True)
class Taps:
    """Somebody taps the newest button whose label holds `label`."""

    who: str
    label: str
    sees: tuple[str, ...] = ()


@dataclass(frozen=True)
class Binds:
    """Somebody new does with the admin's latest code what one does there."""

    who: str
    sees: tuple[str, ...] = ()


@dataclass(frozen=True)
class Time:
    """The clock moves to a local time in Shanghai, and the reminders of that minute come."""

    at: str
    who: str = ""
    sees: tuple[str, ...] = ()


Step = Says | Taps | Binds | Time

CHINESE: tuple[Step, ...] = (
    Says("老板", "加人 小王 销售 团队 华东", ("✅ 已加：小王",)),
    Says("老板", "邀请 小王", ("小王 的绑定码：",)),
    Binds("小王", ("小王",)),
    Says(
        "小王",
        "今天下午拜访了宁波海润张经理，对定制方案感兴趣，要求3日内报价，下周二再跟进",
        ("宁波海润",),
    ),
    Taps("小王", "新建", ("KH-", "报价", "05-09", "05-12")),
    Says("小王", "不是下周二，是周三", ("05-12", "05-13")),
    Says("小王", "其实是电话", ("拜访", "电话")),
    Says("小王", "海润合同 HT-2026-008 金额28万 今天签 6月10日到期", ("HT-2026-008", "280,000", "06-10")),
    Taps("小王", "保存", ("HT-2026-008", "宁波海润")),
    Says("小王", "宁波海润", ("📇", "定制方案", "06-10")),
    Says("小王", "明早9点提醒我给张经理发样本", ("05-07", "09:00", "发样本")),
    Says("小王", "谢谢", quiet=True),
    Time("2026-05-07 09:02", "小王", ("发样本", "宁波海润")),
    Taps("小王", "打了", ("说一句",)),
    Says("小王", "要两百套，下周五送样", ("宁波海润", "送样", "05-15")),
    Says("小王", "今天", ("发样本",)),
    Says("小王", "撤销", ("已撤销",)),
    Says("小王", "我的客户", ("宁波海润",)),
    Says("小王", "张经理的电话是13800138000", ("138",)),
    Says("老板", "成员", ("小王", "华东")),
    Time("2026-05-11 09:34", "小王", ("宁波海润", "06-10")),
)

ENGLISH: tuple[Step, ...] = (
    Says("老板", "加人 Anna 销售 团队 华东 英文", ("Anna", "English")),
    Says("老板", "邀请 Anna", ("Anna 的绑定码：",)),
    Binds("Anna", ("Welcome, Anna",)),
    Says(
        "Anna",
        "Visited Ningbo Pumps (Bob Chen) today, wants a quote by Friday, call him next Tuesday",
        ("Ningbo Pumps",),
    ),
    Taps("Anna", "Create", ("KH-", "quote", "Fri 8 May", "Tue 12 May")),
    Says("Anna", "not Tuesday, Wednesday", ("Tue 12 May", "Wed 13 May")),
    Says("Anna", "Ningbo Pumps", ("Bob Chen",)),
    Says("Anna", "remind me tomorrow 9am to send Bob the samples", ("Thu 7 May", "09:00")),
    Time("2026-05-07 09:02", "Anna", ("samples",)),
    Taps("Anna", "Tomorrow", ("Fri 8 May",)),
    Says("Anna", "undo", ("Taken back",)),
    Says("Anna", "my customers", ("Ningbo Pumps",)),
)
