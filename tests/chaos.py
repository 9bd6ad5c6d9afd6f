"""Runs of the whole program that are killed at random moments and taken up again, as often as it takes.

``disturbed`` is one such run; whether it ends as an undisturbed one is for the caller to say. What dies is the program
itself, one of its worker processes or, on a cluster, also one of the cluster's workers or its scheduler.
"""

import os
import random
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import psutil
from archive_making import KC_EXTRACT
from dask_cluster import Cluster, kill
from samples import DECISION

from kc_extract.files import write_whole

Kill = Callable[["subprocess.Popen[bytes]"], None]


def write_documents(folder: Path, count: int) -> Path:
    """A folder of so many decisions that all differ, with a second name, a correction and a file that fails."""
    for number in range(1, count - 2):
        write_whole(folder / f"{number:05}.txt", DECISION.format(number=number).encode())
    write_whole(folder / "copy.txt", DECISION.format(number=5).encode())
    write_whole(folder / "corrected.txt", DECISION.format(number=6).replace("1.200", "1.300").encode())
    write_whole(folder / "empty.pdf", b"")
    return folder


def start(source: Path, archive: str, cluster: str | None = None) -> "subprocess.Popen[bytes]":
    """The program at work, silent."""
    where = [] if cluster is None else ["--cluster", cluster]
    command = [*KC_EXTRACT, "run", str(source), "--archive", archive, "--workers", "2", "--quiet", *where]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def undisturbed(source: Path, archive: str, cluster: str | None = None) -> float:
    """Seconds of a run that nobody disturbs; one document fails."""
    begun = time.monotonic()
    process = start(source, archive, cluster)
    _, said = process.communicate()
    if process.returncode != 1:
        raise AssertionError(said.decode())
    return time.monotonic() - begun


def disturbed(
    source: Path, archive: str, moments: list[float], kills: list[Kill], cluster: Cluster | None = None
) -> None:
    """A run that meets each kill so many seconds after it began anew, and is taken up until it ends by itself.

    A run that ends with a word on what went away (the scheduler of its cluster) is taken up as well.
    """
    for moment, act in zip(moments, kills, strict=True):
        process = start(source, archive, cluster and cluster.address)
        time.sleep(moment)
        act(process)
        _, said = process.communicate()
        if process.returncode not in {-signal.SIGKILL, 0, 1}:
            raise AssertionError(said.decode())
    process = start(source, archive, cluster and cluster.address)
    _, said = process.communicate()
    if process.returncode not in {0, 1} or b"Traceback" in said:
        raise AssertionError(said.decode())


def kill_program(process: "subprocess.Popen[bytes]") -> None:
    """Kill the program alone; its workers see that nobody asks them any more."""
    process.kill()


def kill_all(process: "subprocess.Popen[bytes]") -> None:
    """Kill the program and all that it started, at once."""
    for one in _below(process):
        _end(one)
    process.kill()


def kill_worker(process: "subprocess.Popen[bytes]") -> None:
    """Kill a worker process of the program, which goes on without it."""
    if below := _below(process):
        _end(random.choice(below))  # noqa: S311 - any of them


def kill_part(cluster: Cluster) -> Kill:
    """What kills a worker of the cluster, in whose place another comes."""

    def act(process: "subprocess.Popen[bytes]") -> None:  # noqa: ARG001 - as every kill
        kill(cluster.workers.pop(0))
        cluster.add_worker()

    return act


def _below(process: "subprocess.Popen[bytes]") -> list[psutil.Process]:
    try:
        return psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def _end(process: psutil.Process) -> None:
    try:
        os.kill(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
