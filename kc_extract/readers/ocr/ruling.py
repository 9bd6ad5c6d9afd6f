"""Printed rules of a straight grey picture: long dark runs in one direction, and the picture without them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PIL import Image

from kc_extract.readers.ocr.faint import faint_rules
from kc_extract.readers.ocr.scan import Ruling

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]

_DARK = 175  # of 255: rules of a scan are paler than its letters
_ACROSS = 0.6  # inches: longer than what the feet of letters make along a row of text
_DOWN = 0.28  # inches: longer than the tallest letter
_FILLED = 0.96  # of a run that is dark
_THICK = 0.05  # inches: thicker is a bar, not a rule
_MOST = 2000  # runs: beyond, the picture is a drawing or a shading


class Ruled(NamedTuple):
    """The rules of a picture across and down, in pixels, and the picture with them made paper."""

    across: tuple[Ruling, ...]
    down: tuple[Ruling, ...]
    rest: Image.Image


def find_rules(image: Image.Image, cleaned: Image.Image, dpi: float) -> Ruled:
    """The rules of a picture, and what is left of its cleaned copy without them.

    They are looked for in the picture as it is, since what takes specks away takes thin rules too.
    """
    dark = np.asarray(image) < _DARK
    pixels = np.array(cleaned)
    thick = max(2, round(_THICK * dpi))
    across, across_mask = _rules(dark, max(8, round(_ACROSS * dpi)), thick)
    down, down_mask = _rules(dark.T, max(8, round(_DOWN * dpi)), thick)
    pixels[across_mask | down_mask.T] = 255
    faint = faint_rules(dark, across, down, dpi)
    for rule in faint:
        pixels[max(0, round(rule.at) - 2) : round(rule.at) + 3, round(rule.low) : round(rule.high)] = 255
    return Ruled((*across, *faint), down, Image.fromarray(pixels))


def _rules(dark: Mask, length: int, thick: int) -> tuple[tuple[Ruling, ...], Mask]:
    """The rules that run along the rows of the mask, and where they are."""
    runs = opened(dark, length)
    spans = _spans(runs)
    empty = np.zeros_like(dark)
    if len(spans) > _MOST * thick:
        return (), empty
    groups = [group for group in _grouped(spans) if group[-1][0] - group[0][0] < thick]
    for group in groups:
        for row, low, high in group:
            empty[max(0, row - 1) : row + 2, low:high] = True
    return tuple(_ruling(group) for group in groups[:_MOST]), empty


def opened(dark: Mask, length: int) -> Mask:
    """Where the mask, thickened by a pixel, is dark over a whole run of this length."""
    padded = dark.copy()
    padded[1:] |= dark[:-1]
    padded[:-1] |= dark[1:]
    sums = np.zeros((dark.shape[0], dark.shape[1] + 1), np.int32)
    np.cumsum(padded, axis=1, out=sums[:, 1:])
    if dark.shape[1] <= length:
        return np.zeros_like(dark)
    starts = sums[:, length:] - sums[:, :-length] >= _FILLED * length
    ends = np.zeros((dark.shape[0], dark.shape[1] + 1), np.int32)
    ends[:, : starts.shape[1]] += starts
    ends[:, length : length + starts.shape[1]] -= starts
    return (np.cumsum(ends, axis=1)[:, :-1] > 0) & padded


def _spans(runs: Mask) -> list[tuple[int, int, int]]:
    """The runs as (row, low, high), from top to bottom."""
    steps = np.diff(np.pad(runs, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, lows = np.nonzero(steps == 1)
    _, highs = np.nonzero(steps == -1)
    return list(zip(rows.tolist(), lows.tolist(), highs.tolist(), strict=True))


def _grouped(spans: list[tuple[int, int, int]]) -> list[list[tuple[int, int, int]]]:
    """Runs of neighbouring rows that overlap, together."""
    groups: list[list[tuple[int, int, int]]] = []
    open_groups: list[list[tuple[int, int, int]]] = []
    for row, low, high in spans:
        open_groups = [group for group in open_groups if group[-1][0] >= row - 2]
        home = next((group for group in open_groups if any(_touch(other, low, high) for other in group[-3:])), None)
        if home is None:
            home = []
            groups.append(home)
            open_groups.append(home)
        home.append((row, low, high))
    return groups


def _touch(other: tuple[int, int, int], low: int, high: int) -> bool:
    return other[1] < high and low < other[2]


def _ruling(group: list[tuple[int, int, int]]) -> Ruling:
    weights = [high - low for _, low, high in group]
    at = sum(row * weight for (row, _, _), weight in zip(group, weights, strict=True)) / sum(weights)
    return Ruling(round(at, 1), min(low for _, low, _ in group), max(high for _, _, high in group))
