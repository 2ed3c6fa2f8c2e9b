"""People in Latin letters: Ms Chen, Dr. Osei, Bob, Fairmont's Olga, hannah from acme, 跟Kevin聊."""

import re

from bot.language.person import CUSTOMER, KNOWN, Person, Span
from bot.language.tables import first_names as table

_WORD = r"[A-ZÀ-Þ][a-zà-ÿ]+(?:-[A-ZÀ-Þ]?[a-zà-ÿ]+)*"
_PART = rf"(?:(?:(?:[OD]['’]|Ma?c|De|Di|La|Le|Fitz|[A-Z]\.\s?)(?=[A-ZÀ-Þ]))?{_WORD})"
_LATIN = re.compile(
    rf"(?<![A-Za-zÀ-ÿ@.#-])(?P<title>(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.?\s+)?"
    rf"(?P<name>{_PART}(?:\s+(?:(?:de|van|von|der|den|bin|al|da|di|del|la|el)\s+){{0,2}}{_PART})?)(?![A-Za-zÀ-ÿ@&]|\.[a-z]|['’](?!s\b)[a-z])"
)
TITLED = re.compile(
    r"\b(?P<title>mr|mrs|ms|miss|mx|dr|prof|professor|doctor|mister|missus|madame?|sir|herr|frau|señora?|signora?|monsieur|captain|capt|chef|coach|manager|director|mgr|engineer|boss)\b\.?\s+"
    r"(?P<name>[A-Za-zÀ-ÿ][a-zà-ÿ'-]+(?:\s+[A-ZÀ-Þ][a-zà-ÿ'-]+)?)",
    re.IGNORECASE,
)
_FORMS_OF_ADDRESS = ("mr", "mrs", "ms", "miss", "dr", "prof", "professor")
_ADDRESS_IN_FULL = ("doctor", "mister", "missus", "herr", "frau", "madam", "madame", "captain")

ROLE = (
    r"(?:owner|buyer|landlord|landlady|skipper|dispatcher|manager|mgr|director|engineer|foreman|supervisor|receptionist|secretary|assistant|boss|partner|founder|chef|captain|technician|accountant|"
    r"lawyer|controller|purchaser|planner|principal|head|chairman|president|officer|coordinator|analyst|consultant|rep|agent|contact|cover|colleague|guy|chap|lad|bloke|lady|woman|man|person|"
    r"cheesemaker|winemaker|brewer|baker|farmer|mechanic|driver|nurse|surgeon|dentist|vet|cto|ceo|cfo|coo|md|gm|vp|pm|son|daughter|wife|husband|brother|sister|dad|mum|nephew|niece|successor|replacement|deputy)"
)
_CUE = re.compile(
    rf"(?:\bwith|\bw/?|\bmet(?: up with)?|\bspoke (?:to|with)|\bspeak (?:to|with)|\btalk(?:ed|ing)? (?:to|with)|\btold|\basked|\bsaw|\bmeeting|\bwaiting (?:on|for)|\bheard (?:back )?from|\bseeing|\bhosting|\binto|\bper|\bintroduced(?: me)? to|\bthanks to|"
    rf"\((?:spoke to|met|with|contact:?)?|\b(?:e-?mail|call|text|message|msg|note|letter|voicemail|whatsapp|word|news) (?:from|for|to)|\b(?:send|samples?|quote|proposal) (?:to|for)|"
    rf"\bask|\btell|\bgive|\bping|\bchase|\bring|\bbrief|\bremind|\bsaid|\bsays|\bthat'?s|\bit'?s|\bnamed|\bname(?:'s| is|:)?|\b(?:guy|chap|lad|lady|man|woman|bloke|person|someone|somebody|one) called|"
    rf"\bcontact(?:'s| is|:| there is| will be)?|\b{ROLE}(?:'s name)?(?: is|'s| there is|,|:)?(?: now)?(?: called| named)?)\s*$",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(rf"{CUSTOMER}['’]s?\s+(?:[A-Za-z&]+\s+){{0,3}}$")
_AT_CUSTOMER = re.compile(
    rf"\s*(?:\([^)]*\)\s*)?(?:at|from|of|over at|@) (?:the )?{CUSTOMER}+ (?:also |just |still )?(?:says|said|wants|wanted|called|rang|phoned|emailed|texted|asked|told|thinks|likes|reckons|prefers|replied|cancelled|signed|approved|confirmed|agreed|declined|promised|needs|can't|won't|came|complained)\b"
)
_BESIDE_CUSTOMER = re.compile(rf" \({CUSTOMER}+\)|, ?{CUSTOMER}+(?:[,.;]|$)")
_AT_EDGE = re.compile(r"(?:^|[.,;:(])\s*$")
_SHOWN = re.compile(
    r"\b(?:showed|showing|show|emaill?e?d|e-?mail|gave|give|sent|send|told|asked|ask|met|saw|introduced|chased|chase|caught|updated|reminded|owe|paid|thanked|promised|briefed|rang|ring|phoned|phone|called|call|tell|text|"
    r"texted|messaged|pinged|visited|visiting|bought|handed|walked|taught|trained|invited|convinced|helped)\s*$",
    re.IGNORECASE,
)
_AFTER_SHOWN = re.compile(
    rf"\s*(?:the|our|my|his|her|their|a|an|about|re|that|to|on|for|and|some|in|at|this|last|today|yesterday|through|around|over|again|back|twice|if|how|what|why|up|{KNOWN})(?![A-Za-z])|\s*[,.;:)]|\s*$",
    re.IGNORECASE,
)
_ACTS = re.compile(
    rf"\s*(?:'s\b|\(|,? (?:said|says|told|asked|wants|wanted|will|would|approved|confirmed|signed|agreed|called|replied|is|was|on|from|at|of|"
    r"showed|needs|likes|thinks|promised|mentioned|emailed|rang|texted|prefers|has|had|and|in|by|the|a|our|about|for|to)\b"
    rf"|说|讲|要|让|那|没|不|在|给|问|答|回|加|打|发|催|想|觉得|已|约|昨|今|明|刚|也|又|还|都|来|去|聊|谈|通|微信|电话|语音|视频|拍|签|提|嫌|同意|表示|反馈|负责|出差|休|{KNOWN}|[,，.。;；)）]|$)"
)
_DOES = re.compile(
    r"\s*(?:,? (?:also |really |still |now |just |then |kindly |finally |already )?(?:said|says|told|asked|asks|wants?|wanted|will|would|won't|can't|may|might|approved|confirmed|confirms|signed|agreed|agrees|called|replied|is|isn't|was|wasn't|"
    r"needs?|needed|likes?|liked|loves?|loved|thinks?|thought|promised|mentioned|emailed|rang|phoned|texted|pinged|messaged|prefers|preferred|has|had|hates|hated|knows|knew|came|comes|went|goes|left|gets|got|gave|gives|sends|sent|took|takes|"
    r"asking|wanting|saying|keen|happy|unhappy|furious|annoyed|angry|upset|pleased|delighted|impressed|interested|worried|cautious|away|out|off|absent|sick|ill|busy|in (?:meetings?|charge|favou?r)|on (?:holiday|leave|maternity|vacation|board|zoom|teams|"
    r"whatsapp|the phone)|to (?:confirm|redline|sign|send|review|check|revert|decide|call|come|reply|approve|get|ask|speak|talk|let|pass|look)|reckons?|wonders?|insists?|insisted|complained|complains|accepted|accepts|rejected|declined|cancelled|"
    r"moved|picked|chose|visited|tried|tested|forwarded|handles?|runs|owns|decides|promises|seems?|seemed|sounds?|sounded|looks|looked|hopes|plans|offered|offers|expects|doesn't|didn't|couldn't|who|retires|retired|resigned|leaves|joined|cancelled)\b|'s (?:out|off|away|back|not|on|in|happy|keen|ok|fine|sign|approval|team|boss|feedback|office|desk|number|e-?mail|reply|asking|got|been|gone|just|still|also)\b"
    r"|\s*\+\s*\d| & | and (?:his|her|the|two|three|a|i)\b)",
    re.IGNORECASE,
)
_REACHED = re.compile(
    r"'s (?:number|phone|mobile|cell|e-?mail|extension|ext|address|birthday|card|details|line|office|team|boss|reply|feedback|card)\b"
)
_LOWER = re.compile(r"(?<![A-Za-z@._/-])[a-z]{2,14}(?:-[a-z]{2,10})?(?![A-Za-z@_/]|\.[a-z]|-[a-z])")
_LOWER_CUE = re.compile(
    rf"(?:\b(?:with|met|called|call|visited|saw|rang|ring|phoned|phone|emailed|email|texted|text|told|tell|asked|ask|from|by|to|for|per|into|and|but|mgr|manager|contact|w/|spoke to|off the phone with|someone named|"
    rf"showed|gave|chased|chase|ping|pinged|sent|said|because|{ROLE})|^|[,;:.(]|[跟和与找给见约叫让的])\s*$"
)
_LOWER_DOES = re.compile(
    r" (?:said|says|told|asked|wants|wanted|approved|confirmed|signed|agreed|called|replied|likes|liked|loves|loved|thinks|promised|mentioned|emailed|rang|texted|pinged|messaged|prefers|needs|reckons|is (?:out|off|away|happy|keen|on)|was (?:out|off|away|happy|keen))\b"
)
_LOWER_NAMED = re.compile(
    r"\b(?:named|(?:guy|chap|lad|lady|man|woman|bloke|person|someone|somebody|owner|buyer|manager|boss) called|(?:contact|owner|buyer|manager|boss)(?:'s name)? is|name is|name's)\s+(?P<name>[a-z]{2,12})\b"
)
_LETTER = re.compile(r"[老小阿][A-Z](?![A-Za-z0-9])")
_SURNAME_TOO = re.compile(r" (?P<surname>[a-z]{3,14})(?= (?:from|at|of|@)(?: |$))")


def people(text: str, titled: re.Pattern[str] = TITLED) -> list[Person]:
    """People by their English names; what is known to be no person is blanked."""
    chinese = bool(re.search("[\u4e00-\u9fff]", text))
    found = [_capital(m, text, chinese=chinese) for m in _LATIN.finditer(text)]
    found += [_with_title(m) for m in titled.finditer(text)]
    found += _in_small_letters(text)
    found += [Person(m.group(), None, m.span()) for m in _LETTER.finditer(text) if chinese]
    return [p for p in found if p]


def _with_title(match: re.Match[str]) -> Person | None:
    first, *more = match["name"].split()
    title = match["title"].lower()
    if first.lower() in table.NOT_NAMES and first.lower() not in table.FIRST_NAMES:
        return None
    address = title in _FORMS_OF_ADDRESS or title in _ADDRESS_IN_FULL
    if first.lower() in table.NOT_NAMES or not (
        first[0].isupper()
        or first in table.FIRST_NAMES
        or first in table.PINYIN_SURNAMES
        or title in _FORMS_OF_ADDRESS[:5]
    ):
        return None
    if more and more[0].islower() and first[0].isupper():
        more = []  # foreman Zbig saw: a name goes on as it began
    if (
        more
        and more[0].lower() in table.NOT_NAMES | table.FIRM_WORDS
        and more[0].lower() not in table.ALSO_SURNAMES
    ):
        more = []
    start, end = match.start("name"), match.start("name") + len(match["name"] if more else first)
    if address or match["title"][0].isupper():
        start = match.start()
    return Person(match.string[start:end], match["title"], (start, end))


def _capital(match: re.Match[str], text: str, *, chinese: bool) -> Person | None:
    words = match["name"].split()
    start = match.start("name")
    while words and words[0].lower() in table.NOT_NAMES and not (_surnamed(words) or _nickname(text, start)):
        rest = match["name"].split(None, len(match["name"].split()) - len(words) + 1)
        words = words[1:]
        start = match.end("name") - len(rest[-1]) if words else start
    if not words:
        return None
    if match["title"] and start == match.start("name"):
        said = match["title"].strip() + " " + match["name"]
        return Person(said, match["title"].strip(" ."), (match.start(), match.end("name")))
    if any(word.lower() in table.NOT_NAMES for word in words[1:]) and not _with_surname(words):
        words = words[:1]
    if len(words) > 1 and words[0].lower() not in table.FIRST_NAMES and words[1].lower() in table.FIRST_NAMES:
        start, words = text.index(words[1], start + len(words[0])), words[1:]  # Gimme Walt's number
    name = text[start : match.end("name")] if len(words) > 1 else words[0]
    span = (start, start + len(name))
    if _is_firm(name, text, span[1]):
        return None
    known = words[0].lower() in table.FIRST_NAMES or words[-1].lower() in table.PINYIN_SURNAMES
    if known or _is_person(text, span, chinese=chinese):
        return Person(
            _nickname(text, start) + name, None, (start - len(_nickname(text, start)), span[1]), sure=known
        )
    return None


def _surnamed(words: list[str]) -> bool:
    """May Wong, Will Harding: a word that is also a first name, with a surname."""
    return (
        len(words) > 1 and words[0].lower() in table.FIRST_NAMES and words[1].lower() in table.PINYIN_SURNAMES
    )


def _with_surname(words: list[str]) -> bool:
    """Paul Green: a first name makes a surname of the word behind it."""
    return words[0].lower() in table.FIRST_NAMES and words[-1].lower() in table.ALSO_SURNAMES


def _nickname(text: str, start: int) -> str:
    """阿May, 小Amy: the Chinese mark belongs to the name."""
    return text[start - 1] if start and text[start - 1] in "阿小" else ""


def _is_firm(name: str, text: str, end: int) -> bool:
    last = name.lower().split()[-1]
    following = re.match(r"(?:['’]s)? ([A-Za-zé]+)", text[end:])
    if last in table.FIRM_WORDS and not _with_surname(name.split()):
        return True
    if re.match(r" & [A-Z]| and Sons\b", text[end:]):
        return True
    return bool(following and following[1][0].isupper() and following[1].lower() in table.FIRM_WORDS)


def _is_person(text: str, span: Span, *, chinese: bool) -> bool:
    """Whether an unlisted name stands where people stand."""
    before, after = _around(text, span)
    single = " " not in text[slice(*span)]
    if _nickname(text, span[0]):
        return True
    if chinese:
        return bool(_ACTS.match(after)) or (
            before.endswith("的") and bool(re.match(r"(?!的)[\u4e00-\u9fff\s]", after))
        )
    if _CUE.search(before) and _ACTS.match(after):
        return True
    if CUSTOMER not in text:
        return False
    if _BESIDE_CUSTOMER.match(after) and _AT_EDGE.search(before):
        return True
    if _AT_CUSTOMER.match(after) and _AT_EDGE.search(before):
        return True
    if _POSSESSIVE.search(before) or (re.search(r"[\s(]$|^$", before) and _DOES.match(after)):
        return True
    if _SHOWN.search(before) and _AFTER_SHOWN.match(after):
        return True
    alone = bool(re.match(r"\s*(?:[),.;:]|$|\s-\s)", after))
    if single:
        return alone and bool(re.search(rf"\($|{CUSTOMER}\s?(?:[:/-]|[-–—])\s?$", before))
    return alone and bool(re.search(r"(?:^|[,:;(]|\s[-–—])\s*$", before))


def _around(text: str, span: Span) -> tuple[str, str]:
    """The words next to a name: no cue is longer, and a long message stays quick to read."""
    return text[max(0, span[0] - 80) : span[0]], text[span[1] : span[1] + 80]


def _in_small_letters(text: str) -> list[Person]:
    """met bob, hannah from acme, grace at umoja wants …: first names without their capital."""
    found = []
    for match in _LOWER.finditer(text):
        name = match.group()
        if not table.FIRST_NAMES.issuperset(name.split("-")) or not _lower_stands(
            text, match.span(), shy=name in table.SHY_NAMES
        ):
            continue
        more = _SURNAME_TOO.match(text, match.end())
        end = more.end("surname") if more and more["surname"] not in table.NOT_NAMES else match.end()
        found.append(Person(text[match.start() : end], None, (match.start(), end)))
    found += [
        Person(match["name"], None, match.span("name"), sure=False)
        for match in _LOWER_NAMED.finditer(text)
        if match["name"] not in table.NOT_NAMES
    ]
    return found


def _lower_stands(text: str, span: Span, *, shy: bool) -> bool:
    before, after = _around(text, span)
    if shy:
        at_customer = re.match(rf" (?:from|at|over at|@) (?:the )?{CUSTOMER}", after)
        cue = re.search(
            r"(?:^|[,;:.(]|\b(?:with|met|told|asked|spoke to|saw|and|to|from|for|by|called|call|into))\s*$",
            before,
        )
        return bool(at_customer and cue)
    if _LOWER_CUE.search(before) and not re.match(r"'s [a-z]", after):
        return True
    return bool(
        re.match(r" (?:from|at|over at|@) ", after) or _LOWER_DOES.match(after) or _REACHED.match(after)
    )
