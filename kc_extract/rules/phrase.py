"""The phrase that a number begins: one quantity, a range, a fraction, a change, or a list that shares its unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kc_extract.rules.listed import either_from, listed_from, steps_from
from kc_extract.rules.mention import single
from kc_extract.rules.quantity import Quantity, quantity_at
from kc_extract.rules.ratio import ratio_from
from kc_extract.rules.span import both_bounds, change_from, range_from
from kc_extract.rules.tolerance import tolerance_around

if TYPE_CHECKING:
    from kc_extract.rules.view import View
    from kc_extract.types import Mention

_JOINING = frozenset(" ,;-–—−÷~→\t")
#: What may stand between the two numbers of a ratio begins so.
_RATIOS = ("/", ":", " /", " :", " phần", " trên", "\t", "  ")


def phrase_at(view: View, at: int, floor: int) -> list[Mention]:
    """The mentions of the phrase that begins with a number at ``at``: usually one, several where they share a unit.

    Qualifiers in front may reach back to ``floor``. Empty where no number stands there.
    """
    first = quantity_at(view, at)
    if first is None:
        return []
    if around := tolerance_around(view, first, floor):
        return [around]
    if first.is_bare and (several := _of_bare(view, first, floor)):
        return several
    if several := steps_from(view, first, floor) or either_from(view, first, floor):
        return several
    joined = range_from(view, first, floor) or both_bounds(view, first, floor)
    return [joined or single(view, first, floor)]


def _of_bare(view: View, first: Quantity, floor: int) -> list[Mention]:
    """A number without unit that shares what follows it."""
    following = view.low[first.end : first.end + 1]
    if view.low.startswith(_RATIOS, first.end) and (ratio := ratio_from(view, first, floor)):
        return ratio
    if following not in _JOINING:
        return []
    if steps := steps_from(view, first, floor):
        return steps
    if found := range_from(view, first, floor):
        return [found]
    return change_from(view, first, floor) or listed_from(view, first, floor)
