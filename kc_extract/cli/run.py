"""``kc-extract run``: folders of documents to a folder of results."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Annotated

import typer

from kc_extract.cli.arguments import Lexicon, Sources, find, set_up


def run(  # noqa: PLR0913 - a command has as many options as its user needs
    sources: Sources,
    *,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder of the results.", file_okay=False)],
    workers: Annotated[int, typer.Option(min=0, help="Processes; 0 is one per CPU.")] = 0,
    lexicon: Lexicon = None,
    time_limit: Annotated[float, typer.Option(min=1, metavar="SECONDS", help="For one document.")] = 1800,
    force: Annotated[bool, typer.Option("--force", help="Extract again what was done before.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but failures.")] = False,
    json_logs: Annotated[bool, typer.Option("--json-logs", help="Log JSON lines to stderr.")] = False,
) -> None:
    """Extract folders of documents to a folder of results.

    One JSON per document under SOURCE, in folders that mirror the sources, with CSV tables, an Excel workbook and the
    list of failures over all of them. Documents done before are kept. Results are the same for any number of workers.
    """
    from kc_extract.batch import Settings
    from kc_extract.batch import run as run_batch
    from kc_extract.cli.watches import choose_watch
    from kc_extract.export import write_records

    begun = time.monotonic()
    found = find(sources, out)
    settings = Settings(
        out=out, setup=set_up(lexicon), workers=workers or cpu_count(), force=force, time_limit=time_limit
    )
    with choose_watch(quiet=quiet, json_logs=json_logs) as watch:
        report = run_batch(found, settings, watch)
        failures = [(failure.source, failure.code, failure.message) for failure in report.failures]
        totals = write_records(out, report.extractions(), failures)
        watch.end(report, totals, time.monotonic() - begun)
    raise typer.Exit(1 if report.failures else 0)


def cpu_count() -> int:
    """How many CPUs this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
