"""Phone numbers and e-mail addresses: found, tidied, and checked with a reason."""

import re

from bot.language.dates.tokens import fold

_SPOKEN_DIGITS = {c: str(i) for i, c in enumerate("零一二三四五六七八九")} | {"〇": "0", "幺": "1", "两": "2"}
_SPOKEN_DIGITS |= {"洞": "0", "拐": "7", "勾": "9"}
_SPOKEN = "".join(_SPOKEN_DIGITS)
_WORDS = "zero one two three four five six seven eight nine"
_DIGIT_WORDS = {word: str(i) for i, word in enumerate(_WORDS.split())} | {"oh": "0", "o": "0", "nought": "0"}
_DIGIT_WORD = "|".join(_DIGIT_WORDS)
_READ_OUT = re.compile(
    rf"(?<![a-z])(?:plus\s+)?(?:(?:double|triple)\s+)?(?:{_DIGIT_WORD}|\d+)\b"
    rf"(?:[\s,-]+(?:um+ |uh+ |dash |(?:double|triple)\s+)?(?:{_DIGIT_WORD}|\d+)\b){{3,}}"
)
_EMAIL = re.compile(r"[a-z0-9][a-z0-9._%+-]*@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}", re.IGNORECASE)
_DOT, _JOINT = r"(?:\s+dot\s+|\.|\s*点\s*)", r"(?:\s+(?:dot|underscore|dash|hyphen)\s+|[._-]|点|下划线|杠)"
_EMAIL_READ_OUT = re.compile(
    rf"(?<![a-z0-9._%+-])(?P<local>[a-z0-9]+(?:{_JOINT}[a-z0-9]+)*)(?:\s+at\s+|\s*[(\[]at[)\]]\s*|\s*(?:艾特|圈a)\s*)"
    rf"(?P<host>[a-z0-9]+(?:(?:\s+(?:dash|hyphen)\s+|-|{_DOT})[a-z0-9]+)*)"
    rf"{_DOT}(?P<top>com|net|org|cn|[a-z]{{2,4}})(?![a-z0-9])"
)
_PHONES = (
    re.compile(r"(?<![\d+])\+(?!86)\d{1,3}[\s().-]{0,2}(?:\d[\s().-]{0,2}){5,12}\d(?!\d)"),
    re.compile(r"(?<!\d)(?:\+?86[\s-]?|0086[\s-]?)?(1[3-9]\d(?:[\s-]?\d{4}){2})(?!\d)"),
    re.compile(r"(?<!\d)(?:\+?86[\s-]?)?(1[3-9]\d[\s-]?\d{3}[\s-]?\d{5}|1[3-9](?:[\s-]?\d{3}){3})(?!\d)"),
    re.compile(
        r"(?<!\d)(?:区号)?\(?(0(?:10|2\d|[3-9]\d{2}))\)?(?:[\s-]|[,，]?\s?(?:电话|座机|号码)[是:：]?)?(\d{7,8}|\d{3,4}[\s-]\d{4})(?:\s?(?:转|-|ext\.?|x)\s?\d{1,6})?(?!\d)"
    ),
    re.compile(r"(?<!\d)1\s[3-9](?:\s\d){9}(?!\s?\d)"),
    re.compile(
        r"(?<!\d)\(?0\d{3,4}\)?\s\d{6}(?!\d)|(?<!\d)\(?0\d{2}\)?\s\d{4}\s\d{4}(?!\d)|(?<!\d)\(?0\d{3,4}\)?[\s-]\d{3}[\s-]\d{3,4}(?!\d)"
    ),
    re.compile(r"(?<!\d)([48]00)[\s-]?(\d{3})[\s-]?(\d{4})(?!\d)"),
    re.compile(r"(?<!\d)\(?([2-9]\d{2})\)?[\s.-](\d{3})[\s.-](\d{4})(?!\d)"),
)
_PHONE_WORD = re.compile(
    r"(?:手机|电话|号码|联系方式|tel|phone|mobile|cell|call|换号|新号|号是|ph|mob)\D{0,8}$"
)
_EXTENSION = re.compile(
    r"(?:\b(?:extension|ext)\b\.?|分机号?)(?:\s*(?:number|no\.?))?(?:\s*(?:is|to|现在|改成?|换成?|[:：是]))*\s*(?:now\s+)?(?P<number>\d{2,6})(?!\d)"
)
_LOOSE = re.compile(r"(?<![\d.])\+?\d(?:[\d\s()-]{4,17})\d(?!\d)")


def email_at(text: str) -> tuple[str, tuple[int, int]] | None:
    folded = fold(text)
    found = _EMAIL.search(folded)
    if found:
        return found.group().lower(), found.span()
    told = _EMAIL_READ_OUT.search(folded) if "at" in folded or "艾特" in folded or "圈" in folded else None
    if told is None or not _ENDINGS.fullmatch(told["top"]):
        return None
    if _PLAIN_AT.search(told.group()) and not _MAIL_WORD.search(folded[: told.start()]):
        return None  # look at acme.com
    address = f"{_written(told['local'])}@{_written(told['host'])}.{told['top']}"
    return (address, told.span()) if _EMAIL.fullmatch(address) else None


_PLAIN_AT = re.compile(r"\sat\s(?!.* dot |.*点)")
_MAIL_WORD = re.compile(r"(?:mail|邮箱|邮件)\W{0,3}(?:(?:address|is|到|是|[:：])\W{0,2}){0,2}$")
_ENDINGS = re.compile("com|net|org|info|biz|edu|gov|[a-z]{2}")


def _written(said: str) -> str:
    """m dot lin, li underscore na: as one writes them."""
    for words, mark in (("underscore|下划线", "_"), ("dash|hyphen|杠", "-"), ("dot|点", ".")):
        said = re.sub(rf"\s*(?:{words})\s*", mark, said)
    return said


def read_email(text: str) -> str | None:
    """The address in the text, in small letters."""
    found = email_at(text)
    return found[0] if found else None


def check_email(text: str) -> str | None:
    """Why the text holds no usable address: no_at, no_domain, spaces; None where it is fine."""
    if read_email(text):
        return None
    folded = fold(text).strip()
    if "@" not in folded:
        return "no_at"
    local, _, domain = folded.partition("@")
    if re.search(r"\s", folded):
        return "spaces"
    return "bad_form" if local and re.search(r"\.[a-z]{2,}$", domain) else "no_domain"


def phone_at(text: str) -> tuple[str, tuple[int, int]] | None:
    """The first phone number: digits without +86, with the country code for foreign ones; its place."""
    unspoken = _unspoken(fold(text))
    best = _read_out(unspoken)
    for pattern in _PHONES:
        for found in pattern.finditer(unspoken):
            if _part_of_code(unspoken, found.start(), found.end()):
                continue
            if best is None or found.start() < best[1][0]:
                best = _digits(found), found.span()
    return best or _announced(unspoken) or _extension(unspoken)


def _read_out(text: str) -> tuple[str, tuple[int, int]] | None:
    """English figures said one by one: six oh three, double five, …; seven at least."""
    for found in _READ_OUT.finditer(text):
        words = re.findall(rf"double|triple|\b(?:{_DIGIT_WORD})\b|\d+", found.group())
        if sum(word in _DIGIT_WORDS for word in words) < 4:
            continue
        digits, times = "", 1
        for word in words:
            if word in ("double", "triple"):
                times = 2 if word == "double" else 3
                continue
            digits, times = digits + _DIGIT_WORDS.get(word, word) * times, 1
        if 7 <= len(digits) <= 15:
            return digits, found.span()
    return None


def _extension(text: str) -> tuple[str, tuple[int, int]] | None:
    found = _EXTENSION.search(text)
    return (found["number"], found.span("number")) if found else None


def _digits(found: re.Match[str]) -> str:
    groups = [g for g in found.groups() if g]
    return re.sub(r"\D", "", "".join(groups) if groups else found.group())


def _part_of_code(text: str, start: int, end: int) -> bool:
    """A run inside an order number or an amount is no phone."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return (before.isascii() and (before.isalnum() or before in "-_#/") and before != "") or after in ("@",)


def _unspoken(text: str) -> str:
    """Digits read out (幺三八…) become figures where seven or more stand together; positions stay."""

    def figures(found: re.Match[str]) -> str:
        return "".join(_SPOKEN_DIGITS.get(c, c) for c in found.group())

    return re.sub(
        rf"[{_SPOKEN}][{_SPOKEN}\d\s-]{{5,}}[{_SPOKEN}\d]",
        figures,
        text,
    )


def _announced(text: str) -> tuple[str, tuple[int, int]] | None:
    """After the word phone a number of any length counts: what is wrong with it check_phone tells."""
    for found in _LOOSE.finditer(text):
        digits = re.sub(r"\D", "", found.group())
        if 7 <= len(digits) <= 15 and _PHONE_WORD.search(text[max(0, found.start() - 14) : found.start()]):
            return digits, found.span()
    return None


def read_phone(text: str) -> str | None:
    """The phone number in the text; a short answer of digits only counts as one."""
    found = phone_at(text)
    if found:
        return found[0]
    bare = re.sub(r"[\s()+-]", "", _unspoken(fold(text)).strip())
    return bare if bare.isdigit() and 7 <= len(bare) <= 15 else None


def check_phone(text: str) -> str | None:
    """What is wrong with a number meant as a phone, None when it is fine.

    Codes: no_digits, too_short, too_long, mobile_short, mobile_long, no_area_code, unknown_prefix, bad_country.
    """
    folded = _unspoken(fold(text))
    digits = re.sub(r"\D", "", re.sub(r"(?:转|ext\.?|x)\s?\d+\s*$", "", folded))
    if not digits:
        return "no_digits"
    if "+" in folded and not digits.startswith("86"):
        return _check_foreign(digits)
    digits = digits.removeprefix("86") if len(digits) > 11 and digits.startswith("86") else digits
    if (digits.startswith("1") and not digits.startswith(("10", "12"))) or (
        digits.startswith("1") and len(digits) >= 10
    ):
        return _check_mobile(digits)
    if digits.startswith(("400", "800")):
        return None if len(digits) == 10 else "too_short" if len(digits) < 10 else "too_long"
    if digits.startswith("0"):
        return _check_landline(digits)
    if len(digits) in (7, 8):
        return "no_area_code"
    return "too_short" if len(digits) < 7 else None if len(digits) == 10 else "too_long"


def _check_mobile(digits: str) -> str | None:
    if len(digits) < 11:
        return "mobile_short"
    if len(digits) > 11:
        return "mobile_long"
    return None if digits[1] in "3456789" else "unknown_prefix"


def _check_landline(digits: str) -> str | None:
    if digits.startswith("00"):
        return _check_foreign(digits[2:])
    area = 3 if digits[1:2] in ("1", "2") else 4
    local = len(digits) - area
    return None if local in (7, 8) else "too_short" if local < 7 else "too_long"


def _check_foreign(digits: str) -> str | None:
    import phonenumbers

    try:
        number = phonenumbers.parse("+" + digits)
    except phonenumbers.NumberParseException:
        return "bad_country"
    if phonenumbers.is_possible_number(number):
        return None
    reason = phonenumbers.is_possible_number_with_reason(number)
    return "too_long" if reason == phonenumbers.ValidationResult.TOO_LONG else "too_short"
