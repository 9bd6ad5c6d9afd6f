"""Rows and columns of tables against the totals that the tables state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kc_extract.checks.slips import sum_check
from kc_extract.checks.sums import margin
from kc_extract.funding.grid import Grid
from kc_extract.funding.totals import Key, column_holders, row_holder
from kc_extract.types import Check, CheckKind, Funding, Table


def table_checks(tables: Sequence[Table], funding: Sequence[Funding]) -> Iterator[Check]:
    """For each total cell of each table: the cells of its row that make it up, and those of its column."""
    for table in tables:
        sums = _sums(table, funding)
        if sums:
            grid = Grid(table)
            yield from _row_checks(grid, sums)
            yield from _column_checks(grid, sums)


def _sums(table: Table, funding: Sequence[Funding]) -> dict[Key, Funding]:
    """The sums of money of a table by the place of their cells; norms add up to nothing."""
    records = [r for r in funding if r.table == table.id and r.role != "norm" and r.low is not None and r.low == r.high]
    out: dict[Key, Funding] = {}
    for row in table.rows:
        for cell in row:
            inside = [record for record in records if cell.span.contains(record.span)]
            if len(inside) == 1:
                out[cell.row, cell.column] = inside[0]
    return out


def _row_checks(grid: Grid, sums: dict[Key, Funding]) -> Iterator[Check]:
    held = column_holders(grid, sorted({column for _, column in sums}))
    for (row, column), whole in sorted(sums.items()):
        parts = [sums[row, other] for other, holder in held.items() if holder == column and (row, other) in sums]
        yield from _check("sum_rows", grid, whole, parts)


def _column_checks(grid: Grid, sums: dict[Key, Funding]) -> Iterator[Check]:
    groups: dict[Key, list[Funding]] = {}
    for key, record in sorted(sums.items()):
        whole = row_holder(grid, sums.keys(), key)
        if whole is not None:
            groups.setdefault(whole, []).append(record)
    for key, parts in groups.items():
        yield from _check("sum_columns", grid, sums[key], parts)


def _check(kind: CheckKind, grid: Grid, whole: Funding, parts: Sequence[Funding]) -> Iterator[Check]:
    same = [part for part in parts if part.currency == whole.currency]
    if not same or (len(same) == 1 and same[0].low == whole.low):
        return
    found = sum((part.low for part in same if part.low is not None), Decimal(0))
    what = f"{grid.table.id}, {whole.row or 'row'}, {whole.column or 'column'}"
    records = (whole.id, *(part.id for part in same))
    yield sum_check(kind, records, (whole.low or Decimal(0), found), what, margin(whole, same))
