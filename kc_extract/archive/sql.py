"""A SQL archive: each document in one transaction over all tables, whole or not at all."""

from __future__ import annotations

import datetime as dt
import time
import zlib
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
import sqlalchemy as sa

from kc_extract.archive import schema as at
from kc_extract.archive.address import ArchiveError
from kc_extract.archive.claims import claim_database
from kc_extract.archive.engine import failure, lock, open_engine
from kc_extract.archive.holding import Made, RunCounts
from kc_extract.archive.rows import Row, child_rows, document_row
from kc_extract.archive.shut import let_out, shut_away, shut_in
from kc_extract.schema import decode, encode
from kc_extract.types import Extraction, ProducedBy, Quarantined

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from typing import Self

Answer = TypeVar("Answer")
#: The compression of a stored extraction: 3 takes a third of the time of 6 for a tenth more bytes.
LEVEL = 3
#: What PostgreSQL says while it ends or starts, and nothing at all where it cannot be reached.
_AWAY = (None, "57P01", "57P02", "57P03")
#: Contents of one question: databases limit the number of parameters.
_ASKED = 500
#: Seconds between the tries to reach a database that has gone away.
PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0)


class SqlArchive:
    """An archive in SQLite or PostgreSQL; ``engine`` is open to whoever wants to ask it more."""

    #: As in a dataset: here what was put in is in at once.
    is_waiting = False

    def __init__(self, address: str, *, create: bool = False) -> None:
        self.address = address
        self.engine = open_engine(address, create=create)
        self._held = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._held.close()
        self.engine.dispose()

    def add(self, extraction: Extraction, name: str | None = None, run: int | None = None) -> None:
        """Put an extraction in, in place of what was made of the same bytes before; ``name`` is one more of its names.

        One transaction over all tables, which may be done again without harm.
        """
        row, children = document_row(extraction), child_rows(extraction)
        children["extractions"] = [{"document": row["key"], "data": zlib.compress(original(extraction), LEVEL)}]
        named = name or extraction.document.source_name or extraction.document.id

        def write(connection: sa.Connection) -> None:
            lock(connection)
            arrived = _take_out(connection, row["id"]) or _next_arrival(connection)
            connection.execute(sa.insert(at.documents), [{**row, "arrived": arrived, "run": run}])
            for table in at.CHILDREN:
                if children[table.name]:
                    connection.execute(sa.insert(table), children[table.name])
            _add_names(connection, [(row["id"], named)])

        self._write(write)

    def add_names(self, named: Iterable[tuple[str, str]]) -> None:
        """Note under which names (second) documents came that the archive holds: pairs of content hash and name."""
        pairs = list(named)
        if pairs:
            self._write(lambda connection: _add_names(connection, pairs))

    def made(self, contents: Collection[str]) -> dict[str, Made]:
        """How the extractions of these contents were made; without those that the archive does not hold."""
        return self._read(lambda connection: dict(makings(connection, contents)))

    def stored(self, content: str) -> bytes | None:
        """The extraction of this content as it was written, byte for byte; None where the archive does not hold it."""
        query = (
            sa.select(at.extractions.c.data)
            .join(at.documents, at.documents.c.key == at.extractions.c.document)
            .where(at.documents.c.id == content)
        )
        data = self._read(lambda connection: connection.execute(query).scalar())
        return None if data is None else zlib.decompress(data)

    def extractions(self) -> Iterator[Extraction]:
        """Every extraction, in the order in which the documents first came, read one at a time."""
        contents = sa.select(at.documents.c.id).order_by(at.documents.c.arrived)
        for content in self._read(lambda connection: connection.execute(contents).scalars().all()):
            data = self.stored(content)
            if data is not None:
                yield decode(data)

    def begin_run(self, version: str, now: dt.datetime) -> int:
        """The number of a run that begins; a run without an end was cut short."""
        entry = sa.insert(at.runs).values(began=_utc(now), version=version).returning(at.runs.c.id)
        return int(self._write(lambda connection: connection.execute(entry).scalar_one()))

    def end_run(self, run: int, counts: RunCounts, now: dt.datetime) -> None:
        """Note the end of a run and what became of its documents."""
        entry = sa.update(at.runs).where(at.runs.c.id == run).values(ended=_utc(now), **msgspec.structs.asdict(counts))
        self._write(lambda connection: connection.execute(entry))

    def quarantine(self, entry: Quarantined) -> None:
        """Remember what fails, in place of what was known of the same bytes."""
        self._write(lambda connection: shut_away(connection, entry))

    def release(self, contents: Collection[str]) -> None:
        """Forget that these contents failed."""
        if contents:
            self._write(lambda connection: let_out(connection, contents))

    def quarantined(self) -> dict[str, Quarantined]:
        """All that is known to fail, by the hash of its bytes."""
        return self._read(shut_in)

    def claim(self) -> None:
        """Keep every other run out until this archive is closed; ``BusyError`` where another is at work."""
        self._held.enter_context(claim_database(self.engine, self.address))

    def _read(self, work: Callable[[sa.Connection], Answer]) -> Answer:
        return self._persist(work, writing=False)

    def _write(self, work: Callable[[sa.Connection], Answer]) -> Answer:
        return self._persist(work, writing=True)

    def _persist(self, work: Callable[[sa.Connection], Answer], *, writing: bool) -> Answer:
        """What the work gives, in one transaction; begun again where the database goes away and comes back."""
        engine = self.engine.execution_options(writing=writing)
        for pause in (*PAUSES, None):
            try:
                with engine.begin() as connection:
                    return work(connection)
            except sa.exc.DBAPIError as error:
                if pause is None or not self._has_gone(error):
                    raise failure(self.address, error) from error
                time.sleep(pause)
        raise ArchiveError(self.address)  # never reached: the last try returns or raises

    def _has_gone(self, error: sa.exc.DBAPIError) -> bool:
        """Whether the server is away, which may pass, rather than the disk full or the statement wrong."""
        if self.engine.dialect.name == "sqlite":
            return False
        state = getattr(error.orig, "sqlstate", None)
        return error.connection_invalidated or (isinstance(error, sa.exc.OperationalError) and state in _AWAY)


def original(extraction: Extraction) -> bytes:
    """The extraction as it is stored: that of the content, under whatever name it came."""
    return encode(msgspec.structs.replace(extraction, duplicate_of=None))


def makings(connection: sa.Connection, contents: Collection[str]) -> Iterator[tuple[str, Made]]:
    """How the extractions of these contents were made, each with its content."""
    ordered = list(contents)
    for start in range(0, len(ordered), _ASKED):
        asked = ordered[start : start + _ASKED]
        query = sa.select(at.documents.c.id, at.documents.c.key, at.documents.c.produced_by)
        found = connection.execute(query.where(at.documents.c.id.in_(asked))).all()
        noted = sa.select(at.notes.c.document, at.notes.c.code).distinct()
        codes: dict[int, set[str]] = {row.key: set() for row in found}
        for document, code in connection.execute(noted.where(at.notes.c.document.in_(list(codes)))):
            codes[document].add(code)
        for row in found:
            made = Made(produced_by=msgspec.convert(row.produced_by, ProducedBy), codes=frozenset(codes[row.key]))
            yield row.id, made


def _take_out(connection: sa.Connection, content: str) -> int | None:
    """When the content first came, what was made of it taken out; None where the archive does not hold it."""
    query = sa.select(at.documents.c.key, at.documents.c.arrived).where(at.documents.c.id == content)
    old = connection.execute(query).first()
    if old is None:
        return None
    for table in at.CHILDREN:
        connection.execute(sa.delete(table).where(table.c.document == old.key))
    connection.execute(sa.delete(at.documents).where(at.documents.c.key == old.key))
    return int(old.arrived)


def _next_arrival(connection: sa.Connection) -> int:
    return int(connection.execute(sa.select(sa.func.coalesce(sa.func.max(at.documents.c.arrived), 0) + 1)).scalar_one())


def _add_names(connection: sa.Connection, pairs: list[tuple[str, str]]) -> None:
    from sqlalchemy.dialects import postgresql, sqlite

    insert = (sqlite if connection.dialect.name == "sqlite" else postgresql).insert
    rows: list[Row] = [{"id": content, "name": name.replace("\0", "\ufffd")} for content, name in pairs]
    connection.execute(insert(at.names).on_conflict_do_nothing(), rows)


def _utc(now: dt.datetime) -> Any:  # noqa: ANN401 - SQLAlchemy takes any value for a column
    return now.astimezone(dt.UTC).replace(tzinfo=None)
