"""The progress bar of a run on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from kc_extract.batch import Result
    from kc_extract.report import Facts


class RateColumn(ProgressColumn):
    """Documents a second."""

    def render(self, task: Task) -> Text:
        """The speed of the last documents, blank before there is one."""
        speed = task.finished_speed or task.speed
        return Text(f"{speed:.1f}/s" if speed else "", style="progress.data.speed")


class BarWatch:
    """A bar with count, rate and time left on stderr; failures stand above it; the summary follows."""

    def __init__(self) -> None:
        self._console = Console(stderr=True)
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            RateColumn(),
            TimeRemainingColumn(),
            console=self._console,
        )
        self._task = self._bar.add_task("extracting", total=None)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def begin(self, *, fresh: int, total: int) -> None:
        """Set the bar to the documents that are to be extracted; those done before need no time."""
        self._bar.update(self._task, total=fresh, description=f"extracting {fresh} of {total}")

    def note(self, result: Result) -> None:
        """Move the bar, and tell a failure."""
        if result.failure is not None and result.status == "failed":
            self._console.print(Text("failed  ", style="red") + Text(result.failure.message))
        if result.status in {"extracted", "failed"}:
            self._bar.advance(self._task)

    def end(self, facts: Facts) -> None:
        """Put the summary under the finished bar."""
        from kc_extract.cli.summary import print_summary

        self._bar.stop()
        print_summary(facts)
