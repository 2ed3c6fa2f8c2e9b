"""Who was spoken to: 张经理, 李总, 老贺, Ms Chen, Bob, Dr. Osei."""

import re
from functools import lru_cache

from bot.language import chinese_people, english_people
from bot.language.chinese_people import SURNAME
from bot.language.person import CUSTOMER, TAKEN, Person, Span
from bot.language.tables import people as table

__all__ = ["Person", "persons_in", "same_person"]


def persons_in(
    text: str, *, customers: tuple[Span, ...] = (), taken: tuple[Span, ...] = (), titles: tuple[str, ...] = ()
) -> list[Person]:
    """People in reading order; the names of `customers` and `taken` stretches (dates, addresses) are passed over.

    `titles` are a house's own, beside the built-in ones.
    """
    for spans, mark in ((taken, TAKEN), (customers, CUSTOMER)):
        for start, end in spans:
            text = text[:start] + mark * (end - start) + text[end:]
    found = [*chinese_people.people(text, titles), *english_people.people(text, _english(titles))]
    kept: list[Person] = []
    for person in sorted(found, key=lambda p: (p.span[0], -(p.span[1] - p.span[0]))):
        if not kept or person.span[0] >= kept[-1].span[1]:
            kept.append(person)
    return kept


@lru_cache(maxsize=8)
def _english(titles: tuple[str, ...]) -> re.Pattern[str]:
    """Title and English name, with a house's own titles."""
    own = "|".join(re.escape(title) for title in titles if title.isascii())
    if not own:
        return english_people.TITLED
    return re.compile(
        english_people.TITLED.pattern.replace("(?P<title>", f"(?P<title>{own}|", 1), re.IGNORECASE
    )


def same_person(said: str, name: str, title: str | None = None) -> bool:
    """Whether the words for a person (张经理, 老张, Ms Chen, Bob) may mean this contact."""
    a, b = _plain(said), _plain(name)
    if a == b or a in (b + _plain(title or ""), b[:1] + _plain(title or "")):
        return True
    if re.search("[\u4e00-\u9fff]", said):
        return _same_chinese(said, name, title)
    words = {w for w in re.split(r"[\s.]+", said.lower()) if w and not re.fullmatch(table.TITLES_EN, w)}
    return bool(words) and words <= set(re.split(r"[\s.]+", name.lower()))


def _plain(text: str) -> str:
    return re.sub(r"[\s.]+", "", text.lower())


def _same_chinese(said: str, name: str, title: str | None) -> bool:
    match = re.fullmatch(
        rf"[老小阿]?(?P<name>{SURNAME}[\u4e00-\u9fff]{{0,2}}?)(?P<title>{table.TITLES})?", said
    )
    if not match:
        return bool(said) and (said in name or name in said)
    if not name.startswith(match["name"]) and match["name"] != name:
        return False
    job = match["title"]
    if not job or not title or title in job or job in title or (len(job) == 1 and job in title + "姐哥"):
        return True
    return (
        job in ("先生", "女士", "小姐", "哥", "姐", "老师", "师傅")
        or (job == "总" and "经理" in title)
        or (job == "工" and "工程" in title)
    )
