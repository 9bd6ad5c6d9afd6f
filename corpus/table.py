"""Ruled tables: heights from the wrapped cells, borders around each cell, the header repeated on every page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.page import LEFT, Sheet, Style, break_lines, split_words

if TYPE_CHECKING:
    from corpus.source import Block, Cell

_PAD = 3.5
_FIGURES = re.compile(r"\**[-–]?[\d.,]*\**")
_HEAD = Style(11.5, "centre", face="b", leading=1.15)
_FIGURE = Style(11.5, "right", leading=1.15)
_TEXT = Style(11.5, "left", leading=1.15)

Row = tuple["Cell | None", ...]


def set_table(sheet: Sheet, table: Block) -> None:
    """Sets a table over the width of the page; body rows are never split, a new page begins with the header."""
    edges = _edges(table.widths, sheet.width)
    head = table.rows[: table.head]
    sheet.y += 3
    heights = [_row_height(row, edges, _HEAD) for row in head]
    sheet.room(sum(heights) + 40)
    _set_head(sheet, head, edges, heights)
    for row in table.rows[table.head :]:
        height = _row_height(row, edges, None)
        if sheet.y + height > sheet.floor:
            sheet.turn()
            _set_head(sheet, head, edges, heights)
        _set_row(sheet, row, edges, [height])
    sheet.y += 4


def _set_head(sheet: Sheet, head: tuple[Row, ...], edges: list[float], heights: list[float]) -> None:
    for at, row in enumerate(head):
        _set_row(sheet, row, edges, heights[at:], _HEAD)


def _edges(widths: tuple[float, ...], width: float) -> list[float]:
    unit = width / sum(widths)
    edges = [LEFT]
    for share in widths:
        edges.append(edges[-1] + share * unit)
    return edges


def _cell_style(text: str, column: int) -> Style:
    if not _FIGURES.fullmatch(text):
        return _TEXT
    return Style(11.5, "centre", leading=1.15) if column == 0 else _FIGURE


def _row_height(row: Row, edges: list[float], style: Style | None) -> float:
    heights = [16.0]
    for x, cell in enumerate(row):
        if cell is not None and cell[2] == 1:
            shown = style or _cell_style(cell[0], x)
            width = edges[x + cell[1]] - edges[x] - 2 * _PAD
            lines = break_lines(split_words(cell[0], shown.face), width, shown)
            heights.append(len(lines) * shown.height + 2 * _PAD - 2)
    return max(heights)


def _set_row(sheet: Sheet, row: Row, edges: list[float], heights: list[float], style: Style | None = None) -> None:
    for x, cell in enumerate(row):
        if cell is None:
            continue
        text, columns, rows = cell
        left, right, tall = edges[x], edges[x + columns], sum(heights[:rows])
        sheet.page.draw_rect((left, sheet.y, right, sheet.y + tall), width=0.5)
        shown = style or _cell_style(text, x)
        lines = break_lines(split_words(text, shown.face), right - left - 2 * _PAD, shown)
        base = sheet.y + (tall - len(lines) * shown.height) / 2 + shown.size * 0.95
        for at, words in enumerate(lines):
            sheet.line(words, (left + _PAD, base + at * shown.height, right - left - 2 * _PAD), shown)
    sheet.y += heights[0]
