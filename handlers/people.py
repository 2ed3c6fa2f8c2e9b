"""People of the house, for admins: add, invite with a code, list, and let go."""

import io
import re

import segno

from bot.capability import Capability
from bot.channels.attachments import data_address
from bot.messages import Attachment, Reply, Table
from bot.texts import _, show_channel
from bot.turn import Turn
from bot.words import ROLES

capability = Capability("people")
LONGEST_NAME = 40
_PNG = "image/png"
_ROLE_WORDS = {
    "rep": r"销售代表|销售员|业务员|销售|业务|sales rep|salesperson|sales|rep",
    "manager": r"销售主管|销售经理|主管|经理|manager|team lead",
    "executive": r"高管|总监|老板|executive|director",
    "service": r"客服|售后|服务|customer service|service",
    "finance": r"财务|会计|finance",
    "admin": r"管理员|admin(?:istrator)?",
}
_TEAM_WORD, _ABOVE_WORD = r"(?:团队|小组|team)", r"(?:主管|上级|领导|manager|reports to|under)"
_TEAM = re.compile(
    rf"\s*{_TEAM_WORD}\s*[:：]?\s*(?P<value>\S.*?)(?=\s*{_ABOVE_WORD}[\s:：]|$)", re.IGNORECASE
)
_SPEAKS = re.compile(
    r"\s+(?:语言\s*[:：]?\s*|说|in\s+|speaks?\s+|language\s+)?(?P<value>中文|汉语|英文|英语|english)(?=\s|$)",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    rf"\s*{_ABOVE_WORD}\s*[:：]?\s+(?P<value>(?!team\b|团队|小组)\S.*?)(?=\s*{_TEAM_WORD}[\s:：]|$)",
    re.IGNORECASE,
)


@capability.pattern(
    r"(?:加人|加成员|添加成员|新增成员|新成员|add (?:a |new )?(?:person|people|member|user|colleague))"
    r"(?:\s*[:：]\s*|\s+|$)(?P<rest>.*)"
)
async def add(turn: Turn) -> Reply | None:
    """`加人 小李 销售 团队 华东 主管 王总`, `add person Li rep team East manager Wang`."""
    turn.staff.must_be_admin()
    assert turn.found is not None
    rest, speaks = _without(_SPEAKS, turn.found["rest"].strip())
    rest, team = _without(_TEAM, rest)
    rest, above = _without(_ABOVE, rest)
    name, role = _name_and_role(rest)
    if not name or len(name) > LONGEST_NAME:
        return turn.remark(_("Say it like this: “add person Li rep team East manager Wang”."))
    language = turn.language if speaks is None else "zh" if speaks[0] in "中汉" else "en"
    person = await turn.staff.add(name, role, team=team, manager=above, language=language)
    facts = [
        person.name,
        turn.t(ROLES[role]),
        team or "",
        turn.t(_("manager {name}"), name=above) if above else "",
        ("中文" if language == "zh" else "English") if speaks else "",
    ]
    button = turn.button(_("Invite"), "people.invite_one", name=person.name)
    return turn.say(_("Added: {who}"), buttons=[button], who=" · ".join(fact for fact in facts if fact))


@capability.pattern(
    r"(?:重新)?(?:邀请|(?:re-?)?invite)(?:\s*[:：]\s*|\s+)(?P<name>\S.{0,39})", r"邀请(?P<name>\S{1,12})"
)
async def invite(turn: Turn) -> Reply | None:
    """`邀请 小李`, `invite Li`: a code, a link and its picture. "Invite Bob to lunch" is not meant."""
    assert turn.found is not None
    name = turn.found["name"].strip()
    return await _invited(turn, name) if await _may_mean(turn, name) else None


@capability.step
async def invite_one(turn: Turn) -> Reply | None:
    return await _invited(turn, turn.memory["name"])


@capability.command(
    "成员",
    "人员",
    "成员列表",
    "同事",
    "members",
    "staff",
    menu=("people", "成员（管理员）", "People (admins)"),
)
async def listed(turn: Turn) -> Reply | None:
    """Who is in the house, and where they are bound."""
    members = await turn.staff.members()
    header = (_("Name"), _("Role"), _("Team"), _("Manager"), _("Bound on"))
    rows = [
        (
            one.name,
            turn.t(ROLES[one.role]),
            one.team,
            one.manager,
            turn.t(_(", ")).join(show_channel(channel, turn.language) for channel in one.channels)
            or turn.t(_("not yet")),
        )
        for one in members
    ]
    table = Table(header=tuple(turn.t(title) for title in header), rows=tuple(rows))
    return turn.say(_("{count} people"), table=table, count=len(members))


@capability.pattern(
    r"(?:离职|停用|移除成员|release|deactivate|offboard|remove person)(?:\s*[:：]\s*|\s+)(?P<name>\S.{0,39})",
    r"(?:离职|停用)(?P<name>\S{1,12})",
)
async def release(turn: Turn) -> Reply | None:
    """`离职 小李`, `release Li`: asked once more, because it takes hold at once."""
    assert turn.found is not None
    name = turn.found["name"].strip()
    if not await _may_mean(turn, name):
        return None
    turn.staff.must_be_admin()
    person = await turn.staff.known(name)
    turn.staff.must_not_be(person)
    return turn.remark(
        _("End {name}'s access now? Customers and records stay."),
        buttons=[
            turn.choice(_("End access"), "people.let_go", name=person.name),
            turn.choice(_("Cancel"), "people.keep_on", name=person.name),
        ],
        name=person.name,
    )


@capability.step
async def let_go(turn: Turn) -> Reply | None:
    person = await turn.staff.release(turn.memory["name"])
    return turn.say(_("{name} has no access any more."), name=person.name)


@capability.step
async def keep_on(turn: Turn) -> Reply | None:
    return turn.say(_("{name} stays."), name=turn.memory["name"])


async def _invited(turn: Turn, name: str) -> Reply:
    turn.staff.must_be_admin()
    name = (await turn.staff.known(name)).name
    invitation = await turn.staff.invite(name)
    words = [
        turn.t(_("Code for {name}: {code}"), name=name, code=invitation.code),
        turn.t(_("It works once, until {moment}."), moment=turn.moment(invitation.expires_at)),
    ]
    if not turn.link_base:
        return turn.say([*words, turn.t(_("{name} types it into a chat with me."), name=name)])
    link = f"{turn.link_base}?start={invitation.token}"
    how = turn.t(_("{name} types it into a chat with me, or opens this link:"), name=name)
    return turn.say([*words, how, link], files=[_picture(link)])


def _picture(link: str) -> Attachment:
    """The link as a QR code, its bytes in the reference."""
    buffer = io.BytesIO()
    segno.make(link, error="m").save(buffer, kind="png", scale=8, border=4)
    picture = buffer.getvalue()
    return Attachment(
        name="invitation.png", mime=_PNG, size=len(picture), reference=data_address(_PNG, picture)
    )


async def _may_mean(turn: Turn, name: str) -> bool:
    """Whether the words name a person of the house, or an admin may have mistyped one."""
    short = turn.actor.role == "admin" and len(name.split()) <= 2 and len(name) <= 20
    return short or await turn.staff.named(name) is not None


def _without(part: re.Pattern[str], text: str) -> tuple[str, str | None]:
    """The text without this part, and the part's value."""
    found = part.search(text)
    if found is None:
        return text, None
    return f"{text[: found.start()]} {text[found.end() :]}".strip(), found["value"].strip(" ,，")


def _name_and_role(text: str) -> tuple[str, str]:
    """A name with its role behind it; without one it is a sales rep."""
    text = text.strip(" ,，")
    for role, words in _ROLE_WORDS.items():
        found = re.fullmatch(rf"(?P<name>.+?)[\s,，:：]+(?:角色|role)?\s*(?:{words})", text, re.IGNORECASE)
        if found:
            return found["name"].strip(" ,，"), role
    return text, "rep"
