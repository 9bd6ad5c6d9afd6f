"""Lines with a doubtful word read a second time by themselves: the surer of the two readings counts.

What confuses the engine is often not the word but what stands around its line: a seal, a speck, a second column. Where
both readings have as many words only the doubtful ones are taken from the second, else the whole line or nothing of it;
and a figure on which the two do not agree stays doubtful, however sure the better one is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PIL import ImageOps

from kc_extract.readers.ocr.engine import recognise
from kc_extract.readers.ocr.fields import trust
from kc_extract.readers.ocr.figures import is_odd
from kc_extract.readers.ocr.scan import moved
from kc_extract.readers.quality import is_syllable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PIL.Image import Image

    from kc_extract.readers.ocr.scan import Seen

_FAINT = 0.5  # a word of letters less sure than this is doubtful
_UNSURE = 0.75  # so is one with a figure less sure than this
_LONG = 2  # letters of a word
_LEVEL = 0.5  # of the type size: baselines of one line lie so near
_ABOVE, _BELOW = 0.3, 0.15  # of the type size: what is cut out around a line
_MARGIN = 14  # pixels of paper around it
_WHOLE = 0.8  # of the letters of the first reading that the second must have
_MOST = 30  # lines of a page: where more are doubtful the page is
_AROUND = "“”\"'(),.:;/-–"  # signs beside a word
_DISPUTED = 0.6  # the confidence in a figure that only one of the readings has


def read_again(words: Sequence[Seen], image: Image, dpi: float) -> tuple[Seen, ...]:
    """The words, of each line with a doubtful one those of the surer of two readings."""
    lines = list(_lines(words))
    doubtful = [line for line in lines if any(_is_doubtful(word) for word in line)]
    if len(doubtful) > _MOST:
        return tuple(words)
    return tuple(word for line in lines for word in (_surer(line, image, dpi) if line in doubtful else line))


def _lines(words: Sequence[Seen]) -> Iterator[list[Seen]]:
    line: list[Seen] = []
    for word in words:
        if line and not _is_behind(line[-1], word):
            yield line
            line = []
        line.append(word)
    if line:
        yield line


def _is_behind(last: Seen, word: Seen) -> bool:
    return abs(word.base - last.base) < _LEVEL * word.size and word.box[0] >= last.box[0]


def _is_doubtful(word: Seen) -> bool:
    if any(char.isdigit() for char in word.text):
        return word.confidence < _UNSURE or is_odd(word.text)
    return word.confidence < _FAINT and sum(char.isalpha() for char in word.text) >= _LONG


def _surer(line: list[Seen], image: Image, dpi: float) -> list[Seen]:
    size = max(word.size for word in line)
    left, top = (max(0, round(min(word.box[side] for word in line) - _ABOVE * size)) for side in (0, 1))
    right, bottom = (max(word.box[side] for word in line) for side in (2, 3))
    box = (left, top, min(image.width, round(right + _ABOVE * size)), min(image.height, round(bottom + _BELOW * size)))
    read = recognise(ImageOps.expand(image.crop(box), _MARGIN, 255), dpi, line=True)
    again = [moved(word, left - _MARGIN, top - _MARGIN) for word in read]
    if len(again) == len(line):
        return [_better(word, other) if _is_doubtful(word) else word for word, other in zip(line, again, strict=True)]
    if _letters(again) < _WHOLE * _letters(line) or _weight(again) <= _weight(line) or _signs(again) < _signs(line):
        return line
    known = {word.text for word in line}
    return [word if word.text in known or not _is_figure(word) else _disputed(word) for word in again]


def _better(word: Seen, other: Seen) -> Seen:
    """The surer reading of one word; a mark that is read as another mark stays what it was."""
    lost = _letters([other]) < _WHOLE * _letters([word]) or _signs([other]) < _signs([word])
    if lost or _weight([other]) <= _weight([word]) or not (_is_figure(other) or is_syllable(other.text.strip(_AROUND))):
        return word
    return _disputed(other) if _is_figure(other) and other.text != word.text else other


def _signs(words: Sequence[Seen]) -> int:
    """The stops and strokes in figures: a reading that has fewer of them lost some (``111,`` for ``1.1.1,``)."""
    return sum(sum(char in ".,/" for char in word.text) for word in words if _is_figure(word) and not is_odd(word.text))


def _letters(words: Sequence[Seen]) -> int:
    return sum(len(word.text) for word in words)


def _weight(words: Sequence[Seen]) -> float:
    """The trust in a reading; figures that no document prints count as not read."""
    return trust([msgspec.structs.replace(word, confidence=0.0) if is_odd(word.text) else word for word in words])


def _is_figure(word: Seen) -> bool:
    return any(char.isdigit() for char in word.text)


def _disputed(word: Seen) -> Seen:
    return msgspec.structs.replace(word, confidence=min(word.confidence, _DISPUTED))
