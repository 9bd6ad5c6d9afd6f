"""The hundredths of a foreign currency, said behind it: ``2 đô la và 23 xen``."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import regex

from kc_extract.lexicon import alternation
from kc_extract.numerals import canonical, tokens_to_decimal
from kc_extract.rules import lists
from kc_extract.types import Span

if TYPE_CHECKING:
    from kc_extract.rules.number import Number
    from kc_extract.rules.view import View

_CENTS = regex.compile(
    rf"(?:[ \t]+và)?[ \t]+(?P<figure>(?:\d{{1,2}}|\p{{L}}+(?:[ ]\p{{L}}+){{0,3}}?))[ \t]+"
    rf"(?:{alternation(lists.currencies().cents)})(?!\p{{L}})"
)
_HUNDRED = 100


def with_cents(view: View, number: Number, end: int) -> tuple[Number, int]:
    """The amount with the hundredths behind its currency, and where it ends then."""
    found = _CENTS.match(view.low, end, end + 50)
    value = _value(found["figure"]) if found else None
    if found is None or value is None or not 0 <= value < _HUNDRED:
        return number, end
    numbers = (*number.numbers, Span(*found.span("figure")))
    return number._replace(bare=number.value + value / _HUNDRED, scale=Decimal(1), numbers=numbers), found.end()


def _value(words: str) -> Decimal | None:
    return Decimal(words) if words.isdecimal() else tokens_to_decimal([canonical(word) for word in words.split()])
