"""What many pages cost: ``python benchmarks/scale.py [FOLDER_OF_PDFS] [FOLDER_OF_SCANS]``.

Measures on this machine, in CPU seconds: reading and extracting of born-digital and of scanned documents (with every
page read anew), putting a document into SQLite and into a shard, sending a task to a Dask worker and back. Then a
simulation of the queue with these figures: documents drawn from those measured, cores whose machine dies now and then,
and the one process that writes a SQL archive. Prints pages a second, how busy the cores are, and hours.
"""

from __future__ import annotations

import heapq
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from dask_cluster import Cluster  # noqa: E402 - beside the tests

from kc_extract.archive import open_archive  # noqa: E402
from kc_extract.archive.shards import write_documents  # noqa: E402
from kc_extract.archive.store import Store  # noqa: E402
from kc_extract.pipeline import extract, read  # noqa: E402
from kc_extract.schema import decode, encode  # noqa: E402
from kc_extract.types import Extraction  # noqa: E402

Answer = TypeVar("Answer")
SHARED = ROOT.parent / "shared/corpus"
#: Scanned documents that are measured: each page takes seconds.
SCANS = 3
TASKS = 300
#: Assumed, not measured: a core's hours between two deaths of its machine, seconds until another stands in its place.
HOURS_BETWEEN_DEATHS, SECONDS_TO_REPLACE = 500.0, 120.0
CORES = (2, 16, 64, 256, 1024)
#: Documents of one simulated queue for each core: enough that its beginning and its end do not matter.
DEPTH = 60
PAGES = (1_000_000, 100_000_000)


class Cost(NamedTuple):
    """CPU seconds and pages of one document."""

    seconds: float
    pages: int


class Overheads(NamedTuple):
    """Seconds a document of the one process that writes a SQL archive, and of a worker that writes its own shard."""

    sql: float
    shard: float
    task: float


class Sketch(NamedTuple):
    """What a simulated queue gave: pages a second, the share of the cores' time that was work, documents done twice."""

    pages: float
    busy: float
    again: int


def main(arguments: list[str]) -> None:
    """Measure, simulate, print."""
    folders = [Path(one) for one in arguments] or [SHARED / "pdf", SHARED / "scan"]
    os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp()  # no reading of before is used
    os.environ["KC_OCR_THREADS"] = "1"
    made: list[Extraction] = []
    kinds = {"born-digital": _measure([*_pdfs(ROOT / "corpus"), *_pdfs(folders[0])], made)}
    kinds["scanned"] = _measure(_pdfs(folders[1])[:SCANS], made)
    over = _overheads(made)
    for kind, costs in kinds.items():
        pages = sum(cost.pages for cost in costs)
        each = sum(cost.seconds for cost in costs) / pages
        _say(f"{kind}: {len(costs)} documents, {pages} pages, {1000 * each:.0f} CPU ms a page")
    _say(
        f"SQLite {1000 * over.sql:.1f} ms, shard {1000 * over.shard:.1f} ms, Dask {1000 * over.task:.1f} ms a document"
    )
    for kind, costs in kinds.items():
        for cores in CORES:
            _tell(kind, cores, costs, over)


def simulate(costs: Sequence[Cost], cores: int, each: float, writer: float, *, seed: int = 1) -> Sketch:
    """A queue of documents drawn from ``costs`` over so many cores, each costing ``each`` seconds more.

    ``writer``: seconds that one process has each document in hand once it is done; those that wait for it lie on a
    disk and keep nobody. Cores die at random; what they had in hand is done again.
    """
    chance = random.Random(seed)  # noqa: S311 - the same queue every time
    free = [(0.0, core) for core in range(cores)]
    done: list[float] = []
    worked, pages, again = 0.0, 0, 0
    while len(done) < DEPTH * cores:
        now, core = heapq.heappop(free)
        cost = chance.choice(costs)
        seconds = cost.seconds + each
        if chance.random() < seconds / (HOURS_BETWEEN_DEATHS * 3600):
            again += 1
            heapq.heappush(free, (now + chance.random() * seconds + SECONDS_TO_REPLACE, core))
            continue
        heapq.heappush(free, (now + seconds, core))
        done.append(now + seconds)
        worked += seconds
        pages += cost.pages
    written = 0.0
    for moment in sorted(done):
        written = max(written, moment) + writer
    return Sketch(pages / written, worked / (cores * written), again)


def _tell(kind: str, cores: int, costs: Sequence[Cost], over: Overheads) -> None:
    ways = {"one writer": (0.0, over.sql + over.task), "own shards": (over.shard, 0.0)}
    for way, (each, writer) in ways.items():
        sketch = simulate(costs, cores, each, writer)
        hours = ", ".join(f"{pages / sketch.pages / 3600:,.2f} h for {pages / 1e6:.0f} million" for pages in PAGES)
        core_hours = PAGES[0] / sketch.pages / 3600 * cores
        _say(
            f"{kind}, {cores} cores, {way}: {sketch.pages:,.0f} pages/s, busy {100 * sketch.busy:.0f} %, "
            f"{hours}; {core_hours:,.1f} core hours a million"
        )


def _pdfs(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.pdf"))


def _measure(paths: Iterable[Path], made: list[Extraction]) -> list[Cost]:
    """The cost of each document; the first one is read twice, for it also loads what all need."""
    costs: list[Cost] = []
    for number, path in enumerate(paths):
        data = path.read_bytes()
        if number == 0 and not made:
            extract(read(data, path.name))
        extraction, seconds = _timed(lambda data=data, path=path: extract(read(data, path.name)))  # type: ignore[misc]
        made.append(extraction)
        costs.append(Cost(seconds, extraction.document.pages))
    return costs


def _overheads(made: Sequence[Extraction]) -> Overheads:
    with tempfile.TemporaryDirectory() as folder:
        with open_archive(f"{folder}/a.db", create=True) as archive:
            archive.add(_renamed(made[0], "warm"))
            packed = [encode(_renamed(one, "cold")) for one in made]
            _, sql = _timed(lambda: [archive.add(decode(one)) for one in packed])
        documents = [(f"{number}", _renamed(one, str(number))) for number, one in enumerate(made)]
        store = Store(f"{folder}/dataset/")
        write_documents(store, documents[:1])
        _, shard = _timed(lambda: write_documents(store, documents))
        return Overheads(sql / len(made), shard / len(made), _task(Path(folder)))


def _renamed(extraction: Extraction, mark: str) -> Extraction:
    """The extraction as if of other bytes."""
    fields = msgspec.structs.replace(extraction.document, id=(mark + extraction.document.id)[:64])
    return msgspec.structs.replace(extraction, document=fields)


def _task(folder: Path) -> float:
    """Seconds of the asking side for each task that does nothing, sent to a worker and back."""
    from distributed import Client

    with Cluster(folder) as cluster:
        cluster.add_worker()
        with Client(cluster.address, set_as_default=False) as client:
            client.gather(client.map(_nothing, range(10), pure=False))
            _, seconds = _timed(lambda: client.gather(client.map(_nothing, range(TASKS), pure=False)))
    return seconds / TASKS


def _nothing(number: int) -> int:
    return number


def _timed(work: Callable[[], Answer]) -> tuple[Answer, float]:
    begun = time.process_time()
    result = work()
    return result, time.process_time() - begun


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
