"""Two-column blocks of official documents: the letterhead at the top, recipients and signature at the end.

Rows are parted at the white gutter between the columns, and the left column is read before the right one. Only blocks
that the official layout knows are parted, so that figures set in columns by tabs stay in their rows.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from kc_extract.readers.pdf.rows import Row, make_row
from kc_extract.readers.words import blocks
from kc_extract.text import bare

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kc_extract.readers.pdf.glyphs import Piece

_FAR = 1e6
_GAP = 1.0  # of the type size: the least gutter between words of one row
_TITLE_GAP = 0.6  # of the type size: the least gutter before the national title, which some letterheads crowd
_WIDE = 1.5  # of the type size: the gutter between two heads of signatures
_SLIVER = 1.0  # points: the least width of a gutter common to all rows
_LOOSE = 2.5  # of the type size: rows of the recipients stand closer
_RIGHT_HALF = 0.8  # of the middle of the page: where the right column begins at the earliest
_APART = 4.0  # of the type size: rows further apart are not one block


class Flow(msgspec.Struct, frozen=True):
    """Rows that are read one after the other; ``column``: they are one column of a block of two."""

    rows: tuple[Row, ...]
    column: bool = False


class _Seed(msgspec.Struct, frozen=True):
    """A row that shows a block, the gutter as far as that row tells, and which way the block grows."""

    row: int
    gutter: tuple[float, float]
    head: bool


@cache
def _phrases(kind: str) -> tuple[tuple[str, ...], ...]:
    """The phrases of one list as folded words."""
    return tuple(tuple(_folded(word) for word in phrase.split()) for phrase in getattr(blocks(), kind))


@lru_cache(maxsize=4096)
def _folded(word: str) -> str:
    return bare(word).strip(":;,").replace("–", "-")


def arrange(rows: Sequence[Row]) -> tuple[Flow, ...]:
    """The rows in reading order: body rows as printed, the columns of each block one after the other."""
    flows: list[Flow] = []
    start = 0
    middle = _middle(rows)
    for seed in _seeds(rows):
        if seed.row >= start:
            first, last, gutter = _grown(rows, seed, start, middle)
            left, right = _parted(rows[first:last], gutter)
            if left and right:
                flows += [Flow(tuple(rows[start:first])), *_columns(left, middle), *_columns(right, middle)]
                start = last
    return tuple(flow for flow in [*flows, Flow(tuple(rows[start:]))] if flow.rows)


def is_block(rows: Sequence[Row]) -> bool:
    """Whether rows that stand in the fields of a grid are one of the blocks, ruled by whoever set the page."""
    return any(_begins(row, "recipients") or _motto_gap(row) is not None for row in rows)


def _columns(rows: Sequence[Row], middle: float) -> list[Flow]:
    """One column, or two where it is itself parted by two heads of signatures on one row."""
    for index, row in enumerate(rows):
        gap = _signature_gap(row)
        if gap:
            _, last, gutter = _grown(rows, _Seed(index, gap, head=False), index, middle)
            left, right = _parted(rows[index:last], gutter)
            parts = [Flow(tuple(left), column=True), *_columns(right, middle), Flow(tuple(rows[last:]), column=True)]
            return [flow for flow in [Flow(tuple(rows[:index]), column=True), *parts] if flow.rows]
    return [Flow(tuple(rows), column=True)]


def _middle(rows: Sequence[Row]) -> float:
    boxes = [row.box for row in rows]
    return (min(box[0] for box in boxes) + max(box[2] for box in boxes)) / 2 if boxes else 0.0


def _seeds(rows: Sequence[Row]) -> Iterator[_Seed]:
    for index, row in enumerate(rows):
        motto = _motto_gap(row)
        if motto is not None:
            yield _Seed(index, motto, head=True)
        elif _begins(row, "recipients"):
            yield _Seed(index, _first_gap(row), head=False)
        else:
            gap = _signature_gap(row)
            if gap:
                yield _Seed(index, gap, head=False)


def _motto_gap(row: Row) -> tuple[float, float] | None:
    """The gap before the national title or motto that ends the row; a title that only names the state has none."""
    words = tuple(_folded(piece.text) for piece in row.pieces)
    for phrase in _phrases("mottos"):
        start = next((i for i in range(len(words)) if words[i : i + 3] == phrase[:3]), None)
        if start is not None and words[start:] == phrase[: len(words) - start]:
            left = row.pieces[start - 1].box[2] if start else -_FAR
            right = row.pieces[start].box[0]
            return (left, right) if right - left >= _TITLE_GAP * row.size else None
    return None


def _begins(row: Row, kind: str) -> bool:
    words = tuple(_folded(piece.text) for piece in row.pieces)
    return any(words[: len(phrase)] == phrase for phrase in _phrases(kind))


def _gaps(row: Row, least: float) -> list[tuple[float, float]]:
    """The white gaps inside the row that are at least so wide in parts of the type size."""
    return [
        (left.box[2], right.box[0])
        for left, right in pairwise(row.pieces)
        if right.box[0] - left.box[2] >= least * min(left.size, right.size)
    ]


def _first_gap(row: Row) -> tuple[float, float]:
    gaps = _gaps(row, _GAP)
    return gaps[0] if gaps else (row.box[2], _FAR)


def _signature_gap(row: Row) -> tuple[float, float] | None:
    """The gap between two heads of signatures on the row."""
    for gap in _gaps(row, _WIDE):
        left, right = _split(row, gap)
        if left and right and _is_head(left) and _is_head(right):
            return gap
    return None


def _is_head(row: Row) -> bool:
    words = [piece.text for piece in row.pieces]
    if " ".join(words).upper() != " ".join(words):
        return False
    return words[0].startswith(blocks().capacities) or any(
        words[: len(office.split())] == office.split() for office in blocks().offices
    )


def _grown(rows: Sequence[Row], seed: _Seed, start: int, middle: float) -> tuple[int, int, tuple[float, float]]:
    """The first and last row (exclusive) that the gutter of the seed parts, and the gutter common to them."""
    gutter, last, lowest = seed.gutter, seed.row + 1, rows[seed.row]
    for row in rows[seed.row + 1 :]:
        narrowed = _narrowed(row, gutter)
        if narrowed is None or _is_title(row, narrowed, middle):
            break
        left, _ = _split(row, narrowed)
        if left is not None:
            if not seed.head and left.base - lowest.base > _LOOSE * lowest.size:
                break
            lowest = left
        gutter, last = narrowed, last + 1
    return _grown_up(rows, seed, start, middle, gutter), last, gutter


def _grown_up(rows: Sequence[Row], seed: _Seed, start: int, middle: float, gutter: tuple[float, float]) -> int:
    """The first row of the block: the issuer may begin above the national title, a signature above the recipients."""
    first, base = seed.row, rows[seed.row]
    for row in reversed(rows[start : seed.row]):
        far = base.base - row.base > _APART * base.size
        narrowed = _narrowed(row, gutter)
        if far or narrowed is None or _is_title(row, narrowed, middle):
            break
        left, _ = _split(row, narrowed)
        if (left is None) == seed.head or (left is None and row.box[0] < _RIGHT_HALF * middle):
            break
        first, base = first - 1, row
    return first


def _narrowed(row: Row, gutter: tuple[float, float]) -> tuple[float, float] | None:
    """What the row leaves of the gutter; None where a word stands across it.

    A gap inside the row comes first, then the white to its left (the row is in the right column), then to its right.
    """
    left, _, right, _ = row.box
    inner = [_shared(gap, gutter) for gap in _gaps(row, _GAP)]
    widest = max(inner, key=lambda gap: gap[1] - gap[0], default=(0.0, 0.0))
    for low, high in (widest, _shared((-_FAR, left), gutter), _shared((right, _FAR), gutter)):
        if high - low >= _SLIVER:
            return low, high
    return None


def _shared(gap: tuple[float, float], gutter: tuple[float, float]) -> tuple[float, float]:
    return max(gap[0], gutter[0]), min(gap[1], gutter[1])


def _is_title(row: Row, gutter: tuple[float, float], middle: float) -> bool:
    """Whether the row is centred on the page and so stands below the letterhead, not in one of its columns."""
    left, _, right, _ = row.box
    one_sided = None in _split(row, gutter)
    return one_sided and abs((left + right) / 2 - middle) < 2 * row.size and left < middle < right


def _parted(rows: Sequence[Row], gutter: tuple[float, float]) -> tuple[list[Row], list[Row]]:
    halves = [_split(row, gutter) for row in rows]
    return [left for left, _ in halves if left], [right for _, right in halves if right]


def _split(row: Row, gutter: tuple[float, float]) -> tuple[Row | None, Row | None]:
    edge = (gutter[0] + gutter[1]) / 2
    left: list[Piece] = [piece for piece in row.pieces if (piece.box[0] + piece.box[2]) / 2 < edge]
    right = [piece for piece in row.pieces if (piece.box[0] + piece.box[2]) / 2 >= edge]
    return make_row(left) if left else None, make_row(right) if right else None
