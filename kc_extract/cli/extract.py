"""``kc-extract extract``: documents to JSON lines."""

from __future__ import annotations

import sys

import typer

from kc_extract.cli.arguments import Lexicon, Sources, find, set_up


def extract(sources: Sources, *, lexicon: Lexicon = None) -> None:
    """Print extractions as JSON lines.

    Every document under SOURCE gives one line. Failures are told on stderr.
    """
    from kc_extract.batch import explain_failure, extract_file, printable
    from kc_extract.schema import encode

    setup = set_up(lexicon)
    failed = False
    for file in find(sources).files:
        name = printable(file.name)
        try:
            line = encode(extract_file(file.origin, name, setup))
        except Exception as error:  # noqa: BLE001 - one document's trouble, whatever it is, must not cost the others
            failed = True
            typer.echo(f"failed  {explain_failure(name, error).message}", err=True)
        else:
            sys.stdout.buffer.write(line + b"\n")
            sys.stdout.buffer.flush()
    raise typer.Exit(1 if failed else 0)
