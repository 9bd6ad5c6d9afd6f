"""The document: one text, one coordinate system, and the parts and tables in it."""

from __future__ import annotations

from kc_extract.types.pages import Article
from kc_extract.types.places import Box, Frozen, Note, Span
from kc_extract.types.vocabulary import BBox, ParagraphRole, TextSource


class PageInfo(Frozen, frozen=True, kw_only=True):
    """A page; ``span`` runs from its first word in the text to its last, None where it has none."""

    number: int
    width: float
    height: float
    text_source: TextSource
    span: Span | None = None


class PlacedWord(Frozen, frozen=True, kw_only=True):
    """A word at its place in ``Document.text``; ``line`` counts printed lines over the whole document."""

    span: Span
    page: int
    line: int
    bbox: BBox | None
    bold: bool = False
    italic: bool = False
    confidence: float = 1.0


class Paragraph(Frozen, frozen=True, kw_only=True):
    """A paragraph of the text. ``lead``: length of its leading bold or italic run, 0 where it has none."""

    span: Span
    role: ParagraphRole = "body"
    lead: int = 0
    bold: bool = False
    centred: bool = False
    table: str | None = None


class Cell(Frozen, frozen=True, kw_only=True):
    """A table cell; ``row`` and ``column`` count from 0 over header and body rows together."""

    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    text: str
    span: Span
    boxes: tuple[Box, ...] = ()


class Table(Frozen, frozen=True, kw_only=True):
    """A table, joined over pages; ``header`` the header rows, ``rows`` the body rows, ``unit`` as printed above it."""

    id: str
    part: str = "body"
    section: str | None = None
    page: int | None = None
    span: Span
    title: str | None = None
    unit: str | None = None
    header: tuple[tuple[Cell, ...], ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()


class Document(Frozen, frozen=True, kw_only=True):
    """One NFC text in reading order with everything needed to trace a span to the page where it is printed.

    Paragraphs are separated by one line feed, the lines of a paragraph joined by one space, the cells of a table
    row by `` | ``.
    ``words`` and ``paragraphs`` are sorted by span and do not overlap.
    """

    id: str
    source_name: str | None
    media_type: str
    text_source: TextSource
    pages: tuple[PageInfo, ...]
    text: str
    paragraphs: tuple[Paragraph, ...]
    words: tuple[PlacedWord, ...]
    tables: tuple[Table, ...] = ()
    notes: tuple[Note, ...] = ()
    article: Article | None = None


class Part(Frozen, frozen=True, kw_only=True):
    """A part of the text: ``body``, ``attachment-1`` and on, ``appendix-1`` and on."""

    name: str
    span: Span
