"""What recognition makes of marks that are no text: ornaments, stamps of the registry, signatures and specks."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import msgspec
import regex

from kc_extract.readers.quality import is_syllable
from kc_extract.text import bare

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kc_extract.readers.ocr.scan import Ruling, Scan, Seen

#: An item whose letter is read as a sign (``€)`` for ``c)``) is none.
_ORNAMENT = regex.compile(r"(?![€¢©]\))[^\p{L}\p{N}]+")
#: Signs that stand by themselves in print; others by themselves are ornaments or specks.
_SIGNS = frozenset("-–+*•/%&=x()")
_FAINT = 0.3  # a confidence under which a word without a figure is a mark
_AROUND = "“”\"'(),.:;/-–"  # signs beside a word
_CERTAIN = 0.85  # the confidence in the words on both sides of a faint one that is text
_LEVEL = 0.25  # of the type size: baselines of words in one line lie so near
_LONG = 2  # letters of what is told of when it is left out
_FLAT = 0.22  # of the usual type size: no figure is so low, that of a footnote or of m² neither
_TALL = 2.2  # of the usual type size: a signature
_FRAME = (0.8, 4.0, 0.3, 2.2)  # inches: least and greatest width and height of the frame of a stamp
_CLOSE = 0.06  # inches: the sides of a frame meet
_TOP = 0.6  # of the page: stamps of arrival stand above


class Sifted(msgspec.Struct, frozen=True, kw_only=True):
    """The words that are text, the texts of stamps, and what else was left out though it has letters."""

    kept: tuple[Seen, ...]
    dropped: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()


@cache
def _arrivals() -> frozenset[str]:
    """The words of ``ocr.toml`` that a stamp of arrival shows, folded."""
    data = tomllib.loads(resources.files("kc_extract.lexicon").joinpath("ocr.toml").read_text("utf-8"))
    return frozenset(bare(word) for word in data["arrival_words"])


@cache
def _dated() -> frozenset[str]:
    return frozenset(map(bare, ("Số", "Ngày", "Lưu")))


def sift(scan: Scan) -> Sifted:
    """The words of a scan without marks; what was read in a registry's stamp of arrival is told in ``dropped``."""
    usual = sorted(word.size for word in scan.words)[len(scan.words) // 2] if scan.words else 0.0
    words = [None, *scan.words, None]
    sides = zip(words, scan.words, words[2:], strict=False)
    text = [word for last, word, following in sides if not _is_mark(word, usual, last, following)]
    kept, dropped = text, []
    for frame in _frames(scan):
        inside = [word for word in kept if _holds(frame, word)]
        if _is_arrival(inside):
            kept = [word for word in kept if not _holds(frame, word)]
            dropped.append(" ".join(word.text for word in inside))
    left = [word.text for word in scan.words if word not in text and _is_told(word.text)]
    return Sifted(kept=tuple(kept), dropped=tuple(dropped), marks=tuple(left))


def _is_mark(word: Seen, usual: float, last: Seen | None, following: Seen | None) -> bool:
    if _ORNAMENT.fullmatch(word.text):
        return word.text not in _SIGNS or word.confidence < _FAINT or _opens(last, word, following)
    if any(char.isdigit() for char in word.text):
        # A figure is never thrown away for being faint, it is noted as doubtful; an accent is too flat to be one.
        return word.box[3] - word.box[1] < _FLAT * usual
    if word.confidence < _FAINT:
        return not _is_amid(last, word, following)
    return word.box[3] - word.box[1] > _TALL * usual and word.confidence < 2 * _FAINT


def _is_amid(last: Seen | None, word: Seen, following: Seen | None) -> bool:
    """Whether a possible word stands in a line of certain ones: the engine doubts some for their shape alone."""
    beside = [last] if last and _is_level(last, word) else []
    beside += [following] if following and _is_level(word, following) else []
    certain = bool(beside) and min(other.confidence for other in beside) >= _CERTAIN
    return certain and is_syllable(word.text.strip(_AROUND))


def _is_told(text: str) -> bool:
    return sum(map(str.isalpha, text)) >= _LONG or any(map(str.isdigit, text))


def _opens(last: Seen | None, word: Seen, following: Seen | None) -> bool:
    """Whether a doubtful percent sign opens a line, which none does: it is a speck beside it."""
    opens = following is not None and _is_level(word, following) and not (last and _is_level(last, word))
    return word.text == "%" and word.confidence < _CERTAIN and opens


def _is_level(first: Seen, second: Seen) -> bool:
    return abs(first.base - second.base) < _LEVEL * first.size and second.box[0] >= first.box[2]


def _is_arrival(words: Sequence[Seen]) -> bool:
    """Whether at least two of the words that such a stamp shows are among a few."""
    folded = {bare(word.text).strip(".:, ") for word in words}
    shown = folded & _arrivals()
    # A number and a date alone are heads of columns as well.
    return len(words) < 40 and len(shown) > 1 and not shown <= _dated()  # noqa: PLR2004


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
