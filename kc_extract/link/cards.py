"""What linking needs of an extraction: its header, what it cites with the words beside it, and its main figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

import regex

from kc_extract.link.places import place_of, places_in
from kc_extract.references import key_of
from kc_extract.types import Citation, CitationRole, DocumentFields, DocumentKind, Extraction, Frozen, Funding

#: Where the words that name a citation's issuer end.
_BESIDE = regex.compile(r"[;\n|]|\.\s|(?:quy định|phê duyệt|ban hành|sửa đổi|về)\s")
_REACH = 160


class Cited(Frozen, frozen=True, kw_only=True):
    """A document that another names: ``places`` are the provinces named beside it."""

    id: str
    number: str
    key: str
    issued_on: dt.date | None
    doc_type: DocumentKind | None
    role: CitationRole
    places: tuple[str, ...]


class Figure(Frozen, frozen=True, kw_only=True):
    """A figure to set beside its like: a target, the money of the whole document, or of one activity of it.

    ``whole``: money of the document, not of an activity; ``label`` what is counted, or the title of the activity.
    """

    id: str
    kind: Literal["target", "funding"]
    label: str
    unit: str
    source: str | None = None
    whole: bool = False
    is_total: bool = False
    low: Decimal | None
    high: Decimal | None


class Card(Frozen, frozen=True, kw_only=True):
    """One extraction as far as links go; ``name`` is its own in the set, ``key`` its number as numbers are compared."""

    name: str
    document: DocumentFields
    key: str | None
    place: str | None
    citations: tuple[Cited, ...]
    figures: tuple[Figure, ...]


def make_card(name: str, extraction: Extraction) -> Card:
    """The card of an extraction, which may then be let go."""
    document = extraction.document
    return Card(
        name=name,
        document=document,
        key=key_of(document.number) if document.number else None,
        place=place_of(document),
        citations=tuple(_cited(citation, extraction.text) for citation in extraction.citations),
        figures=(*_targets(extraction), *_funding(extraction)),
    )


def _cited(citation: Citation, text: str) -> Cited:
    beside = _BESIDE.split(text[citation.span.end : citation.span.end + _REACH], maxsplit=1)[0]
    return Cited(
        id=citation.id,
        number=citation.number,
        key=key_of(citation.number),
        issued_on=citation.issued_on,
        doc_type=citation.doc_type,
        role=citation.role,
        places=places_in(beside),
    )


def _targets(extraction: Extraction) -> Iterator[Figure]:
    for target in extraction.targets:
        if target.same_as is None and target.indicator:
            unit = "/".join(filter(None, (target.unit, target.per)))
            yield Figure(
                id=target.id, kind="target", label=target.indicator, unit=unit, low=target.low, high=target.high
            )


def _funding(extraction: Extraction) -> Iterator[Figure]:
    titles = {(section.part, section.path): section.title for section in extraction.sections}
    by_id = {record.id: record for record in extraction.funding}
    for record in extraction.funding:
        total = by_id.get(record.part_of or "", record)
        if record.role == "norm" or record.table is not None or total.part_of is not None:
            continue
        if record.part_of is None or record.breakdown == "source":
            yield _money(record, titles.get((record.part, record.activity)))


def _money(record: Funding, title: str | None) -> Figure:
    return Figure(
        id=record.id,
        kind="funding",
        label="" if record.activity is None else title or record.activity,
        unit=record.currency,
        source=record.source,
        whole=record.activity is None,
        is_total=record.part_of is None,
        low=record.low,
        high=record.high,
    )
