"""Rows and columns of tables against the totals that the tables state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kc_extract.checks.slips import Sides, sum_check
from kc_extract.funding import TableMoney
from kc_extract.funding.amounts import Amount
from kc_extract.funding.totals import Cells, Key, column_holders
from kc_extract.types import Check, CheckKind, Funding, Span


def table_checks(tables: Sequence[TableMoney], funding: Sequence[Funding]) -> Iterator[Check]:
    """For each total cell of each table: the cells of its row that make it up, and those of its column."""
    ids = {record.span: record.id for record in funding}
    for table in tables:
        sums = {
            key: a for key, a in table.sums.items() if a.mention.low is not None and a.mention.low == a.mention.high
        }
        yield from _row_checks(table, sums, ids)
        yield from _column_checks(table, sums, ids)


Ids = dict[Span, str]


def _row_checks(table: TableMoney, sums: dict[Key, Amount], ids: Ids) -> Iterator[Check]:
    held = column_holders(table.grid, sorted({column for _, column in sums}))
    for (row, column), whole in sorted(sums.items()):
        parts = [sums[row, other] for other, holder in held.items() if holder == column and (row, other) in sums]
        yield from _check("sum_rows", whole, parts, ids)


def _column_checks(table: TableMoney, sums: dict[Key, Amount], ids: Ids) -> Iterator[Check]:
    cells, groups = Cells(table.grid, sums), dict[Key, list[Amount]]()
    for key, amount in sorted(sums.items()):
        whole = cells.group(key) or cells.total(key)
        if whole is not None:
            groups.setdefault(whole, []).append(amount)
    for key, parts in groups.items():
        yield from _check("sum_columns", sums[key], parts, ids)


def _check(kind: CheckKind, whole: Amount, parts: Sequence[Amount], ids: Ids) -> Iterator[Check]:
    """One sum; a lone part that is its total again tells nothing, and currencies do not mix."""
    same = [part for part in parts if part.mention.currency == whole.mention.currency]
    stated = whole.mention.low or Decimal(0)
    if not same or (len(same) == 1 and same[0].mention.low == stated):
        return
    found = sum((part.mention.low for part in same if part.mention.low is not None), Decimal(0))
    records = tuple(ids[amount.mention.span] for amount in (whole, *same) if amount.mention.span in ids)
    yield sum_check(kind, records, Sides(stated, found), _where(whole))


def _where(amount: Amount) -> str:
    place = amount.place
    return f"{place.table}, {place.row or 'row'}, {place.column or 'column'}" if place is not None else "table"
