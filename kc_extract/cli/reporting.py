"""The report files of a run: away while it is at work, written when it ends, however it ends."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from kc_extract.errors import BusyError, ExtractError

if TYPE_CHECKING:
    from kc_extract.cli.order import Order
    from kc_extract.report import BrokenOff, Facts

#: As a shell tells a program that was interrupted.
INTERRUPTED = 130


@contextmanager
def telling(order: Order, began: dt.datetime) -> Iterator[Callable[[Facts], None]]:
    """Writes the facts that it is given to the reports; where the block fails, that it did and why.

    Reports of a former run are taken away first, so that none passes for this one's, should it be killed. A run that
    is refused writes none: whoever is at work on the goal will. Its metrics stay as they were.
    """
    for path in order.reports:
        path.unlink(missing_ok=True)
    try:
        yield lambda facts: _write(order, facts)
    except BusyError:
        raise
    except BaseException as error:
        with suppress(OSError):  # the first trouble is the one to tell
            _write(order, _broken_off(order, began, error))
        raise


def check_reports(reports: list[Path], prometheus: Path | None, sources: list[str], out: Path | None) -> None:
    """Answer a report of no known form, or one that a later run would read as a document, as wrong usage."""
    from kc_extract.report import ENDINGS

    folders = [Path(source).resolve() for source in sources if Path(source).is_dir()]
    for path in (*reports, *([prometheus] if prometheus else [])):
        place = path.resolve()
        if path != prometheus and path.suffix not in ENDINGS:
            message = f"{path}: a report ends in {', '.join(ENDINGS)}"
            raise typer.BadParameter(message, param_hint="--report")
        is_among = any(place.is_relative_to(folder) for folder in folders)
        if is_among and not (out is not None and place.is_relative_to(out.resolve())):
            message = f"{path} would stand among the documents and be read as one; give another place"
            raise typer.BadParameter(message)


def _write(order: Order, report: Facts | BrokenOff) -> None:
    from kc_extract.report import write_metrics, write_report

    for path in order.reports:
        write_report(path, report)
    if order.prometheus is not None:
        write_metrics(order.prometheus, report)


def _broken_off(order: Order, began: dt.datetime, error: BaseException) -> BrokenOff:
    from kc_extract.report import BrokenOff

    reason, code = _reason(error)
    out = None if order.out is None else str(order.out)
    ended = dt.datetime.now(dt.UTC)
    return BrokenOff(began=began, ended=ended, reason=reason, exit_code=code, out=out, archive=order.archive)


def _reason(error: BaseException) -> tuple[str, int]:
    if isinstance(error, typer.BadParameter):
        return error.format_message(), error.exit_code
    if isinstance(error, KeyboardInterrupt):
        return "interrupted", INTERRUPTED
    if isinstance(error, ExtractError | OSError):
        return str(error), 1
    return f"{type(error).__name__}: {error}", 1
