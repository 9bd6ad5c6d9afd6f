"""Words into the fields of a ruled grid: table contents, and the words that are left for the lines around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from kc_extract.readers.grid import Field, Grid, find_grids
from kc_extract.readers.pdf.rows import Row, build_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kc_extract.readers.grid import Rules
    from kc_extract.readers.pdf.glyphs import Piece
    from kc_extract.types import BBox

_SPILL = 0.45  # of the type size: how far the box of a word may stand out of its field
_CROSSING = 0.3  # of the words of a grid


class Ruled(msgspec.Struct, frozen=True, kw_only=True):
    """A grid with the printed rows of each of its fields."""

    grid: Grid
    texts: tuple[tuple[Row, ...], ...]  # one for each field


def fill_grids(rules: Rules, pieces: Sequence[Piece]) -> tuple[tuple[Ruled, ...], tuple[Piece, ...]]:
    """The ruled tables with their words, and the words outside.

    A grid with words in one field only is a frame, and one whose words stand across its rules is a drawing.
    """
    rest = list(pieces)
    tables = []
    for grid in find_grids(rules):
        inside, outside = _parted(grid, rest)
        texts = tuple(build_rows(words) for words in inside)
        if sum(map(bool, texts)) > 1 and _fit(grid, inside):
            tables.append(Ruled(grid=grid, texts=texts))
            rest = outside
    return tuple(tables), tuple(rest)


def _fit(grid: Grid, inside: Sequence[Sequence[Piece]]) -> bool:
    """Whether most words stand inside their field, with the tolerance of a descender."""
    total = crossing = 0
    for field, words in zip(grid.fields, inside, strict=True):
        left, top, right, bottom = field.box
        for piece in words:
            x0, y0, x1, y1 = piece.box
            spill = max(left - x0, x1 - right, top - y0, y1 - bottom)
            crossing += spill > _SPILL * piece.size
            total += 1
    return crossing <= _CROSSING * total


def _parted(grid: Grid, pieces: Sequence[Piece]) -> tuple[list[list[Piece]], list[Piece]]:
    """The words in each field and the words in none; a word printed across a rule is cut there."""
    inside: list[list[Piece]] = [[] for _ in grid.fields]
    outside = []
    for piece in pieces:
        if not _meet(piece.box, grid.box):
            outside.append(piece)
            continue
        for part in _cut(grid, piece):
            home = _home(grid.fields, part)
            (outside if home is None else inside[home]).append(part)
    return inside, outside


def _meet(box: BBox, other: BBox) -> bool:
    return box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]


def _home(fields: Sequence[Field], piece: Piece) -> int | None:
    x, y = (piece.box[0] + piece.box[2]) / 2, (piece.box[1] + piece.box[3]) / 2
    for index, field in enumerate(fields):
        left, top, right, bottom = field.box
        if left <= x <= right and top <= y <= bottom:
            return index
    return None


def _cut(grid: Grid, piece: Piece) -> list[Piece]:
    """The word, in parts where its letters stand in different fields of one row."""
    if not piece.level or len(piece.middles) != len(piece.text):
        return [piece]
    y = (piece.box[1] + piece.box[3]) / 2
    edges = sorted(field.box[0] for field in grid.fields if field.box[1] <= y <= field.box[3])
    for edge in edges:
        if piece.middles[0] < edge < piece.middles[-1]:
            count = sum(middle < edge for middle in piece.middles)
            first, rest = _halves(piece, count, edge)
            return [first, *_cut(grid, rest)]
    return [piece]


def _halves(piece: Piece, count: int, edge: float) -> tuple[Piece, Piece]:
    x0, y0, x1, y1 = piece.box
    replace = msgspec.structs.replace
    first = replace(piece, text=piece.text[:count], middles=piece.middles[:count], box=(x0, y0, edge, y1))
    rest = replace(piece, text=piece.text[count:], middles=piece.middles[count:], box=(edge, y0, x1, y1))
    return first, rest
