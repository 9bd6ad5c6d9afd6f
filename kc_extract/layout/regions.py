"""Table regions: layout tables told from data tables, and a table that runs over pages made one again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from kc_extract.tables import joins, without_repeated_header
from kc_extract.text import bare
from kc_extract.types import CellContent, Frozen, Line, TableContent


class Region(Frozen):
    """A table region and the page it stands on; ``pages`` gives the page of each row once regions are joined."""

    page: int
    content: TableContent
    pages: tuple[int, ...] = ()


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
    open_region: Region | None = None
    for region in regions:
        if open_region is not None and region.page > open_region.page and joins(open_region.content, region.content):
            open_region = _joined(open_region, region)
            continue
        if open_region is not None:
            yield open_region
        open_region = _paged(region)
    if open_region is not None:
        yield open_region


def _paged(region: Region) -> Region:
    return Region(page=region.page, content=region.content, pages=(region.page,) * len(region.content.rows))


def _joined(first: Region, second: Region) -> Region:
    rows = without_repeated_header(first.content, second.content)
    content = TableContent(rows=first.content.rows + rows, bbox=first.content.bbox)
    return Region(page=first.page, content=content, pages=first.pages + (second.page,) * len(rows))


def _cell_text(cell: CellContent) -> str:
    return "\n".join(line.text for line in cell.lines).strip()
