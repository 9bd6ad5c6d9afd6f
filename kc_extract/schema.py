"""The JSON form of an extraction (``kc-extract/1``): its schema, and the way to bytes and back."""

from __future__ import annotations

from typing import Any

import msgspec

from kc_extract.types import SCHEMA, Extraction

_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Extraction)


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one extraction, made from the types."""
    body = msgspec.json.schema(Extraction, ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{SCHEMA.replace(chr(47), chr(58))}",
        **body,
    }


def encode(extraction: Extraction) -> bytes:
    """The extraction as one line of JSON in UTF-8, without a line feed."""
    return _ENCODER.encode(extraction)


def decode(data: bytes) -> Extraction:
    """The extraction that ``data`` holds; raises ``msgspec.ValidationError`` where it is not of the schema."""
    return _DECODER.decode(data)
