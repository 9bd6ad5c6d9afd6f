"""Amounts of money at a given place of a text, for callers that know where one stands (the unit of a table)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kc_extract.rules.number import plain
from kc_extract.rules.quantity import quantity_at
from kc_extract.rules.view import view

if TYPE_CHECKING:
    from decimal import Decimal


class Amount(NamedTuple):
    """``value`` in ``currency`` (None where none is printed); ``end`` is behind the currency."""

    end: int
    value: Decimal
    currency: str | None


def amount_at(text: str, at: int) -> Amount | None:
    """The amount whose number begins at ``at`` of the text, or None where no number does."""
    quantity = quantity_at(view(text), at)
    if quantity is None:
        return None
    end = quantity.core if quantity.kind == "money" else quantity.number.end
    return Amount(end, plain(quantity.number.value), quantity.currency)
