"""Quantities that a target states otherwise than the grammar reads them: money aimed at, and so many of so many."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

import msgspec

from kc_extract.context import Context
from kc_extract.numerals import parse_number
from kc_extract.rules import find_quantities
from kc_extract.types import Mention, Span


def as_measure(context: Context, mention: Mention) -> Mention:
    """The amount as a measure in the scale and currency printed last; unchanged where none is, and for zero."""
    if not mention.numbers or not (mention.low or mention.high):
        return mention
    start = mention.numbers[-1].end
    behind = context.text[start : mention.quantity.end]
    unit = Span(start + len(behind) - len(behind.lstrip(") ")), mention.quantity.end)
    name = context.text[unit.start : unit.end].strip().split("/", maxsplit=1)[0].strip()
    scale = _scale(name) if name else None
    if scale is None:
        return mention
    return msgspec.structs.replace(
        mention,
        kind="measure",
        low=None if mention.low is None else mention.low / scale,
        high=None if mention.high is None else mention.high / scale,
        unit=name,
        unit_span=unit,
    )


@lru_cache(maxsize=64)
def _scale(name: str) -> Decimal | None:
    """What one of a printed scale and currency is worth; None for words that are none."""
    found = find_quantities(f"1 {name}")
    return (found[0].low or None) if found else None


def as_count(context: Context, mention: Mention) -> Mention:
    """``36/45 trạm y tế`` as 36 of them, ``42/100.000 trẻ`` as a rate; a part (``2/3 số phiếu``) stays."""
    if mention.kind != "ratio" or mention.unit is None or len(mention.numbers) != _OF_ALL:
        return mention
    stated, total = (parse_number(context.text[number.start : number.end]) for number in mention.numbers)
    if stated < total and total in POPULATIONS and mention.unit_span is not None:
        per = context.text[mention.numbers[-1].start : mention.unit_span.end]
        return _rate(mention, stated, per)
    if stated > total or (stated != total and total < _COUNTED):
        return mention
    return msgspec.structs.replace(mention, kind="count", low=stated, high=stated)


def _rate(mention: Mention, stated: Decimal, per: str) -> Mention:
    """So many in a population, read like a share of it."""
    low = None if mention.low is None else stated
    high = None if mention.high is None else stated
    return msgspec.structs.replace(mention, kind="percent", low=low, high=high, per=per)


#: Of so many persons rates of health and population are told (``42/100.000 trẻ đẻ sống``).
POPULATIONS = frozenset({1_000, 10_000, 100_000, 1_000_000})
#: A figure and the total that it is a part of.
_OF_ALL = 2
#: A total of fewer makes a fraction (``2/3``), unless all are meant.
_COUNTED = 10
