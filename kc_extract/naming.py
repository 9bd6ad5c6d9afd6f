"""Names of files made from words that others chose: addresses, keys of object storage, members of ZIP archives."""

from __future__ import annotations

import os
import zlib
from pathlib import PurePosixPath

import regex

#: Bytes of a name that leave room for an ending under the 255 that file systems allow.
_LONGEST = 180
_FILE_SYSTEM = 255
_UNSAFE = regex.compile(r'[\p{Cc}\p{Cf}\p{Cs}<>:"|?*\\/]+')


def safe_part(words: str) -> str:
    """The words as one part of a path on any system: no separators, no way up, at most 180 bytes of UTF-8.

    What has to be cut ends in a checksum of the whole, so that two long names stay two.
    """
    part = _UNSAFE.sub("_", words).rstrip(". ") or "_"
    if len(part.encode()) <= _LONGEST:
        return part
    path = PurePosixPath(part)
    suffix = path.suffix if len(path.suffix.encode()) <= _LONGEST // 10 else ""
    mark = f"~{zlib.crc32(part.encode()):08x}{suffix}"
    kept = part.removesuffix(suffix).encode()[: _LONGEST - len(mark.encode())].decode("utf-8", "ignore")
    return kept + mark


def json_of(name: str) -> str:
    """The name of the JSON of a document: ``a.pdf`` gives ``a.pdf.json``.

    Where that is longer than file systems allow, it is cut and ends in a checksum of the whole.
    """
    *above, last = name.split("/")
    whole = os.fsencode(last)
    ending = b".json"
    if len(whole) + len(ending) > _FILE_SYSTEM:
        ending = f"~{zlib.crc32(whole):08x}.json".encode()
        whole = whole[: _FILE_SYSTEM - len(ending)].decode("utf-8", "ignore").encode()
    return "/".join((*above, os.fsdecode(whole + ending)))


def told_apart(name: str, number: int) -> str:
    """The name for the ``number``-th of several that would share it: ``a/b.pdf`` gives ``a/b~2.pdf``."""
    path = PurePosixPath(name)
    return name if number == 1 else str(path.with_name(f"{path.stem}~{number}{path.suffix}"))
