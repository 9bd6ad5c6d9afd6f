"""Spans of one text laid on another that holds the same words, with other white space and words of its own between."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from kc_extract.text import nfc
from kc_extract.types import Span

#: Words, and signs one by one; the bars and marks that only set a text out are none.
_WORD = regex.compile(r"[\p{L}\p{M}\d]+|[^\s\p{L}\p{M}\d|*_#\\]")
#: Runs of so many words that stand once in either text hold the two together; then shorter runs between those.
_RUNS = (8, 3, 1)

_Match = tuple[int, int]


class Laying:
    """Where the words of ``made`` stand in ``given``, found once."""

    def __init__(self, made: str, given: str) -> None:
        self._same = made == given
        self._ours = [] if self._same else [found.span() for found in _WORD.finditer(made)]
        theirs = [] if self._same else [found.span() for found in _WORD.finditer(given)]
        one = [made[start:end] for start, end in self._ours]
        other = [nfc(given[start:end]) for start, end in theirs]
        self._places = {at: Span(*theirs[there]) for at, there in _matched(one, other, _RUNS)}
        self._starts = [start for start, _ in self._ours]
        self._ends = [end for _, end in self._ours]

    def place(self, span: Span) -> Span | None:
        """The span in ``given`` that covers the same words; None where its first or last word is not there.

        Letter by letter inside a word, as long as the two texts spell it with as many letters.
        """
        if self._same:
            return span
        first, last = bisect_right(self._ends, span.start), bisect_left(self._starts, span.end) - 1
        begin, end = self._places.get(first), self._places.get(last)
        if begin is None or end is None or last < first:
            return None
        own = Span(*self._ours[first])
        skipped = max(0, span.start - own.start) if len(own) == len(begin) else 0
        own = Span(*self._ours[last])
        left = max(0, own.end - span.end) if len(own) == len(end) else 0
        return Span(begin.start + skipped, end.end - left)


def _matched(one: Sequence[str], other: Sequence[str], runs: Sequence[int]) -> Iterator[_Match]:
    """The places of the same words, rising in both: runs that stand once in either, and what is between them."""
    if not one or not other or not runs:
        return
    ends = (len(one), len(other))
    anchors = _rising(_anchors(one, other, runs[0]))
    covered: dict[int, int] = {}
    for at, there in anchors:
        covered.update((at + step, there + step) for step in range(runs[0]))
    held = _rising(sorted(covered.items()))
    yield from held
    for (at, there), (at_next, there_next) in pairwise([(-1, -1), *held, ends]):
        if at_next - at > 1 and there_next - there > 1:
            inside = _matched(one[at + 1 : at_next], other[there + 1 : there_next], runs[1:])
            yield from ((at + 1 + ours, there + 1 + theirs) for ours, theirs in inside)


def _anchors(one: Sequence[str], other: Sequence[str], run: int) -> list[_Match]:
    ours, theirs = _once(one, run), _once(other, run)
    return sorted((at, theirs[words]) for words, at in ours.items() if words in theirs)


def _once(words: Sequence[str], run: int) -> dict[tuple[str, ...], int]:
    """The runs that stand once, with their places."""
    places: dict[tuple[str, ...], int] = {}
    again: set[tuple[str, ...]] = set()
    for at in range(len(words) - run + 1):
        key = tuple(words[at : at + run])
        if key in places:
            again.add(key)
        places[key] = at
    return {key: at for key, at in places.items() if key not in again}


def _rising(matches: Sequence[_Match]) -> list[_Match]:
    """The longest choice of the matches in which both places rise (patience sorting)."""
    tops: list[int] = []
    piles: list[int] = []
    before: dict[int, int | None] = {}
    for number, (_, there) in enumerate(matches):
        pile = bisect_left(tops, there)
        before[number] = piles[pile - 1] if pile else None
        tops[pile : pile + 1], piles[pile : pile + 1] = [there], [number]
    out, last = [], piles[-1] if piles else None
    while last is not None:
        out.append(matches[last])
        last = before[last]
    return out[::-1]
