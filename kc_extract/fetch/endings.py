"""The ending of a file's name by what the file holds, whatever its host calls it."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from kc_extract.readers.formats import Format, detect

if TYPE_CHECKING:
    from pathlib import Path

_ENDINGS: dict[Format, str] = {
    "pdf": ".pdf",
    "html": ".html",
    "mhtml": ".mhtml",
    "plain": ".txt",
    "docx": ".docx",
    "doc": ".doc",
    "rtf": ".rtf",
    "zip": ".zip",
    "gzip": ".gz",
    "empty": ".txt",
    "binary": ".bin",
}
_PICTURES = ((b"\xff\xd8", ".jpg"), (b"\x89PNG", ".png"), (b"GIF8", ".gif"), (b"RIFF", ".webp"))
_TABLE = "xl/workbook.xml"
#: Bytes that tell a format, except where its directory stands at the end.
_HEAD = 1_000_000
_DIRECTORY_ELSEWHERE = (b"PK", b"\xd0\xcf\x11\xe0")


def ending_of(path: Path) -> str:
    """The ending, with its point, that fits the bytes of a file."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
        data = head + file.read() if head.startswith(_DIRECTORY_ELSEWHERE) else head
    form = detect(data)
    if form == "image":
        return next((ending for magic, ending in _PICTURES if data.startswith(magic)), ".tif")
    if form == "zip" and _is_table(path):
        return ".xlsx"
    return _ENDINGS[form]


def _is_table(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return _TABLE in archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return False
