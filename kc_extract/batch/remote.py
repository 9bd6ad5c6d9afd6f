"""Documents in object storage and on the web, through fsspec; nothing of it is loaded before an address is met."""

from __future__ import annotations

import datetime as dt
import zipfile
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote, urlsplit

from kc_extract.errors import ExtractError, UnreadableError
from kc_extract.naming import safe_part

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_WEB = frozenset({"http", "https"})
_MAGIC = frozenset("*?[")
#: After so long the time of the last change stands for the bytes; a page made when it is asked for is never so old.
_LONG = dt.timedelta(hours=1)
#: The code of what could not be got now, and perhaps will be the next time.
UNREACHABLE = "unreachable"


class SourceError(ExtractError):
    """A source of a run that names nothing that could be read; the message says what to give instead."""


def is_address(source: str) -> bool:
    """Whether a source is an address and no path: it begins with a scheme such as ``s3://``."""
    scheme, mark, _ = source.partition("://")
    return bool(mark) and scheme.replace("+", "").replace("-", "").isalnum()


def file_system(address: str) -> tuple[Any, str]:
    """The file system that serves an address, and the path there; ``SourceError`` where none can."""
    try:
        import fsspec

        files, path = fsspec.core.url_to_fs(address)
    except ImportError as error:
        extra = "; for s3:// and https:// do so with: pip install 'kc-extract[s3]'"
        message = f"{address}: {error}{extra}"
        raise SourceError(message) from error
    except ValueError as error:
        message = f"{address}: {error}; give a path, or an address such as s3://bucket/folder/ or https://host/a.pdf"
        raise SourceError(message) from error
    return files, str(path)


@contextmanager
def reaching(address: str) -> Iterator[None]:
    """Tell whatever a file system's library raises as one ``UnreadableError``, for each has errors of its own."""
    try:
        yield
    except SourceError as error:
        raise UnreadableError(UNREACHABLE, str(error)) from error
    except (ExtractError, zipfile.BadZipFile):
        raise
    except Exception as error:
        is_missing = isinstance(error, FileNotFoundError)
        reason = "there is no such file" if is_missing else str(error) or type(error).__name__
        message = f"{address} cannot be read ({reason}); check address, credentials and network, and run again"
        raise UnreadableError(UNREACHABLE, message) from error


def folder_of(address: str) -> tuple[str, ...]:
    """The parts of the folder that names of the documents at an address are relative to."""
    parts = _parts(address)
    if is_pattern(address):
        parts = parts[: next(place for place, part in enumerate(parts) if _is_pattern(part))]
    elif not address.endswith("/"):
        parts = parts[:-1]
    return tuple(map(safe_part, parts))


def name_parts(address: str) -> tuple[str, ...]:
    """An address as the parts of a path: ``s3://bucket/a.pdf`` gives ``s3, bucket, a.pdf``."""
    return tuple(map(safe_part, _parts(address)))


def _parts(address: str) -> list[str]:
    scheme, _, rest = address.partition("://")
    if scheme in _WEB:
        split = urlsplit(address)
        asked = f"?{split.query}" if split.query else ""
        rest = f"{split.netloc}/{unquote(split.path)}{asked}"
    return [scheme, *(part for part in rest.split("/") if part)]


def open_address(address: str) -> Any:  # noqa: ANN401 - files of fsspec have no type
    """An open file; from the web it comes as a stream, for many hosts give no parts of a file."""
    files, path = file_system(address)
    return files.open(path, "rb", block_size=0) if is_stream(address) else files.open(path, "rb")


def is_stream(address: str) -> bool:
    """Whether a file can be read from its beginning only."""
    return urlsplit(address).scheme in _WEB


class Listed(NamedTuple):
    """A file that a service tells of, with the mark of its version where it gives one."""

    address: str
    version: str | None = None


def look(address: str) -> Listed | None:
    """What a service tells of one file; None for a folder. On the web every address is a document, unseen."""
    if urlsplit(address).scheme in _WEB:
        return Listed(address)
    with reaching(address):
        files, path = file_system(address)
        files.invalidate_cache()
        info = files.info(path)
        return None if info["type"] == "directory" else Listed(address, _version(info))


def listed(address: str) -> Iterator[Listed]:
    """The files below a folder, or that match a pattern with ``*``, in order."""
    with reaching(address):
        files, path = file_system(address)
        files.invalidate_cache()
        found = files.glob(path, detail=True) if is_pattern(address) else files.find(path, detail=True)
        for name, info in sorted(found.items()):
            if info["type"] == "file" and not name.endswith("/"):
                yield Listed(str(files.unstrip_protocol(name)), _version(info))


def version_now(address: str) -> str | None:
    """The mark of the version that a service gives at this moment; None where it tells none that is sure."""
    try:
        with reaching(address):
            files, path = file_system(address)
            files.invalidate_cache()
            return _version(files.info(path))
    except UnreadableError:
        return None  # told when the document itself is asked for


def _version(info: Mapping[str, Any]) -> str | None:
    """The mark of a version; those of S3, Google and Azure each have a name of its own.

    A weak one says nothing of single bytes, a time only where nothing can have been changed within it since (RFC 9110,
    8.8.2.2 and 8.8.3).
    """
    mark = next((info[name] for name in ("ETag", "etag") if info.get(name)), "W/")
    if mark.startswith("W/"):
        mark = info.get("Last-Modified") if info.get("size") is not None else None
        if mark is None or not _is_long_ago(mark):
            return None
    return f"{mark} {info.get('size')} {info.get('url', '')}".rstrip()


def _is_long_ago(words: str) -> bool:
    try:
        when = parsedate_to_datetime(words)
    except ValueError:
        return False
    return when.tzinfo is not None and dt.datetime.now(dt.UTC) - when > _LONG


def is_pattern(address: str) -> bool:
    """Whether an address names many files; the question mark of a web address begins what is asked there."""
    return urlsplit(address).scheme not in _WEB and _is_pattern(address)


def _is_pattern(words: str) -> bool:
    return not _MAGIC.isdisjoint(words)
