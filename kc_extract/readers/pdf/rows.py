"""Words to printed rows: what shares a baseline is one row, superscripts with it, from left to right."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

import msgspec

from kc_extract.readers.pdf.mending import mend

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kc_extract.readers.pdf.glyphs import Piece
    from kc_extract.types import BBox

#: Baselines closer than this part of the type size are one row.
_SAME = 0.3
_FEW, _MARK = 2, 3  # words: more are a row of their own unless all are short as footnote marks, so many letters
_OVER = 0.2  # of its width: how far a word may lie over another of its row
_INSIDE = 0.5  # of its height: how far a word must stand inside the height of its row
_NEXT = 2.0  # of the type size: how far a word may stand from the next of its row
_SMALL, _LIFTED = 0.9, 0.15  # of the type size beside it: a superscript


class Row(msgspec.Struct, frozen=True):
    """Words on one baseline, from left to right, with the box around them, the baseline and the largest type size."""

    pieces: tuple[Piece, ...]
    box: BBox
    base: float
    size: float

    @property
    def text(self) -> str:
        """The words as printed, one space between them."""
        return " ".join(piece.text for piece in self.pieces)


def make_row(pieces: Sequence[Piece]) -> Row:
    """The row of words that are given from left to right."""
    largest = max(pieces, key=attrgetter("size"))
    return Row(tuple(pieces), union(piece.box for piece in pieces), largest.base, largest.size)


def union(boxes: Iterable[BBox]) -> BBox:
    """The smallest box around all boxes."""
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def build_rows(pieces: Sequence[Piece]) -> tuple[Row, ...]:
    """The rows of the words from top to bottom, each mended (see ``mending``).

    Small or shifted words printed in the gaps of a row (superscripts, stamped numbers) are part of it; words that run
    across the page stay in the runs that they come in.
    """
    groups: list[list[Piece]] = []
    for piece in sorted((piece for piece in pieces if piece.level), key=attrgetter("base")):
        if groups and piece.base - groups[-1][0].base <= _SAME * min(piece.size, groups[-1][0].size):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    level = [make_row(mend(_lifted(sorted(group, key=_left)))) for group in _settled(groups)]
    return tuple(sorted([*level, *_turned(pieces)], key=lambda row: row.base))


def _left(piece: Piece) -> float:
    return piece.box[0]


def _settled(groups: list[list[Piece]]) -> list[list[Piece]]:
    """The groups after those of one or two words have gone to the row beside them that they are printed in."""
    rows = [list(group) for group in groups]
    for index, group in enumerate(groups):
        if len(group) > _FEW and any(len(piece.text) > _MARK for piece in group):
            continue
        for other in (index - 1, index + 1):
            if 0 <= other < len(rows) and rows[other] and all(_fits(piece, rows[other]) for piece in group):
                rows[other] += group
                rows[index] = []
                break
    return [row for row in rows if row]


def _fits(piece: Piece, row: Sequence[Piece]) -> bool:
    """Whether the word stands at the height of the row, next to a word of it and over none."""
    x0, y0, x1, y1 = piece.box
    near = False
    for other in row:
        left, top, right, bottom = other.box
        if min(right, x1) - max(left, x0) > _OVER * (x1 - x0):
            return False
        inside = min(bottom, y1) - max(top, y0) >= _INSIDE * (y1 - y0)
        near = near or (inside and max(left - x1, x0 - right) <= _NEXT * other.size and other.size >= piece.size - 1)
    return near


def _lifted(row: list[Piece]) -> list[Piece]:
    """The words, marked as superscripts where they are smaller than the row and above its line."""
    largest = max(row, key=attrgetter("size"))
    return [
        msgspec.structs.replace(piece, raised=True)
        if piece.size < _SMALL * largest.size and largest.base - piece.base > _LIFTED * largest.size
        else piece
        for piece in row
    ]


def _turned(pieces: Sequence[Piece]) -> list[Row]:
    strips: dict[int, list[Piece]] = {}
    for piece in pieces:
        if not piece.level:
            strips.setdefault(piece.strip, []).append(piece)
    return [make_row(strip) for strip in strips.values()]
