"""Files written whole or not at all."""

from __future__ import annotations

import os
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


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


def write_whole(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path`` so that no reader ever sees half of it."""
    with replacing(path) as temporary:
        temporary.write_bytes(data)
