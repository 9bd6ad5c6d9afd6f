"""Printed lines of a document's blocks, two columns told apart, so that every field is read from its own line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import msgspec
import regex

from kc_extract.text import is_upper
from kc_extract.types import Document, Frozen, PlacedWord, Span

#: The wider half of a page begins here, as a share of its width; nothing left of it is a right column.
_MIDDLE = (0.3, 0.7)
_RULE = regex.compile(r"[-–—_=*.\s'’`~|]+")


class Row(Frozen, frozen=True, kw_only=True):
    """One printed line, or the part of it that stands in one column; ``x0`` to ``x1`` None where there are no boxes."""

    text: str
    span: Span
    number: int
    paragraph: int
    bold: bool = False
    centred: bool = False
    x0: float | None = None
    x1: float | None = None
    right: bool = False
    last: int

    @property
    def upper(self) -> bool:
        """Whether all letters are capitals, in a long line all but a few."""
        return in_capitals(self.text)

    @property
    def rule(self) -> bool:
        """Whether the line is drawn with dashes or marks and says nothing."""
        return _RULE.fullmatch(self.text) is not None


def in_capitals(text: str) -> bool:
    """Whether the letters are capitals; one in twenty may be what a portal made of one (``Xà HỘI`` for ``XÃ HỘI``)."""
    small = sum(char.islower() for char in text)
    return is_upper(text) or (small > 0 and small * _BROKEN <= sum(char.isupper() for char in text))


_BROKEN = 20


def rows_of(document: Document, words: Sequence[PlacedWord]) -> tuple[Row, ...]:
    """The printed lines of some words in reading order; lines of marks alone are left out."""
    places = list(_paragraphs(document, words))
    rows = []
    for _, members in groupby(zip(words, places, strict=True), key=lambda pair: (pair[0].line, pair[1])):
        held = list(members)
        rows.append(_row(document, [word for word, _ in held], held[0][1]))
    return tuple(row for row in rows if not row.rule)


def unbroken(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows with those joined that a dump broke within a phrase (``CỘNG`` / ``HÒA XÃ …``, ``Tam`` / ``Kỳ, ngày``).

    A page with boxes prints no such lines: there a line of one word is a line.
    """
    out: list[Row] = []
    for row in rows:
        if out and _is_torn(out[-1], row):
            out[-1] = _joined(out[-1], row)
        else:
            out.append(row)
    return tuple(out)


def in_columns(document: Document, words: Sequence[PlacedWord]) -> tuple[Row, ...]:
    """The rows of a two-column block: all of the left column, then all of the right; as they come without boxes."""
    edge = _gutter(document, words)
    if edge is None:
        return rows_of(document, words)
    left = [word for word in words if _centre(word) < edge]
    right = [word for word in words if _centre(word) >= edge]
    return (*rows_of(document, left), *(msgspec.structs.replace(row, right=True) for row in rows_of(document, right)))


#: A place of issue has no more words on the line above its date.
_PLACE_WORDS = 4
_DATED = regex.compile(r"\p{Lu}[\p{L} ]*,?\s*ngày\s*[\d.…]", regex.IGNORECASE)
_LONE = regex.compile(r"\p{L}+|\p{Lu}{2}\.|S[ốỐ]\s*:")


def _is_torn(row: Row, below: Row) -> bool:
    """Whether the line breaks off within a phrase: at its only word, or within a place before its date."""
    if row.x0 is not None or below.paragraph != row.paragraph or below.number != row.last + 1:
        return False
    if _LONE.fullmatch(row.text):
        return True
    words = row.text.split()
    titled = len(words) <= _PLACE_WORDS and not row.upper and all(word[0].isupper() for word in words)
    return titled and row.text[-1].isalpha() and _DATED.match(below.text) is not None


def _joined(row: Row, below: Row) -> Row:
    text = f"{row.text} {below.text}"
    return msgspec.structs.replace(row, text=text, span=Span(row.span.start, below.span.end), last=below.last)


def right_column(document: Document, words: Sequence[PlacedWord]) -> tuple[Row, ...]:
    """The rows with what stands left of a wide gap cut off: the signature beside the list of recipients."""
    kept: list[PlacedWord] = []
    for _, members in groupby(words, key=lambda word: word.line):
        kept.extend(_behind_gap(document, list(members)))
    return rows_of(document, kept)


def _row(document: Document, words: Sequence[PlacedWord], paragraph: int) -> Row:
    boxes = [word.bbox for word in words if word.bbox]
    home = document.paragraphs[paragraph] if 0 <= paragraph < len(document.paragraphs) else None
    return Row(
        text=" ".join(document.text[word.span.start : word.span.end] for word in words),
        span=Span(words[0].span.start, words[-1].span.end),
        number=words[0].line,
        last=words[-1].line,
        paragraph=paragraph,
        bold=all(word.bold for word in words) or bool(home and home.bold),
        centred=bool(home and home.centred),
        x0=min(box[0] for box in boxes) if boxes else None,
        x1=max(box[2] for box in boxes) if boxes else None,
    )


def _paragraphs(document: Document, words: Iterable[PlacedWord]) -> Iterator[int]:
    at = 0
    for word in words:
        while at + 1 < len(document.paragraphs) and document.paragraphs[at].span.end <= word.span.start:
            at += 1
        yield at


def _centre(word: PlacedWord) -> float:
    return (word.bbox[0] + word.bbox[2]) / 2 if word.bbox else 0.0


def _gutter(document: Document, words: Sequence[PlacedWord]) -> float | None:
    """The middle of the widest strip near the middle of the page that no word of the block covers."""
    boxes = sorted((word.bbox[0], word.bbox[2]) for word in words if word.bbox)
    if not boxes or len(boxes) < len(words):
        return None
    width = max(_width(document, words[0].page), boxes[-1][1])
    best, reach = (0.0, 0.0), boxes[0][1]
    for start, end in boxes:
        middle = (start + reach) / 2
        if start - reach > best[0] and _MIDDLE[0] * width < middle < _MIDDLE[1] * width:
            best = (start - reach, middle)
        reach = max(reach, end)
    return best[1] if best[0] > 0 else None


def _width(document: Document, page: int) -> float:
    return next((info.width for info in document.pages if info.number == page), 0.0)


def _behind_gap(document: Document, words: list[PlacedWord]) -> list[PlacedWord]:
    """The words of a line behind its last wide gap that leaves them in the right half of the page."""
    for index in range(len(words) - 1, 0, -1):
        before, after = words[index - 1].bbox, words[index].bbox
        if before is None or after is None:
            return words
        wide = after[0] - before[2] > 1.2 * (after[3] - after[1])
        if wide and after[0] > _MIDDLE[0] * _width(document, words[index].page):
            return words[index:]
    return words
