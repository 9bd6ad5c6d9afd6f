"""Words that the printing tore apart or doubled, mended on one row; letters only, a figure is never joined or dropped.

What proves that two pieces are one word is the page (no space between them) and the language (together they are a
possible syllable, apart they are not).
"""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

import msgspec

from kc_extract.readers.quality import is_syllable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kc_extract.readers.pdf.glyphs import Piece

_TWICE = 0.3  # of the type size: the same word printed again so near is bold by printing twice
_TOUCHING = 0.1  # of the type size: no space fits in
_EXPONENT = 0.4  # of the type size: some writers leave a space before an exponent
_NARROW = 0.6  # of the usual space of the row: narrower than a space between words
_FLUSH = 0.06  # of the type size: letters of two fonts so near are set as one word
_CLOSING, _OPENING = ",.;:)/”", "(/“"
_LETTERS = re.compile(r"[^\W\d_]+")
_SPELLED = 4  # single letters in a row: a word set with spaces between its letters
_UNIT = re.compile(r"(?:^|[/\d(])(?:[kcdm]?m)$")
_POWER = re.compile(r"[23]$")


def mend(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The words of a row from left to right, doubled ones once, torn ones whole, ``m`` and a raised 2 as ``m2``."""
    once = _once(pieces)
    gaps = [right.box[0] - left.box[2] for left, right in pairwise(once)]
    usual = sorted(gaps)[len(gaps) // 2] if gaps else 0.0
    whole: list[Piece] = []
    for piece in _fused(once):
        if whole and _belongs(whole[-1], piece, usual):
            whole[-1] = join(whole[-1], piece)
        else:
            whole.append(piece)
    return tuple(_unspelled(whole))


def join(left: Piece, right: Piece) -> Piece:
    """One word of two, in the style of the first."""
    box = (
        min(left.box[0], right.box[0]),
        min(left.box[1], right.box[1]),
        max(left.box[2], right.box[2]),
        max(left.box[3], right.box[3]),
    )
    text = unicodedata.normalize("NFC", left.text + right.text)
    sure = min(left.confidence, right.confidence)
    return msgspec.structs.replace(left, text=text, box=box, middles=(*left.middles, *right.middles), confidence=sure)


def _once(pieces: Sequence[Piece]) -> list[Piece]:
    """The words without those printed a second time at the same place, which are bold."""
    once: list[Piece] = []
    for piece in pieces:
        near = next((i for i, other in enumerate(once[-3:], max(0, len(once) - 3)) if _is_copy(other, piece)), None)
        if near is None:
            once.append(piece)
        else:
            once[near] = msgspec.structs.replace(once[near], bold=True)
    return once


def _is_copy(first: Piece, second: Piece) -> bool:
    near = abs(first.box[0] - second.box[0]) + abs(first.base - second.base) <= _TWICE * first.size
    return near and first.text == second.text and first.box[2] - first.box[0] > _TWICE * first.size


def _fused(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The words whole where another font prints the letters that the first one lacks (``quy`` ``ế`` ``t``)."""
    run: list[Piece] = []
    for piece in pieces:
        if run and not _continues(run[-1], piece):
            yield from _spelled(run)
            run = []
        run.append(piece)
    yield from _spelled(run)


def _continues(left: Piece, right: Piece) -> bool:
    """Whether the second follows the first without a space, in another font, and neither shows a figure there."""
    if left.font == right.font or left.raised or right.raised:
        return False
    if abs(right.box[0] - left.box[2]) > _FLUSH * left.size:
        return False
    first, second = left.text[-1], right.text[0]
    return (first.isalpha() and (second.isalpha() or second in _CLOSING)) or (first in _OPENING and second.isalpha())


def _spelled(run: list[Piece]) -> list[Piece]:
    """The run as one word where every syllable over a change of fonts is a possible one, else as it was."""
    seams = set(accumulate(len(piece.text) for piece in run[:-1]))
    syllables = _LETTERS.finditer("".join(piece.text for piece in run))
    sewn = (found[0] for found in syllables if not seams.isdisjoint(range(found.start() + 1, found.end())))
    return [_joined(run)] if len(run) > 1 and all(map(is_syllable, sewn)) else run


def _belongs(left: Piece, right: Piece, usual: float) -> bool:
    """Whether the two are one word: an exponent, an accent by itself, or parts of a syllable without a space."""
    gap = right.box[0] - left.box[2]
    if right.raised or left.raised:
        power = right.raised and _POWER.fullmatch(right.text) and _UNIT.search(left.text)
        return bool(power) and gap <= _EXPONENT * left.size
    if unicodedata.combining(right.text[0]):
        return gap <= _TOUCHING * left.size
    if not (left.text.isalpha() and right.text.isalpha()):
        return False
    narrow = gap <= _TOUCHING * left.size or gap <= _NARROW * usual
    apart = is_syllable(left.text) and is_syllable(right.text)
    return narrow and not apart and is_syllable(left.text + right.text)


def _unspelled(pieces: list[Piece]) -> list[Piece]:
    """Runs of single letters made the syllables that they spell (``Q U Y Ế T Đ Ị N H``); other runs stay."""
    done: list[Piece] = []
    run: list[Piece] = []
    for piece in [*pieces, None]:
        if piece is not None and len(piece.text) == 1 and piece.text.isalpha():
            run.append(piece)
            continue
        done += _syllables(run) if len(run) >= _SPELLED else run
        run = []
        if piece is not None:
            done.append(piece)
    return done


def _syllables(run: list[Piece]) -> list[Piece]:
    """The letters joined to the fewest possible syllables, a wider gap always parting them."""
    gaps = [right.box[0] - left.box[2] for left, right in pairwise(run)]
    narrow = min(gaps)
    best: list[tuple[int, list[int]] | None] = [(0, [])] + [None] * len(run)
    for end in range(1, len(run) + 1):
        for start in range(max(0, end - 7), end):
            known = best[start]
            inside = gaps[start : end - 1]
            if known is None or any(gap > 2 * narrow + 1 for gap in inside):
                continue
            if is_syllable("".join(piece.text for piece in run[start:end])):
                candidate = (known[0] + 1, [*known[1], end])
                if best[end] is None or candidate < best[end]:  # type: ignore[operator]  # not None by the first test
                    best[end] = candidate
    found = best[-1]
    return run if found is None else [_joined(run[a:b]) for a, b in pairwise([0, *found[1]])]


def _joined(run: list[Piece]) -> Piece:
    word = run[0]
    for piece in run[1:]:
        word = join(word, piece)
    return word
