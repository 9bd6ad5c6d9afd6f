"""A Dask scheduler and workers of the tests' own: real processes on loopback that can be killed."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Self

_DEADLINE = 120


class Cluster:
    """A scheduler and its workers, ended when the block ends; what they say stands in files of ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._log = folder / "scheduler.log"
        self.scheduler = self._start("scheduler", "--port", "0", "--host", "127.0.0.1")
        self.address = self._listened()
        self.workers: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for process in (*self.workers, self.scheduler):
            kill(process)

    def add_worker(self, *, nursed: bool = False) -> "subprocess.Popen[bytes]":
        """One more worker of one thread, which nobody starts again when it dies, unless it is ``nursed``."""
        name = f"worker{len(self.workers)}"
        nanny = "--nanny" if nursed else "--no-nanny"
        worker = self._start(
            name, self.address, "--nthreads", "1", nanny, "--host", "127.0.0.1", "--death-timeout", "60"
        )
        self.workers.append(worker)
        self._wait_for(self._folder / f"{name}.log", r"Registered to")
        return worker

    def _listened(self) -> str:
        return self._wait_for(self._log, r"Scheduler at:\s+(tcp://[\d.]+:\d+)")

    def _start(self, name: str, *arguments: str) -> "subprocess.Popen[bytes]":
        kind = "scheduler" if name == "scheduler" else "worker"
        command = [sys.executable, "-m", "distributed.cli.dask_" + kind, *arguments, "--no-dashboard"]
        with (self._folder / f"{name}.log").open("wb") as said:
            return subprocess.Popen(
                command, stdout=said, stderr=said, cwd=self._folder, start_new_session=True,
                env={**os.environ, "DASK_LOGGING__DISTRIBUTED": "info"},
            )  # fmt: skip

    def _wait_for(self, log: Path, pattern: str) -> str:
        deadline = time.monotonic() + _DEADLINE
        while time.monotonic() < deadline:
            if found := re.search(pattern, log.read_text("utf-8", errors="replace")):
                return found[found.lastindex or 0]
            time.sleep(0.1)
        raise AssertionError(log.read_text("utf-8", errors="replace"))


def kill(process: "subprocess.Popen[bytes]") -> None:
    """Kill a process and its session, and wait until it is gone."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
