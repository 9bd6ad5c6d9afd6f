"""One address: asked for, followed to where it leads, received, and put into the folder whole."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import regex

from kc_extract.fetch.addresses import file_of, host_of, joined
from kc_extract.fetch.endings import ending_of
from kc_extract.fetch.entry import Entry, Kept, Lasting, Passing, Settings, Stopped
from kc_extract.fetch.part import Part, version_of

if TYPE_CHECKING:
    import urllib3

    from kc_extract.fetch.robots import Robots
    from kc_extract.fetch.web import Web

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HOPS = 5
_PIECE = 65_536
_GONE = frozenset({404, 410})
_OK, _PARTIAL, _SAME, _NOT_THAT_PART = 200, 206, 304, 416
_RANGE = regex.compile(r"bytes (\d+)-\d+/(\d+|\*)")


class Transfer:
    """The way of one address into the folder; ``kept``: the document that stands there from before."""

    def __init__(self, address: str, kept: Kept | None, web: Web, robots: Robots, settings: Settings) -> None:
        self._address = address
        self._kept = kept if kept is not None and stands(settings.into, kept) else None
        self._web = web
        self._robots = robots
        self._settings = settings
        self._part = Part(settings.into, address)

    def run(self) -> Entry:
        """What became of it; raises ``Stopped``, and OSError where the folder cannot be written."""
        try:
            kept = self._web.persist(self._attempt)
        except Lasting as trouble:
            return failure(self._address, trouble, self._kept)
        is_same = self._kept is not None and kept.sha256 == self._kept.sha256
        return Entry(address=self._address, outcome="unchanged" if is_same else "fetched", at=now(), kept=kept)

    def _attempt(self) -> Kept:
        address = self._address
        for _ in range(_HOPS + 1):
            self._robots.check(address)
            headers = self._headers(address)
            with self._web.ask(address, headers) as response:
                location = response.headers.get("Location")
                if response.status not in _REDIRECTS or location is None:
                    return self._answered(address, headers, response)
            address = joined(address, location)
        code, message = "redirects", f"it leads on more than {_HOPS} times, at last to {address}; look it up by hand"
        raise Lasting(code, message)

    def _headers(self, address: str) -> dict[str, str]:
        if missing := self._part.headers(address):
            return missing
        if self._kept is None or self._kept.final != address:
            return {}
        asked = {"If-None-Match": self._kept.etag, "If-Modified-Since": self._kept.last_modified}
        return {name: value for name, value in asked.items() if value}

    def _answered(self, address: str, headers: dict[str, str], response: urllib3.BaseHTTPResponse) -> Kept:
        if response.status == _SAME and self._kept is not None and "Range" not in headers:
            return self._kept
        if response.status == _OK:
            self._part.begin(version_of(address, response.headers))
            self._receive(address, response, _length(response))
        elif response.status == _PARTIAL and "Range" in headers:
            self._receive(address, response, self._total(address, response))
        elif response.status == _NOT_THAT_PART:
            self._start_over(address, "the host has no more bytes of it")
        else:
            if response.status in _GONE:
                self._part.drop()
            code, message = f"http_{response.status}", f"the host answers {response.status} {response.reason}"
            raise Lasting(code, f"{message}; look whether the address is still right")
        return self._file(address, response)

    def _total(self, address: str, response: urllib3.BaseHTTPResponse) -> int | None:
        """The size of the whole, of which a part comes that fits to what is there."""
        found = _RANGE.fullmatch(response.headers.get("Content-Range", ""))
        if found is None or int(found[1]) != self._part.size or not _is_plain(response):
            self._start_over(address, "the host sends another part than was asked for")
        return None if found[2] == "*" else int(found[2])

    def _start_over(self, address: str, reason: str) -> NoReturn:
        self._part.drop()
        code = "range"
        raise Passing(code, reason, host_of(address))

    def _receive(self, address: str, response: urllib3.BaseHTTPResponse, total: int | None) -> None:
        """Take in the bytes; what has come stays for the next attempt where the rest does not."""
        self._bound(total or 0)
        ends = time.monotonic() + self._settings.whole
        with self._part.path.open("ab") as file:
            while piece := response.read1(_PIECE, decode_content=True):
                file.write(piece)
                self._bound(file.tell())
                self._look(address, ends)
            file.flush()
            os.fsync(file.fileno())
            if total is not None and file.tell() != total:
                code, message = "cut", f"{file.tell()} of {total} bytes came"
                raise Passing(code, message, host_of(address))

    def _look(self, address: str, ends: float) -> None:
        if self._web.pace.stop.is_set():
            raise Stopped
        if time.monotonic() > ends:
            code, message = "timeout", f"{host_of(address)} sent less than the whole in {self._settings.whole:.0f} s"
            raise Passing(code, message, host_of(address))

    def _bound(self, size: int) -> None:
        most = self._settings.most
        if size > most:
            self._part.drop()
            code, message = "too_large", f"over the limit of {most / 1e6:g} MB; give a higher --max-mb"
            raise Lasting(code, message)

    def _file(self, address: str, response: urllib3.BaseHTTPResponse) -> Kept:
        """Put what has come into the folder, in one step."""
        size = self._part.size
        if not size:
            self._part.drop()
            code, message = "empty", "the host sends nothing; look whether the address is still right"
            raise Lasting(code, message)
        name = file_of(self._address, ending_of(self._part.path))
        kept = Kept(
            file=name,
            sha256=_digest(self._part.path),
            size=size,
            final=address,
            status=response.status,
            fetched_at=now(),
            media_type=response.headers.get("Content-Type"),
            etag=response.headers.get("ETag"),
            last_modified=response.headers.get("Last-Modified"),
        )
        target = self._settings.into / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if self._kept is not None and self._kept.file != name:
            (self._settings.into / self._kept.file).unlink(missing_ok=True)
        if self._kept is None or self._kept.sha256 != kept.sha256:
            self._part.path.replace(target)
        self._part.drop()
        return kept


def failure(address: str, trouble: Lasting, kept: Kept | None = None) -> Entry:
    """The entry of an address that could not be fetched; what stands from before stays."""
    message = f"{address}: {trouble}"
    return Entry(address=address, outcome="failed", at=now(), kept=kept, code=trouble.code, message=message)


def now() -> dt.datetime:
    """The time, to the second."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


def _length(response: urllib3.BaseHTTPResponse) -> int | None:
    """The bytes that the host tells of, where they are those that will be written."""
    words = response.headers.get("Content-Length", "")
    return int(words) if _is_plain(response) and words.isdecimal() else None


def _is_plain(response: urllib3.BaseHTTPResponse) -> bool:
    return response.headers.get("Content-Encoding", "identity") == "identity"


def stands(folder: Path, kept: Kept) -> bool:
    """Whether the document is still there as it was fetched."""
    path = folder / kept.file
    return path.is_file() and path.stat().st_size == kept.size and _digest(path) == kept.sha256


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
