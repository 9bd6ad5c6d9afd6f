"""What the printed rows tell of their setting: margins, leading, first-line indent, type size of the body."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from statistics import median, median_high, median_low
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kc_extract.readers.pdf.rows import Row

_NEAR = 3.0  # points: rows that begin (or end) so near each other are flush
_INDENT = 0.8  # of the type size: the least first-line indent
_OWN, _OWN_RIGHT = 0.5, 0.3  # of the rows of a page: as many on one margin make it the page's own
_LEADING = 1.3  # of the type size: the leading where no rows show one
_CLOSE, _FAR = 0.9, 4.0  # of the type size: distances of baselines that can be a leading
_SURE = 4  # pairs of rows that show a page's own leading
_PART = 0.15  # of the distances between rows: as many make a leading


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """How a flow of rows is set: its margins, the usual distance of baselines by type size, its first-line indent.

    ``indent`` is None where paragraphs begin at the margin; ``axis`` is where all rows of a centred column are centred.
    """

    left: float
    right: float
    leadings: dict[int, float]
    indent: float | None = None
    axis: float | None = None

    def leading(self, size: float) -> float:
        """The usual distance of baselines of rows of this type size, in points."""
        return self.leadings.get(round(size), _LEADING * size)


class Usual(msgspec.Struct, frozen=True, kw_only=True):
    """What most pages of one format share: margins and leadings, for pages that show none of their own."""

    left: float
    right: float
    leadings: dict[int, float]


def measure(rows: Sequence[Row], usual: Usual | None = None) -> Setting:
    """The setting of a page's rows."""
    lefts, rights = [row.box[0] for row in rows], [-row.box[2] for row in rows]
    left, right, known = _margin(lefts), -_margin(rights), {}
    if usual is not None:
        left = left if _share(lefts, left) >= _OWN else min(left, usual.left)
        right = right if _share(rights, -right) >= _OWN_RIGHT else max(right, usual.right)
        known = usual.leadings
    return _setting(rows, left, right, known)


def measure_column(rows: Sequence[Row]) -> Setting:
    """The setting of rows that stand by themselves: a column, a cell."""
    left, right = min(row.box[0] for row in rows), max(row.box[2] for row in rows)
    return msgspec.structs.replace(_setting(rows, left, right, {}), axis=_axis(rows))


def measure_usual(pages: Sequence[Sequence[Row]]) -> Usual | None:
    """What most of the pages share, None where no row is on them."""
    found = [(_margin([row.box[0] for row in rows]), -_margin([-row.box[2] for row in rows])) for rows in pages if rows]
    if not found:
        return None
    lefts, rights = zip(*found, strict=True)
    leadings = _leadings([pair for rows in pages for pair in pairwise(rows)], least=1)
    return Usual(left=median_low(lefts), right=median_high(rights), leadings=leadings)


def _setting(rows: Sequence[Row], left: float, right: float, known: dict[int, float]) -> Setting:
    size = median(row.size for row in rows)
    indented = Counter(round(row.box[0] - left) for row in rows if row.box[0] - left > _INDENT * size)
    common = indented.most_common(1)
    flush = sum(row.box[0] - left <= _NEAR for row in rows)
    indent = float(common[0][0]) if common and common[0][1] > 1 and flush * 4 >= len(rows) else None
    own = _leadings(list(pairwise(rows)), least=_SURE if known else 1)
    return Setting(left=left, right=right, leadings=known | own, indent=indent)


def _margin(positions: Sequence[float]) -> float:
    """The outermost position at which two rows begin, and one in ten; of few rows the outermost."""
    least = max(2, len(positions) // 10)
    for position in sorted(positions):
        if sum(abs(other - position) <= _NEAR for other in positions) >= least:
            return position
    return min(positions)


def _share(positions: Sequence[float], margin: float) -> float:
    return sum(abs(position - margin) <= _NEAR for position in positions) / len(positions)


def _leadings(pairs: Sequence[tuple[Row, Row]], least: int) -> dict[int, float]:
    """For each type size with so many pairs of rows the smallest common distance: wider ones part paragraphs."""
    distances: dict[int, Counter[float]] = {}
    for first, second in pairs:
        size, distance = round(first.size), second.base - first.base
        if size == round(second.size) and _CLOSE * size <= distance <= _FAR * size:
            distances.setdefault(size, Counter())[round(distance * 2) / 2] += 1
    return {size: _smallest_common(counts) for size, counts in distances.items() if counts.total() >= least}


def _smallest_common(counts: Counter[float]) -> float:
    """The smallest distance with its share of the pairs; of distances that all differ the smallest."""
    common = [distance for distance, count in counts.items() if count >= _PART * counts.total()]
    return min(common or counts)


def _axis(rows: Sequence[Row]) -> float | None:
    """Where the rows are centred, if most of them are centred on one line and do not all begin at one margin."""
    centres = [(row.box[0] + row.box[2]) / 2 for row in rows]
    axis = median(centres)
    on_axis = sum(abs(centre - axis) <= _NEAR + 1 for centre in centres)
    lefts = [row.box[0] for row in rows]
    flush = max(sum(abs(left - other) <= _NEAR for left in lefts) for other in lefts)
    return axis if on_axis * 10 >= len(rows) * 6 and (on_axis > flush or len(rows) == 1) else None
