"""What the stand-in WeCom keeps and checks: tokens, people, messages, cards, files, customers."""

import itertools
import json
import re
import secrets
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

TEXT_BYTES = 2048
MINUTE_MESSAGES = 30
CODE_SECONDS = 72 * 3600
MEDIA_SECONDS = 3 * 86_400
TASK_ID_TAKEN = 40058  # WeCom's documents name no code for it
CODE_SPENT = 40058  # nor for a code that was used or is too old


class Refusal(Exception):
    def __init__(self, code: int, words: str) -> None:
        super().__init__(words)
        self.code = code


@dataclass
class Item:
    """A message on somebody's screen: its kind and body, and whether it was changed."""

    id: str
    kind: str
    body: Json
    edited: bool = False
    spent: str = ""  # what stands where a card's buttons were


@dataclass
class UserState:
    name: str
    items: list[Item] = field(default_factory=list)
    sent_at: deque[float] = field(default_factory=deque)
    dropped: int = 0
    licensed: bool = True


@dataclass
class Code:
    task_id: str
    user: str
    until: float


class Books:
    def __init__(self, corp_id: str, agent_id: str, secret: str) -> None:
        self.corp_id, self.agent_id, self.secret = corp_id, agent_id, secret
        self.clock: Callable[[], float] = time.time
        self.users: dict[str, UserState] = {}
        self.media: dict[str, tuple[bytes, str, str, float]] = {}  # content, name, type, until
        self.customers: dict[str, Json] = {}
        self.codes: dict[str, Code] = {}
        self.tokens: dict[str, float] = {}
        self.token_seconds = 7200
        self.trusted = True
        self.open = True  # the app is switched on
        self.may_read_customers = True
        self._task_ids: set[str] = set()
        self._duplicates: dict[str, float] = {}
        self._numbers = itertools.count(1)

    def get_token(self, query: Json) -> Json:
        if query.get("corpid") != self.corp_id:
            raise Refusal(40013, "invalid corpid")
        if query.get("corpsecret") != self.secret:
            raise Refusal(40001, "invalid credential")
        token = f"token-{next(self._numbers)}-{secrets.token_hex(8)}"
        self.tokens[token] = self.clock() + self.token_seconds
        return {"access_token": token, "expires_in": self.token_seconds}

    def check(self, query: Json) -> None:
        """Whether a call may be made at all."""
        token = query.get("access_token", "")
        if not token:
            raise Refusal(41001, "access_token missing")
        if token not in self.tokens:
            raise Refusal(40014, "invalid access_token")
        if self.tokens[token] <= self.clock():
            raise Refusal(42001, "access_token expired")
        if not self.trusted:
            raise Refusal(60020, "not allow to access from your ip, from ip: 127.0.0.1")

    def expire_tokens(self) -> None:
        self.tokens = dict.fromkeys(self.tokens, 0.0)

    def agent(self, query: Json) -> Json:
        if query.get("agentid") != self.agent_id:
            raise Refusal(301002, "not allow operate another agent with this accesstoken")
        return {"agentid": int(self.agent_id), "name": "外勤本", "close": int(not self.open)}

    def send(self, given: Json) -> Json:
        self._check_agent(given)
        wanted = [id_ for id_ in str(given.get("touser", "")).split("|") if id_]
        known = [id_ for id_ in wanted if id_ in self.users]
        if not known:
            raise Refusal(81013, "user & party & tag all invalid")
        body = self._body(given)
        number = f"msg{next(self._numbers):06d}"
        answer: Json = {"invaliduser": "|".join(set(wanted) - set(known)), "msgid": number}
        unlicensed = [id_ for id_ in known if not self.users[id_].licensed]
        answer |= {"unlicenseduser": "|".join(unlicensed)} if unlicensed else {}
        if self._is_duplicate(given):
            return answer
        kind = given["msgtype"]
        if kind == "template_card":
            self._check_new_task(body["task_id"])
            answer["response_code"] = self.new_code(body["task_id"], known[0])
        for id_ in known:
            self._show(self.users[id_], Item(number, kind, body))
        return answer

    def update_card(self, given: Json) -> Json:
        """The card of an unused code no older than 72 hours, on the screens of `userids`."""
        self._check_agent(given)
        code = self.codes.pop(str(given.get("response_code")), None)
        if code is None or code.until <= self.clock():
            raise Refusal(CODE_SPENT, "invalid response_code")
        if "button" in given and not given["button"].get("replace_name"):
            raise Refusal(40058, "missing replace_name")
        if "button" not in given:
            _check_card(given.get("template_card", {}))
        invalid = [id_ for id_ in given["userids"] if id_ not in self.users]
        for id_ in set(given["userids"]) - set(invalid):
            for item in self.users[id_].items:
                if item.body.get("task_id") == code.task_id:
                    item.edited = True
                    if "button" in given:
                        item.spent = given["button"]["replace_name"]
                    else:
                        item.body = given["template_card"] | {"task_id": code.task_id}
        return {"invaliduser": invalid}

    def upload(self, kind: str, given: Json) -> Json:
        content, name, mime = given["media"]
        most = {"image": 10, "voice": 2, "video": 10, "file": 20}
        if kind not in most:
            raise Refusal(40004, "invalid media type")
        if not 5 < len(content) <= most[kind] * 2**20:
            raise Refusal(40006, "invalid media size")
        return {
            "type": kind,
            "media_id": self.keep(content, name, mime),
            "created_at": str(int(self.clock())),
        }

    def keep(self, content: bytes, name: str, mime: str) -> str:
        media_id = f"media-{next(self._numbers)}"
        self.media[media_id] = (content, name, mime, self.clock() + MEDIA_SECONDS)
        return media_id

    def fetch(self, query: Json) -> tuple[bytes, str, str]:
        content, name, mime, until = self.media.get(query.get("media_id", ""), (b"", "", "", 0.0))
        if until <= self.clock():
            raise Refusal(40007, "invalid media_id")
        return content, name, mime

    def follow_users(self) -> list[str]:
        """Who may add customers."""
        if not self.may_read_customers:
            raise Refusal(48002, "api forbidden")
        return sorted(self.users)

    def customer(self, query: Json) -> Json:
        self.follow_users()
        found = self.customers.get(query.get("external_userid", ""))
        if found is None:
            raise Refusal(84061, "not external contact")
        return found

    def new_code(self, task_id: str, user: str) -> str:
        code = secrets.token_urlsafe(24)
        self.codes[code] = Code(task_id, user, self.clock() + CODE_SECONDS)
        return code

    def _check_agent(self, given: Json) -> None:
        if given.get("agentid") != int(self.agent_id):
            raise Refusal(40056, "invalid agentid")

    def _body(self, given: Json) -> Json:
        kind = given.get("msgtype", "")
        body: Json = dict(given.get(kind, {}))
        match kind:
            case "text":
                if not body.get("content"):
                    raise Refusal(44004, "empty content")
                body["content"] = body["content"].encode()[:TEXT_BYTES].decode("utf-8", "replace")
            case "image" | "file":
                content, name, mime = self.fetch(body)
                body |= {"name": name, "mime": mime, "content": content}
            case "template_card":
                _check_card(body)
            case _:
                raise Refusal(40008, "invalid message type")
        return body

    def _check_new_task(self, task_id: str) -> None:
        if task_id in self._task_ids:
            raise Refusal(TASK_ID_TAKEN, "task_id exists")
        self._task_ids.add(task_id)

    def _is_duplicate(self, given: Json) -> bool:
        if given.get("enable_duplicate_check") != 1:
            return False
        same = json.dumps(given, sort_keys=True)
        until = self._duplicates.get(same, 0.0)
        self._duplicates[same] = self.clock() + min(given.get("duplicate_check_interval", 1800), 4 * 3600)
        return until > self.clock()

    def _show(self, user: UserState, item: Item) -> None:
        """More than thirty in a minute are dropped, and nobody is told."""
        now = self.clock()
        while user.sent_at and now - user.sent_at[0] >= 60:
            user.sent_at.popleft()
        if len(user.sent_at) >= MINUTE_MESSAGES:
            user.dropped += 1
            return
        user.sent_at.append(now)
        if user.licensed:
            user.items.append(item)


def _check_card(card: Json) -> None:
    if card.get("card_type") != "button_interaction":
        raise Refusal(42045, "template_card type or card_action invalid")
    title = card.get("main_title", {}).get("title", "")
    if not title:
        raise Refusal(41016, "missing title")
    if len(title) > 36 or len(card.get("sub_title_text", "")) > 160:
        raise Refusal(45003, "title or description too long")
    if not re.fullmatch(r"[A-Za-z0-9_@-]{1,128}", card.get("task_id", "")):
        raise Refusal(40058, "invalid task_id")
    buttons = card.get("button_list", [])
    if not 1 <= len(buttons) <= 6:
        raise Refusal(40016, "invalid button size")
    for button in buttons:
        if not 1 <= len(button.get("text", "")) <= 10:
            raise Refusal(40018, "invalid button name size")
        if button.get("type", 0) == 1:
            if not str(button.get("url", "")).startswith("http"):
                raise Refusal(40055, "invalid button url")
        elif not 1 <= len(button.get("key", "").encode()) <= 1024:
            raise Refusal(40019, "invalid button key size")
