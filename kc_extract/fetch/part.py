"""A document on its way: hidden until it is whole, and taken up again where the connection broke."""

from __future__ import annotations

import hashlib
import time
from typing import TYPE_CHECKING

import msgspec
import regex

from kc_extract.files import write_whole
from kc_extract.types import Frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

PARTS = ".partial"
_WEAK = "W/"
_OURS = regex.compile(r"[0-9a-f]{32}\.(part|json)")
_HALF = regex.compile(r"\.\d+-[0-9a-f]{8}\.part")
#: Seconds after the last byte came.
_GIVEN_UP = 7 * 24 * 3600.0


class Version(Frozen, frozen=True, kw_only=True):
    """Which version of which address the bytes are of; ``mark`` is what ``If-Range`` takes, None where none is sure."""

    final: str
    mark: str | None = None


class Part:
    """The bytes that have come of one address."""

    def __init__(self, folder: Path, address: str) -> None:
        self.path = folder / PARTS / f"{_name(address)}.part"
        self._note = self.path.with_suffix(".json")

    def begin(self, version: Version) -> None:
        """Nothing has come yet of a version; in this order, for a kill may come between the two."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_bytes(b"")
        write_whole(self._note, msgspec.json.encode(version))

    def headers(self, address: str) -> dict[str, str]:
        """What asks for the bytes that are missing; nothing where they may be of another version."""
        if not self.size or (version := self._version()) is None or version.mark is None or version.final != address:
            return {}
        return {"Range": f"bytes={self.size}-", "If-Range": version.mark}

    @property
    def size(self) -> int:
        """How many bytes have come."""
        return self.path.stat().st_size if self.path.is_file() else 0

    def drop(self) -> None:
        """Forget what has come."""
        self._note.unlink(missing_ok=True)
        self.path.unlink(missing_ok=True)

    def _version(self) -> Version | None:
        try:
            return msgspec.json.decode(self._note.read_bytes(), type=Version)
        except (OSError, msgspec.DecodeError):
            return None


def sweep(folder: Path, addresses: Iterable[str]) -> None:
    """Take away what nobody will take up: of addresses that are asked for no more, a week after the last byte came.

    So two lists may be fetched into one folder by turns. Half a note of a killed command goes at once.
    """
    wanted = set(map(_name, addresses))
    for path in (folder / PARTS).glob("*"):
        is_half = _HALF.fullmatch(path.name) is not None
        is_ours = _OURS.fullmatch(path.name) is not None and path.stem not in wanted
        if is_half or (is_ours and time.time() - path.stat().st_mtime > _GIVEN_UP):
            path.unlink()


def _name(address: str) -> str:
    return hashlib.sha256(address.encode()).hexdigest()[:32]


def version_of(address: str, headers: Mapping[str, str]) -> Version:
    """The version that an answer tells of; an encoded or weakly marked one cannot be taken up (RFC 9110, 13.1.5)."""
    etag = headers.get("ETag", "")
    if headers.get("Content-Encoding", "identity") != "identity":
        return Version(final=address)
    if etag and not etag.startswith(_WEAK):
        return Version(final=address, mark=etag)
    return Version(final=address, mark=headers.get("Last-Modified"))
