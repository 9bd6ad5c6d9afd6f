"""The head of the noun phrase behind a number, where no word list knows it: word segmentation and parts of speech."""

from __future__ import annotations

from functools import lru_cache

import regex

from kc_extract.types import Span

_CLAUSE = regex.compile(r"\p{L}+(?:[ ]\p{L}+){0,5}")
_NOUN_TAGS = frozenset(("N", "Nc", "Nu", "Nb"))


def head_noun(text: str, at: int) -> Span | None:
    """The span of the first noun at ``at`` of the text, or None where the word there is no noun."""
    clause = _CLAUSE.match(text, at)
    length = _head_length(clause[0]) if clause else 0
    return Span(at, at + length) if length else None


@lru_cache(maxsize=4096)
def _head_length(clause: str) -> int:
    """How many characters of the clause its first noun takes, 0 where it begins with none."""
    from underthesea import pos_tag  # half a second to load, and seldom needed

    tagged = pos_tag(f"5 {clause}")
    if len(tagged) < 2:  # noqa: PLR2004 - the figure and a word
        return 0
    word, tag = tagged[1]
    return min(len(word), len(clause)) if tag in _NOUN_TAGS and len(word) > 1 else 0
