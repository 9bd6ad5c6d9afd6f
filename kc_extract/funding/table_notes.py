"""What stands around a table: its unit line, its title, its part and section."""

from __future__ import annotations

import msgspec
import regex

from kc_extract.types import Document, Outline, Paragraph, Section, Table

_UNIT = regex.compile(
    r"\(?\s*(?:đvt|đv tính|đơn vị tính|đơn vị|dvt)\s*[:：]?\s*(?P<unit>[^()|\n;]{1,60}?)\s*[).;]?\s*$", regex.IGNORECASE
)
_TITLE = regex.compile(r"(?:bảng|biểu|phụ biểu|mẫu biểu|phụ lục)\s*(?:số\s*)?[\dIVX]+", regex.IGNORECASE)
#: How many lines above a table may hold its unit and its title.
_LINES = 4


def describe_tables(document: Document, outline: Outline) -> tuple[Table, ...]:
    """The tables with the unit and title printed above them, their part and section; nothing else is changed."""
    return tuple(_described(document, outline, table) for table in document.tables)


def _described(document: Document, outline: Outline, table: Table) -> Table:
    above = _lines_above(document, table)
    unit = next((found for line in above if (found := unit_line(_text(document, line)))), None)
    section = _section(outline, table.span.start)
    part = next((part.name for part in outline.parts if part.span.contains(table.span)), table.part)
    return msgspec.structs.replace(
        table,
        unit=table.unit or unit,
        title=table.title or _title(document, above),
        part=part,
        section=section.path if section is not None else None,
    )


def unit_line(line: str) -> str | None:
    """The unit that a line above a table states (``Đơn vị tính: triệu đồng``)."""
    found = _UNIT.match(line.strip(" *_-")) or _UNIT.search(line.strip(" *_"))
    return found["unit"].strip() if found else None


def _lines_above(document: Document, table: Table) -> list[Paragraph]:
    """The paragraphs above the table, nearest first, up to another table."""
    out: list[Paragraph] = []
    for paragraph in reversed([p for p in document.paragraphs if p.span.end <= table.span.start]):
        if paragraph.role == "table" or len(out) == _LINES:
            break
        out.append(paragraph)
    return out


def _title(document: Document, above: list[Paragraph]) -> str | None:
    """The nearest line above that is set as a heading or names the table."""
    for line in above:
        text = _without_unit(_text(document, line))
        if not text:
            continue
        if _TITLE.match(text) or (line.centred and len(text) > 1) or line.bold:
            return text
    return None


def _without_unit(text: str) -> str:
    """The line without the unit that stands at its end."""
    found = _UNIT.search(text.strip(" *_")) if unit_line(text) else None
    return text.strip(" *_")[: found.start()].strip() if found else text


def _text(document: Document, paragraph: Paragraph) -> str:
    return document.text[paragraph.span.start : paragraph.span.end]


def _section(outline: Outline, offset: int) -> Section | None:
    """The innermost numbered section that holds the offset."""
    holders = [s for s in outline.sections if not s.bullet and s.extent.start <= offset < s.extent.end]
    return max(holders, key=lambda section: section.level, default=None)
