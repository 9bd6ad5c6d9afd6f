"""A big batch: ``python benchmarks/batch.py [DOCUMENTS] [--archive URL]`` (10,000; a new SQLite file).

The documents are the specimens with their figures varied: text and web pages each for itself, PDFs in some renderings
whose copies differ in their last bytes. Prints CPU milliseconds a document by stage in one process, then of the whole
program with two workers: documents a second, the share of the one process that plans, writes the archive and waits,
its peak memory with a tenth of the documents and with all, and the time of a second run that finds all done.
"""

from __future__ import annotations

import argparse
import itertools
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from kc_extract.archive import open_archive
from kc_extract.pipeline import extract, read
from kc_extract.schema import encode

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from corpus.build import SOURCES, render  # noqa: E402 - the path must be known first
from corpus.source import read_specimen  # noqa: E402

Answer = TypeVar("Answer")
#: Renderings of each specimen; beyond them PDFs differ in bytes that no reader shows.
RENDERINGS = 8
_FIGURE = re.compile(r"(?<![\d/.])(?!0|19\d\d|20\d\d)\d+(?:\.\d{3})*(?![\d/])")
_DIGIT = re.compile(r"[1-9]")


class Cost(NamedTuple):
    """What a run of the program took: seconds, CPU seconds of itself and of its workers, its peak memory in MB."""

    seconds: float
    own: float
    workers: float
    megabytes: float


def main(arguments: list[str]) -> None:
    """Make the documents, run them, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("documents", nargs="?", type=int, default=10_000)
    parser.add_argument("--archive", default=None)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="kc-batch-") as folder:
        place = Path(folder)
        _say(f"{write_documents(place / 'in', given.documents) / 1e6:.0f} MB in {given.documents} documents")
        _stages(sorted((place / "in").rglob("*.*"))[:: max(1, given.documents // 100)])
        small, all_of_them = place / "in/0", place / "in"
        tenth = _run(small, f"{folder}/small.db")
        _tell(f"{sum(1 for _ in small.iterdir())} documents", sum(1 for _ in small.iterdir()), tenth)
        archive = given.archive or f"{folder}/all.db"
        first = _run(all_of_them, archive)
        _tell(f"{given.documents} documents", given.documents, first)
        more = first.megabytes - tenth.megabytes
        _say(f"  peak memory of the coordinator against a tenth of the documents: {more:+.0f} MB")
        second = _run(all_of_them, archive)
        _say(f"second run: {second.seconds:.1f} s, {100 * second.seconds / first.seconds:.2f} % of the first")


def write_documents(folder: Path, count: int) -> int:
    """Documents in ten folders of equal size; gives their bytes."""
    size = 0
    for number, (name, data) in enumerate(itertools.islice(_varied(), count)):
        path = folder / str(number * 10 // count) / f"{number:06}_{name}"
        path.parent.mkdir(parents=True, exist_ok=True)
        size += path.write_bytes(data)
    return size


def _varied() -> Iterator[tuple[str, bytes]]:
    """Documents without end, no two of the same bytes."""
    chance = random.Random(1)  # noqa: S311 - the same documents every time
    sources = [path.read_text("utf-8") for path in sorted(SOURCES.glob("*.txt"))]
    names = [path.name for path in sorted(SOURCES.glob("*.txt"))]
    with tempfile.TemporaryDirectory() as folder:
        made: list[tuple[str, bytes]] = []
        for text, name in list(zip(sources, names, strict=True)) * RENDERINGS:
            path = Path(folder) / name
            path.write_text(_vary(text, chance), "utf-8")
            made.append(render(read_specimen(path)))
    for number in itertools.count():
        for name, data in made:
            mark = f"\n%{number}\n" if name.endswith(".pdf") else ""
            yield name, data + mark.encode() if mark else _vary(data.decode(), chance).encode()


def _vary(text: str, chance: random.Random) -> str:
    """The text with other digits in its figures; years, dates and numbers of documents stay."""
    front, mark, body = text.rpartition("+++\n")
    return front + mark + _FIGURE.sub(lambda m: _DIGIT.sub(lambda _: chance.choice("123456789"), m[0]), body)


def _stages(paths: list[Path]) -> None:
    """CPU of each stage a document, in this process."""
    spent: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder, open_archive(f"{folder}/a.db", create=True) as archive:
        for path in [paths[0], *paths]:
            data, name = path.read_bytes(), path.name
            document = _timed(spent, "read", lambda data=data, name=name: read(data, name))  # type: ignore[misc]
            made = _timed(spent, "extract", lambda document=document: extract(document))  # type: ignore[misc]
            _timed(spent, "encode", lambda made=made: encode(made))  # type: ignore[misc]
            made = msgspec.structs.replace(made, document=msgspec.structs.replace(made.document, source_name=name))
            _timed(spent, "archive", lambda made=made: archive.add(made))  # type: ignore[misc]
            if len(spent) == 4 and path is paths[0]:  # noqa: PLR2004 - the first one has warmed all four up
                spent.clear()
    whole = sum(spent.values())
    for stage, seconds in spent.items():
        _say(f"  {stage}: {1000 * seconds / len(paths):.1f} CPU ms a document, {100 * seconds / whole:.0f} %")


def _timed(spent: dict[str, float], stage: str, work: Callable[[], Answer]) -> Answer:
    begun = time.process_time()
    result = work()
    spent[stage] = spent.get(stage, 0.0) + time.process_time() - begun
    return result


def _run(source: Path, archive: str) -> Cost:
    command = [sys.executable, "-c", _MEASURE, str(source), archive]
    begun = time.monotonic()
    process = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - our own program
    if process.returncode != 0:
        sys.exit(process.stderr.decode())
    own, workers, kilobytes = map(float, process.stdout.decode().split()[-3:])
    return Cost(time.monotonic() - begun, own, workers, kilobytes * 1024 / 1e6)


#: The program, which tells at its end what it took.
_MEASURE = """
import resource, sys
source, archive = sys.argv[1:]
sys.argv[1:] = ["run", source, "--archive", archive, "--workers", "2", "--quiet"]
from kc_extract.cli import main
try:
    main()
except SystemExit as end:
    own, below = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    print(own.ru_utime + own.ru_stime, below.ru_utime + below.ru_stime, own.ru_maxrss)
    raise
"""


def _tell(what: str, count: int, cost: Cost) -> None:
    whole = cost.own + cost.workers
    _say(
        f"{what}: {count / cost.seconds:.1f} documents/s, {1000 * whole / count:.0f} CPU ms each; "
        f"coordinator {100 * cost.own / whole:.0f} % of the CPU, peak {cost.megabytes:.0f} MB"
    )


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
