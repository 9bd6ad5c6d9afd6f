"""Cells to their rows and columns, and which rows are a table's header."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from kc_extract.layout.regions import PagedCell
from kc_extract.types import Cell, Frozen

#: A body row opens with a row mark, or holds an amount.
_MARK = regex.compile(r"^(?:\d{1,4}(?:\.\d{1,2})*|[IVXLC]+|[A-ZĐa-zđ]|[-+*•])[.)]?$")
_AMOUNT = regex.compile(r"^[-(]?\d{1,3}(?:[.,]\d+)*\)?\s*%?$|^\d+(?:[.,]\d+)?%?$")
_COLUMN_MARK = regex.compile(r"^\(?(?:\d{1,2}|[A-Z])\)?(?:\s*=.*)?$")
_HEADER_ROWS = 5


class Place(Frozen, frozen=True):
    """A cell as read and the row and column where it starts, from 0."""

    row: int
    column: int
    cell: PagedCell


def places(rows: Sequence[Sequence[PagedCell]]) -> tuple[tuple[Place, ...], ...]:
    """Every cell at its place; cells that reach down from earlier rows push the later ones right."""
    taken: set[tuple[int, int]] = set()
    out = []
    for row, cells in enumerate(rows):
        column, placed = 0, []
        for cell in cells:
            while (row, column) in taken:
                column += 1
            placed.append(Place(row=row, column=column, cell=cell))
            taken |= {(row + down, column + right) for down in range(cell.rowspan) for right in range(cell.colspan)}
            column += cell.colspan
        out.append(tuple(placed))
    return tuple(out)


def header_rows(rows: Sequence[Sequence[Cell]]) -> int:
    """How many leading rows are the header: those before the first row that opens with a mark or holds an amount."""
    for index, row in enumerate(rows[: _HEADER_ROWS + 1]):
        texts = [cell.text for cell in row if cell.text]
        if _is_column_row(texts) and index:
            continue
        if not texts or _MARK.match(texts[0]) or any(_AMOUNT.match(text) for text in texts):
            return index if texts or _spans(rows[0]) else min(index, 1)
    return 1 if len(rows) > 1 else 0


def _spans(row: Sequence[Cell]) -> bool:
    """Whether a cell of the row stands over several columns, so that the row beneath belongs to the header too."""
    return any(cell.colspan > 1 for cell in row)


def _is_column_row(texts: Sequence[str]) -> bool:
    """Whether a row only numbers the columns (``(1) (2) (3)``, ``A B 1 2``, ``(4)=(2)+(3)``)."""
    if len(texts) < _COLUMNS or not all(_COLUMN_MARK.match(text) for text in texts):
        return False
    numbers = [int(digits[0]) for text in texts if (digits := regex.findall(r"\d+", text))]
    return numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else False


_COLUMNS = 2
