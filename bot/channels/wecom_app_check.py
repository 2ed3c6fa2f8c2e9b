"""What works of the settings of WeCom's app and what is wrong with them, for `fieldbook check`."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from bot.channels import Finding, TryLater, Unreachable
from bot.channels.calls import Caller
from bot.channels.wecom_app import PATH
from bot.channels.wecom_app_api import UNTRUSTED_ADDRESS, Api, Misconfigured, Refused
from bot.channels.wecom_crypto import KEY_CHARACTERS, Unsealed, key_of
from bot.texts import _

MOST_SKEW = timedelta(minutes=5)
_SECRET = _("the secret is wrong. Copy it from the app's page (FIELDBOOK_WECOM_SECRET).")
_WRONG: Mapping[int, str] = {
    41004: _SECRET,
    40001: _SECRET,
    40013: _("the corp id is wrong. It stands under 我的企业 (FIELDBOOK_WECOM_CORP_ID)."),
    40056: _("the agent id is wrong. It stands on the app's page (FIELDBOOK_WECOM_AGENT_ID)."),
    301002: _("the secret belongs to another app than the agent id."),
}


async def check(
    corp_id: str, agent_id: str, secret: str, *, token: str, aes_key: str, api_base: str, public_url: str
) -> list[Finding]:
    """What was found out, the settings first, then what WeCom says to them."""
    api = Api(api_base, corp_id, secret)
    try:
        app = await _app(api, agent_id)
        customers = [await _customers(api)] if app.ok else []
    finally:
        await api.close()
    settings = [*_keys(agent_id, token, aes_key), _address(public_url), *await _clock(api_base)]
    return [*settings, app, *customers]


def _keys(agent_id: str, token: str, aes_key: str) -> list[Finding]:
    wrong = []
    if not agent_id.isdecimal():
        words = _("the agent id is a number (FIELDBOOK_WECOM_AGENT_ID).")
        wrong.append(Finding(ok=False, words=words))
    if not token:
        words = _("the token of 接收消息 is not set (FIELDBOOK_WECOM_TOKEN).")
        wrong.append(Finding(ok=False, words=words))
    try:
        key_of(aes_key)
    except Unsealed:
        words = _("EncodingAESKey has {right} characters, this one {count} (FIELDBOOK_WECOM_AES_KEY).")
        wrong.append(Finding(ok=False, words=words, facts={"right": KEY_CHARACTERS, "count": len(aes_key)}))
    return wrong


def _address(public_url: str) -> Finding:
    if not public_url.startswith("https://"):
        words = _("callbacks need a public address with https:// (FIELDBOOK_PUBLIC_URL).")
        return Finding(ok=False, words=words)
    words = _("the address to enter under 接收消息 is {url}")
    return Finding(ok=True, words=words, facts={"url": public_url.rstrip("/") + PATH})


async def _clock(api_base: str) -> list[Finding]:
    """Whether our clock is right, by WeCom's; nothing where WeCom does not tell the time."""
    caller = Caller()
    try:
        _body, headers = await caller.fetch(api_base.rstrip("/") + "/cgi-bin/gettoken")
        skew = abs(datetime.now(UTC) - parsedate_to_datetime(headers.get("Date", "")))
    except (TryLater, Unreachable, ValueError, TypeError):
        return []
    finally:
        await caller.close()
    if skew <= MOST_SKEW:
        return []
    words = _("the clock of this server is {minutes} minutes off. Set it by NTP.")
    return [Finding(ok=False, words=words, facts={"minutes": round(skew.total_seconds() / 60)})]


async def _app(api: Api, agent_id: str) -> Finding:
    try:
        found = await api.call("GET", "agent/get", agentid=agent_id)
    except Misconfigured as error:
        return _misconfigured(error)
    except (TryLater, Unreachable, Refused) as error:
        words = _("WeCom cannot be asked ({error}).")
        return Finding(ok=False, words=words, facts={"error": str(error)})
    if found.get("close"):
        words = _("the app is switched off. Switch it on on its page (启用).")
        return Finding(ok=False, words=words)
    words = _("{name} answers.")
    return Finding(ok=True, words=words, facts={"name": found.get("name") or agent_id})


def _misconfigured(error: Misconfigured) -> Finding:
    if error.code == UNTRUSTED_ADDRESS:
        words = _("add the IP of this server ({address}) to the app's 企业可信IP.")
        return Finding(ok=False, words=words, facts={"address": error.address or "?"})
    if error.code in _WRONG:
        return Finding(ok=False, words=_WRONG[error.code])
    words = _("WeCom cannot be asked ({error}).")
    return Finding(ok=False, words=words, facts={"error": str(error)})


async def _customers(api: Api) -> Finding:
    """Whether customers that are added in WeCom are told of; a service without them is well."""
    try:
        found = await api.call("GET", "externalcontact/get_follow_user_list")
    except (TryLater, Unreachable, Refused):
        words = _(
            "customers added in WeCom are not told of. To have them, permit this app under "
            "客户联系 → 客户 → API → 可调用接口的应用."
        )
        return Finding(ok=True, words=words)
    words = _("customers of {count} people who use 客户联系 are told of.")
    return Finding(ok=True, words=words, facts={"count": len(found.get("follow_user") or ())})
