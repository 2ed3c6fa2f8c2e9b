"""What DingTalk's robot, card and file calls check and do, as its documentation tells it."""

import itertools
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

KINDS = ("xlsx", "pdf", "zip", "rar", "doc", "docx")
NEEDED = {
    "sampleText": ("content",),
    "sampleMarkdown": ("title", "text"),
    "sampleImageMsg": ("photoURL",),
    "sampleFile": ("mediaId", "fileName", "fileType"),
}
MOST_USERS = 20
MESSAGE_BYTES = 15_000
TEXT_CHARACTERS = 5000
PARAMETER_BYTES = 1024
TOKEN_SECONDS = 7200
WEBHOOK_SECONDS = 5400.0


class Refusal(Exception):
    """An answer of the new API other than 200, or an `errcode` of the old one."""

    def __init__(self, code: str | int, status: int = 400, message: str = "") -> None:
        super().__init__(message or str(code))
        self.code, self.status = code, status


@dataclass
class Shown:
    """One message of the robot in a chat: `content` as it was sent."""

    id: str
    kind: str  # text, markdown, card, image, file
    content: Json
    edited: bool = False


@dataclass
class Books:
    """The state behind the calls. `clock` is seconds since 1970; `ahead` moves it."""

    clock: Callable[[], float]
    client_id: str
    client_secret: str
    chats: dict[str, list[Shown]] = field(default_factory=dict)  # "user:id" or "group:id"
    tokens: dict[str, float] = field(default_factory=dict)
    old_tokens: dict[str, float] = field(default_factory=dict)
    webhooks: dict[str, tuple[str, float]] = field(default_factory=dict)
    templates: set[str] = field(default_factory=set)
    cards: dict[str, tuple[str, Shown]] = field(default_factory=dict)  # outTrackId → chat, card
    files: dict[str, bytes] = field(default_factory=dict)  # download code → what people sent
    media: dict[str, tuple[str, bytes]] = field(default_factory=dict)  # media id → what the robot uploaded
    flow_controlled: set[str] = field(default_factory=set)
    turned_off: set[str] = field(default_factory=set)
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def new_token(self, given: Json) -> Json:
        self._check_keys(given.get("appKey"), given.get("appSecret"), Refusal("invalidClientIdOrSecret"))
        return {"accessToken": self._token(self.tokens, "new"), "expireIn": TOKEN_SECONDS}

    def old_token(self, given: Json) -> Json:
        self._check_keys(given.get("appkey"), given.get("appsecret"), Refusal(40096, 200))
        token = self._token(self.old_tokens, "old")
        return {"errcode": 0, "errmsg": "ok", "access_token": token, "expires_in": TOKEN_SECONDS}

    def check_token(self, token: str) -> None:
        if self.tokens.get(token, 0) <= self.clock():
            raise Refusal("InvalidAuthentication", 401)

    def check_connection(self, given: Json) -> frozenset[str]:
        """The topics that are asked for."""
        self._check_keys(given.get("clientId"), given.get("clientSecret"), Refusal("authFailed", 401))
        assert all(one["type"] in ("CALLBACK", "EVENT") for one in given["subscriptions"])
        return frozenset(one["topic"] for one in given["subscriptions"])

    def end_tokens(self) -> None:
        """All tokens end before their time."""
        self.tokens.clear()
        self.old_tokens.clear()

    def webhook(self, chat: str) -> tuple[str, float]:
        """A new session of a chat and when it ends."""
        session = f"s{next(self.numbers)}"
        self.webhooks[session] = (chat, self.clock() + WEBHOOK_SECONDS)
        return session, self.webhooks[session][1]

    def answer(self, session: str, given: Json) -> Json:
        """A message through a session webhook."""
        chat, until = self.webhooks.get(session, ("", 0.0))
        if until <= self.clock():
            raise Refusal(300001, 200, "session is expired")
        kind = given.get("msgtype")
        if kind not in ("text", "markdown"):
            raise Refusal(400102, 200)
        self._show(chat, kind, _sized(dict(given[kind]), NEEDED[f"sample{kind.capitalize()}"]))
        return {"errcode": 0, "errmsg": "ok"}

    def to_people(self, given: Json) -> Json:
        users = given.get("userIds")
        if not isinstance(users, list) or not 1 <= len(users) <= MOST_USERS:
            raise Refusal("invalidParameter.userIds.invalid")
        kind, content = self._message(given)
        key = f"pqk{next(self.numbers)}"
        lists: dict[str, list[str]] = {"flowControlled": [], "invalid": [], "filtered": []}
        for user in users:
            if f"user:{user}" not in self.chats:
                lists["invalid"].append(user)
            elif user in self.flow_controlled:
                lists["flowControlled"].append(user)
            elif user in self.turned_off:
                lists["filtered"].append(user)
            else:
                self._show(f"user:{user}", kind, content, key)
        return {"processQueryKey": key, **{f"{name}StaffIdList": list_ for name, list_ in lists.items()}}

    def to_group(self, given: Json) -> Json:
        chat = f"group:{given.get('openConversationId')}"
        if chat not in self.chats:
            raise Refusal("invalidParameter.openConversationId.invalid")
        kind, content = self._message(given)
        return {"processQueryKey": self._show(chat, kind, content).id}

    def make_card(self, given: Json) -> Json:
        """A card that is shown nowhere yet."""
        if given.get("cardTemplateId") not in self.templates:
            raise Refusal("param.cardTemplateNotExist")
        if given.get("callbackType") != "STREAM" or not given.get("outTrackId"):
            raise Refusal("param.error")
        _card_values(given)
        return {"success": True, "result": given["outTrackId"]}

    def create_card(self, given: Json) -> Json:
        self.make_card(given)
        space, _, id_ = str(given.get("openSpaceId")).removeprefix("dtv1.card//").partition(".")
        chat = f"{'group' if space == 'IM_GROUP' else 'user'}:{id_}"
        model = "imGroupOpenDeliverModel" if space == "IM_GROUP" else "imRobotOpenDeliverModel"
        if space not in ("IM_GROUP", "IM_ROBOT") or model not in given:
            raise Refusal("param.openSpaceIdInvalid")
        values = _card_values(given)
        delivered = chat in self.chats
        if delivered and given["outTrackId"] not in self.cards:
            card = Shown(given["outTrackId"], "card", values)
            self.chats[chat].append(card)
            self.cards[card.id] = (chat, card)
        result = {"spaceType": space, "spaceId": id_, "success": delivered, "errorMsg": ""}
        return {"success": True, "result": {"outTrackId": given["outTrackId"], "deliverResults": [result]}}

    def change_card(self, given: Json) -> Json:
        if given.get("outTrackId") not in self.cards:
            raise Refusal("param.outTrackIdNotExist")
        _, card = self.cards[given["outTrackId"]]
        by_key = given.get("cardUpdateOptions", {}).get("updateCardDataByKey")
        card.content = {**(card.content if by_key else {}), **_card_values(given)}
        card.edited = True
        return {"success": True, "result": True}

    def download(self, given: Json, base: str) -> Json:
        if given.get("robotCode") != self.client_id or given.get("downloadCode") not in self.files:
            raise Refusal("unknownError")
        return {"downloadUrl": f"{base}/files/{given['downloadCode']}?sign=1"}

    def upload(self, token: str, kind: str, name: str, content: bytes) -> Json:
        if self.old_tokens.get(token, 0) <= self.clock():
            raise Refusal(40014, 200)
        if kind not in ("image", "file", "voice", "video") or not content:
            raise Refusal(40035, 200)
        media = f"@lAD{next(self.numbers)}"
        self.media[media] = (name, content)
        return {"errcode": 0, "errmsg": "ok", "media_id": media, "type": kind}

    def _message(self, given: Json) -> tuple[str, Json]:
        key, raw = given.get("msgKey"), given.get("msgParam")
        if given.get("robotCode") != self.client_id:
            raise Refusal("invalidParameter.robotCode.notExist")
        if key not in NEEDED or not isinstance(raw, str) or len(raw.encode()) > MESSAGE_BYTES:
            raise Refusal("invalidParameter.msgParam.invalid")
        content = _sized(json.loads(raw), NEEDED[key])
        media = content.get("mediaId") or content.get("photoURL")
        if media is not None and media not in self.media:
            raise Refusal("invalidParameter.media.invalid")
        if key == "sampleFile" and content["fileType"] not in KINDS:
            raise Refusal("invalidParameter.fileType.invalid")
        return key.removeprefix("sample").removesuffix("Msg").lower(), content

    def _show(self, chat: str, kind: str, content: Json, key: str = "") -> Shown:
        shown = Shown(key or f"pqk{next(self.numbers)}", kind, content)
        self.chats[chat].append(shown)
        return shown

    def _token(self, tokens: dict[str, float], name: str) -> str:
        token = f"{name}-{next(self.numbers)}"
        tokens[token] = self.clock() + TOKEN_SECONDS
        return token

    def _check_keys(self, id_: object, secret: object, refusal: Refusal) -> None:
        if (id_, secret) != (self.client_id, self.client_secret):
            raise refusal


def _sized(content: Json, needed: tuple[str, ...]) -> Json:
    for name in needed:
        text = content.get(name)
        if not isinstance(text, str) or not text.strip() or len(text) > TEXT_CHARACTERS:
            raise Refusal("invalidParameter.msgParam.invalid")
    return content


def _card_values(given: Json) -> Json:
    values = given.get("cardData", {}).get("cardParamMap", {})
    if not all(isinstance(one, str) and len(one.encode()) <= PARAMETER_BYTES for one in values.values()):
        raise Refusal("param.cardParamMapInvalid")
    return dict(values)
