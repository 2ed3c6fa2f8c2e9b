"""Who was spoken to: 张经理, 李总, 老贺, Ms Chen, Bob, Dr. Osei."""

import re
from dataclasses import dataclass

from bot.language.tables import people as table

_SURNAME = f"(?:{table.DOUBLE_SURNAMES}|[{table.SURNAMES}])"
_TITLED = re.compile(rf"(?=(?P<name>{_SURNAME})(?P<title>{table.TITLES}))")
_FULL = re.compile(
    rf"(?<![\u4e00-\u9fff])(?P<name>{_SURNAME}[\u4e00-\u9fff]{{1,2}})(?P<title>{table.TITLES})(?![\u4e00-\u9fff]{{0}}理)"
)
_OLD_YOUNG = re.compile(rf"(?P<mark>[老小阿])(?P<name>{_SURNAME})(?P<title>总|工|哥|姐|师傅|老师|经理)?")
_LABELLED = re.compile(
    rf"(?:联系人|对接人|负责人|姓名|找|叫|名叫|是|采购|接口人|客户|老板|procurement|contact)\s*[:：]?\s*(?P<name>{_SURNAME}[\u4e00-\u9fff]{{1,2}})"
    r"(?=$|[\s,，。;；、(（\d]|电话|手机|职位|[a-zA-Z0-9])"
)
_LATIN = re.compile(
    r"(?<![A-Za-z@.#-])(?P<title>(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.?\s+)?(?P<name>[A-Z][a-zà-ÿ-]+(?:'(?!s\b)[A-Za-zà-ÿ]+)?(?:\s+(?:[OD]['’](?=[A-Z])|Ma?c(?=[A-Z]))?[A-Z][a-zà-ÿ-]+)?)(?![A-Za-z@]|\.[a-z])"
)
_TITLED_EN = re.compile(
    r"\b(?P<title>mr|mrs|ms|miss|dr|prof|professor|manager|director|mgr|engineer|boss)\b\.?\s+(?P<name>[A-Za-z][a-zà-ÿ'-]+)",
    re.IGNORECASE,
)
_LOWER_EN = re.compile(
    r"\b(?:with|met|called|call|visited|saw|rang|phoned|emailed|texted|told|asked|from|by|to|for|mgr|manager|contact|w/|and|off the phone with)\s+"
    r"(?!(?:with|to|from|by|for|and|the|contact) )(?P<name>[a-z]{2,12}(?: (?!from|at|of)[a-z]{2,14}(?= (?:from|at|of|@) ?))?)\b"
)
_NOT_NAMES_WORDS = (
    "teams zoom whatsapp wechat email excel word powerpoint monday tuesday wednesday thursday friday "
    "saturday sunday january february march april may june july august september october november "
    "december jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat "
    "sun today tomorrow yesterday tonight contract invoice meeting visit visited met called call calls "
    "spoke email emailed new create add remind reminder show list who what when where why how the a an "
    "and but or if my our their his her its this that these those he she they we you i it no yes ok okay "
    "thanks thank hello hi hey please not never lost won signed sent send quote quoted demo lunch dinner "
    "coffee left had got just follow followed next last budget amount price total rfp rfq po nda coa "
    "capa crm erp plant manager director engineer purchasing procurement quality sales finance legal "
    "dept department ceo cto cfo coo vp contact phone tel mobile christmas easter thanksgiving labor "
    "xmas brief history weekly report today's undo correction customer client company site office q1 q2 "
    "q3 q4 dropped stopped push move change update set plan arrange book schedule wants want needs need "
    "asked said says told likes agreed interested order ordered paid pays payment delivery sample "
    "samples proposal trial pilot deal offer renewal renew prospect lead account linkedin google "
    "microsoft amazon dell apple english chinese china usa europe uk germany france japan after before "
    "during while since catch up also then both all everyone nobody someone catching off on in at by for "
    "from with to of as is was were are be been will would can could should must might do does did done "
    "has have discussed talked talk going great good bad nice very too still maybe perhaps first second "
    "third service crew line machine model version annual framework agreement frame purchase supply "
    "chain team hotel bank re fw competitor approved decision circle back board key accounts due mr ms "
    "mrs dr"
)
_NOT_NAMES = frozenset(_NOT_NAMES_WORDS.split())


@dataclass(frozen=True, slots=True)
class Person:
    """A person named in the text: as written, and how sure the form is."""

    said: str
    title: str | None
    span: tuple[int, int]
    sure: bool = True


def persons_in(text: str, *, taken: tuple[tuple[int, int], ...] = ()) -> list[Person]:
    """People in reading order; `taken` stretches (customers, dates, addresses) are passed over."""
    found = [*_titled(text), *_full_titled(text), *_old_and_young(text), *_labelled(text), *_latin(text)]
    free = [p for p in found if not any(s < p.span[1] and p.span[0] < e for s, e in taken)]
    kept: list[Person] = []
    for person in sorted(free, key=lambda p: (p.span[0], -(p.span[1] - p.span[0]))):
        if not kept or person.span[0] >= kept[-1].span[1]:
            kept.append(person)
    return kept


def _titled(text: str) -> list[Person]:
    found = []
    for match in _TITLED.finditer(text):
        start, end = match.start("name"), match.end("title")
        name, title = match["name"], match["title"]
        before = text[:start]
        if len(name) == 1 and any((before + name).endswith(word) for word in table.NOT_SURNAMES_BEFORE):
            continue
        if text[end : end + 1] and text[end : end + 1] in table.NOT_AFTER.get(title, ""):
            continue
        if len(name) == 1 and re.search(rf"(?:{table.DOUBLE_SURNAMES})$", before + name):
            continue
        if _inner_word(text, start, end, name, title):
            continue
        found.append(Person(name + title, title, (start, end)))
    return found


_INNER = ("施工", "成工", "时工", "和工", "安工", "成行", "银行", "言行", "安处", "益处", "好处", "成总", "原工", "水工", "全工", "工行",
          "车行", "商行", "华行", "明处", "时处", "文科", "康科", "和董", "古董", "位处", "相处", "花工", "党工", "单工", "麦工", "文工",
          "明行", "时行", "强行", "任行", "安行", "平行", "进行", "执行", "同行", "游行", "流行", "连行", "单行", "封装", "关系", "简单", "曲线")  # fmt: skip


def _inner_word(text: str, start: int, end: int, name: str, title: str) -> bool:
    """施工 and its like are words."""
    return len(title) == 1 and name + title in _INNER


def _full_titled(text: str) -> list[Person]:
    """赵敏经理 after a boundary, where the character before the title is not itself a likely surname."""
    found = []
    for match in re.finditer(
        rf"(?:^|[\s,，。;；的跟和与见约给了:：(（])(?P<name>{_SURNAME}[\u4e00-\u9fff]{{1,2}}?)(?P<title>{table.TITLES})",
        text,
    ):
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


def _old_and_young(text: str) -> list[Person]:
    found = []
    for match in _OLD_YOUNG.finditer(text):
        mark, name = match["mark"], match["name"]
        after = text[match.end() : match.end() + 1]
        if (
            (mark == "小" and name in "时组票")
            or (mark == "老" and name in "师")
            or text[match.start() - 1 : match.start()] in ("大", "最", "很", "太", "变")
        ):
            continue
        if (
            mark == "小"
            and name in "高米麦费单单型"
            and after not in ("", " ", "，", ",", "说", "要", "的", "打", "让", "参", "那")
        ):
            continue
        if (mark == "老" and name in "年") or name + after in ("关系", "计划", "时候", "单子", "程序"):
            continue
        found.append(Person(match.group(), match["title"], match.span()))
    return found


def _labelled(text: str) -> list[Person]:
    return [
        Person(m["name"], None, m.span("name"))
        for m in _LABELLED.finditer(text)
        if not _company_like(m["name"])
    ]


def _company_like(name: str) -> bool:
    return bool(re.search("公司|集团|客户|方案|什么|哪|谁|不|没", name))


def _latin(text: str) -> list[Person]:
    chinese = bool(re.search("[\u4e00-\u9fff]", text))
    found = [_person_en(m, text, chinese) for m in _LATIN.finditer(text)]
    for match in _TITLED_EN.finditer(text):
        name = match["name"]
        if name.lower() not in _NOT_NAMES and (name[0].isupper() or name.lower() in table.FIRST_NAMES):
            role = match["title"].lower() in ("manager", "director", "mgr", "engineer", "boss")
            written = not role or match["title"][0].isupper()
            said, span = (match.group(), match.span()) if written else (name, match.span("name"))
            found.append(Person(said, match["title"], span))
    found += [
        Person(match["name"], None, match.span("name"))
        for match in _LOWER_EN.finditer(text)
        if (first := match["name"].split()[0]) in table.FIRST_NAMES and first not in table.SHY_NAMES
    ]
    return [p for p in found if p]


_ACTS = re.compile(
    r"\s*(?:'s\b|\(|,? (?:said|says|told|asked|wants|wanted|will|would|approved|confirmed|signed|agreed|called|replied|is|was|on|from|at|of|"
    r"showed|needs|likes|thinks|promised|mentioned|emailed|rang|texted|prefers|has|had|and|in|by|the|a|our|about|for|to)\b|说|要|让|那|没|不|在|给|问|答|回|加|打|发|催|想|觉得|已|[,，.。;；)）]|$)"
)


def _person_en(match: re.Match[str], text: str, chinese: bool) -> Person | None:
    words = match["name"].split()
    while words and words[0].lower() in _NOT_NAMES:
        words = words[1:]
    if not words:
        return None
    name = " ".join(words)
    start = match.start("name") + match["name"].rfind(name)
    known = words[0].lower() in table.FIRST_NAMES or words[-1].lower() in table.PINYIN_SURNAMES
    if match["title"] and start == match.start("name"):
        return Person(
            match["title"].strip() + " " + name,
            match["title"].strip(" ."),
            (match.start(), match.end("name")),
        )
    if any(word.lower() in _NOT_NAMES for word in words[1:]):
        words = words[:1]
        name = words[0]
    if not known and not chinese:
        before = text[:start]
        cue = re.search(
            r"(?:\bwith|\bw/?|\bmet|\bspoke to|\btold|\basked|\(|\bmgr|\bmanager|\bcontact|\bemail from|(?:send|samples?|quote|proposal|email|voicemail|message|msg|note) (?:to|for)|\bask|\btell|\bgive|\bping|\bchase)\s*$",
            before,
            re.IGNORECASE,
        )
        if not (cue and len(words) <= 2) or not _ACTS.match(text[start + len(name) :]):
            return None
        return Person(name, None, (start, start + len(name)), sure=False)
    if not known and chinese and not _ACTS.match(text[start + len(name) :]):
        return None
    return Person(name, None, (start, start + len(name)), sure=known)


def same_person(said: str, name: str, title: str | None = None) -> bool:
    """Whether the words for a person (张经理, 老张, Ms Chen, Bob) may mean this contact."""
    a, b = _plain(said), _plain(name)
    if a == b or a in (b + _plain(title or ""), b[:1] + _plain(title or "")):
        return True
    if re.search("[\u4e00-\u9fff]", said):
        return _same_chinese(said, name, title)
    words = {w for w in re.split(r"[\s.]+", said.lower()) if w and not re.fullmatch(table.TITLES_EN, w)}
    return bool(words) and words <= set(re.split(r"[\s.]+", name.lower()))


def _plain(text: str) -> str:
    return re.sub(r"[\s.]+", "", text.lower())


def _same_chinese(said: str, name: str, title: str | None) -> bool:
    match = re.fullmatch(
        rf"[老小阿]?(?P<name>{_SURNAME}[\u4e00-\u9fff]{{0,2}}?)(?P<title>{table.TITLES})?", said
    )
    if not match:
        return bool(said) and (said in name or name in said)
    if not name.startswith(match["name"]) and match["name"] != name:
        return False
    job = match["title"]
    if not job or not title or title in job or job in title or (len(job) == 1 and job in title + "姐哥"):
        return True
    return (
        job in ("先生", "女士", "小姐", "哥", "姐", "老师", "师傅")
        or (job == "总" and "经理" in title)
        or (job == "工" and "工程" in title)
    )
