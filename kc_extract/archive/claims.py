"""One run at a time on an archive: a lock beside its files, or in its database."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from kc_extract.alone import alone
from kc_extract.errors import BusyError
from kc_extract.files import state_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from kc_extract.archive.store import Store

#: Not the number that single transactions are locked by.
_RUN = 0x6B635F72756E2121


def claim_database(engine: sa.Engine, goal: str) -> AbstractContextManager[None]:
    """Hold a database; ``BusyError`` where another run does."""
    if engine.dialect.name == "postgresql":
        return _advisory(engine, goal)
    file = engine.url.database
    lock = _elsewhere(goal) if not file or file == ":memory:" else Path(f"{file}.lock")
    return alone(lock, goal)


def claim_store(store: Store, goal: str) -> AbstractContextManager[None]:
    """Hold a dataset; in object storage, which has no locks, against the other runs of this machine and user only."""
    lock = Path(store.root) / ".lock" if store.is_local else _elsewhere(goal)
    return alone(lock, goal)


def _elsewhere(goal: str) -> Path:
    """A lock beside the folder of what a run keeps, which passes with the run."""
    return state_folder(goal).with_suffix(".claim")


@contextmanager
def _advisory(engine: sa.Engine, goal: str) -> Iterator[None]:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not connection.exec_driver_sql(f"SELECT pg_try_advisory_lock({_RUN})").scalar_one():
            raise BusyError(goal)
        yield  # the session holds the lock; should the server go away, each transaction is still locked by itself
