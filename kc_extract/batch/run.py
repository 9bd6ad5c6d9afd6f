"""One run: plan, work, the JSON of duplicates, and the list of failures."""

from __future__ import annotations

import os
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import msgspec

from kc_extract.alone import alone
from kc_extract.batch.archiving import keeper
from kc_extract.batch.crew import Answer, work
from kc_extract.batch.outcome import ENCODER, Failure, Job, Result, Success
from kc_extract.batch.plan import Before, content_of, make_plan
from kc_extract.batch.quarantine import Ward, is_lasting
from kc_extract.batch.single import discard
from kc_extract.batch.sources import printable
from kc_extract.files import sweep_parts, write_whole
from kc_extract.naming import json_of
from kc_extract.schema import decode, encode
from kc_extract.types import Extraction, Frozen

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from kc_extract.batch.archiving import Keeper
    from kc_extract.batch.plan import Plan
    from kc_extract.batch.settings import Settings
    from kc_extract.batch.sources import Found, SourceFile

#: In the results folder: why documents have no extraction, and the lock that keeps two runs apart.
FAILURES, LOCK = "failures.jsonl", ".lock"


class Watch(Protocol):
    """Whoever follows a run."""

    def begin(self, *, fresh: int, total: int) -> None:
        """``fresh`` of ``total`` documents are to be extracted."""

    def note(self, result: Result) -> None:
        """One document is settled."""


class Report(Frozen, frozen=True, kw_only=True):
    """What became of every document of a run, in order of name."""

    out: Path
    results: tuple[Result, ...]
    set_aside: tuple[str, ...] = ()
    archive: str | None = None

    def count(self, status: str) -> int:
        """How many documents ended so."""
        return sum(result.status == status for result in self.results)

    @property
    def failures(self) -> tuple[Failure, ...]:
        """Why documents have no extraction, those in quarantine among them, in order of name."""
        return tuple(result.failure for result in self.results if result.failure is not None)

    def extractions(self) -> Iterator[tuple[str, Extraction]]:
        """Name and extraction of every document that has one, read back one at a time, in order of name."""
        for result in self.results:
            if result.failure is None:
                yield printable(result.name), decode((self.out / json_of(result.name)).read_bytes())


def run(found: Found, settings: Settings, watch: Watch) -> Report:
    """Extract what is not done yet and write one JSON per document and ``failures.jsonl`` to the results folder.

    Whatever the number of workers, the files written and the report are the same. A document that fails has no JSON.
    ``BusyError`` where another run is at work on the results folder or the archive.
    """
    with running(found, settings, watch) as report:
        return report


@contextmanager
def running(found: Found, settings: Settings, watch: Watch) -> Iterator[Report]:
    """What ``run`` gives; other runs are kept from the results folder until the block ends, for what is made of it."""
    with alone(settings.out / LOCK, str(settings.out)) if settings.files else nullcontext():
        yield _run(found, settings, watch)


def _run(found: Found, settings: Settings, watch: Watch) -> Report:
    results: dict[str, Result] = {}
    now = settings.setup.produced_by
    with keeper(settings) as kept:
        _sweep(found, settings.out)
        ward = Ward(kept.quarantine, settings.setup, retry=settings.retry or settings.force)
        before = Before(held=kept.held, known_bad=ward.known_bad)
        plan = make_plan(found.files, settings.out, now, before, force=settings.force)
        kept.expect(found, plan)
        watch.begin(fresh=len(plan.fresh), total=len(found.files))
        with closing(_settle(plan, settings, kept, results)) as settled:  # what ends it early ends the workers
            for result in settled:
                results[result.name] = result
                ward.note(plan.digests.get(result.name), result)
                kept.settle(result)
                watch.note(result)
    report = Report(
        out=settings.out,
        results=tuple(results[file.name] for file in found.files),
        set_aside=tuple(map(printable, found.set_aside)),
        archive=settings.archive,
    )
    lines = [ENCODER.encode(failure) + b"\n" for failure in report.failures]
    write_whole(settings.out / FAILURES, b"".join(lines))
    return report


def _sweep(found: Found, out: Path) -> None:
    """Clear away what a run that was killed with all its workers had begun to write in the folders of the results."""
    for folder in sorted({out, *(file.result_in(out).parent for file in found.files)}):
        sweep_parts(folder)


def _settle(plan: Plan, settings: Settings, kept: Keeper, settled: dict[str, Result]) -> Generator[Result]:
    for file, failure in plan.unopened:
        yield Result(name=file.name, status="failed", failure=failure)
    for file in plan.kept:
        yield Result(name=file.name, status="kept")
    for file, failure in plan.quarantined:
        discard(file.result_in(settings.out))
        yield Result(name=file.name, status="quarantined", failure=failure)
    for answer in _work([_job(file, settings.out) for file in plan.fresh], settings):
        if answer.commit is not None:
            kept.adopt(answer.commit)
        yield _result(plan.fresh[answer.place], answer, plan)
    for file, first in plan.duplicates:
        yield _repeat(file, settled[first.name], settings, plan)


def _work(jobs: Sequence[Job], settings: Settings) -> Iterator[Answer]:
    """The answers of the cluster, where there is one, else of the processes of this machine."""
    if settings.cluster is None:
        return work(jobs, settings.setup, workers=settings.workers)
    from kc_extract.batch import cluster

    return cluster.work(jobs, settings.setup, scheduler=settings.cluster, archive=settings.sharded)


def _job(file: SourceFile, out: Path) -> Job:
    return Job(origin=file.origin, name=printable(file.name), result=os.fsencode(file.result_in(out)))


def _result(file: SourceFile, answer: Answer, plan: Plan) -> Result:
    outcome = answer.outcome
    if isinstance(outcome, Success):
        return Result(name=file.name, status="extracted", success=outcome, seconds=answer.seconds)
    if is_lasting(outcome) and content_of(file) != plan.digests[file.name]:
        outcome = _changed(file, outcome.source)
    return Result(name=file.name, status="failed", failure=outcome, seconds=answer.seconds)


def _changed(file: SourceFile, what: str) -> Failure:
    """What failed for bytes that came while the run was on is not known to be bad."""
    name = printable(file.name)
    message = f"{name}: {what} was changed while the run was at work; run again once it is whole"
    return Failure(source=name, code="changed", message=message)


def _repeat(file: SourceFile, first: Result, settings: Settings, plan: Plan) -> Result:
    """The same extraction under the second name, saying so; the same failure where the first one failed."""
    if first.failure is not None:
        return Result(name=file.name, status=first.status, failure=_rename(first.failure, printable(file.name)))
    if first.success is not None and first.success.content != plan.digests[file.name]:
        return Result(name=file.name, status="failed", failure=_changed(file, printable(first.name)))
    if settings.files:
        _repeat_file(file, first, settings.out)
    return Result(name=file.name, status="duplicate", first=first.name)


def _repeat_file(file: SourceFile, first: Result, out: Path) -> None:
    original = decode((out / json_of(first.name)).read_bytes())
    document = msgspec.structs.replace(original.document, source_name=printable(file.name).rpartition("/")[-1])
    repeated = msgspec.structs.replace(original, document=document, duplicate_of=printable(first.name))
    write_whole(file.result_in(out), encode(repeated) + b"\n")


def _rename(failure: Failure, name: str) -> Failure:
    message = failure.message.replace(failure.source, name, 1)
    return msgspec.structs.replace(failure, source=name, message=message)
