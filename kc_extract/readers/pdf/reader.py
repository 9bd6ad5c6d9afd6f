"""The PDF reader: opens, reads every page, and says what it could not read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kc_extract.readers.pdf.glyphs import Frame, read_glyphs
from kc_extract.readers.pdf.opening import mupdf, opened, repair_notes
from kc_extract.readers.pdf.rows import Row, build_rows
from kc_extract.types import BBox, Input, Limits, Line, Page, Word

if TYPE_CHECKING:
    from kc_extract.readers.pdf.glyphs import Piece

MEDIA_TYPE = "application/pdf"


def read_pdf(data: bytes, name: str | None = None, limits: Limits | None = None) -> Input:  # noqa: ARG001
    """The pages of a PDF as lines and tables in reading order, with notes on what was not read.

    Boxes are in points of the page as displayed. Raises ``UnreadableError`` for what cannot be opened at all.
    """
    with opened(data, (limits or Limits()).max_pages) as document:
        pages = tuple(_read_page(document[number], number + 1) for number in range(document.page_count))
        notes = repair_notes(document)
    return Input(media_type=MEDIA_TYPE, pages=pages, notes=notes)


def _read_page(page: Any, number: int) -> Page:  # noqa: ANN401 - the engine has no type stubs
    glyphs = read_glyphs(page)
    rows = build_rows(glyphs.pieces)
    return Page(
        number=number,
        width=page.rect.width,
        height=page.rect.height,
        text_source="born_digital",
        blocks=tuple(_line(row, glyphs.frame) for row in rows),
    )


def _line(row: Row, frame: Frame) -> Line:
    return Line(words=tuple(_word(piece, frame) for piece in row.pieces))


def _word(piece: Piece, frame: Frame) -> Word:
    return Word(
        text=piece.text,
        bbox=_displayed(piece.box, frame),
        size=round(piece.size, 2),
        bold=piece.bold,
        italic=piece.italic,
        superscript=piece.raised,
    )


def _displayed(box: BBox, frame: Frame) -> BBox:
    rect = box if frame.back is None else tuple(mupdf().Rect(box) * frame.back)
    x0, y0, x1, y1 = (round(value, 2) for value in rect)
    return x0, y0, x1, y1
