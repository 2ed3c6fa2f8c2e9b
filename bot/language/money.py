"""Amounts of money: 50万, 5万8, 12.5w, 两百四十万, $1.1M, 60k, 1,180,000.00."""

import re
from dataclasses import dataclass
from decimal import Decimal

from bot.language.dates.tokens import fold
from bot.language.numerals import ZH_NUMERAL, zh_number

CURRENCIES = {
    "¥": "CNY", "元": "CNY", "块": "CNY", "rmb": "CNY", "cny": "CNY", "人民币": "CNY", "yuan": "CNY",
    "$": "USD", "us$": "USD", "usd": "USD", "美元": "USD", "美金": "USD", "刀": "USD", "dollars": "USD", "bucks": "USD",
    "dollar": "USD", "€": "EUR", "eur": "EUR", "欧元": "EUR", "欧": "EUR", "euro": "EUR", "euros": "EUR", "£": "GBP",
    "gbp": "GBP", "英镑": "GBP", "pounds": "GBP", "hk$": "HKD", "hkd": "HKD", "港币": "HKD", "港元": "HKD", "日元": "JPY",
    "jpy": "JPY", "yen": "JPY", "s$": "SGD", "sgd": "SGD", "新币": "SGD", "aud": "AUD", "a$": "AUD", "cad": "CAD", "台币": "TWD",
}  # fmt: skip

_SCALE = {
    "万": 10_000, "w": 10_000, "亿": 100_000_000, "千": 1000, "百": 100, "k": 1000, "m": 1_000_000, "mn": 1_000_000,
    "mil": 1_000_000, "million": 1_000_000, "mio": 1_000_000, "b": 1_000_000_000, "bn": 1_000_000_000,
    "billion": 1_000_000_000, "thousand": 1000, "grand": 1000, "百万": 1_000_000, "千万": 10_000_000, "百来万": 1_000_000,
    "十万": 100_000, "十来万": 100_000, "几十万": 0, "万万": 0, "lakh": 100_000, "大几万": 0, "": 1,
}  # fmt: skip

_SIGN = r"(?:us|hk|s|a)?\$|¥|€|£|(?:rmb|usd|eur|gbp|cny|hkd|jpy|sgd|aud|cad|人民币|美元|美金)(?=\s?\d)"
_UNIT = r"万元|人民币|美元|美金|欧元|英镑|港币|港元|日元|台币|新币|元|块钱|块|rmb|usd|cny|eur|gbp|hkd|jpy|yuan|dollars?|euros?|bucks|pounds|yen|刀"
_AMOUNT = re.compile(
    rf"""(?<![a-z0-9_.#-])(?<!\d,)(?P<sign>{_SIGN})?\s?
    (?P<figures>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)
    (?:\s?(?P<scale>百来万|百多万|十来万|千万|百万|十万|万|亿|千(?!克|瓦|米|兆)|百(?!分|度|货)|million|billion|thousand|grand|mil|mio|mn|bn
        |[kwmb](?![a-z0-9]))(?P<tail>\d(?![\d.]))?(?P<half>半)?)?
    (?:\s?(?:多|来|左右)?(?P<scale2>万)?\s?(?P<unit>{_UNIT})(?![a-z]))?
    (?P<jiao>\d{{1,2}}(?=\D|$))?""",
    re.VERBOSE,
)
_SPOKEN = re.compile(
    rf"(?<![第{ZH_NUMERAL}])(?P<number>[{ZH_NUMERAL}]*[{ZH_NUMERAL}](?:来|多|几)?[万亿]?(?:[{ZH_NUMERAL}]+(?:万|亿)?[{ZH_NUMERAL}]*)?)"
    rf"(?P<half>半)?(?:多|来)?\s?(?P<unit>{_UNIT}|钱)?(?P<jiao>[一二三四五六七八九]|\d(?!\d))?(?P<mao>毛)?"
)
_MEASURES = re.compile(
    r"\s?(?:个|台|套|箱|件|只|支|吨|公斤|kg|米|平|家|人|位|天|日|号|年|月|周|小时|分钟|次|条|份|本|张|批|款|折|%|％|percent|点|成|辆|根|"
    r"盒|瓶|桶|卷|片|组|面|页|度|层|楼|期|名|颗|双|包|袋|mm|cm|g\b|h\b|hours?|days?|weeks?|months?|years?|mins?|min\b|"
    r"pcs|units?|sets?|samples?|seats?|users?|licen[cs]es?|pallets?|boxes|people|times?|st\b|nd\b|rd\b|th\b|am\b|pm\b|:\d|"
    r"点|倍|寸|路|栋|室|瓦|千瓦|伏|款|个月|星期|礼拜|line|treadmills?|findings?|leak|/\d)"
)
_MONEY_WORD = re.compile(
    r"(?:contract|agreement|renewal|金额|总额|总价|总计|合计|预算|报价|价格|单价|欠款|尾款|首付|定金|订金|货款|款项|回款|合同额|成交价?|年度上限|上限|价值|罚|"
    r"费用|付了?|到账|打款|收款|开票|发票|budget|total|amount|worth|value|price|quote[ds]?|paid|pay|invoice|deal|po|order|deposit|"
    r"cost|fee|at|for|signed|约|大概|大约|around|approx|about|up to)\D{0,6}$"
)


@dataclass(frozen=True, slots=True)
class Amount:
    value: Decimal
    currency: str
    span: tuple[int, int]
    guess: str | None
    weight: int  # how surely it is money: currency 3, scale 2, a money word before it 1
    says_currency: bool = False


def amounts_in(text: str, *, taken: tuple[tuple[int, int], ...] = ()) -> list[Amount]:
    """Every amount of the text outside the `taken` stretches (dates, phones), in reading order."""
    folded = fold(text)
    found = [a for match in _AMOUNT.finditer(folded) if (a := _in_figures(match, folded))]
    found += [a for match in _SPOKEN.finditer(folded) if (a := _in_words(match, folded))]
    free = [a for a in found if not any(s < a.span[1] and a.span[0] < e for s, e in taken)]
    kept: list[Amount] = []
    for amount in sorted(free, key=lambda a: (a.span[0], -a.span[1])):
        if not kept or amount.span[0] >= kept[-1].span[1]:
            kept.append(amount)
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


def _in_figures(match: re.Match[str], text: str) -> Amount | None:
    sign, scale, unit = match["sign"], match["scale"] or "", match["unit"] or ""
    value = Decimal(match["figures"].replace(",", ""))
    before, after = text[: match.start()], text[match.end() :]
    money_word = bool(_MONEY_WORD.search(before[-24:]))
    if scale == "m" and not (sign or unit or money_word):
        return None  # metres
    value = _scaled(value, scale, match["tail"], match["half"]) * (10_000 if match["scale2"] else 1)
    if unit == "万元":
        value *= 10_000
    if match["jiao"] and unit.startswith("块"):
        value += Decimal(match["jiao"]) / (10 ** len(match["jiao"]))
    measured = None if scale and after[:1].isspace() else _MEASURES.match(after)
    if not sign and not unit and measured and not (scale and re.match(r"\s?(?:年|期|的)", after)):
        return None
    grouped = "," in match["figures"]
    if not (sign or scale or unit or grouped or (money_word and value >= 100)):
        return None
    if scale in ("百", "千") and not (sign or unit or money_word):
        return None
    weight = 3 * bool(sign or unit) + 2 * bool(scale) + money_word + grouped
    if weight == 0 or (weight == 1 and _is_code(before, after, value)):
        return None
    end = match.end() - (len(match["jiao"]) if match["jiao"] and not unit.startswith("块") else 0)
    rough = "about" if re.match(r"\s?(?:多|来|左右|上下|ish)", after) or scale == "百来万" else None
    start = match.start("sign" if sign else "figures")
    return Amount(value, _currency(sign, unit), (start, end), rough, weight, bool(sign or unit))


def _is_code(before: str, after: str, value: Decimal) -> bool:
    """An invoice number, a year or a batch is no amount."""
    named = re.search(r"(?:invoice|batch|no\.?|number|编号|单号|合同号|po|#|号|room|发票)\s*#?$", before)
    year = 1900 <= value <= 2100 and value == int(value)
    return bool(named) or year or bool(re.match(r"\s?[-/]\d|[a-z]", after))


def _scaled(value: Decimal, scale: str, tail: str | None, half: str | None) -> Decimal:
    size = {"百来万": 1_000_000, "百多万": 1_000_000, "十来万": 100_000}.get(scale) or _SCALE[scale]
    result = value * size
    if tail:
        result += Decimal(tail) * size / 10
    return result + (Decimal(size) / 2 if half else 0)


def _in_words(match: re.Match[str], text: str) -> Amount | None:
    said, unit = match["number"], match["unit"] or ""
    number = zh_number(re.sub("[来多几]", "", said))
    if number is None or number == 0:
        return None
    before, after = text[: match.start()], text[match.end() :]
    big = "万" in said or "亿" in said
    money_word = bool(_MONEY_WORD.search(before[-24:]))
    if not (unit or big or (money_word and number >= 1000)):
        return None
    if (unit == "块" and re.match(r"[内业地儿]|砖|料", after)) or (unit == "元" and after.startswith("旦")):
        return None
    if not unit and _MEASURES.match(after):
        return None
    value = Decimal(str(number))
    size = 100_000_000 if "亿" in said else 10_000 if "万" in said else 1
    if match["half"]:
        value += Decimal(size) / 2
    if match["jiao"] and unit.startswith("块"):
        digit = zh_number(match["jiao"]) if not match["jiao"].isdigit() else float(match["jiao"])
        value += Decimal(str(digit or 0)) / 10
    weight = 3 * bool(unit) + 2 * big + money_word
    end = match.end() if not match["jiao"] or unit.startswith("块") else match.end() - 1
    rough = "about" if re.search("[来多几]", match.group()) or re.match(r"多|来|左右", after) else None
    return Amount(_tidy(value), _currency(None, unit), (match.start(), end), rough, weight, bool(unit))


def _tidy(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def _currency(sign: str | None, unit: str) -> str:
    for word in (sign, unit, unit.removeprefix("万")):
        if word and word in CURRENCIES:
            return CURRENCIES[word]
    return "CNY"
