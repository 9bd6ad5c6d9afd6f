"""What recognition makes of marks that are no text: ornaments, stamps of the registry, signatures and specks."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import msgspec
import regex

from kc_extract.text import bare

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kc_extract.readers.ocr.scan import Ruling, Scan, Seen

_ORNAMENT = regex.compile(r"[^\p{L}\p{N}]+")
#: Signs that stand by themselves in print; others by themselves are ornaments or specks.
_SIGNS = frozenset("-–+*•/%&=x()")
_FAINT = 0.3  # a confidence under which a word without a figure is a mark
_TALL = 2.2  # of the usual type size: a signature
_FRAME = (0.8, 4.0, 0.3, 2.2)  # inches: least and greatest width and height of the frame of a stamp
_CLOSE = 0.06  # inches: the sides of a frame meet
_TOP = 0.6  # of the page: stamps of arrival stand above


class Sifted(msgspec.Struct, frozen=True, kw_only=True):
    """The words that are text, and the texts of what is not."""

    kept: tuple[Seen, ...]
    dropped: tuple[str, ...] = ()


@cache
def _arrivals() -> frozenset[str]:
    """The words of ``ocr.toml`` that a stamp of arrival shows, folded."""
    data = tomllib.loads(resources.files("kc_extract.lexicon").joinpath("ocr.toml").read_text("utf-8"))
    return frozenset(bare(word) for word in data["arrival_words"])


def sift(scan: Scan) -> Sifted:
    """The words of a scan without marks; what was read in a registry's stamp of arrival is told in ``dropped``."""
    usual = sorted(word.size for word in scan.words)[len(scan.words) // 2] if scan.words else 0.0
    text = [word for word in scan.words if not _is_mark(word, usual)]
    kept, dropped = text, []
    for frame in _frames(scan):
        inside = [word for word in kept if _holds(frame, word)]
        if _is_arrival(inside):
            kept = [word for word in kept if not _holds(frame, word)]
            dropped.append(" ".join(word.text for word in inside))
    return Sifted(kept=tuple(kept), dropped=tuple(dropped))


def _is_mark(word: Seen, usual: float) -> bool:
    if _ORNAMENT.fullmatch(word.text):
        return word.text not in _SIGNS or word.confidence < _FAINT
    if any(char.isdigit() for char in word.text):
        return False  # a figure is never thrown away for being faint: it is noted as doubtful
    height = word.box[3] - word.box[1]
    return word.confidence < _FAINT or (height > _TALL * usual and word.confidence < 2 * _FAINT)


def _is_arrival(words: Sequence[Seen]) -> bool:
    """Whether at least two of the words that such a stamp shows are among a few."""
    folded = {bare(word.text).strip(".:, ") for word in words}
    return len(words) < 40 and len(folded & _arrivals()) > 1  # noqa: PLR2004


def _holds(frame: tuple[float, float, float, float], word: Seen) -> bool:
    x, y = (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2
    return frame[0] <= x <= frame[2] and frame[1] <= y <= frame[3]


def _frames(scan: Scan) -> Iterator[tuple[float, float, float, float]]:
    """The boxes of the size of a stamp whose four sides are rules, in the upper part of the page."""
    near = _CLOSE * scan.dpi
    least_width, most_width, least_height, most_height = (part * scan.dpi for part in _FRAME)
    for left in scan.down:
        for right in scan.down:
            if not (least_width < right.at - left.at < most_width):
                continue
            top, bottom = max(left.low, right.low), min(left.high, right.high)
            if least_height < bottom - top < most_height and bottom < _TOP * scan.upright[1]:
                sides = [_side(scan.across, y, left.at, right.at, near) for y in (top, bottom)]
                if all(sides):
                    yield left.at - near, top - near, right.at + near, bottom + near


def _side(rules: Sequence[Ruling], y: float, left: float, right: float, near: float) -> bool:
    """Whether rules at this height cover most of the way between the two sides."""
    covered = sum(min(right, r.high) - max(left, r.low) for r in rules if abs(r.at - y) < 2 * near and r.high > left)
    return covered > (right - left) / 2
