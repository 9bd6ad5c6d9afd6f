"""Qualifiers in front of a quantity and behind it, and the side of it that they leave open."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import regex

from kc_extract.rules.vocabulary import squeeze

if TYPE_CHECKING:
    from kc_extract.rules.view import View
    from kc_extract.types import Qualifier

_FROM = regex.compile(r"(?r)(?<!\p{L})(?:đạt )?(?:từ|giữa)[ \t]+(?:mức[ \t]+)?")
_MORE_WORDS = regex.compile(r"(?:[ \t]\p{L}+){1,9}(?=[ \t]trở[ \t](?:lên|xuống))")
_THAN = regex.compile(r"[ \t]+(?:so với|cùng kỳ|năm trước)")
_COMPARED = frozenset(("hơn", "cao hơn", "thấp hơn", "nhiều hơn", "ít hơn", "lớn hơn", "nhỏ hơn"))


class Bound(NamedTuple):
    """The qualifier of a quantity, and where the phrase with it starts and ends."""

    qualifier: Qualifier
    start: int
    end: int
    from_here: bool = False


def bound_around(view: View, start: int, end: int, floor: int) -> Bound:
    """The qualifier around ``start`` to ``end``; the words in front do not reach back over ``floor``.

    ``from_here`` tells that a từ stands in front (``từ 5 đến 10``, ``từ 30% trở lên``).
    """
    bound = _before(view, start, floor)
    if origin := _FROM.match(view.low, max(floor, bound.start - 12), bound.start):
        bound = bound._replace(start=origin.start(), from_here=True)
    return _after(view, bound._replace(end=end))


def _before(view: View, start: int, floor: int) -> Bound:
    found = view.words.qualifier_before.match(view.low, max(floor, start - 40), start)
    if found is None:
        return Bound("exact", start, start)
    return Bound(view.words.qualifiers_before[squeeze(found["word"])], found.start(), start)


def _after(view: View, bound: Bound) -> Bound:
    if bound.qualifier != "exact" and _is_comparison(view, bound):
        return bound._replace(qualifier="exact")
    at = bound.end
    if view.low[at : at + 1] not in (" ", "\t"):
        return bound
    if bound.from_here and (words := _MORE_WORDS.match(view.low, at)):
        at = words.end()
    found = view.words.qualifier_after.match(view.low, at)
    if found is None:
        return bound
    return bound._replace(qualifier=view.words.qualifiers_after[squeeze(found["word"])], end=found.end())


def _is_comparison(view: View, bound: Bound) -> bool:
    """``cao hơn 5% so với``: the difference is exact, nothing is open."""
    return _THAN.match(view.low, bound.end) is not None and view.low[bound.start : bound.end].startswith(tuple(_COMPARED))
