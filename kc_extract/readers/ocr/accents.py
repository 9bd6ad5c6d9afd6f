"""Accents that recognition drops or swaps (``tô chức``, ``mức chỉ``), mended where the words beside them prove it.

The hook over a circumflex and the dot of an i are a few pixels, and the engine is as sure of the wrong letter as of the
right one; which word is meant the neighbours tell. Counts of words and of pairs are those of public documents
(``word_pairs.csv``, made by ``benchmarks/word_pairs.py``). Of ``đông/m2`` the word before the stroke
is mended; a figure is never touched.
"""

from __future__ import annotations

import csv
import math
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import msgspec
import regex

from kc_extract.readers.quality import is_syllable
from kc_extract.text import bare, lower

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kc_extract.readers.ocr.scan import Seen

#: What a letter may have been, by what it is read as.
MISREAD = {
    "ô": "ổốồ", "ê": "ểếềễ", "â": "ẩấầẫ", "ố": "ổ", "ế": "ể", "ấ": "ẩ", "ỗ": "ổ", "ề": "ể", "ể": "ê", "ỉ": "i",
}  # fmt: skip
OPENING, CLOSING, NUMBER, OTHER = "^", "$", "#", "?"  # what stands for the neighbour that is no word
_WORD = regex.compile(r"(?P<before>\W*)(?P<word>\p{L}{2,})(?P<behind>\W*(?:/\S*)?)")
_STOP = regex.compile(r"[.;:!?)]$")
_LONG = 3  # letters: shorter words in capitals are formulas and short forms (``CO``, ``SO``)
_BACKING = 30.0  # pairs that a word's own frequency is worth
_PROOF = 5.0  # how many e-folds likelier the mended word must be; of a word that cannot be one, half of it


class _Counts(msgspec.Struct, frozen=True):
    """How often words and pairs stand in the documents counted, the words by their letters without accents too."""

    words: dict[str, int]
    pairs: dict[tuple[str, str], int]
    total: int
    accented: dict[str, tuple[str, ...]]


@cache
def _counts() -> _Counts:
    words: dict[str, int] = {}
    pairs: dict[tuple[str, str], int] = {}
    text = resources.files("kc_extract.lexicon").joinpath("word_pairs.csv").read_text("utf-8")
    for first, second, count in csv.reader(text.splitlines()):
        if second:
            pairs[first, second] = int(count)
        else:
            words[first] = int(count)
    accented: dict[str, list[str]] = {}
    for word in words:
        accented.setdefault(bare(word), []).append(word)
    return _Counts(words, pairs, sum(words.values()), {key: tuple(group) for key, group in accented.items()})


def mend(words: Sequence[Seen]) -> tuple[Seen, ...]:
    """The words in reading order; of those that are mended ``was`` keeps what was read.

    They are gone through twice, since of ``PHO CHU TỊCH`` the first is proven by the second once that is mended.
    """
    return _mended(_mended(words))


def _mended(words: Sequence[Seen]) -> tuple[Seen, ...]:
    names = [name_of(word.text) for word in words]
    mended: list[Seen] = []
    for index, word in enumerate(words):
        before = OPENING if index == 0 or _STOP.search(words[index - 1].text) else names[index - 1]
        behind = names[index + 1] if index + 1 < len(words) else CLOSING
        meant = _meant(word.text, before, behind)
        names[index] = lower(meant) if meant else names[index]
        mended.append(_with(word, meant) if meant else word)
    return tuple(mended)


def name_of(text: str) -> str:
    """The word that a printed word is counted as: in lower case without signs around it; a number is any number."""
    found = _WORD.fullmatch(text)
    if found:
        return lower(found["word"])
    return NUMBER if any(char.isdigit() for char in text) else OTHER


def _with(word: Seen, meant: str) -> Seen:
    found = _WORD.fullmatch(word.text)
    text = word.text if found is None else f"{found['before']}{meant}{found['behind']}"
    return msgspec.structs.replace(word, text=text, was=word.was or word.text)


def _meant(text: str, before: str, behind: str) -> str | None:
    """The word that was printed, in the case of the one read; None where that is the one read, or nothing proves it."""
    found = _WORD.fullmatch(text)
    if found is None:
        return None
    read = lower(found["word"])
    possible = is_syllable(read)
    others = {other for other in _variants(read) if _is_seen(before, other, behind)}
    if not possible or _is_plain(found["word"]):
        sides = (OTHER, _shown(behind)) if possible else (before, behind)
        others |= {other for other in _counts().accented.get(bare(read), ()) if _is_seen(sides[0], other, sides[1])}
    others -= {read}
    if not others:
        return None
    title = found["word"][0].isupper()
    best = max(sorted(others), key=lambda other: _likelihood(before, other, behind, title=title))
    gain = _likelihood(before, best, behind, title=title) - _likelihood(before, read, behind, title=title)
    return _in_case(best, found["word"]) if gain > (_PROOF if possible else _PROOF / 2) else None


def _is_plain(word: str) -> bool:
    """Whether a word in capitals shows no accent: above capitals they are so low that all are often lost."""
    return word.isupper() and len(word) >= _LONG and lower(word) == bare(word)


def _shown(name: str) -> str:
    """A neighbour that proves what an accent was: one that shows its own, since those beside it may be lost as well.

    The word before proves none: behind ``TỈNH`` any name may stand.
    """
    return OTHER if name == bare(name) else name


def _variants(word: str) -> Iterator[str]:
    """The known words of which one letter is misread."""
    for index, letter in enumerate(word):
        for other in MISREAD.get(letter, ""):
            variant = f"{word[:index]}{other}{word[index + 1 :]}"
            if variant in _counts().words:
                yield variant


def _is_seen(before: str, word: str, behind: str) -> bool:
    pairs = _counts().pairs
    return (before, word) in pairs or (word, behind) in pairs


def _likelihood(before: str, word: str, behind: str, *, title: bool) -> float:
    """The logarithm of how likely the word is between its neighbours; a capital may open a sentence as well."""
    openings: Iterable[str] = (before, OPENING) if title else (before,)
    return math.log(max(_chance(first, word) for first in openings)) + math.log(_chance(word, behind))


def _chance(first: str, second: str) -> float:
    counts = _counts()
    alone = (counts.words.get(second, 0) + 0.5) / counts.total
    return (counts.pairs.get((first, second), 0) + _BACKING * alone) / (counts.words.get(first, 0) + _BACKING)


def _in_case(word: str, like: str) -> str:
    if like.isupper():
        return word.upper()
    return word[0].upper() + word[1:] if like[0].isupper() else word
