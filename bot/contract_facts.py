"""What words say of a contract: amount, days, number, terms; and what cannot be."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from bot.language import ContractFacts, When, impossible_dates, read_amount
from bot.language.contract_terms import Dated, contract_facts
from bot.language.dates.calendar import add_months
from bot.language.dates.found import Direction
from bot.language.dates.search import find_dates
from bot.language.dates.whens import to_when
from bot.language.money import amounts_in
from bot.turn import Turn

_TERMS = re.compile(
    r"预付款?\s*\d{1,3}\s*%|\d{1,3}\s*%\s*预付款?|预付\s*[一二三四五六七八九十\d]+\s*成|全额预付|预付|分\s*[一二两三四五六七八九十\d]+\s*期(?:付款?)?|"
    r"分期(?:付款)?|账期\s*(?:[一二两三四五六七八九十百\d]+\s*(?:天|日|个月|周))?|月结\s*(?:\d+\s*天)?|季结|年付|半年付|季付|货到付款|款到发货|"
    r"先款后货|赊账|赊销|现结|现款|尾款\s*\d{1,3}\s*%|尾款\S{0,6}?(?:付清|结清)|"
    r"\bnet\s?\d{1,3}\b|(?:\d{1,3}\s?%\s*)?(?:\bprepaid\b|\bprepayment\b|\bup ?front\b|\bin advance\b|\bdeposit\b)|"
    r"\b(?:the )?(?:rest|balance|remainder|half|\d{1,3}\s?%)(?: (?:now|down|up ?front))?(?:,? (?:and )?(?:the )?(?:rest|other half|half|balance))? (?:(?:on|upon|before|after) (?:delivery|completion|signing|signature|acceptance|shipment|installation)|now)\b|"
    r"\b(?:monthly|quarterly|annual|yearly) (?:invoices?|invoicing|billing|payments?|in advance)\b|\b(?:paid|billed|invoiced|due) (?:monthly|quarterly|annually|yearly)\b|"
    r"(?:in (?:\w+ )?)?\binstal?lments?\b|\bcash on delivery\b|\bCOD\b|\bT/T\b|\bon account\b|\d{1,3} days(?:'|’)? (?:credit|terms)\b",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\b((?:\d+|an?|one|two|three|four|five|half an?) (?:years?|months?))\s+from\s+(?=\w)", re.IGNORECASE
)
_SIGNED_NOW = re.compile(
    r"签了|签的|刚签|新签|续签(?=.{0,12}合同)|签完|签下|签约了|已签|sign了|\bsigned\b", re.IGNORECASE
)
_ENDS = re.compile(r"到期|截止|结束|有效期|期限|until|till|ends?\b|expir|valid", re.IGNORECASE)
_AMOUNT = re.compile(r"金额|总额|总价|合同额|amount|total|worth|value", re.IGNORECASE)
_DIGIT = re.compile(r"[0-9０-９一二两三四五六七八九十百千万亿]")
_SIGNED = re.compile(r"签|sign", re.IGNORECASE)


@dataclass(frozen=True)
class Facts:
    """What was said; None where it was not. `wrong_day` is a date that the calendar does not have."""

    amount: Decimal | None = None
    currency: str = "CNY"
    currency_said: bool = False
    amount_guess: str | None = None
    signed: date | None = None
    starts: date | None = None
    ends: date | None = None
    months: int | None = None
    number: str | None = None
    terms: str | None = None
    wrong_day: str | None = None

    def __bool__(self) -> bool:
        said = (self.amount, self.signed, self.starts, self.ends, self.months, self.number, self.terms)
        return any(value is not None for value in said)


def read_facts(turn: Turn, text: str, *, asked: str = "", new: bool = True) -> Facts:
    """Everything that the words say of a contract. A lone date is what was `asked` for, else the last day.

    A `new` one that was signed, no day said, was signed today.
    """
    terms = [found.group().strip() for found in _TERMS.finditer(text)]
    plain = _FROM.sub(r"\1, starting from ", _TERMS.sub(" ； ", text))
    said = _days(turn, plain, new=new and not asked)
    signed, starts, ends = _day(said.signed), _day(said.starts), _last(said.expires)
    lone = _lone(turn, plain, "past" if asked == "signed" else "future")
    signs = _SIGNED.search(plain) is not None and not _ENDS.search(plain)
    if (
        lone is not None
        and not _ENDS.search(plain)
        and (asked == "signed" or (signs and signed is None and starts is None))
    ):
        signed, starts, ends = lone.day, None, None
    elif lone is not None and (signed, starts, ends) == (None, None, None):
        ends = _last(lone) if asked == "ends" or lone.day > turn.today else None
    wrong = impossible_dates(text)
    money = _amount(turn, plain, said.number)
    if money and money[2] == "currency" and asked != "amount" and not _AMOUNT.search(plain):
        money = None  # a bare number is an amount only where one was asked for
    return Facts(
        amount=money[0] if money else None,
        currency=money[1] if money else "CNY",
        currency_said=any(amount.says_currency for amount in amounts_in(plain)),
        amount_guess=money[2] if money else None,
        signed=signed,
        starts=starts,
        ends=ends,
        months=said.duration_months,
        number=said.number,
        terms=("，" if turn.language == "zh" else ", ").join(dict.fromkeys(terms)) or None,
        wrong_day=wrong[0] if wrong else None,
    )


def last_day(start: date, months: int) -> date:
    """The last day of a contract that runs this long: two years from 6 May end on 5 May."""
    return add_months(start, months) - timedelta(days=1)


def _days(turn: Turn, text: str, *, new: bool) -> ContractFacts:
    """The days and their parts; a signing without a year lies behind us."""
    local = turn.local.replace(tzinfo=None)
    dated = [Dated(found, to_when(found, local, "future")) for found in find_dates(text, local, "future")]
    signed_now = new and _SIGNED_NOW.search(text) is not None
    facts = contract_facts(text, dated, When(turn.today), signed_now=signed_now)
    if facts.signed is None or facts.signed.day <= turn.today:
        return facts
    behind = {one.span: one.start for one in find_dates(text, local, "past") if one.start is not None}
    signed = behind.get(facts.signed.span)
    return replace(facts, signed=When(signed.date())) if signed else facts


def _lone(turn: Turn, text: str, direction: Direction) -> When | None:
    """The only date of a short answer."""
    now = turn.local.replace(tzinfo=None)
    whens = [when for one in find_dates(text, now, direction) if (when := to_when(one, now, direction))]
    return whens[0] if len(whens) == 1 else None


def _amount(turn: Turn, text: str, number: str | None) -> tuple[Decimal, str, str | None] | None:
    """The amount, looked for outside the dates and the contract's number."""
    rest = text.replace(number, " ") if number else text
    for found in sorted(
        find_dates(rest, turn.local.replace(tzinfo=None), "future"), key=lambda one: -one.span[0]
    ):
        rest = f"{rest[: found.span[0]]} ； {rest[found.span[1] :]}"
    return read_amount(rest) if _DIGIT.search(rest) else None


def _day(when: When | None) -> date | None:
    return when.day if when else None


def _last(when: When | None) -> date | None:
    """A month or year as the end means its last day."""
    return (when.until or when.day) if when else None
