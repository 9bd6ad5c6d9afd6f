"""What one source of a run gives: the files under a path, a pattern, an address, or the lines of a list."""

from __future__ import annotations

import glob
import os
import sys
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import url2pathname

from kc_extract.batch.beside import NO_DOCUMENTS, is_companion, visible
from kc_extract.batch.bundles import members
from kc_extract.batch.origins import LocalFile, Origin, Remote, local
from kc_extract.batch.remote import (
    Listed,
    SourceError,
    file_system,
    folder_of,
    is_address,
    is_pattern,
    listed,
    look,
    name_parts,
    version_now,
)
from kc_extract.errors import UnreadableError
from kc_extract.types import Frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

_LIST = "@"


class Place(Frozen, frozen=True, kw_only=True):
    """A file that was found: the parts of its whole path, and whether it stands beside documents and is none."""

    parts: tuple[str, ...]
    origin: Origin
    aside: bool = False


class Root(Frozen, frozen=True, kw_only=True):
    """What one source gives: the parts of the folder that names are relative to, whether it is elsewhere, its files."""

    folder: tuple[str, ...]
    away: bool
    places: tuple[Place, ...]


def roots(source: str, out: Path | None) -> Iterator[Root]:
    """The roots of one source, several where it is a list; ``SourceError`` where it names nothing."""
    if source.startswith(_LIST):
        for line in _lines(source.removeprefix(_LIST)):
            yield _away(line.strip(), is_sure=True) if is_address(line) else _here(Path(line), out)
    elif is_address(source):
        yield _file_address(source, out) if urlsplit(source).scheme == "file" else _away(source)
    elif glob.has_magic(source) and not os.path.lexists(source):
        yield _pattern(source, out)
    elif os.path.lexists(source):
        yield _here(Path(source), out)
    else:
        message = f"{source}: there is no such file or folder"
        raise SourceError(message)


def _file_address(address: str, out: Path | None) -> Root:
    return _here(Path(url2pathname(urlsplit(address).path)), out)


def _lines(name: str) -> list[str]:
    """The sources that a list names; a line that begins with ``#`` is a remark.

    Where there are NUL characters these end the names, as ``find -print0`` writes them, for a name may hold all others.
    """
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        message = f"@{name}: the list cannot be read ({error.strerror})"
        raise SourceError(message) from error
    if b"\0" in data:
        return [os.fsdecode(each) for each in data.split(b"\0") if each]
    lines = (os.fsdecode(line.removesuffix(b"\r")) for line in data.removeprefix(b"\xef\xbb\xbf").split(b"\n"))
    return [line for line in lines if line.strip() and not line.startswith("#")]


def _here(path: Path, out: Path | None) -> Root:
    whole = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links
    if not whole.is_dir():
        return Root(folder=whole.parent.parts, away=False, places=tuple(_unpacked(whole.parts, local(whole))))
    return Root(folder=whole.parts, away=False, places=tuple(_below(whole, out)))


def _pattern(pattern: str, out: Path | None) -> Root:
    whole = os.path.abspath(pattern)  # noqa: PTH100 - as above
    parts = Path(whole).parts
    folder = parts[: next(place for place, part in enumerate(parts) if glob.has_magic(part))]
    found = [Path(path) for path in glob.glob(whole, recursive=True)]  # noqa: PTH207 - of any folder, as the shell's
    if not found:
        message = f"{pattern}: nothing matches the pattern"
        raise SourceError(message)
    open_ones = (path for path in found if not _is_shut(path, len(folder), out))
    places = dict.fromkeys(chain.from_iterable(map(partial(_matched, out=out), open_ones)))
    return Root(folder=folder, away=False, places=tuple(places))


def _is_shut(path: Path, length: int, out: Path | None) -> bool:
    """Whether a match lies in the results folder, or in a marked folder that the pattern does not name."""
    above = [path, *path.parents][: len(path.parts) - length]
    is_result = out is not None and _real(path).is_relative_to(_real(out))
    return is_result or any((folder / NO_DOCUMENTS).exists() for folder in above)


def _matched(path: Path, out: Path | None) -> Iterator[Place]:
    yield from _below(path, out) if path.is_dir() else _sorted_out(path)


def _below(folder: Path, out: Path | None) -> Iterator[Place]:
    for path in _walk(folder, out):
        yield from _sorted_out(path)


def _sorted_out(path: Path) -> Iterator[Place]:
    if is_companion(path):
        yield Place(parts=path.parts, origin=local(path), aside=True)
    else:
        yield from _unpacked(path.parts, local(path))


def _unpacked(parts: tuple[str, ...], origin: LocalFile | Remote) -> Iterator[Place]:
    """The file itself, or the documents that it packs."""
    try:
        found = members(origin)
    except (OSError, UnreadableError):  # told when the file is to be read
        found = None
    if found is None:
        yield Place(parts=parts, origin=origin)
        return
    for inner, member in visible(found):
        aside = bool(inner) and is_companion(Path(inner[-1]))
        yield Place(parts=(*parts, *inner), origin=member, aside=aside)


def _walk(root: Path, out: Path | None) -> Iterator[Path]:
    results = _real(out) if out is not None else None
    shut: list[OSError] = []
    for folder, below, names in os.walk(root, onerror=shut.append):
        place = Path(folder)
        if NO_DOCUMENTS in names:
            below.clear()
            continue
        below[:] = [name for name in below if not name.startswith(".") and _real(place / name) != results]
        yield from (place / name for name in names if not name.startswith(".") and (place / name).is_file())
    # a folder that may not be read is handed on as if it were a document, so that the run tells its failure
    yield from (Path(error.filename) for error in shut)


def _real(path: Path) -> Path:
    """The path without links; ``resolve`` would fail where they lead round."""
    return Path(os.path.realpath(path))


def _away(address: str, *, is_sure: bool = False) -> Root:
    """The documents at an address; one that is sure is not asked whether it is a folder."""
    file_system(address)
    if is_sure and not address.endswith("/"):
        return _one(Listed(address))
    if is_pattern(address) and not is_sure:
        return _several(address)
    if not address.endswith("/"):
        found = look(address)
        if found is not None:
            return _one(found)
    return _several(f"{address.rstrip('/')}/")


def _one(found: Listed) -> Root:
    places = tuple(_perhaps_unpacked(name_parts(found.address), found))
    return Root(folder=folder_of(found.address), away=True, places=places)


def _several(address: str) -> Root:
    folder = folder_of(address)
    found = [(name_parts(each.address)[len(folder) :], each) for each in listed(address)]
    if not found and is_pattern(address):
        message = f"{address}: nothing matches the pattern"
        raise SourceError(message)
    places = chain.from_iterable(_sorted_away((*folder, *parts), each) for parts, each in visible(found))
    return Root(folder=folder, away=True, places=tuple(places))


def _sorted_away(parts: tuple[str, ...], found: Listed) -> Iterator[Place]:
    if is_companion(Path(parts[-1])):
        yield Place(parts=parts, origin=_remote(found), aside=True)
    else:
        yield from _perhaps_unpacked(parts, found)


def _perhaps_unpacked(parts: tuple[str, ...], found: Listed) -> Iterator[Place]:
    """As for a file here, but only a name that ends in ``.zip`` is looked into, for a look at each takes its time."""
    if Path(parts[-1]).suffix.lower() == ".zip":
        version = found.version or version_now(found.address)  # asked once, not for each member
        yield from _unpacked(parts, _remote(found._replace(version=version)))
    else:
        yield Place(parts=parts, origin=_remote(found))


def _remote(found: Listed) -> Remote:
    return Remote(address=found.address, version=found.version)
