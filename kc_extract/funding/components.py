"""What a rate is made up of: sums that the words behind it split it into (``gồm 300.000 đồng tiền mặt và …``)."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

import regex

from kc_extract.funding.amounts import Amount
from kc_extract.funding.links import Link, holds
from kc_extract.funding.norms import names_total
from kc_extract.funding.places import Places

_MADE_UP = regex.compile(r"(?<!\p{L})(?:trong đó|bao gồm|gồm có|gồm)(?!\p{L})")

#: How far behind a rate its parts may stand.
_REACH = 300


def components(places: Places, amounts: Sequence[Amount], norms: AbstractSet[int]) -> dict[int, Link]:
    """For each sum that is a part of a rate ahead of it in its sentence, by the start of its span, that rate."""
    out: dict[int, Link] = {}
    rate: Amount | None = None
    for previous, amount in pairwise(amounts):
        if previous.start in norms:
            rate = previous
        if rate is None or not _is_component(places, rate, amount) or amount.start in norms:
            rate = None
        elif previous.start in out:
            out[amount.start] = out[previous.start]
        elif (found := _MADE_UP.search(places.low, rate.mention.span.end, amount.start)) is not None:
            out[amount.start] = Link(parent=rate.start, opener=found.start())
        else:
            rate = None
    return out


def _is_component(places: Places, rate: Amount, amount: Amount) -> bool:
    """Whether an amount of the same statement may be a part of the rate."""
    is_near = places.statement(amount.start, reach=_REACH).contains(rate.mention.span)
    return is_near and holds(rate, amount) and not names_total(places, amount)
