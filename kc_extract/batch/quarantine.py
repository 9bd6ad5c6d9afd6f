"""Which failures are remembered, and when a document that failed is tried again."""

from __future__ import annotations

import datetime as dt
import os
from typing import TYPE_CHECKING, Protocol

from kc_extract.batch.making import NEEDS, is_current
from kc_extract.batch.outcome import Failure
from kc_extract.files import write_whole
from kc_extract.quarantine import entries_to_lines, lines_to_entries
from kc_extract.types import Quarantined

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from kc_extract.batch.outcome import Bounds, Result, Setup

#: Reasons that lie in the machine or the hour, not in the document: it is tried again the next time.
_PASSING = frozenset({"changed", "file_system", "no_worker", "timeout", "unreachable"})


def is_lasting(failure: Failure) -> bool:
    """Whether the document would fail again, for what it is."""
    return failure.code not in _PASSING and not failure.code.startswith(NEEDS)


def shut(content: str, failure: Failure, setup: Setup) -> Quarantined:
    """The entry for a content that failed now."""
    return Quarantined(
        id=content,
        name=failure.source,
        code=failure.code,
        message=failure.message,
        detail=failure.detail,
        bound=_bound(failure.code, setup.bounds),
        produced_by=setup.produced_by,
        since=dt.datetime.now(dt.UTC).replace(microsecond=0),
    )


def stays(entry: Quarantined, setup: Setup) -> bool:
    """Whether nothing speaks for another try: the same extractor, no engine more, no wider bound."""
    if entry.bound is not None and (_bound(entry.code, setup.bounds) or 0) > entry.bound:
        return False
    return is_current(entry.produced_by, setup.produced_by, {entry.code})


class Store(Protocol):
    """Where it is remembered: an archive, or a file in the results folder."""

    def quarantine(self, entry: Quarantined) -> None:
        """Remember what fails, in place of what was known of the same bytes."""

    def release(self, contents: Collection[str]) -> None:
        """Forget that these contents failed."""

    def quarantined(self) -> dict[str, Quarantined]:
        """All that is known to fail, by the hash of its bytes."""


class Ward:
    """What a run knows of documents that failed before, and what it adds to that; ``retry`` tries them all again."""

    def __init__(self, store: Store, setup: Setup, *, retry: bool) -> None:
        self._store = store
        self._setup = setup
        self._retry = retry
        self._known = store.quarantined()

    def known_bad(self, content: str, name: str) -> Failure | None:
        """Why the content is not to be tried again, under the name that it has now; None where it is to be tried."""
        entry = self._known.get(content)
        if entry is None or self._retry or not stays(entry, self._setup):
            return None
        message = entry.message.replace(entry.name, name, 1)
        return Failure(source=name, code=entry.code, message=message, detail=entry.detail)

    def note(self, content: str | None, result: Result) -> None:
        """Remember a failure that will come again; forget one that did not."""
        if content is None:
            return
        if result.status == "failed" and result.failure is not None and is_lasting(result.failure):
            self._store.quarantine(shut(content, result.failure, self._setup))
        elif result.status == "extracted" and content in self._known:
            self._store.release([content])


class QuarantineFile:
    """The quarantine of a results folder: a file of lines that grows by one with each failure.

    What is forgotten leaves the file when this is closed: until then it does no harm there, for its document is done.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._entries = lines_to_entries(path.read_bytes()) if path.is_file() else {}
        self._is_written = True

    def quarantine(self, entry: Quarantined) -> None:
        """Remember what fails; the line is on the disk when this returns."""
        self._entries[entry.id] = entry
        self._is_written = False
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("ab") as file:
            file.write(b"\n" + entries_to_lines([entry]))  # a line before it may have been cut short
            file.flush()
            os.fsync(file.fileno())

    def release(self, contents: Collection[str]) -> None:
        """Forget that these contents failed."""
        for content in contents:
            self._is_written &= self._entries.pop(content, None) is None

    def quarantined(self) -> dict[str, Quarantined]:
        """All that is known to fail, by the hash of its bytes."""
        return dict(self._entries)

    def close(self) -> None:
        """Put the lines in order of name, each content once."""
        if not self._is_written:
            entries = sorted(self._entries.values(), key=lambda entry: (entry.name, entry.id))
            write_whole(self._path, entries_to_lines(entries))


def _bound(code: str, bounds: Bounds) -> float | None:
    return {"time_limit": bounds.seconds, "memory_limit": bounds.megabytes, "too_long": bounds.pages}.get(code)
