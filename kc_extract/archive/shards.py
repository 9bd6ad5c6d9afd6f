"""Shards of a Parquet dataset: which of them count, and what stands in them."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from kc_extract.archive.columns import table_of
from kc_extract.archive.rows import Row, child_rows, document_row
from kc_extract.archive.sql import LEVEL, original
from kc_extract.types import Frozen, ProducedBy

if TYPE_CHECKING:
    import pyarrow as pa

    from kc_extract.archive.store import Store
    from kc_extract.types import Extraction

COMMITS = "commits"


class Holding(Frozen, frozen=True, kw_only=True):
    """A document of a shard: content hash, key, how it was made, the codes of its notes."""

    id: str
    key: int
    produced_by: ProducedBy
    codes: tuple[str, ...] = ()


class Commit(Frozen, frozen=True, kw_only=True):
    """The marker by which a shard counts: its documents, its rows by table, its bytes, the shards it stands for."""

    name: str
    documents: tuple[Holding, ...]
    rows: dict[str, int]
    size: int
    supersedes: tuple[str, ...] = ()


_COMMITS = msgspec.json.Decoder(Commit)
#: Markers that object storage is asked for at once.
_TOGETHER = 256


def path_of(table: str, shard: str) -> str:
    """The file of a table's rows in a shard."""
    return f"{table}/{shard}.parquet"


def name_of(content: object, supersedes: Iterable[str]) -> str:
    """The name of a shard: the same for the same content in place of the same shards, wherever it is written."""
    return hashlib.sha256(msgspec.json.encode([content, sorted(supersedes)])).hexdigest()[:24]


def write_shard(store: Store, commit: Commit, tables: Mapping[str, pa.Table]) -> Commit:
    """The shard, written: first its rows, last its marker; a shard of the same name is the same and may be there."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    size = 0
    for name, table in tables.items():
        sink = pa.BufferOutputStream()
        pq.write_table(table, sink, compression="zstd")
        data = sink.getvalue().to_pybytes()
        size += len(data)
        store.put(path_of(name, commit.name), data)
    rows = {name: table.num_rows for name, table in tables.items()}
    written = msgspec.structs.replace(commit, rows=rows, size=size)
    store.put(_marker(commit.name), msgspec.json.encode(written))
    return written


def rows_of(extraction: Extraction) -> tuple[Holding, dict[str, list[Row]]]:
    """An extraction as it stands in a shard: its entry in the marker, and its rows by table, names left out."""
    row = document_row(extraction)
    data = zlib.compress(original(extraction), LEVEL)
    rows = {"documents": [row], **child_rows(extraction)}
    rows["extractions"] = [{"document": row["key"], "data": data}]
    codes = tuple(sorted({note.code for note in extraction.notes}))
    return Holding(id=row["id"], key=row["key"], produced_by=extraction.produced_by, codes=codes), rows


def write_documents(store: Store, documents: Iterable[tuple[str, Extraction]]) -> Commit | None:
    """A shard of documents that no other shard holds, each with its name, written; None where there are none.

    For workers that write on their own: the shard's name is that of its content.
    """
    entries: dict[str, Holding] = {}
    rows: dict[str, list[Row]] = {"names": []}
    for name, extraction in documents:
        entry, found = rows_of(extraction)
        rows["names"].append({"id": entry.id, "name": name})
        if entry.id not in entries:
            entries[entry.id] = entry
            for table, listed in found.items():
                rows.setdefault(table, []).extend(listed)
    if not entries:
        return None
    ordered = tuple(sorted(entries.values(), key=lambda entry: entry.key))
    rows["names"].sort(key=lambda row: (row["id"], row["name"]))
    name = name_of([[entry.key for entry in ordered], rows["names"]], ())
    return write_shard(store, Commit(name=name, documents=ordered, rows={}, size=0), to_tables(rows))


def to_tables(rows: Mapping[str, list[Row]]) -> dict[str, pa.Table]:
    """The rows by table as Arrow tables; tables without rows are left out."""
    return {name: table_of(name, found) for name, found in rows.items() if found}


def listed_commits(store: Store) -> set[str]:
    """The names of the shards that have their marker."""
    return {name.removesuffix(".json") for name in store.names(COMMITS) if name.endswith(".json")}


def read_commit(store: Store, name: str) -> Commit:
    """The marker of a shard."""
    return _COMMITS.decode(store.get(_marker(name)))


def read_commits(store: Store, names: Sequence[str]) -> dict[str, Commit]:
    """The markers of these shards, by name; what many documents tell alike is held once."""
    alike: dict[bytes, ProducedBy] = {}
    found: dict[str, Commit] = {}
    for start in range(0, len(names), _TOGETHER):
        for data in store.get_all([_marker(name) for name in names[start : start + _TOGETHER]]):
            commit = _COMMITS.decode(data)
            documents = tuple(_shared(entry, alike) for entry in commit.documents)
            found[commit.name] = msgspec.structs.replace(commit, documents=documents)
    return found


def _shared(entry: Holding, alike: dict[bytes, ProducedBy]) -> Holding:
    made = alike.setdefault(msgspec.json.encode(entry.produced_by), entry.produced_by)
    return Holding(id=entry.id, key=entry.key, produced_by=made, codes=entry.codes)


def bare(commit: Commit) -> Commit:
    """The marker without the documents, which are most of it."""
    return msgspec.structs.replace(commit, documents=())


def _marker(name: str) -> str:
    return f"{COMMITS}/{name}.json"


def live(commits: Mapping[str, Commit]) -> dict[str, Commit]:
    """The shards that count: those that no other stands for."""
    dead = {name for commit in commits.values() for name in commit.supersedes}
    return {name: commit for name, commit in commits.items() if name not in dead}


def groups(commits: Iterable[Commit], most: int) -> Iterator[list[str]]:
    """Shards to join up to ``most`` bytes, the small ones first, none where there is nothing to join it with."""
    group: list[Commit] = []
    for commit in sorted(commits, key=lambda commit: (commit.size, commit.name)):
        if group and sum(one.size for one in group) + commit.size > most:
            yield from [[one.name for one in group]] * (len(group) > 1)
            group = []
        group.append(commit)
    if len(group) > 1:
        yield [one.name for one in group]


def oldest_first(commits: dict[str, Commit]) -> list[str]:
    """The shards, each behind all that it stands for."""
    order: dict[str, None] = {}

    def visit(name: str) -> None:
        if name in commits and name not in order:
            for former in commits[name].supersedes:
                visit(former)
            order[name] = None

    for name in sorted(commits):
        visit(name)
    return list(order)
