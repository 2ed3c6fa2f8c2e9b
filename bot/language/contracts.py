"""Whether signing, number, length or expiry of a contract is the point of a message."""

import re

from bot.language.contract_numbers import contract_number
from bot.language.tables import contracts as words

_FLAGS = re.IGNORECASE | re.ASCII
_SUBJECT = re.compile(f"{words.SUBJECT_ZH}|{words.SUBJECT_EN}", _FLAGS)
_CLAUSE = re.compile(r"[，,。；;!！\n]+|\.(?=\s|$)|\s(?:but|and then|then)\s|但是?", re.IGNORECASE)
_SIGNED = re.compile(f"(?P<zh>{words.SIGNED_ZH})|(?P<en>{words.SIGNED_EN})", _FLAGS)
_SIGNED_BESIDE = re.compile(f"(?P<zh>{words.SIGNED_BESIDE_ZH})|(?P<en>{words.SIGNED_BESIDE_EN})", _FLAGS)
_HELD_BACK_ZH = re.compile(words.HELD_BACK_ZH)
_HELD_BACK_BARE_ZH = re.compile(f"{words.HELD_BACK_ZH}|{words.HELD_BACK_BARE_ZH}")
_HELD_BACK_EN = re.compile(words.HELD_BACK_EN, _FLAGS)
_PAPERS = re.compile(words.PAPERS_ZH)
_EXPIRES = re.compile(f"{words.EXPIRES_ZH}|{words.EXPIRES_EN}", _FLAGS)
_FACT = re.compile(f"{words.FACT_ZH}|{words.FACT_EN}", _FLAGS)
_NOT_YET = re.compile(words.NOT_YET, _FLAGS)
_INTERACTION = re.compile(words.INTERACTION, _FLAGS)
_A_DAY = re.compile(words.A_DAY, _FLAGS)
_DEAL_CLOSED = re.compile(
    r"\bdeal\b.{0,12}\b(?:closed|done|won|sealed|agreed)\b|\b(?:closed|won|sealed|agreed)\b.{0,12}\bdeal\b",
    _FLAGS,
)


def is_contract(text: str) -> bool:
    """Whether a contract is what the message is about; one that is only planned is not there yet."""
    named = bool(_SUBJECT.search(text))
    if was_signed(text, named=named) or (_DEAL_CLOSED.search(text) and _FACT.search(text)):
        return True
    if not named or _INTERACTION.search(text):
        return False
    if _EXPIRES.search(text) and _A_DAY.search(text):
        return True
    told = _FACT.search(text) or contract_number(text)
    return bool(told) and not _NOT_YET.search(text)


def was_signed(text: str, *, named: bool = True) -> bool:
    """Whether it says that a contract was signed. `named`: the word contract, or the like, stands in the text."""
    return any(_signs(clause, named=named) for clause in _CLAUSE.split(text))


def _signs(clause: str, *, named: bool) -> bool:
    if not named and _PAPERS.search(clause):
        return False
    for found in _SIGNED.finditer(clause):
        held = _HELD_BACK_EN if found["en"] else _HELD_BACK_ZH
        if not held.search(clause[: found.start()]):
            return True
    if not named:
        return False
    for found in _SIGNED_BESIDE.finditer(clause):
        held = _HELD_BACK_EN if found["en"] else _HELD_BACK_BARE_ZH
        if not held.search(clause[: found.start()]):
            return True
    return False
