"""The sealing of WeCom's callbacks and files. Pure functions, no I/O."""

import base64
import binascii
import hashlib
import hmac
import os
import struct

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

KEY_CHARACTERS = 43
"""An EncodingAESKey is base64 of 32 bytes without its last `=`."""
KEY_BYTES = 32
CIPHER_BLOCK = 16
PADDING_BLOCK = 32  # PKCS#7 to twice the block of the cipher
SALT_BYTES = 16  # random bytes before the content
LENGTH_BYTES = 4  # the content's length, big-endian


class Unsealed(ValueError):
    """A seal that does not hold: the signature, the key, the padding or the receiver is wrong."""


def signature(token: str, timestamp: str, nonce: str, sealed: str) -> str:
    """The hexadecimal SHA-1 that WeCom puts beside a sealed text."""
    parts = sorted(part.encode("utf-8", "surrogatepass") for part in (token, timestamp, nonce, sealed))
    return hashlib.sha1(b"".join(parts), usedforsecurity=False).hexdigest()


def is_signed(given: str, token: str, timestamp: str, nonce: str, sealed: str) -> bool:
    """Whether the signature is right, compared in constant time."""
    right = signature(token, timestamp, nonce, sealed)
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), right.encode())


def decrypt(sealed: str, aes_key: str, receiver: str) -> bytes:
    """The content of a callback for `receiver` (a self-built app: the corp id). Raises `Unsealed`."""
    plain = _open(_bytes(sealed), key_of(aes_key))
    start = SALT_BYTES + LENGTH_BYTES
    if len(plain) < start:
        raise Unsealed("too short")
    (length,) = struct.unpack(">I", plain[SALT_BYTES:start])
    if length > len(plain) - start:
        raise Unsealed("shorter than it says")
    if not hmac.compare_digest(plain[start + length :], receiver.encode()):
        raise Unsealed("meant for another receiver")
    return plain[start : start + length]


def encrypt(content: bytes, aes_key: str, receiver: str) -> str:
    """The sealed text of an answer to a callback."""
    plain = os.urandom(SALT_BYTES) + struct.pack(">I", len(content)) + content + receiver.encode()
    key = key_of(aes_key)
    encryptor = _cipher(key).encryptor()
    return base64.b64encode(encryptor.update(_padded(plain)) + encryptor.finalize()).decode("ascii")


def decrypt_media(content: bytes, aes_key: str) -> bytes:
    """A file that WeCom keeps encrypted under its message's own key. Raises `Unsealed`."""
    return _open(content, key_of(aes_key))


def key_of(aes_key: str) -> bytes:
    """The 32 bytes of a base64 key, with or without its last `=`. Raises `Unsealed`."""
    key = _bytes(aes_key.rstrip("=") + "=")
    if len(key) != KEY_BYTES:
        raise Unsealed("the key is not 32 bytes long")
    return key


def _open(sealed: bytes, key: bytes) -> bytes:
    """Raises `Unsealed`, the same for a wrong length as for a wrong padding."""
    if not sealed or len(sealed) % CIPHER_BLOCK:
        raise Unsealed("not whole blocks")
    decryptor = _cipher(key).decryptor()
    plain = decryptor.update(sealed) + decryptor.finalize()
    count = plain[-1]
    if not 1 <= count <= min(PADDING_BLOCK, len(plain)) or plain[-count:] != bytes([count]) * count:
        raise Unsealed("the padding is wrong")
    return plain[:-count]


def _padded(plain: bytes) -> bytes:
    count = PADDING_BLOCK - len(plain) % PADDING_BLOCK
    return plain + bytes([count]) * count


def _cipher(key: bytes) -> Cipher[modes.CBC]:
    return Cipher(algorithms.AES(key), modes.CBC(key[:16]))


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Unsealed("not base64") from None
