"""The connection to a SQL archive, and the way to its newest form."""

from __future__ import annotations

import json
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from kc_extract.archive.address import ArchiveError, database_url
from kc_extract.archive.schema import REVISION
from kc_extract.archive.views import drop_views, make_views

if TYPE_CHECKING:
    from collections.abc import Sequence

_MIGRATIONS = Path(__file__).parent / "migrations"
_WAIT = 60
#: WAL lets readers read while one writes; FULL makes a commit outlast a power cut.
_PRAGMAS = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", f"busy_timeout = {_WAIT * 1000}")
#: Any number that no other program is likely to lock by: two processes must not migrate or count arrivals at once.
LOCK = 0x6B635F6578747261


def open_engine(address: str, *, create: bool) -> sa.Engine:
    """An engine on the archive in its newest form; ``create`` makes or upgrades it, else it has to be there.

    Raises ``ArchiveError`` where there is none, where it cannot be reached, or where a newer kc-extract made it.
    """
    url = database_url(address)
    if url.get_backend_name() == "sqlite":
        _check_file(url, create=create)
    engine = _engine(url if create else _readable(url))
    try:
        with engine.connect() as connection:
            found = _revision(connection)
        if found != REVISION:
            _bring_up(engine, address, create=create)
    except sa.exc.DBAPIError as error:
        engine.dispose()
        raise failure(address, error) from error
    except ArchiveError:
        engine.dispose()
        raise
    return engine


def failure(address: str, error: sa.exc.DBAPIError) -> ArchiveError:
    """What went wrong in the database, in one line that says what to do."""
    said = " ".join(str(error.orig).split())
    remedy = "check that the address is right and the database is there; what was committed stays"
    if "full" in said or "No space" in said or "disk I/O" in said:
        remedy = "make room and run again; what was committed stays"
    elif "readonly" in said or "unable to open" in said:
        remedy = "give a file that is there, in a folder where this user may write; what was committed stays"
    return ArchiveError(f"{_without_password(address)}: {said}; {remedy}")


def _without_password(address: str) -> str:
    return database_url(address).render_as_string(hide_password=True) if "://" in address else address


def _check_file(url: sa.URL, *, create: bool) -> None:
    if not url.database or url.database == ":memory:":
        return
    path = Path(url.database)
    if path.is_dir():
        message = f"{path} is a folder; for a dataset of Parquet give {path}/, for a database the name of a file"
        raise ArchiveError(message)
    if create:
        path.parent.mkdir(parents=True, exist_ok=True)
    elif not path.is_file():
        message = f"{path}: there is no archive; make one with: kc-extract run SOURCE --archive {path}"
        raise ArchiveError(message)


def _readable(url: sa.URL) -> sa.URL:
    """The URL by which whoever may not write there reads a SQLite file.

    A log beside it tells that others may be writing. Without one it is taken as it stands, for SQLite wants to begin a
    log otherwise, and could not.
    """
    file = url.database or ":memory:"
    may_write = file == ":memory:" or (os.access(file, os.W_OK) and os.access(Path(file).parent, os.W_OK))
    if url.get_backend_name() != "sqlite" or may_write:
        return url
    query = {"uri": "true", "mode": "ro"} | ({} if Path(f"{file}-wal").exists() else {"immutable": "1"})
    return sa.URL.create("sqlite", database=Path(file).absolute().as_uri(), query=query)


def _engine(url: sa.URL) -> sa.Engine:
    options: dict[str, Any] = {"json_serializer": partial(json.dumps, ensure_ascii=False)}
    if url.get_backend_name() == "sqlite":
        engine = sa.create_engine(url, connect_args={"timeout": _WAIT}, **options)
        sa.event.listen(engine, "connect", _prepare_reading if "mode" in url.query else _prepare)
        sa.event.listen(engine, "begin", _begin)
        return engine
    return sa.create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 10}, **options)


def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own connection
    connection.isolation_level = None  # transactions are begun below, not when the driver thinks fit
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _prepare_reading(connection: Any, _record: object) -> None:  # noqa: ANN401 - as above
    connection.isolation_level = None
    connection.execute(f"PRAGMA {_PRAGMAS[-1]}")


def _begin(connection: sa.Connection) -> None:
    """Take the lock for writing at once where writing is meant, so that no transaction fails half way for it."""
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def lock(connection: sa.Connection) -> None:
    """Let no other process write until the transaction ends; SQLite has done so from its beginning."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")


def _bring_up(engine: sa.Engine, address: str, *, create: bool) -> None:
    if not create:
        message = f"{_without_password(address)}: no archive of this version; bring it up with: kc-extract run"
        raise ArchiveError(message)
    with engine.execution_options(writing=True).begin() as connection:
        lock(connection)
        found = _revision(connection)  # another process may have been quicker
        if found != REVISION:
            _migrate(connection, address, found)


def _revision(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found: Sequence[Any] = connection.exec_driver_sql("SELECT version_num FROM alembic_version").all()
    return str(found[0][0]) if found else None


def _migrate(connection: sa.Connection, address: str, found: str | None) -> None:
    """Take the steps that are missing, all in the transaction that is open."""
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    drop_views(connection)
    try:
        command.upgrade(config, REVISION)
    except CommandError as error:
        message = f"{_without_password(address)}: the archive is of a newer form ({found}); use the newer kc-extract"
        raise ArchiveError(message) from error
    make_views(connection)
