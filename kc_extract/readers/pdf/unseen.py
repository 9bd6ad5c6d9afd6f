"""Words that a page holds and does not show: painted invisibly, in the colour of the paper, or under something else.

Who reads the page does not see them, so they are no part of the document; a note tells of them. The page itself is
asked: where its picture is of one colour all over a word, nothing is printed there.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from kc_extract.readers.pdf.opening import mupdf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from kc_extract.readers.pdf.glyphs import Frame, Piece

_DPI, _POINTS = 60.0, 72.0
_MOST_PIXELS = 4_000_000
_PLAIN = 8  # of 255: the greys of an unprinted place differ by no more
_FEW = 0.5  # of the words: where more are unseen the page is of another kind, and is judged as a whole


class Shown(msgspec.Struct, frozen=True):
    """The words that are printed, and those that are not."""

    kept: tuple[Piece, ...]
    unseen: tuple[Piece, ...] = ()


def part_unseen(page: Any, frame: Frame, pieces: Sequence[Piece]) -> Shown:  # noqa: ANN401 - engine, no stubs
    """The words of a page parted by whether its picture shows anything at their place; signs alone are kept."""
    scale = min(_DPI / _POINTS, math.sqrt(_MOST_PIXELS / max(1.0, page.rect.width * page.rect.height)))
    grey = _picture(page, scale)
    unseen = {index for index, piece in enumerate(pieces) if _is_unseen(piece, frame, grey, scale)}
    if len(unseen) > _FEW * len(pieces):
        return Shown(tuple(pieces))
    return Shown(
        tuple(piece for index, piece in enumerate(pieces) if index not in unseen),
        tuple(pieces[index] for index in sorted(unseen)),
    )


def _picture(page: Any, scale: float) -> NDArray[np.uint8]:  # noqa: ANN401
    engine = mupdf()
    pixmap = page.get_pixmap(matrix=engine.Matrix(scale, scale), colorspace=engine.csGRAY, alpha=False)
    return np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.stride)[:, : pixmap.width]


def _is_unseen(piece: Piece, frame: Frame, grey: NDArray[np.uint8], scale: float) -> bool:
    if not any(map(str.isalnum, piece.text)):
        return False  # a dash may be too thin to be told from paper
    x0, y0, x1, y1 = (value * scale for value in frame.show(piece.box))
    place = grey[max(0, int(y0)) : math.ceil(y1), max(0, int(x0)) : math.ceil(x1)]
    return place.size > 0 and int(place.max()) - int(place.min()) < _PLAIN
