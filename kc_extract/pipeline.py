"""The one place that knows the order of the stages: bytes to a document, a document to its extraction."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import msgspec

from kc_extract import __version__
from kc_extract.checks import check
from kc_extract.citations import find_citations
from kc_extract.confidence import AnyRecord, rated
from kc_extract.context import Context, Index
from kc_extract.funding import aims, describe_tables, find_funding, shares, unpaid
from kc_extract.header import read_header
from kc_extract.layout import compose
from kc_extract.ledger import Records, account
from kc_extract.mentions import find_mentions
from kc_extract.outline import outline
from kc_extract.readers import read_input
from kc_extract.readers.engines import engines
from kc_extract.targets import find_targets
from kc_extract.targets.same import link_same
from kc_extract.tracing import Tracer
from kc_extract.types import Check, Document, DocumentFields, Extraction, Header, Limits, Note, ProducedBy
from kc_extract.volumes import find_volumes, outline_volumes


def read(data: bytes, name: str | None = None, *, limits: Limits | None = None) -> Document:
    """The document in the bytes, its format told by its first bytes, never by its name.

    Raises ``UnreadableError`` for bytes that no reader can open; pages that cannot be read are notes.
    """
    source = read_input(data, name, limits or Limits())
    return compose(source, identity=hashlib.sha256(data).hexdigest(), name=name)


def extract(document: Document) -> Extraction:
    """Everything that the document says, as records that each know where they are printed; never refuses a document."""
    sections = outline_volumes(document, outline)
    header = read_header(document, sections)
    reading = find_mentions(document, sections)
    context = Context(document=document, outline=sections, header=header, reading=reading)
    index = Index(context)
    citations, doubts = find_citations(document, sections, header)
    funding = find_funding(context, index)
    aimed = tuple(mention.span for mention in aims(context, index))
    targets = find_targets(context, index, shares(context, index), aimed)
    linked = link_same(targets.targets)
    tables = describe_tables(document, sections)
    records = Records(targets=targets.targets, funding=funding, citations=citations)
    ledger = account(document, sections, reading, records, unpaid(context, index) + targets.exclusions)
    tracer = Tracer(document)
    checks = check(context, index, linked, funding)
    extraction = Extraction(
        produced_by=ProducedBy(version=__version__, engines=engines()),
        document=_fields(document, header),
        text=document.text,
        pages=document.pages,
        sections=_finished("sections", sections.sections, checks, tracer),
        citations=_finished("citations", citations, checks, tracer),
        targets=_finished("targets", linked, checks, tracer),
        funding=_finished("funding", funding, checks, tracer),
        tables=tables,
        checks=checks,
        notes=tuple(
            map(tracer.trace_note, (*document.notes, *find_volumes(document, sections), *reading.notes, *doubts))
        ),
        exclusions=ledger.exclusions,
        unexplained=ledger.unexplained,
    )
    return _with_silence_noted(extraction)


def _finished(
    kind: str, records: Sequence[AnyRecord], checks: Sequence[Check], tracer: Tracer
) -> tuple[AnyRecord, ...]:
    """The records with the place where they are printed and their confidence."""
    return tuple(map(tracer.trace, rated(kind, records, checks, tracer)))


#: Notes that say nothing of what is missing.
_NO_DOUBTS = frozenset({"furniture", "unpacked"})


def _with_silence_noted(extraction: Extraction) -> Extraction:
    """The extraction with a note where it would be empty without a word."""
    found = (extraction.sections, extraction.citations, extraction.targets, extraction.funding, extraction.tables)
    if any(found) or any(note.code not in _NO_DOUBTS for note in extraction.notes):
        return extraction
    message = (
        "the text holds no numbered section, citation, target or amount; check that the file is the whole document"
    )
    note = Note(code="nothing_found", message=message)
    return msgspec.structs.replace(extraction, notes=(*extraction.notes, note))


def _fields(document: Document, header: Header) -> DocumentFields:
    return DocumentFields(
        **{name: getattr(header, name) for name in Header.__struct_fields__},
        id=document.id,
        source_name=document.source_name,
        media_type=document.media_type,
        pages=len(document.pages) if document.pages and document.pages[0].width else 0,
        text_source=document.text_source,
    )
