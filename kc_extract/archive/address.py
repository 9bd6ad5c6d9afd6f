"""What an archive's address names: a SQLite file, a PostgreSQL database, or a Parquet dataset."""

from __future__ import annotations

from typing import Literal

import sqlalchemy as sa

from kc_extract.errors import ExtractError

Kind = Literal["sql", "dataset"]

#: What stands before ``://`` in an address, and the SQLAlchemy driver that serves it.
_DRIVERS = {
    "sqlite": "sqlite",
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}


class ArchiveError(ExtractError):
    """The archive cannot be opened, read or written; the message names it and says what to do."""


def kind_of(address: str) -> Kind:
    """Whether the address names a database or a Parquet dataset.

    A path that ends in ``/`` and every URL that is no database's is a dataset; any other path is a SQLite file.
    """
    scheme, mark, _ = address.partition("://")
    if mark:
        return "sql" if scheme in _DRIVERS else "dataset"
    return "dataset" if address.endswith("/") else "sql"


def database_url(address: str) -> sa.URL:
    """The SQLAlchemy URL of a database's address; a bare path is a SQLite file, whatever letters are in it."""
    scheme, mark, rest = address.partition("://")
    return sa.make_url(f"{_DRIVERS[scheme]}://{rest}") if mark else sa.URL.create("sqlite", database=address)
