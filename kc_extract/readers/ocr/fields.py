"""The fields of ruled tables read one by one: read as a whole, the rows of a table run into each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec
import numpy as np
from PIL import Image, ImageOps

from kc_extract.readers.grid import Grid, Rule, Rules, find_grids
from kc_extract.readers.ocr.engine import recognise
from kc_extract.readers.ocr.scan import POINTS, Ruling, Scan, Seen, moved

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kc_extract.types import BBox

_MOST = 1200  # fields of a page that are read one by one
_MARGIN = 12  # pixels of paper around a field: letters at the very edge are lost
_DARK = 128
_INK = 6  # dark pixels: a field with fewer is empty
_SIDE = 6  # pixels: a narrower field holds no text
_DOUBTFUL = 0.75  # a word less sure than this has its field read again
_LARGER = 2  # times: two short lines that run into each other are told apart in a larger picture


def rules_of(scan: Scan) -> Rules:
    """The rules of the upright picture, in points."""
    scale = POINTS / scan.dpi
    return Rules(across=_scaled(scan.across, scale), down=_scaled(scan.down, scale))


def _scaled(rules: tuple[Ruling, ...], scale: float) -> tuple[Rule, ...]:
    return tuple(Rule(rule.at * scale, rule.low * scale, rule.high * scale) for rule in rules)


class Parted(NamedTuple):
    """The words in the ruled tables of a picture, and the picture with those tables made paper.

    ``rest`` has the rules outside the tables, as text there keeps every stroke; ``unruled`` has not.
    """

    words: tuple[Seen, ...]
    rest: Image.Image
    unruled: Image.Image


def read_fields(image: Image.Image, unruled: Image.Image, scan: Scan) -> Parted:
    """The tables parted from the rest; ``unruled`` is the picture without its rules, in which the fields are read."""
    grids = find_grids(rules_of(scan))
    if not grids or sum(len(grid.fields) for grid in grids) > _MOST:
        return Parted((), image, unruled)
    rest, plain = image.copy(), unruled.copy()
    words: list[Seen] = []
    for grid in grids:
        words += _read_grid(unruled, grid, scan)
        for picture in (rest, plain):
            picture.paste(255, _pixels(grid.box, scan))
    return Parted(tuple(words), rest, plain)


def _read_grid(image: Image.Image, grid: Grid, scan: Scan) -> list[Seen]:
    words: list[Seen] = []
    for field in grid.fields:
        box = _pixels(field.box, scan)
        if min(box[2] - box[0], box[3] - box[1]) < _SIDE:
            continue
        part = image.crop(box)
        if int((np.asarray(part) < _DARK).sum()) >= _INK:
            framed = ImageOps.expand(part, _MARGIN, 255)
            words += [moved(word, box[0] - _MARGIN, box[1] - _MARGIN) for word in _read_field(framed, scan.dpi)]
    return words


def _read_field(image: Image.Image, dpi: float) -> tuple[Seen, ...]:
    """The words of a field; where one is doubtful, those of the surer of two readings, the second of it enlarged."""
    words = recognise(image, dpi, block=True)
    if all(word.confidence >= _DOUBTFUL for word in words):
        return words
    size = (_LARGER * image.width, _LARGER * image.height)
    larger = image.resize(size, Image.Resampling.BICUBIC)
    again = tuple(_reduced(word) for word in recognise(larger, _LARGER * dpi, block=True))
    return max(words, again, key=trust)


def trust(words: Sequence[Seen]) -> float:
    """The confidence in all letters together; 0 without any."""
    letters = sum(len(word.text) for word in words)
    return sum(len(word.text) * word.confidence for word in words) / max(1, letters)


def _reduced(word: Seen) -> Seen:
    x0, y0, x1, y1 = (round(value / _LARGER) for value in word.box)
    return msgspec.structs.replace(
        word, box=(x0, y0, max(x1, x0 + 1), max(y1, y0 + 1)), base=word.base / _LARGER, size=word.size / _LARGER
    )


def _pixels(box: BBox, scan: Scan) -> tuple[int, int, int, int]:
    """The box in pixels of the picture."""
    scale = scan.dpi / POINTS
    width, height = scan.upright
    x0, y0, x1, y1 = (round(value * scale) for value in box)
    return max(0, x0), max(0, y0), min(width, x1), min(height, y1)
