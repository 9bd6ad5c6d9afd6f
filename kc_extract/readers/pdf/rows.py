"""Words to printed rows: what shares a baseline is one row, superscripts with it, from left to right."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

import msgspec

from kc_extract.types import BBox

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kc_extract.readers.pdf.glyphs import Piece

#: Baselines closer than this part of the type size are one row.
_SAME = 0.3


class Row(msgspec.Struct, frozen=True):
    """Words on one baseline, from left to right."""

    pieces: tuple[Piece, ...]

    @property
    def box(self) -> BBox:
        return union(piece.box for piece in self.pieces)

    @property
    def base(self) -> float:
        return max(self.pieces, key=attrgetter("size")).base

    @property
    def size(self) -> float:
        return max(piece.size for piece in self.pieces)

    @property
    def text(self) -> str:
        return " ".join(piece.text for piece in self.pieces)


def union(boxes: Iterable[BBox]) -> BBox:
    """The smallest box around all boxes."""
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def build_rows(pieces: Sequence[Piece]) -> tuple[Row, ...]:
    """The rows of the words from top to bottom; words that run across the page stay in the runs they come in."""
    groups: list[list[Piece]] = []
    for piece in sorted((piece for piece in pieces if piece.level), key=attrgetter("base")):
        if groups and piece.base - groups[-1][0].base <= _SAME * min(piece.size, groups[-1][0].size):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    level = [Row(tuple(sorted(group, key=lambda piece: piece.box[0]))) for group in groups]
    return tuple(sorted([*level, *_turned(pieces)], key=lambda row: row.base))


def _turned(pieces: Sequence[Piece]) -> list[Row]:
    strips: dict[int, list[Piece]] = {}
    for piece in pieces:
        if not piece.level:
            strips.setdefault(piece.strip, []).append(piece)
    return [Row(tuple(strip)) for strip in strips.values()]
