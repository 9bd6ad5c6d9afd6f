"""The record of what was fetched: one line per address, which stands however the command ends."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

import msgspec

from kc_extract.errors import ExtractError
from kc_extract.fetch.entry import Entry
from kc_extract.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

LEDGER = "fetched.jsonl"
_ENCODER = msgspec.json.Encoder()
_ENTRIES = msgspec.json.Decoder(Entry)


class LedgerError(ExtractError):
    """The record is not one of ours; the message says where."""


class Ledger:
    """The entries of a folder by address; each new one is appended at once, and at the end they are put in order."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / LEDGER
        self._entries = read_ledger(self._path)
        self._lock = threading.Lock()
        self.close()

    def last(self, address: str) -> Entry | None:
        """What became of an address the last time."""
        return self._entries.get(address)

    def add(self, entry: Entry) -> None:
        """Record an outcome; a line is written by one call to the system, so that a kill leaves at most half of it."""
        with self._lock:
            self._entries[entry.address] = entry
            with self._path.open("ab", buffering=0) as file:
                file.write(_ENCODER.encode(entry) + b"\n")
                os.fsync(file.fileno())

    def close(self) -> None:
        """Write the record anew, a line per address, in order."""
        write_whole(self._path, _lines(entry for _, entry in sorted(self._entries.items())))


def read_ledger(path: Path) -> dict[str, Entry]:
    """The entries of a record by address, the last one of each; half a line at the end is passed over."""
    entries: dict[str, Entry] = {}
    lines = path.read_bytes().split(b"\n") if path.is_file() else [b""]
    for number, line in enumerate(lines[:-1], start=1):
        try:
            entry = _ENTRIES.decode(line)
        except msgspec.DecodeError as error:
            message = f"{path}, line {number}: not a record of what was fetched ({error}); mend or remove the line"
            raise LedgerError(message) from error
        entries[entry.address] = entry
    return entries


def _lines(entries: Iterable[Entry]) -> bytes:
    return b"".join(_ENCODER.encode(entry) + b"\n" for entry in entries)
