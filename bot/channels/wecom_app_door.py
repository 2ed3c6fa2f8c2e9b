"""Who may come in through WeCom's callback address: signed, sealed for us, small and recent."""

import asyncio
from collections.abc import Callable, Mapping

from aiohttp import web

from bot.channels.wecom_app_xml import Malformed, fields
from bot.channels.wecom_crypto import Unsealed, decrypt, is_signed

MOST_BYTES = 64 * 1024
BODY_SECONDS = 5.0  # WeCom itself gives up then
REPLAY_SECONDS = 3 * 86_400.0
"""A callback that was signed longer ago is a replay: the inbox forgets its key after some days."""


class Forged(Exception):
    """Not from WeCom, or not for us. Its words hold nothing of what came."""


class TooLarge(Exception):
    """Larger than any callback."""


class Door:
    """Opens what is signed with `token` and sealed with `aes_key` for `corp_id`."""

    def __init__(self, corp_id: str, token: str, aes_key: str, now: Callable[[], float]) -> None:
        self._corp_id, self._token, self._aes_key = corp_id, token, aes_key
        self._now = now

    def echo(self, query: Mapping[str, str]) -> bytes:
        """The plain text that proves that this address is ours. Raises `Forged`.

        A callback's seal has the same form: whoever caught one must not have it opened here.
        """
        plain = self._unseal(query, query.get("echostr", ""))
        if plain.lstrip().startswith(b"<"):
            raise Forged("no echo but a callback")
        return plain

    def open(self, query: Mapping[str, str], body: bytes) -> dict[str, str]:
        """The fields of a callback. Raises `Forged`."""
        try:
            plain = self._unseal(query, fields(body).get("Encrypt", ""))
            return fields(plain)
        except Malformed as error:
            raise Forged(str(error)) from None

    def _unseal(self, query: Mapping[str, str], sealed: str) -> bytes:
        given, timestamp, nonce = (query.get(name, "") for name in ("msg_signature", "timestamp", "nonce"))
        if not self._token or not sealed or not is_signed(given, self._token, timestamp, nonce, sealed):
            raise Forged("the signature is wrong")
        if not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) < 12):
            raise Forged("it bears no time")
        if self._now() - int(timestamp) > REPLAY_SECONDS:
            raise Forged("it was signed too long ago")
        try:
            return decrypt(sealed, self._aes_key, self._corp_id)
        except Unsealed as error:
            raise Forged(str(error)) from None


async def read_body(request: web.Request) -> bytes:
    """The body, at most 64 kB. Raises `TooLarge`, or `Forged` where it does not come to its end."""
    if (request.content_length or 0) > MOST_BYTES:
        raise TooLarge
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for chunk in request.content.iter_chunked(MOST_BYTES):
                body += chunk
                if len(body) > MOST_BYTES:
                    raise TooLarge
    except (TimeoutError, ConnectionError, web.RequestPayloadError):
        raise Forged("it broke off") from None
    return bytes(body)
