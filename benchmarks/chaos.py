"""Kills at random moments: ``python benchmarks/chaos.py [KIND=TRIALS …] [--documents N] [--seed N]``.

Kinds: ``sqlite``, ``postgresql``, ``dataset`` (Parquet), ``cluster`` (SQLite, worked on by a Dask cluster). In each
trial a batch of 500 documents is killed once at a moment drawn evenly from its duration (the program, the program with
all its workers, one worker; on a cluster also one of its workers or the scheduler) and then run to its end. Every table
but those of the hour is compared with that of an undisturbed run, row for row. Exit code 1 where any differs.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Self

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import chaos  # noqa: E402 - beside the tests
from archive_making import contents  # noqa: E402
from dask_cluster import Cluster, kill  # noqa: E402
from postgres_server import server  # noqa: E402

#: The trials of ``make chaos``.
ALL = ("sqlite=100", "postgresql=30", "dataset=30", "cluster=30")
LOCAL = (chaos.kill_program, chaos.kill_all, chaos.kill_worker)


def main(arguments: list[str]) -> int:
    """Run all trials, print what became of them."""
    parser = argparse.ArgumentParser()
    parser.add_argument("kinds", nargs="*", default=ALL)
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    differing = 0
    with tempfile.TemporaryDirectory(prefix="kc-chaos-") as folder:
        source = chaos.write_documents(Path(folder) / "in", given.documents)
        chance = random.Random(given.seed)  # noqa: S311 - so that the same kills can be had again
        for kind, _, count in (one.partition("=") for one in given.kinds):
            begun = time.monotonic()
            outcomes = Counter(trials(kind, int(count), source, Path(folder) / kind, chance))
            differing += outcomes["differs"]
            print(f"{kind}: {dict(outcomes)} of {count} trials, {time.monotonic() - begun:.0f} s", flush=True)
    return 1 if differing else 0


def trials(kind: str, count: int, source: Path, folder: Path, chance: random.Random) -> Iterator[str]:
    """Of each trial ``equal`` or ``differs``."""
    folder.mkdir()
    with ExitStack() as held:
        parts = held.enter_context(Parts(folder)) if kind == "cluster" else None
        ending = "/" if kind == "dataset" else ".db"
        seconds = chaos.undisturbed(source, f"{folder}/plain{ending}", parts and parts.cluster.address)
        plain = contents(f"{folder}/plain{ending}")
        print(f"{kind}: {seconds:.1f} s undisturbed", flush=True)
        for number in range(count):
            address = server().new() if kind == "postgresql" else f"{folder}/{number}{ending}"
            act = chance.choice(LOCAL if parts is None else (*LOCAL[:1], parts.kill_worker, parts.kill_scheduler))
            chaos.disturbed(source, address, [chance.uniform(0, seconds)], [act], parts and parts.cluster)
            if parts is not None:
                parts.mend(source, address)
            same = contents(address) == plain
            if not same:
                print(f"{kind}: trial {number} differs after {act.__name__}", flush=True)
            yield "equal" if same else "differs"


class Parts:
    """A cluster of two workers whose parts are killed and replaced."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._count = 0
        self.cluster = self._new()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.cluster.__exit__()

    def kill_worker(self, process: object) -> None:
        """Kill a worker, in whose place another comes."""
        chaos.kill_part(self.cluster)(process)  # type: ignore[arg-type]

    def kill_scheduler(self, process: object) -> None:  # noqa: ARG002 - as every kill
        """Kill the scheduler; the run ends with a word on it."""
        kill(self.cluster.scheduler)

    def mend(self, source: Path, address: str) -> None:
        """A whole cluster again; what its death left undone is done on the new one."""
        if self.cluster.scheduler.poll() is not None:
            self.cluster.__exit__()
            self.cluster = self._new()
            chaos.disturbed(source, address, [], [], self.cluster)

    def _new(self) -> Cluster:
        self._count += 1
        folder = self._folder / f"cluster{self._count}"
        folder.mkdir()
        cluster = Cluster(folder)
        cluster.add_worker()
        cluster.add_worker()
        return cluster


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
