"""Tables over page ends: whether one table runs on into the next, and which of its rows repeat the header."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from kc_extract.text import bare, lower

if TYPE_CHECKING:
    from kc_extract.types import BBox, CellContent, TableContent

_NEAR = 4.0  # points: column edges of one table, printed on two pages
_ALIKE = 0.85  # of the letters of a header that repeats: a scan is read a little otherwise on every page
_LEAST = 0.8  # of the column edges that must agree


def joins(previous: TableContent, following: TableContent) -> bool:
    """Whether ``following``, with nothing between the two but a page end, is the same table printed on.

    The columns must agree: by their edges in points where both are from pages (the whole may be set off sideways), else
    by their number. A table that opens with a header of its own is another.
    """
    if _has_own_header(previous, following):
        return False
    edges, others = _edges(previous), _edges(following)
    if not edges or not others:
        return _width(previous) == _width(following)
    return _agree(edges, others) or _agree(_widths(edges), _widths(others))


def repeated_header(previous: TableContent, following: TableContent) -> int:
    """How many rows at the top of ``following`` repeat the top rows of ``previous``, as printed on every page."""
    count = 0
    for first, second in zip(previous.rows, following.rows, strict=False):
        if not _row_texts(second) or not _alike(_row_texts(first), _row_texts(second)):
            break
        count += 1
    return count if count < len(following.rows) else 0


def continues_row(previous: TableContent, following: TableContent) -> bool:
    """Whether the first row of ``following`` after a repeated header goes on with the last row of ``previous``.

    That is so where its first cell is empty and all its text begins in lower case, so that no figure is torn apart.
    """
    rows = following.rows[repeated_header(previous, following) :]
    if not rows or len(rows[0]) != len(previous.rows[-1]) or _cell_text(rows[0][0]):
        return False
    texts = _row_texts(rows[0], folded=False)
    return bool(texts) and all(text[0].islower() for text in texts)


def _has_own_header(previous: TableContent, following: TableContent) -> bool:
    """Whether the first rows begin with the same word in letters (``TT``, ``STT``) and then differ."""
    first, second = _row_texts(previous.rows[0]), _row_texts(following.rows[0])
    same = bool(first) and bool(second) and first[0] == second[0] and first[0].isalpha()
    return same and not _alike(first[1:], second[1:])


def _alike(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Whether two rows say the same; of one read from a scan letters may be wrong, figures may not."""
    if first == second:
        return True
    one, other = (bare(" ".join(texts)) for texts in (first, second))
    if _digits(one) != _digits(other):
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def _edges(table: TableContent) -> tuple[float, ...]:
    """The distinct x positions at which cells begin or end; none where the input has no pages."""
    boxes: list[BBox] = [cell.bbox for row in table.rows for cell in row if cell.bbox is not None]
    merged: list[float] = []
    for x in sorted({x for box in boxes for x in (box[0], box[2])}):
        if not merged or x - merged[-1] > _NEAR:
            merged.append(x)
    return tuple(merged)


def _widths(edges: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(x - edges[0] for x in edges)


def _agree(edges: tuple[float, ...], others: tuple[float, ...]) -> bool:
    """Whether most edges lie at the same places, those of the two sides among them."""
    shared = sum(any(abs(x - other) <= _NEAR for other in others) for x in edges)
    sides = abs(edges[0] - others[0]) <= 2 * _NEAR and abs(edges[-1] - others[-1]) <= 2 * _NEAR
    return sides and shared >= _LEAST * max(len(edges), len(others))


def _width(table: TableContent) -> int:
    return max((sum(cell.colspan for cell in row) for row in table.rows), default=0)


def _row_texts(row: tuple[CellContent, ...], *, folded: bool = True) -> tuple[str, ...]:
    """The texts of the cells that have one."""
    texts = (_cell_text(cell) for cell in row)
    return tuple(lower(text) if folded else text for text in texts if text)


def _cell_text(cell: CellContent) -> str:
    return " ".join(line.text for line in cell.lines)
