"""How a run is told: a progress bar on a terminal, plain lines in a pipe, JSON lines, or failures alone."""

from __future__ import annotations

import json
import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING, Protocol

import typer

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from kc_extract.batch import Result
    from kc_extract.export import Totals
    from kc_extract.report import Facts


class RunWatch(Protocol):
    """Follows a run and its end."""

    def begin(self, *, fresh: int, total: int) -> None:
        """``fresh`` of ``total`` documents are to be extracted."""

    def note(self, result: Result) -> None:
        """One document is settled."""

    def end(self, facts: Facts) -> None:
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

    def end(self, facts: Facts) -> None:
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

    def end(self, facts: Facts) -> None:
        """Print the summary."""
        from kc_extract.cli.summary import print_summary

        print_summary(facts)


class JsonWatch:
    """One JSON object per event on stderr."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet

    def begin(self, *, fresh: int, total: int) -> None:
        """Log how much there is to do."""
        if not self._quiet:
            log("begin", fresh=fresh, total=total)

    def note(self, result: Result) -> None:
        """Log what became of one document."""
        if result.status == "failed" or not self._quiet:
            log("document", **_given(result))

    def end(self, facts: Facts) -> None:
        """Log the totals."""
        from kc_extract.report import without_password

        if self._quiet:
            return
        archive = None if facts.archive is None else without_password(facts.archive)
        totals = None if facts.totals is None else _given(facts.totals)
        places = {"out": facts.out, "totals": totals, "archive": archive}
        given = {name: value for name, value in places.items() if value is not None}
        log("end", seconds=round(facts.seconds, 3), outcomes=facts.outcomes, **given)


def describe(result: Result) -> str:
    """One line on a document that did not fail now."""
    from kc_extract.batch import printable

    name = printable(result.name)
    if result.failure is not None:
        return result.failure.message
    if result.first is not None:
        return f"{name} has the bytes of {printable(result.first)}"
    if result.success is None:
        return name
    read = result.success
    return f"{name}: {read.sections} sections, {read.targets} targets, {read.funding} funding records"


def _given(value: Result | Totals) -> dict[str, object]:
    import msgspec

    return {name: item for name, item in msgspec.to_builtins(value).items() if item is not None}


def log(event: str, **fields: object) -> None:
    """One event as a line of JSON on stderr."""
    typer.echo(json.dumps({"event": event, **fields}), err=True)
