"""What may be a name, a phone number or an e-mail address; and what to tell of one that may not."""

import re
import unicodedata

from bot.language import check_email, check_phone
from bot.language.dates.tokens import fold
from bot.language.reach import phone_at
from bot.texts import _
from bot.turn import Turn

LONGEST_NAME = 60
_PHONE_TROUBLES = {
    "no_digits": _("I see no number in “{said}”."),
    "too_short": _("“{said}” is too short for a phone number."),
    "too_long": _("“{said}” is too long for a phone number."),
    "mobile_short": _("A mobile number has 11 digits; “{said}” has only {count}."),
    "mobile_long": _("A mobile number has 11 digits; “{said}” has {count}."),
    "no_area_code": _("A landline needs its area code, such as 010-59998888; “{said}” has none."),
    "unknown_prefix": _("No mobile number begins like “{said}”."),
    "bad_country": _("A foreign number begins with + and its country code, such as +372 5555 0147."),
}
_EMAIL_TROUBLES = {
    "no_at": _("An e-mail address has an @; “{said}” has none."),
    "no_domain": _("“{said}” needs something like company.com after the @."),
    "spaces": _("There is a space inside “{said}”."),
    "bad_form": _("“{said}” does not look like an e-mail address."),
}
_STOPS = ' ,，。;；、:：“”"'
_DIGITS = re.compile(
    r"(?<![\d.¥$€£A-Za-z_-])\+?\d(?:[ -]?\d){6,14}(?![\d.]|\s*(?:元|块|万|台|套|个|件|吨|[kKwW]\b))"
)
_MAIL_WORD = re.compile(
    r"(?:邮箱|邮件地址|e-?mail)\s*(?:地址|是|为)?\s*[:：]?\s*([^\s,，;；。]+)", re.IGNORECASE
)
_SECRET = re.compile(
    r"(?<![\dA-Za-z])(?:\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]|\d(?:[ -]?\d){15,18})(?![\dA-Za-z])"
)
_WITH_AT = re.compile(r"[^\s,，;；。:：]*@[^\s,，;；。]*")


def clean_name(text: str) -> str:
    """The words on one line, without invisible characters and without stops at their ends."""
    shown = "".join(
        " " if letter.isspace() else letter
        for letter in text
        if letter.isspace() or unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co")
    )
    return re.sub(r"(?:^[-–—]\s+|\s+[-–—]$)", "", " ".join(shown.split()).strip(_STOPS)).strip(_STOPS)


def name_trouble(turn: Turn, name: str) -> str | None:
    """Why this cannot be anybody's name; None where it can."""
    if not any(letter.isalnum() for letter in name):
        return turn.t(_("A name needs letters: “{said}” has none."), said=name[:20])
    if len(name) > LONGEST_NAME:
        facts = {"count": len(name), "most": LONGEST_NAME}
        return turn.t(_("That name is too long: {count} characters, {most} at most."), **facts)
    digits = re.sub(r"[\s()+-]", "", name)
    if digits.isdecimal() and len(digits) >= 7:
        return turn.t(_("“{said}” is a number, not a name."), said=name)
    return None


def secret_trouble(turn: Turn, text: str) -> str | None:
    """What to tell of an ID-card or bank-card number: none is ever stored."""
    if _SECRET.search(fold(text)) is None:
        return None
    return turn.t(_("That looks like an ID-card or bank-card number. I don't store those; say it without."))


def phone_said(text: str) -> str | None:
    """The words of a text that are meant as a phone number, right or wrong, as they were written."""
    found = phone_at(text)
    if found is not None:
        return fold(text)[slice(*found[1])].strip()
    loose = _DIGITS.search(fold(text))
    if loose is None or "@" in fold(text)[loose.end() : loose.end() + 1]:
        return None
    digits = re.sub(r"\D", "", loose[0])
    return None if digits.endswith("000") and len(digits) < 10 else loose[0]


def phone_trouble(turn: Turn, said: str) -> str | None:
    """What is wrong with words meant as a phone number, and how to write it; None where it is fine."""
    code = check_phone(said)
    if code is None:
        return None
    return turn.t(_PHONE_TROUBLES[code], said=said, count=sum(letter.isdecimal() for letter in said))


def email_said(text: str) -> str | None:
    """The words of a text that are meant as an e-mail address, right or wrong."""
    found = _WITH_AT.search(fold(text))
    if found is not None:
        return found[0]
    announced = _MAIL_WORD.search(fold(text))
    return announced[1] if announced else None


def email_trouble(turn: Turn, said: str) -> str | None:
    code = check_email(said)
    return turn.t(_EMAIL_TROUBLES[code], said=said) if code else None
