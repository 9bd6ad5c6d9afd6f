"""A text as the rules see it: as printed, in lower case of the same length, and with what it shows of its habits."""

from __future__ import annotations

from typing import NamedTuple

import regex

from kc_extract import text as texts
from kc_extract.rules.vocabulary import Vocabulary, vocabulary
from kc_extract.types import Note, Span

_ENGLISH = regex.compile(r"(?<![\d.,])\d{1,3}(?:(?:,\d{3}){2,}|,\d{3}\.\d{1,2}(?!\d))(?![\d,])")
_MAY_BE_ENGLISH = regex.compile(r",\d{3}[,.]\d")
#: Also one group before đồng or nghìn, since no đồng has thousandths.
_VIETNAMESE = regex.compile(
    r"(?<![\d.,])\d{1,3}(?:(?:(?:\.\d{3}){2,}|\.\d{3},\d{1,2}(?!\d))(?!\.?\d)"
    r"|\.\d{3}(?=[ ]?(?:đồng|đ|vnđ|vnd|₫|nghìn|ngàn)(?!\p{L})))",
    regex.IGNORECASE,
)
_BY_COMMAS = regex.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})++(?![\d,])")
_BY_ONE_DOT = regex.compile(r"(?<![\d.,])[1-9]\d{0,2}\.\d{3}(?!\.?\d|,\d)")

#: What stands in brackets is no longer than this.
_BRACKETS = 120
#: Spaces that are set instead of the plain one (no-break, narrow, figure, thin).
_SPACES = "\u00a0\u2007\u2009\u202f"


class View(NamedTuple):
    """``english``: commas group thousands throughout this text, and nothing in it says otherwise."""

    text: str
    low: str
    words: Vocabulary
    english: bool = False
    notes: tuple[Note, ...] = ()


def view(text: str) -> View:
    """The text with its lower-cased copy and the number convention that its unambiguous figures show.

    A note where one text groups thousands by dots here and by commas there.
    """
    for space in _SPACES:
        text = text.replace(space, " ")
    english = _ENGLISH.search(text) if _MAY_BE_ENGLISH.search(text) else None
    is_english = english is not None and _is_english(text)
    notes = () if english is None or is_english else (_conflict(english),)
    return View(text, _lower(text), vocabulary(), is_english, notes)


def _is_english(text: str) -> bool:
    """Whether commas group throughout: no figure is Vietnamese for certain, and fewer may be than commas show.

    One foreign figure in a decision must not turn its ``20.000 lao động`` into twenty.
    """
    if _VIETNAMESE.search(text):
        return False
    return len(_BY_COMMAS.findall(text)) > len(_BY_ONE_DOT.findall(text))


def is_in_brackets(text: str, at: int) -> bool:
    """Whether a bracket opened in front of ``at`` is still open there."""
    return text.rfind("(", max(0, at - _BRACKETS), at) > text.rfind(")", max(0, at - _BRACKETS), at)


def _lower(text: str) -> str:
    """Lower case of the same length; the quick way wherever no letter grows by it."""
    low = text.lower()
    return low if len(low) == len(text) else texts.lower(text)


def _conflict(english: regex.Match[str]) -> Note:
    message = f"{english[0]} groups thousands by commas while other figures group them by dots"
    return Note(code="number_convention", message=message, span=Span(*english.span()))
