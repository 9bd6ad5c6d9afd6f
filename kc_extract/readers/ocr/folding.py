"""Openings of lines whose misreading is certain from the words around them; each is noted, no figure is changed."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec
import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kc_extract.readers.ocr.scan import Seen

_NUMBER = regex.compile(r"\d{1,3}[a-zđ]?[.:]?")
_DECIMAL = regex.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){1,4}),")
#: ``1.1`` as it is misread: no document numbers by L, and a small l without a dot may be a figure of ``12``.
_STROKE = regex.compile(r"(?:L[.,]?|l[.,])(?P<number>\d(?:\.\d{1,2}){0,3})[.,]?")


_LETTER = regex.compile(r"[a-zđ]\)")
#: d and đ follow each other, and a round letter may be read as a sign: what it is the item before tells.
_LETTERS = {("c)", "đ)"): "d)", ("d)", "d)"): "đ)"} | {
    (before, f"{sign})"): item for before, item in (("b)", "c)"), ("đ)", "e)")) for sign in "€¢©"
}


@cache
def _openings() -> dict[str, str]:
    """The words of ``ocr.toml`` that open a numbered heading, by what they are misread as."""
    data = tomllib.loads(resources.files("kc_extract.lexicon").joinpath("ocr.toml").read_text("utf-8"))
    return {wrong: right for right, misread in data["openings"].items() for wrong in misread}


#: A fraction slash, which no document prints, with the stroke that it doubles.
_SLASH = regex.compile(r"/?⁄+/?")

_SPECK = regex.compile(r"['`´](?=\p{L}{2})(?!.*['`´])")


def fold(words: Sequence[Seen]) -> tuple[Seen, ...]:
    """The words, ``Điêu 1.`` at the start of a line as ``Điều 1.``, ``1.1.1, Nâng`` as ``1.1.1. Nâng``.

    So is ``L1 Nâng`` as ``1.1. Nâng``, and ``đ)`` behind the item ``c)`` as ``d)``.
    """
    return tuple(_folded([_without_speck(_with_stroke(word)) for word in words]))


def _with_stroke(word: Seen) -> Seen:
    return msgspec.structs.replace(word, text=_SLASH.sub("/", word.text)) if "⁄" in word.text else word


def _without_speck(word: Seen) -> Seen:
    """The word without an opening apostrophe, which no document prints: quotations open with ``“`` or ``"``."""
    return msgspec.structs.replace(word, text=word.text[1:]) if _SPECK.match(word.text) else word


def _folded(words: Sequence[Seen]) -> Iterator[Seen]:
    base, last = -1e9, ""
    for word, following in pairwise([*words, None]):
        if word is None:
            continue
        opens = abs(word.base - base) > word.size / 2
        base = word.base
        text = None
        if opens and following is not None:
            text = _opening(word.text, following.text) or _LETTERS.get((last, word.text))
            last = (text or word.text) if _LETTER.fullmatch(word.text) else last
        yield word if text is None else msgspec.structs.replace(word, text=text, was=word.was or word.text)


def _opening(text: str, following: str) -> str | None:
    """What the first word of a line is certainly, from the word behind it; None where it stays as read."""
    if text in _openings() and _NUMBER.fullmatch(following):
        return _openings()[text]
    if not following[:1].isupper():
        return None
    decimal, stroke = _DECIMAL.fullmatch(text), _STROKE.fullmatch(text)
    if stroke is not None:
        return f"1.{stroke['number']}."
    return f"{decimal['number']}." if decimal else None
