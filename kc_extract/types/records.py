"""The records of an extraction, as written to its JSON file."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import msgspec

from kc_extract.types.document import PageInfo, Part, Table
from kc_extract.types.numbers import Exclusion
from kc_extract.types.places import Box, Frozen, Note, Span
from kc_extract.types.vocabulary import (
    SCHEMA,
    Breakdown,
    CheckKind,
    CitationRole,
    Direction,
    DocumentKind,
    Nature,
    Period,
    Qualifier,
    Role,
    Source,
    TextSource,
)


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

    @property
    def own(self) -> tuple[Part, ...]:
        """The parts of the first document; where the file holds more, each opens with a body (``body-2``)."""
        later = (index for index, part in enumerate(self.parts) if index and part.name.startswith("body"))
        return self.parts[: next(later, len(self.parts))]


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
    """Who signed, and in what position; the title without KT., TM. and their like."""

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
    """A library or program that took part, and its version."""

    name: str
    version: str


class ProducedBy(Frozen, frozen=True, kw_only=True):
    """Which extractor, with which options and engines; no clock, so that equal inputs give equal bytes."""

    version: str
    options: dict[str, str] = msgspec.field(default_factory=dict)
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
