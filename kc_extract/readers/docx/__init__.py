"""Word files (.docx): what a reader sees of them, as one page without boxes."""

from kc_extract.readers.docx.reader import read_docx

__all__ = ["read_docx"]
