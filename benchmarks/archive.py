"""What an archive costs: ``python benchmarks/archive.py [DOCUMENTS] [ADDRESS …]``.

Extracts the specimens once, then puts varied copies of them (each with another hash and number) into each archive: by
default a new SQLite file and a new Parquet dataset in a temporary folder. Prints CPU and wall milliseconds a document,
their share beside those of the extraction, how long it takes to find all documents done, bytes, and a search.
"""

from __future__ import annotations

import hashlib
import itertools
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from kc_extract.archive import Archive, SqlArchive, open_archive, search
from kc_extract.pipeline import extract, read
from kc_extract.types import Extraction

Answer = TypeVar("Answer")
CORPUS = Path(__file__).resolve().parent.parent / "corpus"


def main(arguments: list[str]) -> None:
    """Measure every archive with the same documents."""
    count = int(arguments[0]) if arguments else 300
    specimens, cost = _timed(_extract_all)
    extraction = cost[0] / len(specimens)
    _say(f"extraction: {extraction:.1f} CPU ms a document")
    with tempfile.TemporaryDirectory() as folder:
        for address in arguments[1:] or [f"{folder}/archive.db", f"{folder}/archive/"]:
            _measure(address, list(itertools.islice(_varied(specimens), count)), extraction)
            if address.startswith(folder):
                _say(f"  {_size(Path(folder)) / count / 1024:.0f} KiB a document, what came before included")


def _measure(address: str, documents: list[Extraction], extraction: float) -> None:
    with open_archive(address, create=True) as archive:
        _, (cpu, wall) = _timed(lambda: _fill(archive, documents))
        cpu, wall = cpu / len(documents), wall / len(documents)
        _say(f"{address.partition('?')[0]}: {len(documents)} documents")
        _say(f"  put in: {cpu:.1f} CPU ms, {wall:.1f} ms a document; {100 * cpu / (cpu + extraction):.0f} % of a run")
        found, (cpu, _) = _timed(lambda: archive.made([one.document.id for one in documents]))
        _say(f"  found done: {cpu / len(found):.2f} CPU ms a document")
        if isinstance(archive, SqlArchive):
            for query in ("khuyen cong", "kinh phi"):
                hits, (_, wall) = _timed(lambda query=query: search(archive, query))  # type: ignore[misc]
                _say(f"  search {query!r}: {len(hits)} hits in {wall:.0f} ms")


def _fill(archive: Archive, documents: list[Extraction]) -> None:
    for one in documents:
        archive.add(one)
    if not isinstance(archive, SqlArchive):
        archive.flush()


def _extract_all() -> list[Extraction]:
    paths = sorted(path for path in CORPUS.iterdir() if path.suffix in {".pdf", ".html", ".txt"})
    return [extract(read(path.read_bytes(), path.name)) for path in paths]


def _varied(specimens: list[Extraction]) -> Iterator[Extraction]:
    for number, one in enumerate(itertools.cycle(specimens)):
        content = hashlib.sha256(f"{number}".encode()).hexdigest()
        fields = msgspec.structs.replace(one.document, id=content, number=f"{number}/QĐ-UBND")
        yield msgspec.structs.replace(one, document=fields, text=f"{one.text}\n{number}")


def _timed(work: Callable[[], Answer]) -> tuple[Answer, tuple[float, float]]:
    """The result, and milliseconds of CPU and of the clock."""
    cpu, wall = time.process_time(), time.perf_counter()
    result = work()
    return result, (1000 * (time.process_time() - cpu), 1000 * (time.perf_counter() - wall))


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
