"""Tables of text dumps: cells between lines of one bar, rows of bars and cells on one line, drawn boxes.

Three dialects are met. *Bar lines*: each cell stands on lines of its own between lines that hold one bar, two bar
lines in a row end a row. *Drawn rows*: ``|cell |cell |`` in columns of fixed width, long cells wrapped over lines.
*Piped rows*: ``cell | cell |``, one row a line.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import regex

from kc_extract.text import bare
from kc_extract.types import Frozen

_DRAWN = regex.compile(r"^\s*\|.*\|.*\|\s*$")
_PIPED = regex.compile(r"^(?=.*\S)[^|]*(?:\|[^|]*)+$")
_ROW_MARK = regex.compile(r"^\s*(?:\d{1,5}(?:\.\d{1,2})*|[IVXLC]+|[A-ZĐ]|[-+])[.)]?\s*$")


class TextBlock(Frozen, frozen=True):
    """Consecutive lines outside any table."""

    lines: tuple[str, ...]


class TextTable(Frozen, frozen=True):
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
        return _bar_lines(lines, at)
    if _DRAWN.match(line):
        return _drawn_rows(lines, at)
    if _PIPED.match(line):
        return _piped_rows(lines, at)
    return at, None


Token = tuple[str, ...] | None  # the lines of a cell, or None for a lone bar


def _bar_lines(lines: Sequence[str], at: int) -> tuple[int, TextTable | None]:
    """Cells between lone bars: a row is ``|`` cell ``|`` cell ``|``, so that an empty cell is two bars running."""
    tokens, ends = _tokens(lines, at)
    rows, used = _rows(tokens, _row_width(tokens))
    return (ends[used - 1], TextTable(rows=rows)) if rows else (at, None)


def _tokens(lines: Sequence[str], at: int) -> tuple[list[Token], list[int]]:
    """Bars and cells from a bar on, each with the line behind it; stops where no further bar closes a cell."""
    tokens: list[Token] = [None]
    ends = [at + 1]
    while (bar := _next_bar(lines, ends[-1])) is not None:
        if bar > ends[-1] and any(line.strip() for line in lines[ends[-1] : bar]):
            if tokens[-1] is None and not lines[ends[-1]].strip():
                break  # a blank line behind a bar, then text: the table has ended
            tokens.append(tuple(lines[ends[-1] : bar]))
            ends.append(bar)
        tokens.append(None)
        ends.append(bar + 1)
    return tokens, ends


def _next_bar(lines: Sequence[str], start: int) -> int | None:
    """The next lone bar, unless what stands before it is too long for a cell or is the prose of a document."""
    for index in range(start, min(len(lines), start + _CELL_LINES)):
        if lines[index].strip() == "|":
            return index
        if "|" in lines[index] or _PROSE.match(lines[index]):
            return None
    return None


#: A cell longer than this is no cell: the bar belongs to something else.
_CELL_LINES = 40
#: What opens a document's prose or an attachment's heading, which stands between two tables, not in a cell.
_PROSE = regex.compile(
    r"^[\s*#]*(?:Điều\s+\d+\s*\.|Căn cứ\s|Chương\s+[IVX]+\b|QUYẾT ĐỊNH|NGHỊ QUYẾT|QUYẾT NGHỊ|PHỤ LỤC(?!\p{L})"
    r"|\((?:Ban hành )?[Kk]èm theo (?:Quyết định|Nghị quyết|Nghị định|Thông tư|Kế hoạch|Công văn|Tờ trình)\s)"
)


def _row_width(tokens: Sequence[Token]) -> int:
    """The number of cells in a row: that of the longest run of cells with one bar between them."""
    best = run = 0
    for before, token in itertools.pairwise(tokens):
        if token is not None:
            run += 1
            best = max(best, run)
        elif before is None:
            run = 0
    return best


def _rows(tokens: Sequence[Token], width: int) -> tuple[tuple[tuple[tuple[str, ...], ...], ...], int]:
    """The rows, and how many tokens they took; text behind a full row ends the table."""
    rows: list[tuple[tuple[str, ...], ...]] = []
    row: list[tuple[str, ...]] | None = None
    used = 0
    for index, token in enumerate(tokens):
        if token is None and row is None:
            row = []  # this bar opens a row
        elif token is None:
            row = _closed(rows, row or [], tokens, index, width)
        elif row is None:
            break
        else:
            row.append(token)
        if row is None:
            used = index + 1
    return tuple(rows), used


def _closed(
    rows: list[tuple[tuple[str, ...], ...]], row: list[tuple[str, ...]], tokens: Sequence[Token], index: int, width: int
) -> list[tuple[str, ...]] | None:
    """The row after a bar that closes a cell: None where it ends the row, which is then kept."""
    if tokens[index - 1] is None:
        row = [*row, ()]
    ends = index + 1 == len(tokens) or (tokens[index + 1] is None and _is_row_end(tokens, index, len(row), width))
    if len(row) >= width or ends:
        rows.append(tuple(row))
        return None
    return row


def _is_row_end(tokens: Sequence[Token], index: int, have: int, width: int) -> bool:
    """Whether two bars after ``have`` cells end a short row (cells merged with others) and leave no cell empty.

    Were the cell empty, the row would have to come to its full width where two bars follow. Where it would, a row mark
    that opens a full row of its own still proves the end.
    """
    if not _fills(tokens, index + 1, have, width):
        return True
    return _is_row_start(tokens, index + 2) and _fills(tokens, index + 2, 0, width)


def _fills(tokens: Sequence[Token], index: int, have: int, width: int) -> bool:
    """Whether the cells from here on make the row exactly full, with a bar that ends it behind them."""
    while have < width and index < len(tokens):
        have += 1
        index += 1 if tokens[index] is None else 2
    return have == width and (index >= len(tokens) or tokens[index] is None)


def _is_row_start(tokens: Sequence[Token], index: int) -> bool:
    """Whether the next text is a row mark, so that two bars before it may end a short row."""
    token = tokens[index] if index < len(tokens) else None
    return token is not None and _ROW_MARK.match(" ".join(token).replace("*", "")) is not None


#: A line of dashes under a head or between rows, and what only the block of a header or a signature holds.
_RULE = regex.compile(r"\s*:?-{2,}:?\s*")
_PLACED = regex.compile(r"doc lap\s*[-–]\s*tu do|cong hoa xa hoi|noi nhan\s*:|^\s*(?:tm|kt|tuq|tl)\.\s")
_FIGURE = regex.compile(r"[\s*]*[-–+]?\d[\d.,\s]*%?[\s*]*")
_RUNS_ON = regex.compile(r"[\s*]*(?:\p{Ll}|$)")


def _drawn_rows(lines: Sequence[str], at: int) -> tuple[int, TextTable]:
    end = at
    while end < len(lines) and _DRAWN.match(lines[end]):
        end += 1
    printed = [line.strip()[1:-1].split("|") for line in lines[at:end]]
    rules = sum(map(_is_rule, printed))
    rows = [[[text] for text in cells] for cells in printed if not _is_rule(cells)] if rules == 1 else _wrapped(printed)
    return end, TextTable(rows=tuple(tuple(tuple(cell) for cell in row) for row in rows))


def _is_rule(cells: Sequence[str]) -> bool:
    return all(map(_RULE.fullmatch, cells))


def _wrapped(printed: Sequence[Sequence[str]]) -> list[list[list[str]]]:
    """The rows of lines whose cells may run on over the next line; a block that only places text stays whole."""
    is_placed = any(_PLACED.search(bare(cell)) for cells in printed for cell in cells)
    is_numbered = is_placed or any(_ROW_MARK.match(cells[0]) for cells in printed)
    rows: list[list[list[str]]] = []
    is_boxed = any(map(_is_rule, printed))
    is_ruled = False
    for cells in printed:
        if _is_rule(cells):
            is_ruled = True
            continue
        goes_on = is_numbered or is_boxed or _RUNS_ON.match(cells[0]) is not None
        is_own = is_ruled or _ROW_MARK.match(cells[0]) or (not is_placed and rows and _has_figures(rows[-1], cells))
        if not rows or len(cells) != len(rows[-1]) or is_own or not goes_on:
            rows.append([[] for _ in cells])
        is_ruled = False
        for cell, text in zip(rows[-1], cells, strict=True):
            cell.append(text)
    return rows


def _has_figures(row: Sequence[Sequence[str]], cells: Sequence[str]) -> bool:
    """Whether a line has a figure wherever the row above it has one: then it is no rest of that row."""
    figures = [text for cell, text in zip(row[1:], cells[1:], strict=False) if _FIGURE.fullmatch(" ".join(cell))]
    return bool(figures) and all(map(_FIGURE.fullmatch, figures))


def _piped_rows(lines: Sequence[str], at: int) -> tuple[int, TextTable]:
    end = at
    while end < len(lines) and lines[end].strip() != "|" and _PIPED.match(lines[end]):
        end += 1
    width = max((len(_split_row(line)) for line in lines[at:end] if not line.lstrip().startswith("|")), default=0)
    rows = tuple(tuple((cell,) for cell in _split_row(line, width)) for line in lines[at:end])
    return end, TextTable(rows=rows)


def _split_row(line: str, width: int = 0) -> list[str]:
    """The cells of a line; the bar that opens it stands behind an empty cell where the row is one short without."""
    text = line.strip().removesuffix("|")
    cells = text.split("|")
    return cells if len(cells) == width else text.removeprefix("|").split("|")
