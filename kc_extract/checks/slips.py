"""Differences put into words: what was stated, what was found, and whether a known slip explains it."""

from __future__ import annotations

from decimal import Decimal

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
    first, second = (f"{value.normalize():f}".replace(".", "").rstrip("0") for value in (expected, found))
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


def sum_check(
    kind: CheckKind, records: tuple[str, ...], sides: tuple[Decimal, Decimal], what: str, margin: Decimal
) -> Check:
    """A check of a sum: ``sides`` are the stated total and what its parts make, ``margin`` what rounding excuses."""
    expected, found = sides
    difference = found - expected
    ok = abs(difference) <= margin
    message = f"{what}: the parts make {written(found)}, stated is {written(expected)}"
    if not ok:
        message += f", difference {written(difference)}"
        known = slip(expected, found)
        message += f" ({known})" if known else ""
    return Check(
        kind=kind, ok=ok, records=records, expected=expected, found=found, difference=difference, message=message
    )
