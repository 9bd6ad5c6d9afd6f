"""One worker process: the pipes to it, the bounds of what it may take, and its burial."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from kc_extract.batch.outcome import ENCODER, OUTCOMES, READY, Failure, Job, Outcome, Setup
from kc_extract.batch.single import discard
from kc_extract.files import part_of

if TYPE_CHECKING:
    from typing import IO

_LAST_WORDS = 4000
#: Seconds that a process may take to come up, which are not those of a document.
_START = 300.0
_MEGABYTE = 10**6
#: A worker that keeps this part of the memory it may take is not asked again: what it leaks must not add up.
_STALE = 0.5


class StartError(Exception):
    """A worker process that ended before it could take a job; the message has its last words."""


class Worker:
    """One worker process and the pipes to it; it is asked by one thread and looked after by another."""

    def __init__(self, setup: Setup) -> None:
        self._bounds = setup.bounds
        self._words: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process
        command = [sys.executable, "-m", "kc_extract.batch.worker", ENCODER.encode(setup).decode()]
        self._process = subprocess.Popen(  # noqa: S603 - our own module, no shell
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._words, start_new_session=True
        )
        self._measured = psutil.Process(self._process.pid)
        self._deadline = float("inf")
        self._exceeded: str | None = None

    def start(self) -> None:
        """Wait until the process can take its first job; ``StartError`` where it ends before or takes too long."""
        self._deadline = time.monotonic() + _START
        try:
            answer = self._converse(b"")
        finally:
            self._deadline = float("inf")
        if answer != READY:
            self._kill()
            code = self._process.wait()
            message = f"it ended at its start, {_cause(code)}; {self._last_words() or 'it said nothing'}"
            raise StartError(message)

    def ask(self, job: Job) -> Outcome:
        """The outcome of a job; a failure where the worker dies over it or exceeds its bounds."""
        self._deadline = time.monotonic() + self._bounds.seconds
        try:
            answer = self._converse(ENCODER.encode(job) + b"\n")
        finally:
            self._deadline = float("inf")
        if not answer.endswith(b"\n"):
            return self._bury(job)
        if self._exceeded is not None:
            self._process.wait()  # killed in the moment of its answer: it must not be asked again
        return OUTCOMES.decode(answer)

    def look(self) -> None:
        """Kill the process where what it has in hand takes too long or too much memory."""
        if time.monotonic() > self._deadline:
            self._exceeded = "time_limit"
        elif self._deadline < float("inf") and self._memory() > self._bounds.megabytes * _MEGABYTE:
            self._exceeded = "memory_limit"
        if self._exceeded is not None:
            self._kill()

    @property
    def pid(self) -> int:
        """The process id, which stays the same until the worker dies."""
        return self._process.pid

    @property
    def is_fit(self) -> bool:
        """Whether the process still runs, and with memory to spare."""
        return self._process.poll() is None and self._memory() < self._bounds.megabytes * _MEGABYTE * _STALE

    def end(self) -> None:
        """Kill the process and what it started; whatever it had begun to write keeps its old content."""
        self._kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        self._words.close()

    def _memory(self) -> int:
        try:
            return int(self._measured.memory_info().rss)
        except psutil.Error:
            return 0

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

    def _kill(self) -> None:
        """Kill the whole session of the process, for a reader may have started a program of its own."""
        if self._process.returncode is not None:
            return  # its id may by now be another's
        if hasattr(os, "killpg"):
            with suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)
        else:
            self._process.kill()

    def _bury(self, job: Job) -> Failure:
        self._kill()
        code = self._process.wait()
        result = Path(os.fsdecode(job.result))
        discard(part_of(result, self.pid))
        discard(result)
        reason, said = self._reason(code)
        return Failure(source=job.name, code=reason, message=f"{job.name}: {said}", detail=self._last_words())

    def _last_words(self) -> str | None:
        size = self._words.seek(0, os.SEEK_END)
        self._words.seek(max(size - _LAST_WORDS, 0))
        return self._words.read().decode(errors="replace").strip() or None

    def _reason(self, code: int) -> tuple[str, str]:
        if self._exceeded == "time_limit":
            said = f"not done within {self._bounds.seconds:g} s; give a higher --time-limit, or split the file"
        elif self._exceeded == "memory_limit":
            said = f"took more than {self._bounds.megabytes} MB; give a higher --memory-limit, or split the file"
        else:
            said = f"two worker processes died over it ({_cause(code)}); please report it with the file"
        return self._exceeded or "worker_died", said


def _cause(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"
