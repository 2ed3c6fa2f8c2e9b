"""One sentence becomes what was meant: pure functions, no input or output, no clock."""

from bot.language.companies import core_name, like_names
from bot.language.meaning import (
    Commitment,
    ContractFacts,
    Entry,
    Heard,
    KnownContact,
    KnownCustomer,
    Meaning,
    When,
)
from bot.language.methods import read_method
from bot.language.money import read_amount
from bot.language.people import same_person
from bot.language.reach import check_email, check_phone, read_email, read_phone
from bot.language.reading import detect_language
from bot.language.understanding import MOST_READ, impossible_dates, read_when, understand

__all__ = [
    "MOST_READ",
    "Commitment",
    "ContractFacts",
    "Entry",
    "Heard",
    "KnownContact",
    "KnownCustomer",
    "Meaning",
    "When",
    "check_email",
    "check_phone",
    "core_name",
    "detect_language",
    "impossible_dates",
    "like_names",
    "read_amount",
    "read_email",
    "read_method",
    "read_phone",
    "read_when",
    "same_person",
    "understand",
]
