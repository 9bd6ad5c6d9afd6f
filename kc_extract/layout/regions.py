"""Table regions: layout tables told from data tables, and a table that runs over pages made one again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from kc_extract.tables import continues_row, joins, repeated_header
from kc_extract.text import bare
from kc_extract.types import CellContent, Frozen, Line, TableContent


class PagedCell(Frozen, frozen=True, kw_only=True):
    """A table cell whose lines each know their page."""

    lines: tuple[tuple[int, Line], ...]
    colspan: int = 1
    rowspan: int = 1


class Region(Frozen, frozen=True, kw_only=True):
    """A table region: the page it begins on, what was read there, and its rows, joined over pages."""

    page: int
    content: TableContent
    rows: tuple[tuple[PagedCell, ...], ...] = ()


#: What only the header block and the signature block of a document hold (Nghị định 30/2020/NĐ-CP, Phụ lục I).
_BLOCKS = regex.compile(r"doc lap\s*[-–]\s*tu do|cong hoa xa hoi|noi nhan\s*:|^(?:tm|kt|tuq|tl)\.\s", regex.MULTILINE)
_FEW = 4


def is_layout(table: TableContent) -> bool:
    """Whether a table only places the header or signature block (or a single cell) on the page."""
    if len(table.rows) > _FEW:
        return False
    cells = [cell for row in table.rows for cell in row if _cell_text(cell)]
    return len(cells) <= 1 or any(_BLOCKS.search(bare(_cell_text(cell))) for cell in cells)


def flatten(table: TableContent) -> Iterator[Line]:
    """The lines of a layout table, its columns from left to right, each from top to bottom."""
    width = max((len(row) for row in table.rows), default=0)
    for column in range(width):
        for row in table.rows:
            if column < len(row):
                yield from _broken(row[column].lines)


def _broken(lines: Sequence[Line]) -> Iterator[Line]:
    for index, line in enumerate(lines):
        yield Line(words=line.words, break_before=line.break_before or index == 0, centred=line.centred)


def join(regions: Sequence[Region]) -> Iterator[Region]:
    """The regions with every continuation over a page break joined to its table, repeated headers once."""
    current: Region | None = None
    for region in map(_paged, regions):
        if current is not None and region.page > current.page and joins(current.content, region.content):
            current = _joined(current, region)
            continue
        if current is not None:
            yield current
        current = region
    if current is not None:
        yield current


def _paged(region: Region) -> Region:
    rows = tuple(tuple(_paged_cell(cell, region.page) for cell in row) for row in region.content.rows)
    return Region(page=region.page, content=region.content, rows=rows)


def _paged_cell(cell: CellContent, page: int) -> PagedCell:
    lines = tuple((page, line) for line in cell.lines)
    return PagedCell(lines=lines, colspan=cell.colspan, rowspan=cell.rowspan)


def _joined(first: Region, second: Region) -> Region:
    """Both as one; the page stays that on which the table begins."""
    skip = repeated_header(first.content, second.content)
    rows = second.rows[skip:]
    if continues_row(first.content, second.content):
        row = tuple(_run_on(cell, more) for cell, more in zip(first.rows[-1], rows[0], strict=True))
        return _extended(first, second, (*first.rows[:-1], row, *rows[1:]))
    return _extended(first, second, first.rows + rows)


def _extended(first: Region, second: Region, rows: tuple[tuple[PagedCell, ...], ...]) -> Region:
    content = TableContent(rows=first.content.rows + second.content.rows, bbox=first.content.bbox)
    return Region(page=first.page, content=content, rows=rows)


def _run_on(cell: PagedCell, more: PagedCell) -> PagedCell:
    return PagedCell(lines=cell.lines + more.lines, colspan=cell.colspan, rowspan=cell.rowspan)


def _cell_text(cell: CellContent) -> str:
    return "\n".join(line.text for line in cell.lines).strip()
