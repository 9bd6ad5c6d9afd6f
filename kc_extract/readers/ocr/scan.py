"""The values of character recognition: a picture of a page, and what was read from it."""

from __future__ import annotations

import math

import msgspec

#: Points in an inch, the unit of pages.
POINTS = 72.0


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """A rendered page: ``samples`` are rows of 8-bit pixels with ``channels`` values each; ``dpi`` pixels an inch."""

    width: int
    height: int
    channels: int
    samples: bytes
    dpi: float


class Seen(msgspec.Struct, frozen=True, array_like=True):
    """A word as recognised: box, baseline and type size in pixels of the upright picture, confidence 0 to 1.

    ``was`` is what recognition read where the picture or the words around prove it wrong.
    """

    text: str
    box: tuple[int, int, int, int]
    base: float
    size: float
    confidence: float
    was: str = ""


def moved(word: Seen, x: int, y: int) -> Seen:
    """The word of a cutting of the picture in the frame in which the cutting's corner stands at x and y."""
    x0, y0, x1, y1 = word.box
    return msgspec.structs.replace(word, box=(x0 + x, y0 + y, x1 + x, y1 + y), base=word.base + y)


class Ruling(msgspec.Struct, frozen=True, array_like=True):
    """A printed rule in pixels: ``at`` its y (or x), from ``low`` to ``high`` in the other direction."""

    at: float
    low: float
    high: float


class Scan(msgspec.Struct, frozen=True, kw_only=True):
    """What was read from one picture.

    The picture was turned by ``turn`` quarters (counter-clockwise, so that its text stands upright) and then by
    ``skew`` degrees (counter-clockwise about its middle); ``width`` and ``height`` are those of the picture as
    given. Words and rules are in pixels after both. ``dropped`` are texts of stamps and signatures left out.
    """

    width: int
    height: int
    dpi: float
    turn: int = 0
    skew: float = 0.0
    words: tuple[Seen, ...] = ()
    across: tuple[Ruling, ...] = ()
    down: tuple[Ruling, ...] = ()
    dropped: tuple[str, ...] = ()

    @property
    def upright(self) -> tuple[int, int]:
        """Width and height of the picture after the turn."""
        return (self.height, self.width) if self.turn % 2 else (self.width, self.height)


Matrix = tuple[float, float, float, float, float, float]


def back_matrix(scan: Scan, width: float, height: float) -> Matrix:
    """The matrix (a, b, c, d, e, f) from points of the upright picture to points of the page as displayed.

    ``width`` and ``height`` are the page's, in points: x' = a x + c y + e, y' = b x + d y + f.
    """
    wide, high = (height, width) if scan.turn % 2 else (width, height)
    angle = math.radians(scan.skew)
    cos, sin = math.cos(angle), math.sin(angle)
    x, y = wide / 2, high / 2
    # the picture was turned counter-clockwise by ``skew``: y runs down, so turning back is clockwise on the page
    straight = (cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y)
    quarter: Matrix = {
        0: (1, 0, 0, 1, 0, 0),
        1: (0, 1, -1, 0, width, 0),
        2: (-1, 0, 0, -1, width, height),
        3: (0, -1, 1, 0, 0, height),
    }[scan.turn % 4]
    return _chained(straight, quarter)


def _chained(first: Matrix, second: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )
