"""How well what somebody typed fits the names of a customer: 0 to 100, by letters, by sound, by words."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from store.names import alike_sound, is_chinese, key_of, sound_of, words_of

NOTHING = 0.0
EXACT = 99.0
WRITTEN = 88.0
SOUNDS = 87.0
SPELT = 96.0
_SIEVED = 120
_UNHEARD = 0.6  # what a character that stands in no name weighs beside the rarest


@dataclass(frozen=True)
class Wanted:
    """A query in its comparable forms."""

    text: str

    @cached_property
    def key(self) -> str:
        return key_of(self.text)[:60]

    @cached_property
    def chinese(self) -> bool:
        return is_chinese(self.key)

    @cached_property
    def letters(self) -> bool:
        return self.key.isascii() and self.key.isalpha()

    @cached_property
    def mixed(self) -> bool:
        """Characters and Latin letters in one name, such as 华feng."""
        return self.chinese and any(letter.isascii() and letter.isalpha() for letter in self.key)

    @cached_property
    def marks(self) -> frozenset[str]:
        return frozenset(self.key)

    @cached_property
    def words(self) -> tuple[str, ...]:
        return words_of(self.text)[:8]

    @cached_property
    def syllables(self) -> tuple[str, ...]:
        return tuple(sound_of(self.key).split())

    @cached_property
    def alike(self) -> tuple[str, ...]:
        return tuple(alike_sound(syllable) for syllable in self.syllables)


@dataclass(frozen=True)
class Named:
    """A customer's names in their comparable forms."""

    names: tuple[str, ...]
    sound: str
    initials: str

    @cached_property
    def keys(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(key_of(name) for name in self.names))

    @cached_property
    def marks(self) -> frozenset[str]:
        """Every character of every name."""
        return frozenset("".join(self.keys))

    @cached_property
    def pairs(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """Each name with its pairs of neighbouring characters."""
        return tuple(
            (key, frozenset(key[place : place + 2] for place in range(len(key) - 1))) for key in self.keys
        )

    @cached_property
    def syllables(self) -> tuple[str, ...]:
        return tuple(self.sound.split())

    @cached_property
    def syllable_set(self) -> frozenset[str]:
        return frozenset(self.syllables) if is_chinese(self.names[0]) else frozenset()

    @cached_property
    def heard(self) -> tuple[str, ...]:
        return tuple(alike_sound(syllable) for syllable in self.syllables)

    @cached_property
    def letters(self) -> str:
        """All in Latin letters: the pinyin of a Chinese name, the name itself of another."""
        return "".join(self.syllables) if is_chinese(self.names[0]) else self.keys[0]

    @cached_property
    def heard_marks(self) -> frozenset[str]:
        return frozenset(self.letters) | frozenset("".join(self.acronyms)) | frozenset(self.initials)

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(word for name in self.names for word in words_of(name)))

    @cached_property
    def acronyms(self) -> tuple[str, ...]:
        """The first letters of the words of Latin names, with and without the legal form."""
        latin = (name for name in self.names if not is_chinese(name))
        return tuple("".join(word[0] for word in words_of(name)) for name in latin)


@lru_cache(maxsize=20_000)
def named(names: tuple[str, ...], sound: str, initials: str) -> Named:
    """The same names give the same object, so that its forms are made once."""
    return Named(names, sound, initials)


def likeness(wanted: Wanted, known: Named) -> float:
    """What can be told letter by letter and sound by sound, without guessing at slips."""
    if wanted.letters:
        spelt = _spelt(wanted.key, known) if wanted.marks <= known.heard_marks else NOTHING
        return max(spelt, *(_lettered(name, wanted) for name in known.names))
    shares = not wanted.marks.isdisjoint(known.marks)
    score = max(_written(key, wanted.key) for key in known.keys) if shares else NOTHING
    if wanted.chinese and score < SOUNDS and len(wanted.syllables) > 1:
        score = max(score, _sounding(wanted, known.syllables, known.heard))
        return max(score, _spelt("".join(wanted.syllables), known) - 4.0) if wanted.mixed else score
    return score


def slip_likeness(wanted: Wanted, known: Named, rarity: Mapping[str, float]) -> float:
    """What a slip of the pen may have made of a name: always below what is written or sounds so."""
    if len(wanted.key) < 3:
        return NOTHING
    if wanted.chinese:
        return max(_covered(wanted, key, rarity) for key in known.keys)
    if not wanted.letters and not wanted.words:
        return NOTHING
    joined = "".join(known.syllables)
    by_sound = 0.82 * _close(wanted.key, joined) if is_chinese(known.names[0]) else NOTHING
    return max(by_sound, _by_words(wanted.words, known.words, rarity))


def worth_a_look(wanted: Wanted, names: Sequence[Named]) -> list[int]:
    """The places of those names that a slip may have made into the query: a coarse sieve, quick over many."""
    if wanted.chinese:
        least = max(1, math.ceil(0.4 * len(wanted.marks)))
        return [place for place, known in enumerate(names) if len(wanted.marks & known.marks) >= least]
    found = process.extract(
        wanted.key, [known.letters for known in names], scorer=fuzz.partial_ratio,
        processor=None, limit=_SIEVED, score_cutoff=60.0,
    )  # fmt: skip
    return [place for _name, _score, place in found]


def rarities(names: Iterable[Named]) -> dict[str, float]:
    """How much a character or a word tells: the fewer names hold it, the more."""
    counts: Counter[str] = Counter()
    total = 0
    for one in names:
        total += 1
        counts.update({*one.keys[0], *one.words})
    return {mark: math.log((1 + total) / (0.5 + count)) for mark, count in counts.items()}


def _written(name: str, wanted: str) -> float:
    if not name:
        return NOTHING
    if name == wanted:
        return EXACT
    if wanted in name:
        return (92.0 if name.startswith(wanted) else WRITTEN) + 6.0 * len(wanted) / len(name)
    if name in wanted and len(name) > 1:
        return 86.0 + len(name) / len(wanted)
    if 1 < len(wanted) < len(name) and _in_order(wanted, name):
        return 79.0 + 6.0 * len(wanted) / len(name)
    return NOTHING


def _lettered(name: str, wanted: Wanted) -> float:
    """Latin letters in a name: from the beginning of a word, and longer ones anywhere."""
    key = key_of(name)
    if wanted.key not in key:
        return NOTHING
    if len(wanted.key) < 4 and not any(word.startswith(wanted.key) for word in words_of(name)):
        return NOTHING
    return _written(key, wanted.key)


def _spelt(wanted: str, known: Named) -> float:
    """Pinyin, initials, or the beginnings of syllables: huafeng, hf, huaf."""
    if len(wanted) < 2:
        return NOTHING
    joined = "".join(known.syllables)
    if wanted in (known.initials, joined, *known.acronyms):
        return SPELT
    if joined.startswith(wanted) and len(wanted) > 3:
        return 93.0
    if known.initials.startswith(wanted) or any(letters.startswith(wanted) for letters in known.acronyms):
        return 91.0 + min(3.0, len(wanted) / 2)
    if len(wanted) > 3 and any(
        _begins(wanted, known.syllables[start:]) for start in range(len(known.syllables))
    ):
        return 88.0
    if wanted not in known.initials:
        return NOTHING
    return 80.0 if len(wanted) > 2 else 66.0


def _begins(wanted: str, syllables: tuple[str, ...]) -> bool:
    """Whether the letters are whole syllables or their beginnings, one after another."""
    if not wanted:
        return True
    if not syllables:
        return False
    first = syllables[0]
    return any(
        wanted.startswith(first[:size]) and _begins(wanted[size:], syllables[1:])
        for size in range(len(first), 0, -1)
    )


def _sounding(wanted: Wanted, syllables: tuple[str, ...], heard: tuple[str, ...]) -> float:
    """Other characters of the same sound, or of a sound that many cannot tell from it."""
    asked, size = wanted.syllables, len(wanted.syllables)
    if wanted.alike[0] not in heard:
        return NOTHING
    for start in range(len(syllables) - size + 1):
        if syllables[start : start + size] == asked:
            return SOUNDS - (1.0 if start else 0.0)
    if any(heard[start : start + size] == wanted.alike for start in range(len(heard) - size + 1)):
        return 84.5
    return NOTHING


def _covered(wanted: Wanted, name: str, rarity: Mapping[str, float]) -> float:
    """How much of the query stands in the name, rare characters counting more, neighbours together."""
    marks, unheard = set(name), _UNHEARD * max(rarity.values(), default=1.0)
    shared = sum(rarity.get(mark, unheard) for mark in wanted.key if mark in marks)
    covered = shared / (sum(rarity.get(mark, unheard) for mark in wanted.key) or 1.0)
    if covered < 0.4:
        return NOTHING
    return 84.0 - 60.0 * (1.0 - 0.6 * covered - 0.4 * _close(wanted.key, name) / 100)


def _by_words(asked: tuple[str, ...], words: tuple[str, ...], rarity: Mapping[str, float]) -> float:
    """Each word of the query beside the word of the name that is most like it."""
    if not asked or not words or not any(len(word) > 2 for word in asked):
        return NOTHING
    usual = max(rarity.values(), default=1.0)
    total, found = 0.0, 0.0
    for word in asked:
        best, like = max(((_word_close(word, other), other) for other in words), default=(0.0, ""))
        weight = max(0.3, rarity.get(like, usual) if best > 60 else usual)
        total, found = total + weight, found + weight * best
    return 0.9 * found / total


def _word_close(word: str, other: str) -> float:
    if word == other:
        return 100.0
    if len(word) > 1 and other.startswith(word):
        return 96.0
    if min(len(word), len(other)) < 4:
        return NOTHING
    whole = OSA.normalized_similarity(word, other, score_cutoff=0.6)
    begun = OSA.normalized_similarity(word, other[: len(word) + 1], score_cutoff=0.6)
    return 100.0 * max(whole, 0.95 * begun)


def _close(short: str, long: str) -> float:
    """How like the query is to the stretch of the name that is most like it; a swap counts as one slip."""
    if len(short) >= len(long):
        return max(fuzz.ratio(short, long), 100.0 * OSA.normalized_similarity(short, long))
    found = fuzz.partial_ratio_alignment(short, long)
    if found is None or found.score < 50:
        return NOTHING
    start = max(0, found.dest_start - 1)
    windows = (
        long[start + shift : start + shift + len(short) + more] for shift in (0, 1, 2) for more in (0, 1)
    )
    return max(found.score - 4.0, *(100.0 * OSA.normalized_similarity(short, window) for window in windows))


def _in_order(short: str, long: str) -> bool:
    letters = iter(long)
    return all(letter in letters for letter in short)
