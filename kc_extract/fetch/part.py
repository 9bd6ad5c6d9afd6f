"""A document on its way: hidden until it is whole, and taken up again where the connection broke."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

from kc_extract.files import write_whole
from kc_extract.types import Frozen

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PARTS = ".partial"
_WEAK = "W/"


class Version(Frozen, frozen=True, kw_only=True):
    """Which version of which address the bytes are of; ``mark`` is what ``If-Range`` takes, None where none is sure."""

    final: str
    mark: str | None = None


class Part:
    """The bytes that have come of one address."""

    def __init__(self, folder: Path, address: str) -> None:
        name = hashlib.sha256(address.encode()).hexdigest()[:32]
        self.path = folder / PARTS / f"{name}.part"
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


def version_of(address: str, headers: Mapping[str, str]) -> Version:
    """The version that an answer tells of; an encoded or weakly marked one cannot be taken up (RFC 9110, 13.1.5)."""
    etag = headers.get("ETag", "")
    if headers.get("Content-Encoding", "identity") != "identity":
        return Version(final=address)
    if etag and not etag.startswith(_WEAK):
        return Version(final=address, mark=etag)
    return Version(final=address, mark=headers.get("Last-Modified"))
