"""The engines that decide what is read from bytes, as every extraction names them."""

from __future__ import annotations

from functools import cache
from importlib import metadata

from kc_extract.types import Engine

#: The libraries that decide what is read from the bytes.
LIBRARIES = ("lxml", "pymupdf", "selectolax", "trafilatura")


@cache
def engines() -> tuple[Engine, ...]:
    """The libraries that read bytes, and character recognition where this machine has all that it needs."""
    from kc_extract.readers.ocr.engine import missing, version

    found = [Engine(name=name, version=metadata.version(name)) for name in LIBRARIES]
    return tuple(found) if missing() else (*found, Engine(name="tesseract", version=version()))
