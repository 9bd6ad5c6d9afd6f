"""The one place that knows the order of the stages: bytes to a document, a document to its extraction."""

from __future__ import annotations

import hashlib

from kc_extract.layout import compose
from kc_extract.readers import read_input
from kc_extract.types import Document, Limits


def read(data: bytes, name: str | None = None, *, limits: Limits | None = None) -> Document:
    """The document in the bytes, its format told by its first bytes, never by its name.

    Raises ``UnreadableError`` for bytes that no reader can open; pages that cannot be read are notes.
    """
    source = read_input(data, name, limits or Limits())
    return compose(source, identity=hashlib.sha256(data).hexdigest(), name=name)
