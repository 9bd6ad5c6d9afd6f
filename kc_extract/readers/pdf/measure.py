"""What the printed rows tell of their setting: margins, leading, first-line indent, type size of the body."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kc_extract.readers.pdf.rows import Row

_NEAR = 3.0  # points: rows that begin (or end) so near each other are flush
_PART = 0.15  # of the distances between rows: as many make a leading


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """How a flow of rows is set: its margins, usual distance of baselines, first-line indent and type size.

    ``indent`` is None where paragraphs begin at the margin; ``axis`` is where all rows of a centred column are centred.
    """

    left: float
    right: float
    leading: float
    size: float
    indent: float | None = None
    axis: float | None = None


def measure(rows: Sequence[Row], *, column: bool = False) -> Setting:
    """The setting of rows that are read one after the other."""
    lefts, rights = [row.box[0] for row in rows], [row.box[2] for row in rows]
    left = _margin(sorted(lefts))
    right = max(rights) if column else -_margin(sorted(-x for x in rights))
    size = median(row.size for row in rows)
    indented = Counter(round(x - left) for x in lefts if x - left > 0.8 * size)
    common = indented.most_common(1)
    flush = sum(abs(x - left) <= _NEAR for x in lefts)
    indent = float(common[0][0]) if common and common[0][1] > 1 and flush * 4 >= len(rows) else None
    return Setting(
        left=left,
        right=right,
        leading=_leading(rows, size),
        size=size,
        indent=indent,
        axis=_axis(rows) if column else None,
    )


def _margin(positions: list[float]) -> float:
    """The outermost position at which two rows begin; of a single row its own."""
    for first, second in pairwise(positions):
        if second - first <= _NEAR:
            return first
    return positions[0]


def _leading(rows: Sequence[Row], size: float) -> float:
    """The smallest distance of baselines that is common: wider ones are gaps between paragraphs."""
    distances = [second.base - first.base for first, second in pairwise(rows)]
    counts = Counter(round(distance * 2) / 2 for distance in distances if 0.9 * size <= distance <= 4 * size)
    least = max(1.0, _PART * sum(counts.values()))
    common = [distance for distance, count in counts.items() if count >= least]
    return min(common, default=1.3 * size)


def _axis(rows: Sequence[Row]) -> float | None:
    """Where the rows are centred, if most of them are centred on one line and do not all begin at one margin."""
    centres = [(row.box[0] + row.box[2]) / 2 for row in rows]
    axis = median(centres)
    on_axis = sum(abs(centre - axis) <= _NEAR + 1 for centre in centres)
    lefts = [row.box[0] for row in rows]
    flush = sum(abs(left - min(lefts)) <= _NEAR for left in lefts)
    return axis if on_axis * 10 >= len(rows) * 6 and on_axis > flush else None
