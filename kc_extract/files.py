"""Files written whole or not at all."""

from __future__ import annotations

import hashlib
import os
import tempfile
import zlib
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The names that ``part_of`` gives.
_PART = regex.compile(r"\.(\d{1,9})-[0-9a-f]{8}\.part")


def user_caches() -> Path | None:
    """The folder of what may be deleted at any time (``XDG_CACHE_HOME``, else ``~/.cache``); None without a home."""
    named = os.environ.get("XDG_CACHE_HOME")
    if named and Path(named).is_absolute():
        return Path(named) / "kc-extract"
    try:
        return Path.home() / ".cache" / "kc-extract"
    except RuntimeError:
        return None


def state_folder(goal: str) -> Path:
    """The folder of this user for what a run keeps until its goal is reached; the same for the same goal."""
    return _states() / hashlib.sha256(goal.encode("utf-8", "surrogateescape")).hexdigest()[:24]


def _states() -> Path:
    """A folder of this user's that may be written to: among the caches, else, for a service without a home, in /tmp."""
    caches = user_caches()
    if caches is not None:
        with suppress(OSError):
            (caches / "runs").mkdir(parents=True, exist_ok=True)
            if os.access(caches / "runs", os.W_OK | os.X_OK):
                return caches / "runs"
    user = os.getuid() if hasattr(os, "getuid") else 0  # elsewhere, the folder for temporary files is the user's own
    mine = Path(tempfile.gettempdir()) / f"kc-extract-{user}"
    mine.mkdir(mode=0o700, exist_ok=True)
    if mine.lstat().st_uid != user:
        message = f"{mine} belongs to another user; set XDG_CACHE_HOME to a folder that may be written to"
        raise PermissionError(message)
    return mine


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary path that takes the place of ``path`` when the block ends well, and vanishes when it fails.

    The folder is made where it is missing. The temporary file stands beside ``path``, so that the change of name
    stays on one file system; where it stands is told by ``part_of``, for whoever cleans up after a killed process.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = part_of(path, os.getpid())
    try:
        yield temporary
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def part_of(path: Path, pid: int) -> Path:
    """The temporary path where process ``pid`` writes ``path``: hidden, and short whatever the length of the name."""
    return path.with_name(f".{pid}-{zlib.crc32(os.fsencode(path.name)):08x}.part")


def sweep_parts(folder: Path) -> None:
    """Take away what killed processes left of files that they were writing in a folder, not below it.

    For whoever keeps others from the folder; what belongs to a process that lives stays.
    """
    import psutil

    with suppress(OSError):
        for path in folder.iterdir():
            found = _PART.fullmatch(path.name)
            if found is not None and (int(found[1]) == os.getpid() or not psutil.pid_exists(int(found[1]))):
                path.unlink(missing_ok=True)


def write_whole(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path`` so that no reader ever sees half of it."""
    with replacing(path) as temporary:
        temporary.write_bytes(data)
