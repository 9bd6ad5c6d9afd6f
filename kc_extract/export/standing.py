"""Tables that stand from an earlier run, and need not be written again where nothing under them has changed."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import msgspec

from kc_extract import __version__
from kc_extract.export.counting import Totals
from kc_extract.export.labels import labels
from kc_extract.export.records import WORKBOOK, write_records
from kc_extract.export.sheets import SHEETS, SUMMARY_LINES
from kc_extract.files import write_whole
from kc_extract.types import Frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from kc_extract.types import Extraction

#: Beside the tables, hidden: what they were made of, and their totals.
MADE_OF = ".records.json"
_FILES = (WORKBOOK, *(f"{sheet.file}.csv" for sheet in SHEETS if sheet.file))


class Mark(Frozen, frozen=True, kw_only=True):
    """What tells one state of a file from all others: bytes, time of change (ns), inode."""

    size: int
    changed: int
    inode: int


class Standing(Frozen, frozen=True, kw_only=True):
    """The fingerprint of what tables were made of, their files as they were written, and their totals."""

    made_of: str
    files: dict[str, Mark | None]
    totals: Totals


_DECODER = msgspec.json.Decoder(Standing)


def keep_records(
    out: Path,
    places: Iterable[tuple[str, str | Path]],
    documents: Iterable[tuple[str, Extraction]],
    failures: Sequence[tuple[str, str, str]] = (),
) -> Totals:
    """As ``write_records``, but files that stand as they would be written are left alone and no document is read.

    ``places`` are the names of the documents, each with the file that its extraction is read from. The tables are
    made anew where one of these was written since, where one came or went, where failures differ, and where a table
    is missing or was changed by another hand.
    """
    made_of = _fingerprint(places, failures)
    before = _standing(out)
    if before is not None and before.made_of == made_of and before.files == _marks(out):
        return before.totals
    totals = write_records(out, documents, failures)
    standing = Standing(made_of=made_of, files=_marks(out), totals=totals)
    write_whole(out / MADE_OF, msgspec.json.encode(standing) + b"\n")
    return totals


def _fingerprint(places: Iterable[tuple[str, str | Path]], failures: Sequence[tuple[str, str, str]]) -> str:
    form = [(sheet.title, [(one.name, one.heading, one.width, one.kind) for one in sheet.columns]) for sheet in SHEETS]
    fingerprint = hashlib.sha256(msgspec.json.encode([__version__, form, SUMMARY_LINES, labels(), failures]))
    for name, path in places:
        fingerprint.update(msgspec.json.encode([name, _mark(path)]))
    return fingerprint.hexdigest()


def _standing(out: Path) -> Standing | None:
    try:
        return _DECODER.decode((out / MADE_OF).read_bytes())
    except (OSError, msgspec.DecodeError):
        return None


def _marks(out: Path) -> dict[str, Mark | None]:
    return {name: _mark(out / name) for name in _FILES}


def _mark(path: str | Path) -> Mark | None:
    try:
        state = os.stat(path)  # noqa: PTH116 - of thousands of paths, making each costs more than the look
    except OSError:
        return None
    return Mark(size=state.st_size, changed=state.st_mtime_ns, inode=state.st_ino)
