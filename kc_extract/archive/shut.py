"""The quarantine of a SQL archive: what is known to fail, by the hash of its bytes."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec
import sqlalchemy as sa

from kc_extract.archive.schema import quarantine
from kc_extract.types import ProducedBy, Quarantined

if TYPE_CHECKING:
    from collections.abc import Collection

    from kc_extract.archive.rows import Row


def shut_away(connection: sa.Connection, entry: Quarantined) -> None:
    """Put an entry in, in place of the former one."""
    let_out(connection, [entry.id])
    connection.execute(sa.insert(quarantine), [_row(entry)])


def let_out(connection: sa.Connection, contents: Collection[str]) -> None:
    """Take the entries of these contents out."""
    query = sa.delete(quarantine).where(quarantine.c.id == sa.bindparam("content"))
    connection.execute(query, [{"content": content} for content in contents])


def shut_in(connection: sa.Connection) -> dict[str, Quarantined]:
    """All entries by content."""
    rows = connection.execute(sa.select(quarantine)).mappings()
    return {row["id"]: _entry(dict(row)) for row in rows}


def _row(entry: Quarantined) -> Row:
    row = msgspec.structs.asdict(entry)
    texts = {name: value.replace("\0", "\ufffd") for name, value in row.items() if isinstance(value, str)}
    since = entry.since.astimezone(dt.UTC).replace(tzinfo=None)
    return {**row, **texts, "since": since, "produced_by": msgspec.to_builtins(entry.produced_by)}


def _entry(row: Row) -> Quarantined:
    made = msgspec.convert(row["produced_by"], ProducedBy)
    return Quarantined(**{**row, "produced_by": made, "since": row["since"].replace(tzinfo=dt.UTC)})
