"""``kc-extract run``: folders of documents to a folder of results."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kc_extract.cli.arguments import Lexicon, Sources, find, set_up

if TYPE_CHECKING:
    from kc_extract.batch import Settings, Setup

ARCHIVES = "Archive: a SQLite file, postgresql://user@host/database, or a folder of Parquet that ends in /."
REPORTS = "Report on the run: .json for programs, .html for the mail, .txt; may be given several times."
METRICS = "Metrics for Prometheus, a file that ends in .prom for node_exporter's textfile collector."


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
    report: Annotated[list[Path] | None, typer.Option(metavar="FILE", help=REPORTS, dir_okay=False)] = None,
    prometheus: Annotated[Path | None, typer.Option(metavar="FILE", help=METRICS, dir_okay=False)] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Stay, and run whenever a file is new or changed.")] = False,
    every: Annotated[float, typer.Option(min=0.05, metavar="SECONDS", help="Between two looks of --watch.")] = 10,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but failures.")] = False,
    json_logs: Annotated[bool, typer.Option("--json-logs", help="Log JSON lines to stderr.")] = False,
) -> None:
    """Extract folders of documents to a folder of results, an archive, or both.

    The folder gets one JSON per document under SOURCE, in folders that mirror the sources, with CSV tables, an Excel
    workbook and the list of failures over all of them; the archive gets tables and full-text search. Documents done
    before are kept. Results are the same for any number of workers.

    Exit codes: 0 all well (what is in quarantine is known), 1 some failed, 2 wrong usage, 3 another run is at work on
    the same results, 130 interrupted.
    """
    from kc_extract.cli.order import Order
    from kc_extract.cli.passes import fulfil
    from kc_extract.cli.reporting import check_reports
    from kc_extract.cli.stopping import terminable

    check_goals(out, archive, upgrade=upgrade)
    check_reports(report or [], prometheus, sources, out)

    @cache
    def setup() -> Setup:
        from kc_extract.batch import Bounds

        return set_up(lexicon, Bounds(seconds=time_limit, megabytes=memory_limit, pages=page_limit))

    def settings(results: Path) -> Settings:
        from kc_extract.batch import Settings, cpu_count

        return Settings(
            out=results,
            setup=setup(),
            workers=workers or cpu_count(),
            force=force,
            retry=retry,
            archive=archive,
            upgrade=upgrade,
            files=out is not None,
            cluster=cluster,
        )

    order = Order(
        sources=sources,
        out=out,
        archive=archive,
        settings=settings,
        reports=tuple(report or ()),
        prometheus=prometheus,
        quiet=quiet,
        json_logs=json_logs,
    )
    if watch:
        from kc_extract.cli.watching import watch as watch_sources

        setup()
        watch_sources(order, every)
        return
    with terminable():
        code = fulfil(order, partial(find, sources, out))
    raise typer.Exit(code)


def check_goals(out: Path | None, archive: str | None, *, upgrade: bool) -> None:
    """Answer a run that would leave nothing, or upgrade nothing, as wrong usage."""
    if out is None and archive is None:
        message = "give --out DIR, --archive URL, or both"
        raise typer.BadParameter(message)
    if upgrade and archive is None:
        message = "--upgrade goes with --archive; without one, documents of another version are always made anew"
        raise typer.BadParameter(message)
