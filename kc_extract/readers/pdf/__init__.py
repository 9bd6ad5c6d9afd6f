"""PDF bytes to pages: lines and ruled tables in reading order, with a note for every page that cannot be read."""

from kc_extract.readers.pdf.reader import read_pdf

__all__ = ["read_pdf"]
