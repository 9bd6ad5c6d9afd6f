"""The command line: one module per command, nothing heavy loaded before a command needs it."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kc_extract import __version__
from kc_extract.cli.compact import compact
from kc_extract.cli.explain import explain
from kc_extract.cli.extract import extract
from kc_extract.cli.fetch import fetch
from kc_extract.cli.link import link
from kc_extract.cli.run import run
from kc_extract.cli.schema import schema
from kc_extract.cli.score import score
from kc_extract.cli.search import search
from kc_extract.cli.show import show
from kc_extract.errors import BusyError, ExtractError

#: The exit code where another run is at work on the same goal.
BUSY = 3

#: rich's help pages cost a quarter of the time that --help may take.
app = typer.Typer(
    name="kc-extract",
    help="Vietnamese administrative decisions to structured, checkable records.",
    epilog="Exit codes: 0 all well, 1 some documents failed, 2 wrong usage, 3 another run is at work, 130 interrupted.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for command in (extract, run, score, schema, explain, show, link, search, compact, fetch):
    app.command()(command)


def _print_version(wanted: bool) -> None:  # noqa: FBT001 - the form that typer calls
    if wanted:
        typer.echo(f"kc-extract {__version__}")
        raise typer.Exit


@app.callback()
def options(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Vietnamese administrative decisions to structured, checkable records."""


def main() -> None:
    """Run the command line; what goes wrong on purpose is one line on stderr and exit code 1."""
    try:
        app()
    except BusyError as error:
        typer.echo(f"kc-extract: {error}", err=True)
        sys.exit(BUSY)
    except (ExtractError, OSError) as error:
        typer.echo(f"kc-extract: {error}", err=True)
        sys.exit(1)
