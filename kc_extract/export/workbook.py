"""Tables as one Excel workbook with Vietnamese headings, filters, and cells that are numbers, dates and plain text."""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager
from decimal import Decimal
from typing import TYPE_CHECKING

from kc_extract.export.labels import label
from kc_extract.files import replacing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from kc_extract.export.sheets import Column, Kind
    from kc_extract.export.values import Value

#: The limits of the format (Excel specifications and limits).
LAST_ROW = 1_048_575
_CELL_LENGTH = 32_767
#: Excel keeps 15 significant digits; a longer figure is written as text, so that none is changed.
_DIGITS = 15
#: Equal runs give equal workbooks: no clock in the properties.
_CREATED = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the format knows no time zones
#: Points; a passage that needs more lines is read in its cell, so that rows stay easy to scan.
_LINE_HEIGHT = 15
_MAX_LINES = 3
_HEADER_HEIGHT = 32  # points: two lines
_A3 = 8
_HEADER = {"bold": True, "text_wrap": True, "bg_color": "#D9E2F3", "bottom": 1, "valign": "vcenter", "indent": 1}
_FAULT = {"bold": True, "font_color": "#C00000"}
_PATTERNS: dict[Kind, str] = {"integer": "#,##0", "vnd": "#,##0", "year": "0", "date": "dd/mm/yyyy", "share": "0.00"}


class Book:
    """A workbook in the making, and its cell formats, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self._formats: dict[tuple[str, bool], Format] = {}

    def look(self, kind: Kind, value: Value) -> Format:
        """The format of a cell: a number by its pattern, text wrapped, a failed check in red."""
        key = (_pattern(kind, value), kind == "verdict" and not value)
        if key not in self._formats:
            pattern, is_fault = key
            look = {"num_format": pattern} if pattern else {"text_wrap": True, "align": "left", "indent": 1}
            self._formats[key] = self.workbook.add_format({"valign": "top", **look, **(_FAULT if is_fault else {})})
        return self._formats[key]


class Tab:
    """One table of the workbook; rows past the format's limit go on in a second sheet of the same columns."""

    def __init__(self, book: Book, title: str, columns: Sequence[Column], last_row: int = LAST_ROW) -> None:
        self._book = book
        self._title = title
        self._columns = columns
        self._last_row = last_row
        self._sheets = 0
        self._open_sheet()

    def add(self, values: Sequence[Value]) -> None:
        """Write one row."""
        if self._row == self._last_row:
            self.close()
            self._open_sheet()
        self._row += 1
        cells = [shown(column, value) for column, value in zip(self._columns, values, strict=True)]
        self._sheet.set_row(self._row, _LINE_HEIGHT * min(_MAX_LINES, self._lines(cells)))
        for place, (column, value, cell) in enumerate(zip(self._columns, values, cells, strict=True)):
            if cell is not None:
                _write(self._sheet, (self._row, place), cell, self._book.look(column.kind, value))

    def close(self) -> None:
        """Give the finished sheet its filter, which must know how many rows there are."""
        self._sheet.autofilter(0, 0, max(self._row, 1), len(self._columns) - 1)

    def _lines(self, cells: Sequence[Value]) -> int:
        """How many lines the fullest text cell takes in its column."""
        texts = zip(self._columns, cells, strict=True)
        return max(-(-len(cell) // column.width) if isinstance(cell, str) else 1 for column, cell in texts) or 1

    def _open_sheet(self) -> None:
        self._sheets += 1
        self._row = 0
        self._sheet: Worksheet = self._book.workbook.add_worksheet(
            self._title if self._sheets == 1 else f"{self._title} ({self._sheets})"
        )
        header = self._book.workbook.add_format(_HEADER)
        for place, column in enumerate(self._columns):
            self._sheet.set_column(place, place, column.width)
            self._sheet.write_string(0, place, column.heading, header)
        self._sheet.set_row(0, _HEADER_HEIGHT)
        self._sheet.freeze_panes(1, 1)
        self._sheet.repeat_rows(0)
        self._sheet.set_landscape()
        self._sheet.set_paper(_A3)
        self._sheet.fit_to_pages(1, 0)


@contextmanager
def workbook(path: Path) -> Iterator[Book]:
    """A workbook that stands in ``path`` once the block ends well; rows go to disk as they are written."""
    import xlsxwriter

    with replacing(path) as temporary:
        book = xlsxwriter.Workbook(str(temporary), {"constant_memory": True})
        book.set_properties({"title": "kc-extract", "created": _CREATED})
        yield Book(book)
        book.close()


def shown(column: Column, value: Value) -> Value:
    """The value as a Vietnamese reader sees it: codes and flags in words."""
    if column.kind == "code" and isinstance(value, str):
        return label(column.vocabulary, value)
    if column.kind == "verdict":
        return "khớp" if value else "không khớp"
    if column.kind == "flag":
        return "có" if value else None
    return value


def _write(sheet: Worksheet, place: tuple[int, int], value: Value, look: Format) -> None:
    """Write a cell as what it is; text never as a formula or a link, a figure never with a digit lost."""
    if isinstance(value, dt.date):
        sheet.write_datetime(*place, dt.datetime.combine(value, dt.time()), look)
    elif isinstance(value, int | float | Decimal) and _is_exact(value):
        sheet.write_number(*place, float(value), look)
    else:
        sheet.write_string(*place, str(value)[:_CELL_LENGTH], look)


def _pattern(kind: Kind, value: Value) -> str:
    """The number format of a cell: thousands apart, and as many decimals as the document gives."""
    if kind == "decimal" and isinstance(value, Decimal):
        decimals = max(0, -int(value.normalize().as_tuple().exponent))
        return f"#,##0.{'0' * decimals}" if decimals else "#,##0"
    return _PATTERNS.get(kind, "")


def _is_exact(value: float | Decimal) -> bool:
    return isinstance(value, float) or len(Decimal(value).normalize().as_tuple().digits) <= _DIGITS
