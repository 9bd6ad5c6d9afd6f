"""Bar charts on a page: their axis and bar labels are pictures of figures, not sentences or cells of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kc_extract.readers.pdf.rows import union

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kc_extract.readers.pdf.glyphs import Piece
    from kc_extract.types import BBox

_COLOURED = 0.2  # difference of the strongest and the weakest primary: less is grey
_THICK = 3.0  # points: thinner rectangles are rules
_BARS = 5  # so many rectangles from one axis,
_LENGTHS = 3  # of so many lengths, are bars; shaded cells of one row have one height
_LEAST = (100.0, 80.0, 500.0)  # points: least width, least and greatest height of the frame of a chart
_AROUND = 30.0  # points around the bars and their legend in which labels stand
_LABEL = 0.8  # of the type size of the page: labels are at most so large

Color = tuple[float, ...]


def find_charts(drawings: Sequence[Any], place: Callable[[BBox], BBox]) -> tuple[BBox, ...]:
    """The box around the bars, legend and labels of each bar chart; at most one for a page."""
    bars = [
        (tuple(drawing["fill"]), place(tuple(item[1])))
        for drawing in drawings
        if _is_coloured(drawing.get("fill"))
        for item in drawing["items"]
        if item[0] == "re"
    ]
    bars = [(color, box) for color, box in bars if min(box[2] - box[0], box[3] - box[1]) > _THICK]
    axes = _standing(bars, 3, 1) or _standing(bars, 0, 2)
    if not axes:
        return ()
    x0, y0, x1, y1 = union(box for color, box in bars if color in axes)
    near = (x0 - _AROUND, y0 - _AROUND, x1 + _AROUND, y1 + _AROUND)
    return (union([near, *(box for box in _frames(drawings, place) if _surrounds(box, (x0, y0, x1, y1)))]),)


def _frames(drawings: Sequence[Any], place: Callable[[BBox], BBox]) -> list[BBox]:
    """The single rectangles drawn large enough to hold a chart."""
    boxes = [
        place(tuple(drawing["items"][0][1]))
        for drawing in drawings
        if len(drawing["items"]) == 1 and drawing["items"][0][0] == "re"
    ]
    return [box for box in boxes if _LEAST[0] < box[2] - box[0] and _LEAST[1] < box[3] - box[1] < _LEAST[2]]


def _surrounds(outer: BBox, inner: BBox) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and outer[2] >= inner[2] and outer[3] >= inner[3]


def _is_coloured(fill: Color | None) -> bool:
    return fill is not None and len(fill) > 1 and max(fill) - min(fill) > _COLOURED


def _standing(bars: Sequence[tuple[Color, BBox]], foot: int, head: int) -> set[Color]:
    """The colours of the bars that stand on one axis and reach to different heights."""
    feet: dict[int, list[tuple[Color, BBox]]] = {}
    for color, box in bars:
        feet.setdefault(round(box[foot] / 2), []).append((color, box))
    for standing in feet.values():
        if len(standing) >= _BARS and len({round(box[head] / 2) for _, box in standing}) >= _LENGTHS:
            return {color for color, _ in standing}
    return set()


def part_labels(charts: Sequence[BBox], pieces: Sequence[Piece], size: float) -> tuple[list[Piece], list[Piece]]:
    """The words outside of charts, and the labels in them: small words, given the type size of the page."""
    labels = [piece for piece in pieces if piece.size <= _LABEL * size and any(_holds(c, piece.box) for c in charts)]
    chosen = set(map(id, labels))
    return [piece for piece in pieces if id(piece) not in chosen], labels


def _holds(chart: BBox, box: BBox) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return chart[0] <= x <= chart[2] and chart[1] <= y <= chart[3]
