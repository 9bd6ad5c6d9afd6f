"""The summary of a run: what became of the documents, what they hold, what to look at, where it stands."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from kc_extract.report import Facts


def print_summary(facts: Facts) -> None:
    """Print the summary to stdout: a table and lines on a terminal, lines of name and value in a pipe."""
    from kc_extract.report import details, summary

    rows, more = list(summary(facts)), list(details(facts))
    if not sys.stdout.isatty():
        for name, value in (*rows, *more):
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
    for name, value in more:
        typer.echo(f"{name}: {value}")
