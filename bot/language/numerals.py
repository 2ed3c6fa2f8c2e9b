"""Numbers in figures, in Chinese numerals and in English words."""

import re

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0, "幺": 1, "两": 2, "俩": 2, "仨": 3, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5,
    "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_BIG = {"万": 10_000, "亿": 100_000_000}

ZH_NUMERAL = "零〇幺一二两俩仨三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟"

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINAL_WORDS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
)
_SMALL_EN = {word: i for i, word in enumerate(_SMALL.split())}
_TENS_EN = {word: 10 * (i + 2) for i, word in enumerate(_TENS_WORDS.split())}
_ORDINALS_EN = {word: i + 1 for i, word in enumerate(_ORDINAL_WORDS.split())} | {
    "twentieth": 20,
    "thirtieth": 30,
    "twelveth": 12,
}

_TENS = "|".join(_TENS_EN)
_ONES = "|".join(list(_SMALL_EN)[1:10])
_ORDINAL_ONES = "|".join(list(_ORDINALS_EN)[:9])
EN_NUMBER = (
    rf"(?:{_TENS})(?:[ -]+(?:{_ORDINAL_ONES}|{_ONES}))?|twentieth|thirtieth|twelveth"
    rf"|{'|'.join(sorted([*_SMALL_EN, *_ORDINALS_EN], key=len, reverse=True))}"
)

EN_CARDINAL = rf"(?:{_TENS}|{'|'.join(sorted(_SMALL_EN, key=len, reverse=True))})"


def zh_number(text: str) -> float | None:
    """The value of Chinese numerals: 十五, 二十三万五, 一百零七万三, 二零二六, 幺三八.

    A last digit without its unit counts a tenth of the unit before it: 二十三万五 is 235,000.
    """
    if (
        not text
        or len(text) > 16
        or any(c not in _DIGITS and c not in _UNITS and c not in _BIG for c in text)
    ):
        return None
    if all(c in _DIGITS for c in text):
        return float("".join(str(_DIGITS[c]) for c in text))
    total = section = 0.0
    digit: int | None = None
    unit = 1
    after_zero = False
    for c in text:
        if c in _DIGITS:
            after_zero = _DIGITS[c] == 0
            if digit is not None and not (digit == 0 or after_zero):
                return None
            digit = _DIGITS[c]
        elif c in _UNITS:
            unit = _UNITS[c]
            section += (1 if digit in (None, 0) else digit) * unit
            digit = None
            after_zero = False
        else:
            unit = _BIG[c]
            section += digit or 0
            if unit == 100_000_000:
                total = (total + section) * unit
            else:
                total += (section or 1) * unit
            section, digit, after_zero = 0.0, None, False
    if digit is not None:
        short = unit >= 100 and not _before_last_is_zero(text)
        section += digit * (unit // 10 if short else 1)
    return total + section


def _before_last_is_zero(text: str) -> bool:
    return len(text) > 1 and text[-2] in "零〇"


def en_number(text: str) -> tuple[int, bool] | None:
    """The value of English number words below a hundred, and whether it is an ordinal."""
    words = re.split(r"[ -]+", text.strip())
    value, ordinal = 0, False
    for word in words:
        if word in _TENS_EN:
            value += _TENS_EN[word]
        elif word in _SMALL_EN:
            value += _SMALL_EN[word]
        elif word in _ORDINALS_EN:
            value, ordinal = value + _ORDINALS_EN[word], True
        else:
            return None
    return value, ordinal
