"""The PDF reader: opens, judges every page, reads the good ones, and says what it could not read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from kc_extract.readers.grid import Rule, Rules
from kc_extract.readers.pdf.cells import Ruled, fill_grids, page_rules
from kc_extract.readers.pdf.composing import compose
from kc_extract.readers.pdf.facts import gather_facts
from kc_extract.readers.pdf.furniture import drop_overlays, is_page_number, is_stamp, running_rows
from kc_extract.readers.pdf.glyphs import Frame, read_glyphs
from kc_extract.readers.pdf.opening import opened, repair_notes
from kc_extract.readers.pdf.rows import Row, build_rows
from kc_extract.readers.quality import Verdict, judge
from kc_extract.types import Input, Limits, Note, Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MEDIA_TYPE = "application/pdf"
_NOTES = {"ocr_layer": "ocr_layer", "blank": "blank_page", "unusable": "needs_ocr"}


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """A page on its way: its frame, the verdict on its text, its rows and what was dropped as furniture."""

    number: int
    width: float
    height: float
    frame: Frame
    verdict: Verdict
    rows: tuple[Row, ...] = ()
    tables: tuple[Ruled, ...] = ()
    rules: tuple[Rule, ...] = ()
    dropped: tuple[str, ...] = ()


def read_pdf(data: bytes, name: str | None = None, limits: Limits | None = None) -> Input:  # noqa: ARG001
    """The pages of a PDF as lines and tables in reading order, with notes on what was not read.

    Boxes are in points of the page as displayed. Raises ``UnreadableError`` for what cannot be opened at all.
    """
    with opened(data, (limits or Limits()).max_pages) as document:
        sheets = [_read_sheet(document[number], number + 1) for number in range(document.page_count)]
        notes = repair_notes(document)
    sheets = _without_running(sheets)
    notes += tuple(note for sheet in sheets for note in _notes(sheet))
    return Input(media_type=MEDIA_TYPE, pages=tuple(_pages(sheets)), notes=notes)


def _pages(sheets: Sequence[Sheet]) -> Iterator[Page]:
    last = None
    for sheet in sheets:
        composed = compose(sheet.rows, sheet.tables, sheet.frame, sheet.rules, last)
        last = composed.last
        yield Page(
            number=sheet.number,
            width=round(sheet.width, 2),
            height=round(sheet.height, 2),
            text_source="ocr" if sheet.verdict.state == "ocr_layer" else "born_digital",
            blocks=composed.blocks,
        )


def _read_sheet(page: Any, number: int) -> Sheet:  # noqa: ANN401 - the engine has no type stubs
    glyphs = read_glyphs(page)
    text = drop_overlays(glyphs.pieces)
    verdict = judge(gather_facts(page, glyphs, text.kept))
    good = verdict.state in {"good", "ocr_layer"}
    rules = page_rules(page, glyphs.frame) if good else Rules((), ())
    tables, rest = fill_grids(rules, text.kept if good else ())
    return Sheet(
        number=number,
        width=page.rect.width,
        height=page.rect.height,
        frame=glyphs.frame,
        verdict=verdict,
        rows=build_rows(rest),
        tables=tables,
        rules=rules.across,
        dropped=text.dropped if good else (),
    )


def _without_running(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets without running heads and feet, page numbers and register stamps."""
    running = running_rows([(sheet.frame, sheet.rows) for sheet in sheets])
    return [_cleaned(sheet, indices) for sheet, indices in zip(sheets, running, strict=True)]


def _cleaned(sheet: Sheet, running: frozenset[int]) -> Sheet:
    rest = [i for i, row in enumerate(sheet.rows) if i not in running and not is_stamp(sheet.frame, row)]
    ends = {rest[0], rest[-1]} if rest else set()
    numbers = {i for i in ends if is_page_number(sheet.frame, sheet.rows[i])}
    kept = tuple(sheet.rows[i] for i in rest if i not in numbers)
    dropped = tuple(row.text for i, row in enumerate(sheet.rows) if i not in rest)
    return msgspec.structs.replace(sheet, rows=kept, dropped=(*sheet.dropped, *dropped))


def _notes(sheet: Sheet) -> Iterator[Note]:
    if sheet.verdict.state != "good":
        yield Note(code=_NOTES[sheet.verdict.state], page=sheet.number, message=sheet.verdict.message)
    if sheet.dropped:
        said = " | ".join(sheet.dropped)
        yield Note(code="furniture", page=sheet.number, message=f"left out, printed around the text: {said}")
