"""Recognised pages as material for composition: words as pieces of the reading frame, rules as tables, notes."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

import msgspec

from kc_extract.readers.ocr.accents import mend
from kc_extract.readers.ocr.engine import missing, release
from kc_extract.readers.ocr.fields import rules_of
from kc_extract.readers.ocr.figures import doubt
from kc_extract.readers.ocr.folding import fold
from kc_extract.readers.ocr.reading import Late, Options, Outcome, read_pictures
from kc_extract.readers.ocr.scan import POINTS, Picture, Scan, Seen, back_matrix
from kc_extract.readers.ocr.sifting import sift
from kc_extract.readers.pdf.cells import fill_grids
from kc_extract.readers.pdf.composing import Material
from kc_extract.readers.pdf.glyphs import Frame, Piece
from kc_extract.readers.pdf.opening import mupdf
from kc_extract.readers.pdf.rows import build_rows
from kc_extract.text import bare
from kc_extract.types import Note

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kc_extract.types import BBox

_ALIKE = (0.75, 1.3)  # of the usual type size: measured sizes between are that size
_NEEDS, _UNFINISHED = "needs_ocr", "ocr_unfinished"
_LATE = (
    "the {seconds:g} seconds that character recognition has for one document were over before this page; read the file "
    "again: it goes on here (KC_OCR_SECONDS gives it more time)"
)


class Unread(msgspec.Struct, frozen=True, kw_only=True):
    """A page to be recognised: its number, its size in points as displayed, why it is, and how to get its picture.

    ``picture`` is None, with the reason in ``refusal``, where the page is too large to be rendered.
    """

    number: int
    width: float
    height: float
    reason: str
    picture: Callable[[], Picture] | None
    refusal: str = ""
    limited: str = ""
    overlay: tuple[tuple[str, BBox], ...] = ()  # words of a signature or watermark set over the picture, as displayed


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What recognition made of a page: material to compose, None where it could not be read, and notes."""

    material: Material | None
    notes: tuple[Note, ...] = ()
    dropped: tuple[str, ...] = ()


def read_pages(pages: Sequence[Unread], options: Options | None = None) -> tuple[Reading, ...]:
    """One reading for each page; where the engine is missing or time runs out a note says what to do."""
    lack = missing()
    if lack is not None:
        return tuple(_left(page, f"{page.reason}; it needs OCR: {lack}") for page in pages)
    scans = read_pictures((page.picture for page in pages if page.picture is not None), options)
    return tuple(_reading(page, scans) for page in pages)


def _reading(page: Unread, scans: Iterator[Outcome]) -> Reading:
    if page.picture is None:
        return _left(page, f"{page.reason}; {page.refusal}")
    scan = next(scans)
    if isinstance(scan, Late):
        return _left(page, f"{page.reason}; {_LATE.format(seconds=scan.seconds)}", _UNFINISHED)
    if isinstance(scan, str):
        return _left(page, f"{page.reason}; {scan}")
    return _composed(page, scan)


def _left(page: Unread, message: str, code: str = _NEEDS) -> Reading:
    return Reading(material=None, notes=(Note(code=code, page=page.number, message=message),))


def _composed(page: Unread, scan: Scan) -> Reading:
    sifted = sift(scan)
    frame = _frame(page, scan)
    folded = fold([word for word in sifted.kept if not _is_overlay(word, page, frame, POINTS / scan.dpi)])
    words = doubt(mend(folded))
    rules = rules_of(scan)
    tables, rest = fill_grids(rules, _pieces(words, scan))
    material = Material(frame=frame, rows=build_rows(rest), tables=tables, rules=rules.across)
    notes = (*_notes(page, scan, folded, words), *_left_out(page, sifted.marks))
    return Reading(material=material, notes=notes, dropped=sifted.dropped)


def _left_out(page: Unread, marks: Sequence[str]) -> Iterator[Note]:
    if marks:
        said = " ".join(marks)
        message = f"left out, as recognition is not sure of a letter of it (a seal, a signature, a faint word): {said}"
        yield Note(code="ocr_mark", page=page.number, message=message)


def _is_overlay(word: Seen, page: Unread, frame: Frame, scale: float) -> bool:
    """Whether the word is one of a digital signature or a watermark, which the text layer holds at that place."""
    x0, y0, x1, y1 = word.box
    left, top, right, bottom = frame.show((x0 * scale, y0 * scale, x1 * scale, y1 * scale))
    x, y = (left + right) / 2, (top + bottom) / 2
    return any(
        box[0] <= x <= box[2] and box[1] <= y <= box[3] and bare(text) == bare(word.text) for text, box in page.overlay
    )


def _notes(page: Unread, scan: Scan, folded: Sequence[Seen], kept: Sequence[Seen]) -> Iterator[Note]:
    if kept:
        sure = median(word.confidence for word in kept)
        done = f"read by OCR (Tesseract {release()}, median confidence {sure:.2f}{_turns(scan)})"
        yield Note(code="ocr", page=page.number, message=f"{page.reason}; {done}: compare figures with the page image")
    else:
        yield Note(code="blank_page", page=page.number, message=f"{page.reason}; OCR found no text on it")
    for word in folded:
        if word.was:
            message = f"read as “{word.was}”, taken as “{word.text}”: the strokes or the line's opening prove it"
            yield Note(code="ocr_marker", page=page.number, message=message)
    mended = [
        f"“{read.text}” as “{word.text}”" for read, word in zip(folded, kept, strict=True) if read.text != word.text
    ]
    if mended:
        message = f"accents taken otherwise than read, as the words beside them prove: {', '.join(mended)}"
        yield Note(code="ocr_accent", page=page.number, message=message)
    if page.limited:
        yield Note(code="ocr_limit", page=page.number, message=page.limited)


def _turns(scan: Scan) -> str:
    turned = f", turned by {90 * (scan.turn % 4)}°" if scan.turn % 4 else ""
    return turned + (f", straightened by {scan.skew:g}°" if scan.skew else "")


def _frame(page: Unread, scan: Scan) -> Frame:
    width, height = (page.height, page.width) if scan.turn % 2 else (page.width, page.height)
    if not scan.turn % 4 and not scan.skew:
        return Frame(width=width, height=height)
    return Frame(width=width, height=height, back=mupdf().Matrix(*back_matrix(scan, page.width, page.height)))


def _pieces(words: Sequence[Seen], scan: Scan) -> tuple[Piece, ...]:
    scale = POINTS / scan.dpi
    usual = median(word.size for word in words) if words else 0.0
    return tuple(_piece(word, scale, usual, number) for number, word in enumerate(words))


def _piece(word: Seen, scale: float, usual: float, number: int) -> Piece:
    x0, y0, x1, y1 = (value * scale for value in word.box)
    step = (x1 - x0) / len(word.text)
    alike = _ALIKE[0] * usual < word.size < _ALIKE[1] * usual
    return Piece(
        text=word.text,
        box=(x0, y0, x1, y1),
        base=word.base * scale,
        size=round(2 * scale * (usual if alike else word.size)) / 2,
        middles=tuple(x0 + (index + 0.5) * step for index in range(len(word.text))),
        strip=number,
        confidence=word.confidence,
    )
