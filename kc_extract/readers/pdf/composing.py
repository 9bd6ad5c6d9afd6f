"""A page's rows and tables as the blocks of the output: lines in reading order, footnotes last, boxes as displayed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from kc_extract.readers.grid import Rule
from kc_extract.readers.pdf.cells import Ruled
from kc_extract.readers.pdf.columns import Flow, arrange, is_block
from kc_extract.readers.pdf.facing import facing_pages
from kc_extract.readers.pdf.footnotes import split_footnotes
from kc_extract.readers.pdf.glyphs import Frame
from kc_extract.readers.pdf.measure import Usual, measure, measure_column
from kc_extract.readers.pdf.paragraphs import Marks, mark
from kc_extract.readers.pdf.rows import Row
from kc_extract.types import CellContent, Line, TableContent, Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kc_extract.readers.pdf.glyphs import Piece
    from kc_extract.types import BBox

Block = Line | TableContent


class Composed(msgspec.Struct, frozen=True):
    """The blocks of a page, and the last row of its body text, from which the next page may run on."""

    blocks: tuple[Block, ...]
    last: Row | None


class Material(msgspec.Struct, frozen=True, kw_only=True):
    """What a page is composed from: the rows outside of tables, the tables and the horizontal rules."""

    frame: Frame
    rows: tuple[Row, ...] = ()
    tables: tuple[Ruled, ...] = ()
    rules: tuple[Rule, ...] = ()


def compose(page: Material, usual: Usual | None, before: Row | None) -> Composed:
    """The blocks of a page in reading order; ``before`` is the row from which the page before may run on."""
    facing = None if page.tables else facing_pages(page.rows, page.frame)
    if facing is not None:
        left, right = (msgspec.structs.replace(page, rows=rows) for rows in facing)
        first = compose(left, None, before)
        second = compose(right, None, first.last)
        return Composed(first.blocks + second.blocks, second.last)
    frame, flows = page.frame, arrange(page.rows)
    body = [row for flow in flows if not flow.column for row in flow.rows]
    notes = body[split_footnotes(body, page.rules, frame.height) :]
    texts = [row for row in body if not _among(row, notes)]
    setting = measure(texts, usual) if texts else None
    blocks: list[Block] = []
    apart = False
    for item in _items(flows, page.tables, notes):
        if isinstance(item, Flow):
            here = measure_column(item.rows) if item.column or setting is None else setting
            blocks += _lines(item.rows, mark(item.rows, here, before, apart=apart or item.column), frame)
            before, apart = None, item.column
        elif is_block([row for text in item.texts for row in text]):
            blocks += [line for text in item.texts for line in _column(text, frame)]
        else:
            blocks.append(_table(item, frame))
            before, apart = None, True
    blocks += [msgspec.structs.replace(line, footnote=True) for line in _column(notes, frame)]
    return Composed(tuple(blocks), texts[-1] if texts and _ends_with(blocks, notes) else None)


def _among(row: Row, rows: Sequence[Row]) -> bool:
    return any(row is other for other in rows)


def _ends_with(blocks: Sequence[Block], notes: Sequence[Row]) -> bool:
    """Whether the last block of the body is a line, so that the text may run on over the page end."""
    body = blocks[: len(blocks) - len(notes)]
    return bool(body) and isinstance(body[-1], Line)


def _items(flows: Sequence[Flow], tables: Sequence[Ruled], notes: Sequence[Row]) -> Iterator[Flow | Ruled]:
    """Flows and tables from top to bottom: a flow is cut where a table stands in it, footnotes are left out."""
    waiting = sorted(tables, key=lambda table: table.grid.box[1])
    for flow in flows:
        rows: list[Row] = []
        for row in flow.rows:
            while waiting and not flow.column and waiting[0].grid.box[1] < row.base:
                if rows:
                    yield Flow(tuple(rows), flow.column)
                    rows = []
                yield waiting.pop(0)
            if not _among(row, notes):
                rows.append(row)
        if rows:
            yield Flow(tuple(rows), flow.column)
    yield from waiting


def _column(rows: Sequence[Row], frame: Frame) -> list[Line]:
    """The lines of rows that stand by themselves: a cell, a column, the footnotes."""
    if not rows:
        return []
    return _lines(rows, mark(rows, measure_column(rows), apart=True), frame)


def _lines(rows: Sequence[Row], marks: Sequence[Marks], frame: Frame) -> list[Line]:
    return [
        Line(words=tuple(_word(piece, frame) for piece in row.pieces), break_before=found.breaks, centred=found.centred)
        for row, found in zip(rows, marks, strict=True)
    ]


def _table(table: Ruled, frame: Frame) -> TableContent:
    rows: list[list[CellContent]] = [[] for _ in range(table.grid.rows)]
    for field, text in sorted(zip(table.grid.fields, table.texts, strict=True), key=lambda cell: cell[0].column):
        rows[field.row].append(
            CellContent(
                lines=tuple(_column(text, frame)),
                colspan=field.colspan,
                rowspan=field.rowspan,
                bbox=_displayed(field.box, frame),
            )
        )
    return TableContent(rows=tuple(map(tuple, rows)), bbox=_displayed(table.grid.box, frame))


def _word(piece: Piece, frame: Frame) -> Word:
    return Word(
        text=piece.text,
        bbox=_displayed(piece.box, frame),
        size=round(piece.size, 2),
        bold=piece.bold,
        italic=piece.italic,
        superscript=piece.raised,
        confidence=piece.confidence,
    )


def _displayed(box: BBox, frame: Frame) -> BBox:
    x0, y0, x1, y1 = frame.show(box)
    return round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2)
