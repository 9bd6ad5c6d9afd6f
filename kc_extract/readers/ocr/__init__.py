"""Scanned pages to words with boxes and confidences: Tesseract in process, every reading kept in a cache."""

from kc_extract.readers.ocr.engine import missing
from kc_extract.readers.ocr.reading import Options, read_pictures
from kc_extract.readers.ocr.scan import Picture, Scan

__all__ = ["Options", "Picture", "Scan", "missing", "read_pictures"]
