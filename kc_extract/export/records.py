"""All tables of a run, written in one pass over its documents."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from kc_extract.export.counting import Tally, Totals
from kc_extract.export.csv_files import csv_file, csv_row
from kc_extract.export.sheets import (
    FAILURES_COLUMNS,
    FAILURES_TITLE,
    SHEETS,
    SUMMARY_COLUMNS,
    SUMMARY_LINES,
    SUMMARY_TITLE,
    rows,
)
from kc_extract.export.workbook import Tab, workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from kc_extract.export.values import Value
    from kc_extract.types import Extraction

    Add = Callable[[Sequence[Value]], object]

WORKBOOK = "records.xlsx"


def write_records(
    out: Path, documents: Iterable[tuple[str, Extraction]], failures: Sequence[tuple[str, str, str]] = ()
) -> Totals:
    """Write ``documents.csv``, ``sections.csv``, … and ``records.xlsx`` to ``out``, each whole or not at all.

    ``documents`` are read once, in the order of the rows, and none is held; a failure is (name, code, message).
    """
    tally = Tally()
    with ExitStack() as stack:
        book = stack.enter_context(workbook(out / WORKBOOK))
        summary = Tab(book, SUMMARY_TITLE, SUMMARY_COLUMNS)
        tabs = [Tab(book, sheet.title, sheet.columns) for sheet in SHEETS]
        failed = Tab(book, FAILURES_TITLE, FAILURES_COLUMNS)
        sinks: list[list[Add]] = [[tab.add] for tab in tabs]
        for sheet, adders in zip(SHEETS, sinks, strict=True):
            if sheet.file:
                writer = stack.enter_context(csv_file(out / f"{sheet.file}.csv", sheet.columns))
                adders.append(_csv_adder(writer.writerow))
        for name, extraction in documents:
            _add_document(sinks, name, extraction)
            tally.add(extraction)
        for failure in failures:
            failed.add(failure)
        totals = tally.totals(len(failures))
        for heading, field in SUMMARY_LINES:
            summary.add((heading, getattr(totals, field)))
        for tab in (summary, *tabs, failed):
            tab.close()
    return totals


def _csv_adder(write: Callable[[list[str]], object]) -> Add:
    return lambda values: write(csv_row(values))


def _add_document(sinks: list[list[Add]], name: str, extraction: Extraction) -> None:
    for sheet, adders in zip(SHEETS, sinks, strict=True):
        for entry in rows(sheet, name, extraction):
            values = [column.value(entry) for column in sheet.columns]
            for add in adders:
                add(values)
