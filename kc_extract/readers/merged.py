"""Merged cells of dumped tables: a portal writes each cell once, so that rows beneath a merged cell come out short.

The dump does not say which cells were merged. A header of two rows is solved by counting, a short row of the body by
the columns that its figures belong in; what neither proves is left as it was printed.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from kc_extract.text import lower

Row = Sequence[Sequence[str]]  # the cells of a row, each its lines
Spans = list[tuple[int, int]]  # columns and rows that each cell of a row covers

_FIGURE = regex.compile(r"[\s*]*[-–+]?\d[\d.,\s]*%?[\s*]*$")
_NOTE = regex.compile(r"[\s*]*(?:ghi chú|ghi)[\s*]*$")


def find_spans(rows: Sequence[Row]) -> list[Spans]:
    """How many columns and rows each cell covers, one by one where nothing shows that it was merged."""
    spans: list[Spans] = [[(1, 1)] * len(row) for row in rows]
    width = max((len(row) for row in rows), default=0)
    first = _merge_header(rows, spans, width)
    _merge_leading(rows, spans, width, first)
    return spans


def _merge_header(rows: Sequence[Row], spans: list[Spans], width: int) -> int:
    """Solves a header of two rows, and tells how many rows of header there are.

    ``g`` groups over ``m`` cells of the second row leave the first ``m - g`` cells short of the width; the groups are
    the last cells of the first row but for a column of notes, and cover equal shares.
    """
    if len(rows) < 3 or not len(rows[0]) < width:  # noqa: PLR2004 - two rows of header and one beneath
        return 1
    under = len(rows[1])
    groups = under - (width - len(rows[0]))
    last = len(rows[0]) - (1 if _NOTE.match(lower(_text(rows[0][-1]))) else 0)
    if not 0 < groups <= last or under % groups or under == groups or len(rows[2]) < width or _has_figures(rows[1]):
        return 1
    covered = range(last - groups, last)
    spans[0] = [(under // groups, 1) if at in covered else (1, 2) for at in range(len(rows[0]))]
    return 2


def _has_figures(row: Row) -> bool:
    return any(_is_figure(cell) for cell in row)


def _merge_leading(rows: Sequence[Row], spans: list[Spans], width: int, first: int) -> None:
    """Stretches the leading cells of a full row over the short rows beneath whose figures stand further right."""
    figures = _figure_columns([row for row in rows[first:] if len(row) == width], width)
    above: int | None = None
    for at in range(first, len(rows)):
        lacking = width - len(rows[at])
        if not lacking:
            above = at
        elif above is not None and at - above == spans[above][lacking - 1][1] and _fits(rows[at], lacking, figures):
            head = [(1, at - above + 1)] * lacking
            spans[above] = [*head, *spans[above][lacking:]]
        else:
            above = None


def _figure_columns(full: Sequence[Row], width: int) -> list[bool | None]:
    """Of each column whether most of its filled cells are figures; None where none is filled."""
    columns: list[bool | None] = []
    for column in range(width):
        filled = [row[column] for row in full if _text(row[column])]
        columns.append(2 * sum(map(_is_figure, filled)) > len(filled) if filled else None)
    return columns


def _fits(row: Row, lacking: int, figures: Sequence[bool | None]) -> bool:
    """Whether each filled cell is of the kind of its column when the row is set to the right, and not to the left."""
    return _agree(row, figures[lacking:]) and not _agree(row, figures)


def _agree(row: Row, figures: Sequence[bool | None]) -> bool:
    pairs = [(_is_figure(cell), kind) for cell, kind in zip(row, figures, strict=False) if _text(cell)]
    return any(kind for _, kind in pairs) and all(kind is None or is_figure == kind for is_figure, kind in pairs)


def _is_figure(cell: Sequence[str]) -> bool:
    return _FIGURE.match(_text(cell)) is not None


def _text(cell: Sequence[str]) -> str:
    return " ".join(cell).strip(" *")
