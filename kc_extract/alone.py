"""Locks that keep two runs from one goal; the system lets go of them when the process ends, however it ends."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from kc_extract.errors import BusyError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def alone(lock: Path, goal: str) -> Iterator[None]:
    """Hold the lock file, made where it is missing; ``BusyError`` where another process works on the goal."""
    from filelock import FileLock, Timeout

    lock.parent.mkdir(parents=True, exist_ok=True)
    held = FileLock(lock, timeout=0, thread_local=False)
    try:
        held.acquire()
    except Timeout as error:
        raise BusyError(goal) from error
    try:
        yield
    finally:
        held.release()
