"""Shards of a dataset read, and joined into one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kc_extract.archive.columns import arrow_schema, table_of
from kc_extract.archive.shards import path_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from kc_extract.archive.holdings import Holdings
    from kc_extract.archive.rows import Row
    from kc_extract.archive.shards import Holding
    from kc_extract.archive.store import Store

#: The columns that tell the document of a row, where they have another name; rows of runs and names all stay.
_KEYS = {"documents": "key", "names": None, "runs": None}


def read_rows(store: Store, table: str, shard: str, filters: list[tuple[str, str, object]] | None = None) -> pa.Table:
    """The rows of a table in a shard."""
    import pyarrow.parquet as pq

    def read() -> pa.Table:
        with store.open(path_of(table, shard)) as file:
            return pq.read_table(file, filters=filters, schema=arrow_schema(table))

    return store.persist(read)


def joined(
    store: Store,
    holdings: Holdings,
    shards: Sequence[str],
    entries: Sequence[Holding],
    tables: Mapping[str, pa.Table],
) -> tuple[tuple[Holding, ...], dict[str, pa.Table]]:
    """The new documents with their ``tables`` and all others of the shards, each document once: entries and rows."""
    import pyarrow as pa
    import pyarrow.compute as pc

    kept = {entry.id: entry for entry in entries}
    parts: dict[str, list[pa.Table]] = {name: [table] for name, table in tables.items()}
    for shard in shards:
        documents = holdings.documents(shard)
        mine = {entry.id: entry for entry in documents if entry.id not in kept}
        kept |= mine
        keys = pa.array(sorted(entry.key for entry in mine.values()), pa.int64())
        for name in holdings.commits[shard].rows:
            found = read_rows(store, name, shard)
            column = _KEYS.get(name, "document")
            if column is not None and len(mine) < len(documents):
                found = found.filter(pc.is_in(found[column], value_set=keys))
            parts.setdefault(name, []).append(found)
    whole = {name: pa.concat_tables(tables) for name, tables in parts.items()}
    if "names" in whole:
        whole["names"] = table_of("names", _distinct(whole["names"].to_pylist()))
    return tuple(sorted(kept.values(), key=lambda entry: entry.key)), whole


def _distinct(names: list[Row]) -> list[Row]:
    return [{"id": content, "name": name} for content, name in sorted({(row["id"], row["name"]) for row in names})]
