"""The number of a contract: after its label, or standing alone in a message of a contract."""

import re

from bot.language.tables.contracts import SUBJECT_EN, SUBJECT_ZH

_NO_DATE = (
    r"(?!(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?![\d/-]))(?!\d{1,2}[-/]\d{1,2}(?![\w/-]))(?!(?:19|20)\d\d[-/]\d{1,2}(?![\w/-]))"
    r"(?!\d+[-\s]?(?:mo|mth|yr|year|day|wk|week|hour|h\b))"
)
_CODE = (
    rf"{_NO_DATE}(?:[A-Za-z]{{1,8}}[-_/.]?\d(?:[\w/-]|\.(?=\d))*|\d{{2,}}[-_/]\w[\w/-]*|[A-Za-z]{{1,8}}(?:[-_/][A-Za-z0-9]+)+"
    r"|\d{4,}[A-Za-z][\w/-]*)"
)
_OFFICIAL = r"[\u4e00-\u9fff]{0,6}(?:[〔\[【(（]\d{4}[〕\]】)）]|\d{4}年?)?第?[\d-]{1,8}号"
_LINK = r"\s*(?:是|为|is|[:：#(（【\[])?\s*#?\s*"
_NUMBERED = re.compile(
    r"(?:(?:合同|协议)(?:编?号码?|单号)|(?:contract|agreement|msa|sow|nda|lease|amc)\s*(?:no\b\.?|number|id\b|ref(?:erence)?\b\.?|nr\b\.?|#))"
    rf"{_LINK}(?P<number>(?-i:[A-Z]{{1,6}} ?)\d[\w/-]*|{_CODE}|{_OFFICIAL}|\d{{3,}})",
    re.IGNORECASE | re.ASCII,
)
_LABELLED = re.compile(
    r"(?P<label>编号|号码|合同|协议|(?<![a-z])(?:contract|agreement|msa|sow|nda|lease|no\.|no(?=\s?:)|nr\.|number|(?:doc )?ref(?:erence)?\b\.?|(?:doc(?:ument)? )id|#))"
    rf"{_LINK}(?P<number>{_CODE})",
    re.IGNORECASE | re.ASCII,
)
_IN_FRONT = re.compile(
    rf"(?<![\w/-])(?P<number>{_CODE})号?的?(?:[\u4e00-\u9fff]{{0,4}})?(?:合同|协议)", re.ASCII
)
_BARE_FIGURES = re.compile(
    r"(?:(?<![a-z])(?:number|no\.?)|编号)\s*[:：]\s*#?(?P<number>\d{3,8})(?![\d/-])", re.IGNORECASE
)
_ALONE = re.compile(
    r"(?:(?<=[，,。;；:：(（\s])|(?<=新的)|(?<=[号成为是])|^)"
    r"(?P<number>(?=[\w/-]*[A-Z])(?=[\w/-]*\d)[A-Z0-9]{1,10}(?:[-/_][A-Z0-9]{1,12})+|[A-Z]{2,6}\d{4,})(?![\w/-])"
    r"(?=\s*(?:[，,。；;.!！)）¥$€£\d]|$)|\s*(?:签|今|昨|已|从|到))",
    re.ASCII,
)
_OTHER_THING = re.compile(
    r"(?:\bpo|\border|\binvoice|\binv|\bphone|\btel|\bbatch|\blot|\bticket|\broom|\bserial|\bpart|\bmodel|\bitem|\bcase|\bjob|\bquote|\baccount|\btracking|\bvat|"
    r"订单|产品|设备|样品|工单|发票|物料|图纸|快递|运单|批次|客户|序列|型号|机型|设备|报价单?|电话|手机)\s*(?:no\b\.?|number|ref\.?|id|#|编号|号)?\s*$",
    re.IGNORECASE | re.ASCII,
)
_OTHER_CODE = re.compile(
    r"(?:RMB|CNY|USD|EUR|GBP|HKD|JPY|SGD|PO|INV|SO|RFQ|RFP|AWB|ISO|GB|DIN|ASTM|COVID|FY|Q[1-4]|H[12])[-_/ ]?\d",
    re.IGNORECASE,
)
_SUBJECT = re.compile(f"{SUBJECT_ZH}|{SUBJECT_EN}|签了|\\bsigned\\b", re.IGNORECASE | re.ASCII)


def contract_number(text: str) -> tuple[str, tuple[int, int]] | None:
    """The number as written, and its place; order, invoice and article numbers are none."""
    for found in _NUMBERED.finditer(text):
        return _tidy(found)
    for found in _LABELLED.finditer(text):
        if not re.search(r"\d", found["number"]) or _OTHER_THING.search(text[: found.start()]):
            continue
        if not _OTHER_CODE.match(found["number"]):
            return _tidy(found)
    if not _SUBJECT.search(text):
        return None
    for found in (*_IN_FRONT.finditer(text), *_BARE_FIGURES.finditer(text), *_ALONE.finditer(text)):
        if not _OTHER_CODE.match(found["number"]) and not _OTHER_THING.search(text[: found.start()]):
            return _tidy(found)
    return None


def _tidy(found: re.Match[str]) -> tuple[str, tuple[int, int]]:
    number = found["number"].rstrip("-/_")
    start = found.start("number")
    return number, (start, start + len(number))
