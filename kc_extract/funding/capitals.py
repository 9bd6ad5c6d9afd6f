"""Groups of a table's rows by the capitals of their heads, where the figures prove them.

In a scan the marks of the rows (``I``, ``II``, ``1``) are often misread or lost; a head in capitals whose figure is the
sum of the rows beneath it heads them all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

import regex

from kc_extract.numerals import FIGURE, figure_to_decimal
from kc_extract.text import is_upper

if TYPE_CHECKING:
    from kc_extract.funding.grid import Row

_FIGURE = regex.compile(FIGURE)
_PARTS = 2  # rows that make a sum


def capital_levels(rows: Sequence[Row]) -> dict[int, int]:
    """Level 0 for heads and totals, 1 for the rows under a head; empty unless a column proves every head."""
    groups = list(_groups(rows))
    if not groups or not all(_is_proven(head, parts) for head, parts in groups):
        return {}
    levels = {row.number: 0 for row in rows}
    return levels | {row.number: 1 for _, parts in groups for row in parts}


def _groups(rows: Sequence[Row]) -> Iterator[tuple[Row, list[Row]]]:
    """Each head in capitals with the rows down to the next head or total."""
    head: Row | None = None
    parts: list[Row] = []
    for row in rows:
        is_head = not row.is_total and is_upper(row.name) and any(_values(row))
        if head is not None and (is_head or row.is_total):
            yield head, parts
            head = None
        if is_head:
            head, parts = row, []
        elif head is not None:
            parts.append(row)
    if head is not None:
        yield head, parts


def _is_proven(head: Row, parts: Sequence[Row]) -> bool:
    """Whether in some column the figures of at least two rows make the head's figure."""
    below = [_values(row) for row in parts]
    return any(
        sum(column) == value
        for number, value in _values(head).items()
        if len(column := [values[number] for values in below if number in values]) >= _PARTS
    )


def _values(row: Row) -> dict[int, Decimal]:
    """The figures of a row by column, its mark left out."""
    return {
        number: figure_to_decimal(cell.text.strip(), english=False)
        for number, cell in row.cells.items()
        if number != row.marked and cell is not row.label and _FIGURE.fullmatch(cell.text.strip())
    }
