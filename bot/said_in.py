"""In which language a message is answered: in its own."""

import re
from collections.abc import Callable, Sequence

_CHINESE = re.compile("[\u3400-\u9fff]+")
_LATIN_WORD = re.compile("[A-Za-z]{2,}")


def language_of(text: str, native: str, command_for: Callable[[str], object]) -> str:
    """The message's language, `native` where it has none: a lone Latin word may be pinyin or a name."""
    words = _LATIN_WORD.findall(text)
    if runs := len(_CHINESE.findall(text)):
        return _mixed(text, runs, words) if words and native == "en" else "zh"
    if len(words) > 1 or (words and command_for(text)):
        return "en"
    return native


def _mixed(text: str, runs: int, words: Sequence[str]) -> str:
    """Called 华峰 yesterday is English, 拜访了 Acme Chinese: the words count, names (with capitals) do not."""
    first = text.lstrip(" /").startswith(tuple(words[:1]))
    said = sum(word.islower() for word in words) + (first and not words[0].islower())
    return "en" if said >= (runs if first else 2 * runs + 1) else "zh"
