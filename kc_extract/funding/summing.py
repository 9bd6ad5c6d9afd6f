"""The sums of a table made one: the total row that is a record, the parts of each total, the line that states it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from kc_extract.funding.amounts import Amount
from kc_extract.funding.grid import Grid
from kc_extract.funding.links import OPEN_END, Link
from kc_extract.funding.places import Places
from kc_extract.funding.table_notes import unit_line
from kc_extract.funding.totals import Cells, Key, holders, whole_column
from kc_extract.types import Span, Table

#: One row alone splits nothing.
ROWS = 2


def with_wholes(grid: Grid, amounts: Sequence[Amount], sums: dict[Key, Amount]) -> tuple[Amount, ...]:
    """The amounts, those that sum up the whole table no column totals; any other total row but repeats its column."""
    column = whole_column(grid, sums)
    cells = Cells(grid, sums)
    held = Counter(cells.total(key) for key in sums if key[1] == column)
    wholes = {sums[key].start for key, parts in held.items() if key is not None and parts >= ROWS}
    return tuple(_recorded(amount) if amount.start in wholes else amount for amount in amounts)


def _recorded(amount: Amount) -> Amount:
    if amount.place is None:
        return amount
    return msgspec.structs.replace(amount, place=msgspec.structs.replace(amount.place, is_column_total=False))


def cell_links(grid: Grid, sums: dict[Key, Amount]) -> dict[int, Link]:
    """The total of each cell; the splits of one total by row and by column are told apart."""
    out: dict[int, Link] = {}
    for key, holder in holders(grid, sums).items():
        part, whole = sums[key], sums[holder]
        if part.mention.currency == whole.mention.currency:
            out[part.start] = Link(parent=whole.start, opener=grid.table.span.start, across=key[0] == holder[0])
    return out


def led_by(places: Places, table: Table, sums: Sequence[Amount]) -> tuple[Amount, Span] | None:
    """The last amount of the line that leads in to a table, and the line; lines that but give the unit are passed."""
    for span in places.above(table.span.start):
        inside = [amount for amount in sums if span.contains(amount.mention.span)]
        if inside or not unit_line(places.low_text(span)):
            return (inside[-1], span) if inside and OPEN_END.search(places.low_text(span)) else None
    return None
