"""All tables of a run, written in one pass over its documents."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from typing import TYPE_CHECKING

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
from kc_extract.types import Frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from kc_extract.export.values import Value
    from kc_extract.types import Extraction

    Add = Callable[[Sequence[Value]], object]

WORKBOOK = "records.xlsx"


class Totals(Frozen, frozen=True, kw_only=True):
    """What the documents of a run hold together; what a duplicate repeats is counted once."""

    documents: int = 0
    duplicates: int = 0
    failures: int = 0
    pages: int = 0
    sections: int = 0
    citations: int = 0
    targets: int = 0
    funding: int = 0
    checks: int = 0
    failed_checks: int = 0
    notes: int = 0
    unexplained: int = 0


def write_records(
    out: Path, documents: Iterable[tuple[str, Extraction]], failures: Sequence[tuple[str, str, str]] = ()
) -> Totals:
    """Write ``documents.csv``, ``sections.csv``, … and ``records.xlsx`` to ``out``, each whole or not at all.

    ``documents`` are read once, in the order of the rows, and none is held; a failure is (name, code, message).
    """
    counter = Counter({"failures": len(failures)})
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
            counter.update(_count(extraction))
        for failure in failures:
            failed.add(failure)
        totals = Totals(**counter)
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


def _count(extraction: Extraction) -> dict[str, int]:
    if extraction.duplicate_of is not None:
        return {"duplicates": 1}
    lists = ("sections", "citations", "targets", "funding", "checks", "notes", "unexplained")
    return {
        "documents": 1,
        "pages": extraction.document.pages,
        "failed_checks": sum(not check.ok for check in extraction.checks),
        **{name: len(getattr(extraction, name)) for name in lists},
    }
