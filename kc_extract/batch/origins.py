"""Where the bytes of a document are, said so that any process can read them: a file, a member of a ZIP, an address."""

from __future__ import annotations

import hashlib
import io
import os
import stat
import zipfile
import zlib
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import lru_cache
from pathlib import Path
from typing import IO, TYPE_CHECKING

from kc_extract.batch.digests import remembered, state_of
from kc_extract.batch.remote import UNREACHABLE, file_system, is_stream, open_address, reaching, version_now
from kc_extract.errors import UnreadableError
from kc_extract.types import Frozen, Limits

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST = Limits().max_pdf_bytes
_PIECE = 1_000_000
#: What is waited on for ever where nobody writes to it.
_STREAMS = frozenset({stat.S_IFIFO, stat.S_IFSOCK, stat.S_IFCHR, stat.S_IFBLK})


class LocalFile(Frozen, frozen=True, kw_only=True, tag="file"):
    """A file; its path is bytes as the file system holds them, since a file name need not be text."""

    path: bytes


class Remote(Frozen, frozen=True, kw_only=True, tag="remote"):
    """A file in object storage or on the web, by an address that fsspec knows.

    ``version``: a mark that its service gave to these bytes and will give to no others, where it is known.
    """

    address: str
    version: str | None = None


class Member(Frozen, frozen=True, kw_only=True, tag="member"):
    """A member of a ZIP archive, by its place in the archive's directory, where two may share a name."""

    bundle: LocalFile | Remote
    place: int


class Refused(Frozen, frozen=True, kw_only=True, tag="refused"):
    """Something that was found and cannot be read, with the reason that its failure is to tell.

    ``mark``: what tells it from other such things, and stays while its bytes do.
    """

    code: str
    message: str
    mark: str


Origin = LocalFile | Remote | Member | Refused


def local(path: Path) -> LocalFile:
    """The file at a path."""
    return LocalFile(path=os.fsencode(path))


def read_bytes(origin: Origin, most: int = _MOST) -> bytes:
    """The bytes of a document; ``UnreadableError`` (``too_large``), before any is read where the size is known.

    Raises OSError for a file that cannot be opened, ``UnreadableError`` for all else that can be wrong.
    """
    with open_origin(origin, most) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise _too_large(len(data), most)
    return data


def digest(origin: Origin, most: int = _MOST) -> str:
    """The SHA-256 of the bytes, in hexadecimal, read piece by piece; raises OSError and ``UnreadableError``.

    A local file may have any size, for its failure is told when it is extracted. What is elsewhere, and what is large,
    is read once for each version. What cannot be unpacked for what it is has the hash of what tells it from others, so
    that its failure can be remembered.
    """
    bound = None if isinstance(origin, LocalFile) else most
    version = _version(origin)
    try:
        return _hashed(origin, bound) if version is None else remembered(version, lambda: _hashed(origin, bound))
    except UnreadableError as error:
        mark = _mark(origin)
        if mark is None or error.code == UNREACHABLE:
            raise
        return hashlib.sha256(mark.encode("utf-8", "replace")).hexdigest()


def _mark(origin: Origin) -> str | None:
    """What tells a document that cannot be read from others, and stays while its bytes do."""
    if isinstance(origin, Refused):
        return origin.mark
    if isinstance(origin, Member):
        try:
            return mark_of(opened(origin.bundle).infolist()[origin.place])
        except (zipfile.BadZipFile, IndexError):
            return None  # the archive is another since it was listed
    return f"{origin.address} {origin.version}" if isinstance(origin, Remote) and origin.version is not None else None


def mark_of(info: zipfile.ZipInfo) -> str:
    """What the directory of an archive tells of a member."""
    return f"{info.CRC:08x} {info.file_size} {info.compress_size} {info.filename}"


def _hashed(origin: Origin, bound: int | None) -> str:
    hashed, size = hashlib.sha256(), 0
    with open_origin(origin, bound) as file:
        while piece := file.read(_PIECE):
            hashed.update(piece)
            _bound(size := size + len(piece), bound)
    return hashed.hexdigest()


def _version(origin: Origin) -> str | None:
    """What names the bytes of a document for ever, where that is known."""
    if isinstance(origin, Member):
        bundle = _version(origin.bundle)
        return None if bundle is None else f"{bundle} {origin.place}"
    if isinstance(origin, LocalFile):
        return state_of(origin.path)
    if isinstance(origin, Remote):
        version = origin.version or version_now(origin.address)
        return None if version is None else f"{origin.address} {version}"
    return None


@contextmanager
def open_origin(origin: Origin, most: int | None = None) -> Iterator[IO[bytes]]:
    """The document as an open file, which is not opened where it is known to be larger than ``most`` bytes."""
    if isinstance(origin, Refused):
        raise UnreadableError(origin.code, origin.message)
    if isinstance(origin, LocalFile):
        path = Path(os.fsdecode(origin.path))
        status = path.stat()
        if stat.S_IFMT(status.st_mode) in _STREAMS:
            code, message = "no_file", "this is a pipe or a device; save what comes out of it to a file, and give that"
            raise UnreadableError(code, message)
        _bound(status.st_size, most)
        with path.open("rb") as file:
            yield file
    elif isinstance(origin, Remote):
        with _open_remote(origin, most) as file:
            yield file
    else:
        with _open_member(origin, most) as file:
            yield file


@contextmanager
def _open_remote(origin: Remote, most: int | None) -> Iterator[IO[bytes]]:
    with reaching(origin.address), open_address(origin.address) as file:
        _bound(getattr(file, "size", None) or 0, most)
        yield file


@contextmanager
def _open_member(origin: Member, most: int | None) -> Iterator[IO[bytes]]:
    try:
        with reaching_bundle(origin.bundle):
            archive = opened(origin.bundle)
            info = archive.infolist()[origin.place]
            _bound(info.file_size, most)
            with archive.open(info) as file:
                yield file
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, IndexError, EOFError, RuntimeError) as error:
        code = "damaged"
        message = f"this member of the ZIP archive cannot be unpacked ({error}); unpack it otherwise, or fetch it again"
        raise UnreadableError(code, message) from error


def opened(bundle: LocalFile | Remote) -> zipfile.ZipFile:
    """The archive, its directory read; the last ones stay open, for a directory may be long and is asked often."""
    if isinstance(bundle, Remote):
        files, path = file_system(bundle.address)
        return _opened(bundle, (files.ukey(path),))
    state = Path(os.fsdecode(bundle.path)).stat()
    return _opened(bundle, (state.st_mtime_ns, state.st_size, state.st_ino))


@lru_cache(maxsize=2)
def _opened(bundle: LocalFile | Remote, _state: tuple[object, ...]) -> zipfile.ZipFile:
    if isinstance(bundle, LocalFile):
        return zipfile.ZipFile(os.fsdecode(bundle.path))
    file = open_address(bundle.address)
    return zipfile.ZipFile(_in_memory(file) if is_stream(bundle.address) else file)


def _in_memory(stream: IO[bytes]) -> IO[bytes]:
    """What comes as a stream, for an archive is read from its end."""
    with stream:
        data = stream.read(_MOST + 1)
    _bound(len(data), _MOST)
    return io.BytesIO(data)


def reaching_bundle(bundle: LocalFile | Remote) -> AbstractContextManager[None]:
    """As ``reaching``, where the archive is not here."""
    return reaching(bundle.address) if isinstance(bundle, Remote) else nullcontext()


def _bound(size: int, most: int | None) -> None:
    if most is not None and size > most:
        raise _too_large(size, most)


def _too_large(size: int, most: int) -> UnreadableError:
    code = "too_large"
    message = f"{size / 1e6:.0f} MB is over the limit of {most / 1e6:.0f} MB for any file; split it"
    return UnreadableError(code, message)
