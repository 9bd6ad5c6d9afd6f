"""The summary of a run: what became of the documents, what they hold, where it stands."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from kc_extract.cli.watches import without_password

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kc_extract.batch import Report
    from kc_extract.export import Totals

_NAMED = 5


def print_summary(report: Report, totals: Totals | None, seconds: float) -> None:
    """Print the summary to stdout: a table on a terminal, lines of name and value in a pipe."""
    rows = list(_rows(report, totals, seconds))
    if not sys.stdout.isatty():
        for name, value in rows:
            typer.echo(f"{name}: {value}")
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for name, value in rows:
        table.add_row(name, value, style="red" if name == "failed" and value != "0" else None)
    Console().print(table)


def _rows(report: Report, totals: Totals | None, seconds: float) -> Iterator[tuple[str, str]]:
    extracted = report.count("extracted")
    yield "documents", str(len(report.results))
    yield "extracted", f"{extracted} in {seconds:.1f} s"
    yield "kept from before", str(report.count("kept"))
    yield "duplicates", str(report.count("duplicate"))
    yield "failed", str(report.count("failed"))
    if shut := report.count("quarantined"):
        yield "in quarantine, not tried", f"{shut}; try them again with --retry"
    if report.set_aside:
        yield "set aside, no documents", _names(report.set_aside)
    if totals is not None:
        yield from _totals(totals)
        yield "results in", str(report.out)
    if report.archive is not None:
        yield "archive", without_password(report.archive)


def _totals(totals: Totals) -> Iterator[tuple[str, str]]:
    yield "pages", str(totals.pages)
    yield "sections", str(totals.sections)
    yield "citations", str(totals.citations)
    yield "targets", str(totals.targets)
    yield "funding records", str(totals.funding)
    yield "checks failed", f"{totals.failed_checks} of {totals.checks}"
    yield "numbers unexplained", str(totals.unexplained)
    yield "notes", str(totals.notes)


def _names(names: tuple[str, ...]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")
