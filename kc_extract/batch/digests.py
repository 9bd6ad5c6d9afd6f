"""Hashes of documents that are elsewhere or large, remembered by their version: a second run need not read them.

They stand in the folder of the user's caches, which may be deleted at any time; without it all is read and hashed.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import stat
import time
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kc_extract.files import user_caches

if TYPE_CHECKING:
    from collections.abc import Callable

_FILE = "digests.sqlite"
_TABLE = "CREATE TABLE IF NOT EXISTS digests (version TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID"
_WAIT = 5.0
#: Bytes under which a file is hashed sooner than looked up.
_LARGE = 500_000
#: Seconds within which a file may change again and keep its times, as the clocks of file systems are coarse.
_COARSE = 5.0


def state_of(path: bytes) -> str | None:
    """What tells the bytes of a large file here from those it had before or may come to have: what its folder tells.

    The time at which its state was changed cannot be set back, as that of its bytes can.
    """
    try:
        found = Path(os.fsdecode(path)).stat()
    except OSError:  # told when it is to be read
        return None
    is_settled = time.time() - max(found.st_mtime, found.st_ctime) > _COARSE
    if not stat.S_ISREG(found.st_mode) or found.st_size < _LARGE or not is_settled:
        return None
    name = hashlib.sha256(path).hexdigest()[:32]
    return f"file {name} {found.st_dev} {found.st_ino} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns}"


def remembered(version: str, make: Callable[[], str]) -> str:
    """The hash of the bytes of a version, made where it is not known yet.

    ``version`` names one content for ever: an address with the mark that its service gave these bytes.
    """
    known = _look_up(version)
    if known is not None:
        return known
    made = make()
    _keep(version, made)
    return made


def _look_up(version: str) -> str | None:
    rows = _ask("SELECT digest FROM digests WHERE version = ?", version)
    return rows[0][0] if rows else None


def _keep(version: str, digest: str) -> None:
    _ask("INSERT OR REPLACE INTO digests VALUES (?, ?)", version, digest)


def _ask(statement: str, *values: str) -> list[tuple[str]]:
    """The rows that answer; none where there is no cache, or it is broken or busy, for it only saves time."""
    folder = user_caches()
    if folder is None:
        return []
    try:
        return _opened(folder / _FILE, os.getpid()).execute(statement, values).fetchall()
    except (OSError, sqlite3.Error):
        return []


@lru_cache(maxsize=1)
def _opened(path: Path, _process: int) -> sqlite3.Connection:
    """The cache, kept open: to open it takes a hundred times as long as to ask it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    cache = sqlite3.connect(path, timeout=_WAIT, isolation_level=None, check_same_thread=False)
    cache.execute("PRAGMA synchronous = OFF")
    cache.execute(_TABLE)
    return cache
