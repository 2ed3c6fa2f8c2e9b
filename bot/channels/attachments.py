"""Outgoing files: small ones travel in the ledger as data addresses."""

import base64
import binascii

from bot.messages import Attachment

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def content(attachment: Attachment) -> bytes | None:
    """The bytes of a file whose `reference` is `data:<mime>;base64,…`; None for any other reference."""
    head, _, body = attachment.reference.partition(";base64,")
    if not head.startswith("data:") or not body:
        return None
    try:
        return base64.b64decode(body, validate=True)
    except binascii.Error:
        return None


def data_address(mime: str, data: bytes) -> str:
    """The reference under which a small file travels with its message."""
    return f"data:{mime};base64,{base64.b64encode(data).decode('ascii')}"
