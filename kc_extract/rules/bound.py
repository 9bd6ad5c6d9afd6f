"""Qualifiers in front of a quantity and behind it, and the side of it that they leave open."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import regex

from kc_extract.rules.vocabulary import squeeze

if TYPE_CHECKING:
    from kc_extract.rules.view import View
    from kc_extract.types import Qualifier

_FROM = regex.compile(r"(?r)(?<!\p{L})(?:đạt )?(?:từ|giữa)[ \t]+(?:mức[ \t]+)?")
_FROM_ENDS = frozenset(("ừ ", "a ", "c "))
_MORE_WORDS = regex.compile(r"(?:[ \t](?!từ[ \t])\p{L}+){1,9}(?=[ \t]trở[ \t](?:lên|xuống))")
#: ``không hỗ trợ quá 5 triệu đồng``: the denial stands before the verb.
_DENIED = regex.compile(r"(?r)(?<!\p{L})không(?:[ \t](?!không[ \t])\p{L}+){1,4}[ \t]+")
_EXCESS = frozenset(("quá", "vượt quá"))
#: ``cao hơn 5% so với``: the difference is exact, nothing is open.
_THAN = regex.compile(r"[ \t]+(?:so với|cùng kỳ|năm trước)")


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
    low = view.low
    found = view.words.qualifier_before.match(low, floor, start)
    qualifier: Qualifier = view.words.qualifiers_before[squeeze(found[0])] if found else "exact"
    first = found.start() if found else start
    if found is not None and found[0] in _EXCESS and (denied := _DENIED.match(low, max(floor, first - 40), first)):
        qualifier, first = "at_most", denied.start()
    origin = _FROM.match(low, max(floor, first - 16), first) if low[first - 2 : first] in _FROM_ENDS else None
    if origin is not None:
        first = origin.start()
    if found is not None and found[0].endswith(" hơn") and _THAN.match(low, end, end + 16):
        qualifier = "exact"
    if low[end : end + 1] == " " and (after := _after(view, end, from_here=origin is not None)):
        qualifier, end = view.words.qualifiers_after[squeeze(after[0])], after.end()
    return Bound(qualifier, first, end, origin is not None)


def _after(view: View, at: int, *, from_here: bool) -> regex.Match[str] | None:
    """``trở lên`` and its like behind the unit, a few words further on where từ stands in front."""
    if from_here and "trở" in view.low[at : at + 80] and (words := _MORE_WORDS.match(view.low, at, at + 90)):
        at = words.end()
    return view.words.qualifier_after.match(view.low, at)
