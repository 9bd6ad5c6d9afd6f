"""Lists of addresses: a line each, a column of a table, or a field of JSON lines."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

from kc_extract.errors import ExtractError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Names of the column or field that holds the address.
_NAMES = ("address", "url")


class ManifestError(ExtractError):
    """The list of addresses cannot be read; the message says where."""


def read_manifest(path: Path) -> tuple[str, ...]:
    """The addresses of a list in its order, each once.

    A table (``.csv``) has a column ``address`` or ``url``, JSON lines (``.jsonl``) a field of that name; rows without
    one are passed over. Any other file has one address a line; a line that begins with ``#`` is a remark.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path}: the list cannot be read ({error}); it is to be a file in UTF-8"
        raise ManifestError(message) from error
    readers = {".csv": _table, ".jsonl": _json_lines}
    words = readers.get(path.suffix.lower(), _lines)(text, path)
    addresses = tuple(dict.fromkeys(filter(None, map(str.strip, words))))
    if not addresses:
        message = f"{path}: the list names no address"
        raise ManifestError(message)
    return addresses


def _lines(text: str, _path: Path) -> Iterator[str]:
    yield from (line for line in text.splitlines() if not line.startswith("#"))


def _table(text: str, path: Path) -> Iterator[str]:
    rows = csv.DictReader(text.splitlines())
    columns = [column for column in rows.fieldnames or () if column.strip().lower() in _NAMES]
    if not columns:
        message = f"{path}: the table has no column named {' or '.join(_NAMES)}"
        raise ManifestError(message)
    for row in rows:
        yield row[columns[0]] or ""


def _json_lines(text: str, path: Path) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError as error:
            message = f"{path}, line {number}: not JSON ({error})"
            raise ManifestError(message) from error
        if not isinstance(record, dict):
            message = f"{path}, line {number}: an object with a field {' or '.join(_NAMES)} is expected"
            raise ManifestError(message)
        yield next((str(record[name]) for name in _NAMES if record.get(name)), "")
