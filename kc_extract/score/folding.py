"""How strings are made comparable before they are scored: what a reader would call the same text is the same."""

from __future__ import annotations

import re
import string
import unicodedata
from collections import Counter
from functools import lru_cache

from kc_extract.text import lower, nfc

_DASHES = {ord(dash): "-" for dash in "‐‑‒–—―−﹣－"}
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_WORD = re.compile(r"[^\W\d_]+")
_GAP = re.compile(r"[\s-]+")
#: ``%`` is a unit, not punctuation: stripping it would leave nothing of it.
_OUTER = string.punctuation.replace("%", "") + "“”‘’„«»…•"
_OUTER_AND_SPACE = _OUTER + string.whitespace


def _tone_last(word: re.Match[str]) -> str:
    """The word with its tone marks after its letters, so that ``uỷ`` and ``ủy`` are one."""
    marks = unicodedata.normalize("NFD", word[0])
    tones = "".join(mark for mark in marks if mark in _TONES)
    if not tones:
        return word[0]
    return unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES)) + tones


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The text with form, case, white space, dashes, outer punctuation and tone placement folded.

    A key for comparison, not for reading: tone marks stand behind their word. White space beside a dash is kept.
    """
    plain = " ".join(lower(nfc(text)).translate(_DASHES).split())
    return _WORD.sub(_tone_last, plain).strip(_OUTER_AND_SPACE)


@lru_cache(maxsize=65536)
def tokens(text: str) -> tuple[str, ...]:
    """The words of the folded text, cut at white space and dashes, each without outer punctuation."""
    words = (word.strip(_OUTER) for word in _GAP.split(fold(text)))
    return tuple(word for word in words if word)


def token_f1(one: str, other: str) -> float:
    """How much of two texts is the same words, 0 to 1: F1 over their tokens as multisets; 1 where both are empty."""
    left, right = tokens(one), tokens(other)
    if not left or not right:
        return float(left == right)
    shared = sum((Counter(left) & Counter(right)).values())
    return 2 * shared / (len(left) + len(right))
