"""Tables over page ends: whether one table runs on into the next, and which of its rows repeat the header."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kc_extract.text import lower

if TYPE_CHECKING:
    from kc_extract.types import BBox, CellContent, TableContent

_NEAR = 4.0  # points: column edges of one table, printed on two pages
_LEAST = 0.75  # of the column edges that must agree


def joins(previous: TableContent, following: TableContent) -> bool:
    """Whether ``following``, with nothing between the two but a page end, is the same table printed on.

    The columns must agree: by their edges in points where both are from pages, else by their number. A table that opens
    with a header of its own, other than that of the previous one, is a new table.
    """
    edges, next_edges = _edges(previous), _edges(following)
    if not edges or not next_edges:
        return _width(previous) == _width(following)
    shared = _shared(edges, next_edges)
    return shared >= _LEAST * max(len(edges), len(next_edges)) and _same_sides(edges, next_edges)


def repeated_header(previous: TableContent, following: TableContent) -> int:
    """How many rows at the top of ``following`` repeat the top rows of ``previous``, as printed on every page."""
    count = 0
    for first, second in zip(previous.rows, following.rows, strict=False):
        if not _row_text(second).strip(" |") or _row_text(first) != _row_text(second):
            break
        count += 1
    return count if count < len(following.rows) or count == len(previous.rows) else 0


def continues_row(previous: TableContent, following: TableContent) -> bool:
    """Whether the first row of ``following`` after a repeated header goes on with the last row of ``previous``.

    That is so where its first cell is empty, as is the cell of every figure, and its other text begins in lower case.
    """
    rows = following.rows[repeated_header(previous, following) :]
    if not rows or len(rows[0]) != len(previous.rows[-1]) or _cell_text(rows[0][0]):
        return False
    texts = [text for cell in rows[0] if (text := _cell_text(cell))]
    return bool(texts) and all(text[0].islower() for text in texts)


def _edges(table: TableContent) -> tuple[float, ...]:
    """The distinct x positions at which cells begin or end; none where the input has no pages."""
    boxes: list[BBox] = [cell.bbox for row in table.rows for cell in row if cell.bbox is not None]
    merged: list[float] = []
    for x in sorted({x for box in boxes for x in (box[0], box[2])}):
        if not merged or x - merged[-1] > _NEAR:
            merged.append(x)
    return tuple(merged)


def _shared(edges: tuple[float, ...], others: tuple[float, ...]) -> int:
    return sum(any(abs(x - other) <= _NEAR for other in others) for x in edges)


def _same_sides(edges: tuple[float, ...], others: tuple[float, ...]) -> bool:
    return abs(edges[0] - others[0]) <= 2 * _NEAR and abs(edges[-1] - others[-1]) <= 2 * _NEAR


def _width(table: TableContent) -> int:
    return max((sum(cell.colspan for cell in row) for row in table.rows), default=0)


def _row_text(row: tuple[CellContent, ...]) -> str:
    return " | ".join(lower(_cell_text(cell)) for cell in row)


def _cell_text(cell: CellContent) -> str:
    return " ".join(line.text for line in cell.lines)
