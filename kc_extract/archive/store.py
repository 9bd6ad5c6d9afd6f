"""The files of a dataset, on disk or in object storage; each is there whole or not at all."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kc_extract.archive.address import ArchiveError
from kc_extract.files import replacing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Store:
    """Files below one address, by their paths there; every address that fsspec knows is one.

    Whatever the library of a service raises is one ``ArchiveError``, for each has errors of its own.
    """

    def __init__(self, address: str) -> None:
        import fsspec

        self.address = address
        try:
            self.files, self.root = fsspec.core.url_to_fs(address.rstrip("/"))
        except (ImportError, ValueError) as error:
            message = f"{address}: {error}; the path of a dataset ends in /, a bucket begins with s3:// and needs s3fs"
            raise ArchiveError(message) from error
        self.is_local = "file" in self.files.protocol or self.files.protocol == "file"

    def put(self, path: str, data: bytes) -> None:
        """Write a file; on disk it outlasts a power cut, in object storage the service sees to that."""
        if not self.is_local:
            with self._reaching():
                self.files.pipe_file(self.place(path), data)
            return
        with replacing(Path(self.place(path))) as temporary, temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())

    def get(self, path: str) -> bytes:
        """What a file holds."""
        with self._reaching():
            return bytes(self.files.cat_file(self.place(path)))

    def get_all(self, paths: Sequence[str]) -> list[bytes]:
        """What files hold, in their order; object storage is asked for many at once."""
        if self.is_local or len(paths) == 1:
            return [self.get(path) for path in paths]
        places = [self.place(path) for path in paths]
        with self._reaching():
            found = self.files.cat(places) if places else {}
        return [bytes(found[place]) for place in places]

    def has(self, path: str) -> bool:
        """Whether there is such a file."""
        with self._reaching():
            return bool(self.files.exists(self.place(path)))

    @contextmanager
    def open(self, path: str) -> Iterator[Any]:
        """A file to read parts of."""
        with self._reaching(), self.files.open(self.place(path), "rb") as file:
            yield file

    def names(self, folder: str) -> Iterator[str]:
        """The names of the files in a folder, none where there is no folder, in order."""
        with self._reaching():
            self.files.invalidate_cache()
            listed = self.files.ls(self.place(folder), detail=False) if self.files.isdir(self.place(folder)) else []
        found = (path.rsplit("/", 1)[-1] for path in listed)
        yield from sorted(name for name in found if not name.startswith("."))

    def remove(self, path: str) -> None:
        """Take a file away, if it is there."""
        if self.has(path):
            with self._reaching():
                self.files.rm_file(self.place(path))

    def place(self, path: str) -> str:
        """The path as the file system knows it."""
        return f"{self.root}/{path}"

    @contextmanager
    def _reaching(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            if self.is_local:
                raise
            said = " ".join(str(error).split()) or type(error).__name__
            message = f"{self.address}: {said}; check address, credentials and network; what was committed stays"
            raise ArchiveError(message) from error
