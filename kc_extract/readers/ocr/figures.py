"""Figures that are printed in no document as they were read: they are kept, and trusted no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kc_extract.readers.ocr.scan import Seen

_LIKE = r"[\dOoQDlIiSsZzBbUG]"  # a figure, or a letter that one is read as
#: Groups of three behind a sign that parts no thousands (``3.400.000:000``, ``1/250``, ``1'250``), or with letters.
_GROUPED = regex.compile(rf"{_LIKE}{{1,3}}(?:[.,:;'’`°*/|\\^~]{_LIKE}{{3}})+")
_PLAIN = regex.compile(r"[\d.,]+")
#: A figure with a letter for another at either end (``l5``, ``4UU``, ``5O``).
_MIXED = regex.compile(r"(?:[lIOSZ]\d{1,3}|\d{1,3}[OoSZUl]{1,2})")
#: A part lost at a sign that ends a figure (``12.`` before ``500``) cannot be told; one inside it can (``1..250``).
_BROKEN = regex.compile(r"\d+(?:[.,:;]{2,}\d+)+")
_EDGE = " ()[]{}<>“”\"'.,;:-–—+*"
_UNSURE = 0.4


def doubt(words: Sequence[Seen]) -> tuple[Seen, ...]:
    """The words as read; those that look like a misread figure with so little confidence that a note tells of them."""
    return tuple(
        msgspec.structs.replace(word, confidence=min(word.confidence, _UNSURE)) if is_odd(word.text) else word
        for word in words
    )


def is_odd(text: str) -> bool:
    """Whether the word is a figure spoilt by a letter or a sign."""
    core = text.strip(_EDGE)
    if not any(char.isdigit() for char in core) or _PLAIN.fullmatch(core):
        return _BROKEN.fullmatch(core) is not None
    return any(pattern.fullmatch(core) for pattern in (_GROUPED, _MIXED, _BROKEN))
