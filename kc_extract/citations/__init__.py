"""A document to its citations: every other legal document that it names by number, once each."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence

from kc_extract.citations.repairs import Repair, repair
from kc_extract.citations.roles import bases_end, role_of
from kc_extract.references import Reference, find_references, key_of
from kc_extract.types import Citation, CitationRole, Document, Header, Note, Outline, Span

_STRENGTH: tuple[CitationRole, ...] = ("amends", "replaces", "basis", "mentions")
_TITLE_WITHIN = 6_000


def find_citations(
    document: Document, outline: Outline, header: Header
) -> tuple[tuple[Citation, ...], tuple[Note, ...]]:
    """The citations in the order of their first mention, and notes on numbers and dates that are in doubt.

    The document's own number is none, nor is the one that an article announces.
    """
    found: dict[str, list[Repair]] = {}
    for repaired in repair(find_references(document.text)):
        if not _is_own(repaired.reference, header):
            found.setdefault(repaired.reference.key, []).append(repaired)
    title, bases = _title_span(document, header), bases_end(document, outline)
    citations = tuple(
        _citation(document, bases, title, index, mentions) for index, mentions in enumerate(found.values(), start=1)
    )
    return citations, tuple(_notes(found.values()))


def _is_own(reference: Reference, header: Header) -> bool:
    """Whether the number is the document's, be it without its year, or the one that the article announces."""
    numbers = [number for number in (header.number, header.announces and header.announces.number) if number]
    if reference.key in map(key_of, numbers):
        return True
    dated = reference.dated is not None and reference.dated.date == header.issued_on
    return dated and any(key_of(f"{reference.digits}/{reference.code}") == _yearless(number) for number in numbers)


def _yearless(number: str) -> str:
    own = next(iter(find_references(f"số {number}")), None)
    return key_of(f"{own.digits}/{own.code}") if own else key_of(number)


def _citation(document: Document, bases: int, title: Span | None, index: int, mentions: Sequence[Repair]) -> Citation:
    roles = {role_of(document, bases, title, item.reference) for item in mentions}
    certain = [item for item in mentions if not item.mended]
    return Citation(
        id=f"c{index}",
        span=mentions[0].reference.span,
        rule="number" if certain else "number_repaired",
        confidence=1.0 if certain else 0.8,
        number=_commonest(item.reference.number for item in mentions),
        issued_on=_date(mentions),
        doc_type=next((item.reference.kind for item in mentions if item.reference.kind), None),
        role=next(role for role in _STRENGTH if role in roles),
    )


def _commonest(values: Iterable[str]) -> str:
    """The value met most often, of equals the first."""
    return Counter(values).most_common(1)[0][0]


def _dates(mentions: Sequence[Repair]) -> list[dt.date]:
    """The dates beside the number; those with a blank in them only where there is no other."""
    dated = [item.reference.dated for item in mentions if item.reference.dated]
    return [item.date for item in dated if not item.doubtful] or [item.date for item in dated]


def _date(mentions: Sequence[Repair]) -> dt.date | None:
    dates = Counter(_dates(mentions)).most_common(1)
    return dates[0][0] if dates else None


def _notes(found: Iterable[Sequence[Repair]]) -> Iterable[Note]:
    for mentions in found:
        yield from (item.note for item in mentions if item.note)
        dates = sorted(set(_dates(mentions)))
        if len(dates) > 1:
            first = mentions[0].reference
            listed = ", ".join(date.isoformat() for date in dates)
            message = f"{first.number} is dated differently within the text: {listed}; the date met most often is kept"
            yield Note(code="citation_dates_differ", message=message, span=first.span)


def _title_span(document: Document, header: Header) -> Span | None:
    """Where the title stands, found by its first words, so that what it names can be told from the text."""
    if not header.title or header.kind == "article":
        return None
    head = " ".join(header.title.split()[:4])
    start = document.text.replace("\n", " ").find(head, 0, _TITLE_WITHIN)
    return Span(start, start + len(header.title) + 2) if start >= 0 else None
