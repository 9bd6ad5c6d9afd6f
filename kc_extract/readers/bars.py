"""Tables of text dumps: cells between lines of one bar, rows of bars and cells on one line, drawn boxes.

Three dialects are met. *Bar lines*: each cell stands on lines of its own between lines that hold one bar, two bar
lines in a row end a row. *Drawn rows*: ``|cell |cell |`` in columns of fixed width, long cells wrapped over lines.
*Piped rows*: ``cell | cell |``, one row a line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from kc_extract.types import Frozen

_DRAWN = regex.compile(r"^\s*\|.*\|.*\|\s*$")
_PIPED = regex.compile(r"^(?=.*\S)[^|]*(?:\|[^|]*)+$")
_ROW_MARK = regex.compile(r"^\s*(?:\d{1,3}(?:\.\d{1,2})*|[IVXLC]+|[A-ZĐ]|[-+])[.)]?\s*$")


class TextBlock(Frozen):
    """Consecutive lines outside any table."""

    lines: tuple[str, ...]


class TextTable(Frozen):
    """A table of a dump: rows of cells, each cell its lines."""

    rows: tuple[tuple[tuple[str, ...], ...], ...]


def split_blocks(lines: Sequence[str]) -> Iterator[TextBlock | TextTable]:
    """The lines as runs of text and tables, nothing left out but the bars."""
    start = at = 0
    while at < len(lines):
        end, table = _table_at(lines, at)
        if table is None:
            at += 1
            continue
        if start < at:
            yield TextBlock(lines=tuple(lines[start:at]))
        yield table
        start = at = end
    if start < len(lines):
        yield TextBlock(lines=tuple(lines[start:]))


def _table_at(lines: Sequence[str], at: int) -> tuple[int, TextTable | None]:
    line = lines[at]
    if "|" not in line:
        return at, None
    if line.strip() == "|":
        opens = at == 0 or not lines[at - 1].strip()
        return _bar_lines(lines, at) if opens else (at, None)
    if _DRAWN.match(line):
        return _drawn_rows(lines, at)
    if _PIPED.match(line):
        return _piped_rows(lines, at)
    return at, None


def _bar_lines(lines: Sequence[str], at: int) -> tuple[int, TextTable | None]:
    """Cells between lone bars; the table ends at a bar that a blank line, or no further bar, follows."""
    rows: list[tuple[tuple[str, ...], ...]] = []
    row: list[tuple[str, ...]] = []
    end = at + 1
    while True:
        stop = _next_bar(lines, end)
        if stop is None:
            break
        row.append(tuple(lines[end:stop]))
        end = stop + 1
        if end < len(lines) and lines[end].strip() == "|":
            rows.append(tuple(row))
            row, end = [], end + 1
        elif end >= len(lines) or not lines[end].strip():
            break
    if row:
        rows.append(tuple(row))
    return end, TextTable(rows=tuple(rows))


def _next_bar(lines: Sequence[str], start: int) -> int | None:
    """The next lone bar, unless a blank line is met before it outside any cell text."""
    for index in range(start, min(len(lines), start + _CELL_LINES)):
        if lines[index].strip() == "|":
            return index
        if "|" in lines[index]:
            return None
    return None


#: A cell longer than this is no cell: the bar belongs to something else.
_CELL_LINES = 80


def _drawn_rows(lines: Sequence[str], at: int) -> tuple[int, TextTable]:
    end = at
    while end < len(lines) and _DRAWN.match(lines[end]):
        end += 1
    printed = [line.strip()[1:-1].split("|") for line in lines[at:end]]
    rows: list[list[list[str]]] = []
    for cells in printed:
        if not rows or len(cells) != len(rows[-1]) or _ROW_MARK.match(cells[0]):
            rows.append([[] for _ in cells])
        for cell, text in zip(rows[-1], cells, strict=True):
            cell.append(text)
    return end, TextTable(rows=tuple(tuple(tuple(cell) for cell in row) for row in rows))


def _piped_rows(lines: Sequence[str], at: int) -> tuple[int, TextTable]:
    end = at
    while end < len(lines) and lines[end].strip() != "|" and _PIPED.match(lines[end]):
        end += 1
    rows = tuple(tuple((cell,) for cell in _split_row(line)) for line in lines[at:end])
    return end, TextTable(rows=rows)


def _split_row(line: str) -> list[str]:
    text = line.strip()
    return text.removeprefix("|").removesuffix("|").split("|")
