"""A Parquet dataset as an archive: shards that count once their marker stands, on disk or in object storage."""

from __future__ import annotations

import datetime as dt
import zlib
from contextlib import ExitStack
from typing import TYPE_CHECKING

import msgspec

from kc_extract.archive.address import ArchiveError
from kc_extract.archive.claims import claim_store
from kc_extract.archive.columns import arrow_schema, table_of
from kc_extract.archive.holding import Made, RunCounts
from kc_extract.archive.holdings import Holdings
from kc_extract.archive.index import FOLDER as INDEX
from kc_extract.archive.joining import joined, read_rows
from kc_extract.archive.shards import (
    COMMITS,
    Commit,
    Holding,
    groups,
    name_of,
    path_of,
    rows_of,
    to_tables,
    write_shard,
)
from kc_extract.archive.sql import PAUSES
from kc_extract.archive.store import Store
from kc_extract.quarantine import entries_to_lines, lines_to_entries
from kc_extract.schema import decode

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from typing import Self

    import pyarrow as pa

    from kc_extract.archive.rows import Row
    from kc_extract.types import Extraction, Quarantined

#: Documents of a shard, and bytes of stored extractions after which it is written however few they are.
SHARD_DOCUMENTS = 256
SHARD_BYTES = 32_000_000
#: Bytes to which compaction joins shards.
COMPACT_BYTES = 128_000_000
MANIFEST = "manifest.json"
QUARANTINE = "quarantine.jsonl"
TABLES = (
    "documents", "names", "extractions", "sections", "citations", "targets", "funding", "tables", "checks", "notes",
    "passages", "runs",
)  # fmt: skip


class DatasetArchive:
    """An archive of Parquet files; documents are in it once their shard is written, at the latest when it is closed."""

    def __init__(self, address: str, *, create: bool = False) -> None:
        self.address = address
        self.store = Store(address)
        self._holdings = Holdings(self.store)
        self.store.patience = PAUSES
        self._has_changed = False
        if not create and not self._holdings.commits:
            message = f"{address}: there is no archive; make one with: kc-extract run SOURCE --archive {address}"
            raise ArchiveError(message)
        self._pending: dict[str, tuple[Holding, dict[str, list[Row]]]] = {}
        self._names: set[tuple[str, str]] = set()
        self._bytes = 0
        self._shut = lines_to_entries(self.store.get(QUARANTINE)) if self.store.has(QUARANTINE) else {}
        self._has_shut = False
        self._claimed = ExitStack()
        self._run: tuple[int, dt.datetime, str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Write what waits for its shard to fill, and the manifest where something was written."""
        try:
            self.flush()
            if self._has_changed:
                self._join_doubled()
                self._write_manifest()
        finally:
            self._claimed.close()

    def claim(self) -> None:
        """Keep other runs out until this archive is closed; ``BusyError`` where another is at work."""
        self._claimed.enter_context(claim_store(self.store, self.address))
        self._join_doubled()

    def adopt(self, commit: Commit) -> None:
        """Know of a shard that a worker has written."""
        self._know(commit)
        self._fold()

    def quarantine(self, entry: Quarantined) -> None:
        """Remember what fails, in place of what was known of the same bytes; written with the next shard."""
        self._shut[entry.id] = entry
        self._has_shut = True

    def release(self, contents: Collection[str]) -> None:
        """Forget that these contents failed."""
        for content in contents:
            self._has_shut |= self._shut.pop(content, None) is not None

    def quarantined(self) -> dict[str, Quarantined]:
        """All that is known to fail, by the hash of its bytes."""
        return dict(self._shut)

    def add(self, extraction: Extraction, name: str | None = None, run: int | None = None) -> None:  # noqa: ARG002 - as every archive
        """Put an extraction in, in place of what was made of the same bytes before; ``name`` is one of its names."""
        entry, rows = rows_of(extraction)
        self._names.add((entry.id, name or extraction.document.source_name or entry.id))
        held = self._holdings.find([entry.id]).get(entry.id)
        if held is not None and held[0].key == entry.key:
            return  # the same making of the same bytes
        self._pending[entry.id] = (entry, rows)
        self._bytes += len(rows["extractions"][0]["data"])
        if len(self._pending) >= SHARD_DOCUMENTS or self._bytes >= SHARD_BYTES:
            self.flush()

    @property
    def is_waiting(self) -> bool:
        """Whether documents that were put in wait for their shard, and would be lost with this process."""
        return bool(self._pending)

    def add_names(self, named: Iterable[tuple[str, str]]) -> None:
        """Note under which names (second) documents came that the archive holds: pairs of content hash and name."""
        self._names.update(named)

    def made(self, contents: Collection[str]) -> dict[str, Made]:
        """How the extractions of these contents were made; without those that the archive does not hold."""
        held = {content: entry for content, (entry, _) in self._holdings.find(contents).items()}
        held |= {content: self._pending[content][0] for content in contents if content in self._pending}
        return {one.id: Made(produced_by=one.produced_by, codes=frozenset(one.codes)) for one in held.values()}

    def stored(self, content: str) -> bytes | None:
        """The extraction of this content as it was written, byte for byte; None where the archive does not hold it."""
        self.flush()
        held = self._holdings.find([content]).get(content)
        if held is None:
            return None
        entry, shard = held
        [row] = read_rows(self.store, "extractions", shard, [("document", "=", entry.key)]).to_pylist()
        return zlib.decompress(row["data"])

    def extractions(self) -> Iterator[Extraction]:
        """Every extraction, shard by shard."""
        self.flush()
        for name in self._shards("extractions"):
            for row in read_rows(self.store, "extractions", name).to_pylist():
                yield decode(zlib.decompress(row["data"]))

    def table(self, name: str) -> pa.Table:
        """All rows of a table."""
        import pyarrow as pa

        parts = (read_rows(self.store, name, shard) for shard in self._shards(name))
        return pa.concat_tables([arrow_schema(name).empty_table(), *parts])

    def files(self, name: str) -> list[str]:
        """The paths of the files that make up a table, within the archive."""
        return [path_of(name, shard) for shard in self._shards(name)]

    def _shards(self, table: str) -> list[str]:
        return [name for name, commit in sorted(self._holdings.commits.items()) if table in commit.rows]

    def begin_run(self, version: str, now: dt.datetime) -> int:
        """The number of a run that begins; it is noted when it ends."""
        self._run = (int(now.timestamp()), now, version)
        return self._run[0]

    def end_run(self, run: int, counts: RunCounts, now: dt.datetime) -> None:
        """Note a run and what became of its documents."""
        began, version = (self._run[1], self._run[2]) if self._run else (now, "")
        times = {"began": _utc(began), "ended": _utc(now)}
        row: Row = {"id": run % 2**31, **times, "version": version, **msgspec.structs.asdict(counts)}
        self._commit((), {"runs": table_of("runs", [row])}, name_of(["run", began.isoformat()], ()))

    def flush(self) -> None:
        """Write the shard of what waits, with what else stands in the shards that hold its former making."""
        if self._pending:
            self._write_pending()
        if self._names:
            self._write_names()
        if self._has_shut:
            self.store.put(QUARANTINE, entries_to_lines(self._shut.values()))
            self._has_shut = False
        self._fold()

    def _write_names(self) -> None:
        """Write the names that are new, whatever documents they name."""
        rows: list[Row] = [{"id": content, "name": name} for content, name in self._holdings.unknown(self._names)]
        if rows:
            self._commit((), {"names": table_of("names", rows)}, name_of(rows, ()))
        self._names = set()

    def _write_pending(self) -> None:
        replaced = sorted({shard for _, shard in self._holdings.find(self._pending).values()})
        rows: dict[str, list[Row]] = {name: [] for name in TABLES}
        for _, found in self._pending.values():
            for name in found:
                rows[name] += found[name]
        mine = sorted(pair for pair in self._names if pair[0] in self._pending)
        rows["names"] = [{"id": content, "name": name} for content, name in mine]
        entries = tuple(entry for entry, _ in self._pending.values())
        self._replace(replaced, entries, to_tables(rows))
        self._pending, self._bytes = {}, 0

    def compact(self) -> int:
        """Join small shards, and take away what no longer counts or never came to count; no run may write meanwhile.

        Gives the number of files that were removed.
        """
        self.flush()
        for group in groups(self._holdings.commits.values(), COMPACT_BYTES):
            self._replace(group, (), {})
        self._holdings.fold()
        removed = self._remove_dead()
        self._write_manifest()
        return removed

    def _replace(self, replaced: list[str], entries: tuple[Holding, ...], tables: dict[str, pa.Table]) -> None:
        """One shard of the new documents and of all others of the shards that it stands for."""
        documents, whole = joined(self.store, self._holdings, replaced, entries, tables)
        content = [entry.key for entry in documents]
        self._commit(documents, whole, name_of(content, replaced), replaced)

    def _commit(
        self, documents: tuple[Holding, ...], tables: dict[str, pa.Table], name: str, replaced: Iterable[str] = ()
    ) -> None:
        commit = Commit(name=name, documents=documents, rows={}, size=0, supersedes=tuple(replaced))
        self._know(write_shard(self.store, commit, tables))

    def _know(self, commit: Commit) -> None:
        self._holdings.know(commit)
        self._has_changed = True

    def _fold(self) -> None:
        """Write the index anew where the next open would have to read too many markers."""
        if self._has_changed and self._holdings.is_long:
            self._join_doubled()
            self._holdings.fold()

    def _join_doubled(self) -> None:
        """Join the shards that hold the same document.

        A worker may finish its shard after the run that asked for it was killed and another has begun the same.
        """
        self._holdings.look()
        if group := self._holdings.doubled():
            self._replace(group, (), {})

    def _remove_dead(self) -> int:
        """Remove the files and markers of shards that no longer count, or never came to."""
        paths = {path_of(table, name[: -len(".parquet")]) for table in TABLES for name in self.store.names(table)}
        orphans = paths - {path for table in TABLES for path in self.files(table)}
        for path in sorted(orphans):
            self.store.remove(path)
        self._holdings.bury()
        self.store.sweep((".", COMMITS, INDEX, *TABLES))
        return len(orphans)

    def _write_manifest(self) -> None:
        tables = {name: self.files(name) for name in TABLES}
        rows = {name: sum(commit.rows.get(name, 0) for commit in self._holdings.commits.values()) for name in TABLES}
        self.store.put(MANIFEST, msgspec.json.format(msgspec.json.encode({"files": tables, "rows": rows})))


def _utc(now: dt.datetime) -> dt.datetime:
    return now.astimezone(dt.UTC).replace(tzinfo=None)
