"""Dotted and faint rules between the rows of a table: broken lines with paper above and below, from rule to rule."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from kc_extract.readers.ocr.scan import Ruling

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]

_INKED = 0.4  # of the width of the table that is dark along a broken rule
_FIELD = 0.08  # of the width of one field: where less is dark the field runs on beneath
_PAPER = 0.12  # of the width that may be dark a little above and below
_BESIDE = 0.025  # inches: how far above and below; rules are thinner, and letters taller
_NEAR = 0.03  # inches: a rule so near to one that is known is that one
_EDGE = 4  # pixels at the ends of a field that belong to the rules across it
_COLUMNS = 3  # rules down that make a table of two columns


def faint_rules(dark: Mask, across: Sequence[Ruling], down: Sequence[Ruling], dpi: float) -> tuple[Ruling, ...]:
    """The broken rules across, each from one rule down to another; none where rules down make no table."""
    if len(down) < _COLUMNS:
        return ()
    sums = np.zeros((dark.shape[0], dark.shape[1] + 1), np.int32)
    np.cumsum(_thickened(dark), axis=1, out=sums[:, 1:])
    plain = np.zeros_like(sums)
    np.cumsum(dark, axis=1, out=plain[:, 1:])
    beside = max(3, round(_BESIDE * dpi))
    found: list[Ruling] = []
    for rows in _runs(list(_candidates(sums, plain, down, beside))):
        at, columns, _ = max(rows, key=lambda row: row[2])
        if not any(_is_known(rule, at, columns, _NEAR * dpi) for rule in across):
            found += _joined(sums, plain, (at, columns), beside)
    return tuple(found)


_Row = tuple[int, tuple[int, ...], float]  # its y, the x of the rules down that it crosses, and how dark it is


def _candidates(
    sums: NDArray[np.int32], plain: NDArray[np.int32], down: Sequence[Ruling], beside: int
) -> Iterator[_Row]:
    for at in range(beside, len(sums) - beside):
        columns = tuple(sorted({round(rule.at) for rule in down if rule.low <= at <= rule.high}))
        if len(list(_fields(columns))) < _COLUMNS - 1:
            continue
        inked = _share(sums[at], columns)
        if inked >= _INKED and all(_share(plain[at + step], columns) < _PAPER for step in (-beside, beside)):
            yield at, columns, inked


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


def _joined(
    sums: NDArray[np.int32], plain: NDArray[np.int32], line: tuple[int, tuple[int, ...]], beside: int
) -> list[Ruling]:
    """The rule over each run of fields in which it is seen, and no text stands across it."""
    at, columns = line
    rules: list[Ruling] = []
    for left, right in _fields(columns):
        inked = sums[at, right] - sums[at, left]
        text = min(plain[at + step, right] - plain[at + step, left] for step in (-beside, beside))
        if inked < _FIELD * (right - left) or text > _PAPER * (right - left):
            continue
        low, high = left - _EDGE, right + _EDGE
        if rules and low <= rules[-1].high:
            rules[-1] = Ruling(at, rules[-1].low, high)
        else:
            rules.append(Ruling(at, low, high))
    return rules


def _thickened(mask: Mask) -> Mask:
    """The mask and two pixels above and below, since no scanned rule is quite straight."""
    thick = mask.copy()
    for step in (1, 2):
        thick[step:] |= mask[:-step]
        thick[:-step] |= mask[step:]
    return thick
