"""Shards of a Parquet dataset: which of them count, and what stands in them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import msgspec

from kc_extract.archive.columns import table_of
from kc_extract.types import Frozen, ProducedBy

if TYPE_CHECKING:
    import pyarrow as pa

    from kc_extract.archive.rows import Row
    from kc_extract.archive.store import Store

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
    store.put(f"{COMMITS}/{commit.name}.json", msgspec.json.encode(written))
    return written


def to_tables(rows: Mapping[str, list[Row]]) -> dict[str, pa.Table]:
    """The rows by table as Arrow tables; tables without rows are left out."""
    return {name: table_of(name, found) for name, found in rows.items() if found}


def read_commits(store: Store) -> dict[str, Commit]:
    """Every shard that has its marker, by name."""
    names = (name for name in store.names(COMMITS) if name.endswith(".json"))
    found = (_COMMITS.decode(store.get(f"{COMMITS}/{name}")) for name in names)
    return {commit.name: commit for commit in found}


def live(commits: Mapping[str, Commit]) -> dict[str, Commit]:
    """The shards that count: those that no other stands for."""
    dead = {name for commit in commits.values() for name in commit.supersedes}
    return {name: commit for name, commit in commits.items() if name not in dead}
