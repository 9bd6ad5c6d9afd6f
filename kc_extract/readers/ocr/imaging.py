"""Pictures of pages made fit to be read: stamps out by colour, turned upright, straightened, specks and borders out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import numpy as np
from PIL import Image, ImageFilter

from kc_extract.readers.ocr.ruling import opened

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kc_extract.readers.ocr.scan import Picture

    Pixels = NDArray[np.uint8]

_RED = 40  # of 255: how much more red than green and blue the ink of a seal is
_DARK = 128  # of 255: ink
_SPECKS = 0.004  # of the dark pixels without a dark neighbour: a clean picture has fewer
_WIDEST, _STEPS = 6.0, (1.0, 0.25, 0.05)  # degrees: how far pages lie askew, and how it is closed in on
_LEAST_SKEW = 0.06  # degrees: less is not worth the loss of a rotation
_SMALL = 900  # pixels: the longer side of the picture on which the skew is measured
_BLACK = 0.6  # of a row or column at the edge of the picture that is dark: the border of the scanner
_BORDER = 0.08  # of the picture: how far a border reaches in
_RULE = 0.06  # of the longer side: longer runs of ink are rules, not letters
_UPRIGHT = 1.25  # how much more the rows of upright text differ than its columns


class Straight(msgspec.Struct, frozen=True):
    """A grey picture whose rows of text are level, and how it was turned (quarters and degrees counter-clockwise)."""

    image: Image.Image
    turn: int
    skew: float


def to_grey(picture: Picture) -> Image.Image:
    """The picture in grey, red ink made paper; what is dark under a red seal stays."""
    flat = np.frombuffer(picture.samples, np.uint8)
    if picture.channels == 1:
        return Image.fromarray(flat.reshape(picture.height, picture.width))
    colour = flat.reshape(picture.height, picture.width, picture.channels)[:, :, :3]
    grey = np.asarray(Image.fromarray(np.ascontiguousarray(colour)).convert("L"))
    red, green, blue = (colour[:, :, index].astype(np.int16) for index in range(3))
    stamped = red - np.maximum(green, blue) > _RED
    if not stamped.any():
        return Image.fromarray(grey)
    # the pale fringe of the ink is redder than paper, and no darker than its red channel says
    return Image.fromarray(np.where(_grown(stamped), np.maximum(grey, colour[:, :, 0]), grey))


def _grown(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The mask and one pixel around it."""
    grown = mask.copy()
    grown[1:] |= mask[:-1]
    grown[:-1] |= mask[1:]
    grown[:, 1:] |= mask[:, :-1]
    grown[:, :-1] |= mask[:, 1:]
    return grown


def straighten(image: Image.Image, turn: int | None = None) -> Straight:
    """The picture with level rows of text: turned a quarter where its rows run down the page, then by its skew.

    Rows that begin alike make columns as sharp as rows, and whether the text stands on its head is not seen at all:
    reading it tells, and gives the ``turn``.
    """
    if turn is None:
        turn = 1 if _runs_down(image) else 0
    turned = quarter(image, turn)
    skew = _skew(turned)
    return Straight(rotated(turned, skew), turn, skew)


def quarter(image: Image.Image, turn: int) -> Image.Image:
    """The picture turned counter-clockwise by so many quarters."""
    way = {1: Image.Transpose.ROTATE_90, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_270}.get(turn % 4)
    return image if way is None else image.transpose(way)


def rotated(image: Image.Image, degrees: float) -> Image.Image:
    """The picture turned counter-clockwise about its middle, paper coming in at the corners."""
    if not degrees:
        return image
    return image.rotate(degrees, resample=Image.Resampling.BICUBIC, fillcolor=255)


def without_borders(image: Image.Image) -> Image.Image:
    """The picture without the dark border that scanners leave."""
    pixels = np.array(image)
    _whiten_borders(pixels)
    return Image.fromarray(pixels)


def without_specks(image: Image.Image) -> Image.Image:
    """The picture without specks, the same where it has few; the thinnest rules go with them."""
    return image.filter(ImageFilter.MedianFilter(3)) if _specked(np.asarray(image)) else image


def is_blank(image: Image.Image) -> bool:
    """Whether nothing is printed on the picture but specks."""
    small = image.resize((max(1, image.width // 4), max(1, image.height // 4)), Image.Resampling.BOX)
    return not bool((np.asarray(small) < _DARK).any())


def _specked(pixels: Pixels) -> bool:
    dark = pixels < _DARK
    inner = dark[1:-1, 1:-1]
    beside = dark[:-2, 1:-1] | dark[2:, 1:-1] | dark[1:-1, :-2] | dark[1:-1, 2:]
    return int((inner & ~beside).sum()) > _SPECKS * max(1, int(inner.sum()))


def _whiten_borders(pixels: Pixels) -> None:
    """Make paper of the rows and columns at the edges that are mostly dark."""
    for view in (pixels, pixels[::-1], pixels.T, pixels.T[::-1]):
        for index in range(int(_BORDER * len(view))):
            if (view[index] < _DARK).mean() < _BLACK:
                break
            view[index] = 255


def _ink(image: Image.Image) -> NDArray[np.float32]:
    """A small picture of the ink: 1 where it is black, 0 where it is paper."""
    scale = _SMALL / max(image.size)
    small = image if scale >= 1 else image.resize(
        (max(1, round(image.width * scale)), max(1, round(image.height * scale))), Image.Resampling.BOX
    )  # fmt: skip
    ink: NDArray[np.float32] = np.float32(1) - np.asarray(small, dtype=np.float32) / np.float32(255)
    ink[ink < 0.25] = 0  # noqa: PLR2004 - paper and its grain
    edge = max(1, max(small.size) // 40)
    ink[:edge], ink[-edge:], ink[:, :edge], ink[:, -edge:] = 0, 0, 0, 0
    return ink


def _runs_down(image: Image.Image) -> bool:
    """Whether the rows of text run down the page: its columns are then the sharper pattern."""
    ink = _unruled(_ink(image))
    return _sharpness(ink, 1) > _UPRIGHT * _sharpness(ink, 0)


def _unruled(ink: NDArray[np.float32]) -> NDArray[np.float32]:
    """The ink without the rules of tables, which make columns of upright text as sharp a pattern as its rows."""
    dark = ink > 0
    length = max(8, round(_RULE * max(ink.shape)))
    ruled = opened(dark, length) | opened(dark.T, length).T
    kept: NDArray[np.float32] = np.where(ruled, np.float32(0), ink)
    return kept


def _sharpness(ink: NDArray[np.float32], axis: int) -> float:
    """How much neighbouring rows (axis 0) or columns (axis 1) differ, of the best of three slopes."""
    small = Image.fromarray((ink * 255).astype(np.uint8))
    picture = small.resize((max(1, small.width // 2), max(1, small.height // 2)), Image.Resampling.BOX)
    scores = []
    for degrees in (-2, 0, 2):
        turned = np.asarray(picture.rotate(degrees, resample=Image.Resampling.BILINEAR), dtype=np.float32)
        scores.append(_score(turned if axis == 0 else turned.T))
    return max(scores)


def _score(ink: NDArray[np.float32]) -> float:
    profile = ink.sum(axis=1)
    return float(np.square(np.diff(profile)).sum())


def _skew(image: Image.Image) -> float:
    """The degrees by which the picture must be turned counter-clockwise so that its rows of text are level."""
    picture = Image.fromarray((_ink(image) * 255).astype(np.uint8))

    def score(degrees: float) -> float:
        turned = picture.rotate(degrees, resample=Image.Resampling.BILINEAR)
        return _score(np.asarray(turned, dtype=np.float32))

    best, reach = 0.0, _WIDEST
    for step in _STEPS:
        best = float(max(np.arange(best - reach, best + reach + step / 2, step), key=score))
        reach = step
    return 0.0 if abs(best) < _LEAST_SKEW else round(best, 2)
