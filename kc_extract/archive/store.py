"""The files of a dataset, on disk or in object storage; each is there whole or not at all."""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from kc_extract.archive.address import ArchiveError
from kc_extract.files import replacing, sweep_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

Answer = TypeVar("Answer")
#: What a service tells that is there and refuses.
_LASTING = (FileNotFoundError, PermissionError, IsADirectoryError, NotADirectoryError, ValueError, TypeError)


class Store:
    """Files below one address, by their paths there; every address that fsspec knows is one.

    Whatever the library of a service raises is one ``ArchiveError``, for each has errors of its own. ``patience``: the
    seconds between the tries to reach a service that has gone away; it is lost where that does not come back.
    """

    def __init__(self, address: str, patience: tuple[float, ...] = ()) -> None:
        import fsspec

        self.address = address
        self.patience = patience
        try:
            self.files, self.root = fsspec.core.url_to_fs(address.rstrip("/"))
        except (ImportError, ValueError) as error:
            message = f"{address}: {error}; the path of a dataset ends in /, a bucket begins with s3:// and needs s3fs"
            raise ArchiveError(message) from error
        self.is_local = "file" in self.files.protocol or self.files.protocol == "file"

    def put(self, path: str, data: bytes) -> None:
        """Write a file; on disk it outlasts a power cut, in object storage the service sees to that."""
        if not self.is_local:
            self.persist(lambda: self.files.pipe_file(self.place(path), data))
            return
        with replacing(Path(self.place(path))) as temporary, temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())

    def get(self, path: str) -> bytes:
        """What a file holds."""
        return self.persist(lambda: bytes(self.files.cat_file(self.place(path))))

    def get_all(self, paths: Sequence[str]) -> list[bytes]:
        """What files hold, in their order; object storage is asked for many at once."""
        if self.is_local or len(paths) == 1:
            return [self.get(path) for path in paths]
        places = [self.place(path) for path in paths]
        found = self.persist(lambda: self.files.cat(places) if places else {})
        return [bytes(found[place]) for place in places]

    def has(self, path: str) -> bool:
        """Whether there is such a file."""
        return self.persist(lambda: bool(self.files.exists(self.place(path))))

    @contextmanager
    def open(self, path: str) -> Iterator[Any]:
        """A file to read parts of."""
        with self._reaching(), self.files.open(self.place(path), "rb") as file:
            yield file

    def names(self, folder: str) -> Iterator[str]:
        """The names of the files in a folder, none where there is no folder, in order."""
        found = (path.rsplit("/", 1)[-1] for path in self.persist(lambda: self._listed(self.place(folder))))
        yield from sorted(name for name in found if not name.startswith("."))

    def remove(self, path: str) -> None:
        """Take a file away, if it is there."""
        if self.has(path):
            self.persist(lambda: self.files.rm_file(self.place(path)))

    def sweep(self, folders: Iterable[str]) -> None:
        """Take away what killed processes had begun to write in these folders; object storage keeps none of that."""
        if self.is_local:
            for folder in folders:
                sweep_parts(Path(self.place(folder)))

    def place(self, path: str) -> str:
        """The path as the file system knows it."""
        return f"{self.root}/{path}"

    def persist(self, work: Callable[[], Answer]) -> Answer:
        """What the work gives; begun again where the service goes away and comes back, so it must bear that."""
        for pause in self.patience:
            try:
                with self._reaching():
                    return work()
            except ArchiveError as error:
                if isinstance(error.__cause__, _LASTING):
                    raise
                time.sleep(pause)
        self.patience = ()
        with self._reaching():
            return work()

    def _listed(self, place: str) -> list[str]:
        self.files.invalidate_cache()
        return list(self.files.ls(place, detail=False)) if self.files.isdir(place) else []

    @contextmanager
    def _reaching(self) -> Iterator[None]:
        try:
            yield
        except ArchiveError:
            raise
        except Exception as error:
            if self.is_local:
                raise
            said = " ".join(str(error).split()) or type(error).__name__
            message = f"{self.address}: {said}; check address, credentials and network; what was committed stays"
            raise ArchiveError(message) from error
