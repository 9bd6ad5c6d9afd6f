"""Two pages on one sheet, side by side as a book lies open: the left one is read before the right one."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from kc_extract.readers.pdf.rows import Row, make_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kc_extract.readers.pdf.glyphs import Frame

_LANDSCAPE = 1.2  # of its height: how wide such a sheet is at least
_MIDDLE = (0.42, 0.58)  # of its width: where the fold lies
_FOLD = 2.0  # of the type size: how wide the white between the pages is
_ROWS = 4  # of each page
_FULL = 0.6  # of the width of its page: a row of prose is so long
_PROSE = 0.5  # of the rows of a page are so long: columns of figures, and lists, are not

Pages = tuple[tuple[Row, ...], tuple[Row, ...]]


def facing_pages(rows: Sequence[Row], frame: Frame) -> Pages | None:
    """The rows of the left and of the right page; None where the sheet is one page."""
    if frame.width < _LANDSCAPE * frame.height or len(rows) < _ROWS:
        return None
    fold = _fold(rows, frame.width)
    if fold is None:
        return None
    left, right = _side(rows, fold, right=False), _side(rows, fold, right=True)
    return (left, right) if _is_prose(left) and _is_prose(right) else None


def _fold(rows: Sequence[Row], width: float) -> float | None:
    """The middle of the widest white strip from top to bottom in the middle of the sheet."""
    words = sorted((piece.box[0], piece.box[2]) for row in rows for piece in row.pieces)
    reach, gaps = words[0][1], []
    for (_, _), (x0, x1) in pairwise(words):
        if x0 > reach and _MIDDLE[0] * width <= (reach + x0) / 2 <= _MIDDLE[1] * width:
            gaps.append((x0 - reach, (reach + x0) / 2))
        reach = max(reach, x1)
    size = max(row.size for row in rows)
    widest = max(gaps, default=(0.0, 0.0))
    return widest[1] if widest[0] >= _FOLD * size else None


def _side(rows: Sequence[Row], fold: float, *, right: bool) -> tuple[Row, ...]:
    parts = ([piece for piece in row.pieces if (piece.box[0] > fold) == right] for row in rows)
    return tuple(make_row(pieces) for pieces in parts if pieces)


def _is_prose(rows: Sequence[Row]) -> bool:
    if len(rows) < _ROWS:
        return False
    width = max(row.box[2] for row in rows) - min(row.box[0] for row in rows)
    return sum(row.box[2] - row.box[0] >= _FULL * width for row in rows) >= _PROSE * len(rows)
