"""A crew of worker processes; the death of one costs the document it had in hand, and another takes its place."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING

from kc_extract.batch.outcome import ENCODER, OUTCOMES, Failure, Job, Outcome, Setup
from kc_extract.batch.single import discard
from kc_extract.files import part_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import IO

_LAST_WORDS = 4000


class Worker:
    """One worker process and the pipes to it."""

    def __init__(self, setup: Setup, time_limit: float) -> None:
        self._time_limit = time_limit
        self._words: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process
        command = [sys.executable, "-m", "kc_extract.batch.worker", ENCODER.encode(setup).decode()]
        self._process = subprocess.Popen(  # noqa: S603 - our own module, no shell
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._words, start_new_session=True
        )

    def ask(self, job: Job) -> Outcome:
        """The outcome of a job; a failure where the worker dies over it or exceeds the time limit (seconds)."""
        expired = threading.Event()
        timer = threading.Timer(self._time_limit, self._expire, (expired,))
        timer.daemon = True
        timer.start()
        try:
            answer = self._converse(ENCODER.encode(job) + b"\n")
        finally:
            timer.cancel()
        if not answer.endswith(b"\n"):
            return self._bury(job, expired=expired.is_set())
        if expired.is_set():
            self._process.wait()  # killed in the moment of its answer: it must not be asked again
        return OUTCOMES.decode(answer)

    @property
    def pid(self) -> int:
        """The process id, which stays the same until the worker dies."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def end(self) -> None:
        """Kill the process and what it started; whatever it had begun to write keeps its old content."""
        self._kill()
        self._process.wait()
        self._words.close()

    def _converse(self, line: bytes) -> bytes:
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            return b""
        try:
            stdin.write(line)
            stdin.flush()
        except BrokenPipeError:
            return b""
        return stdout.readline()

    def _expire(self, expired: threading.Event) -> None:
        expired.set()
        self._kill()

    def _kill(self) -> None:
        """Kill the whole session of the process, for a reader may have started a program of its own."""
        if self._process.returncode is not None:
            return  # its id may by now be another's
        if hasattr(os, "killpg"):
            with suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)
        else:
            self._process.kill()

    def _bury(self, job: Job, *, expired: bool) -> Failure:
        self._kill()
        code = self._process.wait()
        result = Path(os.fsdecode(job.result))
        discard(part_of(result, self.pid))
        discard(result)
        self._words.seek(0)
        words = self._words.read().decode(errors="replace")[-_LAST_WORDS:].strip() or None
        if expired:
            message = (
                f"{job.name}: not done within {self._time_limit:g} s; give a higher --time-limit, or split the file"
            )
            return Failure(source=job.name, code="time_limit", message=message, detail=words)
        message = f"{job.name}: the worker process died over it ({_cause(code)}); please report it with the file"
        return Failure(source=job.name, code="worker_died", message=message, detail=words)


def work(jobs: Sequence[Job], setup: Setup, *, workers: int, time_limit: float) -> Iterator[tuple[int, Outcome]]:
    """The outcome of every job with its place in ``jobs``, as they come in; leaving early ends the workers."""
    waiting: SimpleQueue[int | None] = SimpleQueue()
    answered: SimpleQueue[tuple[int, Outcome]] = SimpleQueue()
    crew: list[Worker] = []
    over = threading.Event()

    def serve() -> None:
        worker: Worker | None = None
        while (place := waiting.get()) is not None and not over.is_set():
            try:
                if worker is None or not worker.is_alive:
                    worker = Worker(setup, time_limit)
                    crew.append(worker)
                answered.put((place, worker.ask(jobs[place])))
            except (OSError, ValueError) as error:  # no process to be had, or an answer that is none
                answered.put((place, _no_worker(jobs[place], error)))

    for place in [*range(len(jobs)), *[None] * workers]:
        waiting.put(place)
    for _ in range(min(workers, len(jobs))):
        threading.Thread(target=serve, daemon=True).start()
    try:
        for _ in jobs:
            yield answered.get()
    finally:
        over.set()
        for worker in crew:
            worker.end()


def _no_worker(job: Job, error: Exception) -> Failure:
    message = f"{job.name}: no worker could be started or understood ({error}); try fewer --workers"
    return Failure(source=job.name, code="no_worker", message=message)


def _cause(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"
