"""A text as the rules see it: as printed, in lower case of the same length, and with what it shows of its habits."""

from __future__ import annotations

from typing import NamedTuple

import regex

from kc_extract import text as texts
from kc_extract.rules.vocabulary import Vocabulary, vocabulary
from kc_extract.types import Note

_ENGLISH = regex.compile(r"(?<![\d.,])\d{1,3}(?:(?:,\d{3}){2,}|,\d{3}\.\d{1,2}(?!\d))(?![\d,])")
_VIETNAMESE = regex.compile(r"(?<![\d.,])\d{1,3}(?:(?:\.\d{3}){2,}|\.\d{3},\d{1,2}(?!\d))(?![\d.])")


class View(NamedTuple):
    """``english``: commas group thousands throughout this text, and nothing in it says otherwise."""

    text: str
    low: str
    words: Vocabulary
    english: bool = False


def view(text: str) -> View:
    """The text with its lower-cased copy and the number convention that its unambiguous figures show."""
    return View(text, texts.lower(text), vocabulary(), bool(_ENGLISH.search(text)) and not _VIETNAMESE.search(text))


def convention_notes(text: str) -> tuple[Note, ...]:
    """A note where one text groups thousands by dots here and by commas there."""
    english = _ENGLISH.search(text)
    if english is None or _VIETNAMESE.search(text) is None:
        return ()
    message = f"{english[0]} groups thousands by commas while other figures group them by dots"
    return (Note(code="number_convention", message=message),)
