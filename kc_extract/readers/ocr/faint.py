"""Dotted and faint rules between the rows of a table: broken lines with paper above and below, from rule to rule.

The tops and feet of a row of letters are a broken line too: a rule is one that reaches all over its fields with paper
on both sides, as words and figures do not.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from kc_extract.readers.ocr.scan import Ruling

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]

_INKED = 0.4  # of the width of the table that is dark along a broken rule
_FIELD = 0.08  # of the width of one field that is dark along it
_TRACE = 0.02  # of the width of one field: where less is dark the field runs on beneath
_CLEAR = 0.01  # of the width that may be dark a little above and below a trace
_PAPER = 0.12  # of the width that may be dark a little above and below
_STEP = 0.06  # inches: the gaps of a broken rule are narrower
_SPREAD = 0.6  # of the steps along a field that a broken rule marks; figures stand at one side of their field
_PROVEN = 0.5  # of the fields that must prove the rule; in others text may touch it
_BESIDE = 0.025  # inches: how far above and below; rules are thinner, and letters taller
_NEAR = 0.03  # inches: a rule so near to one that is known is that one
_EDGE = 4  # pixels at the ends of a field that belong to the rules across it
_COLUMNS = 3  # rules down that make a table of two columns


def faint_rules(dark: Mask, across: Sequence[Ruling], down: Sequence[Ruling], dpi: float) -> tuple[Ruling, ...]:
    """The broken rules across, each from one rule down to another; none where rules down make no table."""
    if len(down) < _COLUMNS:
        return ()
    ink = _Ink(_summed(_thickened(dark)), _summed(dark), max(3, round(_BESIDE * dpi)), max(4, round(_STEP * dpi)))
    found: list[Ruling] = []
    for rows in _runs(list(_candidates(ink, down))):
        at, columns, _ = max(rows, key=lambda row: row[2])
        if not any(_is_known(rule, at, columns, _NEAR * dpi) for rule in across):
            found += _joined(ink, at, columns)
    return tuple(found)


class _Ink(NamedTuple):
    """The ink from the left edge on, of rows thickened and plain; how far to look away from a row and along it."""

    thick: NDArray[np.int32]
    plain: NDArray[np.int32]
    beside: int
    step: int


def _summed(mask: Mask) -> NDArray[np.int32]:
    sums = np.zeros((mask.shape[0], mask.shape[1] + 1), np.int32)
    np.cumsum(mask, axis=1, out=sums[:, 1:])
    return sums


_Row = tuple[int, tuple[int, ...], float]  # its y, the x of the rules down that it crosses, and how dark it is


def _candidates(ink: _Ink, down: Sequence[Ruling]) -> Iterator[_Row]:
    for at in range(ink.beside, len(ink.thick) - ink.beside):
        columns = tuple(sorted({round(rule.at) for rule in down if rule.low <= at <= rule.high}))
        if len(list(_fields(columns))) < _COLUMNS - 1:
            continue
        inked = _share(ink.thick[at], columns)
        beside = (ink.plain[at - ink.beside], ink.plain[at + ink.beside])
        if inked >= _INKED and all(_share(row, columns) < _PAPER for row in beside) and _is_proven(ink, at, columns):
            yield at, columns, inked


def _is_proven(ink: _Ink, at: int, columns: tuple[int, ...]) -> bool:
    """Whether the row marks enough of its fields from side to side, with paper above and below."""
    fields = list(_fields(columns))
    return sum(_is_rule(ink, at, field) for field in fields) >= _PROVEN * len(fields)


def _is_rule(ink: _Ink, at: int, field: tuple[int, int]) -> bool:
    left, right = field
    if max(_beside(ink, at, field)) > _PAPER * (right - left):
        return False
    edges = np.linspace(left, right, max(3, (right - left) // ink.step + 1)).astype(int)
    return bool((np.diff(ink.thick[at][edges]) > 0).mean() >= _SPREAD)


def _beside(ink: _Ink, at: int, field: tuple[int, int]) -> tuple[int, int]:
    """The ink a little above the row and a little below it, along the field."""
    left, right = field
    above, below = (ink.plain[row] for row in (at - ink.beside, at + ink.beside))
    return int(above[right] - above[left]), int(below[right] - below[left])


def _share(sums: NDArray[np.int32], columns: tuple[int, ...]) -> float:
    """Of the row between the outer rules, how much is dark; the rules down themselves left out."""
    fields = list(_fields(columns))
    dark = sum(int(sums[right] - sums[left]) for left, right in fields)
    return dark / max(1, sum(right - left for left, right in fields))


def _fields(columns: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    for left, right in pairwise(columns):
        if right - left > 4 * _EDGE:
            yield left + _EDGE, right - _EDGE


def _runs(rows: list[_Row]) -> list[list[_Row]]:
    """Neighbouring rows of pixels together: they are one rule."""
    runs: list[list[_Row]] = []
    for row in rows:
        if runs and row[0] - runs[-1][-1][0] <= _EDGE:
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _is_known(rule: Ruling, at: int, columns: tuple[int, ...], near: float) -> bool:
    whole = rule.low <= columns[0] + 2 * _EDGE and rule.high >= columns[-1] - 2 * _EDGE
    return whole and abs(rule.at - at) <= near


def _joined(ink: _Ink, at: int, columns: tuple[int, ...]) -> list[Ruling]:
    """The rule over each run of fields in which it is seen, and no text stands across it."""
    rules: list[Ruling] = []
    for left, right in _fields(columns):
        if not _is_seen(ink, at, (left, right)):
            continue
        low, high = left - _EDGE, right + _EDGE
        if rules and low <= rules[-1].high:
            rules[-1] = Ruling(at, rules[-1].low, high)
        else:
            rules.append(Ruling(at, low, high))
    return rules


def _is_seen(ink: _Ink, at: int, field: tuple[int, int]) -> bool:
    """Whether the rule runs on through a field: there is enough of it, or traces of it with nothing else near."""
    left, right = field
    inked = (ink.thick[at, right] - ink.thick[at, left]) / (right - left)
    above, below = (dark / (right - left) for dark in _beside(ink, at, field))
    if inked >= _FIELD:
        return min(above, below) <= _PAPER
    return inked >= _TRACE and max(above, below) <= _CLEAR


def _thickened(mask: Mask) -> Mask:
    """The mask and two pixels above and below, since no scanned rule is quite straight."""
    thick = mask.copy()
    for step in (1, 2):
        thick[step:] |= mask[:-step]
        thick[:-step] |= mask[step:]
    return thick
