"""The phrase that a number begins: one quantity, a range, a fraction, a change, or a list that shares its unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from kc_extract.rules.mention import single
from kc_extract.rules.quantity import Quantity, quantity_at
from kc_extract.rules.ratio import ratio_from
from kc_extract.rules.span import both_bounds, change_from, range_from
from kc_extract.rules.tolerance import tolerance_around

if TYPE_CHECKING:
    from kc_extract.rules.view import View
    from kc_extract.types import Mention

_LIST = regex.compile(r"[ \t]*,[ \t]+(?=\d)|[ \t]+(?P<last>và|hoặc|hay)[ \t]+(?=\d)")
_JOINING = frozenset(",-–—−÷~→\t")
_LONGEST_LIST = 20


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
    joined = range_from(view, first, floor) or both_bounds(view, first, floor)
    return [joined or single(view, first, floor)]


def _of_bare(view: View, first: Quantity, floor: int) -> list[Mention]:
    """A number without unit that shares what follows it."""
    following = view.low[first.end : first.end + 1]
    if following in ("/", ":", " "):
        if ratio := ratio_from(view, first, floor):
            return ratio
    elif following not in _JOINING:
        return []
    if found := range_from(view, first, floor):
        return [found]
    return change_from(view, first, floor) or _listed(view, first, floor)


def _listed(view: View, first: Quantity, floor: int) -> list[Mention]:
    """``10, 15 và 20 triệu đồng``: bare numbers that share the scale and the unit of the last."""
    found = _members(view, first)
    last = found[-1]
    if len(found) == 1 or last.kind == "number" or last.number.compound or not last.lexical:
        return []
    shared = [_like(part, last) for part in found[:-1]]
    floors = [floor, *(part.end for part in found[:-1])]
    return [single(view, part, end) for part, end in zip([*shared, last], floors, strict=True)]


def _members(view: View, first: Quantity) -> list[Quantity]:
    """The numbers of a list up to the one behind và, hoặc or hay; the first alone where it is no list."""
    found = [first]
    while len(found) < _LONGEST_LIST and found[-1].is_bare:
        join = _LIST.match(view.low, found[-1].end)
        following = quantity_at(view, join.end()) if join else None
        if join is None or following is None:
            break
        found.append(following)
        if join["last"]:
            return found
    return [first]


def _like(part: Quantity, last: Quantity) -> Quantity:
    number = part.number._replace(scale=last.number.scale)
    return last._replace(number=number, start=part.start, core=part.core, end=part.end)
