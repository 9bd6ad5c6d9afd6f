"""The index of a dataset: in which shard each document is, in files of which only those asked for are read.

It repeats what the markers tell, and these stay: an index that is old, or gone, costs time and nothing else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from kc_extract.archive.rows import Row, key_of
from kc_extract.archive.shards import Commit, Holding
from kc_extract.types import Frozen, ProducedBy

if TYPE_CHECKING:
    import pyarrow as pa

    from kc_extract.archive.store import Store

FOLDER = "index"
#: Rows of one file, past which they are parted by one more digit of their hash.
FILE_ROWS = 100_000
#: Files kept in memory, for what is asked one by one.
_KEPT = 4
#: What is parted into files: where documents are, and which of their names are known.
_KINDS = ("documents", "names")

Place = tuple[Holding, str]
#: The rows of a kind by hash; what gives those of a file of the old index that still count.
Rows = Mapping[str, tuple[int, ...]]
Kept = Callable[["pa.Table"], "pa.Table"]


class Making(Frozen, frozen=True, kw_only=True):
    """How documents were made, which many share."""

    produced_by: ProducedBy
    codes: tuple[str, ...] = ()


class Head(Frozen, frozen=True, kw_only=True):
    """What an index is of: the shards that counted, without their documents, and the markers that counted no more.

    ``counts``: the rows by kind; ``digits``: by how many digits of its hash a row is told its file, by kind.
    """

    shards: tuple[Commit, ...] = ()
    dead: tuple[str, ...] = ()
    makings: tuple[Making, ...] = ()
    counts: dict[str, int] = msgspec.field(default_factory=lambda: dict.fromkeys(_KINDS, 0))
    digits: dict[str, int] = msgspec.field(default_factory=lambda: dict.fromkeys(_KINDS, 0))


_HEADS = msgspec.json.Decoder(Head)


def mark_of(content: str, name: str) -> str:
    """What stands for a document's name in the index: 128 bits of a hash."""
    return hashlib.sha256(f"{content}\0{name}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


class Index:
    """An index that stands; ``name`` is empty for that of a dataset which has none yet."""

    def __init__(self, store: Store, name: str = "", head: Head | None = None) -> None:
        self.name = name
        self.head = head or Head()
        self._store = store
        self._rows = lru_cache(maxsize=_KEPT)(self._read)

    def find(self, contents: Iterable[str]) -> Iterator[tuple[str, Place]]:
        """The documents among these that it knows, each with its entry and the name of its shard."""
        for row in self._rows_of("documents", contents):
            making = self.head.makings[row["making"]]
            key = key_of(row["id"], making.produced_by)
            entry = Holding(id=row["id"], key=key, produced_by=making.produced_by, codes=making.codes)
            yield row["id"], (entry, self.head.shards[row["shard"]].name)

    def known(self, marks: Iterable[str]) -> set[str]:
        """The marks of names among these that it knows."""
        return {row["id"] for row in self._rows_of("names", marks)}

    def part(self, kind: str, prefix: str) -> pa.Table:
        """The rows whose hash begins so, from the one file that may hold them."""
        import pyarrow.compute as pc

        rows = self._rows(kind, prefix[: self.head.digits[kind]])
        return rows.filter(pc.starts_with(rows["id"], pattern=prefix))

    def _rows_of(self, kind: str, asked: Iterable[str]) -> Iterator[Row]:
        import pyarrow as pa
        import pyarrow.compute as pc

        for prefix, hashes in sorted(parted(asked, self.head.digits[kind]).items()):
            rows = self._rows(kind, prefix)
            yield from rows.filter(pc.is_in(rows["id"], value_set=pa.array(hashes))).to_pylist()

    def _read(self, kind: str, prefix: str) -> pa.Table:
        import pyarrow.parquet as pq

        if not self.head.counts[kind]:
            return _schema(kind).empty_table()
        with self._store.open(_file(self.name, kind, prefix)) as file:
            return pq.read_table(file, schema=_schema(kind))


def newest(store: Store) -> Index:
    """The newest index that is whole, an empty one where there is none."""
    names = set(store.names(FOLDER))
    for name in sorted((name for name in names if name.endswith(".json")), reverse=True):
        head = _HEADS.decode(store.get(f"{FOLDER}/{name}"))
        stem = name.removesuffix(".json")
        if all(file.removeprefix(f"{FOLDER}/") in names for file in _files(stem, head)):
            return Index(store, stem, head)
    return Index(store)


def write_index(
    store: Store,
    old: Index,
    head: Head,
    documents: Mapping[str, Place],
    marks: Collection[str],
) -> Index:
    """The index of ``head``, written: the rows of the ``old`` one that still count and the new ones; its head last.

    Files of indexes before the old one are taken away: whoever reads with that may go on.
    """
    numbers = {commit.name: number for number, commit in enumerate(head.shards)}
    makings, number_of = _makings(old.head.makings, documents)
    new: dict[str, Rows] = {
        "documents": {content: (numbers[shard], number_of[content]) for content, (_, shard) in documents.items()},
        "names": dict.fromkeys(marks, ()),
    }
    kept: dict[str, Kept] = {"documents": _kept_documents(old, numbers), "names": lambda rows: rows}
    most = {kind: old.head.counts[kind] + len(new[kind]) for kind in _KINDS}
    digits = {kind: max(old.head.digits[kind], _digits(most[kind])) for kind in _KINDS}
    number = int(old.name.partition("-")[0] or 0) + 1
    name = f"{number:08}-{hashlib.sha256(msgspec.json.encode(head)).hexdigest()[:16]}"
    counts = {}
    for kind in _KINDS:
        parts = _parts(kind, digits[kind], old, new[kind], kept[kind])
        counts[kind] = sum(_write_part(store, _file(name, kind, prefix), rows) for prefix, rows in parts)
    whole = msgspec.structs.replace(head, makings=makings, counts=counts, digits=digits)
    store.put(f"{FOLDER}/{name}.json", msgspec.json.encode(whole))
    _sweep(store, {name, old.name})
    return Index(store, name, whole)


def parted(hashes: Iterable[str], digits: int) -> dict[str, list[str]]:
    """The hashes by their first digits."""
    parts: dict[str, list[str]] = {}
    for each in hashes:
        parts.setdefault(each[:digits], []).append(each)
    return parts


def _parts(kind: str, digits: int, old: Index, new: Rows, kept: Kept) -> Iterator[tuple[str, pa.Table]]:
    """The rows of each file by what their hashes begin with, one after the other."""
    import pyarrow as pa
    import pyarrow.compute as pc

    parts = parted(new, digits)
    for prefix in _prefixes(digits):
        hashes = parts.get(prefix, [])
        former = kept(old.part(kind, prefix))
        former = former.filter(pc.invert(pc.is_in(former["id"], value_set=pa.array(hashes, pa.string()))))
        columns = [pa.array(hashes, pa.string()), *_columns(kind, [new[each] for each in hashes])]
        yield prefix, pa.concat_tables([former, pa.table(columns, schema=_schema(kind))]).sort_by("id")


def _write_part(store: Store, path: str, rows: pa.Table) -> int:
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = pa.BufferOutputStream()
    pq.write_table(rows, sink, compression="zstd")
    store.put(path, sink.getvalue().to_pybytes())
    return int(rows.num_rows)


def _kept_documents(old: Index, numbers: Mapping[str, int]) -> Kept:
    """What gives the rows whose shards still count, with the numbers that these have now."""
    import pyarrow as pa
    import pyarrow.compute as pc

    now = pa.array([numbers.get(commit.name) for commit in old.head.shards], pa.int32())

    def kept(rows: pa.Table) -> pa.Table:
        rows = rows.set_column(1, _schema("documents").field("shard"), pc.take(now, rows["shard"]))
        return rows.filter(pc.is_valid(rows["shard"]))

    return kept


def _makings(old: tuple[Making, ...], documents: Mapping[str, Place]) -> tuple[tuple[Making, ...], dict[str, int]]:
    """All ways in which documents were made, and the number of that of each document."""
    numbers = {msgspec.json.encode(making): number for number, making in enumerate(old)}
    number_of: dict[str, int] = {}
    makings = list(old)
    for content, (entry, _) in documents.items():
        making = Making(produced_by=entry.produced_by, codes=entry.codes)
        number_of[content] = numbers.setdefault(msgspec.json.encode(making), len(makings))
        if number_of[content] == len(makings):
            makings.append(making)
    return tuple(makings), number_of


def _sweep(store: Store, stay: set[str]) -> None:
    """Take all other indexes away, each beginning with its head, so that none is taken for whole meanwhile."""
    files = [file for file in store.names(FOLDER) if not any(name and file.startswith(name) for name in stay)]
    for file in sorted(files, key=lambda file: not file.endswith(".json")):
        store.remove(f"{FOLDER}/{file}")


def _schema(kind: str) -> pa.Schema:
    import pyarrow as pa

    more = [pa.field("shard", pa.int32()), pa.field("making", pa.int32())] if kind == "documents" else []
    return pa.schema([pa.field("id", pa.string()), *more])


def _columns(kind: str, rows: list[tuple[int, ...]]) -> list[pa.Array]:
    import pyarrow as pa

    return [pa.array([row[place] for row in rows], pa.int32()) for place in range(len(_schema(kind)) - 1)]


def _digits(count: int) -> int:
    return next(digits for digits in range(16) if FILE_ROWS * 16**digits >= count)


def _prefixes(digits: int) -> list[str]:
    return [f"{number:0{digits}x}" for number in range(16**digits)] if digits else [""]


def _files(name: str, head: Head) -> Iterator[str]:
    for kind in _KINDS:
        if head.counts[kind]:
            yield from (_file(name, kind, prefix) for prefix in _prefixes(head.digits[kind]))


def _file(name: str, kind: str, prefix: str) -> str:
    return f"{FOLDER}/{name}-{kind}{prefix and '-'}{prefix}.parquet"
