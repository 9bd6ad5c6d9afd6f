"""One pass of a run: found, extracted, kept as tables, told."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kc_extract.cli.reporting import telling
from kc_extract.cli.watches import choose_watch

if TYPE_CHECKING:
    from kc_extract.batch import Found, Report
    from kc_extract.cli.order import Order
    from kc_extract.export import Totals


def fulfil(order: Order, find: Callable[[], Found]) -> int:
    """One pass over the documents that ``find`` gives; the exit code."""
    from kc_extract.batch import running
    from kc_extract.report import gather

    began = dt.datetime.now(dt.UTC)
    with telling(order, began) as tell:
        found = find()
        with choose_watch(quiet=order.quiet, json_logs=order.json_logs) as watch, _folder(order) as results:
            with running(found, order.settings(results), watch) as report:
                totals = _tables(order.out, report) if order.out is not None else None
            facts = gather(report, totals, began, dt.datetime.now(dt.UTC))
            watch.end(facts)
        tell(facts)
    return facts.exit_code


def _tables(out: Path, report: Report) -> Totals:
    from kc_extract.batch import printable
    from kc_extract.export import keep_records
    from kc_extract.naming import json_of

    done = (result.name for result in report.results if result.failure is None)
    places = ((printable(name), f"{out}/{json_of(name)}") for name in done)
    failures = [(failure.source, failure.code, failure.message) for failure in report.failures]
    return keep_records(out, places, report.extractions(), failures)


@contextmanager
def _folder(order: Order) -> Iterator[Path]:
    """The results folder, or one that passes where all goes to an archive.

    That one is the same for the same archive and stays where the run fails, for what is done in it need not be done
    again.
    """
    if order.out is not None:
        yield order.out
        return
    from kc_extract.alone import alone
    from kc_extract.files import state_folder

    goal = order.archive or ""
    passing = state_folder(goal if "://" in goal else str(Path(goal).absolute()))
    with alone(passing.with_suffix(".lock"), goal):
        yield passing
        shutil.rmtree(passing, ignore_errors=True)
