"""The field's terms in the person's language: what columns hold, as people say it."""

from bot.texts import _

METHODS = {
    "call": _("call"),
    "visit": _("visit"),
    "wechat": _("message"),
    "email": _("e-mail"),
    "meeting": _("meeting"),
}
STAGES = {
    "potential": _("potential"),
    "following": _("in progress"),
    "won": _("won"),
    "lost": _("lost"),
}
LEVELS = {
    "strategic": _("strategic"),
    "key": _("key account"),
    "regular": _("regular"),
    "prospect": _("prospect"),
}
INTENTS = {"high": _("high"), "middle": _("medium"), "low": _("low")}
KINDS = {"company": _("company"), "person": _("private person"), "partner": _("partner")}
ROLES = {
    "rep": _("sales rep"),
    "manager": _("manager"),
    "executive": _("executive"),
    "service": _("service"),
    "finance": _("finance"),
    "admin": _("admin"),
}
CONTRACT_STATES = {
    "active": _("active"),
    "renewed": _("renewed"),
    "declined": _("not renewed"),
    "expired": _("expired"),
}
MILESTONES = {
    "sample": _("sample"),
    "quote": _("quote"),
    "demo": _("demonstration"),
    "trial": _("trial"),
    "tender": _("tender"),
    "negotiation": _("negotiation"),
    "signed": _("signing"),
    "order": _("order"),
    "payment": _("payment"),
    "delivery": _("delivery"),
    "acceptance": _("acceptance"),
    "lost": _("lost"),
    "complaint": _("complaint"),
}
HOUSE_KINDS = {
    "method": _("method"),
    "product": _("product"),
    "milestone": _("milestone"),
    "title": _("title"),
    "nickname": _("nickname"),
    "holiday": _("day off"),
    "workday": _("work day"),
}
MODELS = {
    "customer": _("customer"),
    "customeralias": _("short name"),
    "contact": _("contact"),
    "interaction": _("record"),
    "commitment": _("to-do"),
    "contract": _("contract"),
    "draft": _("draft"),
    "attachment": _("file"),
    "external_contact": _("WeChat contact"),
    "house_word": _("word"),
}
