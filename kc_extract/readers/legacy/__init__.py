"""Text set in the 8-bit encodings of Vietnamese before Unicode: TCVN3, VNI-Windows and VISCII."""

from __future__ import annotations

from kc_extract.readers.legacy.choosing import Choice, choose, choose_run, pool
from kc_extract.readers.legacy.decoding import Letter, decode
from kc_extract.readers.legacy.encodings import Encoding, FontName, encoding_of, encodings, read_font_name
from kc_extract.readers.legacy.notes import conversion_note

__all__ = [
    "Choice",
    "Encoding",
    "FontName",
    "Letter",
    "choose",
    "choose_run",
    "conversion_note",
    "decode",
    "encoding_of",
    "encodings",
    "pool",
    "read_font_name",
]
