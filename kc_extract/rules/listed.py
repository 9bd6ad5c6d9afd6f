"""Quantities in a row that share a unit, a scale or a bound: 10, 15 và 20 triệu đồng; 80 - 90 - 100 triệu."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from kc_extract.rules.bound import bound_around
from kc_extract.rules.mention import mention, sides_of, signed, with_each
from kc_extract.rules.quantity import Quantity, quantity_at
from kc_extract.rules.shape import is_year

if TYPE_CHECKING:
    from kc_extract.rules.view import View
    from kc_extract.types import Mention

_COMMAS = regex.compile(r"[ \t]*,[ \t]+(?=\d)|[ \t]+(?P<last>và|hoặc|hay)[ \t]+(?=\d)")
_SEMICOLONS = regex.compile(r"[ \t]*;[ \t]+(?=\d)")
_STEPS = regex.compile(r"[ \t]*[-–—][ \t]*(?=\d)")
_OR = regex.compile(r"[ \t]+(?:hoặc|hay)[ \t]+(?=\d)")
_DASHES = frozenset("-–—")
_LONGEST = 20
_LONGEST_STEPS = 6
#: Without và in front of the last, fewer may be numbers of something else.
_FEWEST = 3


def listed_from(view: View, first: Quantity, floor: int) -> list[Mention]:
    """``10, 15 và 20 triệu đồng``: bare numbers that share the scale and the unit of the last."""
    is_parted = view.low[first.end : first.end + 1] == ";"
    parts, is_closed = _members(view, first, _SEMICOLONS if is_parted else _COMMAS)
    if not _share(parts) or not (is_closed or _is_row(view, parts)):
        return []
    return _each(view, parts, floor)


def steps_from(view: View, first: Quantity, floor: int) -> list[Mention]:
    """``80 - 90 - 100 triệu``: three values or more in rising order; two alone are a range."""
    if view.low[first.end : first.end + 2].lstrip(" ")[:1] not in _DASHES:
        return []
    parts = [first]
    while len(parts) < _LONGEST_STEPS and (join := _STEPS.match(view.low, parts[-1].end)):
        following = quantity_at(view, join.end())
        if following is None or following.number.bare <= parts[-1].number.bare:
            break
        parts.append(following)
    return _each(view, parts, floor) if len(parts) >= _FEWEST and _share(parts) else []


def either_from(view: View, first: Quantity, floor: int) -> list[Mention]:
    """``không quá 5 triệu đồng hoặc 10%``: a bound in front of the first holds for both."""
    join = _OR.match(view.low, first.end, first.end + 12) if view.low.startswith(" h", first.end) else None
    if join is None or first.kind == "number" or bound_around(view, first.start, first.end, floor).qualifier == "exact":
        return []
    second = quantity_at(view, join.end())
    return _each(view, [first, second], floor) if second is not None and second.lexical and not second.is_bare else []


def _members(view: View, first: Quantity, joint: regex.Pattern[str]) -> tuple[list[Quantity], bool]:
    """The numbers in a row, up to the first that is not bare; and whether và, hoặc or hay stands before the last."""
    found = [first]
    while len(found) < _LONGEST and found[-1].is_bare and (join := joint.match(view.low, found[-1].end)):
        following = quantity_at(view, join.end())
        if following is None:
            break
        found.append(following)
        if "last" in join.groupdict() and join["last"]:
            return found, True
    return found, False


def _share(parts: list[Quantity]) -> bool:
    """Whether the numbers may have the unit of the last: bare, or of the same unit."""
    last = parts[-1]
    if len(parts) == 1 or last.kind == "number" or last.number.compound or not last.lexical:
        return False
    return all(part.is_bare or (part.kind, part.unit) == (last.kind, last.unit) for part in parts)


def _is_row(view: View, parts: list[Quantity]) -> bool:
    """Whether numbers parted by commas or semicolons alone are values: three amounts or more, or decimals."""
    last = parts[-1]
    if any(is_year(view.text, part.start) for part in parts) or (last.kind == "count" and last.unit != "lần"):
        return False
    return len(parts) >= _FEWEST or all(part.number.shape == "decimal" for part in parts)


def _each(view: View, parts: list[Quantity], floor: int) -> list[Mention]:
    """The parts as mentions, with the unit of the last, the bound and the ``mỗi`` of the first."""
    last = parts[-1]
    governing = bound_around(view, parts[0].start, parts[0].end, floor)
    per = with_each(view, parts[0], governing, floor).per
    found = []
    for part in (_like(part, last) if part.is_bare else part for part in parts):
        bound = bound_around(view, part.start, part.end, floor)
        if bound.qualifier == "exact":
            bound = bound._replace(qualifier=governing.qualifier)
        quantity = part._replace(per=part.per or per)
        found.append(mention(quantity, bound, sides_of(bound.qualifier, signed(view, quantity))))
        floor = part.end
    return found


def _like(part: Quantity, last: Quantity) -> Quantity:
    """The bare number with the scale and the unit of the last."""
    if part is last:
        return part
    number = part.number._replace(scale=last.number.scale)
    return last._replace(number=number, start=part.start, core=part.core, end=part.end)
