"""What is known to fail, as JSON lines: one entry a line, a later one of the same content in place of an earlier."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from kc_extract.types import Quarantined

_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Quarantined)


def entries_to_lines(entries: Iterable[Quarantined]) -> bytes:
    """The entries, a line each."""
    return b"".join(_ENCODER.encode(entry) + b"\n" for entry in entries)


def lines_to_entries(data: bytes) -> dict[str, Quarantined]:
    """The entries by content; a line that was cut short, or that another version wrote, counts as not written."""
    found: dict[str, Quarantined] = {}
    for line in data.splitlines():
        try:
            entry = _DECODER.decode(line)
        except msgspec.DecodeError:
            continue
        found[entry.id] = entry
    return found
