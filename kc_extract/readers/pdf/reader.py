"""The PDF reader: opens, judges every page, reads the good ones, and says what it could not read."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Any

import msgspec

from kc_extract.readers.grid import drawn_rules
from kc_extract.readers.pdf.cells import fill_grids
from kc_extract.readers.pdf.charts import find_charts, part_labels
from kc_extract.readers.pdf.composing import Material, compose
from kc_extract.readers.pdf.extras import extra_notes
from kc_extract.readers.pdf.facts import gather_facts
from kc_extract.readers.pdf.furniture import Sorted, drop_overlays, is_page_number, is_stamp, running_rows
from kc_extract.readers.pdf.glyphs import Frame, read_glyphs
from kc_extract.readers.pdf.legacy_fonts import Recoded
from kc_extract.readers.pdf.measure import Usual, measure_usual
from kc_extract.readers.pdf.opening import failures, opened, repair_notes
from kc_extract.readers.pdf.rows import build_rows
from kc_extract.readers.pdf.unseen import Shown, part_unseen
from kc_extract.readers.quality import Verdict, judge
from kc_extract.types import Input, Limits, Note, Page, TextSource

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kc_extract.readers.ocr.pages import Reading
    from kc_extract.readers.pdf.rows import Row

MEDIA_TYPE = "application/pdf"
_READ = {"good", "ocr_layer"}
_QUOTED = 300  # characters of what is quoted in one note
_NOTES = {"ocr_layer": "ocr_layer", "blank": "blank_page", "unusable": "needs_ocr"}


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """A page on its way: its frame, the verdict on its text, its rows and what was dropped as furniture.

    ``hidden`` is text of the layer that the page does not show, or shows too small to be read.
    """

    number: int
    width: float
    height: float
    material: Material
    verdict: Verdict
    dropped: tuple[str, ...] = ()
    labels: str = ""
    hidden: str = ""
    legacy: Recoded = Recoded()
    recognised: tuple[Note, ...] | None = None  # what recognition says of the page, None where it was not needed


def read_pdf(data: bytes, name: str | None = None, limits: Limits | None = None) -> Input:  # noqa: ARG001
    """The pages of a PDF as lines and tables in reading order, with notes on what was not read.

    Boxes are in points of the page as displayed. Raises ``UnreadableError`` for what cannot be opened at all.
    """
    with opened(data, (limits or Limits()).max_pages) as document:
        sheets = [_try_sheet(document, number) for number in range(1, document.page_count + 1)]
        notes = (*repair_notes(document), *extra_notes(document))
        sheets = _recognised(document, sheets)
    return assemble(sheets, MEDIA_TYPE, notes)


def assemble(sheets: Sequence[Sheet], media_type: str, notes: tuple[Note, ...] = ()) -> Input:
    """The pages that the sheets make, without what is printed around the text; ``notes`` come first."""
    cleaned = _without_running(sheets)
    notes += tuple(note for sheet in cleaned for note in _notes(sheet))
    return Input(media_type=media_type, pages=tuple(_pages(cleaned)), notes=notes)


def _recognised(document: Any, sheets: Sequence[Sheet]) -> list[Sheet]:  # noqa: ANN401
    """The sheets, those without usable text filled with what recognition reads on the picture of their page."""
    unread = [(sheet.number, sheet.verdict) for sheet in sheets if _is_unread(sheet)]
    if not unread:
        return list(sheets)
    from kc_extract.readers.ocr.pdf_pages import read_unread

    readings = iter(read_unread(document, unread))
    return [with_reading(sheet, next(readings)) if _is_unread(sheet) else sheet for sheet in sheets]


def _is_unread(sheet: Sheet) -> bool:
    return sheet.verdict.state == "unusable" and sheet.verdict.reason != "damaged"


def unread_sheet(number: int, width: float, height: float, message: str) -> Sheet:
    """The sheet of a page without any text of its own, its size in points."""
    verdict = Verdict(state="unusable", reason="picture", message=message)
    frame = Frame(width=width, height=height)
    return Sheet(number=number, width=width, height=height, material=Material(frame=frame), verdict=verdict)


def with_reading(sheet: Sheet, reading: Reading) -> Sheet:
    """The sheet with what recognition made of its page."""
    material = reading.material or sheet.material
    return msgspec.structs.replace(sheet, material=material, recognised=reading.notes, dropped=reading.dropped)


def _pages(sheets: Sequence[Sheet]) -> Iterator[Page]:
    usual = _usual(sheets)
    last = None
    for sheet in sheets:
        composed = compose(sheet.material, usual[_format(sheet)], last)
        last = composed.last
        yield Page(
            number=sheet.number,
            width=round(sheet.width, 2),
            height=round(sheet.height, 2),
            text_source=_text_source(sheet),
            blocks=composed.blocks,
        )


def _text_source(sheet: Sheet) -> TextSource:
    if sheet.verdict.state == "ocr_layer" or sheet.recognised is not None:
        return "ocr"
    return "legacy_font" if sheet.legacy.runs else "born_digital"


def _format(sheet: Sheet) -> tuple[int, int]:
    return round(sheet.material.frame.width), round(sheet.material.frame.height)


def _usual(sheets: Sequence[Sheet]) -> dict[tuple[int, int], Usual | None]:
    """What the pages of each format share."""
    rows: dict[tuple[int, int], list[Sequence[Row]]] = {}
    for sheet in sheets:
        rows.setdefault(_format(sheet), []).append(sheet.material.rows)
    return {size: measure_usual(pages) for size, pages in rows.items()}


def _try_sheet(document: Any, number: int) -> Sheet:  # noqa: ANN401
    """The sheet of a page; of a page that the engine cannot load, an empty one that says so."""
    reason = "it is not in the page tree"
    try:
        if number - 1 in document:  # a damaged file may lose pages while it is read
            page = document[number - 1]
            return _read_sheet(page, number)
    except failures() as error:
        reason = str(error)
    message = f"the page is damaged and cannot be read ({reason}); fetch the file again from its source"
    verdict = Verdict(state="unusable", reason="damaged", message=message)
    return Sheet(
        number=number, width=0.0, height=0.0, material=Material(frame=Frame(width=0, height=0)), verdict=verdict
    )


def _read_sheet(page: Any, number: int) -> Sheet:  # noqa: ANN401 - the engine has no type stubs
    glyphs = read_glyphs(page)
    text = drop_overlays(glyphs.pieces)
    verdict = judge(gather_facts(page, glyphs, text.kept))
    sheet = Sheet(
        number=number,
        width=page.rect.width,
        height=page.rect.height,
        material=Material(frame=glyphs.frame),
        verdict=verdict,
        legacy=glyphs.legacy,
    )
    return sheet if verdict.state not in _READ else _filled(*_without_hidden(sheet, page, text))


def _without_hidden(sheet: Sheet, page: Any, text: Sorted) -> tuple[Sheet, Any, Sorted]:  # noqa: ANN401
    """Without the words that cannot be seen; of a layer set over a scan, which is painted invisibly, all stay."""
    good = sheet.verdict.state == "good"
    shown = part_unseen(page, sheet.material.frame, text.kept) if good else Shown(text.kept)
    specks = [piece for piece in text.specks if any(map(str.isalnum, piece.text))] if good else []
    hidden = " ".join(piece.text for piece in (*shown.unseen, *specks))
    return msgspec.structs.replace(sheet, hidden=hidden), page, msgspec.structs.replace(text, kept=shown.kept)


def _filled(sheet: Sheet, page: Any, text: Sorted) -> Sheet:  # noqa: ANN401
    """The sheet with the rows, tables and rules of its page; labels of charts are taken out of the text."""
    frame, drawings = sheet.material.frame, page.get_cdrawings()
    charts = find_charts(drawings, frame.place)
    size = median(piece.size for piece in text.kept) if text.kept else 0.0
    words, labels = part_labels(charts, text.kept, size)
    rules = drawn_rules(drawings, frame.place)
    tables, rest = fill_grids(rules, words)
    return msgspec.structs.replace(
        sheet,
        material=Material(frame=frame, rows=build_rows(rest), tables=tables, rules=rules.across),
        dropped=text.dropped,
        labels=" ".join(piece.text for piece in labels),
    )


def _without_running(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets without running heads and feet, page numbers and register stamps."""
    running = running_rows([(sheet.material.frame, sheet.material.rows) for sheet in sheets])
    return [_cleaned(sheet, indices) for sheet, indices in zip(sheets, running, strict=True)]


def _cleaned(sheet: Sheet, running: frozenset[int]) -> Sheet:
    frame, rows = sheet.material.frame, sheet.material.rows
    rest = [i for i, row in enumerate(rows) if i not in running and not is_stamp(frame, row)]
    ends = {rest[0], rest[-1]} if rest else set()
    numbers = {i for i in ends if is_page_number(frame, rows[i])}
    kept = tuple(rows[i] for i in rest if i not in numbers)
    dropped = tuple(row.text for i, row in enumerate(rows) if i not in rest)
    material = msgspec.structs.replace(sheet.material, rows=kept)
    return msgspec.structs.replace(sheet, material=material, dropped=(*sheet.dropped, *dropped))


def _notes(sheet: Sheet) -> Iterator[Note]:
    if sheet.recognised is not None:
        yield from sheet.recognised
    elif sheet.verdict.reason == "damaged":
        yield Note(code="unreadable_page", page=sheet.number, message=sheet.verdict.message)
    elif sheet.verdict.state != "good":
        yield Note(code=_NOTES[sheet.verdict.state], page=sheet.number, message=sheet.verdict.message)
    elif not (sheet.material.rows or sheet.material.tables):
        yield Note(code="blank_page", page=sheet.number, message="the page has nothing but its number or running head")
    converted = sheet.legacy.note(sheet.number) if sheet.verdict.state in _READ else None
    if converted:
        yield converted
    if sheet.dropped:
        said = " | ".join(sheet.dropped)
        yield Note(code="furniture", page=sheet.number, message=f"left out, printed around the text: {said}")
    if sheet.hidden:
        said = sheet.hidden if len(sheet.hidden) <= _QUOTED else f"{sheet.hidden[:_QUOTED]} …"
        message = f"text that the page does not show (invisible, covered or too small to be read) is left out: {said}"
        yield Note(code="hidden_text", page=sheet.number, message=message)
    if sheet.labels:
        yield Note(code="figure", page=sheet.number, message=f"labels of a chart are left out: {sheet.labels}")
