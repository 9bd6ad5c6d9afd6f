"""How a run is told: a progress bar on a terminal, plain lines in a pipe, JSON lines, or failures alone."""

from __future__ import annotations

import json
import re
import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING, Protocol

import typer

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from kc_extract.batch import Report, Result
    from kc_extract.export import Totals


class RunWatch(Protocol):
    """Follows a run and its end."""

    def begin(self, *, fresh: int, total: int) -> None:
        """``fresh`` of ``total`` documents are to be extracted."""

    def note(self, result: Result) -> None:
        """One document is settled."""

    def end(self, report: Report, totals: Totals | None, seconds: float) -> None:
        """All is written."""


def choose_watch(*, quiet: bool, json_logs: bool) -> AbstractContextManager[RunWatch]:
    """The watch that fits the options and where the output goes."""
    if json_logs:
        return nullcontext(JsonWatch(quiet=quiet))
    if quiet:
        return nullcontext(QuietWatch())
    if sys.stderr.isatty():
        from kc_extract.cli.progress import BarWatch

        return BarWatch()
    return nullcontext(LineWatch())


class QuietWatch:
    """Failures alone, as lines on stderr."""

    def begin(self, *, fresh: int, total: int) -> None:
        """Say nothing."""

    def note(self, result: Result) -> None:
        """Tell a failure of now; what is in quarantine was told when it failed."""
        if result.failure is not None and result.status == "failed":
            typer.echo(f"failed  {result.failure.message}", err=True)

    def end(self, report: Report, totals: Totals | None, seconds: float) -> None:
        """Say nothing."""


class LineWatch(QuietWatch):
    """A line per document on stderr, the summary on stdout."""

    def begin(self, *, fresh: int, total: int) -> None:
        """Tell how much there is to do."""
        typer.echo(f"{total} documents, {fresh} to extract", err=True)

    def note(self, result: Result) -> None:
        """Tell what became of one document."""
        super().note(result)
        if result.status != "failed":
            typer.echo(f"{result.status}  {describe(result)}", err=True)

    def end(self, report: Report, totals: Totals | None, seconds: float) -> None:
        """Print the summary."""
        from kc_extract.cli.summary import print_summary

        print_summary(report, totals, seconds)


class JsonWatch:
    """One JSON object per event on stderr."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet

    def begin(self, *, fresh: int, total: int) -> None:
        """Log how much there is to do."""
        if not self._quiet:
            _log("begin", fresh=fresh, total=total)

    def note(self, result: Result) -> None:
        """Log what became of one document."""
        if result.status == "failed" or not self._quiet:
            _log("document", **_given(result))

    def end(self, report: Report, totals: Totals | None, seconds: float) -> None:
        """Log the totals."""
        if not self._quiet:
            places = {"out": str(report.out), "totals": _given(totals)} if totals is not None else {}
            goals = places if report.archive is None else {**places, "archive": without_password(report.archive)}
            _log("end", seconds=round(seconds, 3), **goals)


def describe(result: Result) -> str:
    """One line on a document that did not fail now."""
    if result.failure is not None:
        return result.failure.message
    if result.first is not None:
        return f"{result.name} has the bytes of {result.first}"
    if result.success is None:
        return result.name
    read = result.success
    return f"{result.name}: {read.sections} sections, {read.targets} targets, {read.funding} funding records"


def without_password(address: str) -> str:
    """The address of an archive as it may be shown."""
    return re.sub(r"(://[^/@:]*):[^/@]*@", r"\1:***@", address)


def _given(value: Result | Totals) -> dict[str, object]:
    import msgspec

    return {name: item for name, item in msgspec.to_builtins(value).items() if item is not None}


def _log(event: str, **fields: object) -> None:
    typer.echo(json.dumps({"event": event, **fields}), err=True)
