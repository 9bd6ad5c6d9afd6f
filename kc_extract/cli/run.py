"""``kc-extract run``: folders of documents to a folder of results."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from kc_extract.cli.arguments import Lexicon, Sources, find, set_up

ARCHIVES = "Archive: a SQLite file, postgresql://user@host/database, or a folder of Parquet that ends in /."


def run(  # noqa: PLR0913 - a command has as many options as its user needs
    sources: Sources,
    *,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Folder of the results.", file_okay=False)] = None,
    archive: Annotated[str | None, typer.Option(metavar="URL", help=ARCHIVES)] = None,
    upgrade: Annotated[bool, typer.Option("--upgrade", help="Make anew what an older version put there.")] = False,
    workers: Annotated[int, typer.Option(min=0, help="Processes; 0 is one per CPU.")] = 0,
    cluster: Annotated[str | None, typer.Option(metavar="URL", help="Dask scheduler, tcp://host:8786.")] = None,
    lexicon: Lexicon = None,
    time_limit: Annotated[float, typer.Option(min=1, metavar="SECONDS", help="For one document.")] = 1800,
    memory_limit: Annotated[int, typer.Option(min=200, metavar="MB", help="For one document.")] = 4000,
    page_limit: Annotated[int, typer.Option(min=1, metavar="PAGES", help="For one document.")] = 2000,
    retry: Annotated[bool, typer.Option("--retry", help="Try again what is in quarantine.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Extract again what was done before.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but failures.")] = False,
    json_logs: Annotated[bool, typer.Option("--json-logs", help="Log JSON lines to stderr.")] = False,
) -> None:
    """Extract folders of documents to a folder of results, an archive, or both.

    The folder gets one JSON per document under SOURCE, in folders that mirror the sources, with CSV tables, an Excel
    workbook and the list of failures over all of them; the archive gets tables and full-text search. Documents done
    before are kept. Results are the same for any number of workers.
    """
    from kc_extract.batch import Bounds, Settings, cpu_count
    from kc_extract.batch import run as run_batch
    from kc_extract.cli.watches import choose_watch
    from kc_extract.export import write_records

    begun = time.monotonic()
    check_goals(out, archive, upgrade=upgrade)
    found = find(sources, out)
    bounds = Bounds(seconds=time_limit, megabytes=memory_limit, pages=page_limit)
    with choose_watch(quiet=quiet, json_logs=json_logs) as watch, folder(out, archive) as results:
        settings = Settings(
            out=results,
            setup=set_up(lexicon, bounds),
            workers=workers or cpu_count(),
            force=force,
            retry=retry,
            archive=archive,
            upgrade=upgrade,
            files=out is not None,
            cluster=cluster,
        )
        report = run_batch(found, settings, watch)
        failures = [(failure.source, failure.code, failure.message) for failure in report.failures]
        totals = write_records(out, report.extractions(), failures) if out is not None else None
        watch.end(report, totals, time.monotonic() - begun)
    raise typer.Exit(1 if report.count("failed") else 0)


def check_goals(out: Path | None, archive: str | None, *, upgrade: bool) -> None:
    """Answer a run that would leave nothing, or upgrade nothing, as wrong usage."""
    if out is None and archive is None:
        message = "give --out DIR, --archive URL, or both"
        raise typer.BadParameter(message)
    if upgrade and archive is None:
        message = "--upgrade goes with --archive; without one, documents of another version are always made anew"
        raise typer.BadParameter(message)


@contextmanager
def folder(out: Path | None, archive: str | None) -> Iterator[Path]:
    """The results folder, or one that passes where all goes to an archive.

    That one is the same for the same archive and stays where the run fails, for what is done in it need not be done
    again.
    """
    if out is not None:
        yield out
        return
    from kc_extract.files import state_folder

    goal = archive if archive is None or "://" in archive else str(Path(archive).absolute())
    passing = state_folder(goal or "")
    yield passing
    shutil.rmtree(passing, ignore_errors=True)
