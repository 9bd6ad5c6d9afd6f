"""What readers give: pages of lines and tables, as read."""

from __future__ import annotations

import datetime as dt

from kc_extract.types.places import Frozen, Note
from kc_extract.types.vocabulary import BBox, TextSource


class Limits(Frozen, frozen=True, kw_only=True):
    """How much of one input is read: bytes of text-like input and of PDF, pages of a PDF."""

    max_bytes: int = 20_000_000
    max_pdf_bytes: int = 300_000_000
    max_pages: int = 2_000


class Word(Frozen, frozen=True, kw_only=True):
    """A run of characters without white space, as printed; ``bbox`` is None where the input has no pages."""

    text: str
    bbox: BBox | None = None
    size: float = 0.0
    bold: bool = False
    italic: bool = False
    superscript: bool = False
    confidence: float = 1.0


class Line(Frozen, frozen=True, kw_only=True):
    """One printed (or hard-wrapped) line. ``break_before``: the input proves that a paragraph starts here.

    ``footnote``: the line stands in the notes at the foot of its page, apart from the body text.
    """

    words: tuple[Word, ...]
    break_before: bool = False
    centred: bool = False
    footnote: bool = False

    @property
    def text(self) -> str:
        """The words of the line, joined by spaces."""
        return " ".join(word.text for word in self.words)


class CellContent(Frozen, frozen=True, kw_only=True):
    """A table cell as read: its lines, and how many columns and rows it covers."""

    lines: tuple[Line, ...]
    colspan: int = 1
    rowspan: int = 1
    bbox: BBox | None = None


class TableContent(Frozen, frozen=True, kw_only=True):
    """A table region as read; ``rows`` hold cells from left to right, each at the place where it starts."""

    rows: tuple[tuple[CellContent, ...], ...]
    bbox: BBox | None = None


class Page(Frozen, frozen=True, kw_only=True):
    """One page as read: lines and tables in the order of the input. Inputs without pages are one page, 0 x 0."""

    number: int
    width: float = 0.0
    height: float = 0.0
    text_source: TextSource
    blocks: tuple[Line | TableContent, ...]


class Article(Frozen, frozen=True, kw_only=True):
    """What a web page says of itself beside its text; absent for a portal's page that carries a whole decision.

    ``site``: what the foot of the page says of who runs it, which names the province where the text does not.
    """

    headline: str | None = None
    published_on: dt.date | None = None
    site: str | None = None


class Input(Frozen, frozen=True, kw_only=True):
    """What a reader makes of bytes: pages, what the container says of itself, and notes on what was not read."""

    media_type: str
    pages: tuple[Page, ...]
    notes: tuple[Note, ...] = ()
    article: Article | None = None
