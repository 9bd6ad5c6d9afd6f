"""How alike two phrases are: the words that they share, however they are cased, accented and spaced."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import ceil

import regex

from kc_extract.text import bare
from kc_extract.types import Frozen

_WORD = regex.compile(r"[\p{L}\d]+")
#: A word that stands in more phrases than this tells none of them apart.
_COMMON = 200


class Pair(Frozen, frozen=True):
    """Two phrases by their places in a sequence, the earlier first, and how alike they are."""

    earlier: int
    later: int
    likeness: float


@lru_cache(maxsize=65536)
def words_of(phrase: str) -> tuple[str, ...]:
    """The words of a phrase without case, accents and punctuation, so that spellings of one word meet."""
    return tuple(_WORD.findall(bare(phrase)))


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """F1 of the words of two phrases, each counted as often as it stands there; 0 where either has none."""
    shared = sum((Counter(one) & Counter(other)).values())
    return 2 * shared / (len(one) + len(other)) if shared else 0.0


def alike(phrases: Sequence[Sequence[str]], floor: float) -> Iterator[Pair]:
    """The pairs of phrases with a likeness of at least ``floor``, without comparing each with each.

    Phrases that alike share one of their rarer words, by the bound that F1 sets on what may be missing.
    """
    spread = Counter(word for phrase in phrases for word in set(phrase))
    seen: dict[str, list[int]] = {}
    for later, phrase in enumerate(phrases):
        rare = _rarest(phrase, spread, floor)
        for earlier in sorted({place for word in rare for place in seen.get(word, ())}):
            found = likeness(phrases[earlier], phrase)
            if found >= floor:
                yield Pair(earlier, later, found)
        for word in rare:
            seen.setdefault(word, []).append(later)


def _rarest(phrase: Sequence[str], spread: Counter[str], floor: float) -> list[str]:
    """The words of which a phrase that is alike must share one, rarest first; without those found everywhere."""
    words = sorted(set(phrase), key=lambda word: (spread[word], word))
    needed = ceil(floor / (2 - floor) * len(phrase))
    kept = words[: max(1, len(phrase) - needed + 1)]
    return [word for word in kept if spread[word] <= _COMMON]
