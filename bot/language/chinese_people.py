"""People by their Chinese names: 张经理, 老贺, 任晓楠, 阿强, 麦生, 热合买提, 姓佟的科长."""

import re
from functools import lru_cache

from bot.language.person import CUSTOMER, KNOWN, TAKEN, Person
from bot.language.tables import people as table

SURNAME = f"(?:{table.DOUBLE_SURNAMES}|[{table.SURNAMES}{table.RARE_SURNAMES}])"
_GIVEN = "[" + "".join(sorted(table.GIVEN)) + "]"
_CJK = "[\u4e00-\u9fff]"
# What stands in front of a person, and behind one who does or is asked something.
_EDGE = rf"(?:^|(?<=[\s,，、。;；:：（()）\"“{TAKEN}{CUSTOMER}的跟和与找给约见请叫问催让是陪那边了到送带帮同个位])|(?<=老板|经理|主管|主任|助理|科长|部长|厂长|店长|社长|队长|工长|采购|行政|商务|技术|业务|销售|财务|会计|出纳|司机|前台|车间)|(?<=设备部|采购部|技术部|财务部|生产部|质量部))"
_THEN = (
    rf"(?=$|[\s,，、。;；:：（()）!！?？\d{TAKEN}{CUSTOMER}]|说|讲|话|问|聊|谈|打|发|回|要|想|让|反馈|表示|觉得|认为|嫌|来|去|见面|吃|喝|开|签|确认|答应|同意|催|不|没|在|那|这|电话|手机|微信|邮箱|通|沟通|对接|碰|交流|汇报|"
    r"约|刚|今|昨|明|上周|下周|负责|加了|提|推荐|介绍|转|换|收|给|已|也|都|就|先|再|还|又|跟|和|牵头|拍板|接|出差|休假|离职|调走|升|拿|帮|带|陪|请|交|寄|取|订|下单|付|投诉|过来|过去)"
)
_NAMED = rf"[{table.PLAIN_SURNAMES}]{_GIVEN}{{2}}"
_SHORT = rf"[{table.PLAIN_SURNAMES}]{_GIVEN}"
_WHOLE = re.compile(rf"{_EDGE}(?P<name>{_NAMED}){_THEN}")
_WHOLE_SHORT = re.compile(
    rf"(?:(?<=[跟和与找给约见请问催让陪是])|(?<=联系|碰到|遇到|打给|转给|见了|约了|老板|经理|主管|助理|采购|科长|主任|{TAKEN}的))(?P<name>{_SHORT})(?=聊|谈|打|发|说|讲|问|见面|吃|喝|开会|签|确认|沟通|对接|交流|$|[\s,，。；])"
    rf"|{_EDGE}(?P<name2>{_SHORT})(?=说|讲|那边|要求|反馈|表示|觉得|来电|打电话|打来|回复|确认|同意|答应|微信|电话)"
)
# Behind a customer's name a person is likelier: more surnames count.
_OF_CUSTOMER = re.compile(
    rf"(?:{CUSTOMER}(?:的|那边的|那边|他们)?|的)\s?(?P<name>[{table.SURNAMES[:200]}]{_GIVEN}{{2}}){_THEN}"
)
_DOUBLE = re.compile(rf"{_EDGE}(?:欧阳|上官|司徒|诸葛|慕容|皇甫|令狐|夏侯|公孙|尉迟|端木|申屠){_THEN}")
_BIG = re.compile(rf"{_EDGE}大[刘李张赵陈周孙杨朱徐胡](?=说|来电|打电话|让|问|那边|回|约|催|要|[，,]|$)")
_MISTER = re.compile(rf"(?P<title>Mr|Mrs|Ms|Miss|Dr)\.?\s*{SURNAME}(?:{_GIVEN}{{1,2}})?", re.IGNORECASE)
_OLD_YOUNG = re.compile(rf"(?P<mark>[老小阿])(?P<name>{SURNAME})(?P<title>总|工|哥|姐|师傅|老师|经理)?")
_NICKNAME = re.compile(
    rf"阿(?!{table.NOT_NICKNAMES})(?P<name>[{''.join(sorted(table.GIVEN))}珍妹成凤娇]|{SURNAME})(?:哥|姐|叔|嫂)?{_THEN}"
)
_GIVEN_AND_TITLE = re.compile(rf"{_EDGE}(?:小|大)?(?:{_GIVEN}|{_SHORT})(?P<title>姐|哥|嫂|姨)(?!妹|们)")
_YOUNG_GIVEN = re.compile(rf"{_EDGE}小[芳丽红敏娜婷静雪燕玲娟霞倩蓉颖莹萍洁军强勇辉杰磊峰涛斌凯]{_THEN}")
_JOB = re.compile(
    rf"(?:^|(?<=[\s,，、。;；:：（(）){TAKEN}{CUSTOMER}的跟和找给约见问请]))(?P<name>{SURNAME})(?P<title>{table.JOB_TITLES})"
)
_STEM = re.compile(rf"(?:{table.STEMS})(?:{table.STEMS_AFTER})?(?:(?P<title>{table.TITLES})|{_THEN})")
_LABELLED = re.compile(
    r"(?:联系人|对接人|负责人|接口人|经办人|收件人|姓名|找|叫|名叫|是|采购|客户|老板娘?|procurement|contact|title|主管|主任|经理|科长|部长|厂长|社长|店长|总监|换成了?|改成了?|助理|行政|设备部|采购部|技术部|财务部|生产部|工程部|销售部|品质部|质量部)\s*(?:[:：]|是|为|叫)?\s*"
    rf"(?P<name>{SURNAME}(?:阿{_CJK}|{_CJK}{{1,2}}))(?=$|[\s,，;；、。(（\d{TAKEN}{CUSTOMER}]|电话|手机|职位|微信|邮箱|[a-zA-Z0-9]|的(?=说|人|采购|经理|来|问|找|打|[，,]|$))"
)
_SURNAMED = re.compile(
    rf"(?:(?P<before>{table.TITLES}|采购|联系人|对接人|对方)(?:是|就)?)?姓(?P<name>{SURNAME})(?:(?:的|那个|这个)?(?P<title>{table.TITLES}|采购)|的)?(?![氏名])"
)
_INNER = ("施工", "成工", "时工", "和工", "安工", "成行", "银行", "言行", "安处", "益处", "好处", "成总", "原工", "水工", "全工", "工行",
          "车行", "商行", "华行", "明处", "时处", "文科", "康科", "和董", "古董", "位处", "相处", "花工", "党工", "单工", "麦工", "文工",
          "明行", "时行", "强行", "任行", "安行", "平行", "进行", "执行", "同行", "游行", "流行", "连行", "单行", "封装", "关系", "简单", "曲线",
          "初步", "杭工", "操作")  # fmt: skip

"""Surname and title by their characters; behind a customer's name all but `_WORDS` are persons."""
_WORDS = frozenset(
    (
        "施工",
        "银行",
        "进行",
        "执行",
        "同行",
        "游行",
        "流行",
        "平行",
        "单行",
        "商行",
        "车行",
        "封装",
        "关系",
        "简单",
        "曲线",
        "好处",
        "益处",
        "明处",
        "相处",
        "古董",
        "文科",
        "操作",
        "初步",
    )
)


def people(text: str, titles: tuple[str, ...] = ()) -> list[Person]:
    """Persons in no order; what is known to be something else is blanked with `TAKEN`."""
    if not re.search(_CJK, text):
        return []
    titled, full = _forms(titles)
    return [
        *_surnamed(text), *_titled(text, titled), *_full_titled(text, full), *_old_and_young(text), *_labelled(text), *_by_job(text), *_stems(text),
        *(Person(m["name"], None, m.span("name")) for m in _WHOLE.finditer(text)),
        *(Person(m["name"] or m["name2"], None, m.span("name") if m["name"] else m.span("name2")) for m in _WHOLE_SHORT.finditer(text)),
        *(Person(m.group(), None, m.span()) for pattern in (_NICKNAME, _YOUNG_GIVEN, _DOUBLE, _BIG) for m in pattern.finditer(text)),
        *(Person(m["name"], None, m.span("name")) for m in _OF_CUSTOMER.finditer(text)),
        *(Person(m.group(), m["title"], m.span()) for pattern in (_GIVEN_AND_TITLE, _MISTER) for m in pattern.finditer(text)),
    ]  # fmt: skip


@lru_cache(maxsize=8)
def _forms(titles: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Surname and title, whole name and title; with a house's own titles."""
    chinese = "|".join(map(re.escape, sorted({*table.TITLES.split("|"), *titles}, key=len, reverse=True)))
    return (
        re.compile(rf"(?=(?P<name>{SURNAME})(?P<title>{chinese}))"),
        re.compile(
            rf"(?:^|[\s,，。;；的跟和与见约给了:：(（{TAKEN}{CUSTOMER}])(?P<name>{SURNAME}{_CJK}{{1,2}}?)(?P<title>{chinese})"
        ),
    )


def _titled(text: str, titled: re.Pattern[str]) -> list[Person]:
    found = []
    for match in titled.finditer(text):
        start, end = match.start("name"), match.end("title")
        name, title = match["name"], match["title"]
        before = text[:start]
        if len(name) == 1 and any((before + name).endswith(word) for word in table.NOT_SURNAMES_BEFORE):
            continue
        if text[end : end + 1] and text[end : end + 1] in table.NOT_AFTER.get(title, ""):
            continue
        if len(name) == 1 and re.search(rf"(?:{table.DOUBLE_SURNAMES})$", before + name):
            continue
        if (
            len(title) == 1
            and name + title in _INNER
            and not (before.endswith((CUSTOMER, CUSTOMER + "的")) and name + title not in _WORDS)
        ):
            continue
        if (
            name in table.RARE_SURNAMES
            and len(title) == 1
            and not re.search(r"(?:^|[^\u4e00-\u9fff]|[的跟和找给约见让了个]|那边)$", before)
        ):
            continue
        found.append(Person(name + title, title, (start, end)))
    return found


def _full_titled(text: str, full: re.Pattern[str]) -> list[Person]:
    """赵敏经理 after a boundary, where the character before the title is not itself a likely surname."""
    found = []
    for match in full.finditer(text):
        name = match["name"]
        surname = 2 if re.match(table.DOUBLE_SURNAMES, name) else 1
        inner = name[surname:]
        if not inner or len(name) - surname > 2 or inner[-1] in "副大区域购售品术目产部们个位那这":
            continue
        if (
            inner[-1] in table.SURNAMES[:90]
            or len(match["title"]) < 2
            or re.search("公司|集团|科技|工程", name)
        ):
            continue
        found.append(Person(name + match["title"], match["title"], (match.start("name"), match.end("title"))))
    return found


_WORDS_OF_YOUNG = "高米麦费单型苗区组"


def _old_and_young(text: str) -> list[Person]:
    found = []
    for match in _OLD_YOUNG.finditer(text):
        mark, name = match["mark"], match["name"]
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        if (
            before in ("大", "最", "很", "太", "变", "更", "较")
            or (mark == "小" and name in "时组票")
            or (mark == "老" and name in "师年")
        ):
            continue
        if (
            mark == "小"
            and name in _WORDS_OF_YOUNG
            and not match["title"]
            and not _plainly_person(text, match.start(), match.end())
        ):
            continue
        if mark == "阿" and re.match(table.NOT_NICKNAMES, text[match.start("name") :]):
            continue
        if (
            mark in "老小"
            and name in table.RARE_SURNAMES
            and not _plainly_person(text, match.start(), match.end())
        ):
            continue
        if name + after in ("关系", "计划", "时候", "单子", "程序"):
            continue
        found.append(Person(match.group(), match["title"], match.span()))
    return found


_ROLE_BEFORE = re.compile(
    rf"(?:助理|采购|经理|主管|主任|[社科部厂店队工]长|老板|对接人|联系人|会计|行政|商务|技术|销售|{KNOWN}的?|的|跟|和|找|让|[:：，,]|^)\s*$"
)
_DOES = re.compile(
    rf"说|要|的|打|让|参|那|发|问|催|讲|话|回|约|聊|谈|见|来|去|在|不|没|想|给|也|都|已|微信|电话|[\s，,。；;：:（(\d{TAKEN}{CUSTOMER}]|$"
)


def _plainly_person(text: str, start: int, end: int) -> bool:
    """Whether 小费 or 老富 is somebody and no tip or wealth: a job in front and an act behind, or alone."""
    return bool(_DOES.match(text[end:])) and (
        bool(_ROLE_BEFORE.search(text[:start]))
        or text[end : end + 1] in ("", " ", "，", ",", "说", "要", "的", "打", "让", "那")
    )


def _labelled(text: str) -> list[Person]:
    return [
        Person(m["name"], None, m.span("name"))
        for m in _LABELLED.finditer(text)
        if not re.search("公司|集团|客户|方案|什么|哪|谁|不|没", m["name"])
    ]


def _by_job(text: str) -> list[Person]:
    return [
        Person(m["name"] + m["title"], m["title"], m.span())
        for m in _JOB.finditer(text)
        if text[m.end() : m.end() + 1] not in tuple(table.NOT_AFTER_JOB.get(m["title"], ""))
        and m.group() not in table.NOT_BY_JOB
    ]


def _stems(text: str) -> list[Person]:
    return [Person(m.group(), m["title"], m.span()) for m in _STEM.finditer(text)]


def _surnamed(text: str) -> list[Person]:
    """姓佟的科长, 老板姓蒲: the surname with the title it is said with."""
    found = []
    for match in _SURNAMED.finditer(text):
        job = (
            match["before"].removeprefix("车间")
            if match["before"] not in (None, "联系人", "对接人", "对方")
            else None
        )
        title = match["title"] or job
        found.append(Person(match["name"] + (title or ""), title, match.span()))
    return found
