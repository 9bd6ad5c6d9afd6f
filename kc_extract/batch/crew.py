"""A crew of worker processes; the death of one costs the document it had in hand, and another takes its place."""

from __future__ import annotations

import os
import threading
import time
from queue import SimpleQueue
from typing import TYPE_CHECKING

from kc_extract.batch.outcome import Failure, Job, Outcome, Setup
from kc_extract.batch.process import Worker
from kc_extract.types import Frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kc_extract.archive.shards import Commit

#: Seconds between two looks at the time and the memory that a worker takes.
_LOOK = 0.25
#: What a second worker may do where the first one could not.
_DEAD = frozenset({"worker_died", "no_worker"})


class Answer(Frozen, frozen=True, kw_only=True):
    """The outcome of the job at ``place``, and the seconds that it took by the clock.

    ``commit``: the marker of the shard that holds the extraction, where the worker wrote one in place of the JSON.
    """

    place: int
    outcome: Outcome
    seconds: float
    commit: Commit | None = None


class Post:
    """One place of the crew: a worker, another whenever it dies, and a guard over its bounds; asked by one thread."""

    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        self._worker: Worker | None = None
        self._over = threading.Event()
        threading.Thread(target=self._guard, daemon=True).start()

    def ask(self, job: Job) -> tuple[Outcome, float]:
        """The outcome of a job, which is given to a second worker where the first one dies, and the seconds it took.

        What a worker takes to come up is not counted.
        """
        outcome, seconds = self._try(job)
        if isinstance(outcome, Failure) and outcome.code in _DEAD and not self._over.is_set():
            outcome, more = self._try(job)
            seconds += more
        return outcome, seconds

    def close(self) -> None:
        """End the worker."""
        self._over.set()
        self._end()

    def _guard(self) -> None:
        while not self._over.wait(_LOOK):
            if (worker := self._worker) is not None:
                worker.look()

    def _end(self) -> None:
        if (worker := self._worker) is not None:
            worker.end()

    def _try(self, job: Job) -> tuple[Outcome, float]:
        if self._over.is_set():
            return Failure(source=job.name, code="no_worker", message=f"{job.name}: the run is ending; run again"), 0.0
        try:
            worker = self._fit()
            begun = time.monotonic()
            return worker.ask(job), time.monotonic() - begun
        except Exception as error:  # noqa: BLE001 - no process to be had, an answer that is none: the run goes on
            message = f"{job.name}: no worker could be started or understood ({error}); try fewer --workers"
            return Failure(source=job.name, code="no_worker", message=message), 0.0

    def _fit(self) -> Worker:
        if self._worker is None or not self._worker.is_fit:
            self._end()
            self._worker = Worker(self.setup)
            self._worker.start()
            if self._over.is_set():  # closed while the process came up: nobody would end it
                self._end()
        return self._worker


def work(jobs: Sequence[Job], setup: Setup, *, workers: int) -> Iterator[Answer]:
    """The answer to every job, as they come in; leaving early ends the workers."""
    waiting: SimpleQueue[int | None] = SimpleQueue()
    answered: SimpleQueue[Answer] = SimpleQueue()
    posts = [Post(setup) for _ in range(min(workers, len(jobs)))]
    over = threading.Event()

    def serve(post: Post) -> None:
        while (place := waiting.get()) is not None and not over.is_set():
            outcome, seconds = post.ask(jobs[place])
            answered.put(Answer(place=place, outcome=outcome, seconds=seconds))

    for place in [*range(len(jobs)), *[None] * len(posts)]:
        waiting.put(place)
    for post in posts:
        threading.Thread(target=serve, args=(post,), daemon=True).start()
    try:
        for _ in jobs:
            yield answered.get()
    finally:
        over.set()
        for post in posts:
            post.close()


def cpu_count() -> int:
    """How many CPUs this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
