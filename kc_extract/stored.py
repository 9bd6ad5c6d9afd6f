"""Extractions that were written before: the JSON files of a run, or single ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from kc_extract.errors import ExtractError
from kc_extract.schema import decode
from kc_extract.types import SCHEMA, Extraction


class StoredError(ExtractError):
    """A file that was to hold an extraction holds none; the message names it."""


class _Head(msgspec.Struct):
    schema: str = ""


def read_stored(paths: Iterable[Path]) -> Iterator[tuple[str, Extraction]]:
    """The extractions under folders and in files, each with its name, in the order of their names.

    The name of one in a folder is its path there without ``.json``. Other JSON in a folder is passed over; a file given
    by itself has to be an extraction. Raises ``StoredError`` where it is none, or one that is broken.
    """
    for path in paths:
        if path.is_dir():
            for file in sorted(path.rglob("*.json")):
                data = file.read_bytes()
                if _is_extraction(data):
                    yield file.relative_to(path).with_suffix("").as_posix(), _decoded(file, data)
        else:
            yield path.with_suffix("").name, _decoded(path, path.read_bytes())


def _is_extraction(data: bytes) -> bool:
    try:
        return msgspec.json.decode(data, type=_Head).schema == SCHEMA
    except msgspec.DecodeError:
        return False


def _decoded(path: Path, data: bytes) -> Extraction:
    try:
        return decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        message = f"{path}: not an extraction of this version: {error}"
        raise StoredError(message) from error
