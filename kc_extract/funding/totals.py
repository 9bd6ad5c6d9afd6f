"""Which cells of a table make up which: the total of a row, the group above a row, the total row of a column."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from kc_extract.funding.grid import Column, Grid

Key = tuple[int, int]


def holders(grid: Grid, keys: Iterable[Key]) -> dict[Key, Key]:
    """For each filled cell (row, column) the one it is a part of: its row's total, the group row above, the total row.

    A cell of a cross table is a part of its row's total only, so no other column has a total row that is a parent.
    """
    filled = set(keys)
    across, whole, cells = _by_row(grid, filled), whole_column(grid, filled), Cells(grid, filled)
    out: dict[Key, Key] = {}
    for row, column in filled:
        if column in across and (row, across[column]) in filled:
            out[row, column] = (row, across[column])
        elif column not in across and (group := cells.group((row, column))) is not None:
            out[row, column] = group
        elif column == whole and (total := cells.total((row, column))) is not None:
            out[row, column] = total
    return out


def whole_column(grid: Grid, keys: Iterable[Key]) -> int | None:
    """The column whose total row sums up the whole table: the only one that is part of no other column."""
    filled = set(keys)
    across = _by_row(grid, filled)
    columns = {column for _, column in filled} - across.keys()
    return columns.pop() if len(columns) == 1 else None


def _by_row(grid: Grid, filled: AbstractSet[Key]) -> dict[int, int]:
    return column_holders(grid, sorted({column for _, column in filled}))


def column_holders(grid: Grid, columns: Sequence[int]) -> dict[int, int]:
    """For each column of sums the column that holds its row's total; a total column is held by a wider one only."""
    totals = [number for number in columns if grid.columns[number].is_total]
    out = {number: holder for number in columns if (holder := _holder(grid, columns, totals, number)) is not None}
    return {number: holder for number, holder in out.items() if out.get(holder) != number}


def _holder(grid: Grid, columns: Sequence[int], totals: Sequence[int], number: int) -> int | None:
    column = grid.columns[number]
    others = [
        total
        for total in totals
        if total != number and not (number in totals and not _is_wider(grid.columns[total], column))
    ]
    if others:
        return max(others, key=lambda total: _shared(column, grid.columns[total]))
    before = [other for other in columns if other < number and not grid.columns[other].is_within]
    return before[-1] if column.is_within and before and number not in totals else None


def _is_wider(total: Column, column: Column) -> bool:
    """Whether a total column stands under fewer headings, so that it sums up the other."""
    return len(total.cells) < len(column.cells)


def _shared(first: Column, second: Column) -> int:
    """How many header cells two columns stand under together."""
    return sum(cell in second.cells for cell in first.cells)


class Cells:
    """The filled cells of one table, each of which is asked to which other it adds."""

    def __init__(self, grid: Grid, keys: Iterable[Key]) -> None:
        self._grid = grid
        self._keys = set(keys)
        self._last: dict[int, int] = {}
        self._totals: dict[int, list[int]] = {}
        for row, column in sorted(self._keys):
            self._last[column] = row
            if row in grid.totals:
                self._totals.setdefault(column, []).append(row)

    def group(self, key: Key) -> Key | None:
        """The cell of the nearest row above with a higher mark, in the same column; a total row ends the search."""
        row, column = key
        return next(((other, column) for other in self._grid.over[row] if (other, column) in self._keys), None)

    def total(self, key: Key) -> Key | None:
        """The column total that a cell adds to: the total row below it, or above it where a table's totals lead.

        Subtotals add to the last total where the totals stand below their rows.
        """
        row, column = key
        totals = self._totals.get(column)
        if totals is None or self.group(key) is not None:
            return None
        is_total, ahead = row in self._grid.totals, bisect_left(totals, row)
        if totals[-1] != self._last[column]:
            return (totals[ahead - 1], column) if ahead and not is_total else None
        if is_total:
            return (totals[-1], column) if row != totals[-1] else None
        return totals[ahead], column
