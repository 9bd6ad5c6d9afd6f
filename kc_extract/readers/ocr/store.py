"""Readings kept over runs: one small file for each picture, found by the hash of its pixels and the engine's version.

The folder is that of the user's caches (``XDG_CACHE_HOME``, else ``~/.cache``); it may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import threading
from typing import TYPE_CHECKING

import msgspec

from kc_extract.files import user_caches, write_whole
from kc_extract.readers.ocr.engine import version
from kc_extract.readers.ocr.scan import Scan

if TYPE_CHECKING:
    from pathlib import Path

    from kc_extract.readers.ocr.scan import Picture

#: Raised whenever pictures are prepared or read otherwise, so that no reading of before is taken for one of now.
READING = 17
_ENCODER, _DECODER = msgspec.json.Encoder(), msgspec.json.Decoder(Scan)
_writing = threading.Lock()


def cache_folder() -> Path | None:
    """Where readings are kept: under the folder of the user's caches, None where no home is known."""
    caches = user_caches()
    return None if caches is None else caches / "ocr"


def key_of(picture: Picture) -> str:
    """The name of the reading of this picture by this engine."""
    frame = f"{READING} {version()} {picture.width} {picture.height} {picture.channels} {picture.dpi:.3f}"
    return hashlib.blake2b(picture.samples, key=hashlib.sha256(frame.encode()).digest(), digest_size=20).hexdigest()


def load(folder: Path, key: str) -> Scan | None:
    """The reading kept under the key; None where there is none, or none that can be read."""
    try:
        return _DECODER.decode(_path(folder, key).read_bytes())
    except (OSError, msgspec.DecodeError):
        return None


def save(folder: Path, key: str, scan: Scan) -> None:
    """Keep a reading; where the folder cannot be written the reading is only not kept."""
    try:
        with _writing:  # the temporary name is the process's, and threads of one process may read the same picture
            write_whole(_path(folder, key), _ENCODER.encode(scan))
    except OSError:
        return


def _path(folder: Path, key: str) -> Path:
    return folder / key[:2] / f"{key}.json"
