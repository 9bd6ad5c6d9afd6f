"""Roman numerals by their strokes in the picture: ``III`` is read as ``II`` or ``HI``, the upright strokes tell.

Only words that are read as roman numerals are looked at; a word of digits alone is a figure and is never touched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import numpy as np
import regex

from kc_extract.text import roman_to_int

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray
    from PIL.Image import Image

    from kc_extract.readers.ocr.scan import Seen

#: Letters that an upright stroke is read as, with V and X, and the stop behind them.
_READ = regex.compile(r"(?P<before>[IHLl1|]*)(?P<middle>[VX]*)(?P<after>[IHLl1|]*)(?P<stop>[.,:;)/]?)")
_CAPITAL = regex.compile(r"[IHL]")
_DARK = 140  # of 255
_UPRIGHT = 0.72  # of the height of the letters: an upright stroke is dark so far without a break
_DOT = 0.35  # of the height of the letters: a stop is no higher
_BAND = (0.35, 0.65)  # of the height of the letters: where the bar of an H is
_MOST = 3  # upright strokes in one numeral


class _Shape(msgspec.Struct, frozen=True):
    """How many uprights as high as the letters, whether a low dot stands behind them and a bar between them."""

    uprights: int
    dotted: bool = False
    barred: bool = False


def by_strokes(words: Iterable[Seen], image: Image) -> tuple[Seen, ...]:
    """The words, roman numerals as their strokes in the picture show them; what was read is kept in ``was``."""
    pixels = np.asarray(image)
    return tuple(_by_strokes(word, pixels) for word in words)


def _by_strokes(word: Seen, pixels: NDArray[np.uint8]) -> Seen:
    found = _READ.fullmatch(word.text)
    if found is None or not _CAPITAL.search(word.text):
        return word
    x0, y0, x1, y1 = word.box
    shape = _shape(pixels[y0:y1, x0:x1] < _DARK)
    numeral = _numeral(found, shape.uprights)
    if numeral is None or ("H" in word.text and shape.barred) or not (found["stop"] or _told(found, shape)):
        return word
    text = numeral + (found["stop"] or ("." if shape.dotted else ""))
    return word if text == word.text else msgspec.structs.replace(word, text=text, was=word.text)


def _told(found: regex.Match[str], shape: _Shape) -> bool:
    """Whether a word without a stop is a numeral all the same: by a dot in the picture, or as it is all strokes."""
    return shape.dotted or ("L" not in found.group() and not found["middle"])


def _numeral(found: regex.Match[str], count: int) -> str | None:
    """The numeral with so many upright strokes beside its V and X; None where that is none, or is not told."""
    if not 0 < count <= _MOST or (found["before"] and found["middle"] and found["after"]):
        return None
    ones = "I" * count
    before = bool(found["before"]) and bool(found["middle"])
    numeral = ones + found["middle"] if before else found["middle"] + ones
    return numeral if roman_to_int(numeral) else None


def _shape(ink: NDArray[np.bool_]) -> _Shape:
    rows = np.flatnonzero(ink.any(axis=1))
    if not len(rows):
        return _Shape(0)
    ink = ink[rows[0] : rows[-1] + 1]
    height = len(ink)
    upright = _longest_runs(ink) >= _UPRIGHT * height
    places = np.flatnonzero(upright)
    if not len(places):
        return _Shape(0)
    starts = np.flatnonzero(np.diff(np.concatenate(([False], upright)).astype(np.int8)) == 1)
    middle = ink[round(_BAND[0] * height) : round(_BAND[1] * height), starts[0] : places[-1] + 1]
    return _Shape(len(starts), dotted=_is_dotted(ink[:, places[-1] + 1 :]), barred=bool(middle.any(axis=0).all()))


def _is_dotted(behind: NDArray[np.bool_]) -> bool:
    """Whether all that stands behind the last stroke, past its foot, is low."""
    gaps = np.flatnonzero(~behind.any(axis=0))
    dot = behind[:, gaps[0] :] if len(gaps) else behind[:, :0]
    return bool(dot.any()) and not bool(dot[: round((1 - _DOT) * len(dot))].any())


def _longest_runs(ink: NDArray[np.bool_]) -> NDArray[np.int64]:
    """For each column the length of its longest run of dark pixels."""
    longest = np.zeros(ink.shape[1], np.int64)
    current = np.zeros(ink.shape[1], np.int64)
    for row in ink:
        current = np.where(row, current + 1, 0)
        longest = np.maximum(longest, current)
    return longest
