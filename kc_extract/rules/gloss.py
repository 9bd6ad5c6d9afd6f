"""What brackets behind a number repeat: the words of a figure (``03 (ba)``), the figure of words (``ba (03)``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import regex

from kc_extract.numerals import FIGURE, canonical, figure_to_decimal, tokens_to_decimal
from kc_extract.rules.run import WORD
from kc_extract.types import Span

if TYPE_CHECKING:
    from decimal import Decimal

_WORDS = regex.compile(rf"[ \t]?\([ \t]*(?P<words>{WORD}(?:[ \t]+{WORD})*+)[ \t]*\)")
_FIGURE = regex.compile(rf"[ \t]?\([ \t]*(?P<figure>{FIGURE})[ \t]*\)")


class Gloss(NamedTuple):
    """Where the brackets repeat the number, where they end, and the value that they tell."""

    span: Span
    end: int
    value: Decimal


def words_behind(low: str, at: int) -> Gloss | None:
    """The words in brackets behind a figure that ends at ``at``."""
    found = _WORDS.match(low, at, at + 120)
    stated = words_value(found["words"]) if found else None
    return Gloss(Span(*found.span("words")), found.end(), stated) if found and stated is not None else None


def figure_behind(low: str, at: int) -> Gloss | None:
    """The figure in brackets behind words that end at ``at``."""
    found = _FIGURE.match(low, at, at + 40)
    return Gloss(Span(*found.span("figure")), found.end(), figure_to_decimal(found["figure"])) if found else None


def words_value(words: str) -> Decimal | None:
    """The value of number words in lower case, or None where they make no number."""
    return tokens_to_decimal([canonical(word) for word in words.split()])
