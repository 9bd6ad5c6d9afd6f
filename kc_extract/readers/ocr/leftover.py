"""Ink that no word accounts for: rows of letters that the engine took for a picture, as beside a seal, are read alone.

The engine leaves out what stands close to a seal, a frame or a signature as part of a drawing. What is as high as
letters and stands in a row is cut out and read by itself; it is text where a word or a figure is read with certainty.
"""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

import msgspec
import numpy as np
import regex
from PIL import ImageOps

from kc_extract.readers.ocr.engine import recognise
from kc_extract.readers.ocr.fields import trust
from kc_extract.readers.ocr.scan import moved
from kc_extract.readers.quality import is_syllable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray
    from PIL.Image import Image

    from kc_extract.readers.ocr.scan import Seen

_DARK = 128
_STEP = 4  # pixels of the picture to one of the coarse one in which marks are told apart
_INKED = 2  # dark pixels of those that make one of the coarse one dark
_AROUND = (0.1, 0.2)  # of the type size, along and across: accents and edges that belong to a word beside
_MARK = (0.3, 1.3)  # of the type size: the height of a letter, its accents with it
_WIDTHS = (0.1, 5.0)  # of the type size: the width of a letter, or of letters that touch
_ROW = (0.45, 1.6)  # of the type size: the height of a row of them
_GAP = 1.0  # of the type size: letters of one row stand closer
_MARGIN = 8  # pixels around a row, and as many of paper around those
_STOP = 0.6  # of the height of a row: so much further its stop may stand, which is no mark of the size of a letter
_MOST = 40  # rows of a page: more are a drawing or handwriting
_SURE = 0.9  # a word or number of which one proves that a row is text
_FAINT = 0.3  # a word of letters less sure than this covers nothing
_MARKER = regex.compile(r"\d{1,2}[.)]")
_ITEM = 0.8  # the number of an item, its stop with it, that is a row by itself
_TEXT = 0.5  # the confidence in all letters of a row that is text
_UNSEEN = 0.6  # the confidence in a figure at most
_LONG = 2  # letters of a word, figures of a number

Box = tuple[int, int, int, int]


def completed(words: Sequence[Seen], image: Image, dpi: float) -> tuple[Seen, ...]:
    """The words with those of rows that they do not cover; a faint word goes where something is read in its place."""
    found = read_leftover(image, words, dpi)
    kept = (word for word in words if _covers(word) or not any(_in_place(word, other) for other in found))
    return (*kept, *found)


def _in_place(word: Seen, other: Seen) -> bool:
    """Whether the middle of one stands in the box of the other."""
    return _holds(word.box, other.box) or _holds(other.box, word.box)


def _holds(box: Box, other: Box) -> bool:
    x, y = (other[0] + other[2]) / 2, (other[1] + other[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def read_leftover(image: Image, words: Sequence[Seen], dpi: float) -> tuple[Seen, ...]:
    """The words of rows that ``words`` do not cover, in pixels of the picture; none on a page without words."""
    if not words:
        return ()
    size = median(word.size for word in words)
    words = [word for word in words if _covers(word)]
    rows = list(_rows(_marks(_uncovered(image, words, size), size), size))
    rest = image.copy()
    for word in words if rows else ():
        rest.paste(255, word.box)
    found: list[Seen] = []
    for row in rows if len(rows) <= _MOST else ():
        read = _read(rest, row, dpi)
        found += map(_doubted, read) if _is_text(read) else ()
    return tuple(found)


def _covers(word: Seen) -> bool:
    """Whether a word is text: numbers of short lines are read as one faint word from the first line to the last."""
    return word.confidence >= _FAINT or any(map(str.isdigit, word.text))


def _uncovered(image: Image, words: Sequence[Seen], size: float) -> NDArray[np.bool_]:
    """The ink outside the words, in coarse pixels."""
    ink = np.asarray(image) < _DARK
    along, across = (round(part * size) for part in _AROUND)
    for word in words:
        x0, y0, x1, y1 = word.box
        ink[max(0, y0 - across) : y1 + across, max(0, x0 - along) : x1 + along] = False
    height, width = (side // _STEP * _STEP for side in ink.shape)
    blocks = ink[:height, :width].reshape(height // _STEP, _STEP, width // _STEP, _STEP)
    dark: NDArray[np.bool_] = blocks.sum(axis=(1, 3)) >= _INKED
    return dark


def _marks(dark: NDArray[np.bool_], size: float) -> list[Box]:
    """The boxes, in pixels, of connected ink of the size of letters."""
    boxes = (tuple(_STEP * value for value in box) for box in _connected(dark))
    return sorted(
        (x0, y0, x1, y1)
        for x0, y0, x1, y1 in boxes
        if _MARK[0] * size <= y1 - y0 <= _MARK[1] * size and _WIDTHS[0] * size <= x1 - x0 <= _WIDTHS[1] * size
    )


def _connected(dark: NDArray[np.bool_]) -> Iterator[Box]:
    """The boxes of connected dark pixels, corners touching."""
    boxes: list[Box] = []
    owner: list[int] = []
    above: list[tuple[int, int, int]] = []
    for y, row in enumerate(dark):
        here = []
        for start, end in _runs(row):
            owner.append(len(boxes))
            boxes.append((start, y, end, y + 1))
            own = len(boxes) - 1
            for first, last, other in above:
                if first <= end and last >= start:
                    own = _joined(boxes, owner, _root(owner, other), _root(owner, own))
            here.append((start, end, own))
        above = here
    return (box for index, box in enumerate(boxes) if owner[index] == index)


def _runs(row: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(row.astype(np.int8), prepend=0, append=0))
    return zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)


def _root(owner: list[int], index: int) -> int:
    while owner[index] != index:
        index = owner[index]
    return index


def _joined(boxes: list[Box], owner: list[int], first: int, second: int) -> int:
    if first != second:
        owner[second] = first
        boxes[first] = _around(boxes[first], boxes[second])
    return first


def _around(one: Box, other: Box) -> Box:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _rows(marks: Iterable[Box], size: float) -> Iterator[Box]:
    """Marks beside each other, from left to right, as rows of the height of text."""
    rows: list[Box] = []
    ended: list[Box] = []
    for mark in marks:
        ended += (row for row in rows if not _reaches(row, mark, size))
        rows = [row for row in rows if _reaches(row, mark, size)]
        at = next((index for index, row in enumerate(rows) if _is_beside(row, mark)), None)
        if at is None:
            rows.append(mark)
        else:
            rows[at] = _around(rows[at], mark)
    found = sorted((*ended, *rows), key=lambda row: (row[1], row[0]))
    return (row for row in found if _ROW[0] * size <= row[3] - row[1] <= _ROW[1] * size)


def _reaches(row: Box, mark: Box, size: float) -> bool:
    return mark[0] - row[2] < _GAP * size


def _is_beside(row: Box, mark: Box) -> bool:
    shared = min(row[3], mark[3]) - max(row[1], mark[1])
    return 2 * shared > min(row[3] - row[1], mark[3] - mark[1])


def _read(image: Image, row: Box, dpi: float) -> tuple[Seen, ...]:
    left, top = max(0, row[0] - _MARGIN), max(0, row[1] - _MARGIN)
    right = row[2] + max(_MARGIN, round(_STOP * (row[3] - row[1])))
    part = image.crop((left, top, min(image.width, right), min(image.height, row[3] + _MARGIN)))
    words = recognise(ImageOps.expand(part, _MARGIN, 255), dpi, block=True)
    return tuple(moved(word, left - _MARGIN, top - _MARGIN) for word in words)


def _doubted(word: Seen) -> Seen:
    """A figure that was not seen at first has its note, however sure the engine is of it alone."""
    figure = any(map(str.isdigit, word.text))
    return msgspec.structs.replace(word, confidence=min(word.confidence, _UNSEEN)) if figure else word


def _is_text(words: Sequence[Seen]) -> bool:
    """Whether one word of the row is certain, and the row on the whole is."""
    return trust(words) >= _TEXT and any(_is_certain(word) for word in words)


def _is_certain(word: Seen) -> bool:
    if _MARKER.fullmatch(word.text):
        return word.confidence >= _ITEM
    core = word.text.strip(".,:;()/-")
    if len(core) < _LONG:
        return False  # a stem beside a word is read as a figure 1
    return word.confidence >= _SURE and (core.isdigit() or is_syllable(core))
