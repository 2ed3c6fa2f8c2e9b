"""The sealing of WeCom's callbacks: WeCom's own examples, and both ways against the vendor's library."""

import base64
import os
import re

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from wechatpy.enterprise.crypto import WeChatCrypto

from bot.channels.wecom_crypto import (
    Unsealed,
    decrypt,
    decrypt_media,
    encrypt,
    is_signed,
    key_of,
    signature,
)

TOKEN = "QDG6eK"
KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
CORP = "wx5823bf96d3bd56c7"
ECHO = "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=="
POSTED = (
    "RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/s"
    "YYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJ"
    "YuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGU"
    "callcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDY"
    "A5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q=="
)
"""The two examples that WeCom's documents and sample libraries carry."""


def raw_seal(plain: bytes, key: str = KEY) -> str:
    """Whole blocks as they are, sealed without any padding."""
    secret = key_of(key)
    encryptor = Cipher(algorithms.AES(secret), modes.CBC(secret[:16])).encryptor()
    return base64.b64encode(encryptor.update(plain) + encryptor.finalize()).decode()


def test_wecoms_example_of_a_verification_opens() -> None:
    given = "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3"
    assert is_signed(given, TOKEN, "1409659589", "263014780", ECHO)
    assert decrypt(ECHO, KEY, CORP) == b"1616140317555161061"


def test_wecoms_example_of_a_message_opens() -> None:
    given = "477715d11cdb4164915debcba66cb864d751f3e6"
    assert signature(TOKEN, "1409659813", "1372623149", POSTED) == given
    xml = decrypt(POSTED, KEY, CORP).decode()
    assert "<FromUserName><![CDATA[mycreate]]></FromUserName>" in xml
    assert "<Content><![CDATA[hello]]></Content>" in xml
    assert "<MsgId>4561255354251345929</MsgId>" in xml


@pytest.mark.parametrize("text", ["", "x", "拜访了华为😀", "a" * 31, "a" * 32, "字" * 2000])
def test_what_we_seal_the_vendors_library_opens(text: str) -> None:
    sealed = encrypt(text.encode(), KEY, CORP)
    given = signature(TOKEN, "1409659813", "n", sealed)
    posted = f"<xml><Encrypt><![CDATA[{sealed}]]></Encrypt></xml>"
    opened = WeChatCrypto(TOKEN, KEY, CORP).decrypt_message(posted, given, "1409659813", "n")
    assert opened == text


@pytest.mark.parametrize("text", ["x", "拜访了华为😀", "a" * 31, "a" * 32, "字" * 2000])
def test_what_the_vendors_library_seals_we_open(text: str) -> None:
    xml = WeChatCrypto(TOKEN, KEY, CORP).encrypt_message(text, "n", "1409659813")
    sealed, given = (
        re.search(rf"<{name}><!\[CDATA\[(.*?)\]\]>", xml)[1]  # type: ignore[index]  # it is there
        for name in ("Encrypt", "MsgSignature")
    )
    assert is_signed(given, TOKEN, "1409659813", "n", sealed)
    assert decrypt(sealed, KEY, CORP).decode() == text


@pytest.mark.parametrize(
    "given",
    ["", "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd4", "5C45FF5E21C57E6AD56BAC8758B79B1D9AC89FD3", "签名"],
)
def test_a_wrong_signature_is_told(given: str) -> None:
    assert not is_signed(given, TOKEN, "1409659589", "263014780", ECHO)


def test_a_signature_counts_for_its_time_nonce_and_token_only() -> None:
    given = signature(TOKEN, "1", "2", ECHO)
    assert not is_signed(given, TOKEN, "9", "2", ECHO)
    assert not is_signed(given, TOKEN, "1", "9", ECHO)
    assert not is_signed(given, "other", "1", "2", ECHO)


def test_what_is_meant_for_another_corporation_stays_closed() -> None:
    with pytest.raises(Unsealed, match="another receiver"):
        decrypt(ECHO, KEY, "wx5823bf96d3bd56c8")


def test_an_empty_receiver_is_one_too() -> None:
    assert decrypt(encrypt(b"words", KEY, ""), KEY, "") == b"words"


def test_another_key_opens_nothing() -> None:
    with pytest.raises(Unsealed):
        decrypt(ECHO, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ", CORP)


@pytest.mark.parametrize("key", ["", "short", KEY[:-1], KEY + "A", "不是密钥", KEY + "===="])
def test_a_key_of_the_wrong_length_is_told_from_the_right_one(key: str) -> None:
    if key == KEY + "====":
        assert key_of(key) == key_of(KEY)
        return
    with pytest.raises(Unsealed):
        key_of(key)


@pytest.mark.parametrize(
    "sealed",
    [
        "",
        "not base64!",
        "AAAA",
        base64.b64encode(os.urandom(33)).decode(),
        raw_seal(b"\1" * 32),  # too short for salt and length
        raw_seal(b"s" * 16 + b"\xff\xff\xff\xff" + b"x" * 11 + b"\1"),  # longer than it is
        raw_seal(b"s" * 31 + b"\0"),  # a padding of nothing
        raw_seal(b"s" * 31 + b"\x21"),  # a padding beyond its block
        raw_seal(b"s" * 30 + b"\1\2"),  # a padding of unlike bytes
    ],
    ids=range(9),
)
def test_a_broken_seal_is_refused(sealed: str) -> None:
    with pytest.raises(Unsealed):
        decrypt(sealed, KEY, CORP)


@pytest.mark.parametrize("key", [KEY, KEY + "="])
def test_a_file_opens_with_its_own_key(key: str) -> None:
    for content in (b"", b"jpeg", os.urandom(1000)):
        count = 32 - len(content) % 32
        sealed = base64.b64decode(raw_seal(content + bytes([count]) * count))
        assert decrypt_media(sealed, key) == content


def test_a_broken_file_is_refused() -> None:
    for content in (b"", b"not sealed", os.urandom(1024)[:-1]):
        with pytest.raises(Unsealed):
            decrypt_media(content, KEY)
