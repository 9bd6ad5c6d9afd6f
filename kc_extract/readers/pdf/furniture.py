"""What is printed on a page and is not the document: watermarks, signature appearances, running heads, page numbers."""

from __future__ import annotations

from collections import Counter
from functools import cache
from statistics import median
from typing import TYPE_CHECKING

import msgspec
import regex

from kc_extract.readers.words import page_words
from kc_extract.text import lower

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kc_extract.readers.pdf.glyphs import Frame, Piece
    from kc_extract.readers.pdf.rows import Row

_MARGIN = 0.1  # of the page height: running heads and feet stand in it
_EDGE = 0.06  # of the page height: register stamps stand in it
_BORDER, _TINY = 0.02, 7.0  # of the page height, and points: what is so small so near the edge is a mark of software
_MIDDLE = 0.12  # of the page width: so far from its middle a page number may stand
_REPEATED = 3  # pages that show the same line at the same place
_SHARE = 0.25  # of the pages, at least
_UNSEEN = 0.2  # of the usual type size of the page: smaller print cannot be read
_CLOSE = 6.0  # of the type size: labels of a signature stand so near each other
_STAMP = regex.compile(r"\b\d{1,2}:\d{2}:\d{2}\b")


@cache
def _page_number() -> regex.Pattern[str]:
    words = "|".join(map(regex.escape, page_words().page_words))
    return regex.compile(rf"(?i)(?:(?:{words})\s*)?[-–—|\s]*(\d{{1,4}}|[ivxl]{{1,6}})(?:\s*/\s*\d{{1,4}})?[-–—|.\s]*")


class Sorted(msgspec.Struct, frozen=True, kw_only=True):
    """The words of a page that are the document, the text of what is not, and words too small to be read."""

    kept: tuple[Piece, ...]
    dropped: tuple[str, ...] = ()
    specks: tuple[Piece, ...] = ()


def drop_overlays(pieces: Sequence[Piece]) -> Sorted:
    """The words without slanted watermarks and without the appearances of digital signatures.

    Specks of type that no one can read are told apart.
    """
    signatures = _signature_strips(pieces)
    least = _UNSEEN * median(piece.size for piece in pieces) if pieces else 0.0
    specks = tuple(piece for piece in pieces if piece.size < least)
    pieces = [piece for piece in pieces if piece.size >= least]
    kept = tuple(piece for piece in pieces if not piece.slanted and piece.strip not in signatures)
    dropped: dict[int, list[str]] = {}
    for piece in pieces:
        if piece.slanted or piece.strip in signatures:
            dropped.setdefault(piece.block, []).append(piece.text)
    return Sorted(kept=kept, dropped=tuple(" ".join(words) for words in dropped.values()), specks=specks)


def _signature_strips(pieces: Sequence[Piece]) -> frozenset[int]:
    """The strips of the blocks that begin like the appearance of a digital signature, and its labels beside them."""
    strips: dict[int, list[Piece]] = {}
    for piece in pieces:
        strips.setdefault(piece.strip, []).append(piece)
    anchors = [words[0] for words in strips.values() if _begins(words, page_words().signature_anchors)]
    return frozenset(
        number
        for number, words in strips.items()
        if any(_goes_with(words, anchor) for anchor in anchors if words[0].size <= anchor.size + 1)
    )


def _goes_with(words: Sequence[Piece], anchor: Piece) -> bool:
    """Whether the words are in the block of the anchor, or are a label printed close to it."""
    if words[0].block == anchor.block:
        return True
    close = abs(words[0].base - anchor.base) < _CLOSE * anchor.size and abs(words[0].block - anchor.block) <= 2  # noqa: PLR2004
    return close and _begins(words, page_words().signature_labels)


def _begins(words: Sequence[Piece], starts: tuple[str, ...]) -> bool:
    text = " ".join(piece.text for piece in words)
    return text.startswith(starts)


def running_rows(pages: Sequence[tuple[Frame, Sequence[Row]]]) -> tuple[frozenset[int], ...]:
    """For each page the indices of its rows that repeat at the same place over pages, in the head or foot margin."""
    keys = [[_key(frame, row) for row in rows] for frame, rows in pages]
    seen = Counter(key for page in keys for key in set(page) if key is not None)
    enough = max(_REPEATED, _SHARE * len(pages))
    return tuple(frozenset(i for i, key in enumerate(page) if key is not None and seen[key] >= enough) for page in keys)


def _key(frame: Frame, row: Row) -> tuple[str, int] | None:
    top, bottom = row.box[1], row.box[3]
    if _MARGIN * frame.height < top and bottom < (1 - _MARGIN) * frame.height:
        return None
    text = regex.sub(r"\d+", "#", lower(row.text))
    return (text, round(top / 6)) if regex.search(r"\p{L}", text) else None


def is_page_number(frame: Frame, row: Row) -> bool:
    """Whether the outermost row of a page is its number alone: in the head or foot margin, or in the middle."""
    if not _page_number().fullmatch(row.text):
        return False
    left, top, right, bottom = row.box
    in_margin = top < _MARGIN * frame.height or bottom > (1 - _MARGIN) * frame.height
    return in_margin or abs((left + right) / 2 - frame.width / 2) < _MIDDLE * frame.width


def is_stamp(frame: Frame, row: Row) -> bool:
    """Whether the row is a stamp at the very edge of the page: tiny, or with the time of day to the second."""
    _, top, _, bottom = row.box
    if top < _BORDER * frame.height or bottom > (1 - _BORDER) * frame.height:
        return row.size <= _TINY or _STAMP.search(row.text) is not None
    near = bottom < _EDGE * frame.height or top > (1 - _EDGE) * frame.height
    return near and _STAMP.search(row.text) is not None
