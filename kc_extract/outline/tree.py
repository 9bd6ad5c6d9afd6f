"""Markers to a tree: which heading each marker stands under.

The order of nesting is the document's own: a system met for the first time opens a level under what stands before it,
a system met before closes what was opened since. Misnumbered items stay where they are printed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kc_extract.outline.markers import Marker, System, as_capital, as_small_roman
from kc_extract.types import Frozen

_KEYWORDS: tuple[System, ...] = ("part", "chapter", "heading", "subheading", "article")
#: Systems that never stand under items: they close every open item.
_ITEMS: tuple[System, ...] = ("arabic", "decimal", "paren", "letter", "letter_number", "small_roman")


#: A system stands under itself once (``1.`` under ``a)`` under ``1.``); a list that begins anew once more stays level.
_NESTED = 2


class Node(Frozen, frozen=True):
    """An open heading: its marker, its path from the top of the part, and the index of its section."""

    marker: Marker
    path: str
    index: int


class Stack:
    """The headings that are open at a place, outermost first."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []

    def push(self, marker: Marker, index: int) -> list[Node]:
        """Open a heading below the one that it belongs to, closing what it ends; gives the headings above it."""
        marker = self._settle(marker)
        above = self.nodes[: self._depth(marker)]
        path = "/".join([*(node.marker.text for node in above), marker.text])
        self.nodes = [*above, Node(marker=marker, path=path, index=index)]
        return above

    def _settle(self, marker: Marker) -> Marker:
        """A letter that is roman and capital at once, by what it follows: ``C.`` after ``B.``, ``I.`` after ``H.``."""
        if marker.system == "letter":
            return self._settle_letter(marker)
        capital = as_capital(marker)
        if capital is None:
            return marker
        roman = [node for node in self.nodes if node.marker.system == "roman"]
        if any(_follows(node.marker, capital) for node in self.nodes) and not any(
            _follows(node.marker, marker) for node in roman
        ):
            return capital
        return marker

    def _settle_letter(self, marker: Marker) -> Marker:
        """``i)`` and ``v)`` as small roman numbers where no list of letters reaches them."""
        roman = as_small_roman(marker)
        if roman is None or any(_follows(node.marker, marker) for node in self.nodes):
            return marker
        opens = roman.value == (1,)
        return roman if opens or any(_follows(node.marker, roman) for node in self.nodes) else marker

    def _depth(self, marker: Marker) -> int:
        """How many of the open headings stay open above the marker."""
        if marker.system in _KEYWORDS:
            rank = _KEYWORDS.index(marker.system)
            return self._count(lambda node: node.system in _KEYWORDS and _KEYWORDS.index(node.system) < rank)
        if marker.system == "decimal":
            return self._decimal_depth(marker)
        if marker.system == "letter_number":
            return self._letter_number_depth(marker)
        same = [at for at, node in enumerate(self.nodes) if node.marker.system == marker.system]
        return self._sibling_depth(marker, same) if same else self._first_depth(marker)

    def _first_depth(self, marker: Marker) -> int:
        """Of a system not open yet: under all that is open, but roman never under items, and 1. never under 1).

        A list that begins with ``2.`` lost its ``1.``, under which the items before it stood.
        """
        if marker.system in {"roman", "capital"}:
            return self._count(lambda node: node.system not in _ITEMS)
        if marker.system == "arabic":
            lost = ("paren",) if marker.value == (1,) else _ITEMS
            return self._count(lambda node: node.system not in lost)
        return len(self.nodes)

    def _sibling_depth(self, marker: Marker, same: Sequence[int]) -> int:
        for at in reversed(same):
            if _follows(self.nodes[at].marker, marker):
                return at
        last = same[-1]
        restarts = marker.value == (1,) and last < len(self.nodes) - 1 and len(same) < _NESTED
        return len(self.nodes) if restarts and marker.system not in {"roman", "capital"} else last

    def _decimal_depth(self, marker: Marker) -> int:
        for at in range(len(self.nodes) - 1, -1, -1):
            node = self.nodes[at].marker
            if node.system in {"arabic", "decimal", "paren"} and node.value == marker.value[:-1]:
                return at + 1
        decimals = [at for at, node_ in enumerate(self.nodes) if node_.marker.system == "decimal"]
        for at in decimals:
            value = self.nodes[at].marker.value
            if len(value) >= len(marker.value) and marker.value[0] - value[0] in {0, 1}:
                return at
        if decimals:
            return decimals[-1]  # misprinted (``14.2`` for ``1.4.2``): it stays beside what stands before it
        numeric = [at for at, node_ in enumerate(self.nodes) if node_.marker.system == "arabic"]
        return numeric[-1] + 1 if numeric else len(self.nodes)

    def _letter_number_depth(self, marker: Marker) -> int:
        for at in range(len(self.nodes) - 1, -1, -1):
            node = self.nodes[at].marker
            if node.system in {"letter", "letter_number"} and node.value == marker.value[:-1]:
                return at + 1
        same = [at for at, node_ in enumerate(self.nodes) if node_.marker.system == "letter_number"]
        return same[0] if same else len(self.nodes)

    def _count(self, keeps: Callable[[Marker], bool]) -> int:
        """How many leading headings satisfy the test."""
        count = 0
        for node in self.nodes:
            if not keeps(node.marker):
                break
            count += 1
        return count


def _follows(previous: Marker, marker: Marker) -> bool:
    """Whether the marker is the next of its system; letters run a b c d đ e g and so on."""
    if previous.system != marker.system or not previous.value or not marker.value:
        return False
    return marker.value[-1] - previous.value[-1] == 1
