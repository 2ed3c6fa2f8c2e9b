"""Amounts of money: 50万, 5万8, 12.5w, 两百四十万, $1.1M, 60k, 12 lakh, EUR 45.000, thirty-five thousand dollars."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.language.dates.tokens import fold
from bot.language.money_words import sums_in_words
from bot.language.numerals import ZH_NUMERAL, zh_number
from bot.language.tables import money as words

_FIGURES = (
    r"\d{1,3}(?:\.\d{3})+,\d{2}(?!\d)|\d{1,3}(?:,\d{2,3})*,\d{3}(?!\d)(?:\.\d+)?"
    rf"|\d{{1,3}}(?:[ \u00a0]\d{{3}})+(?=\s?(?:{words.UNIT})(?![a-z]))|\d+,\d{{1,2}}(?=\s?(?:mio|million|mn|k|€|eur))"
    r"|\d{1,3}(?:\.\d{3}){2,}(?!\d)|\d+(?:\.\d+)?"
)
_AMOUNT = re.compile(
    rf"""(?<![a-z0-9_.#-])(?<!\d,)(?:(?P<low>\d+(?:\.\d+)?)\s?[万wk]?\s?(?:[-~—–]|到|至|to\s)\s?(?=\d+(?:\.\d+)?\s?[万wkm]))?
    (?P<sign>{words.SIGN})?\s?(?P<figures>{_FIGURES})
    (?:\s?(?P<scale>{words.SCALE})
        (?:(?P<rest>\d{{2,4}})(?P<thousands>万)?(?![\d.%年月号日个台套天点])|(?P<tail>\d)(?:千(?!克|瓦|米))?(?![\d.%％年月号日个台套天点周期]))?(?P<half>半)?)?
    (?:\s?(?:多|来|几|余|左右)?(?P<scale2>万)?\s?(?P<unit>{words.UNIT})(?![a-z]))?
    (?P<jiao>\d{{1,2}}(?=\D|$))?""",
    re.VERBOSE,
)
_SPOKEN = re.compile(
    rf"(?<![第{ZH_NUMERAL}])(?P<number>[{ZH_NUMERAL}]*[{ZH_NUMERAL}](?:来|多|几|余)?[万亿]?(?:[{ZH_NUMERAL}]+(?:万|亿)?[{ZH_NUMERAL}]*)?)"
    rf"(?P<half>半)?(?:多|来|余)?\s?(?P<unit>{words.UNIT}|钱)?(?P<jiao>[一二三四五六七八九]|\d(?!\d))?(?P<mao>毛)?"
)
_MEASURES = re.compile(words.MEASURES)
_MONEY_WORD = re.compile(words.MONEY_WORD)
_PRICE_VERB = re.compile(words.PRICE_VERB)
_PER_BEFORE = re.compile(words.PER_BEFORE)
_PER_AFTER = re.compile(words.PER_AFTER)
_PRICED = re.compile(words.PRICED)
_TOTAL = re.compile(words.TOTAL)
_ALL_IN = re.compile(r"\s?(?:all[- ]in\b|in total\b|total\b|altogether\b)")
_PART = re.compile(words.PART)
_NOT_THE_DEAL = re.compile(words.NOT_THE_DEAL)
_CODE_BEFORE = re.compile(
    r"(?:invoice|batch|no\.?|number|编号|单号|合同号|po|order|ticket|ref|job|room|#|号|发票)\s*#?$"
)
_CODE_AFTER = re.compile(r"\s?[-/]\d|[a-z]|\s\w+\s(?:st|street|road|rd|ave|avenue|lane|blvd|drive)\b")


@dataclass(frozen=True, slots=True)
class Amount:
    value: Decimal
    currency: str
    span: tuple[int, int]
    guess: str | None
    weight: int  # how surely it is the money of the deal: currency 3, scale 2, a money word before it 1, a total 2 more
    says_currency: bool = False


def amounts_in(text: str, *, taken: tuple[tuple[int, int], ...] = ()) -> list[Amount]:
    """Every amount of the text outside the `taken` stretches (dates, phones), in reading order."""
    folded = fold(text)
    for start, end in taken:
        folded = folded[:start] + "\ue000" * (end - start) + folded[end:]
    found = [a for match in _AMOUNT.finditer(folded) if (a := _in_figures(match, folded, text))]
    found += [a for match in _SPOKEN.finditer(folded) if (a := _in_chinese(match, folded))]
    found += _in_english(folded)
    kept: list[Amount] = []
    for amount in sorted(found, key=lambda a: (a.span[0], -a.span[1])):
        if not kept or amount.span[0] >= kept[-1].span[1]:
            kept.append(_weighed(amount, folded))
    return kept


def read_amount(text: str) -> tuple[Decimal, str, str | None] | None:
    """The amount a short answer gives, its currency, and why it is a guess; a bare number will do."""
    found = amounts_in(text)
    if found:
        best = max(found, key=lambda a: a.weight)
        return best.value, best.currency, best.guess
    bare = re.fullmatch(r"\D{0,6}?(\d[\d,]*(?:\.\d+)?)\D{0,4}", fold(text).strip())
    if bare:
        return Decimal(bare[1].replace(",", "")), "CNY", "currency"
    number = zh_number(text.strip())
    return (Decimal(str(number)).quantize(Decimal(1)), "CNY", "currency") if number else None


def _weighed(amount: Amount, text: str) -> Amount:
    """A total outweighs its parts, and the deal what it was before, what others ask and the price of one."""
    before, after = text[max(0, amount.span[0] - 24) : amount.span[0]], text[amount.span[1] :]
    weight = amount.weight + 2 * bool(_TOTAL.search(before) or _ALL_IN.match(after))
    weight -= 3 * bool(_NOT_THE_DEAL.search(before)) + 2 * bool(_PART.search(before))
    weight -= 2 * bool(_PER_BEFORE.search(before) or _PER_AFTER.match(after))
    return replace(amount, weight=weight)


def _in_figures(match: re.Match[str], text: str, written: str) -> Amount | None:
    sign, scale, unit = match["sign"], (match["scale"] or "").removeprefix("个"), match["unit"] or ""
    scale = "万" if scale[-1:] == "万" and scale[:1] in "来多几余" else scale
    value = _figures(match["figures"], (sign or unit).strip("."))
    end = match.end() - (len(match["jiao"]) if match["jiao"] and not unit.startswith(("块", "蚊")) else 0)
    before, after = text[max(0, match.start() - 24) : match.start()], text[end:]
    money_word = bool(_MONEY_WORD.search(before))
    if scale == "m" and not (sign or unit or money_word or _is_million(match, written)):
        return None  # metres
    value = _scaled(value, match, scale) * (10_000 if match["scale2"] or unit == "万元" else 1)
    if match["jiao"] and unit.startswith(("块", "蚊")):
        value += Decimal(match["jiao"]) / (10 ** len(match["jiao"]))
    measured = None if scale and re.match(r"\s(?![a-z])", after) else _MEASURES.match(after)
    if not sign and not unit and measured and not (scale and re.match(r"\s?(?:年|期|的)", after)):
        return None
    grouped = not match["figures"].replace(".", "").isdigit()
    priced = _is_price(before, after, text)
    if not (sign or scale or unit or grouped or priced or (money_word and value >= 100)):
        return None
    if scale in ("百", "千") and not (sign or unit or money_word):
        return None
    weight = 3 * bool(sign or unit) + 2 * bool(scale) + money_word + grouped + priced
    if weight == 0 or (weight == 1 and _is_code(before, after, value, grouped=grouped)):
        return None
    rough = (
        "about"
        if match["low"] or re.match(r"\s?(?:多|来|左右|上下|ish)", after) or scale[:2] == "百来"
        else None
    )
    start = match.start("sign" if sign else "figures")
    currency = _currency(sign, unit, scale)
    return Amount(_tidy(value), currency, (start, end), rough, weight, bool(sign or unit))


def _figures(said: str, currency: str) -> Decimal:
    """1,180,000.00 and 12,00,000; on the Continent also 45.000 and 12.500,50."""
    continental = currency in ("€", "eur", "euro", "euros", "欧元", "chf") or re.search(r"\..*[.,]", said)
    if re.fullmatch(r"\d+,\d{1,2}", said):
        return Decimal(said.replace(",", "."))
    if continental and re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d{2})?", said):
        return Decimal(said.replace(".", "").replace(",", "."))
    return Decimal(re.sub(r"[, \u00a0]", "", said))


def _is_million(match: re.Match[str], written: str) -> bool:
    """1.5M as a figure of its own; 100M of a line or of a memory is none."""
    large = written[match.start("scale") : match.end("scale")] == "M"
    alone = re.match(r"\s*(?:[,，.。;；!！)）]|$)", written[match.end() :])
    return large and ("." in match["figures"] or bool(alone))


def _is_price(before: str, after: str, text: str) -> bool:
    """The price of one: 每公斤318, 318/公斤, 单价8.5, 压到3.2."""
    if re.match(r"\s?(?:[:.,]?\d|[-~到至]\d)", after) or _MEASURES.match(after):
        return False
    if _PRICE_VERB.search(before):
        return True
    return bool((_PER_BEFORE.search(before) or _PER_AFTER.match(after)) and _PRICED.search(text))


def _is_code(before: str, after: str, value: Decimal, *, grouped: bool) -> bool:
    """An invoice number, a year or a batch is no amount."""
    year = 1900 <= value <= 2100 and value == int(value) and not grouped
    return bool(_CODE_BEFORE.search(before)) or year or bool(_CODE_AFTER.match(after))


def _scaled(value: Decimal, match: re.Match[str], scale: str) -> Decimal:
    """35万5 and 35万5千 are 355,000, 14万6500 is 146,500, 1亿2000万 is 120,000,000."""
    size = words.SCALES.get(scale) or words.SCALES[scale.removesuffix("s")]
    result = value * size
    if match["tail"]:
        result += Decimal(match["tail"]) * size / 10
    if match["rest"]:
        result += Decimal(match["rest"]) * (10_000 if match["thousands"] else 1)
    return result + (Decimal(size) / 2 if match["half"] else 0)


def _in_chinese(match: re.Match[str], text: str) -> Amount | None:
    said, unit, end = match["number"], match["unit"] or "", match.end()
    if not unit and re.search(r"[万亿][一两]$", said) and _MEASURES.match(text[end:]):
        said, end = said[:-1], end - 1  # 百来万一台
    number = zh_number(re.sub("[来多几余]", "", said))
    if number is None or number == 0 or said[0] in "来多几余":
        return None
    before, after = text[max(0, match.start() - 24) : match.start()], text[end:]
    big = "万" in said or "亿" in said
    money_word = bool(_MONEY_WORD.search(before))
    if not (unit or big or (money_word and number >= 1000)):
        return None
    if re.match(r"分(?!钱)|别|不要|要|记得|火急", after) and said[-1] in "百千万" and not unit:
        return None
    if (unit == "块" and re.match(r"[内业地儿]|砖|料", after)) or (unit == "元" and after.startswith("旦")):
        return None
    if not unit and said == match["number"] and _MEASURES.match(after):
        return None
    value = Decimal(str(number))
    size = 100_000_000 if "亿" in said else 10_000 if "万" in said else 1
    if match["half"]:
        value += Decimal(size) / 2
    if match["jiao"] and unit.startswith(("块", "蚊")):
        digit = zh_number(match["jiao"]) if not match["jiao"].isdigit() else float(match["jiao"])
        value += Decimal(str(digit or 0)) / 10
    weight = 3 * bool(unit) + 2 * big + money_word
    end -= bool(match["jiao"]) and not unit.startswith(("块", "蚊"))
    rough = "about" if re.search("[来多几余]", match.group()) or re.match(r"多|来|左右", after) else None
    return Amount(_tidy(value), _currency(None, unit), (match.start(), end), rough, weight, bool(unit))


def _in_english(text: str) -> list[Amount]:
    if not re.search(r"[a-z]{3}", text):
        return []
    found = []
    for value, unit, scaled, (start, end) in sums_in_words(text):
        before = text[max(0, start - 24) : start]
        money_word = bool(_MONEY_WORD.search(before))
        if not unit and (_MEASURES.match(text[end:]) or not (scaled or (money_word and value >= 100))):
            continue
        weight = 3 * bool(unit) + 2 * scaled + money_word
        found.append(
            Amount(_tidy(value), _currency(None, unit or ""), (start, end), None, weight, bool(unit))
        )
    return found


def _tidy(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def _currency(sign: str | None, unit: str, scale: str = "") -> str:
    for word in (sign, unit, unit.removeprefix("万"), scale.removesuffix("s")):
        if word and word in words.CURRENCIES:
            return words.CURRENCIES[word]
    return "CNY"
