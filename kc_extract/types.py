"""Every value that flows between the stages, frozen: pages, the document, and the records of an extraction.

Names, meaning and vocabularies of the records are those of the output contract (schema ``kc-extract/1``).
Spans are half-open character offsets into ``Document.text``; boxes are in points of the page as displayed,
origin top left. Quantities are ``Decimal``, VND amounts ``int``, never float.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Literal

import msgspec

SCHEMA = "kc-extract/1"

TextSource = Literal["born_digital", "ocr", "mixed", "legacy_font", "html", "plain", "docx"]
DocumentKind = Literal[
    "decision",
    "plan",
    "resolution",
    "programme",
    "proposal",
    "report",
    "letter",
    "circular",
    "decree",
    "law",
    "ordinance",
    "directive",
    "notice",
    "article",
    "other",
]
Qualifier = Literal["exact", "about", "at_least", "at_most", "more_than", "less_than"]
MentionKind = Literal["money", "count", "percent", "measure", "ratio", "number"]
Source = Literal[
    "national_promotion",
    "local_promotion",
    "state_budget",
    "central_budget",
    "provincial_budget",
    "district_budget",
    "commune_budget",
    "local_budget",
    "beneficiary",
    "credit",
    "foreign_aid",
    "private",
    "other",
    "unspecified",
]
Role = Literal["total", "part", "norm"]
Breakdown = Literal["source", "activity", "year", "recipient", "item"]
Nature = Literal["spend", "charge", "fine", "prize"]
Direction = Literal["up", "down"]
CitationRole = Literal["amends", "replaces", "basis", "mentions"]
CheckKind = Literal[
    "sum_parts",
    "sum_rows",
    "sum_columns",
    "words_figures",
    "percent_100",
    "same_target",
    "period",
    "header_attachment",
    "article_decision",
]
ParagraphRole = Literal["body", "table", "footnote"]

BBox = tuple[float, float, float, float]
Period = tuple[int, int]


class Frozen(msgspec.Struct, frozen=True, kw_only=True):
    """Base of every value: immutable, compared by value, built by keyword."""


# --- places -----------------------------------------------------------------------------------------------


class Span(msgspec.Struct, frozen=True, order=True):
    """A half-open range of character offsets into ``Document.text``."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


class Box(Frozen, frozen=True, kw_only=True):
    """A rectangle around printed words: page number from 1, ``bbox`` = (x0, y0, x1, y1) in points."""

    page: int
    bbox: BBox


# --- what readers give ------------------------------------------------------------------------------------


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


class Note(Frozen, frozen=True, kw_only=True):
    """Anything doubtful, unread, limited or converted; ``message`` says what, where and what to do."""

    code: str
    message: str
    page: int | None = None
    span: Span | None = None


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


# --- the document: one text, one coordinate system -----------------------------------------------------------


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

    Paragraphs are separated by one line feed, lines of a paragraph joined by one space, cells of a table row by `` | ``.
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


# --- outline ------------------------------------------------------------------------------------------------


class Part(Frozen, frozen=True, kw_only=True):
    """A part of the text: ``body``, ``attachment-1`` …, ``appendix-1`` …"""

    name: str
    span: Span


# --- numbers ------------------------------------------------------------------------------------------------


class Mention(Frozen, frozen=True, kw_only=True):
    """A quantity in the text.

    ``span`` is the whole phrase with its qualifier, ``quantity`` the figure with scale, currency or unit (the
    ``amount_text`` of money), ``numbers`` every digit run or number word it rests on. ``low`` and ``high`` are in
    ``currency`` or ``unit`` (``2 tỷ đồng``: 2000000000 VND); None for an open side.
    """

    span: Span
    quantity: Span
    kind: MentionKind
    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False
    qualifier: Qualifier = "exact"
    currency: str | None = None
    unit: str | None = None
    unit_span: Span | None = None
    per: str | None = None
    numbers: tuple[Span, ...] = ()
    stated: Decimal | None = None  # what the words beside the figure say (``03 (ba)``), where they are there
    rule: str


class Exclusion(Frozen, frozen=True, kw_only=True):
    """A number that is no quantity, with the reason that the ledger prints (``date``, ``citation``, ``phone`` …)."""

    span: Span
    reason: str
    rule: str


class Reading(Frozen, frozen=True, kw_only=True):
    """All numbers of a text, read: quantities and named exclusions, each sorted by span, none overlapping."""

    mentions: tuple[Mention, ...]
    exclusions: tuple[Exclusion, ...]
    notes: tuple[Note, ...] = ()


# --- records --------------------------------------------------------------------------------------------------


class Record(Frozen, frozen=True, kw_only=True):
    """What every record has: where it is printed, what read it, and how sure that is."""

    id: str
    span: Span
    page: int | None = None
    boxes: tuple[Box, ...] = ()
    rule: str = ""
    confidence: float = 1.0


class Section(Record, frozen=True, kw_only=True):
    """One numbered heading or item; ``span`` its marker and heading, ``extent`` all that stands under it."""

    parent: str | None
    part: str
    path: str | None
    marker: str
    title: str | None
    level: int
    extent: Span
    bullet: bool = False


class Outline(Frozen, frozen=True, kw_only=True):
    """The parts of a document, which cover its text without gaps, its sections, and where their markers stand."""

    parts: tuple[Part, ...]
    sections: tuple[Section, ...]
    markers: tuple[Span, ...]


class Citation(Record, frozen=True, kw_only=True):
    """Another legal document named by number, at its first mention."""

    number: str
    issued_on: dt.date | None = None
    doc_type: DocumentKind | None = None
    role: CitationRole = "mentions"


class Target(Record, frozen=True, kw_only=True):
    """A quantified commitment, plan figure or result figure."""

    part: str
    section: str | None
    action: str | None
    low: Decimal | None
    high: Decimal | None
    qualifier: Qualifier = "exact"
    low_open: bool = False
    high_open: bool = False
    unit: str | None = None
    per: str | None = None
    indicator: str | None = None
    period: Period | None = None
    baseline: Decimal | None = None
    direction: Direction | None = None
    annual: bool = False
    same_as: str | None = None


class Funding(Record, frozen=True, kw_only=True):
    """An amount of money planned, spent, granted, charged, fined or capped."""

    part: str
    section: str | None
    activity: str | None
    currency: str
    low: Decimal | None
    high: Decimal | None
    low_vnd: int | None
    high_vnd: int | None
    amount_text: str
    qualifier: Qualifier = "exact"
    low_open: bool = False
    high_open: bool = False
    source: Source = "unspecified"
    role: Role = "total"
    part_of: str | None = None
    breakdown: Breakdown | None = None
    per: str | None = None
    share: Decimal | None = None
    condition: str | None = None
    beneficiary: str | None = None
    nature: Nature = "spend"
    period: Period | None = None
    table: str | None = None
    row: str | None = None
    column: str | None = None


class Check(Frozen, frozen=True, kw_only=True):
    """Something the document says twice or that must add up; ``difference`` = found - expected."""

    kind: CheckKind
    ok: bool
    records: tuple[str, ...]
    expected: Decimal | None = None
    found: Decimal | None = None
    difference: Decimal | None = None
    message: str = ""


class Signatory(Frozen, frozen=True, kw_only=True):
    name: str
    title: str | None


class Announced(Frozen, frozen=True, kw_only=True):
    """The decision that an article reports."""

    number: str | None
    issued_on: dt.date | None
    issuer: str | None


class Header(Frozen, frozen=True, kw_only=True):
    """The fields read from a document's own blocks; an article's announcement."""

    kind: DocumentKind = "other"
    number: str | None = None
    issuer: str | None = None
    place: str | None = None
    issued_on: dt.date | None = None
    published_on: dt.date | None = None
    title: str | None = None
    period: Period | None = None
    signatories: tuple[Signatory, ...] = ()
    announces: Announced | None = None


class DocumentFields(Header, frozen=True, kw_only=True):
    """The ``document`` object of the contract: identity of the input and its header."""

    id: str
    source_name: str | None
    media_type: str
    pages: int
    text_source: TextSource


class Engine(Frozen, frozen=True, kw_only=True):
    name: str
    version: str


class ProducedBy(Frozen, frozen=True, kw_only=True):
    """Which extractor, with which options and engines; no clock, so that equal inputs give equal bytes."""

    version: str
    options: dict[str, str] = {}
    engines: tuple[Engine, ...] = ()


class Extraction(Frozen, frozen=True, kw_only=True):
    """Everything read from one document, as written to its JSON file.

    ``duplicate_of``: set by a run over many documents where the same bytes came before under another name.
    """

    schema: str = SCHEMA
    produced_by: ProducedBy
    document: DocumentFields
    text: str
    pages: tuple[PageInfo, ...]
    sections: tuple[Section, ...]
    citations: tuple[Citation, ...]
    targets: tuple[Target, ...]
    funding: tuple[Funding, ...]
    tables: tuple[Table, ...]
    checks: tuple[Check, ...]
    notes: tuple[Note, ...]
    exclusions: tuple[Exclusion, ...] = ()
    unexplained: tuple[Span, ...] = ()
    duplicate_of: str | None = None
