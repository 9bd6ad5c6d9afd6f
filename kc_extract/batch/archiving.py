"""The documents of a run into an archive, in the order of the plan, whatever the order in which workers finish."""

from __future__ import annotations

import datetime as dt
from collections import Counter, deque
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Protocol

from kc_extract.batch.making import is_current
from kc_extract.batch.quarantine import QuarantineFile
from kc_extract.batch.sources import printable
from kc_extract.naming import json_of
from kc_extract.schema import decode
from kc_extract.types import ProducedBy

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterator
    from pathlib import Path

    from kc_extract.archive import Archive, Made
    from kc_extract.archive.shards import Commit
    from kc_extract.batch.outcome import Result
    from kc_extract.batch.plan import Plan
    from kc_extract.batch.quarantine import Store
    from kc_extract.batch.settings import Settings
    from kc_extract.batch.sources import Found

#: In the results folder: what is known to fail.
QUARANTINE = "quarantine.jsonl"


class Keeper(Protocol):
    """Whoever keeps what a run makes, beside the files."""

    @property
    def quarantine(self) -> Store:
        """Where it is remembered what fails."""

    def held(self, contents: Collection[str]) -> Container[str]:
        """The contents that need not be extracted; none where the files tell it."""

    def expect(self, found: Found, plan: Plan) -> None:
        """Know what will be settled."""

    def adopt(self, commit: Commit) -> None:
        """A worker has put documents into the archive itself."""

    def settle(self, result: Result) -> None:
        """One document is settled, its JSON stands."""


class NoKeeper:
    """Nothing is kept beside the files."""

    def __init__(self, quarantine: Store) -> None:
        self.quarantine = quarantine

    def held(self, contents: Collection[str]) -> Container[str]:  # noqa: ARG002 - as every keeper
        """The files tell what is done."""
        return ()

    def expect(self, found: Found, plan: Plan) -> None:
        """Expect nothing."""

    def adopt(self, commit: Commit) -> None:
        """Adopt nothing, for there is no archive."""

    def settle(self, result: Result) -> None:
        """Keep nothing."""


@contextmanager
def keeper(settings: Settings) -> Iterator[Keeper]:
    """The keeper that the settings ask for; an archive is opened and told of the run's end, unless the run fails.

    ``BusyError`` where another run is at work on the archive.
    """
    if settings.archive is None:
        with closing(QuarantineFile(settings.out / QUARANTINE)) as file:
            yield NoKeeper(file)
        return
    from kc_extract.archive import open_archive

    with closing(open_archive(settings.archive, create=True)) as archive:
        archive.claim()
        recorder = Recorder(archive, settings)
        yield recorder
        recorder.finish()
    recorder.clear()


class Recorder:
    """Puts each document into the archive once all before it in the plan are settled.

    So what the archive holds at any moment is the beginning of the plan, and a run that was cut short and taken up
    again leaves the same archive, arrivals and links to former publications included, as one that was not.
    """

    def __init__(self, archive: Archive, settings: Settings) -> None:
        self._archive = archive
        self._settings = settings
        self._run = archive.begin_run(settings.setup.produced_by.version, dt.datetime.now(dt.UTC))
        self._waiting: deque[str] = deque()
        self._settled: dict[str, Result] = {}
        self._digests: dict[str, str] = {}
        self._named: list[tuple[str, str]] = []
        self._counts: Counter[str] = Counter()
        self._spooled: list[Path] = []

    @property
    def quarantine(self) -> Store:
        """The archive's own."""
        return self._archive

    def held(self, contents: Collection[str]) -> Container[str]:
        """What the archive holds and need not have anew; nothing where files stay, for these tell it."""
        if self._settings.files:
            return ()
        made = self._archive.made(contents)
        return {content for content in contents if not self._is_wanted(made.get(content))}

    def expect(self, found: Found, plan: Plan) -> None:
        """The documents in order; those that repeat others come last, as names."""
        aside = {file.name for file, _ in (*plan.duplicates, *plan.unopened)}
        self._waiting.extend(file.name for file in found.files if file.name not in aside)
        self._digests = plan.digests

    def adopt(self, commit: Commit) -> None:
        """Know of a shard that a worker has written into the dataset."""
        from kc_extract.archive import DatasetArchive

        if isinstance(self._archive, DatasetArchive):
            self._archive.adopt(commit)

    def settle(self, result: Result) -> None:
        """Record the document and all that waited for it alone."""
        self._counts[result.status] += 1
        if result.status == "duplicate":
            self._name(self._digests[result.name], result.name)
        self._settled[result.name] = result
        while self._waiting and self._waiting[0] in self._settled:
            self._record(self._settled.pop(self._waiting.popleft()))

    def finish(self) -> None:
        """Note the second names and the end of the run."""
        from kc_extract.archive import RunCounts

        self._archive.add_names(self._named)
        count = self._counts
        counts = RunCounts(
            extracted=count["extracted"],
            kept=count["kept"],
            duplicates=count["duplicate"],
            failed=count["failed"],
            quarantined=count["quarantined"],
        )
        self._archive.end_run(self._run, counts, dt.datetime.now(dt.UTC))

    def clear(self) -> None:
        """Take the files away by which documents came to the archive, once they are there whatever happens."""
        if not self._archive.is_waiting:
            for path in self._spooled:
                path.unlink(missing_ok=True)
            self._spooled = []

    def _record(self, result: Result) -> None:
        if result.failure is not None:
            return
        path = self._settings.out / json_of(result.name)
        content = result.success.content if result.success is not None else self._digests[result.name]
        if path.is_file() and self._is_wanted(self._archive.made([content]).get(content)):
            self._archive.add(decode(path.read_bytes()), printable(result.name), self._run)
        else:
            self._name(content, result.name)
        if not self._settings.files:
            self._spooled.append(path)
            self.clear()

    def _is_wanted(self, made: Made | None) -> bool:
        """Whether the archive lacks a content that was ``made`` so, or is to have it anew."""
        if made is None or self._settings.force:
            return True
        now: ProducedBy = self._settings.setup.produced_by
        return self._settings.upgrade and not is_current(made.produced_by, now, set(made.codes))

    def _name(self, content: str, name: str) -> None:
        self._named.append((content, printable(name)))
