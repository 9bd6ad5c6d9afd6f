"""The files of a dataset, on disk or in object storage; each is there whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kc_extract.archive.address import ArchiveError
from kc_extract.files import replacing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager


class Store:
    """Files below one address, by their paths there; every address that fsspec knows is one."""

    def __init__(self, address: str) -> None:
        import fsspec

        try:
            self.files, self.root = fsspec.core.url_to_fs(address.rstrip("/"))
        except (ImportError, ValueError) as error:
            message = f"{address}: {error}; the path of a dataset ends in /, a bucket begins with s3:// and needs s3fs"
            raise ArchiveError(message) from error
        self.is_local = "file" in self.files.protocol or self.files.protocol == "file"

    def put(self, path: str, data: bytes) -> None:
        """Write a file; on disk it outlasts a power cut, in object storage the service sees to that."""
        if not self.is_local:
            self.files.pipe_file(self.place(path), data)
            return
        with replacing(Path(self.place(path))) as temporary, temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())

    def get(self, path: str) -> bytes:
        """What a file holds."""
        return bytes(self.files.cat_file(self.place(path)))

    def get_all(self, paths: Sequence[str]) -> list[bytes]:
        """What files hold, in their order; object storage is asked for many at once."""
        places = [self.place(path) for path in paths]
        found = self.files.cat(places) if len(places) > 1 else {place: self.files.cat_file(place) for place in places}
        return [bytes(found[place]) for place in places]

    def has(self, path: str) -> bool:
        """Whether there is such a file."""
        return bool(self.files.exists(self.place(path)))

    def open(self, path: str) -> AbstractContextManager[Any]:
        """A file to read parts of."""
        file: AbstractContextManager[Any] = self.files.open(self.place(path), "rb")
        return file

    def names(self, folder: str) -> Iterator[str]:
        """The names of the files in a folder, none where there is no folder, in order."""
        self.files.invalidate_cache()
        if self.files.isdir(self.place(folder)):
            found = (path.rsplit("/", 1)[-1] for path in self.files.ls(self.place(folder), detail=False))
            yield from sorted(name for name in found if not name.startswith("."))

    def remove(self, path: str) -> None:
        """Take a file away, if it is there."""
        if self.has(path):
            self.files.rm_file(self.place(path))

    def place(self, path: str) -> str:
        """The path as the file system knows it."""
        return f"{self.root}/{path}"
