"""Differences put into words: what was stated, what was found, and whether a known slip explains it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

import regex

from kc_extract.numerals import FIGURE, figure_to_decimal
from kc_extract.types import Check, CheckKind

_THOUSAND = Decimal(1000)


def written(value: Decimal) -> str:
    """The number with dots between thousands and a decimal comma."""
    whole = f"{value:,f}"
    return whole.replace(",", " ").replace(".", ",").replace(" ", ".")


def slip(expected: Decimal, found: Decimal) -> str | None:
    """The known slip that explains a difference: a scale off by 1.000, a lost digit, two digits swapped."""
    if not expected or not found:
        return None
    if found in {expected * _THOUSAND, expected / _THOUSAND}:
        return "the scales differ by 1.000"
    first, second = (f"{value:f}".replace(".", "") for value in (expected, found))
    while first.endswith("0") and second.endswith("0"):
        first, second = first[:-1], second[:-1]
    if _lost(first, second) or _lost(second, first):
        return "one digit is lost or added"
    return "two digits stand in each other's place" if _swapped(first, second) else None


def _lost(longer: str, shorter: str) -> bool:
    return len(longer) == len(shorter) + 1 and any(
        longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer))
    )


def _swapped(first: str, second: str) -> bool:
    unequal = [at for at, (one, other) in enumerate(zip(first, second, strict=False)) if one != other]
    if len(first) != len(second) or len(unequal) != 2 or unequal[1] - unequal[0] != 1:  # noqa: PLR2004 a pair of digits
        return False
    at, then = unequal
    return first[at] == second[then] and first[then] == second[at]


class Sides(NamedTuple):
    """The stated total, what its parts make, how much estimates excuse, and how much rounding explains."""

    expected: Decimal
    found: Decimal
    margin: Decimal = Decimal(0)
    rounding: Decimal = Decimal(0)


#: Rounding excuses this share of a total.
_SLIGHT = Decimal("0.001")


def sum_check(kind: CheckKind, records: tuple[str, ...], sides: Sides, what: str) -> Check:
    """A check of a sum; one that differs says by how much, and the slip or the rounding that explains it.

    What rounding explains fails only where it weighs: figures of few digits that differ by one are no sum.
    """
    difference = sides.found - sides.expected
    exact = abs(difference) <= sides.margin
    ok = exact or (abs(difference) <= sides.rounding and abs(difference) <= abs(sides.expected) * _SLIGHT)
    message = f"{what}: the parts make {written(sides.found)}, stated is {written(sides.expected)}"
    if not exact:
        message += f", difference {written(difference)}"
        rounded = "rounding explains it" if abs(difference) <= sides.rounding else None
        known = rounded or slip(sides.expected, sides.found)
        message += f" ({known})" if known else ""
    return Check(
        kind=kind,
        ok=ok,
        records=records,
        expected=sides.expected,
        found=sides.found,
        difference=difference,
        message=message,
    )


_HALF = Decimal("0.5")


def rounding_of(amounts: Sequence[tuple[str, Decimal | None]]) -> Decimal:
    """What rounding to the last printed figure may make of a sum; ``amounts`` are texts with their values.

    Amounts of whole đồng are not rounded.
    """
    units = [unit for text, value in amounts if (unit := _last_place(text, value)) > 1]
    return sum(units, Decimal(0)) * _HALF


def _last_place(text: str, value: Decimal | None) -> Decimal:
    """What one in the last printed place of an amount is worth."""
    found = regex.search(FIGURE, text)
    if found is None or not value:
        return Decimal(0)
    bare = figure_to_decimal(found[0])
    exponent = bare.as_tuple().exponent
    return value / bare * Decimal(10) ** int(exponent) if bare else Decimal(0)
